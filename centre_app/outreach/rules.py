"""The words of visits (counting.md, Terms). Pure."""

from __future__ import annotations

PLANNED, DONE, PARTLY = "planned", "done", "partly"
OUTCOMES = (PLANNED, DONE, PARTLY, "nobody_home", "refused", "moved", "ill", "road_closed", "team_cancelled")
SERVED = frozenset({DONE, PARTLY})  # a visit with one of these is service
