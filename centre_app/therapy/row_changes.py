"""Planned sessions as rows: read whole, changed in memory, written at once, and how to put them back.

An action collects what becomes of each row and writes it at the end, so that nothing is half done and Undo knows all.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Table, select

from centre_app.db.base import Base
from centre_app.db.session import OfficeSession
from centre_app.errors import NotFound
from centre_app.language.translate import N_
from centre_app.sites.models import Site
from centre_app.therapy.models import SeriesChild, SeriesException, SessionChild, SessionSeries, TherapySession
from centre_app.therapy.placing import Placing

Row = dict[str, Any]
_AT_ONCE = 500  # values in one IN list: engines have limits
# What stands on another comes after it.
MODELS: tuple[type[Base], ...] = (SessionSeries, SeriesChild, SeriesException, TherapySession, SessionChild)
_BY_NAME = {model.__tablename__: model for model in MODELS}


@dataclass(frozen=True)
class RowChange:
    """One row of one table before and after; None: it was not there, or is there no more."""

    table: str
    before: Row | None
    after: Row | None


@dataclass(frozen=True)
class Undo:
    """What ``undo_calendar`` puts back; false when nothing was changed."""

    changes: tuple[RowChange, ...] = ()

    @property
    def count(self) -> int:
        """How many sessions were touched."""
        touched: set[uuid.UUID] = set()
        for change in self.changes:
            row = change.after or change.before or {}
            if change.table == TherapySession.__tablename__:
                touched.add(row["id"])
            elif change.table == SessionChild.__tablename__:
                touched.add(row["session_id"])
        return len(touched)

    def __bool__(self) -> bool:
        return bool(self.changes)


@dataclass(frozen=True)
class Kept:
    """A session as it stands: its row and the rows of its children."""

    row: Row
    children: tuple[Row, ...]

    @property
    def id(self) -> uuid.UUID:
        """Its id."""
        session_id: uuid.UUID = self.row["id"]
        return session_id

    @property
    def child_ids(self) -> tuple[uuid.UUID, ...]:
        """Whoever is in it."""
        return tuple(child["child_id"] for child in self.children)

    def placing(self, **other: Any) -> Placing:
        """Where it stands; ``other`` differs. It must have an hour."""
        row = self.row
        values: dict[str, Any] = {
            "day": row["day"],
            "start_minute": row["start_minute"],
            "minutes": row["minutes"],
            "type": row["type"],
            "therapist_id": row["therapist_id"],
            "room_id": row["room_id"],
            "child_ids": self.child_ids,
        }
        return Placing(**(values | other))


@dataclass
class RowChanges:
    """What is to become of rows, until ``write``. A row that is changed twice is written once."""

    session: OfficeSession
    _changes: dict[tuple[Any, ...], RowChange] = field(default_factory=dict)

    def add(self, model: type[Base], row: Row) -> None:
        """A new row, with all its columns."""
        assert row.keys() == {column.name for column in model.__table__.columns}
        self.put(model, None, row)

    def change(self, model: type[Base], row: Row, **values: Any) -> None:
        """Another value in some columns of a row. ``row`` is as it was read."""
        known = self._changes.get(_key(model, row))
        now = row if known is None or known.after is None else known.after
        self.put(model, row, now | values)

    def remove(self, model: type[Base], row: Row) -> None:
        """The row goes."""
        self.put(model, row, None)

    def put(self, model: type[Base], before: Row | None, after: Row | None) -> None:
        """The row becomes ``after``, whatever was said of it earlier."""
        key = _key(model, before or after or {})
        known = self._changes.get(key)
        was = known.before if known is not None else before
        self._changes[key] = RowChange(model.__tablename__, was, after)

    def rows(self, model: type[Base], column: str, value: Any) -> list[Row]:
        """The rows with this value in a column as they will be."""
        found = {_key(model, row): row for row in rows_of(self.session, model, column, [value])}
        for key, change in self._changes.items():
            if change.table == model.__tablename__:
                found.pop(key, None)
                if change.after is not None and change.after[column] == value:
                    found[key] = change.after
        return list(found.values())

    def write(self) -> Undo:
        """Into the tables and the history."""
        changes = tuple(change for change in self._changes.values() if change.before != change.after)
        _write(self.session, changes)
        return Undo(changes)


def lock_calendar(session: OfficeSession) -> tuple[uuid.UUID, int]:
    """The site's id and for how many days notes stay open. From here on nobody else plans until this is written: two
    who book at once would each find the child free."""
    row = session.execute(
        select(Site.id, Site.note_lock_days).order_by(Site.id).limit(1).with_for_update(key_share=True)
    ).one_or_none()
    if row is None:
        raise NotFound(N_("This centre is not set up yet."))
    return row.id, row.note_lock_days


def kept_session(session: OfficeSession, session_id: uuid.UUID) -> Kept:
    """One session. Raises NotFound."""
    found = kept_sessions(session, [session_id])
    if not found:
        raise NotFound(N_("This session is not there any more."))
    return found[0]


def kept_sessions(session: OfficeSession, session_ids: Collection[uuid.UUID]) -> list[Kept]:
    """The sessions of these ids that there are, by day and hour; two statements for each 500."""
    rows = rows_of(session, TherapySession, "id", session_ids)
    children: dict[uuid.UUID, list[Row]] = {}
    for child in rows_of(session, SessionChild, "session_id", [row["id"] for row in rows]):
        children.setdefault(child["session_id"], []).append(child)
    kept = [Kept(row, tuple(children.get(row["id"], ()))) for row in rows]
    return sorted(kept, key=lambda one: (one.row["day"], one.row["start_minute"] or 0, one.id))


def rows_of(session: OfficeSession, model: type[Base], column: str, values: Iterable[Any]) -> list[Row]:
    """Whole rows in which a column has one of the values."""
    table, wanted = model.__table__, list(dict.fromkeys(values))
    found: list[Row] = []
    for at in range(0, len(wanted), _AT_ONCE):
        statement = select(table).where(table.c[column].in_(wanted[at : at + _AT_ONCE]))
        found.extend(dict(row) for row in session.execute(statement).mappings())
    return found


def standing(session: OfficeSession, changes: Iterable[RowChange]) -> dict[tuple[Any, ...], Row]:
    """The rows of these changes as they are now, by their keys."""
    found: dict[tuple[Any, ...], Row] = {}
    for model in MODELS:
        first = _keys(model)[0]
        touched = [change for change in changes if change.table == model.__tablename__]
        ids = [(change.after or change.before or {})[first] for change in touched]
        for row in rows_of(session, model, first, ids):
            found[_key(model, row)] = row
    return found


def key_of(change: RowChange) -> tuple[Any, ...]:
    """What names the row of a change."""
    return _key(_BY_NAME[change.table], change.before or change.after or {})


def _write(session: OfficeSession, changes: Iterable[RowChange]) -> None:
    by_model: dict[type[Base], list[RowChange]] = {model: [] for model in MODELS}
    for change in changes:
        by_model[_BY_NAME[change.table]].append(change)
    alone = _only_children(session, by_model)
    for model, some in by_model.items():
        for rows, child_of in _by_child(model, [one.after for one in some if one.before is None and one.after], alone):
            session.insert_many(model, rows, child_of=child_of)
    for model, some in by_model.items():
        pairs = {_key(model, one.after): one for one in some if one.before and one.after}
        for rows, child_of in _by_child(model, [one.after for one in pairs.values() if one.after], alone):
            both = [(pairs[_key(model, row)].before or {}, row) for row in rows]
            session.update_many(model, both, child_of=child_of)
    for model, some in reversed(by_model.items()):
        for rows, child_of in _by_child(model, [one.before for one in some if one.after is None and one.before], alone):
            session.delete_many(model, rows, child_of=child_of)


def _by_child(model: type[Base], rows: list[Row], alone: Mapping[uuid.UUID, uuid.UUID]) -> list[tuple[list[Row], Any]]:
    """The rows in two portions: a session of one child shows in that child's file, one of many in none."""
    if model is not TherapySession:
        return [(rows, None)]
    of_one = [row for row in rows if row["id"] in alone]
    return [
        (of_one, lambda row: alone[row["id"]]),
        ([row for row in rows if row["id"] not in alone], None),
    ]


def _only_children(
    session: OfficeSession, by_model: Mapping[type[Base], list[RowChange]]
) -> dict[uuid.UUID, uuid.UUID]:
    """Session -> its child, for those of one child alone; also those that come or go with this change."""
    ids = [(change.after or change.before or {})["id"] for change in by_model[TherapySession]]
    children: dict[uuid.UUID, set[uuid.UUID]] = {}
    for row in rows_of(session, SessionChild, "session_id", ids):
        children.setdefault(row["session_id"], set()).add(row["child_id"])
    for change in by_model[SessionChild]:
        row = change.after or change.before or {}
        children.setdefault(row["session_id"], set()).add(row["child_id"])
    return {session_id: next(iter(those)) for session_id, those in children.items() if len(those) == 1}


def _table(model: type[Base]) -> Table:
    table = model.__table__
    assert isinstance(table, Table)
    return table


def _keys(model: type[Base]) -> list[str]:
    return [column.name for column in _table(model).primary_key]


def _key(model: type[Base], row: Mapping[str, Any] | None) -> tuple[Any, ...]:
    assert row is not None
    return (model.__tablename__, *(row[name] for name in _keys(model)))
