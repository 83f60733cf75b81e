"""A proposal in words and as JSON: whatever it says can be checked from it alone."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from centre_app.language.translate import Words
from centre_app.rounds.problem import Draft, Missing, Pin, Proposal
from centre_app.rounds.round_names import ChildName, Names
from centre_app.rounds.solver import hand_made, propose
from centre_app.rounds.telling import as_json, as_text, headline
from tests.centre_app.rounds.weeks import MONDAY, TUESDAY, call, number_id, problem, shift
from tests.factories.rounds import BASE

ENGLISH = Words.of("en")
NAMES = Names(
    {number_id(6, number): ChildName(f"K-{number:04}", "Раҳимов Ҷамшед") for number in range(9)},
    {number_id(2, team): f"Гурӯҳи {team}" for team in (1, 2)},
    {number_id(3, car): f"УАЗ {car}" for car in (1, 2)},
    {BASE: "Ховалинг", **{number_id(4, place): f"деҳаи {place}" for place in range(4)}},
    {"therapy": "машғулият дар хона"},
)


@pytest.fixture(scope="module")
def proposal() -> Proposal:
    """Two teams, five visits; one child without a place, one promise that cannot be kept."""
    promise = Pin(TUESDAY, number_id(2, 2), 600, promised=True)
    candidates = [
        *(call(number, number % 4, days=frozenset({MONDAY})) for number in range(5)),
        call(5, None, overdue_days=12),
        call(6, 0, days=frozenset({TUESDAY}), pin=promise, risk="critical"),
    ]
    missing = (Missing(number_id(2, 2), TUESDAY, "few"),)
    return propose(problem(candidates, [shift(1), shift(2)], missing=missing), seconds=1)


def test_json_has_what_the_command_promises(proposal: Proposal) -> None:
    found = as_json(proposal, NAMES, ENGLISH, with_travel=False, seconds=1.234)
    assert list(found) == ["rounds", "left_out", "km", "visited", "seconds"]
    assert (found["visited"], found["seconds"]) == (5, 1.2)
    assert list(found["rounds"][0]) == ["team", "day", "vehicle", "start", "end", "km", "minutes", "stops"]
    assert list(found["rounds"][0]["stops"][0]) == ["child", "arrive", "leave", "purpose", "place"]
    assert [list(one) for one in found["left_out"]] == [["child", "days_overdue", "reason"]] * 2
    assert found["left_out"][1] == {
        "child": "K-0005",
        "days_overdue": 12,
        "reason": "Nobody has said yet in which place the home is.",
    }


def test_the_plan_can_be_checked_with_the_travel_that_comes_with_it(proposal: Proposal) -> None:
    found = as_json(proposal, NAMES, ENGLISH, with_travel=True, seconds=0)
    travel = {(here, there): (km, minutes) for here, there, km, minutes in found["travel"]}
    total = 0.0
    for one in found["rounds"]:
        places = ["Ховалинг", *(stop["place"] for stop in one["stops"]), "Ховалинг"]
        driven = [travel[here, there] for here, there in pairwise(places)]
        assert one["km"] == pytest.approx(sum(km for km, _minutes in driven), abs=0.05)
        clocks = [
            one["start"],
            *(hour for stop in one["stops"] for hour in (stop["arrive"], stop["leave"])),
            one["end"],
        ]
        at = [int(hour[:2]) * 60 + int(hour[3:]) for hour in clocks]
        assert one["minutes"] == at[-1] - at[0]
        for number, (_km, minutes) in enumerate(driven):
            assert at[2 * number + 1] - at[2 * number] >= minutes
        total += one["km"]
    assert found["km"] == pytest.approx(total, abs=0.1)


def test_a_broken_promise_is_said_first_and_loudly(proposal: Proposal) -> None:
    said = [message.in_words(ENGLISH) for message in headline(proposal)]
    assert said[0] == "Planned or promised already, and cannot be kept: 1. Please call."
    assert said[1].startswith("Visits: 5 of 7 that are due.")
    assert "With risk “critical”: 0 of 1." in said
    (line,) = [line for line in as_text(proposal, NAMES, ENGLISH) if "PROMISED" in line]
    assert line == (
        "K-0006 Раҳимов Ҷамшед: PROMISED for 24.11.2026 at 10:00, cannot be kept."
        " Too few people of the team are there on the days that suit the family."
    )


def test_a_promise_without_a_minute_and_a_visit_said_to_the_team_have_their_words(proposal: Proposal) -> None:
    def with_pin(pin: Pin) -> str:
        found = tuple(replace(one, pin=pin) if one.pin else one for one in proposal.problem.candidates)
        changed = replace(proposal, problem=replace(proposal.problem, candidates=found))
        return next(line for line in as_text(changed, NAMES, ENGLISH) if line.startswith("K-0006"))

    assert "PROMISED for 24.11.2026, cannot be kept." in with_pin(Pin(TUESDAY, None, None, promised=True))
    assert "Planned for 24.11.2026, cannot be kept." in with_pin(Pin(TUESDAY))


def test_nobody_due_and_nothing_better_are_said() -> None:
    assert [str(message) for message in headline(propose(problem([]), seconds=1))] == [
        "Nobody is due for a visit in this week."
    ]
    one = call(0, 0)
    week = problem([one], drafts=(Draft(number_id(2, 1), MONDAY, (one.key,)),))
    for found in (propose(week, seconds=1), hand_made(week)):
        assert str(headline(found)[-1]) == "Nothing better was found than the plan as it stands."
