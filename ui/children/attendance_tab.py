"""A child's attendance, month by month."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from centre_app.attendance.queries import ChildMark, child_attendance, child_marks
from centre_app.attendance.rules import REASON_LIST, ChildAttendance
from centre_app.children.files import ChildFile
from centre_app.codelists.queries import labels
from centre_app.language.dates import day_text, month_text, weekday_names
from centre_app.language.translate import _, current, ngettext
from ui import tasks
from ui.attendance.letters import MarkLetters
from ui.shared.cards import Figure
from ui.shared.empty import EmptyPlace
from ui.shared.period import MonthStrip
from ui.shared.screen import Shell
from ui.shared.table import Column, Table
from ui.shared.words import label


@dataclass(frozen=True)
class Read:
    """One month of one child."""

    marks: tuple[ChildMark, ...]
    figures: ChildAttendance
    reasons: dict[str, str]


class AttendanceTab(QWidget):
    """Figures of the month and its marks, the newest first."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.child_id: UUID | None = None
        self._groups: dict[UUID, UUID] = {}
        self._letters = MarkLetters("en", {})
        today: date = shell.office.today()
        self.month = MonthStrip(today.year, today.month, today)
        self.month.changed.connect(lambda _year, _month: self.read())
        names = (_("open days enrolled"), _("came"), _("absent"), _("not marked"))
        self.figures = [Figure("–", name) for name in names]
        self.reasons = label(kind="muted", wrap=True)
        self.table: Table = Table(
            [
                Column("day", _("Day"), value=lambda row: day_text(row.day), width=95),
                Column("weekday", _("Weekday"), value=_weekday, width=110),
                Column("service", _("Service"), value=lambda row: row.service, width=160),
                Column("mark", _("Mark"), value=lambda row: self._letters.words(row.cell), width=320),
            ],
            name="children.attendance",
            desk=shell.desk,
            sorting="none",
            label_text=_("Attendance"),
            count=lambda n: ngettext("{n} mark", "{n} marks", n).format(n=n),
        )
        self.table.set_empty(EmptyPlace(_("No mark in this month"), icon="calendar"))
        self.table.opened.connect(self._open_day)
        top = QHBoxLayout()
        top.addWidget(self.month)
        top.addStretch(1)
        figures = QHBoxLayout()
        for figure in self.figures:
            figures.addWidget(figure, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.addLayout(top)
        column.addLayout(figures)
        column.addWidget(self.reasons)
        column.addWidget(self.table, 1)

    def show_file(self, file: ChildFile) -> None:
        """Show this child's month."""
        self.child_id = file.id
        self._groups = {row.id: row.group_id or row.service_id for row in file.enrolments}
        self.read()

    def read(self) -> None:
        """Ask for the month that is chosen."""
        if self.child_id is None:
            return
        first = date(self.month.year, self.month.month, 1)
        last = date(first.year + first.month // 12, first.month % 12 + 1, 1)
        tasks.read(
            partial(_read, child_id=self.child_id, first=first, after=last, language=current().language),
            then=self._show,
            latest="month",
        )

    def _open_day(self, row: ChildMark) -> None:
        self.shell.go("attendance", day=row.day, group=self._groups.get(row.enrolment_id))

    def _show(self, read: Read) -> None:
        self._letters = MarkLetters(current().language, read.reasons)
        one = read.figures
        for figure, number in zip(
            self.figures, (one.enrolled_days, one.child_days, one.absent, one.unmarked), strict=True
        ):
            figure.set_value(str(number))
        words = [
            f"{read.reasons.get(code, code)}: {count}" for code, count in Counter(one.absent_by_reason).most_common()
        ]
        self.reasons.setText(", ".join(words))
        self.reasons.setVisible(bool(words))
        self.table.set_rows(tuple(reversed(read.marks)), keep=lambda row: (row.day, row.enrolment_id))
        self.table.setAccessibleDescription(month_text(self.month.year, self.month.month, current()))


def _read(session: Any, child_id: UUID, first: date, after: date, language: str) -> Read:
    last = date.fromordinal(after.toordinal() - 1)
    return Read(
        marks=child_marks(session, child_id, first, last),
        # Days to come are no open question yet.
        figures=child_attendance(session, child_id, first, max(min(last, session.today), first)),
        reasons=labels(session, REASON_LIST, language),
    )


def _weekday(row: ChildMark) -> str:
    return weekday_names(current())[row.day.weekday()]
