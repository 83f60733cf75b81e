"""Code lists as plain values."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from sqlalchemy import select

from centre_app.codelists.models import CodeListEntry
from centre_app.codelists.rules import LIST_NAMES, label_in
from centre_app.db.session import OfficeSession
from centre_app.security.access import Permission, needs


@dataclass(frozen=True)
class Entry:
    """One code of a list. ``labels`` has all five languages."""

    id: uuid.UUID
    list_name: str
    code: str
    labels: dict[str, str]
    position: int
    active: bool


@needs(Permission.OWN_ACCOUNT)
def list_names(session: OfficeSession) -> list[str]:
    """The names of the lists, in the order that Settings shows; their words are ``rules.LIST_TITLES``."""
    return list(LIST_NAMES)


@needs(Permission.OWN_ACCOUNT)
def entries(session: OfficeSession, list_name: str) -> list[Entry]:
    """All entries of a list in its order, those out of use too."""
    rows = session.execute(
        select(
            CodeListEntry.id,
            CodeListEntry.list_name,
            CodeListEntry.code,
            CodeListEntry.labels,
            CodeListEntry.position,
            CodeListEntry.active,
        )
        .where(CodeListEntry.list_name == list_name)
        .order_by(CodeListEntry.position, CodeListEntry.code)
    )
    return [Entry(*row) for row in rows]


@needs(Permission.OWN_ACCOUNT)
def labels(session: OfficeSession, list_name: str, language: str, *, active_only: bool = False) -> dict[str, str]:
    """code -> label in ``language`` (``en`` where that label is empty), in the list's order."""
    return {
        entry.code: label_in(entry.labels, language, entry.code)
        for entry in entries(session, list_name)
        if entry.active or not active_only
    }


@needs(Permission.OWN_ACCOUNT)
def all_labels(session: OfficeSession, language: str) -> dict[str, dict[str, str]]:
    """list name -> code -> label, in one statement: for what shows codes of many lists at once."""
    rows = session.execute(
        select(CodeListEntry.list_name, CodeListEntry.code, CodeListEntry.labels).order_by(
            CodeListEntry.list_name, CodeListEntry.position, CodeListEntry.code
        )
    )
    lists: dict[str, dict[str, str]] = {name: {} for name in LIST_NAMES}
    for name, code, texts in rows:
        lists.setdefault(name, {})[code] = label_in(texts, language, code)
    return lists
