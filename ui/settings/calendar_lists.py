"""The lists of a year: public holidays with the centre's corrections, closures and extra working days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from uuid import UUID

from centre_app.language.dates import day_text, weekday_names
from centre_app.language.translate import _, ngettext
from centre_app.open_days.actions import NewCalendarEntry, remove_calendar_entry
from centre_app.open_days.queries import Calendar, EntryRow
from ui import tasks
from ui.settings.calendar_entries import ClosingDialog, EntryList, span_text
from ui.shared.buttons import button, main_button
from ui.shared.dialog import FormDialog
from ui.shared.empty import EmptyPlace
from ui.shared.form import Choice, Text
from ui.shared.screen import Shell
from ui.shared.table import Column, Table

CLOSURE, EXTRA, HOLIDAY, NOT_HOLIDAY = "closure", "extra", "holiday", "not_holiday"


@dataclass(frozen=True)
class Reasons:
    """The reasons of closure in words: all, and those that may still be chosen."""

    all: dict[str, str]
    in_use: dict[str, str]


@dataclass(frozen=True)
class HolidayLine:
    """A public holiday of the country; or one more of the centre, then with its ``entry``.

    ``correction`` is the entry that says that it is none here.
    """

    day: date
    last_day: date
    name: str
    entry: EntryRow | None = None
    correction: EntryRow | None = None

    @property
    def id(self) -> object:
        """What keeps the line current."""
        return self.entry.id if self.entry else self.day


class HolidaysList(EntryList):
    """The country's public holidays, each of them kept here or not; and the centre's own."""

    def __init__(self, shell: Shell) -> None:
        self.switch = button(_("Not a holiday here"), self.switch_current, icon="close")
        table = Table(
            [
                Column("day", _("Day"), lambda line: span_text(line.day, line.last_day), width=110, tone=_holiday_tone),
                Column("weekday", _("Weekday"), lambda line: weekday_names()[line.day.weekday()], width=105),
                Column(
                    "name",
                    _("Holiday"),
                    lambda line: str(line.name),
                    width=235,
                    tip=lambda line: str(line.name),
                    tone=_holiday_tone,
                ),
                Column("state", _("Here"), _holiday_state, width=130, tone=_holiday_tone),
            ],
            name="settings.holidays",
            desk=shell.desk,
            sorting="none",
            count=lambda n: ngettext("{n} public holiday", "{n} public holidays", n).format(n=n),
            label_text=_("Public holidays"),
        )
        table.set_empty(
            EmptyPlace(
                _("No public holidays are known for this year"),
                _("Add them as they are announced."),
                _("Add a holiday"),
                self.add,
                icon="calendar",
            )
        )
        super().__init__(shell, table, [main_button(_("One more holiday…"), self.add, icon="add"), self.switch])
        table.current_changed.connect(lambda _line: self._enable())
        table.opened.connect(lambda _line: self.switch_current())
        self._enable()

    def show_year(self, site_id: UUID, shown: Calendar) -> None:
        """Show this year's."""
        self._site_id = site_id
        corrections = [entry for entry in shown.entries if entry.kind == NOT_HOLIDAY]
        lines = [
            HolidayLine(
                row.day,
                row.day,
                row.name,
                correction=next((each for each in corrections if each.first_day <= row.day <= each.last_day), None),
            )
            for row in shown.holidays
        ]
        lines += [
            HolidayLine(entry.first_day, entry.last_day, entry.note or _("public holiday"), entry=entry)
            for entry in shown.entries
            if entry.kind == HOLIDAY
        ]
        self.table.set_rows(sorted(lines, key=lambda line: line.day))
        self._enable()

    def add(self) -> None:
        """Ask for one more public holiday."""
        self.ask(
            ClosingDialog,
            _("One more public holiday"),
            [*self.span_fields(), Text("note", _("Name of the holiday"), required=True, width=2, max_length=200)],
            HOLIDAY,
            _("The holiday is added."),
            _("A day that the country has declared and that is missing in the list."),
        )

    def switch_current(self) -> None:
        """Kept here or not; the centre's own is taken away."""
        line = self.table.current()
        if line is None:
            return
        if line.entry is not None:
            self.remove(line.entry, _("The holiday is taken away."))
        elif line.correction is not None:
            self.remove(line.correction, _("It is a holiday here again."))
        else:
            tasks.do(
                self.adding(NewCalendarEntry(NOT_HOLIDAY, line.day)),
                saying=_("{day} is not a holiday here any more.").format(day=day_text(line.day)),
                undo=lambda entry_id: partial(remove_calendar_entry, entry_id=entry_id),
            )

    def _enable(self) -> None:
        line = self.table.current()
        self.switch.setEnabled(line is not None)
        if line is not None and line.entry is not None:
            self.switch.setText(_("Take away"))
        else:
            corrected = line is not None and line.correction is not None
            self.switch.setText(_("A holiday here after all") if corrected else _("Not a holiday here"))


