"""Where a child stands, as plain values: what fits, what was filled in, how it went on."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from centre_app.children.models import Child, FurtherDisability
from centre_app.children.rules import full_name
from centre_app.db.session import OfficeSession
from centre_app.errors import NotFound
from centre_app.instruments.catalogue import current, current_versions, versions_used
from centre_app.instruments.definition import Definition, Labels
from centre_app.instruments.models import Filling
from centre_app.instruments.result import is_drawn, points, sentences
from centre_app.instruments.rules import AGE, Age, Fit, age_in_months, applying, fit
from centre_app.language.translate import N_, Words
from centre_app.language.translate import current as screen_words
from centre_app.security.access import Permission, needs

_AT_ONCE = 500


@dataclass(frozen=True)
class FillingRow:
    """A filling as a list shows it: ``answered`` of ``asked`` questions; ``result`` are the sentences once finished."""

    id: uuid.UUID
    child_id: uuid.UUID
    code: str
    version: int
    kind: str
    title: Labels
    day: date
    status: str  # draft, done, withdrawn
    respondent: str
    respondent_name: str
    filled_by: str
    answered: int
    asked: int
    result: tuple[str, ...]
    withdrawn_reason: str
    changed_at: datetime


@dataclass(frozen=True)
class FillingView:
    """A filling whole, with what was asked. ``before`` are the answers of the finished one before it, of the same
    version; ``months`` the child's age that was asked by; ``age`` what the birth date says of it."""

    row: FillingRow
    definition: Definition
    answers: Mapping[str, Any]
    scores: Mapping[str, Any]
    months: int
    age: Age | None
    proxy_reason: str
    note: str
    child_name: str
    child_number: str
    before: Mapping[str, Any] | None
    before_day: date | None


@dataclass(frozen=True)
class Offer:
    """An instrument as it stands to a child on a day. ``suits`` False: only for certain types of disability."""

    code: str
    kind: str
    title: Labels
    about: Labels
    definition: Definition
    fit: Fit
    suits: bool
    draft: uuid.UUID | None


@dataclass(frozen=True)
class InstrumentRow:
    """An instrument as Settings shows it. ``used``: how many fillings of any version there are."""

    code: str
    version: int
    own: bool
    active: bool
    used: int
    definition: Definition


@dataclass(frozen=True)
class CoursePoint:
    """One score of one finished filling. ``value`` None: a category, or it cannot be said; ``words`` say it."""

    day: date
    score: str
    label: str
    value: float | None
    words: str


@dataclass(frozen=True)
class InstrumentCourse:
    """An instrument over time. ``drawn``: its numbers may become a line; else categories, listed in words.

    ``restarted_on``: where the questions had changed before, the first day of those that ``points`` are of.
    """

    code: str
    title: Labels
    kind: str
    drawn: bool
    points: tuple[CoursePoint, ...]
    restarted_on: date | None


@needs(Permission.SEE_NOTES)
def fillings_of(session: OfficeSession, child_id: uuid.UUID, *, words: Words | None = None) -> list[FillingRow]:
    """All fillings of a child, the newest day first; drafts and withdrawn ones too."""
    order = (Filling.day.desc(), Filling.changed_at.desc(), Filling.id.desc())
    rows = list(session.scalars(select(Filling).where(Filling.child_id == child_id).order_by(*order)))
    versions = versions_used(session, {(row.code, row.version) for row in rows})
    return [_row(row, versions[row.code, row.version], words or screen_words()) for row in rows]


@needs(Permission.SEE_NOTES)
def filling(session: OfficeSession, filling_id: uuid.UUID, *, words: Words | None = None) -> FillingView:
    """One filling whole. Raises NotFound."""
    row = session.get(Filling, filling_id)
    child = None if row is None else session.get(Child, row.child_id)
    if row is None or child is None:
        raise NotFound(N_("This filling is not there any more."))
    definition = versions_used(session, [(row.code, row.version)])[row.code, row.version]
    before = session.scalars(
        select(Filling)
        .where(Filling.child_id == row.child_id, Filling.code == row.code, Filling.version == row.version)
        .where(Filling.status == "done", Filling.day < row.day, Filling.id != row.id)
        .order_by(Filling.day.desc(), Filling.id.desc())
        .limit(1)
    ).one_or_none()
    return FillingView(
        row=_row(row, definition, words or screen_words()),
        definition=definition,
        answers={code: given for code, given in row.answers.items() if code != AGE},
        scores=row.scores,
        months=row.answers[AGE],
        age=age_in_months(child.birth_date, child.birth_precision, row.day),
        proxy_reason=row.proxy_reason,
        note=row.note,
        child_name=full_name(child.surname, child.given_name, child.patronymic),
        child_number=child.number,
        before=None if before is None else before.answers,
        before_day=None if before is None else before.day,
    )


