"""The children that are on a week's rounds, as far as a phone may know them."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from centre_app.children.models import Child, FurtherDisability, Guardian
from centre_app.codelists.queries import entries
from centre_app.codelists.rules import label_in
from centre_app.db.session import OfficeSession
from centre_app.exchange.phones.form import Labels
from centre_app.exchange.phones.visit_form import Listed, Lists
from centre_app.exchange.phones.withheld import without_names
from centre_app.instruments.definition import Definition
from centre_app.instruments.rules import Fit, age_in_months, fit
from centre_app.language.translate import LANGUAGES
from centre_app.outreach.fleet_queries import teams
from centre_app.outreach.models import Visit
from centre_app.outreach.planned_queries import PlannedVisit, planned_week
from centre_app.outreach.result_rules import CONCERN_LIST, REASON_LIST
from centre_app.places.queries import place_names
from centre_app.security.access import Permission, needs

AT_ONCE = 500  # ids in one statement
_PURPOSES, _ABSENCES = "visit_purpose", "absence_reason"


@dataclass(frozen=True)
class ChildFacts:
    """What the forms depend on and do not say: age, disability, consent, the names to keep back."""

    child_id: uuid.UUID
    names: tuple[str, ...]
    birth_date: date | None
    birth_precision: str
    photos: bool
    disabilities: frozenset[str]
    last_task: str

    def suits(self, definition: Definition, day: date) -> bool:
        """Whether an instrument is for this child, as far as it is known."""
        age = age_in_months(self.birth_date, self.birth_precision, day)
        if definition.only_for and not self.disabilities & set(definition.only_for):
            return False
        return fit(definition.ages, age) in (Fit.YES, Fit.PERHAPS, Fit.UNKNOWN)


@dataclass(frozen=True)
class TeamWeek:
    """A team's open visits of the week, in their order."""

    team_id: uuid.UUID
    name: str
    visits: tuple[PlannedVisit, ...]


@dataclass(frozen=True)
class PhoneWeek:
    """A week as it can be given to phones. ``loose``: visits that no team has."""

    monday: date
    teams: tuple[TeamWeek, ...]
    loose: int


@needs(Permission.SEE_CHILDREN)
def phone_week(session: OfficeSession, monday: date) -> PhoneWeek:
    """The teams that have visits to make in the week; those made, or called off, are left out."""
    week = planned_week(session, monday)
    of_team: dict[uuid.UUID, list[PlannedVisit]] = {}
    for one in week.rounds:
        if one.team_id is not None:
            of_team.setdefault(one.team_id, []).extend(visit for visit in one.visits if visit.open)
    found = [
        TeamWeek(team.id, team.name, tuple(of_team[team.id]))
        for team in teams(session, active_only=False)
        if of_team.get(team.id)
    ]
    listed = sum(len(one.visits) for one in found)
    every = [visit for one in week.rounds for visit in one.visits] + list(week.loose)
    return PhoneWeek(monday, tuple(found), sum(visit.open for visit in every) - listed)


@needs(Permission.SEE_NOTES)
def facts_of(session: OfficeSession, child_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, ChildFacts]:
    """The facts of these children; four statements for each 500."""
    found: dict[uuid.UUID, ChildFacts] = {}
    ids = list(dict.fromkeys(child_ids))
    for start in range(0, len(ids), AT_ONCE):
        found |= _facts(session, ids[start : start + AT_ONCE])
    return found


def _facts(session: OfficeSession, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, ChildFacts]:
    further = _grouped(
        session.execute(
            select(FurtherDisability.child_id, FurtherDisability.code).where(FurtherDisability.child_id.in_(ids))
        )
    )
    guardians = _grouped(session.execute(select(Guardian.child_id, Guardian.name).where(Guardian.child_id.in_(ids))))
    tasks = _last_tasks(session, ids)
    columns = (
        *(Child.id, Child.surname, Child.given_name, Child.patronymic, Child.birth_date, Child.birth_precision),
        *(Child.photo_consent_on, Child.primary_disability),
    )
    return {
        row.id: ChildFacts(
            child_id=row.id,
            names=(row.surname, row.given_name, row.patronymic, *guardians.get(row.id, ())),
            birth_date=row.birth_date,
            birth_precision=row.birth_precision,
            photos=row.photo_consent_on is not None,
            disabilities=frozenset({row.primary_disability, *further.get(row.id, ())} - {None}),
            last_task=tasks.get(row.id, ""),
        )
        for row in session.execute(select(*columns).where(Child.id.in_(ids)))
    }


def _last_tasks(session: OfficeSession, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Each child's newest task; the database picks it, so that years of visits are not read."""
    newest = func.row_number().over(partition_by=Visit.child_id, order_by=(Visit.day.desc(), Visit.id.desc()))
    ranked = select(Visit.child_id, Visit.task, newest.label("place")).where(Visit.child_id.in_(ids), Visit.task != "")
    rows = ranked.subquery()
    found = session.execute(select(rows.c.child_id, rows.c.task).where(rows.c.place == 1))
    return {row.child_id: row.task for row in found}


@needs(Permission.OWN_ACCOUNT)
def code_lists(session: OfficeSession) -> Lists:
    """The lists that the visit form offers, as they are in use."""
    return Lists(
        purposes=_labels(session, _PURPOSES, active_only=False),
        reasons=_labels(session, REASON_LIST),
        concerns=_labels(session, CONCERN_LIST),
        absences=_labels(session, _ABSENCES),
    )


def _labels(session: OfficeSession, name: str, *, active_only: bool = True) -> dict[str, Labels]:
    return {
        entry.code: {language: label_in(entry.labels, language, entry.code) for language in LANGUAGES}
        for entry in entries(session, name)
        if entry.active or not active_only
    }


@needs(Permission.SEE_NOTES)
def listed_visits(
    session: OfficeSession,
    visits: Iterable[PlannedVisit],
    codes: Mapping[uuid.UUID, str],
    facts: Mapping[uuid.UUID, ChildFacts],
) -> tuple[Listed, ...]:
    """The visits as a phone may know them. ``codes``: visit -> its code."""
    places = place_names(session)
    return tuple(_listed(visit, codes[visit.id], facts[visit.child_id], places) for visit in visits)


def _listed(visit: PlannedVisit, code: str, facts: ChildFacts, places: Mapping[uuid.UUID, str]) -> Listed:
    place: Any = places.get(visit.place_id, "") if visit.place_id is not None else ""
    return Listed(
        code=code,
        day=visit.day,
        child=f"{initials(visit.surname, visit.given_name)}, {visit.number}",
        place=place,
        purpose=visit.purpose,
        task=without_names(facts.last_task, facts.names),
        photos=facts.photos,
    )


def initials(*names: str) -> str:
    """«Р. Ҷ.»: as on the papers of the road."""
    return " ".join(f"{name.strip()[0].upper()}." for name in names if name.strip())


def _grouped(rows: Iterable[Any]) -> dict[uuid.UUID, list[str]]:
    found: dict[uuid.UUID, list[str]] = {}
    for child_id, value in rows:
        found.setdefault(child_id, []).append(value)
    return found
