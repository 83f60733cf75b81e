"""How long it takes from one place to another on a day: over the roads that are open, else by an estimate. Pure.

The rules:

* Between two homes of one place: what the place says of itself.
* Between two places that known roads join: the shortest time over the roads that are open that day. Where all of
  them are closed there is no way: an estimate never replaces a closed road.
* Between two places that no known road joins (closures disregarded): an estimate, by coordinates, else by names. But
  no estimate leads to or from a place that closed roads cut off from every base it is joined to.
"""

from __future__ import annotations

import math
import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Final, NamedTuple

from centre_app.language.fold import match_key
from centre_app.language.translate import N_, Message
from centre_app.places.closures import ClosedRoad as ClosedRoad
from centre_app.places.closures import ClosureFacts as ClosureFacts
from centre_app.places.closures import closed_words
from centre_app.places.roads import RoadGraph
from centre_app.places.rules import great_circle_km

DETOUR: Final = 1.4  # a road is so much longer than the straight line
KM_AN_HOUR: Final = 30.0  # on mountain roads


class Way(NamedTuple):
    """From one home to another. ``estimated``: nobody has said it, it was worked out."""

    km: float
    minutes: int
    estimated: bool


SAME_MUNICIPALITY: Final = Way(8.0, 20, True)
SAME_DISTRICT: Final = Way(25.0, 45, True)
FARTHER: Final = Way(60.0, 100, True)


@dataclass(frozen=True)
class PlaceFacts:
    """A place as far as ways go. ``market_days``: ISO weekdays when nobody is at home."""

    id: uuid.UUID
    village: str
    municipality: str = ""
    district: str = ""
    latitude: float | None = None
    longitude: float | None = None
    inner_km: float = 1.0
    inner_minutes: int = 5
    market_days: str = ""
    active: bool = True

    def market_on(self, day: date) -> bool:
        """Whether it is market day: families are not at home."""
        return str(day.isoweekday()) in self.market_days


@dataclass(frozen=True)
class RoadFacts:
    """A known road between two places, both ways alike."""

    id: uuid.UUID
    first_id: uuid.UUID
    second_id: uuid.UUID
    km: float
    minutes: int


def estimate(one: PlaceFacts, other: PlaceFacts) -> Way:
    """By coordinates where both have them, else by whether they share municipality or district. Symmetric."""
    if None not in (one.latitude, one.longitude, other.latitude, other.longitude):
        low, high = sorted((one, other), key=lambda place: place.id)  # so that both directions round alike
        km = great_circle_km(low.latitude or 0, low.longitude or 0, high.latitude or 0, high.longitude or 0) * DETOUR
        return Way(round(km, 1), max(1, math.ceil(km * 60 / KM_AN_HOUR)), True)
    if not one.district or not other.district or match_key(one.district) == match_key(other.district):
        if one.municipality and match_key(one.municipality) == match_key(other.municipality):
            return SAME_MUNICIPALITY
        if one.district and other.district:
            return SAME_DISTRICT
    return FARTHER


class Network:
    """All places, roads and closures of a centre. Plain values: may be given to other threads.

    ``bases``: where teams begin; without them it is not known which places a closed road cuts off.
    """

    def __init__(
        self,
        places: Iterable[PlaceFacts],
        roads: Iterable[RoadFacts] = (),
        closures: Iterable[ClosureFacts] = (),
        bases: Iterable[uuid.UUID] = (),
    ) -> None:
        self.places: Mapping[uuid.UUID, PlaceFacts] = MappingProxyType({place.id: place for place in places})
        ends = self.places
        self.roads = tuple(road for road in roads if road.first_id in ends and road.second_id in ends)
        known = {road.id for road in self.roads}
        self.closures = tuple(closure for closure in closures if closure.road_id in known)
        self.bases = frozenset(bases)
        self._ways: dict[tuple[ClosureFacts, ...], Ways] = {}

    @cached_property
    def names(self) -> Mapping[uuid.UUID, str]:
        """Each place by its village; with the municipality, then the district, where that name is not the only one."""
        names = {key: place.village for key, place in self.places.items()}
        for more in ("municipality", "district"):
            often = Counter(names.values())
            for key, place in self.places.items():
                beside = getattr(place, more)
                if often[names[key]] > 1 and beside:
                    names[key] = f"{names[key]} ({beside})"
        return MappingProxyType(names)

    @cached_property
    def whole(self) -> RoadGraph:
        """All roads, as if none were ever closed."""
        return RoadGraph(self.places, [(road.first_id, road.second_id, road.minutes, road.km) for road in self.roads])

    def on(self, day: date) -> Ways:
        """The ways of a day. Days on which the same closures hold share them, with all that was worked out."""
        holding = tuple(closure for closure in self.closures if closure.covers(day))
        found = self._ways.get(holding)
        if found is None or [each.until(found.day) for each in holding] != [each.until(day) for each in holding]:
            found = self._ways[holding] = Ways(self, day, holding)
        return found

    def with_bases(self, bases: Iterable[uuid.UUID]) -> Network:
        """The same with other bases."""
        return Network(self.places.values(), self.roads, self.closures, bases)


