"""One's own phrases for notes: added, changed, ordered, deleted. Nobody else sees them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from centre_app.changes import Change
from centre_app.language.translate import N_, _, ngettext
from centre_app.security.access import Permission
from centre_app.therapy.phrases import (
    LENGTH,
    PhraseRow,
    add_phrase,
    change_phrase,
    delete_phrase,
    move_phrase,
    my_phrases,
    put_back_phrase,
)
from ui import tasks
from ui.settings.page import Page
from ui.shared.buttons import button, main_button
from ui.shared.dialog import FormDialog
from ui.shared.empty import EmptyPlace
from ui.shared.flow import Flow
from ui.shared.form import Text
from ui.shared.table import Column, Table


class PhrasesPage(Page):
    """The list with its buttons; Enter changes, Alt+Up and Alt+Down move, Delete deletes with *Undo*."""

    key: ClassVar[str] = "phrases"
    name: ClassVar[str] = N_("My phrases")
    note: ClassVar[str] = N_(
        "What you write often in notes. In a session's note type / and choose one. Only you see them; what was written"
        " with a phrase stays as it is when the phrase is changed."
    )
    icon: ClassVar[str] = "edit"
    needs: ClassVar[Permission | None] = Permission.WRITE_NOTES
    refresh_on: ClassVar[frozenset[Change]] = frozenset({Change.SESSIONS})
    scrolls: ClassVar[bool] = False

    def build(self) -> None:
        """The list with its buttons."""
        self.table: Table = Table(
            [Column("text", _("Phrase"), lambda row: row.text, width=640, tip=lambda row: row.text)],
            name="settings.phrases",
            desk=self.shell.desk,
            sorting="none",
            count=lambda n: ngettext("{n} phrase", "{n} phrases", n).format(n=n),
            label_text=_("My phrases"),
        )
        self.table.set_empty(
            EmptyPlace(
                _("No phrase yet"),
                _("Add what you write often: “Began by himself”, “Needed a break after 10 minutes”."),
                _("Add a phrase"),
                self.add,
                icon="edit",
            )
        )
        self.change_button = button(_("Change…"), self.change, icon="edit")
        self.up_button = button(_("Up"), partial(self.shift, -1), icon="up")
        self.down_button = button(_("Down"), partial(self.shift, 1), icon="down")
        self.delete_button = button(_("Delete"), self.delete, icon="clear")
        self._with_row = (self.change_button, self.up_button, self.down_button, self.delete_button)
        self.body.addWidget(Flow([main_button(_("Add a phrase…"), self.add, icon="add"), *self._with_row]))
        self.body.addWidget(self.table, 1)
        self.table.opened.connect(lambda _row: self.change())
        self.table.current_changed.connect(lambda _row: self._enable())
        keys = (("Alt+Up", partial(self.shift, -1)), ("Alt+Down", partial(self.shift, 1)), ("Del", self.delete))
        for typed, on in keys:
            shortcut = QShortcut(QKeySequence(typed), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(on)
        self._enable()

    def load(self) -> None:
        """One's phrases in one's own order."""
        tasks.read(my_phrases, then=self.show_phrases, latest="phrases")

    def show_phrases(self, rows: Sequence[PhraseRow]) -> None:
        """Show what was read."""
        self.table.set_rows(rows)
        self._enable()

    def add(self) -> None:
        """Ask for a phrase and add it at the end."""
        FormDialog(
            self,
            _("Add a phrase"),
            [_field()],
            lambda values: partial(add_phrase, text=values["text"]),
            then=self._added,
            saying=_("The phrase is added."),
        ).open()

    def change(self) -> None:
        """Ask for other words."""
        row = self.table.current()
        if row is None:
            return
        dialog = FormDialog(
            self,
            _("Change the phrase"),
            [_field()],
            lambda values: partial(change_phrase, phrase_id=row.id, text=values["text"]),
            saying=_("The phrase is changed."),
            undo=lambda _none: partial(change_phrase, phrase_id=row.id, text=row.text),
        )
        dialog.form.set_values({"text": row.text})
        dialog.open()

    def shift(self, by: int) -> None:
        """Up or down in the order that the menu of a note shows."""
        row = self.table.current()
        if row is not None:
            tasks.do(partial(move_phrase, phrase_id=row.id, by=by), owner=self)

    def delete(self) -> None:
        """Take it out; it can be undone."""
        row = self.table.current()
        if row is not None:
            tasks.do(
                partial(delete_phrase, phrase_id=row.id),
                owner=self,
                saying=_("The phrase is deleted."),
                undo=lambda gone: partial(put_back_phrase, gone=gone),
            )

    def _added(self, phrase_id: object) -> None:
        self.table.select(lambda row: row.id == phrase_id)

    def _enable(self) -> None:
        for made in self._with_row:
            made.setEnabled(self.table.current() is not None)


def _field() -> Text:
    return Text("text", _("Phrase"), required=True, width=2, max_length=LENGTH)
