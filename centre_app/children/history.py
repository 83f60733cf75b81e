"""A child's history in words: what was done to the file, by whom and when."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from types import SimpleNamespace
from typing import Any

from sqlalchemy import String, column, select, table

from centre_app.children.history_fields import CONFIDENTIAL
from centre_app.children.history_words import HistoryDetail as HistoryDetail
from centre_app.children.history_words import HistoryWords, act_message
from centre_app.codelists.queries import all_labels
from centre_app.db.history import HistoryEntry
from centre_app.db.session import OfficeSession
from centre_app.db.types import UuidType
from centre_app.language.translate import Message, Words, current
from centre_app.security.access import Permission, needs
from centre_app.sites.models import Group, Service

_NAMED = [
    table(name, column("id", UuidType), column(column_name, String))
    for name, column_name in (
        *(("staff_member", "name"), ("room", "name"), ("outreach_team", "name"), ("vehicle", "name")),
        ("place", "village"),
    )
]
_ONE_ACT = timedelta(seconds=2)  # entries of one transaction are written within it


@dataclass(frozen=True)
class HistoryLine:
    """One act: when (UTC), who, what, and the fields that changed by it."""

    at: datetime
    who: str
    what: Message
    details: tuple[HistoryDetail, ...]


@needs(Permission.SEE_CHILDREN)
def child_history(
    session: OfficeSession, child_id: uuid.UUID, *, language: str | None = None, limit: int = 200
) -> list[HistoryLine]:
    """What was done to a child's file, the newest first; codes and days in the words of ``language`` (the screen's).

    ``limit`` is of entries; several entries of one act are one line.
    """
    entries = session.execute(
        select(
            HistoryEntry.seq,
            HistoryEntry.at,
            HistoryEntry.account_name,
            HistoryEntry.act,
            HistoryEntry.entity,
            HistoryEntry.entity_id,
            HistoryEntry.before,
            HistoryEntry.after,
        )
        .where(HistoryEntry.child_id == child_id)
        .order_by(HistoryEntry.seq.desc())
        .limit(limit)
    ).all()
    if not entries:
        return []
    words = Words.of(language) if language else current()
    may_read_notes = session.actor.may(Permission.SEE_NOTES)  # type: ignore[attr-defined]
    if not may_read_notes:
        entries = [_without_content(entry) for entry in entries]
    # Staff, teams and places belong to rooms beside this one; their names are read by their tables' names.
    named = [select(model.id, model.name) for model in (Service, Group)] + [select(*one.c) for one in _NAMED]
    names = {row[0]: row[1] for statement in named for row in session.execute(statement)}
    reader = HistoryWords(words, all_labels(session, words.language), {str(key): name for key, name in names.items()})
    return [_line(list(act), reader) for act in _acts(entries)]


def _without_content(entry: Any) -> Any:
    """The act is told, what was written is not: it is for those who may read plans, instruments and notes."""
    if entry.entity not in CONFIDENTIAL:
        return entry
    return SimpleNamespace(**{**entry._mapping, "before": None, "after": None})


def _acts(entries: Any) -> list[list[Any]]:
    """Entries that belong to one act of one person, the oldest entry of each first."""
    acts: list[list[Any]] = []
    for _, run in groupby(entries, key=lambda entry: (entry.act, entry.account_name)):
        act: list[Any] = []
        for entry in run:
            if act and act[-1].at - entry.at > _ONE_ACT:
                acts.append(act[::-1])
                act = []
            act.append(entry)
        acts.append(act[::-1])
    return acts


def _line(entries: list[Any], reader: HistoryWords) -> HistoryLine:
    last = entries[-1]
    details: list[HistoryDetail] = []
    for entry in entries:
        before = json.loads(entry.before) if entry.before else None
        after = json.loads(entry.after) if entry.after else None
        details += reader.details(entry.entity, entry.entity_id, before, after)
    return HistoryLine(last.at, last.account_name, act_message(last.act, last.entity_id), tuple(details))
