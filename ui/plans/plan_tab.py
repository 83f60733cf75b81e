"""The plan in a child's file: the version in force to read, its past beside it, and writing and reviewing in place."""

from __future__ import annotations

from functools import partial
from typing import ClassVar
from uuid import UUID

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from centre_app.changes import Change
from centre_app.children.files import ChildFile
from centre_app.errors import NotFound
from centre_app.language.dates import day_text
from centre_app.language.translate import _, current
from centre_app.plans.actions import (
    bank_entry_from_goal,
    delete_draft,
    remove_programme,
    remove_review,
    reopen_goal,
    start_plan,
    take_out_bank_entry,
)
from centre_app.plans.queries import PlanFacts, PlanGoalFacts, ProgrammeFacts, ReviewFacts
from centre_app.plans.rules import SIGNED
from centre_app.security.access import Permission
from ui import tasks
from ui.plans import dialogs
from ui.plans.editor import PlanEditor
from ui.plans.goal_card import GoalDoors
from ui.plans.plan_read import PlanRead, read_plans
from ui.plans.plan_view import PlanView, ViewDoors
from ui.plans.review_page import ReviewPage
from ui.plans.review_view import ReviewView
from ui.plans.words import by_level
from ui.reports.shown import show_report
from ui.shared import confirm
from ui.shared.empty import EmptyPlace
from ui.shared.screen import Shell


