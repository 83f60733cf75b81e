"""The list of children: filtered, searched, in order, a page at a time. A few statements, whatever the number."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Date,
    FromClause,
    Integer,
    ScalarSelect,
    Select,
    String,
    and_,
    bindparam,
    column,
    func,
    or_,
    select,
    values,
)
from sqlalchemy.types import TypeEngine

from centre_app.children.models import Child, Enrolment, Guardian
from centre_app.children.rules import born_by, full_name, short_name
from centre_app.children.search import condition, found, order_column, rare_page
from centre_app.db.session import OfficeSession
from centre_app.db.types import UuidType
from centre_app.language.collate import sort_key
from centre_app.language.fold import search_words
from centre_app.sites.models import Group, Service

_COLUMNS = (
    *("id", "number", "surname", "given_name", "patronymic", "birth_date", "birth_precision", "sex"),
    *("province", "district", "municipality", "village", "phone"),
)
Asked = Select[*tuple[Any, ...]]
Key = tuple[ColumnElement[Any], bool]  # what to sort by, and whether descending
# Plain tables, not the mapped classes: rows go straight into the list's own values.
_CHILD, _GUARDIAN, _ENROLMENT = Child.__table__, Guardian.__table__, Enrolment.__table__
_SERVICE, _GROUP = Service.__table__, Group.__table__
_ARCHIVED: dict[str, bool | None] = {"active": False, "archived": True, "all": None}


@dataclass(frozen=True)
class ChildFilter:
    """Which children a list shows; empty fields do not filter.

    ``state``: ``active`` (not archived), ``enrolled`` (an enrolment covers today), ``archived``, ``all``.
    ``service_id``/``group_id``: an enrolment there covers today. Ages are full years on the office's today, both ends
    in. ``sex``: None (any), ``female``, ``male``, ``unknown``. ``text`` is what search looks for.
    """

    text: str = ""
    state: str = "active"
    service_id: uuid.UUID | None = None
    group_id: uuid.UUID | None = None
    district: str | None = None
    age_from: int | None = None
    age_to: int | None = None
    sex: str | None = None


@dataclass(frozen=True)
class ChildRow:
    """A child in a list."""

    id: uuid.UUID
    number: str
    surname: str
    given_name: str
    patronymic: str
    birth_date: date | None
    birth_precision: str
    sex: str | None
    province: str
    district: str
    municipality: str
    village: str
    phone: str  # the child's or the first guardian's
    guardian: str  # the first guardian's name
    groups: str  # where the child is today: "Ситора, Тавонбахшӣ"
    primary_disability: str | None
    archived: bool

    @property
    def full_name(self) -> str:
        """Surname, given name, patronymic."""
        return full_name(self.surname, self.given_name, self.patronymic)

    @property
    def short_name(self) -> str:
        """Surname and given name."""
        return short_name(self.surname, self.given_name)


@dataclass(frozen=True)
class FoundChildren:
    """The first children of a list and how many it has in all."""

    rows: tuple[ChildRow, ...]
    count: int


def page_of(
    session: OfficeSession, wanted: ChildFilter, language: str, order: str, descending: bool, limit: int | None
) -> FoundChildren:
    """The first ``limit`` children of a filter in an order, and how many it has: two to four statements."""
    words = search_words(wanted.text)
    if wanted.text.strip() and not words:
        return FoundChildren((), 0)  # only signs were typed: they are in no name
    by_name = order == "name" and not descending
    if words and by_name and wanted == ChildFilter(wanted.text, wanted.state) and wanted.state in _ARCHIVED:
        hits = found(session, words, archived=_ARCHIVED[wanted.state], language=language, limit=limit)
        column_name = order_column(language)
        statement = _rare(column_name) if hits.rare else _listed(hits.page, _CHILD.c[column_name])
        return FoundChildren(_rows(session, statement, hits.parameters) if hits.count else (), hits.count)
    conditions = _conditions(session, wanted)
    if words:
        conditions.append(condition(session, words))
    count = session.scalar(select(func.count()).select_from(Child).where(*conditions)) or 0
    if not count:
        return FoundChildren((), 0)
    keys, ranks = _keys(session, order, descending, language)
    ids = select(Child.id.label("child_id"), *(key.label(f"key{n}") for n, (key, _) in enumerate(keys)))
    if ranks is not None:
        ids = ids.outerjoin(*ranks)
    ids = ids.where(*conditions).order_by(*(_directed(key, down) for key, down in keys)).limit(limit)
    listed = ids.subquery("page")
    sorting = [_directed(listed.c[f"key{n}"], down) for n, (_, down) in enumerate(keys)]
    return FoundChildren(_rows(session, _listed(listed, *sorting)), count)


def _conditions(session: OfficeSession, wanted: ChildFilter) -> list[ColumnElement[bool]]:
    today = session.today
    conditions: list[ColumnElement[bool]] = []
    if wanted.state == "archived":
        conditions.append(Child.archived_on.is_not(None))
    elif wanted.state != "all":
        conditions.append(Child.archived_on.is_(None))
    if wanted.state == "enrolled" or wanted.service_id or wanted.group_id:
        enrolled = select(Enrolment.child_id).where(_covers(today))
        if wanted.service_id:
            enrolled = enrolled.where(Enrolment.service_id == wanted.service_id)
        if wanted.group_id:
            enrolled = enrolled.where(Enrolment.group_id == wanted.group_id)
        conditions.append(Child.id.in_(enrolled))
    if wanted.district is not None:
        conditions.append(Child.district == wanted.district)
    if wanted.age_from is not None:
        conditions.append(Child.birth_date <= born_by(today, wanted.age_from))
    if wanted.age_to is not None:
        conditions.append(Child.birth_date > born_by(today, wanted.age_to + 1))
    if wanted.sex is not None:
        conditions.append(Child.sex.is_(None) if wanted.sex == "unknown" else Child.sex == wanted.sex)
    return conditions


def _covers(day: date | ColumnElement[date]) -> ColumnElement[bool]:
    start, end = _ENROLMENT.c.start_day, _ENROLMENT.c.end_day
    return and_(start <= day, or_(end.is_(None), end >= day))


def _directed(key: ColumnElement[Any], descending: bool) -> ColumnElement[Any]:
    """Unknown last, either way."""
    return (key.desc() if descending else key.asc()).nulls_last()


def _keys(
    session: OfficeSession, order: str, descending: bool, language: str
) -> tuple[list[Key], tuple[FromClause, ColumnElement[bool]] | None]:
    """What to sort by, each with its direction, and what has to be joined for it."""
    name = _CHILD.c[order_column(language)]
    if order == "name":
        return [(name, descending), (_CHILD.c.id, descending)], None
    if order == "number":
        return [(func.length(_CHILD.c.number), descending), (_CHILD.c.number, descending)], None
    if order == "birth":
        return [(_CHILD.c.birth_date, descending), (name, False)], None
    if order == "group":
        ranks = _ranks_of_groups(session)
        place = func.coalesce(Enrolment.group_id, Enrolment.service_id)
        first = select(Enrolment.child_id, func.min(ranks.c.rank).label("rank")).join(ranks, ranks.c.word == place)
        where = first.where(_covers(session.today)).group_by(Enrolment.child_id).subquery("place")
        return [(where.c.rank, descending), (name, False)], (where, where.c.child_id == Child.id)
    if order not in ("district", "village"):
        raise ValueError(f"no such order: {order!r}")
    word = _CHILD.c[order]
    words = session.scalars(select(word).where(word != "").distinct())
    ranks = _ranks(sorted(words, key=lambda each: sort_key(each, language)), String())
    return [(ranks.c.rank, descending), (name, False)], (ranks, ranks.c.word == word)


def _ranks_of_groups(session: OfficeSession) -> CTE:
    """Groups in the centre's order; a service itself comes after its groups."""
    groups = select(Group.id, Service.position, Service.id.label("of"), Group.position.label("place")).join(Service)
    rows = [(row.position, row.of.bytes, 0, row.place, row.id) for row in session.execute(groups)]
    services = session.execute(select(Service.id, Service.position))
    rows += [(row.position, row.id.bytes, 1, 0, row.id) for row in services]
    return _ranks([row[-1] for row in sorted(rows)], UuidType())


