"""A session, held and written up: one page, by keyboard, one session after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from centre_app.changes import Change
from centre_app.codelists.queries import all_labels
from centre_app.errors import UserError
from centre_app.language.translate import N_, _, current
from centre_app.security.access import Permission
from centre_app.security.actions import save_draft
from centre_app.security.queries import my_draft
from centre_app.therapy.phrases import add_phrase, my_phrases
from centre_app.therapy.session_file import session_file
from ui import messages, tasks
from ui.shared import confirm
from ui.shared.empty import EmptyPlace
from ui.shared.pages import PlacePage
from ui.therapy.session_editing import EditingPart
from ui.therapy.session_head import SessionHead
from ui.therapy.session_locked import LockedNote
from ui.therapy.session_pictures import pictures_of
from ui.therapy.session_reading import ReadingPart
from ui.therapy.session_saving import Saving, place_of, take_draft
from ui.therapy.session_words import Shown
from ui.therapy.session_writing import Raw, Writing

_KEYS: tuple[tuple[str, str], ...] = (
    ("Ctrl+S", "save"),
    ("Ctrl+Shift+S", "save_and_next"),
    ("Ctrl+Up", "before"),
    ("Ctrl+Down", "after"),
    ("Ctrl+Return", "everybody"),
    ("Ctrl+Enter", "everybody"),
    ("Alt+Up", "child_before"),
    ("Alt+Down", "child_after"),
)


class SessionPage(PlacePage):
    """``open(session=id)``. What is typed is kept as a draft until it is saved or left."""

    key: ClassVar[str] = "session"
    name: ClassVar[str] = N_("Session")
    needs: ClassVar[Permission | None] = Permission.SEE_NOTES
    refresh_on: ClassVar[frozenset[Change]] = frozenset(
        {Change.SESSIONS, Change.ATTENDANCE, Change.PLANS, Change.CODELISTS, Change.CHILDREN}
    )

    def build(self) -> None:
        """The head, and room for the session."""
        self.session_id: UUID | None = None
        self.shown: Shown | None = None
        self.writing: Writing | None = None
        self.part: QWidget | None = None
        self._clean: Raw = {}
        self._child: UUID | None = None
        self.top = SessionHead()
        self.top.hide()
        self.head.addWidget(self.top, 1)
        self.top.moved.connect(self.go_on)
        self.top.left.connect(self.leave)
        self.top.saved.connect(self.save)
        self.top.saved_on.connect(self.save_and_next)
        self.top.minutes_typed.connect(self._minutes_typed)
        self.locked = LockedNote(self)
        self.top.signed.connect(self.locked.sign)
        self.saving = Saving(self)
        for keys, name in _KEYS:
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(getattr(self, name))
        self._show_part(
            EmptyPlace(
                _("No session is open"),
                _("Open one from the day or the week."),
                _("To the day"),
                lambda: self.go("day"),
                icon="therapy",
            )
        )

    def open(self, **to: object) -> None:
        """``session=`` the one to write up; with something typed on another one it asks first."""
        wanted = to.get("session")
        if isinstance(wanted, UUID) and wanted != self.session_id:
            self._leaving(partial(self._open, wanted))

    def load(self) -> None:
        """Read the session again; never over something that is being typed."""
        if self.session_id is not None and not self.unsaved():
            tasks.read(partial(self._read, self.session_id), then=self._show, failed=self._gone, latest="session")

    def unsaved(self) -> bool:
        """Whether something typed is not saved."""
        return self.writing is not None and self.writing.raw() != self._clean

    def state(self) -> dict[str, object]:
        """The session, the child, and what is being typed."""
        typed = self.writing.raw() if self.writing is not None and self.unsaved() else None
        return {"session": self.session_id, "child": self._current_child(), "typed": typed}

    def restore(self, state: dict[str, Any]) -> None:
        """As before. What was being typed comes back by its draft."""
        session_id, self._child, typed = state.get("session"), state.get("child"), state.get("typed")
        if isinstance(session_id, UUID):
            if isinstance(typed, dict):
                tasks.do(partial(save_draft, place=place_of(session_id), content=typed))
            self._open(session_id)

    def pictures(self) -> Iterable[tuple[str, Callable[[], None]]]:
        """One child, a group, a locked note."""
        yield from pictures_of(self)

    # ---- doing ------------------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Write it down."""
        self.saving.save(then_next=False)

    def save_and_next(self) -> None:
        """Write it down and go on to the next session of the day."""
        self.saving.save(then_next=True)

    def before(self) -> None:
        """The therapist's session before this one."""
        self.go_on(-1)

    def after(self) -> None:
        """The next one."""
        self.go_on(1)

    def go_on(self, by: int) -> None:
        """The session before or after; asks where something is not saved."""
        if self.shown is not None:
            wanted = self.shown.file.next if by > 0 else self.shown.file.previous
            if wanted is not None:
                self._leaving(partial(self._open, wanted))
            else:
                messages.info(_("This is the last session of the day.") if by > 0 else _("This is the first one."))

    def everybody(self) -> None:
        """All children who are not marked yet attended."""
        if isinstance(self.part, EditingPart):
            self.part.everybody_attended()

    def child_before(self) -> None:
        """Up the roll of a group."""
        if isinstance(self.part, EditingPart):
            self.part.step(-1)

    def child_after(self) -> None:
        """Down the roll of a group."""
        if isinstance(self.part, EditingPart):
            self.part.step(1)

    def leave(self) -> None:
        """Back to the day of this session."""
        day = self.shown.file.day if self.shown is not None else self.shell.office.today()
        self._leaving(lambda: self.go("day", day=day))

    # ---- reading ----------------------------------------------------------------------------------------------------

    def _open(self, session_id: UUID) -> None:
        if session_id != self.session_id:
            self.shown = None
        self.session_id, self.writing = session_id, None
        self.load()

    def _read(self, session_id: UUID, session: Any) -> Shown:
        language = current().language
        return Shown(
            session_file(session, session_id, language),
            all_labels(session, language),
            my_phrases(session),
            my_draft(session, place_of(session_id)),
        )

    def _gone(self, error: Exception) -> bool:
        if not isinstance(error, UserError):
            return False
        messages.attention(error.in_words())
        self.go("day")
        return True

    def _show(self, shown: Shown) -> None:
        if shown.file.id != self.session_id or self.unsaved() or shown == self.shown:
            return
        focused = self.part is not None and self.part.isAncestorOf(QApplication.focusWidget() or self)
        same = self.shown is not None and self.shown.file.id == shown.file.id
        child = self._current_child() if same else self._child
        self._child = None
        self.shown = shown
        writes = self.shell.may(Permission.WRITE_NOTES) and not shown.file.lock.locked
        self.top.show()
        self.top.show_session(shown, writing=writes)
        if writes:
            self._show_editing(shown, child)
        else:
            self.writing = None
            self._show_reading(shown)
        if (focused or not same) and isinstance(self.part, EditingPart):
            self.part.focus_first()

    def _show_editing(self, shown: Shown, child: UUID | None) -> None:
        self.writing = Writing.of(shown.file)
        self._clean = self.writing.raw()
        self.saving.seen = shown.file.edition
        if shown.draft is not None:
            self.saving.seen = take_draft(self, shown.draft.content)
            self.top.minutes.setText(self.writing.minutes)
            self.top.show_status(self.writing.status)
        part = EditingPart(shown, self.writing)
        part.changed.connect(self._changed)
        part.phrase_asked.connect(self._keep_phrase)
        part.own_phrases_asked.connect(partial(self.shell.go, "settings", page="phrases"))
        self._show_part(part)
        part.begin(child)

    def _show_reading(self, shown: Shown) -> None:
        part = ReadingPart(
            shown,
            may_write=self.shell.may(Permission.WRITE_NOTES),
            may_correct=self.shell.may(Permission.MANAGE_CENTRE),
        )
        part.add_asked.connect(self.locked.add)
        part.correct_asked.connect(self.locked.correct)
        part.sign_asked.connect(self.locked.sign)
        self._show_part(part)

    def _show_part(self, part: QWidget) -> None:
        if self.part is not None:
            self.body.removeWidget(self.part)
            self.part.hide()
            self.part.deleteLater()
        self.part = part
        self.body.addWidget(part, 1)

    def _current_child(self) -> UUID | None:
        return self.part.child_id if isinstance(self.part, EditingPart) else None

    # ---- typing and saving --------------------------------------------------------------------------------------

    def _changed(self) -> None:
        if self.writing is not None:
            self.top.show_status(self.writing.status)
        self.saving.touch()

    def _minutes_typed(self, text: str) -> None:
        if self.writing is not None:
            self.writing.minutes = text
            self._changed()

    def saved(self, typed: Raw, *, then_next: bool) -> None:
        """It is written down as it was typed then."""
        self._clean = typed
        wanted = self.shown.file.next if then_next and self.shown is not None else None
        if wanted is not None and not self.unsaved():
            self._open(wanted)
        else:
            self.load()

    def show_error(self, error: UserError) -> None:
        """Where it can be mended; what was typed stays."""
        if error.field is None or not isinstance(self.part, EditingPart):
            messages.error(error.in_words())
        elif error.field == "minutes":
            self.top.show_error(error.in_words())
        else:
            self.part.show_error(error.field, error.in_words())

    def _leaving(self, then: Callable[[], object]) -> None:
        if self.unsaved():
            confirm.leave_unsaved(self, partial(self._throw_away, then))
        else:
            then()

    def _throw_away(self, then: Callable[[], object]) -> None:
        self.saving.throw_away()
        self.writing, self.session_id, self.shown = None, None, None
        then()

    def _keep_phrase(self, text: str) -> None:
        tasks.do(partial(add_phrase, text=text), then=lambda _id: self._read_phrases(), saying=_("Kept as a phrase."))

    def _read_phrases(self) -> None:
        tasks.read(my_phrases, then=self._show_phrases)

    def _show_phrases(self, phrases: Any) -> None:
        if isinstance(self.part, EditingPart):
            self.part.set_phrases([phrase.text for phrase in phrases])
