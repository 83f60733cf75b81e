"""Giving forms out to phones: one for each team, checked, and written down so that what comes back is understood."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from centre_app.db.session import OfficeSession
from centre_app.db.types import new_id
from centre_app.errors import UserError
from centre_app.exchange.phones.form import SCREENING, VISIT, Form, plain_name
from centre_app.exchange.phones.meaning import AskedVisit, content_of
from centre_app.exchange.phones.screening_form import screening_form
from centre_app.exchange.phones.visit_form import Listed, Lists, visit_form
from centre_app.exchange.phones.week import ChildFacts, TeamWeek, code_lists, facts_of, listed_visits, phone_week
from centre_app.exchange.phones.written import as_xform, as_xlsform
from centre_app.instruments.catalogue import Current, current_versions, keep_version
from centre_app.instruments.definition import Definition, said
from centre_app.language.translate import N_, Message, Words
from centre_app.outreach.models import PhoneForm, Visit
from centre_app.outreach.planned_queries import PlannedVisit
from centre_app.outreach.planning import new_code
from centre_app.security.access import Permission, needs
from centre_app.sites.queries import SiteFacts, the_site

TRACE = "phone form"  # as the history of a child names what left the PC
_TITLES: Mapping[str, str] = {VISIT: N_("Home visits")}


@dataclass(frozen=True)
class Wanted:
    """Which forms: for the teams of a week (all where none is named), of which kinds, with which instruments (all
    screenings in use where none is named)."""

    monday: date
    kinds: tuple[str, ...] = (VISIT, SCREENING)
    team_ids: tuple[uuid.UUID, ...] = ()
    instruments: tuple[str, ...] = ()


@dataclass(frozen=True)
class GivenForm:
    """A form that was made. ``files`` are its names, without a folder."""

    form_id: str
    version: str
    kind: str
    team: str
    title: str
    children: int
    files: tuple[str, ...]


@dataclass(frozen=True)
class Given:
    """The forms and their files (name, content). ``left_out`` says what is in none of them."""

    forms: tuple[GivenForm, ...]
    files: tuple[tuple[str, bytes], ...]
    left_out: tuple[Message, ...]


@dataclass(frozen=True)
class Offered:
    """An instrument that can be asked on a phone. ``usual``: without being named."""

    code: str
    title: str
    usual: bool


@needs(Permission.SEE_CHILDREN)
def offered_instruments(session: OfficeSession, language: str) -> tuple[Offered, ...]:
    """The instruments in use, those that are given without being named first."""
    found = [
        Offered(one.definition.code, said(one.definition.title, language), one.definition.kind == SCREENING)
        for one in current_versions(session)
        if one.active
    ]
    return tuple(sorted(found, key=lambda one: not one.usual))


@needs(Permission.KEY_VISITS)
def give_phone_forms(session: OfficeSession, wanted: Wanted) -> Given:
    """Make the forms and write down what each asks. The files are the caller's to write.

    Raises UserError where the week has no visit for a phone.
    """
    week = phone_week(session, wanted.monday)
    chosen = [team for team in week.teams if not wanted.team_ids or team.team_id in wanted.team_ids]
    if not chosen:
        raise UserError(N_("No team has a visit to make in this week. Plan the week first."), field="week")
    every = [visit for team in chosen for visit in team.visits]
    making = _Making(session, wanted, _codes(session, every), facts_of(session, [one.child_id for one in every]))
    for team in chosen:
        making.for_team(team)
    left_out = []
    if week.loose:
        left_out.append(Message(N_("Visits in no team’s round, which no phone has: {n}."), {"n": week.loose}))
    if not making.forms:
        raise UserError(N_("None of these children is of the age for this screening."), field="instruments")
    for child_id in dict.fromkeys(making.children):
        session.record_access("exported", child_id=child_id, what=TRACE)
    return Given(tuple(making.forms), tuple(making.files), tuple(left_out))


def _codes(session: OfficeSession, visits: Sequence[PlannedVisit]) -> dict[uuid.UUID, str]:
    """visit -> code. One that was planned before there were codes gets its code now."""
    codes: dict[uuid.UUID, str] = {}
    for visit in visits:
        code = visit.code
        if code is None:
            code = session.get_one(Visit, visit.id).code = new_code(session)
            session.flush()
        codes[visit.id] = code
    return codes


class _Making:
    """The forms of one giving as they are made."""

    def __init__(
        self,
        session: OfficeSession,
        wanted: Wanted,
        codes: Mapping[uuid.UUID, str],
        facts: Mapping[uuid.UUID, ChildFacts],
    ) -> None:
        self._session, self._wanted, self._codes, self._facts = session, wanted, codes, facts
        self._site: SiteFacts = the_site(session)
        self._language = self._site.document_language
        self._lists: Lists | None = code_lists(session) if VISIT in wanted.kinds else None
        self._instruments = _instruments(session, wanted) if SCREENING in wanted.kinds else []
        self._versions = _versions_of(session, session.today)
        self.forms: list[GivenForm] = []
        self.files: list[tuple[str, bytes]] = []
        self.children: list[uuid.UUID] = []

    def for_team(self, team: TeamWeek) -> None:
        """The visit form and every screening that suits a child of this team."""
        if self._lists is not None:
            listed = listed_visits(self._session, team.visits, self._codes, self._facts)
            title = Words.of(self._language).gettext(_TITLES[VISIT])
            form = visit_form(*self._named("visits", title, team), self._language, listed, self._lists)
            self._keep(form, team, team.visits, "visits", None)
        for one in self._instruments:
            self._screening(team, one.definition)

    def _screening(self, team: TeamWeek, definition: Definition) -> None:
        once = {visit.child_id: visit for visit in reversed(team.visits)}  # each child's first visit of the week
        suited = [
            visit
            for visit in team.visits
            if once[visit.child_id] is visit and self._facts[visit.child_id].suits(definition, visit.day)
        ]
        if not suited:
            return
        listed: tuple[Listed, ...] = listed_visits(self._session, suited, self._codes, self._facts)
        title = said(definition.title, self._language)
        form = screening_form(*self._named(definition.code, title, team), self._language, listed, definition)
        self._keep(form, team, suited, definition.code, (definition.code, definition.version))

    def _named(self, what: str, title: str, team: TeamWeek) -> tuple[str, str, str]:
        """Form id, version, title. The id is the same every week, so that a phone takes the new one for the old."""
        form_id = plain_name(f"{what}_{self._site.id.hex[-8:]}_{team.team_id.hex[-8:]}")
        count = self._versions.get(form_id, 0) + 1
        self._versions[form_id] = count
        year, week, _day = self._wanted.monday.isocalendar()
        return form_id, f"{self._session.today:%Y%m%d}{count:02d}", f"{title} · {team.name} · {year}-W{week:02d}"

    def _keep(
        self, form: Form, team: TeamWeek, visits: Sequence[PlannedVisit], what: str, instrument: tuple[str, int] | None
    ) -> None:
        year, week, _day = self._wanted.monday.isocalendar()
        stem = f"{what}-{year}-W{week:02d}-{team.team_id.hex[-4:]}-{form.version}"
        table = as_xlsform(form)
        files = ((f"{stem}.xlsx", table), (f"{stem}.xml", as_xform(table)))
        asked = {self._codes[visit.id]: AskedVisit(visit.id, visit.child_id) for visit in visits}
        self._session.add(
            PhoneForm(
                id=new_id(),
                form_id=form.form_id,
                version=form.version,
                kind=form.kind,
                given_on=self._session.today,
                content=content_of(form, asked, instrument),
            )
        )
        self._session.flush()
        self.files += files
        self.children += [visit.child_id for visit in visits]
        names = tuple(name for name, _content in files)
        children = len({visit.child_id for visit in visits})
        self.forms.append(GivenForm(form.form_id, form.version, form.kind, team.name, form.title, children, names))


def _instruments(session: OfficeSession, wanted: Wanted) -> list[Current]:
    """Those asked for, else the screenings in use. A filling will find its questions again. Raises UserError."""
    there = {one.definition.code: one for one in current_versions(session) if one.active}
    unknown = next((code for code in wanted.instruments if code not in there), None)
    if unknown is not None:
        raise UserError(N_("There is no instrument “{code}” in use."), field="instruments", code=unknown)
    found = [
        one
        for code, one in there.items()
        if (code in wanted.instruments if wanted.instruments else one.definition.kind == SCREENING)
    ]
    for one in found:
        keep_version(session, one)
    return found


def _versions_of(session: OfficeSession, day: date) -> dict[str, int]:
    """form id -> the highest number that was given out on this day."""
    rows: Any = session.execute(
        select(PhoneForm.form_id, PhoneForm.version).where(PhoneForm.version.like(f"{day:%Y%m%d}%"))
    )
    highest: dict[str, int] = {}
    for form_id, version in rows:
        highest[form_id] = max(highest.get(form_id, 0), int(version[8:]))
    return highest
