"""Attendance: a group's month or day, marked by keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget

from centre_app.attendance.queries import DaySheet, MonthGrid, SheetRow, day_sheet, month_grid
from centre_app.attendance.rules import REASON_LIST
from centre_app.changes import Change
from centre_app.codelists.queries import labels
from centre_app.language.translate import N_, _, current
from centre_app.security.access import Permission
from centre_app.sites.queries import ServiceRow, services
from ui import messages, tasks
from ui.attendance.day import DayPage
from ui.attendance.excusing import Excusing
from ui.attendance.grid import MonthPage
from ui.attendance.letters import Mark, MarkLetters
from ui.attendance.marking import Marking
from ui.shared.choice import ChoiceBox
from ui.shared.empty import EmptyPlace
from ui.shared.period import DayStrip, MonthStrip
from ui.shared.screen import Screen

MONTH, DAY = "month", "day"
DAY_CARE = "day_care"  # code of the list service_kind


@dataclass(frozen=True)
class Shown:
    """What one reading brings: the marks, and the reasons in the screen's language."""

    what: MonthGrid | DaySheet
    reasons: dict[str, str]


class AttendanceScreen(Screen):
    """The month grid and the day view of one group."""

    title: ClassVar[str] = N_("Attendance")
    help: ClassVar[str] = N_(
        "Arrows move. Space is present, a letter marks an absence or late; the same letter again is the next mark that "
        "begins with it. Delete takes a mark away. Enter shows all marks and the note.\n\n"
        "Ctrl+Enter marks everybody present who has no mark on that day. Shift and arrows take a range. "
        "Ctrl+Z undoes. Each mark is saved at once.\n\n"
        "Hatched days are closed. Crossed-out days lie outside the child's enrolment. No mark is never an absence."
    )
    refresh_on: ClassVar[frozenset[Change]] = frozenset(
        {Change.ATTENDANCE, Change.CHILDREN, Change.CALENDAR, Change.CENTRE, Change.CODELISTS}
    )

    def build(self) -> None:
        """Group, period and view in the strip; the grid or the list below."""
        today: date = self.shell.office.today()
        self.may_mark = self.shell.may(Permission.MARK_ATTENDANCE)
        self._wanted: UUID | None = None
        self._services: list[ServiceRow] | None = None
        self.groups = ChoiceBox()
        self.groups.setAccessibleName(_("Group"))
        self.groups.setMinimumContentsLength(20)
        self.groups.chosen.connect(self._group_chosen)
        self.views = ChoiceBox([(MONTH, _("Month")), (DAY, _("Day"))])
        self.views.setAccessibleName(_("View"))
        self.views.setMinimumContentsLength(6)
        self.views.set_value(MONTH)
        self.views.chosen.connect(lambda _key: self._view_chosen())
        self.month = MonthStrip(today.year, today.month, today)
        self.month.changed.connect(lambda _year, _month: self.read())
        self.day = DayStrip(today)
        self.day.changed.connect(lambda _day: self.read())
        for widget in (self.groups, self.views, self.month, self.day):
            self.strip.add(widget)
        if self.may_mark:
            self.strip.set_main(_("All present"), self.fill, icon="check")
        self.marking = Marking(self, self.read)
        self.marking.made.connect(Excusing(self, self.shell).after)
        self.month_page = MonthPage()
        self.day_page = DayPage(self.shell.desk, may_mark=self.may_mark)
        self.empty = EmptyPlace(
            _("No group to mark yet"),
            _("Attendance is marked in day care. Add a day-care service with its groups, then enrol children in it."),
            _("Services and groups"),
            partial(self.shell.go, "settings", page="services"),
            icon="attendance",
            button_icon="forward",
        )
        self.nobody = EmptyPlace(
            _("Nobody is enrolled here"),
            _("Open a child's file and enrol the child in this group."),
            _("Children"),
            partial(self.shell.go, "children"),
            icon="children",
            button_icon="forward",
        )
        self.pages = QStackedWidget()
        for page in (self.month_page, self.day_page, self.empty, self.nobody):
            self.pages.addWidget(page)
        self.body.addWidget(self.pages, 1)
        self._connect()
        self._view_chosen(read=False)

    def load(self) -> None:
        """The groups first, then what is shown."""
        tasks.read(lambda session: services(session), then=self._show_services)

    def open(self, **to: object) -> None:
        """``group=`` a group or service; ``day=`` a day shows the day view."""
        group, day = to.get("group"), to.get("day")
        if isinstance(group, UUID):
            self._wanted = group
            self.groups.set_value(group)
        if isinstance(day, date):
            self.views.set_value(DAY)
            self.day.set_day(day)
        self._view_chosen(read=self._services is not None)

    def state(self) -> dict[str, object]:
        """Group, view and period."""
        return {
            "group": self.groups.value(),
            "view": self.views.value(),
            "month": (self.month.year, self.month.month),
            "day": self.day.day,
        }

    def restore(self, state: dict[str, Any]) -> None:
        """As before the language changed."""
        self._wanted = state["group"]
        self.views.set_value(state["view"])
        self.month.set_month(*state["month"])
        self.day.set_day(state["day"])
        self._view_chosen(read=False)

    def print_asked(self) -> None:
        """The register of this group and month."""
        self.shell.go("reports", kind="register", group=self.groups.value(), month=(self.month.year, self.month.month))

    def pictures(self) -> Iterable[tuple[str, Callable[[], None]]]:
        """Month and day."""

        def show(view: str) -> None:
            self.views.set_value(view)
            self._view_chosen()

        yield "month", partial(show, MONTH)
        yield "day", partial(show, DAY)

    # ---- reading ----------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Ask for the period that is chosen."""
        group = self.groups.value()
        if not isinstance(group, UUID):
            return
        language, view = current().language, self.views.value()
        year, month, day = self.month.year, self.month.month, self.day.day

        def asking(session: Any) -> Shown:
            what: MonthGrid | DaySheet
            if view == MONTH:
                what = month_grid(session, group, year, month, language)
            else:
                what = day_sheet(session, day, group, language)
            return Shown(what, labels(session, REASON_LIST, language))

        tasks.read(asking, then=self._show, latest="attendance")

    def _show_services(self, rows: list[ServiceRow]) -> None:
        # Attendance is counted in day care alone; therapy and visits have their own kind of record.
        self._services = rows = [row for row in rows if row.kind == DAY_CARE]
        choices: list[tuple[UUID, str]] = []
        for service in rows:
            if len(service.groups) != 1:
                choices.append((service.id, service.name))
            choices.extend((group.id, f"{service.name} · {group.name}") for group in service.groups)
        self.groups.set_choices(choices)
        if self._wanted in [key for key, _words in choices]:
            self.groups.set_value(self._wanted)
        elif self.groups.value() is None and choices:
            self.groups.set_value(self._first_group(rows))
        if choices:
            self.read()
        else:
            self.pages.setCurrentWidget(self.empty)

    @staticmethod
    def _first_group(rows: list[ServiceRow]) -> UUID:
        return rows[0].groups[0].id if rows[0].groups else rows[0].id

    def _show(self, shown: Shown) -> None:
        letters = MarkLetters(current().language, shown.reasons)
        if isinstance(shown.what, DaySheet):
            self.day_page.show_sheet(shown.what, letters)
            self.pages.setCurrentWidget(self.day_page)
            return
        fresh = self.month_page.model.grid is None or not self.month_page.view.currentIndex().isValid()
        self.month_page.model.set_grid(shown.what, letters, self.shell.office.today())
        self.pages.setCurrentWidget(self.month_page if shown.what.rows else self.nobody)
        if fresh or not self.month_page.view.currentIndex().isValid():
            self._go_to_today(shown.what)

    def _go_to_today(self, grid: MonthGrid) -> None:
        today = self.shell.office.today()
        for column, state in enumerate(grid.days):
            if state.day == today and grid.rows:
                self.month_page.view.go_to(0, column)

    # ---- marking ----------------------------------------------------------------------------------------------------

    def fill(self) -> None:
        """Everybody present on the day of the cursor."""
        day = self.day.day
        if self.views.value() == MONTH:
            index = self.month_page.view.currentIndex()
            if not index.isValid() or index.column() >= self.month_page.model.days:
                messages.info(_("Go to the day with the arrows first."))
                return
            day = self.month_page.model.day(index.column())
        self._fill(day)

    def _fill(self, day: date) -> None:
        group = self.groups.value()
        if self.may_mark and isinstance(group, UUID):
            self.marking.fill(day, group)

    def _mark_cells(self, indexes: list[QModelIndex], mark: Mark) -> None:
        if not self.may_mark:
            return
        model = self.month_page.model
        places = [(model.day(index.column()), model.row(index).enrolment_id) for index in indexes]
        for index in indexes:
            if model.is_open(index.column()) and model.row(index).covers(model.day(index.column())):
                model.show_mark(index, mark)
        self.marking.mark(places, mark)

    def _mark_rows(self, rows: list[SheetRow], mark: Mark) -> None:
        if self.may_mark:
            self.marking.mark([(self.day.day, row.enrolment_id) for row in rows], mark)

    def _cell_menu(self, indexes: list[QModelIndex], at: QPoint) -> None:
        if not self.may_mark:
            return
        model, first = self.month_page.model, indexes[0]
        cell = model.cell(first)
        day, enrolment = model.day(first.column()), model.row(first).enrolment_id
        note = partial(self._ask_note, day, enrolment, cell)
        self.marking.choose(model.letters, at, lambda mark: self._mark_cells(indexes, mark), note)

    def _row_menu(self, rows: list[SheetRow], at: QPoint) -> None:
        note = partial(self._ask_note, self.day.day, rows[0].enrolment_id, rows[0].cell)
        self.marking.choose(self.day_page.letters, at, lambda mark: self._mark_rows(rows, mark), note)

    def _ask_note(self, day: date, enrolment: UUID, cell: Any) -> None:
        if cell is None:
            messages.info(_("A note belongs to a mark: mark the day first."))
            return
        self.marking.ask_note(day, enrolment, Mark(cell.status, cell.reason), cell.note)

    # ---- choosing ---------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        view = self.month_page.view
        view.marked.connect(self._mark_cells)
        view.filled.connect(self._fill)
        view.menu_asked.connect(self._cell_menu)
        view.child_opened.connect(lambda index: self._open_child(self.month_page.model.row(index).child_id))
        self.day_page.marked.connect(self._mark_rows)
        self.day_page.filled.connect(self.fill)
        self.day_page.menu_asked.connect(self._row_menu)
        self.day_page.child_opened.connect(self._open_child)
        for keys, on in ((QKeySequence.StandardKey.Undo, self.marking.undo), ("Ctrl+Y", self.marking.redo)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(on)

    def _open_child(self, child_id: UUID) -> None:
        self.shell.go("children", child=child_id)

    def _group_chosen(self, key: object) -> None:
        self._wanted = key if isinstance(key, UUID) else None
        self.read()

    def _view_chosen(self, *, read: bool = True) -> None:
        month = self.views.value() == MONTH
        self.month.setVisible(month)
        self.day.setVisible(not month)
        if read:
            self.read()
