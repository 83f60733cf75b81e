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


@needs(Permission.EDIT_PLANS)
def record_home_practice(session: OfficeSession, child_id: uuid.UUID, day: date, answer: PracticeAnswer) -> uuid.UUID:
    """What a family said on ``day``, apart from a session; gives the row's id. Raises UserError at its field."""
    row = _row(child_id, None, day, check_answer(answer, day, session.today))
    session.insert_many(HomePractice, [row])
    practice_id: uuid.UUID = row["id"]
    return practice_id


@needs(Permission.EDIT_PLANS)
def remove_home_practice(session: OfficeSession, practice_id: uuid.UUID) -> None:
    """Take back what was written by mistake. What was said at a session is changed there."""
    row = session.get(HomePractice, practice_id)
    if row is None:
        raise NotFound(N_("This line is not there any more."))
    if row.session_id is not None:
        raise UserError(N_("This was said at a session: change it there."))
    session.delete(row)
    session.flush()


@needs(Permission.WRITE_NOTES)
def practice_in_session(
    session: OfficeSession, session_id: uuid.UUID, day: date, answers: Mapping[uuid.UUID, PracticeAnswer | None]
) -> None:
    """Make what families said at a session these; None takes a child's out, children not named keep theirs."""
    written = rows_of(session, HomePractice, HomePractice.session_id == session_id)
    kept = {row["child_id"]: row for row in written if row["child_id"] in answers}
    new: list[Row] = []
    changed: list[tuple[Row, Row]] = []
    for child_id, answer in answers.items():
        if answer is None:
            continue
        after = _row(child_id, session_id, day, check_answer(answer, day, session.today))
        before = kept.pop(child_id, None)
        if before is None:
            new.append(after)
        elif (after := after | {"id": before["id"]}) != before:
            changed.append((before, after))
    session.delete_many(HomePractice, list(kept.values()))
    session.update_many(HomePractice, changed)
    session.insert_many(HomePractice, new)


def _practice(row: Any) -> PracticeRow:
    return PracticeRow(row.id, row.day, row.answer, row.minutes, row.session_id, row.note)


def _row(child_id: uuid.UUID, session_id: uuid.UUID | None, day: date, answer: PracticeAnswer) -> Row:
    return {
        "id": new_id(),
        "child_id": child_id,
        "day": day,
        "answer": answer.answer,
        "minutes": answer.minutes,
        "session_id": session_id,
        "note": answer.note,
    }
