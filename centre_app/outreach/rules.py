"""The words of visits (counting.md, Terms). Pure."""

from __future__ import annotations

from datetime import date

PLANNED, DONE, PARTLY = "planned", "done", "partly"
OUTCOMES = (PLANNED, DONE, PARTLY, "nobody_home", "refused", "moved", "ill", "road_closed", "team_cancelled")
SERVED = frozenset({DONE, PARTLY})  # a visit with one of these is service


def called_off(outcome: str, day: date, today: date, *, keyed: bool) -> bool:
    """Whether a visit ended before it was tried: called off on the plan, or keyed while its day is still to come (the
    family rang). It is no stop of its round, and its round has not begun by it."""
    return outcome != PLANNED and (not keyed or (day > today and outcome not in SERVED))
