"""Which sessions of the practice centre the pictures of the guide show."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from centre_app.language.translate import current
from centre_app.therapy.calendar import SessionRow, sessions_between
from centre_app.therapy.rules import HELD
from ui import tasks

if TYPE_CHECKING:
    from ui.therapy.session_page import SessionPage

_LOOKS_BACK_DAYS = 40  # a locked note lies so far back at most


def pictures_of(page: SessionPage) -> Iterable[tuple[str, Callable[[], None]]]:
    """One child, a group, a locked note: of each the newest up to today."""
    wanted: dict[str, Callable[[SessionRow], bool]] = {
        "single": lambda row: len(row.children) == 1,
        "group": lambda row: len(row.children) > 1,
        "locked": lambda row: row.status == HELD and (page.shell.office.today() - row.day).days > _LOOKS_BACK_DAYS // 2,
    }
    for name, fits in wanted.items():
        yield name, partial(_show, page, fits)


def _show(page: SessionPage, fits: Callable[[SessionRow], bool]) -> None:
    today = page.shell.office.today()

    def newest(session: Any) -> UUID | None:
        rows = sessions_between(session, today - timedelta(days=_LOOKS_BACK_DAYS), today, language=current().language)
        return next((row.id for row in reversed(rows) if fits(row)), None)

    tasks.read(newest, then=lambda session_id: page.open(session=session_id), owner=page)
