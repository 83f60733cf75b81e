"""When a place is freed: who of the waiting list could have it, said in the message bar."""

from __future__ import annotations

from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject

from centre_app.language.translate import _, current
from centre_app.security.access import Permission
from centre_app.therapy.calendar import SessionRow
from centre_app.waiting.queries import WaitingRow, next_for
from ui import messages, tasks
from ui.shared.screen import Shell


def tell_next(
    owner: QObject,
    shell: Shell,
    session_type: str,
    *,
    day: date,
    start_minute: int | None = None,
    minutes: int | None = None,
    staff_id: UUID | None = None,
) -> None:
    """Say who comes next for a type of session at that time, with a door to the list; silent where nobody waits."""
    if not shell.may(Permission.PLAN_WEEK):
        return
    ask = partial(
        next_for,
        session_type=session_type,
        staff_id=staff_id,
        weekday=day.isoweekday(),
        start_minute=start_minute,
        minutes=minutes,
        language=current().language,
    )
    tasks.read(ask, then=lambda rows: _say(shell, session_type, rows), owner=owner)


def tell_freed(owner: QObject, shell: Shell, row: SessionRow) -> None:
    """Say who comes next for the place of a session that is not held any more; silent for one without an hour."""
    if row.start_minute is not None and row.day >= shell.office.today():
        tell_next(
            owner,
            shell,
            row.type,
            day=row.day,
            start_minute=row.start_minute,
            minutes=row.minutes,
            staff_id=row.therapist_id,
        )


def _say(shell: Shell, session_type: str, rows: tuple[WaitingRow, ...]) -> None:
    if not rows:
        return
    names = ", ".join(_("{name} ({days} d.)").format(name=row.name, days=row.days) for row in rows)
    messages.info(
        _("A place is free. Next on the waiting list for {what}: {names}.").format(what=rows[0].what, names=names),
        lambda: shell.go("therapy", page="waiting", session_type=session_type),
        _("Open the list"),
    )
