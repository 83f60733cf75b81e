"""Today: each line is a door to the work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import ClassVar
from uuid import UUID

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from centre_app.attendance.queries import AbsentChild, FollowUp, GroupCounts
from centre_app.attendance.rules import REASON_LIST
from centre_app.changes import Change
from centre_app.codelists.queries import labels
from centre_app.language.dates import day_text, weekday_names
from centre_app.language.translate import N_, _, current, ngettext
from centre_app.security.access import Permission
from centre_app.today.queries import Birthday, EnrolmentDay, NewChild, TodayPage, today_page
from ui import tasks
from ui.shared.cards import Card, Figure
from ui.shared.empty import EmptyPlace
from ui.shared.screen import Screen
from ui.shared.scroll import scrolled
from ui.today.outreach_cards import OutreachCards
from ui.today.therapy_cards import TherapyCards

SHOWN_AT_MOST = 8  # lines of a card; the rest is behind the place's own list


class TodayScreen(Screen):
    """The first thing in the morning."""

    title: ClassVar[str] = N_("Today")
    help: ClassVar[str] = N_(
        "What the day asks for. Each line is a door: press Enter on it, or click.\n\n"
        "Follow-ups are children who were absent on three open days running: call the family.\n\n"
        "Ctrl+K finds any child from anywhere. Ctrl+L locks the screen when you leave the desk."
    )
    refresh_on: ClassVar[frozenset[Change]] = frozenset(
        {
            *(Change.CHILDREN, Change.ATTENDANCE, Change.CALENDAR, Change.CENTRE),
            *(Change.SESSIONS, Change.PLANS, Change.WORKPLACE),
            *(Change.VISITS, Change.TEAMS, Change.LENDING),
        }
    )

    def build(self) -> None:
        """Figures across the top, then cards in two columns."""
        self.figures = QHBoxLayout()
        self.figures.setSpacing(12)
        self.expected = Figure("–", _("expected"))
        self.present = Figure("–", _("came"))
        self.absent = Figure("–", _("absent"))
        self.unmarked = Figure("–", _("not marked yet"))
        for figure in (self.expected, self.present, self.absent, self.unmarked):
            self.figures.addWidget(figure, 1)
        self.closed = Card(_("The centre is closed today"), icon="calendar")
        self.groups = Card(_("Groups"), icon="attendance")
        self.away = Card(_("Absent today"), icon="people")
        self.follow_ups = Card(_("Follow-ups"), icon="phone")
        self.birthdays = Card(_("Birthdays this week"), icon="calendar")
        self.news = Card(_("What is new"), icon="add")
        self.therapy = TherapyCards(self.shell)
        self.outreach = OutreachCards(self.shell)
        self.page = QWidget()
        column = QVBoxLayout(self.page)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        column.addWidget(self.closed)
        column.addLayout(self.figures)
        grid = QGridLayout()
        grid.setSpacing(12)
        left, right = QVBoxLayout(), QVBoxLayout()
        for side, cards in (
            (left, (self.groups, self.follow_ups, self.therapy.sessions, self.therapy.notes, self.outreach.follow_ups)),
            (right, (self.away, self.outreach.rounds, self.therapy.due, self.birthdays, self.news)),
        ):
            side.setSpacing(12)
            for card in cards:
                side.addWidget(card)
            side.addStretch(1)
        grid.addLayout(left, 0, 0)
        grid.addLayout(right, 0, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid, 1)
        self.empty = EmptyPlace(
            _("No child is registered yet"),
            _("Register the first child: a given name is enough to begin."),
            _("Register a child"),
            partial(self.shell.go, "children", new=True),
            icon="children",
        )
        self.area = scrolled(self.page)
        self.body.addWidget(self.area, 1)
        self.body.addWidget(self.empty, 1)
        self.empty.hide()
        self.closed.hide()
        self._reasons: dict[str, str] = {}
        if self.shell.may(Permission.MARK_ATTENDANCE):
            self.strip.set_main(_("Mark attendance"), partial(self.shell.go, "attendance"), icon="check")

    def load(self) -> None:
        """Ask for the page."""
        language = current().language
        tasks.read(
            lambda session: (today_page(session, language), labels(session, REASON_LIST, language)),
            then=self._show_read,
        )

    def _show_read(self, read: tuple[TodayPage, dict[str, str]]) -> None:
        page, self._reasons = read
        self.show_page(page)

    def show_page(self, page: TodayPage) -> None:
        """Show what was read."""
        weekday = weekday_names(current())[page.day.weekday()]
        self.strip.set_note(f"{weekday}, {day_text(page.day)}")
        nobody = not page.any_children
        self.empty.setVisible(nobody)
        self.area.setVisible(not nobody)
        self._show_state(page)
        self._show_groups(page.groups)
        self._lines(self.away, [partial(self._absent, row) for row in page.absent], _("Nobody is marked absent."))
        self._lines(
            self.follow_ups,
            [partial(self._follow_up, row) for row in page.follow_ups],
            _("Nobody has been absent for three open days running."),
        )
        self._lines(self.birthdays, [partial(self._birthday, row) for row in page.birthdays], _("None this week."))
        new = {row.child_id for row in page.new}  # registered and starting at once is one piece of news
        news = [
            *(partial(self._new_child, row) for row in page.new),
            *(partial(self._enrolment, row, page.day, starts=True) for row in page.starting if row.child_id not in new),
            *(partial(self._enrolment, row, page.day, starts=False) for row in page.ending),
        ]
        self._lines(self.news, news, _("Nothing new this week."))
        if page.any_children:
            self.therapy.load()
            self.outreach.load()

    def _show_state(self, page: TodayPage) -> None:
        self.closed.clear()
        self.closed.setVisible(not page.state.open)
        for place in (self.expected, self.present, self.absent, self.unmarked, self.groups, self.away):
            place.setVisible(page.state.open)
        if page.state.why is not None:
            self.closed.add_text(page.state.why.in_words())

    def _show_groups(self, groups: Sequence[GroupCounts]) -> None:
        totals = [row.totals for row in groups]
        self.expected.set_value(str(sum(one.expected for one in totals)))
        self.present.set_value(str(sum(one.came for one in totals)))
        self.absent.set_value(str(sum(one.absent for one in totals)))
        self.unmarked.set_value(str(sum(one.unmarked for one in totals)))
        self.groups.clear()
        for row in groups:
            one = row.totals
            name = f"{row.service} · {row.group}" if row.group else row.service
            if one.unmarked:
                detail = ngettext("{n} of {all} not marked", "{n} of {all} not marked", one.unmarked).format(
                    n=one.unmarked, all=one.expected
                )
            else:
                detail = _("{came} of {all} came").format(came=one.came, all=one.expected)
            tone = "attention" if one.unmarked else ""
            going = partial(self.shell.go, "attendance", group=row.group_id or row.service_id)
            self.groups.add_line(name, detail, tone=tone, on=going)
        if not groups:
            self.groups.add_text(_("Nobody is expected: enrol children in a day-care service."))

    def _lines(self, card: Card, lines: Sequence[Callable[[], object]], nothing: str) -> None:
        card.clear()
        for line in lines[:SHOWN_AT_MOST]:
            line()
        card.set_count(str(len(lines)) if lines else "")
        if len(lines) > SHOWN_AT_MOST:
            rest = len(lines) - SHOWN_AT_MOST
            card.add_text(ngettext("and {n} more", "and {n} more", rest).format(n=rest))
        if not lines:
            card.add_text(nothing)

    def _absent(self, row: AbsentChild) -> None:
        self.away.add_line(row.name, self._reasons.get(row.reason, row.reason), on=self._child(row.child_id))

    def _follow_up(self, row: FollowUp) -> None:
        days = ngettext("absent {n} open day, since {day}", "absent {n} open days, since {day}", row.days)
        words = f"{row.name} — " + days.format(n=row.days, day=day_text(row.since))
        whom = ", ".join(part for part in (row.guardian, row.phone) if part) or _("no phone known")
        self.follow_ups.add_line(f"{words}\n{whom}", tone="attention", on=self._child(row.child_id))

    def _birthday(self, row: Birthday) -> None:
        turns = ngettext("turns {n}", "turns {n}", row.turns).format(n=row.turns)
        self.birthdays.add_line(row.name, f"{day_text(row.day)} · {turns}", on=self._child(row.child_id))

    def _new_child(self, row: NewChild) -> None:
        detail = _("registered {day}").format(day=day_text(row.registered_on))
        self.news.add_line(row.name, detail, on=self._child(row.child_id))

    def _enrolment(self, row: EnrolmentDay, today: date, *, starts: bool) -> None:
        pattern = (
            (_("starts {day}") if row.day >= today else _("started {day}"))
            if starts
            else (_("ends {day}") if row.day >= today else _("ended {day}"))
        )
        detail = f"{row.group or row.service} · " + pattern.format(day=day_text(row.day))
        self.news.add_line(row.name, detail, on=self._child(row.child_id))

    def _child(self, child_id: UUID) -> Callable[[], object]:
        return partial(self.shell.go, "children", child=child_id)
