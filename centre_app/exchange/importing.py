"""Carrying out an import: all of it in one transaction, or none; the refused rows beside the file when asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from centre_app.db.session import OfficeSession
from centre_app.exchange.reading import read_sheets
from centre_app.exchange.refused import refused_path, write_refused
from centre_app.exchange.results import ImportResult
from centre_app.exchange.tables import Sheet
from centre_app.exchange.undoing import IMPORTED
from centre_app.office import Office

BringIn = Callable[[OfficeSession, list[Sheet], frozenset[int]], ImportResult]


@dataclass(frozen=True)
class Outcome:
    """``refused``: the spreadsheet with the rows that were not brought in, None where there is none."""

    result: ImportResult
    refused: Path | None = None


class _OnlyTried(Exception):
    """Leaves the transaction so that nothing of it stays."""

    def __init__(self, result: ImportResult) -> None:
        super().__init__()
        self.result = result


def carry_out(
    office: Office, path: Path, bring_in: BringIn, *, dry_run: bool = False, skip_errors: bool = False
) -> Outcome:
    """Read the file, try every row, and commit where all are good.

    ``bring_in(session, sheets, leave_out)`` is one of this package's imports with its options. With ``skip_errors``
    the good rows are committed and the others written to a spreadsheet beside the file. Raises Unreadable or another
    UserError with nothing changed.
    """
    sheets = read_sheets(path)
    nothing: frozenset[int] = frozenset()
    name = path.name
    first = _attempt(office, lambda session: bring_in(session, sheets, nothing), name, keep=not dry_run)
    if first.committed or dry_run or first.is_good or not skip_errors:
        return Outcome(first)
    left_out = frozenset(line.row for line in first.refused)
    target = refused_path(path)
    write_refused(first, target)
    try:
        second = _attempt(office, lambda session: bring_in(session, sheets, left_out), name, keep=True)
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    if not second.committed:
        target.unlink(missing_ok=True)
        return Outcome(second)
    return Outcome(
        replace(first, new=second.new, updated=second.updated, unchanged=second.unchanged, committed=True), target
    )


def _attempt(
    office: Office, bring_in: Callable[[OfficeSession], ImportResult], name: str, *, keep: bool
) -> ImportResult:
    try:
        with office.write() as session:
            result = bring_in(session)
            if not keep or not result.is_good:
                raise _OnlyTried(result)
            if result.new or result.updated:
                session.record_access(IMPORTED, what=name)  # where one import ends, for whoever undoes it
    except _OnlyTried as tried:
        return tried.result
    return replace(result, committed=True)
