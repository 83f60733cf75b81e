"""A place of the window that is made of pages: ``PlacePage`` is what a page is built on, ``PagedScreen`` the place."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from centre_app.changes import Change
from centre_app.language.translate import _
from centre_app.security.access import Permission
from ui.shared.screen import Screen, Shell


class PlacePage(QWidget):
    """One page of a place: a head with its period and buttons, a body below.

    Subclasses override ``build`` and ``load``.

    ``needs``: who sees it, None for everybody who sees the place. ``asked(key, to)`` leads to another page.
    """

    asked = Signal(str, object)

    key: ClassVar[str] = ""
    name: ClassVar[str] = ""
    needs: ClassVar[Permission | None] = None
    refresh_on: ClassVar[frozenset[Change]] = frozenset()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.stale = True
        self.setAccessibleName(_(self.name))
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        self.body = QVBoxLayout()
        self.body.setSpacing(10)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(10)
        column.addLayout(self.head)
        column.addLayout(self.body, 1)
        self.build()

    def build(self) -> None:
        """Make the widgets, once."""

    def load(self) -> None:
        """Ask for the data: when first shown, and after a change in ``refresh_on``."""

    def open(self, **to: object) -> None:
        """Somebody came through a door that leads to something on this page."""

    def go(self, key: str, **to: object) -> None:
        """Lead to another page of the place."""
        self.asked.emit(key, to)

    def unsaved(self) -> bool:
        """Whether something typed here would be lost."""
        return False

    def state(self) -> dict[str, object]:
        """What is chosen here, kept over a change of language or look."""
        return {}

    def restore(self, state: dict[str, object]) -> None:
        """Choose it again."""

    def print_asked(self) -> None:
        """Ctrl+P."""

    def pictures(self) -> Iterable[tuple[str, Callable[[], None]]]:
        """States to take a picture of: (name for the file, what brings the state about)."""
        yield "", lambda: None


class PagedScreen(Screen):
    """``open(page=key, …)`` shows a page; pages of ``over`` lie over the tabs and have none of their own.

    Subclasses say ``pages_of`` (in the order of their tabs) and ``over``; the first page is shown when nothing is said.
    """

    pages_of: ClassVar[tuple[type[PlacePage], ...]] = ()
    over: ClassVar[tuple[type[PlacePage], ...]] = ()

    def build(self) -> None:
        """The pages as tabs, and room for those that lie over them."""
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.pages: dict[str, PlacePage] = {}
        self._rooms: dict[str, QWidget] = {}
        self._offered = self._allowed(self.pages_of)
        self._over = self._allowed(self.over)
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
        key = str(to.pop("page", "") or self._offered[0].key)
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
        known = {page.key for page in (*self._offered, *self._over)}
        for key, chosen in pages.items() if isinstance(pages, dict) else ():
            if key in known:
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
        for page in (*self._offered, *self._over):
            for name, show in self.page(page.key).pictures():
                yield "-".join(filter(None, (page.key, name))), partial(self._picture, page.key, show)

    def current(self) -> PlacePage | None:
        """The page on show."""
        above = self.stack.currentWidget()
        if isinstance(above, PlacePage):
            return above
        place = self.tabs.currentIndex()
        return self.pages.get(self._offered[place].key) if place >= 0 else None

    def page(self, key: str) -> PlacePage:
        """A page by its key, made when first asked for."""
        if key not in self.pages:
            made = next(page for page in (*self._offered, *self._over) if page.key == key)(self.shell)
            if key in self._rooms:
                room = self._rooms[key].layout()
                assert room is not None
                room.addWidget(made)
            else:
                self.stack.addWidget(made)
            made.asked.connect(lambda page, to: self._show(page, dict(to)))
            self.pages[key] = made
        return self.pages[key]

    def _allowed(self, pages: tuple[type[PlacePage], ...]) -> list[type[PlacePage]]:
        return [page for page in pages if page.needs is None or self.shell.may(page.needs)]

    def _show(self, key: str, to: dict[str, object]) -> None:
        if key in self._rooms:
            page = self.page(key)
            self.stack.setCurrentIndex(0)
            self.tabs.setCurrentIndex([one.key for one in self._offered].index(key))
        elif key in {one.key for one in self._over}:
            page = self.page(key)
            self.stack.setCurrentWidget(page)
        else:
            return
        if to:
            page.open(**to)
        self._freshen()

    def _picture(self, key: str, show: Callable[[], None]) -> None:
        self._show(key, {})
        show()

    def _freshen(self) -> None:
        page = self.current()
        if page is None and self.tabs.currentIndex() >= 0:
            page = self.page(self._offered[self.tabs.currentIndex()].key)
        if page is not None and page.stale and not self._stale:
            page.stale = False
            page.load()
