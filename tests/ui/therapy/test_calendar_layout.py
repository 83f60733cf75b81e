"""Where sessions stand in the calendar: side by side, on the grid, within the day."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ui.therapy.calendar_layout import (
    LONGEST,
    MIDNIGHT,
    SHORTEST,
    Beside,
    Grid,
    Place,
    Span,
    begun,
    lengthened,
    moved,
    outside,
    shown_hours,
    side_by_side,
    snapped,
)

starts = st.integers(0, 287).map(lambda step: step * 5)


@st.composite
def spans(draw: st.DrawFn) -> list[Span]:
    """Sessions of three days, in any order and as crowded as can be."""
    made = draw(st.lists(st.tuples(st.integers(0, 2), starts, st.integers(1, 24)), max_size=25))
    return [Span(at, column, start, min(steps * 5, MIDNIGHT - start)) for at, (column, start, steps) in enumerate(made)]


@st.composite
def places(draw: st.DrawFn) -> Place:
    """A session that fits into its day."""
    start = draw(st.integers(0, 287)) * 5
    return Place(draw(st.integers(0, 4)), start, min(draw(st.integers(1, 96)) * 5, MIDNIGHT - start))


def overlap(one: Span, other: Span) -> bool:
    return one.column == other.column and one.start < other.end and other.start < one.end


@given(spans())
def test_two_sessions_at_the_same_time_never_stand_over_each_other(week: list[Span]) -> None:
    grid = Grid(3, 200, 0, MIDNIGHT, 2.0)
    beside = side_by_side(week)
    boxes = {span.key: grid.box(span, beside[span.key]) for span in week}
    for one in week:
        for other in week:
            if one.key < other.key and overlap(one, other):  # type: ignore[operator]
                left, right = sorted((boxes[one.key], boxes[other.key]))
                assert left.right <= right.left


@given(spans())
def test_a_session_by_itself_takes_the_whole_width(week: list[Span]) -> None:
    beside = side_by_side(week)
    for span in week:
        if not any(overlap(span, other) for other in week if other.key != span.key):
            assert beside[span.key] == Beside(0, 1)


@given(spans())
def test_no_more_stand_abreast_than_are_at_one_time(week: list[Span]) -> None:
    for key, place in side_by_side(week).items():
        span = next(one for one in week if one.key == key)
        # The widest moment among all that hang together with this one bounds how many abreast are needed.
        most = max(
            sum(one.column == span.column and one.start <= at.start < one.end for one in week)
            for at in week
            if at.column == span.column
        )
        assert 0 <= place.at < place.of <= most


def test_sessions_that_only_touch_do_not_share_the_width() -> None:
    found = side_by_side([Span("a", 0, 540, 30), Span("b", 0, 570, 30)])
    assert set(found.values()) == {Beside(0, 1)}


def test_a_long_session_beside_two_short_ones_leaves_them_one_column() -> None:
    found = side_by_side([Span("long", 0, 540, 90), Span("first", 0, 540, 30), Span("second", 0, 570, 30)])
    assert found == {"long": Beside(0, 2), "first": Beside(1, 2), "second": Beside(1, 2)}


@given(st.floats(0, MIDNIGHT))
def test_a_minute_snaps_to_the_nearest_five(minute: float) -> None:
    at = snapped(minute)
    assert at % 5 == 0
    assert abs(at - minute) <= 2.5


@given(starts, st.floats(0.6, 6))
def test_a_pixel_leads_back_to_its_minute(minute: int, per_minute: float) -> None:
    grid = Grid(5, 120, 0, MIDNIGHT, per_minute)
    assert snapped(grid.minute(grid.y(minute))) == minute


@given(st.integers(-500, 2000))
def test_beyond_the_edges_is_the_outer_column(x: int) -> None:
    grid = Grid(5, 120, 480, 1080, 1.5)
    assert grid.column(x) == min(max(x // 120, 0), 4)


@given(places(), st.integers(-3000, 3000), st.integers(-9, 9))
def test_a_moved_session_stays_as_long_and_within_the_day(place: Place, minutes: int, columns: int) -> None:
    there = moved(place, minutes=minutes, columns=columns, among=5)
    assert there.minutes == place.minutes
    assert there.start >= 0
    assert there.start + there.minutes <= MIDNIGHT
    assert 0 <= there.column < 5


@given(places(), st.integers(-3000, 3000))
def test_a_session_cannot_be_made_shorter_than_it_may_be_nor_last_beyond_midnight(place: Place, by: int) -> None:
    there = lengthened(place, by)
    assert there.start == place.start
    assert SHORTEST <= there.minutes <= LONGEST
    assert there.start + there.minutes <= MIDNIGHT


@given(places(), st.integers(-200, 1600))
def test_dragging_the_beginning_leaves_the_end(place: Place, start: int) -> None:
    there = begun(place, start)
    assert there.start + there.minutes == place.start + place.minutes
    assert SHORTEST <= there.minutes <= LONGEST
    assert there.start >= 0


def test_the_usual_day_is_shown_and_what_lies_outside_it() -> None:
    assert shown_hours([]) == (480, 1080)
    assert shown_hours([(455, 500), (1060, 1095)]) == (420, 1140)
    assert shown_hours([(1400, 1440)]) == (480, 1440)


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100)).filter(lambda pair: pair[0] < pair[1])))
def test_what_lies_outside_the_hours_is_exactly_the_rest(stretches: list[tuple[int, int]]) -> None:
    left = outside(stretches, 10, 90)
    for minute in range(10, 90):
        works = any(start <= minute < end for start, end in stretches)
        assert works is not any(start <= minute < end for start, end in left)
