"""What the ids of a week of rounds are called. Pure."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class ChildName:
    """A child as lists name it."""

    number: str
    name: str


@dataclass(frozen=True)
class Names:
    """Children, teams, vehicles and places by id, purposes of visits by code. Names of places are unique."""

    children: Mapping[uuid.UUID, ChildName]
    teams: Mapping[uuid.UUID, str]
    vehicles: Mapping[uuid.UUID, str]
    places: Mapping[uuid.UUID, str]
    purposes: Mapping[str, str]
