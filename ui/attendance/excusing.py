"""After children were marked absent: their planned sessions of that day can be excused, from the message bar."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from centre_app.attendance.rules import ABSENT, UndoMark
from centre_app.language.translate import _, current, ngettext
from centre_app.language.written import day_text
from centre_app.security.access import Permission
from centre_app.therapy.absent_children import Excused, excuse_sessions, sessions_of_absent, undo_excusing
from centre_app.therapy.note_rules import session_reason
from ui import messages, tasks
from ui.shared.screen import Shell

Away = dict[tuple[date, UUID], str]  # (day, child) -> why the child's sessions are excused


class Excusing(QObject):
    """``after(marks)`` asks in the message bar; nothing where there is no session to excuse."""

    def __init__(self, parent: QWidget, shell: Shell) -> None:
        super().__init__(parent)
        self._shell = shell
        # All who were marked absent here and whose sessions still stand: the newest question is about each of them,
        # for marking a group asks once for every child, faster than one can answer.
        self._away: Away = {}

    def after(self, marks: Iterable[UndoMark]) -> None:
        """These marks were made: propose to excuse the sessions of who is absent now and was not before."""
        if not self._shell.may(Permission.PLAN_WEEK):
            return
        asks = False
        for mark in marks:
            became = mark.became
            if became is not None and became.status == ABSENT:
                self._away[mark.day, mark.child_id] = session_reason(became.reason or "")
                asks = asks or mark.was is None or mark.was.status != ABSENT
            else:
                self._away.pop((mark.day, mark.child_id), None)
        if asks:
            away = dict(self._away)
            tasks.read(partial(_planned, away), then=partial(self._propose, away), owner=self, latest="absent")

    def _propose(self, away: Away, planned: dict[date, list[str]]) -> None:
        count = sum(len(names) for names in planned.values())
        if not count:
            return
        days = ", ".join(day_text(day) for day in sorted(planned))
        names = ", ".join(dict.fromkeys(name for each in planned.values() for name in each))
        words = ngettext(
            "{names}: {n} planned session on {days}. Excuse it?",
            "{names}: {n} planned sessions on {days}. Excuse them?",
            count,
        ).format(names=names, n=count, days=days)
        messages.attention(words, action=partial(self._excuse, away), action_text=_("Excuse"))

    def _excuse(self, away: Away) -> None:
        for key in away:
            self._away.pop(key, None)
        tasks.do(
            partial(_excuse_all, away),
            saying=_("Excused. The sessions say the same reason as the mark."),
            undo=lambda done: partial(_undo_all, done),
        )


def _planned(away: Away, session: Any) -> dict[date, list[str]]:
    """The children of each planned session, by day: one line a session."""
    found: dict[date, list[str]] = {}
    for day in {day for day, _child_id in away}:
        children = [child_id for of, child_id in away if of == day]
        for row in sessions_of_absent(session, day, children, current().language):
            found.setdefault(day, []).append(", ".join(name for _child_id, name in row.children))
    return found


def _excuse_all(away: Away, session: Any) -> list[Excused]:
    together: dict[tuple[date, str], list[UUID]] = {}
    for (day, child_id), reason in away.items():
        together.setdefault((day, reason), []).append(child_id)
    return [excuse_sessions(session, day, child_ids, reason) for (day, reason), child_ids in together.items()]


def _undo_all(done: list[Excused], session: Any) -> None:
    for what in reversed(done):
        undo_excusing(session, what)
