"""Proposed rounds: the search with its progress and *Stop*, what came of it beside what stands, and *Take them*."""

from __future__ import annotations

import threading
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from centre_app.errors import UserError
from centre_app.language.dates import day_text
from centre_app.language.translate import _, current, ngettext
from centre_app.rounds.actions import apply_proposal
from centre_app.rounds.queries import week_to_plan
from centre_app.rounds.solver import hand_made, propose
from centre_app.rounds.telling import headline
from centre_app.security.access import Permission
from ui import tasks
from ui.outreach.board_words import km_text
from ui.outreach.propose_tables import FiguresTable, LeftTable, StopsTable, shown_figures, shown_left, shown_stops
from ui.shared import theme
from ui.shared.buttons import button, main_button
from ui.shared.screen import Shell
from ui.shared.words import label

if TYPE_CHECKING:
    from centre_app.rounds.actions import Applied
    from centre_app.rounds.problem import Problem, Proposal
    from centre_app.rounds.queries import Asked

_WIDE, _HIGH = 1080, 640
_LOOK_MS = 100
_RESULT = 1
SECONDS = 20.0  # of search


def open_propose(parent: QWidget, shell: Shell, monday: date, *, from_day: date | None = None) -> ProposeDialog:
    """Propose the rounds of a week, or of the rest of it from a day on."""
    dialog = ProposeDialog(parent, shell, monday, from_day)
    dialog.open()
    dialog.begin()
    return dialog


class ProposeDialog(QDialog):
    """Searches at once when ``begin`` is called. Closing it while it searches stops the search."""

    taken = Signal(object)  # Applied: the rounds stand in the plan now

    def __init__(self, parent: QWidget, shell: Shell, monday: date, from_day: date | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.shell, self.monday, self.from_day = shell, monday, from_day
        self.asked: Asked | None = None
        self.proposal: Proposal | None = None
        self.seconds = SECONDS
        self._search = _Search()
        week = monday.isocalendar().week
        self.setWindowTitle(_("Rounds of week {week}").format(week=week))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        title = _("Rounds of week {week}, from {day}").format(week=week, day=day_text(from_day or monday))
        layout.addWidget(label(title, kind="heading"))
        self.pages = QStackedWidget()
        self.pages.addWidget(self._searching_page())
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
        ask = partial(week_to_plan, monday=self.monday, language=current().language, from_day=self.from_day)
        tasks.read(ask, self._was_read, failed=self._failed, owner=self)

    def stop(self) -> None:
        """End the search with the best found so far."""
        self._search.stopped.set()
        self.stop_button.setEnabled(False)
        self.words.setText(_("Stopping…"))

    def take(self) -> None:
        """Write the rounds into the plan: all, or none."""
        if self.proposal is None:
            return
        self.take_button.setEnabled(False)
        tasks.do(partial(apply_proposal, proposal=self.proposal), then=self._taken, failed=self._failed, owner=self)

    def done(self, result: int) -> None:
        """Closed, one way or another."""
        self._search.stopped.set()
        self._clock.stop()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        """By the window's own cross."""
        self._search.stopped.set()
        super().closeEvent(event)

    def _searching_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(80, 0, 80, 0)
        column.setSpacing(16)
        column.addStretch(1)
        self.words = label(_("Proposing rounds…"))
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(self.words.text())
        self.stop_button = button(_("Stop"), self.stop, icon="stop")
        self.stop_button.setToolTip(_("Shows the best rounds found so far."))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.stop_button)
        row.addStretch(1)
        for widget in (self.words, self.bar):
            column.addWidget(widget)
        column.addLayout(row)
        note = label(
            _(
                "This takes about 20 seconds. What was promised to a family keeps its day and its time; a round that"
                " was said to the team keeps its visits."
            ),
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
        self.figures, self.stops, self.left = FiguresTable(self.shell), StopsTable(self.shell), LeftTable(self.shell)
        self.tables = QTabWidget()
        self.tables.setDocumentMode(True)
        self.tables.addTab(self.figures, _("Figures"))
        self.tables.addTab(self.stops, _("Rounds"))
        self.tables.addTab(self.left, _("Left out"))
        column.addWidget(self.summary)
        column.addWidget(self.tables, 1)
        return page

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.problem = label("", kind="error", wrap=True)
        row.addWidget(self.problem, 1)
        self.close_button = button(_("Leave the plan as it is"), self.reject)
        self.take_button = main_button(_("Take these rounds"), self.take)
        self.take_button.setEnabled(False)
        row.addWidget(self.close_button)
        row.addWidget(self.take_button)
        return row

    def _was_read(self, asked: Asked) -> None:
        self.asked = asked
        search, seconds = self._search, self.seconds
        title = self.windowTitle()
        tasks.run(
            lambda at: search.run(asked.problem, at, seconds),
            self._found,
            failed=self._failed,
            owner=self,
            title=title,
        )

    def _look(self) -> None:
        """How far the search is; its thread only leaves numbers behind."""
        if self.asked is None or self._search.stopped.is_set() or self._search.found is None:
            return
        visited, km = self._search.found
        due = len(self.asked.problem.candidates)
        self.bar.setRange(0, max(due, 1))
        self.bar.setValue(visited)
        words = _("Best so far: {visited} of {due} visited, {km}")
        self.words.setText(words.format(visited=visited, due=due, km=km_text(km)))
        self.bar.setAccessibleName(self.words.text())

    def _found(self, found: tuple[Proposal, Proposal]) -> None:
        self._clock.stop()
        assert self.asked is not None
        before, self.proposal = found
        proposal, names = self.proposal, self.asked.names
        self.summary.setText(" ".join(message.in_words() for message in headline(proposal)))
        self.figures.set_rows(shown_figures(before, proposal), keep=lambda row: row.key)
        self.stops.set_rows(shown_stops(proposal, names), keep=lambda row: row.key)
        self.left.set_rows(shown_left(proposal, names), keep=lambda row: row.key)
        n = len(proposal.left_out)
        self.tables.setTabText(
            1, ngettext("{n} round", "{n} rounds", len(proposal.tours)).format(n=len(proposal.tours))
        )
        self.tables.setTabText(2, ngettext("{n} left out", "{n} left out", n).format(n=n))
        self.tables.setTabVisible(2, bool(n))
        self.pages.setCurrentIndex(_RESULT)
        worth = bool(proposal.tours) and not proposal.hand_made and self.shell.may(Permission.PLAN_ROUNDS)
        self.take_button.setEnabled(worth)
        (self.take_button if worth else self.close_button).setFocus()

    def _taken(self, applied: Applied) -> None:
        self.taken.emit(applied)
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
        self.found: tuple[int, float] | None = None

    def run(self, problem: Problem, progress: tasks.Progress, seconds: float) -> tuple[Proposal, Proposal]:
        """The plan as it stands, and the best found until it is done or *Stop* is pressed."""
        before = hand_made(problem)
        after = propose(
            problem,
            seconds=seconds,
            told=self._told,
            stop=lambda: self.stopped.is_set() or progress.stopped,
        )
        return before, after

    def _told(self, visited: int, km: float) -> None:
        self.found = visited, km