class Ways:
    """The ways of one day. Each place's shortest ways are worked out once, when they are first asked for."""

    def __init__(self, network: Network, day: date, holding: Sequence[ClosureFacts]) -> None:
        self.network = network
        self.day = day
        self.closed = _closed_roads(network, day, holding)
        shut = {each.road_id for each in self.closed}
        open_roads = [road for road in network.roads if road.id not in shut]
        self._open = (
            RoadGraph(network.places, [(road.first_id, road.second_id, road.minutes, road.km) for road in open_roads])
            if shut
            else network.whole
        )
        self._reached: dict[uuid.UUID, dict[uuid.UUID, Way]] = {}
        self._estimates: dict[tuple[uuid.UUID, uuid.UUID], Way] = {}

    def between(self, first: uuid.UUID, second: uuid.UUID) -> Way | None:
        """The way between homes of two places, the same in both directions; None where there is none that day.

        None also for a place that is not known.
        """
        places = self.network.places
        if first not in places or second not in places:
            return None
        if self.network.whole.part[first] == self.network.whole.part[second]:
            return self._from(first).get(second)
        if first in self.cut_off or second in self.cut_off:
            return None
        pair = (first, second) if first < second else (second, first)
        if pair not in self._estimates:
            self._estimates[pair] = estimate(places[first], places[second])
        return self._estimates[pair]

    def table(self, ids: Sequence[uuid.UUID]) -> list[list[Way | None]]:
        """All ways between these places, row by row."""
        parts = [self.network.whole.part.get(key) for key in ids]
        rows: list[list[Way | None]] = []
        for one, part in zip(ids, parts, strict=True):
            known = self._from(one) if part is not None else {}  # looked up once a row: most of the time goes there
            rows.append(
                [
                    known.get(other) if there == part else self.between(one, other)
                    for other, there in zip(ids, parts, strict=True)
                ]
            )
        return rows

    @cached_property
    def cut_off(self) -> frozenset[uuid.UUID]:
        """Places that are joined to a base by known roads, but by none that is open."""
        if self._open is self.network.whole:
            return frozenset()
        whole, part = self.network.whole.part, self._open.part
        bases = [base for base in self.network.bases if base in whole]
        joined, reached = {whole[base] for base in bases}, {part[base] for base in bases}
        return frozenset(key for key in whole if whole[key] in joined and part[key] not in reached)

    def why_not(self, first: uuid.UUID, second: uuid.UUID) -> Message | None:
        """Why there is no way between two places, None where there is one: the road that is closed, by name."""
        if self.between(first, second) is not None:
            return None
        for key in (first, second):
            if key not in self.network.places:
                return Message(N_("It is not known where this is."))
        ends = [(first, second)]
        ends += [(key, base) for key in (first, second) for base in sorted(self.network.bases)]
        shut = {frozenset((each.first_id, each.second_id)): each for each in self.closed}
        whole = self.network.whole
        for one, other in ends:
            if other not in whole.part or whole.part[one] != whole.part[other]:
                continue
            path = whole.path(one, other, avoiding=shut.keys())
            hit = next((shut[step] for pair in path if (step := frozenset(pair)) in shut), None)
            if hit is not None and self.between(one, other) is None:
                return hit.words
        names = self.network.names
        return Message(
            N_("No road between {first} and {second} is open."), {"first": names[first], "second": names[second]}
        )

    def _from(self, source: uuid.UUID) -> dict[uuid.UUID, Way]:
        found = self._reached.get(source)
        if found is None:
            found = self._reached[source] = {
                key: Way(metres / 1000, minutes, False) for key, minutes, metres in self._open.reached(source)
            }
            place = self.network.places[source]
            found[source] = Way(place.inner_km, place.inner_minutes, False)
        return found


def _closed_roads(network: Network, day: date, holding: Sequence[ClosureFacts]) -> tuple[ClosedRoad, ...]:
    """Each closed road once, with the closure that lasts longest."""
    lasting: dict[uuid.UUID, ClosureFacts] = {}
    for closure in sorted(holding, key=lambda each: each.until(day) or date.max):
        lasting[closure.road_id] = closure
    closed = []
    for road in network.roads:
        if road.id in lasting:
            until, reason = lasting[road.id].until(day), lasting[road.id].reason
            words = closed_words(network.names[road.first_id], network.names[road.second_id], until, reason)
            closed.append(ClosedRoad(road.id, road.first_id, road.second_id, until, reason, words))
    return tuple(closed)
