"""A proposal in words and as JSON."""

from __future__ import annotations

from dataclasses import replace

import pytest

from centre_app.language.translate import Words
from centre_app.timetable import reasons
from centre_app.timetable.problem import FEASIBLE, NONE, OPTIMAL, Proposal, Unplaced
from centre_app.timetable.reasons import WORDS
from centre_app.timetable.telling import as_json, as_text, lines, summary
from centre_app.timetable.week_names import ChildName, Names
from tests.centre_app.timetable.weeks import good, problem

ENGLISH = Words.of("en")


def names(proposal: Proposal) -> Names:
    """Of everybody in the week."""
    week = proposal.problem
    return Names(
        {child.id: ChildName(child.number, child.name) for child in week.children},
        {one.id: one.name for one in week.therapists},
        {one.id: one.name for one in week.rooms},
        {"speech_therapy": "speech therapy", "art_music": "art and music"},
    )


def told(proposal: Proposal) -> list[str]:
    """The summary's sentences."""
    return [message.in_words() for message in summary(proposal)]


def test_the_json_has_the_whole_week_by_day_and_hour() -> None:
    found = as_json(good(), names(good()), ENGLISH)
    assert (found["status"], found["bound"], found["unplaced"]) == ("optimal", 5, [])
    assert [one["start"] for one in found["placed"]] == [
        "2026-11-23T09:00",
        "2026-11-23T10:00",
        "2026-11-24T10:00",
        "2026-11-25T09:00",
    ]
    assert [one["pinned"] for one in found["placed"]] == [False, False, True, False]
    assert found["placed"][1]["children"] == ["K-0002", "K-0003"]
    assert found["placed"][0] == {
        "child": "K-0001",
        "therapist": "Зарина",
        "room": "Ҳуҷраи 1",
        "type": "speech_therapy",
        "start": "2026-11-23T09:00",
        "minutes": 30,
        "pinned": False,
    }


def test_a_session_without_an_hour_has_its_day_alone() -> None:
    kept = (replace(good().kept[0], start=None, therapist=None, room=None),)
    one = next(row for row in as_json(replace(good(), kept=kept), names(good()), ENGLISH)["placed"] if row["pinned"])
    assert (one["start"], one["therapist"], one["room"]) == ("2026-11-24", None, None)


def test_who_has_no_place_is_told_with_the_reason() -> None:
    missing = replace(good(), new=good().new[1:], unplaced=(Unplaced(0, reasons.NO_ROOM),), status=FEASIBLE)
    assert as_json(missing, names(missing), ENGLISH)["unplaced"] == [
        {"child": "K-0001", "type": "speech_therapy", "reason": WORDS[reasons.NO_ROOM]}
    ]
    assert f"K-0001 Ҷамшед  speech therapy: {WORDS[reasons.NO_ROOM]}" in list(as_text(missing, names(missing), ENGLISH))


def test_the_text_marks_new_and_pinned_sessions() -> None:
    text = list(as_text(good(), names(good()), ENGLISH))
    assert [line[0] for line in text[1:]] == ["+", "+", "*", "+"]
    assert text[3] == "*  24.11  10:00  K-0001 Ҷамшед  art and music  Фирӯз  Ҳуҷраи 2"


@pytest.mark.parametrize(
    "code", [code for name, code in vars(reasons).items() if name.isupper() and isinstance(code, str)]
)
def test_every_reason_has_words(code: str) -> None:
    assert WORDS[code].endswith(".")


def test_the_summary_says_how_many_and_what_is_proven() -> None:
    whole = good()
    assert told(whole) == ["Placed: 4 of the 4 sessions that children are still due."]
    less = replace(whole, new=whole.new[1:])
    assert told(replace(less, bound=4))[1] == "No timetable of this week can place more."
    assert told(replace(less, status=FEASIBLE))[1] == "No timetable of this week can place more than 4."
    assert told(replace(whole, new=(), bound=1, status=NONE)) == [
        "None of the 4 sessions that children are due can be placed in this week."
    ]
    full = replace(whole, new=(), bound=whole.problem.done, status=OPTIMAL)  # booked as full as it goes
    assert told(full) == ["None of the 4 sessions that children are due can be placed in this week."]
    assert told(replace(whole, problem=problem(wants=()), new=()))[0].startswith("Nothing is left to place")


def test_new_and_kept_sessions_stand_in_one_list() -> None:
    assert [(line.new, len(line.children)) for line in lines(good())] == [(True, 1), (True, 2), (False, 1), (True, 1)]
