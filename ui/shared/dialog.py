"""A dialog for one short question: a form, *Save* and *Cancel*. Saving that fails keeps it open with what was typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from centre_app.errors import UserError
from centre_app.language.translate import _
from ui import tasks
from ui.shared import confirm, theme
from ui.shared.buttons import button, main_button
from ui.shared.fields import Part
from ui.shared.form import Form
from ui.shared.scroll import scrolled
from ui.shared.words import label

_TALLEST = 520
_NARROWEST = 460
_WITH_TWO_COLUMNS = 640


class FormDialog(QDialog):
    """``save(values)`` gives the action(session) to do (it may raise UserError); ``then(result)`` after it is done.

    Show it with ``open()``. It deletes itself when it closes.
    """

    def __init__(
        self,
        parent: QWidget,
        title: str,
        fields: Sequence[Part],
        save: Callable[[dict[str, Any]], Callable[[Any], Any]],
        then: Callable[[Any], object] | None = None,
        save_text: str = "",
        saying: str = "",
        undo: Callable[[Any], tasks.Action | None] | None = None,
        note: str = "",
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._save, self._then, self._saying, self._undo = save, then, saying, undo
        self.form = Form(fields)
        page = QWidget()
        inside = QVBoxLayout(page)
        inside.setContentsMargins(24, 20, 24, 8)
        inside.setSpacing(12)
        inside.addWidget(label(title, kind="heading", wrap=True))
        if note:
            inside.addWidget(label(note, kind="muted", wrap=True))
        inside.addWidget(self.form)
        inside.addStretch(1)
        self.save_button = main_button(save_text or _("Save"), self.save)
        self.save_button.setDefault(True)
        row = QHBoxLayout()
        row.setContentsMargins(24, 8, 24, 16)
        row.addStretch(1)
        row.addWidget(button(_("Cancel"), self.reject))
        row.addWidget(self.save_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(page), 1)
        layout.addLayout(row)
        # Room for two columns where fields are half as wide: so the height below is that of what will be shown.
        narrow = sum(part.width == 1 for part in fields) > 1
        wide = max(theme.px(_WITH_TWO_COLUMNS if narrow else _NARROWEST), page.sizeHint().width() + 24)
        wide = min(wide, self.screen().availableSize().width() - 40)
        high = page.heightForWidth(wide) if page.hasHeightForWidth() else page.sizeHint().height()
        self.resize(wide, min(theme.px(_TALLEST), high + theme.px(80)))
        self.form.focus_first()

    def save(self) -> None:
        """As the button does."""
        values = self.form.collect()
        if values is None:
            return
        try:
            action = self._save(values)
        except UserError as error:
            self.form.show_error(error.field, error.in_words())
            return
        self.save_button.setEnabled(False)
        tasks.do(
            action,
            then=self._saved,
            failed=self._failed,
            owner=self,
            saying=self._saying,
            undo=self._undo,
        )

    def reject(self) -> None:
        """Cancel; asks first where something was typed."""
        if self.form.is_changed():
            confirm.leave_unsaved(self, lambda: self.done(QDialog.DialogCode.Rejected))
        else:
            super().reject()

    def _saved(self, result: Any) -> None:
        self.form.mark_saved()
        self.accept()
        if self._then is not None:
            self._then(result)

    def _failed(self, error: Exception) -> bool:
        self.save_button.setEnabled(True)
        if isinstance(error, UserError):
            self.form.show_error(error.field, error.in_words())
            return True
        return False
