"""What speaks against a session at a place and an hour."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centre_app.children.rules import Span
from centre_app.language.translate import Message
from centre_app.open_days.rules import DayState
from centre_app.therapy.clashes import clashes_in
from centre_app.therapy.fitting import doubled, fitted, laid
from centre_app.therapy.placing import (
    ChildFacts,
    ClashNeedsReason,
    Impossible,
    OtherSession,
    Placing,
    WeekFacts,
    check_clashes,
)
from centre_app.workplace.queries import AbsenceRow, RoomRow, StaffRow
from centre_app.workplace.rules import ChildStretch, ChildTimes, Stretch, TypeFacts

MONDAY = date(2026, 11, 23)
SUNDAY = date(2026, 11, 29)
SEPTEMBER = date(2026, 9, 1)
NIGINA, TAHMINA, ROOM, HALL, ANN, BEK, VERA = (uuid.UUID(int=n) for n in range(1, 8))
SPEECH = "speech_therapy"


def person(staff_id: uuid.UUID, name: str, **values: Any) -> StaffRow:
    """Somebody who works from nine to one on Mondays and Tuesdays."""
    usual: dict[str, Any] = {
        "id": staff_id,
        "name": name,
        "profession": "",
        "account_id": None,
        "supervisor_id": None,
        "full_time_percent": 100,
        "works_from": None,
        "works_until": None,
        "skills": (SPEECH,),
        "hours": (Stretch(1, 540, 780), Stretch(2, 540, 780)),
    }
    return StaffRow(**(usual | values))


def child(child_id: uuid.UUID, name: str, **values: Any) -> ChildFacts:
    """A child enrolled since September."""
    usual: dict[str, Any] = {"archived": False, "enrolled": (Span(SEPTEMBER),), "times": ChildTimes()}
    return ChildFacts(child_id, name, "K-0001", **(usual | values))


FACTS = WeekFacts(
    days={MONDAY: DayState(MONDAY, True), SUNDAY: DayState(SUNDAY, False, Message("Sunday"))},
    staff={
        NIGINA: person(NIGINA, "Сафарова Нигина"),
        TAHMINA: person(TAHMINA, "Назарова Таҳмина", hours=(), skills=()),
    },
    absences={},
    rooms={ROOM: RoomRow(ROOM, "Кабинет", 2, ("mirror",), True), HALL: RoomRow(HALL, "Зал", None, (), True)},
    types={SPEECH: TypeFacts(30, 3, ("mirror",)), "massage": TypeFacts(30, 1)},
    children={
        ANN: child(ANN, "Каримова Анора"),
        BEK: child(BEK, "Алиев Бек"),
        VERA: child(VERA, "Ли Вера"),
    },
    child_absent={},
    sessions={},
    type_names={SPEECH: Message("speech therapy")},
    equipment_names={"mirror": Message("mirror")},
)
GOOD = Placing(MONDAY, 540, 30, SPEECH, NIGINA, ROOM, (ANN,))


def other(
    *children: uuid.UUID, start: int = 550, therapist: uuid.UUID | None = TAHMINA, room: uuid.UUID | None = HALL
) -> OtherSession:
    """A session of somebody else on Monday."""
    return OtherSession(uuid.uuid4(), MONDAY, start, 30, SPEECH, therapist, room, frozenset(children))


def with_others(*others: OtherSession) -> WeekFacts:
    """Monday with these sessions."""
    return replace(FACTS, sessions={MONDAY: others})


def kinds(facts: WeekFacts = FACTS, placing: Placing = GOOD, ignoring: uuid.UUID | None = None) -> dict[str, bool]:
    """Kind -> whether it is hard."""
    return {clash.kind: clash.hard for clash in clashes_in(facts, placing, ignoring)}


def test_nothing_speaks_against_a_free_hour() -> None:
    assert clashes_in(FACTS, GOOD) == ()


@pytest.mark.parametrize(
    ("values", "kind", "hard"),
    [
        ({"minutes": 4}, "time", True),
        ({"minutes": 24 * 60}, "time", True),
        ({"start_minute": 23 * 60 + 45}, "time", True),
        ({"start_minute": -5}, "time", True),
        ({"day": SUNDAY, "therapist_id": None}, "closed", True),
        ({"child_ids": ()}, "no_children", True),
        ({"child_ids": (uuid.UUID(int=99),)}, "child_not_enrolled", True),
        ({"start_minute": 500}, "outside_hours", False),
        ({"start_minute": 770}, "outside_hours", False),
        ({"type": "massage", "room_id": None}, "skill", False),
        ({"room_id": HALL}, "room_equipment", False),
        ({"child_ids": (ANN, BEK, VERA)}, "room_small", False),
        ({"type": "massage", "therapist_id": None, "child_ids": (ANN, BEK)}, "too_many", False),
    ],
)
def test_each_thing_that_speaks_against_a_session(values: dict[str, Any], kind: str, hard: bool) -> None:
    assert kinds(placing=replace(GOOD, **values)) == {kind: hard}


def test_a_session_may_last_until_midnight() -> None:
    late = replace(GOOD, start_minute=24 * 60 - 30, therapist_id=TAHMINA)
    assert clashes_in(FACTS, late) == ()


def test_what_nobody_wrote_down_speaks_against_nothing() -> None:
    assert clashes_in(FACTS, replace(GOOD, therapist_id=TAHMINA, type="massage", start_minute=1200)) == ()


def test_a_child_is_never_in_two_places_and_the_message_says_where() -> None:
    (found,) = clashes_in(with_others(other(ANN)), GOOD)
    assert (found.kind, found.hard, found.child_id) == ("child_elsewhere", True, ANN)
    expected = "Каримова Анора has another session then: speech therapy, 09:10–09:40, Назарова Таҳмина."
    assert found.message.in_words() == expected


def test_a_therapist_is_never_in_two_places() -> None:
    assert kinds(with_others(other(BEK, therapist=NIGINA))) == {"therapist_elsewhere": True}


def test_sessions_that_touch_do_not_clash() -> None:
    before, after = other(ANN, start=510, room=ROOM), other(ANN, start=570, room=ROOM)
    assert clashes_in(with_others(before, after), GOOD) == ()


def test_a_session_does_not_clash_with_itself() -> None:
    itself = other(ANN, therapist=NIGINA, room=ROOM)
    assert clashes_in(with_others(itself), GOOD, itself.id) == ()
    assert clashes_in(with_others(itself), GOOD, [itself.id]) == ()


def test_a_room_may_be_shared_with_a_reason_while_its_places_suffice() -> None:
    assert kinds(with_others(other(BEK, room=ROOM))) == {"room_taken": False}
    assert kinds(with_others(other(BEK, VERA, room=ROOM))) == {"room_full": True}


def test_a_room_counts_the_fullest_moment_and_not_those_who_come_after_each_other() -> None:
    facts = with_others(other(BEK, start=520, room=ROOM), other(VERA, start=555, room=ROOM))
    assert kinds(facts) == {"room_taken": False}


def test_absence_is_hard_also_for_a_part_of_the_day() -> None:
    def away(start: int | None, end: int | None) -> WeekFacts:
        absence = AbsenceRow(uuid.uuid4(), NIGINA, MONDAY, MONDAY, start, end, "семинар")
        return replace(FACTS, absences={NIGINA: (absence,)})

    assert kinds(away(None, None)) == {"therapist_absent": True}
    assert kinds(away(560, 600)) == {"therapist_absent": True}
    assert kinds(away(570, 600)) == {}


def test_nobody_works_after_the_last_day() -> None:
    gone = {NIGINA: person(NIGINA, "Сафарова Нигина", works_until=date(2026, 11, 20))}
    assert kinds(replace(FACTS, staff=gone)) == {"therapist_left": True}


@pytest.mark.parametrize(
    ("values", "kind", "hard"),
    [
        ({"enrolled": (Span(SEPTEMBER, date(2026, 11, 22)),)}, "child_not_enrolled", True),
        ({"enrolled": (Span(SEPTEMBER, MONDAY),)}, None, None),
        ({"archived": True}, "child_archived", True),
        ({"times": ChildTimes((ChildStretch(1, 560, 700),))}, "child_times", False),
        ({"times": ChildTimes((ChildStretch(1, 540, 570),))}, None, None),
        ({"times": ChildTimes((ChildStretch(3, 540, 700),))}, "child_times", False),
    ],
)
def test_each_thing_about_a_child(values: dict[str, Any], kind: str | None, hard: bool | None) -> None:
    facts = replace(FACTS, children={ANN: child(ANN, "Каримова Анора", **values)})
    assert kinds(facts) == ({} if kind is None else {kind: hard})


def test_a_child_marked_absent_needs_a_reason() -> None:
    assert kinds(replace(FACTS, child_absent={MONDAY: frozenset({ANN})})) == {"child_absent": False}


def test_hard_things_are_said_first_and_all_at_once() -> None:
    facts = replace(with_others(other(ANN, therapist=NIGINA)), child_absent={MONDAY: frozenset({ANN})})
    found = clashes_in(facts, GOOD)
    assert [clash.hard for clash in found] == [True, True, False]
    with pytest.raises(Impossible) as impossible:
        check_clashes(found, "тренинг")
    assert [clash.kind for clash in impossible.value.clashes] == ["therapist_elsewhere", "child_elsewhere"]
    assert impossible.value.in_words().count("\n") == 2


def test_what_can_stand_with_a_reason_asks_for_it() -> None:
    soft = clashes_in(with_others(other(BEK, room=ROOM)), GOOD)
    with pytest.raises(ClashNeedsReason) as asked:
        check_clashes(soft, "")
    assert (asked.value.field, asked.value.clashes) == ("clash_reason", soft)
    assert check_clashes(soft, "вдвоём") == "вдвоём"
    assert check_clashes((), "вдвоём") == "", "a reason without a clash is none"


def test_a_session_that_cannot_move_stays_and_is_in_the_way_of_the_others() -> None:
    first, second = other(ANN, start=540, therapist=None), other(ANN, start=600, therapist=None)
    facts = with_others(first, second, other(BEK, start=660, therapist=None))
    wanted = {
        first.id: Placing(MONDAY, 600, 30, SPEECH, None, HALL, (ANN,)),  # where the second one is
        second.id: Placing(MONDAY, 660, 30, SPEECH, None, HALL, (ANN, BEK)),  # where Bek has another one
    }
    found = fitted(facts, wanted)
    assert (dict(found.placed), set(found.stayed)) == ({}, {first.id, second.id})
    assert {clash.kind for clash in found.hard} == {"child_elsewhere"}


def test_two_sessions_can_change_places() -> None:
    first, second = other(ANN, start=540), other(ANN, start=600)
    wanted = {
        first.id: Placing(MONDAY, 600, 30, SPEECH, TAHMINA, ROOM, (ANN,)),
        second.id: Placing(MONDAY, 540, 30, SPEECH, TAHMINA, ROOM, (ANN,)),
    }
    assert fitted(with_others(first, second), wanted).stayed == {}
    assert doubled(with_others(first, second), wanted) == ()


def test_children_who_cannot_come_are_left_out_of_a_group() -> None:
    found = laid(with_others(other(BEK)), replace(GOOD, child_ids=(ANN, BEK)))
    assert found.placing is not None
    assert (found.placing.child_ids, [clash.child_id for clash in found.left_out]) == ((ANN,), [BEK])
    nobody = laid(with_others(other(BEK)), replace(GOOD, child_ids=(BEK,)))
    assert (nobody.placing, [clash.kind for clash in nobody.why_not]) == (None, ["child_elsewhere"])


placings = st.builds(
    Placing,
    st.just(MONDAY),
    st.integers(0, 30).map(lambda n: n * 15),
    st.sampled_from([15, 30, 60]),
    st.just(SPEECH),
    st.sampled_from([None, NIGINA, TAHMINA]),
    st.sampled_from([None, ROOM, HALL]),
    st.lists(st.sampled_from([ANN, BEK, VERA]), min_size=1, max_size=3, unique=True).map(tuple),
)


@given(there=st.lists(placings, max_size=4), wanted=st.lists(placings, max_size=6), moving=st.integers(0, 4))
def test_whatever_is_placed_nobody_is_in_two_places(there: list[Placing], wanted: list[Placing], moving: int) -> None:
    ids = [uuid.UUID(int=100 + n) for n in range(10)]
    standing = fitted(FACTS, dict(zip(ids, there, strict=False))).placed
    stands = {one: placing for one, placing in zip(ids, there, strict=False) if one in standing}
    facts = with_others(
        *(
            OtherSession(
                one, MONDAY, p.start_minute, p.minutes, p.type, p.therapist_id, p.room_id, frozenset(p.child_ids)
            )
            for one, p in stands.items()
        )
    )
    asked = dict(zip([*list(stands)[:moving], *ids[4:]], wanted, strict=False))
    found = fitted(facts, asked)
    after = {**stands, **{one: asked[one] for one in found.placed}}
    assert doubled(FACTS, after) == ()
    assert found.placed.keys() | found.stayed.keys() == asked.keys()
