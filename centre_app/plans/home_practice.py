"""What families say they practised at home."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from centre_app.db.session import OfficeSession, Row
from centre_app.db.types import new_id
from centre_app.errors import NotFound, UserError
from centre_app.language.translate import N_
from centre_app.plans.checks import check_answer
from centre_app.plans.facts import PracticeRow
from centre_app.plans.inputs import PracticeAnswer
from centre_app.plans.models import HomePractice
from centre_app.plans.reading import pieces
from centre_app.plans.writing import rows_of
from centre_app.security.access import Permission, needs

_COLUMNS = (
    HomePractice.id,
    HomePractice.day,
    HomePractice.answer,
    HomePractice.minutes,
    HomePractice.session_id,
    HomePractice.note,
    HomePractice.visit_id,
)


@needs(Permission.SEE_NOTES)
def home_practice_of(
    session: OfficeSession, child_ids: Collection[uuid.UUID], first: date, last: date
) -> dict[uuid.UUID, tuple[PracticeRow, ...]]:
    """child -> what was said from ``first`` to ``last``, by day; one statement for each 500 children."""
    found: dict[uuid.UUID, list[PracticeRow]] = {child_id: [] for child_id in child_ids}
    for ids in pieces(child_ids):
        for row in session.execute(
            select(HomePractice.child_id, *_COLUMNS)
            .where(HomePractice.child_id.in_(ids), HomePractice.day >= first, HomePractice.day <= last)
            .order_by(HomePractice.child_id, HomePractice.day, HomePractice.id)
        ):
            found[row.child_id].append(_practice(row))
    return {child_id: tuple(rows) for child_id, rows in found.items()}


@needs(Permission.SEE_NOTES)
def practice_at(
    session: OfficeSession, session_id: uuid.UUID, child_ids: Collection[uuid.UUID]
) -> dict[uuid.UUID, PracticeRow]:
    """child -> what its family said at this session; children whose family was not asked are left out."""
    asked = set(child_ids)
    rows = session.execute(select(HomePractice.child_id, *_COLUMNS).where(HomePractice.session_id == session_id))
    return {row.child_id: _practice(row) for row in rows if row.child_id in asked}


@needs(Permission.SEE_NOTES)
def practice_at_visits(session: OfficeSession, visit_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, PracticeRow]:
    """visit -> what the family said at it; visits at which nobody was asked are left out."""
    found: dict[uuid.UUID, PracticeRow] = {}
    for ids in pieces(visit_ids):
        rows = session.execute(select(*_COLUMNS).where(HomePractice.visit_id.in_(ids)))
        found.update((row.visit_id, _practice(row)) for row in rows)
    return found


@needs(Permission.EDIT_PLANS)
def record_home_practice(session: OfficeSession, child_id: uuid.UUID, day: date, answer: PracticeAnswer) -> uuid.UUID:
    """What a family said on ``day``, apart from a session; gives the row's id. Raises UserError at its field."""
    row = _row(child_id, day, check_answer(answer, day, session.today))
    session.insert_many(HomePractice, [row])
    practice_id: uuid.UUID = row["id"]
    return practice_id


@needs(Permission.EDIT_PLANS)
def remove_home_practice(session: OfficeSession, practice_id: uuid.UUID) -> None:
    """Take back what was written by mistake. What was said at a session or a visit is changed there."""
    row = session.get(HomePractice, practice_id)
    if row is None:
        raise NotFound(N_("This line is not there any more."))
    if row.session_id is not None:
        raise UserError(N_("This was said at a session: change it there."))
    if row.visit_id is not None:
        raise UserError(N_("This was said at a visit: change it there."))
    session.delete(row)
    session.flush()


@needs(Permission.WRITE_NOTES)
def practice_in_session(
    session: OfficeSession, session_id: uuid.UUID, day: date, answers: Mapping[uuid.UUID, PracticeAnswer | None]
) -> None:
    """Make what families said at a session these; None takes a child's out, children not named keep theirs."""
    written = rows_of(session, HomePractice, HomePractice.session_id == session_id)
    kept = {row["child_id"]: row for row in written if row["child_id"] in answers}
    said = {
        child_id: _row(child_id, day, check_answer(answer, day, session.today), session_id=session_id)
        for child_id, answer in answers.items()
        if answer is not None
    }
    _make(session, kept, said)


@needs(Permission.KEY_VISITS)
def practice_at_visit(
    session: OfficeSession,
    visit_id: uuid.UUID,
    child_id: uuid.UUID,
    day: date,
    answer: PracticeAnswer | None,
    *,
    first: bool = False,
) -> None:
    """Make what the family said at a visit this; None takes it out. ``first``: nothing can have been said at it yet."""
    written = [] if first else rows_of(session, HomePractice, HomePractice.visit_id == visit_id)
    kept = {row["child_id"]: row for row in written}
    said = {}
    if answer is not None:
        said[child_id] = _row(child_id, day, check_answer(answer, day, session.today), visit_id=visit_id)
    _make(session, kept, said)


def _make(session: OfficeSession, before: dict[uuid.UUID, Row], after: dict[uuid.UUID, Row]) -> None:
    """Rows by their child: what stands and is said again keeps its id."""
    said = {child: row | {"id": before[child]["id"]} if child in before else row for child, row in after.items()}
    session.delete_many(HomePractice, [row for child, row in before.items() if child not in said])
    changed = [(before[child], row) for child, row in said.items() if child in before and before[child] != row]
    session.update_many(HomePractice, changed)
    session.insert_many(HomePractice, [row for child, row in said.items() if child not in before])


def _practice(row: Any) -> PracticeRow:
    return PracticeRow(row.id, row.day, row.answer, row.minutes, row.session_id, row.note, row.visit_id)


def _row(
    child_id: uuid.UUID,
    day: date,
    answer: PracticeAnswer,
    *,
    session_id: uuid.UUID | None = None,
    visit_id: uuid.UUID | None = None,
) -> Row:
    return {
        "id": new_id(),
        "child_id": child_id,
        "day": day,
        "answer": answer.answer,
        "minutes": answer.minutes,
        "session_id": session_id,
        "visit_id": visit_id,
        "note": answer.note,
    }
