"""Rounds and visits for tests. There are no actions for them yet, so the tables are filled."""

from __future__ import annotations

import uuid
from datetime import date

from centre_app.db.session import OfficeSession
from centre_app.db.types import new_id
from centre_app.outreach.models import Round, Visit
from centre_app.outreach.rules import DONE


def make_visit(
    session: OfficeSession, site_id: uuid.UUID, child_id: uuid.UUID, day: date, outcome: str = DONE
) -> uuid.UUID:
    """A visit to one child's home."""
    visit_id = new_id()
    session.add(Visit(id=visit_id, site_id=site_id, child_id=child_id, day=day, outcome=outcome))
    session.flush()
    return visit_id


def make_round(session: OfficeSession, site_id: uuid.UUID, day: date, km: float) -> uuid.UUID:
    """A team's round."""
    round_id = new_id()
    session.add(Round(id=round_id, site_id=site_id, day=day, km=km))
    session.flush()
    return round_id
