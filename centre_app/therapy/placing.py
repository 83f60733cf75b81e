"""Where a session would stand, what is known of those days, and what speaks against it. Plain values."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from centre_app.children.rules import Span
from centre_app.errors import UserError
from centre_app.language.translate import N_, Message, Words
from centre_app.open_days.rules import DayState
from centre_app.workplace.queries import AbsenceRow, RoomRow, StaffRow
from centre_app.workplace.rules import ChildTimes, TypeFacts

Told = tuple[date, Message]  # a day on which something was not done, and why


@dataclass(frozen=True)
class Placing:
    """A session as it would stand. Minutes are counted from midnight."""

    day: date
    start_minute: int
    minutes: int
    type: str
    therapist_id: uuid.UUID | None
    room_id: uuid.UUID | None
    child_ids: tuple[uuid.UUID, ...]

    @property
    def end_minute(self) -> int:
        """The minute it is over."""
        return self.start_minute + self.minutes


@dataclass(frozen=True)
class Clash:
    """One thing that speaks against a placing. A ``hard`` one cannot be; any other can stand with a reason.

    ``field`` is the form's field it is about; ``child_id`` the child, ``session_id`` the other session, if any.
    """

    kind: str
    hard: bool
    message: Message
    field: str = ""
    child_id: uuid.UUID | None = None
    session_id: uuid.UUID | None = None


@dataclass(frozen=True)
class ChildFacts:
    """A child for planning: when enrolled (in any service), and at which times here."""

    id: uuid.UUID
    name: str
    number: str
    archived: bool
    enrolled: tuple[Span, ...]
    times: ChildTimes

    def enrolled_on(self, day: date) -> bool:
        """Whether an enrolment covers the day."""
        return any(span.covers(day) for span in self.enrolled)


@dataclass(frozen=True)
class OtherSession:
    """A planned or held session at an hour. ``child_ids`` are the children who are taken up by it."""

    id: uuid.UUID
    day: date
    start_minute: int
    minutes: int
    type: str
    therapist_id: uuid.UUID | None
    room_id: uuid.UUID | None
    child_ids: frozenset[uuid.UUID]

    @property
    def end_minute(self) -> int:
        """The minute it is over."""
        return self.start_minute + self.minutes


@dataclass(frozen=True)
class WeekFacts:
    """All that decides about placings on ``days``. Held by a screen, it answers while dragging, without a database."""

    days: Mapping[date, DayState]
    staff: Mapping[uuid.UUID, StaffRow]
    absences: Mapping[uuid.UUID, tuple[AbsenceRow, ...]]  # by staff member
    rooms: Mapping[uuid.UUID, RoomRow]
    types: Mapping[str, TypeFacts]
    children: Mapping[uuid.UUID, ChildFacts]
    child_absent: Mapping[date, frozenset[uuid.UUID]]
    sessions: Mapping[date, tuple[OtherSession, ...]]
    type_names: Mapping[str, Message]
    equipment_names: Mapping[str, Message]


@dataclass(frozen=True)
class Lines(Message):
    """Several sentences, one a line."""

    parts: tuple[Message, ...] = field(default=())

    def in_words(self, words: Words | None = None) -> str:
        """The sentences in the language of ``words``; the screen's without. The same one is said once."""
        return "\n".join(dict.fromkeys(part.in_words(words) for part in self.parts))


def reasons(clashes: Sequence[Clash]) -> Message:
    """All that speaks against it, one a line."""
    return Lines("", parts=tuple(clash.message for clash in clashes))


class Impossible(UserError):
    """A session cannot stand there; ``clashes`` are the hard ones."""

    def __init__(self, clashes: Sequence[Clash]) -> None:
        self.clashes = tuple(clash for clash in clashes if clash.hard)
        super().__init__(
            N_("This cannot be:\n{reasons}"), field=self.clashes[0].field or None, reasons=reasons(self.clashes)
        )


class ClashNeedsReason(UserError):
    """A session can stand there if a reason is written down; ``clashes`` say what it is for."""

    def __init__(self, clashes: Sequence[Clash]) -> None:
        self.clashes = tuple(clashes)
        super().__init__(
            N_("Please write why this is all right:\n{reasons}"), field="clash_reason", reasons=reasons(self.clashes)
        )


def check_clashes(clashes: Sequence[Clash], reason: str) -> str:
    """The reason to be kept with a session: none where nothing clashes. Raises Impossible, ClashNeedsReason."""
    if any(clash.hard for clash in clashes):
        raise Impossible(clashes)
    if clashes and not reason:
        raise ClashNeedsReason(clashes)
    return reason if clashes else ""


def ids_of(ignoring: Collection[uuid.UUID] | uuid.UUID | None) -> frozenset[uuid.UUID]:
    """The sessions that do not count."""
    if ignoring is None:
        return frozenset()
    return frozenset({ignoring}) if isinstance(ignoring, uuid.UUID) else frozenset(ignoring)
