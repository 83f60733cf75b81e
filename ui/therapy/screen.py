"""Therapy: the day, the week, who waits, which reviews are due, the figures; a session opens over them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import ClassVar, Final

from PySide6.QtWidgets import QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from centre_app.changes import Change
from centre_app.language.translate import N_, _
from ui.shared.screen import Screen
from ui.therapy.day_page import DayPage
from ui.therapy.figures_page import FiguresPage
from ui.therapy.page import TherapyPage
from ui.therapy.reviews_page import ReviewsPage
from ui.therapy.session_page import SessionPage
from ui.therapy.waiting_page import WaitingPage
from ui.therapy.week_page import WeekPage

PAGES: Final[tuple[type[TherapyPage], ...]] = (DayPage, WeekPage, WaitingPage, ReviewsPage, FiguresPage)


class TherapyScreen(Screen):
    """``open(page="week", …)`` shows a page; ``open(page="session", session=id)`` a session to write up."""

    title: ClassVar[str] = N_("Therapy")
    help: ClassVar[str] = N_(
        "Day: the sessions of a day; Enter opens one to write it up. Week: drag a session to move it, its edge to"
        " lengthen it; a clash is said before it is saved.\n\n"
        "In a session: one key a child says attended, missed or excused; Ctrl+S saves, Ctrl+Down is the next one. Notes"
        " lock after some days; later changes are additions with a name and a date.\n\n"
        "Waiting list: who waits for what, since when. Reviews: whose plan is due. Figures: what was delivered; each"
        " figure opens its children."
    )
    refresh_on: ClassVar[frozenset[Change]] = frozenset().union(
        *(page.refresh_on for page in PAGES), SessionPage.refresh_on
    )

    def build(self) -> None:
        """The pages as tabs, and the session over them."""
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.pages: dict[str, TherapyPage] = {}
        self._rooms: dict[str, QWidget] = {}
        self._offered = [page for page in PAGES if page.needs is None or self.shell.may(page.needs)]
        for page in self._offered:
            room = QWidget()
            QVBoxLayout(room).setContentsMargins(0, 0, 0, 0)
            self._rooms[page.key] = room
            self.tabs.addTab(room, _(page.name))
        self.tabs.currentChanged.connect(lambda _place: self._freshen())
        self.stack = QStackedWidget()
        self.stack.addWidget(self.tabs)
        self.body.addWidget(self.stack, 1)

    def load(self) -> None:
        """The page on show, where something in it has changed."""
        self._freshen()

    def open(self, **to: object) -> None:
        """Lead to a page."""
        key = str(to.pop("page", "day"))
        self._show(key, to)

    def unsaved(self) -> bool:
        """Whether a page holds something typed."""
        return any(page.unsaved() for page in self.pages.values())

    def state(self) -> dict[str, object]:
        """The page, and what is chosen in each."""
        shown = self.current()
        return {
            "page": shown.key if shown is not None else "",
            "pages": {key: page.state() for key, page in self.pages.items()},
        }

    def restore(self, state: dict[str, object]) -> None:
        """As before the language changed."""
        pages, shown = state.get("pages"), state.get("page")
        for key, chosen in pages.items() if isinstance(pages, dict) else ():
            if key in self._rooms or key == SessionPage.key:
                self.page(key).restore(chosen)
        if isinstance(shown, str) and shown:
            self._show(shown, {})

    def take_changes(self, changes: frozenset[Change]) -> None:
        """Only the pages that show what has changed ask again."""
        for page in self.pages.values():
            page.stale = page.stale or bool(changes & page.refresh_on)
        super().take_changes(changes)

    def print_asked(self) -> None:
        """What the page prints."""
        shown = self.current()
        if shown is not None:
            shown.print_asked()

    def pictures(self) -> Iterable[tuple[str, Callable[[], None]]]:
        """Each page, and its further states."""
        for page in self._offered:
            for name, show in self.page(page.key).pictures():
                yield "-".join(filter(None, (page.key, name))), partial(self._picture, page.key, show)
        if SessionPage.needs is None or self.shell.may(SessionPage.needs):
            for name, show in self.page(SessionPage.key).pictures():
                yield "-".join(filter(None, (SessionPage.key, name))), partial(self._picture, SessionPage.key, show)

    def current(self) -> TherapyPage | None:
        """The page on show."""
        if self.stack.currentIndex() > 0:
            return self.pages.get(SessionPage.key)
        place = self.tabs.currentIndex()
        return self.pages.get(self._offered[place].key) if place >= 0 else None

    def page(self, key: str) -> TherapyPage:
        """A page by its key, made when first asked for."""
        if key not in self.pages:
            made: TherapyPage
            if key == SessionPage.key:
                made = SessionPage(self.shell)
                self.stack.addWidget(made)
            else:
                made = next(page for page in self._offered if page.key == key)(self.shell)
                room = self._rooms[key].layout()
                assert room is not None
                room.addWidget(made)
            made.asked.connect(lambda page, to: self._show(page, dict(to)))
            self.pages[key] = made
        return self.pages[key]

    def _show(self, key: str, to: dict[str, object]) -> None:
        if key == SessionPage.key:
            page = self.page(key)
            self.stack.setCurrentWidget(page)
        elif key in self._rooms:
            page = self.page(key)
            self.stack.setCurrentIndex(0)
            self.tabs.setCurrentIndex([one.key for one in self._offered].index(key))
        else:
            return
        if to:
            page.open(**to)
        self._freshen()

    def _picture(self, key: str, show: Callable[[], None]) -> None:
        self._show(key, {})
        show()

    def _freshen(self) -> None:
        if self.stack.currentIndex() == 0 and self.tabs.currentIndex() >= 0:
            page = self.page(self._offered[self.tabs.currentIndex()].key)
        elif SessionPage.key in self.pages:
            page = self.pages[SessionPage.key]
        else:
            return
        if page.stale and not self._stale:
            page.stale = False
            page.load()
