"""Accounts, the history as the manager reads it, and one's own drafts."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Row, Select, select

from centre_app.db.history import HistoryEntry
from centre_app.db.session import OfficeSession
from centre_app.errors import NotFound
from centre_app.language.collate import sort_key
from centre_app.language.translate import N_
from centre_app.security.access import Permission, Role, needs
from centre_app.security.models import Account, Draft


@dataclass(frozen=True)
class AccountRow:
    """Somebody who signs in, or did."""

    id: uuid.UUID
    username: str
    name: str
    role: Role
    active: bool


@dataclass(frozen=True)
class HistoryFilter:
    """What of the history is wanted; None and "" for all. Days are the office's, both included."""

    first: date | None = None
    last: date | None = None
    account_id: uuid.UUID | None = None
    child_id: uuid.UUID | None = None
    act: str = ""
    entity: str = ""


@dataclass(frozen=True)
class HistoryLine:
    """One entry. ``before`` and ``after`` hold the columns that changed; None for what was not there."""

    seq: int
    at: datetime
    who: str
    act: str
    entity: str
    entity_id: str
    child_id: uuid.UUID | None
    before: dict[str, Any] | None
    after: dict[str, Any] | None


@dataclass(frozen=True)
class HistoryPage:
    """Newest first. ``more`` says that older ones follow: ask again with ``before_seq`` of the last line."""

    lines: tuple[HistoryLine, ...]
    more: bool


@dataclass(frozen=True)
class DraftRow:
    """What was being typed in a place."""

    place: str
    content: dict[str, Any]
    at: datetime


@needs(Permission.MANAGE_ACCOUNTS)
def accounts(session: OfficeSession) -> list[AccountRow]:
    """All accounts: those in use first, by name."""
    rows = [_account_row(account) for account in session.scalars(select(Account))]
    return sorted(rows, key=lambda row: (not row.active, sort_key(row.name, "ru"), row.username))


@needs(Permission.OWN_ACCOUNT)
def own_account(session: OfficeSession) -> AccountRow:
    """The account of the one signed in. Raises NotFound."""
    account = session.scalars(select(Account).where(Account.id == session.actor.account_id)).one_or_none()
    if account is None:
        raise NotFound(N_("There is no such account."))
    return _account_row(account)


@needs(Permission.READ_HISTORY)
def history(
    session: OfficeSession, wanted: HistoryFilter, *, limit: int = 200, before_seq: int | None = None
) -> HistoryPage:
    """A page of the history, newest first."""
    statement = _narrowed(select(HistoryEntry.__table__), wanted)
    if before_seq is not None:
        statement = statement.where(HistoryEntry.seq < before_seq)
    rows = session.execute(statement.order_by(HistoryEntry.seq.desc()).limit(limit + 1)).all()
    return HistoryPage(tuple(_line(row) for row in rows[:limit]), more=len(rows) > limit)


@needs(Permission.READ_HISTORY)
def history_people(session: OfficeSession) -> list[tuple[uuid.UUID, str]]:
    """Whose work the history can be narrowed to: all accounts, by name."""
    rows = session.execute(select(Account.id, Account.name)).all()
    return sorted(((row.id, row.name) for row in rows), key=lambda row: sort_key(row[1], "ru"))


@needs(Permission.READ_HISTORY)
def history_acts(session: OfficeSession) -> list[str]:
    """The acts that there are in the history, by name."""
    return list(session.scalars(select(HistoryEntry.act).distinct().order_by(HistoryEntry.act)))


@needs(Permission.OWN_ACCOUNT)
def my_draft(session: OfficeSession, place: str) -> DraftRow | None:
    """What the one signed in was typing in a place."""
    return next((draft for draft in my_drafts(session) if draft.place == place), None)


@needs(Permission.OWN_ACCOUNT)
def my_drafts(session: OfficeSession) -> list[DraftRow]:
    """All that the one signed in was typing, newest first."""
    wanted = select(Draft.place, Draft.content, Draft.at).where(Draft.account_id == session.actor.account_id)
    rows = session.execute(wanted.order_by(Draft.at.desc())).all()
    return [DraftRow(row.place, row.content, row.at) for row in rows]


def _narrowed(statement: Select[Any], wanted: HistoryFilter) -> Select[Any]:
    if wanted.first is not None:
        statement = statement.where(HistoryEntry.at >= _midnight(wanted.first))
    if wanted.last is not None:
        statement = statement.where(HistoryEntry.at < _midnight(wanted.last + timedelta(days=1)))
    if wanted.account_id is not None:
        statement = statement.where(HistoryEntry.account_id == wanted.account_id)
    if wanted.child_id is not None:
        statement = statement.where(HistoryEntry.child_id == wanted.child_id)
    if wanted.act:
        statement = statement.where(HistoryEntry.act == wanted.act)
    if wanted.entity:
        statement = statement.where(HistoryEntry.entity == wanted.entity)
    return statement


def _midnight(day: date) -> datetime:
    """The beginning of the office's day, in UTC: a day of the wall calendar, by this PC's time zone."""
    return datetime.combine(day, time.min).astimezone(UTC)


def _line(row: Row[Any]) -> HistoryLine:
    return HistoryLine(
        row.seq,
        row.at,
        row.account_name,
        row.act,
        row.entity,
        row.entity_id,
        row.child_id,
        _read(row.before),
        _read(row.after),
    )


def _read(text: str | None) -> dict[str, Any] | None:
    return None if text is None else dict(json.loads(text))


def _account_row(account: Account) -> AccountRow:
    return AccountRow(account.id, account.username, account.name, Role(account.role), account.active)
