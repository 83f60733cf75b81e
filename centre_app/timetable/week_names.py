"""What the ids of a week are called. Pure."""

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
    """Children, therapists and rooms by id, types of session by code."""

    children: Mapping[uuid.UUID, ChildName]
    therapists: Mapping[uuid.UUID, str]
    rooms: Mapping[uuid.UUID, str]
    types: Mapping[str, str]
