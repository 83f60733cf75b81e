"""The home in a child's file: where it is, which visits are made there, how they went, what follows from them."""

from __future__ import annotations

from functools import partial
from typing import ClassVar
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from centre_app.changes import Change
from centre_app.children.files import ChildFile
from centre_app.language.translate import _, current
from centre_app.outreach.actions import (
    change_home_service,
    clear_home_facts,
    remove_home_service,
    reopen_home_service,
    set_home_facts,
    start_home_service,
)
from centre_app.outreach.follow_ups import FollowUpRow
from centre_app.outreach.home_queries import PAGE, HomeServiceRow, PastVisit
from centre_app.outreach.home_rules import HomeFactsInput
from centre_app.security.access import Permission
from ui import tasks
from ui.outreach.home_cards import HomeDoors, follow_ups_card, home_card, services_card
from ui.outreach.home_dialogs import ask_agreed_day, ask_ending, ask_planning
from ui.outreach.home_form import (
    facts_fields,
    facts_values,
    new_values,
    service_fields,
    service_values,
    typed_changes,
    typed_facts,
    typed_service,
)
from ui.outreach.home_reading import HomeRead, read_home
from ui.outreach.home_visits import visits_table
from ui.reports.shown import show_report
from ui.shared import theme
from ui.shared.buttons import button, link_button
from ui.shared.dialog import FormDialog
from ui.shared.flow import Flow
from ui.shared.screen import Shell
from ui.shared.scroll import scrolled
from ui.shared.words import label, widgets_of

_LEFT = 410


