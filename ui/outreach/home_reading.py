"""What one reading brings for the home in a child's file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from centre_app.codelists.queries import labels
from centre_app.outreach.fleet_queries import teams
from centre_app.outreach.fleet_rules import TeamRow
from centre_app.outreach.follow_ups import FollowUpRow, follow_ups_of
from centre_app.outreach.home_queries import ChildHome, VisitsPage, child_visits_page, home_of
from centre_app.outreach.result_rules import CONCERN_LIST


@dataclass(frozen=True)
class HomeRead:
    """A child's home, its visits so far and follow-ups, and the words that its forms offer."""

    home: ChildHome
    visits: VisitsPage
    follow_ups: tuple[FollowUpRow, ...]
    concerns: Mapping[str, str]
    purposes: Mapping[str, str]  # in use
    types: Mapping[str, str]  # of session, in use
    teams: tuple[TeamRow, ...]  # in use


def read_home(session: Any, child_id: UUID, *, visits: int, language: str) -> HomeRead:
    """All that the tab shows; ``visits``: how many of them at most."""
    return HomeRead(
        home_of(session, child_id, language=language),
        child_visits_page(session, child_id, language=language, limit=visits),
        follow_ups_of(session, child_id, language),
        labels(session, CONCERN_LIST, language),
        labels(session, "visit_purpose", language, active_only=True),
        labels(session, "session_type", language, active_only=True),
        teams(session),
    )