class ClosuresList(EntryList):
    """Days on which the centre is closed by itself, and days on which it works all the same."""

    def __init__(self, shell: Shell) -> None:
        self._reasons = Reasons({}, {})
        self.away = button(_("Take away"), self.remove_current, icon="close")
        table = Table(
            [
                Column("span", _("Days"), lambda row: span_text(row.first_day, row.last_day), width=185),
                Column("kind", _("Kind"), _kind_words, width=165),
                Column("reason", _("Reason"), lambda row: self._reasons.all.get(row.reason, row.reason), width=125),
                Column("note", _("Note"), lambda row: str(row.note), width=120, tip=lambda row: str(row.note)),
            ],
            name="settings.closures",
            desk=shell.desk,
            sorting="none",
            count=lambda n: ngettext("{n} line", "{n} lines", n).format(n=n),
            label_text=_("Closures and extra days"),
        )
        table.set_empty(
            EmptyPlace(
                _("Nothing in this year"),
                _("Add days on which the centre is closed (repair, quarantine, staff on leave), or works extra."),
                _("Add a closure"),
                self.add_closure,
                icon="calendar",
            )
        )
        buttons = [
            main_button(_("Add a closure…"), self.add_closure, icon="add"),
            button(_("Add a working day…"), self.add_extra, icon="add"),
            self.away,
        ]
        super().__init__(shell, table, buttons)
        table.current_changed.connect(lambda row: self.away.setEnabled(row is not None))
        self.away.setEnabled(False)

    def show_year(self, site_id: UUID, shown: Calendar, reasons: Reasons) -> None:
        """Show this year's."""
        self._site_id, self._reasons = site_id, reasons
        self.table.set_rows([entry for entry in shown.entries if entry.kind in (CLOSURE, EXTRA)])

    def add_closure(self, day: date | None = None) -> None:
        """Ask for days on which the centre is closed; ``day`` is proposed as the first."""
        dialog = self.ask(
            ClosingDialog,
            _("Add a closure"),
            [
                *self.span_fields(),
                Choice("reason", _("Reason"), choices=list(self._reasons.in_use.items()), required=True),
                Text("note", _("Note"), max_length=300),
            ],
            CLOSURE,
            _("The closure is added."),
            _("Nothing is marked on these days, and they are not counted."),
        )
        if day is not None:
            dialog.form.set_values({"first_day": day})

    def add_extra(self) -> None:
        """Ask for days on which the centre works although they would be closed."""
        self.ask(
            FormDialog,
            _("Add a working day"),
            [*self.span_fields(), Text("note", _("Note"), width=2, max_length=300)],
            EXTRA,
            _("The working day is added."),
            _("The centre is open on these days whatever the week, the public holidays and the closures say."),
        )

    def remove_current(self) -> None:
        """As the button does."""
        row = self.table.current()
        if row is not None:
            self.remove(row, _("It is taken away."))


def _kind_words(row: EntryRow) -> str:
    return _("closed") if row.kind == CLOSURE else _("extra working day")


def _holiday_state(line: HolidayLine) -> str:
    if line.entry is not None:
        return _("added by the centre")
    return _("not a holiday here") if line.correction is not None else _("closed")


def _holiday_tone(line: HolidayLine) -> str:
    return "muted" if line.correction is not None else ""
