"""The centre, its services and groups, on both engines."""

from __future__ import annotations

from datetime import date

import pytest

from centre_app.db.session import OfficeSession
from centre_app.errors import NotFound, Refused, UserError
from centre_app.security.access import Actor, Role
from centre_app.sites import actions
from centre_app.sites.actions import GroupChanges, NewGroup, NewService, NewSite, ServiceChanges, SiteChanges
from centre_app.sites.queries import services, the_site
from tests.conftest import SiteIds
from tests.factories.children import make_enrolled

NEW = NewSite("Маркази «Умед»", "TJ", province="Хатлон", district="Ховалинг")


def test_a_centre_is_set_up_once(session: OfficeSession) -> None:
    with pytest.raises(NotFound):
        the_site(session)
    site_id = actions.create_site(session, NEW)
    site = the_site(session)
    assert (site.id, site.name, site.working_week, site.number_pattern) == (site_id, NEW.name, "12345", "K-0001")
    with pytest.raises(UserError, match="set up already"):
        actions.create_site(session, NEW)


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("name", SiteChanges(name="  ")),
        ("name", SiteChanges(name="я" * 10_000)),
        ("country", SiteChanges(country="XX")),
        ("phone", SiteChanges(phone="спросить")),
        ("number_pattern", SiteChanges(number_pattern="К-")),
        ("number_pattern", SiteChanges(number_pattern="К-00000000000000001")),
        ("number_pattern", SiteChanges(number_pattern="К:001")),
        ("document_language", SiteChanges(document_language="fr")),
        ("idle_minutes", SiteChanges(idle_minutes=0)),
        ("idle_minutes", SiteChanges(idle_minutes=121)),
    ],
)
def test_a_fact_that_cannot_be_is_refused_at_its_field(
    session: OfficeSession, site: SiteIds, field: str, changes: SiteChanges
) -> None:
    with pytest.raises(UserError) as raised:
        actions.change_site(session, changes)
    assert raised.value.field == field
    assert "{" not in str(raised.value)


def test_only_what_is_said_changes(session: OfficeSession, site: SiteIds) -> None:
    before = the_site(session)
    actions.change_site(session, SiteChanges(name=" Умед  2 ", phone="3322 22-11", idle_minutes=20))
    after = the_site(session)
    assert (after.name, after.phone, after.idle_minutes) == ("Умед 2", "3322 22-11", 20)
    assert (after.district, after.signatory) == (before.district, before.signatory)


def test_services_and_groups_stand_in_the_centres_order(session: OfficeSession, site: SiteIds) -> None:
    home = actions.add_service(session, NewService("Боздиди хонагӣ", "home_visits"))
    group = actions.add_group(session, NewGroup(site.day_care, "Навбаҳор", 8))
    actions.move_service(session, home, -5)
    actions.move_group(session, group, -1)
    rows = services(session)
    assert [row.name for row in rows] == ["Боздиди хонагӣ", "Рӯзона", "Тавонбахшӣ"]
    assert [each.name for each in rows[1].groups] == ["Ситора", "Навбаҳор", "Хуршед"]


def test_a_group_counts_those_who_are_in_it_today(session: OfficeSession, site: SiteIds) -> None:
    make_enrolled(session, site.day_care, site.morning)
    make_enrolled(session, site.day_care, site.morning, end=date(2026, 11, 20))
    make_enrolled(session, site.day_care, site.morning, end=date(2026, 11, 19))
    make_enrolled(session, site.day_care, site.afternoon, start=date(2026, 11, 21))
    assert [(each.name, each.children) for each in services(session)[0].groups] == [("Ситора", 2), ("Хуршед", 0)]


def test_what_is_out_of_use_is_shown_only_when_asked(session: OfficeSession, site: SiteIds) -> None:
    actions.change_group(session, site.afternoon, GroupChanges("Хуршед", 15, active=False))
    actions.change_service(session, site.therapy, ServiceChanges("Тавонбахшӣ", "therapy", None, active=False))
    assert [(row.name, len(row.groups)) for row in services(session)] == [("Рӯзона", 1)]
    assert [(row.name, len(row.groups)) for row in services(session, active_only=False)] == [
        ("Рӯзона", 2),
        ("Тавонбахшӣ", 0),
    ]


def test_two_of_one_name_are_refused_while_both_are_in_use(session: OfficeSession, site: SiteIds) -> None:
    for twice in (
        lambda: actions.add_service(session, NewService(" Рӯзона ")),
        lambda: actions.add_group(session, NewGroup(site.day_care, "Ситора")),
        lambda: actions.change_group(session, site.afternoon, GroupChanges("Ситора", None)),
        lambda: actions.change_service(session, site.therapy, ServiceChanges("Рӯзона", "therapy", None)),
    ):
        with pytest.raises(UserError) as raised:
            twice()
        assert raised.value.field == "name"
    actions.change_group(session, site.morning, GroupChanges("Ситора", 15, active=False))
    actions.add_group(session, NewGroup(site.day_care, "Ситора"))


def test_places_and_kinds_are_checked(session: OfficeSession, site: SiteIds) -> None:
    for field, bad in (
        ("places", lambda: actions.add_service(session, NewService("Мактаб", places=-1))),
        ("places", lambda: actions.add_group(session, NewGroup(site.day_care, "Ганҷ", 1_000_000))),
        ("kind", lambda: actions.add_service(session, NewService("Мактаб", kind=""))),
    ):
        with pytest.raises(UserError) as raised:
            bad()
        assert raised.value.field == field
    with pytest.raises(NotFound):
        actions.add_group(session, NewGroup(site.site, "Ганҷ"))


def test_everybody_sees_the_centre_and_only_the_manager_changes_it(session: OfficeSession, site: SiteIds) -> None:
    session.actor = Actor(None, "Счётчик", Role.NUMBERS_ONLY)
    assert the_site(session).country == "TJ"
    assert len(services(session)) == 2
    with pytest.raises(Refused):
        actions.change_site(session, SiteChanges(name="Умед"))


@pytest.mark.parametrize("days", [0, 7, 60])
def test_notes_lock_after_so_many_days(session: OfficeSession, site: SiteIds, days: int) -> None:
    actions.change_site(session, SiteChanges(note_lock_days=days))
    assert the_site(session).note_lock_days == days


@pytest.mark.parametrize("days", [-1, 61])
def test_days_until_notes_lock_are_checked(session: OfficeSession, site: SiteIds, days: int) -> None:
    with pytest.raises(UserError) as raised:
        actions.change_site(session, SiteChanges(note_lock_days=days))
    assert raised.value.field == "note_lock_days"
    assert the_site(session).note_lock_days == 7
