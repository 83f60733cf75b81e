"""Marks: which can be made, and how a month of them is counted (counting.md). Pure."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from centre_app.errors import UserError
from centre_app.language.translate import N_, Message
from centre_app.typed import typed_line

PRESENT, LATE, ABSENT = "present", "late", "absent"
STATUSES = (PRESENT, LATE, ABSENT)
CAME = frozenset({PRESENT, LATE})  # late counts as present
REASON_LIST = "absence_reason"
UNKNOWN_REASON = "unknown"
NOTE_LENGTH = 300


@dataclass(frozen=True, slots=True)
class Cell:
    """One mark as it stands. ``reason`` is a code of the list ``absence_reason``, None unless absent."""

    status: str
    reason: str | None = None
    note: str = ""

    @property
    def came(self) -> bool:
        """Whether the child was there: present or late."""
        return self.status in CAME


@dataclass(frozen=True)
class MarkChange:
    """What is to become of one enrolment's mark. ``status`` None takes the mark away.

    ``reason`` None: an absence keeps the reason it had, else ``unknown``. ``note`` None keeps the note, "" empties it.
    """

    enrolment_id: uuid.UUID
    status: str | None
    reason: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class DayMark:
    """A change on one of several days."""

    day: date
    change: MarkChange


@dataclass(frozen=True)
class UndoMark:
    """One mark before and after a change."""

    day: date
    enrolment_id: uuid.UUID
    child_id: uuid.UUID
    was: Cell | None
    became: Cell | None


@dataclass(frozen=True)
class Undo:
    """What ``undo`` puts back; false when nothing was changed."""

    marks: tuple[UndoMark, ...] = ()

    @property
    def count(self) -> int:
        """How many marks were changed."""
        return len(self.marks)

    def __bool__(self) -> bool:
        return bool(self.marks)


@dataclass(frozen=True)
class Place:
    """Where a mark would stand: a day, and an enrolment with its child's name. ``why_closed`` None: the day is open."""

    day: date
    why_closed: Message | None
    child: str
    start_day: date
    end_day: date | None

    @property
    def covered(self) -> bool:
        """Whether the enrolment covers the day, both its ends in."""
        return self.start_day <= self.day and (self.end_day is None or self.day <= self.end_day)

    @property
    def markable(self) -> bool:
        """Whether a mark can stand here at all."""
        return self.why_closed is None and self.covered


def check_place(place: Place) -> None:
    """Raises UserError (field ``day`` or ``enrolment``) where no mark can stand, saying why."""
    if place.why_closed is not None:
        raise UserError(
            N_("{day} is not an open day. {why}. Nobody can be marked."),
            field="day",
            day=place.day,
            why=place.why_closed,
        )
    if place.covered:
        return
    if place.end_day is None:
        raise UserError(
            N_("{child} is enrolled from {start}: {day} cannot be marked."),
            field="enrolment",
            child=place.child,
            start=place.start_day,
            day=place.day,
        )
    raise UserError(
        N_("{child} is enrolled from {start} to {end}: {day} cannot be marked."),
        field="enrolment",
        child=place.child,
        start=place.start_day,
        end=place.end_day,
        day=place.day,
    )


def check_not_ahead(day: date, cell: Cell, today: date) -> None:
    """Nobody came yet on a day to come; an absence that the family told beforehand can be written down.

    Raises UserError (field ``day``).
    """
    if day > today and cell.came:
        raise UserError(
            N_("{day} is still to come: only an absence known beforehand can be marked."), field="day", day=day
        )


def marked(change: MarkChange, was: Cell | None, reasons: Collection[str]) -> Cell | None:
    """The mark after a change; None for no mark. ``reasons`` are the codes of the list.

    Raises UserError (field ``status``, ``reason`` or ``note``).
    """
    if change.status is None:
        return None
    if change.status not in STATUSES:
        raise UserError(N_("A mark is present, late or absent."), field="status")
    note = was.note if change.note is None and was is not None else _clean_note(change.note or "")
    if change.status != ABSENT:
        if change.reason is not None:
            raise UserError(N_("Only an absence has a reason."), field="reason")
        return Cell(change.status, None, note)
    reason = change.reason or (was.reason if was is not None else None) or UNKNOWN_REASON
    if change.reason is not None and reason not in reasons and (was is None or reason != was.reason):
        raise UserError(N_("“{reason}” is not in the list of reasons."), field="reason", reason=reason)
    return Cell(ABSENT, reason, note)


def _clean_note(note: str) -> str:
    return typed_line(note, field="note", label=N_("Note"), limit=NOTE_LENGTH)


@dataclass(frozen=True)
class DayTotals:
    """A day of a group. ``present`` does not hold ``late``; ``unmarked`` is never taken for an absence."""

    expected: int = 0
    present: int = 0
    late: int = 0
    absent: int = 0

    @property
    def came(self) -> int:
        """Present or late."""
        return self.present + self.late

    @property
    def unmarked(self) -> int:
        """Expected without a mark."""
        return self.expected - self.present - self.late - self.absent


def day_totals(statuses: Iterable[str | None]) -> DayTotals:
    """Count the marks of those expected; None is no mark."""
    counts = Counter(statuses)
    return DayTotals(counts.total(), counts[PRESENT], counts[LATE], counts[ABSENT])


def rate(part: int, whole: int) -> float | None:
    """A fraction, None where there is nothing to take it of (printed as "–")."""
    return part / whole if whole else None


@dataclass(frozen=True)
class AttendanceFigures:
    """counting.md, ``attendance``: of a site over a span of days. ``child_days`` are marks present or late."""

    open_days: int
    enrolled_days: int
    child_days: int
    absent_by_reason: Mapping[str, int]
    marks: int

    @property
    def absent_days(self) -> int:
        """Marks absent, whatever the reason."""
        return sum(self.absent_by_reason.values())

    @property
    def unmarked_days(self) -> int:
        """Enrolled days without any mark."""
        return self.enrolled_days - self.marks

    @property
    def rate(self) -> float | None:
        """child_days ÷ enrolled_days."""
        return rate(self.child_days, self.enrolled_days)


@dataclass(frozen=True)
class ChildAttendance:
    """A child's days over a span, all day-care enrolments together. ``present`` does not hold ``late``."""

    open_days: int
    enrolled_days: int = 0
    present: int = 0
    late: int = 0
    absent_by_reason: Mapping[str, int] = field(default_factory=dict)

    @property
    def child_days(self) -> int:
        """Days the child came."""
        return self.present + self.late

    @property
    def absent(self) -> int:
        """Days absent, whatever the reason."""
        return sum(self.absent_by_reason.values())

    @property
    def unmarked(self) -> int:
        """Enrolled days without any mark."""
        return self.enrolled_days - self.child_days - self.absent

    @property
    def rate(self) -> float | None:
        """child_days ÷ enrolled_days."""
        return rate(self.child_days, self.enrolled_days)
