"""The list of rounds, the follow-ups, and what outreach says on Today, on a real file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from centre_app.office import Office
from centre_app.outreach.follow_ups import FollowUpRow, NewFollowUp, closed_follow_ups, open_follow_up, open_follow_ups
from centre_app.outreach.models import Visit
from centre_app.outreach.round_file import round_file
from centre_app.security.access import Actor, Role
from centre_app.sites.models import Site
from tests.conftest import TODAY
from tests.factories.children import make_child
from tests.factories.codelists import given_lists
from tests.factories.visits import make_going_team, make_planned_round
from tests.factories.workplace import make_staff
from ui import messages, tasks
from ui.outreach.follow_ups_page import FollowUpsPage
from ui.outreach.round_by_the_way import ByTheWayDialog
from ui.outreach.round_page import RoundPage
from ui.outreach.rounds_page import RoundsPage
from ui.shared.dialog import FormDialog
from ui.today.outreach_cards import OutreachCards

DAY = TODAY - timedelta(days=2)


@dataclass
class Centre:
    """A round two days ago and one today, another team's of last week; three follow-ups."""

    office: Office
    me: UUID = field(default_factory=lambda: UUID(int=0))
    children: list[UUID] = field(default_factory=list)
    rounds: dict[str, UUID] = field(default_factory=dict)
    visits: list[UUID] = field(default_factory=list)

    def open(self) -> tuple[FollowUpRow, ...]:
        with self.office.read() as session:
            return open_follow_ups(session, "tg")


@pytest.fixture
def centre(office: Office) -> Centre:
    made = Centre(office)
    with office.write() as session:
        given_lists(session)
        site = session.scalars(select(Site.id)).one()
        team, other = make_going_team(session, site), make_going_team(session, site, "Гурӯҳи водӣ")
        made.me = make_staff(session, account_id=office.actor.account_id)
        made.children = [make_child(session, name) for name in ("Ҷамшед", "Нигина", "Зафар")]
        made.rounds["back"], made.visits = make_planned_round(session, site, made.children[:2], DAY, team=team)
        made.rounds["today"], _visits = make_planned_round(session, site, made.children[:1], TODAY, team=team)
        last_week = DAY - timedelta(days=7)
        made.rounds["other"], _visits = make_planned_round(session, site, made.children[2:], last_week, team=other)
        for child, kind, owner, days in (
            (made.children[0], "illness", None, 0),
            (made.children[1], "school", made.me, 5),
            (made.children[2], "allowance", None, 9),
        ):
            due = TODAY + timedelta(days=days)
            open_follow_up(session, NewFollowUp(child, kind, due, f"Қайд: {kind}", owner, made.visits[0]))
    return made


def words_of(widget: QWidget) -> str:
    return " ".join(one.text() for one in widget.findChildren(QLabel) if not one.isHidden())


@pytest.fixture
def rounds(centre: Centre, shell_of: Callable[[Any], Any], show: Callable[[QWidget], QWidget]) -> RoundsPage:
    made = RoundsPage(shell_of(centre.office))
    show(made)
    made.load()
    tasks.wait_idle()
    return made


@pytest.fixture
def follow_ups(centre: Centre, shell_of: Callable[[Any], Any], show: Callable[[QWidget], QWidget]) -> FollowUpsPage:
    made = FollowUpsPage(shell_of(centre.office))
    show(made)
    made.load()
    tasks.wait_idle()
    return made


def test_the_week_begins_at_the_round_that_waits_and_enter_keys_it(
    qtbot: QtBot, centre: Centre, rounds: RoundsPage
) -> None:
    assert [row.id for row in rounds.table.rows()] == [centre.rounds["back"], centre.rounds["today"]]
    model = rounds.table.model
    states = [model.index(at, 5).data() for at in range(2)]
    assert states == ["0 of 2 in", "on the road today"]
    went: list[tuple[str, Any]] = []
    rounds.asked.connect(lambda key, to: went.append((key, to)))
    qtbot.keyClick(rounds.table.view, Qt.Key.Key_Return)
    assert went == [("round", {"round": centre.rounds["back"]})]


def test_weeks_that_are_not_closed_are_named_and_lead_to_their_first_round(centre: Centre, rounds: RoundsPage) -> None:
    doors = rounds.weeks.findChildren(QPushButton)
    assert ["Гурӯҳи водӣ" in door.text() for door in doors] == [True, False]
    went: list[Any] = []
    rounds.asked.connect(lambda _key, to: went.append(to["round"]))
    for door in doors:
        door.click()
    assert went == [centre.rounds["other"], centre.rounds["back"]]


def test_a_scanned_code_leads_from_the_list_to_its_visit(qtbot: QtBot, centre: Centre, rounds: RoundsPage) -> None:
    with centre.office.read() as session:
        code = round_file(session, centre.rounds["other"], "tg").visits[0].code
    assert code is not None
    went: list[Any] = []
    rounds.asked.connect(lambda _key, to: went.append(to))
    qtbot.keyClicks(rounds.code, "AAAAAA")
    qtbot.keyClick(rounds.code, Qt.Key.Key_Return)
    tasks.wait_idle()
    assert went == []
    rounds.code.clear()
    qtbot.keyClicks(rounds.code, code)
    qtbot.keyClick(rounds.code, Qt.Key.Key_Return)
    tasks.wait_idle()
    assert [to["round"] for to in went] == [centre.rounds["other"]]
    messages.clear()


