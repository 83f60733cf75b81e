"""How people at a desk see and do the centre's work."""
