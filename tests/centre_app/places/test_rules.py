"""What is typed about places and roads, and which place an address means."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centre_app.errors import UserError
from centre_app.places.closures import ClosureFacts
from centre_app.places.rules import (
    PlaceFinder,
    address_key,
    check_closure_days,
    check_weekdays,
    coordinates_text,
    great_circle_km,
    parse_coordinates,
)


@dataclass(frozen=True)
class Named:
    """A place by its names."""

    village: str
    municipality: str = ""
    district: str = ""
    other_names: str = ""
    active: bool = True
    id: uuid.UUID = field(default_factory=uuid.uuid4)


def finder(*places: Named) -> PlaceFinder:
    """Knows these; the first has the id 1."""
    return PlaceFinder(
        Named(each.village, each.municipality, each.district, each.other_names, each.active, uuid.UUID(int=number))
        for number, each in enumerate(places, start=1)
    )


def found(finding: PlaceFinder, district: str, municipality: str, village: str) -> int | None:
    """The number of the place."""
    key = finding.find(district, municipality, village)
    return None if key is None else key.int


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("38.3516, 69.8342", (38.3516, 69.8342)),
        (" 38.3516,69.8342 ", (38.3516, 69.8342)),
        ("38,3516, 69,8342", (38.3516, 69.8342)),
        ("38,3516; 69,8342", (38.3516, 69.8342)),
        ("38,3516 69,8342", (38.3516, 69.8342)),
        ("−38.5 -69", (-38.5, -69.0)),
        ("  ", None),
    ],
)
def test_coordinates_are_read_as_maps_give_them(typed: str, meant: tuple[float, float] | None) -> None:
    assert parse_coordinates(typed) == meant


@pytest.mark.parametrize("typed", ["38.35", "here", "95.1, 69.8", "38.1, 181", "38.1, 69.1, 4", "38,35", "nan, 1"])
def test_what_is_no_place_on_earth_is_refused_at_its_field(typed: str) -> None:
    with pytest.raises(UserError) as refused:
        parse_coordinates(typed)
    assert refused.value.field == "coordinates"


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_what_is_shown_of_coordinates_is_read_again(latitude: float, longitude: float) -> None:
    again = parse_coordinates(coordinates_text(latitude, longitude))
    assert again == pytest.approx((latitude, longitude), abs=0.000001)


def test_distances_over_the_earth() -> None:
    assert great_circle_km(38, 70, 39, 70) == pytest.approx(111.195, abs=0.001)  # a degree of latitude
    assert great_circle_km(0, 0, 0, 90) == pytest.approx(10_007.56, abs=0.01)  # a quarter of the equator
    assert great_circle_km(0, 179.5, 0, -179.5) == pytest.approx(111.2, abs=0.1)


SPOTS = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@given(SPOTS, SPOTS, SPOTS)
def test_no_way_over_the_earth_is_shorter_than_the_straight_one(
    one: tuple[float, float], over: tuple[float, float], other: tuple[float, float]
) -> None:
    assert great_circle_km(*one, *other) == pytest.approx(great_circle_km(*other, *one))
    assert great_circle_km(*one, *other) <= great_circle_km(*one, *over) + great_circle_km(*over, *other) + 1e-3


def test_market_days_are_days_of_the_week() -> None:
    assert check_weekdays("7337", field="market_days") == "37"
    with pytest.raises(UserError):
        check_weekdays("8", field="market_days")


def test_a_winter_typed_within_one_year_ends_in_the_next() -> None:
    first = date(2026, 11, 15)
    assert check_closure_days(first, date(2026, 3, 31), yearly=True) == date(2027, 3, 31)
    assert check_closure_days(first, date(2020, 3, 31), yearly=True) == date(2027, 3, 31)
    assert check_closure_days(first, date(2026, 12, 1), yearly=True) == date(2026, 12, 1)
    assert check_closure_days(first, None, yearly=False) is None


@pytest.mark.parametrize(
    ("last", "yearly"),
    [(date(2026, 11, 14), False), (None, True), (date(2027, 11, 14), True), (date(2028, 1, 1), True)],
)
def test_closures_that_cannot_be_are_refused_at_the_last_day(last: date | None, yearly: bool) -> None:
    with pytest.raises(UserError) as refused:
        check_closure_days(date(2026, 11, 15), last, yearly=yearly)
    assert refused.value.field == "last_day"


DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))


@given(DAYS, DAYS, DAYS)
def test_a_yearly_closure_that_is_accepted_opens_again_and_covers_both_its_ends(
    first: date, last: date, day: date
) -> None:
    try:
        kept = check_closure_days(first, last, yearly=True)
    except UserError:
        return
    assert kept is not None and kept >= first
    closure = ClosureFacts(uuid.UUID(int=1), first, kept, yearly=True)
    assert closure.covers(first) and closure.covers(kept)
    year = [day.fromordinal(day.toordinal() + more) for more in range(366)]
    assert not all(closure.covers(each) for each in year)
    if closure.covers(day):
        until = closure.until(day)
        assert until is not None and until >= day and (until - day).days < 366


@pytest.mark.parametrize(
    "address",
    [
        ("Муминобод", "Балхоби", "Шеҳрак"),
        ("ноҳияи Муъминобод", "ҷамоати Балхобӣ", "деҳаи Шеҳрак"),
        ("Мӯъминобод р-н", "", "с. Шехрак"),
        ("Muminobod district", "Balkhobi", "Shehrak"),
        ("", "", "Шаҳраки нав"),
    ],
)
def test_a_place_is_found_under_all_spellings(address: tuple[str, str, str]) -> None:
    finding = finder(Named("Шеҳрак", "Балхобӣ", "Муъминобод", "Шаҳраки нав, Муминобод-1"), Named("Лангар"))
    assert found(finding, *address) == 1


def test_another_district_is_another_place() -> None:
    finding = finder(Named("Лангар", "", "Ховалинг"), Named("Лангар", "Сари Хосор", "Балҷувон"))
    assert found(finding, "Ховалинг", "Ҷомӣ", "Лангар") == 1
    assert found(finding, "Балҷувон", "", "Лангар") == 2
    assert found(finding, "Данғара", "", "Лангар") is None
    assert found(finding, "", "", "Лангар") is None  # either may be meant
    assert {key.int for key in finding.meant("", "", "Лангар")} == {1, 2}
    assert found(finding, "Ховалинг", "", "") is None


def test_a_place_in_use_goes_before_one_that_is_not() -> None:
    assert found(finder(Named("Лангар", active=False), Named("Лангар", "Ҷомӣ")), "", "", "Лангар") == 2
    assert found(finder(Named("Лангар", active=False)), "", "", "Лангар") == 1


def test_a_village_whose_name_is_a_word_for_villages_keeps_it() -> None:
    assert address_key("", "", "Деҳа") != address_key("", "", "")
    assert address_key("", "", "Село") == address_key("", "", " село ")
