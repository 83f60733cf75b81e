"""The stock, loans and needs as they are shown."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from centre_app.children.actions import archive_child
from centre_app.db.session import OfficeSession
from centre_app.db.types import new_id
from centre_app.errors import NotFound, Refused
from centre_app.lending.actions import (
    ItemInput,
    add_items,
    ask_for_need,
    close_need,
    item_gone,
    need_provided,
    send_to_repair,
    take_back,
)
from centre_app.lending.queries import (
    ItemFilter,
    came_from_used,
    child_loans,
    child_needs,
    item_story,
    kept_places,
    loan,
    loans_out,
    need_figures,
    needs_list,
    next_item_number,
    overdue_count,
    overdue_first,
    stock,
)
from centre_app.security.access import Actor, Role
from tests.conftest import TODAY, SiteIds
from tests.factories.children import make_child
from tests.factories.lending import make_item, make_loan, make_need
from tests.statements import counted


def day(ago: int) -> date:
    """So many days before today."""
    return TODAY - timedelta(days=ago)


class TestStock:
    def test_it_stands_by_kind_as_in_the_list_and_then_by_number(self, session: OfficeSession, centre: SiteIds) -> None:
        make_item(session, "toy")
        make_item(session, "wheelchair_basic", number="К-10")
        make_item(session, "wheelchair_basic", number="К-9")
        assert [row.number for row in stock(session)] == ["К-9", "К-10", "L-0001"]
        assert next(row.kind_name for row in stock(session, language="ru")) == "кресло-коляска, обычная"

    def test_the_filter_asks_for_kind_status_condition_place_and_words(
        self, session: OfficeSession, child: uuid.UUID
    ) -> None:
        frame = make_item(session, "walking_frame", name="Nimbo 2", serial="KR-5512", kept_at="Склад")
        chair = make_item(session, "wheelchair_basic", "worn", kept_at="Шкаф 2")
        ball = make_item(session, "therapy_ball", "broken")
        gone = make_item(session, "toy", kept_at="Склад")
        make_loan(session, frame, child)
        send_to_repair(session, ball)
        item_gone(session, gone, "lost")

        def ids(**wanted: Any) -> set[uuid.UUID]:
            return {row.id for row in stock(session, ItemFilter(**wanted))}

        assert ids() == {frame, chair, ball}
        assert ids(status="all") == {frame, chair, ball, gone}
        assert ids(status="gone") == {gone}
        assert (ids(status="lent"), ids(status="in_repair"), ids(status="in_stock")) == ({frame}, {ball}, {chair})
        assert ids(kind="therapy_ball") == {ball}
        assert ids(condition="worn") == {chair}
        assert ids(kept_at="Склад") == {frame}
        assert (ids(text="nimbo"), ids(text="kr5512"), ids(text="ҷамшед"), ids(text="wheel")) == (
            {frame},
            {frame},
            {frame},
            {chair},
        )
        assert ids(text="nimbo ball") == set()

    def test_an_item_tells_its_story_the_newest_first(
        self, session: OfficeSession, child: uuid.UUID, other_child: uuid.UUID
    ) -> None:
        item_id = make_item(session)
        first = make_loan(session, item_id, child, day(90))
        take_back(session, first, "needs_repair", day(60))
        send_to_repair(session, item_id, day(50))
        story = item_story(session, item_id)
        assert [(one.id, one.ended) for one in story.loans] == [(first, "back")]
        assert [repair.back_day for repair in story.repairs] == [None]
        assert story.item.since == day(50)
        with pytest.raises(NotFound):
            item_story(session, new_id())

    def test_what_is_typed_is_completed_by_what_was_written(self, session: OfficeSession, centre: SiteIds) -> None:
        assert next_item_number(session) == "L-0001"
        for place in ("Ҷевон", "Анбор", "Анбор", ""):
            make_item(session, kept_at=place, came_from="UNICEF")
        assert kept_places(session, language="tg") == ("Анбор", "Ҷевон")
        assert came_from_used(session) == ("UNICEF",)
        assert next_item_number(session) == "L-0005"


class TestLoans:
    def test_overdue_stands_first_the_longest_on_top_and_what_has_no_day_last(
        self, session: OfficeSession, child: uuid.UUID, other_child: uuid.UUID
    ) -> None:
        due = [None, day(3), day(-30), day(40), day(0)]
        made = [make_loan(session, make_item(session), child, day(60), one) for one in due]
        back = make_loan(session, make_item(session), other_child, day(60), day(50))
        take_back(session, back, "good")
        rows = loans_out(session)
        assert [row.id for row in rows] == [made[place] for place in (3, 1, 4, 2, 0)]
        assert [row.overdue_days for row in rows] == [40, 3, 0, 0, 0]
        assert overdue_count(session) == 2
        assert [row.id for row in loans_out(session, overdue_only=True)] == [made[3], made[1]]
        assert [row.id for row in overdue_first(session, 1)] == [made[3]]

    def test_a_line_says_whom_to_call(self, session: OfficeSession, child: uuid.UUID) -> None:
        row = loan(session, make_loan(session, make_item(session, serial="A 7"), child, day(10), day(2)))
        assert (row.guardian, row.phone, row.village) == ("Раҳимова Мавҷуда", "+992 93 555-12-34", "Сари Хосор")
        assert (row.item_number, row.serial, row.kind_name, row.days_out) == ("L-0001", "A 7", "walking frame", 10)
        with pytest.raises(NotFound):
            loan(session, new_id())

    def test_a_child_of_the_archive_still_has_what_it_has(self, session: OfficeSession, child: uuid.UUID) -> None:
        make_loan(session, make_item(session), child)
        archive_child(session, child, "переезд")
        assert loans_out(session)[0].archived

    def test_a_child_has_first_what_it_has_and_then_what_it_had(self, session: OfficeSession, child: uuid.UUID) -> None:
        old = [make_loan(session, make_item(session), child, day(ago)) for ago in (90, 60)]
        for loan_id in old:
            take_back(session, loan_id, "good")
        now = make_loan(session, make_item(session), child, day(99))
        assert [row.id for row in child_loans(session, child)] == [now, old[1], old[0]]


class TestNeeds:
    @pytest.fixture
    def needs(self, session: OfficeSession, child: uuid.UUID, other_child: uuid.UUID) -> dict[str, uuid.UUID]:
        """Five needs of two children, in five states."""
        gone = make_child(session, "Мадина")
        made = {
            "needed": make_need(session, child, "cane", needed_day=day(50)),
            "asked": make_need(session, other_child, "cane", needed_day=day(80), asked_day=day(70), asked_of="ВКК"),
            "provided": make_need(session, child, "spectacles", needed_day=day(400)),
            "closed": make_need(session, child, "toy", needed_day=day(30)),
            "archived": make_need(session, gone, "cane", needed_day=day(90)),
        }
        need_provided(session, made["provided"], "state", day(3))
        close_need(session, made["closed"], note="есть своя")
        archive_child(session, gone, "")
        return made

    def test_the_longest_wait_stands_first_and_the_archive_waits_for_nothing(
        self, session: OfficeSession, needs: dict[str, uuid.UUID]
    ) -> None:
        assert [row.id for row in needs_list(session)] == [needs["asked"], needs["needed"]]
        assert {row.state for row in needs_list(session, state="all")} == {"needed", "asked", "provided", "closed"}
        assert [row.id for row in needs_list(session, state="provided")] == [needs["provided"]]
        assert [row.days for row in needs_list(session)] == [80, 50]

    def test_they_are_chosen_by_kind_and_age(self, session: OfficeSession, needs: dict[str, uuid.UUID]) -> None:
        assert [row.id for row in needs_list(session, kind="cane", age_from=15)] == [needs["asked"]]
        assert [row.id for row in needs_list(session, age_to=7)] == [needs["needed"]]
        assert needs_list(session, kind="ramp") == ()

    def test_a_line_says_how_many_could_be_lent_today(
        self, session: OfficeSession, needs: dict[str, uuid.UUID], child: uuid.UUID
    ) -> None:
        items = add_items(session, ItemInput("cane", "good", count=4)).ids
        make_item(session, "cane", "broken")
        send_to_repair(session, items[0])
        item_gone(session, items[1], "lost")
        make_loan(session, items[2], child, day(60))
        assert {row.in_stock for row in needs_list(session, kind="cane")} == {1}

    def test_a_child_needs_first_what_is_open(
        self, session: OfficeSession, needs: dict[str, uuid.UUID], child: uuid.UUID
    ) -> None:
        assert [row.id for row in child_needs(session, child)] == [
            needs["needed"],
            needs["closed"],
            needs["provided"],
        ]

    def test_figures_count_what_was_needed_asked_and_provided_in_the_period(
        self, session: OfficeSession, needs: dict[str, uuid.UUID]
    ) -> None:
        ask_for_need(session, needs["needed"], day(1))
        found = {
            row.kind: (row.needed, row.asked, row.provided, row.open) for row in need_figures(session, day(60), TODAY)
        }
        assert found == {"cane": (1, 1, 0, 2), "spectacles": (0, 0, 1, 0), "toy": (1, 0, 0, 0)}
        session.actor = Actor(None, "Шоира", Role.NUMBERS_ONLY)
        assert need_figures(session, day(500), day(450)) != ()  # what is open today is told whatever the period
        with pytest.raises(Refused):
            needs_list(session)


READS: dict[str, Callable[[OfficeSession, uuid.UUID], object]] = {
    "stock": lambda session, _child: stock(session),
    "loans": lambda session, _child: loans_out(session),
    "overdue": lambda session, _child: overdue_first(session),
    "child": lambda session, child: (child_loans(session, child), child_needs(session, child)),
    "needs": lambda session, _child: needs_list(session),
    "figures": lambda session, _child: need_figures(session, day(60), TODAY),
}


@pytest.mark.parametrize(("name", "most"), [*zip(READS, (2, 2, 2, 5, 3, 2), strict=True)])
def test_the_statements_do_not_grow_with_the_stock(
    session: OfficeSession, child: uuid.UUID, other_child: uuid.UUID, name: str, most: int
) -> None:
    def number() -> int:
        with counted(session) as sent:
            READS[name](session, child)
        return len(sent)

    make_loan(session, make_item(session), child, day(9), day(1))
    make_need(session, child, "cane")
    before = number()
    for kind in ("toy", "cane", "ramp", "rollator"):
        for item_id in add_items(session, ItemInput(kind, "good", count=3)).ids[:2]:
            make_loan(session, item_id, child, day(9), day(2))
        make_need(session, other_child, kind)
    assert number() == before <= most