class PlanTab(QWidget):
    """``show_file`` when the tab is shown, ``read`` to ask again."""

    refresh_on: ClassVar[frozenset[Change]] = frozenset({Change.PLANS, Change.CODELISTS, Change.WORKPLACE})

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.file: ChildFile | None = None
        self.shown: PlanRead | None = None
        self.view: PlanView | None = None
        self._opened: UUID | None = None  # a version chosen at the side; None: the one in force
        self.pages = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.addWidget(self.pages, 1)

    # ---- showing ------------------------------------------------------------------------------------------------

    def show_file(self, file: ChildFile) -> None:
        """Show this child's plan; what is being written stays."""
        if self.file is None or self.file.id != file.id:
            self._opened, self.shown, self.view = None, None, None
            while (page := self.pages.currentWidget()) is not None:
                self._take_down(page)
        self.file = file
        self.read()

    def read(self) -> None:
        """Ask again."""
        if self.file is None:
            return
        if not self.shell.office.actor.may(Permission.SEE_NOTES):
            self._show_page(_for_others())
            return
        query = partial(read_plans, child_id=self.file.id, plan_id=self._opened, language=current().language)
        tasks.read(query, then=self._show, failed=self._gone, latest="plans")

    def unsaved(self) -> bool:
        """Whether something typed is not saved."""
        page = self.pages.currentWidget()
        return isinstance(page, PlanEditor | ReviewPage) and page.unsaved()

    def open_version(self, plan_id: UUID | None) -> None:
        """Show a version; None the one in force."""
        self._opened = plan_id
        self.read()

    def open_review(self, review: ReviewFacts) -> None:
        """Show a review that was held."""
        newest = self.shown.reviews[0].id if self.shown is not None and self.shown.reviews else None
        may = self.shell.may(Permission.EDIT_PLANS) and review.id == newest
        page = ReviewView(review, self.take_review_back if may else None)
        page.left.connect(self._back)
        self._show_page(page)

    def _show(self, read: PlanRead) -> None:
        self.shown = read
        before = self.view
        view = PlanView(read, self.shell, self._doors(read))
        if before is not None:
            view.keep_place(before)
        self.view = view
        page = self.pages.currentWidget()
        if page is None or page is before or isinstance(page, EmptyPlace):
            self._show_page(view)
        if before is not None:
            self._take_down(before)

    def _gone(self, error: Exception) -> bool:
        if isinstance(error, NotFound) and self._opened is not None:
            self.open_version(None)  # somebody threw this version away: the one in force is there
            return True
        return False

    def _back(self) -> None:
        if self.view is not None:
            self._show_page(self.view)
        self.read()

    def _show_page(self, page: QWidget) -> None:
        older = self.pages.currentWidget()
        if self.pages.indexOf(page) < 0:
            self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)
        if older is not None and older is not page and older is not self.view:
            self._take_down(older)

    def _take_down(self, page: QWidget) -> None:
        self.pages.removeWidget(page)
        page.hide()
        page.deleteLater()

    def _doors(self, read: PlanRead) -> ViewDoors:
        doors = ViewDoors(version=self.open_version, review=self.open_review, print_it=self.print_it)
        if not self.shell.may(Permission.EDIT_PLANS):
            return doors
        plan = read.plan
        doors.programme, doors.remove_programme = self.ask_programme, self.remove_programme
        if plan is None or plan.status != "draft":
            doors.begin = self.begin
        if plan is not None and read.draft_id is not None:
            doors.edit = partial(self.edit, read.draft_id)
        if plan is not None and plan.id == read.draft_id:
            doors.sign, doors.throw_away = partial(self.sign, plan), partial(self.throw_away, plan)
        if plan is not None and plan.status == SIGNED:
            doors.hold, doors.end = partial(self.hold_review, plan.id), partial(self.end, plan)
            doors.goals = GoalDoors(self.score_goal, self.end_goal, self.reopen_goal, self.keep_in_bank)
        return doors

    # ---- doing --------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """The next version, or the one that was begun already."""
        if self.file is not None:
            tasks.do(partial(start_plan, child_id=self.file.id), then=self.edit, owner=self)

    def edit(self, plan_id: UUID) -> None:
        """Write in the draft."""
        page = PlanEditor(self.shell, plan_id)
        page.left.connect(self._back)
        page.saved.connect(self._saved)
        self._show_page(page)

    def hold_review(self, plan_id: UUID) -> None:
        """Score the goals and say what comes next."""
        page = ReviewPage(self.shell, plan_id)
        page.left.connect(self._back)
        page.saved.connect(self._back)
        self._show_page(page)

    def take_review_back(self, review: ReviewFacts) -> None:
        """It was written by mistake: its scores go, and the day it was due on is due again."""
        confirm.ask(
            self,
            _("Take this review back?"),
            _("What was said and scored in it is lost. The review is due again on {day}.").format(
                day=day_text(review.due_day)
            ),
            _("Take it back"),
            lambda: tasks.do(
                partial(remove_review, review_id=review.id),
                then=lambda _none: self._back(),
                saying=_("The review is taken back."),
                owner=self,
            ),
        )

    def sign(self, plan: PlanFacts) -> None:
        """Put the draft in force."""
        self._opened = None
        dialogs.ask_signing(self, plan, self.shell.office.today())

    def end(self, plan: PlanFacts) -> None:
        """The plan ends without a next one."""
        dialogs.ask_ending(self, plan, self.shell.office.today())

    def throw_away(self, plan: PlanFacts) -> None:
        """Delete the draft."""

        def delete() -> None:
            self._opened = None
            tasks.do(partial(delete_draft, plan_id=plan.id), saying=_("The draft is thrown away."), owner=self)

        confirm.ask(
            self,
            _("Throw the draft away?"),
            _("What was written in version {n} is lost. Versions that were signed stay.").format(n=plan.version),
            _("Throw away"),
            delete,
        )

    def score_goal(self, goal: PlanGoalFacts) -> None:
        """Where the child stands today."""
        dialogs.ask_score(self, goal.goal_id, goal.text, by_level(goal.levels), self.shell.office.today())

    def end_goal(self, goal: PlanGoalFacts) -> None:
        """The goal was reached, or is dropped."""
        reasons = self.shown.labels.get("goal_drop_reason", {}) if self.shown is not None else {}
        dialogs.ask_closing(self, goal.goal_id, goal.text, reasons, self.shell.office.today())

    def reopen_goal(self, goal: PlanGoalFacts) -> None:
        """The goal goes on after all."""
        tasks.do(partial(reopen_goal, goal_id=goal.goal_id), saying=_("The goal is open again."), owner=self)

    def keep_in_bank(self, goal: PlanGoalFacts) -> None:
        """Other children may need the goal too."""
        plan = self.shown.plan if self.shown is not None else None
        if plan is not None:
            tasks.do(
                partial(bank_entry_from_goal, plan_id=plan.id, goal_id=goal.goal_id),
                saying=_("The goal is in the bank."),
                undo=lambda made: partial(take_out_bank_entry, entry_id=made),
                owner=self,
            )

    def ask_programme(self, programme: ProgrammeFacts | None = None) -> None:
        """Write down or change what the commission wrote."""
        if self.file is not None and self.shown is not None:
            kinds = self.shown.labels.get("state_programme_kind", {})
            dialogs.ask_programme(self, self.file.id, kinds, self.shell.office.today(), programme)

    def remove_programme(self, programme: ProgrammeFacts) -> None:
        """It was written down by mistake."""
        confirm.ask(
            self,
            _("Remove this programme?"),
            _("It was written down by mistake? One that ran out stays, so that it can be seen what was promised."),
            _("Remove"),
            lambda: tasks.do(partial(remove_programme, programme_id=programme.id), saying=_("Removed."), owner=self),
        )

    def print_it(self, kind: str, blank: bool = False) -> None:
        """``kind``: plan or review; the version on show, or an empty form for handwriting."""
        if self.file is None:
            return
        plan = self.shown.plan if self.shown is not None else None
        show_report(
            self,
            kind,
            {"child": self.file.id, "plan": plan.id if plan is not None and not blank else None, "blank": blank},
            language=self.shell.app.document_language,
            name=self.file.number,
        )

    def _saved(self, plan_id: UUID) -> None:
        """The draft that was just written is shown, ready to be signed."""
        self._opened = plan_id
        self._back()


def _for_others() -> EmptyPlace:
    return EmptyPlace(
        _("The plan is read by those who work with the child"),
        _("What a plan says is not shown to this role."),
        icon="lock",
    )
