"""Which rounds of the practice centre the pictures of the guide show."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from centre_app.outreach.round_queries import RoundRow, rounds_between
from ui import tasks

if TYPE_CHECKING:
    from ui.outreach.round_page import RoundPage

_LOOKS_BACK_DAYS = 40


def pictures_of(page: RoundPage) -> Iterable[tuple[str, Callable[[], None]]]:
    """A round that is being keyed, and one that is in: of each the newest up to today."""
    wanted: dict[str, Callable[[RoundRow], bool]] = {
        "": lambda row: row.open > 0,
        "in": lambda row: row.visits > 0 and row.open == 0,
    }
    for name, fits in wanted.items():
        yield name, partial(_show, page, fits)


def _show(page: RoundPage, fits: Callable[[RoundRow], bool]) -> None:
    today = page.shell.office.today()

    def newest(session: Any) -> UUID | None:
        rows = rounds_between(session, today - timedelta(days=_LOOKS_BACK_DAYS), today)
        return next((row.id for row in reversed(rows) if fits(row)), None)

    tasks.read(newest, then=lambda round_id: page.open(round=round_id), owner=page)
