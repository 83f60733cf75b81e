"""The rounds of a week on paper: a route sheet each; also with forms and cards, in the round's order."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from centre_app.db.session import OfficeSession
from centre_app.language.dates import day_text
from centre_app.language.translate import N_, Message, Words
from centre_app.outreach.fleet_queries import week_fleet
from centre_app.outreach.fleet_rules import Fleet
from centre_app.outreach.outcome_rules import OUTCOME_NAMES
from centre_app.outreach.road_queries import RoadRound, RoadVisit, rounds_on_road
from centre_app.places.ways import Way
from centre_app.reports.asked import Asked
from centre_app.reports.home_card import HomeCard, cards_for
from centre_app.reports.road import Road, day_words, phone_of, read_road
from centre_app.reports.spreadsheet import Cell, Sheet
from centre_app.reports.style import Letterhead
from centre_app.reports.visit_form import VisitForm, forms_of
from centre_app.workplace.rules import minute_text

TITLE, SHEET_TITLE = N_("Rounds of a week"), N_("Route sheet")


@dataclass(frozen=True)
class Stop:
    """A call on the way. ``way``: from the stop before it, None where none is known. ``form``, ``card`` when asked."""

    visit: RoadVisit
    who: str
    number: str
    place: str
    way_there: str
    phone: str
    purpose: str
    way: Way | None = None
    no_way: Message | None = None  # why the team cannot get there that day
    form: VisitForm | None = None
    card: HomeCard | None = None


@dataclass(frozen=True)
class RouteSheet:
    """A team's day. ``home``: the way back to the base; ``called_off``: visits that are no stops any more."""

    head: Letterhead
    round: RoadRound
    team: str
    base: str
    vehicle: str
    crew: tuple[str, ...]
    stops: tuple[Stop, ...]
    called_off: tuple[Stop, ...]
    home: Way | None


@dataclass(frozen=True)
class Rounds:
    """The week, or the one round that was asked for."""

    head: Letterhead
    monday: date
    sheets: tuple[RouteSheet, ...]
    one_round: bool


def collect(session: OfficeSession, asked: Asked, words: Words) -> Rounds:
    """The rounds with visits of the week asked for. Raises NotFound for a round that is not there."""
    rounds = _rounds(session, asked)
    monday = _monday(asked, rounds)
    visits = [visit for one in rounds for visit in one.visits]
    road = read_road(session, [visit.child_id for visit in visits], words, full=asked.full_names)
    fleet = week_fleet(session, monday)
    sheets = tuple(_sheet(road, fleet, one, words) for one in rounds)
    if asked.forms:
        sheets = _with_forms(session, asked, road, sheets, words)
    period = words.gettext("{first} to {last}").format(
        first=day_text(monday), last=day_text(monday + timedelta(days=6))
    )
    head = replace(road.head, title=words.gettext(TITLE), period=period)
    return Rounds(head, monday, sheets, asked.round is not None)


def children_named(session: OfficeSession, asked: Asked) -> tuple[uuid.UUID, ...]:
    """The children of the visits that are printed."""
    return tuple(dict.fromkeys(visit.child_id for one in _rounds(session, asked) for visit in one.visits))


def _rounds(session: OfficeSession, asked: Asked) -> tuple[RoadRound, ...]:
    assert asked.week is not None
    return rounds_on_road(session, asked.week, team_id=asked.team, round_id=asked.round)


def _monday(asked: Asked, rounds: Sequence[RoadRound]) -> date:
    assert asked.week is not None
    if asked.round is None:
        return asked.week
    day = rounds[0].day
    return day - timedelta(days=day.weekday())


def _sheet(road: Road, fleet: Fleet, one: RoadRound, words: Words) -> RouteSheet:
    team = road.teams.get(one.team_id) if one.team_id is not None else None
    base = team.base_id if team is not None else None
    ways = road.network.on(one.day)
    stops: list[Stop] = []
    at = base
    for visit in one.stops:
        way = None if at is None or visit.place_id is None else ways.between(at, visit.place_id)
        why = None if way is not None or at is None or visit.place_id is None else ways.why_not(at, visit.place_id)
        stops.append(replace(_stop(road, visit), way=way, no_way=why))
        at = visit.place_id
    home = ways.between(at, base) if stops and at is not None and base is not None else None
    crew: tuple[str, ...] = ()
    if one.team_id is not None and fleet.team(one.team_id) is not None:
        crew = tuple(fleet.staff[staff_id] for staff_id in fleet.crew(one.team_id, one.day).there)
    vehicle = road.vehicles.get(one.vehicle_id) if one.vehicle_id is not None else None
    head = replace(
        road.head, title=words.gettext(SHEET_TITLE), subject=road.team(one.team_id), period=day_words(one.day, words)
    )
    return RouteSheet(
        head,
        one,
        road.team(one.team_id),
        road.network.names.get(base, "") if base is not None else "",
        "" if vehicle is None else " ".join(filter(None, (vehicle.name, vehicle.plate))),
        crew,
        tuple(stops),
        tuple(_stop(road, visit) for visit in one.visits if visit.called_off),
        home,
    )


