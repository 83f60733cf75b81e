"""Recounting the history's hash chain, and what the newest real change was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Dialect, select, type_coerce
from sqlalchemy.types import NullType

from centre_app.db.history import FIRST_LINK, HistoryEntry, HistoryHead, link_of
from centre_app.db.types import UuidType

AT_A_TIME = 5000
LOOKS = "access"  # the entity of traces that change nothing


@dataclass(frozen=True)
class Chain:
    """What recounting found. ``broken_at`` is the number of the first entry that does not fit, None when all do."""

    entries: int
    broken_at: int | None


def recount(connection: Connection) -> Chain:
    """Count every link anew, a few thousand entries at a time in memory; raw columns, four times as fast as typed."""
    head = connection.execute(select(HistoryHead.seq, HistoryHead.hash)).one_or_none()
    columns = HistoryEntry.__table__.columns
    raw: list[ColumnElement[Any]] = [type_coerce(column, NullType()).label(column.name) for column in columns]
    wanted = select(*raw).order_by(columns.seq).execution_options(yield_per=AT_A_TIME)
    id_text = _IdText(connection.dialect)
    seq, previous = 0, FIRST_LINK
    with connection.execute(wanted) as rows:
        for at_seq, at, account, name, act, entity, entity_id, child, before, after, kept in rows:
            moment, who, whose = _moment_text(at), id_text[account], id_text[child]
            parts = (str(at_seq), moment, who, name, act, entity, entity_id, whose, before or "", after or "")
            counted = link_of(previous, *parts)
            if at_seq != seq + 1 or counted != kept:
                return Chain(seq, seq + 1)
            seq, previous = at_seq, counted
    end = (0, FIRST_LINK) if head is None else (head.seq, head.hash)
    return Chain(seq, None if end == (seq, previous) else seq)


class _IdText(dict[Any, str]):
    """The text of ids as the driver gives them; few people and children, many entries."""

    def __init__(self, dialect: Dialect) -> None:
        super().__init__()
        self._dialect = dialect

    def __missing__(self, raw: Any) -> str:
        try:
            self[raw] = str(UuidType().process_result_value(raw, self._dialect) or "")
        except ValueError:  # no id at all: somebody altered it, and the link will not fit
            self[raw] = "?"
        return self[raw]


def _moment_text(raw: datetime | str) -> str:
    """A moment in ISO's form, in UTC. SQLite's text has six digits after the second, ISO leaves out six noughts."""
    if isinstance(raw, str):
        return f"{raw[:10]}T{raw[11:].removesuffix('.000000')}+00:00"
    return raw.astimezone(UTC).isoformat()


def head_fits(connection: Connection) -> bool:
    """Whether the chain's end is there: the quick question, for each backup."""
    last = connection.execute(
        select(HistoryEntry.seq, HistoryEntry.hash).order_by(HistoryEntry.seq.desc()).limit(1)
    ).one_or_none()
    head = connection.execute(select(HistoryHead.seq, HistoryHead.hash)).one_or_none()
    return (tuple(last) if last else None) == (tuple(head) if head else None)


def last_change(connection: Connection) -> int:
    """The number of the newest entry that is about a change and not a look; 0 for none."""
    newest = select(HistoryEntry.seq).where(HistoryEntry.entity != LOOKS).order_by(HistoryEntry.seq.desc()).limit(1)
    return connection.execute(newest).scalar() or 0
