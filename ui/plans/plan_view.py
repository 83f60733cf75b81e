"""A child's plan on the screen: what is said of it and can be done with it, the page, and its past beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QScrollArea, QVBoxLayout, QWidget

from centre_app.language.translate import _
from centre_app.plans.queries import ProgrammeFacts, ReviewFacts
from centre_app.security.access import Permission
from ui.plans.aside import ended_card, reviews_card, versions_card
from ui.plans.goal_card import GoalDoors
from ui.plans.plan_page import PlanPage
from ui.plans.plan_read import PlanRead
from ui.plans.programmes_card import ProgrammeDoors, programmes_card
from ui.plans.words import is_soon, version_words
from ui.shared import theme
from ui.shared.buttons import button, link_button, main_button
from ui.shared.empty import EmptyPlace
from ui.shared.flow import Flow
from ui.shared.screen import Shell
from ui.shared.scroll import scrolled
from ui.shared.words import label

_ASIDE = 270

Do = Callable[[], object]


@dataclass
class ViewDoors:
    """What can be done from here; None where it may not be done, or makes no sense now."""

    version: Callable[[UUID | None], object]
    review: Callable[[ReviewFacts], object]
    print_it: Callable[[str, bool], object]
    begin: Do | None = None
    edit: Do | None = None
    sign: Do | None = None
    throw_away: Do | None = None
    hold: Do | None = None
    end: Do | None = None
    programme: Callable[[ProgrammeFacts | None], object] | None = None
    remove_programme: Callable[[ProgrammeFacts], object] | None = None
    goals: GoalDoors = field(default_factory=GoalDoors)


class PlanView(QWidget):
    """One reading of a child's plans."""

    def __init__(self, read: PlanRead, shell: Shell, doors: ViewDoors) -> None:
        super().__init__()
        self.read, self._shell, self._doors = read, shell, doors
        self.buttons: dict[str, QPushButton] = {}
        self.page: PlanPage | None = None
        self._today = shell.office.today()
        self._area: QScrollArea = scrolled(self._main())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        if read.plan is not None:
            column.addWidget(self._head())
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._area, 1)
        if read.versions:
            row.addWidget(self._aside())
        column.addLayout(row, 1)

    def keep_place(self, before: PlanView) -> None:
        """Show what stood at the top before the plan was read again."""
        if before.read.plan is not None and self.read.plan is not None and before.read.plan.id == self.read.plan.id:
            place = before._area.verticalScrollBar().value()
            # The page is as long as before only once it was laid out.
            QTimer.singleShot(0, self, lambda: self._area.verticalScrollBar().setValue(place))

    # ---- head ---------------------------------------------------------------------------------------------------

    def _head(self) -> QWidget:
        plan, read, doors = self.read.plan, self.read, self._doors
        assert plan is not None
        made: list[QWidget] = [label(version_words(plan), kind="heading")]
        if read.current is not None and read.current.id != plan.id:
            made.append(link_button(_("To the plan in force"), lambda: doors.version(None), icon="back"))
        is_draft = plan.id == read.draft_id
        due = plan.status == "signed" and is_soon(plan.review_day, self._today)
        self._button("edit", _("Edit") if is_draft else _("Edit the next version"), doors.edit, "edit", main=is_draft)
        self._button("sign", _("Sign…"), doors.sign, "check")
        self._button("review", _("Review…"), doors.hold, "calendar", main=due)
        if doors.edit is None:
            self._button("begin", _("New version"), doors.begin, "add", main=not due)
        made += self.buttons.values()
        if self._shell.office.actor.may(Permission.EXPORT_NAMES):
            made.append(self._print())
        more = self._more()
        return Flow([*made, *([more] if more is not None else [])])

    def _button(self, key: str, words: str, on: Do | None, icon: str, *, main: bool = False) -> None:
        if on is not None:
            self.buttons[key] = (main_button if main else button)(words, on, icon=icon)

    def _print(self) -> QPushButton:
        made = button(_("Print"), icon="print")
        menu = QMenu(made)
        menu.addAction(_("This version of the plan"), lambda: self._doors.print_it("plan", False))
        menu.addAction(_("Review sheet with the goals"), lambda: self._doors.print_it("review", False))
        menu.addSeparator()
        menu.addAction(_("Blank plan for handwriting"), lambda: self._doors.print_it("plan", True))
        made.setMenu(menu)
        self.buttons["print"] = made
        return made

    def _more(self) -> QPushButton | None:
        choices = ((_("Throw the draft away…"), self._doors.throw_away), (_("End the plan…"), self._doors.end))
        offered = [(words, on) for words, on in choices if on is not None]
        if not offered:
            return None
        made = button(_("More"), icon="menu")
        menu = QMenu(made)
        for words, on in offered:
            menu.addAction(words, on)
        made.setMenu(menu)
        return made

    # ---- body ---------------------------------------------------------------------------------------------------

    def _main(self) -> QWidget:
        read, doors = self.read, self._doors
        main = QWidget()
        column = QVBoxLayout(main)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        if read.plan is not None:
            self.page = PlanPage(read, self._today, doors.goals)
            column.addWidget(self.page)
        else:
            column.addWidget(self._empty(), 1)
        if read.ended:
            column.addWidget(ended_card(read))
        programmes = ProgrammeDoors(doors.programme, doors.remove_programme)
        column.addWidget(programmes_card(read, self._today, programmes))
        column.addStretch(1 if read.plan is not None else 0)
        return main

    def _empty(self) -> QWidget:
        had_one = bool(self.read.versions)
        text = _(
            "The plan says what the child can, what child and parents wish, and a few goals with five levels each, so"
            " that everybody sees later what was reached. It is written as a draft, and in force once it is signed."
        )
        place = EmptyPlace(
            _("No plan is in force") if had_one else _("No plan yet"),
            text,
            _("Begin a plan") if self._doors.begin is not None else "",
            self._doors.begin,
            icon="therapy",
        )
        if place.button is not None:
            self.buttons["begin"] = place.button
        if self._shell.office.actor.may(Permission.EXPORT_NAMES):
            blank = link_button(_("Print a blank plan for handwriting"), lambda: self._doors.print_it("plan", True))
            column = place.layout()
            assert isinstance(column, QVBoxLayout)
            column.insertWidget(column.count() - 1, blank, 0, Qt.AlignmentFlag.AlignHCenter)
        return place

    def _aside(self) -> QWidget:
        beside = QWidget()
        column = QVBoxLayout(beside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        shown = self.read.plan.id if self.read.plan is not None else None
        column.addWidget(versions_card(self.read.versions, shown, self._doors.version))
        column.addWidget(reviews_card(self.read.reviews, self._doors.review))
        column.addStretch(1)
        area = scrolled(beside)
        area.setFixedWidth(theme.px(_ASIDE))
        return area
