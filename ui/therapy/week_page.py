"""The week as a calendar: by therapist, room or child, or everybody on one day; moved, booked and called off here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget

from centre_app.changes import Change
from centre_app.language.translate import N_, _, current
from centre_app.security.access import Permission
from centre_app.therapy.calendar import SessionRow
from centre_app.therapy.rules import monday_of
from ui import messages, tasks
from ui.shared.empty import EmptyPlace
from ui.shared.pages import PlacePage
from ui.shared.words import label
from ui.therapy.booking_dialog import Wish, open_booking
from ui.therapy.calendar_cards import Verdict
from ui.therapy.calendar_layout import Place
from ui.therapy.calendar_view import CalendarView
from ui.therapy.freed_place import tell_freed
from ui.therapy.moves import Moves, Target
from ui.therapy.session_menu import SessionMenu
from ui.therapy.week_head import WeekHead
from ui.therapy.week_outside import ask_copy, export_week, print_week
from ui.therapy.week_reading import Now, Reading, read_week
from ui.therapy.week_rows import CHILD, EVERYBODY, ROOM, THERAPIST, LaneKey, Seen, Shown, cards, judging, lanes

_MINUTE_MS = 60_000


class WeekPage(PlacePage):
    """``open(day=…, staff=…, room=…, child=…, session=…)``: any of them."""

    key: ClassVar[str] = "week"
    name: ClassVar[str] = N_("Week")
    needs: ClassVar[Permission | None] = Permission.SEE_CHILDREN
    refresh_on: ClassVar[frozenset[Change]] = frozenset(
        {Change.SESSIONS, Change.ATTENDANCE, Change.WORKPLACE, Change.CHILDREN, Change.CENTRE, Change.CALENDAR}
        | {Change.CODELISTS}
    )

    def build(self) -> None:
        """The week and whose it is above, the calendar below."""
        today: date = self.shell.office.today()
        self.may_plan = self.shell.may(Permission.PLAN_WEEK)
        self.shown: Shown | None = None
        self.keys: tuple[LaneKey, ...] = ()
        self._wanted_session: UUID | None = None
        self.moves = Moves(self, self.read)
        self.moves.freed.connect(partial(tell_freed, self, self.shell))
        self.week_head = WeekHead(today, may_plan=self.may_plan, may_name=self.shell.may(Permission.EXPORT_NAMES))
        self.week_head.changed.connect(self.read)
        self.week_head.asked.connect(self._asked)
        self.head.addWidget(self.week_head, 1)
        self.view = CalendarView(editable=self.may_plan)
        self.hint = label(kind="muted", wrap=True)
        self.nobody = EmptyPlace(
            _("Nobody works here yet"),
            _("The week is planned for the staff. Write down who works here, with hours and what each of them gives."),
            _("Staff"),
            partial(self.shell.go, "settings", page="staff"),
            icon="people",
            button_icon="forward",
        )
        self.no_child = EmptyPlace(
            _("Which child?"),
            _("Find the child whose week you want to see."),
            _("Find a child"),
            self.week_head.find_child,
            icon="search",
            button_icon="search",
        )
        self.pages = QStackedWidget()
        for page in (self.view, self.nobody, self.no_child):
            self.pages.addWidget(page)
        self.body.addWidget(self.pages, 1)
        self.body.addWidget(self.hint)
        self._connect()

    def load(self) -> None:
        """Ask for the week that is chosen."""
        self.read()

    def open(self, **to: object) -> None:
        """Whose week, which day, which session."""
        day, session = to.get("day"), to.get("session")
        for by, name in ((THERAPIST, "staff"), (ROOM, "room"), (CHILD, "child")):
            whom = to.get(name)
            if isinstance(whom, UUID):
                self.week_head.choose(by, whom)
        if isinstance(day, date):
            self.week_head.set_day(day)
        self._wanted_session = session if isinstance(session, UUID) else None
        self.read()

    def state(self) -> dict[str, object]:
        """Which week, and whose."""
        seen = self.week_head.seen()
        return {"by": seen.by, "whom": seen.whom, "day": seen.day}

    def restore(self, state: dict[str, object]) -> None:
        """As before the language changed."""
        by, whom, day = state.get("by"), state.get("whom"), state.get("day")
        if isinstance(by, str) and isinstance(day, date):
            self.week_head.choose(by, whom if isinstance(whom, UUID) else None)
            self.week_head.set_day(day)

    def print_asked(self) -> None:
        """The timetable of this week."""
        print_week(self, self.week_head.seen(), self.week_head.name())

    def pictures(self) -> Iterable[tuple[str, Callable[[], None]]]:
        """A therapist's week, and everybody on one day."""

        def show(by: str) -> None:
            self.week_head.choose(by, None)
            self.read()

        yield "therapist", partial(show, THERAPIST)
        yield "everybody", partial(show, EVERYBODY)

    # ---- reading -----------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Ask again for what is chosen."""
        ask = partial(read_week, seen=self.week_head.seen(), now=self._now(), language=current().language)
        tasks.read(ask, then=self._show, latest="week")

    def _show(self, reading: Reading) -> None:
        seen, shown, today = reading.seen, reading.shown, self.shell.office.today()
        self.shown = shown
        self.week_head.show_reading(reading)
        self.keys, columns = lanes(shown, seen, today)
        self.view.judge = judging(shown, seen, self.keys)
        self.view.show_week(columns, cards(shown, seen, self.keys))
        if self._wanted_session is not None:
            self.view.set_current(self._wanted_session if self._wanted_session in self.view.boxes else None)
            self._wanted_session = None
        name = self.week_head.name()
        self.view.setAccessibleName(_("Week of {name}").format(name=name) if name else _("Sessions of the day"))
        self._show_now()
        if seen.by == CHILD and seen.whom is None:
            self.pages.setCurrentWidget(self.no_child)
        else:
            self.pages.setCurrentWidget(self.view if shown.facts.staff or shown.sessions else self.nobody)
        self.hint.setText(self._hint(shown, seen))
        self.hint.setVisible(self.pages.currentWidget() is self.view)

    def _hint(self, shown: Shown, seen: Seen) -> str:
        here = [row for row in shown.sessions if seen.by != EVERYBODY or row.day == seen.day]
        if here:
            return _(
                "Arrows: to the next session · Enter: opens it · Alt+arrows: move it, Shift+Alt+↓ longer"
                " · P: pins · Delete: calls off · N: books · Ctrl+Z: undoes"
            )
        if self.may_plan:
            return _(
                "Nothing is booked here yet. Double click on a free place, or press N, to book a session; or have a"
                " timetable proposed from the children’s plans."
            )
        return _("Nothing is booked here yet.")

    def _show_now(self) -> None:
        now = self._now()
        self.view.set_now(frozenset(at for at, key in enumerate(self.keys) if key.day == now.day), now.minute)

    def _now(self) -> Now:
        clock = datetime.now().astimezone()
        return Now(self.shell.office.today(), clock.hour * 60 + clock.minute)

    # ---- what is asked -----------------------------------------------------------------------------------------------

    def book(self) -> None:
        """A new session: after the current one, else on the day that is shown."""
        row = self._current()
        if row is not None:
            self._book(Wish(row.day, row.end_minute, row.therapist_id, row.room_id))
        else:
            seen = self.week_head.seen()
            today = self.shell.office.today()
            this_week = monday_of(today) == monday_of(seen.day)
            self._book(self._wish(today if this_week and seen.by != EVERYBODY else seen.day, None))

    def _book_at(self, column: int, minute: int) -> None:
        if self.may_plan:
            key = self.keys[column]
            wish = self._wish(key.day, minute)
            therapist = key.therapist_id if self.week_head.seen().by == EVERYBODY else wish.therapist_id
            self._book(Wish(key.day, minute, therapist, wish.room_id, wish.child_id))

    def _wish(self, day: date, minute: int | None) -> Wish:
        seen = self.week_head.seen()
        return Wish(
            day,
            minute,
            therapist_id=seen.whom if seen.by == THERAPIST else None,
            room_id=seen.whom if seen.by == ROOM else None,
            child_id=seen.whom if seen.by == CHILD else None,
        )

    def _book(self, wish: Wish) -> None:
        if self.may_plan:
            open_booking(self, self.shell, wish, self.moves.done)

    def _put(self, session_id: UUID, place: Place, verdict: Verdict) -> None:
        row = self._row(session_id)
        if row is None:
            return
        key, everybody = self.keys[place.column], self.week_head.seen().by == EVERYBODY
        therapist = key.therapist_id if everybody else row.therapist_id
        self.moves.move(row, Target(key.day, place.start, place.minutes, therapist, row.room_id), verdict)

    def open_session(self, session_id: UUID) -> None:
        """The page where it is written up."""
        if self.shell.may(Permission.SEE_NOTES):
            self.go("session", session=session_id)
        else:
            messages.info(_("What is written of a session is for those who work with the child."))

    def _by_key(self, what: str) -> None:
        row = self._current()
        if what == "book":
            self.book()
        elif row is not None and self.may_plan and row.status == "planned" and self.shown is not None:
            if what == "cancel":
                self.moves.cancel(row, self.shown.reasons_offered)
            elif what == "pin":
                self.moves.pin(row)

    def _asked(self, what: str) -> None:
        seen = self.week_head.seen()
        if what == "book":
            self.book()
        elif what == "propose":
            from ui.therapy.propose_dialog import open_propose

            open_propose(self, self.shell, monday_of(seen.day))
        elif what == "copy":
            ask_copy(self, seen, self.week_head.name(), self.moves)
        elif what in ("export", "export_names"):
            export_week(self, self.shell, seen, self.week_head.name(), names=what == "export_names")
        elif what == "print":
            self.print_asked()

    def _connect(self) -> None:
        view, menu = self.view, SessionMenu(self)
        view.opened.connect(self.open_session)
        view.put.connect(self._put)
        view.new_asked.connect(self._book_at)
        view.asked.connect(self._by_key)
        view.menu_asked.connect(menu.show_for)
        # N books wherever the focus is but in a field; the calendar itself takes it as a key.
        for keys, on in (
            (QKeySequence(QKeySequence.StandardKey.Undo), self.moves.undo),
            (QKeySequence("N"), self.book),
        ):
            shortcut = QShortcut(keys, self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(on)
        clock = QTimer(self)
        clock.setInterval(_MINUTE_MS)
        clock.timeout.connect(self._show_now)
        clock.start()

    def _current(self) -> SessionRow | None:
        card = self.view.current_card()
        return self._row(card.id) if card is not None else None

    def _row(self, session_id: Any) -> SessionRow | None:
        if self.shown is None:
            return None
        return next((row for row in self.shown.sessions if row.id == session_id), None)
