"""Asked only before what cannot be undone; everything else is done at once, with *Undo*."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from centre_app.language.translate import _
from ui.shared import icons, theme
from ui.shared.buttons import button, danger_button, main_button
from ui.shared.words import label


def ask(
    parent: QWidget,
    title: str,
    text: str,
    do_text: str,
    then: Callable[[], object],
    danger: bool = True,
    stay_text: str = "",
) -> QDialog:
    """Ask, without blocking; ``then()`` when the person agrees. Esc and Enter at first are both *no*."""
    dialog = QDialog(parent)
    stay = button(stay_text or _("Cancel"), dialog.reject)
    agree = (danger_button if danger else main_button)(do_text, dialog.accept)
    _fill(dialog, title, text, "danger" if danger else "accent", [stay, agree])
    stay.setDefault(True)
    dialog.accepted.connect(then)
    dialog.open()
    stay.setFocus()
    return dialog


def leave_unsaved(parent: QWidget, then: Callable[[], object]) -> QDialog:
    """There is something typed that is not saved: go back to it, or leave it."""
    return ask(
        parent,
        _("There is something not saved yet"),
        _("What you typed will be lost if you go on."),
        _("Go on without saving"),
        then,
        stay_text=_("Go back"),
    )


def tell(parent: QWidget, title: str, text: str, then: Callable[[], object]) -> QDialog:
    """Something that must be read before it goes on; ``then()`` when it is closed."""
    dialog = QDialog(parent)
    close = main_button(_("Close"), dialog.accept)
    _fill(dialog, title, text, "attention", [close])
    close.setDefault(True)
    dialog.finished.connect(lambda _result: then())
    dialog.open()
    close.setFocus()
    return dialog


def _fill(dialog: QDialog, title: str, text: str, colour: str, buttons: list[QPushButton]) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(title)
    dialog.setMinimumWidth(theme.px(420))
    sign = icons.sign("warning", colour, 32)
    words = QVBoxLayout()
    words.setSpacing(8)
    words.addWidget(label(title, kind="heading", wrap=True))
    words.addWidget(label(text, wrap=True))
    top = QHBoxLayout()
    top.setSpacing(16)
    top.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    top.addLayout(words, 1)
    row = QHBoxLayout()
    row.addStretch(1)
    for each in buttons:
        row.addWidget(each)
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(24, 24, 24, 16)
    layout.setSpacing(16)
    layout.addLayout(top)
    layout.addLayout(row)
