"""Rooms, types of session, children's times."""

from __future__ import annotations

import pytest

from centre_app.db.session import OfficeSession
from centre_app.db.types import new_id
from centre_app.errors import NotFound, UserError
from centre_app.workplace.actions import RoomInput, add_room, change_room, move_room, set_child_times, set_type_facts
from centre_app.workplace.queries import RoomRow, child_times, rooms, session_types
from centre_app.workplace.rules import ChildStretch, ChildTimes, TypeFacts
from tests.conftest import SiteIds
from tests.factories.children import make_child
from tests.factories.codelists import given_lists, make_entry
from tests.factories.workplace import make_room, set_times
from tests.statements import counted


@pytest.fixture(autouse=True)
def _centre(session: OfficeSession, site: SiteIds) -> None:
    given_lists(session)


def test_a_room_is_read_as_written_down(session: OfficeSession) -> None:
    key = make_room(session, " Зал  ЛФК ", places=8, equipment=("wall_bars", "mats", "mats"))
    assert rooms(session) == (RoomRow(key, "Зал ЛФК", 8, ("mats", "wall_bars"), True),)


def test_a_room_out_of_use_is_kept_and_its_name_is_free(session: OfficeSession) -> None:
    key = make_room(session, "Зал", equipment=("mats",))
    change_room(session, key, RoomInput("Зал", equipment=("mats",), active=False))
    assert rooms(session) == ()
    make_room(session, "Зал")
    assert [(row.name, row.active) for row in rooms(session, active_only=False)] == [("Зал", False), ("Зал", True)]
    with pytest.raises(UserError, match="already"):
        change_room(session, key, RoomInput("Зал"))


def test_two_rooms_of_one_name_are_refused(session: OfficeSession) -> None:
    make_room(session, "Зал")
    with pytest.raises(UserError) as refused:
        make_room(session, "Зал")
    assert refused.value.field == "name"


@pytest.mark.parametrize(
    ("room", "field"),
    [(RoomInput(""), "name"), (RoomInput("Зал", 0), "places"), (RoomInput("Зал", None, ("trampoline",)), "equipment")],
)
def test_what_is_wrong_with_a_room_is_said_at_its_field(session: OfficeSession, room: RoomInput, field: str) -> None:
    with pytest.raises(UserError) as refused:
        add_room(session, room)
    assert refused.value.field == field


def test_the_order_of_rooms_is_the_centres(session: OfficeSession) -> None:
    one, two = make_room(session, "1"), make_room(session, "2")
    move_room(session, two, -1)
    assert [row.id for row in rooms(session)] == [two, one]


def test_a_type_has_usual_facts_until_somebody_says_others(session: OfficeSession) -> None:
    assert session_types(session)["massage"] == TypeFacts(30, 8, ())
    set_type_facts(session, "massage", TypeFacts(20, 1, ("massage_couch",)))
    set_type_facts(session, "physiotherapy", TypeFacts(45, 3, ("wall_bars", "mats")))
    set_type_facts(session, "physiotherapy", TypeFacts(40, 3, ("mats",)))
    found = session_types(session)
    assert found["massage"] == TypeFacts(20, 1, ("massage_couch",))
    assert found["physiotherapy"] == TypeFacts(40, 3, ("mats",))
    assert list(found)[:2] == ["speech_therapy", "psychologist"]


def test_a_type_of_the_centres_own_has_facts_too(session: OfficeSession) -> None:
    code = make_entry(session, "session_type", "riding")
    set_type_facts(session, code, TypeFacts(60, 1))
    assert session_types(session)[code] == TypeFacts(60, 1)


@pytest.mark.parametrize(
    ("code", "facts", "field"),
    [
        ("massage", TypeFacts(0), "usual_minutes"),
        ("massage", TypeFacts(30, 0), "most_children"),
        ("massage", TypeFacts(30, 1, ("trampoline",)), "equipment"),
        ("juggling", TypeFacts(), "session_type"),
    ],
)
def test_facts_that_cannot_be_are_refused(session: OfficeSession, code: str, facts: TypeFacts, field: str) -> None:
    with pytest.raises(UserError) as refused:
        set_type_facts(session, code, facts)
    assert refused.value.field == field


def test_a_child_has_no_times_until_somebody_writes_them(session: OfficeSession) -> None:
    child = make_child(session)
    assert child_times(session, [child]) == {child: ChildTimes((), 2, False)}


def test_times_of_a_child_are_as_they_were_written_last(session: OfficeSession) -> None:
    child, other = make_child(session), make_child(session, "Зарина")
    set_times(session, child, {1: "9-12", 4: "9-12"}, transport=True, most=3, few_days=True)
    set_times(session, other, {2: "14-17"})
    set_times(session, child, {1: "9-12", 3: "13-15, 9-12"}, most=1)
    assert child_times(session, [child])[child] == ChildTimes(
        (ChildStretch(1, 540, 720), ChildStretch(3, 540, 720), ChildStretch(3, 780, 900)), 1, False
    )
    assert child_times(session, [other])[other].stretches == (ChildStretch(2, 840, 1020),)
    set_child_times(session, child, ChildTimes())
    assert child_times(session, [child])[child] == ChildTimes()


def test_times_that_overlap_are_refused(session: OfficeSession) -> None:
    with pytest.raises(UserError) as refused:
        set_child_times(
            session, make_child(session), ChildTimes((ChildStretch(1, 540, 720), ChildStretch(1, 700, 800)))
        )
    assert refused.value.field == "stretches"


def test_times_of_a_child_that_is_not_there_are_refused(session: OfficeSession) -> None:
    with pytest.raises(NotFound):
        set_child_times(session, new_id(), ChildTimes())


def test_times_of_many_children_are_read_in_portions(session: OfficeSession) -> None:
    child = make_child(session)
    set_times(session, child, {1: "9-12"})
    ids = [new_id() for _n in range(600)] + [child]
    with counted(session) as sent:
        found = child_times(session, ids)
    assert len(sent) == 4
    assert len(found) == 601
    assert found[child].stretches == (ChildStretch(1, 540, 720),)