class HomeTab(QWidget):
    """``show_file`` when the tab is shown, ``read`` to ask again."""

    refresh_on: ClassVar[frozenset[Change]] = frozenset(
        {Change.VISITS, Change.TEAMS, Change.PLACES, Change.CODELISTS, Change.CHILDREN}
    )

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.file: ChildFile | None = None
        self.shown: HomeRead | None = None
        self._visits = PAGE
        self.table = visits_table(shell)
        self.table.opened.connect(self.open_visit)
        self.more_button = link_button(_("Show earlier visits"), self.show_more)
        self.more_button.hide()
        cards = QWidget()
        self.cards = QVBoxLayout(cards)
        self.cards.setContentsMargins(0, 0, 8, 0)
        self.cards.setSpacing(12)
        area = scrolled(cards)
        area.setFixedWidth(theme.px(_LEFT))
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(Flow([label(_("Visits at home"), kind="heading"), *self._papers()]))
        right.addWidget(self.table, 1)
        right.addWidget(self.more_button)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 12, 0, 0)
        row.setSpacing(12)
        row.addWidget(area)
        row.addLayout(right, 1)

    def show_file(self, file: ChildFile) -> None:
        """Show this child's home."""
        if self.file is None or self.file.id != file.id:
            self._visits, self.shown = PAGE, None
            self.table.set_rows(())
        self.file = file
        self.read()

    def read(self) -> None:
        """Ask again."""
        if self.file is not None:
            query = partial(read_home, child_id=self.file.id, visits=self._visits, language=current().language)
            tasks.read(query, then=self._show, latest="home")

    def unsaved(self) -> bool:
        """Forms here are dialogs, which ask themselves."""
        return False

    def show_more(self) -> None:
        """Earlier visits too."""
        self._visits += 3 * PAGE
        self.read()

    def open_visit(self, row: PastVisit) -> None:
        """The round that the visit is in, at its line."""
        self.shell.go("outreach", page="round", round=row.round_id, visit=row.id)

    def open_follow_up(self, row: FollowUpRow) -> None:
        """Where it is seen to."""
        self.shell.go("outreach", page="follow_ups", follow_up=row.id)

    # ---- doing --------------------------------------------------------------------------------------------------

    def change_home(self) -> None:
        """Ask where the home is, when somebody is there, how great the risk is."""
        if self.file is None or self.shown is None:
            return
        child_id, home = self.file.id, self.shown.home
        dialog = FormDialog(
            self,
            _("The home of {name}").format(name=self.file.full_name),
            facts_fields(home),
            lambda values: partial(set_home_facts, child_id=child_id, facts=typed_facts(values)),
            saying=_("Saved."),
            undo=partial(_undo_facts, child_id),
        )
        dialog.form.set_values(facts_values(home))
        dialog.open()

    def start(self) -> None:
        """Ask which visits the child is to get."""
        if self.file is None or self.shown is None:
            return
        child_id, read, today = self.file.id, self.shown, self.shell.office.today()
        dialog = FormDialog(
            self,
            _("Home service of {name}").format(name=self.file.full_name),
            service_fields(today, purposes=read.purposes, teams=read.teams, types=read.types),
            lambda values: partial(start_home_service, service=typed_service(values, child_id)),
            save_text=_("Start home service"),
            saying=_("Home service has started. From now on it stands on the list of who is due."),
            undo=lambda made: partial(remove_home_service, service_id=made),
        )
        dialog.form.set_values(new_values(today))
        dialog.open()

    def change(self, row: HomeServiceRow) -> None:
        """Ask for another frequency, length, team."""
        if self.shown is None:
            return
        read, today = self.shown, self.shell.office.today()
        dialog = FormDialog(
            self,
            _("Home service: {purpose}").format(purpose=row.purpose_name),
            service_fields(today, purposes={}, teams=read.teams, types=read.types),
            lambda values: partial(change_home_service, service_id=row.id, changes=typed_changes(values)),
            saying=_("Saved."),
            undo=lambda before: partial(change_home_service, service_id=row.id, changes=before),
        )
        dialog.form.set_values(service_values(row.changeable))
        dialog.open()

    def plan(self, row: HomeServiceRow) -> None:
        """Onto which day and which team."""
        standing = row.standing
        if self.shown is None or standing is None:
            return
        today = self.shell.office.today()
        day = standing.planned_day or standing.agreed_day
        ask_planning(
            self,
            row.id,
            row.purpose_name,
            self.shown.teams,
            today=today,
            day=day if day is not None and day >= today else None,
            team_id=row.team_id,
        )

    def agree(self, row: HomeServiceRow) -> None:
        """The next visit's day, said with the family."""
        agreed = row.standing.agreed_day if row.standing is not None else None
        ask_agreed_day(self, row.id, row.purpose_name, self.shell.office.today(), agreed)

    def end(self, row: HomeServiceRow) -> None:
        """Until when, and why no longer."""
        ask_ending(self, row.id, row.purpose_name, self.shell.office.today())

    def reopen(self, row: HomeServiceRow) -> None:
        """It ended by mistake."""
        tasks.do(partial(reopen_home_service, service_id=row.id), saying=_("The visits go on."), owner=self)

    def remove(self, row: HomeServiceRow) -> None:
        """It was started by mistake, and nobody was there yet."""
        changes, child_id = row.changeable, self.shown.home.child_id if self.shown is not None else None
        if child_id is None:
            return
        again = typed_service(service_values(changes) | {"purpose": row.purpose}, child_id)
        tasks.do(
            partial(remove_home_service, service_id=row.id),
            saying=_("Home service is taken out."),
            undo=lambda _none: partial(start_home_service, service=again),
            owner=self,
        )

    def print_card(self) -> None:
        """What the family does at home, on a card for the door."""
        self._print("home_card")

    def print_form(self) -> None:
        """A visit form with the child's name and goals."""
        self._print("visit_form")

    # ---- showing ------------------------------------------------------------------------------------------------

    def _show(self, read: HomeRead) -> None:
        self.shown = read
        today = self.shell.office.today()
        doors = self._doors(read)
        for widget in widgets_of(self.cards):
            widget.hide()
            widget.deleteLater()
        while self.cards.takeAt(0) is not None:
            pass
        made = [home_card(read.home, doors), services_card(read, today, doors), follow_ups_card(read, today, doors)]
        for card in made:
            if card is not None:
                self.cards.addWidget(card)
        self.cards.addStretch(1)
        self.table.set_rows(read.visits.rows, total=read.visits.count)
        self.more_button.setVisible(read.visits.count > len(read.visits.rows))

    def _doors(self, read: HomeRead) -> HomeDoors:
        if not self.shell.may(Permission.PLAN_ROUNDS) or read.home.archived:
            return HomeDoors(follow_up=self.open_follow_up)
        return HomeDoors(
            self.change_home,
            self.start,
            self.plan,
            self.agree,
            self.change,
            self.end,
            self.reopen,
            self.remove,
            self.open_follow_up,
        )

    def _papers(self) -> list[QWidget]:
        if not self.shell.office.actor.may(Permission.EXPORT_NAMES):
            return []
        papers: list[QWidget] = [button(_("Visit form"), self.print_form, icon="print")]
        if self.shell.office.actor.may(Permission.SEE_NOTES):  # the card says what the plan and the last visit say
            papers.insert(0, button(_("Card for the family"), self.print_card, icon="print"))
        return papers

    def _print(self, kind: str) -> None:
        if self.file is not None:
            show_report(
                self,
                kind,
                {"child": self.file.id},
                language=self.shell.app.document_language,
                name=self.file.number,
            )


def _undo_facts(child_id: UUID, before: HomeFactsInput | None) -> tasks.Action:
    if before is None:
        return partial(clear_home_facts, child_id=child_id)
    return partial(set_home_facts, child_id=child_id, facts=before)
