"""What a key means in the grid and how a mark is written there, in the language of the screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from centre_app.attendance.rules import ABSENT, LATE, PRESENT, UNKNOWN_REASON, Cell
from centre_app.language.translate import _
from centre_app.reports.register_letters import LETTERS, reason_letters
from centre_app.reports.register_letters import PRESENT as PRESENT_SIGN


@dataclass(frozen=True)
class Mark:
    """A status with its reason, as a key chooses it. ``status`` None clears."""

    status: str | None
    reason: str | None = None


HERE = Mark(PRESENT)
LATE_MARK = Mark(LATE)
NOTHING = Mark(None)


class MarkLetters:
    """Letters of one language with the centre's own reasons (code → label, in the list's order)."""

    def __init__(self, language: str, reasons: Mapping[str, str]) -> None:
        self.reasons = dict(reasons)
        self.late = LETTERS[language].late
        self.codes = reason_letters(language, self.reasons)

    def sign(self, cell: Cell | None) -> str:
        """How a mark is written: a dot, a letter, nothing."""
        if cell is None:
            return ""
        if cell.status == PRESENT:
            return PRESENT_SIGN
        if cell.status == LATE:
            return self.late
        return self.codes.get(cell.reason or UNKNOWN_REASON, "?")

    def words(self, cell: Cell | None) -> str:
        """A mark in words, with its note."""
        if cell is None:
            said = _("not marked")
        elif cell.status == PRESENT:
            said = _("present")
        elif cell.status == LATE:
            said = _("late")
        else:
            reason = self.reasons.get(cell.reason or UNKNOWN_REASON, cell.reason or "")
            said = _("absent: {reason}").format(reason=reason)
        return f"{said} — {cell.note}" if cell is not None and cell.note else said

    def typed(self, letter: str, now: Cell | None) -> Mark | None:
        """What a typed letter means; typed again it goes on to the next mark that begins with it. None: nothing."""
        if letter in ("+", "1", PRESENT_SIGN):
            return HERE
        if letter == "-":
            return Mark(ABSENT, UNKNOWN_REASON)
        marks = self._beginning_with(letter.upper())
        if not marks:
            return None
        present = Mark(now.status, now.reason) if now is not None else None
        place = marks.index(present) + 1 if present in marks else 0
        return marks[place % len(marks)]

    def _beginning_with(self, letter: str) -> list[Mark]:
        # P and П are "present" on every paper register, whatever else begins with them.
        marks = [HERE] if letter in ("P", "П") else []
        marks += [LATE_MARK] if self.late.startswith(letter) else []
        # "Absent, reason not known yet" comes before the other reasons: it is what can be said in the morning.
        codes = sorted(self.codes, key=lambda code: code != UNKNOWN_REASON)
        return marks + [Mark(ABSENT, code) for code in codes if self.codes[code].startswith(letter)]
