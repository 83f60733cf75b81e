"""The map of a week's rounds: distances true where coordinates are known, what is not known listed beside."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from typing import ClassVar
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from centre_app.changes import Change
from centre_app.language.translate import N_, _, current, ngettext
from centre_app.outreach.schedule import clock
from centre_app.rounds.map_drawing import DASHES, MapRound, WeekMap
from centre_app.rounds.map_queries import week_map
from centre_app.security.access import Permission
from ui import tasks
from ui.outreach.board_words import day_words, km_text
from ui.outreach.map_view import DashSample, MapView
from ui.reports.shown import show_report
from ui.shared import theme
from ui.shared.buttons import button
from ui.shared.choice import ChoiceBox
from ui.shared.empty import EmptyPlace
from ui.shared.pages import PlacePage
from ui.shared.scroll import scrolled
from ui.shared.words import label
from ui.therapy.week_strip import WeekStrip

_BESIDE = 280


class MapPage(PlacePage):
    """``open(week=…)``: the week of that day."""

    key: ClassVar[str] = "map"
    name: ClassVar[str] = N_("Map")
    needs: ClassVar[Permission | None] = Permission.SEE_CHILDREN
    refresh_on: ClassVar[frozenset[Change]] = frozenset({Change.VISITS, Change.TEAMS, Change.PLACES})

    def build(self) -> None:
        """The week and the team above, the map and its rounds below."""
        self.week: WeekMap | None = None
        today = self.shell.office.today()
        self.strip = WeekStrip(today, today)
        self.strip.changed.connect(lambda _monday: self.read())
        self.team = ChoiceBox([], empty=_("All teams"))
        self.team.setAccessibleName(_("Team"))
        self.team.setMinimumContentsLength(14)
        self.team.chosen.connect(lambda _key: self._draw())
        self.print_button = button(_("Print"), self.print_asked, icon="print")
        for widget in (self.strip, self.team, self.print_button):
            self.head.addWidget(widget)
        self.head.addStretch(1)
        self.view = MapView()
        self.view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.legend = QVBoxLayout()
        self.legend.setContentsMargins(0, 0, 4, 0)
        self.legend.setSpacing(8)
        inside = QWidget()
        inside.setLayout(self.legend)
        beside = scrolled(inside)
        beside.setFixedWidth(theme.px(_BESIDE))
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.view, 1)
        row.addWidget(beside)
        self.nothing = EmptyPlace(
            _("No rounds in this week"),
            _("Rounds that are planned are shown here as lines between the places."),
            _("Plan the week"),
            lambda: self.go("week", week=self.strip.monday),
            icon="outreach",
            button_icon="forward",
        )
        self.pages = QStackedWidget()
        for page in (both, self.nothing):
            self.pages.addWidget(page)
        self.body.addWidget(self.pages, 1)

    def load(self) -> None:
        """Ask for the week."""
        self.read()

    def open(self, **to: object) -> None:
        """Which week."""
        day = to.get("week") or to.get("day")
        if isinstance(day, date):
            self.strip.set_week(day)
        self.read()

    def state(self) -> dict[str, object]:
        """Which week."""
        return {"week": self.strip.monday}

    def restore(self, state: dict[str, object]) -> None:
        """As before the language changed."""
        week = state.get("week")
        if isinstance(week, date):
            self.strip.set_week(week)

    def print_asked(self) -> None:
        """The map on paper."""
        monday, team = self.strip.monday, self._team_id()
        year, week, _weekday = monday.isocalendar()
        asked = {"week": monday, **({"team": team} if team is not None else {})}
        show_report(self, "round_map", asked, language=current().language, name=f"{year}-W{week:02}")

    def pictures(self) -> Iterable[tuple[str, Callable[[], None]]]:
        """The running week."""
        yield "", self.read

    def read(self) -> None:
        """Ask again for the week that is chosen."""
        tasks.read(partial(week_map, monday=self.strip.monday), then=self._show, latest="map")

    def _show(self, week: WeekMap) -> None:
        if week.monday != self.strip.monday:
            return  # another week was asked for meanwhile
        self.week = week
        chosen = self.team.value()
        teams = {one.team_id: one.team for one in week.rounds if one.team_id is not None}
        self.team.set_choices(list(teams.items()))
        self.team.set_value(chosen if chosen in teams else None)
        self.pages.setCurrentIndex(0 if week.rounds else 1)
        self._draw()

    def _draw(self) -> None:
        if self.week is None:
            return
        team = self._team_id()
        strong = [at for at, one in enumerate(self.week.rounds) if team is not None and one.team_id == team]
        self.view.show_map(self.week)
        self.view.set_strong(frozenset(strong))
        self._fill_legend(self.week, team)

    def _fill_legend(self, week: WeekMap, team: UUID | None) -> None:
        while (item := self.legend.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        said = []
        for at, one in enumerate(week.rounds):
            if team in (None, one.team_id):
                words = _round_words(one)
                self.legend.addWidget(_legend_row(one, DASHES[at % len(DASHES)], words))
                said.append(f"{one.letter}: {words}")
        drawing = self.view.drawing
        unplaced = drawing.unplaced if drawing is not None else ()
        if unplaced:
            self.legend.addWidget(label(_("Without coordinates, not on the map:"), kind="strong", wrap=True))
            lines = [f"{one.name} ({one.letters})" if one.letters else one.name for one in unplaced]
            self.legend.addWidget(label("\n".join(lines), wrap=True))
            self.legend.addWidget(label(_("Write coordinates down in Settings, Places."), kind="muted", wrap=True))
        self.legend.addStretch(1)
        self.view.setAccessibleDescription("\n".join(said))

    def _team_id(self) -> UUID | None:
        team = self.team.value()
        return team if isinstance(team, UUID) else None


def _round_words(one: MapRound) -> str:
    n = one.visits
    count = ngettext("{n} visit", "{n} visits", n).format(n=n)
    hours = f"{clock(one.start)}–{clock(one.end)}" if one.start is not None and one.end is not None else ""
    return "\n".join((f"{day_words(one.day)} · {one.team}", " · ".join(filter(None, (hours, km_text(one.km), count)))))


def _legend_row(one: MapRound, dash: tuple[float, ...], words: str) -> QWidget:
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(6)
    line.addWidget(DashSample(one.letter, dash))
    line.addWidget(label(words, wrap=True), 1)
    return row
