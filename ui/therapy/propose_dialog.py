"""The proposed timetable: the search with its progress and *Stop*, what came of it, and *Book*."""

from __future__ import annotations

import threading
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from centre_app.errors import UserError
from centre_app.language.dates import day_text
from centre_app.language.translate import _, current, ngettext
from centre_app.security.access import Permission
from centre_app.therapy.actions import undo_calendar
from centre_app.timetable.actions import book_proposal
from centre_app.timetable.queries import WeekToPlan, week_to_plan
from centre_app.timetable.solver import propose
from centre_app.timetable.telling import summary
from ui import tasks
from ui.shared import theme
from ui.shared.buttons import button, main_button
from ui.shared.screen import Shell
from ui.shared.words import label
from ui.therapy.propose_tables import MissingTable, SessionsTable, shown_missing, shown_sessions

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from centre_app.therapy.actions import BookedMany
    from centre_app.timetable.problem import Proposal

_WIDE, _HIGH = 1040, 640
_LOOK_MS = 100
_SEARCHING, _RESULT = 0, 1


def open_propose(parent: QWidget, shell: Shell, monday: date) -> ProposeDialog:
    """Propose the week of ``monday``, and show it. What is booked refreshes every screen by itself."""
    dialog = ProposeDialog(parent, shell, monday)
    dialog.open()
    dialog.begin()
    return dialog


