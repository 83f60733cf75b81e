"""The practice centre's mobile teams: places and roads, people, vehicles, the days they go out."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from centre_app.db.base import Base
from centre_app.db.session import OfficeSession
from centre_app.db.types import new_id
from centre_app.outreach.models import Team, TeamDay, TeamMember, Vehicle, VehicleOff
from centre_app.places.models import Place, Road, RoadClosure
from centre_app.practice.country import COORDINATES, MARKET_DAYS, OTHER_NAMES, ROADS
from centre_app.practice.places import DISTRICTS
from centre_app.practice.writing import Row
from centre_app.workplace.models import StaffMember, StaffSkill

START, END = 8 * 60, 16 * 60 + 30
_CHILDREN_A_TEAM = 30


@dataclass(frozen=True)
class _Post:
    name: str
    profession: str
    skills: tuple[str, ...]
    account: str = ""  # signs in as this one


@dataclass(frozen=True)
class _Crew:
    name: str
    base: str  # village
    districts: tuple[str, ...]
    weekdays: tuple[int, ...]  # ISO
    people: tuple[_Post, ...]
    vehicle: tuple[str, str, int, float]  # name, plate, seats, litres per 100 km


_CREWS = (
    _Crew(
        "Бригада «Кӯлоб»",
        "Зиракӣ",
        ("Кӯлоб", "Шамсиддин Шоҳин"),
        (1, 2, 4),
        (
            _Post("Давлатбек Одинаев", "руководитель бригады", ("physiotherapy", "daily_living"), "outreach"),
            _Post("Мавлуда Сафарова", "соцработник", ("parents",)),
            _Post("Исмоил Валиев", "водитель", ()),
        ),
        ("УАЗ «Буханка»", "0417 TJ 03", 7, 15.5),
    ),
    _Crew(
        "Бригада «Муминобод – Ховалинг»",
        "Нуралишо",
        ("Муминобод", "Ховалинг"),
        (1, 3, 5),
        (
            _Post("Раҳматулло Каримов", "соцработник", ("parents", "daily_living"), "social"),
            _Post("Шарофат Ҳакимова", "инструктор ЛФК", ("physiotherapy", "massage")),
        ),
        ("Нива", "2290 TJ 03", 4, 11.0),
    ),
)


@dataclass(frozen=True)
class MadeTeam:
    """A team as the visits need it."""

    id: uuid.UUID
    name: str
    base_id: uuid.UUID
    vehicle_id: uuid.UUID
    leader_id: uuid.UUID
    leader: str
    fuel: float
    districts: tuple[str, ...]
    weekdays: tuple[int, ...]


def write_places(session: OfficeSession, site_id: uuid.UUID, today: date) -> dict[tuple[str, str], uuid.UUID]:
    """All villages with the roads the teams know. Gives (municipality, village) -> place."""
    rows: dict[type[Base], list[Row]] = defaultdict(list)
    ids: dict[tuple[str, str], uuid.UUID] = {}
    for district in DISTRICTS:
        for key in district.villages:
            at = COORDINATES.get(key, (None, None))
            ids[key] = new_id()
            rows[Place].append(
                {
                    "id": ids[key],
                    "site_id": site_id,
                    "district": district.name,
                    "municipality": key[0],
                    "village": key[1],
                    "other_names": OTHER_NAMES.get(key[1], ""),
                    "latitude": at[0],
                    "longitude": at[1],
                    "inner_minutes": 8 if district.far else 5,
                    "inner_km": 1.5 if district.far else 0.8,
                    "market_days": MARKET_DAYS.get(key[1], ""),
                }
            )
    by_village = {village: place_id for (_municipality, village), place_id in ids.items()}
    for known in ROADS:
        first, second = sorted((by_village[known.first], by_village[known.second]))
        road: Row = {"id": new_id(), "first_id": first, "second_id": second, "minutes": known.minutes, "km": known.km}
        rows[Road].append(road)
        if known.closed:
            rows[RoadClosure].append(
                _closure(road["id"], date(2020, 12, 5), date(2021, 3, 15), known.closed, yearly=True)
            )
        elif {known.first, known.second} == {"Шаҳидон", "Кулчашма"}:  # a bridge is mended this month
            rows[RoadClosure].append(
                _closure(road["id"], today - timedelta(days=40), today - timedelta(days=33), "паводок, размыт мост")
            )
    for model, of_model in rows.items():
        session.insert_unrecorded(model, of_model, ())
    return ids


def _closure(road_id: uuid.UUID, first: date, last: date, reason: str, *, yearly: bool = False) -> Row:
    return {
        "id": new_id(),
        "road_id": road_id,
        "first_day": first,
        "last_day": last,
        "yearly": yearly,
        "reason": reason,
    }


def write_teams(
    session: OfficeSession,
    site_id: uuid.UUID,
    places: Mapping[tuple[str, str], uuid.UUID],
    accounts: Mapping[str, uuid.UUID],
    at_home: int,
    first: date,
    today: date,
) -> list[MadeTeam]:
    """Two teams, more where many children are visited at home; each with people, a vehicle and its days."""
    rows: dict[type[Base], list[Row]] = defaultdict(list)
    by_village = {village: place_id for (_municipality, village), place_id in places.items()}
    made: list[MadeTeam] = []
    for place in range(max(len(_CREWS), at_home // _CHILDREN_A_TEAM)):
        crew, again = _CREWS[place % len(_CREWS)], place // len(_CREWS)
        team_id = new_id()
        rows[Vehicle].append(_vehicle(site_id, crew, place, again))
        vehicle_id, fuel = rows[Vehicle][-1]["id"], crew.vehicle[3]
        leader = _people(rows, site_id, crew.people, team_id, accounts if not again else {}, 100 + 10 * place, first)
        rows[Team].append(
            {
                "id": team_id,
                "site_id": site_id,
                "name": crew.name if not again else f"{crew.name} {again + 1}",
                "base_id": by_village[crew.base],
                "vehicle_id": vehicle_id,
                "leader_id": leader,
                "least_members": 2,
                "position": place,
            }
        )
        rows[TeamDay] += [
            {"team_id": team_id, "weekday": weekday, "start_minute": START, "end_minute": END}
            for weekday in crew.weekdays
        ]
        made.append(
            MadeTeam(
                team_id,
                rows[Team][-1]["name"],
                by_village[crew.base],
                vehicle_id,
                leader,
                crew.people[0].name,
                fuel,
                crew.districts,
                crew.weekdays,
            )
        )
    rows[VehicleOff].append(_inspection(made[1].vehicle_id, today))
    for model in (StaffMember, StaffSkill, Vehicle, VehicleOff, Team, TeamMember, TeamDay):
        session.insert_unrecorded(model, rows[model], ())
    return made


def _vehicle(site_id: uuid.UUID, crew: _Crew, place: int, again: int) -> Row:
    name, plate, seats, fuel = crew.vehicle
    return {
        "id": new_id(),
        "site_id": site_id,
        "name": name if not again else f"{name} {again + 1}",
        "plate": plate if not again else "",
        "seats": seats,
        "fuel_per_100_km": fuel,
        "position": place,
    }


def _inspection(vehicle_id: uuid.UUID, today: date) -> Row:
    """Two days without the vehicle, the week after next."""
    first = today + timedelta(days=18 - today.weekday())
    return {
        "id": new_id(),
        "vehicle_id": vehicle_id,
        "first_day": first,
        "last_day": first + timedelta(days=1),
        "reason": "техосмотр",
    }


def _people(
    rows: dict[type[Base], list[Row]],
    site_id: uuid.UUID,
    people: Sequence[_Post],
    team_id: uuid.UUID,
    accounts: Mapping[str, uuid.UUID],
    position: int,
    first: date,
) -> uuid.UUID:
    """Put the people on the staff and into the team. Gives its leader, the first of them."""
    leader: uuid.UUID | None = None
    for place, post in enumerate(people):
        staff_id = new_id()
        leader = leader or staff_id
        rows[StaffMember].append(
            {
                "id": staff_id,
                "site_id": site_id,
                "name": post.name,
                "profession": post.profession,
                "account_id": accounts.get(post.account),
                "supervisor_id": None,
                "full_time_percent": 100,
                "works_from": first,
                "works_until": None,
                "position": position + place,
            }
        )
        rows[StaffSkill] += [{"staff_id": staff_id, "session_type": code} for code in post.skills]
        rows[TeamMember].append({"team_id": team_id, "staff_id": staff_id})
    assert leader is not None
    return leader
