"""A child leaves: the sessions and home visits still to come after the last day are offered to be taken out."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject

from centre_app.children.queries import child_file
from centre_app.language.dates import day_text
from centre_app.language.translate import _, ngettext
from centre_app.outreach.leaving import AtHome, come_home_again, goes_on_at_home, leave_home
from centre_app.security.access import Permission
from centre_app.therapy.actions import end_for_child, undo_calendar
from centre_app.therapy.calendar import planned_of_child
from ui import messages, tasks
from ui.shared.screen import Shell


class Leaving(QObject):
    """``after(child, day)`` asks in the message bar: first of sessions, else of home visits.

    Nothing where another service goes on.
    """

    def __init__(self, parent: QObject, shell: Shell) -> None:
        super().__init__(parent)
        self._shell = shell
        self._home = LeavingHome(self, shell)

    def after(self, child_id: UUID, last_day: date) -> None:
        """The last day in a service was written down."""
        tasks.read(
            partial(_left_over, child_id=child_id, last_day=last_day),
            then=partial(self._offer, child_id, last_day),
            owner=self,
        )

    def _offer(self, child_id: UUID, last_day: date, sessions: int | None) -> None:
        if sessions is None:
            return
        if not sessions or not self._shell.may(Permission.PLAN_WEEK):
            self._home.after(child_id, last_day)
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


class LeavingHome(QObject):
    """``after(child, day)`` asks in the message bar whether home visits shall end too."""

    def __init__(self, parent: QObject, shell: Shell) -> None:
        super().__init__(parent)
        self._shell = shell

    def after(self, child_id: UUID, last_day: date) -> None:
        """The child has left, or its file was put away."""
        if self._shell.may(Permission.PLAN_ROUNDS):
            tasks.read(
                partial(goes_on_at_home, child_id=child_id, after=last_day),
                then=partial(self._offer, child_id, last_day),
                owner=self,
            )

    def _offer(self, child_id: UUID, last_day: date, at_home: AtHome) -> None:
        if at_home:
            words = ngettext(
                "Home service goes on, and {n} visit is planned. End it and call the visit off?",
                "Home service goes on, and {n} visits are planned. End it and call the visits off?",
                at_home.visits,
            ).format(n=at_home.visits)
            messages.attention(words, action=partial(self._end, child_id, last_day), action_text=_("End home service"))

    def _end(self, child_id: UUID, last_day: date) -> None:
        tasks.do(
            partial(leave_home, child_id=child_id, last_day=last_day, reason=_("the child has left")),
            saying=_("Home service ended."),
            undo=lambda left: partial(come_home_again, left=left),
        )


def _left_over(session: Any, child_id: UUID, last_day: date) -> int | None:
    """How many sessions lie after the last day on which the child is in any service; None where one goes on."""
    ends = [row.end_day for row in child_file(session, child_id).enrolments]
    if not ends or any(end is None or end > last_day for end in ends):
        return None
    return len(planned_of_child(session, child_id, last_day + timedelta(days=1)))
