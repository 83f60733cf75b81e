"""Editing code lists."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from centre_app.codelists.models import CodeListEntry
from centre_app.codelists.rules import KEPT, LIST_NAMES, check_code, check_labels, code_from
from centre_app.db.session import OfficeSession
from centre_app.db.types import new_id
from centre_app.errors import NotFound, UserError
from centre_app.language.translate import N_
from centre_app.security.access import Permission, needs

GIVEN = Path(__file__).resolve().parents[2] / "resources" / "codelists"


@dataclass(frozen=True)
class EntryInput:
    """An entry as it shall be. ``labels`` by language; an empty one is filled from the first that is given."""

    labels: Mapping[str, str]
    active: bool = True


@needs(Permission.MANAGE_CENTRE)
def add_entry(session: OfficeSession, list_name: str, entry: EntryInput, *, code: str = "") -> uuid.UUID:
    """Add an entry at the end of a list; its code is made from the English label unless given.

    Raises UserError: no label at all (field ``labels``), a code that is there already (field ``code``).
    """
    _check_list(list_name)
    texts = check_labels(entry.labels)
    taken = set(session.scalars(select(CodeListEntry.code).where(CodeListEntry.list_name == list_name)))
    if code:
        check_code(code, taken)
    created = CodeListEntry(
        id=new_id(),
        list_name=list_name,
        code=code or code_from(texts, taken),
        labels=texts,
        position=_next_position(session, list_name),
        active=entry.active,
    )
    session.add(created)
    session.flush()
    return created.id


@needs(Permission.MANAGE_CENTRE)
def change_entry(session: OfficeSession, entry_id: uuid.UUID, entry: EntryInput) -> None:
    """Change the words of an entry or take it out of use; its code stays: what was written keeps its meaning."""
    row = _found(session, entry_id)
    if not entry.active and row.code in KEPT.get(row.list_name, frozenset()):
        raise UserError(N_("This entry is counted by in the reports and stays in use; its words can be changed."))
    texts = check_labels(entry.labels)
    if texts != row.labels:
        row.labels = texts
    row.active = entry.active


@needs(Permission.MANAGE_CENTRE)
def move_entry(session: OfficeSession, entry_id: uuid.UUID, by: int) -> None:
    """Move an entry ``by`` places down (up where negative) in its list."""
    row = _found(session, entry_id)
    rows = list(
        session.scalars(
            select(CodeListEntry)
            .where(CodeListEntry.list_name == row.list_name)
            .order_by(CodeListEntry.position, CodeListEntry.code)
        )
    )
    place = rows.index(row)
    rows.insert(max(0, min(len(rows) - 1, place + by)), rows.pop(place))
    for position, each in enumerate(rows):
        each.position = position


@needs(Permission.MANAGE_CENTRE)
def load_given_lists(session: OfficeSession) -> int:
    """Bring in the lists that come with the app (set-up); adds what is missing, changes nothing. Gives how many."""
    there = {(name, code) for name, code in session.execute(select(CodeListEntry.list_name, CodeListEntry.code))}
    rows: list[dict[str, Any]] = []
    for list_name in LIST_NAMES:
        position = _next_position(session, list_name)
        for given in json.loads((GIVEN / f"{list_name}.json").read_text(encoding="utf-8")):
            if (list_name, given["code"]) in there:
                continue
            rows.append({"id": new_id(), "list_name": list_name, **given, "position": position, "active": True})
            position += 1
    session.insert_many(CodeListEntry, rows)
    return len(rows)


def _check_list(list_name: str) -> None:
    if list_name not in LIST_NAMES:
        raise NotFound(N_("There is no such list: {name}."), name=list_name)


def _found(session: OfficeSession, entry_id: uuid.UUID) -> CodeListEntry:
    row = session.get(CodeListEntry, entry_id)
    if row is None:
        raise NotFound(N_("This entry is not there any more."))
    return row


def _next_position(session: OfficeSession, list_name: str) -> int:
    highest = session.scalar(select(func.max(CodeListEntry.position)).where(CodeListEntry.list_name == list_name))
    return 0 if highest is None else highest + 1
