"""A round that came back, keyed by keyboard alone: one line a visit, the way at the head, the rest in the panel."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from centre_app.changes import Change
from centre_app.errors import UserError
from centre_app.language.translate import N_, _
from centre_app.outreach.driven_rules import RoundFacts
from centre_app.security.access import Permission
from centre_app.security.actions import save_draft
from ui import messages, tasks
from ui.outreach.round_by_the_way import ByTheWayDialog
from ui.outreach.round_finding import find_elsewhere, line_of
from ui.outreach.round_head import DrivenPart, RoundHead
from ui.outreach.round_pictures import pictures_of
from ui.outreach.round_reading import read_round
from ui.outreach.round_saving import RoundSaving, any_draft, said_draft_is_back
from ui.outreach.round_words import Shown, facts_words
from ui.outreach.round_work import RoundWork
from ui.outreach.round_writing import RoundTyping
from ui.reports.shown import show_report
from ui.shared import confirm
from ui.shared.empty import EmptyPlace
from ui.shared.pages import PlacePage

_KEYS: tuple[tuple[str, str], ...] = (
    ("Ctrl+S", "save"),
    ("Ctrl+Return", "next_line"),
    ("Ctrl+Enter", "next_line"),
    ("Alt+Down", "next_line"),
    ("Alt+Up", "line_before"),
    ("Esc", "to_line"),
    ("Ctrl+G", "to_code"),
)


class RoundPage(PlacePage):
    """``open(round=id, visit=id)``, or ``open(visit=id)``. A line is saved when it is left; Ctrl+S saves all."""

    key: ClassVar[str] = "round"
    name: ClassVar[str] = N_("Round")
    needs: ClassVar[Permission | None] = Permission.SEE_CHILDREN
    refresh_on: ClassVar[frozenset[Change]] = frozenset(
        {Change.VISITS, Change.TEAMS, Change.CHILDREN, Change.PLANS, Change.CODELISTS, Change.WORKPLACE}
    )

    def build(self) -> None:
        """Head, how it was driven, the lines with the panel beside them."""
        self.wanted: tuple[UUID | None, UUID | None] = (None, None)
        self.shown: Shown | None = None
        self.typing: RoundTyping | None = None
        self.saving = RoundSaving(self)
        self.work = RoundWork(self.shell.office.today())
        self.lines = self.work.lines
        self.top = RoundHead(self.lines.finder)
        self.head.addWidget(self.top, 1)
        self.driven = DrivenPart()
        self.nothing = EmptyPlace(
            _("No round is open"),
            _("Open one from the list of rounds."),
            _("To the rounds"),
            partial(self.go, "rounds"),
            icon="outreach",
        )
        for part in (self.driven, self.work, self.nothing):
            self.body.addWidget(part, 0 if part is self.driven else 1)
        self.top.back.connect(self.leave)
        self.top.saved.connect(self.save)
        self.top.printed.connect(self.print_asked)
        self.top.added.connect(self.add_by_the_way)
        self.driven.changed.connect(self.saving.touch)
        self.driven.left.connect(self._driven_left)
        self.driven.on.connect(self.work.to_line)
        self.work.typed.connect(self.saving.touch)
        self.work.line_left.connect(self._line_left)
        self.work.back_asked.connect(self.saving.take_back)
        self.lines.found.connect(self._find)
        self.lines.ended.connect(self._at_the_end)
        for keys, name in _KEYS:
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(getattr(self, name))
        self._show_nothing()

    def open(self, **to: object) -> None:
        """Which round, and at which visit; with something typed on another one it is saved first."""
        round_id, visit_id = _uuid(to.get("round")), _uuid(to.get("visit"))
        if round_id is None and visit_id is None:
            return
        standing = self.shown.file.id if self.shown is not None else None
        if round_id is not None and round_id == standing:
            self.lines.choose(visit_id or self.lines.current, focus=True)
            self.load()
        else:
            self._leaving(partial(self._open, round_id, visit_id))

    def load(self) -> None:
        """Read the round again; what is being typed stays."""
        if self.wanted != (None, None):
            tasks.read(partial(read_round, wanted=self.wanted), then=self._show, failed=self._gone, latest="round")

    def unsaved(self) -> bool:
        """Whether something typed is not saved."""
        return self.typing is not None and self.typing.unsaved()

    def state(self) -> dict[str, object]:
        """The round, the line, and what is being typed."""
        typed = self.typing.draft() if self.typing is not None and self.unsaved() else None
        place = self.typing.place if self.typing is not None else ""
        return {"round": self.wanted[0], "visit": self.lines.current or self.wanted[1], "place": place, "typed": typed}

    def restore(self, state: dict[str, Any]) -> None:
        """As before. What was being typed comes back by its draft."""
        if state.get("typed"):
            tasks.do(partial(save_draft, place=str(state["place"]), content=state["typed"]))
        self.open(round=state.get("round"), visit=state.get("visit"))

    def print_asked(self) -> None:
        """The round's sheet."""
        if self.shown is not None and self.shown.file.id is not None:
            asked = {"round": self.shown.file.id, "week": self.shown.file.day}
            show_report(self, "rounds", asked, language=self.shell.app.document_language)

    def pictures(self) -> Iterable[tuple[str, Callable[[], None]]]:
        """A round half keyed."""
        yield from pictures_of(self)

    # ---- doing ------------------------------------------------------------------------------------------------------

    def save(self) -> None:
        """All that is typed."""
        self.saving.save_all(then=self._say_saved)

    def next_line(self) -> None:
        """From anywhere of a visit to the next one."""
        self.lines.step(1, wraps=True)

    def line_before(self) -> None:
        """The one before."""
        self.lines.step(-1)

    def to_line(self) -> None:
        """From the panel back to the line."""
        self.work.to_line()

    def to_code(self) -> None:
        """Where a code or a number is typed."""
        self.work.to_finder()

    def leave(self) -> None:
        """Back to the rounds of this week."""
        to = {} if self.shown is None else {"week": self.shown.file.day}
        self._leaving(partial(self.go, "rounds", **to))

    def add_by_the_way(self) -> None:
        """A home that was called at without being planned."""
        if self.shown is not None and self.shown.file.id is not None:
            ByTheWayDialog(self, self.shown, then=self._added).open()

    # ---- reading ----------------------------------------------------------------------------------------------------

    def _open(self, round_id: UUID | None, visit_id: UUID | None) -> None:
        self.wanted = (round_id, visit_id)
        self.shown, self.typing = None, None
        self.load()

    def _gone(self, error: Exception) -> bool:
        if not isinstance(error, UserError):
            return False
        messages.attention(error.in_words())
        self.wanted, self.shown, self.typing = (None, None), None, None
        self._show_nothing()
        self.go("rounds")
        return True

    def _show(self, shown: Shown) -> None:
        fresh = self.typing is None
        self.shown = shown
        if self.typing is None:
            self.typing = RoundTyping(shown.file)
            if any_draft(shown.draft):
                self.typing.take_draft(shown.draft or {})
                said_draft_is_back()
        else:
            self.typing.take_fresh(shown.file)
        writes = self.shell.may(Permission.KEY_VISITS)
        for part in (self.top, self.driven, self.work):
            part.show()
        self.nothing.hide()
        self.top.show_round(shown, writes=writes)
        self.driven.show_round(shown, self.typing.facts, writes=writes)
        self.work.show_round(shown, self.typing, writes=writes, notes=self.shell.may(Permission.SEE_NOTES))
        if fresh:
            self.lines.choose(self.wanted[1] or self.lines.first_open(), focus=self.isVisible())

    def _show_nothing(self) -> None:
        for part in (self.top, self.driven, self.work):
            part.hide()
        self.nothing.show()

    # ---- typing and saving --------------------------------------------------------------------------------------

    def _driven_left(self) -> None:
        if self.typing is not None and self.typing.facts_unsaved():
            self.saving.save_facts(quiet=True)

    def _line_left(self, visit_id: UUID) -> None:
        if self.typing is not None and visit_id in self.typing.visits and self.typing.line_unsaved(visit_id):
            self.saving.save_line(visit_id, quiet=True)

    def line_saved(self, visit_id: UUID) -> None:
        """It is written down."""
        self.work.saved(visit_id)
        self.load()

    def show_line_error(self, visit_id: UUID, error: UserError, *, focus: bool) -> None:
        """Where it can be mended; what was typed stays."""
        self.work.show_error(visit_id, error, focus=focus)

    def facts_words(self, facts: RoundFacts) -> Sequence[str]:
        """How a round was driven, as lines."""
        return facts_words(self.shown, facts) if self.shown is not None else ()

    def _say_saved(self) -> None:
        if self.shown is not None and not self.unsaved():
            messages.success(_("Saved."))

    def _added(self, visit_id: UUID) -> None:
        self.wanted = (self.wanted[0], visit_id)
        self.lines.wanted = visit_id
        self.load()

    def _find(self, text: str) -> None:
        if self.shown is None or not text.strip():
            return
        line = line_of(self.shown.file, text)
        if line is not None:
            self.lines.choose(line.id, focus=True)
        else:
            find_elsewhere(self, text, lambda found: self.open(round=found.round_id, visit=found.visit_id))

    def _at_the_end(self) -> None:
        """Past the last line: to what is open still, else to how the round was driven."""
        open_line = self.lines.first_without_outcome()
        if open_line is not None and open_line != self.lines.current:
            self.lines.choose(open_line, focus=True)
            return
        self.saving.save_all()
        self.driven.focus_first()

    def _leaving(self, then: Callable[[], object]) -> None:
        if self.unsaved():
            self.saving.save_all(then=partial(self._left, then))
        else:
            then()

    def _left(self, then: Callable[[], object]) -> None:
        if self.unsaved():
            confirm.leave_unsaved(self, partial(self._throw_away, then))
        else:
            self.saving.keep_draft()
            then()

    def _throw_away(self, then: Callable[[], object]) -> None:
        self.saving.throw_away()
        self.typing, self.shown, self.wanted = None, None, (None, None)
        then()


def _uuid(value: object) -> UUID | None:
    return value if isinstance(value, UUID) else None