class ProposeDialog(QDialog):
    """Searches at once when ``begin`` is called. Closing it while it searches stops the search."""

    def __init__(self, parent: QWidget, shell: Shell, monday: date) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.shell, self.monday = shell, monday
        self.plan: WeekToPlan | None = None
        self.proposal: Proposal | None = None
        self._search = _Search()
        week = monday.isocalendar().week
        self.setWindowTitle(_("Timetable for week {week}").format(week=week))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(
            label(_("Timetable for week {week}, from {day}").format(week=week, day=day_text(monday)), kind="heading")
        )
        self.pages = QStackedWidget()
        self.pages.addWidget(self._searching_page(week))
        self.pages.addWidget(self._result_page())
        layout.addWidget(self.pages, 1)
        layout.addLayout(self._buttons())
        self._clock = QTimer(self)
        self._clock.setInterval(_LOOK_MS)
        self._clock.timeout.connect(self._look)
        room = self.screen().availableSize()
        self.resize(min(theme.px(_WIDE), room.width() - 40), min(theme.px(_HIGH), room.height() - 60))

    def begin(self) -> None:
        """Read the week, then search."""
        self._clock.start()
        tasks.read(
            partial(week_to_plan, monday=self.monday, language=current().language),
            self._was_read,
            failed=self._failed,
            owner=self,
        )

    def stop(self) -> None:
        """End the search with the best found so far."""
        self._search.stopped.set()
        self.stop_button.setEnabled(False)
        self.words.setText(_("Stopping…"))

    def book(self) -> None:
        """Book the new sessions: all, or none."""
        if self.proposal is None:
            return
        proposal = self.proposal
        self.book_button.setEnabled(False)
        n = len(proposal.new)
        tasks.do(
            partial(book_proposal, proposal=proposal),
            then=self._booked,
            failed=self._failed,
            owner=self,
            saying=ngettext("{n} session was booked.", "{n} sessions were booked.", n).format(n=n),
            undo=_undo,
        )

    def done(self, result: int) -> None:
        """Closed, one way or another."""
        self._search.stopped.set()
        self._clock.stop()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        """By the window's own cross."""
        self._search.stopped.set()
        super().closeEvent(event)

    def _searching_page(self, week: int) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(80, 0, 80, 0)
        column.setSpacing(16)
        column.addStretch(1)
        self.words = label(_("Proposing the week {week}…").format(week=week))
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(self.words.text())
        self.stop_button = button(_("Stop"), self.stop, icon="stop")
        self.stop_button.setToolTip(_("Shows the best timetable found so far."))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.stop_button)
        row.addStretch(1)
        for widget in (self.words, self.bar):
            column.addWidget(widget)
        column.addLayout(row)
        note = label(
            _("This can take half a minute. Sessions that are booked already keep their place."),
            kind="muted",
            wrap=True,
        )
        note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(note)
        column.addStretch(2)
        return page

    def _result_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.summary = label("", wrap=True)
        self.missing_title = label("", kind="strong")
        self.sessions_title = label("", kind="strong")
        self.missing = MissingTable(self.shell)
        self.sessions = SessionsTable(self.shell)
        column.addWidget(self.summary)
        column.addWidget(self.sessions_title)
        column.addWidget(self.sessions, 3)
        column.addWidget(self.missing_title)
        column.addWidget(self.missing, 2)
        return page

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.problem = label("", kind="error", wrap=True)
        row.addWidget(self.problem, 1)
        self.close_button = button(_("Close"), self.reject)
        self.book_button = main_button(_("Book these sessions"), self.book)
        self.book_button.setEnabled(False)
        row.addWidget(self.close_button)
        row.addWidget(self.book_button)
        return row

    def _was_read(self, plan: WeekToPlan) -> None:
        self.plan = plan
        search = self._search
        title = self.windowTitle()
        tasks.run(lambda at: search.run(plan, at), self._found, failed=self._failed, owner=self, title=title)

    def _look(self) -> None:
        """How far the search is; its thread only leaves numbers behind."""
        if self.plan is None or self._search.stopped.is_set():
            return
        found, due = self._search.found, self.plan.problem.due
        if found is None or not due:
            return
        self.bar.setRange(0, due)
        self.bar.setValue(found)
        week = self.monday.isocalendar().week
        if found < due:
            words = _("Proposing the week {week}… so far {found} of {due} placed")
        else:
            words = _("All {due} are placed. Looking for less change from last week…")
        self.words.setText(words.format(week=week, found=found, due=due))
        self.bar.setAccessibleName(self.words.text())

    def _found(self, proposal: Proposal) -> None:
        self._clock.stop()
        assert self.plan is not None
        self.proposal = proposal
        names = self.plan.names
        self.summary.setText(" ".join(message.in_words() for message in summary(proposal)))
        self.sessions_title.setText(_("New sessions"))
        self.sessions.set_rows(shown_sessions(proposal, names), keep=lambda row: row.key)
        self.missing_title.setText(_("Without a place"))
        self.missing.show_all(shown_missing(proposal, names))
        for widget, there in (
            (self.sessions_title, bool(proposal.new)),
            (self.sessions, bool(proposal.new)),
            (self.missing_title, bool(proposal.unplaced)),
            (self.missing, bool(proposal.unplaced)),
        ):
            widget.setVisible(there)
        self.pages.setCurrentIndex(_RESULT)
        self.book_button.setEnabled(bool(proposal.new) and self.shell.may(Permission.PLAN_WEEK))
        (self.book_button if proposal.new else self.close_button).setFocus()

    def _booked(self, _booked: BookedMany) -> None:
        self.accept()

    def _failed(self, error: Exception) -> bool:
        self._clock.stop()
        if not isinstance(error, UserError):
            self.reject()
            return False
        self.problem.setText(error.in_words())
        if self.proposal is None:
            self.words.setText("")
            self.bar.hide()
            self.stop_button.hide()
        return True


class _Search:
    """The search in its own thread: what it tells is read by the dialog's clock."""

    def __init__(self) -> None:
        self.stopped = threading.Event()
        self.found: int | None = None

    def run(self, plan: WeekToPlan, progress: tasks.Progress) -> Proposal:
        """Search until it is done, or *Stop* is pressed here or in the window's strip."""
        return propose(plan.problem, told=self._told, stop=lambda: self.stopped.is_set() or progress.stopped)

    def _told(self, found: int, _due: int) -> None:
        self.found = found


def _undo(booked: BookedMany) -> Callable[[Any], Any]:
    """Takes away exactly what was booked."""
    return partial(undo_calendar, what=booked.undo)
