"""What is written about a child in lists of its own: guardians, alerts, further disability types; and their codes."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence

from sqlalchemy import select

from centre_app.children.inputs import AlertInput, ChildInput, GuardianInput
from centre_app.children.models import Alert, FurtherDisability, Guardian
from centre_app.codelists.queries import all_labels
from centre_app.db.session import OfficeSession
from centre_app.db.types import new_id
from centre_app.errors import UserError
from centre_app.language.translate import N_


def check_codes(session: OfficeSession, child: ChildInput, *, known: ChildInput | None = None) -> None:
    """Every code is in its list. Raises UserError at its field. What the child has already (``known``) stays good."""
    wanted = _codes(child) - (_codes(known) if known else set())
    if not wanted:
        return
    lists = all_labels(session, "en")
    for field, list_name, code in sorted(wanted):
        if code not in lists[list_name]:
            raise UserError(N_("“{code}” is not in the list. Please choose from the list."), field=field, code=code)


def _codes(child: ChildInput) -> set[tuple[str, str, str]]:
    """(field, list, code) of all codes in an input."""
    pairs: list[tuple[str, str, str | None]] = [
        ("primary_disability", "disability_type", child.primary_disability),
        ("language", "family_language", child.language),
        *(("further_disabilities", "disability_type", code) for code in child.further_disabilities),
        *(("guardians", "relationship", guardian.relationship) for guardian in child.guardians),
        *(("alerts", "alert_kind", alert.kind) for alert in child.alerts),
    ]
    return {(field, list_name, code) for field, list_name, code in pairs if code}


def write_guardians(session: OfficeSession, child_id: uuid.UUID, guardians: Sequence[GuardianInput]) -> None:
    """Make the child's guardians these. One who keeps the name keeps the row: the history tells what changed."""
    wanted = select(Guardian).where(Guardian.child_id == child_id).order_by(Guardian.position, Guardian.id)
    left = list(session.scalars(wanted))
    by_place: dict[int, Guardian] = {}
    for place, guardian in enumerate(guardians):
        same = next((row for row in left if row.name == guardian.name), None)
        if same is not None:
            by_place[place] = same
            left.remove(same)
    for place, guardian in enumerate(guardians):
        row = by_place.get(place) or (left.pop(0) if left else None)
        if row is None:
            row = Guardian(id=new_id(), child_id=child_id)
            session.add(row)
        row.name, row.relationship, row.phone, row.position = (
            guardian.name,
            guardian.relationship,
            guardian.phone,
            place,
        )
    for row in left:
        session.delete(row)
    session.flush()


def write_alerts(session: OfficeSession, child_id: uuid.UUID, alerts: Sequence[AlertInput]) -> None:
    """Make the child's alerts these, in this order."""
    rows = list(session.scalars(select(Alert).where(Alert.child_id == child_id).order_by(Alert.position, Alert.id)))
    for place, alert in enumerate(alerts):
        if place < len(rows):
            rows[place].kind, rows[place].note, rows[place].position = alert.kind, alert.note, place
        else:
            session.add(Alert(id=new_id(), child_id=child_id, kind=alert.kind, note=alert.note, position=place))
    for row in rows[len(alerts) :]:
        session.delete(row)
    session.flush()


def write_further_disabilities(session: OfficeSession, child_id: uuid.UUID, codes: Iterable[str]) -> None:
    """Make the child's further disability types these."""
    rows = {
        row.code: row
        for row in session.scalars(select(FurtherDisability).where(FurtherDisability.child_id == child_id))
    }
    wanted = set(codes)
    for code in sorted(wanted - set(rows)):
        session.add(FurtherDisability(child_id=child_id, code=code))
    for code in sorted(set(rows) - wanted):
        session.delete(rows[code])
    session.flush()
