"""The progress record: a child's last months in plain words, for the family and for the file.

What the centre counts and what its plan says is printed; what nobody has written down yet is a ruled place to write in.
Whoever may not read plans (a secretary) gets the record with those places ruled.
"""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from centre_app.attendance.queries import attendance_of
from centre_app.attendance.rules import ChildAttendance
from centre_app.children.queries import ChildFile, EnrolmentRow, child_files
from centre_app.children.rules import Span
from centre_app.codelists.queries import all_labels
from centre_app.db.session import OfficeSession
from centre_app.errors import UserError
from centre_app.language.dates import day_text
from centre_app.language.translate import N_, Words
from centre_app.outcomes.queries import Outcomes, outcomes_of
from centre_app.outreach.queries import child_visits
from centre_app.reports.asked import Asked, letterhead
from centre_app.reports.child_words import birth_code
from centre_app.reports.progress_json import outcomes_json
from centre_app.reports.spreadsheet import Cell, Sheet
from centre_app.reports.style import Letterhead
from centre_app.security.access import Permission

TITLE = N_("Progress record")


@dataclass(frozen=True)
class MonthOfChild:
    """A child's attendance in one month, or in the part of it that lies in the period."""

    year: int
    month: int
    attendance: ChildAttendance


@dataclass(frozen=True)
class ProgressRecord:
    """One child's record over `first`..`last`, both days in."""

    head: Letterhead
    child: ChildFile
    first: date
    last: date
    months: tuple[MonthOfChild, ...]
    services: tuple[EnrolmentRow, ...]
    outcomes: Outcomes | None  # None for who may not read plans
    visits: Mapping[str, int]
    labels: Mapping[str, Mapping[str, str]]
    pictures: bool = False

    @property
    def enrolled_days(self) -> int:
        """Open days in the period that the child's day-care enrolments cover."""
        return sum(month.attendance.enrolled_days for month in self.months)

    @property
    def child_days(self) -> int:
        """Days the child was here, late ones too."""
        return sum(month.attendance.child_days for month in self.months)

    @property
    def absent_days(self) -> int:
        """Days marked absent."""
        return sum(month.attendance.absent for month in self.months)

    @property
    def unmarked_days(self) -> int:
        """Enrolled days without a mark."""
        return sum(month.attendance.unmarked for month in self.months)

    @property
    def rate(self) -> float | None:
        """Days here ÷ enrolled days (counting.md); None without a denominator."""
        return self.child_days / self.enrolled_days if self.enrolled_days else None

    @property
    def reasons(self) -> dict[str, int]:
        """Days absent by reason, the most frequent first."""
        counted: Counter[str] = Counter()
        for month in self.months:
            counted.update(month.attendance.absent_by_reason)
        return {code: days for code, days in counted.most_common() if days}


def collect(session: OfficeSession, asked: Asked, words: Words) -> tuple[ProgressRecord, ...]:
    """The records of the children asked for, in that order. A few statements a month, however many children."""
    if not asked.children:
        raise UserError(N_("Choose a child first."), field="child")
    first, last = asked.first, asked.last
    if last < first:
        raise UserError(N_("The period ends before it begins."), field="last")
    ids = list(asked.children)
    files = child_files(session, ids)
    months = {(start.year, start.month): attendance_of(session, ids, start, end) for start, end in _months(first, last)}
    may = session.actor.may(Permission.SEE_NOTES)  # type: ignore[attr-defined]
    outcomes = outcomes_of(session, ids, first, last, words) if may else {}
    visits = child_visits(session, ids, first, last)
    labels = all_labels(session, words.language)
    period = words.gettext("{first} to {last}").format(first=day_text(first), last=day_text(last))
    head = letterhead(session, words, title=words.gettext(TITLE), period=period)
    return tuple(
        ProgressRecord(
            head,
            child,
            first,
            last,
            tuple(MonthOfChild(*month, of[child.id]) for month, of in months.items()),
            _services_in(child, first, last),
            outcomes.get(child.id),
            visits.get(child.id, {}),
            labels,
            asked.pictures,
        )
        for child in files
    )


def _months(first: date, last: date) -> list[tuple[date, date]]:
    """The parts of calendar months from `first` to `last`."""
    parts = []
    while first <= last:
        end = min(last, date(first.year, first.month, calendar.monthrange(first.year, first.month)[1]))
        parts.append((first, end))
        first = end + timedelta(days=1)
    return parts


def _services_in(child: ChildFile, first: date, last: date) -> tuple[EnrolmentRow, ...]:
    period = Span(first, last)
    return tuple(row for row in child.enrolments if Span(row.start_day, row.end_day).meets(period))


def as_json(data: Sequence[ProgressRecord]) -> object:
    """One object for one child, a list for several."""
    records = [_record(one) for one in data]
    return records[0] if len(records) == 1 else records


def _record(one: ProgressRecord) -> dict[str, object]:
    child = one.child
    return {
        "number": child.number,
        "surname": child.surname,
        "given_name": child.given_name,
        "patronymic": child.patronymic,
        "birth": birth_code(child.birth_date, child.birth_precision),
        "sex": child.sex,
        "period": {"first": one.first.isoformat(), "last": one.last.isoformat()},
        "attendance": {
            "enrolled_days": one.enrolled_days,
            "child_days": one.child_days,
            "absent_days": one.absent_days,
            "absent_by_reason": one.reasons,
            "unmarked_days": one.unmarked_days,
            "rate": None if one.rate is None else round(one.rate, 4),
            "months": [_month_json(month) for month in one.months],
        },
        **outcomes_json(one.outcomes),
        "visits": dict(one.visits),
        "services": [_service_json(row) for row in one.services],
    }


def _month_json(month: MonthOfChild) -> dict[str, object]:
    figures = month.attendance
    return {
        "month": f"{month.year:04d}-{month.month:02d}",
        "enrolled_days": figures.enrolled_days,
        "child_days": figures.child_days,
        "absent_days": figures.absent,
        "unmarked_days": figures.unmarked,
        "rate": None if figures.rate is None else round(figures.rate, 4),
    }


def _service_json(row: EnrolmentRow) -> dict[str, object]:
    return {
        "service": row.service,
        "kind": row.kind,
        "group": row.group or None,
        "start": row.start_day.isoformat(),
        "end": None if row.end_day is None else row.end_day.isoformat(),
    }


def as_sheets(data: Sequence[ProgressRecord], words: Words) -> Sequence[Sheet]:
    """A row a child and month."""
    _ = words.gettext
    header = [
        _("Number"),
        _("Name"),
        _("Month"),
        _("Days enrolled"),
        _("Days here"),
        _("Days absent"),
        _("Not marked"),
        _("Attendance rate"),
    ]
    rows: list[list[Cell]] = [
        [
            one.child.number,
            one.child.full_name,
            f"{month.year:04d}-{month.month:02d}",
            month.attendance.enrolled_days,
            month.attendance.child_days,
            month.attendance.absent,
            month.attendance.unmarked,
            month.attendance.rate,
        ]
        for one in data
        for month in one.months
    ]
    return [Sheet(words.gettext(TITLE), header, rows, percents=frozenset({7}))]


def file_stem(data: Sequence[ProgressRecord]) -> str:
    """The child's number; for several how many they are."""
    who = data[0].child.number if len(data) == 1 else str(len(data))
    return f"progress-{who}-{data[0].last.isoformat()}" if data else "progress"
