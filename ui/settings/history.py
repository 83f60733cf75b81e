"""History: who did what, when, what it was and what it became. Nothing of it can be changed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from centre_app.changes import Change
from centre_app.language.dates import moment_text
from centre_app.language.translate import N_, _, current, ngettext
from centre_app.security.access import Permission
from centre_app.security.queries import HistoryFilter, history_acts, history_people
from ui import tasks
from ui.settings.history_words import SaidLine, SaidPage, act_words, said_history
from ui.settings.page import Page
from ui.shared import theme
from ui.shared.buttons import button
from ui.shared.cards import Card
from ui.shared.choice import ChoiceBox
from ui.shared.date_field import DateField
from ui.shared.empty import EmptyPlace
from ui.shared.flow import Flow
from ui.shared.scroll import scrolled
from ui.shared.table import Column, Table
from ui.shared.words import label

AT_ONCE = 200
_ASK_AFTER_MS = 300


@dataclass(frozen=True)
class Known:
    """Whom and what the history can be narrowed to."""

    people: list[tuple[UUID, str]]
    acts: list[str]


class HistoryPage(Page):
    """All entries, newest first, narrowed by person, period and act."""

    key: ClassVar[str] = "history"
    name: ClassVar[str] = N_("History")
    note: ClassVar[str] = N_("Every change, and each opening, printing and exporting of a child's file.")
    icon: ClassVar[str] = "history"
    needs: ClassVar[Permission | None] = Permission.READ_HISTORY
    refresh_on: ClassVar[frozenset[Change]] = frozenset({Change.HISTORY})

    def build(self) -> None:
        """Filters, the list, the fields of the current line."""
        today = self.shell.office.today()
        self.person = ChoiceBox(empty=_("everybody"))
        self.act = ChoiceBox(empty=_("everything"))
        self.first, self.last = DateField(today), DateField(today)
        for box, name in ((self.person, _("Person")), (self.act, _("What was done"))):
            box.setAccessibleName(name)
            box.setToolTip(name)
            box.setMinimumContentsLength(18)
            box.chosen.connect(lambda _key: self.ask())
        self.first.setAccessibleName(_("From this day"))
        self.last.setAccessibleName(_("Up to this day"))
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setInterval(_ASK_AFTER_MS)
        self._due.timeout.connect(self.ask)
        for day in (self.first, self.last):
            day.setFixedWidth(theme.px(150))
            day.changed.connect(self._due.start)
        self.body.addWidget(Flow([self.person, self.act, _named(_("from"), self.first), _named(_("to"), self.last)]))
        self.problem = label("", kind="error", wrap=True)
        self.problem.hide()
        self.body.addWidget(self.problem)
        self.table = self._table()
        self.body.addWidget(self.table, 3)
        self.details = Card()
        area = scrolled(self.details)
        area.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        area.setMinimumHeight(theme.px(86))
        self.body.addWidget(area, 1)
        self.more = button(_("Show older ones"), self.ask_more, icon="down")
        self.to_child = button(_("Open the child's file"), self._open_child, icon="children")
        self.body.addWidget(Flow([self.more, self.to_child]))
        self.show_details(None)

    def load(self) -> None:
        """Whom and what there is to choose, and the first page."""

        def known(session: Any) -> Known:
            return Known(history_people(session), history_acts(session))

        tasks.read(known, then=self.show_known, latest="known")
        self.ask()

    def show_known(self, known: Known) -> None:
        """Offer these in the filters."""
        words = current()
        self.person.set_choices(known.people)
        acts = [(act, act_words(act, words)) for act in known.acts]
        self.act.set_choices(sorted(acts, key=lambda each: each[1].casefold()))

    def ask(self) -> None:
        """The newest that fit; as many as are on show already."""
        self._due.stop()
        wanted = self._wanted()
        if wanted is not None:
            limit = max(AT_ONCE, len(self.table.rows()))
            read = partial(said_history, wanted=wanted, words=current(), limit=limit)
            tasks.read(read, then=self.show_page, latest="history")

    def ask_more(self) -> None:
        """Older ones under those on show."""
        wanted, rows = self._wanted(), self.table.rows()
        if wanted is not None and rows:
            read = partial(said_history, wanted=wanted, words=current(), limit=AT_ONCE, before_seq=rows[-1].seq)
            tasks.read(read, then=self.show_older, latest="history")

    def show_page(self, page: SaidPage) -> None:
        """Show this page alone."""
        self.table.set_rows(page.lines)
        self._show_more(page.more)

    def show_older(self, page: SaidPage) -> None:
        """Put these under the others."""
        self.table.set_rows([*self.table.rows(), *page.lines])
        self._show_more(page.more)

    def show_details(self, line: SaidLine | None) -> None:
        """The fields of one entry, each on a line."""
        self.details.clear()
        self.to_child.setEnabled(line is not None and line.child_id is not None)
        if line is None:
            self.details.add_text(_("Choose a line to see what changed."))
            return
        about = " · ".join(part for part in (moment_text(line.at), line.who, line.act, line.about) if part)
        self.details.add_text(about, kind="strong")
        for detail in line.details:
            self.details.add_text(str(detail), kind="")
        if not line.details:
            self.details.add_text(_("Nothing was changed by it."))

    def state(self) -> dict[str, object]:
        """The filters."""
        return {
            "person": self.person.value(),
            "act": self.act.value(),
            "first": self.first.text(),
            "last": self.last.text(),
        }

    def restore(self, state: dict[str, object]) -> None:
        """The days; person and act are offered only when they have been read."""
        self.first.set_text(str(state.get("first") or ""))
        self.last.set_text(str(state.get("last") or ""))

    def _wanted(self) -> HistoryFilter | None:
        problem = self.first.problem() or self.last.problem()
        first, last = self.first.value(), self.last.value()
        if not problem and first is not None and last is not None and last < first:
            problem = _("The last day is before the first.")
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        if problem:
            return None
        person = self.person.value()
        return HistoryFilter(
            first=first,
            last=last,
            account_id=person if isinstance(person, UUID) else None,
            act=str(self.act.value() or ""),
        )

    def _show_more(self, more: bool) -> None:
        self.more.setVisible(more)
        n = len(self.table.rows())
        words = ngettext("{n} entry", "{n} entries", n).format(n=n)
        self.table.set_count(words + " · " + _("there are older ones") if more else words)

    def _open_child(self) -> None:
        line = self.table.current()
        if line is not None and line.child_id is not None:
            self.shell.go("children", child=line.child_id)

    def _table(self) -> Table:
        table = Table(
            [
                Column("at", _("When"), lambda line: moment_text(line.at), width=145),
                Column("who", _("Who"), lambda line: str(line.who), width=110, tip=lambda line: str(line.who)),
                Column("act", _("What"), lambda line: str(line.act), width=150, tip=lambda line: str(line.act)),
                Column("about", _("About"), lambda line: str(line.about), width=140, tip=lambda line: str(line.about)),
                Column("changed", _("Change"), lambda line: str(line.changed), width=90),
            ],
            name="settings.history",
            desk=self.shell.desk,
            sorting="none",
            label_text=_("History"),
        )
        table.set_empty(
            EmptyPlace(_("Nothing fits"), _("Choose another person, another act or a longer period."), icon="history")
        )
        table.current_changed.connect(self.show_details)
        table.opened.connect(lambda _line: self._open_child())
        return table


def _named(words: str, field: QWidget) -> QWidget:
    """A field with its word before it, so that a new line never comes between them."""
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(label(words))
    row.addWidget(field)
    return both
