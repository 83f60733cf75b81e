"""Teams, vehicles and rules of outcomes: written down, read, and who goes out in a week."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from centre_app.db.session import OfficeSession
from centre_app.db.types import new_id
from centre_app.errors import NotFound, Refused, UserError
from centre_app.outreach.actions import (
    FollowInput,
    TeamInput,
    VehicleInput,
    VehicleOffInput,
    add_team,
    add_vehicle,
    add_vehicle_off,
    change_team,
    change_vehicle,
    change_vehicle_off,
    move_team,
    move_vehicle,
    remove_vehicle_off,
    reset_outcome_rule,
    set_outcome_rule,
    use_team,
    use_vehicle,
)
from centre_app.outreach.fleet_queries import my_teams, outcome_rules, road_network, teams, vehicles, week_fleet
from centre_app.outreach.fleet_rules import TeamRow, VehicleRow
from centre_app.outreach.models import Round
from centre_app.outreach.outcome_rules import DEFAULT_FOLLOWS, UNSUCCESSFUL, OutcomeFollow
from centre_app.places.actions import use_place
from centre_app.security.access import Actor, Role
from centre_app.workplace.rules import Stretch
from tests.conftest import SiteIds
from tests.factories.codelists import given_lists
from tests.factories.open_days import close
from tests.factories.places import make_place
from tests.factories.teams import make_base, make_off, make_team, make_vehicle
from tests.factories.workplace import make_absence, make_staff
from tests.statements import counted

MONDAY = date(2026, 11, 23)
TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def _centre(session: OfficeSession, site: SiteIds) -> None:
    """Every test has a site and the given lists."""
    given_lists(session)


def test_a_team_is_read_as_written_down(session: OfficeSession) -> None:
    base, car = make_base(session), make_vehicle(session)
    one, two = make_staff(session, "Каримов Фируз"), make_staff(session, "Назарова Нигина")
    days = (Stretch(4, 540, 1020), Stretch(1, 480, 900))
    key = add_team(session, TeamInput(" Гурӯҳи  кӯҳ ", base, car, two, 2, 30, 700, 800, (two, one, two), days))
    assert teams(session) == (
        TeamRow(key, "Гурӯҳи кӯҳ", base, car, two, 2, 30, 700, 800, True, (one, two), (days[1], days[0])),
    )
    assert teams(session)[0].hours_on(MONDAY) == (480, 900)
    assert teams(session)[0].hours_on(TUESDAY) is None


def test_a_team_is_changed_whole(session: OfficeSession) -> None:
    one, two = make_staff(session, "Каримов Фируз"), make_staff(session, "Назарова Нигина")
    key = make_team(session, members=(one,), days=(Stretch(1, 540, 1020), Stretch(2, 540, 1020)))
    change_team(session, key, TeamInput("Ҷануб", members=(two,), days=(Stretch(2, 600, 900), Stretch(3, 540, 1020))))
    (row,) = teams(session)
    assert (row.name, row.base_id, row.members) == ("Ҷануб", None, (two,))
    assert row.days == (Stretch(2, 600, 900), Stretch(3, 540, 1020))


def test_teams_stand_in_the_centres_order_and_those_out_of_use_are_kept(session: OfficeSession) -> None:
    one, two = make_team(session, "Шимол"), make_team(session, "Ҷануб")
    move_team(session, two, -1)
    assert [row.id for row in teams(session)] == [two, one]
    use_team(session, two, False)
    assert [row.id for row in teams(session)] == [one]
    assert [row.active for row in teams(session, active_only=False)] == [False, True]
    other = make_team(session, "Ҷануб", vehicle=None)
    with pytest.raises(UserError, match="already"):
        use_team(session, two, True)
    use_team(session, other, False)
    use_team(session, two, True)
    assert [row.id for row in teams(session)] == [two, one]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "Шимол"}, "name"),
        ({"base_id": new_id()}, "base_id"),
        ({"vehicle_id": new_id()}, "vehicle_id"),
        ({"leader_id": new_id()}, "leader_id"),
        ({"members": (new_id(),)}, "members"),
        ({"least_members": 0}, "least_members"),
        ({"lunch_minutes": 181}, "lunch_minutes"),
        ({"lunch_from": 850}, "lunch"),
        ({"days": (Stretch(1, 540, 720), Stretch(1, 780, 900))}, "days"),
        ({"days": (Stretch(1, 540, 720), Stretch(1, 700, 900))}, "days"),
    ],
)
def test_what_is_wrong_with_a_team_is_said_at_its_field(
    session: OfficeSession, values: dict[str, Any], field: str
) -> None:
    make_team(session, "Шимол")
    with pytest.raises(UserError) as refused:
        add_team(session, replace(TeamInput("Ҷануб"), **values))
    assert refused.value.field == field


def test_a_team_goes_with_no_more_than_it_has(session: OfficeSession) -> None:
    with pytest.raises(UserError, match="fewer members"):
        make_team(session, least_members=2)


def test_a_base_that_went_out_of_use_stays_the_teams(session: OfficeSession) -> None:
    base, member = make_base(session), make_staff(session)
    key = make_team(session, base=base, members=(member,))
    use_place(session, base, False)
    change_team(session, key, TeamInput("Шимол", base_id=base, members=(member,)))
    with pytest.raises(UserError) as refused:
        add_team(session, TeamInput("Ҷануб", base_id=base))
    assert refused.value.field == "base_id"


def test_a_vehicle_is_read_as_written_down_with_its_days_off(session: OfficeSession) -> None:
    key = make_vehicle(session, " УАЗ ", plate="12 34 ТТ", seats=7, fuel_per_100_km=14.5)
    make_off(session, key, TUESDAY, reason="таъмир")
    (row,) = vehicles(session)
    assert row == VehicleRow(key, "УАЗ", "12 34 ТТ", 7, 14.5, True, row.off)
    off = row.off_on(TUESDAY)
    assert off is not None and (off.first_day, off.last_day, off.reason) == (TUESDAY, TUESDAY, "таъмир")
    assert row.off_on(MONDAY) is None


def test_vehicles_are_changed_moved_and_taken_out_of_use(session: OfficeSession) -> None:
    one, two = make_vehicle(session, "УАЗ"), make_vehicle(session, "Нива")
    move_vehicle(session, two, -1)
    change_vehicle(session, one, VehicleInput("УАЗ Патриот", seats=5))
    assert [row.name for row in vehicles(session)] == ["Нива", "УАЗ Патриот"]
    use_vehicle(session, one, False)
    assert [row.name for row in vehicles(session)] == ["Нива"]
    make_vehicle(session, "УАЗ Патриот")
    with pytest.raises(UserError, match="already"):
        use_vehicle(session, one, True)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "Нива"}, "name"),
        ({"seats": 0}, "seats"),
        ({"fuel_per_100_km": 101.0}, "fuel_per_100_km"),
        ({"fuel_per_100_km": float("nan")}, "fuel_per_100_km"),
        ({"plate": "1" * 41}, "plate"),
    ],
)
def test_what_is_wrong_with_a_vehicle_is_said_at_its_field(
    session: OfficeSession, values: dict[str, Any], field: str
) -> None:
    make_vehicle(session, "Нива")
    with pytest.raises(UserError) as refused:
        add_vehicle(session, replace(VehicleInput("УАЗ"), **values))
    assert refused.value.field == field


def test_days_off_are_changed_taken_away_and_put_back(session: OfficeSession) -> None:
    key = make_vehicle(session)
    off = make_off(session, key, MONDAY, TUESDAY)
    change_vehicle_off(session, off, VehicleOffInput(key, MONDAY, MONDAY, "таъмир"))
    with pytest.raises(UserError) as refused:
        add_vehicle_off(session, VehicleOffInput(key, MONDAY, TUESDAY))
    assert refused.value.field == "first_day"
    with pytest.raises(UserError) as refused:
        add_vehicle_off(session, VehicleOffInput(key, TUESDAY, MONDAY))
    assert refused.value.field == "last_day"
    was = remove_vehicle_off(session, off)
    assert vehicles(session)[0].off == ()
    add_vehicle_off(session, was)
    assert [(each.last_day, each.reason) for each in vehicles(session)[0].off] == [(MONDAY, "таъмир")]
    with pytest.raises(NotFound):
        remove_vehicle_off(session, off)


def test_what_follows_an_outcome_is_given_until_the_centre_says_otherwise(session: OfficeSession) -> None:
    assert outcome_rules(session) == dict(DEFAULT_FOLLOWS)
    set_outcome_rule(session, "nobody_home", FollowInput(3, "caregiver", 14))
    set_outcome_rule(session, "nobody_home", FollowInput(None, "caregiver", 14))
    rules = outcome_rules(session)
    assert rules["nobody_home"] == OutcomeFollow(None, "caregiver", 14, own=True)
    assert tuple(rules) == UNSUCCESSFUL
    reset_outcome_rule(session, "nobody_home")
    reset_outcome_rule(session, "ill")
    assert outcome_rules(session) == dict(DEFAULT_FOLLOWS)


@pytest.mark.parametrize(
    ("outcome", "rule", "field"),
    [
        ("done", FollowInput(3), "outcome"),
        ("ill", FollowInput(366), "again_after"),
        ("ill", FollowInput(3, "hunger"), "follow_up_kind"),
        ("ill", FollowInput(3, "illness", -1), "follow_up_days"),
    ],
)
def test_a_rule_that_cannot_be_is_refused(session: OfficeSession, outcome: str, rule: FollowInput, field: str) -> None:
    with pytest.raises(UserError) as refused:
        set_outcome_rule(session, outcome, rule)
    assert refused.value.field == field


def test_the_week_says_who_goes_on_which_day_with_what(session: OfficeSession, site: SiteIds) -> None:
    ill, well = make_staff(session, "Каримов Фируз"), make_staff(session, "Назарова Нигина", skills=("massage",))
    key = make_team(session, members=(ill, well), days=(Stretch(1, 540, 1020), Stretch(2, 540, 1020)))
    (car,) = vehicles(session)
    make_absence(session, ill, MONDAY, reason="беморӣ")
    make_off(session, car.id, TUESDAY)
    close(session, site.site, MONDAY - timedelta(days=7))
    fleet = week_fleet(session, MONDAY)
    monday, tuesday, wednesday = (fleet.crew(key, MONDAY + timedelta(days=more)) for more in range(3))
    assert (monday.hours, monday.there, monday.skills) == ((540, 1020), (well,), frozenset({"massage"}))
    assert (monday.vehicle_id, monday.goes) == (car.id, True)
    assert [each.staff_id for each in monday.away] == [ill]
    assert (tuesday.why_kind, tuesday.vehicle_id) == ("vehicle", None)
    assert (wednesday.why_kind, wednesday.hours) == ("not_out", None)
    assert fleet.crew(key, MONDAY + timedelta(days=6)).why_kind == "closed"
    assert week_fleet(session, MONDAY - timedelta(days=7)).crew(key, MONDAY - timedelta(days=7)).why_kind == "closed"
    assert not fleet.crew(new_id(), MONDAY).goes
    assert fleet.staff == {ill: "Каримов Фируз", well: "Назарова Нигина"}
    assert fleet.team(key) is fleet.teams[0] and fleet.vehicle(car.id) == fleet.vehicles[0]
    assert fleet.team(None) is None


def test_a_vehicle_stays_with_the_round_it_was_planned_for(session: OfficeSession, site: SiteIds) -> None:
    one, other = make_team(session, "Шимол"), make_team(session, "Ҷануб", vehicle=None)
    (car,) = vehicles(session)
    session.add(Round(id=new_id(), site_id=site.site, day=MONDAY, team_id=other, vehicle_id=car.id))
    session.flush()
    fleet = week_fleet(session, MONDAY)
    assert (fleet.crew(other, MONDAY).vehicle_id, fleet.crew(one, MONDAY).vehicle_id) == (car.id, None)
    assert (fleet.crew(other, TUESDAY).vehicle_id, fleet.crew(one, TUESDAY).vehicle_id) == (None, car.id)


def test_the_week_takes_as_many_statements_for_six_teams_as_for_one(session: OfficeSession) -> None:
    sizes = []
    for name in ("Шимол", "Ҷануб", "Шарқ", "Ғарб", "Марказ", "Водӣ"):
        make_off(session, make_vehicle(session, name), MONDAY)
        make_team(session, name)
        session.expunge_all()
        with counted(session) as sent:
            week_fleet(session, MONDAY)
        sizes.append(len(sent))
    assert set(sizes) == {sizes[0]} and sizes[0] <= 16


def test_roads_are_read_with_the_bases_of_the_teams_in_use(session: OfficeSession) -> None:
    old = make_place(session, "Шугнов")
    use_team(session, make_team(session, "Пешина", base=old), False)
    make_team(session)
    with counted(session) as sent:
        assert road_network(session).bases == {make_base(session)}
    assert len(sent) <= 5


def test_whoever_is_signed_in_finds_the_own_teams(session: OfficeSession, manager: Actor) -> None:
    mine = make_staff(session, "Гулнора Қодирова", account_id=manager.account_id)
    key = make_team(session, "Шимол", members=(mine,))
    make_team(session, "Ҷануб")
    assert my_teams(session) == (key,)
    session.actor = Actor(account_id=None, name="Нозир", role=Role.MANAGER)
    assert my_teams(session) == ()


def test_teams_are_the_managers_days_off_of_vehicles_whoever_plans(session: OfficeSession) -> None:
    car = make_vehicle(session)
    session.actor = Actor(account_id=None, name="Саодат", role=Role.SECRETARY)
    make_off(session, car, MONDAY)
    with pytest.raises(Refused):
        make_vehicle(session, "Нива")
    with pytest.raises(Refused):
        add_team(session, TeamInput("Шимол"))
    with pytest.raises(Refused):
        set_outcome_rule(session, "ill", FollowInput(3))
