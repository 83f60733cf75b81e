"""Taking back the last import as one step, as long as nobody has changed what it brought.

The history knows every row that the import made or changed, and what it was before. The way back is written into the
history too: nothing is unsaid.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, LargeBinary, Table, select

from centre_app.children.models import Child
from centre_app.children.search import forget, keep_in_step, sort_keys
from centre_app.db.base import Base
from centre_app.db.history import HistoryEntry
from centre_app.db.session import OfficeSession
from centre_app.db.types import Moment, UuidType
from centre_app.errors import UserError
from centre_app.language.translate import N_
from centre_app.security.access import Permission, needs

IMPORTED, UNDONE = "imported", "import_undone"  # traces in the history
Row = dict[str, Any]


@dataclass(frozen=True)
class Step:
    """A kind of import as the history knows it: the trace at its end, the trace of its undoing, the acts that write."""

    done: str
    undone: str
    acts: frozenset[str]


_SPREADSHEETS = Step(IMPORTED, UNDONE, frozenset({"import_children", "import_attendance"}))


@dataclass(frozen=True)
class Undone:
    """``name`` of the file, and how many rows of the centre's tables are as they were before."""

    name: str
    rows: int


@needs(Permission.IMPORT)
def undo_last_import(session: OfficeSession) -> Undone:
    """Put everything back. Raises UserError: nothing to undo, or somebody has changed what was brought."""
    return undo_step(session, _SPREADSHEETS)


def undo_step(session: OfficeSession, step: Step) -> Undone:
    """As ``undo_last_import``, for any kind of import. Called from actions, which say who may."""
    session.flush()
    markers = select(HistoryEntry).where(HistoryEntry.act.in_((step.done, step.undone)))
    marker = session.scalars(markers.order_by(HistoryEntry.seq.desc()).limit(1)).one_or_none()
    if marker is None or marker.act == step.undone:
        raise UserError(N_("There is no import that could be undone."))
    entries = list(_entries_before(session, marker.seq, step.acts))
    _refuse_if_changed(session, marker.seq, entries)
    changed: dict[uuid.UUID, None] = {}
    for entry in entries:
        _put_back(session, entry)
        if entry.child_id is not None:
            changed[entry.child_id] = None
    _tidy_search(session, list(changed))
    session.record_access(step.undone, what=marker.entity_id)
    return Undone(marker.entity_id, len(entries))


def _entries_before(session: OfficeSession, seq: int, acts: frozenset[str]) -> Iterator[HistoryEntry]:
    """What the import wrote, the last first: it stands in one run before its trace."""
    newest_first = select(HistoryEntry).where(HistoryEntry.seq < seq).order_by(HistoryEntry.seq.desc())
    # Closed, because it is left before its end: the server would keep its place otherwise.
    with closing(session.scalars(newest_first.execution_options(yield_per=500))) as read:
        for entry in read:
            if entry.act not in acts:
                return
            yield entry


def _refuse_if_changed(session: OfficeSession, seq: int, entries: list[HistoryEntry]) -> None:
    touched = {(entry.entity, entry.entity_id) for entry in entries}
    made = {entry.child_id for entry in entries if entry.entity == Child.__tablename__ and entry.before is None}
    later = select(HistoryEntry.entity, HistoryEntry.entity_id, HistoryEntry.child_id, HistoryEntry.account_name)
    for entity, entity_id, child_id, who in session.execute(
        later.where(HistoryEntry.seq > seq, HistoryEntry.entity != "access")
    ):
        if (entity, entity_id) in touched or (child_id is not None and child_id in made):
            raise UserError(N_("The import cannot be undone any more: {who} has changed what it brought."), who=who)


def _put_back(session: OfficeSession, entry: HistoryEntry) -> None:
    """One row as it was before: gone, there again, or with its old values."""
    model = _model(entry.entity)
    table = model.__table__
    assert isinstance(table, Table)
    key = _key(table, entry.entity_id)
    before = None if entry.before is None else _values(table, json.loads(entry.before))
    after = None if entry.after is None else _values(table, json.loads(entry.after))

    def child_of(_row: Row) -> uuid.UUID:
        assert entry.child_id is not None
        return entry.child_id

    whose = None if entry.child_id is None else child_of
    if before is None:
        if model is Child:
            forget(session, key["id"])
        session.delete_many(model, [key], child_of=whose)
    elif after is None:
        session.insert_many(model, [key | before], child_of=whose)
    elif before:
        session.update_many(model, [(key | after, key | before)], child_of=whose)


def _tidy_search(session: OfficeSession, child_ids: list[uuid.UUID]) -> None:
    """Sorting and search are made from the names; the history does not keep them."""
    session.expire_all()
    for child_id in child_ids:
        child = session.get(Child, child_id)
        if child is not None:
            for name, value in sort_keys(child.surname, child.given_name, child.patronymic).items():
                setattr(child, name, value)
            keep_in_step(session, child_id)


def _model(entity: str) -> type[Base]:
    for mapper in Base.registry.mappers:
        if getattr(mapper.local_table, "name", None) == entity:
            model: type[Base] = mapper.class_
            return model
    raise LookupError(entity)


def _key(table: Table, entity_id: str) -> Row:
    columns = list(table.primary_key)
    return _values(table, dict(zip((column.name for column in columns), entity_id.split("/"), strict=True)))


def _values(table: Table, said: Mapping[str, Any]) -> Row:
    """The history's plain values as the columns take them; what it does not keep (bytes) is left out."""
    values: Row = {}
    for name, value in said.items():
        kind = table.c[name].type
        if isinstance(kind, LargeBinary):
            continue
        if value is not None and isinstance(kind, UuidType):
            value = uuid.UUID(value)
        elif value is not None and isinstance(kind, Date):
            value = date.fromisoformat(value)
        elif value is not None and isinstance(kind, Moment):
            value = datetime.fromisoformat(value)
        values[name] = value
    return values
