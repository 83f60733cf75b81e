"""How a round was driven as it is being typed: plain words, made into facts when they are saved. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from centre_app.outreach.driven_rules import RoundFacts
from centre_app.outreach.round_file import RoundFile
from centre_app.workplace.times import minute_text
from ui.outreach.round_typed_values import (
    decimal_text,
    number_text,
    typed_decimal,
    typed_id,
    typed_minute,
    typed_number,
)

Raw = dict[str, Any]
_FACTS = (*("left", "back", "start_odometer", "end_odometer", "km", "fuel", "note"),)


@dataclass
class FactsTyping:
    """How the round was driven, as it is being typed."""

    edition: int = 1
    vehicle_id: UUID | None = None
    left: str = ""
    back: str = ""
    start_odometer: str = ""
    end_odometer: str = ""
    km: str = ""
    fuel: str = ""
    note: str = ""

    @classmethod
    def of(cls, file: RoundFile) -> FactsTyping:
        """What stands."""
        typed = cls(file.edition)
        typed.fill(file.facts)
        return typed

    def fill(self, facts: RoundFacts) -> None:
        """Make it say this. Kilometres that the odometer says are not typed."""
        self.vehicle_id, self.note = facts.vehicle_id, facts.note
        self.left = "" if facts.left_minute is None else minute_text(facts.left_minute)
        self.back = "" if facts.back_minute is None else minute_text(facts.back_minute)
        self.start_odometer, self.end_odometer = number_text(facts.start_odometer), number_text(facts.end_odometer)
        both = facts.start_odometer is not None and facts.end_odometer is not None
        same = both and facts.km == float((facts.end_odometer or 0) - (facts.start_odometer or 0))
        self.km = "" if facts.km is None or same else decimal_text(facts.km)
        self.fuel = "" if facts.fuel_litres is None else decimal_text(facts.fuel_litres)

    def raw(self) -> Raw:
        """As JSON."""
        return {name: getattr(self, name) for name in _FACTS} | {
            "vehicle_id": str(self.vehicle_id) if self.vehicle_id else None
        }

    def take(self, raw: Raw) -> None:
        """Back from JSON."""
        for name in _FACTS:
            setattr(self, name, raw.get(name, ""))
        self.vehicle_id = typed_id(raw.get("vehicle_id"))

    def facts(self) -> RoundFacts:
        """What will be written. Raises UserError at the field that cannot be read."""
        return RoundFacts(
            vehicle_id=self.vehicle_id,
            left_minute=typed_minute(self.left, "left_minute"),
            back_minute=typed_minute(self.back, "back_minute"),
            start_odometer=typed_number(self.start_odometer, "start_odometer"),
            end_odometer=typed_number(self.end_odometer, "end_odometer"),
            km=typed_decimal(self.km, "km"),
            fuel_litres=typed_decimal(self.fuel, "fuel_litres"),
            note=self.note,
        )

    def driven_words(self) -> str:
        """The kilometres that the two readings come to, "" where they say none."""
        start, end = self.start_odometer.strip(), self.end_odometer.strip()
        if not (start.isdecimal() and end.isdecimal()) or int(end) < int(start):
            return ""
        return str(int(end) - int(start))
