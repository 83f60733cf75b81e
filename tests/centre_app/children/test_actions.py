"""Registering and changing children, on both engines."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from PIL import Image
from sqlalchemy import select

from centre_app.children import actions, queries
from centre_app.children.actions import AlertInput, ChildInput, FirstEnrolment, GuardianInput
from centre_app.children.models import Child
from centre_app.db.history import HistoryEntry
from centre_app.db.session import OfficeSession
from centre_app.errors import NotFound, Refused, UserError
from centre_app.office import Office
from centre_app.security.access import Actor, Role
from tests.conftest import SiteIds
from tests.factories.children import child_input, make_child
from tests.factories.codelists import given_lists


@pytest.fixture(autouse=True)
def _lists(session: OfficeSession, site: SiteIds) -> None:
    given_lists(session)


def jpeg() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (900, 600), "teal").save(out, "JPEG")
    return out.getvalue()


def test_what_is_registered_is_what_the_file_shows(session: OfficeSession) -> None:
    written = child_input(
        "Мадина",
        sex="female",
        other_names="Madina",
        phone="90 123-45-67",
        latitude=38.05,
        longitude=70.02,
        guardians=(GuardianInput("Каримова Зарина", "mother", "935550000"), GuardianInput("Каримов Бек", "father")),
        primary_disability="speech",
        further_disabilities=("hearing", "vision"),
        alerts=(AlertInput("seizures", "вечером"), AlertInput("allergy", "орехи")),
        language="tajik",
        notes="Любит рисовать.\nПриходит с бабушкой.",
    )
    child_id = actions.register_child(session, written)
    file = queries.child_file(session, child_id)
    assert file.as_input == replace(written, number="K-0001", birth_precision="day")
    assert (file.registered_on, file.archived_on, file.has_photo) == (date(2026, 11, 20), None, False)


def test_numbers_follow_the_pattern_and_may_be_written_by_hand(session: OfficeSession) -> None:
    first, by_hand, third = make_child(session), make_child(session, number="K-0100"), make_child(session)
    numbers = [queries.child_file(session, child_id).number for child_id in (first, by_hand, third)]
    assert numbers == ["K-0001", "K-0100", "K-0101"]
    assert queries.next_number(session) == "K-0102"


def test_a_number_names_one_child(session: OfficeSession) -> None:
    make_child(session, number="K-0007")
    with pytest.raises(UserError) as raised:
        make_child(session, number="K-0007")
    assert raised.value.field == "number"
    other = make_child(session)
    with pytest.raises(UserError, match="K-0007"):
        actions.change_child(session, other, child_input(number="K-0007"))


def test_bad_input_leaves_nothing_behind(session: OfficeSession, site: SiteIds) -> None:
    with pytest.raises(UserError) as raised, session.begin_nested():
        actions.register_child(
            session,
            child_input(),
            enrol=FirstEnrolment(site.day_care, date(2026, 9, 10), None, date(2026, 9, 1)),
        )
    assert raised.value.field == "end_day"
    assert session.scalars(select(Child.id)).all() == []
    assert queries.find_children(session, "Ҷамшед").count == 0


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("primary_disability", {"primary_disability": "magic"}),
        ("further_disabilities", {"further_disabilities": ("magic",)}),
        ("language", {"language": "elvish"}),
        ("guardians", {"guardians": (GuardianInput("Мавҷуда", "friend"),)}),
        ("alerts", {"alerts": (AlertInput("dragons"),)}),
    ],
)
def test_a_code_that_is_in_no_list_is_refused(session: OfficeSession, field: str, values: dict[str, object]) -> None:
    with pytest.raises(UserError) as raised:
        make_child(session, **values)
    assert raised.value.field == field


def test_a_change_is_found_by_its_new_name_and_not_by_the_old(session: OfficeSession) -> None:
    child_id = make_child(session, "Ҷамшед", guardians=())
    loaded = queries.child_file(session, child_id).as_input
    changed = replace(loaded, surname="Холов", given_name="Рустам", patronymic="", phone="917 00 11 22")
    actions.change_child(session, child_id, changed, loaded=loaded)
    assert queries.find_children(session, "Рустам").count == 1
    assert queries.find_children(session, "9170011").count == 1
    assert queries.find_children(session, "Ҷамшед").count == 0


def test_a_change_without_a_number_keeps_the_number(session: OfficeSession) -> None:
    child_id = make_child(session)
    actions.change_child(session, child_id, child_input("Рустам"))
    file = queries.child_file(session, child_id)
    assert (file.number, file.given_name) == ("K-0001", "Рустам")


def test_two_people_who_change_different_fields_both_keep_their_work(session: OfficeSession) -> None:
    child_id = make_child(session)
    loaded = queries.child_file(session, child_id).as_input
    actions.change_child(session, child_id, replace(loaded, village="Тегирмӣ"), loaded=loaded)
    actions.change_child(session, child_id, replace(loaded, notes="Позвонить маме"), loaded=loaded)
    file = queries.child_file(session, child_id)
    assert (file.village, file.notes) == ("Тегирмӣ", "Позвонить маме")


def test_the_same_field_changed_by_two_people_is_said_and_kept(session: OfficeSession) -> None:
    child_id = make_child(session)
    loaded = queries.child_file(session, child_id).as_input
    actions.change_child(session, child_id, replace(loaded, village="Тегирмӣ"), loaded=loaded)
    with pytest.raises(UserError, match="Village") as raised:
        actions.change_child(session, child_id, replace(loaded, village="Дашти Ҷум"), loaded=loaded)
    assert raised.value.field == "village"
    assert queries.child_file(session, child_id).village == "Тегирмӣ"


def test_guardians_and_alerts_become_what_was_written(session: OfficeSession) -> None:
    child_id = make_child(
        session,
        guardians=(GuardianInput("Мавҷуда", "mother", "1"), GuardianInput("Фарҳод", "father", "2")),
        alerts=(AlertInput("diet"), AlertInput("allergy", "мёд")),
        further_disabilities=("hearing",),
    )
    loaded = queries.child_file(session, child_id).as_input
    wanted = replace(
        loaded,
        guardians=(GuardianInput("Фарҳод", "father", "3"), GuardianInput("Бибиҷон", "grandmother")),
        alerts=(AlertInput("seizures"),),
        further_disabilities=("vision",),
    )
    actions.change_child(session, child_id, wanted, loaded=loaded)
    assert queries.child_file(session, child_id).as_input == wanted
    assert queries.find_children(session, "Бибиҷон").count == 1
    assert queries.find_children(session, "Мавҷуда").count == 0


def test_an_unchanged_file_leaves_no_entry(session: OfficeSession) -> None:
    child_id = make_child(session, further_disabilities=("hearing",), alerts=(AlertInput("diet"),))
    session.finish()
    before = session.scalars(select(HistoryEntry.seq)).all()
    loaded = queries.child_file(session, child_id).as_input
    actions.change_child(session, child_id, loaded, loaded=loaded)
    session.finish()
    assert session.scalars(select(HistoryEntry.seq)).all() == before


def test_archiving_ends_what_goes_on_and_can_be_undone(session: OfficeSession, site: SiteIds) -> None:
    child_id = make_child(session)
    for service, start in ((site.day_care, date(2026, 9, 1)), (site.therapy, date(2026, 12, 1))):
        actions.enrol_child(session, actions.NewEnrolment(child_id, service, None, start))
    archived = actions.archive_child(session, child_id, " Переехали ")
    file = queries.child_file(session, child_id)
    assert (file.archived_on, file.archive_reason) == (date(2026, 11, 20), "Переехали")
    assert [(each.end_day, each.end_reason) for each in file.enrolments] == [(date(2026, 11, 20), "archived")]
    with pytest.raises(UserError, match="archive already"):
        actions.archive_child(session, child_id)
    actions.restore_child(session, child_id, putting_back=archived)
    file = queries.child_file(session, child_id)
    assert file.archived_on is None
    assert [(each.start_day, each.end_day, each.end_reason) for each in file.enrolments] == [
        (date(2026, 12, 1), None, None),
        (date(2026, 9, 1), None, None),
    ]


def test_a_restored_child_without_undo_stays_out_of_the_services(session: OfficeSession, site: SiteIds) -> None:
    child_id = make_child(session)
    actions.enrol_child(session, actions.NewEnrolment(child_id, site.day_care, site.morning, date(2026, 9, 1)))
    actions.archive_child(session, child_id)
    actions.restore_child(session, child_id)
    assert queries.child_file(session, child_id).enrolments[0].end_day == date(2026, 11, 20)
    with pytest.raises(UserError, match="not in the archive"):
        actions.restore_child(session, child_id)


def test_a_photo_needs_consent_and_goes_before_the_consent_does(session: OfficeSession) -> None:
    child_id = make_child(session)
    with pytest.raises(UserError) as raised:
        actions.set_photo(session, child_id, jpeg())
    assert raised.value.field == "photo"
    loaded = queries.child_file(session, child_id).as_input
    agreed = replace(loaded, photo_consent_on=date(2026, 11, 1), photo_consent_by="Раҳимова Мавҷуда")
    actions.change_child(session, child_id, agreed, loaded=loaded)
    actions.set_photo(session, child_id, jpeg())
    actions.set_photo(session, child_id, jpeg())
    photo = queries.child_photo(session, child_id)
    assert photo is not None
    assert photo.startswith(b"\xff\xd8")
    with pytest.raises(UserError) as raised:
        actions.change_child(session, child_id, replace(agreed, photo_consent_on=None), loaded=agreed)
    assert raised.value.field == "photo_consent_on"
    actions.remove_photo(session, child_id)
    actions.remove_photo(session, child_id)
    actions.change_child(session, child_id, replace(agreed, photo_consent_on=None), loaded=agreed)
    assert queries.child_photo(session, child_id) is None


def test_numbers_only_sees_and_changes_no_child(session: OfficeSession) -> None:
    child_id = make_child(session)
    session.actor = Actor(None, "Счётчик", Role.NUMBERS_ONLY)
    for forbidden in (
        lambda: queries.find_children(session, "Ҷ"),
        lambda: queries.list_children(session, queries.ChildFilter()),
        lambda: queries.child_file(session, child_id),
        lambda: queries.child_history(session, child_id),
        lambda: actions.change_child(session, child_id, child_input()),
    ):
        with pytest.raises(Refused):
            forbidden()


def test_a_specialist_reads_and_does_not_change(session: OfficeSession) -> None:
    child_id = make_child(session)
    session.actor = Actor(None, "Логопед", Role.SPECIALIST)
    assert queries.child_file(session, child_id).number == "K-0001"
    with pytest.raises(Refused):
        actions.archive_child(session, child_id)


def test_a_child_that_is_not_there_is_said(session: OfficeSession, site: SiteIds) -> None:
    with pytest.raises(NotFound):
        queries.child_file(session, site.site)
    with pytest.raises(NotFound):
        actions.change_child(session, site.site, ChildInput("Ҷамшед"))


def test_nothing_is_half_written_when_the_transaction_fails(office: Office) -> None:
    with pytest.raises(UserError), office.write() as session:
        make_child(session)
        make_child(session, given_name="")
    with office.read() as session:
        assert queries.list_children(session, queries.ChildFilter(state="all")).count == 0
        assert queries.find_children(session, "Ҷамшед").count == 0
