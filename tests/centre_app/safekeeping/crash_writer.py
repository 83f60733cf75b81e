"""The program that the crash test kills: marks a whole group, again and again, each time with the next number as note.

Run as ``python -m tests.centre_app.safekeeping.crash_writer FOLDER``. It prints the number of each round once the
round is committed, so that the test knows what must have survived.
"""

from __future__ import annotations

import itertools
import sys
from datetime import date
from pathlib import Path

from sqlalchemy import select

from centre_app.attendance.actions import mark_day
from centre_app.attendance.models import Mark
from centre_app.attendance.rules import MarkChange
from centre_app.bootstrap import open_office
from centre_app.children.models import Enrolment
from tests.factories.centres import MANAGER, PASSWORD

DAY = date(2026, 11, 20)
STATUSES = ("present", "late", "absent")


def main(folder: Path) -> None:
    """Until killed."""
    office = open_office(folder, MANAGER, PASSWORD)
    office.clock = lambda: DAY
    with office.read() as session:
        enrolments = session.scalars(select(Enrolment.id)).all()
        begin = int(session.scalar(select(Mark.note).limit(1)) or 0)
    for number in itertools.count(begin + 1):
        with office.write() as session:
            status = STATUSES[number % 3]
            mark_day(session, DAY, [MarkChange(each, status, note=str(number)) for each in enrolments])
        print(number, flush=True)  # noqa: T201 – this is the program's word to the test


if __name__ == "__main__":
    main(Path(sys.argv[1]))
