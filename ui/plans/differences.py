"""Two people wrote in one plan: what differs is shown side by side, and nothing of either is lost unseen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QDialog, QGridLayout, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from centre_app.language.dates import day_text
from centre_app.language.translate import _, ngettext
from centre_app.plans.inputs import PlanInput
from centre_app.plans.rules import Difference, Merge, chosen
from ui.shared import theme
from ui.shared.buttons import button, main_button
from ui.shared.cards import Card
from ui.shared.scroll import scrolled
from ui.shared.words import label

_WIDTH, _HEIGHT = 940, 600


class DifferencesDialog(QDialog):
    """For each field that both changed: mine or theirs. ``then(plan)`` with what was put together."""

    def __init__(
        self,
        parent: QWidget,
        merge: Merge,
        who: str,
        names: Mapping[Any, str],
        then: Callable[[PlanInput], object],
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Changed by two people"))
        self._merge, self._then, self._names = merge, then, names
        self.choices: dict[str, tuple[QRadioButton, QRadioButton]] = {}
        page = QWidget()
        inside = QVBoxLayout(page)
        inside.setContentsMargins(0, 0, 8, 0)
        inside.setSpacing(12)
        for one in merge.conflicts:
            inside.addWidget(self._conflict(one, who))
        if merge.theirs_only:
            inside.addWidget(self._taken_over(who))
        inside.addStretch(1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button(_("Back to the form"), self.reject))
        self.save_button = main_button(_("Save so"), self._save, icon="save")
        foot.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(
            label(_("{who} changed this plan while you were writing").format(who=who), "heading", wrap=True)
        )
        column.addWidget(label(self._what_to_do(), kind="muted", wrap=True))
        column.addWidget(scrolled(page), 1)
        column.addLayout(foot)
        self.resize(theme.px(_WIDTH), theme.px(_HEIGHT))

    def taken(self) -> tuple[str, ...]:
        """The keys of the fields where the other's words are chosen."""
        return tuple(key for key, (_mine, theirs) in self.choices.items() if theirs.isChecked())

    def _what_to_do(self) -> str:
        if not self.choices:
            return _("You changed different things. Both are kept.")
        return ngettext(
            "{n} place was changed by both of you. Choose what stays there; everything else is kept from both.",
            "{n} places were changed by both of you. Choose what stays there; everything else is kept from both.",
            len(self.choices),
        ).format(n=len(self.choices))

    def _conflict(self, one: Difference, who: str) -> Card:
        card = Card(one.label.in_words())
        sides = QWidget()
        grid = QGridLayout(sides)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        mine, theirs = QRadioButton(_("Mine")), QRadioButton(who)
        group = QButtonGroup(sides)
        for place, (choice, value) in enumerate(((mine, one.mine), (theirs, one.theirs))):
            words = self._side(one, value)
            choice.setAccessibleName(f"{one.label.in_words()}: {choice.text()}")
            choice.setAccessibleDescription(words)
            group.addButton(choice)
            grid.addWidget(choice, 0, place)
            text = label(words, wrap=True)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(text, 1, place, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(place, 1)
        mine.setChecked(True)
        card.add_widget(sides)
        self.choices[one.key] = (mine, theirs)
        return card

    def _taken_over(self, who: str) -> Card:
        card = Card(_("Only {who} changed this: it is kept").format(who=who))
        for one in self._merge.theirs_only:
            card.add_text(one.label.in_words())
            card.add_text(self._side(one, one.theirs), kind="")
        return card

    def _side(self, one: Difference, value: Any) -> str:
        """What one of the two has there."""
        if value is None and any(is_dataclass(each) for each in (one.base, one.mine, one.theirs)):
            return _("taken out")
        return self._said(value)

    def _said(self, value: Any) -> str:
        """A value of a plan in words."""
        if value is None:
            return _("not said")
        if is_dataclass(value):
            told = (getattr(value, each.name) for each in fields(value) if each.name not in ("id", "goal_id"))
            return " · ".join(self._said(each) for each in told if each not in (None, "", False))
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, tuple):
            return " / ".join(self._said(each) for each in value if each)
        if isinstance(value, date):
            return day_text(value)
        if isinstance(value, UUID):
            return self._names.get(value, _("somebody who left"))
        words = str(value)
        return self._names.get(words, words) or _("empty")

    def _save(self) -> None:
        self.accept()
        self._then(chosen(self._merge, self.taken()))
