"""Teams, vehicles and what follows a visit, as they are kept in Settings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from centre_app.office import Office
from centre_app.outreach.fleet_queries import outcome_rules, teams, vehicles
from centre_app.outreach.fleet_rules import TeamRow, VehicleRow
from centre_app.outreach.outcome_rules import DEFAULT_FOLLOWS, OutcomeFollow
from centre_app.security.access import Role
from centre_app.workplace.rules import Stretch
from tests.conftest import TODAY
from tests.factories.places import make_place
from tests.factories.teams import make_team, make_vehicle
from tests.factories.workplace import make_staff
from tests.ui.settings.conftest import settle
from tests.ui.settings.hands import answer, undo
from ui.messages import MessageArea
from ui.settings.teams import TeamsPage
from ui.settings.vehicles import VehiclesPage
from ui.settings.visit_rules import VisitRulesPage
from ui.shared.table import Table

MakePage = Callable[[type[Any]], Any]
TeamsShown = tuple[TeamsPage, MessageArea]
VehiclesShown = tuple[VehiclesPage, MessageArea]
RulesShown = tuple[VisitRulesPage, MessageArea]


@pytest.fixture
def filled(centre: Office) -> Office:
    """Two of the staff, a place, a vehicle, and a team that has all but days."""
    with centre.write() as session:
        base, car = make_place(session, "Ховалинг"), make_vehicle(session, "УАЗ")
        one, two = make_staff(session, "Каримов Фируз"), make_staff(session, "Назарова Нигина")
        make_team(session, "Шимол", base=base, members=(one, two), leader_id=two, vehicle=car, days=())
    return centre


@pytest.fixture
def area() -> Iterator[MessageArea]:
    """Where messages are shown."""
    made = MessageArea()
    yield made
    made.deleteLater()


@pytest.fixture
def teams_shown(filled: Office, page: MakePage, area: MessageArea) -> TeamsShown:
    """The teams' page."""
    return page(TeamsPage), area


@pytest.fixture
def vehicles_shown(filled: Office, page: MakePage, area: MessageArea) -> VehiclesShown:
    """The vehicles' page."""
    return page(VehiclesPage), area


@pytest.fixture
def rules_shown(filled: Office, page: MakePage, area: MessageArea) -> RulesShown:
    """The page of what follows a visit."""
    return page(VisitRulesPage), area


@pytest.fixture
def secretary(filled: Office) -> Office:
    """The same centre, opened by its secretary."""
    filled.actor = replace(filled.actor, role=Role.SECRETARY)
    return filled


def stored_teams(office: Office) -> tuple[TeamRow, ...]:
    """As written down."""
    with office.read() as session:
        return teams(session, active_only=False)


def stored_vehicles(office: Office) -> tuple[VehicleRow, ...]:
    """As written down."""
    with office.read() as session:
        return vehicles(session, active_only=False)


def rules(office: Office) -> dict[str, OutcomeFollow]:
    """As they hold."""
    with office.read() as session:
        return outcome_rules(session)


def cells(table: Table, name: str) -> list[str]:
    """The words of the line whose first cell says this."""
    lines = [[column.value(row) for column in table.model.columns] for row in table.rows()]
    return next(line for line in lines if line[0] == name)


def test_a_team_says_its_leader_first_and_what_it_lacks(teams_shown: TeamsShown) -> None:
    page, _area = teams_shown
    assert cells(page.list.table, "Шимол") == [
        "Шимол", "Ховалинг", "", "Назарова Нигина, Каримов Фируз", "УАЗ", "has no days"
    ]  # fmt: skip


def test_a_team_is_added_with_days_as_people_write_them(teams_shown: TeamsShown, filled: Office) -> None:
    page, _area = teams_shown
    members = stored_teams(filled)[0].members
    page.add()
    answer(name="Ҷануб", members=members, day1="9-17", day3="8.30-15", lunch="12:30-13", least_members=2)
    added = stored_teams(filled)[-1]
    assert added.days == (Stretch(1, 540, 1020), Stretch(3, 510, 900))
    assert (added.lunch_minutes, added.lunch_from, added.lunch_until) == (45, 750, 780)
    current = page.list.table.current()
    assert current is not None and current.id == added.id
    assert cells(page.list.table, "Ҷануб")[-1] == "has no base"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"day2": "9-12, 13-17"}, "day2"),
        ({"day2": "morning"}, "day2"),
        ({"lunch": "12-13-14"}, "lunch"),
        ({"lunch": "14-12"}, "lunch"),
        ({"name": "Шимол"}, "name"),
    ],
)
def test_what_is_wrong_with_a_team_is_said_at_its_field(
    teams_shown: TeamsShown, filled: Office, values: dict[str, str], field: str
) -> None:
    page, _area = teams_shown
    page.add()
    assert answer(**({"name": "Ҷануб"} | values)).form.error(field)
    assert len(stored_teams(filled)) == 1


