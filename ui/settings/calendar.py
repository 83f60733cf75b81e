"""Calendar: which days are open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QTabWidget, QVBoxLayout, QWidget

from centre_app.changes import Change
from centre_app.codelists.queries import labels
from centre_app.errors import UserError
from centre_app.language.dates import weekday_names
from centre_app.language.translate import N_, _, current, ngettext
from centre_app.open_days.actions import set_working_week
from centre_app.open_days.queries import Calendar, calendar, day_states
from centre_app.open_days.rules import DayState
from centre_app.security.access import Permission
from centre_app.sites.queries import the_site
from ui import messages, tasks
from ui.settings.calendar_lists import ClosuresList, HolidaysList, Reasons
from ui.settings.page import Page
from ui.settings.year_view import YearView
from ui.shared import theme
from ui.shared.buttons import button, icon_button
from ui.shared.flow import Flow
from ui.shared.scroll import scrolled
from ui.shared.words import label

FIRST_YEAR, LAST_YEAR = 2015, 2100


@dataclass(frozen=True)
class ShownYear:
    """What one reading brings."""

    site_id: UUID
    calendar: Calendar
    states: dict[date, DayState]
    reasons: Reasons


def read_year(session: Any, year: int, language: str) -> ShownYear:
    """A year of the centre with all that the page shows of it."""
    site_id = the_site(session).id
    return ShownYear(
        site_id,
        calendar(session, year, language=language),
        day_states(session, site_id, date(year, 1, 1), date(year, 12, 31)),
        Reasons(
            labels(session, "closure_reason", language),
            labels(session, "closure_reason", language, active_only=True),
        ),
    )


class CalendarPage(Page):
    """The working week, and a year: as a picture, its public holidays, its closures and extra days."""

    key: ClassVar[str] = "calendar"
    name: ClassVar[str] = N_("Calendar")
    note: ClassVar[str] = N_("Attendance is marked on open days only, and counted by them.")
    icon: ClassVar[str] = "calendar"
    needs: ClassVar[Permission | None] = Permission.MANAGE_CENTRE
    refresh_on: ClassVar[frozenset[Change]] = frozenset({Change.CALENDAR, Change.CENTRE, Change.CODELISTS})

    def build(self) -> None:
        """Week, year, and three views of the year."""
        today: date = self.shell.office.today()
        self.year = today.year
        self._shown: ShownYear | None = None
        self.body.addWidget(self._week_row())
        self.body.addLayout(self._year_row())
        self.holidays = HolidaysList(self.shell)
        self.closures = ClosuresList(self.shell)
        self.picture = YearView(today)
        self.words = label("", wrap=True)
        self.picture.current_changed.connect(lambda day: self.words.setText(self.picture.words(day)))
        self.picture.opened.connect(self.closures.add_closure)
        self.views = QTabWidget()
        self.views.addTab(self._picture_page(), _("The year"))
        self.views.addTab(self.holidays, _("Public holidays"))
        self.views.addTab(self.closures, _("Closures and extra days"))
        self.body.addWidget(self.views, 1)

    def load(self) -> None:
        """The year that is chosen."""
        tasks.read(partial(read_year, year=self.year, language=current().language), then=self.show_year, latest="year")

    def show_year(self, shown: ShownYear) -> None:
        """Show what was read."""
        self._shown = shown
        self.year_words.setText(str(shown.calendar.year))
        n = shown.calendar.open_days
        self.open_words.setText(ngettext("{n} open day", "{n} open days", n).format(n=n))
        self._show_week(shown.calendar.working_week)
        self.picture.show_year(shown.calendar.year, shown.states)
        self.holidays.show_year(shown.site_id, shown.calendar)
        self.closures.show_year(shown.site_id, shown.calendar, shown.reasons)

    def state(self) -> dict[str, object]:
        """Which year and view."""
        return {"year": self.year, "view": self.views.currentIndex()}

    def restore(self, state: dict[str, object]) -> None:
        """As before."""
        year, view = state.get("year"), state.get("view")
        if isinstance(year, int) and isinstance(view, int):
            self.year = year
            self.views.setCurrentIndex(view)

    def tabs(self) -> list[tuple[str, Callable[[], None]]]:
        """The lists of the year."""
        return [
            ("holidays", partial(self.views.setCurrentIndex, 1)),
            ("closures", partial(self.views.setCurrentIndex, 2)),
        ]

    # ---- the week -----------------------------------------------------------------------------------------------

    def change_week(self) -> None:
        """Put on the week as it is ticked; it can be undone."""
        if self._shown is None:
            return
        site_id, before = self._shown.site_id, self._shown.calendar.working_week
        wanted = "".join(day for day, box in self.weekdays.items() if box.isChecked())
        tasks.do(
            partial(set_working_week, site_id=site_id, weekdays=wanted),
            failed=self._week_failed,
            owner=self,
            saying=_("The working week is changed."),
            undo=lambda _nothing: partial(set_working_week, site_id=site_id, weekdays=before),
        )

    def go_year(self, by: int) -> None:
        """Another year."""
        self.year = max(FIRST_YEAR, min(LAST_YEAR, self.year + by))
        self.load()

    def _week_failed(self, error: Exception) -> bool:
        if self._shown is not None:
            self._show_week(self._shown.calendar.working_week)
        if isinstance(error, UserError):
            messages.attention(error.in_words())
            return True
        return False

    def _show_week(self, week: str) -> None:
        for day, box in self.weekdays.items():
            before = box.blockSignals(True)
            box.setChecked(day in week)
            box.blockSignals(before)

    # ---- building -----------------------------------------------------------------------------------------------

    def _week_row(self) -> Flow:
        self.weekdays: dict[str, QCheckBox] = {}
        boxes = Flow([label(_("Working week"), kind="strong")])
        for place, name in enumerate(weekday_names()):
            box = QCheckBox(name)
            box.toggled.connect(lambda _on: self.change_week())
            self.weekdays[str(place + 1)] = box
            boxes.add(box)
        return boxes

    def _year_row(self) -> QHBoxLayout:
        self.year_words = label(str(self.year), kind="heading")
        self.open_words = label("", kind="muted")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(icon_button("back", _("Year before"), lambda: self.go_year(-1)))
        row.addWidget(self.year_words)
        row.addWidget(icon_button("forward", _("Year after"), lambda: self.go_year(1)))
        row.addWidget(self.open_words)
        row.addStretch(1)
        return row

    def _picture_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(self.words, 1)
        head.addWidget(button(_("Close from this day…"), lambda: self.closures.add_closure(self.picture.current)))
        column.addLayout(head)
        area = scrolled(self.picture)
        # As high as the window leaves room for: the year scrolls by itself.
        area.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        area.setMinimumHeight(theme.px(150))
        column.addWidget(area, 1)
        return page
