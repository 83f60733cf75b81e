"""Staff as they are written down, changed, and read."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from centre_app.db.history import HistoryEntry
from centre_app.db.session import OfficeSession
from centre_app.db.types import new_id
from centre_app.errors import NotFound, Refused, UserError
from centre_app.security.access import Actor, Role
from centre_app.workplace.actions import (
    AbsenceInput,
    StaffInput,
    add_absence,
    add_staff,
    change_absence,
    change_staff,
    move_staff,
    remove_absence,
    staff_leaves,
)
from centre_app.workplace.queries import StaffRow, my_staff, staff, staff_absences
from centre_app.workplace.rules import Stretch
from tests.conftest import TODAY, SiteIds
from tests.factories.workplace import every_day, make_absence, make_staff
from tests.statements import counted


@pytest.fixture(autouse=True)
def _centre(site: SiteIds) -> SiteIds:
    return site


def the(session: OfficeSession, staff_id: uuid.UUID) -> StaffRow:
    """One of the staff, as read."""
    return next(row for row in staff(session) if row.id == staff_id)


def test_somebody_is_read_as_written_down(session: OfficeSession, manager: Actor) -> None:
    key = make_staff(
        session,
        "  Сафарова   Нигина ",
        profession="логопед",
        account_id=manager.account_id,
        full_time_percent=50,
        works_from=date(2026, 9, 1),
        works_until=date(2027, 5, 31),
        skills=("speech_therapy", "sensory", "speech_therapy"),
        hours=(Stretch(3, 600, 720), Stretch(1, 540, 780)),
    )
    assert staff(session) == (
        StaffRow(
            key,
            "Сафарова Нигина",
            "логопед",
            manager.account_id,
            None,
            50,
            date(2026, 9, 1),
            date(2027, 5, 31),
            ("sensory", "speech_therapy"),
            (Stretch(1, 540, 780), Stretch(3, 600, 720)),
        ),
    )


def test_a_change_makes_somebody_as_given_and_leaves_the_rest_alone(session: OfficeSession) -> None:
    key = make_staff(session, hours="9-13", skills=("massage", "speech_therapy"))
    other = make_staff(session, "Назаров Бахтиёр", hours="8-12")
    hours = (Stretch(1, 540, 780), Stretch(2, 600, 720))
    change_staff(session, key, StaffInput("Сафарова Нигина", skills=("speech_therapy",), hours=hours))
    assert the(session, key).hours == hours
    assert the(session, key).skills == ("speech_therapy",)
    assert the(session, other).hours == every_day("8-12")


def test_hours_that_stay_are_not_written_anew(session: OfficeSession) -> None:
    key = make_staff(session, hours="9-13")
    session.finish()
    before = len(session.scalars(select(HistoryEntry.seq)).all())
    change_staff(session, key, StaffInput("Сафарова Нигина", skills=("speech_therapy",), hours=every_day("9-13")[:-1]))
    session.finish()
    entries = session.scalars(select(HistoryEntry).order_by(HistoryEntry.seq).offset(before)).all()
    assert [(entry.act, entry.entity) for entry in entries] == [("change_staff", "working_hours")]


def test_only_those_are_read_who_work_here_on_a_day(session: OfficeSession) -> None:
    left = make_staff(session, "Холова Фирӯза", works_until=date(2026, 6, 30))
    here = make_staff(session)
    comes = make_staff(session, "Каримова Дилноза", works_from=date(2027, 1, 11))
    assert [row.id for row in staff(session)] == [left, here, comes]
    assert [row.id for row in staff(session, on=TODAY)] == [here]
    assert [row.id for row in staff(session, on=date(2026, 6, 30))] == [left, here]


def test_the_number_of_statements_does_not_grow_with_the_staff(session: OfficeSession) -> None:
    for n in range(4):
        make_staff(session, f"Мирзоева {n}")
    with counted(session) as sent:
        staff(session, on=TODAY)
    assert len(sent) == 3


def test_overlapping_hours_are_refused_and_nothing_is_written(session: OfficeSession) -> None:
    with pytest.raises(UserError, match="overlap") as refused:
        make_staff(session, hours=(Stretch(1, 540, 780), Stretch(1, 720, 900)))
    assert refused.value.field == "hours"
    assert staff(session) == ()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": " "}, "name"),
        ({"full_time_percent": 0}, "full_time_percent"),
        ({"full_time_percent": 201}, "full_time_percent"),
        ({"works_from": date(2026, 9, 1), "works_until": date(2026, 8, 31)}, "works_until"),
        ({"skills": ("juggling",)}, "skills"),
        ({"account_id": new_id()}, "account_id"),
        ({"supervisor_id": new_id()}, "supervisor_id"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(session: OfficeSession, values: dict[str, object], field: str) -> None:
    with pytest.raises(UserError) as refused:
        make_staff(session, **{"name": "Сафарова Нигина"} | values)  # type: ignore[arg-type]
    assert refused.value.field == field


def test_an_account_belongs_to_one_person(session: OfficeSession, manager: Actor) -> None:
    first = make_staff(session, account_id=manager.account_id)
    with pytest.raises(UserError, match="already that of Сафарова Нигина") as refused:
        make_staff(session, "Назаров Бахтиёр", account_id=manager.account_id)
    assert refused.value.field == "account_id"
    change_staff(session, first, StaffInput("Сафарова Нигина", account_id=manager.account_id))
    assert the(session, first).account_id == manager.account_id


def test_nobody_is_supervised_in_a_circle(session: OfficeSession) -> None:
    above = make_staff(session)
    student = make_staff(session, "Каримова Дилноза", supervisor_id=above)
    with pytest.raises(UserError, match="circle"):
        change_staff(session, above, StaffInput("Сафарова Нигина", supervisor_id=student))
    with pytest.raises(UserError, match="themselves"):
        change_staff(session, above, StaffInput("Сафарова Нигина", supervisor_id=above))
    assert the(session, student).supervisor_id == above


def test_whoever_is_signed_in_finds_themselves(session: OfficeSession, manager: Actor) -> None:
    make_staff(session, "Назаров Бахтиёр")
    assert my_staff(session) is None
    key = make_staff(session, account_id=manager.account_id)
    mine = my_staff(session)
    assert mine is not None and mine.id == key


def test_a_set_up_without_an_account_is_nobody_of_the_staff(session: OfficeSession) -> None:
    make_staff(session)
    session.actor = Actor(None, "set-up", Role.MANAGER)
    assert my_staff(session) is None


def test_the_order_is_the_centres(session: OfficeSession) -> None:
    one, two, three = (make_staff(session, name) for name in ("Алиев", "Бобоев", "Валиев"))
    move_staff(session, three, -2)
    assert [row.id for row in staff(session)] == [three, one, two]
    move_staff(session, three, 5)
    assert [row.id for row in staff(session)] == [one, two, three]


def test_a_last_day_is_written_down_and_taken_back(session: OfficeSession) -> None:
    key = make_staff(session, works_from=date(2026, 9, 1))
    staff_leaves(session, key, date(2026, 12, 31))
    assert the(session, key).works_until == date(2026, 12, 31)
    with pytest.raises(UserError) as refused:
        staff_leaves(session, key, date(2026, 8, 31))
    assert refused.value.field == "works_until"
    staff_leaves(session, key, None)
    assert the(session, key).works_until is None


def test_absences_that_touch_the_days_are_read_the_earliest_first(session: OfficeSession) -> None:
    nigina, bakhtiyor = make_staff(session), make_staff(session, "Назаров Бахтиёр")
    leave = make_absence(session, nigina, date(2026, 11, 16), date(2026, 11, 23), reason="отпуск")
    hours = make_absence(session, bakhtiyor, date(2026, 11, 25), times="9-11", reason="обучение")
    make_absence(session, nigina, date(2026, 11, 15))
    make_absence(session, nigina, date(2026, 11, 30))
    found = staff_absences(session, date(2026, 11, 23), date(2026, 11, 29))
    assert [row.id for row in found] == [leave, hours]
    assert (found[1].staff_id, found[1].start_minute, found[1].end_minute) == (bakhtiyor, 540, 660)
    assert (found[0].start_minute, found[0].reason) == (None, "отпуск")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"last_day": date(2026, 11, 22)}, "last_day"),
        ({"start_minute": 540}, "times"),
        ({"start_minute": 600, "end_minute": 540}, "times"),
        ({"start_minute": 600, "end_minute": 1500}, "times"),
        ({"reason": "x" * 201}, "reason"),
    ],
)
def test_an_absence_that_cannot_be_is_refused(session: OfficeSession, values: dict[str, object], field: str) -> None:
    usual = AbsenceInput(make_staff(session), date(2026, 11, 23), date(2026, 11, 23))
    with pytest.raises(UserError) as refused:
        add_absence(session, replace(usual, **values))  # type: ignore[arg-type]
    assert refused.value.field == field


def test_the_same_absence_is_not_written_twice(session: OfficeSession) -> None:
    key = make_staff(session)
    make_absence(session, key, TODAY)
    with pytest.raises(UserError, match="already"):
        make_absence(session, key, TODAY)
    make_absence(session, key, TODAY, times="9-11")


def test_an_absence_taken_away_can_be_put_back(session: OfficeSession) -> None:
    key = make_staff(session)
    absence = make_absence(session, key, TODAY, times="9-11", reason="дорога")
    was = remove_absence(session, absence)
    assert staff_absences(session, TODAY, TODAY) == ()
    again = add_absence(session, was)
    assert [(row.id, row.reason) for row in staff_absences(session, TODAY, TODAY)] == [(again, "дорога")]
    with pytest.raises(NotFound):
        remove_absence(session, absence)


def test_a_changed_absence_stays_with_its_person(session: OfficeSession) -> None:
    one, other = make_staff(session), make_staff(session, "Назаров Бахтиёр")
    absence = make_absence(session, one, TODAY)
    change_absence(session, absence, AbsenceInput(other, TODAY, date(2026, 11, 27), reason="болезнь"))
    (row,) = staff_absences(session, TODAY, TODAY)
    assert (row.staff_id, row.last_day, row.reason) == (one, date(2026, 11, 27), "болезнь")
    change_absence(session, absence, AbsenceInput(one, TODAY, date(2026, 11, 27), reason="грипп"))
    assert staff_absences(session, TODAY, TODAY)[0].reason == "грипп"


def test_the_secretary_writes_absences_but_not_staff(session: OfficeSession, manager: Actor) -> None:
    key = make_staff(session)
    session.actor = replace(manager, role=Role.SECRETARY)
    make_absence(session, key, TODAY)
    with pytest.raises(Refused):
        add_staff(session, StaffInput("Каримова Дилноза"))