def test_a_changed_team_can_be_changed_back(teams_shown: TeamsShown, filled: Office) -> None:
    page, area = teams_shown
    before = stored_teams(filled)[0]
    page.change(page.list.table.rows()[0])
    answer(name="Кӯҳ", vehicle_id=None, members=before.members[:1], leader_id=None, day5="10-16", lunch="13")
    changed = stored_teams(filled)[0]
    assert changed == replace(
        before,
        name="Кӯҳ",
        vehicle_id=None,
        members=before.members[:1],
        leader_id=None,
        days=(Stretch(5, 600, 960),),
        lunch_from=780,
        lunch_until=780,
    )
    assert cells(page.list.table, "Кӯҳ")[2:] == ["Fri 10:00–16:00", "Каримов Фируз", "–", ""]
    undo(area)
    assert stored_teams(filled)[0] == before


def test_a_team_is_taken_out_of_use_and_back(teams_shown: TeamsShown, filled: Office) -> None:
    page, area = teams_shown
    page.list.table.select(lambda _line: True)
    page.list.take_out()
    settle()
    assert page.list.table.rows() == []
    page.with_old.setChecked(True)
    assert cells(page.list.table, "Шимол")[-1] == "out of use"
    undo(area)
    assert [row.active for row in stored_teams(filled)] == [True]


def test_a_vehicle_says_whose_it_usually_is_and_its_days_off(vehicles_shown: VehiclesShown, filled: Office) -> None:
    page, area = vehicles_shown
    assert cells(page.list.table, "УАЗ") == ["УАЗ", "", "5", "10,0", "Шимол", ""]
    page.days_off.add_button.click()
    answer(first_day=TODAY, last_day=TODAY + timedelta(days=2), reason="таъмир")
    assert cells(page.list.table, "УАЗ")[-1] == "not to be had until 22.11.2026"
    assert cells(page.days_off.table, "20.11.2026") == ["20.11.2026", "22.11.2026", "таъмир"]
    page.days_off.table.select(lambda _row: True)
    page.days_off.change_button.click()
    answer(last_day=None)
    assert cells(page.days_off.table, "20.11.2026")[1] == "20.11.2026"
    page.days_off.table.select(lambda _row: True)
    page.days_off.remove_button.click()
    settle()
    assert stored_vehicles(filled)[0].off == ()
    undo(area)
    assert [each.reason for each in stored_vehicles(filled)[0].off] == ["таъмир"]


def test_a_vehicle_is_added_changed_moved_and_taken_out_of_use(vehicles_shown: VehiclesShown, filled: Office) -> None:
    page, area = vehicles_shown
    page.add()
    answer(name="Нива", plate="12 34 ТТ", seats=4, fuel_per_100_km="9,5")
    added = stored_vehicles(filled)[-1]
    assert (added.plate, added.seats, added.fuel_per_100_km) == ("12 34 ТТ", 4, 9.5)
    page.list.up_button.click()
    settle()
    assert [row.name for row in stored_vehicles(filled)] == ["Нива", "УАЗ"]
    page.change(page.list.table.rows()[0])
    answer(seats=3)
    undo(area)
    assert stored_vehicles(filled)[0] == added
    page.list.table.select(lambda line: line.row.name == "Нива")
    page.list.take_out()
    settle()
    assert [line.row.name for line in page.list.table.rows()] == ["УАЗ"]
    undo(area)
    assert all(row.active for row in stored_vehicles(filled))


def test_whoever_plans_rounds_writes_days_off_and_no_more(secretary: Office, page: MakePage) -> None:
    shown = page(VehiclesPage)
    assert not shown.list.buttons.isVisibleTo(shown)
    shown.change(shown.list.table.rows()[0])
    shown.days_off.add_button.click()
    answer(first_day=TODAY)
    assert len(stored_vehicles(secretary)[0].off) == 1


def test_each_outcome_says_what_follows(rules_shown: RulesShown) -> None:
    page, _area = rules_shown
    assert cells(page.table, "nobody at home") == ["nobody at home", "after 7 days", "nothing to follow", "as given"]
    assert cells(page.table, "family moved away")[1:3] == [
        "when somebody decides",
        "the family has moved, within 7 days",
    ]


def test_a_rule_is_changed_undone_and_set_back(rules_shown: RulesShown, filled: Office) -> None:
    page, area = rules_shown
    page.table.select(lambda line: line.id == "refused")
    page.change_button.click()
    answer(again_after=None, follow_up_kind="caregiver", follow_up_days=14)
    assert rules(filled)["refused"] == OutcomeFollow(None, "caregiver", 14, own=True)
    undo(area)
    assert rules(filled) == dict(DEFAULT_FOLLOWS)
    page.table.select(lambda line: line.id == "refused")
    page.change_button.click()
    answer(again_after=60)
    assert cells(page.table, "refused")[-1] == "own"
    page.reset_button.click()
    settle()
    assert rules(filled) == dict(DEFAULT_FOLLOWS)
    undo(area)
    assert rules(filled)["refused"] == OutcomeFollow(60, "refusal", 7, own=True)
