"""The manager's figures of therapy. Each number opens the list of children behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from centre_app.changes import Change
from centre_app.codelists.queries import all_labels
from centre_app.language.dates import day_text
from centre_app.language.translate import N_, _, current
from centre_app.outcomes.figures import TherapyFigures, therapy_figures
from centre_app.security.access import Permission
from centre_app.waiting.rules import Waited
from ui import tasks
from ui.children.figure_grid import Cell, FigureGrid
from ui.reports.shown import show_report
from ui.shared.buttons import button
from ui.shared.cards import Card
from ui.shared.choice import ChoiceBox
from ui.shared.pages import PlacePage
from ui.shared.scroll import scrolled
from ui.shared.words import label

_BY_WHOM = {"cancelled_by_family": N_("by the family"), "cancelled_by_centre": N_("by the centre")}
Labels = dict[str, dict[str, str]]


class FiguresPage(PlacePage):
    """Therapists, cancellations, waiting, reviews, goals over a period."""

    key: ClassVar[str] = "figures"
    name: ClassVar[str] = N_("Figures")
    needs: ClassVar[Permission | None] = Permission.SEE_FIGURES
    refresh_on: ClassVar[frozenset[Change]] = frozenset(
        {Change.SESSIONS, Change.PLANS, Change.WAITING, Change.WORKPLACE}
    )

    def build(self) -> None:
        """The period, and a card a kind of figure."""
        self.grid = FigureGrid(self, self.shell)
        self.period = ChoiceBox(
            [
                ("month", _("This month")),
                ("last_month", _("Last month")),
                ("quarter", _("Last three months")),
                ("year", _("Last twelve months")),
            ]
        )
        self.period.setAccessibleName(_("Period"))
        self.period.set_value("quarter")
        self.period.chosen.connect(lambda _key: self.load())
        self.days = label(kind="muted")
        self.head.addWidget(self.period)
        self.head.addWidget(self.days)
        self.head.addStretch(1)
        self.head.addWidget(button(_("Print"), self.print_asked, icon="print"))
        self.therapists = Card(_("Therapists"), icon="people")
        self.cancelled = Card(_("Called off, by reason"), icon="calendar")
        self.waiting = Card(_("Waiting and reviews"), icon="phone")
        self.goals = Card(_("Goals by area"), icon="check")
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        for card in (self.therapists, self.waiting, self.cancelled, self.goals):
            column.addWidget(card)
        column.addStretch(1)
        self.body.addWidget(scrolled(inside), 1)

    def load(self) -> None:
        """Ask for the period chosen."""
        first, last = self.span()
        self.days.setText(f"{day_text(first)} – {day_text(last)}")

        def ask(session: Any) -> tuple[TherapyFigures, Labels]:
            return therapy_figures(session, first, last), all_labels(session, current().language)

        tasks.read(ask, then=self.show_read, latest="figures")

    def span(self) -> tuple[date, date]:
        """The first and the last day of the period chosen."""
        today = self.shell.office.today()
        start = today.replace(day=1)
        before = start - timedelta(days=1)
        return {
            "month": (start, today),
            "last_month": (before.replace(day=1), before),
            "quarter": (_months_before(start, 2), today),
            "year": (_months_before(start, 11), today),
        }[str(self.period.value())]

    def show_read(self, read: tuple[TherapyFigures, Labels]) -> None:
        """Show what was read."""
        figures, labels = read
        self._show_therapists(figures)
        reasons = labels.get("session_reason", {})
        self.grid.fill(
            self.cancelled,
            [_("By whom"), _("Reason"), _("Sessions")],
            [
                [_(_BY_WHOM[one.by]), reasons.get(one.reason, one.reason), Cell(str(one.sessions), "", one.children)]
                for one in figures.cancelled
            ],
            _("Nothing was called off."),
            numbers_from=2,
        )
        self._show_waiting(figures)
        areas = labels.get("goal_area", {})
        self.grid.fill(
            self.goals,
            [_("Area"), _("Reached"), _("Partly"), _("Dropped"), _("Still open")],
            [
                [
                    areas.get(one.area, one.area),
                    *(
                        Cell(str(len(children)), f"{areas.get(one.area, one.area)}: {words}", children)
                        for words, children in (
                            (_("Reached"), one.reached),
                            (_("Partly"), one.partly),
                            (_("Dropped"), one.dropped),
                            (_("Still open"), one.open),
                        )
                    ),
                ]
                for one in figures.goals
            ],
            _("No goals in this period."),
        )

    def _show_therapists(self, figures: TherapyFigures) -> None:
        header = [
            _("Therapist"),
            _("Children"),
            _("Children a full post"),
            _("Planned"),
            _("Held"),
            _("Called off"),
            _("Did not come"),
            _("Minutes held"),
            _("No note"),
        ]
        rows: list[list[str | Cell]] = []
        for one in figures.therapists:
            work = one.work
            name = one.name or _("without a therapist")
            rows.append(
                [
                    name,
                    Cell(str(len(work.children)), f"{name}: {header[1]}", work.children),
                    "–" if one.caseload is None else f"{one.caseload:.1f}".replace(".", ","),
                    Cell(str(work.planned), f"{name}: {header[3]}", work.children),
                    Cell(str(work.held), f"{name}: {header[4]}", work.attended),
                    str(work.cancelled_by_family + work.cancelled_by_centre),
                    Cell(str(len(work.missed)), f"{name}: {header[6]}", work.missed),
                    str(work.minutes),
                    Cell(str(work.unwritten), f"{name}: {header[8]}", work.unwritten_children),
                ]
            )
        self.grid.fill(self.therapists, header, rows, _("No sessions in this period."))

    def _show_waiting(self, figures: TherapyFigures) -> None:
        reviews, waiting = figures.reviews, figures.waiting
        rate = "–" if reviews.rate is None else f"{reviews.rate * 100:.0f} %"
        in_time = _("{n} of {due} ({rate})").format(n=len(reviews.on_time), due=reviews.due, rate=rate)
        rows: list[list[str | Cell]] = [
            [_("Started in the period"), Cell(_waited(waiting.started), "", waiting.started_children)],
            [_("Still waiting"), Cell(_waited(waiting.waiting), "", waiting.waiting_children)],
            [
                _("Reviews in time"),
                Cell(in_time, "", reviews.on_time),
            ],
            [_("Reviews held late"), Cell(str(len(reviews.late)), "", reviews.late)],
            [_("Reviews not held yet"), Cell(str(len(reviews.missing)), "", reviews.missing)],
        ]
        self.grid.fill(self.waiting, [], rows, "", numbers_from=2)

    def state(self) -> dict[str, object]:
        """The period."""
        return {"period": self.period.value()}

    def restore(self, state: dict[str, object]) -> None:
        """As before the language changed."""
        self.period.set_value(state.get("period"))

    def print_asked(self) -> None:
        """The figures as they are printed."""
        first, last = self.span()
        show_report(
            self, "therapy", {"first": first, "last": last}, language=self.shell.app.document_language, name=str(last)
        )

    def pictures(self) -> Iterable[tuple[str, Callable[[], None]]]:
        """The year."""
        yield "", partial(self._picture, "year")

    def _picture(self, period: str) -> None:
        self.period.set_value(period)
        self.load()


def _waited(waited: Waited) -> str:
    if not waited.count:
        return "0"
    median = "–" if waited.median is None else f"{waited.median:.0f}"
    return _("{n}; median {median} days, longest {longest}").format(
        n=waited.count, median=median, longest=waited.longest
    )


def _months_before(start: date, months: int) -> date:
    place = start.year * 12 + start.month - 1 - months
    return date(place // 12, place % 12 + 1, 1)
