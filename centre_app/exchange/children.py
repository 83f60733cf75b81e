"""A children's table into the register: read, check, match, bring in (one transaction, or nothing)."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from centre_app.children.actions import change_child, register_child
from centre_app.children.checks import check_child
from centre_app.children.queries import ChildFile, ChildFilter, ChildRow, child_files, list_children
from centre_app.codelists.actions import EntryInput, add_entry
from centre_app.db.session import OfficeSession
from centre_app.errors import UserError
from centre_app.exchange.child_rows import COLUMN_OF, ReadChild, RowReader
from centre_app.exchange.codes import Codes, codes_of
from centre_app.exchange.date_values import is_ambiguous
from centre_app.exchange.enrolments import EnrolmentWriter
from centre_app.exchange.headers import Columns, find_columns
from centre_app.exchange.matching import PLACES, Known, Register, name_key, same_in_file
from centre_app.exchange.results import Duplicate, Findings, ImportResult, Likeness
from centre_app.exchange.table_rows import rows_of, with_numbers
from centre_app.exchange.tables import Sheet, Unreadable
from centre_app.language.translate import N_, Message, current
from centre_app.security.access import Permission, needs

LISTS = ("disability_type", "relationship")


@dataclass(frozen=True)
class ChildrenOptions:
    """``service``: which one a start date without a service means (None: day care). ``create``: add what is missing.
    ``leave_out``: rows (as numbered in the file) that are not to be brought in."""

    service: str | None = None
    create: bool = False
    leave_out: frozenset[int] = frozenset()


@needs(Permission.IMPORT)
def import_children(session: OfficeSession, sheets: Sequence[Sheet], options: ChildrenOptions) -> ImportResult:
    """Bring in every row that is good. Whoever commits looks at the result first: with errors or duplicates in it
    nothing may stay. Raises Unreadable where no sheet has a children's table."""
    return _ChildrenImport(session, sheets, options).run()


