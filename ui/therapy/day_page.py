"""The day as a list: whose session is next, what is held, what waits to be written up."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import partial
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from centre_app.changes import Change
from centre_app.language.translate import N_, _, current, ngettext
from centre_app.security.access import Permission
from ui import tasks
from ui.shared.buttons import button, main_button
from ui.shared.choice import ChoiceBox
from ui.shared.empty import EmptyPlace
from ui.shared.flow import Flow
from ui.shared.pages import PlacePage
from ui.shared.period import DayStrip
from ui.shared.table import Column, Table
from ui.shared.words import label
from ui.therapy.day_rows import DayReading, Line, Whose, absent_here, excuse, lines, read_day, undo_excuse
from ui.therapy.week_outside import print_week
from ui.therapy.week_reading import Now
from ui.therapy.week_rows import EVERYBODY, THERAPIST, Seen

_EVERYBODY = "everybody"
_MINUTE_MS = 60_000


class DayPage(PlacePage):
    """``open(day=…, staff=…, waiting=True)``: the day, whose, and whether only what waits for a note."""

    key: ClassVar[str] = "day"
    name: ClassVar[str] = N_("Day")
    needs: ClassVar[Permission | None] = Permission.SEE_CHILDREN
    refresh_on: ClassVar[frozenset[Change]] = frozenset(
        {Change.SESSIONS, Change.ATTENDANCE, Change.WORKPLACE, Change.CHILDREN, Change.CALENDAR, Change.CODELISTS}
    )

    def build(self) -> None:
        """Day and person above, the list below."""
        self.reading: DayReading | None = None
        self._whose = Whose()
        self.day = DayStrip(self.shell.office.today())
        self.day.changed.connect(lambda _day: self._day_moved())
        self.who = ChoiceBox()
        self.who.setAccessibleName(_("Whose day"))
        self.who.setMinimumContentsLength(14)
        self.who.chosen.connect(self._who_chosen)
        self.waiting = button("")
        self.waiting.setCheckable(True)
        self.waiting.toggled.connect(lambda _on: self._fill())
        self.waiting.hide()
        self.head.addWidget(Flow((self.day, self.who, self.waiting, *self._buttons())), 1)
        self.closed = label(kind="strong", tone="attention", wrap=True)
        self.closed.hide()
        self.absent = label(tone="attention", wrap=True)
        self.excuse = button(_("Excuse in the sessions"), self._excuse)
        self.absences = QWidget()
        row = QHBoxLayout(self.absences)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.absent, 1)
        row.addWidget(self.excuse)
        self.absences.hide()
        self.table = self._table()
        for part in (self.closed, self.absences):
            self.body.addWidget(part)
        self.body.addWidget(self.table, 1)
        clock = QTimer(self)
        clock.setInterval(_MINUTE_MS)
        clock.timeout.connect(self._minute_passed)
        clock.start()

    def load(self) -> None:
        """Ask for the day."""
        self.read()

    def open(self, **to: object) -> None:
        """Which day, whose, and whether only what waits for a note."""
        day, person = to.get("day"), to.get("staff")
        if isinstance(day, date):
            self.day.set_day(day)
        if isinstance(person, UUID):
            self._whose = Whose(person, chosen=True)
        self.waiting.setChecked(bool(to.get("waiting")))
        self.read()

    def state(self) -> dict[str, object]:
        """Day, person and filter."""
        return {"day": self.day.day, "whose": self._whose, "waiting": self.waiting.isChecked()}

    def restore(self, state: dict[str, object]) -> None:
        """As before the language changed."""
        day, whose = state.get("day"), state.get("whose")
        if isinstance(day, date) and isinstance(whose, Whose):
            self.day.set_day(day)
            self._whose = whose
        self.waiting.setChecked(bool(state.get("waiting")))

    def print_asked(self) -> None:
        """The timetable of the day's week."""
        if self.reading is not None:
            whose = self.reading.whose
            by = THERAPIST if whose is not None else EVERYBODY
            print_week(self, Seen(by, whose, self.day.day), self.who.currentText() if whose is not None else "")

    def pictures(self) -> Iterable[tuple[str, Callable[[], None]]]:
        """The day, and what waits for a note."""
        yield "", lambda: self.waiting.setChecked(False)
        yield "no-notes", lambda: self.waiting.setChecked(True)

    # ---- reading ------------------------------------------------------------------------

    def read(self) -> None:
        """Ask again for what is chosen."""
        ask = partial(read_day, wanted=self.day.day, whose=self._whose, now=self._now(), language=current().language)
        tasks.read(ask, then=self._show, latest="day")

    def _now(self) -> Now:
        clock = datetime.now().astimezone()
        return Now(self.shell.office.today(), clock.hour * 60 + clock.minute)

    def _show(self, reading: DayReading) -> None:
        self.reading = reading
        here = [person for person in reading.staff if person.works_until is None or person.works_until >= reading.day]
        self.who.set_choices([(_EVERYBODY, _("Everybody")), *((person.id, person.name) for person in here)])
        self.who.set_value(reading.whose if reading.whose is not None else _EVERYBODY)
        self.closed.setVisible(not reading.state.open)
        why = reading.state.why.in_words() if reading.state.why is not None else ""
        self.closed.setText(_("Closed: {why}.").format(why=why))
        self._show_absent(reading)
        self._fill()

    def _show_absent(self, reading: DayReading) -> None:
        many = len(absent_here(reading))
        self.absences.setVisible(bool(many))
        self.absent.setText(
            ngettext(
                "{n} child is marked absent and still expected in sessions of this day.",
                "{n} children are marked absent and still expected in sessions of this day.",
                many,
            ).format(n=many)
        )
        self.excuse.setVisible(self.shell.may(Permission.PLAN_WEEK))

    def _fill(self) -> None:
        if self.reading is not None:
            only, many = self.waiting.isChecked(), len(self.reading.waiting)
            sign = ngettext("{n} session without notes", "{n} sessions without notes", many).format(n=many)
            self.waiting.setText(_("Back to the day") if only else sign)
            self.waiting.setVisible(bool(many) or only)
            self.table.set_empty(self._nothing_waits() if only else self._no_sessions())
            found = lines(self.reading, waiting=only)
            fresh = self.table.current() is None
            self.table.set_rows(found)
            if fresh and not self.table.select(lambda line: line.is_next):
                self.table.select(lambda _line: True)

    def _minute_passed(self) -> None:
        if self.isVisible() and self.reading is not None:
            self.read()

    # ---- what is asked ------------------------------------------------------------------

    def open_line(self, line: Line) -> None:
        """Write it up; who may not read notes sees it in the week."""
        if self.shell.may(Permission.SEE_NOTES):
            self.go("session", session=line.id)
        else:
            self.to_week(line)

    def to_week(self, line: Line | None = None) -> None:
        """The week, at this session or this day."""
        line = line or self.table.current()
        to: dict[str, object] = {"day": line.row.day if line is not None else self.day.day}
        if line is not None:
            to["session"] = line.id
            if line.row.therapist_id is not None:
                to["staff"] = line.row.therapist_id
        self.go("week", **to)

    def _open_current(self) -> None:
        self.table.open_current()

    def _excuse(self) -> None:
        if self.reading is None:
            return
        day, absent = self.reading.day, absent_here(self.reading)
        tasks.do(
            partial(excuse, wanted=day, absent=absent),
            owner=self,
            saying=ngettext("{n} child excused.", "{n} children excused.", len(absent)).format(n=len(absent)),
            undo=undo_excuse,
        )

    def _day_moved(self) -> None:
        self.waiting.setChecked(False)
        self.read()

    def _who_chosen(self, key: object) -> None:
        self._whose = Whose(key if isinstance(key, UUID) else None, chosen=True)
        self.read()

    def _buttons(self) -> list[QWidget]:
        parts: list[QWidget] = []
        if self.shell.may(Permission.SEE_NOTES):
            parts.append(main_button(_("Open the session"), self._open_current, icon="edit"))
        parts.append(button(_("In the week"), self.to_week))
        parts.append(button(_("Print"), self.print_asked))
        return parts

    def _table(self) -> Table:
        table: Table = Table(
            [
                Column("time", _("Time"), value=lambda line: line.time, width=150, tone=_next_tone),
                Column("therapist", _("Therapist"), value=lambda line: line.therapist, width=170),
                Column(
                    "children",
                    _("Children"),
                    value=lambda line: line.children,
                    width=250,
                    tone=lambda line: "attention" if line.absent else _next_tone(line),
                    tip=lambda line: line.children,
                ),
                Column("type", _("Session"), value=lambda line: line.type, width=170, tone=_next_tone),
                Column("room", _("Room"), value=lambda line: line.room, width=140),
                Column("state", _("State"), value=lambda line: line.state, width=200, tone=lambda line: line.tone),
            ],
            name="therapy.day",
            desk=self.shell.desk,
            count=lambda n: ngettext("{n} session", "{n} sessions", n).format(n=n),
            sorting="none",
            label_text=_("Sessions of the day"),
        )
        table.opened.connect(self.open_line)
        return table

    def _no_sessions(self) -> EmptyPlace:
        return EmptyPlace(
            _("No sessions on this day"),
            _("Sessions are booked in the week: there one sees who is free, and where."),
            _("To the week"),
            self.to_week,
            icon="therapy",
            button_icon="forward",
        )

    def _nothing_waits(self) -> EmptyPlace:
        return EmptyPlace(_("Everything is written up"), _("No session waits for a note."), icon="check")


def _next_tone(line: Line) -> str:
    return "strong" if line.is_next else ""
