"""A child's history in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from centre_app.attendance.models import Mark
from centre_app.children import actions
from centre_app.children.queries import child_file, child_history
from centre_app.db.session import OfficeSession
from centre_app.security.access import Actor, Role
from tests.conftest import SiteIds
from tests.factories.children import enrol, make_child, make_enrolled
from tests.factories.codelists import given_lists
from tests.factories.plans import goal, make_plan


def test_the_history_says_who_did_what_and_what_it_was(session: OfficeSession, site: SiteIds) -> None:
    given_lists(session)
    child = make_child(session, phone="90 123", sex="male")
    session.finish()
    loaded = child_file(session, child).as_input
    wanted = replace(loaded, phone="91 456", primary_disability="hearing", birth_date=date(2019, 3, 6))
    actions.change_child(session, child, wanted, loaded=loaded)
    session.finish()
    actions.note_opened(session, child)
    session.finish()
    session.record_access("printed", child_id=child, what="card")
    session.finish()
    lines = child_history(session, child, language="en")
    assert [line.what.in_words() for line in lines] == ["printed: child card", "file opened", "changed", "registered"]
    assert {line.who for line in lines} == {"Гулнора Қодирова"}
    assert [(each.label.in_words(), each.before, each.after) for each in lines[2].details] == [
        ("Date of birth", "05.03.2019", "06.03.2019"),
        ("Phone", "90 123", "91 456"),
        ("Primary type of disability", "–", "hearing"),
    ]
    registered = {each.label.in_words(): each.after for each in lines[3].details}
    assert registered["Sex"] == "boy"
    assert registered["Name of the parent or guardian"] == "Раҳимова Мавҷуда"
    assert "Notes" not in registered


def test_codes_are_said_in_the_language_asked(session: OfficeSession, site: SiteIds) -> None:
    given_lists(session)
    child = make_child(session, primary_disability="hearing")
    session.finish()
    details = child_history(session, child, language="tg")[0].details
    assert "ихтилоли шунавоӣ" in {each.after for each in details}


def test_enrolments_and_marks_stand_in_the_childs_history(session: OfficeSession, site: SiteIds) -> None:
    given_lists(session)
    child = make_child(session)
    session.finish()
    enrolment = enrol(session, child, site.day_care, site.morning)
    session.finish()
    row = {"day": date(2026, 11, 19), "enrolment_id": enrolment, "status": "absent", "reason": "illness", "note": "t°"}
    with session.act("mark_day"):
        session.insert_many(Mark, [row], child_of=lambda _row: child)
    session.finish()
    marked, enrolled, _ = child_history(session, child, language="en")
    assert (marked.what.in_words(), marked.details[0].label.in_words(), marked.details[0].after) == (
        "attendance marked",
        "Attendance on 19.11.2026",
        "absent: illness – t°",
    )
    assert [(each.label.in_words(), each.after) for each in enrolled.details] == [
        ("Service", "Рӯзона"),
        ("Group", "Ситора"),
        ("Start", "01.09.2026"),
    ]


def test_a_child_without_history_has_none(session: OfficeSession, site: SiteIds) -> None:
    assert child_history(session, site.site) == []


def test_what_a_plan_says_is_told_to_who_may_read_plans_and_to_nobody_else(
    session: OfficeSession, site: SiteIds
) -> None:
    child = make_enrolled(session, site.therapy, None, "Мадина")
    make_plan(session, child, goals=(goal("Просит любимый предмет словом"),), strengths="Любит музыку")
    session.finish()
    manager = child_history(session, child, language="en")
    assert "Любит музыку" in str(manager)
    assert "Просит любимый предмет словом" in str(manager)
    session.actor = Actor(None, "Манижа Шарифзода", Role.SECRETARY)
    secretary = child_history(session, child, language="en")
    assert [line.what for line in secretary] == [line.what for line in manager]
    assert "Любит музыку" not in str(secretary)
    assert "Просит любимый предмет словом" not in str(secretary)
