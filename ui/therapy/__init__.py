"""Therapy: the day, the week, the session, who waits, what is due."""
