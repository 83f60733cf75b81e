"""The ways from one place as lines of a table: its roads, and what is worked out. No Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from centre_app.language.translate import N_, _
from centre_app.places.queries import ClosureRow, RoadRow
from centre_app.places.ways import Network, Ways
from ui.settings.road_form import closure_text

KNOWN, OVER_ROADS, ESTIMATED = "known", "over_roads", "estimated"
KINDS: Final[Mapping[str, str]] = {
    KNOWN: N_("known road"),
    OVER_ROADS: N_("over known roads"),
    ESTIMATED: N_("estimated"),
}
_NO_WAY = 10_000  # minutes: after all that have a way


@dataclass(frozen=True)
class RoadLine:
    """A way from the chosen place in words. ``road`` None: no road is written down, the way was worked out."""

    id: UUID  # of the place it leads to
    to: str
    minutes: int | None
    km: float | None
    kind: str
    closed: str
    tone: str
    road: RoadRow | None
    closure: ClosureRow | None  # that holds today


def road_lines(
    place_id: UUID, roads: Sequence[RoadRow], network: Network, today: date
) -> tuple[list[RoadLine], list[RoadLine]]:
    """The roads of a place, and its ways to all other places in use, the nearest first. ``roads`` are the place's."""
    ways = network.on(today)
    known = [_known(road, road.other_end(place_id), network, today) for road in roads]
    there = {place_id, *(line.id for line in known)}
    others = [key for key, facts in network.places.items() if facts.active and key not in there]
    return known, sorted((_worked_out(place_id, other, ways) for other in others), key=in_minutes)


def minutes_text(line: RoadLine) -> str:
    """A number, a dash where there is no way."""
    return "–" if line.minutes is None else str(line.minutes)


def in_minutes(line: RoadLine) -> int:
    """For sorting: where there is no way stands last."""
    return _NO_WAY if line.minutes is None else line.minutes


def km_text(line: RoadLine) -> str:
    """With one decimal, a dash where there is no way."""
    return "–" if line.km is None else f"{line.km:.1f}".replace(".", ",")


def line_tone(line: RoadLine) -> str:
    """What is worked out is quieter than what is known."""
    return "" if line.road is not None else "muted"


def _known(road: RoadRow, other: UUID, network: Network, today: date) -> RoadLine:
    holding = next((each for each in road.closures if each.covers(today)), None)
    closed = "; ".join(closure_text(each) for each in road.closures)
    if holding is not None:
        closed = _("closed today: {days}").format(days=closed)
    tone = "attention" if holding is not None else ""
    return RoadLine(other, network.names.get(other, ""), road.minutes, road.km, KNOWN, closed, tone, road, holding)


def _worked_out(place_id: UUID, other: UUID, ways: Ways) -> RoadLine:
    way, why = ways.between(place_id, other), ways.why_not(place_id, other)
    part = ways.network.whole.part
    return RoadLine(
        other,
        ways.network.names[other],
        way.minutes if way is not None else None,
        way.km if way is not None else None,
        OVER_ROADS if part[place_id] == part[other] else ESTIMATED,
        str(why) if why is not None else "",
        "attention" if why is not None else "",
        None,
        None,
    )
