"""The map of the rounds on paper."""

from __future__ import annotations

import json
import uuid
from datetime import date, timedelta

import pytest

from centre_app.db.session import OfficeSession
from centre_app.errors import NotFound
from centre_app.language.translate import Words
from centre_app.outreach.models import Round
from centre_app.places.models import Place
from centre_app.reports import round_map, round_map_page
from centre_app.reports.catalogue import make
from centre_app.reports.parameters import ROUND, TEAM, WEEK, read_parameters
from centre_app.rounds.map_drawing import DASHES, MapPlace, MapRound, WeekMap
from tests.centre_app.reports import samples
from tests.centre_app.reports.conftest import Drawn
from tests.centre_app.reports.pdf_bytes import pages
from tests.centre_app.reports.road_centre import RoadCentre, road_centre
from tests.conftest import SiteIds

WORDS = Words.of("en")
MONDAY = date(2026, 11, 23)


@pytest.fixture
def road(session: OfficeSession, site: SiteIds) -> RoadCentre:
    """The base has coordinates too."""
    made = road_centre(session, site)
    for place in session.query(Place).filter(Place.village == "Ховалинг"):
        place.latitude, place.longitude = 38.35, 69.97
    session.flush()
    return made


def collect(session: OfficeSession, **asked: object) -> round_map.RoundMap:
    known = (WEEK, TEAM, ROUND)
    return round_map.collect(session, read_parameters(session, known, {"week": "2026-W48", **asked}), WORDS)


def draw(data: round_map.RoundMap, words: Words = WORDS) -> bytes:
    return round_map_page.render(data, words, lambda: None)


def week_of(count: int, teams: int = 1, *, known: bool = True) -> WeekMap:
    """So many rounds through twelve villages around a base."""
    places = tuple(
        MapPlace(
            uuid.UUID(int=n + 1),
            f"Деҳаи {n}" if n else "Ховалинг",
            38.3 + n % 4 * 0.07 if known else None,
            69.9 + n // 4 * 0.09 if known else None,
            n == 0,
        )
        for n in range(13)
    )
    rounds = tuple(
        MapRound(
            uuid.UUID(int=100 + n),
            chr(ord("A") + n),
            f"Гурӯҳи {n % teams}",
            MONDAY + timedelta(days=n % 5),
            41.5,
            510,
            960,
            (places[0].id, *(places[1 + (n * 3 + step) % 12].id for step in range(3)), places[0].id),
            3,
        )
        for n in range(count)
    )
    return WeekMap(MONDAY, places, rounds)


def of(week: WeekMap, words: Words = WORDS) -> round_map.RoundMap:
    return round_map.RoundMap(samples.head(words, "Map of the rounds"), week, round_map.parts_of(week))


def test_the_map_shows_places_letter_scale_and_who_goes_when(
    session: OfficeSession, road: RoadCentre, drawn: Drawn
) -> None:
    assert pages(draw(collect(session))) == 1
    for words in ("Ховалинг", "Сари Хосор", "A", "Tue 24.11.2026, 08:00–15:00", "3 visits, 42,0 km", "5 km"):
        assert words in drawn.texts, words
    assert not drawn.has("K-0001")
    assert not drawn.beyond


def test_places_without_coordinates_are_named_with_the_rounds_that_go_there(drawn: Drawn) -> None:
    draw(of(week_of(2, known=False)))
    assert drawn.has("No place of these rounds has coordinates yet.")
    assert "Деҳаи 1 (A)" in drawn.together


def test_more_rounds_than_dashes_get_a_map_a_team(drawn: Drawn) -> None:
    few, many = of(week_of(len(DASHES), 2)), of(week_of(len(DASHES) + 3, 2))
    assert len(few.parts) == 1
    assert pages(draw(many)) == 2
    assert sorted(one.letter for part in many.parts for one in part.rounds) == [one.letter for one in many.week.rounds]
    assert len(of(week_of(len(DASHES) + 3, 1)).parts) == 1


def test_long_words_and_a_full_week_stay_on_the_page(drawn: Drawn) -> None:
    words = samples.LongWords()
    draw(of(week_of(7, 2), words), words)
    assert not drawn.beyond
    assert not drawn.lost


def test_a_week_without_rounds_is_a_page_that_says_so(session: OfficeSession, site: SiteIds, drawn: Drawn) -> None:
    assert pages(draw(collect(session))) == 1
    assert drawn.has("No visits are planned for this week.")


def test_one_round_is_found_whatever_its_week(session: OfficeSession, road: RoadCentre) -> None:
    alone = collect(session, round=road.round, week="2026-W40")
    assert (alone.week.monday, [one.id for one in alone.week.rounds]) == (MONDAY, [road.round])
    with pytest.raises(NotFound):
        collect(session, round=uuid.uuid4())


def test_machines_get_places_in_order(session: OfficeSession, road: RoadCentre) -> None:
    found = json.loads(make(session, "round_map", {"week": "2026-W48"}, "ru", "json").content)
    (one,) = found["rounds"]
    assert one["places"] == ["Ховалинг", "Сари Хосор", "Сари Хосор", "Ховалинг"]
    assert one["km"] == session.get_one(Round, road.round).planned_km
    for format in ("pdf", "xlsx"):
        assert make(session, "round_map", {"week": "2026-W48"}, "kk", format).name == f"round-map-2026-W48.{format}"
