"""What outreach asks for on Today, as cards that are read after the start page is on the screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from centre_app.language.dates import day_text
from centre_app.language.translate import _, current, ngettext
from ui import tasks
from ui.shared.cards import Card
from ui.shared.screen import Shell

if TYPE_CHECKING:
    from centre_app.outreach.follow_ups import FollowUpRow
    from centre_app.outreach.round_queries import OpenWeek, RoundRow
    from centre_app.today.outreach import OutreachToday
SHOWN_AT_MOST = 6  # lines of a card; the rest is behind the place's own list


class OutreachCards(QObject):
    """``rounds``: on the road today, results that are open, loans overdue. ``follow_ups``: due this week.

    A card is hidden while it has nothing to say.
    """

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.rounds = Card(_("Outreach"), icon="outreach")
        self.follow_ups = Card(_("Follow-ups of visits"), icon="home")
        self._cards = (self.rounds, self.follow_ups)
        for card in self._cards:
            card.hide()

    def load(self) -> None:
        """Ask for what outreach has to say."""
        language = current().language

        def ask(session: Any) -> OutreachToday:
            from centre_app.today.outreach import outreach_today

            return outreach_today(session, language)

        tasks.read(ask, then=self.show_read, latest="outreach")

    def show_read(self, read: OutreachToday) -> None:
        """Show what was read."""
        for card in self._cards:
            card.clear()
        lines: list[Callable[[], object]] = [
            *(partial(self._round, row) for row in read.rounds),
            *(partial(self._week, week) for week in read.open_weeks),
        ]
        self._lines(self.rounds, lines, "rounds")
        if read.loans_overdue:
            self.rounds.show()
            words = ngettext("{n} loan is overdue", "{n} loans are overdue", read.loans_overdue)
            self.rounds.add_line(
                words.format(n=read.loans_overdue),
                tone="attention",
                on=partial(self.shell.go, "outreach", page="lending", overdue=True),
            )
        self.follow_ups.set_title(_("My follow-ups of visits") if read.mine else _("Follow-ups of visits"))
        today = self.shell.office.today()
        self._lines(
            self.follow_ups, [partial(self._follow_up, row, read, today) for row in read.follow_ups], "follow_ups"
        )
        if read.others:
            self.follow_ups.show()
            words = ngettext("{n} more is somebody else’s", "{n} more are somebody else’s", read.others)
            self.follow_ups.add_line(
                words.format(n=read.others), tone="muted", on=partial(self.shell.go, "outreach", page="follow_ups")
            )

    def _lines(self, card: Card, lines: Sequence[Callable[[], object]], page: str) -> None:
        card.setVisible(bool(lines))
        card.set_count(str(len(lines)) if lines else "")
        for line in lines[:SHOWN_AT_MOST]:
            line()
        rest = len(lines) - SHOWN_AT_MOST
        if rest > 0:
            words = ngettext("and {n} more", "and {n} more", rest).format(n=rest)
            card.add_line(words, tone="muted", on=partial(self.shell.go, "outreach", page=page))

    def _round(self, row: RoundRow) -> None:
        visits = ngettext("{n} visit", "{n} visits", row.visits).format(n=row.visits)
        state = _("on the road today") if row.open else _("all results are in")
        self.rounds.add_line(
            row.team or _("A round"),
            " · ".join((visits, state)),
            on=partial(self.shell.go, "outreach", page="round", round=row.id),
        )

    def _week(self, week: OpenWeek) -> None:
        count = ngettext("{n} visit without a result", "{n} visits without a result", week.visits)
        words = _("week of {day}").format(day=day_text(week.monday))
        to: dict[str, object] = {"visit": week.first_visit}
        if week.first_round is not None:
            to["round"] = week.first_round
        self.rounds.add_line(
            " · ".join(filter(None, (words, week.team))),
            count.format(n=week.visits),
            tone="attention",
            on=partial(self.shell.go, "outreach", page="round", **to),
        )

    def _follow_up(self, row: FollowUpRow, read: OutreachToday, today: date) -> None:
        over = row.days_over(today)
        if over:
            when = ngettext("{n} day over", "{n} days over", over).format(n=over)
        else:
            when = _("today") if row.due_day == today else day_text(row.due_day)
        whose = _("nobody’s yet") if row.owner_id is None else "" if read.mine else row.owner
        self.follow_ups.add_line(
            f"{row.short}: {read.kinds.get(row.kind, row.kind)}",
            " · ".join(filter(None, (when, whose))),
            tone="attention" if over else "",
            on=partial(self.shell.go, "outreach", page="follow_ups", follow_up=row.id),
        )
