"""What can be done with the session that one points at: the same as by keys, in words."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol
from uuid import UUID

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu, QWidget

from centre_app.language.translate import _
from centre_app.therapy.calendar import SessionRow
from centre_app.therapy.rules import CANCELLED, PLANNED
from ui.therapy.change_dialog import ask_change, ask_children
from ui.therapy.moves import Moves
from ui.therapy.week_rows import Shown


class Page(Protocol):
    """What the menu needs of the page it stands on."""

    moves: Moves
    shown: Shown | None
    may_plan: bool

    def open_session(self, session_id: UUID) -> None: ...
    def book(self) -> None: ...


class SessionMenu(QObject):
    """``show_for(session id, place on the screen)``."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page

    def show_for(self, session_id: UUID, at: QPoint) -> None:
        """Open the menu there."""
        menu = self.menu(session_id)
        if menu is not None:
            menu.popup(at)

    def menu(self, session_id: UUID) -> QMenu | None:
        """The menu of this session; None where it is not on show any more."""
        page: Page = self._page  # type: ignore[assignment]
        row = next((one for one in page.shown.sessions if one.id == session_id), None) if page.shown else None
        if row is None or page.shown is None:
            return None
        menu = QMenu(self._page)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(_("Open") + "\tEnter", partial(page.open_session, session_id))
        if page.may_plan:
            menu.addSeparator()
            for words, on in self._acts(page, row, page.shown):
                menu.addAction(words, on)
            menu.addSeparator()
            menu.addAction(_("Book another after it…") + "\tN", page.book)
        return menu

    def _acts(self, page: Page, row: SessionRow, shown: Shown) -> list[tuple[str, Callable[[], object]]]:
        moves = page.moves
        if row.status in CANCELLED:
            return [(_("Plan it again"), partial(moves.restore, row))]
        if row.status != PLANNED:
            return []
        return [
            (_("Move to…"), partial(ask_change, self._page, row, shown, moves)),
            (_("Children…"), partial(ask_children, self._page, row, moves)),
            ((_("No longer pinned") if row.pinned else _("Pin here")) + "\tP", partial(moves.pin, row)),
            (_("Call off…") + "\tDel", partial(moves.cancel, row, shown.reasons_offered)),
            (_("Take out: booked by mistake"), partial(moves.remove, row)),
        ]
