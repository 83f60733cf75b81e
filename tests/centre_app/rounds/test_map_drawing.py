"""The map: distances true, everything inside, names beside each other, rounds told apart without colour."""

from __future__ import annotations

import math
import uuid
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centre_app.rounds.map_drawing import DASHES, Drawing, MapPlace, MapRound, WeekMap, draw_map, letter

MONDAY = date(2026, 11, 23)
BASE, NEAR, FAR, NOWHERE = (uuid.UUID(int=n) for n in range(1, 5))
WIDTH, HEIGHT = 500.0, 400.0


def place(key: uuid.UUID, name: str, at: tuple[float, float] | None, *, base: bool = False) -> MapPlace:
    """A village somewhere, or nowhere."""
    latitude, longitude = at or (None, None)
    return MapPlace(key, name, latitude, longitude, base)


def tour(count: int, *places: uuid.UUID) -> MapRound:
    """A round from the base and back."""
    day = MONDAY + timedelta(days=count % 5)
    return MapRound(uuid.uuid4(), letter(count), "Гурӯҳи кӯҳ", day, 40.0, 540, 900, (BASE, *places, BASE), len(places))


def drawn(places: tuple[MapPlace, ...], *rounds: MapRound) -> Drawing:
    """The map of these, with letters of 6 units by 12."""
    week = WeekMap(MONDAY, places, rounds)
    return draw_map(week, width=WIDTH, height=HEIGHT, text_width=lambda text: 6.0 * len(text), text_height=12.0)


PLACES = (
    place(BASE, "Ховалинг", (38.36, 69.97), base=True),
    place(NEAR, "Зарбдор", (38.46, 69.97)),
    place(FAR, "Шуғнов", (38.36, 70.27)),
    place(NOWHERE, "Девдор", None),
)


def test_distances_are_true_to_one_scale() -> None:
    done = drawn(PLACES, tour(0, NEAR, FAR))
    dots = {dot.name: dot for dot in done.dots}
    base, near, far = dots["Ховалинг"], dots["Зарбдор"], dots["Шуғнов"]
    assert (base.y - near.y) / done.units_per_km == pytest.approx(11.13, rel=0.01)
    assert (far.x - base.x) / done.units_per_km == pytest.approx(26.2, rel=0.01)
    assert near.y < base.y, "north is above"
    assert far.x > base.x, "east is to the right"
    assert done.bar_units == pytest.approx(done.bar_km * done.units_per_km)
    assert done.bar_km in (1, 2, 5, 10, 20, 50)


def test_a_place_without_coordinates_is_listed_with_the_rounds_that_go_there() -> None:
    done = drawn(PLACES, tour(0, NEAR, NOWHERE), tour(1, NOWHERE, FAR))
    assert [(one.name, one.letters) for one in done.unplaced] == [("Девдор", "A, B")]
    assert len(done.dots) == 3
    assert len(done.lines[0].points) == 4, "the line goes on as if it had not been there"


def test_without_any_coordinates_there_is_only_the_list() -> None:
    places = tuple(place(one.id, one.name, None, base=one.base) for one in PLACES)
    done = drawn(places, tour(0, NEAR))
    assert (done.dots, done.labels, done.lines[0].points) == ((), (), ())
    assert len(done.unplaced) == 4


def test_rounds_are_told_apart_by_letter_and_dashes_and_lie_beside_each_other() -> None:
    done = drawn(PLACES, tour(0, NEAR), tour(1, NEAR))
    first, second = done.lines
    assert (first.letter, second.letter) == ("A", "B")
    assert first.dash != second.dash
    assert len(set(DASHES)) == len(DASHES)
    assert first.points[0] != second.points[0]
    assert math.dist(first.points[0], second.points[0]) < 8
    assert first.letter_at and second.letter_at


def test_dots_say_how_many_visits_are_there() -> None:
    done = drawn(PLACES, tour(0, NEAR, NEAR, FAR))
    assert {dot.name: dot.calls for dot in done.dots} == {"Ховалинг": 0, "Зарбдор": 2, "Шуғнов": 1}


def test_letters_go_on_after_z() -> None:
    assert [letter(n) for n in (0, 25, 26, 27, 52)] == ["A", "Z", "AA", "AB", "BA"]


SPOTS = st.tuples(st.floats(37.5, 39.5), st.floats(68.5, 71.0))


@given(st.lists(st.one_of(st.none(), SPOTS), min_size=1, max_size=12))
def test_whatever_the_places_all_is_inside_and_no_dot_is_lost(spots: list[tuple[float, float] | None]) -> None:
    places = tuple(place(uuid.UUID(int=n + 1), f"Деҳаи {n}", at, base=n == 0) for n, at in enumerate(spots))
    done = drawn(places, tour(0, *(one.id for one in places[1:])))
    known = [at for at in spots if at is not None]
    assert len(done.dots) == len(done.labels) == len(known)
    assert len(done.unplaced) == len(spots) - len(known)
    assert all(0 <= dot.x <= WIDTH and 0 <= dot.y <= HEIGHT for dot in done.dots)
    assert done.units_per_km > 0
    assert [label.text for label in done.labels] == [dot.name for dot in done.dots]


def test_names_of_neighbours_do_not_cover_each_other() -> None:
    places = tuple(
        place(uuid.UUID(int=n + 1), f"Деҳаи {n}", (38.0 + 0.03 * (n // 3), 70.0 + 0.05 * (n % 3)), base=n == 0)
        for n in range(9)
    )
    labels = drawn(places, tour(0, *(one.id for one in places[1:]))).labels
    for at, one in enumerate(labels):
        for other in labels[at + 1 :]:
            apart = abs(one.x - other.x) >= min(one.width, other.width) or abs(one.y - other.y) >= one.height
            assert apart, (one, other)
