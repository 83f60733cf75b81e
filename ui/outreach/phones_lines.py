"""Filled forms line by line: what becomes of each, and beside it why, and where desk and phone say different things."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from centre_app.exchange.phones.told import Fate, PhoneLine
from centre_app.language.dates import day_text
from centre_app.language.translate import N_, _, ngettext
from ui.desk import Desk
from ui.shared import theme
from ui.shared.scroll import scrolled
from ui.shared.table import Column, Table
from ui.shared.words import label

_BEFORE: Mapping[Fate, str] = {
    Fate.TAKE: N_("will be taken"),
    Fate.KNOWN: N_("taken before"),
    Fate.REFUSED: N_("refused"),
}
_AFTER: Mapping[Fate, str] = {**_BEFORE, Fate.TAKE: N_("taken")}


class LinesTable(Table):
    """The forms. ``done``: they were taken, so the words say so."""

    def __init__(self, desk: Desk) -> None:
        self.done = False
        super().__init__(
            [
                Column("fate", _("What becomes of it"), self._fate, tone=_tone, width=190),
                Column("child", _("Child"), _child, width=230),
                Column("day", _("Day"), lambda line: day_text(line.day) if line.day else "", width=95),
                Column("what", _("What it says"), _what, width=150),
                Column("notes", _("To know"), lambda line: " ".join(line.sentences()), width=250, tone=_tone),
                Column("file", _("File"), lambda line: line.place(), width=120, tone=lambda _line: "muted"),
            ],
            name="outreach.phones",
            desk=desk,
            count=lambda n: ngettext("{n} form", "{n} forms", n).format(n=n),
            sorting="memory",
            label_text=_("Forms from phones"),
        )

    def _fate(self, line: PhoneLine) -> str:
        words = _((_AFTER if self.done else _BEFORE)[line.fate])
        # Translators: a form will be taken, and there is something to know about it; {what} is «will be taken».
        return _("{what}, with a note").format(what=words) if line.fate is Fate.TAKE and line.notes else words


class LineDetails(QWidget):
    """All there is to say of the line that is chosen."""

    def __init__(self) -> None:
        super().__init__()
        self._page = QWidget()
        self._body = QVBoxLayout(self._page)
        self._body.setContentsMargins(4, 4, 4, 4)
        self._body.setSpacing(6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(self._page))
        self.setMinimumHeight(theme.px(120))
        self.setAccessibleName(_("About this form"))

    def show_line(self, line: PhoneLine | None) -> None:
        """These words; nothing for None."""
        while (item := self._body.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if line is None:
            return
        head = " · ".join(part for part in (line.child, line.number, line.title) if part)
        self._body.addWidget(label(head or line.place(), kind="strong", wrap=True))
        if line.why is not None:
            self._body.addWidget(label(line.why.in_words(), tone=_tone(line), wrap=True))
        for note in line.notes:
            self._body.addWidget(label(note.in_words(), tone="attention", wrap=True))
        if line.photo:
            self._body.addWidget(label(_("With a photo."), kind="muted"))
        if line.beside:
            self._body.addWidget(_beside(line))
        self._body.addStretch(1)


def _beside(line: PhoneLine) -> QWidget:
    """Desk and phone in two columns."""
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 4, 0, 0)
    grid.setHorizontalSpacing(16)
    for column, words in enumerate(("", _("At the desk"), _("On the phone"))):
        grid.addWidget(label(words, kind="strong"), 0, column)
    for row, one in enumerate(line.beside, start=1):
        for column, words in enumerate(one.in_words()):
            grid.addWidget(label(words, kind="muted" if column == 0 else "", wrap=column > 0), row, column)
    grid.setColumnStretch(1, 1)
    grid.setColumnStretch(2, 1)
    return table


def _child(line: PhoneLine) -> str:
    return ", ".join(part for part in (line.child, line.number) if part) or line.code


def _what(line: PhoneLine) -> str:
    return line.what.in_words() if line.what is not None else ""


def _tone(line: PhoneLine) -> str:
    if line.fate is Fate.REFUSED:
        return "danger"
    if line.fate is Fate.KNOWN:
        return "muted"
    return "attention" if line.notes else ""
