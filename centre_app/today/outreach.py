"""What outreach asks for today: rounds on the road, results that are open, follow-ups due, devices not brought back.

Apart from the start page itself: these rooms are read after it is on the screen.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from centre_app.codelists.queries import labels
from centre_app.db.session import OfficeSession
from centre_app.lending.queries import overdue_count
from centre_app.outreach.follow_ups import FollowUpRow, open_follow_ups
from centre_app.outreach.result_rules import CONCERN_LIST
from centre_app.outreach.round_queries import OpenWeek, RoundRow, open_weeks, rounds_between
from centre_app.security.access import Permission, needs
from centre_app.workplace.queries import my_staff

FOLLOW_UPS_AHEAD_DAYS = 7


@dataclass(frozen=True)
class OutreachToday:
    """Lists for the start page. ``mine``: who is signed in is of the staff, so that only the own follow-ups and those
    of nobody are listed; ``others`` counts the rest. ``kinds`` of concern by code."""

    rounds: tuple[RoundRow, ...]
    open_weeks: tuple[OpenWeek, ...]
    follow_ups: tuple[FollowUpRow, ...]
    mine: bool
    others: int
    loans_overdue: int
    kinds: dict[str, str]


@needs(Permission.SEE_CHILDREN)
def outreach_today(session: OfficeSession, language: str) -> OutreachToday:
    """Follow-ups due within a week, the first due first. Seven statements, however many rounds and children."""
    today = session.today
    me = my_staff(session)
    due = open_follow_ups(session, language, until=today + timedelta(days=FOLLOW_UPS_AHEAD_DAYS))
    shown = due if me is None else tuple(row for row in due if row.owner_id in (me.id, None))
    return OutreachToday(
        rounds=rounds_between(session, today, today),
        open_weeks=open_weeks(session, today),
        follow_ups=shown,
        mine=me is not None,
        others=len(due) - len(shown),
        loans_overdue=overdue_count(session),
        kinds=labels(session, CONCERN_LIST, language),
    )
