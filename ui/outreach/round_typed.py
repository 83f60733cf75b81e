"""One visit of a round as it is being typed: plain words, made into a result when they are saved. No Qt."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from centre_app.errors import UserError
from centre_app.language.dates import day_text
from centre_app.language.translate import N_
from centre_app.outreach.result_rules import Concern, VisitResult
from centre_app.outreach.round_file import VisitLine
from centre_app.outreach.rules import SERVED
from centre_app.workplace.times import minute_text
from ui.outreach.round_typed_values import number_text, typed_day, typed_id, typed_minute, typed_number

Raw = dict[str, Any]
_TEXTS = (
    *("arrived", "minutes", "reason_note", "done_note", "parent_showed", "task", "practised_minutes", "next_day"),
)
_WORDS = (*_TEXTS, "outcome", "reason", "practised")


@dataclass
class ConcernTyping:
    """A concern as it is being typed. ``id`` where it is a follow-up already."""

    kind: str | None = None
    note: str = ""
    owner_id: UUID | None = None
    due: str = ""
    id: UUID | None = None

    def raw(self) -> Raw:
        """As JSON."""
        return {
            "kind": self.kind,
            "note": self.note,
            "due": self.due,
            "owner_id": str(self.owner_id) if self.owner_id else None,
            "id": str(self.id) if self.id else None,
        }

    @classmethod
    def of_raw(cls, raw: Raw) -> ConcernTyping:
        """Back from JSON."""
        return cls(raw["kind"], raw["note"], typed_id(raw["owner_id"]), raw["due"], typed_id(raw["id"]))

    @property
    def begun(self) -> bool:
        """Whether anything is said."""
        return bool(self.kind or self.note.strip() or self.id)


@dataclass
class VisitTyping:
    """One line of a round. ``outcome`` None: nothing said yet."""

    edition: int = 1
    outcome: str | None = None
    reason: str | None = None
    practised: str | None = None
    arrived: str = ""
    minutes: str = ""
    reason_note: str = ""
    done_note: str = ""
    parent_showed: str = ""
    task: str = ""
    practised_minutes: str = ""
    next_day: str = ""
    goals: set[UUID] = field(default_factory=set)
    concerns: list[ConcernTyping] = field(default_factory=list)

    @classmethod
    def of(cls, line: VisitLine) -> VisitTyping:
        """What stands."""
        typed = cls(edition=line.edition)
        if line.result is not None:
            typed.fill(line.result)
        return typed

    def fill(self, result: VisitResult) -> None:
        """Make it say this."""
        self.outcome, self.reason, self.practised = result.outcome, result.reason, result.practised
        self.arrived = "" if result.arrived_minute is None else minute_text(result.arrived_minute)
        self.minutes, self.practised_minutes = number_text(result.minutes), number_text(result.practised_minutes)
        self.reason_note, self.done_note = result.reason_note, result.done_note
        self.parent_showed, self.task = result.parent_showed, result.task
        self.next_day = "" if result.next_day is None else day_text(result.next_day)
        self.goals = set(result.goals)
        self.concerns = [
            ConcernTyping(one.kind, one.note, one.owner_id, day_text(one.due_day) if one.due_day else "", one.id)
            for one in result.concerns
        ]

    def choose(self, outcome: str | None, planned_minutes: int) -> None:
        """Say how it went; the planned minutes are offered where it was done, and go again where it was not."""
        offered = str(planned_minutes)
        if outcome in SERVED and not self.minutes:
            self.minutes = offered
        elif outcome not in SERVED and self.minutes == offered:
            self.minutes = ""
        if outcome in SERVED:
            self.reason, self.reason_note = None, ""
        self.outcome = outcome

    def raw(self) -> Raw:
        """As JSON."""
        return {name: getattr(self, name) for name in _WORDS} | {
            "goals": sorted(map(str, self.goals)),
            "concerns": [one.raw() for one in self.concerns if one.begun],
        }

    def take(self, raw: Raw) -> None:
        """Back from JSON."""
        for name in _WORDS:
            setattr(self, name, raw.get(name, getattr(self, name)))
        self.goals = {UUID(goal) for goal in raw.get("goals", ())}
        self.concerns = [ConcernTyping.of_raw(one) for one in raw.get("concerns", ())]

    def result(self, today: date) -> VisitResult:
        """What will be written. Raises UserError at the field that cannot be read."""
        if self.outcome is None:
            raise UserError(N_("Please say how the visit went."), field="outcome")
        return VisitResult(
            outcome=self.outcome,
            arrived_minute=typed_minute(self.arrived, "arrived_minute"),
            minutes=typed_number(self.minutes, "minutes"),
            reason=self.reason,
            reason_note=self.reason_note,
            done_note=self.done_note,
            parent_showed=self.parent_showed,
            task=self.task,
            goals=tuple(sorted(self.goals)),
            practised=self.practised,
            practised_minutes=typed_number(self.practised_minutes, "practised_minutes"),
            concerns=tuple(
                Concern(
                    one.kind or "",
                    one.note,
                    one.owner_id,
                    typed_day(one.due, today, f"concerns/{place}/due_day"),
                    one.id,
                )
                for place, one in enumerate(one for one in self.concerns if one.begun)
            ),
            next_day=typed_day(self.next_day, today, "next_day"),
        )
