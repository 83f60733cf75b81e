"""Above the calendar: which week, whose, and what can be done with it."""

from __future__ import annotations

from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from centre_app.language.translate import _
from ui.quick_find import QuickFind
from ui.shared.buttons import button, main_button
from ui.shared.choice import ChoiceBox
from ui.shared.flow import Flow
from ui.shared.period import DayStrip
from ui.therapy.week_reading import Reading
from ui.therapy.week_rows import CHILD, EVERYBODY, ROOM, THERAPIST, Seen
from ui.therapy.week_strip import WeekStrip


class WeekHead(QWidget):
    """``changed`` when another week or another person is wanted; ``asked(what)``: book, propose, copy, print,
    export, export_names."""

    changed = Signal()
    asked = Signal(str)

    def __init__(self, today: date, *, may_plan: bool, may_name: bool) -> None:
        super().__init__()
        self._whom: dict[str, UUID | None] = {}
        self.week = WeekStrip(today, today)
        self.week.changed.connect(self._week_moved)
        self.day = DayStrip(today)
        self.day.changed.connect(lambda day: self._day_moved(day))
        self.by = ChoiceBox(
            [
                (THERAPIST, _("Therapist")),
                (ROOM, _("Room")),
                (CHILD, _("Child")),
                (EVERYBODY, _("Everybody, one day")),
            ]
        )
        self.by.setAccessibleName(_("Show the week of"))
        self.by.setMinimumContentsLength(12)
        self.by.set_value(THERAPIST)
        self.by.chosen.connect(lambda _key: self._by_chosen())
        self.whom = ChoiceBox()
        self.whom.setMinimumContentsLength(15)
        self.whom.setAccessibleName(_("Whose week"))
        self.whom.chosen.connect(self._whom_chosen)
        self.child = button(_("Find a child"), self.find_child, icon="search")
        self.more = button(_("More"), icon="menu")
        self.more.setMenu(self._menu(may_plan=may_plan, may_name=may_name))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        row = Flow((self.week, self.day, self.by, self.whom, self.child))
        if may_plan:
            self.book = main_button(_("Book"), partial(self.asked.emit, "book"), icon="add")
            self.book.setToolTip(_("Book a session (N)"))
            row.add(self.book)
            row.add(button(_("Propose…"), partial(self.asked.emit, "propose")))
        row.add(self.more)
        column.addWidget(row)
        self._show_parts()

    def seen(self) -> Seen:
        """What is chosen."""
        by = str(self.by.value())
        day = self.day.day if by == EVERYBODY else self.week.monday
        return Seen(by, self._whom.get(by), day)

    def name(self) -> str:
        """Whose week it is, in words; "" where it is everybody's."""
        by = self.by.value()
        if by == EVERYBODY:
            return ""
        return self.child.text() if by == CHILD else self.whom.currentText()

    def choose(self, by: str, whom: UUID | None) -> None:
        """Choose whose week, without telling it."""
        self.by.set_value(by)
        if whom is not None:
            self._whom[by] = whom
        self._show_parts()

    def set_day(self, day: date) -> None:
        """Choose the week of this day, without telling it."""
        self.week.set_week(day)
        self.day.set_day(day)

    def show_reading(self, reading: Reading) -> None:
        """Offer whom there is; whoever was read is chosen."""
        seen, facts = reading.seen, reading.shown.facts
        if seen.by != self.by.value():
            return  # another view was asked for meanwhile
        self._whom[seen.by] = seen.whom
        if seen.by == THERAPIST:
            here = [person for person in facts.staff.values() if _may_be_seen(person, seen)]
            self.whom.set_choices([(person.id, person.name) for person in here])
        elif seen.by == ROOM:
            rooms = [room for room in facts.rooms.values() if room.active or room.id == seen.whom]
            self.whom.set_choices([(room.id, room.name) for room in rooms])
        elif seen.by == CHILD:
            self.child.setText(reading.child_name or _("Find a child"))
        self.whom.set_value(seen.whom)

    def find_child(self) -> None:
        """Ask which child, by a few letters."""
        find = QuickFind(self.window())
        find.found.connect(self._child_found)
        find.show()

    def _menu(self, *, may_plan: bool, may_name: bool) -> QMenu:
        menu = QMenu(self)
        if may_plan:
            menu.addAction(_("Copy the week…"), partial(self.asked.emit, "copy"))
        menu.addAction(_("For another calendar, with initials (.ics)…"), partial(self.asked.emit, "export"))
        if may_name:
            menu.addAction(_("For another calendar, with names (.ics)…"), partial(self.asked.emit, "export_names"))
        menu.addAction(_("Print") + "\tCtrl+P", partial(self.asked.emit, "print"))
        return menu

    def _week_moved(self, monday: date) -> None:
        self.day.set_day(monday)
        self.changed.emit()

    def _day_moved(self, day: date) -> None:
        self.week.set_week(day)
        self.changed.emit()

    def _by_chosen(self) -> None:
        self._show_parts()
        self.changed.emit()

    def _whom_chosen(self, key: object) -> None:
        if isinstance(key, UUID):
            self._whom[str(self.by.value())] = key
            self.changed.emit()

    def _child_found(self, child_id: UUID) -> None:
        self._whom[CHILD] = child_id
        self.changed.emit()

    def _show_parts(self) -> None:
        by = self.by.value()
        self.week.setVisible(by != EVERYBODY)
        self.day.setVisible(by == EVERYBODY)
        self.whom.setVisible(by in (THERAPIST, ROOM))
        self.child.setVisible(by == CHILD)


def _may_be_seen(person: object, seen: Seen) -> bool:
    """Who has left is offered only while it is their week that is shown."""
    until = getattr(person, "works_until", None)
    return until is None or until >= seen.day or getattr(person, "id", None) == seen.whom
