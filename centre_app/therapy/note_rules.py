"""What can be written of a session, what its children's statuses come to, and when a note locks. Pure."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from centre_app.errors import UserError
from centre_app.language.translate import N_
from centre_app.therapy.rules import (
    ATTENDED,
    CANCELLED,
    CANCELLED_BY_FAMILY,
    DAY_MINUTES,
    EXCUSED,
    HELD,
    LEAST_MINUTES,
    MISSED,
    MOST_MINUTES,
    PLANNED,
    UNANNOUNCED,
)
from centre_app.typed import typed_line, typed_lines

CUE_LIST = "cue_level"  # code list
ABSENT_THAT_DAY = "absent_that_day"  # code of session_reason
PRACTISED = ("done", "partly", "not_done")
LEVELS = (-2, -1, 0, 1, 2)
MOST_TRIALS, MOST_PRACTICE_MINUTES = 1000, 10_000
NOTE_LENGTH, TASK_LENGTH, GOAL_NOTE_LENGTH, REASON_LENGTH = 4000, 1000, 500, 300
# The reasons of an absence that a session can be excused for under the same code.
_SAME_REASON = frozenset({"illness", "parent_ill", "weather_road", "no_transport", "family", "treatment"})


@dataclass(frozen=True)
class GoalWorked:
    """A goal worked on in a session. ``level`` −2 … +2 is how far it was reached; ``correct`` of ``trials``."""

    goal_id: uuid.UUID
    level: int | None = None
    trials: int | None = None
    correct: int | None = None
    cue_level: str | None = None  # code list cue_level
    note: str = ""

    @property
    def accuracy(self) -> int | None:
        """Per cent correct, rounded; None where trials were not counted."""
        if not self.trials or self.correct is None:
            return None
        return (200 * self.correct + self.trials) // (2 * self.trials)


@dataclass(frozen=True)
class ChildWriteUp:
    """What is written of one child. ``practised`` answers how home practice went since the last time."""

    child_id: uuid.UUID
    status: str
    reason: str | None = None  # code list session_reason
    reason_note: str = ""
    note: str = ""
    home_task: str = ""
    next_time: str = ""
    practised: str | None = None
    practised_minutes: int | None = None
    goals: tuple[GoalWorked, ...] = ()


@dataclass(frozen=True)
class WriteUp:
    """What is written of a session. ``reason`` only where it was called off."""

    status: str
    children: tuple[ChildWriteUp, ...]
    minutes: int
    reason: str | None = None
    reason_note: str = ""
    note: str = ""


class AbsentThatDay(UserError):
    """A child who is marked absent is said to have attended: asked once, and written when it is confirmed."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(
            N_("Marked absent that day: {names}. Write the session as attended all the same?"), names=", ".join(names)
        )
        self.names = names


@dataclass(frozen=True)
class Lock:
    """Whether a note can still be changed. ``why``: ``days``, ``addition``, ``signed_off`` or "" while it is open."""

    why: str
    last_open_day: date

    @property
    def locked(self) -> bool:
        """Whether only additions can be made."""
        return self.why != ""


def lock_of(
    day: date, lock_days: int, today: date, *, status: str, signed_off: bool = False, additions: int = 0
) -> Lock:
    """The lock of a session held on ``day``. What was never written up can be written late: there is no note to lock.

    An addition locks for good, so that a PC whose clock was set back does not open the note again.
    """
    last = day + timedelta(days=lock_days)
    if status == PLANNED:
        return Lock("", last)
    if signed_off:
        return Lock("signed_off", last)
    if additions:
        return Lock("addition", last)
    return Lock("days" if today > last else "", last)


def check_open(lock: Lock) -> None:
    """Raises UserError where the note is locked."""
    if lock.why == "signed_off":
        raise UserError(N_("This note is signed off and stays as it is. Write an addition to it."))
    if lock.locked:
        raise UserError(N_("This note is locked and stays as it is. Write an addition to it."))


def session_reason(mark_reason: str) -> str:
    """The reason of an absence mark as a session says it."""
    return mark_reason if mark_reason in _SAME_REASON else ABSENT_THAT_DAY


@dataclass(frozen=True)
class About:
    """What the rules need to know of the session that is written up."""

    day: date
    today: date
    start_minute: int | None
    names: Mapping[uuid.UUID, str]  # its children
    goals: Mapping[uuid.UUID, uuid.UUID] = field(default_factory=dict)  # goal that can be worked on -> its child
    reasons: Collection[str] = ()
    cues: Collection[str] = ()


def settled(written: WriteUp, about: About) -> WriteUp:
    """What will be written: texts made clean, statuses as counting.md means them.

    Held: each child attended, missed or excused, at least one attended. Called off: nobody attended; a child who was
    expected and did not come without notice *missed* it, every other is excused with the session's reason.
    Raises UserError; ``field`` is ``minutes``, ``status``, ``reason``, ``note``, or ``CHILD/…`` for what is of a child.
    """
    given = [child.child_id for child in written.children]
    if set(given) != set(about.names) or len(given) != len(about.names):
        raise UserError(N_("The children of this session changed meanwhile. Please open it again."))
    check_hour(written.minutes, about.start_minute)
    held = written.status == HELD
    if held and about.day > about.today:
        raise UserError(N_("This session is on {day}: it cannot have been held yet."), field="status", day=about.day)
    if not held and written.status not in CANCELLED:
        raise UserError(N_("Say whether the session was held or cancelled, and by whom."), field="status")
    if not held:
        _check_reason(written.reason, about, "reason", needed=True)
    clean = replace(
        written,
        reason=None if held else written.reason,
        reason_note="" if held else _reason_note(written.reason_note, "reason_note"),
        note=typed_lines(written.note, field="note", label=N_("Note"), limit=NOTE_LENGTH),
    )
    children = tuple(_child(child, clean, about) for child in written.children)
    if held and not any(child.status == ATTENDED for child in children):
        raise UserError(N_("Nobody attended: the session was not held. Say who called it off."), field="status")
    return replace(clean, children=children)


