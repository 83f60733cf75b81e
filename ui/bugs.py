"""What is nobody's wish: an exception that is a bug. One dialog, with a report to copy that holds no child's data.

The report names exception types, files and lines: never messages or values, for a name or a diagnosis may be in them.
"""

from __future__ import annotations

import platform
import sys
import traceback
from pathlib import Path
from types import TracebackType

import PySide6
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout

from centre_app import __version__
from centre_app.errors import UserError
from centre_app.language.translate import _
from ui import messages
from ui.shared.buttons import button, main_button

_ROOT = Path(__file__).resolve().parents[1]


def install() -> None:
    """Let every exception that nobody caught come here. One hook for the process."""
    sys.excepthook = _caught


def report(error: BaseException) -> str:
    """The report: versions, exception types and places in the code, from the cause to the end."""
    lines = [
        f"Centre App {__version__}",
        f"Python {platform.python_version()}, PySide {PySide6.__version__}, {platform.system()} {platform.release()}",
    ]
    seen: BaseException | None = error
    while seen is not None:
        lines += ["", type(seen).__module__ + "." + type(seen).__qualname__]
        lines += [
            f"  {_place(frame.filename)}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(seen.__traceback__)
        ]
        seen = seen.__cause__ or seen.__context__
    return "\n".join(lines)


def show(error: BaseException) -> QDialog:
    """Open the report dialog; one at a time, the first says it."""
    for open_one in QApplication.topLevelWidgets():
        if isinstance(open_one, BugDialog) and open_one.isVisible():
            return open_one
    dialog = BugDialog(report(error))
    dialog.open()
    return dialog


class BugDialog(QDialog):
    """Says that it is not the person's fault, that nothing half-written remains, and gives the report to copy."""

    def __init__(self, text: str) -> None:
        super().__init__(QApplication.activeWindow())
        self.setWindowTitle(_("Something went wrong in the app"))
        self.setMinimumSize(560, 360)
        words = QLabel(
            _(
                "This is a mistake in the app, not yours. What was saved before is safe, and nothing half-written "
                "was kept. You can go on working. Please copy this report and send it to the people who look after "
                "the app: it holds no names and nothing about a child."
            )
        )
        words.setWordWrap(True)
        shown = QPlainTextEdit(text)
        shown.setReadOnly(True)
        shown.setAccessibleName(_("Report"))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(_("Copy the report"), lambda: QGuiApplication.clipboard().setText(text), icon="save"))
        row.addWidget(main_button(_("Go on working"), self.accept))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(16)
        layout.addWidget(words)
        layout.addWidget(shown, 1)
        layout.addLayout(row)


def _caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt) or QApplication.instance() is None:
        sys.__excepthook__(kind, error, trace)
    elif isinstance(error, UserError):
        messages.error(error.in_words())
    else:
        show(error)


def _place(filename: str) -> str:
    path = Path(filename)
    return path.relative_to(_ROOT).as_posix() if path.is_relative_to(_ROOT) else path.name
