"""Registers and lists of marks into the attendance: read, check, find the child, mark (one transaction, or nothing)."""

from __future__ import annotations

import calendar
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from centre_app.attendance.actions import mark_range
from centre_app.attendance.rules import REASON_LIST, UNKNOWN_REASON, Cell, DayMark, MarkChange
from centre_app.codelists.actions import EntryInput, add_entry
from centre_app.db.session import OfficeSession
from centre_app.errors import UserError
from centre_app.exchange.codes import codes_of
from centre_app.exchange.date_values import date_of, is_ambiguous
from centre_app.exchange.enrolled import Enrolled, InMonth
from centre_app.exchange.grid import Grid, find_grid, is_weekday_line
from centre_app.exchange.headers import Columns, find_columns
from centre_app.exchange.mark_codes import ABSENT, CLOSED, PRESENT, MarkCode, code_in, mark_key
from centre_app.exchange.results import Findings, ImportResult
from centre_app.exchange.table_rows import rows_of, with_numbers
from centre_app.exchange.tables import Line, Sheet, Unreadable
from centre_app.exchange.values import CellProblem, text_of
from centre_app.language.translate import N_, Message, current
from centre_app.security.access import Permission, needs

WHO = ("number", "full_name", "surname", "given_name", "patronymic")


@dataclass(frozen=True)
class AttendanceOptions:
    """``service`` by name (None: all day-care services). ``blank_present``: an empty cell of an open day up to today
    means present; else it says nothing. ``codes``: further letters -> ``present``, ``late``, ``closed`` or a reason.
    ``month``: for sheets that do not say theirs. ``leave_out``: rows that are not to be brought in."""

    service: str | None = None
    blank_present: bool = False
    create: bool = False
    codes: Mapping[str, str] = field(default_factory=dict)
    month: tuple[int, int] | None = None
    leave_out: frozenset[int] = frozenset()


@needs(Permission.IMPORT)
def import_attendance(session: OfficeSession, sheets: Sequence[Sheet], options: AttendanceOptions) -> ImportResult:
    """Mark what the sheets say, every row that is good. Whoever commits looks at the result first. Raises Unreadable
    where no sheet is a register or a list of marks."""
    return _AttendanceImport(session, options).run(sheets)


