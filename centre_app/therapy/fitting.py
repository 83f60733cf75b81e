"""Many placings at once: which can stand together with what is there already. Pure."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from centre_app.therapy.clashes import CHILD_CANNOT, IN_TWO_PLACES, clashes_in
from centre_app.therapy.placing import Clash, OtherSession, Placing, WeekFacts


@dataclass(frozen=True)
class Fitted:
    """``placed``: session -> what can stand with a reason. ``stayed``: session -> what cannot be."""

    placed: Mapping[uuid.UUID, tuple[Clash, ...]]
    stayed: Mapping[uuid.UUID, tuple[Clash, ...]]

    @property
    def soft(self) -> tuple[Clash, ...]:
        """All that a reason is needed for."""
        return tuple(clash for clashes in self.placed.values() for clash in clashes)

    @property
    def hard(self) -> tuple[Clash, ...]:
        """All that cannot be."""
        return tuple(clash for clashes in self.stayed.values() for clash in clashes if clash.hard)


def fitted(facts: WeekFacts, wanted: Mapping[uuid.UUID, Placing]) -> Fitted:
    """Place sessions one after another by day and hour, each against those that are there and those placed before.

    A session of ``wanted`` that is among the facts moves from where it stands. One that cannot go stays, and then the
    others are tried again with it in their way, so that in the end nobody is in two places.
    """
    order = sorted(wanted, key=lambda one: (wanted[one].day, wanted[one].start_minute, one))
    stayed: dict[uuid.UUID, tuple[Clash, ...]] = {}
    while True:
        placed: dict[uuid.UUID, tuple[Clash, ...]] = {}
        sessions = _without(facts, wanted.keys() - stayed.keys())
        around = replace(facts, sessions=sessions)
        stuck: dict[uuid.UUID, tuple[Clash, ...]] = {}
        for session_id in order:
            if session_id in stayed:
                continue
            placing = wanted[session_id]
            found = clashes_in(around, placing)
            if any(clash.hard for clash in found):
                stuck[session_id] = found
                continue
            placed[session_id] = found
            there = sessions.get(placing.day, ())
            sessions[placing.day] = (*there, as_other(session_id, placing))
        if not stuck:
            return Fitted(placed, stayed)
        stayed |= stuck


@dataclass(frozen=True)
class Laid:
    """One of many new sessions: ``placing`` as it can stand, without children who cannot be there (``left_out`` says
    why); None where it cannot, with ``why_not``. ``soft`` needs a reason."""

    placing: Placing | None
    soft: tuple[Clash, ...] = ()
    left_out: tuple[Clash, ...] = ()
    why_not: tuple[Clash, ...] = ()


def laid(facts: WeekFacts, placing: Placing) -> Laid:
    """A new session with as many of its children as can be there."""
    found = clashes_in(facts, placing)
    unable = tuple(clash for clash in found if clash.kind in CHILD_CANNOT)
    against = tuple(clash for clash in found if clash.hard and clash not in unable)
    gone = {clash.child_id for clash in unable}
    able = replace(placing, child_ids=tuple(child_id for child_id in placing.child_ids if child_id not in gone))
    if able.child_ids and unable:
        found = clashes_in(facts, able)  # fewer children may fit into the room
        against = tuple(clash for clash in found if clash.hard)
    elif unable:
        against = against or unable
    if against:
        return Laid(None, why_not=against)
    return Laid(able, found, unable)


def with_session(facts: WeekFacts, session_id: uuid.UUID, placing: Placing) -> WeekFacts:
    """The facts once a session stands where it is placed, wherever it stood before."""
    sessions = _without(facts, {session_id})
    sessions[placing.day] = (*sessions.get(placing.day, ()), as_other(session_id, placing))
    return replace(facts, sessions=sessions)


def doubled(facts: WeekFacts, wanted: Mapping[uuid.UUID, Placing]) -> tuple[Clash, ...]:
    """Who would be in two places at once if all of these stood where they are wanted, whatever else is wrong."""
    sessions = _without(facts, wanted.keys())
    for session_id, placing in wanted.items():
        sessions[placing.day] = (*sessions.get(placing.day, ()), as_other(session_id, placing))
    around = replace(facts, sessions=sessions)
    return tuple(
        clash
        for session_id, placing in wanted.items()
        for clash in clashes_in(around, placing, session_id)
        if clash.kind in IN_TWO_PLACES
    )


def as_other(session_id: uuid.UUID, placing: Placing) -> OtherSession:
    """The session as others will find it."""
    return OtherSession(
        session_id,
        placing.day,
        placing.start_minute,
        placing.minutes,
        placing.type,
        placing.therapist_id,
        placing.room_id,
        frozenset(placing.child_ids),
    )


def _without(facts: WeekFacts, ids: Collection[uuid.UUID]) -> dict[date, tuple[OtherSession, ...]]:
    return {day: tuple(other for other in others if other.id not in ids) for day, others in facts.sessions.items()}
