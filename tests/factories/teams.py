"""Teams and vehicles for tests, written through the same actions as staff use."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from centre_app.db.session import OfficeSession
from centre_app.outreach.actions import (
    TeamInput,
    VehicleInput,
    VehicleOffInput,
    add_team,
    add_vehicle,
    add_vehicle_off,
)
from centre_app.places.queries import place_for
from centre_app.workplace.rules import Stretch, parse_times
from tests.factories.places import make_place
from tests.factories.workplace import WORKING_DAYS, make_staff

NEW = "new"


def make_vehicle(session: OfficeSession, name: str = "УАЗ", *, seats: int = 5, **values: Any) -> uuid.UUID:
    """A vehicle in use."""
    return add_vehicle(session, VehicleInput(name, seats=seats, **values))


def make_off(
    session: OfficeSession, vehicle_id: uuid.UUID, first: date, last: date | None = None, reason: str = ""
) -> uuid.UUID:
    """Days when a vehicle is not to be had."""
    return add_vehicle_off(session, VehicleOffInput(vehicle_id, first, last or first, reason))


def make_base(session: OfficeSession) -> uuid.UUID:
    """The place Ховалинг, made where it is not there yet."""
    there = place_for(session, "Ховалинг", "Ховалинг", "Ховалинг")
    return there or make_place(session, "Ховалинг")


def make_team(
    session: OfficeSession,
    name: str = "Гурӯҳи кӯҳ",
    *,
    base: uuid.UUID | None = None,
    members: tuple[uuid.UUID, ...] = (),
    days: tuple[Stretch, ...] | str = "9-17",
    vehicle: uuid.UUID | str | None = NEW,
    **values: Any,
) -> uuid.UUID:
    """A team that goes out from Monday to Friday: from Ховалинг, with a vehicle of its own, by one physiotherapist.

    ``days`` as text are the hours of every working day; ``vehicle`` None: without a usual one.
    """
    if not members:
        members = (make_staff(session, f"Каримов Фируз ({name})", skills=("physiotherapy",), hours="8-18"),)
    stretches = days
    if isinstance(stretches, str):
        stretches = tuple(Stretch(weekday, *parse_times(stretches)[0]) for weekday in WORKING_DAYS)
    usual = make_vehicle(session, f"УАЗ ({name})") if vehicle == NEW else vehicle
    assert usual is None or isinstance(usual, uuid.UUID)
    team = TeamInput(
        name, base_id=base or make_base(session), vehicle_id=usual, members=members, days=stretches, **values
    )
    return add_team(session, team)
