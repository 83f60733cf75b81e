"""What may be written about a child."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centre_app.children.checks import check_birth, check_child, check_no_overlap, check_span
from centre_app.children.inputs import AlertInput, ChildInput, GuardianInput
from centre_app.children.rules import Span
from centre_app.errors import UserError

TODAY = date(2026, 11, 20)
CHILD = ChildInput("Ҷамшед", surname="Раҳимов")


def refused(child: ChildInput) -> UserError:
    with pytest.raises(UserError) as raised:
        check_child(child, TODAY)
    return raised.value


def test_only_the_given_name_is_needed() -> None:
    assert check_child(ChildInput("Айгүл"), TODAY).given_name == "Айгүл"
    assert refused(ChildInput("   ")).field == "given_name"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("given_name", "я" * 10_000),
        ("surname", "Рах\x00имов"),
        ("surname", "Рахимов\nКарим"),
        ("patronymic", "Фарҳод\u202eович"),
        ("number", "K-" + "0" * 30),
        ("birth_date", date(2026, 11, 21)),
        ("birth_date", date(1899, 12, 31)),
        ("sex", "m"),
        ("phone", "позвонить бабушке"),
        ("latitude", 38.0),
        ("notes", "слово\x07"),
        ("photo_consent_on", date(2027, 1, 1)),
        ("guardians", (GuardianInput("", None, "901234567"),)),
        ("guardians", (GuardianInput("Мавҷуда", None, "нет"),)),
        ("guardians", tuple(GuardianInput(f"Мавҷуда {n}") for n in range(30))),
        ("alerts", (AlertInput("", "орехи"),)),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(field: str, value: Any) -> None:
    error = refused(replace(CHILD, **{field: value}))
    assert error.field == ("longitude" if field == "latitude" else field)
    assert "{" not in error.in_words()


@pytest.mark.parametrize(
    ("latitude", "longitude"), [(91.0, 0.0), (0.0, 181.0), (float("nan"), 0.0), (0.0, float("inf"))]
)
def test_coordinates_lie_on_the_earth(latitude: float, longitude: float) -> None:
    assert refused(replace(CHILD, latitude=latitude, longitude=longitude)).field in ("latitude", "longitude")
    assert check_child(replace(CHILD, latitude=38.0, longitude=69.9), TODAY).latitude == 38.0


def test_words_are_trimmed_and_written_in_one_way() -> None:
    clean = check_child(
        ChildInput("  Ҷамшед\u00a0 ", surname=" Раҳимов  Зода\u200b", notes="  один\r\nдва \n", other_names="Иӣ\u0306"),
        TODAY,
    )
    assert (clean.given_name, clean.surname, clean.notes) == ("Ҷамшед", "Раҳимов Зода", "один\nдва")


def test_empty_lines_are_left_out_and_types_are_said_once() -> None:
    clean = check_child(
        replace(
            CHILD,
            guardians=(GuardianInput(" "), GuardianInput(" Мавҷуда ")),
            alerts=(AlertInput("", ""), AlertInput("allergy", " орехи ")),
            primary_disability="speech",
            further_disabilities=("vision", "speech", "vision", "hearing"),
        ),
        TODAY,
    )
    assert clean.guardians == (GuardianInput("Мавҷуда"),)
    assert clean.alerts == (AlertInput("allergy", "орехи"),)
    assert clean.further_disabilities == ("hearing", "vision")


def test_a_birth_is_a_day_a_year_or_unknown() -> None:
    assert check_birth(date(2019, 3, 5), "", TODAY) == (date(2019, 3, 5), "day")
    assert check_birth(date(2019, 3, 5), "year", TODAY) == (date(2019, 1, 1), "year")
    assert check_birth(None, "", TODAY) == (None, "unknown")
    assert check_birth(date(2019, 3, 5), "unknown", TODAY) == (None, "unknown")
    with pytest.raises(UserError):
        check_birth(None, "year", TODAY)
    with pytest.raises(UserError):
        check_birth(date(2027, 1, 1), "year", TODAY)


def test_an_end_before_the_start_is_refused_with_both_days() -> None:
    with pytest.raises(UserError) as raised:
        check_span(date(2026, 9, 10), date(2026, 9, 1), TODAY)
    assert raised.value.field == "end_day"
    assert "01.09.2026" in raised.value.in_words()
    assert "10.09.2026" in raised.value.in_words()


def test_nobody_enters_a_service_before_birth_or_in_another_century() -> None:
    with pytest.raises(UserError, match="before the date of birth"):
        check_span(date(2018, 9, 10), None, TODAY, date(2019, 3, 5))
    with pytest.raises(UserError, match="check the year"):
        check_span(date(2206, 9, 10), None, TODAY)


def test_an_overlap_is_refused_with_the_dates_of_the_other() -> None:
    there = [Span(date(2026, 1, 1), date(2026, 5, 31)), Span(date(2026, 9, 1))]
    with pytest.raises(UserError, match=r"from 01\.01\.2026 to 31\.05\.2026"):
        check_no_overlap(Span(date(2026, 5, 31), date(2026, 6, 30)), there)
    with pytest.raises(UserError, match=r"from 01\.09\.2026, without an end"):
        check_no_overlap(Span(date(2026, 6, 1)), there)
    check_no_overlap(Span(date(2026, 6, 1), date(2026, 8, 31)), there)


@given(st.builds(ChildInput, st.text(max_size=130), surname=st.text(max_size=130), notes=st.text(max_size=50)))
def test_whatever_is_typed_is_made_clean_or_refused_and_clean_stays_clean(child: ChildInput) -> None:
    try:
        clean = check_child(child, TODAY)
    except UserError as error:
        assert error.field
        return
    assert check_child(clean, TODAY) == clean
    assert len(clean.given_name) <= 120
