"""Writing down the vehicles, and when they are not to be had."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from centre_app.db.session import OfficeSession
from centre_app.db.types import new_id
from centre_app.errors import UserError
from centre_app.language.translate import N_, Message
from centre_app.outreach.fleet_rows import check_name, move, next_position
from centre_app.outreach.models import Vehicle, VehicleOff
from centre_app.security.access import Permission, needs
from centre_app.typed import typed_line
from centre_app.workplace.rows import found, site_id
from centre_app.workplace.rules import check_days, check_number

MOST_SEATS = 60
MOST_FUEL = 100  # litres a 100 km


@dataclass(frozen=True)
class VehicleInput:
    """A vehicle, whole. ``seats``: with the driver's; ``fuel_per_100_km`` in litres; ``active=False``: out of use."""

    name: str
    plate: str = ""
    seats: int = 4
    fuel_per_100_km: float = 10.0
    active: bool = True


@dataclass(frozen=True)
class VehicleOffInput:
    """Days, both in, when a vehicle is not to be had."""

    vehicle_id: uuid.UUID
    first_day: date
    last_day: date
    reason: str = ""


@needs(Permission.MANAGE_CENTRE)
def add_vehicle(session: OfficeSession, vehicle: VehicleInput) -> uuid.UUID:
    """Write down a vehicle; it comes last. Raises UserError at the field that is wrong."""
    clean = _checked(session, None, vehicle)
    created = Vehicle(id=new_id(), site_id=site_id(session), position=next_position(session, Vehicle), **vars(clean))
    session.add(created)
    session.flush()
    return created.id


@needs(Permission.MANAGE_CENTRE)
def change_vehicle(session: OfficeSession, vehicle_id: uuid.UUID, vehicle: VehicleInput) -> None:
    """Make a vehicle as it is given. Raises UserError at the field that is wrong."""
    row = found(session, Vehicle, vehicle_id)
    for name, value in vars(_checked(session, vehicle_id, vehicle)).items():
        setattr(row, name, value)


@needs(Permission.MANAGE_CENTRE)
def use_vehicle(session: OfficeSession, vehicle_id: uuid.UUID, active: bool) -> None:
    """Take a vehicle out of use, or into use again. Its rounds stay. Raises UserError where its name is taken."""
    row = found(session, Vehicle, vehicle_id)
    if active:
        check_name(session, Vehicle, vehicle_id, row.name)
    row.active = active


@needs(Permission.MANAGE_CENTRE)
def move_vehicle(session: OfficeSession, vehicle_id: uuid.UUID, by: int) -> None:
    """Move a vehicle ``by`` places down in the order (up where negative)."""
    move(session, Vehicle, vehicle_id, by)


@needs(Permission.PLAN_ROUNDS)
def add_vehicle_off(session: OfficeSession, off: VehicleOffInput) -> uuid.UUID:
    """Write down days when a vehicle is not to be had. Raises UserError at the field that is wrong."""
    found(session, Vehicle, off.vehicle_id)
    created = VehicleOff(id=new_id(), vehicle_id=off.vehicle_id)
    _write_off(session, created, off)
    session.add(created)
    session.flush()
    return created.id


@needs(Permission.PLAN_ROUNDS)
def change_vehicle_off(session: OfficeSession, off_id: uuid.UUID, off: VehicleOffInput) -> None:
    """Make such days as they are given; whose they are stays. Raises UserError at the field that is wrong."""
    row = found(session, VehicleOff, off_id)
    _write_off(session, row, replace(off, vehicle_id=row.vehicle_id))


@needs(Permission.PLAN_ROUNDS)
def remove_vehicle_off(session: OfficeSession, off_id: uuid.UUID) -> VehicleOffInput:
    """The vehicle is to be had after all. Gives what it was, so that ``add_vehicle_off`` can put it back."""
    row = found(session, VehicleOff, off_id)
    was = VehicleOffInput(row.vehicle_id, row.first_day, row.last_day, row.reason)
    session.delete(row)
    return was


def _checked(session: OfficeSession, vehicle_id: uuid.UUID | None, vehicle: VehicleInput) -> VehicleInput:
    name = typed_line(vehicle.name, field="name", label=N_("Name"), limit=200, needed=True)
    plate = typed_line(vehicle.plate, field="plate", label=N_("Number plate"), limit=40)
    check_number(vehicle.seats, 1, MOST_SEATS, field="seats", label=N_("Seats"))
    if not 0 <= vehicle.fuel_per_100_km <= MOST_FUEL:
        raise UserError(
            N_("“{label}” must be from {least} to {most}."),
            field="fuel_per_100_km",
            label=Message(N_("Fuel, litres a 100 km")),
            least=0,
            most=MOST_FUEL,
        )
    if vehicle.active:
        check_name(session, Vehicle, vehicle_id, name)
    return replace(vehicle, name=name, plate=plate)


def _write_off(session: OfficeSession, row: VehicleOff, off: VehicleOffInput) -> None:
    check_days(off.first_day, off.last_day, field="last_day")
    reason = typed_line(off.reason, field="reason", label=N_("Reason"), limit=200)
    same = select(VehicleOff.id).where(
        VehicleOff.vehicle_id == off.vehicle_id,
        VehicleOff.id != row.id,
        VehicleOff.first_day <= off.last_day,
        VehicleOff.last_day >= off.first_day,
    )
    if session.execute(same.limit(1)).first() is not None:
        raise UserError(N_("Some of these days are written down already."), field="first_day")
    row.first_day, row.last_day, row.reason = off.first_day, off.last_day, reason