def test_a_week_without_rounds_says_where_they_are_planned(centre: Centre, rounds: RoundsPage) -> None:
    rounds.open(week=TODAY + timedelta(days=70))
    tasks.wait_idle()
    assert rounds.table.rows() == [] and "No rounds this week" in words_of(rounds)


def test_my_follow_ups_come_first_and_enter_opens_the_child(
    qtbot: QtBot, centre: Centre, follow_ups: FollowUpsPage
) -> None:
    assert [row.kind for row in follow_ups.table.rows()] == ["school", "illness", "allowance"]
    follow_ups.open(mine=True)
    tasks.wait_idle()
    assert [row.kind for row in follow_ups.table.rows()] == ["school"]
    follow_ups.table.select(lambda _row: True)
    qtbot.keyClick(follow_ups.table.view, Qt.Key.Key_Return)
    assert follow_ups.shell.went[-1] == ("children", {"child": centre.children[1], "tab": "home"})  # type: ignore[attr-defined]


def test_a_follow_up_is_closed_with_a_word_and_comes_back_by_undo(centre: Centre, follow_ups: FollowUpsPage) -> None:
    follow_ups.table.select(lambda row: row.kind == "illness")
    follow_ups.close_current()
    dialog = follow_ups.findChild(FormDialog)
    assert isinstance(dialog, FormDialog)
    dialog.save()
    assert len(centre.open()) == 3  # without a word it stays open
    dialog.form.set_values({"closed_note": "Ба духтур бурданд"})
    dialog.save()
    tasks.wait_idle()
    with centre.office.read() as session:
        assert [row.closed_note for row in closed_follow_ups(session, TODAY, TODAY, "tg")] == ["Ба духтур бурданд"]
    messages.clear()


def test_a_follow_up_is_given_to_somebody_else(centre: Centre, follow_ups: FollowUpsPage) -> None:
    follow_ups.table.select(lambda row: row.kind == "allowance")
    follow_ups.change_current()
    dialog = follow_ups.findChild(FormDialog)
    assert isinstance(dialog, FormDialog)
    dialog.form.set_values({"owner_id": centre.me, "due_day": TODAY, "note": "Кумакпулӣ"})
    dialog.save()
    tasks.wait_idle()
    row = next(row for row in centre.open() if row.kind == "allowance")
    assert (row.owner_id, row.due_day, row.note) == (centre.me, TODAY, "Кумакпулӣ")
    messages.clear()


def test_a_secretary_sees_follow_ups_and_can_close_none(
    centre: Centre, shell_of: Callable[[Any], Any], show: Callable[[QWidget], QWidget]
) -> None:
    centre.office.actor = Actor(centre.office.actor.account_id, "Раҳимова Сафия", Role.SECRETARY)
    made = FollowUpsPage(shell_of(centre.office))
    show(made)
    made.load()
    tasks.wait_idle()
    assert len(made.table.rows()) == 3 and {row.note for row in made.table.rows()} == {""}
    assert [one.text() for one in made.findChildren(QPushButton) if "…" in one.text()] == []


def test_a_home_by_the_way_is_asked_about_where_it_is_planned_that_week(
    centre: Centre, shell_of: Callable[[Any], Any], show: Callable[[QWidget], QWidget]
) -> None:
    page = RoundPage(shell_of(centre.office))
    show(page)
    page.open(round=centre.rounds["back"])
    tasks.wait_idle()
    page.add_by_the_way()
    dialog = page.findChild(ByTheWayDialog)
    assert isinstance(dialog, ByTheWayDialog)
    dialog.form.set_values({"children": ((centre.children[0], "Ҷамшед"),), "purpose": "documents"})
    dialog.save()
    tasks.wait_idle()
    asked = QApplication.activeModalWidget()
    assert asked is not None and "This child has a visit" not in words_of(asked)
    assert "is planned for 18.11.2026" in words_of(asked)
    asked.accept()  # type: ignore[attr-defined]
    tasks.wait_idle()
    with centre.office.read() as session:
        added = session.scalars(select(Visit.id).where(Visit.purpose == "documents")).one()
    assert page.lines.current == added and len(page.lines.lines) == 3
    messages.clear()


def test_today_names_rounds_open_weeks_and_my_follow_ups_as_doors(
    centre: Centre, shell_of: Callable[[Any], Any]
) -> None:
    shell = shell_of(centre.office)
    cards = OutreachCards(shell)
    cards.load()
    tasks.wait_idle()
    lines = [line.accessibleName() for line in cards.rounds.lines()]
    assert len(lines) == 3 and "on the road today" in lines[0]
    assert "1 visit without a result" in lines[1] and "2 visits without a result" in lines[2]
    assert len(cards.follow_ups.lines()) == 2  # mine and nobody's, within a week
    for line in (*cards.rounds.lines(), *cards.follow_ups.lines()):
        line.open()
    assert [to.get("round") for _place, to in shell.went[:3]] == [
        centre.rounds["today"],
        centre.rounds["other"],
        centre.rounds["back"],
    ]
    assert {to["page"] for _place, to in shell.went[3:]} == {"follow_ups"}
