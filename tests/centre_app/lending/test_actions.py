"""Items, loans, repairs and needs as they are written down, each with its way back."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from centre_app.children.actions import archive_child
from centre_app.db.history import HistoryEntry
from centre_app.db.session import OfficeSession
from centre_app.db.types import new_id
from centre_app.errors import NotFound, Refused, UserError
from centre_app.lending.actions import (
    Done,
    ItemChanges,
    ItemInput,
    LoanInput,
    NeedInput,
    add_items,
    ask_for_need,
    back_from_repair,
    bring_back_gone,
    change_item,
    close_need,
    extend,
    item_gone,
    lend,
    lost,
    need_provided,
    record_need,
    send_to_repair,
    take_back,
    undo_lending,
)
from centre_app.lending.models import DeviceNeed, LendingItem, Loan, Repair
from centre_app.lending.queries import ItemFilter, ItemRow, child_loans, child_needs, item_story, loan, stock
from centre_app.security.access import Actor, Role
from tests.conftest import TODAY, SiteIds
from tests.factories.children import make_child
from tests.factories.codelists import given_lists
from tests.factories.lending import make_item, make_loan, make_need


def day(ago: int) -> date:
    """So many days before today."""
    return TODAY - timedelta(days=ago)


def refused(act: Callable[..., object], *args: Any, **values: Any) -> UserError:
    """The error that this raises."""
    with pytest.raises(UserError) as caught:
        act(*args, **values)
    return caught.value


def item(session: OfficeSession, item_id: uuid.UUID) -> ItemRow:
    """As the stock shows it."""
    return item_story(session, item_id).item


def written(session: OfficeSession) -> dict[str, list[dict[str, Any]]]:
    """All that is written of lending."""
    found = {}
    for model in (LendingItem, Loan, Repair, DeviceNeed):
        table = model.__table__
        rows = session.execute(select(table).order_by(table.c.id)).mappings()
        found[model.__tablename__] = [dict(row) for row in rows]
    return found


class TestItems:
    def test_several_alike_are_added_at_once_with_a_number_each(self, session: OfficeSession, centre: SiteIds) -> None:
        done = add_items(session, ItemInput("therapy_ball", "new", name="55 cm", kept_at="Шкаф 2", count=3))
        rows = stock(session)
        assert [(row.number, row.name, row.kept_at) for row in rows] == [
            (f"L-000{n}", "55 cm", "Шкаф 2") for n in (1, 2, 3)
        ]
        assert set(done.ids) == {row.id for row in rows}

    def test_numbers_go_on_as_the_last_one_was_written(self, session: OfficeSession, centre: SiteIds) -> None:
        make_item(session)
        make_item(session, number="ИНВ-98")
        make_item(session, count=2)
        make_item(session)
        assert sorted(row.number for row in stock(session)) == ["L-0001", "ИНВ-100", "ИНВ-101", "ИНВ-98", "ИНВ-99"]

    def test_after_a_number_that_cannot_be_counted_they_begin_anew(
        self, session: OfficeSession, centre: SiteIds
    ) -> None:
        make_item(session, number="коляска")
        make_item(session)
        assert {row.number for row in stock(session)} == {"коляска", "L-0001"}
        assert refused(make_item, session, number="мяч", count=2).field == "number"

    def test_a_number_is_given_once_in_whatever_letters(self, session: OfficeSession, centre: SiteIds) -> None:
        make_item(session, number="Инв-1")
        assert refused(make_item, session, number="ИНВ-1").field == "number"
        assert refused(make_item, session, number="инв-0", count=3).field == "number"

    def test_a_serial_is_of_one_item(self, session: OfficeSession, centre: SiteIds) -> None:
        assert refused(make_item, session, serial="SN 55", count=2).field == "serial"
        assert item(session, make_item(session, serial="SN 55")).serial == "SN 55"

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("kind", "spaceship"),
            ("condition", "shiny"),
            ("count", 0),
            ("count", 201),
            ("came_on", TODAY + timedelta(days=1)),
            ("name", "ш" * 201),
            ("number", "1" * 21),
        ],
    )
    def test_what_is_wrong_is_said_at_its_field(
        self, session: OfficeSession, centre: SiteIds, field: str, value: object
    ) -> None:
        wrong = replace(ItemInput("toy", "good"), **{field: value})  # type: ignore[arg-type]
        assert refused(add_items, session, wrong).field == field

    def test_an_item_is_changed_and_changed_back(self, session: OfficeSession, centre: SiteIds) -> None:
        item_id = make_item(session, name="большой", came_on=day(30))
        row = item(session, item_id)
        facts = ItemChanges(**{name: getattr(row, name) for name in ItemChanges.__dataclass_fields__})
        done = change_item(session, item_id, replace(facts, number="К-7", condition="worn", came_on=None))
        after = item(session, item_id)
        assert (after.number, after.condition, after.came_on, after.name) == ("К-7", "worn", None, "большой")
        undo_lending(session, done)
        assert item(session, item_id) == row

    def test_an_item_keeps_its_own_number_and_takes_no_others(self, session: OfficeSession, centre: SiteIds) -> None:
        first, second = make_item(session), make_item(session)
        facts = asdict(ItemChanges("l-0002", "toy", "", "", "good", "", None, "", ""))
        change_item(session, second, ItemChanges(**facts))
        assert refused(change_item, session, first, ItemChanges(**facts)).field == "number"

    def test_it_did_not_come_after_it_was_lent(self, session: OfficeSession, centre: SiteIds, child: uuid.UUID) -> None:
        item_id = make_item(session)
        make_loan(session, item_id, child, day(9))
        wrong = ItemChanges("L-0001", "toy", "", "", "good", "", day(8), "", "")
        assert refused(change_item, session, item_id, wrong).field == "came_on"

    def test_adding_is_undone_unless_it_was_lent_meanwhile(
        self, session: OfficeSession, centre: SiteIds, child: uuid.UUID
    ) -> None:
        done = add_items(session, ItemInput("toy", "good", count=2))
        undo_lending(session, done)
        assert stock(session, ItemFilter(status="all")) == ()
        again = add_items(session, ItemInput("toy", "good", count=2))
        make_loan(session, again.ids[1], child)
        refused(undo_lending, session, again)
        assert len(stock(session)) == 2


class TestLending:
    def test_what_is_lent_is_with_the_child(self, session: OfficeSession, child: uuid.UUID) -> None:
        item_id = make_item(session, kept_at="Склад")
        loan_id = make_loan(session, item_id, child, day(3), TODAY, condition="worn", received_by="Раҳимова М.")
        row = item(session, item_id)
        assert (row.status, row.since, row.loan_id, row.child_id) == ("lent", day(3), loan_id, child)
        assert (row.where, row.condition) == ("Раҳимов Ҷамшед Фарҳодович", "worn")
        assert loan(session, loan_id).received_by == "Раҳимова М."

    def test_it_is_never_lent_twice(self, session: OfficeSession, child: uuid.UUID, other_child: uuid.UUID) -> None:
        item_id = make_item(session)
        make_loan(session, item_id, child)
        assert refused(make_loan, session, item_id, other_child).field == "item_id"
        assert refused(send_to_repair, session, item_id).field == "item_id"

    def test_to_a_file_in_the_archive_nothing_is_lent(self, session: OfficeSession, child: uuid.UUID) -> None:
        archive_child(session, child, "переезд")
        assert refused(make_loan, session, make_item(session), child).field == "child_id"
        with pytest.raises(NotFound):
            make_loan(session, make_item(session), new_id())
        with pytest.raises(NotFound):
            make_loan(session, new_id(), child)

    def test_it_is_extended_and_shortened_again(self, session: OfficeSession, child: uuid.UUID) -> None:
        loan_id = make_loan(session, make_item(session), child, day(30), TODAY)
        done = extend(session, loan_id, TODAY + timedelta(days=60))
        assert loan(session, loan_id).due_day == TODAY + timedelta(days=60)
        extend(session, loan_id, None)
        assert loan(session, loan_id).due_day is None
        refused(undo_lending, session, done)  # somebody went on with it
        assert refused(extend, session, loan_id, day(1)).field == "due_day"

    def test_what_is_back_is_in_stock_in_the_condition_it_came_in(
        self, session: OfficeSession, child: uuid.UUID, other_child: uuid.UUID
    ) -> None:
        item_id = make_item(session)
        loan_id = make_loan(session, item_id, child, day(30), day(10), note="с ремнём")
        done = take_back(session, loan_id, "needs_repair", day(1), "ремень порван")
        row, ended = item(session, item_id), loan(session, loan_id)
        assert (row.status, row.condition, row.where) == ("in_stock", "needs_repair", "")
        assert (ended.ended, ended.back_day, ended.note, ended.days_out) == (
            "back",
            day(1),
            "с ремнём; ремень порван",
            29,
        )
        assert ended.overdue_days == 0
        refused(take_back, session, loan_id, "good")
        undo_lending(session, done)
        assert item(session, item_id).status == "lent"
        take_back(session, loan_id, "good")
        make_loan(session, item_id, other_child)
        refused(undo_lending, session, done)
        assert item(session, item_id).child_id == other_child

    def test_undoing_the_return_of_what_is_lent_again_is_refused(
        self, session: OfficeSession, child: uuid.UUID, other_child: uuid.UUID
    ) -> None:
        item_id = make_item(session)
        done = take_back(session, make_loan(session, item_id, child), "good")
        make_loan(session, item_id, other_child)
        refused(undo_lending, session, done)
        assert item(session, item_id).child_id == other_child

    def test_what_is_lost_is_gone_until_it_is_found(self, session: OfficeSession, child: uuid.UUID) -> None:
        item_id = make_item(session)
        loan_id = make_loan(session, item_id, child, day(9))
        done = lost(session, loan_id, note="при переезде")
        row = item(session, item_id)
        assert (row.status, row.gone_how, row.since, loan(session, loan_id).ended) == ("gone", "lost", TODAY, "lost")
        assert stock(session) == ()
        undo_lending(session, done)
        assert item(session, item_id).status == "lent"
        lost(session, loan_id)
        bring_back_gone(session, item_id, "worn")
        assert (item(session, item_id).status, loan(session, loan_id).ended) == ("in_stock", "lost")
        refused(bring_back_gone, session, item_id)

    def test_what_is_given_for_good_stays_with_the_family(self, session: OfficeSession, child: uuid.UUID) -> None:
        item_id = make_item(session)
        loan_id = make_loan(session, item_id, child, day(9))
        assert refused(item_gone, session, item_id, "written_off").field == "how"
        item_gone(session, item_id, "given", note="вырос с ней")
        row = loan(session, loan_id)
        assert (row.ended, row.back_day, row.condition_back) == ("given", TODAY, None)
        assert item(session, item_id).note == "вырос с ней"

    def test_the_child_sees_it_in_its_history(self, session: OfficeSession, child: uuid.UUID) -> None:
        make_loan(session, make_item(session), child)
        session.finish()
        acts = session.scalars(select(HistoryEntry.act).where(HistoryEntry.child_id == child)).all()
        assert "lend" in acts


class TestRepair:
    def test_what_is_repaired_is_not_lent_until_it_is_back(self, session: OfficeSession, child: uuid.UUID) -> None:
        item_id = make_item(session, condition="broken")
        repair_id = send_to_repair(session, item_id, day(9), "колесо").id
        assert (item(session, item_id).status, item(session, item_id).repair_id) == ("in_repair", repair_id)
        assert refused(make_loan, session, item_id, child).field == "item_id"
        done = back_from_repair(session, repair_id, "good", TODAY, 12_050, "TJS")
        (repair,) = item_story(session, item_id).repairs
        assert (repair.what, repair.sent_day, repair.back_day) == ("колесо", day(9), TODAY)
        assert (repair.cost_minor, repair.currency) == (12_050, "TJS")
        assert (item(session, item_id).status, item(session, item_id).condition) == ("in_stock", "good")
        refused(back_from_repair, session, repair_id, "good")
        undo_lending(session, done)
        assert item(session, item_id).status == "in_repair"

    def test_without_a_cost_there_is_no_currency(self, session: OfficeSession, centre: SiteIds) -> None:
        item_id = make_item(session)
        back_from_repair(session, send_to_repair(session, item_id).id, "good", currency="TJS")
        (repair,) = item_story(session, item_id).repairs
        assert (repair.cost_minor, repair.currency) == (None, None)

    def test_beyond_repair_it_is_written_off(self, session: OfficeSession, centre: SiteIds) -> None:
        item_id = make_item(session)
        send_to_repair(session, item_id, day(3))
        before = written(session)
        done = item_gone(session, item_id, "written_off")
        assert item(session, item_id).status == "gone"
        assert item_story(session, item_id).repairs[0].back_day == TODAY
        undo_lending(session, done)
        assert written(session) == before


class TestNeeds:
    def test_a_need_is_asked_for_and_provided_by_a_donor(self, session: OfficeSession, child: uuid.UUID) -> None:
        need_id = make_need(session, child, "hearing_aid", needed_day=day(90))
        ask_for_need(session, need_id, day(60), "Минздрав")
        done = need_provided(session, need_id, "donor", day(2), "Operation Mercy")
        (row,) = child_needs(session, child)
        assert (row.state, row.asked_of, row.provided_by, row.days) == ("provided", "Минздрав", "donor", 88)
        refused(close_need, session, need_id, note="мала")
        undo_lending(session, done)
        assert child_needs(session, child)[0].state == "asked"

    def test_lending_provides_what_was_needed_and_undoing_it_does_not(
        self, session: OfficeSession, child: uuid.UUID
    ) -> None:
        item_id = make_item(session, "rollator")
        need_id = make_need(session, child, "rollator", needed_day=day(9))
        make_need(session, child, "cane")
        done = lend(session, LoanInput(item_id, child))
        provided = {row.kind: (row.state, row.provided_by, row.loan_id) for row in child_needs(session, child)}
        assert provided == {"rollator": ("provided", "centre", done.id), "cane": ("needed", None, None)}
        undo_lending(session, done)
        assert {row.id: row.state for row in child_needs(session, child)}[need_id] == "needed"
        assert child_loans(session, child) == ()

    def test_a_loan_of_the_past_provides_no_later_need(self, session: OfficeSession, child: uuid.UUID) -> None:
        make_need(session, child, needed_day=day(1))
        make_loan(session, make_item(session), child, day(5))
        assert child_needs(session, child)[0].state == "needed"

    def test_the_same_is_not_needed_twice_at_once(self, session: OfficeSession, child: uuid.UUID) -> None:
        need_id = make_need(session, child)
        assert refused(make_need, session, child).field == "kind"
        make_need(session, child, "other", note="поручни")
        make_need(session, child, "other", note="парта")
        close_need(session, need_id, note="ходит сам")
        make_need(session, child)

    def test_closing_says_why(self, session: OfficeSession, child: uuid.UUID) -> None:
        need_id = make_need(session, child)
        assert refused(close_need, session, need_id).field == "note"

    @pytest.mark.parametrize(
        ("field", "value"),
        [("kind", "spaceship"), ("needed_day", TODAY + timedelta(days=1)), ("asked_day", day(1)), ("asked_of", "ВКК")],
    )
    def test_what_is_wrong_is_said_at_its_field(
        self, session: OfficeSession, child: uuid.UUID, field: str, value: object
    ) -> None:
        wrong = replace(NeedInput(child, "cane"), **{field: value})  # type: ignore[arg-type]
        assert refused(record_need, session, wrong).field == ("asked_day" if field == "asked_of" else field)

    def test_of_a_need_that_is_not_there_nothing_is_written(self, session: OfficeSession, centre: SiteIds) -> None:
        with pytest.raises(NotFound):
            ask_for_need(session, new_id())


def test_each_step_is_undone_without_a_trace(session: OfficeSession, child: uuid.UUID) -> None:
    need_id = make_need(session, child, needed_day=day(40))
    item_id = make_item(session, came_on=day(40))
    other = make_item(session, came_on=day(40))
    steps: list[Callable[[], Done]] = [
        lambda: lend(session, LoanInput(item_id, child, day(30), None, "worn")),
        lambda: extend(session, child_loans(session, child)[0].id, TODAY),
        lambda: take_back(session, child_loans(session, child)[0].id, "broken", day(20), "упала"),
        lambda: send_to_repair(session, item_id, day(19), "рама"),
        lambda: back_from_repair(session, item_story(session, item_id).repairs[0].id, "good", day(10), 5, "USD"),
        lambda: item_gone(session, item_id, "given", day(5), "другому центру"),
        lambda: bring_back_gone(session, item_id, "worn"),
        lambda: record_need(session, NeedInput(child, "cane")),
        lambda: item_gone(session, other, "lost"),
        lambda: add_items(session, ItemInput("toy", "new", count=4)),
    ]
    seen, done = [written(session)], []
    for step in steps:
        done.append(step())
        seen.append(written(session))
        assert seen[-1] != seen[-2]
    for back, before in zip(reversed(done), reversed(seen[:-1]), strict=True):
        undo_lending(session, back)
        assert written(session) == before
    assert child_needs(session, child)[0].id == need_id


def test_whoever_may_not_lend_only_looks(session: OfficeSession, child: uuid.UUID) -> None:
    item_id = make_item(session)
    session.actor = Actor(None, "Шоира", Role.NUMBERS_ONLY)
    with pytest.raises(Refused):
        lend(session, LoanInput(item_id, child))


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["lend", "back", "lose", "repair", "repaired", "give", "find", "undo"]),
        st.integers(0, 1),
        st.integers(0, 5),
    ),
    min_size=4,
    max_size=14,
)


@pytest.mark.slow
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTS)
def test_whatever_two_people_try_an_item_is_in_one_place(
    sqlite_database: Any, manager: Actor, acts: list[tuple[str, int, int]]
) -> None:
    from tests.conftest import make_site

    with sqlite_database.execution_options(writes=True).connect() as connection:
        outer = connection.begin()
        with OfficeSession(
            connection, actor=manager, today=TODAY, join_transaction_mode="create_savepoint", expire_on_commit=False
        ) as session:
            make_site(session)
            given_lists(session)
            children = [make_child(session, name) for name in ("Ҷамшед", "Зарина")]
            items = [make_item(session, came_on=day(5)) for _ in range(2)]
            try_all(session, acts, items, children)
        outer.rollback()


def try_all(
    session: OfficeSession, acts: list[tuple[str, int, int]], items: list[uuid.UUID], children: list[uuid.UUID]
) -> None:
    """Each act on one of two items; what is refused changes nothing."""
    done: list[Done] = []
    for act, which, ago in acts:
        before = written(session)
        try:
            made = act_on(session, act, items[which], children[(which + ago) % 2], day(ago), done)
        except UserError:
            assert written(session) == before
            continue
        if made is not None:
            done.append(made)
        open_loans = select(Loan.item_id, func.count()).where(Loan.back_day.is_(None)).group_by(Loan.item_id)
        assert all(count == 1 for _item, count in session.execute(open_loans))
        for row in stock(session, ItemFilter(status="all")):
            assert (row.status == "lent") == (row.loan_id is not None)
            assert (row.status == "in_repair") == (row.repair_id is not None)
            assert (row.status == "gone") == (row.gone_day is not None)


def act_on(
    session: OfficeSession, act: str, item_id: uuid.UUID, child_id: uuid.UUID, on: date, done: list[Done]
) -> Done | None:
    """One act; None where there is nothing to do it with."""
    row = item(session, item_id)
    if act == "lend":
        return lend(session, LoanInput(item_id, child_id, on))
    if act == "repair":
        return send_to_repair(session, item_id, on)
    if act == "give":
        return item_gone(session, item_id, "given", on)
    if act == "find":
        return bring_back_gone(session, item_id)
    if act in ("back", "lose") and row.loan_id is not None:
        return take_back(session, row.loan_id, "good", on) if act == "back" else lost(session, row.loan_id, on)
    if act == "repaired" and row.repair_id is not None:
        return back_from_repair(session, row.repair_id, "good", on)
    if act == "undo" and done:
        undo_lending(session, done.pop())
    return None
