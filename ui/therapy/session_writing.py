"""What is being typed on a session's page, apart from its widgets: filled from the file, kept as a draft, saved."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from centre_app.errors import UserError
from centre_app.language.translate import N_, Message
from centre_app.therapy.note_rules import ChildWriteUp, GoalWorked, WriteUp
from centre_app.therapy.rules import (
    ATTENDED,
    CANCELLED,
    CANCELLED_BY_FAMILY,
    EXCUSED,
    HELD,
    INVITED,
    MISSED,
    PLANNED,
    UNANNOUNCED,
)
from centre_app.therapy.session_file import ChildHere, GoalHere, SessionFile

Raw = dict[str, Any]


@dataclass
class GoalWriting:
    """A goal's row as typed."""

    level: int | None = None
    trials: str = ""
    correct: str = ""
    cue_level: str | None = None
    note: str = ""

    @property
    def touched(self) -> bool:
        """Whether the goal was worked on at all."""
        return self != GoalWriting()

    @property
    def accuracy(self) -> int | None:
        """Per cent correct; None while it cannot be reckoned."""
        try:
            trials, correct = int(self.trials), int(self.correct)
        except ValueError:
            return None
        if not 0 <= correct <= trials:
            return None
        return GoalWorked(UUID(int=0), trials=trials, correct=correct).accuracy

    def worked(self, goal_id: UUID, where: str) -> GoalWorked:
        """For saving. Raises UserError where a number cannot be read."""
        trials = _number(self.trials, where, N_("Trials"))
        correct = _number(self.correct, where, N_("Correct"))
        return GoalWorked(goal_id, self.level, trials, correct, self.cue_level, self.note)


@dataclass
class ChildWriting:
    """A child as typed."""

    status: str
    reason: str | None = None
    reason_note: str = ""
    note: str = ""
    home_task: str = ""
    next_time: str = ""
    practised: str | None = None
    practised_minutes: str = ""
    goals: dict[UUID, GoalWriting] = field(default_factory=dict)

    def goal(self, goal_id: UUID) -> GoalWriting:
        """The goal's row, empty at first."""
        return self.goals.setdefault(goal_id, GoalWriting())

    def written(self, child_id: UUID, *, goals: bool) -> ChildWriteUp:
        """For saving; ``goals``: only of who attended, what was typed of others stays on the page alone."""
        place = f"{child_id}/"
        worked = [
            row.worked(goal_id, f"{place}goal/{goal_id}")
            for goal_id, row in self.goals.items()
            if goals and row.touched
        ]
        return ChildWriteUp(
            child_id=child_id,
            status=self.status,
            reason=self.reason,
            reason_note=self.reason_note,
            note=self.note,
            home_task=self.home_task,
            next_time=self.next_time,
            practised=self.practised,
            practised_minutes=_number(self.practised_minutes, place + "practised_minutes", N_("Minutes")),
            goals=tuple(worked),
        )


