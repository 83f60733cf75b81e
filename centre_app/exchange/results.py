"""What an import did or would do, row by row: for the person, for ``--json``, for the file of refused rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from centre_app.errors import UserError
from centre_app.exchange.tables import Line
from centre_app.language.translate import N_, Message, Words


@dataclass(frozen=True)
class RowError:
    """What is wrong in one cell (``column`` as it is headed in the file, empty for the whole row)."""

    row: int
    column: str
    message: Message

    def sentence(self, words: Words | None = None) -> str:
        """«Row 14, Дата рождения: 31.02.2019 – there is no such date»."""
        if not self.column:
            return Message(N_("Row {row}: {what}"), {"row": self.row, "what": self.message}).in_words(words)
        values = {"row": self.row, "column": self.column, "what": self.message}
        return Message(N_("Row {row}, {column}: {what}"), values).in_words(words)


@dataclass(frozen=True)
class Likeness:
    """A child that a row may be: ``score`` from 0 to 1 and why."""

    number: str
    score: float
    reasons: tuple[Message, ...]


@dataclass(frozen=True)
class Duplicate:
    """A row that may be a child already there; a person has to decide."""

    row: int
    matches: tuple[Likeness, ...]

    def sentence(self, words: Words | None = None) -> str:
        """The row and what it may be, with the reasons."""
        reasons = "; ".join(
            (f"{match.number}: " if match.number else "")
            + ", ".join(reason.in_words(words) for reason in match.reasons)
            for match in self.matches
        )
        values = {"row": self.row, "reasons": reasons}
        return Message(N_("Row {row} may be a child who is there already ({reasons})"), values).in_words(words)


@dataclass(frozen=True)
class ImportResult:
    """``rows`` read; of them (in a register: of the marks) ``new``, ``updated`` and ``unchanged``."""

    rows: int = 0
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    duplicates: tuple[Duplicate, ...] = ()
    errors: tuple[RowError, ...] = ()
    committed: bool = False
    notes: tuple[Message, ...] = ()  # how something was read that could be read otherwise, and what was not read
    header: tuple[Line, ...] = field(default=(), repr=False)  # the header's row(s), for the file of refused rows
    refused: tuple[Line, ...] = field(default=(), repr=False)

    @property
    def is_good(self) -> bool:
        """Whether every row can be brought in."""
        return not self.errors and not self.duplicates

    def as_json(self, words: Words | None = None) -> dict[str, Any]:
        """The keys of the import formats, exactly."""
        return {
            "rows": self.rows,
            "new": self.new,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "duplicates": [
                {
                    "row": duplicate.row,
                    "matches": [
                        {
                            "number": match.number,
                            "score": match.score,
                            "reasons": [reason.in_words(words) for reason in match.reasons],
                        }
                        for match in duplicate.matches
                    ],
                }
                for duplicate in self.duplicates
            ],
            "errors": [
                {"row": error.row, "column": error.column, "message": error.message.in_words(words)}
                for error in self.errors
            ],
            "committed": self.committed,
        }

    def reasons(self, words: Words | None = None) -> Mapping[int, str]:
        """row -> why it was refused, all reasons in one text."""
        told: dict[int, list[str]] = {}
        for error in self.errors:
            what = error.message.in_words(words)
            told.setdefault(error.row, []).append(f"{error.column}: {what}" if error.column else what)
        for duplicate in self.duplicates:
            told.setdefault(duplicate.row, []).append(duplicate.sentence(words))
        return {row: "; ".join(texts) for row, texts in told.items()}


class Findings:
    """Errors and duplicates as they are found, kept in the order of the rows."""

    def __init__(self) -> None:
        self.errors: list[RowError] = []
        self.duplicates: list[Duplicate] = []
        self.notes: list[Message] = []

    def error(self, row: int, column: str, problem: UserError | Message) -> None:
        """Something is wrong in a cell."""
        self.errors.append(RowError(row, column, problem if isinstance(problem, Message) else problem.message))

    def bad_rows(self) -> set[int]:
        """Rows that cannot be brought in."""
        return {error.row for error in self.errors} | {duplicate.row for duplicate in self.duplicates}

    def result(
        self, lines: Sequence[Line], header: tuple[Line, ...], *, new: int, updated: int, unchanged: int
    ) -> ImportResult:
        """What was found, not brought in yet."""
        bad = self.bad_rows()
        return ImportResult(
            rows=len(lines),
            new=new,
            updated=updated,
            unchanged=unchanged,
            duplicates=tuple(sorted(self.duplicates, key=lambda one: one.row)),
            errors=tuple(sorted(self.errors, key=lambda one: one.row)),
            notes=tuple(self.notes),
            header=header,
            refused=tuple(line for line in lines if line.row in bad),
        )


def brought_in(result: ImportResult) -> ImportResult:
    """The same result, after the commit."""
    return replace(result, committed=True)
