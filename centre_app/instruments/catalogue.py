"""Which instruments there are now, and each version as it was used. Called from queries and actions."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import select, tuple_

from centre_app.db.session import OfficeSession
from centre_app.db.types import new_id
from centre_app.errors import NotFound
from centre_app.instruments.definition import Definition
from centre_app.instruments.library import given, given_content
from centre_app.instruments.models import InstrumentVersion
from centre_app.instruments.reading import read_definition
from centre_app.language.translate import N_

_AT_ONCE = 200
# A version's row is never changed, only replaced by one of another id: what was read of it stays true.
_READ: dict[uuid.UUID, Definition] = {}


@dataclass(frozen=True)
class Current:
    """The version of an instrument that new fillings get. ``row`` None: not used here yet."""

    definition: Definition
    own: bool
    active: bool
    row: uuid.UUID | None


def current_versions(session: OfficeSession) -> list[Current]:
    """All instruments, those given first, the centre's own after them in the order they were made."""
    latest: dict[str, tuple[uuid.UUID, int, bool, bool]] = {}
    rows = session.execute(
        select(
            InstrumentVersion.id,
            InstrumentVersion.code,
            InstrumentVersion.version,
            InstrumentVersion.own,
            InstrumentVersion.active,
        ).order_by(InstrumentVersion.version, InstrumentVersion.id)
    )
    for row in rows:
        latest[row.code] = (row.id, row.version, row.own, row.active)
    own = definitions(session, [key for key, _version, is_own, _active in latest.values() if is_own])
    found = []
    for code, definition in given().items():
        there = latest.pop(code, None)
        if there is None:
            found.append(Current(definition, False, True, None))
        elif there[2]:
            found.append(Current(own[there[0]], True, there[3], there[0]))
        else:  # a newer version came with the app: not used here yet, and out of use if the earlier one was
            same = there[1] == definition.version
            found.append(Current(definition, False, there[3], there[0] if same else None))
    ours = [(key, active) for key, _version, is_own, active in latest.values() if is_own]
    found.extend(Current(own[key], True, active, key) for key, active in ours)
    return found


def current(session: OfficeSession, code: str) -> Current:
    """The version of one instrument for new fillings. Raises NotFound."""
    found = next((one for one in current_versions(session) if one.definition.code == code), None)
    if found is None:
        raise NotFound(N_("There is no instrument “{code}”."), code=code)
    return found


def definitions(session: OfficeSession, row_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Definition]:
    """The definitions of rows, read once each."""
    wanted = [row_id for row_id in row_ids if row_id not in _READ]
    for place in range(0, len(wanted), _AT_ONCE):
        rows = session.execute(
            select(InstrumentVersion.id, InstrumentVersion.content).where(
                InstrumentVersion.id.in_(wanted[place : place + _AT_ONCE])
            )
        )
        for row in rows:
            _READ[row.id] = read_definition(row.content)
    return {row_id: _READ[row_id] for row_id in row_ids}


def versions_used(session: OfficeSession, wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Definition]:
    """(code, version) -> definition, as it was asked. Raises NotFound for one that was never used here."""
    keys = sorted(set(wanted))
    found: dict[tuple[str, int], uuid.UUID] = {}
    for place in range(0, len(keys), _AT_ONCE):
        rows = session.execute(
            select(InstrumentVersion.id, InstrumentVersion.code, InstrumentVersion.version).where(
                tuple_(InstrumentVersion.code, InstrumentVersion.version).in_(keys[place : place + _AT_ONCE])
            )
        )
        found |= {(row.code, row.version): row.id for row in rows}
    missing = next((key for key in keys if key not in found), None)
    if missing is not None:
        raise NotFound(N_("There is no instrument “{code}”."), code=missing[0])
    read = definitions(session, list(found.values()))
    return {key: read[row_id] for key, row_id in found.items()}


def keep_version(session: OfficeSession, found: Current) -> uuid.UUID:
    """Write down what a given instrument asks, at its first use: a filling always finds its questions again."""
    if found.row is not None:
        return found.row
    code, version = found.definition.code, found.definition.version
    row = InstrumentVersion(
        id=new_id(), code=code, version=version, own=False, active=found.active, content=given_content(code)
    )
    session.add(row)
    session.flush()
    return row.id
