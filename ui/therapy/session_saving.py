"""Saving what is typed of a session, the questions that come back, and the draft that survives a power cut."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QObject, QTimer

from centre_app.errors import UserError
from centre_app.language.translate import _
from centre_app.security.actions import drop_draft, save_draft
from centre_app.therapy.note_rules import AbsentThatDay, WriteUp
from centre_app.therapy.writing_up import write_up
from ui import messages, tasks
from ui.shared import confirm
from ui.therapy.session_writing import Raw

if TYPE_CHECKING:
    from ui.therapy.session_page import SessionPage

_DRAFT_AFTER_MS = 1500


def place_of(session_id: UUID) -> str:
    """Where the draft of a session lies."""
    return f"session/{session_id}"


class Saving(QObject):
    """Belongs to the page. ``seen`` is the edition of the file that is being typed over."""

    def __init__(self, page: SessionPage) -> None:
        super().__init__(page)
        self._page = page
        self.seen = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_DRAFT_AFTER_MS)
        self._timer.timeout.connect(self.keep_draft)

    def touch(self) -> None:
        """Something was typed: the draft is kept in a moment."""
        self._timer.start()

    def keep_draft(self) -> None:
        """Keep it now."""
        page = self._page
        # The timer may ring when the person has just signed out.
        if page.session_id is None or page.writing is None or tasks.runner().office is None or not page.unsaved():
            return
        content = page.writing.raw() | {"edition": self.seen}
        tasks.do(partial(save_draft, place=place_of(page.session_id), content=content))

    def throw_away(self) -> None:
        """Leaving without saving was chosen: the draft goes as well."""
        self._timer.stop()
        if self._page.session_id is not None:
            tasks.do(partial(drop_draft, place=place_of(self._page.session_id)))

    def save(self, *, then_next: bool, confirmed_absent: bool = False, over: bool = False) -> None:
        """Write it down; ``over``: also over what somebody else wrote meanwhile."""
        page = self._page
        if page.writing is None or page.session_id is None:
            return
        try:
            written = page.writing.written()
        except UserError as error:
            page.show_error(error)
            return
        self._timer.stop()
        store = partial(_store, page.session_id, written, confirmed_absent, None if over else self.seen)
        tasks.do(
            store,
            then=partial(self._saved, page.writing.raw(), then_next),
            failed=partial(self._failed, then_next, confirmed_absent),
            owner=page,
            saying=_("Saved."),
        )

    def _saved(self, typed: Raw, then_next: bool, _none: object) -> None:
        self._page.saved(typed, then_next=then_next)

    def _failed(self, then_next: bool, confirmed_absent: bool, error: Exception) -> bool:
        self._timer.start()
        if isinstance(error, AbsentThatDay):
            self._ask(
                _("Marked absent that day"),
                error.in_words(),
                _("Write as attended"),
                then_next=then_next,
                confirmed_absent=True,
            )
        elif isinstance(error, UserError) and error.field == "seen":
            self._ask(
                _("Somebody else wrote here meanwhile"),
                _("If you save, your words take the place of theirs; the history keeps both."),
                _("Save mine"),
                then_next=then_next,
                confirmed_absent=confirmed_absent,
                over=True,
            )
        elif isinstance(error, UserError):
            self._page.show_error(error)
        return isinstance(error, UserError)

    def _ask(self, title: str, text: str, do_text: str, **how: bool) -> None:
        again = partial(self.save, **how)
        confirm.ask(self._page, title, text, do_text, again, danger=False, stay_text=_("Go back"))


def take_draft(page: SessionPage, content: Raw) -> str:
    """What was being typed comes back over what stands; gives the edition it was typed over."""
    assert page.writing is not None and page.shown is not None
    page.writing.take(content)
    edition = str(content.get("edition") or page.shown.file.edition)
    messages.info(_("What you were typing here before is back. Save it, or leave the page to throw it away."))
    return edition


def _store(session_id: UUID, written: WriteUp, confirmed_absent: bool, seen: str | None, session: Any) -> None:
    write_up(session, session_id, written, confirmed_absent=confirmed_absent, seen=seen)
    drop_draft(session, place_of(session_id))
