"""Open follow-ups: mine first, what is overdue marked; closed with a word on what became of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from centre_app.changes import Change
from centre_app.codelists.queries import labels
from centre_app.language.dates import day_text
from centre_app.language.translate import N_, _, current, ngettext
from centre_app.outreach.follow_ups import (
    FollowUpRow,
    change_follow_up,
    close_follow_up,
    open_follow_ups,
    reopen_follow_up,
)
from centre_app.outreach.result_rules import CONCERN_LIST
from centre_app.security.access import Permission
from centre_app.workplace.queries import StaffRow, my_staff, staff
from ui import tasks
from ui.shared.buttons import button, main_button
from ui.shared.choice import ChoiceBox
from ui.shared.dialog import FormDialog
from ui.shared.empty import EmptyPlace
from ui.shared.flow import Flow
from ui.shared.form import Choice, Day, Multiline, Text
from ui.shared.pages import PlacePage
from ui.shared.search_field import SearchField
from ui.shared.table import Column, Table

_EVERYBODY, _MINE, _NOBODY = "everybody", "mine", "nobody"


@dataclass(frozen=True)
class Reading:
    """The open follow-ups, the words of their kinds, who works here, and who of them is signed in."""

    rows: tuple[FollowUpRow, ...]
    kinds: dict[str, str]
    staff: tuple[StaffRow, ...]
    me: UUID | None


class FollowUpsPage(PlacePage):
    """``open(mine=True)`` or ``open(follow_up=id)``."""

    key: ClassVar[str] = "follow_ups"
    name: ClassVar[str] = N_("Follow-ups of visits")
    needs: ClassVar[Permission | None] = Permission.SEE_CHILDREN
    refresh_on: ClassVar[frozenset[Change]] = frozenset(
        {Change.VISITS, Change.CHILDREN, Change.WORKPLACE, Change.CODELISTS}
    )

    def build(self) -> None:
        """Whose and which above, the list below."""
        self.reading: Reading | None = None
        self._wanted: UUID | None = None
        self.whose = ChoiceBox()
        self.whose.setAccessibleName(_("Whose follow-ups"))
        self.whose.setMinimumContentsLength(16)
        self.whose.chosen.connect(lambda _key: self._fill())
        self.search = SearchField(_("Name, number or concern"))
        self.search.searched.connect(lambda _text: self._fill())
        self.table = self._table()
        self.search.next_widget = self.table.view
        self.head.addWidget(Flow((self.whose, self.search, *self._buttons())), 1)
        self.body.addWidget(self.table, 1)
        if self.shell.may(Permission.KEY_VISITS):
            shortcut = QShortcut(QKeySequence(Qt.Key.Key_F4), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.close_current)

    def load(self) -> None:
        """Ask for what is open."""
        language = current().language

        def ask(session: Any) -> Reading:
            me = my_staff(session)
            return Reading(
                open_follow_ups(session, language),
                labels(session, CONCERN_LIST, language),
                staff(session),
                me.id if me is not None else None,
            )

        tasks.read(ask, then=self._show, latest="follow_ups")

    def open(self, **to: object) -> None:
        """Mine only, or one of them."""
        wanted = to.get("follow_up")
        self._wanted = wanted if isinstance(wanted, UUID) else None
        if "mine" in to or self._wanted is not None:
            self.search.clear()
            self.whose.set_value(_MINE if to.get("mine") else _EVERYBODY)
        self.load()

    def state(self) -> dict[str, object]:
        """Whose."""
        return {"whose": self.whose.value()}

    def restore(self, state: dict[str, Any]) -> None:
        """As before."""
        self.whose.set_value(state.get("whose"))

    def pictures(self) -> Iterable[tuple[str, Callable[[], None]]]:
        """All that is open."""
        yield "", lambda: self.whose.set_value(_EVERYBODY)

    # ---- doing ------------------------------------------------------------------------------------------------------

    def close_current(self) -> None:
        """It was seen to: what became of it is asked for."""
        row = self.table.current()
        if row is None:
            return
        FormDialog(
            self,
            _("{child}: what became of it?").format(child=row.short),
            (Text("closed_note", _("What became of it"), required=True, width=2, max_length=500),),
            save=lambda values: partial(close_follow_up, follow_up_id=row.id, note=str(values["closed_note"])),
            save_text=_("Close the follow-up"),
            saying=_("Closed."),
            undo=lambda _none: partial(reopen_follow_up, follow_up_id=row.id),
            note=" – ".join(filter(None, (self._kind(row), row.note))),
        ).open()

    def change_current(self) -> None:
        """Somebody else, another day, other words."""
        row = self.table.current()
        if row is None or self.reading is None:
            return
        today = self.shell.office.today()
        people = [
            (one.id, one.name)
            for one in self.reading.staff
            if one.id == row.owner_id or one.works_until is None or one.works_until >= today
        ]
        before = partial(
            change_follow_up, follow_up_id=row.id, owner_id=row.owner_id, due_day=row.due_day, note=row.note
        )
        dialog = FormDialog(
            self,
            _("{child}: follow-up").format(child=row.short),
            (
                Choice("owner_id", _("Who sees to it"), people, empty=_("nobody yet")),
                Day("due_day", _("By when"), today=today, required=True),
                Multiline("note", _("Note"), lines=3),
            ),
            save=partial(_change, row.id),
            saying=_("Changed."),
            undo=lambda _none: before,
            note=self._kind(row),
        )
        dialog.form.set_values({"owner_id": row.owner_id, "due_day": row.due_day, "note": row.note})
        dialog.open()

    def to_visit(self) -> None:
        """The visit that brought it to light."""
        row = self.table.current()
        if row is not None and row.visit_id is not None:
            to = {"visit": row.visit_id} | ({"round": row.round_id} if row.round_id is not None else {})
            self.go("round", **to)

    # ---- showing ----------------------------------------------------------------------------------------------------

    def _show(self, reading: Reading) -> None:
        first = self.reading is None
        self.reading = reading
        chosen = self.whose.value()
        choices = [(_EVERYBODY, _("Everybody’s")), (_NOBODY, _("nobody’s yet"))]
        if reading.me is not None:
            choices.insert(0, (_MINE, _("Mine")))
        self.whose.set_choices(choices)
        self.whose.set_value(chosen if chosen is not None else _EVERYBODY)
        self._fill()
        if self._wanted is not None:
            self.table.select(lambda row: row.id == self._wanted)
            self._wanted = None
        elif first and self.table.current() is None:
            self.table.select(lambda _row: True)

    def _fill(self) -> None:
        if self.reading is None:
            return
        me, whose = self.reading.me, self.whose.value()
        rows = [row for row in self.reading.rows if self._fits(row, self.search.text())]
        if whose == _MINE:
            rows = [row for row in rows if row.owner_id == me]
        elif whose == _NOBODY:
            rows = [row for row in rows if row.owner_id is None]
        else:
            rows.sort(key=lambda row: row.owner_id != me or me is None)  # mine first, each part by its day
        self.table.set_rows(rows)

    def _fits(self, row: FollowUpRow, text: str) -> bool:
        words = text.casefold().split()
        said = " ".join((row.child, row.number, self._kind(row), row.note, row.owner)).casefold()
        return all(word in said for word in words)

    def _kind(self, row: FollowUpRow) -> str:
        return self.reading.kinds.get(row.kind, row.kind) if self.reading is not None else row.kind

    def _due(self, row: FollowUpRow) -> str:
        over = row.days_over(self.shell.office.today())
        if not over:
            return _("today") if row.due_day == self.shell.office.today() else day_text(row.due_day)
        late = ngettext("{n} day over", "{n} days over", over).format(n=over)
        return f"{day_text(row.due_day)} · {late}"

    def _owner(self, row: FollowUpRow) -> str:
        if self.reading is not None and row.owner_id is not None and row.owner_id == self.reading.me:
            return _("{name} (me)").format(name=row.owner)
        return row.owner or _("nobody yet")

    def _buttons(self) -> list[QWidget]:
        parts: list[QWidget] = []
        if self.shell.may(Permission.KEY_VISITS):
            parts.append(main_button(_("Close…"), self.close_current, icon="check"))
            parts[-1].setToolTip("F4")
            parts.append(button(_("Change…"), self.change_current, icon="edit"))
        parts.append(button(_("To the visit"), self.to_visit))
        return parts

    def _table(self) -> Table:
        def late(row: FollowUpRow) -> str:
            return "attention" if row.days_over(self.shell.office.today()) else ""

        table: Table = Table(
            [
                Column(
                    "due",
                    _("By when"),
                    value=self._due,
                    sort=lambda row: row.due_day,
                    width=175,
                    tone=late,
                ),
                Column("child", _("Child"), value=lambda row: row.child, width=220, tip=lambda row: row.child),
                Column("number", _("Number"), value=lambda row: row.number, width=80),
                Column("kind", _("Concern"), value=self._kind, width=200),
                Column("owner", _("Who sees to it"), value=self._owner, width=180),
                Column("note", _("Note"), value=lambda row: _one_line(row.note), width=190, tip=lambda row: row.note),
                Column("visit", _("From the visit of"), value=_visit, sort=_visit_day, width=120),
            ],
            name="outreach.follow_ups",
            desk=self.shell.desk,
            count=lambda n: ngettext("{n} open follow-up", "{n} open follow-ups", n).format(n=n),
            sorting="memory",
            label_text=_("Open follow-ups"),
        )
        table.opened.connect(lambda row: self.shell.go("children", child=row.child_id, tab="home"))
        table.set_empty(
            EmptyPlace(
                _("Nothing is open"),
                _("Concerns from visits come here, with somebody who sees to them and a day."),
                icon="check",
            )
        )
        return table


def _change(follow_up_id: UUID, values: dict[str, Any]) -> Callable[[Any], Any]:
    return partial(
        change_follow_up,
        follow_up_id=follow_up_id,
        owner_id=values["owner_id"],
        due_day=values["due_day"],
        note=str(values["note"]),
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _visit_day(row: FollowUpRow) -> date:
    return row.visit_day or date.min


def _visit(row: FollowUpRow) -> str:
    return day_text(row.visit_day) if row.visit_day is not None else ""