def _ranks(words: Iterable[Any], kind: TypeEngine[Any]) -> CTE:
    """A little table of words in order, made for one statement: the engines do not know our alphabets."""
    rows = [(word, rank) for rank, word in enumerate(words)] or [(None, 0)]
    return values(column("word", kind), column("rank", Integer), name="ranks").data(rows).cte("ranks")


def _rows(
    session: OfficeSession, statement: Asked, parameters: Mapping[str, object] | None = None
) -> tuple[ChildRow, ...]:
    rows: list[ChildRow] = []
    for *facts, phone, family_phone, guardian, groups, primary_disability, archived_on in session.execute(
        statement, {"today": session.today, **(parameters or {})}
    ):
        more = (phone or family_phone or "", guardian or "", groups or "", primary_disability, archived_on is not None)
        shown: tuple[Any, ...] = (*facts, *more)
        rows.append(ChildRow(*shown))
    return tuple(rows)


def _listed(page: FromClause, *sorting: ColumnElement[Any]) -> Asked:
    return _details().join(page, page.c.child_id == _CHILD.c.id).order_by(*sorting)


@cache
def _rare(column_name: str) -> Asked:
    """Made once: making it takes as long as asking it."""
    return _listed(rare_page(column_name), _CHILD.c[column_name])


@cache
def _details() -> Asked:
    """What a list shows of a child, in the order of the fields of ``ChildRow``. Plain columns, no ORM."""
    return select(
        *(_CHILD.c[name] for name in _COLUMNS),
        _of_guardian(_GUARDIAN.c.phone),
        _of_guardian(_GUARDIAN.c.name),
        _groups_of_child(),
        _CHILD.c.primary_disability,
        _CHILD.c.archived_on,
    )


def _of_guardian(wanted: ColumnElement[str]) -> ScalarSelect[Any]:
    """Of the child's first guardian who has it."""
    statement: Asked = select(wanted).where(_GUARDIAN.c.child_id == _CHILD.c.id, wanted != "")
    return statement.order_by(_GUARDIAN.c.position).limit(1).scalar_subquery()


def _groups_of_child() -> ScalarSelect[Any]:
    """Where the child is today: groups, or the service where it has none, in the centre's order."""
    today = bindparam("today", type_=Date())
    name = func.coalesce(_GROUP.c.name, _SERVICE.c.name)
    names = func.aggregate_strings(name, ", ").aggregate_order_by(_SERVICE.c.position, _GROUP.c.position)
    statement: Asked = (
        select(names)
        .select_from(_ENROLMENT)
        .join(_SERVICE, _SERVICE.c.id == _ENROLMENT.c.service_id)
        .outerjoin(_GROUP, _GROUP.c.id == _ENROLMENT.c.group_id)
        .where(_ENROLMENT.c.child_id == _CHILD.c.id, _covers(today))
        .correlate(_CHILD)
    )
    return statement.scalar_subquery()
