"""Types of session: how long they usually take, for how many children, and what they need of a room."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

from centre_app.changes import Change
from centre_app.codelists.queries import labels
from centre_app.language.translate import N_, _, current, ngettext
from centre_app.security.access import Permission
from centre_app.workplace.actions import set_type_facts
from centre_app.workplace.queries import SESSION_TYPES, StaffRow, TypeFacts, session_types, staff
from centre_app.workplace.rules import LONGEST_SESSION, MOST_CHILDREN, SHORTEST_SESSION
from ui import tasks
from ui.settings.page import Page
from ui.settings.rooms import EQUIPMENT
from ui.shared.buttons import button, link_button
from ui.shared.dialog import FormDialog
from ui.shared.empty import EmptyPlace
from ui.shared.flow import Flow
from ui.shared.form import MultiChoice, Number
from ui.shared.table import Column, Table


@dataclass(frozen=True)
class TypeLine:
    """A type of session in words. ``id`` is its code."""

    id: str
    name: str
    facts: TypeFacts
    equipment: str
    given_by: str


@dataclass(frozen=True)
class Types:
    """What one reading brings."""

    names: dict[str, str]  # of the types in use
    facts: dict[str, TypeFacts]
    equipment: dict[str, str]
    staff: tuple[StaffRow, ...]  # who works here today


class SessionTypesPage(Page):
    """The types of the list, in its order."""

    key: ClassVar[str] = "session_types"
    name: ClassVar[str] = N_("Types of session")
    note: ClassVar[str] = N_(
        "What is proposed when a session is booked: the usual length, how many children at most, which equipment the "
        "room must have."
    )
    icon: ClassVar[str] = "therapy"
    needs: ClassVar[Permission | None] = Permission.MANAGE_CENTRE
    refresh_on: ClassVar[frozenset[Change]] = frozenset({Change.WORKPLACE, Change.CODELISTS})

    def build(self) -> None:
        """The list, and the door to the list of words itself."""
        self._types = Types({}, {}, {}, ())
        self.table: Table = Table(
            [
                Column("name", _("Type"), lambda row: row.name, width=220),
                Column("minutes", _("Minutes"), lambda row: str(row.facts.usual_minutes), align="right", width=80),
                Column(
                    "children", _("Most children"), lambda row: str(row.facts.most_children), align="right", width=150
                ),
                Column("equipment", _("The room needs"), lambda row: row.equipment, width=190, tip=_needs_tip),
                Column("staff", _("Who gives it"), lambda row: row.given_by or _("nobody"), width=190, tone=_alone),
            ],
            name="settings.session_types",
            desk=self.shell.desk,
            sorting="none",
            count=lambda n: ngettext("{n} type", "{n} types", n).format(n=n),
            label_text=_("Types of session"),
        )
        self.table.set_empty(
            EmptyPlace(
                _("No type of session in use"),
                _("The types are words of a list: add one there, or take one into use again."),
                _("Open the list"),
                self.open_list,
                icon="therapy",
                button_icon="forward",
            )
        )
        self.change_button = button(_("Change…"), self._change_current, icon="edit")
        self.list_button = link_button(_("Add or rename types in the list"), self.open_list, icon="forward")
        self.body.addWidget(Flow([self.change_button, self.list_button]))
        self.body.addWidget(self.table, 1)
        self.table.opened.connect(self.change)
        self.table.current_changed.connect(lambda row: self.change_button.setEnabled(row is not None))
        self.change_button.setEnabled(False)

    def load(self) -> None:
        """Types in use, their facts, and who gives them."""
        language, today = current().language, self.shell.office.today()

        def read(session: Any) -> Types:
            return Types(
                labels(session, SESSION_TYPES, language, active_only=True),
                session_types(session),
                labels(session, EQUIPMENT, language),
                staff(session, on=today),
            )

        tasks.read(read, then=self.show_types, latest="types")

    def show_types(self, types: Types) -> None:
        """Show what was read."""
        self._types = types
        self.table.set_rows([self._line(code, name) for code, name in types.names.items()])

    def change(self, row: TypeLine) -> None:
        """Ask for other facts."""
        dialog = FormDialog(
            self,
            row.name,
            [
                Number(
                    "usual_minutes",
                    _("Usual minutes"),
                    minimum=SHORTEST_SESSION,
                    maximum=LONGEST_SESSION,
                    required=True,
                ),
                Number(
                    "most_children",
                    _("Most children at once"),
                    minimum=1,
                    maximum=MOST_CHILDREN,
                    required=True,
                    hint=_("1: for one child alone."),
                ),
                MultiChoice("equipment", _("The room needs"), list(self._types.equipment.items())),
            ],
            lambda values: partial(set_type_facts, session_type=row.id, facts=TypeFacts(**values)),
            saying=_("{name} is changed. What is booked stays as it is.").format(name=row.name),
            undo=lambda _nothing: partial(set_type_facts, session_type=row.id, facts=row.facts),
        )
        dialog.form.set_values(
            {
                "usual_minutes": row.facts.usual_minutes,
                "most_children": row.facts.most_children,
                "equipment": row.facts.equipment,
            }
        )
        dialog.open()

    def open_list(self) -> None:
        """To the list of words, where types are added and renamed."""
        self.shell.go("settings", page="lists")

    def _change_current(self) -> None:
        row = self.table.current()
        if row is not None:
            self.change(row)

    def _line(self, code: str, name: str) -> TypeLine:
        facts = self._types.facts.get(code, TypeFacts())
        return TypeLine(
            code,
            name,
            facts,
            ", ".join(words for each, words in self._types.equipment.items() if each in facts.equipment),
            ", ".join(person.name for person in self._types.staff if code in person.skills),
        )


def _needs_tip(row: TypeLine) -> str:
    return row.equipment


def _alone(row: TypeLine) -> str:
    return "" if row.given_by else "muted"
