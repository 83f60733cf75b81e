"""Attendance: the month as a grid like the paper register, and the day as a list."""
