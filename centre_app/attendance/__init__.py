"""Attendance: a mark for each child and open day."""
