"""What lies in a data folder, by its files alone: what the first window asks before anything heavier is imported."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from centre_app.db.folder import DATABASE, KEYS, RESTORING


class DataState(StrEnum):
    """What lies in a data folder, as far as can be told without a password."""

    EMPTY = "empty"
    READY = "ready"
    DAMAGED = "damaged"  # only half of the files is there: offer to restore a backup


def state_of_folder(data: Path) -> DataState:
    """By the files alone: cheap."""
    if (data / RESTORING).exists():
        return DataState.READY  # a restoring that was cut off: carried on at the opening
    if not (data / DATABASE).exists():
        return DataState.EMPTY
    there = (data / KEYS).exists() or (data / f"{KEYS}.previous").exists()
    return DataState.READY if there and (data / DATABASE).stat().st_size else DataState.DAMAGED
