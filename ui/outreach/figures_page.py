"""The outreach figures: the teams' work in a month, and coverage by municipality. A number opens its children."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from centre_app.changes import Change
from centre_app.language.dates import day_text
from centre_app.language.translate import N_, _
from centre_app.outreach.figures import LATELY, QUARTER, Coverage, Covered, TeamsWork, TeamWork, coverage, teams_work
from centre_app.outreach.rules import PLANNED, SERVED
from centre_app.security.access import Permission
from ui import tasks
from ui.children.figure_grid import Cell, FigureGrid
from ui.reports.shown import show_report
from ui.shared.buttons import button
from ui.shared.cards import Card
from ui.shared.pages import PlacePage
from ui.shared.period import MonthStrip
from ui.shared.scroll import scrolled


class FiguresPage(PlacePage):
    """A month of the teams; coverage at the month's end, or today in the running month."""

    key: ClassVar[str] = "figures"
    name: ClassVar[str] = N_("Figures")
    needs: ClassVar[Permission | None] = Permission.SEE_FIGURES
    refresh_on: ClassVar[frozenset[Change]] = frozenset({Change.VISITS, Change.CHILDREN, Change.TEAMS})

    def build(self) -> None:
        """The month, and a card a kind of figure."""
        self.grid = FigureGrid(self, self.shell)
        today = self.shell.office.today()
        self.month = MonthStrip(today.year, today.month)
        self.month.changed.connect(lambda *_month: self.load())
        self.head.addWidget(self.month)
        self.head.addStretch(1)
        self.head.addWidget(button(_("Print the teams’ month"), self.print_asked, icon="print"))
        self.head.addWidget(button(_("Print coverage"), self.print_coverage, icon="print"))
        self.teams = Card(_("The teams’ month"), icon="outreach")
        self.covered = Card(_("Coverage by municipality"), icon="home")
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        column.addWidget(self.teams)
        column.addWidget(self.covered)
        column.addStretch(1)
        self.body.addWidget(scrolled(inside), 1)

    def load(self) -> None:
        """Ask for the month chosen."""
        first, last = self.span()

        def ask(session: Any) -> tuple[TeamsWork, Coverage]:
            return teams_work(session, first, last), coverage(session, min(last, self.shell.office.today()))

        tasks.read(ask, then=self.show_read, latest="outreach figures")

    def span(self) -> tuple[date, date]:
        """The first and the last day of the month chosen."""
        first = date(self.month.year, self.month.month, 1)
        return first, date.fromordinal(date(first.year + first.month // 12, first.month % 12 + 1, 1).toordinal() - 1)

    def show_read(self, read: tuple[TeamsWork, Coverage]) -> None:
        """Show what was read."""
        work, covered = read
        rows = [self._team(one, one.name or _("without a team")) for one in work.teams]
        if len(rows) > 1:
            rows.append(self._team(work.total, _("All teams")))
        header = [
            _("Team"),
            _("Rounds"),
            _("Visits made"),
            _("Not successful"),
            _("Result missing"),
            _("Children"),
            _("km"),
            _("km a visit"),
            _("Hours at homes"),
            _("Hours on the road"),
            _("Litres"),
        ]
        self.grid.fill(self.teams, header, rows, _("No rounds in this month."))
        self.covered.set_title(_("Coverage by municipality on {day}").format(day=day_text(covered.day)))
        lines = [self._covered(one) for one in covered.rows]
        if len(lines) > 1:
            lines.append([_("Together"), "", *self._covered(covered.total)[2:]])
        header = [
            _("District"),
            _("Municipality"),
            _("Children known"),
            _("Home service"),
            _("Visited in {days} days").format(days=LATELY),
            _("Visited in {days} days").format(days=QUARTER),
            _("Never visited"),
            _("Coverage"),
        ]
        self.grid.fill(self.covered, header, lines, _("No children are registered yet."), numbers_from=2)

    def _team(self, one: TeamWork, name: str) -> list[str | Cell]:
        missed = sum(count for outcome, count in one.by_outcome.items() if outcome not in (*SERVED, PLANNED))
        return [
            name,
            str(one.rounds),
            str(one.served),
            str(missed),
            str(one.by_outcome.get(PLANNED, 0)),
            Cell(str(len(one.children)), f"{name}: {_('Children')}", sorted(one.children)),
            f"{one.km:.0f}",
            _decimal(one.km_per_visit),
            _decimal(one.at_homes / 60),
            _decimal(one.on_the_road / 60) if one.timed else "–",
            _decimal(one.litres),
        ]

    def _covered(self, one: Covered) -> list[str | Cell]:
        where = one.municipality or _("not written down")
        parts = (
            (one.known, _("Children known")),
            (one.at_home, _("Home service")),
            (one.lately, _("Visited in {days} days").format(days=LATELY)),
            (one.quarter, _("Visited in {days} days").format(days=QUARTER)),
            (one.never, _("Never visited")),
        )
        cells = [Cell(str(len(children)), f"{where}: {words}", sorted(children)) for children, words in parts]
        rate = "–" if one.rate is None else f"{one.rate * 100:.0f} %"
        return [one.district or _("not written down"), where, *cells, rate]

    def state(self) -> dict[str, object]:
        """The month."""
        return {"month": (self.month.year, self.month.month)}

    def restore(self, state: dict[str, object]) -> None:
        """As before the language changed."""
        month = state.get("month")
        if isinstance(month, tuple):
            self.month.set_month(*month)

    def print_asked(self) -> None:
        """The teams' month."""
        asked = (self.month.year, self.month.month)
        name = f"{asked[0]}-{asked[1]:02d}"
        show_report(self, "team_month", {"month": asked}, language=self.shell.app.document_language, name=name)

    def print_coverage(self) -> None:
        """Coverage at the month's end."""
        _first, last = self.span()
        day = min(last, self.shell.office.today())
        show_report(self, "coverage", {"last": day}, language=self.shell.app.document_language, name=str(day))

    def pictures(self) -> Iterable[tuple[str, Callable[[], None]]]:
        """The last month that is over has results of all rounds."""
        yield "", self._picture

    def _picture(self) -> None:
        last = date.fromordinal(self.shell.office.today().replace(day=1).toordinal() - 1)
        self.month.set_month(last.year, last.month)
        self.load()


def _decimal(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}".replace(".", ",")
