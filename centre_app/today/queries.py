"""The start page: who is expected, absent, to be rung; birthdays, what is new and what begins or ends."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, extract, or_, select

from centre_app.attendance.on_the_day import LOOK_BACK_DAYS
from centre_app.attendance.places import CHILD, ENROLMENT, GROUP, NAMES, SERVICE, alphabet, covering
from centre_app.attendance.queries import AbsentChild, FollowUp, GroupCounts, absent_on, day_counts, follow_ups
from centre_app.children.models import Child, Enrolment
from centre_app.children.rules import full_name
from centre_app.db.session import OfficeSession
from centre_app.open_days.queries import day_states
from centre_app.open_days.rules import DayState
from centre_app.outreach.queries import visits_on
from centre_app.security.access import Permission, needs
from centre_app.sites.models import Group, Service
from centre_app.sites.queries import the_site
from centre_app.therapy.queries import sessions_on
from centre_app.today.rules import AHEAD_DAYS, NEW_FOR_DAYS, birthdays_on, week_of


@dataclass(frozen=True)
class Birthday:
    """A birthday of this week; ``turns`` is the age reached."""

    child_id: uuid.UUID
    name: str
    number: str
    day: date
    turns: int


@dataclass(frozen=True)
class NewChild:
    """A child registered in the last seven days."""

    child_id: uuid.UUID
    name: str
    number: str
    registered_on: date


@dataclass(frozen=True)
class EnrolmentDay:
    """An enrolment's first or last day. ``group`` is "" where it has none."""

    child_id: uuid.UUID
    name: str
    number: str
    service: str
    group: str
    day: date


@dataclass(frozen=True)
class TodayPage:
    """Everything of the start page. On a closed day ``groups`` is empty: nobody is expected."""

    day: date
    state: DayState
    groups: tuple[GroupCounts, ...]
    absent: tuple[AbsentChild, ...]
    follow_ups: tuple[FollowUp, ...]
    birthdays: tuple[Birthday, ...]
    new: tuple[NewChild, ...]
    starting: tuple[EnrolmentDay, ...]
    ending: tuple[EnrolmentDay, ...]
    sessions_today: int
    visits_today: int
    any_children: bool  # False: nobody is registered yet, the page says how to begin


@needs(Permission.SEE_CHILDREN)
def today_page(session: OfficeSession, language: str) -> TodayPage:
    """The office's today, lists by the alphabet of ``language``. About fifteen statements, however many children."""
    day = session.today
    states = day_states(session, the_site(session).id, day - timedelta(days=LOOK_BACK_DAYS), day)
    open_days = [one for one, state in reversed(states.items()) if state.open]
    starting, ending = _enrolments(session, day, language)
    return TodayPage(
        day=day,
        state=states[day],
        groups=day_counts(session, day) if states[day].open else (),
        absent=absent_on(session, day, language) if states[day].open else (),
        follow_ups=follow_ups(session, day, language, days=open_days),
        birthdays=_birthdays(session, day, language),
        new=_new(session, day, language),
        starting=starting,
        ending=ending,
        sessions_today=sessions_on(session, day),
        visits_today=visits_on(session, day),
        any_children=session.scalar(select(Child.id).limit(1)) is not None,
    )


def _birthdays(session: OfficeSession, day: date, language: str) -> tuple[Birthday, ...]:
    """Of the children enrolled in anything this week, where the day of birth is known."""
    week = week_of(day)
    kept_on = birthdays_on(week)
    rows = session.execute(
        _birthday_statement(language),
        {"first": week[0], "last": week[-1], "days": [month * 100 + at for month, at in kept_on]},
    )
    found = [
        Birthday(child_id, full_name(*names), number, on := kept_on[born.month, born.day], on.year - born.year)
        for child_id, *names, number, born in rows
    ]
    return tuple(sorted(found, key=lambda birthday: birthday.day))


def _new(session: OfficeSession, day: date, language: str) -> tuple[NewChild, ...]:
    """The newest first."""
    rows = session.execute(_new_statement(language), {"first": day - timedelta(days=NEW_FOR_DAYS), "last": day})
    return tuple(
        NewChild(child_id, full_name(*names), number, registered_on) for child_id, *names, number, registered_on in rows
    )


def _enrolments(
    session: OfficeSession, day: date, language: str
) -> tuple[tuple[EnrolmentDay, ...], tuple[EnrolmentDay, ...]]:
    """(starting, ending) from today to a week ahead, by day."""
    ahead = day + timedelta(days=AHEAD_DAYS)
    rows = session.execute(_enrolment_statement(language), {"first": day, "last": ahead})
    starting: list[EnrolmentDay] = []
    ending: list[EnrolmentDay] = []
    for child_id, surname, given_name, patronymic, number, service, group, start_day, end_day in rows:
        name = full_name(surname, given_name, patronymic)
        if day <= start_day <= ahead:
            starting.append(EnrolmentDay(child_id, name, number, service, group or "", start_day))
        if end_day is not None and day <= end_day <= ahead:
            ending.append(EnrolmentDay(child_id, name, number, service, group or "", end_day))
    return tuple(sorted(starting, key=lambda one: one.day)), tuple(sorted(ending, key=lambda one: one.day))


@cache
def _birthday_statement(language: str) -> Select[*tuple[Any, ...]]:
    month_and_day = extract("month", CHILD.birth_date) * 100 + extract("day", CHILD.birth_date)
    return (
        select(CHILD.id, *NAMES, CHILD.number, CHILD.birth_date)
        .where(
            CHILD.id.in_(select(ENROLMENT.child_id).where(covering("first", "last"))),
            CHILD.archived_on.is_(None),
            CHILD.birth_precision == "day",
            month_and_day.in_(bindparam("days", expanding=True)),
        )
        .order_by(alphabet(language), CHILD.number)
    )


@cache
def _new_statement(language: str) -> Select[*tuple[Any, ...]]:
    return (
        select(CHILD.id, *NAMES, CHILD.number, CHILD.registered_on)
        .where(CHILD.registered_on.between(bindparam("first"), bindparam("last")), CHILD.archived_on.is_(None))
        .order_by(CHILD.registered_on.desc(), alphabet(language), CHILD.number)
    )


@cache
def _enrolment_statement(language: str) -> Select[*tuple[Any, ...]]:
    span: tuple[BindParameter[Any], BindParameter[Any]] = (bindparam("first"), bindparam("last"))
    return (
        select(CHILD.id, *NAMES, CHILD.number, SERVICE.name, GROUP.name, ENROLMENT.start_day, ENROLMENT.end_day)
        .select_from(Enrolment.__table__)
        .join(Child.__table__, CHILD.id == ENROLMENT.child_id)
        .join(Service.__table__, SERVICE.id == ENROLMENT.service_id)
        .outerjoin(Group.__table__, GROUP.id == ENROLMENT.group_id)
        .where(or_(ENROLMENT.start_day.between(*span), ENROLMENT.end_day.between(*span)))
        .order_by(alphabet(language), CHILD.number, ENROLMENT.start_day)
    )
