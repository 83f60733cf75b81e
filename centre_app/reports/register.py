"""The attendance register (табель): what it says. How it is drawn is in `register_page`."""

from __future__ import annotations

import calendar
import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from centre_app.attendance.queries import GridRow, month_grid
from centre_app.attendance.rules import ABSENT, LATE, PRESENT, UNKNOWN_REASON, Cell
from centre_app.codelists.queries import labels
from centre_app.db.session import OfficeSession
from centre_app.errors import UserError
from centre_app.language.dates import month_text
from centre_app.language.translate import N_, Words
from centre_app.open_days.queries import day_states
from centre_app.open_days.rules import DayState
from centre_app.reports.asked import Asked, letterhead
from centre_app.reports.register_letters import LETTERS, reason_letters
from centre_app.reports.register_letters import PRESENT as PRESENT_SIGN
from centre_app.reports.spreadsheet import Cell as SheetCell
from centre_app.reports.spreadsheet import Sheet
from centre_app.reports.style import Letterhead
from centre_app.sites.queries import ServiceRow, services, the_site

TITLE = N_("Attendance register")
UNEXCUSED = "unexcused"


@dataclass(frozen=True)
class RowTotals:
    """A child's days of the month. `came` is present or late; an unknown reason is neither excused nor unexcused."""

    came: int = 0
    excused: int = 0
    unexcused: int = 0
    unknown: int = 0
    unmarked: int = 0


@dataclass(frozen=True)
class RegisterRow:
    """A child in a group. `covered` are the days enrolled; `cells` the marks by day."""

    number: str
    name: str
    covered: frozenset[date]
    cells: Mapping[date, Cell]
    totals: RowTotals


@dataclass(frozen=True)
class RegisterGroup:
    """One group's month. `group` is empty for the children of a service who are in no group."""

    service: str
    group: str
    days: tuple[DayState, ...]
    rows: tuple[RegisterRow, ...]

    def day_totals(self, day: date) -> tuple[int, int, int]:
        """(came, absent, not marked) on an open day."""
        statuses = Counter(row.cells[day].status if day in row.cells else "" for row in self.rows if day in row.covered)
        return statuses[PRESENT] + statuses[LATE], statuses[ABSENT], statuses[""]


@dataclass(frozen=True)
class Register:
    """The groups asked for, with what the letters mean. `blank`: to be filled in by hand."""

    head: Letterhead
    month: tuple[int, int]
    groups: tuple[RegisterGroup, ...]
    reasons: Mapping[str, str]
    working_week: str
    blank: bool = False
    empty_rows: int = 0
    letters: Mapping[str, str] = field(default_factory=dict)


def collect(session: OfficeSession, asked: Asked, words: Words) -> Register:
    """The month of a group, or of all groups of a service one after another. Raises UserError without a day care."""
    service, group_id = _chosen(session, asked.group)
    year, month = asked.month
    read = _empty_grids if asked.empty_rows else _grids
    grids = read(session, service, group_id, asked, words)
    reasons = labels(session, "absence_reason", words.language, active_only=asked.blank)
    head = letterhead(session, words, title=words.gettext(TITLE), period=month_text(year, month, words))
    return Register(
        head,
        asked.month,
        tuple(grids),
        reasons,
        the_site(session).working_week,
        asked.blank or bool(asked.empty_rows),
        asked.empty_rows,
        reason_letters(words.language, reasons),
    )


def _chosen(session: OfficeSession, group: uuid.UUID | None) -> tuple[ServiceRow, uuid.UUID | None]:
    """The service and, where one was asked for, its group."""
    for service in services(session, active_only=False):
        if group is None and service.kind == "day_care" and service.active:
            return service, None
        if group == service.id:
            return service, None
        if any(group == one.id for one in service.groups):
            return service, group
    if group is None:
        raise UserError(N_("This centre has no day-care service yet. Add one in Settings."), field="group")
    raise UserError(N_("This group or service is not there any more."), field="group")


def _empty_grids(
    session: OfficeSession, service: ServiceRow, group_id: uuid.UUID | None, asked: Asked, _words: Words
) -> list[RegisterGroup]:
    year, month = asked.month
    first, last = date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    days = tuple(day_states(session, the_site(session).id, first, last).values())
    names = [group.name for group in service.groups if group_id in (None, group.id)] or [""]
    return [RegisterGroup(service.name, name, days, ()) for name in names]


def _grids(
    session: OfficeSession, service: ServiceRow, group_id: uuid.UUID | None, asked: Asked, words: Words
) -> list[RegisterGroup]:
    year, month = asked.month
    found: list[RegisterGroup] = []
    shown: set[uuid.UUID] = set()
    for group in service.groups:
        if group_id not in (None, group.id):
            continue
        grid = month_grid(session, group.id, year, month, words.language)
        shown.update(row.enrolment_id for row in grid.rows)
        if grid.rows or group.active:
            found.append(RegisterGroup(service.name, group.name, grid.days, _rows(grid.rows, grid.days)))
    if group_id is None:
        grid = month_grid(session, service.id, year, month, words.language)
        rest = [row for row in grid.rows if row.enrolment_id not in shown]
        if rest or not found:
            found.append(RegisterGroup(service.name, "", grid.days, _rows(rest, grid.days)))
    return found


