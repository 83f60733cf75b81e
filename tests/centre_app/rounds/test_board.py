"""The week board: what is read, and what carrying a visit over it would mean."""

from __future__ import annotations

from datetime import timedelta

import pytest

from centre_app.db.session import OfficeSession
from centre_app.outreach.actions import cancel_visit, plan_visit, promise_visit, set_round
from centre_app.rounds.board import Board, week_board
from centre_app.rounds.board_trial import may_move, try_at
from centre_app.rounds.map_queries import week_map
from tests.centre_app.outreach.planned_centre import (
    MONDAY,
    TUESDAY,
    WEDNESDAY,
    Planned,
    make_planned_centre,
    stored,
    visits_of,
)
from tests.conftest import SiteIds
from tests.factories.codelists import given_lists
from tests.factories.open_days import close, open_extra
from tests.statements import counted


@pytest.fixture
def centre(session: OfficeSession, site: SiteIds) -> Planned:
    """Somewhere to plan."""
    given_lists(session)
    return make_planned_centre(session, site)


def board(session: OfficeSession) -> Board:
    """The week."""
    return week_board(session, MONDAY, "en")


def planned(session: OfficeSession, centre: Planned, *lines: int) -> list[object]:
    """These lines on the mountain team's Monday."""
    return [
        plan_visit(session, team_id=centre.mountain, day=MONDAY, service_id=centre.services[line], position=at).visit_id
        for at, line in enumerate(lines)
    ]


def test_it_shows_rounds_laid_out_and_who_is_due_beside(session: OfficeSession, centre: Planned) -> None:
    planned(session, centre, 0, 3)
    shown = board(session)
    cell = shown.cells[centre.mountain, MONDAY]
    assert [one.visit.number for one in cell.visits] == ["K-0001", "K-0004"]
    assert (cell.laid.km, cell.laid.end, cell.vehicle) == (41.0, 715, "УАЗ (Гурӯҳи кӯҳ)")
    assert cell.visits[0].place == "Сари Хосор"
    assert {line.id for line in shown.due} == {centre.services[1], centre.services[2], centre.other}
    assert [day.isoweekday() for day in shown.days] == [1, 2, 3, 4, 5]


def test_what_is_written_of_a_round_is_what_the_board_lays_out(session: OfficeSession, centre: Planned) -> None:
    planned(session, centre, 0, 1, 2, 3)
    for cell in board(session).cells.values():
        if cell.round is not None:
            assert (cell.round.start_minute, cell.round.end_minute) == (cell.laid.start, cell.laid.end)
            assert cell.round.planned_km == round(cell.laid.km, 1)
            assert [one.visit.planned_minute for one in cell.visits] == [one.arrive for one in cell.laid.stops]


def test_a_week_costs_as_many_statements_whatever_is_in_it(session: OfficeSession, centre: Planned) -> None:
    planned(session, centre, 0)
    with counted(session) as few:
        board(session)
    planned(session, centre, 0, 1, 2)
    with counted(session) as many:
        board(session)
    assert len(many) == len(few) <= 50


def test_carrying_says_what_it_would_mean_without_asking_the_database(session: OfficeSession, centre: Planned) -> None:
    first, _second = planned(session, centre, 0, 1)
    shown, before = board(session), stored(session)
    with counted(session) as sent:
        from_list = try_at(shown, centre.services[3], centre.mountain, MONDAY, None)
        elsewhere = try_at(shown, first, centre.valley, TUESDAY, 0)  # type: ignore[arg-type]
    assert sent == []
    assert (from_list.more_km, from_list.more_minutes, from_list.broken) == (1.0, 50, ())
    assert elsewhere.laid is not None and elsewhere.left is not None
    assert (elsewhere.laid.km, elsewhere.left.km) == (40.0, 20.0)
    assert elsewhere.more_km == 0.0
    assert stored(session) == before


def test_letting_go_gives_what_was_said_while_carrying(session: OfficeSession, centre: Planned) -> None:
    planned(session, centre, 0, 1)
    trial = try_at(board(session), centre.services[2], centre.mountain, MONDAY, None)
    plan_visit(session, team_id=trial.team_id, day=trial.day, service_id=centre.services[2], position=trial.position)
    assert board(session).cells[centre.mountain, MONDAY].laid == _named_anew(trial.laid, board(session), centre)


def _named_anew(laid: object, shown: Board, centre: Planned) -> object:
    """The same round, with the new visit's id in place of its line's."""
    from dataclasses import replace

    new = next(one.id for one in shown.by_id.values() if one.visit.service_id == centre.services[2])
    stops = tuple(
        replace(stop, key=new) if stop.key == centre.services[2] else stop
        for stop in laid.stops  # type: ignore[attr-defined]
    )
    return replace(laid, stops=stops)  # type: ignore[type-var]


def test_where_it_cannot_go_is_said_in_words(session: OfficeSession, centre: Planned, site: SiteIds) -> None:
    first, second, third = planned(session, centre, 0, 1, 2)
    promise_visit(session, first)  # type: ignore[arg-type]
    cancel_visit(session, second, outcome="ill", reason="child_ill", by_rule=True)  # type: ignore[arg-type]
    close(session, site.site, WEDNESDAY)
    shown = board(session)
    closed = try_at(shown, third, centre.mountain, WEDNESDAY, None)  # type: ignore[arg-type]
    assert closed.refused is not None and closed.laid is None
    promised = try_at(shown, first, centre.mountain, TUESDAY, None)  # type: ignore[arg-type]
    assert promised.refused is not None and "23.11.2026" in promised.refused.in_words()
    off = may_move(shown, second)  # type: ignore[arg-type]
    assert off is not None and "called off" in off.in_words()
    assert may_move(shown, third) is None  # type: ignore[arg-type]
    past = week_board(session, MONDAY - timedelta(days=7), "en")
    over = try_at(past, centre.services[3], centre.mountain, MONDAY - timedelta(days=5), None)
    assert over.refused is not None and "over" in over.refused.in_words()


def test_a_saturday_is_shown_where_somebody_works_on_it(session: OfficeSession, centre: Planned, site: SiteIds) -> None:
    open_extra(session, site.site, MONDAY + timedelta(days=5))
    assert len(board(session).days) == 5, "no team goes out on Saturdays"


def test_a_visit_of_a_team_that_is_out_of_use_lies_beside(session: OfficeSession, centre: Planned) -> None:
    (first,) = planned(session, centre, 0)
    visit = visits_of(session)[0]
    visit.round_id = None
    session.flush()
    assert [one.id for one in board(session).loose] == [first]


def test_the_map_has_the_rounds_of_the_week_by_day_and_team(session: OfficeSession, centre: Planned) -> None:
    planned(session, centre, 0, 2)
    done = plan_visit(session, team_id=centre.valley, day=MONDAY, service_id=centre.services[1])
    set_round(session, done.round_id)  # type: ignore[arg-type]
    shown = week_map(session, MONDAY)
    assert [(one.letter, one.team, one.visits) for one in shown.rounds] == [
        ("A", "Гурӯҳи кӯҳ", 2),
        ("B", "Гурӯҳи водӣ", 1),
    ]
    assert shown.rounds[0].places == (centre.base, centre.places[0], centre.places[2], centre.base)
    assert shown.places[0].base
    alone = week_map(session, MONDAY, team_id=centre.valley)
    assert [one.letter for one in alone.rounds] == ["B"], "a round has the same letter on every map of the week"
