"""Places and roads written down: what is wrong is said at its field, what is taken away can be put back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from centre_app.db.session import OfficeSession
from centre_app.db.types import new_id
from centre_app.errors import NotFound, Refused, UserError
from centre_app.places.actions import (
    ClosureInput,
    PlaceInput,
    RoadInput,
    add_place,
    add_road,
    change_closure,
    change_place,
    change_road,
    close_road,
    put_back_closure,
    put_back_road,
    remove_closure,
    remove_road,
    reopen_road,
    use_place,
)
from centre_app.places.queries import ClosureRow, places, roads
from centre_app.security.access import Actor, Role
from tests.conftest import TODAY, SiteIds
from tests.factories.places import make_closure, make_place, make_road


@pytest.fixture(autouse=True)
def _centre(site: SiteIds) -> None:
    """Every test has a site."""


def shut(session: OfficeSession) -> list[tuple[date, date | None, str]]:
    """The closures of the only road."""
    (road,) = roads(session)
    return [(each.first_day, each.last_day, each.reason) for each in road.closures]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"village": " "}, "village"),
        ({"village": "С" * 201}, "village"),
        ({"latitude": 38.0}, "coordinates"),
        ({"latitude": 91.0, "longitude": 70.0}, "coordinates"),
        ({"latitude": float("nan"), "longitude": 70.0}, "coordinates"),
        ({"market_days": "09"}, "market_days"),
        ({"inner_minutes": 241}, "inner_minutes"),
        ({"inner_km": -0.1}, "inner_km"),
        ({"other_names": "а\tб"}, "other_names"),
    ],
)
def test_what_is_wrong_with_a_place_is_said_at_its_field(
    session: OfficeSession, values: dict[str, Any], field: str
) -> None:
    with pytest.raises(UserError) as refused:
        add_place(session, replace(PlaceInput("Шугнов"), **values))
    assert refused.value.field == field
    assert places(session) == ()


def test_one_place_is_not_written_down_twice_under_two_spellings(session: OfficeSession) -> None:
    key = make_place(session, "Сари Хосор")
    with pytest.raises(UserError, match="already: Сари Хосор") as refused:
        make_place(session, "Деҳаи Сари хосор", district="ноҳияи Ховалинг")
    assert refused.value.field == "village"
    change_place(session, key, PlaceInput("Сари-Хосор", "Ховалинг", "Ховалинг", "Sari Hosor"))
    use_place(session, key, False)
    with pytest.raises(UserError, match="out of use"):
        make_place(session, "Сари Хосор")
    make_place(session, "Сари Хосор", district="Балҷувон")
    use_place(session, key, True)
    assert [(row.village, row.other_names) for row in places(session)] == [
        ("Сари Хосор", ""),
        ("Сари-Хосор", "Sari Hosor"),
    ]


def test_between_two_places_there_is_one_road(session: OfficeSession) -> None:
    one, other = make_place(session, "Ховалинг"), make_place(session, "Шугнов")
    key = make_road(session, one, other, 40, 20.0)
    with pytest.raises(UserError, match="already"):
        make_road(session, other, one)
    change_road(session, key, RoadInput(other, one, 45, 20.5, "пул"))
    assert [(row.minutes, row.km, row.note) for row in roads(session)] == [(45, 20.5, "пул")]


@pytest.mark.parametrize(
    ("values", "field"), [({"minutes": 0}, "minutes"), ({"km": 2001.0}, "km"), ({"km": float("nan")}, "km")]
)
def test_a_road_that_cannot_be_is_refused(session: OfficeSession, values: dict[str, Any], field: str) -> None:
    one, other = make_place(session, "Ховалинг"), make_place(session, "Шугнов")
    with pytest.raises(UserError) as refused:
        add_road(session, replace(RoadInput(one, other, 30, 15.0), **values))
    assert refused.value.field == field


def test_a_road_leads_to_another_place_that_is_there(session: OfficeSession) -> None:
    one = make_place(session, "Ховалинг")
    for other in (one, new_id()):
        with pytest.raises(UserError) as refused:
            add_road(session, RoadInput(one, other, 30, 15.0))
        assert refused.value.field == "second_id"


def test_a_road_that_was_taken_away_comes_back_with_its_closures(session: OfficeSession) -> None:
    key = make_road(session, make_place(session, "Ховалинг"), make_place(session, "Шугнов"), 40, 20.0)
    make_closure(session, key, date(2026, 11, 15), date(2026, 3, 31), yearly=True, reason="барф")
    make_closure(session, key, TODAY, reason="сел")
    before = roads(session)[0]
    removed = remove_road(session, key)
    assert roads(session) == ()
    put_back_road(session, removed)
    after = roads(session)[0]
    assert (after.minutes, after.km) == (before.minutes, before.km)
    assert shut(session) == [(date(2026, 11, 15), date(2027, 3, 31), "барф"), (TODAY, None, "сел")]
    with pytest.raises(UserError, match="already"):
        put_back_road(session, removed)


def test_a_road_that_closes_until_further_notice_is_opened_again(session: OfficeSession) -> None:
    key = make_road(session, make_place(session, "Ховалинг"), make_place(session, "Шугнов"))
    closure = close_road(session, key, ClosureInput(TODAY - timedelta(days=3), reason="сел"))
    reopen_road(session, closure, TODAY)
    assert shut(session) == [(TODAY - timedelta(days=3), TODAY - timedelta(days=1), "сел")]
    reopen_road(session, closure, TODAY + timedelta(days=5))  # it is open by then anyway
    assert shut(session)[0][1] == TODAY - timedelta(days=1)
    reopen_road(session, closure, TODAY - timedelta(days=3))
    assert shut(session) == []


def test_a_yearly_closure_is_changed_not_ended(session: OfficeSession) -> None:
    key = make_road(session, make_place(session, "Ховалинг"), make_place(session, "Шугнов"))
    winter = ClosureInput(date(2026, 11, 15), date(2027, 3, 31), yearly=True)
    closure = close_road(session, key, winter)
    with pytest.raises(UserError, match="every year"):
        reopen_road(session, closure, TODAY)
    change_closure(session, closure, replace(winter, first_day=date(2026, 12, 1), reason="барф"))
    assert shut(session) == [(date(2026, 12, 1), date(2027, 3, 31), "барф")]
    put_back_closure(session, remove_closure(session, closure))
    assert shut(session) == [(date(2026, 12, 1), date(2027, 3, 31), "барф")]


def test_a_closure_that_is_there_already_is_refused_at_its_field(session: OfficeSession) -> None:
    key = make_road(session, make_place(session, "Ховалинг"), make_place(session, "Шугнов"))
    make_closure(session, key, TODAY)
    with pytest.raises(UserError) as refused:
        make_closure(session, key, TODAY, TODAY)
    assert refused.value.field == "first_day"
    assert len(roads(session)[0].closures) == 1


def test_what_is_gone_is_said_to_be_gone(session: OfficeSession) -> None:
    for act in (remove_road, remove_closure):
        with pytest.raises(NotFound):
            act(session, new_id())
    with pytest.raises(NotFound):
        change_place(session, new_id(), PlaceInput("Шугнов"))


def test_places_are_for_whoever_plans_rounds(session: OfficeSession) -> None:
    session.actor = Actor(account_id=None, name="Саодат", role=Role.SECRETARY)
    make_place(session)
    session.actor = Actor(account_id=None, name="Рақамҳо", role=Role.NUMBERS_ONLY)
    with pytest.raises(Refused):
        make_place(session, "Шугнов")


def test_a_closure_row_says_whether_it_holds() -> None:
    row = ClosureRow(new_id(), new_id(), TODAY, None, False, "")
    assert row.covers(TODAY + timedelta(days=400)) and not row.covers(TODAY - timedelta(days=1))