def _rows(rows: Sequence[GridRow], days: Sequence[DayState]) -> tuple[RegisterRow, ...]:
    """One line a child: a child who left and came back within the month has two enrolments but one line."""
    by_child: dict[uuid.UUID, list[GridRow]] = {}
    for row in rows:
        by_child.setdefault(row.child_id, []).append(row)
    return tuple(_row(parts, days) for parts in by_child.values())


def _row(parts: Sequence[GridRow], days: Sequence[DayState]) -> RegisterRow:
    covered = frozenset(state.day for state in days if any(part.covers(state.day) for part in parts))
    counted = {state.day for state in days if state.open and state.day in covered}
    # A mark made before its day was closed is kept but not counted.
    cells = {day: cell for part in parts for day, cell in part.cells.items() if day in counted}
    return RegisterRow(parts[0].number, parts[0].name, covered, cells, totals_of(cells.values(), len(counted)))


def totals_of(cells: Iterable[Cell], open_covered: int) -> RowTotals:
    """Count the marks of a child; what is enrolled, open and without a mark is not marked."""
    marks = list(cells)
    came = sum(1 for cell in marks if cell.status in (PRESENT, LATE))
    reasons = Counter(cell.reason for cell in marks if cell.status == ABSENT)
    unexcused, unknown = reasons[UNEXCUSED], reasons[UNKNOWN_REASON]
    excused = reasons.total() - unexcused - unknown
    return RowTotals(came, excused, unexcused, unknown, open_covered - came - reasons.total())


def sign_of(cell: Cell | None, data: Register, language: str) -> str:
    """What stands in a cell: the dot, a letter, or nothing where the day is not marked."""
    if cell is None:
        return ""
    if cell.status == PRESENT:
        return PRESENT_SIGN
    if cell.status == LATE:
        return LETTERS[language].late
    return data.letters.get(cell.reason or UNKNOWN_REASON, "?")


def as_json(data: Register) -> object:
    """Groups, children, and a mark a day: `present`, `late` or the reason's code."""
    return {
        "month": f"{data.month[0]:04d}-{data.month[1]:02d}",
        "site": data.head.centre,
        "groups": [
            {
                "service": group.service,
                "group": group.group or None,
                "open_days": [state.day.isoformat() for state in group.days if state.open],
                "children": [_child_json(row) for row in group.rows],
            }
            for group in data.groups
        ],
    }


def _child_json(row: RegisterRow) -> dict[str, object]:
    totals = row.totals
    return {
        "number": row.number,
        "name": row.name,
        "marks": {
            day.isoformat(): (cell.reason or UNKNOWN_REASON) if cell.status == ABSENT else cell.status
            for day, cell in sorted(row.cells.items())
        },
        "child_days": totals.came,
        "absent_excused": totals.excused,
        "absent_unexcused": totals.unexcused,
        "absent_unknown": totals.unknown,
        "unmarked_days": totals.unmarked,
    }


def as_sheets(data: Register, words: Words) -> Sequence[Sheet]:
    """A sheet a group: the same letters as on paper, and their meaning on a sheet of their own."""
    sheets = [_sheet(group, data, words) for group in data.groups]
    letters = LETTERS[words.language]
    legend: list[list[SheetCell]] = [
        [PRESENT_SIGN, words.gettext("present")],
        [letters.late, words.gettext("late (counts as present)")],
    ]
    legend += [[data.letters[code], label] for code, label in data.reasons.items()]
    legend.append([letters.day_off, words.gettext("day off")])
    return [
        *sheets,
        Sheet(
            words.gettext("Letters"),
            [words.gettext("Letter"), words.gettext("Meaning")],
            legend,
        ),
    ]


def _sheet(group: RegisterGroup, data: Register, words: Words) -> Sheet:
    header = [words.gettext("Number"), words.gettext("Name")]
    header += [str(state.day.day) for state in group.days]
    header += total_titles(words)
    rows: list[list[SheetCell]] = []
    for row in group.rows:
        cells: list[SheetCell] = [row.number, row.name]
        for state in group.days:
            sign = sign_of(row.cells.get(state.day), data, words.language)
            cells.append(sign if state.open else LETTERS[words.language].day_off)
        totals = row.totals
        cells += [totals.came, totals.excused, totals.unexcused, totals.unknown, totals.unmarked]
        rows.append(cells)
    return Sheet(group.group or group.service, header, rows)


def total_titles(words: Words) -> list[str]:
    """The titles of a child's totals, in the order of `RowTotals`."""
    _ = words.gettext
    return [
        _("Came"),
        _("Excused"),
        _("Unexcused"),
        _("Reason not known"),
        _("Not marked"),
    ]


def file_stem(data: Register) -> str:
    """With the month."""
    kind = "register-blank" if data.blank else "register"
    return f"{kind}-{data.month[0]:04d}-{data.month[1]:02d}"
