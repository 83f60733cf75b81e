"""What the desk knows of the children, visits and forms that came from phones: read at once, then judged."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from centre_app.children.models import Child
from centre_app.children.rules import short_name
from centre_app.codelists.queries import labels
from centre_app.db.session import OfficeSession
from centre_app.exchange.phones.meaning import AskedForm, asked_form
from centre_app.exchange.phones.received import Submission
from centre_app.instruments.catalogue import versions_used
from centre_app.instruments.definition import Definition
from centre_app.instruments.models import Filling
from centre_app.outreach.models import PhoneForm, PhoneSubmission, Round, Visit
from centre_app.outreach.result_reading import results_of
from centre_app.outreach.result_rules import CONCERN_LIST, REASON_LIST, VisitResult
from centre_app.sites.queries import the_site

_AT_ONCE = 500


@dataclass(frozen=True)
class GivenForms:
    """The versions of one form id. ``newest`` is the last that was given out."""

    versions: Mapping[str, AskedForm]
    newest: AskedForm


@dataclass(frozen=True)
class KnownChild:
    """A child as far as a line shows it and the age is reckoned."""

    id: uuid.UUID
    name: str
    number: str
    birth_date: date | None
    birth_precision: str
    photos: bool


@dataclass(frozen=True)
class KnownVisit:
    """A visit as it stands. ``standing``: its result, None while it is planned."""

    id: uuid.UUID
    code: str
    child_id: uuid.UUID
    day: date
    outcome: str
    edition: int
    keyed_at: datetime | None
    keyed_by: str
    left_minute: int | None
    back_minute: int | None
    standing: VisitResult | None


@dataclass(frozen=True)
class Fillings:
    """What there is of instruments: (child, code) of drafts, (child, code, day) of finished ones."""

    drafts: frozenset[tuple[uuid.UUID, str]]
    done: frozenset[tuple[uuid.UUID, str, date]]


@dataclass(frozen=True)
class Desk:
    """All of it. ``language`` is the office's: what a phone's answers become words in."""

    today: date
    language: str
    visits: Mapping[str, KnownVisit]
    children: Mapping[uuid.UUID, KnownChild]
    definitions: Mapping[tuple[str, int], Definition]
    fillings: Fillings
    reasons: Mapping[str, str]
    concerns: Mapping[str, str]


def given_forms(session: OfficeSession, submissions: Collection[Submission]) -> dict[str, GivenForms]:
    """form id -> its versions that are among these submissions, and the newest."""
    wanted = {(one.form_id, one.version) for one in submissions}
    ids = sorted({form_id for form_id, _version in wanted if form_id})
    columns = (PhoneForm.id, PhoneForm.form_id, PhoneForm.version)
    rows = [
        row
        for some in _portions(ids)
        for row in session.execute(select(*columns).where(PhoneForm.form_id.in_(some)).order_by(PhoneForm.id))
    ]
    newest = {row.form_id: row.id for row in rows}
    needed = {row.id for row in rows if (row.form_id, row.version) in wanted} | set(newest.values())
    read: dict[uuid.UUID, AskedForm] = {}
    whole = (*columns, PhoneForm.kind, PhoneForm.given_on, PhoneForm.content)
    for some in _portions(sorted(needed)):
        for row in session.execute(select(*whole).where(PhoneForm.id.in_(some))):
            read[row.id] = asked_form(*row)
    return {
        form_id: GivenForms({one.version: one for one in read.values() if one.form_id == form_id}, read[key])
        for form_id, key in newest.items()
    }


def taken_before(session: OfficeSession, submissions: Iterable[Submission]) -> dict[str, datetime]:
    """instance id -> when that form was taken."""
    ids = sorted({one for given in submissions for one in given.ids})
    found: dict[str, datetime] = {}
    for some in _portions(ids):
        statement = select(PhoneSubmission.instance_id, PhoneSubmission.taken_at)
        for row in session.execute(statement.where(PhoneSubmission.instance_id.in_(some))):
            found[row.instance_id] = row.taken_at
    return found


def desk_of(
    session: OfficeSession, codes: Collection[str], child_ids: Collection[uuid.UUID], forms: Iterable[AskedForm]
) -> Desk:
    """What the lines need; the statements do not grow with the forms, but by portions."""
    language = the_site(session).document_language
    visits = _visits(session, sorted(set(codes)))
    children = {*child_ids, *(one.child_id for one in visits.values())}
    instruments = {form.instrument for form in forms if form.instrument is not None}
    return Desk(
        today=session.today,
        language=language,
        visits=visits,
        children=_children(session, sorted(children)),
        definitions=versions_used(session, instruments) if instruments else {},
        fillings=_fillings(session, sorted(children), sorted({code for code, _version in instruments})),
        reasons=labels(session, REASON_LIST, language),
        concerns=labels(session, CONCERN_LIST, language),
    )


def _visits(session: OfficeSession, codes: Sequence[str]) -> dict[str, KnownVisit]:
    visit, going = Visit.__table__.c, Round.__table__.c
    statement = (
        select(*visit, going.left_minute, going.back_minute)
        .select_from(Visit.__table__)
        .outerjoin(Round.__table__, going.id == visit.round_id)
    )
    rows: list[Mapping[str, Any]] = []
    for some in _portions(codes):
        rows += [dict(row) for row in session.execute(statement.where(visit.code.in_(some))).mappings()]
    standing = results_of(session, rows)
    names = (
        "id",
        "code",
        "child_id",
        "day",
        "outcome",
        "edition",
        "keyed_at",
        "keyed_by",
        "left_minute",
        "back_minute",
    )
    return {
        row["code"]: KnownVisit(**{name: row[name] for name in names}, standing=standing.get(row["id"])) for row in rows
    }


def _children(session: OfficeSession, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, KnownChild]:
    columns = (
        *(Child.id, Child.surname, Child.given_name, Child.number, Child.birth_date, Child.birth_precision),
        Child.photo_consent_on,
    )
    return {
        row.id: KnownChild(
            row.id,
            short_name(row.surname, row.given_name),
            row.number,
            row.birth_date,
            row.birth_precision,
            row.photo_consent_on is not None,
        )
        for some in _portions(ids)
        for row in session.execute(select(*columns).where(Child.id.in_(some)))
    }


def _fillings(session: OfficeSession, child_ids: Sequence[uuid.UUID], codes: Sequence[str]) -> Fillings:
    drafts: set[tuple[uuid.UUID, str]] = set()
    done: set[tuple[uuid.UUID, str, date]] = set()
    if codes:
        for some in _portions(child_ids):
            columns = select(Filling.child_id, Filling.code, Filling.day, Filling.status)
            for row in session.execute(columns.where(Filling.child_id.in_(some), Filling.code.in_(codes))):
                if row.status == "draft":
                    drafts.add((row.child_id, row.code))
                elif row.status == "done":
                    done.add((row.child_id, row.code, row.day))
    return Fillings(frozenset(drafts), frozenset(done))


def _portions(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(values), _AT_ONCE):
        yield values[start : start + _AT_ONCE]
