"""Does it help: one page of a child's file. What was planned, delivered, what moved, and what it is too early for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from centre_app.attendance.queries import attendance_of
from centre_app.attendance.rules import ChildAttendance
from centre_app.changes import Change
from centre_app.children.files import ChildFile
from centre_app.language.dates import day_text
from centre_app.language.translate import _, current, ngettext
from centre_app.outcomes.queries import Outcomes, outcomes_of
from centre_app.outcomes.rules import TOO_EARLY, goal_meaning, is_a_line, t_meaning
from centre_app.plans.queries import GoalCourse
from centre_app.plans.rules import GOAL_STATUS_NAMES, home_words, level_sign
from centre_app.security.access import Permission
from ui import tasks
from ui.reports.shown import show_report
from ui.shared import theme
from ui.shared.buttons import button
from ui.shared.cards import Card, Figure
from ui.shared.chart import ChartView
from ui.shared.choice import ChoiceBox
from ui.shared.empty import EmptyPlace
from ui.shared.screen import Shell
from ui.shared.scroll import scrolled
from ui.shared.words import label

_MONTHS = (3, 6, 12)
_COURSE_WIDTH = 300
_LONG_AGO = date(1990, 1, 1)


@dataclass(frozen=True)
class Read:
    """One child's months. ``drawings`` are the catalogue's SVGs."""

    outcomes: Outcomes
    attendance: ChildAttendance
    drawings: Any


class HelpTab(QWidget):
    """Figures on top, goals with their courses, dose, instruments, what is practised at home."""

    refresh_on: ClassVar[frozenset[Change]] = frozenset(
        {Change.PLANS, Change.SESSIONS, Change.INSTRUMENTS, Change.ATTENDANCE}
    )

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.file: ChildFile | None = None
        periods = [
            *((months, ngettext("{n} month", "{n} months", months).format(n=months)) for months in _MONTHS),
            (0, _("All the time")),
        ]
        self.period = ChoiceBox(periods)
        self.period.setAccessibleName(_("Period"))
        self.period.set_value(6)
        self.period.chosen.connect(lambda _key: self.read())
        self.figures = [
            Figure("–", words)
            for words in (
                _("of the days here"),
                _("sessions held of those booked"),
                _("minutes held, of the plan’s"),
                _("minutes at home, of the plan’s"),
                _("all goals together (T-score)"),
            )
        ]
        self.meaning = label(kind="strong", wrap=True)
        self.goals = Card(_("Goals"), icon="check")
        self.dose = Card(_("Sessions"), icon="therapy")
        self.chart = ChartView()
        self.instruments = Card(_("Where the child stands"), icon="reports")
        self.home = Card(_("At home"), icon="home")
        self.ended = Card(_("Goals that ended before"), icon="archive")
        self.empty = EmptyPlace(
            _("Nothing to look back on yet"),
            _("A plan with goals, sessions that were written up, an instrument filled in: they are shown here."),
            icon="therapy",
        )
        self._build()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(_("Period"), kind="muted"))
        head.addWidget(self.period)
        head.addStretch(1)
        if self.shell.may(Permission.EXPORT_NAMES):
            head.addWidget(button(_("Progress record"), partial(self._print, pictures=False), icon="print"))
            head.addWidget(button(_("In pictures"), partial(self._print, pictures=True), icon="print"))
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        row = QHBoxLayout()
        row.setSpacing(12)
        for figure in self.figures:
            row.addWidget(figure, 1)
        column.addLayout(row)
        column.addWidget(self.meaning)
        for card in (self.goals, self.dose, self.instruments, self.home, self.ended):
            column.addWidget(card)
        column.addStretch(1)
        self.area = scrolled(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 10, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self.area, 1)
        layout.addWidget(self.empty, 1)
        self.empty.hide()

    def show_file(self, file: ChildFile) -> None:
        """This child's months."""
        self.file = file
        self.read()

    def unsaved(self) -> bool:
        """Nothing is typed here."""
        return False

    def read(self) -> None:
        """Ask for the period chosen."""
        if self.file is None:
            return
        child_id, first, last = self.file.id, self._first(), self.shell.office.today()
        colours = theme.hexes()

        def ask(session: Any, _progress: Any) -> Read:
            # ReportLab draws the courses: in the pool, not on the way to the first picture.
            from centre_app.reports.outcome_drawings import outcome_drawings

            one = outcomes_of(session, [child_id], first, last)[child_id]
            attendance = attendance_of(session, [child_id], first, last)[child_id]
            return Read(one, attendance, outcome_drawings(one, current(), colours))

        tasks.produce(ask, then=self.show_read, owner=self)

    def _first(self) -> date:
        months = int(str(self.period.value()))
        return self.shell.office.today() - timedelta(days=round(30.44 * months)) if months else _LONG_AGO

    def show_read(self, read: Read) -> None:
        """Show what was read."""
        if self.file is None or read.outcomes.child_id != self.file.id:
            return
        one = read.outcomes
        nothing = not (one.goals or one.ended_before or one.parts or one.instruments)
        self.empty.setVisible(nothing)
        self.area.setVisible(not nothing)
        self._show_figures(one, read.attendance)
        self._show_goals(one, read.drawings.goals)
        self._show_dose(one, read.drawings.dose)
        self._show_instruments(one, read.drawings.instruments)
        self._show_home(one)
        self.ended.clear()
        self.ended.setVisible(bool(one.ended_before))
        for goal in one.ended_before:
            self.ended.add_line(goal.text, _ended(goal))

    def _show_figures(self, one: Outcomes, attendance: ChildAttendance) -> None:
        rate = "–" if attendance.rate is None else f"{attendance.rate * 100:.0f} %"
        over = one.sessions.planned - one.sessions.open
        values = (
            rate,
            f"{one.sessions.held} / {over}" if over else "–",
            _of(one.sessions.minutes, one.dose.centre_minutes),
            _of(one.home_minutes, one.dose.home_minutes),
            "–" if one.t_score.latest is None else f"{one.t_score.latest:.1f}".replace(".", ","),
        )
        for figure, value in zip(self.figures, values, strict=True):
            figure.set_value(value)
        points = 1 + len({score.day for goal in one.goals for score in goal.scores if score.scored_by == "specialist"})
        self.meaning.setText(t_meaning(one.t_score.baseline, one.t_score.latest, points=points).in_words())
        self.meaning.setVisible(bool(one.goals))

    def _show_goals(self, one: Outcomes, drawings: dict[UUID, str]) -> None:
        self.goals.clear()
        for goal in one.goals:
            self.goals.add_widget(_goal_row(goal, drawings.get(goal.goal_id)))
        if not one.goals:
            self.goals.add_text(_("No signed plan with goals in this period."))

    def _show_dose(self, one: Outcomes, drawing: str) -> None:
        self.dose.clear()
        self.chart = ChartView()
        self.chart.show_svg(drawing, _("Minutes of sessions held, by month"))
        self.chart.setMaximumWidth(theme.px(720))
        self.dose.add_widget(self.chart)
        count = one.sessions
        said = (
            (_("held"), count.held),
            (_("did not come"), count.missed),
            (_("excused in a group"), count.excused),
            (_("called off by the family"), count.cancelled_by_family),
            (_("called off by the centre"), count.cancelled_by_centre),
            (_("not written up yet or ahead"), count.open),
        )
        self.dose.add_text(" · ".join(f"{name}: {number}" for name, number in said if number) or "–")

    def _show_instruments(self, one: Outcomes, drawings: dict[str, str]) -> None:
        self.instruments.clear()
        language = current().language
        shown = [course for course in one.instruments if course.points]
        self.instruments.setVisible(bool(shown))
        for course in shown:
            last = course.points[-1]
            title = course.title.get(language) or course.title.get("en", course.code)
            said = "; ".join(point.words for point in course.points if point.day == last.day and point.words)
            self.instruments.add_line(f"{title}: {said}", day_text(last.day))
            if course.code in drawings:
                chart = ChartView()
                chart.show_svg(drawings[course.code], title)
                chart.setFixedWidth(theme.px(_COURSE_WIDTH))
                self.instruments.add_widget(chart)
            elif course.drawn and not is_a_line({point.day for point in course.points}):
                self.instruments.add_text(_(TOO_EARLY))

    def _show_home(self, one: Outcomes) -> None:
        self.home.clear()
        self.home.setVisible(bool(one.home or one.home_tasks))
        for task in one.home_tasks:
            self.home.add_line(task.text, home_words(task.times_a_week, task.minutes, current()))
        answers = one.home_answers
        if one.home:
            self.home.add_text(
                _("The family told: practised {done}, partly {partly}, not {not_done} times.").format(**answers)
            )

    def _print(self, *, pictures: bool) -> None:
        if self.file is None:
            return
        first = max(self._first(), self.shell.office.today() - timedelta(days=366 * 3))
        show_report(
            self,
            "progress",
            {"child": self.file.id, "first": first, "last": self.shell.office.today(), "pictures": pictures},
            language=self.shell.app.document_language,
            name=self.file.number,
        )


