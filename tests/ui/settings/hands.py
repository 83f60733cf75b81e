"""What hands do in Settings: fill the open dialog, press *Undo*."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QPushButton

from tests.ui.settings.conftest import dialog, settle
from ui.messages import MessageArea
from ui.shared.dialog import FormDialog


def answer(**values: Any) -> FormDialog:
    """Fill the open dialog and save."""
    asked = dialog(FormDialog)
    asked.form.set_values(values)
    asked.save()
    settle()
    return asked


def undo(area: MessageArea) -> None:
    """Press *Undo* of the last message."""
    button = area.shown()[-1].done
    assert isinstance(button, QPushButton)
    button.click()
    settle()
