"""What a write touched. Screens that show it refresh; the rest stay still."""

from enum import StrEnum


class Change(StrEnum):
    """One kind of thing that staff see change."""

    CENTRE = "centre"
    CALENDAR = "calendar"
    CODELISTS = "codelists"
    CHILDREN = "children"
    ATTENDANCE = "attendance"
    SESSIONS = "sessions"
    VISITS = "visits"
    ACCOUNTS = "accounts"
    HISTORY = "history"