def _of(done: int, planned: int) -> str:
    return f"{done} / {planned}" if planned else str(done) if done else "–"


def _ended(goal: GoalCourse) -> str:
    return f"{_(GOAL_STATUS_NAMES[goal.status])}, {day_text(goal.closed_day)}"


def _goal_row(goal: GoalCourse, drawing: str | None) -> QWidget:
    """The goal in words at the left, its course at the right."""
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 6, 0, 6)
    line.setSpacing(16)
    words = QVBoxLayout()
    words.setSpacing(2)
    words.addWidget(label(goal.text, kind="strong", wrap=True))
    start = goal.levels[goal.baseline + 2] or goal.present_level
    words.addWidget(
        label(_("At the start ({day}): {level}").format(day=day_text(goal.opened_day), level=start), wrap=True)
    )
    if goal.latest is not None:
        now = goal.levels[goal.latest.score + 2] or level_sign(goal.latest.score)
        words.addWidget(label(_("Now ({day}): {level}").format(day=day_text(goal.latest.day), level=now), wrap=True))
    own = [(score.day, score.score) for score in goal.scores if score.scored_by == "specialist"]
    meaning = goal_meaning(goal.baseline, own).in_words()
    if goal.status != "open":
        meaning += " " + _("The goal is closed: {status}.").format(status=_(GOAL_STATUS_NAMES[goal.status]))
    words.addWidget(label(meaning, kind="muted", wrap=True))
    words.addStretch(1)
    line.addLayout(words, 1)
    if drawing is not None:
        chart = ChartView()
        chart.show_svg(drawing, f"{goal.text}: {meaning}")
        chart.setFixedSize(theme.px(_COURSE_WIDTH), theme.px(round(_COURSE_WIDTH * 84 / 300)))
        line.addWidget(chart)
    return row
