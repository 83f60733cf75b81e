"""The centre's own goals."""

from __future__ import annotations

import uuid

import pytest

from centre_app.db.session import OfficeSession
from centre_app.errors import NotFound, UserError
from centre_app.plans.actions import (
    BankInput,
    add_bank_entry,
    bank_entry_from_goal,
    change_bank_entry,
    move_bank_entry,
    put_back_bank_entry,
    take_out_bank_entry,
)
from centre_app.plans.queries import goal_bank
from tests.conftest import SiteIds
from tests.factories.children import make_child
from tests.factories.codelists import given_lists
from tests.factories.plans import goal, goal_ids, make_plan


@pytest.fixture(autouse=True)
def _lists(session: OfficeSession, site: SiteIds) -> None:
    given_lists(session)


def texts(session: OfficeSession, **wanted: str) -> list[str]:
    """The bank's goals in its order."""
    return [one.text for one in goal_bank(session, **wanted)]  # type: ignore[arg-type]


def test_goals_stand_by_area_then_in_the_centres_own_order(session: OfficeSession) -> None:
    for area, text in (("play", "Бозӣ"), ("movement", "Роҳ меравад"), ("movement", "Менишинад")):
        add_bank_entry(session, BankInput(area, text, goal().levels))
    assert texts(session) == ["Роҳ меравад", "Менишинад", "Бозӣ"]
    assert texts(session, area="play") == ["Бозӣ"]
    assert goal_bank(session)[0].levels == goal().levels


def test_a_goal_is_moved_among_those_in_use_and_stops_at_the_ends(session: OfficeSession) -> None:
    first, second, third = (add_bank_entry(session, BankInput("play", text)) for text in "абв")
    move_bank_entry(session, third, -1)
    assert texts(session) == ["а", "в", "б"]
    move_bank_entry(session, third, -5)
    assert texts(session) == ["в", "а", "б"]
    take_out_bank_entry(session, second)
    move_bank_entry(session, first, +9)
    move_bank_entry(session, third, +1)
    assert texts(session) == ["а", "в"]


def test_a_goal_taken_out_is_kept_and_can_come_back(session: OfficeSession) -> None:
    entry = add_bank_entry(session, BankInput("play", "Бозӣ"))
    take_out_bank_entry(session, entry)
    assert texts(session) == []
    assert [one.active for one in goal_bank(session, all_entries=True)] == [False]
    put_back_bank_entry(session, entry)
    assert texts(session) == ["Бозӣ"]


def test_a_goal_worded_anew_moves_to_the_end_of_its_new_area(session: OfficeSession) -> None:
    add_bank_entry(session, BankInput("play", "Якум"))
    entry = add_bank_entry(session, BankInput("movement", "Бозӣ"))
    change_bank_entry(session, entry, BankInput("play", "Дуюм"))
    assert texts(session, area="play") == ["Якум", "Дуюм"]


def test_a_plans_goal_is_kept_for_others_with_its_levels(session: OfficeSession) -> None:
    plan_id = make_plan(session, make_child(session))
    bank_entry_from_goal(session, plan_id, goal_ids(session, plan_id)[0])
    (entry,) = goal_bank(session)
    assert (entry.text, entry.area, entry.levels) == (goal().text, "communication", goal().levels)
    with pytest.raises(NotFound):
        bank_entry_from_goal(session, plan_id, uuid.uuid4())


@pytest.mark.parametrize(
    ("field", "entry"),
    [("text", BankInput("play", " ")), ("area", BankInput("stars", "Бозӣ")), ("text", BankInput("play", "ж" * 501))],
)
def test_what_cannot_be_is_refused_at_its_field(session: OfficeSession, field: str, entry: BankInput) -> None:
    with pytest.raises(UserError) as refused:
        add_bank_entry(session, entry)
    assert refused.value.field == field
    with pytest.raises(NotFound):
        change_bank_entry(session, uuid.uuid4(), BankInput("play", "Бозӣ"))
