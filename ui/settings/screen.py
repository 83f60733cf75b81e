"""Settings: the pages at the left, one at a time beside them. Each page is shown to those who may."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import ClassVar, Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from centre_app.changes import Change
from centre_app.language.translate import N_, _
from ui.settings.account import AccountPage
from ui.settings.backups import BackupsPage
from ui.settings.calendar import CalendarPage
from ui.settings.centre import CentrePage
from ui.settings.goal_bank import GoalBankPage
from ui.settings.history import HistoryPage
from ui.settings.instruments import InstrumentsPage
from ui.settings.lists import ListsPage
from ui.settings.page import Page
from ui.settings.pc import PcPage
from ui.settings.people import PeoplePage
from ui.settings.phrases import PhrasesPage
from ui.settings.places import PlacesPage
from ui.settings.rooms import RoomsPage
from ui.settings.services import ServicesPage
from ui.settings.session_types import SessionTypesPage
from ui.settings.staff import StaffPage
from ui.settings.teams import TeamsPage
from ui.settings.vehicles import VehiclesPage
from ui.settings.visit_rules import VisitRulesPage
from ui.shared import theme
from ui.shared.buttons import link_button
from ui.shared.choice import ChoiceBox
from ui.shared.screen import Screen
from ui.shared.scroll import scrolled

PAGES: Final[tuple[type[Page], ...]] = (
    PcPage,
    AccountPage,
    PhrasesPage,
    CentrePage,
    ServicesPage,
    StaffPage,
    RoomsPage,
    SessionTypesPage,
    GoalBankPage,
    InstrumentsPage,
    TeamsPage,
    VehiclesPage,
    PlacesPage,
    VisitRulesPage,
    CalendarPage,
    ListsPage,
    PeoplePage,
    BackupsPage,
    HistoryPage,
)

_NAMES_BESIDE_FROM = 760


class SettingsScreen(Screen):
    """``open(page="services")`` shows a page; the keys are those of the pages."""

    title: ClassVar[str] = N_("Settings")
    help: ClassVar[str] = N_(
        "The pages are at the left: arrows move between them, Tab goes into the page.\n\n"
        "“This PC” and “My account” are everybody's; who writes notes has phrases of one's own, who plans the week "
        "sees the staff and their absences; who plans rounds sees places, roads and the "
        "vehicles’ days off. The others are for the manager; all can make backups.\n\n"
        "Nothing that was ever used is deleted: a service, a group or a word of a list is taken out of use, and what "
        "was written with it stays. “Undo” in the message takes the last step back.\n\n"
        "In the lists: Enter changes the line, Alt+Up and Alt+Down move it, Ctrl+C copies."
    )
    refresh_on: ClassVar[frozenset[Change]] = frozenset().union(*(page.refresh_on for page in PAGES))

    def build(self) -> None:
        """The names of the pages, and room for one page."""
        self.offered = {page.key: page for page in PAGES if page.needs is None or self.shell.may(page.needs)}
        self._made: dict[str, Page] = {}
        self._rooms: dict[str, QWidget] = {}
        self._shown = ""
        self.doors: dict[str, QPushButton] = {}
        self.stack = QStackedWidget()
        self.choice = ChoiceBox([(key, _(page.name)) for key, page in self.offered.items()])
        self.choice.setAccessibleName(_("Page"))
        self.choice.setMinimumContentsLength(24)
        self.choice.chosen.connect(lambda key: self.show_page(str(key)))
        self.strip.add(self.choice)
        self.names = self._names()
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.names)
        row.addWidget(self.stack, 1)
        self.body.addLayout(row, 1)
        self.show_page(next(iter(self.offered)), load=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """With large letters in a small window the pages are chosen in the strip, and the page has the room."""
        super().resizeEvent(event)
        narrow = event.size().width() < theme.px(_NAMES_BESIDE_FROM)
        self.names.setVisible(not narrow)
        self.choice.setVisible(narrow)

    def load(self) -> None:
        """The page on show, where something in it has changed."""
        self._freshen()

    def open(self, **to: object) -> None:
        """``page=`` the key of a page; one that is not for this person leads nowhere."""
        page = to.get("page")
        if isinstance(page, str) and page in self.offered:
            self.show_page(page)

    def unsaved(self) -> bool:
        """Whether a page holds something typed."""
        return any(page.unsaved() for page in self._made.values())

    def state(self) -> dict[str, object]:
        """The page, and what is chosen in each."""
        return {"page": self._shown, "pages": {key: page.state() for key, page in self._made.items()}}

    def restore(self, state: dict[str, object]) -> None:
        """As before the language changed."""
        pages, shown = state.get("pages"), state.get("page")
        for key, chosen in pages.items() if isinstance(pages, dict) else ():
            if key in self.offered:
                self.page(key).restore(chosen)
        if isinstance(shown, str) and shown in self.offered:
            self.show_page(shown)

    def take_changes(self, changes: frozenset[Change]) -> None:
        """Only the pages that show what has changed ask again."""
        for page in self._made.values():
            page.stale = page.stale or bool(changes & page.refresh_on)
        super().take_changes(changes)

    def pictures(self) -> Iterable[tuple[str, partial[None]]]:
        """Each page, and its further views."""
        for key in self.offered:
            yield key, partial(self.show_page, key)
            for name, show in self.page(key).tabs():
                yield f"{key}-{name}", partial(show)

    def page(self, key: str) -> Page:
        """A page, made on the first visit."""
        if key not in self._made:
            page = self.offered[key](self.shell)
            self._made[key] = page
            self._rooms[key] = scrolled(page) if page.scrolls else page
            self.stack.addWidget(self._rooms[key])
        return self._made[key]

    def show_page(self, key: str, *, load: bool = True) -> None:
        """Show this page."""
        self.page(key)
        self._shown = key
        self.stack.setCurrentWidget(self._rooms[key])
        self.doors[key].setChecked(True)
        self.choice.set_value(key)
        if load:
            self._freshen()

    def _freshen(self) -> None:
        page = self.page(self._shown)
        if page.stale:
            page.stale = False
            page.load()

    def _names(self) -> QWidget:
        column = QWidget()
        names = QVBoxLayout(column)
        names.setContentsMargins(0, 0, 0, 0)
        names.setSpacing(2)
        group = QButtonGroup(self)
        group.setExclusive(True)
        for key, page in self.offered.items():
            door = link_button(_(page.name), partial(self.show_page, key), icon=page.icon)
            door.setCheckable(True)
            group.addButton(door)
            self.doors[key] = door
            names.addWidget(door)
        names.addStretch(1)
        colours = theme.hexes()
        column.setStyleSheet(
            f"QPushButton:checked {{ background: {colours['selection']}; color: {colours['selection_text']};"
            f" font-weight: bold; }} QPushButton {{ padding: 6px 10px; border-radius: 6px; }}"
        )
        area = scrolled(column)
        area.setFixedWidth(column.sizeHint().width() + theme.px(16))
        return area