def _stop(road: Road, visit: RoadVisit) -> Stop:
    child = road.files[visit.child_id]
    return Stop(
        visit,
        road.who(visit.child_id),
        child.number,
        road.place(visit),
        road.way_there(visit),
        phone_of(child),
        road.purpose(visit.purpose),
    )


def _with_forms(
    session: OfficeSession, asked: Asked, road: Road, sheets: Sequence[RouteSheet], words: Words
) -> tuple[RouteSheet, ...]:
    """The sheets with each stop's visit form and, where there is something to practise, the family's card."""
    visits = [stop.visit for sheet in sheets for stop in sheet.stops]
    forms = {visit.id: form for visit, form in zip(visits, forms_of(road, visits, words), strict=True)}
    cards = cards_for(session, road, visits, asked.second_language, words) if road.notes else {}
    return tuple(
        replace(
            sheet,
            stops=tuple(
                replace(stop, form=forms[stop.visit.id], card=cards.get(stop.visit.child_id)) for stop in sheet.stops
            ),
        )
        for sheet in sheets
    )


def as_json(data: Rounds) -> object:
    """The rounds with their visits in order; children by their numbers."""
    year, number, _weekday = data.monday.isocalendar()
    return {"week": f"{year}-W{number:02d}", "rounds": [_round_json(sheet) for sheet in data.sheets]}


def _round_json(sheet: RouteSheet) -> dict[str, object]:
    one = sheet.round
    return {
        "team": sheet.team,
        "day": one.day.isoformat(),
        "vehicle": sheet.vehicle,
        "set": one.is_set,
        "start": _time(one.start_minute),
        "end": _time(one.end_minute),
        "km": round(one.km, 1),
        "planned_km": round(one.planned_km, 1),
        "visits": [_visit_json(stop) for stop in (*sheet.stops, *sheet.called_off)],
    }


def _visit_json(stop: Stop) -> dict[str, object]:
    visit = stop.visit
    return {
        "code": visit.code,
        "child": stop.number,
        "outcome": visit.outcome,
        "purpose": visit.purpose,
        "place": stop.place,
        "arrive": _time(visit.planned_minute),
        "minutes": visit.planned_minutes,
        "promised": visit.promised,
        "km": None if stop.way is None else round(stop.way.km, 1),
        "estimated": None if stop.way is None else stop.way.estimated,
        "last_task": visit.task,
    }


def _time(minute: int | None) -> str | None:
    return None if minute is None else minute_text(minute)


def as_sheets(data: Rounds, words: Words) -> Sequence[Sheet]:
    """A row a visit."""
    _ = words.gettext
    header = [_("Day"), _("Team"), _("Vehicle"), _("Stop number"), _("Arrives"), _("Minutes"), _("Child"), _("Purpose")]
    header += [_("Village"), _("Way there"), _("Phone"), _("Last task"), _("Kilometres"), _("Outcome"), _("Code")]
    rows: list[list[Cell]] = [
        [
            *(sheet.round.day, sheet.team, sheet.vehicle, place, _time(stop.visit.planned_minute)),
            *(stop.visit.planned_minutes, stop.who, stop.purpose, stop.place, stop.way_there, stop.phone),
            *(stop.visit.task, None if stop.way is None else stop.way.km, _(OUTCOME_NAMES[stop.visit.outcome])),
            stop.visit.code,
        ]
        for sheet in data.sheets
        for place, stop in [*enumerate(sheet.stops, start=1), *((None, stop) for stop in sheet.called_off)]
    ]
    return [Sheet(words.gettext(TITLE), header, rows, decimals={12: 1})]


def file_stem(data: Rounds) -> str:
    """With the week's number, or the day of the one round."""
    if data.one_round:
        return f"round-{data.sheets[0].round.day.isoformat()}"
    year, number, _weekday = data.monday.isocalendar()
    return f"rounds-{year}-W{number:02d}"
