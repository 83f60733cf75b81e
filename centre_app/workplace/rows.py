"""Steps that every writing here is made of: finding a row, checking codes, keeping a small table of keys in step."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from typing import Any, TypeVar

from sqlalchemy import func, select

from centre_app.codelists.models import CodeListEntry
from centre_app.db.base import Base
from centre_app.db.session import OfficeSession
from centre_app.errors import NotFound, UserError
from centre_app.language.translate import N_
from centre_app.sites.models import Site
from centre_app.workplace.models import Room, StaffMember

M = TypeVar("M", bound=Base)
P = TypeVar("P", StaffMember, Room)


def found(session: OfficeSession, model: type[M], key: object) -> M:
    """The row with this key. Raises NotFound."""
    row = session.get(model, key)
    if row is None:
        raise NotFound(N_("This is not there any more. Somebody may have taken it away."))
    return row


def site_id(session: OfficeSession) -> uuid.UUID:
    """The centre's. Raises NotFound before it is set up."""
    there = session.scalars(select(Site.id).order_by(Site.id).limit(1)).one_or_none()
    if there is None:
        raise NotFound(N_("This centre is not set up yet."))
    return there


def check_codes(session: OfficeSession, list_name: str, codes: Collection[str], field: str) -> tuple[str, ...]:
    """The codes, each once and in order. Raises UserError at ``field`` for one that is not in the list."""
    wanted = tuple(sorted(set(codes)))
    if wanted:
        of_list = CodeListEntry.list_name == list_name
        known = set(session.scalars(select(CodeListEntry.code).where(of_list, CodeListEntry.code.in_(wanted))))
        for code in wanted:
            if code not in known:
                raise UserError(N_("“{code}” is not in the list any more."), field=field, code=code)
    return wanted


def keep_in_step(session: OfficeSession, there: Iterable[Base], wanted: Iterable[Base], key: Any) -> None:
    """Rows that are there become those wanted, by ``key(row)``: what stays is not touched, so the history is short."""
    old = {key(row): row for row in there}
    new = {key(row): row for row in wanted}
    for each, row in old.items():
        if each not in new:
            session.delete(row)
    session.add_all(row for each, row in new.items() if each not in old)


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
