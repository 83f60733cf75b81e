"""A child leaves: the sessions still booked after the last day are offered to be taken out of the week."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject

from centre_app.children.queries import child_file
from centre_app.language.dates import day_text
from centre_app.language.translate import _, ngettext
from centre_app.security.access import Permission
from centre_app.therapy.actions import end_for_child, undo_calendar
from centre_app.therapy.calendar import planned_of_child
from ui import messages, tasks
from ui.shared.screen import Shell


class Leaving(QObject):
    """``after(child, day)`` asks in the message bar; nothing where no session is left or another service goes on."""

    def __init__(self, parent: QObject, shell: Shell) -> None:
        super().__init__(parent)
        self._shell = shell

    def after(self, child_id: UUID, last_day: date) -> None:
        """The last day in a service was written down."""
        if self._shell.may(Permission.PLAN_WEEK):
            tasks.read(
                partial(_left_over, child_id=child_id, last_day=last_day),
                then=partial(self._offer, child_id, last_day),
                owner=self,
            )

    def _offer(self, child_id: UUID, last_day: date, sessions: int) -> None:
        if not sessions:
            return
        words = ngettext(
            "{n} session is still booked after {day}. Take the child out of it?",
            "{n} sessions are still booked after {day}. Take the child out of them?",
            sessions,
        ).format(n=sessions, day=day_text(last_day))
        messages.attention(words, action=partial(self._take_out, child_id, last_day), action_text=_("Take out"))

    def _take_out(self, child_id: UUID, last_day: date) -> None:
        tasks.do(
            partial(end_for_child, child_id=child_id, day=last_day),
            saying=_("Taken out of the later sessions."),
            undo=lambda done: partial(undo_calendar, what=done.undo),
        )


def _left_over(session: Any, child_id: UUID, last_day: date) -> int:
    """How many sessions lie after the last day on which the child is in any service."""
    ends = [row.end_day for row in child_file(session, child_id).enrolments]
    if not ends or any(end is None or end > last_day for end in ends):
        return 0
    return len(planned_of_child(session, child_id, last_day + timedelta(days=1)))
