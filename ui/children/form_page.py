"""Registering a child, and changing what is written: the same form. What is typed survives a power cut as a draft."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from centre_app.children.actions import change_child, register_child
from centre_app.children.files import ChildFile
from centre_app.children.inputs import ChildInput
from centre_app.children.queries import child_file
from centre_app.errors import UserError
from centre_app.language.translate import _, current
from centre_app.security.actions import drop_draft, save_draft
from centre_app.security.queries import DraftRow, my_draft
from ui import messages, tasks
from ui.children.child_form import FormWords, as_input, as_values, child_parts, first_enrolment, read_form_words
from ui.shared.buttons import button, main_button
from ui.shared.form import Form
from ui.shared.screen import Shell
from ui.shared.scroll import scrolled
from ui.shared.words import label


class FormPage(QWidget):
    """``child_id`` None registers. Emits ``saved(child id)`` and ``left``."""

    saved = Signal(object)
    left = Signal()

    def __init__(self, shell: Shell, child_id: UUID | None) -> None:
        super().__init__()
        self.shell, self.child_id = shell, child_id
        self.form: Form | None = None
        self._loaded: ChildInput | None = None
        self._place = f"child/{child_id}" if child_id is not None else "child/new"
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.save_button = main_button(_("Save"), self.save, icon="save")
        self.save_button.setEnabled(False)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button(_("Cancel"), self.leave))
        foot.addWidget(self.save_button)
        self.title = label(_("Register a child") if child_id is None else "", kind="title", wrap=True)
        self._column.addWidget(self.title)
        self._column.addStretch(1)
        self._column.addLayout(foot)
        shortcut = QShortcut(QKeySequence.StandardKey.Save, self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.save)
        tasks.read(self._read, then=self._show)

    def unsaved(self) -> bool:
        """Whether something typed is not saved."""
        return self.form is not None and self.form.is_changed()

    def save(self) -> None:
        """Write it down."""
        if self.form is None:
            return
        values = self.form.collect()
        if values is None:
            return
        try:
            child = as_input(values)
        except UserError as error:
            self.form.show_error(error.field, error.in_words())
            return
        act: Any
        if self.child_id is None:
            enrol = first_enrolment(values, self.shell.office.today())
            act = partial(self._register, child, enrol)
        else:
            act = partial(self._change, child)
        tasks.do(act, then=self._saved, form=_Fields(self.form), owner=self, saying=_("Saved."))

    def leave(self) -> None:
        """Back without saving; the draft goes as well, since leaving was chosen."""
        if self.form is not None and self.form.is_changed():
            kept = self.form.raw()
            tasks.do(partial(drop_draft, place=self._place))
            place = self._place
            messages.info(
                _("What you typed was not saved."),
                action=lambda: tasks.do(
                    partial(save_draft, place=place, content=kept), then=lambda _none: self._again()
                ),
                action_text=_("Go on typing"),
            )
        self.left.emit()

    def _again(self) -> None:
        self.shell.go("children", **({"change": self.child_id} if self.child_id is not None else {"new": True}))

    def _read(self, session: Any) -> tuple[FormWords, ChildFile | None, DraftRow | None]:
        words = read_form_words(session, current().language)
        file = child_file(session, self.child_id) if self.child_id is not None else None
        return words, file, my_draft(session, self._place)

    def _show(self, read: tuple[FormWords, ChildFile | None, DraftRow | None]) -> None:
        words, file, draft = read
        self.form = Form(child_parts(words, self.shell.office.today(), new=file is None))
        if file is not None:
            self._loaded = file.as_input
            self.form.set_values(as_values(self._loaded))
            self.title.setText(_("Change: {name}").format(name=f"{file.full_name} · {file.number}"))
        else:
            self.form.set_values({"province": words.province, "district": words.district})
        self._column.takeAt(1)
        page = QWidget()
        inside = QVBoxLayout(page)
        inside.setContentsMargins(2, 2, 12, 2)
        inside.addWidget(self.form)
        inside.addStretch(1)
        self._column.insertWidget(1, scrolled(page), 1)
        self.save_button.setEnabled(True)
        self.form.draft_changed.connect(self._keep_draft)
        self.form.focus_first()
        if draft is not None:
            self.form.set_raw(draft.content)
            messages.info(_("What you were typing here before is back. Save it, or cancel to throw it away."))

    def _keep_draft(self, content: dict[str, Any]) -> None:
        # The debounced signal may come when the person has just signed out.
        if tasks.runner().office is not None and not self.shell.office.read_only:
            tasks.do(partial(save_draft, place=self._place, content=content))

    def _register(self, child: ChildInput, enrol: Any, session: Any) -> UUID:
        made: UUID = register_child(session, child, enrol=enrol)
        drop_draft(session, self._place)
        return made

    def _change(self, child: ChildInput, session: Any) -> UUID:
        assert self.child_id is not None
        change_child(session, self.child_id, child, loaded=self._loaded)
        drop_draft(session, self._place)
        return self.child_id

    def _saved(self, child_id: UUID) -> None:
        if self.form is not None:
            self.form.mark_saved()
        self.saved.emit(child_id)


class _Fields:
    """The action's field names, where the form's differ."""

    def __init__(self, form: Form) -> None:
        self._form = form

    def show_error(self, field: str | None, text: str) -> None:
        """Show it where the person can mend it."""
        names = {"birth_date": "birth", "birth_precision": "birth", "service_id": "enrol_in", "group_id": "enrol_in"}
        self._form.show_error(names.get(field or "", field), text)