@needs(Permission.SEE_NOTES)
def offers(session: OfficeSession, child_id: uuid.UUID, day: date) -> list[Offer]:
    """The instruments in use, each with whether it fits this child on a day; a waiting draft is named."""
    child = session.get(Child, child_id)
    if child is None:
        raise NotFound(N_("This child’s file is not there any more."))
    further = select(FurtherDisability.code).where(FurtherDisability.child_id == child_id)
    disabilities = {child.primary_disability, *session.scalars(further)}
    waiting = select(Filling.code, Filling.id).where(Filling.child_id == child_id, Filling.status == "draft")
    drafts = {row.code: row.id for row in session.execute(waiting.order_by(Filling.id.desc()))}
    age = age_in_months(child.birth_date, child.birth_precision, day)
    return [
        Offer(
            code=one.definition.code,
            kind=one.definition.kind,
            title=one.definition.title,
            about=one.definition.about,
            definition=one.definition,
            fit=fit(one.definition.ages, age),
            suits=not one.definition.only_for or bool(disabilities & set(one.definition.only_for)),
            draft=drafts.get(one.definition.code),
        )
        for one in current_versions(session)
        if one.active
    ]


@needs(Permission.OWN_ACCOUNT)
def instruments(session: OfficeSession, *, active_only: bool = False) -> list[InstrumentRow]:
    """All instruments in their order; those out of use too unless ``active_only``."""
    counted = session.execute(select(Filling.code, func.count().label("count")).group_by(Filling.code))
    used = {code: int(count) for code, count in counted}
    return [
        InstrumentRow(
            code=one.definition.code,
            version=one.definition.version,
            own=one.own,
            active=one.active,
            used=used.get(one.definition.code, 0),
            definition=one.definition,
        )
        for one in current_versions(session)
        if one.active or not active_only
    ]


@needs(Permission.OWN_ACCOUNT)
def instrument(session: OfficeSession, code: str) -> Definition:
    """An instrument as it is asked now. Raises NotFound."""
    return current(session, code).definition


@needs(Permission.SEE_NOTES)
def courses(
    session: OfficeSession, child_ids: Collection[uuid.UUID], *, until: date, words: Words | None = None
) -> dict[uuid.UUID, tuple[InstrumentCourse, ...]]:
    """Each child's instruments over time, to ``until``: finished fillings only, the oldest first."""
    words = words or screen_words()
    ids = list(dict.fromkeys(child_ids))
    rows: list[Any] = []
    for place in range(0, len(ids), _AT_ONCE):
        rows += session.execute(
            select(Filling.child_id, Filling.code, Filling.version, Filling.day, Filling.scores)
            .where(Filling.child_id.in_(ids[place : place + _AT_ONCE]))
            .where(Filling.status == "done", Filling.day <= until)
            .order_by(Filling.day, Filling.id)
        )
    versions = versions_used(session, {(row.code, row.version) for row in rows})
    grouped: dict[uuid.UUID, dict[str, list[Any]]] = {child_id: {} for child_id in ids}
    for row in rows:
        grouped[row.child_id].setdefault(row.code, []).append(row)
    return {
        child_id: tuple(_course(fillings, versions, words) for fillings in by_code.values())
        for child_id, by_code in grouped.items()
    }


def _course(rows: list[Any], versions: Mapping[tuple[str, int], Definition], words: Words) -> InstrumentCourse:
    """Numbers of other questions are not comparable: a drawn course is of the latest version's fillings."""
    last = versions[rows[-1].code, rows[-1].version]
    drawn = is_drawn(last)
    same = [row for row in rows if row.version == rows[-1].version] if drawn else rows
    found = [
        CoursePoint(row.day, point.score, point.label, point.value, point.words)
        for row in same
        for point in points(versions[row.code, row.version], row.scores, words)
    ]
    restarted = same[0].day if len(same) < len(rows) else None
    return InstrumentCourse(last.code, last.title, last.kind, drawn, tuple(found), restarted)


def _row(row: Filling, definition: Definition, words: Words) -> FillingRow:
    asked = [item.code for item in applying(definition, row.answers, row.answers[AGE])]
    return FillingRow(
        id=row.id,
        child_id=row.child_id,
        code=row.code,
        version=row.version,
        kind=definition.kind,
        title=definition.title,
        day=row.day,
        status=row.status,
        respondent=row.respondent,
        respondent_name=row.respondent_name,
        filled_by=row.filled_by,
        answered=sum(code in row.answers for code in asked),
        asked=len(asked),
        result=sentences(definition, row.scores, words) if row.status != "draft" else (),
        withdrawn_reason=row.withdrawn_reason,
        changed_at=row.changed_at,
    )