@dataclass
class Writing:
    """The page as typed. ``status`` is planned until it is said whether the session was held."""

    status: str
    minutes: str
    children: dict[UUID, ChildWriting]
    reason: str | None = None
    reason_note: str = ""
    note: str = ""

    @classmethod
    def of(cls, file: SessionFile) -> Writing:
        """What stands in the file."""
        return cls(
            status=file.status,
            minutes=str(file.minutes),
            children={child.child_id: _child(child) for child in file.children},
            reason=file.reason,
            reason_note=file.reason_note,
            note=file.note,
        )

    @property
    def single(self) -> bool:
        """A session for one child: the child's status says the session's."""
        return len(self.children) == 1

    def mark(self, child_id: UUID, status: str) -> None:
        """One key: attended, missed or excused. In a session for one child it says what became of the session."""
        child = self.children[child_id]
        if not self.single:
            if status == ATTENDED or self.status not in CANCELLED:
                self.call(HELD)
        elif status == ATTENDED:
            self.call(HELD)
        else:
            self.call(self.status if status == EXCUSED and self.status in CANCELLED else CANCELLED_BY_FAMILY)
            self.reason = UNANNOUNCED if status == MISSED else None if self.reason == UNANNOUNCED else self.reason
        child.status = status
        if status == ATTENDED:
            child.reason, child.reason_note = None, ""

    def call(self, status: str) -> None:
        """The session as a whole: held, or called off by the family or the centre."""
        before, self.status = self.status, status
        if status == HELD:
            self.reason, self.reason_note = None, ""
            for child in self.children.values() if before in CANCELLED else ():
                if child.status == EXCUSED and child.reason is None:
                    child.status = INVITED  # excused with the session that was called off, not by itself
            return
        for child in self.children.values():
            if child.status != MISSED or status != CANCELLED_BY_FAMILY:
                child.status = EXCUSED

    def everybody_attended(self) -> None:
        """Whoever is invited and not marked yet attended."""
        self.call(HELD)
        for child in self.children.values():
            if child.status == INVITED:
                child.status = ATTENDED

    def give_to_all(self, child_id: UUID, name: str) -> int:
        """Copy a child's home task (or next time) to all others who attended and have none; how many got it."""
        text = getattr(self.children[child_id], name)
        given = 0
        for other_id, other in self.children.items():
            if other_id != child_id and other.status in (ATTENDED, INVITED) and not getattr(other, name):
                setattr(other, name, text)
                given += 1
        return given

    def written(self) -> WriteUp:
        """For saving. Raises UserError where something typed cannot be read; the rest is the rules' to say."""
        minutes = _number(self.minutes, "minutes", N_("Minutes"))
        if minutes is None:
            raise UserError(N_("Write how many minutes it lasted."), field="minutes")
        held = self.status == HELD
        children = []
        for child_id, child in self.children.items():
            written = child.written(child_id, goals=held and child.status == ATTENDED)
            children.append(written)
        reason = None if held or self.status == PLANNED else self.reason
        return WriteUp(self.status, tuple(children), minutes, reason, self.reason_note, self.note)

    def raw(self) -> Raw:
        """JSON-able, for a draft and to see whether anything has changed."""
        return {
            **{name: getattr(self, name) for name in ("status", "minutes", "reason", "reason_note", "note")},
            "children": {str(child_id): _raw_child(child) for child_id, child in self.children.items()},
        }

    def take(self, raw: Raw) -> None:
        """What a draft holds, over what stands; children and goals that are gone since are left out."""
        for name in ("status", "minutes", "reason", "reason_note", "note"):
            setattr(self, name, raw.get(name, getattr(self, name)))
        for key, values in raw.get("children", {}).items():
            child = self.children.get(UUID(key))
            if child is None:
                continue
            goals = values.get("goals", {})
            for name in _CHILD_NAMES:
                setattr(child, name, values.get(name, getattr(child, name)))
            for goal_key, row in goals.items():
                if UUID(goal_key) in child.goals:
                    child.goals[UUID(goal_key)] = GoalWriting(**row)


_CHILD_NAMES = (
    *("status", "reason", "reason_note", "note", "home_task", "next_time"),
    *("practised", "practised_minutes"),
)


def _raw_child(child: ChildWriting) -> Raw:
    values: Raw = {name: getattr(child, name) for name in _CHILD_NAMES}
    values["goals"] = {str(goal_id): vars(row).copy() for goal_id, row in child.goals.items()}
    return values


def _child(child: ChildHere) -> ChildWriting:
    return ChildWriting(
        status=child.status,
        reason=child.reason,
        reason_note=child.reason_note,
        note=child.note,
        home_task=child.home_task,
        next_time=child.next_time,
        practised=child.practised,
        practised_minutes=_text(child.practised_minutes),
        goals={goal.goal_id: _goal(goal) for goal in child.goals},
    )


def _goal(goal: GoalHere) -> GoalWriting:
    worked = goal.worked
    if worked is None:
        return GoalWriting()
    return GoalWriting(worked.level, _text(worked.trials), _text(worked.correct), worked.cue_level, worked.note)


def _text(number: int | None) -> str:
    return "" if number is None else str(number)


def _number(text: str, where: str, label: str) -> int | None:
    text = text.strip()
    if not text:
        return None
    if not text.isdecimal() or len(text) > 6:
        raise UserError(N_("“{label}” is a whole number."), field=where, label=Message(label))
    return int(text)
