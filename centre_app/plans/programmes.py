"""The state's rehabilitation programmes (ИПР, ИПРА) and what they promise: kept beside the centre's plan."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from centre_app.children.models import Child
from centre_app.db.session import OfficeSession
from centre_app.db.types import new_id
from centre_app.errors import NotFound
from centre_app.language.translate import N_
from centre_app.plans.checks import check_programme
from centre_app.plans.inputs import MeasureInput, ProgrammeInput
from centre_app.plans.models import StateMeasure, StateProgramme
from centre_app.plans.writing import codes_of, make_lines, rows_of
from centre_app.security.access import Permission, needs


@dataclass(frozen=True)
class ProgrammeFacts:
    """A state programme with its measures (each with its id)."""

    id: uuid.UUID
    child_id: uuid.UUID
    kind: str
    number: str
    issued_by: str
    issued_day: date
    valid_until: date | None
    note: str
    measures: tuple[MeasureInput, ...]

    @property
    def as_input(self) -> ProgrammeInput:
        """What a form is filled with."""
        return ProgrammeInput(
            self.kind, self.issued_day, self.valid_until, self.number, self.issued_by, self.note, self.measures
        )


@needs(Permission.SEE_CHILDREN)
def state_programmes(session: OfficeSession, child_id: uuid.UUID) -> tuple[ProgrammeFacts, ...]:
    """A child's programmes with their measures, the newest first."""
    measures: dict[uuid.UUID, list[MeasureInput]] = {}
    for row in session.execute(
        select(StateMeasure.__table__)
        .join(StateProgramme.__table__, StateProgramme.id == StateMeasure.programme_id)
        .where(StateProgramme.child_id == child_id)
        .order_by(StateMeasure.position, StateMeasure.id)
    ):
        measure = MeasureInput(row.text, row.responsible, row.until, row.status, row.id)
        measures.setdefault(row.programme_id, []).append(measure)
    rows = session.execute(
        select(StateProgramme.__table__)
        .where(StateProgramme.child_id == child_id)
        .order_by(StateProgramme.issued_day.desc(), StateProgramme.id.desc())
    )
    return tuple(
        ProgrammeFacts(
            row.id,
            row.child_id,
            row.kind,
            row.number,
            row.issued_by,
            row.issued_day,
            row.valid_until,
            row.note,
            tuple(measures.get(row.id, ())),
        )
        for row in rows
    )


@needs(Permission.EDIT_PLANS)
def add_programme(session: OfficeSession, child_id: uuid.UUID, programme: ProgrammeInput) -> uuid.UUID:
    """Write down a programme; gives its id. Raises UserError at its field."""
    clean = check_programme(programme, session.today, codes_of(session))
    if session.get(Child, child_id) is None:
        raise NotFound(N_("This child’s file is not there any more."))
    row = StateProgramme(id=new_id(), child_id=child_id)
    _write(session, row, clean)
    return row.id


@needs(Permission.EDIT_PLANS)
def change_programme(session: OfficeSession, programme_id: uuid.UUID, programme: ProgrammeInput) -> None:
    """Correct a programme and what became of its measures. Raises UserError at its field."""
    clean = check_programme(programme, session.today, codes_of(session))
    _write(session, _found(session, programme_id), clean)


@needs(Permission.EDIT_PLANS)
def remove_programme(session: OfficeSession, programme_id: uuid.UUID) -> None:
    """Take back a programme that was written by mistake, with its measures."""
    row = _found(session, programme_id)
    before = rows_of(session, StateMeasure, StateMeasure.programme_id == programme_id)
    make_lines(session, StateMeasure, before, [], row.child_id)
    session.delete(row)
    session.flush()


def _write(session: OfficeSession, row: StateProgramme, programme: ProgrammeInput) -> None:
    row.kind = programme.kind
    row.number = programme.number
    row.issued_by = programme.issued_by
    row.issued_day = programme.issued_day
    row.valid_until = programme.valid_until
    row.note = programme.note
    session.add(row)
    session.flush()
    before = rows_of(session, StateMeasure, StateMeasure.programme_id == row.id)
    known = {line["id"] for line in before}
    after = [
        {
            "id": one.id if one.id in known else new_id(),
            "programme_id": row.id,
            "position": place,
            "text": one.text,
            "responsible": one.responsible,
            "until": one.until,
            "status": one.status,
        }
        for place, one in enumerate(programme.measures)
    ]
    make_lines(session, StateMeasure, before, after, row.child_id)


def _found(session: OfficeSession, programme_id: uuid.UUID) -> StateProgramme:
    row = session.get(StateProgramme, programme_id)
    if row is None:
        raise NotFound(N_("This programme is not there any more."))
    return row
