"""Therapy: the week and its sessions, booked singly and in series, and written up."""
