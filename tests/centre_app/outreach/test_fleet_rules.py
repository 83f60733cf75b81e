"""Who goes on a day and with which vehicle."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centre_app.language.translate import Message
from centre_app.open_days.rules import DayState
from centre_app.outreach.fleet_rules import (
    CLOSED,
    FEW,
    NO_BASE,
    NO_VEHICLE,
    NOT_OUT,
    OffRow,
    TeamRow,
    VehicleRow,
    crew_on,
    crews_on,
    why_away,
)
from centre_app.outreach.vehicle_sharing import Want, share_vehicles
from centre_app.workplace.rules import Stretch

DAY = date(2026, 11, 24)  # a Tuesday
OPEN = DayState(DAY, True)


def key(number: int) -> uuid.UUID:
    """An id."""
    return uuid.UUID(int=number)


FIRST = key(1)


@dataclass(frozen=True)
class Person:
    """Somebody of the staff."""

    name: str = "Каримов Фируз"
    skills: tuple[str, ...] = ("physiotherapy",)
    hours: tuple[Stretch, ...] = ()
    works_from: date | None = None
    works_until: date | None = None


@dataclass(frozen=True)
class Gone:
    """An absence on the day."""

    staff_id: uuid.UUID = FIRST
    start_minute: int | None = None
    end_minute: int | None = None
    reason: str = ""
    first_day: date = DAY
    last_day: date = DAY


def team(number: int = 50, **values: object) -> TeamRow:
    """A team of the first two, out on Tuesdays from 9 to 17."""
    row = TeamRow(key(number), f"Гурӯҳи {number}", key(90), None, None, 1, 45, 720, 840, True)
    usual: dict[str, object] = {"members": (key(1), key(2)), "days": (Stretch(2, 540, 1020),)}
    return replace(row, **(usual | values))  # type: ignore[arg-type]


def car(number: int, seats: int = 5, *, off: bool = False, active: bool = True) -> VehicleRow:
    """A vehicle."""
    days = (OffRow(key(900 + number), key(number), DAY, DAY + timedelta(days=6), "таъмир"),) if off else ()
    return VehicleRow(key(number), f"УАЗ {number}", "", seats, 12.0, active, days)


PEOPLE = {key(1): Person(), key(2): Person("Назарова Нигина", ("massage", "speech_therapy"))}


def test_skills_are_of_those_who_are_there() -> None:
    assert crew_on(team(), DAY, PEOPLE, [], OPEN).skills == {"physiotherapy", "massage", "speech_therapy"}
    crew = crew_on(team(), DAY, PEOPLE, [Gone(key(2), reason="беморӣ")], OPEN)
    assert (crew.there, crew.skills, crew.goes) == ((key(1),), frozenset({"physiotherapy"}), True)
    assert [str(each.why) for each in crew.away] == ["Назарова Нигина is away: беморӣ."]


@pytest.mark.parametrize(
    ("absences", "away"),
    [
        ([(540, 780)], False),  # four of eight hours
        ([(540, 781)], True),
        ([(0, 600)], False),
        ([(540, 700), (600, 781)], True),  # overlapping ones are not counted twice
        ([(540, 700), (600, 780)], False),
        ([(None, None)], True),
        ([(1020, 1440)], False),
    ],
)
def test_whoever_misses_more_than_half_of_the_hours_is_away(
    absences: list[tuple[int | None, int | None]], away: bool
) -> None:
    gone = [Gone(start_minute=start, end_minute=end) for start, end in absences]
    assert (why_away(Person(), gone, DAY, (540, 1020)) is not None) == away


def test_who_does_not_work_on_the_day_is_away_and_it_is_said() -> None:
    hours = (540, 1020)
    whole = Stretch(1, 480, 1080)
    assert "on this day of the week" in str(why_away(Person(hours=(whole,)), [], DAY, hours))
    assert "from 25.11.2026 on" in str(why_away(Person(works_from=DAY + timedelta(days=1)), [], DAY, hours))
    assert "until 23.11.2026" in str(why_away(Person(works_until=DAY - timedelta(days=1)), [], DAY, hours))
    assert why_away(Person(hours=(Stretch(2, 480, 600),)), [], DAY, hours) is None
    assert why_away(Person(), [Gone(first_day=DAY - timedelta(days=3), last_day=DAY)], DAY, hours) is not None


@pytest.mark.parametrize(
    ("row", "state", "kind"),
    [
        (team(), DayState(DAY, False, Message("Public holiday: Наврӯз")), CLOSED),
        (team(days=(Stretch(3, 540, 1020),)), OPEN, NOT_OUT),
        (team(base_id=None), OPEN, NO_BASE),
        (team(least_members=3), OPEN, FEW),
        (team(members=()), OPEN, FEW),
    ],
)
def test_a_team_that_cannot_go_says_why(row: TeamRow, state: DayState, kind: str) -> None:
    crew = crew_on(row, DAY, PEOPLE, [], state)
    assert (crew.goes, crew.why_kind) == (False, kind)
    assert str(crew.why_not)
    assert (crew.hours is None) == (kind in (CLOSED, NOT_OUT))


def test_a_member_who_is_no_more_of_the_staff_is_not_counted() -> None:
    assert crew_on(team(members=(key(1), key(7))), DAY, PEOPLE, [], OPEN).there == (key(1),)


def test_the_usual_vehicle_goes_else_a_free_one_else_none() -> None:
    rows = [team(50, vehicle_id=key(60)), team(51, vehicle_id=key(60)), team(52, vehicle_id=None)]
    crews = crews_on(DAY, rows, PEOPLE, [], [car(60), car(61)], state=OPEN)
    assert [crews[row.id].vehicle_id for row in rows] == [key(60), key(61), None]
    assert (crews[key(52)].why_kind, str(crews[key(52)].why_not)) == (NO_VEHICLE, "No vehicle is free.")


def test_a_vehicle_that_is_off_or_too_small_does_not_go() -> None:
    row = team(vehicle_id=key(60))
    (crew,) = crews_on(DAY, [row], PEOPLE, [], [car(60, off=True), car(61, 1)], state=OPEN).values()
    assert str(crew.why_not) == "No free vehicle has 2 seats."
    (crew,) = crews_on(DAY, [row], PEOPLE, [], [car(60, off=True)], state=OPEN).values()
    assert str(crew.why_not) == "No vehicle is free: УАЗ 60 is not to be had until 30.11.2026."
    (crew,) = crews_on(DAY, [row], PEOPLE, [], [car(60, off=True), car(61), car(62, 2)], state=OPEN).values()
    assert crew.vehicle_id == key(62)  # the one with the fewest empty seats


def test_a_round_keeps_the_vehicle_that_was_planned_for_it() -> None:
    rows = [team(50, vehicle_id=key(60)), team(51)]
    cars = [car(60), car(61)]
    crews = crews_on(DAY, rows, PEOPLE, [], cars, state=OPEN, taken={key(51): key(60)})
    assert (crews[key(51)].vehicle_id, crews[key(50)].vehicle_id) == (key(60), key(61))
    crews = crews_on(DAY, rows, PEOPLE, [], cars[:1], state=OPEN, taken={key(51): key(60)})
    assert (crews[key(51)].vehicle_id, crews[key(50)].vehicle_id) == (key(60), None)
    crews = crews_on(DAY, rows[:1], PEOPLE, [], cars[:1], state=OPEN, taken={key(99): key(60)})
    assert crews[key(50)].vehicle_id is None


def test_a_team_that_stays_leaves_its_vehicle_to_another() -> None:
    rows = [team(50, vehicle_id=key(60), least_members=3), team(51)]
    crews = crews_on(DAY, rows, PEOPLE, [], [car(60)], state=OPEN)
    assert crews[key(51)].vehicle_id == key(60)


def test_the_usual_vehicle_stays_with_its_team_where_only_one_can_go() -> None:
    rows = [team(50), team(51, vehicle_id=key(60))]
    crews = crews_on(DAY, rows, PEOPLE, [], [car(60)], state=OPEN)
    assert (crews[key(50)].vehicle_id, crews[key(51)].vehicle_id) == (None, key(60))


WANTS = st.lists(st.tuples(st.integers(1, 5), st.none() | st.integers(0, 3)), max_size=4)
SEATS = st.lists(st.integers(1, 5), max_size=4)


def worth(wants: list[Want], shared: dict[uuid.UUID, uuid.UUID]) -> tuple[int, int]:
    """More is better: teams that go, and of them those with their usual vehicle."""
    going = [want for want in wants if want.team_id in shared]
    return len(going), sum(shared[want.team_id] == want.usual for want in going)


@given(WANTS, SEATS)
def test_no_vehicle_goes_twice_and_as_many_teams_go_as_can(
    asked: list[tuple[int, int | None]], seats: list[int]
) -> None:
    wants = [
        Want(key(50 + at), people, None if usual is None else key(usual)) for at, (people, usual) in enumerate(asked)
    ]
    there = {key(at): number for at, number in enumerate(seats)}
    shared = share_vehicles(wants, there)
    assert len(set(shared.values())) == len(shared)
    assert all(there[shared[want.team_id]] >= want.people for want in wants if want.team_id in shared)
    best = (0, 0)
    slots: list[uuid.UUID | None] = [*there, *[None] * len(wants)]
    for order in set(permutations(slots, len(wants))):
        tried = {want.team_id: vehicle for want, vehicle in zip(wants, order, strict=True) if vehicle is not None}
        if all(there[tried[want.team_id]] >= want.people for want in wants if want.team_id in tried):
            best = max(best, worth(wants, tried))
    assert worth(wants, shared) == best
