"""Why a place was not found, in a word that is true of the timetable shown. Pure.

Asked in this order, the first that holds is the reason: what holds whatever is placed, then what the bookings of the
week leave, then what this timetable leaves. The last kind depends on how the others were placed; where the search was
stopped before it was known whether another order has room for this one too, that is the reason, and it is said so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from centre_app.language.translate import N_
from centre_app.timetable.board import Board
from centre_app.timetable.problem import Want
from centre_app.timetable.slots import Slot, Week, starts

NO_THERAPIST, NO_ROOM, NOT_HERE, NO_HOURS = "no_therapist", "no_room", "not_here", "no_hours"
BOOKED = "booked"
DAYS_FULL, THERAPISTS_FULL, ROOMS_FULL = "days_full", "therapists_full", "rooms_full"
STOPPED = "stopped"

WORDS: Mapping[str, str] = {  # short: a line of a list
    NO_THERAPIST: N_("Nobody here gives this type of session."),
    NO_ROOM: N_("No room has what this type of session needs."),
    NOT_HERE: N_("The child cannot come on any open day of the week."),
    NO_HOURS: N_("The child’s times do not meet the hours of those who give it."),
    BOOKED: N_("What is booked already leaves no hour for it."),
    DAYS_FULL: N_("The child’s other sessions take up its days."),
    THERAPISTS_FULL: N_("When the child could come, all who give it are busy."),
    ROOMS_FULL: N_("When child and therapist are free, no suitable room is."),
    STOPPED: N_("Not enough time to find a place; there may be one."),
}


def reason_of(board: Board, index: int, *, proven: bool) -> str:
    """The code of the reason for one want that lacks a place on a board on which nothing more can be placed."""
    week = board.week
    always = _whatever_is_placed(week, week.problem.wants[index])
    if always is not None:
        return always
    slots = week.slots[index]
    if not slots:
        return BOOKED
    if not proven:
        return STOPPED
    free = [slot for slot in slots if board.child_free(slot)]
    if not free:
        return DAYS_FULL
    given = [slot for slot in free if board.therapist_free(slot) or board.to_join(slot) is not None]
    return ROOMS_FULL if given else THERAPISTS_FULL


def _whatever_is_placed(week: Week, want: Want) -> str | None:
    """A reason that would hold were the week empty."""
    empty = Week(replace(week.problem, fixed=()))
    givers = [at for at, who in enumerate(week.problem.therapists) if want.type in who.skills]
    if not givers:
        return NO_THERAPIST
    equipment = week.types[want.type].equipment
    if not any(equipment <= room.equipment and room.places != 0 for room in week.problem.rooms):
        return NO_ROOM
    here = [day for day in range(len(empty.days)) if empty.child_free(want.child, day)]
    if not here:
        return NOT_HERE
    if not any(_meet(empty, want, therapist, day) for therapist in givers for day in here):
        return NO_HOURS
    return None


def _meet(empty: Week, want: Want, therapist: int, day: int) -> list[Slot] | list[int]:
    grid = empty.problem.grid
    here = set(starts(empty.child_free(want.child, day), want.minutes, grid))
    return [at for at in starts(empty.therapist_free(therapist, day), want.minutes, grid) if at in here]
