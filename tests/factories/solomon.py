"""The public instances in ``tests/centre_app/rounds/solomon``, solved with the search that proposes a centre's week."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from pathlib import Path

_FOLDER = Path(__file__).parent.parent / "centre_app" / "rounds" / "solomon"
_VEHICLES = 25

#: Least total distance known (solomon/README.md), in tenths.
BEST_KNOWN = {"C101": 8273, "R101": 16377, "RC101": 16198}


@dataclass(frozen=True)
class Customer:
    """A place of an instance; the depot is one too. Times in tenths."""

    x: int
    y: int
    demand: int
    ready: int
    due: int


@dataclass(frozen=True)
class Instance:
    """Distances and times in tenths."""

    capacity: int
    stay: int
    end: int
    places: tuple[Customer, ...]

    def way(self, one: int, other: int) -> int:
        """The distance of two places, cut after the first decimal."""
        here, there = self.places[one], self.places[other]
        return math.floor(10 * math.hypot(here.x - there.x, here.y - there.y))


def instance(name: str) -> Instance:
    """One of the three."""
    head, *lines = (_FOLDER / f"{name}.txt").read_text().splitlines()
    _name, capacity, stay, end = head.split()
    rows = [[int(word) for word in line.split()] for line in lines]
    places = tuple(Customer(x, y, demand, 10 * ready, 10 * due) for x, y, demand, ready, due in rows)
    return Instance(int(capacity), 10 * int(stay), 10 * int(end), places)


def solved(one: Instance, *, seconds: float, enough: int = 0) -> list[list[int]]:
    """The routes that the search of ``rounds.core`` finds, as customers' numbers; it stops at ``enough``."""
    import numpy as np
    from pyvrp import Client, Depot, Location, ProblemData, VehicleType

    from centre_app.rounds.core import search

    size = len(one.places)
    table = np.array([[one.way(here, there) for there in range(size)] for here in range(size)])
    clients = [
        Client(at, delivery=[place.demand], service_duration=one.stay, tw_early=place.ready, tw_late=place.due)
        for at, place in enumerate(one.places)
        if at
    ]
    data = ProblemData(
        [Location(place.x, place.y) for place in one.places],
        clients,
        [Depot(0)],
        [VehicleType(_VEHICLES, [one.capacity], tw_late=one.end)],
        [table],
        [table],
    )
    until, reached = time.monotonic() + seconds, False

    def told(best: object) -> None:
        nonlocal reached
        reached = best.distance() <= enough  # type: ignore[attr-defined]

    found = search(
        data, steps=10**9, over=lambda: reached or time.monotonic() >= until, seed=1, penalty=1000.0, told=told
    )
    return [
        [stop.idx + 1 for stop in list(route.schedule()) if stop.is_client()]  # type: ignore[call-overload]
        for route in found.routes()
    ]


def distance(one: Instance, routes: list[list[int]]) -> int:
    """Summed anew, every rule of the instance asked of every route; in tenths."""
    assert sorted(customer for route in routes for customer in route) == list(range(1, len(one.places)))
    assert len(routes) <= _VEHICLES
    total = 0
    for route in routes:
        assert sum(one.places[customer].demand for customer in route) <= one.capacity
        at, now = 0, 0
        for customer in route:
            total += one.way(at, customer)
            now = max(now + one.way(at, customer), one.places[customer].ready)
            assert now <= one.places[customer].due
            now, at = now + one.stay, customer
        total += one.way(at, 0)
        assert now + one.way(at, 0) <= one.end
    return total
