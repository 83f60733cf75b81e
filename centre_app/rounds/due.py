"""Who is due for a visit at home, and why now."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from centre_app.attendance.queries import follow_ups
from centre_app.codelists.queries import labels
from centre_app.db.session import OfficeSession
from centre_app.outreach.due_rules import (
    DUE,
    NOT_YET,
    PLANNED_STATE,
    RESULT_MISSING,
    UNKNOWN_RISK,
    WAITING,
    called_by_absence,
    weight,
)
from centre_app.outreach.standings import Running, standings, urgent_children
from centre_app.plans.queries import reviews_due
from centre_app.rounds.due_details import homes, phones, place_names, planned_visits, skills, team_names
from centre_app.rounds.due_visit import ChildHome, PlaceNames
from centre_app.rounds.due_visit import DueCounts as DueCounts
from centre_app.rounds.due_visit import DueVisit as DueVisit
from centre_app.rounds.due_visit import PlannedVisit as PlannedVisit
from centre_app.security.access import Permission, needs

USUAL_STATES = frozenset({DUE, PLANNED_STATE, RESULT_MISSING, WAITING})
ABSENCE = "absence"  # code of visit_purpose: the visit that asks why a child does not come
_NO_SKILLS: frozenset[str] = frozenset()


@dataclass(frozen=True)
class _Calls:
    """What else calls for a visit: child -> since when absent, child -> when the plan's review is due."""

    absent: Mapping[uuid.UUID, date]
    reviews: Mapping[uuid.UUID, date]


class _Known(NamedTuple):
    """What lines are made of beside the service and how it stands."""

    purposes: Mapping[str, str]
    teams: Mapping[uuid.UUID, str]
    places: Mapping[uuid.UUID, PlaceNames]
    homes: Mapping[uuid.UUID, ChildHome]
    phones: Mapping[uuid.UUID, str]
    skills: Mapping[uuid.UUID, frozenset[str]]
    planned: Mapping[uuid.UUID, PlannedVisit]


@needs(Permission.SEE_CHILDREN)
def due_list(
    session: OfficeSession,
    on: date,
    *,
    until: date,
    language: str,
    today: date | None = None,
    team: uuid.UUID | None = None,
    district: str | None = None,
    purpose: str | None = None,
    states: Collection[str] | None = None,
    child_id: uuid.UUID | None = None,
) -> tuple[DueVisit, ...]:
    """The services whose window opens by ``until``, those planned, those without a result and those that wait for a
    decision; services not due yet only where ``states`` names them.

    Overdue days, weights and reasons are as of ``on``; a visit counts as planned from ``today`` (the office's day) on.
    ``team`` keeps those of this team and those that any team may do. The heaviest first, then by the alphabet of
    ``language``. About a dozen statements, whatever the number of children.
    """
    today = today or session.today
    running = standings(session, today, child_id=child_id, team_id=team, purpose=purpose)
    if not running:
        return ()
    calls = _calls(session, today, until, language)
    wanted = USUAL_STATES if states is None else states
    listed = [(each, state) for each, state in _stands(running, calls, on, until) if state in wanted]
    lines = _lines(session, listed, calls, on, language)
    if district is not None:
        lines = [line for line in lines if line.district == district]
    lines.sort(key=_in_order)
    return tuple(lines)


@needs(Permission.SEE_FIGURES)
def due_counts(
    session: OfficeSession, on: date, *, until: date, today: date | None = None, team: uuid.UUID | None = None
) -> DueCounts:
    """The figures of the due list, without names and without what absences and reviews add to it."""
    running = standings(session, today or session.today, team_id=team)
    states = dict.fromkeys((*USUAL_STATES, NOT_YET), 0)
    at_risk = urgent_children(session) if running else frozenset()
    overdue = urgent = 0
    for each, state in _stands(running, _Calls({}, {}), on, until):
        states[state] += 1
        if state == DUE:
            overdue += each.standing.overdue_days(on) > 0
            urgent += each.child_id in at_risk
    return DueCounts(states[DUE], overdue, urgent, states[PLANNED_STATE], states[RESULT_MISSING], states[WAITING])


def _stands(running: Collection[Running], calls: _Calls, on: date, until: date) -> list[tuple[Running, str]]:
    """Each service that still has something to come, with its state by ``until``."""
    found = []
    for each in running:
        if each.purpose == ABSENCE and each.child_id in calls.absent:
            called = called_by_absence(each.standing, calls.absent[each.child_id])
            each = each._replace(standing=called)
        state = each.standing.state_by(until)
        if state in (DUE, NOT_YET, WAITING) and each.end_day is not None:
            begins = max(on, each.standing.from_day or on)
            if begins > each.end_day:
                continue  # it ends before a visit is due
        found.append((each, state))
    return found


def _calls(session: OfficeSession, today: date, until: date, language: str) -> _Calls:
    reviews = reviews_due(session, until=until, language=language)
    absent = follow_ups(session, today, language)
    return _Calls({one.child_id: one.since for one in absent}, {one.child_id: one.due_day for one in reviews})


def _lines(
    session: OfficeSession, listed: Sequence[tuple[Running, str]], calls: _Calls, on: date, language: str
) -> list[DueVisit]:
    ids = [each.service_id for each, _state in listed]
    children = {each.child_id for each, _state in listed}
    known = _Known(
        labels(session, "visit_purpose", language) if listed else {},
        team_names(session) if listed else {},
        place_names(session) if listed else {},
        homes(session, children, language),
        phones(session, children),
        skills(session, ids),
        planned_visits(
            session, {each.service_id: day for each, _state in listed if (day := each.standing.planned_day) is not None}
        ),
    )
    return [_line(each, state, known, calls, on) for each, state in listed if each.child_id in known.homes]


def _line(each: Running, state: str, known: _Known, calls: _Calls, on: date) -> DueVisit:
    service_id, child_id, purpose, team_id, minutes, what, _start, _end, found = each
    home = known.homes[child_id]
    risk = home.risk or UNKNOWN_RISK
    overdue = found.overdue_days(on)
    absent, review = calls.absent.get(child_id), calls.reviews.get(child_id)
    own = (home.own_village, home.own_municipality, home.own_district)
    return DueVisit(
        service_id,
        child_id,
        purpose,
        known.purposes.get(purpose, purpose),
        what,
        minutes,
        known.skills.get(service_id, _NO_SKILLS),
        team_id,
        known.teams.get(team_id, "") if team_id is not None else "",
        risk,
        on,
        state,
        overdue,
        weight(risk, overdue, found.interval, (absent is not None) + (review is not None)),
        absent,
        review,
        known.planned.get(service_id),
        found,
        home,
        PlaceNames(*own) if home.place_id is None else known.places[home.place_id],
        known.phones.get(child_id) or home.own_phone,
    )


def _in_order(line: DueVisit) -> tuple[int, bytes, str]:
    return -line.weight, bytes(line.home.order), line.purpose
