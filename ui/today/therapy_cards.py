"""Today's cards of therapy: filled after the page is on the screen, since their rooms are read last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QObject

from centre_app.language.dates import day_text
from centre_app.language.translate import _, current, ngettext
from ui import tasks
from ui.shared.cards import Card
from ui.shared.screen import Shell

if TYPE_CHECKING:
    from centre_app.plans.queries import DueReview, ExpiringProgramme
    from centre_app.therapy.calendar import SessionRow
    from centre_app.today.therapy import TherapyToday
SHOWN_AT_MOST = 6  # lines of a card; the rest is behind the place's own list


class TherapyCards(QObject):
    """``sessions``: next today. ``notes``: not written or to be signed. ``due``: reviews and programmes that end.

    A card is hidden while it has nothing to say.
    """

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.sessions = Card(_("Next sessions"), icon="therapy")
        self.notes = Card(_("Without notes"), icon="edit")
        self.due = Card(_("Runs out soon"), icon="calendar")
        self._cards = (self.sessions, self.notes, self.due)
        for card in self._cards:
            card.hide()

    def load(self) -> None:
        """Ask for what therapy has to say."""
        now = datetime.now()  # noqa: DTZ005 - the wall clock of the office
        minute, language = now.hour * 60 + now.minute, current().language

        def ask(session: Any) -> TherapyToday:
            from centre_app.today.therapy import therapy_today

            return therapy_today(session, minute, language)

        tasks.read(ask, then=self.show_read, latest="therapy")

    def show_read(self, read: TherapyToday) -> None:
        """Show what was read."""
        for card in self._cards:
            card.clear()
        self.sessions.set_title(_("My next sessions") if read.mine else _("Next sessions"))
        self._lines(self.sessions, [partial(self._session, row, read) for row in read.next], "week")
        notes = [
            *(partial(self._unsigned, row.session_id, row.day, ", ".join(row.children)) for row in read.unsigned),
            *(partial(self._without_note, row, read) for row in read.without_notes),
        ]
        self._lines(self.notes, notes, "day")
        due = [
            *(partial(self._review, row) for row in read.reviews),
            *(partial(self._programme, row) for row in read.programmes),
        ]
        self._lines(self.due, due, "reviews")

    def _lines(self, card: Card, lines: Sequence[Callable[[], object]], page: str) -> None:
        card.setVisible(bool(lines))
        card.set_count(str(len(lines)) if lines else "")
        for line in lines[:SHOWN_AT_MOST]:
            line()
        rest = len(lines) - SHOWN_AT_MOST
        if rest > 0:
            words = ngettext("and {n} more", "and {n} more", rest).format(n=rest)
            card.add_line(words, tone="muted", on=partial(self.shell.go, "therapy", page=page))

    def _session(self, row: SessionRow, read: TherapyToday) -> None:
        self.sessions.add_line(
            f"{_hour(row)}  {', '.join(child.name for child in row.children)}",
            " · ".join(filter(None, (read.types.get(row.type, row.type), "" if read.mine else _who(row, read)))),
            on=self._to_session(row.id),
        )

    def _without_note(self, row: SessionRow, read: TherapyToday) -> None:
        names = ", ".join(child.name for child in row.children)
        self.notes.add_line(
            f"{day_text(row.day)} {_hour(row)}  {names}",
            "" if read.mine else _who(row, read),
            tone="attention",
            on=self._to_session(row.id),
        )

    def _unsigned(self, session_id: UUID, day: Any, children: str) -> None:
        self.notes.add_line(
            f"{day_text(day)}  {children}", _("to be signed off"), tone="attention", on=self._to_session(session_id)
        )

    def _review(self, row: DueReview) -> None:
        if row.days_over > 0:
            words = ngettext("plan review {n} day over", "plan review {n} days over", row.days_over)
            detail = words.format(n=row.days_over)
        else:
            detail = _("plan review on {day}").format(day=day_text(row.due_day))
        self.due.add_line(
            row.name, detail, tone="attention" if row.days_over > 0 else "", on=self._to_plan(row.child_id)
        )

    def _programme(self, row: ExpiringProgramme) -> None:
        over = row.days_left < 0
        words = _("state programme ended {day}") if over else _("state programme until {day}")
        self.due.add_line(
            row.name,
            words.format(day=day_text(row.valid_until)),
            tone="attention" if over else "",
            on=self._to_plan(row.child_id),
        )

    def _to_session(self, session_id: UUID) -> Callable[[], object]:
        return partial(self.shell.go, "therapy", page="session", session=session_id)

    def _to_plan(self, child_id: UUID) -> Callable[[], object]:
        return partial(self.shell.go, "children", child=child_id, tab="plan")


def _hour(row: SessionRow) -> str:
    return "" if row.start_minute is None else f"{row.start_minute // 60:02d}:{row.start_minute % 60:02d}"


def _who(row: SessionRow, read: TherapyToday) -> str:
    return read.therapists.get(row.therapist_id, "")
