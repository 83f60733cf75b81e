"""The page of a session that is being written: the roll of a group at the left, one child at the right."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from centre_app.language.translate import _, ngettext
from centre_app.therapy.rules import EXCUSED, INVITED
from ui.shared import theme
from ui.shared.buttons import button
from ui.shared.scroll import scrolled
from ui.shared.words import label
from ui.therapy.session_child_panel import ChildPanel
from ui.therapy.session_children_list import ChildrenList
from ui.therapy.session_note_edit import NoteEdit
from ui.therapy.session_status import SessionStatusPart
from ui.therapy.session_status import mark as mark_child
from ui.therapy.session_words import Shown
from ui.therapy.session_writing import Writing

_LEFT = 268
_STOPS_AFTER_MS = 150


class EditingPart(QWidget):
    """``changed`` after each change of what is typed."""

    changed = Signal()
    phrase_asked = Signal(str)
    own_phrases_asked = Signal()

    def __init__(self, shown: Shown, writing: Writing) -> None:
        super().__init__()
        self.shown, self.writing = shown, writing
        self.children_here = {child.child_id: child for child in shown.file.children}
        self.panel: ChildPanel | None = None
        self.roll = ChildrenList()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(16)
        self._room = QStackedWidget()
        self._panels: dict[UUID, ChildPanel] = {}
        self._areas: dict[UUID, QWidget] = {}
        # A roll is called faster than a page of fields is made: who stops at a child sees the child.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_STOPS_AFTER_MS)
        self._soon.timeout.connect(self._show_current)
        if not writing.single:
            self._row.addWidget(self._group_part())
            self.roll.show_children(shown.file.children, writing)
            self.roll.child_chosen.connect(lambda _child_id: self._soon.start())
            self.roll.itemClicked.connect(lambda _item: self._show_current())
            self.roll.marked.connect(self._mark)
            self.roll.entered.connect(self._enter)
        self._row.addWidget(self._room, 1)

    def begin(self, child_id: UUID | None) -> None:
        """Show this child, or the first one; once the part stands in its page."""
        wanted = child_id if child_id in self.children_here else next(iter(self.children_here), None)
        if wanted is not None:
            self.roll.go_to(wanted)
            self.show_child(wanted)

    @property
    def child_id(self) -> UUID | None:
        """The child on show."""
        return self.panel.child.child_id if self.panel is not None else None

    def show_child(self, child_id: UUID) -> None:
        """This child at the right side; what was made once is only brought up again."""
        self._soon.stop()
        if child_id not in self._panels:
            # Into the page while it is empty: each move of a full one has the style sheet look at every field again.
            holder = QWidget()
            inside = QVBoxLayout(holder)
            inside.setContentsMargins(0, 0, 0, 0)
            self._areas[child_id] = scrolled(holder)
            self._room.addWidget(self._areas[child_id])
            panel = ChildPanel(self.shown, self.children_here[child_id], self.writing)
            panel.changed.connect(self.changed)
            panel.marked.connect(self._marked)
            panel.copied.connect(self._forget_others)
            panel.phrase_asked.connect(self.phrase_asked)
            panel.own_phrases_asked.connect(self.own_phrases_asked)
            self._panels[child_id] = panel
            inside.addWidget(panel)
        self.panel = self._panels[child_id]
        self.panel.show_status()
        self._room.setCurrentWidget(self._areas[child_id])

    def focus_first(self) -> None:
        """Where writing begins: the roll of a group, else the child."""
        if not self.writing.single:
            self.roll.setFocus()
        elif self.panel is not None:
            self.panel.focus_first()

    def step(self, by: int) -> None:
        """The next child of the group; who is writing goes on writing there."""
        if self.writing.single:
            return
        writes = self._room.isAncestorOf(QApplication.focusWidget() or self)
        self.roll.step(by)
        self._show_current()
        if writes:
            self._enter()

    def everybody_attended(self) -> None:
        """One key for the whole group."""
        before = sum(child.status == INVITED for child in self.writing.children.values())
        self.writing.everybody_attended()
        self.show_statuses()
        self.changed.emit()
        words = ngettext("{n} child marked attended.", "{n} children marked attended.", before).format(n=before)
        self.roll_words.setText(words)

    def show_error(self, field: str, text: str) -> None:
        """At the child and the field that are meant; "" takes all errors away."""
        child, _slash, part = field.partition("/")
        for child_id in self.children_here:
            if child == str(child_id):
                if child_id != self.child_id:
                    self.roll.go_to(child_id)
                    self.show_child(child_id)
                if self.panel is not None:
                    self.panel.show_error(part, text)
                return
        if self.writing.single and self.panel is not None:
            self.panel.show_error("status", text)
        elif not self.writing.single:
            self.status.show_error(text)

    def show_statuses(self) -> None:
        """What has become of the children and of the session, everywhere it is shown."""
        if not self.writing.single:
            self.roll.show_statuses(self.writing)
            self.status.fill()
        if self.panel is not None:
            self.panel.show_status()

    def set_phrases(self, phrases: list[str]) -> None:
        """One's phrases were changed."""
        for edit in self.findChildren(NoteEdit):
            edit.phrases = phrases

    def _group_part(self) -> QWidget:
        part = QWidget()
        part.setFixedWidth(theme.px(_LEFT))
        column = QVBoxLayout(part)
        column.setContentsMargins(2, 0, 0, 8)
        column.setSpacing(8)
        column.addWidget(self.roll, 1)
        self.roll_words = label(_("1 attended · 2 did not come · 3 excused · Enter: write"), kind="muted", wrap=True)
        column.addWidget(self.roll_words)
        everybody = button(_("Everybody attended"), self.everybody_attended, icon="check")
        everybody.setToolTip("Ctrl+Enter")
        column.addWidget(everybody)
        self.status = SessionStatusPart(self.shown, self.writing)
        self.status.changed.connect(self._session_status_changed)
        column.addWidget(self.status)
        column.addWidget(label(_("About the session as a whole"), kind="strong", wrap=True))
        self.note = NoteEdit(_("About the session as a whole"), 2)
        self.note.set_text(self.writing.note)
        self.note.phrases = [phrase.text for phrase in self.shown.phrases]
        self.note.textChanged.connect(self._note_typed)
        self.note.keep_asked.connect(self.phrase_asked)
        self.note.own_asked.connect(self.own_phrases_asked)
        column.addWidget(self.note)
        return part

    def _show_current(self) -> None:
        child_id = self.roll.current()
        if child_id is not None:
            self.show_child(child_id)

    def _forget_others(self) -> None:
        """Others were given the same task: their fields are made anew with it."""
        for child_id in [one for one in self._panels if one != self.child_id]:
            area = self._areas.pop(child_id)
            self._room.removeWidget(area)
            area.deleteLater()
            del self._panels[child_id]

    def _enter(self) -> None:
        if self._soon.isActive():
            self._show_current()
        if self.panel is not None:
            self.panel.focus_work()

    def _mark(self, child_id: UUID, status: str) -> None:
        mark_child(self.writing, self.children_here[child_id], status)
        if status == EXCUSED:
            self._show_current()  # its reason is asked there
        self.show_statuses()
        self.changed.emit()

    def _marked(self) -> None:
        if not self.writing.single:
            self.roll.show_statuses(self.writing)
            self.status.fill()

    def _session_status_changed(self) -> None:
        self.show_statuses()
        self.changed.emit()

    def _note_typed(self) -> None:
        self.writing.note = self.note.text()
        self.changed.emit()
