"""Rounds and visits as rows: changed in memory, written at once, and how to put them back.

An action says what becomes of each row and writes it at the end, so that nothing is half done and Undo knows all.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import select

from centre_app.db.base import Base
from centre_app.db.session import OfficeSession, Row
from centre_app.errors import UserError
from centre_app.language.translate import N_
from centre_app.outreach.models import FollowUp, Round, Visit

_AT_ONCE = 500  # values in one IN list: engines have limits
MODELS: tuple[type[Base], ...] = (Round, Visit, FollowUp)  # what stands on another comes after it
_BY_NAME = {model.__tablename__: model for model in MODELS}
Key = tuple[str, uuid.UUID]


@dataclass(frozen=True)
class RowChange:
    """One row of one table before and after; None: it was not there, or is there no more."""

    table: str
    before: Row | None
    after: Row | None

    @property
    def key(self) -> Key:
        """What names the row."""
        row = self.after or self.before or {}
        return self.table, row["id"]


@dataclass(frozen=True)
class Undo:
    """What ``undo_planning`` puts back; false when nothing was changed."""

    changes: tuple[RowChange, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changes)

    def __add__(self, later: Undo) -> Undo:
        """Both, the later one done after this."""
        first = {change.key: change for change in self.changes}
        for change in later.changes:
            known = first.get(change.key)
            first[change.key] = change if known is None else RowChange(change.table, known.before, change.after)
        return Undo(tuple(change for change in first.values() if change.before != change.after))


@dataclass
class RoundRows:
    """The rows an action works on, as they will be. A row that is changed twice is written once."""

    session: OfficeSession
    _before: dict[Key, Row | None] = field(default_factory=dict)
    _now: dict[Key, Row | None] = field(default_factory=dict)

    def load(self, model: type[Base], column: str, values: Iterable[object]) -> list[Row]:
        """The rows with one of these values in a column, as they will be; read under the eyes of the others' writes."""
        wanted = list(dict.fromkeys(values))
        for row in rows_of(self.session, model, column, wanted):
            key = model.__tablename__, row["id"]
            if key not in self._now:
                self._before[key], self._now[key] = row, row
        there = (row for (table, _id), row in self._now.items() if table == model.__tablename__ and row is not None)
        return [row for row in there if row[column] in wanted]

    def current(self, model: type[Base], row: Row) -> Row:
        """The row as it will be."""
        now = self._now[model.__tablename__, row["id"]]
        assert now is not None
        return now

    def all(self, model: type[Base]) -> list[Row]:
        """All that were read or added and are still there."""
        return [row for (table, _id), row in self._now.items() if table == model.__tablename__ and row is not None]

    def add(self, model: type[Base], row: Row) -> Row:
        """A new row, with all its columns."""
        assert row.keys() == {column.name for column in model.__table__.columns}
        key = model.__tablename__, row["id"]
        self._before[key], self._now[key] = None, row
        return row

    def change(self, model: type[Base], row: Row, **values: object) -> Row:
        """Another value in some columns; gives the row as it will be."""
        after = self.current(model, row) | values
        self._now[model.__tablename__, row["id"]] = after
        return after

    def remove(self, model: type[Base], row: Row) -> None:
        """The row goes."""
        self._now[model.__tablename__, row["id"]] = None

    def write(self) -> Undo:
        """Into the tables and the history."""
        changes = tuple(
            RowChange(key[0], self._before[key], now) for key, now in self._now.items() if self._before[key] != now
        )
        _write(self.session, changes)
        return Undo(changes)


def put_back_rows(session: OfficeSession, what: Undo) -> None:
    """Make the rows what they were. Raises UserError where one is not as it was left: somebody changed it meanwhile."""
    for model in MODELS:
        mine = [change for change in what.changes if change.table == model.__tablename__]
        ids = [change.key[1] for change in mine]
        standing = {row["id"]: row for row in rows_of(session, model, "id", ids)}
        if any(standing.get(change.key[1]) != change.after for change in mine):
            raise UserError(N_("This was changed again meanwhile: it cannot be undone any more."))
    _write(session, [RowChange(change.table, change.after, change.before) for change in what.changes])


def rows_of(session: OfficeSession, model: type[Base], column: str, values: Iterable[object]) -> list[Row]:
    """Whole rows in which a column has one of the values."""
    table, wanted = model.__table__, list(dict.fromkeys(values))
    found: list[Row] = []
    for at in range(0, len(wanted), _AT_ONCE):
        statement = select(table).where(table.c[column].in_(wanted[at : at + _AT_ONCE]))
        found.extend(dict(row) for row in session.execute(statement).mappings())
    return found


def _write(session: OfficeSession, changes: Iterable[RowChange]) -> None:
    by_model: dict[type[Base], list[RowChange]] = {model: [] for model in MODELS}
    for change in changes:
        by_model[_BY_NAME[change.table]].append(change)
    for model, some in by_model.items():
        session.insert_many(model, [one.after for one in some if one.before is None and one.after])
    for model, some in by_model.items():
        session.update_many(model, [(one.before, one.after) for one in some if one.before and one.after])
    for model, some in reversed(by_model.items()):
        session.delete_many(model, [one.before for one in some if one.after is None and one.before])
