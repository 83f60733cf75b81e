"""Who a row is: sure, unsure with reasons, or somebody new."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from centre_app.exchange.matching import Known, Register, same_in_file

BORN = date(2018, 3, 5)


def known(number: str = "K-0001", **values: Any) -> Known:
    """Раҳимов Ҷамшед of Даҳана."""
    usual: dict[str, Any] = {
        "surname": "Раҳимов",
        "given_name": "Ҷамшед",
        "patronymic": "",
        "birth_date": BORN,
        "birth_precision": "day",
        "places": ("Кӯлоб", "", "Даҳана"),
    }
    return Known(uuid.uuid4(), number, **(usual | values))


def said(**values: Any) -> dict[str, Any]:
    """A row about the same child in another spelling."""
    return {"surname": "Рахимов", "given_name": "Джамшед", "birth_date": BORN, "birth_precision": "day"} | values


def changes(_child: Known) -> bool:
    """Every row says something new."""
    return True


def test_name_birth_and_place_under_other_spellings_are_sure() -> None:
    child = known()
    assert Register([child]).judge(said(district="Кулоб", village="Дахана"), changes).child is child


def test_another_birth_date_is_another_child() -> None:
    verdict = Register([known()]).judge(said(birth_date=date(2018, 3, 6)), changes)
    assert (verdict.child, verdict.unsure) == (None, ())


def test_a_known_year_alone_is_not_sure() -> None:
    verdict = Register([known()]).judge(said(birth_date=date(2018, 1, 1), birth_precision="year"), changes)
    assert verdict.child is None
    assert [like.score for like in verdict.unsure] == [0.8]


def test_two_children_who_could_be_meant_are_both_shown_the_likelier_first() -> None:
    register = Register(
        [known("K-0001", birth_date=None, birth_precision="unknown"), known("K-0002", places=("", "", "Навобод"))]
    )
    verdict = register.judge(said(village="Даҳана"), changes)
    assert [like.number for like in verdict.unsure] == ["K-0002", "K-0001"]


def test_another_patronymic_makes_it_unsure() -> None:
    verdict = Register([known(patronymic="Фаррухович")]).judge(said(patronymic="Далерович"), changes)
    assert [like.score for like in verdict.unsure] == [0.5]


def test_a_new_number_on_a_known_child_is_asked_about() -> None:
    verdict = Register([known()]).judge(said(number="K-0009"), changes)
    assert verdict.child is None
    assert "another number" in [reason.in_words() for reason in verdict.unsure[0].reasons]


def test_a_row_that_says_nothing_new_about_its_only_namesake_is_that_child() -> None:
    child = known(birth_date=None, birth_precision="unknown")
    row = {"surname": "Раҳимов", "given_name": "Ҷамшед"}
    assert Register([child]).judge(row, lambda _child: False).child is child
    assert Register([child]).judge(row, changes).child is None


def test_rows_of_one_file_with_two_numbers_are_two_children() -> None:
    assert same_in_file(said(number="1"), said(number="2")) is None
    assert same_in_file(said(number="1"), said(number="1")) is not None
    assert same_in_file(said(), said(given_name="Ҳасан")) is None
    assert same_in_file(said(), said()) is not None
