"""The trace a document leaves in the history once it was printed or saved."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from uuid import UUID

from centre_app.reports.catalogue import traces
from ui import tasks


def leave_trace(kind: str, parameters: Mapping[str, object], how: str) -> None:
    """Tell the history of each child whose document it is or who is named on it; ``how``: printed, exported."""

    def told(pairs: tuple[tuple[UUID | None, str], ...]) -> None:
        for child_id, name in pairs:
            tasks.trace(how, child_id=child_id, what=name)

    tasks.read(partial(traces, kind=kind, parameters=dict(parameters)), then=told)
