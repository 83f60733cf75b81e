"""The greatest flow through a network with whole capacities (Dinic's way). Pure."""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable


class Network:
    """Nodes are any values; ``edge`` joins two of them, ``greatest`` says how much gets from one to another."""

    def __init__(self) -> None:
        self._at: dict[Hashable, int] = {}
        self._edges: list[list[int]] = []  # of each node: places in the three lists below
        self._to: list[int] = []
        self._left: list[int] = []

    def edge(self, start: Hashable, end: Hashable, capacity: int) -> None:
        """At most ``capacity`` goes from ``start`` to ``end``. The way back begins empty, at the place beside."""
        for node, other, room in ((start, end, capacity), (end, start, 0)):
            self._edges[self._node(node)].append(len(self._to))
            self._to.append(self._node(other))
            self._left.append(room)

    def greatest(self, source: Hashable, sink: Hashable) -> int:
        """The greatest flow. The network is used up by it."""
        begin, end, flow = self._node(source), self._node(sink), 0
        while (level := self._levels(begin))[end] >= 0:
            places = [0] * len(self._edges)
            while pushed := self._push(begin, end, 1 << 60, level, places):
                flow += pushed
        return flow

    def _node(self, name: Hashable) -> int:
        at = self._at.setdefault(name, len(self._at))
        if at == len(self._edges):
            self._edges.append([])
        return at

    def _levels(self, begin: int) -> list[int]:
        level = [-1] * len(self._edges)
        level[begin] = 0
        queue = deque([begin])
        while queue:
            node = queue.popleft()
            for edge in self._edges[node]:
                if self._left[edge] and level[self._to[edge]] < 0:
                    level[self._to[edge]] = level[node] + 1
                    queue.append(self._to[edge])
        return level

    def _push(self, node: int, end: int, most: int, level: list[int], places: list[int]) -> int:
        if node == end:
            return most
        while places[node] < len(self._edges[node]):
            edge = self._edges[node][places[node]]
            to = self._to[edge]
            if self._left[edge] and level[to] == level[node] + 1:
                pushed = self._push(to, end, min(most, self._left[edge]), level, places)
                if pushed:
                    self._left[edge] -= pushed
                    self._left[edge ^ 1] += pushed
                    return pushed
            places[node] += 1
        return 0
