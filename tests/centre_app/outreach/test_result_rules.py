"""What can be written of a visit and of a round's way: by example, and odometers whatever they show."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centre_app.errors import UserError
from centre_app.outreach.driven_rules import (
    Doubtful,
    Reading,
    RoundAbout,
    RoundFacts,
    doubts_of,
    settled_facts,
)
from centre_app.outreach.result_rules import MET, NOT_SERVED, RESULTS, Concern, VisitAbout, VisitResult, settled

TODAY = date(2026, 11, 20)
DAY = date(2026, 11, 18)
STAFF = uuid.UUID(int=1)
GOAL = uuid.UUID(int=2)
ABOUT = VisitAbout(
    DAY,
    TODAY,
    goals={GOAL},
    reasons={"other", "road"},
    kinds={"illness", "neglect"},
    staff={STAFF},
    left_minute=480,
    back_minute=960,
)


def refused_at(result: VisitResult, about: VisitAbout = ABOUT) -> str | None:
    """The field at which it is refused; "ok" where it is not."""
    try:
        settled(result, about)
    except UserError as error:
        assert error.in_words()
        return error.field
    return "ok"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"outcome": "planned"}, "outcome"),
        ({"outcome": "lost"}, "outcome"),
        ({"minutes": 0}, "minutes"),
        ({"minutes": 601}, "minutes"),
        ({"minutes": 600}, "ok"),
        ({"arrived_minute": 1440}, "arrived_minute"),
        ({"arrived_minute": 479}, "arrived_minute"),  # before the team left
        ({"arrived_minute": 961}, "arrived_minute"),  # after it was back
        ({"arrived_minute": 480, "minutes": 45}, "ok"),
        ({"practised_minutes": 10}, "practised"),
        ({"practised": "often"}, "practised"),
        ({"practised": "not_done", "practised_minutes": 10}, "practised_minutes"),
        ({"practised": "done", "practised_minutes": 10_001}, "practised_minutes"),
        ({"goals": (uuid.UUID(int=9),)}, "goals"),
        ({"goals": (GOAL, GOAL)}, "ok"),
        ({"next_day": DAY}, "next_day"),
        ({"next_day": DAY + timedelta(days=367)}, "next_day"),
        ({"next_day": DAY + timedelta(days=1)}, "ok"),
        ({"outcome": "team_cancelled"}, "reason"),
        ({"outcome": "team_cancelled", "reason": "road"}, "ok"),
        ({"outcome": "ill", "reason": "weather"}, "reason"),
        ({"outcome": "nobody_home", "done_note": "Машқ"}, "done_note"),
        ({"outcome": "nobody_home", "parent_showed": "Ҳа"}, "parent_showed"),
        ({"outcome": "moved", "goals": (GOAL,)}, "goals"),
        ({"outcome": "road_closed", "reason": "road", "minutes": 30}, "minutes"),
        ({"outcome": "moved", "practised": "done"}, "practised"),
        ({"outcome": "ill", "practised": "done"}, "ok"),
        ({"task": "х" * 501}, "task"),
        ({"concerns": (Concern("illness"), Concern(""))}, "concerns/1/kind"),
        ({"concerns": (Concern("illness", owner_id=uuid.UUID(int=7)),)}, "concerns/0/owner_id"),
        ({"concerns": (Concern("illness", due_day=DAY - timedelta(days=1)),)}, "concerns/0/due_day"),
        ({"concerns": (Concern("illness", id=uuid.UUID(int=8)),)}, "concerns/0/kind"),
    ],
)
def test_a_result_is_refused_at_the_field_that_can_mend_it(values: dict[str, Any], field: str) -> None:
    assert refused_at(VisitResult(**{"outcome": "done"} | values)) == field


def test_words_are_made_clean_and_a_reason_goes_with_a_served_visit() -> None:
    typed = VisitResult("done", reason="other", reason_note="не", done_note=" Машқ \r\n", task="Ҳар  рӯз\nтакрор")
    assert settled(typed, ABOUT) == VisitResult("done", done_note="Машқ", task="Ҳар рӯз такрор")


@pytest.mark.parametrize("outcome", RESULTS)
def test_a_day_to_come_can_be_called_off_and_nothing_else(outcome: str) -> None:
    ahead = replace(ABOUT, day=TODAY + timedelta(days=3))
    can = outcome in {"refused", "moved", "ill", "road_closed", "team_cancelled"}
    assert refused_at(VisitResult(outcome, reason="other"), ahead) == ("ok" if can else "outcome")


@given(outcome=st.sampled_from(NOT_SERVED), minutes=st.integers(1, 600), practised=st.sampled_from(("done", "partly")))
def test_where_nothing_was_done_no_minutes_are_kept_and_only_who_was_met_was_asked(
    outcome: str, minutes: int, practised: str
) -> None:
    assert refused_at(VisitResult(outcome, reason="other", minutes=minutes)) == "minutes"
    asked = refused_at(VisitResult(outcome, reason="other", practised=practised))
    assert asked == ("ok" if outcome in MET else "practised")


# ---- the way ------------------------------------------------------------------------------------------------------

DIAL = st.integers(0, 9_999_999)


@given(start=DIAL, end=DIAL)
def test_kilometres_are_what_the_odometer_ran_and_it_never_runs_backwards(start: int, end: int) -> None:
    facts = RoundFacts(start_odometer=start, end_odometer=end)
    if end < start or end - start > 3000:
        with pytest.raises(UserError) as caught:
            settled_facts(facts, RoundAbout())
        assert caught.value.field == "end_odometer" and str(start) in caught.value.in_words()
    else:
        assert settled_facts(facts, RoundAbout()).km == float(end - start)


@given(start=st.integers(0, 9_000_000), driven=st.integers(3, 2997), off=st.floats(-3, 3, allow_nan=False))
def test_typed_kilometres_fit_the_odometer_to_a_kilometre_or_are_refused(start: int, driven: int, off: float) -> None:
    km = driven + off
    facts = RoundFacts(start_odometer=start, end_odometer=start + driven, km=km)
    if abs(km - driven) > 1.0:
        with pytest.raises(UserError) as caught:
            settled_facts(facts, RoundAbout())
        assert caught.value.field == "km"
    else:
        assert settled_facts(facts, RoundAbout()).km == round(km, 1)


@given(start=st.integers(0, 100_000), driven=st.integers(0, 300), before=DIAL, after=DIAL)
def test_readings_against_those_of_other_rounds_are_doubted_and_never_refused(
    start: int, driven: int, before: int, after: int
) -> None:
    about = RoundAbout(before=Reading(DAY, before), after=Reading(TODAY, after))
    final = settled_facts(RoundFacts(start_odometer=start, end_odometer=start + driven), about)
    doubts = doubts_of(final, about)
    assert len(doubts) == (start < before) + (start + driven > after)
    assert all(doubt.in_words() for doubt in doubts)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"left_minute": 600, "back_minute": 600}, "back_minute"),
        ({"left_minute": 601}, "left_minute"),  # a visit began at 10:00
        ({"back_minute": 719}, "back_minute"),  # another one at 12:00
        ({"left_minute": 480, "back_minute": 1440}, "back_minute"),
        ({"left_minute": 480, "back_minute": 900}, None),
        ({"start_odometer": -1}, "start_odometer"),
        ({"end_odometer": 10_000_000}, "end_odometer"),
        ({"km": 3001.0}, "km"),
        ({"fuel_litres": -1.0}, "fuel_litres"),
        ({"note": "а\tб"}, "note"),
        ({"start_odometer": 5}, None),
    ],
)
def test_the_way_of_a_round_is_refused_at_the_field_that_can_mend_it(values: dict[str, Any], field: str | None) -> None:
    about = RoundAbout(arrivals=(600, 720))
    if field is None:
        settled_facts(RoundFacts(**values), about)
        return
    with pytest.raises(UserError) as caught:
        settled_facts(RoundFacts(**values), about)
    assert caught.value.field == field


def test_fuel_is_doubted_only_when_it_is_far_off_the_vehicles_usual() -> None:
    about = RoundAbout(planned_km=100.0, fuel_per_100_km=14.0)
    assert doubts_of(RoundFacts(km=100.0, fuel_litres=19.0), about) == ()
    assert doubts_of(RoundFacts(km=100.0, fuel_litres=9.5), about) == ()
    assert doubts_of(RoundFacts(km=10.0, fuel_litres=5.0), about) == ()  # a few litres are nothing
    (doubt,) = doubts_of(RoundFacts(km=100.0, fuel_litres=40.0), about)
    assert doubt.in_words() == "40 litres for 100 km: this vehicle usually takes about 14."
    assert doubts_of(RoundFacts(km=100.0, fuel_litres=40.0), RoundAbout(fuel_per_100_km=0.0)) == ()


def test_a_way_far_longer_than_planned_is_doubted() -> None:
    about = RoundAbout(planned_km=40.0)
    assert doubts_of(RoundFacts(km=100.0), about) == ()
    assert len(doubts_of(RoundFacts(km=101.0), about)) == 1


def test_doubts_are_all_said_and_then_asked_about() -> None:
    about = RoundAbout(planned_km=10.0, before=Reading(DAY, 900), fuel_per_100_km=10.0)
    doubts = doubts_of(RoundFacts(start_odometer=800, end_odometer=900, km=100.0, fuel_litres=50.0), about)
    said = Doubtful(doubts).in_words()
    assert len(doubts) == 3 and said.count("\n") == 3 and said.endswith("Keep it all the same?")
    assert "18.11.2026: 900" in said
