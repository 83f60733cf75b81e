"""Places, roads and closures: read as written, whatever their number; villages of children's addresses."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from itertools import pairwise

import pytest

from centre_app.db.session import OfficeSession
from centre_app.places.actions import take_villages, use_place
from centre_app.places.queries import (
    ClosureRow,
    MissingPlace,
    PlaceRow,
    RoadRow,
    finder,
    missing_places,
    network,
    place_for,
    place_names,
    places,
    places_for,
    roads,
)
from centre_app.places.ways import Way
from tests.conftest import TODAY, SiteIds
from tests.factories.children import make_child
from tests.factories.places import make_closure, make_place, make_road
from tests.statements import counted


@pytest.fixture(autouse=True)
def _centre(site: SiteIds) -> None:
    """Every test has a site."""


def test_a_place_is_read_as_written_down(session: OfficeSession) -> None:
    key = make_place(
        session,
        " Сари  Хосор ",
        at=(38.55, 70.1),
        other_names="Sari Hosor",
        inner_minutes=7,
        inner_km=1.5,
        market_days="72",
        note="пул",
    )
    assert places(session) == (
        PlaceRow(
            key, "Ховалинг", "Ховалинг", "Сари Хосор", "Sari Hosor", 38.55, 70.1, 7, 1.5, "27", "пул", True
        ),
    )  # fmt: skip


def test_places_stand_by_district_municipality_and_village(session: OfficeSession) -> None:
    for village, municipality, district in (
        ("Қаротеғин", "Ҷомӣ", "Ховалинг"),
        ("Ҳисорак", "Ҷомӣ", "Ховалинг"),
        ("Яхч", "Ахшон", "Ховалинг"),
        ("Ёл", "Ёл", "Балҷувон"),
    ):
        make_place(session, village, municipality=municipality, district=district)
    old = make_place(session, "Кӯҳна")
    use_place(session, old, False)
    assert [row.village for row in places(session)] == ["Ёл", "Яхч", "Қаротеғин", "Ҳисорак"]
    assert old in {row.id for row in places(session, active_only=False)}
    assert list(place_names(session).values()) == ["Ёл", "Яхч", "Кӯҳна", "Қаротеғин", "Ҳисорак"]


def test_a_road_is_read_from_both_its_ends_with_its_closures(session: OfficeSession) -> None:
    one, two, three = (make_place(session, name) for name in ("Ховалинг", "Сари Хосор", "Шугнов"))
    key = make_road(session, two, one, 40, 20.0)
    make_road(session, three, two, 30, 12.5)
    shut = make_closure(session, key, date(2026, 11, 15), date(2027, 3, 31), yearly=True, reason="барф")
    (from_one,) = roads(session, one)
    assert from_one == RoadRow(
        key, min(one, two), max(one, two), 40, 20.0, "",
        (ClosureRow(shut, key, date(2026, 11, 15), date(2027, 3, 31), True, "барф"),),
    )  # fmt: skip
    assert from_one.other_end(one) == two and from_one.closures[0].covers(date(2030, 1, 1))
    assert [row.minutes for row in roads(session, two)] == [30, 40]
    assert roads(session, uuid.UUID(int=0)) == ()


def test_the_network_has_what_is_written_and_takes_three_statements(session: OfficeSession) -> None:
    keys = [make_place(session, f"Деҳаи {name}") for name in ("Як", "Ду", "Се", "Чор")]
    for one, other in pairwise(keys):
        make_closure(session, make_road(session, one, other, 20, 9.9), TODAY, TODAY)
    use_place(session, keys[1], False)
    with counted(session) as sent:
        read = network(session, bases=[keys[0]])
    assert len(sent) == 3
    assert read.on(TODAY).between(keys[0], keys[3]) is None
    assert read.on(TODAY).cut_off == set(keys[1:])
    assert read.on(TODAY + timedelta(days=1)).between(keys[0], keys[3]) == Way(29.7, 60, False)


def test_many_addresses_are_found_in_one_statement(session: OfficeSession) -> None:
    sari, langar = make_place(session, "Сари Хосор", other_names="Sari-Hosor"), make_place(session, "Лангар")
    asked = [("Ховалинг", "", "Сари хосор"), ("", "", "деҳаи Лангар"), ("Данғара", "", "Лангар"), ("", "", "")]
    with counted(session) as sent:
        assert places_for(session, asked) == {asked[0]: sari, asked[1]: langar}
    assert len(sent) == 1
    assert place_for(session, "", "", "Sari Hosor") == sari == finder(session).find("", "", "Sari-Hosor")


def test_villages_where_children_live_that_are_no_place_yet_are_counted(session: OfficeSession) -> None:
    make_place(session, "Сари Хосор")
    for name, district, village in (
        ("Ҷамшед", "Ховалинг", "Сари Хосор"),
        ("Мадина", "Ховалинг", "Шугнов"),
        ("Айбек", "ноҳияи Ховалинг", "деҳаи Шугнов"),
        ("Зарина", "Ховалинг", "Шугнов"),
        ("Темур", "Балҷувон", "Лангар"),
        ("Нурия", "Ховалинг", ""),
    ):
        make_child(session, name, district=district, village=village, birth_date=date(2019, 3, 5))
    with counted(session) as sent:
        assert missing_places(session) == (
            MissingPlace("Ховалинг", "", "Шугнов", 3),
            MissingPlace("Балҷувон", "", "Лангар", 1),
        )
    assert len(sent) == 2


def test_an_address_that_may_mean_two_places_is_no_new_place(session: OfficeSession) -> None:
    make_place(session, "Лангар", municipality="Ҷомӣ")
    make_place(session, "Лангар", municipality="Ахшон")
    make_child(session, district="Ховалинг", village="Лангар")
    assert missing_places(session) == ()


def test_the_villages_of_addresses_become_places_at_once(session: OfficeSession) -> None:
    make_child(session, "Мадина", district="Ховалинг", municipality="Ҷомӣ", village="Шугнов")
    make_child(session, "Темур", district="Балҷувон", village="Лангар")
    assert take_villages(session, only=[("Ховалинг", "", "Шугнов")]) == ()
    taken = take_villages(session, only=[("Балҷувон", "", "Лангар")]) + take_villages(session)
    assert {(row.id, row.village, row.municipality) for row in places(session)} == {
        (taken[0], "Лангар", ""),
        (taken[1], "Шугнов", "Ҷомӣ"),
    }
    assert missing_places(session) == () == take_villages(session)
