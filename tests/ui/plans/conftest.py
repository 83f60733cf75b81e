"""A real centre with a therapist and a child, and the tab of the child's plan told of every change."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from centre_app.children.actions import ChildInput, register_child
from centre_app.children.queries import child_file
from centre_app.codelists.actions import load_given_lists
from centre_app.office import Office
from centre_app.plans.queries import PlanFacts, plan_of
from tests.factories.plans import make_plan
from tests.factories.workplace import make_staff
from tests.ui.conftest import FakeShell
from tests.ui.settings.conftest import Bridge, settle
from ui.plans.editor import PlanEditor
from ui.plans.plan_tab import PlanTab
from ui.plans.review_page import ReviewPage

P = TypeVar("P", bound=QWidget)

__all__ = ["settle"]


@dataclass(frozen=True)
class Centre:
    """The centre's child and therapist."""

    office: Office
    child: uuid.UUID
    therapist: uuid.UUID

    def plan(self, plan_id: uuid.UUID) -> PlanFacts:
        """A version as it is written down."""
        with self.office.read() as session:
            return plan_of(session, plan_id)

    def make(self, **values: Any) -> uuid.UUID:
        """The child's next version, signed unless said otherwise."""
        with self.office.write() as session:
            return make_plan(session, self.child, **values)

    def ask(self, query: Callable[..., Any], *values: Any, **named: Any) -> Any:
        """Any query."""
        with self.office.read() as session:
            return query(session, *values, **named)

    def do(self, action: Callable[..., Any], *values: Any, **named: Any) -> Any:
        """Any action, as somebody at another desk."""
        with self.office.write() as session:
            return action(session, *values, **named)


@pytest.fixture
def centre(office: Office) -> Centre:
    """The lists are loaded, a therapist and a child written down."""
    with office.write() as session:
        load_given_lists(session)
        therapist = make_staff(session, "Назарова Саида")
        child = register_child(
            session, ChildInput(given_name="Ҷамшед", surname="Раҳимов", birth_date=date(2019, 3, 5), sex="male")
        )
    return Centre(office, child, therapist)


@pytest.fixture
def tab(
    centre: Centre, shell_of: Callable[[Any], FakeShell], show: Callable[[QWidget], QWidget]
) -> Iterator[Callable[[], PlanTab]]:
    """Opens the child's plan; afterwards it is told of every change, as the file does it."""
    stops: list[Callable[[], None]] = []

    def opened() -> PlanTab:
        made = PlanTab(shell_of(centre.office))
        bridge = Bridge(made)
        bridge.told.connect(lambda changes: made.read() if changes & made.refresh_on else None)
        stops.append(centre.office.subscribe(bridge.told.emit))
        show(made)
        made.show_file(centre.ask(child_file, centre.child))
        settle()
        return made

    yield opened
    settle()
    for stop in stops:
        stop()
    for window in QApplication.topLevelWidgets():
        if isinstance(window, QDialog):
            shiboken6.delete(window)


def page_of(tab: PlanTab, kind: type[P]) -> P:
    """The page on show, which must be of this kind."""
    settle()
    page = tab.pages.currentWidget()
    assert isinstance(page, kind), type(page)
    return page


def editor_of(tab: PlanTab, plan_id: uuid.UUID) -> PlanEditor:
    """Begin to write in a draft."""
    tab.edit(plan_id)
    return page_of(tab, PlanEditor)


def review_of(tab: PlanTab, plan_id: uuid.UUID) -> ReviewPage:
    """Begin a review."""
    tab.hold_review(plan_id)
    return page_of(tab, ReviewPage)
