"""Steps that writing teams and vehicles is made of: their names, their order."""

from __future__ import annotations

import uuid
from typing import TypeVar

from sqlalchemy import func, select

from centre_app.db.session import OfficeSession
from centre_app.errors import UserError
from centre_app.language.translate import N_
from centre_app.outreach.models import Team, Vehicle
from centre_app.workplace.rows import found

P = TypeVar("P", Team, Vehicle)


def check_name(session: OfficeSession, model: type[P], key: uuid.UUID | None, name: str) -> None:
    """Raises UserError at ``name`` where another one in use has it."""
    same = select(model.id).where(model.active, model.name == name)
    if key is not None:
        same = same.where(model.id != key)
    if session.execute(same.limit(1)).first() is not None:
        raise UserError(N_("There is one with this name already."), field="name")


def next_position(session: OfficeSession, model: type[P]) -> int:
    """The place after the last one."""
    highest = session.scalar(select(func.max(model.position)))
    return 0 if highest is None else highest + 1


def move(session: OfficeSession, model: type[P], key: uuid.UUID, by: int) -> None:
    """``by`` places down (up where negative); all are numbered anew, for two added at once may share a position."""
    row = found(session, model, key)
    rows = list(session.scalars(select(model).order_by(model.position, model.id)))
    place = rows.index(row)
    rows.insert(max(0, min(len(rows) - 1, place + by)), rows.pop(place))
    for position, each in enumerate(rows):
        each.position = position
