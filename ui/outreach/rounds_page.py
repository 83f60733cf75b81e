"""The rounds week by week: which are out, which are back, whose results are open; a code leads to its visit."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QLineEdit, QWidget

from centre_app.changes import Change
from centre_app.language.dates import day_text, weekday_names
from centre_app.language.translate import N_, _, ngettext
from centre_app.outreach.round_queries import OpenWeek, RoundRow, open_weeks, rounds_between
from centre_app.security.access import Permission
from centre_app.workplace.times import span_text
from ui import tasks
from ui.outreach.round_finding import find_elsewhere
from ui.outreach.round_typed_values import decimal_text
from ui.reports.shown import show_report
from ui.shared import theme
from ui.shared.buttons import button, link_button, main_button
from ui.shared.empty import EmptyPlace
from ui.shared.flow import Flow
from ui.shared.pages import PlacePage
from ui.shared.table import Column, Table
from ui.shared.words import label
from ui.therapy.week_strip import WeekStrip

_WEEKS_SHOWN = 4  # weeks that are not closed, named above the list
Reading = tuple[date, tuple[RoundRow, ...], tuple[OpenWeek, ...]]


class RoundsPage(PlacePage):
    """``open(week=day)`` or ``open(code=text)``. Enter keys the round."""

    key: ClassVar[str] = "rounds"
    name: ClassVar[str] = N_("Rounds")
    needs: ClassVar[Permission | None] = Permission.SEE_CHILDREN
    refresh_on: ClassVar[frozenset[Change]] = frozenset({Change.VISITS, Change.TEAMS})

    def build(self) -> None:
        """The week and the code above, the list below."""
        today = self.shell.office.today()
        self.week = WeekStrip(today, today)
        self.week.changed.connect(lambda _monday: self.load())
        self.code = QLineEdit()
        self.code.setPlaceholderText(_("Code of a visit form"))
        self.code.setAccessibleName(_("Code of a visit form, typed or scanned"))
        self.code.setFixedWidth(theme.px(190))
        self.code.setMaxLength(40)
        self.code.returnPressed.connect(self._find)
        self.head.addWidget(Flow((self.week, self.code, *self._buttons())), 1)
        self.weeks = Flow()
        self.table = self._table()
        self.body.addWidget(self.weeks)
        self.body.addWidget(self.table, 1)

    def load(self) -> None:
        """Ask for the week."""
        monday, today = self.week.monday, self.shell.office.today()

        def ask(session: Any) -> Reading:
            return monday, rounds_between(session, monday, monday + timedelta(days=6)), open_weeks(session, today)

        tasks.read(ask, then=self._show, latest="rounds")

    def open(self, **to: object) -> None:
        """Which week; a code leads on to its visit."""
        week, code = to.get("week"), to.get("code")
        if isinstance(week, date):
            self.week.set_week(week)
            self.load()
        if isinstance(code, str):
            self.code.setText(code)
            self._find()

    def state(self) -> dict[str, object]:
        """The week."""
        return {"week": self.week.monday}

    def restore(self, state: dict[str, object]) -> None:
        """As before."""
        week = state.get("week")
        if isinstance(week, date):
            self.week.set_week(week)

    def print_asked(self) -> None:
        """The sheet of the round that is chosen; without one those of the week."""
        row = self.table.current()
        asked: dict[str, object] = {"week": self.week.monday}
        if row is not None:
            asked["round"] = row.id
        show_report(self, "rounds", asked, language=self.shell.app.document_language)

    def pictures(self) -> Iterable[tuple[str, Callable[[], None]]]:
        """The week of today."""
        yield "", lambda: self.open(week=self.shell.office.today())

    def _show(self, reading: Reading) -> None:
        monday, rows, weeks = reading
        if monday != self.week.monday:
            return
        fresh = self.table.current() is None
        self.table.set_rows(list(rows))
        if fresh and rows:
            # Where work waits: the first round that is back and has results open.
            today = self.shell.office.today()
            if not self.table.select(lambda row: row.open > 0 and row.day <= today):
                self.table.select(lambda _row: True)
        self._show_weeks(weeks)

    def _show_weeks(self, weeks: tuple[OpenWeek, ...]) -> None:
        parts: list[QWidget] = []
        if weeks:
            parts.append(label(_("Weeks that are not closed:"), kind="strong", tone="attention"))
        for week in weeks[:_WEEKS_SHOWN]:
            count = ngettext("{n} result", "{n} results", week.visits).format(n=week.visits)
            words = " · ".join(filter(None, (_("week of {day}").format(day=day_text(week.monday)), week.team, count)))
            parts.append(link_button(words, partial(self._to_week, week)))
        if len(weeks) > _WEEKS_SHOWN:
            many = len(weeks) - _WEEKS_SHOWN
            parts.append(label(ngettext("and {n} more", "and {n} more", many).format(n=many), kind="muted"))
        before, self.weeks = self.weeks, Flow(parts)
        self.body.replaceWidget(before, self.weeks)
        self.weeks.setVisible(bool(parts))
        before.hide()
        before.deleteLater()

    def _to_week(self, week: OpenWeek) -> None:
        if week.first_round is not None:
            self.go("round", round=week.first_round, visit=week.first_visit)
        else:
            self.go("round", visit=week.first_visit)

    def _find(self) -> None:
        if self.code.text().strip():
            find_elsewhere(self, self.code.text(), self._found)

    def _found(self, found: Any) -> None:
        self.code.clear()
        if found.round_id is not None:
            self.go("round", round=found.round_id, visit=found.visit_id)
        else:
            self.go("round", visit=found.visit_id)

    def _key_current(self) -> None:
        self.table.open_current()

    def _from_phones(self) -> None:
        from ui.outreach.phones_dialog import PhonesDialog

        PhonesDialog(self.shell, self).open()

    def _for_phones(self) -> None:
        from ui.outreach.phones_dialog import FormsForPhonesDialog

        FormsForPhonesDialog(self.shell, self, self.week.monday).open()

    def _buttons(self) -> list[QWidget]:
        parts: list[QWidget] = []
        if self.shell.may(Permission.KEY_VISITS):
            parts.append(main_button(_("Key the round"), self._key_current, icon="edit"))
            parts.append(button(_("From phones…"), self._from_phones))
            parts.append(button(_("Forms for phones…"), self._for_phones))
        parts.append(button(_("Print"), self.print_asked, icon="print"))
        return parts

    def _table(self) -> Table:
        table: Table = Table(
            [
                Column("day", _("Day"), value=_day, sort=lambda row: row.day, width=130),
                Column("team", _("Team"), value=lambda row: row.team or _("no team"), width=200),
                Column("vehicle", _("Vehicle"), value=lambda row: row.vehicle, width=130),
                Column("hours", _("Planned"), value=_hours, width=110),
                Column("visits", _("Visits"), value=lambda row: str(row.visits), align="right", width=95),
                Column("state", _("Results"), value=self._state, width=180, tone=self._tone),
                Column("planned_km", _("km planned"), value=lambda row: _km(row.planned_km), align="right", width=125),
                Column("km", _("km driven"), value=lambda row: _km(row.km), align="right", width=125),
            ],
            name="outreach.rounds",
            desk=self.shell.desk,
            count=lambda n: ngettext("{n} round", "{n} rounds", n).format(n=n),
            sorting="none",
            label_text=_("Rounds of the week"),
        )
        table.opened.connect(lambda row: self.go("round", round=row.id))
        table.set_empty(
            EmptyPlace(
                _("No rounds this week"),
                _("Rounds are planned on the week board; when the team is back, they are keyed here."),
                _("To the week board"),
                lambda: self.go("week"),
                icon="outreach",
                button_icon="forward",
            )
        )
        return table

    def _state(self, row: RoundRow) -> str:
        today = self.shell.office.today()
        if row.visits == 0:
            return _("no visits")
        if row.open == 0:
            return _("all in")
        if row.day > today:
            return _("to come") if row.is_set else _("draft")
        if row.day == today and row.keyed == 0:
            return _("on the road today")
        return _("{n} of {all} in").format(n=row.keyed, all=row.visits)

    def _tone(self, row: RoundRow) -> str:
        if row.open and row.day < self.shell.office.today():
            return "attention"
        return "" if row.open else "muted"


def _day(row: RoundRow) -> str:
    return f"{weekday_names(short=True)[row.day.weekday()]} {day_text(row.day)}"


def _hours(row: RoundRow) -> str:
    if row.start_minute is None or row.end_minute is None:
        return ""
    return span_text(row.start_minute, row.end_minute)


def _km(km: float) -> str:
    return decimal_text(km) if km else ""
