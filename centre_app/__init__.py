"""What a centre does: children, attendance, open days, reports. Knows no Qt."""

__version__ = "0.3.0"
