"""What hangs on an enrolment and must stay inside it.

A mark outside an enrolment cannot be (counting.md), so an enrolment cannot be shortened past its marks either. Marks
belong to ``attendance``, which stands on ``children`` and may not be imported here; a list of guards that attendance
would have to fill could be empty where nobody imported it (headless work, an import). The table's name and two
columns are therefore read directly: the check depends on nothing but the database, and always runs.
"""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import Date, and_, column, func, or_, select, table

from centre_app.children.rules import Span
from centre_app.db.session import OfficeSession
from centre_app.db.types import UuidType
from centre_app.errors import UserError
from centre_app.language.translate import N_

_MARK = table("mark", column("enrolment_id", UuidType), column("day", Date))


def check_marks_inside(session: OfficeSession, enrolment_id: uuid.UUID, span: Span, *, field: str = "end_day") -> None:
    """Raises UserError (``field``) while marks of the enrolment lie outside ``span``, with their days."""
    outside = _MARK.c.day < span.start
    if span.end is not None:
        outside = or_(outside, _MARK.c.day > span.end)
    count, first, last = _marks(session, and_(_MARK.c.enrolment_id == enrolment_id, outside))
    if count:
        raise UserError(
            N_(
                "Attendance is marked outside these dates: {count} days, the first {first}, the last {last}."
                " Please clear those marks first."
            ),
            field=field,
            count=count,
            first=first,
            last=last,
        )


def check_no_marks(session: OfficeSession, enrolment_id: uuid.UUID) -> None:
    """Raises UserError where the enrolment has any mark: it happened, so it cannot be taken back."""
    count, first, last = _marks(session, _MARK.c.enrolment_id == enrolment_id)
    if count:
        raise UserError(
            N_(
                "Attendance is marked in this enrolment: {count} days, the first {first}, the last {last}."
                " End the enrolment instead."
            ),
            count=count,
            first=first,
            last=last,
        )


def _marks(session: OfficeSession, condition: object) -> tuple[int, date | None, date | None]:
    day = _MARK.c.day
    row = session.execute(select(func.count(), func.min(day), func.max(day)).where(condition)).one()  # type: ignore[arg-type]
    return row[0], row[1], row[2]
