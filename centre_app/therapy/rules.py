"""The words of sessions (counting.md, Terms). Pure."""

from __future__ import annotations

PLANNED, HELD = "planned", "held"
CANCELLED_BY_FAMILY, CANCELLED_BY_CENTRE = "cancelled_by_family", "cancelled_by_centre"
STATUSES = (PLANNED, HELD, CANCELLED_BY_FAMILY, CANCELLED_BY_CENTRE)
INVITED, ATTENDED, MISSED, EXCUSED = "invited", "attended", "missed", "excused"
CHILD_STATUSES = (INVITED, ATTENDED, MISSED, EXCUSED)
TYPE_LIST = "session_type"
