"""What can be written of a round's way: odometer, kilometres, fuel, when it left and came back. Pure."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from centre_app.errors import UserError
from centre_app.language.translate import N_, Message
from centre_app.outreach.result_rules import DAY_MINUTES, hour
from centre_app.typed import typed_line

MOST_ON_THE_DIAL, MOST_KM, MOST_LITRES = 9_999_999, 3000, 500
DIAL_TOLERANCE_KM = 1.0  # the dial shows whole kilometres
_FUEL_SHARE, _FUEL_LITRES = 0.5, 5.0  # fuel is far off when it is off by more than both


@dataclass(frozen=True)
class RoundFacts:
    """A round as it was driven. ``km`` None: what the odometer says, where both readings are there."""

    vehicle_id: uuid.UUID | None = None
    left_minute: int | None = None
    back_minute: int | None = None
    start_odometer: int | None = None
    end_odometer: int | None = None
    km: float | None = None
    fuel_litres: float | None = None
    note: str = ""


@dataclass(frozen=True)
class Reading:
    """A number that was read from a vehicle's odometer on another day."""

    day: date
    odometer: int


@dataclass(frozen=True)
class RoundAbout:
    """What the rules need to know of the round: its vehicle's readings around it, arrivals that are keyed."""

    planned_km: float = 0.0
    before: Reading | None = None  # the last one before this round
    after: Reading | None = None  # the first one after it
    fuel_per_100_km: float | None = None  # None or 0: nothing usual to hold it against
    arrivals: tuple[int, ...] = ()


class Doubtful(UserError):
    """What was typed may be true, but is unusual: said once, and written when it is confirmed."""

    def __init__(self, doubts: Iterable[Message], *, field: str | None = None) -> None:
        self.doubts = tuple(doubts)
        said = self.doubts[0]
        for doubt in self.doubts[1:]:
            said = Message("{before}\n{doubt}", {"before": said, "doubt": doubt})
        super().__init__(N_("{doubts}\nKeep it all the same?"), field=field, doubts=said)


def settled_facts(facts: RoundFacts, about: RoundAbout) -> RoundFacts:
    """What will be written: kilometres taken from the odometer where they are not typed.

    Raises UserError at the field of RoundFacts: readings that run backwards, kilometres that do not fit them, times
    out of order."""
    _check_hours(facts, about)
    for field, reading in (("start_odometer", facts.start_odometer), ("end_odometer", facts.end_odometer)):
        if reading is not None and not 0 <= reading <= MOST_ON_THE_DIAL:
            raise UserError(N_("The odometer shows whole kilometres, at most seven digits."), field=field)
    driven = _driven(facts)
    if facts.km is not None and not 0 <= facts.km <= MOST_KM:
        raise UserError(N_("A round is at most {most} km long."), field="km", most=MOST_KM)
    if driven is not None and driven > MOST_KM:
        raise UserError(
            N_("From {start} to {end} are {km} km in one day: one of the two readings is wrong."),
            field="end_odometer",
            start=facts.start_odometer,
            end=facts.end_odometer,
            km=driven,
        )
    if driven is not None and facts.km is not None and abs(facts.km - driven) > DIAL_TOLERANCE_KM:
        raise UserError(
            N_("{km} km were typed, but by the odometer it was {driven}. Empty one of them, or mend it."),
            field="km",
            km=_km(facts.km),
            driven=driven,
        )
    if facts.fuel_litres is not None and not 0 <= facts.fuel_litres <= MOST_LITRES:
        raise UserError(N_("Fuel is from 0 to {most} litres."), field="fuel_litres", most=MOST_LITRES)
    km = facts.km if facts.km is not None else None if driven is None else float(driven)
    note = typed_line(facts.note, field="note", label=N_("Note"), limit=500)
    return replace(facts, km=None if km is None else round(km, 1), note=note)


def doubts_of(facts: RoundFacts, about: RoundAbout) -> tuple[Message, ...]:
    """What is unusual in facts that are settled: a vehicle's readings that run backwards from round to round (the
    odometer may have been changed), a way much longer than planned, fuel far off the vehicle's usual."""
    doubts = [*_readings(facts, about)]
    km = facts.km or 0.0
    if about.planned_km > 0 and km > 2 * about.planned_km + 20:
        doubts.append(
            Message(
                N_("{km} km were driven, {planned} km were planned."), {"km": _km(km), "planned": _km(about.planned_km)}
            )
        )
    usual = km * (about.fuel_per_100_km or 0.0) / 100
    if facts.fuel_litres and usual:
        off = abs(facts.fuel_litres - usual)
        if off > _FUEL_SHARE * usual and off > _FUEL_LITRES:
            doubts.append(
                Message(
                    N_("{fuel} litres for {km} km: this vehicle usually takes about {usual}."),
                    {"fuel": _km(facts.fuel_litres), "km": _km(km), "usual": _km(usual)},
                )
            )
    return tuple(doubts)


def _check_hours(facts: RoundFacts, about: RoundAbout) -> None:
    left, back = facts.left_minute, facts.back_minute
    for field, minute in (("left_minute", left), ("back_minute", back)):
        if minute is not None and not 0 <= minute < DAY_MINUTES:
            raise UserError(N_("Please write the hour as 9:30."), field=field)
    if left is not None and back is not None and back <= left:
        raise UserError(
            N_("The team cannot have been back at {back} when it left at {left}."),
            field="back_minute",
            back=hour(back),
            left=hour(left),
        )
    first, last = min(about.arrivals, default=None), max(about.arrivals, default=None)
    if left is not None and first is not None and left > first:
        raise UserError(
            N_("A visit of this round began at {arrived}: the team cannot have left at {left}."),
            field="left_minute",
            arrived=hour(first),
            left=hour(left),
        )
    if back is not None and last is not None and back < last:
        raise UserError(
            N_("A visit of this round began at {arrived}: the team cannot have been back at {back}."),
            field="back_minute",
            arrived=hour(last),
            back=hour(back),
        )


def _driven(facts: RoundFacts) -> int | None:
    """Kilometres by the odometer; None where a reading is missing. Raises UserError where they run backwards."""
    if facts.start_odometer is None or facts.end_odometer is None:
        return None
    if facts.end_odometer < facts.start_odometer:
        raise UserError(
            N_("The odometer cannot run backwards: {start} at the start, {end} at the end."),
            field="end_odometer",
            start=facts.start_odometer,
            end=facts.end_odometer,
        )
    return facts.end_odometer - facts.start_odometer


def _readings(facts: RoundFacts, about: RoundAbout) -> Iterable[Message]:
    first = facts.start_odometer if facts.start_odometer is not None else facts.end_odometer
    if first is not None and about.before is not None and first < about.before.odometer:
        yield Message(
            N_("{reading} is less than this vehicle's odometer showed on {day}: {other}."),
            {"reading": first, "day": about.before.day, "other": about.before.odometer},
        )
    last = facts.end_odometer if facts.end_odometer is not None else facts.start_odometer
    if last is not None and about.after is not None and last > about.after.odometer:
        yield Message(
            N_("{reading} is more than this vehicle's odometer showed later, on {day}: {other}."),
            {"reading": last, "day": about.after.day, "other": about.after.odometer},
        )


def _km(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".").replace(".", ",")
