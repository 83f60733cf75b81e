"""Search over names, other spellings, numbers, phones and guardians: kept in step with the child, asked by pieces."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, delete, func, insert, or_, select, update

from centre_app.children.models import Child, ChildSearch, Guardian
from centre_app.children.rules import full_name
from centre_app.db.pieces import Pieces, Words
from centre_app.db.session import OfficeSession
from centre_app.db.types import UuidType
from centre_app.language.collate import sort_key, variant
from centre_app.language.fold import search_text

_PIECES = Pieces("child_find", "child_search", "child_id", UuidType)
_LONGEST_KEY = 600  # bytes; enough for any name, and an index entry of PostgreSQL holds no more than 2,700
_RARE = 10
_AT_ONCE = 2_000


def sort_keys(surname: str, given_name: str, patronymic: str) -> dict[str, bytes]:
    """The columns ``sort_key`` and ``sort_key_ru`` of a name."""
    name = full_name(surname, given_name, patronymic)
    return {
        "sort_key": sort_key(name, "general")[:_LONGEST_KEY],
        "sort_key_ru": sort_key(name, "ru")[:_LONGEST_KEY],
    }


def tidy_search(session: OfficeSession) -> None:
    """Merge the search's index after a day of writes, so that it stays as quick as on the first."""
    _PIECES.tidy(session)


def order_column(language: str) -> str:
    """The name of the column that sorts by the alphabet of ``language``."""
    return "sort_key_ru" if variant(language) == "ru" else "sort_key"


def keep_in_step(session: OfficeSession, child_id: uuid.UUID) -> None:
    """Write what search reads of one child anew. Called by every action that changes a name, a number or a phone."""
    session.flush()
    rows = _search_rows(session, [child_id])
    connection = session.connection()
    table = ChildSearch.__table__
    for row in rows:
        changed = connection.execute(update(ChildSearch).where(table.c.child_id == child_id).values(**row))
        if not changed.rowcount:
            connection.execute(insert(ChildSearch).values(**row))


def forget(session: OfficeSession, child_id: uuid.UUID) -> None:
    """Take a child out of the search, before an import that brought it is undone."""
    session.connection().execute(delete(ChildSearch).where(ChildSearch.__table__.c.child_id == child_id))


def rebuild_search(session: OfficeSession) -> int:
    """Make all of it anew: after a bulk path, and in the upkeep. Gives the number of children."""
    session.flush()
    connection = session.connection()
    connection.execute(delete(ChildSearch))
    ids = list(session.scalars(select(Child.id).order_by(Child.id)))
    for first in range(0, len(ids), _AT_ONCE):
        connection.execute(insert(ChildSearch), _search_rows(session, ids[first : first + _AT_ONCE]))
    _PIECES.tidy(session)
    return len(ids)


def condition(session: OfficeSession, words: Words) -> ColumnElement[bool]:
    """``Child`` matches all words: to be put beside other filters."""
    if _PIECES.available(session):
        return Child.id.in_(_PIECES.matching().bindparams(match=_PIECES.match(words, None)))
    return Child.id.in_(select(ChildSearch.child_id).where(_portable(words)))


@dataclass(frozen=True)
class Found:
    """How many children were found, and how the first of them are read: ``page`` has their ``child_id``.

    ``rare`` pages are the same statement for all words, so that it is made once.
    """

    count: int
    page: FromClause
    parameters: dict[str, object]
    rare: bool


def found(session: OfficeSession, words: Words, *, archived: bool | None, language: str, limit: int | None) -> Found:
    """The children whose text holds all words, the first ``limit`` by the alphabet."""
    order = order_column(language)
    wanted = _portable(words) if archived is None else and_(_portable(words), ChildSearch.archived.is_(archived))
    if _PIECES.available(session):
        count, children = _PIECES.count(session, words, archived)
        # What is frequent is met soon when walking in the order itself; what is rare is found first and sorted then.
        # The line between is measured: a surname's beginning stands together, so walking up to it may pass half the
        # town, while sorting one in ten of 20,000 takes 3 ms.
        if limit is None or count * _RARE < children:
            parameters = {"match": _PIECES.match(words, archived), "most": -1 if limit is None else limit}
            return Found(count, rare_page(order), parameters, True)
    else:
        count = session.scalar(select(func.count()).select_from(ChildSearch).where(wanted)) or 0
    walk = select(ChildSearch.child_id).where(wanted).order_by(getattr(ChildSearch, order), ChildSearch.n)
    return Found(count, walk.limit(limit).subquery("page"), {}, False)


@cache
def rare_page(order: str) -> FromClause:
    """The page of what is rare, in the order of one of the stored alphabets."""
    return _PIECES.first(order).subquery("page")


def _portable(words: Words) -> ColumnElement[bool]:
    """Every word in any of its spellings, as a piece of the text. The spellings hold no sign that LIKE reads."""
    return and_(*(or_(*(ChildSearch.text.contains(spelling) for spelling in word)) for word in words))


def _search_rows(session: OfficeSession, child_ids: Sequence[uuid.UUID]) -> list[dict[str, Any]]:
    guardians: dict[uuid.UUID, list[str]] = {}
    family = select(Guardian.child_id, Guardian.name, Guardian.phone).where(Guardian.child_id.in_(child_ids))
    for row in session.execute(family.order_by(Guardian.child_id, Guardian.position)):
        guardians.setdefault(row.child_id, []).extend((row.name, row.phone))
    columns = (
        Child.id,
        Child.surname,
        Child.given_name,
        Child.patronymic,
        Child.other_names,
        Child.number,
        Child.phone,
    )
    rows = session.execute(select(*columns, Child.archived_on).where(Child.id.in_(child_ids)).order_by(Child.id))
    return [
        {
            "child_id": row.id,
            "archived": row.archived_on is not None,
            "text": _text(row[1:7], guardians.get(row.id, ())),
            **sort_keys(row.surname, row.given_name, row.patronymic),
        }
        for row in rows
    ]


def _text(own: Iterable[str], family: Iterable[str]) -> str:
    return search_text(*own, *family)
