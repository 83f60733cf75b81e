"""Saving what is typed of a round: a line when one leaves it, all by Ctrl+S; the draft that survives a power cut."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QObject, QTimer

from centre_app.errors import UserError
from centre_app.language.translate import _
from centre_app.outreach.driven import RoundKeyedMeanwhile, key_round
from centre_app.outreach.driven_rules import Doubtful
from centre_app.outreach.result_rules import KeyedMeanwhile
from centre_app.outreach.results import Keyed, key_visit, take_result_back
from centre_app.security.actions import drop_draft, save_draft
from ui import messages, tasks
from ui.outreach.round_conflict import RoundConflict
from ui.outreach.round_words import result_words
from ui.outreach.round_writing import Raw, RoundTyping
from ui.shared import confirm

if TYPE_CHECKING:
    from ui.outreach.round_page import RoundPage

_DRAFT_AFTER_MS = 1500


class RoundSaving(QObject):
    """Belongs to the page. A line that cannot be saved stays typed, says why, and lives on in the draft."""

    def __init__(self, page: RoundPage) -> None:
        super().__init__(page)
        self._page = page
        self._running = 0
        self._then: Callable[[], object] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_DRAFT_AFTER_MS)
        self._timer.timeout.connect(self.keep_draft)

    def touch(self) -> None:
        """Something was typed: the draft is kept in a moment."""
        self._timer.start()

    def keep_draft(self) -> None:
        """Keep it now; without anything unsaved it goes."""
        typing = self._page.typing
        # The timer may ring when the person has just signed out.
        if typing is None or tasks.runner().office is None:
            return
        self._timer.stop()
        if typing.unsaved():
            tasks.do(partial(save_draft, place=typing.place, content=typing.draft()))
        else:
            tasks.do(partial(drop_draft, place=typing.place))

    def throw_away(self) -> None:
        """Leaving without saving was chosen: the draft goes as well."""
        self._timer.stop()
        if self._page.typing is not None:
            tasks.do(partial(drop_draft, place=self._page.typing.place))

    def save_all(self, then: Callable[[], object] | None = None) -> None:
        """All that is typed; ``then`` once it is through, whether or not all of it could be saved."""
        typing = self._page.typing
        self._then = then
        if typing is not None:
            for visit_id in typing.unsaved_visits():
                self.save_line(visit_id)
            if typing.facts_unsaved():
                self.save_facts()
        self._ended()

    def save_line(self, visit_id: UUID, *, quiet: bool = False) -> None:
        """One visit. ``quiet``: the line was left; what says nothing about how it went yet waits in the draft."""
        page, typing = self._page, self._page.typing
        if typing is None or visit_id in typing.saving or visit_id not in typing.visits:
            return
        typed = typing.visits[visit_id]
        if quiet and typed.outcome is None:
            return
        try:
            result = typed.result(page.shell.office.today())
        except UserError as error:
            page.show_line_error(visit_id, error, focus=not quiet)
            return
        raw = typed.raw()
        typing.saving[visit_id] = raw
        self._running += 1
        tasks.do(
            partial(key_visit, visit_id=visit_id, result=result, edition=typed.edition),
            then=partial(self._line_saved, typing, visit_id, raw),
            failed=partial(self._line_failed, typing, visit_id, quiet),
            owner=page,
        )

    def save_facts(self, *, confirmed: bool = False, quiet: bool = False) -> None:
        """How the round was driven."""
        page, typing = self._page, self._page.typing
        if typing is None or typing.round_id is None or typing.saving_facts:
            return
        try:
            facts = typing.facts.facts()
        except UserError as error:
            page.driven.show_error(error.field or "", error.in_words(), focus=not quiet)
            return
        raw = typing.facts.raw()
        typing.saving_facts = True
        self._running += 1
        act = partial(
            key_round, round_id=typing.round_id, facts=facts, edition=typing.facts.edition, confirmed=confirmed
        )
        tasks.do(
            act,
            then=partial(self._facts_saved, typing, raw),
            failed=partial(self._facts_failed, typing, quiet),
            owner=page,
        )

    def take_back(self, visit_id: UUID) -> None:
        """As if this visit had not been keyed; the message bar puts the result back."""
        typing = self._page.typing
        line = self._page.shown.visit(visit_id) if self._page.shown is not None else None
        if typing is None or line is None or line.result is None:
            return
        typing.forget(line)
        self._running += 1
        again = partial(key_visit, visit_id=visit_id, result=line.result, edition=line.edition + 1)
        tasks.do(
            partial(take_result_back, visit_id=visit_id, edition=line.edition),
            then=lambda _none: self._taken_back(),
            failed=partial(self._line_failed, typing, visit_id, False),
            owner=self._page,
            saying=_("The result was taken back."),
            undo=lambda _none: again,
        )

    def _taken_back(self) -> None:
        self._page.load()
        self._one_ended()

    # ---- what came of it ----------------------------------------------------------------------------------------

    def _line_saved(self, typing: RoundTyping, visit_id: UUID, raw: Raw, keyed: Keyed) -> None:
        typing.saving.pop(visit_id, None)
        typing.saved(visit_id, raw, keyed.edition)
        self._timer.start()
        self._page.line_saved(visit_id)
        self._one_ended()

    def _line_failed(self, typing: RoundTyping, visit_id: UUID, quiet: bool, error: Exception) -> bool:
        typing.saving.pop(visit_id, None)
        self._timer.start()
        if isinstance(error, KeyedMeanwhile):
            self._then = None
            self._ask_line(typing, visit_id, error)
        elif isinstance(error, UserError):
            self._page.show_line_error(visit_id, error, focus=not quiet)
        self._one_ended()
        return isinstance(error, UserError)

    def _facts_saved(self, typing: RoundTyping, raw: Raw, edition: int) -> None:
        typing.saving_facts = False
        typing.facts_saved(raw, edition)
        self._timer.start()
        self._page.load()
        self._one_ended()

    def _facts_failed(self, typing: RoundTyping, quiet: bool, error: Exception) -> bool:
        typing.saving_facts = False
        self._timer.start()
        if isinstance(error, Doubtful):
            keep = partial(self.save_facts, confirmed=True)
            title, text = _("Is this right?"), "\n".join(doubt.in_words() for doubt in error.doubts)
            confirm.ask(self._page, title, text, _("Keep it"), keep, danger=False, stay_text=_("Go back"))
            self._then = None
        elif isinstance(error, RoundKeyedMeanwhile):
            self._ask_facts(typing, error)
            self._then = None
        elif isinstance(error, UserError):
            self._page.driven.show_error(error.field or "", error.in_words(), focus=not quiet)
        self._one_ended()
        return isinstance(error, UserError)

    def _ask_line(self, typing: RoundTyping, visit_id: UUID, error: KeyedMeanwhile) -> None:
        page = self._page
        line = page.shown.visit(visit_id) if page.shown is not None else None
        if page.shown is None or line is None:
            return
        mine = result_words(page.shown, typing.visits[visit_id].result(page.shell.office.today()))
        title = _("{child}: keyed by somebody else").format(child=line.short)
        theirs = result_words(page.shown, error.standing)
        keep, over = partial(self._keep_theirs, line.id), partial(self._write_mine, typing, visit_id, error.edition)
        RoundConflict(page, title, error.in_words(), theirs, mine, keep, over).open()

    def _keep_theirs(self, visit_id: UUID) -> None:
        typing = self._page.typing
        line = self._page.shown.visit(visit_id) if self._page.shown is not None else None
        if typing is not None and line is not None:
            typing.forget(line)
            self.touch()
        self._page.load()

    def _write_mine(self, typing: RoundTyping, visit_id: UUID, edition: int) -> None:
        typing.visits[visit_id].edition = edition
        self.save_line(visit_id)

    def _ask_facts(self, typing: RoundTyping, error: RoundKeyedMeanwhile) -> None:
        def over() -> None:
            typing.facts.edition = error.edition
            self.save_facts()

        def keep() -> None:
            typing.facts.fill(error.standing)
            typing.facts_saved(typing.facts.raw(), error.edition)
            self._page.load()

        words = self._page.facts_words
        mine = words(typing.facts.facts())
        title = _("How the round was driven: keyed by somebody else")
        RoundConflict(self._page, title, error.in_words(), words(error.standing), mine, keep, over).open()

    def _one_ended(self) -> None:
        self._running -= 1
        self._ended()

    def _ended(self) -> None:
        if self._running == 0 and self._then is not None:
            then, self._then = self._then, None
            then()


def said_draft_is_back() -> None:
    """What was typed before is on the screen again."""
    messages.info(_("What you were typing here before is back. Ctrl+S saves it."))


def any_draft(content: Any) -> bool:
    """Whether a draft holds anything."""
    return isinstance(content, dict) and bool(content.get("visits") or content.get("facts"))