def check_hour(minutes: int, start_minute: int | None) -> None:
    """Raises UserError (``minutes``): 5 to 480 minutes, and over before midnight."""
    if not LEAST_MINUTES <= minutes <= MOST_MINUTES:
        raise UserError(
            N_("A session lasts from {least} to {most} minutes."),
            field="minutes",
            least=LEAST_MINUTES,
            most=MOST_MINUTES,
        )
    if start_minute is not None and start_minute + minutes > DAY_MINUTES:
        raise UserError(N_("The session would go on after midnight."), field="minutes")


def status_called_off(child: ChildWriteUp, status: str, reason: str | None) -> str:
    """What a child's status is in a session that was called off."""
    if status == CANCELLED_BY_FAMILY:
        if child.status == MISSED:
            return MISSED
        if UNANNOUNCED in (child.reason, None if child.reason else reason):
            return MISSED
    return EXCUSED


def _child(child: ChildWriteUp, written: WriteUp, about: About) -> ChildWriteUp:
    place = f"{child.child_id}/"
    name = about.names[child.child_id]
    child = replace(
        child,
        note=typed_lines(child.note, field=place + "note", label=N_("Note"), limit=NOTE_LENGTH),
        home_task=typed_lines(child.home_task, field=place + "home_task", label=N_("Home task"), limit=TASK_LENGTH),
        next_time=typed_lines(child.next_time, field=place + "next_time", label=N_("Next time"), limit=TASK_LENGTH),
        goals=tuple(_goal(goal, child.child_id, about) for goal in child.goals),
    )
    _check_practice(child, place)
    if len({goal.goal_id for goal in child.goals}) != len(child.goals):
        raise UserError(N_("A goal of {child} is given twice."), field=place + "goals", child=name)
    child = _with_status(child, written, about)
    if child.status != ATTENDED and child.goals:
        raise UserError(
            N_("{child} did not attend: a goal can be scored only for a child who was there."),
            field=place + "goals",
            child=name,
        )
    return child


def _with_status(child: ChildWriteUp, written: WriteUp, about: About) -> ChildWriteUp:
    place = f"{child.child_id}/"
    if written.status != HELD:
        _check_reason(child.reason, about, place + "reason", needed=False)
        status = status_called_off(child, written.status, written.reason)
        note = _reason_note(child.reason_note, place + "reason_note") or written.reason_note
        return replace(child, status=status, reason=child.reason or written.reason, reason_note=note)
    if child.status not in (ATTENDED, MISSED, EXCUSED):
        raise UserError(
            N_("Say of {child}: attended, missed or excused."),
            field=place + "status",
            child=about.names[child.child_id],
        )
    if child.status == ATTENDED:
        return replace(child, reason=None, reason_note="")
    _check_reason(child.reason, about, place + "reason", needed=child.status == EXCUSED)
    return replace(child, reason_note=_reason_note(child.reason_note, place + "reason_note"))


def _check_reason(reason: str | None, about: About, where: str, *, needed: bool) -> None:
    if reason is None:
        if needed:
            raise UserError(N_("Please choose the reason."), field=where)
    elif reason not in about.reasons:
        raise UserError(N_("There is no reason “{code}” in the list."), field=where, code=reason)


def _reason_note(text: str, where: str) -> str:
    return typed_line(text, field=where, label=N_("More on the reason"), limit=REASON_LENGTH)


def _check_practice(child: ChildWriteUp, place: str) -> None:
    if child.practised is not None and child.practised not in PRACTISED:
        raise UserError(N_("Say whether it was practised: done, partly or not."), field=place + "practised")
    minutes = child.practised_minutes
    if minutes is None:
        return
    if child.practised is None or not 0 <= minutes <= MOST_PRACTICE_MINUTES:
        raise UserError(
            N_("Minutes practised at home: from 0 to {most}, with the answer."),
            field=place + "practised_minutes",
            most=MOST_PRACTICE_MINUTES,
        )


def _goal(goal: GoalWorked, child_id: uuid.UUID, about: About) -> GoalWorked:
    where = f"{child_id}/goal/{goal.goal_id}"
    if about.goals.get(goal.goal_id) != child_id:
        raise UserError(
            N_("This goal is not among the open goals of {child}."), field=where, child=about.names[child_id]
        )
    if goal.level is not None and goal.level not in LEVELS:
        raise UserError(N_("A level is a number from −2 to +2."), field=where)
    if (goal.trials is None) != (goal.correct is None):
        raise UserError(N_("Write how many trials there were and how many were correct."), field=where)
    if goal.trials is not None and goal.correct is not None:
        if not 1 <= goal.trials <= MOST_TRIALS:
            raise UserError(N_("Trials: from 1 to {most}."), field=where, most=MOST_TRIALS)
        if not 0 <= goal.correct <= goal.trials:
            raise UserError(N_("No more can be correct than there were trials."), field=where)
    if goal.cue_level is not None and goal.cue_level not in about.cues:
        raise UserError(N_("There is no such help in the list: {code}."), field=where, code=goal.cue_level)
    note = typed_line(goal.note, field=where, label=N_("Note on the goal"), limit=GOAL_NOTE_LENGTH)
    return replace(goal, note=note)
