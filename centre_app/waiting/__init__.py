"""The waiting list by service, and whom a freed place is offered next."""
