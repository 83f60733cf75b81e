"""The widget behind each kind of field: what is typed, what it means, and what is wrong with it.

``value`` gives the meaning and raises UserError (the form adds the field's name); ``raw`` gives the words as typed, for
drafts. An editor never throws away what it cannot read.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, QStringListModel, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCompleter, QLineEdit, QPlainTextEdit, QWidget

from centre_app.errors import UserError
from centre_app.language.dates import day_text, parse_day
from centre_app.language.translate import N_, _
from ui.shared import icons, theme
from ui.shared.choice import Choices
from ui.shared.date_field import DateField


class BirthValue(NamedTuple):
    """A date of birth as far as it is known: a day, only a year, or nothing."""

    day: date | None
    year: int | None


class Editor(QObject):
    """What a form needs of every field's widget."""

    changed = Signal()

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.widget = widget

    def value(self) -> Any:
        """What it means. Raises UserError where it cannot be read."""
        return self.raw()

    def set_value(self, value: Any) -> None:
        """Show this meaning."""
        self.set_raw(value)

    def raw(self) -> Any:
        """As typed; JSON can hold it."""
        raise NotImplementedError

    def set_raw(self, raw: Any) -> None:
        """Show it as it was typed."""
        raise NotImplementedError

    def is_empty(self) -> bool:
        """Whether nothing is typed or chosen."""
        return not self.raw()

    def set_choices(self, choices: Choices) -> None:
        """Offer these; only fields with choices can."""
        raise TypeError("this field has no choices")

    def show_error(self, field: str, text: str) -> bool:
        """Say it at a field inside this one (``0.phone``: the row of this place); False where there is none."""
        return False

    def set_wrong(self, wrong: bool) -> None:
        """Mark it as the one to mend."""
        self.widget.setProperty("wrong", wrong)


class LineEditor(Editor):
    """One line of words, kept without spaces around."""

    def __init__(self, placeholder: str = "", max_length: int = 0, suggestions: Sequence[str] = ()) -> None:
        self.line = QLineEdit()
        super().__init__(self.line)
        self.line.setPlaceholderText(placeholder)
        if max_length:
            self.line.setMaxLength(max_length)
        if suggestions:
            completer = QCompleter(QStringListModel(list(suggestions), self.line), self.line)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            self.line.setCompleter(completer)
        self.line.textChanged.connect(lambda _text: self.changed.emit())

    def value(self) -> Any:
        return self.line.text().strip()

    def raw(self) -> str:
        return self.line.text()

    def set_raw(self, raw: Any) -> None:
        self.line.setText(str(raw or ""))
        self.line.setCursorPosition(0)

    def is_empty(self) -> bool:
        return not self.line.text().strip()


class SecretEditor(LineEditor):
    """A password: hidden, unless the eye is pressed. Its words never reach a draft."""

    def __init__(self) -> None:
        super().__init__()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self._eye = QAction(icons.icon("eye", "muted"), _("Show the password"), self.line)
        self._eye.setCheckable(True)
        self._eye.toggled.connect(self._show)
        self.line.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)

    def value(self) -> Any:
        # Spaces may be part of a password.
        return self.line.text()

    def raw(self) -> str:
        return ""

    def is_empty(self) -> bool:
        return not self.line.text()

    def _show(self, shown: bool) -> None:
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)


class LinesEditor(Editor):
    """Several lines of words. Tab goes on to the next field."""

    def __init__(self, lines: int) -> None:
        self.text = QPlainTextEdit()
        super().__init__(self.text)
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(self.text.fontMetrics().lineSpacing() * lines + theme.px(20))
        self.text.textChanged.connect(self.changed.emit)

    def value(self) -> Any:
        return self.text.toPlainText().strip()

    def raw(self) -> str:
        return self.text.toPlainText()

    def set_raw(self, raw: Any) -> None:
        self.text.setPlainText(str(raw or ""))


class DayEditor(Editor):
    """A day."""

    def __init__(self, today: date) -> None:
        self.day = DateField(today)
        super().__init__(self.day)
        self.day.changed.connect(self.changed.emit)

    def value(self) -> Any:
        if self.day.problem():
            raise UserError(N_("This is not a day. Type it like 05.03.2018."))
        return self.day.value()

    def set_value(self, value: Any) -> None:
        self.day.set_value(value)

    def raw(self) -> str:
        return self.day.text()

    def set_raw(self, raw: Any) -> None:
        self.day.set_text(str(raw or ""))

    def set_wrong(self, wrong: bool) -> None:
        self.day.line.setProperty("wrong", wrong)


class BirthEditor(LineEditor):
    """A date of birth: a day, four digits for a year alone, or empty where nobody knows."""

    def __init__(self, today: date) -> None:
        super().__init__(_("dd.mm.yyyy, or only the year"))
        self._today = today
        self.line.editingFinished.connect(self._tidy)

    def value(self) -> Any:
        text = self.line.text().strip()
        if not text:
            return BirthValue(None, None)
        if len(text) == 4 and text.isdecimal():
            return BirthValue(None, int(text))
        day = parse_day(text, self._today)
        if day is None:
            raise UserError(N_("This is not a date of birth. Type it like 05.03.2018, or only the year: 2018."))
        return BirthValue(day, None)

    def set_value(self, value: Any) -> None:
        if value is None or value == (None, None):
            self.set_raw("")
        else:
            day, year = value
            self.set_raw(day_text(day) if day is not None else str(year))

    def _tidy(self) -> None:
        try:
            day, _year = self.value()
        except UserError:
            return
        if day is not None:
            self.line.setText(day_text(day))


class NumberEditor(LineEditor):
    """A whole number, or one with ``decimals`` places (comma or point); None where empty."""

    def __init__(self, minimum: int, maximum: int, decimals: int) -> None:
        super().__init__()
        self._minimum, self._maximum, self._decimals = minimum, maximum, decimals
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)

    def value(self) -> Any:
        text = "".join(self.line.text().split()).replace(",", ".")
        if not text:
            return None
        try:
            number = Decimal(text)
        except InvalidOperation:
            raise UserError(N_("This is not a number.")) from None
        if not number.is_finite() or number != round(number, self._decimals):
            raise UserError(N_("This is not a number that fits here."))
        if not self._minimum <= number <= self._maximum:
            raise UserError(N_("A number from {least} to {most} fits here."), least=self._minimum, most=self._maximum)
        return number if self._decimals else int(number)

    def set_value(self, value: Any) -> None:
        self.set_raw("" if value is None else str(value))

    def set_raw(self, raw: Any) -> None:
        super().set_raw("" if raw is None else str(raw))
