"""Who is due for a visit at home, and why now: the list that rounds are made from."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from datetime import timedelta
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton

from centre_app.changes import Change
from centre_app.language.translate import N_, _, current
from centre_app.outreach.due_rules import PLANNED_STATE, RESULT_MISSING, STATE_WORDS
from centre_app.rounds.due import DueVisit
from centre_app.security.access import Permission
from ui import tasks
from ui.outreach.due_rows import (
    ALL,
    NEXT,
    STATES,
    UNTIL_WORDS,
    Due,
    Finder,
    Wanted,
    columns,
    count_words,
    districts_of,
    empty_place,
    purposes_of,
    read_due,
    summary_words,
)
from ui.outreach.home_dialogs import ask_agreed_day, ask_planning
from ui.reports.shown import show_report
from ui.shared import theme
from ui.shared.buttons import button, main_button
from ui.shared.choice import ChoiceBox
from ui.shared.flow import Flow
from ui.shared.pages import PlacePage
from ui.shared.search_field import SearchField
from ui.shared.table import Table
from ui.shared.words import label


class DuePage(PlacePage):
    """``open(until="week")``, ``open(team=id)``, ``open(state="waiting")`` narrow the list."""

    key: ClassVar[str] = "due"
    name: ClassVar[str] = N_("Who is due")
    needs: ClassVar[Permission | None] = Permission.SEE_CHILDREN
    refresh_on: ClassVar[frozenset[Change]] = frozenset(
        {
            *(Change.VISITS, Change.CHILDREN, Change.TEAMS, Change.PLACES, Change.PLANS, Change.ATTENDANCE),
            *(Change.CALENDAR, Change.CODELISTS),
        }
    )

    def build(self) -> None:
        """The filters, the list, what can be done with a line."""
        self.may_plan = self.shell.may(Permission.PLAN_ROUNDS)
        self.reading: Due | None = None
        self._finder = Finder()
        self._make_filters()
        self.summary = label("", kind="muted", wrap=True)
        self.table: Table = Table(
            columns(), name="outreach.due", desk=self.shell.desk, count=count_words, label_text=_("Visits that are due")
        )
        self.table.opened.connect(self.open_file)
        self.table.current_changed.connect(lambda _row: self._enable())
        self.search.next_widget = self.table.view
        self.head.addWidget(
            Flow([self.until_box, self.state_box, self.team_box, self.district_box, self.purpose_box, self.search]), 1
        )
        self.body.addWidget(self.summary)
        self.body.addWidget(Flow(self._make_buttons()))
        self.body.addWidget(self.table, 1)
        self._enable()

    def load(self) -> None:
        """Ask for the list until the day chosen."""
        read = partial(
            read_due,
            today=self.shell.office.today(),
            key=str(self.until_box.value()),
            language=current().language,
        )
        tasks.read(read, then=self._show, latest="due")

    def open(self, **to: object) -> None:
        """Narrow it to what somebody came for."""
        boxes = {"until": self.until_box, "state": self.state_box, "district": self.district_box}
        for name, box in boxes.items():
            if isinstance(value := to.get(name), str):
                _choose(box, value)
        if isinstance(team := to.get("team"), UUID):
            _choose(self.team_box, team)
        self.load()

    def state(self) -> dict[str, object]:
        """What is chosen."""
        return {name: box.value() for name, box in self._boxes().items()} | {"text": self.search.text()}

    def restore(self, state: dict[str, Any]) -> None:
        """As before; what is offered is known only once the list is read."""
        for name, box in self._boxes().items():
            if state.get(name) is not None:
                _choose(box, state[name])
        self.search.setText(str(state.get("text") or ""))

    def print_asked(self) -> None:
        """The list of the week that the choice ends in, on paper."""
        if not self.shell.may(Permission.EXPORT_NAMES) and not self.shell.office.actor.may(Permission.EXPORT_NAMES):
            return
        today = self.shell.office.today()
        day = min(self.reading.until, today + timedelta(days=7)) if self.reading is not None else today
        monday = day - timedelta(days=day.weekday())
        show_report(
            self,
            "due_visits",
            {"week": monday, "team": self.team_box.value()},
            language=self.shell.app.document_language,
            name=f"{monday:%G-W%V}",
        )

    def pictures(self) -> Iterable[tuple[str, Callable[[], None]]]:
        """The list as it opens."""
        yield "", lambda: None

    # ---- doing --------------------------------------------------------------------------------------------------

    def open_file(self, row: DueVisit) -> None:
        """The child's home, in its file."""
        self.shell.go("children", child=row.child_id, tab="home")

    def plan(self) -> None:
        """Onto which day and which team."""
        row = self.table.current()
        if row is None or not self._can_plan(row) or self.reading is None:
            return
        today = self.shell.office.today()
        day = row.planned.day if row.planned is not None else row.agreed_day
        ask_planning(
            self,
            row.service_id,
            _about(row),
            self.reading.teams,
            today=today,
            day=day if day is not None and day >= today else None,
            team_id=row.team_id,
        )

    def agree(self) -> None:
        """The next visit's day, said with the family."""
        row = self.table.current()
        if row is not None and self._can_agree(row):
            ask_agreed_day(self, row.service_id, _about(row), self.shell.office.today(), row.agreed_day)

    def key_result(self) -> None:
        """The visit that has no result yet, where it is keyed."""
        row = self.table.current()
        if row is not None and row.state == RESULT_MISSING and row.planned is not None:
            self.go("round", round=row.planned.round_id, visit=row.planned.id)

    def show_all(self) -> None:
        """All home service, due or not."""
        self.until_box.set_value(ALL)
        self.load()

    # ---- showing ------------------------------------------------------------------------------------------------

    def _show(self, reading: Due) -> None:
        self.reading = reading
        self._finder.forget()
        self.team_box.set_choices([(team.id, team.name) for team in reading.teams])
        _offer(self.district_box, districts_of(reading.rows))
        _offer(self.purpose_box, purposes_of(reading.rows))
        self._fill()

    def _fill(self) -> None:
        if self.reading is None:
            return
        wanted = self._wanted()
        rows = self._finder.narrowed(self.reading.rows, wanted)
        narrowed = wanted != Wanted()
        shows_all = self.until_box.value() == ALL
        self.table.set_empty(
            empty_place(narrowed=narrowed, later=self.show_all, none_at_all=shows_all and not self.reading.rows)
        )
        self.table.set_rows(rows)
        self.summary.setText(summary_words(rows))
        self.summary.setVisible(bool(rows))
        self._enable()

    def _wanted(self) -> Wanted:
        team, district, purpose = self.team_box.value(), self.district_box.value(), self.purpose_box.value()
        state = self.state_box.value()
        return Wanted(
            str(state) if state is not None else None,
            team if isinstance(team, UUID) else None,
            str(district) if district is not None else None,
            str(purpose) if purpose is not None else None,
            self.search.text(),
        )

    def _make_filters(self) -> None:
        self.until_box = ChoiceBox([(key, _(words)) for key, words in UNTIL_WORDS])
        self.until_box.setAccessibleName(_("Until when"))
        self.until_box.setMinimumContentsLength(22)
        self.until_box.set_value(NEXT)
        self.until_box.chosen.connect(lambda _key: self.load())
        self.state_box = ChoiceBox([(state, _(STATE_WORDS[state])) for state in STATES], empty=_("planned or not"))
        self.state_box.setAccessibleName(_("State"))
        self.team_box = ChoiceBox(empty=_("all teams"))
        self.team_box.setAccessibleName(_("Team"))
        self.district_box = ChoiceBox(empty=_("all districts"))
        self.district_box.setAccessibleName(_("District"))
        self.purpose_box = ChoiceBox(empty=_("all purposes"))
        self.purpose_box.setAccessibleName(_("Purpose"))
        for box in (self.state_box, self.team_box, self.district_box, self.purpose_box):
            box.setMinimumContentsLength(9)
            box.chosen.connect(lambda _key: self._fill())
        self.search = SearchField(_("Name, number or village"))
        self.search.setMinimumWidth(theme.px(210))
        self.search.searched.connect(lambda _text: self._fill())

    def _make_buttons(self) -> list[QPushButton]:
        self.plan_button = main_button(_("Plan…"), self.plan, icon="calendar")
        self.agree_button = button(_("Agree a day…"), self.agree, icon="phone")
        self.result_button = button(_("Write the result"), self.key_result, icon="edit")
        self.file_button = button(_("Open the home"), self.table.open_current, icon="forward")
        self.print_button = button(_("Print"), self.print_asked, icon="print")
        shown = [self.file_button]
        if self.shell.may(Permission.KEY_VISITS):
            shown.insert(0, self.result_button)
        if self.may_plan:
            shown[:0] = [self.plan_button, self.agree_button]
            for key, on in ((Qt.Key.Key_F3, self.plan), (Qt.Key.Key_F4, self.agree)):
                shortcut = QShortcut(QKeySequence(key), self)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.activated.connect(on)
            self.plan_button.setToolTip(_("F3: onto a day and a team"))
            self.agree_button.setToolTip(_("F4: the day said with the family"))
        if self.shell.office.actor.may(Permission.EXPORT_NAMES):
            shown.append(self.print_button)
        return shown

    def _boxes(self) -> dict[str, ChoiceBox]:
        return {
            "until": self.until_box,
            "state": self.state_box,
            "team": self.team_box,
            "district": self.district_box,
            "purpose": self.purpose_box,
        }

    def _can_plan(self, row: DueVisit) -> bool:
        return row.state != RESULT_MISSING

    def _can_agree(self, row: DueVisit) -> bool:
        return row.state not in (PLANNED_STATE, RESULT_MISSING)

    def _enable(self) -> None:
        row = self.table.current()
        self.plan_button.setText(_("Move…") if row is not None and row.planned is not None else _("Plan…"))
        self.plan_button.setEnabled(row is not None and self._can_plan(row))
        self.agree_button.setEnabled(row is not None and self._can_agree(row))
        self.result_button.setVisible(row is not None and row.state == RESULT_MISSING)
        self.file_button.setEnabled(row is not None)


def _about(row: DueVisit) -> str:
    return f"{row.name}, {row.purpose_name}"


def _choose(box: ChoiceBox, value: Hashable) -> None:
    """Choose also what is not offered yet, because nothing was read."""
    box.set_value(value)
    if box.value() != value:
        box.set_choices([(value, str(value))])
        box.set_value(value)


def _offer(box: ChoiceBox, choices: list[tuple[str, str]]) -> None:
    """Offer these; what the list is narrowed by stays, so that it says why it is empty."""
    kept = box.value()
    if kept is not None and kept not in dict(choices):
        choices = [*choices, (str(kept), str(kept))]
    box.set_choices(choices)
