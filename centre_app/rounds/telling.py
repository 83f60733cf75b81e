"""Proposed rounds in words: for scripts, for a terminal, for the window. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from centre_app.language.translate import N_, Message, Words
from centre_app.outreach.due_rules import RISK_WORDS
from centre_app.rounds.problem import LeftOut, Proposal, Tour
from centre_app.rounds.reasons import WORDS
from centre_app.rounds.round_names import Names

_URGENT = frozenset({"high", "critical"})
_KM = N_("km")


def as_json(proposal: Proposal, names: Names, words: Words, *, with_travel: bool, seconds: float) -> dict[str, Any]:
    """As ``centre-app outreach propose --json`` prints it: children by their numbers, purposes by their codes."""
    found: dict[str, Any] = {
        "rounds": [_round(proposal, tour, names) for tour in proposal.tours],
        "left_out": [
            {
                "child": names.children[proposal.candidate(left.key).child].number,
                "days_overdue": proposal.candidate(left.key).overdue_days,
                "reason": reason_in_words(proposal, left).in_words(words),
            }
            for left in proposal.left_out
        ],
        "km": round(proposal.km, 1),
        "visited": proposal.visited,
    }
    if with_travel:
        found["travel"] = _travel(proposal, names)
    return found | {"seconds": round(seconds, 1)}


def as_text(proposal: Proposal, names: Names, words: Words) -> Iterator[str]:
    """The same for people: what came of it, a line a visit, then who is left out and why."""
    for message in headline(proposal):
        yield message.in_words(words)
    for tour in proposal.tours:
        yield ""
        head = (tour.day.strftime("%d.%m"), names.teams[tour.team], names.vehicles[tour.vehicle])
        yield "  ".join((*head, f"{clock(tour.start)}–{clock(tour.end)}", f"{tour.km:.1f} {words.gettext(_KM)}"))
        for stop in tour.stops:
            one = proposal.candidate(stop.key)
            child = names.children[one.child]
            place = names.places[one.place] if one.place is not None else "–"
            line = (
                clock(stop.arrive),
                f"{child.number} {child.name}",
                place,
                names.purposes.get(one.purpose, one.purpose),
            )
            yield "    " + "  ".join(line)
    if proposal.left_out:
        yield ""
    for left in proposal.left_out:
        child = names.children[proposal.candidate(left.key).child]
        yield f"{child.number} {child.name}: {reason_in_words(proposal, left).in_words(words)}"


def headline(proposal: Proposal) -> list[Message]:
    """What came of it, in a few sentences; a promise that cannot be kept comes first."""
    asked = len(proposal.problem.candidates)
    if not asked:
        return [Message(N_("Nobody is due for a visit in this week."))]
    said = []
    if proposal.broken_promises:
        said.append(
            Message(
                N_("Planned or promised already, and cannot be kept: {n}. Please call."),
                {"n": len(proposal.broken_promises)},
            )
        )
    said.append(
        Message(
            N_("Visits: {visited} of {asked} that are due. {km} km, {road} hours on the road, {homes} at homes."),
            {
                "visited": proposal.visited,
                "asked": asked,
                "km": f"{proposal.km:.1f}",
                "road": hours(proposal.travel_minutes),
                "homes": hours(proposal.visit_minutes),
            },
        )
    )
    urgent = [(risk, visited, due) for risk, visited, due in proposal.by_risk if risk in _URGENT]
    for risk, visited, due in urgent:
        values = {"risk": Message(RISK_WORDS[risk]), "visited": visited, "due": due}
        said.append(Message(N_("With risk “{risk}”: {visited} of {due}."), values))
    if proposal.hand_made and proposal.problem.drafts:
        said.append(Message(N_("Nothing better was found than the plan as it stands.")))
    return said


def reason_in_words(proposal: Proposal, left: LeftOut) -> Message:
    """Why somebody is left out; of what was said already that it was said, too."""
    one, reason = proposal.candidate(left.key), Message(WORDS[left.reason])
    if one.pin is None:
        return reason
    if one.pin.promised:
        if one.pin.minute is not None:
            values = {"day": one.pin.day, "clock": clock(one.pin.minute), "reason": reason}
            return Message(N_("PROMISED for {day} at {clock}, cannot be kept. {reason}"), values)
        return Message(N_("PROMISED for {day}, cannot be kept. {reason}"), {"day": one.pin.day, "reason": reason})
    return Message(N_("Planned for {day}, cannot be kept. {reason}"), {"day": one.pin.day, "reason": reason})


def clock(minute: int) -> str:
    """``09:30``."""
    return f"{minute // 60:02}:{minute % 60:02}"


def hours(minutes: int) -> str:
    """``7:05``."""
    return f"{minutes // 60}:{minutes % 60:02}"


def _round(proposal: Proposal, tour: Tour, names: Names) -> dict[str, Any]:
    return {
        "team": names.teams[tour.team],
        "day": tour.day.isoformat(),
        "vehicle": names.vehicles[tour.vehicle],
        "start": clock(tour.start),
        "end": clock(tour.end),
        "km": round(tour.km, 1),
        "minutes": tour.minutes,
        "stops": [
            {
                "child": names.children[one.child].number,
                "arrive": clock(stop.arrive),
                "leave": clock(stop.leave),
                "purpose": one.purpose,
                "place": names.places[one.place] if one.place is not None else None,
            }
            for stop in tour.stops
            for one in [proposal.candidate(stop.key)]
        ],
    }


def _travel(proposal: Proposal, names: Names) -> list[list[Any]]:
    """All ways between the places of the week. Where a road closes within it there are two of the same: those that the
    rounds drive come last."""
    rows: dict[tuple[str, str, float, int], None] = {}
    for day in proposal.problem.ways:
        for one, row in zip(day.places, day.legs, strict=True):
            for other, way in zip(day.places, row, strict=True):
                if way is not None:
                    rows.setdefault((names.places[one], names.places[other], round(way.km, 1), way.minutes))
    for tour in proposal.tours:
        ways = proposal.problem.ways_on[tour.day]
        base = next(shift.base for shift in proposal.problem.shifts if shift.key == tour.key)
        homes = [proposal.candidate(stop.key).place for stop in tour.stops]
        for here, there in pairwise([base, *homes, base]):
            assert here is not None and there is not None  # the checker lets nothing else pass
            way = ways.between(here, there)
            assert way is not None
            driven = (names.places[here], names.places[there], round(way.km, 1), way.minutes)
            rows.pop(driven, None)
            rows[driven] = None
    return [list(row) for row in rows]
