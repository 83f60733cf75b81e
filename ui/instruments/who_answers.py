"""Who answers, on which day, and why not the child: the top of every filling."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from centre_app.instruments.definition import Definition
from centre_app.language.translate import _
from ui.instruments.words import reason_words, title
from ui.shared.choice import ChoiceBox
from ui.shared.date_field import DateField
from ui.shared.words import label, restyle


class WhoAnswers(QWidget):
    """Emits ``changed(field, value)`` for ``respondent``, ``respondent_name``, ``proxy_reason``; ``day_changed``."""

    changed = Signal(str, object)
    day_changed = Signal(object)

    def __init__(self, definition: Definition, months: int, today: date) -> None:
        super().__init__()
        self.definition, self.day_there = definition, today
        self.day = DateField(today)
        self.who = ChoiceBox(
            [(one.code, title(one.labels)) for one in definition.respondents if one.ages.covers(months)],
            empty=_("not said"),
        )
        self.name = QLineEdit()
        self.name.setMaxLength(200)
        self.reason = QComboBox()
        self.reason.setEditable(True)
        self.reason.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.reason.addItem("")
        for one in definition.reasons:
            self.reason.addItem(title(one.labels))
        self.errors: dict[str, QLabel] = {}
        self._captions: dict[str, QLabel] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        self._place(grid, 0, "day", _("Day"), self.day)
        self._place(grid, 1, "respondent", _("Who answers"), self.who)
        self._place(grid, 2, "respondent_name", _("Name of who answers"), self.name)
        self._place(grid, 3, "proxy_reason", _("Why not the child"), self.reason)
        for column, stretch in enumerate((2, 4, 4, 5)):
            grid.setColumnStretch(column, stretch)
        self.day.line.editingFinished.connect(self._day_left)
        self.day.changed.connect(self._day_picked)
        self.who.chosen.connect(self._who_chosen)
        self.name.textChanged.connect(lambda text: self._tell("respondent_name", text))
        self.reason.currentTextChanged.connect(lambda text: self._tell("proxy_reason", self._reason_code(text)))

    def show_values(self, day: date, respondent: str, name: str, reason: str) -> None:
        """What is kept, without telling it."""
        self.day_there = day
        self.day.set_value(day)
        self.who.set_value(respondent or None)
        for widget in (self.name, self.reason):
            widget.blockSignals(True)
        self.name.setText(name)
        self.reason.setCurrentText(reason_words(self.definition, reason))
        for widget in (self.name, self.reason):
            widget.blockSignals(False)
        self._show_proxy()

    def values(self) -> tuple[str, str, str]:
        """Respondent, name, reason as they stand."""
        return str(self.who.value() or ""), self.name.text(), self._reason_code(self.reason.currentText())

    def suggest_name(self, name: str) -> None:
        """Fill in the name where none is written yet."""
        if name and not self.name.text() and self.name.isVisibleTo(self):
            self.name.setText(name)

    def show_error(self, field: str, text: str) -> bool:
        """Say it under its field; whether there is one."""
        if field not in self.errors:
            return False
        self.errors[field].setText(text)
        self.errors[field].show()
        widget = {"day": self.day, "respondent": self.who, "respondent_name": self.name, "proxy_reason": self.reason}
        target: QWidget = widget[field]
        target.setProperty("wrong", True)
        restyle(target)
        target.setFocus()
        return True

    def clear_errors(self) -> None:
        """Nothing is wrong here."""
        for error in self.errors.values():
            error.hide()
        for target in (self.who, self.name, self.reason):
            if target.property("wrong"):
                target.setProperty("wrong", False)
                restyle(target)

    def _place(self, grid: QGridLayout, column: int, field: str, caption: str, widget: QWidget) -> None:
        words = label(caption)
        words.setBuddy(widget)
        widget.setAccessibleName(caption)
        error = label(kind="error", wrap=True)
        error.hide()
        box = QVBoxLayout()
        box.setSpacing(4)
        for one in (words, widget, error):
            box.addWidget(one)
        box.addStretch(1)
        grid.addLayout(box, 0, column)
        self.errors[field], self._captions[field] = error, words

    def _who_chosen(self, code: Any) -> None:
        self.clear_errors()
        self._show_proxy()
        self.changed.emit("respondent", code or "")

    def _show_proxy(self) -> None:
        """A name and a reason only where somebody answers for the child."""
        who = self.definition.respondent(str(self.who.value() or ""))
        proxy = who is not None and who.proxy
        for field, widget in (("respondent_name", self.name), ("proxy_reason", self.reason)):
            shown = proxy and (field == "respondent_name" or bool(self.definition.proxy_reason))
            widget.setVisible(shown)
            self._captions[field].setVisible(shown)

    def _tell(self, field: str, value: str) -> None:
        self.clear_errors()
        self.changed.emit(field, value)

    def _reason_code(self, text: str) -> str:
        return next((one.code for one in self.definition.reasons if title(one.labels) == text), text)

    def _day_left(self) -> None:
        if self.day.problem():
            self.show_error("day", self.day.problem())
            return
        day = self.day.value()
        if day is not None and day != self.day_there:
            self.day_there = day
            self.day_changed.emit(day)

    def _day_picked(self) -> None:
        """From the calendar the field changes without ever having had the focus."""
        self.errors["day"].hide()
        if not self.day.line.hasFocus():
            self._day_left()
