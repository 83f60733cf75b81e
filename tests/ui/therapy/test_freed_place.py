"""A place that is freed in the week: who of the waiting list comes next is told with a door to the list."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date

import pytest

from centre_app.office import Office
from centre_app.security.access import Role
from centre_app.therapy.calendar import SessionRow, session_row
from tests.factories.children import make_child
from tests.factories.waiting import make_waiting
from tests.factories.workplace import set_times
from tests.ui.conftest import FakeShell
from tests.ui.therapy.hands import dialog_of, said
from tests.ui.therapy.week_centre import TUESDAY, WeekCentre
from ui import messages, tasks
from ui.therapy.freed_place import tell_next
from ui.therapy.week_page import WeekPage


@pytest.fixture
def waiting(office: Office, week_centre: WeekCentre) -> uuid.UUID:
    """Зарина waits for speech therapy and can come on Tuesdays and Wednesdays."""
    with office.write() as session:
        child = make_child(session, "Зарина")
        make_waiting(session, child, day=date(2026, 9, 1))
        set_times(session, child, {2: "9-10", 3: "9-12"})
    return child


def row_of(office: Office, session_id: uuid.UUID) -> SessionRow:
    """A session as the week shows it."""
    with office.read() as session:
        return session_row(session, session_id, "en")


def told() -> list[str]:
    """What was said of free places."""
    return [text for text in said() if "A place is free" in text]


def test_a_session_taken_out_tells_who_could_have_its_place(
    week_page: WeekPage, week_centre: WeekCentre, office: Office, waiting: uuid.UUID
) -> None:
    week_page.moves.remove(row_of(office, week_centre.first))
    tasks.wait_idle()
    assert told() == [
        "A place is free. Next on the waiting list for speech therapy: Раҳимов Зарина Фарҳодович (80 d.)."
    ]
    door = next(one.action for one in messages.waiting() if one.text == told()[0])
    assert door is not None
    door()
    assert isinstance(week_page.shell, FakeShell)
    assert week_page.shell.went[-1] == ("therapy", {"page": "waiting", "session_type": "speech_therapy"})


def test_a_session_called_off_by_itself_frees_its_place(
    week_page: WeekPage, week_centre: WeekCentre, office: Office, waiting: uuid.UUID
) -> None:
    week_page.moves.cancel(row_of(office, week_centre.first), {"illness": "illness"})
    asked = dialog_of(week_page)
    asked.form.set_values({"by": "family", "reason": "illness"})
    asked.save()
    tasks.wait_idle()
    assert len(told()) == 1


@pytest.mark.parametrize(("scope", "times"), [("this", 0), ("following", 1), ("all", 1)])
def test_one_of_a_series_is_a_gap_of_a_day_several_are_a_place(
    week_page: WeekPage, week_centre: WeekCentre, office: Office, waiting: uuid.UUID, scope: str, times: int
) -> None:
    week_page.moves.remove(row_of(office, week_centre.series[1]))
    asked = dialog_of(week_page)
    asked.form.set_values({"scope": scope})
    asked.save()
    tasks.wait_idle()
    assert len(told()) == times


def test_who_cannot_come_at_that_hour_is_not_told_of(
    week_page: WeekPage, week_centre: WeekCentre, office: Office, waiting: uuid.UUID
) -> None:
    week_page.moves.remove(row_of(office, week_centre.second))  # at ten; Зарина must leave then
    tasks.wait_idle()
    assert told() == []


def test_where_nobody_waits_nothing_is_said(week_page: WeekPage, week_centre: WeekCentre, office: Office) -> None:
    week_page.moves.remove(row_of(office, week_centre.massage))
    tasks.wait_idle()
    assert told() == []


def test_whoever_plans_no_week_is_told_nothing(
    week_as: Callable[[Role], WeekPage], week_centre: WeekCentre, waiting: uuid.UUID
) -> None:
    page = week_as(Role.OUTREACH_WORKER)
    tell_next(page, page.shell, "speech_therapy", day=TUESDAY)
    tasks.wait_idle()
    assert told() == []
