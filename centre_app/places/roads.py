"""Roads as a graph: which places they join, and the shortest time over them (Dijkstra). Pure."""

from __future__ import annotations

import heapq
import uuid
from collections.abc import Collection, Iterable, Mapping

Edge = tuple[uuid.UUID, uuid.UUID, int, float]  # two places, minutes, km
_METRES = 1000  # lengths are added as whole metres: so a way is exactly as long in both directions
_AVOIDED = 1_000_000  # minutes that a road to avoid costs: more than any way without it


class RoadGraph:
    """Some roads between some places. Of several ways of the same time the shorter one is meant.

    Inside, places are counted through: comparing small numbers is much quicker than comparing ids.
    """

    def __init__(self, places: Iterable[uuid.UUID], edges: Iterable[Edge]) -> None:
        self._keys = list(places)
        self._at = {key: at for at, key in enumerate(self._keys)}
        self._beside: list[list[tuple[int, int, int]]] = [[] for _key in self._keys]
        for first, second, minutes, km in edges:
            one, other, metres = self._at[first], self._at[second], round(km * _METRES)
            self._beside[one].append((other, minutes, metres))
            self._beside[other].append((one, minutes, metres))
        self.part: Mapping[uuid.UUID, int] = self._parts()  # the same number: these roads join them

    def reached(self, source: uuid.UUID) -> list[tuple[uuid.UUID, int, int]]:
        """Every other place that can be reached: (place, minutes, metres)."""
        start = self._at[source]
        best, _before = self._search(start, frozenset())
        return [(self._keys[at], minutes, metres) for at, (minutes, metres) in best.items() if at != start]

    def path(
        self, source: uuid.UUID, target: uuid.UUID, *, avoiding: Collection[frozenset[uuid.UUID]] = ()
    ) -> list[tuple[uuid.UUID, uuid.UUID]]:
        """The roads of the shortest way as pairs of places, with as few as can be of those to avoid; [] for none."""
        shunned = frozenset(frozenset(self._at[key] for key in pair) for pair in avoiding)
        start, here = self._at[source], self._at[target]
        _best, before = self._search(start, shunned)
        steps = []
        while here != start:
            if here not in before:
                return []
            steps.append((self._keys[before[here]], self._keys[here]))
            here = before[here]
        return steps[::-1]

    def _search(
        self, start: int, shunned: frozenset[frozenset[int]]
    ) -> tuple[dict[int, tuple[int, int]], dict[int, int]]:
        best = {start: (0, 0)}
        before: dict[int, int] = {}
        done: set[int] = set()
        waiting = [(0, 0, start)]
        while waiting:
            minutes, metres, here = heapq.heappop(waiting)
            if here in done:
                continue
            done.add(here)
            for there, more_minutes, more_metres in self._beside[here]:
                if there in done:
                    continue
                if shunned and frozenset((here, there)) in shunned:
                    more_minutes += _AVOIDED
                cost = (minutes + more_minutes, metres + more_metres)
                if there not in best or cost < best[there]:
                    best[there] = cost
                    before[there] = here
                    heapq.heappush(waiting, (*cost, there))
        return best, before

    def _parts(self) -> dict[uuid.UUID, int]:
        part: dict[int, int] = {}
        for number in range(len(self._keys)):
            if number in part:
                continue
            part[number] = number
            waiting = [number]
            while waiting:
                for there, _minutes, _metres in self._beside[waiting.pop()]:
                    if there not in part:
                        part[there] = number
                        waiting.append(there)
        return {self._keys[at]: number for at, number in part.items()}
