"""What a write touched. Screens that show it refresh; the rest stay still."""

from enum import StrEnum


class Change(StrEnum):
    """One kind of thing that staff see change."""

    CENTRE = "centre"
    CALENDAR = "calendar"
    CODELISTS = "codelists"
    WORKPLACE = "workplace"
    PLACES = "places"
    TEAMS = "teams"
    CHILDREN = "children"
    ATTENDANCE = "attendance"
    PLANS = "plans"
    INSTRUMENTS = "instruments"
    SESSIONS = "sessions"
    WAITING = "waiting"
    VISITS = "visits"
    LENDING = "lending"
    ACCOUNTS = "accounts"
    HISTORY = "history"
