"""Home service as staff do it: where the home is, what visits a child gets, when the next one is agreed for."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from centre_app.children.models import Child
from centre_app.children.rules import Span, first_overlap
from centre_app.codelists.models import CodeListEntry
from centre_app.codelists.rules import Label
from centre_app.db.session import OfficeSession
from centre_app.db.types import new_id
from centre_app.errors import NotFound, UserError
from centre_app.language.translate import N_
from centre_app.outreach.due_rules import Past, decisive
from centre_app.outreach.fleet_queries import outcome_rules
from centre_app.outreach.home_rules import (
    HomeFactsInput,
    HomeServiceChanges,
    HomeServiceInput,
    check_agreed,
    check_end,
    check_facts,
    check_service,
)
from centre_app.outreach.models import HomeFacts, HomeService, HomeServiceSkill, Team, Visit
from centre_app.outreach.rules import PLANNED, SERVED
from centre_app.places.models import Place
from centre_app.security.access import Permission, needs


@dataclass(frozen=True)
class Agreed:
    """Where an agreed day was written and what stood there, so that it can be taken back."""

    visit_id: uuid.UUID | None  # None: on the service itself, nobody was there yet
    before: date | None


@needs(Permission.PLAN_ROUNDS)
def set_home_facts(session: OfficeSession, child_id: uuid.UUID, facts: HomeFactsInput) -> HomeFactsInput | None:
    """Write where the home is and when somebody is there. Gives what stood before, None where nothing did.

    Raises UserError at the field that is wrong.
    """
    clean = check_facts(facts)
    _child(session, child_id)
    if clean.place_id is not None and session.get(Place, clean.place_id) is None:
        raise UserError(N_("This place is not there any more."), field="place_id")
    row = session.get(HomeFacts, child_id)
    before = None if row is None else _facts(row)
    if row is None:
        session.add(HomeFacts(child_id=child_id, **asdict(clean)))
    else:
        for name, value in asdict(clean).items():
            setattr(row, name, value)
    session.flush()
    return before


@needs(Permission.PLAN_ROUNDS)
def clear_home_facts(session: OfficeSession, child_id: uuid.UUID) -> None:
    """As if nothing had been written about the home."""
    row = session.get(HomeFacts, child_id)
    if row is not None:
        session.delete(row)


@needs(Permission.PLAN_ROUNDS)
def start_home_service(session: OfficeSession, service: HomeServiceInput) -> uuid.UUID:
    """A child is to get visits of a purpose. Raises UserError at the field that is wrong; ``purpose`` where such visits
    go on already."""
    clean = check_service(service, session.today)
    child = _child(session, service.child_id)
    if child.archived_on is not None:
        raise UserError(N_("This child's file is in the archive: take it out before home service starts."))
    _check_code(session, "visit_purpose", clean.purpose, "purpose")
    _check_pointed_at(session, clean.changeable)
    _check_alone(session, clean.child_id, clean.purpose, Span(clean.start_day), None)
    made = HomeService(
        id=new_id(), site_id=child.site_id, child_id=clean.child_id, purpose=clean.purpose, **_columns(clean.changeable)
    )
    session.add(made)
    session.flush()
    _write_skills(session, made, clean.skills)
    return made.id


@needs(Permission.PLAN_ROUNDS)
def change_home_service(
    session: OfficeSession, service_id: uuid.UUID, changes: HomeServiceChanges
) -> HomeServiceChanges:
    """Change how often, how long, by whom and what. Gives what stood before. Raises UserError at the field."""
    row = _service(session, service_id)
    clean = check_service(changes, session.today)
    if row.end_day is not None and clean.start_day > row.end_day:
        raise UserError(N_("The home service ends on {day}."), field="start_day", day=row.end_day)
    _check_pointed_at(session, clean)
    _check_alone(session, row.child_id, row.purpose, Span(clean.start_day, row.end_day), row.id)
    skills = _skills(session, row)
    before = HomeServiceChanges(
        row.every_weeks, row.times_a_month, row.minutes, tuple(skills), row.team_id, row.what, row.start_day
    )
    for name, value in _columns(clean).items():
        setattr(row, name, value)
    _write_skills(session, row, clean.skills)
    return before


@needs(Permission.PLAN_ROUNDS)
def end_home_service(session: OfficeSession, service_id: uuid.UUID, last_day: date, reason: str) -> None:
    """The child gets these visits until ``last_day``. Raises UserError at ``last_day`` or ``reason``; also while a
    visit is planned for a later day, or one was made."""
    row = _service(session, service_id)
    clean = check_end(last_day, row.start_day, reason, session.today)
    later = session.execute(
        select(Visit.day, Visit.outcome)
        .where(Visit.service_id == service_id, Visit.day > last_day, Visit.outcome.in_((PLANNED, *sorted(SERVED))))
        .order_by(Visit.day.desc())
        .limit(1)
    ).one_or_none()
    if later is not None:
        planned = N_("A visit is planned for {day}: call it off first, or let the service end later.")
        made = N_("A visit was made on {day}: the last day cannot lie before it.")
        raise UserError(planned if later.outcome == PLANNED else made, field="last_day", day=later.day)
    row.end_day, row.end_reason = last_day, clean


@needs(Permission.PLAN_ROUNDS)
def reopen_home_service(session: OfficeSession, service_id: uuid.UUID) -> None:
    """The visits go on: that they ended was a mistake. Raises UserError where others of the purpose began since."""
    row = _service(session, service_id)
    if row.end_day is not None:
        _check_alone(session, row.child_id, row.purpose, Span(row.start_day), row.id)
        row.end_day, row.end_reason = None, ""


@needs(Permission.PLAN_ROUNDS)
def remove_home_service(session: OfficeSession, service_id: uuid.UUID) -> None:
    """Take out a service that was started by mistake. UserError once there is a visit: then it is ended instead."""
    row = _service(session, service_id)
    if session.scalar(select(Visit.id).where(Visit.service_id == service_id).limit(1)) is not None:
        raise UserError(N_("There are visits of this service already: end it instead."))
    _write_skills(session, row, ())
    session.delete(row)


@needs(Permission.PLAN_ROUNDS)
def agree_next_day(session: OfficeSession, service_id: uuid.UUID, day: date | None) -> Agreed:
    """The day said with the family for the next visit; it goes before interval and rules, and decides where a line
    waits. ``day`` None: no day is agreed after all. Raises UserError at ``day``."""
    row = _service(session, service_id)
    if row.end_day is not None and row.end_day < session.today:
        raise UserError(N_("This home service has ended."), field="day")
    if day is not None:
        check_agreed(day, row.end_day, session.today)
    visits = session.scalars(select(Visit).where(Visit.service_id == service_id).order_by(Visit.id)).all()
    ahead = min((one.day for one in visits if one.outcome == PLANNED and one.day >= session.today), default=None)
    if ahead is not None and day is not None:
        raise UserError(N_("A visit is planned for {day}: move that one instead."), field="day", day=ahead)
    at = decisive([Past(one.day, one.outcome, one.next_day) for one in visits], outcome_rules(session))
    if at is None:
        before, row.agreed_day = row.agreed_day, day
        return Agreed(None, before)
    visit = visits[at]
    if day is not None and day < visit.day:
        raise UserError(N_("The latest visit is that of {day}: agree on a later day."), field="day", day=visit.day)
    before = visit.next_day
    _write_next_day(visit, day)
    return Agreed(visit.id, before)


@needs(Permission.PLAN_ROUNDS)
def take_back_agreed(session: OfficeSession, service_id: uuid.UUID, agreed: Agreed) -> None:
    """As if the day had not been agreed."""
    if agreed.visit_id is None:
        _service(session, service_id).agreed_day = agreed.before
        return
    visit = session.get(Visit, agreed.visit_id)
    if visit is None:
        raise NotFound(N_("This visit is not there any more."))
    _write_next_day(visit, agreed.before)


def _write_next_day(visit: Visit, day: date | None) -> None:
    visit.next_day = day
    visit.edition += 1  # who has the visit's result open for keying is told that it has changed


def _child(session: OfficeSession, child_id: uuid.UUID) -> Child:
    # Held, so that two people cannot begin the same service at the same moment.
    child = session.get(Child, child_id, with_for_update=True)
    if child is None:
        raise NotFound(N_("This child’s file is not there any more."))
    return child


def _service(session: OfficeSession, service_id: uuid.UUID) -> HomeService:
    row = session.get(HomeService, service_id)
    if row is None:
        raise NotFound(N_("This home service is not there any more."))
    return row


def _facts(row: HomeFacts) -> HomeFactsInput:
    return HomeFactsInput(**{name: getattr(row, name) for name in HomeFactsInput.__dataclass_fields__})


def _columns(changes: HomeServiceChanges) -> dict[str, Any]:
    return {name: value for name, value in asdict(changes).items() if name != "skills"}


def _skills(session: OfficeSession, row: HomeService) -> dict[str, HomeServiceSkill]:
    wanted = select(HomeServiceSkill).where(HomeServiceSkill.service_id == row.id)
    return {one.session_type: one for one in session.scalars(wanted.order_by(HomeServiceSkill.session_type))}


def _write_skills(session: OfficeSession, row: HomeService, wanted: Collection[str]) -> None:
    there = _skills(session, row)
    for code in wanted:
        if code not in there:
            session.add(HomeServiceSkill(service_id=row.id, session_type=code))
    for code, one in there.items():
        if code not in wanted:
            session.delete(one)
    session.flush()


def _check_pointed_at(session: OfficeSession, changes: HomeServiceChanges) -> None:
    if changes.team_id is not None and session.get(Team, changes.team_id) is None:
        raise UserError(N_("This team is not there any more."), field="team_id")
    for code in changes.skills:
        _check_code(session, "session_type", code, "skills")


def _check_code(session: OfficeSession, list_name: str, code: str, field: str) -> None:
    of_list = CodeListEntry.list_name == list_name
    known = select(CodeListEntry.id).where(of_list, CodeListEntry.code == code).limit(1)
    if session.execute(known).first() is None:
        raise UserError(N_("“{code}” is not in the list any more."), field=field, code=code)


def _check_alone(
    session: OfficeSession, child_id: uuid.UUID, purpose: str, span: Span, own_id: uuid.UUID | None
) -> None:
    """One service of a purpose at a time: raises UserError where another of the child meets the span."""
    same = select(HomeService.id, HomeService.start_day, HomeService.end_day).where(
        HomeService.child_id == child_id, HomeService.purpose == purpose
    )
    others = [Span(row.start_day, row.end_day) for row in session.execute(same) if row.id != own_id]
    met = first_overlap(span, others)
    if met is None:
        return
    labels = session.scalar(
        select(CodeListEntry.labels).where(CodeListEntry.list_name == "visit_purpose", CodeListEntry.code == purpose)
    )
    raise UserError(
        N_("This child gets such visits already ({purpose}), since {day}."),
        field="purpose" if own_id is None else "start_day",
        purpose=Label(purpose, labels=labels or {}),
        day=met.start,
    )
