"""A road written down with its closures in one step."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from centre_app.errors import UserError
from centre_app.places.actions import (
    RoadInput,
    add_road,
    change_closure,
    change_road,
    close_road,
    remove_closure,
)
from centre_app.places.queries import roads
from ui.settings.road_form import Closures

_FIELDS = {"first_id": "to", "second_id": "to"}  # where the form shows what is wrong


def write_road(session: Any, road_id: UUID | None, road: RoadInput, closures: Closures) -> UUID:
    """Make a road (a new one where ``road_id`` is None) and its closures as they are given, whole.

    Raises UserError at the field of the form.
    """
    try:
        if road_id is None:
            road_id = add_road(session, road)
        else:
            change_road(session, road_id, road)
    except UserError as error:
        error.field = _FIELDS.get(error.field or "", error.field)
        raise
    there = {each.id for row in roads(session, road.first_id) if row.id == road_id for each in row.closures}
    for closure_id in there - {key for key, _closure in closures}:
        remove_closure(session, closure_id)
    for place, (key, closure) in enumerate(closures):
        try:
            if key in there and key is not None:
                change_closure(session, key, closure)
            else:
                close_road(session, road_id, closure)
        except UserError as error:
            error.field = f"closures.{place}.{error.field}"
            raise
    return road_id
