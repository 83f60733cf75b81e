"""A child leaves: what is still booked is offered to be taken out, and can be put back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QObject
from sqlalchemy import select

from centre_app.children.actions import end_enrolment
from centre_app.children.queries import child_file
from centre_app.office import Office
from centre_app.outreach.leaving import goes_on_at_home
from centre_app.sites.queries import services, the_site
from centre_app.therapy.models import SessionChild
from tests.factories.children import make_child, make_enrolled
from tests.factories.homes import make_home_service
from tests.factories.therapy import make_session
from ui import messages, tasks
from ui.children.leaving import Leaving, LeavingHome

LAST = date(2026, 12, 1)


def test_the_later_sessions_are_offered_only_when_no_service_goes_on(
    office: Office, shell_of: Callable[[Any], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    with office.write() as session:
        child = make_enrolled(session, services(session)[0].id, None, "Мадина", start=date(2026, 9, 1))
        make_session(session, the_site(session).id, date(2026, 12, 7), {child: "invited"}, status="planned")
    said: list[tuple[str, Callable[[], None]]] = []
    monkeypatch.setattr(messages, "attention", lambda text, action, action_text: said.append((text, action)))
    parent = QObject()
    leaving = Leaving(parent, shell_of(office))
    leaving.after(child, LAST)
    tasks.wait_idle()
    assert said == []
    with office.write() as session:
        for row in child_file(session, child).enrolments:
            end_enrolment(session, row.id, LAST)
    leaving.after(child, LAST)
    tasks.wait_idle()
    ((words, take_out),) = said
    assert "1 session is still booked after 01.12.2026" in words
    take_out()
    tasks.wait_idle()
    with office.read() as session:
        assert session.scalars(select(SessionChild.session_id)).all() == []


def test_home_visits_are_offered_to_end_when_the_child_leaves_and_can_be_put_back(
    office: Office, shell_of: Callable[[Any], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    with office.write() as session:
        child = make_child(session, "Мадина")
        make_home_service(session, child)
    said: list[tuple[str, Callable[[], None]]] = []
    monkeypatch.setattr(messages, "attention", lambda text, action, action_text: said.append((text, action)))
    parent = QObject()
    LeavingHome(parent, shell_of(office)).after(child, date(2026, 11, 20))
    tasks.wait_idle()
    ((words, end),) = said
    assert "Home service goes on" in words
    end()
    tasks.wait_idle()
    with office.read() as session:
        assert not goes_on_at_home(session, child, date(2026, 11, 20))
