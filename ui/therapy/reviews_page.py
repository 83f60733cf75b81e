"""Which plans are due for a review, the longest over first, and which children have no plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from centre_app.changes import Change
from centre_app.language.dates import day_text
from centre_app.language.translate import N_, _, current, ngettext
from centre_app.plans.queries import DueReview, WithoutPlan, children_without_plan, reviews_due
from centre_app.security.access import Permission
from ui import tasks
from ui.plans.words import due_words
from ui.shared.choice import ChoiceBox
from ui.shared.empty import EmptyPlace
from ui.shared.pages import PlacePage
from ui.shared.table import Column, Table
from ui.shared.words import label

_PERIODS = (
    ("over", N_("overdue only"), 0),
    ("month", N_("due within a month"), 30),
    ("quarter", N_("due within three months"), 91),
    ("all", N_("every plan in force"), 3660),
)
_USUAL = "month"


@dataclass(frozen=True)
class _Read:
    due: tuple[DueReview, ...]
    without: tuple[WithoutPlan, ...]


class ReviewsPage(PlacePage):
    """The list of reviews, below it children without a plan; Enter opens the child's plan."""

    key: ClassVar[str] = "reviews"
    name: ClassVar[str] = N_("Reviews")
    needs: ClassVar[Permission | None] = Permission.SEE_CHILDREN
    refresh_on: ClassVar[frozenset[Change]] = frozenset({Change.PLANS, Change.CHILDREN, Change.WORKPLACE})

    def build(self) -> None:
        """Filters above, two tables below."""
        self._read = _Read((), ())
        self._today: date = self.shell.office.today()
        self.period = ChoiceBox([(key, _(words)) for key, words, _days in _PERIODS])
        self.period.setAccessibleName(_("Which reviews"))
        self.period.setMinimumContentsLength(22)
        self.period.set_value(_USUAL)
        self.period.chosen.connect(lambda _key: self.load())
        self.responsible = ChoiceBox(empty=_("everybody"))
        self.responsible.setAccessibleName(_("Responsible"))
        self.responsible.chosen.connect(lambda _name: self._show_due())
        self.summary = label("", kind="muted", wrap=True)
        self.head.addWidget(self.period)
        self.head.addWidget(label(_("Responsible")))
        self.head.addWidget(self.responsible)
        self.head.addWidget(self.summary, 1)
        self.due = self._due_table()
        self.without = self._without_table()
        lists = QSplitter(Qt.Orientation.Vertical)
        lists.setChildrenCollapsible(False)
        lists.addWidget(_titled(_("Plans to review"), self.due))
        lists.addWidget(_titled(_("Children without a plan in force"), self.without))
        lists.setSizes([340, 240])
        lists.setHandleWidth(12)
        self.body.addWidget(lists, 1)

    def load(self) -> None:
        """Ask for both lists."""
        self._today = self.shell.office.today()
        days = next(days for key, _words, days in _PERIODS if key == self.period.value())
        # Overdue only: what was due yesterday or before.
        until = self._today + timedelta(days=days) if days else self._today - timedelta(days=1)
        tasks.read(partial(_ask, until=until, language=current().language), then=self._show, latest="reviews")

    def open(self, **to: object) -> None:
        """``overdue=True`` shows only those."""
        if to.get("overdue"):
            self.period.set_value("over")
            self.load()

    def state(self) -> dict[str, object]:
        """The filters."""
        return {"period": self.period.value(), "responsible": self.responsible.value()}

    def restore(self, state: dict[str, object]) -> None:
        """As before; who was chosen is known only once the list is read."""
        self.period.set_value(str(state.get("period") or _USUAL))
        name = state.get("responsible")
        if isinstance(name, str):
            self.responsible.set_choices([(name, name)])
            self.responsible.set_value(name)

    def _show(self, read: _Read) -> None:
        self._read = read
        names = dict.fromkeys(row.responsible for row in read.due if row.responsible)
        nobody = [("", _("nobody is responsible"))] if any(not row.responsible for row in read.due) else []
        kept = self.responsible.value()
        offered = [*((name, name) for name in names), *nobody]
        if kept and kept not in names:
            offered.append((str(kept), str(kept)))  # still filtered by: the list says why it is empty
        self.responsible.set_choices(offered)
        self._show_due()
        self.without.set_rows(read.without, keep=lambda row: row.child_id)

    def _show_due(self) -> None:
        wanted = self.responsible.value()
        rows = [row for row in self._read.due if wanted is None or row.responsible == wanted]
        self.due.set_rows(rows, keep=lambda row: row.plan_id)
        over = sum(row.days_over > 0 for row in rows)
        self.summary.setText(
            ngettext("{n} review is overdue.", "{n} reviews are overdue.", over).format(n=over)
            if over
            else _("No review is overdue.")
        )

    def _due_table(self) -> Table:
        table: Table = Table(
            [
                Column("child", _("Child"), value=lambda row: row.name, width=330, tip=lambda row: row.name),
                Column("number", _("Number"), value=lambda row: row.number, width=80),
                Column("due", _("Due"), value=lambda row: day_text(row.due_day), sort=_due_day, width=95),
                Column(
                    "far",
                    _("How far"),
                    value=lambda row: due_words(row.due_day, self._today),
                    sort=_due_day,
                    tone=lambda row: "attention" if row.days_over >= 0 else "",
                    width=190,
                ),
                Column("responsible", _("Responsible"), value=_responsible, tone=_nobody, width=260),
            ],
            name="therapy.reviews",
            desk=self.shell.desk,
            label_text=_("Reviews"),
            count=lambda n: ngettext("{n} review", "{n} reviews", n).format(n=n),
        )
        table.set_empty(
            EmptyPlace(
                _("No review is due"),
                _("A plan in force has a day for its next review. It stands here from a month before."),
                icon="check",
            )
        )
        table.opened.connect(lambda row: self._open_plan(row.child_id))
        return table

    def _without_table(self) -> Table:
        table: Table = Table(
            [
                Column("child", _("Child"), value=lambda row: row.name, width=380, tip=lambda row: row.name),
                Column("number", _("Number"), value=lambda row: row.number, width=80),
                Column("draft", _("Draft"), value=_draft, width=130),
            ],
            name="therapy.without_plan",
            desk=self.shell.desk,
            label_text=_("Children without a plan in force"),
            count=lambda n: ngettext("{n} child", "{n} children", n).format(n=n),
        )
        table.set_empty(EmptyPlace(_("Every child who comes here has a plan"), icon="check"))
        table.opened.connect(lambda row: self._open_plan(row.child_id))
        return table

    def _open_plan(self, child_id: UUID) -> None:
        self.shell.go("children", child=child_id, tab="plan")


def _ask(session: Any, until: date, language: str) -> _Read:
    return _Read(
        reviews_due(session, until=until, language=language), children_without_plan(session, language=language)
    )


def _due_day(row: DueReview) -> date:
    return row.due_day


def _responsible(row: DueReview) -> str:
    return row.responsible or _("nobody")


def _nobody(row: DueReview) -> str:
    return "" if row.responsible else "attention"


def _draft(row: WithoutPlan) -> str:
    return _("since {day}").format(day=day_text(row.draft_since)) if row.draft_since is not None else ""


def _titled(title: str, table: Table) -> QWidget:
    place = QWidget()
    column = QVBoxLayout(place)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    column.addWidget(label(title, kind="heading", wrap=True))
    column.addWidget(table, 1)
    return place
