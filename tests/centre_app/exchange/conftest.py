"""The tests' centre with the code lists and the holidays in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from centre_app.codelists.actions import load_given_lists
from centre_app.exchange.attendance import AttendanceOptions, import_attendance
from centre_app.exchange.children import ChildrenOptions, import_children
from centre_app.exchange.importing import Outcome, carry_out
from centre_app.office import Office
from centre_app.open_days.actions import load_public_holidays
from centre_app.sites.queries import the_site


@pytest.fixture
def centre(office: Office) -> Office:
    """A real office with lists and holidays."""
    with office.write() as session:
        load_given_lists(session)
        load_public_holidays(session, the_site(session).id, 2026, 2026)
    return office


def bring_children(office: Office, path: Path, **options: Any) -> Outcome:
    """``centre-app import children``."""
    carried = {key: options.pop(key) for key in ("dry_run", "skip_errors") if key in options}
    return carry_out(
        office,
        path,
        lambda session, sheets, leave_out: import_children(
            session, sheets, ChildrenOptions(**options, leave_out=leave_out)
        ),
        **carried,
    )


def bring_attendance(office: Office, path: Path, **options: Any) -> Outcome:
    """``centre-app import attendance``."""
    carried = {key: options.pop(key) for key in ("dry_run", "skip_errors") if key in options}
    return carry_out(
        office,
        path,
        lambda session, sheets, leave_out: import_attendance(
            session, sheets, AttendanceOptions(**options, leave_out=leave_out)
        ),
        **carried,
    )
