"""Places, roads and closures for tests, written through the same actions as staff use."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from centre_app.db.session import OfficeSession
from centre_app.places.actions import ClosureInput, PlaceInput, RoadInput, add_place, add_road, close_road


def make_place(
    session: OfficeSession,
    village: str = "Сари Хосор",
    *,
    municipality: str = "Ховалинг",
    district: str = "Ховалинг",
    at: tuple[float, float] | None = None,
    **values: Any,
) -> uuid.UUID:
    """A village; ``at`` is (latitude, longitude)."""
    latitude, longitude = at or (None, None)
    place = PlaceInput(village, municipality, district, latitude=latitude, longitude=longitude, **values)
    return add_place(session, place)


def make_road(
    session: OfficeSession, first: uuid.UUID, second: uuid.UUID, minutes: int = 30, km: float = 15.0
) -> uuid.UUID:
    """A known road between two places."""
    return add_road(session, RoadInput(first, second, minutes, km))


def make_closure(
    session: OfficeSession,
    road_id: uuid.UUID,
    first: date,
    last: date | None = None,
    *,
    yearly: bool = False,
    reason: str = "",
) -> uuid.UUID:
    """Days on which a road is closed."""
    return close_road(session, road_id, ClosureInput(first, last, yearly, reason))
