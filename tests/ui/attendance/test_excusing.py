"""Marking a child absent proposes to excuse its sessions of that day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtWidgets import QWidget
from sqlalchemy import select

from centre_app.attendance.rules import ABSENT, PRESENT
from centre_app.office import Office
from centre_app.sites.models import Group, Service, Site
from centre_app.therapy.models import SessionChild, TherapySession
from tests.conftest import TODAY
from tests.factories.attendance import enrolment_of
from tests.factories.children import make_enrolled
from tests.factories.codelists import given_lists
from tests.factories.therapy import make_session
from ui import messages, tasks
from ui.attendance.letters import Mark
from ui.attendance.screen import AttendanceScreen

ILL, HERE = Mark(ABSENT, "illness"), Mark(PRESENT)


@dataclass
class Centre:
    """Ҷамшед and Нигина are planned together in one session, Ҷамшед alone in another."""

    office: Office
    enrolments: list[UUID] = field(default_factory=list)
    own: UUID | None = None
    both: UUID | None = None

    def states(self) -> dict[UUID, str]:
        with self.office.read() as session:
            return {row.id: row.status for row in session.scalars(select(TherapySession))}

    def excused(self) -> int:
        with self.office.read() as session:
            return sum(row.status == "excused" for row in session.scalars(select(SessionChild)))


@pytest.fixture
def centre(office: Office) -> Centre:
    made = Centre(office)
    with office.write() as session:
        given_lists(session)
        site = session.scalars(select(Site.id)).one()
        group = session.scalars(select(Group.id).order_by(Group.position)).first()
        day_care = session.scalars(select(Service.id).where(Service.kind == "day_care")).one()
        one, two = (make_enrolled(session, day_care, group, name) for name in ("Ҷамшед", "Нигина"))
        made.enrolments = [enrolment_of(session, child) for child in (one, two)]
        made.own = make_session(session, site, TODAY, {one: "invited"}, status="planned")
        made.both = make_session(session, site, TODAY, dict.fromkeys((one, two), "invited"), status="planned")
    return made


@pytest.fixture
def screen(centre: Centre, shell_of: Callable[[Any], Any], show: Callable[[QWidget], QWidget]) -> AttendanceScreen:
    made = AttendanceScreen(shell_of(centre.office))
    show(made)
    made.come_up()
    tasks.wait_idle()
    return made


def mark(screen: AttendanceScreen, enrolment: UUID, what: Mark) -> None:
    screen.marking.mark([(TODAY, enrolment)], what)
    tasks.wait_idle()


def proposal() -> messages.Said:
    """The newest question; there is no window here, so it waits."""
    [*_before, said] = [one for one in messages.waiting() if one.action_text == "Excuse"]
    return said


def test_marking_absent_proposes_and_one_press_excuses(screen: AttendanceScreen, centre: Centre) -> None:
    mark(screen, centre.enrolments[0], ILL)
    said = proposal()
    assert "2 planned sessions" in said.text
    assert "Раҳимов Ҷамшед" in said.text
    assert set(centre.states().values()) == {"planned"}
    assert said.action is not None
    said.action()
    tasks.wait_idle()
    assert centre.states() == {centre.own: "cancelled_by_family", centre.both: "planned"}
    with centre.office.read() as session:
        assert {row.reason for row in session.scalars(select(SessionChild)) if row.status == "excused"} == {"illness"}


def test_excusing_can_be_undone(screen: AttendanceScreen, centre: Centre) -> None:
    mark(screen, centre.enrolments[0], ILL)
    said = proposal()
    assert said.action is not None
    said.action()
    tasks.wait_idle()
    undo = messages.waiting()[-1]
    assert undo.action is not None
    undo.action()
    tasks.wait_idle()
    assert set(centre.states().values()) == {"planned"}
    assert centre.excused() == 0


def test_the_newest_question_is_about_all_who_are_absent(screen: AttendanceScreen, centre: Centre) -> None:
    for enrolment in centre.enrolments:
        mark(screen, enrolment, ILL)
    said = proposal()
    assert said.action is not None
    said.action()
    tasks.wait_idle()
    assert set(centre.states().values()) == {"cancelled_by_family"}
    assert centre.excused() == 3


def test_who_is_marked_present_after_all_is_not_excused(screen: AttendanceScreen, centre: Centre) -> None:
    one, two = centre.enrolments
    mark(screen, one, ILL)
    mark(screen, one, HERE)
    mark(screen, two, ILL)
    said = proposal()
    assert said.action is not None
    said.action()
    tasks.wait_idle()
    assert set(centre.states().values()) == {"planned"}
    assert centre.excused() == 1


def test_an_absence_that_is_undone_is_not_asked_about_again(screen: AttendanceScreen, centre: Centre) -> None:
    one, two = centre.enrolments
    mark(screen, one, ILL)
    screen.marking.undo()
    tasks.wait_idle()
    mark(screen, two, ILL)
    assert "Раҳимов Ҷамшед" not in proposal().text


def test_without_a_session_nothing_is_asked(screen: AttendanceScreen, centre: Centre) -> None:
    mark(screen, centre.enrolments[1], HERE)
    assert not messages.waiting()
    with centre.office.write() as session:
        for row in session.scalars(select(TherapySession)):
            row.status = "cancelled_by_centre"
    mark(screen, centre.enrolments[1], ILL)
    assert not messages.waiting()
