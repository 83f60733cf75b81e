"""What may be said of months of work, and what may not yet. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sized
from dataclasses import dataclass
from datetime import date

from centre_app.language.translate import N_, Message

LEAST_POINTS = 3  # fewer make no line: two points always lie on one
EXPECTED = 50.0  # the T-score when every goal is reached as expected (Kiresuk & Sherman)
_NOTICEABLE = 5.0  # half a standard deviation of T: less is said to be about the same

TOO_EARLY = N_("Too early to say.")


@dataclass(frozen=True)
class SessionCount:
    """Sessions of one child in a period; ``planned`` are all that were booked in it, whatever became of them."""

    planned: int = 0
    held: int = 0  # the child attended
    missed: int = 0  # the child did not come, and nobody had called it off
    excused: int = 0  # the session was held, the child was excused
    cancelled_by_family: int = 0
    cancelled_by_centre: int = 0
    open: int = 0  # still planned: ahead, or not written up
    minutes: int = 0  # of those the child attended


def counted(parts: Iterable[tuple[str, str, int]]) -> SessionCount:
    """Count a child's sessions, given as (the session's status, the child's part in it, minutes)."""
    counts = {"held": 0, "missed": 0, "excused": 0, "cancelled_by_family": 0, "cancelled_by_centre": 0, "open": 0}
    planned = delivered = 0
    for status, part, minutes in parts:
        planned += 1
        if part == "missed":
            name = "missed"
        elif status == "held":
            name = "held" if part == "attended" else "excused"
        else:
            name = "open" if status == "planned" else status
        counts[name] += 1
        delivered += minutes if name == "held" else 0
    return SessionCount(planned, minutes=delivered, **counts)


def is_a_line(points: Sized) -> bool:
    """Whether there are enough points to draw a line and speak of a direction."""
    return len(points) >= LEAST_POINTS


def t_meaning(baseline: float | None, latest: float | None, *, points: int) -> Message:
    """One sentence on a T-score. ``points``: days with a score, the start included; a direction is named from three on.

    50 means that on the whole the goals were reached as expected; above it is more, below it less. A change within
    5 points is called about the same.
    """
    if baseline is None or latest is None:
        return Message(N_("No goal has been scored yet: it is too early to say."))
    values = {"latest": f"{latest:.1f}".replace(".", ",")}
    if points < LEAST_POINTS:
        return Message(N_("{latest} now, where 50 is as expected; it is too early to say where this goes."), values)
    if latest >= EXPECTED:
        stands = N_("Together the goals are reached as was expected or better ({latest}; 50 is as expected).")
    elif latest > baseline + _NOTICEABLE:
        stands = N_("Together the goals have come closer, and are not yet reached ({latest}; 50 is as expected).")
    elif latest < baseline - _NOTICEABLE:
        stands = N_("Together the goals are further away than at the start ({latest}; 50 is as expected).")
    else:
        stands = N_("Together the goals stand about where they stood at the start ({latest}; 50 is as expected).")
    return Message(stands, values)


def goal_meaning(baseline: int, scores: Iterable[tuple[date, int]]) -> Message:
    """How one goal went, by the specialist's scores in order; the start is a point of its own."""
    levels = [score for _day, score in scores]
    if not levels:
        return Message(N_("Not scored yet."))
    if len(levels) + 1 < LEAST_POINTS:
        return Message(TOO_EARLY)
    if levels[-1] >= 0:
        return Message(N_("Reached.") if levels[-1] == 0 else N_("Reached, and more than expected."))
    if levels[-1] > baseline:
        return Message(N_("Moved forward."))
    if levels[-1] < baseline:
        return Message(N_("Further away than at the start."))
    return Message(N_("No change so far."))
