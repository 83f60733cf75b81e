"""What fits, what was filled in, how it went on: on both engines, in a few statements."""

from __future__ import annotations

from datetime import date

import pytest

from centre_app.db.session import OfficeSession
from centre_app.instruments.actions import NewFilling, begin_filling, withdraw_filling
from centre_app.instruments.editing import add_instrument, change_instrument, use_instrument
from centre_app.instruments.own import OwnItem
from centre_app.instruments.queries import courses, filling, fillings_of, instruments, offers
from centre_app.instruments.rules import Fit
from centre_app.language.translate import Words
from tests.conftest import TODAY
from tests.factories.children import make_child
from tests.factories.instruments import make_filling, own_scale
from tests.statements import counted

pytestmark = pytest.mark.usefixtures("centre")
RU = Words.of("ru")


def day(month: int) -> date:
    return date(2026, month, 4)


def test_what_fits_a_child_of_seven_with_cerebral_palsy(session: OfficeSession) -> None:
    child = make_child(session, primary_disability="cerebral_palsy")
    found = {one.code: (one.fit, one.suits) for one in offers(session, child, TODAY)}
    assert found["cfm_5_17"] == (Fit.YES, True)
    assert found["cfm_2_4"] == (Fit.OLD, True)
    assert found["macs"] == (Fit.YES, True)
    assert {one.suits for one in offers(session, make_child(session), TODAY) if one.code == "macs"} == {False}


def test_a_waiting_draft_and_an_instrument_out_of_use_are_told(session: OfficeSession) -> None:
    child = make_child(session)
    draft = begin_filling(session, NewFilling(child, "cfm_5_17", TODAY))
    use_instrument(session, "icf_profile", False)
    found = {one.code: one.draft for one in offers(session, child, TODAY)}
    assert found["cfm_5_17"] == draft
    assert "icf_profile" not in found
    assert {row.code: row.active for row in instruments(session)}["icf_profile"] is False
    assert "icf_profile" not in {row.code for row in instruments(session, active_only=True)}
    use_instrument(session, "icf_profile", True)
    assert "icf_profile" in {one.code for one in offers(session, child, TODAY)}


def test_fillings_come_newest_first_with_their_results_in_words(session: OfficeSession) -> None:
    child = make_child(session)
    make_filling(session, child, day=day(3), CF17="a_lot")
    make_filling(session, child, day=day(9))
    draft = begin_filling(session, NewFilling(child, "cfm_5_17", TODAY))
    rows = fillings_of(session, child, words=RU)
    assert [(row.day, row.status) for row in rows] == [(TODAY, "draft"), (day(9), "done"), (day(3), "done")]
    assert rows[0].id == draft
    assert (rows[0].answered, rows[0].result) == (0, ())
    assert "обучение" in rows[2].result[0]


def test_the_filling_before_stands_beside_it(session: OfficeSession) -> None:
    child = make_child(session)
    make_filling(session, child, day=day(3), CF17="a_lot")
    last = make_filling(session, child, day=day(9))
    view = filling(session, last)
    assert view.before_day == day(3)
    assert view.before is not None
    assert view.before["CF17"] == "a_lot"


def test_a_course_of_numbers_may_be_drawn_and_one_of_categories_may_not(session: OfficeSession) -> None:
    child = make_child(session, primary_disability="cerebral_palsy")
    code = add_instrument(session, own_scale(), "tg")
    for month, answer in ((2, "a1"), (5, "a2"), (8, "a3")):
        make_filling(session, child, code, day=day(month), answers={"q1": answer, "q2": "a2"})
        make_filling(session, child, "gmfcs", day=day(month), answers={"level": "III"})
    found = {course.code: course for course in courses(session, [child], until=TODAY, words=RU)[child]}
    assert found[code].drawn
    assert [(point.day, point.value) for point in found[code].points] == [(day(2), 1), (day(5), 2), (day(8), 3)]
    assert not found["gmfcs"].drawn
    assert {point.value for point in found["gmfcs"].points} == {None}
    assert found["gmfcs"].points[0].words.startswith("III – ходит")


def test_a_screening_says_with_every_point_that_it_is_no_diagnosis(session: OfficeSession) -> None:
    child = make_child(session)
    make_filling(session, child, CF17="cannot")
    (course,) = courses(session, [child], until=TODAY, words=Words.of("en"))[child]
    assert course.points[0].words == (
        "Functional difficulty is indicated in: learning. "
        "This is a screening, not a diagnosis, and not about eligibility."
    )


def test_a_course_holds_what_counts_and_ends_at_its_day(session: OfficeSession) -> None:
    child, other = make_child(session), make_child(session, "Нигина")
    for month in (2, 5, 8):
        last = make_filling(session, child, day=day(month))
    begin_filling(session, NewFilling(child, "cfm_5_17", TODAY))
    withdraw_filling(session, last, "хато")
    found = courses(session, [child, other], until=day(4))
    assert [point.day for point in found[child][0].points] == [day(2)]
    assert found[other] == ()
    assert len(courses(session, [child], until=TODAY)[child][0].points) == 2


def test_numbers_of_other_questions_are_not_put_on_one_line(session: OfficeSession) -> None:
    child = make_child(session)
    code = add_instrument(session, own_scale(), "tg")
    make_filling(session, child, code, day=day(2), answers={"q1": "a1", "q2": "a1"})
    more = (*own_scale().items, OwnItem("Нонро мебурад"))
    change_instrument(session, code, own_scale(items=more), "tg")
    make_filling(session, child, code, day=day(8), answers={"q1": "a2", "q2": "a2", "q3": "a2"})
    (course,) = courses(session, [child], until=TODAY)[child]
    assert [point.value for point in course.points] == [3]
    assert course.restarted_on == day(8)


def test_a_count_of_a_part_of_the_questions_is_no_number_to_compare(session: OfficeSession) -> None:
    child = make_child(session, birth_date=date(2022, 3, 5))
    whole = {f"motor.{n}": "achieved" for n in (1, 2)}
    make_filling(session, child, "portage_areas", day=day(3), answers=whole)
    make_filling(session, child, "portage_areas", day=day(6), answers={"motor.1": "achieved"})
    make_filling(session, child, "portage_areas", day=day(9), answers=whole | {"motor.2": "not_seen"})
    (course,) = courses(session, [child], until=TODAY, words=Words.of("en"))[child]
    assert [(point.value, point.words) for point in course.points] == [
        (2, "movement: 2 of 2"),
        (None, "movement: 1 of 1"),
        (None, "movement: 1 of 1"),
    ]


def test_an_age_by_age_list_is_never_a_line(session: OfficeSession) -> None:
    child = make_child(session, birth_date=date(2025, 11, 15))
    answers = {f"m12.{n}": "achieved" for n in (1, 2, 3)} | {"m12.4": "not_yet"}
    make_filling(session, child, "milestones_0_2", day=TODAY, months=12, answers=answers)
    (course,) = courses(session, [child], until=TODAY, words=RU)[child]
    assert not course.drawn
    assert course.points[0].value == 3


def test_the_number_of_statements_does_not_grow_with_the_children(session: OfficeSession) -> None:
    def statements(children: int) -> int:
        ids = [make_child(session, name) for name in ("Алӣ", "Вали", "Саид", "Ҳасан")[:children]]
        for child in ids:
            make_filling(session, child)
            make_filling(session, child, day=day(3))
        session.flush()
        courses(session, ids, until=TODAY)
        with counted(session) as sent:
            courses(session, ids, until=TODAY)
            fillings_of(session, ids[0])
        return len(sent)

    assert statements(1) == statements(4) <= 5