class _ChildrenImport:
    def __init__(self, session: OfficeSession, sheets: Sequence[Sheet], options: ChildrenOptions) -> None:
        self.session = session
        self.options = options
        self.findings = Findings()
        sheet, columns = _table_of(sheets)
        self.columns = with_numbers(columns, sheet.lines)
        self.lines = rows_of(sheet.lines, self.columns, "children")
        self.header = tuple(line for line in sheet.lines if line.row == self.columns.row)
        self.counts = {"new": 0, "updated": 0, "unchanged": 0}
        self._tell_how_it_was_read(sheet, sheets)

    def run(self) -> ImportResult:
        """Read all rows, then match and write those without a fault."""
        rows = self._read_rows()
        enrolments = EnrolmentWriter(self.session, self.options.service, create=self.options.create)
        register, files = self._register(rows)
        for together in self._told_together(rows):
            self._bring_in(together, register, files, enrolments)
        return self.findings.result(self.lines, self.header, **self.counts)

    def _tell_how_it_was_read(self, sheet: Sheet, sheets: Sequence[Sheet]) -> None:
        notes = self.findings.notes
        for name in ("birth", "start", "end", "certificate_until"):
            place = self.columns.places.get(name)
            if place is not None and is_ambiguous(line.cell(place) for line in self.lines):
                heading = self.columns.heading(name)
                notes.append(Message(N_("{column}: read with the day first, then the month."), {"column": heading}))
        if self.columns.ignored:
            notes.append(
                Message(N_("These columns were not read: {columns}."), {"columns": ", ".join(self.columns.ignored)})
            )
        others = [other.name for other in sheets if other is not sheet and other.lines]
        if others:
            values = {"sheet": sheet.name, "others": ", ".join(others)}
            notes.append(Message(N_("Only the sheet “{sheet}” was read, not: {others}."), values))

    def _read_rows(self) -> list[ReadChild]:
        """What the rows say. With ``create``, words that the code lists lack are added and the rows read anew."""
        lines = [line for line in self.lines if line.row not in self.options.leave_out]
        reader = RowReader(self.columns, self._lists(), self.session.today, self.findings)
        rows = [row for line in lines if (row := reader.read(line)) is not None]
        missing = [(name, text) for name, words in reader.wanted.items() for text in words.values()]
        if not missing:
            return rows
        for list_name, text in missing:
            add_entry(self.session, list_name, EntryInput({current().language: text}))
        self.session.flush()
        reader = RowReader(self.columns, self._lists(), self.session.today, Findings())
        return [row for line in lines if (row := reader.read(line)) is not None]

    def _lists(self) -> dict[str, Codes]:
        return {name: codes_of(self.session, name, may_add=self.options.create) for name in LISTS}

    def _register(self, rows: list[ReadChild]) -> tuple[Register, dict[uuid.UUID, ChildFile]]:
        found = list_children(self.session, ChildFilter(state="all"), limit=None)
        register = Register(_known(row) for row in found.rows)
        likely: dict[uuid.UUID, None] = {}
        for row in rows:
            likely.update((known.id, None) for known in register.candidates(row.given))
        return register, {file.id: file for file in child_files(self.session, list(likely))}

    def _told_together(self, rows: list[ReadChild]) -> list[list[ReadChild]]:
        """A child may stand in several rows, one a service; any other repetition is asked about."""
        firsts: dict[tuple[str, ...], list[list[ReadChild]]] = {}
        children: list[list[ReadChild]] = []
        for row in rows:
            keys = _keys_in_file(row)
            before, reason = _said_before(row, (told for key in keys for told in firsts.get(key, [])))
            if before is None:
                children.append([row])
                for key in keys:
                    firsts.setdefault(key, []).append(children[-1])
            elif row.given == before[0].given and row.start and all(row.enrolment != one.enrolment for one in before):
                before.append(row)  # the same child enters another service
            else:
                told = Message(N_("row {row} of this file: {reason}"), {"row": before[0].row, "reason": reason})
                like = Likeness(str(before[0].given.get("number", "")), 1.0, (told,))
                self.findings.duplicates.append(Duplicate(row.row, (like,)))
        return children

    def _bring_in(
        self,
        together: list[ReadChild],
        register: Register,
        files: dict[uuid.UUID, ChildFile],
        enrolments: EnrolmentWriter,
    ) -> None:
        first = together[0]
        verdict = register.judge(first.given, lambda known: self._would_change(first, files[known.id]))
        if verdict.unsure:
            self.findings.duplicates.extend(Duplicate(row.row, verdict.unsure) for row in together)
            return
        file = files[verdict.child.id] if verdict.child else None
        child_id = file.id if file else None
        for row in together:
            try:
                with self.session.begin_nested():
                    child_id, kind = self._write(row, child_id, file, enrolments)
            except UserError as error:
                column = COLUMN_OF.get(error.field or "", error.field or "")
                heading = self.columns.heading(column) if column in self.columns.places else ""
                self.findings.error(row.row, heading, error)
                return
            self.counts[kind] += 1

    def _would_change(self, row: ReadChild, file: ChildFile) -> bool:
        return check_child(row.upon(file.as_input), self.session.today) != file.as_input

    def _write(
        self, row: ReadChild, child_id: uuid.UUID | None, file: ChildFile | None, enrolments: EnrolmentWriter
    ) -> tuple[uuid.UUID, str]:
        """Register or change, and enrol. Gives the child and which count the row belongs to. Raises UserError."""
        if child_id is None:
            child_id = register_child(self.session, row.as_new())
            enrolments.write(child_id, (), row)
            return child_id, "new"
        changed = file is not None and self._would_change(row, file)
        if changed and file is not None:
            change_child(self.session, child_id, row.upon(file.as_input))
        enrolled = enrolments.write(child_id, file.enrolments if file else (), row)
        return child_id, "updated" if changed or enrolled else "unchanged"


def _table_of(sheets: Sequence[Sheet]) -> tuple[Sheet, Columns]:
    """The first sheet with a children's header."""
    for sheet in sheets:
        columns = find_columns(sheet.lines, "children")
        if columns is not None:
            return sheet, columns
    raise Unreadable(
        N_(
            "No table of children was found: one of the first 20 rows must name the columns, at least the name and one"
            " more (for example “Surname”, “Given name”, “Date of birth”)."
        )
    )


def _known(row: ChildRow) -> Known:
    places = tuple(getattr(row, name) for name in PLACES)
    return Known(
        row.id, row.number, row.surname, row.given_name, row.patronymic, row.birth_date, row.birth_precision, places
    )


def _keys_in_file(row: ReadChild) -> list[tuple[str, ...]]:
    keys: list[tuple[str, ...]] = [name_key(row.given.get("surname", ""), row.given["given_name"])]
    if "number" in row.given:
        keys.append((str(row.given["number"]).casefold(),))
    return keys


def _said_before(
    row: ReadChild, earlier: Iterable[list[ReadChild]]
) -> tuple[list[ReadChild], Message] | tuple[None, None]:
    """The rows that already told of this child, and why it seems to be the same one."""
    for told in earlier:
        reason = same_in_file(row.given, told[0].given)
        if reason is not None:
            return told, reason
    return None, None
