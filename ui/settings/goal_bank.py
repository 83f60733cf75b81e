"""The goal bank: goals worth using again, with their five levels, by area and in the centre's own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QCheckBox, QHBoxLayout

from centre_app.changes import Change
from centre_app.codelists.queries import labels
from centre_app.language.translate import N_, _, current, ngettext
from centre_app.plans.actions import (
    add_bank_entry,
    change_bank_entry,
    move_bank_entry,
    put_back_bank_entry,
    take_out_bank_entry,
)
from centre_app.plans.inputs import BankInput
from centre_app.plans.queries import BankEntry, goal_bank
from centre_app.plans.rules import GOAL_LABELS, LEVEL_NAMES, level_sign
from centre_app.security.access import Permission
from ui import tasks
from ui.plans.editor_forms import one_line
from ui.plans.words import LEVELS, by_level
from ui.settings.ordered import OrderedList
from ui.settings.page import Page
from ui.shared.buttons import main_button
from ui.shared.choice import ChoiceBox
from ui.shared.dialog import FormDialog
from ui.shared.empty import EmptyPlace
from ui.shared.form import Choice, Multiline
from ui.shared.table import Column, Table
from ui.shared.words import label

AREAS = "goal_area"


@dataclass(frozen=True)
class _Read:
    entries: tuple[BankEntry, ...]
    areas: dict[str, str]
    areas_in_use: dict[str, str]


class GoalBankPage(Page):
    """The bank by area."""

    key: ClassVar[str] = "goal_bank"
    name: ClassVar[str] = N_("Goal bank")
    note: ClassVar[str] = N_(
        "Goals that several children may need, with their five levels. A plan takes a copy and keeps its own words."
    )
    icon: ClassVar[str] = "therapy"
    needs: ClassVar[Permission | None] = Permission.EDIT_PLANS
    refresh_on: ClassVar[frozenset[Change]] = frozenset({Change.PLANS, Change.CODELISTS})

    def build(self) -> None:
        """The list with its filter and buttons."""
        self._read = _Read((), {}, {})
        self.area = ChoiceBox(empty=_("all areas"))
        self.area.setAccessibleName(_("Area"))
        self.area.chosen.connect(lambda _key: self._show())
        filters = QHBoxLayout()
        filters.addWidget(label(_("Area")))
        filters.addWidget(self.area)
        filters.addStretch(1)
        self.body.addLayout(filters)
        self.list = OrderedList(
            self._table(),
            [main_button(_("Add a goal…"), self.add, icon="add")],
            self.change,
            self.shift,
            self.use,
        )
        self.body.addWidget(self.list, 1)
        self.with_old = QCheckBox(_("Show also what is out of use"))
        self.with_old.toggled.connect(lambda _on: self._show())
        self.body.addWidget(self.with_old)

    def load(self) -> None:
        """All goals of the bank, those out of use too."""
        language = current().language

        def ask(session: Any) -> _Read:
            return _Read(
                goal_bank(session, all_entries=True),
                labels(session, AREAS, language),
                labels(session, AREAS, language, active_only=True),
            )

        tasks.read(ask, then=self._loaded, latest="bank")

    def state(self) -> dict[str, object]:
        """The filter, and whether those out of use are shown."""
        return {"area": self.area.value(), "with_old": self.with_old.isChecked()}

    def restore(self, state: dict[str, object]) -> None:
        """As before; the words of the areas come with the list."""
        if (area := state.get("area")) is not None:
            self.area.set_choices([(area, str(area))])
            self.area.set_value(area)
        self.with_old.setChecked(bool(state.get("with_old")))

    # ---- doing --------------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Ask for a goal with its levels and add it."""
        dialog = FormDialog(
            self,
            _("Add a goal to the bank"),
            self._fields(self._read.areas_in_use),
            lambda values: partial(add_bank_entry, entry=_written(values)),
            then=self.list.want,
            saying=_("The goal is added."),
            undo=lambda made: partial(take_out_bank_entry, entry_id=made),
        )
        dialog.form.set_values({"area": self.area.value()})
        dialog.open()

    def change(self, entry: BankEntry) -> None:
        """Ask for other words."""
        areas = {**self._read.areas_in_use, entry.area: self._area(entry)}
        before = BankInput(entry.area, entry.text, entry.levels)
        dialog = FormDialog(
            self,
            _("Change a goal of the bank"),
            self._fields(areas),
            lambda values: partial(change_bank_entry, entry_id=entry.id, entry=_written(values)),
            saying=_("The goal is changed. Plans that took it keep their words."),
            undo=lambda _none: partial(change_bank_entry, entry_id=entry.id, entry=before),
        )
        levels = {_level_name(level): text for level, text in by_level(entry.levels).items()}
        dialog.form.set_values({"area": entry.area, "text": entry.text, **levels})
        dialog.open()

    def shift(self, entry: BankEntry, by: int) -> None:
        """Up or down within its area."""
        tasks.do(partial(move_bank_entry, entry_id=entry.id, by=by))

    def use(self, entry: BankEntry, active: bool) -> None:
        """Out of use, or into use again; both can be undone."""
        put, take = partial(put_back_bank_entry, entry_id=entry.id), partial(take_out_bank_entry, entry_id=entry.id)
        if active:
            tasks.do(put, saying=_("The goal is in use again."), undo=lambda _none: take)
        else:
            self.with_old.setChecked(True)
            tasks.do(take, saying=_("The goal is out of use. Plans that took it keep it."), undo=lambda _none: put)

    # ---- showing ------------------------------------------------------------------------------------------------

    def _table(self) -> Table:
        table: Table = Table(
            [
                Column("area", _("Area"), self._area, width=170, tone=_tone),
                Column("text", _(GOAL_LABELS["text"]), lambda row: row.text, width=290, tone=_tone, tip=_levels_told),
                Column("levels", _("Levels"), _levels, width=100, align="right", tone=_incomplete),
                Column("state", _("State"), _state, width=90, tone=lambda _row: "muted"),
            ],
            name="settings.goal_bank",
            desk=self.shell.desk,
            sorting="none",
            count=lambda n: ngettext("{n} goal", "{n} goals", n).format(n=n),
            label_text=_("Goal bank"),
        )
        table.set_empty(
            EmptyPlace(
                _("No goal here yet"),
                _("Write goals that come again and again, or keep them here from a child’s plan."),
                _("Add a goal"),
                self.add,
                icon="therapy",
            )
        )
        return table

    def _loaded(self, read: _Read) -> None:
        self._read = read
        self.area.set_choices(read.areas.items())
        self._show()

    def _show(self) -> None:
        wanted, every = self.area.value(), self.with_old.isChecked()
        self.list.show_rows([row for row in self._read.entries if (row.active or every) and wanted in (None, row.area)])

    def _area(self, entry: BankEntry) -> str:
        return self._read.areas.get(entry.area, entry.area)

    @staticmethod
    def _fields(areas: Mapping[str, str]) -> list[Any]:
        return [
            Choice("area", _(GOAL_LABELS["area"]), choices=list(areas.items()), required=True, width=2),
            Multiline("text", _(GOAL_LABELS["text"]), lines=2, required=True),
            *(
                Multiline(_level_name(level), f"{level_sign(level)}  {_(LEVEL_NAMES[level])}", lines=2)
                for level in LEVELS
            ),
        ]


def _level_name(level: int) -> str:
    return f"level{level}"


def _written(values: Mapping[str, Any]) -> BankInput:
    levels: Any = tuple(one_line(values[_level_name(level)]) for level in range(-2, 3))
    return BankInput(values["area"], one_line(values["text"]), levels)


def _levels(entry: BankEntry) -> str:
    return _("{n} of 5").format(n=sum(bool(text) for text in entry.levels))


def _levels_told(entry: BankEntry) -> str:
    lines = [f"{level_sign(level)}  {text}" for level, text in by_level(entry.levels).items() if text]
    return "\n".join([entry.text, *reversed(lines)])


def _incomplete(entry: BankEntry) -> str:
    return "" if all(entry.levels) or not entry.active else "attention"


def _tone(entry: BankEntry) -> str:
    return "" if entry.active else "muted"


def _state(entry: BankEntry) -> str:
    return "" if entry.active else _("out of use")
