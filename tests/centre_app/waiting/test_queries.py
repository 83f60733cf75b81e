"""The list, its figures, and who comes next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from centre_app.children.actions import archive_child
from centre_app.children.inputs import GuardianInput
from centre_app.db.session import OfficeSession
from centre_app.errors import Refused
from centre_app.security.access import Actor, Role
from centre_app.waiting.actions import drop_waiting, offer_declined, offer_place, waiting_started
from centre_app.waiting.queries import next_for, waiting_figures, waiting_list
from centre_app.waiting.rules import Waited
from tests.conftest import TODAY, SiteIds
from tests.factories.children import make_child
from tests.factories.codelists import given_lists
from tests.factories.waiting import make_waiting
from tests.factories.workplace import make_staff, set_times
from tests.statements import counted

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture(autouse=True)
def _centre(session: OfficeSession, site: SiteIds) -> None:
    given_lists(session)


def test_the_most_urgent_come_first_and_of_these_who_asked_first(session: OfficeSession) -> None:
    asked = [("usual", 3), ("high", 20), ("urgent", 12), ("usual", 1), ("urgent", 11)]
    for n, (priority, day) in enumerate(asked):
        make_waiting(session, make_child(session, f"Бача{n}"), day=date(2026, 10, day), priority=priority, reason="р")
    found = [(row.priority, row.requested_day.day) for row in waiting_list(session)]
    assert found == [("urgent", 11), ("urgent", 12), ("high", 20), ("usual", 1), ("usual", 3)]


def test_a_line_says_who_waits_for_what_and_how_long(session: OfficeSession, site: SiteIds) -> None:
    child = make_child(session, guardians=(GuardianInput("Бобо"), GuardianInput("Модар", None, "+992 900 11 22 33")))
    make_waiting(session, child, day=date(2026, 9, 1), wishes="субҳ")
    make_waiting(session, child, service_id=site.day_care, day=TODAY)
    speech, day_care = waiting_list(session, language="ru")
    assert (speech.name, speech.number, speech.age) == ("Раҳимов Ҷамшед Фарҳодович", "K-0001", (7, 8))
    assert (speech.phone, speech.what, speech.days) == ("+992 900 11 22 33", "занятие с логопедом", 80)
    assert (speech.wishes, speech.archived, speech.status) == ("субҳ", False, "waiting")
    assert (day_care.what, day_care.session_type, day_care.days) == ("Рӯзона", None, 0)


def test_a_child_without_a_guardians_phone_is_reached_by_its_own(session: OfficeSession) -> None:
    child = make_child(session, guardians=(GuardianInput("Модар"),), phone="+992 44 600 10 20")
    make_waiting(session, child)
    assert waiting_list(session)[0].phone == "+992 44 600 10 20"


def test_the_list_is_narrowed_to_one_thing_one_child_one_state(session: OfficeSession, site: SiteIds) -> None:
    one, other = make_child(session), make_child(session, "Зарина")
    speech = make_waiting(session, one)
    massage = make_waiting(session, other, "massage")
    care = make_waiting(session, other, service_id=site.day_care)
    waiting_started(session, speech)
    assert [row.id for row in waiting_list(session, session_type="massage")] == [massage]
    assert [row.id for row in waiting_list(session, service_id=site.day_care)] == [care]
    assert [row.id for row in waiting_list(session, child_id=one)] == []
    assert [row.id for row in waiting_list(session, state="closed")] == [speech]
    assert {row.id for row in waiting_list(session, state="all")} == {speech, massage, care}


def test_the_number_of_statements_does_not_grow_with_the_list(session: OfficeSession) -> None:
    for n in range(5):
        make_waiting(session, make_child(session, f"Бача{n}"))
    with counted(session) as sent:
        waiting_list(session)
    few = len(sent)
    for n in range(5, 15):
        make_waiting(session, make_child(session, f"Бача{n}"))
    with counted(session) as sent:
        waiting_list(session)
    assert len(sent) == few <= 5


def test_those_who_started_and_those_who_wait_are_counted_apart(session: OfficeSession) -> None:
    children = [make_child(session, f"Бача{n}") for n in range(5)]
    lines = [make_waiting(session, child, day=date(2026, 10, 1 + n)) for n, child in enumerate(children)]
    waiting_started(session, lines[0], date(2026, 10, 11))  # 10 days
    waiting_started(session, lines[1], date(2026, 11, 1))  # 30 days
    drop_waiting(session, lines[2], "кӯчиданд")
    offer_place(session, lines[3])
    found = waiting_figures(session, *YEAR)
    assert found.started == Waited(2, 20.0, 30)
    assert found.waiting == Waited(2, 46.5, 47)
    assert found.started_children == tuple(children[:2])
    assert found.waiting_children == tuple(children[3:])


def test_only_those_who_started_in_the_period_are_counted(session: OfficeSession) -> None:
    line = make_waiting(session, make_child(session), day=date(2026, 9, 1))
    waiting_started(session, line, date(2026, 10, 31))
    assert waiting_figures(session, date(2026, 10, 1), date(2026, 10, 31)).started.count == 1
    assert waiting_figures(session, date(2026, 11, 1), date(2026, 11, 30)).started == Waited(0, None, None)


def test_whose_first_day_is_agreed_for_later_still_waits(session: OfficeSession) -> None:
    child = make_child(session)
    waiting_started(session, make_waiting(session, child, day=date(2026, 11, 10)), date(2026, 11, 30))
    found = waiting_figures(session, *YEAR)
    assert found.started.count == 0
    assert (found.waiting, found.waiting_children) == (Waited(1, 10.0, 10), (child,))


def test_figures_of_one_thing_leave_the_others_out(session: OfficeSession, site: SiteIds) -> None:
    make_waiting(session, make_child(session), day=date(2026, 11, 10))
    make_waiting(session, make_child(session, "Зарина"), service_id=site.day_care)
    assert waiting_figures(session, *YEAR, session_type="speech_therapy").waiting == Waited(1, 10.0, 10)
    assert waiting_figures(session, *YEAR, service_id=site.day_care).waiting == Waited(1, 0.0, 0)
    assert waiting_figures(session, *YEAR, session_type="massage").waiting.count == 0


def test_a_child_in_the_archive_is_shown_as_such_and_neither_counted_nor_proposed(session: OfficeSession) -> None:
    child = make_child(session)
    make_waiting(session, child)
    archive_child(session, child, reason="кӯчиданд")
    assert [row.archived for row in waiting_list(session)] == [True]
    assert waiting_figures(session, *YEAR).waiting.count == 0
    assert next_for(session, "speech_therapy") == ()


def test_whoever_sees_only_numbers_gets_the_figures_but_not_the_list(session: OfficeSession, manager: Actor) -> None:
    make_waiting(session, make_child(session))
    session.actor = replace(manager, role=Role.NUMBERS_ONLY)
    assert waiting_figures(session, *YEAR).waiting.count == 1
    with pytest.raises(Refused):
        waiting_list(session)


def test_a_freed_place_proposes_the_first_who_can_come_then(session: OfficeSession) -> None:
    early, late, free = (make_child(session, name) for name in ("Зарина", "Сомон", "Мадина"))
    set_times(session, early, {1: "9-12"})
    set_times(session, late, {1: "13-17", 2: "9-12"})
    for day, child in enumerate((early, late, free), start=1):
        make_waiting(session, child, day=date(2026, 10, day))
    make_waiting(session, make_child(session, "Парвина"), "massage", day=date(2026, 9, 1))

    def proposed(**when: Any) -> list[object]:
        return [row.child_id for row in next_for(session, "speech_therapy", **when)]

    assert proposed() == [early, late, free]
    assert proposed(weekday=1) == [early, late, free]
    assert proposed(weekday=1, start_minute=600, minutes=30) == [early, free]
    assert proposed(weekday=1, start_minute=700, minutes=30) == [free]
    assert proposed(weekday=2) == [late, free]
    assert proposed(weekday=5) == [free]
    assert proposed(limit=1) == [early]


def test_who_has_not_answered_an_offer_is_proposed_last(session: OfficeSession) -> None:
    one, other = make_child(session), make_child(session, "Зарина")
    offered = make_waiting(session, one, day=date(2026, 9, 1), priority="urgent", reason="р")
    make_waiting(session, other, day=date(2026, 10, 1))
    offer_place(session, offered)
    assert [row.child_id for row in next_for(session, "speech_therapy")] == [other, one]
    offer_declined(session, offered)
    assert [row.child_id for row in next_for(session, "speech_therapy")] == [one, other]


def test_nobody_is_proposed_to_somebody_who_does_not_give_that(session: OfficeSession) -> None:
    make_waiting(session, make_child(session))
    masseur = make_staff(session, "Назаров Бахтиёр", skills=("massage",))
    speech = make_staff(session)
    unknown = make_staff(session, "Каримова Дилноза", skills=())
    assert next_for(session, "speech_therapy", staff_id=masseur) == ()
    assert len(next_for(session, "speech_therapy", staff_id=speech)) == 1
    assert len(next_for(session, "speech_therapy", staff_id=unknown)) == 1
