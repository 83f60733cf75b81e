"""The session of one transaction: it knows who is at work and writes the history itself."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from typing import Any, Protocol

from sqlalchemy import (
    ColumnElement,
    Delete,
    Insert,
    Table,
    Update,
    and_,
    bindparam,
    delete,
    event,
    insert,
    inspect,
    select,
    update,
)
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction

from centre_app.changes import Change
from centre_app.db.base import Base
from centre_app.db.history import FIRST_LINK, HistoryEntry, HistoryHead, Trace, canonical, link
from centre_app.db.types import utc_now

Row = dict[str, Any]
ChildOf = Callable[[Row], uuid.UUID]


class Person(Protocol):
    """Who is at work, as far as the history needs to know."""

    @property
    def account_id(self) -> uuid.UUID | None: ...
    @property
    def name(self) -> str: ...


class OfficeSession(Session):
    """A SQLAlchemy session that carries the actor and the office's day, and records every change.

    ORM changes are recorded by listeners. Bulk paths use ``insert_many``, ``update_many`` and ``delete_many``,
    which run at Core speed and record as well; any other bulk statement on a table with history is a bug.
    """

    def __init__(self, *args: Any, actor: Person, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.today = today
        self.touched: set[Change] = set()
        self._acts: list[str] = []
        self._traces: list[Trace] = []

    @contextmanager
    def act(self, name: str) -> Iterator[None]:
        """Name what is being done; the outermost name is the one the history keeps."""
        self._acts.append(name)
        try:
            yield
            if len(self._acts) == 1 and (self.new or self.dirty or self.deleted):
                self.flush()  # so that the change is recorded under this act's name
        finally:
            self._acts.pop()

    def insert_many(self, model: type[Base], rows: Sequence[Row], *, child_of: ChildOf | None = None) -> None:
        """Insert plain rows; each leaves its entry. ``child_of`` tells whose file shows it."""
        if not rows:
            return
        self.connection().execute(_insert(model), [dict(row) for row in rows])
        for row in rows:
            self._trace(model, row, None, row, child_of)
        self._note(model)

    def update_many(
        self, model: type[Base], changes: Sequence[tuple[Row, Row]], *, child_of: ChildOf | None = None
    ) -> None:
        """Update whole rows, given as (before, after) with the same keys; the primary key stays."""
        if not changes:
            return
        table = _table(model)
        keys = [column.name for column in table.primary_key]
        names = [name for name in changes[0][1] if name not in keys]
        parameters = [
            {f"key_{key}": before[key] for key in keys} | {f"new_{name}": after[name] for name in names}
            for before, after in changes
        ]
        self.connection().execute(_update(table, tuple(names)), parameters)
        for before, after in changes:
            changed = [name for name in names if before.get(name) != after[name]]
            self._trace(
                model,
                after,
                {name: before.get(name) for name in changed},
                {name: after[name] for name in changed},
                child_of,
            )
        self._note(model)

    def delete_many(self, model: type[Base], rows: Sequence[Row], *, child_of: ChildOf | None = None) -> None:
        """Delete whole rows, given as they are."""
        if not rows:
            return
        table = _table(model)
        keys = [column.name for column in table.primary_key]
        self.connection().execute(_delete(table), [{f"key_{key}": row[key] for key in keys} for row in rows])
        for row in rows:
            self._trace(model, row, row, None, child_of)
        self._note(model)

    def insert_unrecorded(
        self, model: type[Base], rows: Sequence[Row], summary: Iterable[tuple[uuid.UUID, Row]]
    ) -> None:
        """Bring in masses of made-up rows (the practice centre): one summarising entry a child, not one a row."""
        if rows:
            self.connection().execute(insert(model), rows)
        for child_id, values in summary:
            self._traces.append(Trace(self._act_name(), model.__tablename__, "", child_id, None, canonical(values)))
        self._note(model)

    def record_access(self, kind: str, *, child_id: uuid.UUID | None = None, what: str = "") -> None:
        """Leave a trace of looking: ``kind`` is ``opened``, ``printed`` or ``exported``; ``what`` is the document."""
        self._traces.append(Trace(kind, "access", what[:120], child_id, None, None))

    def finish(self) -> None:
        """Flush, then give every waiting trace its place in the chain. Runs by itself before a commit."""
        self.flush()
        if not self._traces:
            return
        traces, self._traces = self._traces, []
        head = self.connection().execute(select(HistoryHead.seq, HistoryHead.hash).with_for_update()).one_or_none()
        seq, previous = (0, FIRST_LINK) if head is None else (head.seq, head.hash)
        rows: list[Row] = []
        for trace in traces:
            seq += 1
            row: Row = {
                "seq": seq,
                "at": utc_now(),
                "account_id": self.actor.account_id,
                "account_name": self.actor.name,
                "act": trace.act,
                "entity": trace.entity,
                "entity_id": trace.entity_id,
                "child_id": trace.child_id,
                "before": trace.before,
                "after": trace.after,
            }
            previous = row["hash"] = link(previous, row)
            rows.append(row)
        self.connection().execute(insert(HistoryEntry), rows)
        values = {"seq": seq, "hash": previous}
        if head is None:
            self.connection().execute(insert(HistoryHead).values(id=1, **values))
        else:
            self.connection().execute(update(HistoryHead).values(**values))
        self.touched.add(Change.HISTORY)

    def _act_name(self) -> str:
        return self._acts[0] if self._acts else "change"

    def _note(self, model: type[Base]) -> None:
        if model.change is not None:
            self.touched.add(model.change)

    def _trace(
        self, model: type[Base], row: Mapping[str, Any], before: Row | None, after: Row | None, child_of: ChildOf | None
    ) -> None:
        if not model.in_history:
            return
        child_id: uuid.UUID | None
        if child_of is not None:
            child_id = child_of(dict(row))
        else:
            child_id = row.get(model.history_child) if model.history_child else None
        entity_id = "/".join(str(row[column.name]) for column in _table(model).primary_key)
        self._traces.append(
            Trace(
                self._act_name(),
                model.__tablename__,
                entity_id,
                child_id,
                canonical(_shown(model, before)),
                canonical(_shown(model, after)),
            )
        )

    def _record(self, instance: Base, kind: str) -> None:
        state = inspect(instance)
        model = type(instance)
        before: Row | None = {}
        after: Row | None = {}
        row: Row = {}
        for attribute in state.mapper.column_attrs:
            name = attribute.key
            values = state.attrs[name].history
            row[name] = state.dict.get(name)
            if kind == "changed" and not values.has_changes():
                continue
            assert before is not None and after is not None
            before[name] = values.deleted[0] if values.deleted else row[name] if kind == "deleted" else None
            after[name] = row[name]
        if kind == "changed" and not after:
            return
        if kind == "new":
            before, after = None, {name: value for name, value in row.items() if value is not None}
        elif kind == "deleted":
            before, after = {name: value for name, value in row.items() if value is not None}, None
        self._trace(model, row, before, after, None)
        self._note(model)


# Making a statement costs as much as running it: a saved line would build the same few over and over.
@lru_cache(maxsize=256)
def _insert(model: type[Base]) -> Insert:
    return insert(model)


@lru_cache(maxsize=256)
def _update(table: Table, names: tuple[str, ...]) -> Update:
    return update(table).where(_this_row(table)).values({name: bindparam(f"new_{name}") for name in names})


@lru_cache(maxsize=256)
def _delete(table: Table) -> Delete:
    return delete(table).where(_this_row(table))


def _this_row(table: Table) -> ColumnElement[bool]:
    return and_(*(column == bindparam(f"key_{column.name}") for column in table.primary_key))


def _table(model: type[Base]) -> Table:
    table = model.__table__
    assert isinstance(table, Table)
    return table


def _shown(model: type[Base], values: Row | None) -> Row | None:
    if values is None or not model.history_hidden:
        return values
    return {name: ("…" if name in model.history_hidden and value else value) for name, value in values.items()}


@event.listens_for(OfficeSession, "after_flush")
def _record_changes(session: OfficeSession, _context: UOWTransaction) -> None:
    for kind, instances in (("new", session.new), ("changed", session.dirty), ("deleted", session.deleted)):
        for instance in instances:
            if isinstance(instance, Base):
                session._record(instance, kind)


@event.listens_for(OfficeSession, "before_commit")
def _finish(session: OfficeSession) -> None:
    session.finish()


@event.listens_for(OfficeSession, "do_orm_execute")
def _refuse_unrecorded(state: ORMExecuteState) -> None:
    """A bulk statement would change rows behind the history's back."""
    if not (state.is_insert or state.is_update or state.is_delete):
        return
    name = getattr(getattr(state.statement, "table", None), "name", "")
    for mapper in Base.registry.mappers:
        if getattr(mapper.local_table, "name", None) == name and mapper.class_.in_history:
            raise RuntimeError(f"bulk statement on {name}: use insert_many, update_many or delete_many")
