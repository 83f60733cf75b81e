"""What cannot be kept of a round, in words: of its times and ways, of its team, of its families. Pure."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from centre_app.language.translate import N_, Message
from centre_app.outreach.laid import (
    NO_BASE,
    NO_LUNCH,
    NO_PLACE,
    NO_VEHICLE,
    NOBODY_HOME,
    NOT_OPEN,
    NOT_THEIR_DAY,
    PROMISE_MISSED,
    PROMISE_SLACK,
    ROAD_CLOSED,
    SKILL_MISSING,
    TOO_FEW,
    TOO_LONG,
    WRONG_TEAM,
    Broken,
    Frame,
    Hours,
    Laid,
    Lunch,
    Stop,
    clock,
)


@dataclass(frozen=True)
class Leg:
    """The way to a stop, or home after the last. ``closed`` says why there is none that day."""

    km: float
    minutes: int
    estimated: bool
    closed: Message | None = None


def broken_times(
    stops: Sequence[Stop], legs: Sequence[Leg], laid: Laid, base: uuid.UUID | None, hours: Hours, lunch: Lunch
) -> Iterator[Broken]:
    if not stops:
        return
    if base is None:
        yield Broken(NO_BASE, None, Message(N_("It is not said where the team starts from.")))
    for stop, leg, there in zip(stops, legs, laid.stops, strict=False):
        if stop.place is None:
            yield Broken(NO_PLACE, stop.key, Message(N_("It is not known where the home is.")))
        if leg.closed is not None:
            yield Broken(ROAD_CLOSED, stop.key, leg.closed)
        if there.leave > stop.until_minute:
            yield Broken(NOBODY_HOME, stop.key, _not_at_home(stop))
        if stop.promised is not None and abs(there.arrive - stop.promised) > PROMISE_SLACK:
            said = {"promised": clock(stop.promised), "comes": clock(there.arrive)}
            yield Broken(
                PROMISE_MISSED,
                stop.key,
                Message(N_("Promised for {promised}, the team comes at {comes}."), said),
            )
    if legs[-1].closed is not None:
        yield Broken(ROAD_CLOSED, None, Message(N_("There is no way back: {why}"), {"why": legs[-1].closed}))
    if laid.end > hours.end:
        back = {"back": clock(laid.end), "end": clock(hours.end)}
        yield Broken(TOO_LONG, None, Message(N_("The day is too long: back at {back}, not by {end}."), back))
    if laid.lunch is None and lunch.minutes and laid.end > lunch.last and laid.start <= lunch.last:
        between = {"first": clock(lunch.first), "last": clock(lunch.last)}
        yield Broken(NO_LUNCH, None, Message(N_("There is no time for lunch between {first} and {last}."), between))


def _not_at_home(stop: Stop) -> Message:
    hours = {"first": clock(stop.from_minute), "last": clock(stop.until_minute)}
    return Message(N_("Somebody is at home from {first} to {last} only."), hours)


def broken_team(frame: Frame) -> Iterator[Broken]:
    if not frame.open:
        yield Broken(NOT_OPEN, None, Message(N_("The centre is closed on this day.")))
    elif frame.hours is None:
        yield Broken(NOT_THEIR_DAY, None, Message(N_("The team does not go out on this weekday.")))
    if frame.members < frame.least_members:
        counts = {"there": frame.members, "needed": frame.least_members}
        yield Broken(TOO_FEW, None, Message(N_("Too few of the team are there: {there} of at least {needed}."), counts))
    if frame.vehicle is None:
        yield Broken(NO_VEHICLE, None, Message(N_("There is no vehicle for this round.")))


def broken_stop(stop: Stop, frame: Frame) -> Iterator[Broken]:
    weekday = str(frame.day.isoweekday())
    if stop.team is not None and stop.team != frame.team:
        yield Broken(WRONG_TEAM, stop.key, Message(N_("This home service is given by another team.")))
    if stop.skills - frame.skills:
        yield Broken(SKILL_MISSING, stop.key, Message(N_("Nobody in the team that day can do what is needed.")))
    if weekday in stop.market_days:
        yield Broken(NOBODY_HOME, stop.key, Message(N_("It is market day: nobody is at home.")))
    elif weekday not in stop.days:
        yield Broken(NOBODY_HOME, stop.key, Message(N_("This weekday does not suit the family.")))