class _AttendanceImport:
    def __init__(self, session: OfficeSession, options: AttendanceOptions) -> None:
        self.session = session
        self.options = options
        self.findings = Findings()
        self.reasons = codes_of(session, REASON_LIST, may_add=options.create)
        self.own = {mark_key(text): self._meant(text, meaning) for text, meaning in options.codes.items()}
        self.enrolled = Enrolled(session, options.service)
        self.lines: list[Line] = []
        self.header: tuple[Line, ...] = ()
        self.marks: dict[tuple[date, uuid.UUID], DayMark] = {}
        self.counts = {"new": 0, "updated": 0, "unchanged": 0}

    def run(self, sheets: Sequence[Sheet]) -> ImportResult:
        """Read every sheet that is one, then mark in one go."""
        read = [sheet for sheet in sheets if self._read(sheet, several=len(sheets) > 1)]
        if not read:
            raise Unreadable(
                N_(
                    "No register was found: it has a row a child (number or name) and columns 1–31, or the columns"
                    " child, date and mark, named in one of the first 20 rows."
                )
            )
        if self.marks:
            mark_range(self.session, list(self.marks.values()))
        return self.findings.result(self.lines, self.header, **self.counts)

    def _read(self, sheet: Sheet, *, several: bool) -> bool:
        columns = find_columns(sheet.lines, "attendance")
        if columns is not None:
            self._read_list(sheet, with_numbers(columns, sheet.lines))
            return True
        grid = find_grid(sheet, self.session.today)
        if grid is None:
            if sheet.lines:
                self.findings.notes.append(Message(N_("The sheet “{sheet}” was not read."), {"sheet": sheet.name}))
            return False
        self._read_grid(grid, f"{sheet.name}: " if several else "")
        return True

    def _read_grid(self, grid: Grid, prefix: str) -> None:
        month = grid.month or self.options.month
        if month is None:
            raise Unreadable(
                N_("Which month is the sheet “{sheet}”? Its title or name must say so, or give --month."),
                sheet=grid.sheet.name,
            )
        lines = [line for line in rows_of(grid.sheet.lines, grid.columns, "attendance") if not _is_weekdays(line, grid)]
        self._took(grid.sheet, grid.columns, lines)
        last = calendar.monthrange(*month)[1]
        for line in lines:
            if line.row in self.options.leave_out:
                continue
            before = len(self.findings.errors)
            marks: list[tuple[DayMark, Cell | None]] = []
            place = self._child(line, grid.columns, prefix, *month)
            for day, where in grid.days.items() if place is not None else ():
                heading = prefix + grid.columns.headings.get(where, str(day))
                if day > last:
                    if line.cell(where) is not None:
                        problem = CellProblem(N_("the month has only {days} days"), days=last)
                        self.findings.error(line.row, heading, problem)
                    continue
                assert place is not None
                self._grid_cell(line, where, date(*month, day), heading, place, marks)
            self._keep(line, marks, good=len(self.findings.errors) == before)

    def _grid_cell(
        self,
        line: Line,
        where: int,
        day: date,
        heading: str,
        place: InMonth,
        marks: list[tuple[DayMark, Cell | None]],
    ) -> None:
        try:
            text = text_of(line.cell(where))
            if text:
                code = self._code(text)
            elif self.options.blank_present and where not in line.shaded and place.may_be_present(day):
                if place.cell(day) is not None:
                    return  # an empty cell takes nothing from a mark that somebody made
                code = PRESENT
            else:
                return
            if code.status != CLOSED:
                marks.append(self._mark(place, day, code, None))
        except UserError as problem:
            self.findings.error(line.row, heading, problem)

    def _read_list(self, sheet: Sheet, columns: Columns) -> None:
        lines = rows_of(sheet.lines, columns, "attendance")
        self._took(sheet, columns, lines)
        if is_ambiguous(line.cell(columns.places["day"]) for line in lines):
            values = {"column": columns.heading("day")}
            self.findings.notes.append(Message(N_("{column}: read with the day first, then the month."), values))
        for line in lines:
            if line.row in self.options.leave_out:
                continue
            before = len(self.findings.errors)
            marks: list[tuple[DayMark, Cell | None]] = []
            column = "day"
            try:
                read = date_of(line.cell(columns.places["day"]), self.session.today)
                if read is None:
                    raise CellProblem(N_("the date is missing"))
                place = self._child(line, columns, "", read.day.year, read.day.month)
                column = "mark"
                if place is not None and (code := self._list_code(line, columns)).status != CLOSED:
                    note = text_of(line.cell(columns.places["note"])) if "note" in columns.places else None
                    marks.append(self._mark(place, read.day, code, note or None))
            except UserError as problem:
                column = {"reason": "reason", "day": "day", "note": "note"}.get(problem.field or "", column)
                self.findings.error(line.row, columns.heading(column) if column in columns.places else "", problem)
            self._keep(line, marks, good=len(self.findings.errors) == before)

    def _list_code(self, line: Line, columns: Columns) -> MarkCode:
        text = text_of(line.cell(columns.places["mark"]))
        if not text:
            raise CellProblem(N_("the mark is missing"))
        code = self._code(text)
        said = text_of(line.cell(columns.places["reason"])) if "reason" in columns.places else ""
        if not said:
            return code
        if code.status != "absent":
            raise CellProblem(N_("a reason belongs to an absence only"), field="reason")
        return MarkCode("absent", self._reason(said))

    def _child(self, line: Line, columns: Columns, prefix: str, year: int, month: int) -> InMonth | None:
        """Where the row's child is enrolled in that month; None (and a finding) where that is not clear."""
        try:
            said = {name: text_of(line.cell(columns.places[name])) for name in WHO if name in columns.places}
            return self.enrolled.find(said, year, month)
        except UserError as problem:
            column = next((name for name in WHO if name in columns.places), "")
            self.findings.error(line.row, prefix + columns.heading(column), problem)
            return None

    def _mark(self, place: InMonth, day: date, code: MarkCode, note: str | None) -> tuple[DayMark, Cell | None]:
        """The change and the mark that is there now. Raises UserError where the day cannot be marked."""
        enrolment_id = place.enrolment_on(day, code.status)
        reason = code.reason or (UNKNOWN_REASON if code.status == "absent" else None)
        before = place.cell(day)
        if code == ABSENT and before is not None and before.status == "absent":
            reason = before.reason  # «absent» without a reason says nothing against the reason known
        return DayMark(day, MarkChange(enrolment_id, code.status, reason, note)), before

    def _keep(self, line: Line, marks: list[tuple[DayMark, Cell | None]], *, good: bool) -> None:
        """Take a row's marks, or none of them. The same child and day may not be told twice."""
        if not good:
            return
        told = [mark for mark, _before in marks if (mark.day, mark.change.enrolment_id) in self.marks]
        if told:
            self.findings.error(line.row, "", Message(N_("{day} was told before in this file"), {"day": told[0].day}))
            return
        for mark, before in marks:
            change = mark.change
            same = before is not None and (before.status, before.reason) == (change.status, change.reason)
            if same and before is not None and change.note in (None, before.note):
                self.counts["unchanged"] += 1
                continue
            self.marks[mark.day, change.enrolment_id] = mark
            self.counts["updated" if before is not None else "new"] += 1

    def _code(self, text: str) -> MarkCode:
        code = code_in(text, self.own)
        if code is not None:
            return code
        reason = self.reasons.code(text)
        if reason is None:
            raise CellProblem(N_("what “{text}” means is not known; say it with --code {text}=…"), text=text)
        return MarkCode("absent", reason)

    def _meant(self, text: str, meaning: str) -> MarkCode:
        if meaning in ("present", "late", "absent", CLOSED):
            return MarkCode(meaning)
        return MarkCode("absent", self._reason(meaning))

    def _reason(self, text: str) -> str:
        code = self.reasons.code(text)
        if code is None and self.options.create:
            add_entry(self.session, REASON_LIST, EntryInput({current().language: text}))
            self.session.flush()
            self.reasons = codes_of(self.session, REASON_LIST, may_add=True)
            code = self.reasons.code(text)
        if code is None:
            raise CellProblem(
                N_("“{text}” is not in the list of reasons; add it with --create"), field="reason", text=text
            )
        return code

    def _took(self, sheet: Sheet, columns: Columns, lines: list[Line]) -> None:
        self.lines += lines
        self.header = self.header or tuple(line for line in sheet.lines if line.row <= columns.row)


def _is_weekdays(line: Line, grid: Grid) -> bool:
    return is_weekday_line(line, grid.days)
