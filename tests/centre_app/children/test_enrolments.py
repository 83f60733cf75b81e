"""Entering, staying in and leaving a service."""

from __future__ import annotations

import uuid
from datetime import date

import pytest

from centre_app.attendance.models import Mark
from centre_app.children.actions import (
    EnrolmentChanges,
    archive_child,
    change_enrolment,
    end_enrolment,
    remove_enrolment,
)
from centre_app.children.queries import child_file
from centre_app.db.session import OfficeSession
from centre_app.errors import UserError
from tests.conftest import SiteIds
from tests.factories.children import enrol, make_child
from tests.factories.codelists import given_lists


@pytest.fixture
def child(session: OfficeSession, site: SiteIds) -> uuid.UUID:
    given_lists(session)
    return make_child(session)


def mark(session: OfficeSession, enrolment_id: uuid.UUID, day: date) -> None:
    session.insert_many(
        Mark, [{"day": day, "enrolment_id": enrolment_id, "status": "present", "reason": None, "note": ""}]
    )


def field_of(action: object) -> str | None:
    with pytest.raises(UserError) as raised:
        action()  # type: ignore[operator]
    assert "{" not in str(raised.value)
    return raised.value.field


def test_a_child_is_in_a_service_once_at_a_time(session: OfficeSession, site: SiteIds, child: uuid.UUID) -> None:
    enrol(session, child, site.day_care, site.morning, start=date(2026, 9, 1), end=date(2026, 10, 31))
    assert field_of(lambda: enrol(session, child, site.day_care, start=date(2026, 10, 31))) == "start_day"
    enrol(session, child, site.day_care, site.afternoon, start=date(2026, 11, 1))
    enrol(session, child, site.therapy, start=date(2026, 9, 1))
    assert [each.group or each.service for each in child_file(session, child).enrolments] == [
        "Хуршед",
        "Ситора",
        "Тавонбахшӣ",
    ]


def test_a_group_belongs_to_its_service(session: OfficeSession, site: SiteIds, child: uuid.UUID) -> None:
    assert field_of(lambda: enrol(session, child, site.therapy, site.morning)) == "group_id"
    assert field_of(lambda: enrol(session, child, site.site)) == "service_id"
    assert field_of(lambda: enrol(session, child, site.day_care, site.site)) == "group_id"


def test_ending_writes_the_day_and_the_reason(session: OfficeSession, site: SiteIds, child: uuid.UUID) -> None:
    enrolment = enrol(session, child, site.day_care, site.morning)
    assert field_of(lambda: end_enrolment(session, enrolment, date(2026, 8, 31))) == "end_day"
    assert field_of(lambda: end_enrolment(session, enrolment, date(2026, 10, 1), "bored")) == "end_reason"
    end_enrolment(session, enrolment, date(2026, 10, 30), "school")
    row = child_file(session, child).enrolments[0]
    assert (row.end_day, row.end_reason, row.group_id) == (date(2026, 10, 30), "school", site.morning)


def test_an_enrolment_that_goes_on_has_no_reason_of_leaving(
    session: OfficeSession, site: SiteIds, child: uuid.UUID
) -> None:
    enrolment = enrol(session, child, site.day_care)
    end_enrolment(session, enrolment, date(2026, 10, 30), "school")
    change_enrolment(session, enrolment, EnrolmentChanges(site.afternoon, date(2026, 9, 2), None, "school", " утром "))
    row = child_file(session, child).enrolments[0]
    assert (row.start_day, row.end_day, row.end_reason, row.note) == (date(2026, 9, 2), None, None, "утром")


def test_an_enrolment_is_not_shortened_past_its_marks(session: OfficeSession, site: SiteIds, child: uuid.UUID) -> None:
    enrolment = enrol(session, child, site.day_care)
    mark(session, enrolment, date(2026, 10, 5))
    mark(session, enrolment, date(2026, 10, 6))
    with pytest.raises(UserError, match=r"1 days, the first 06\.10\.2026") as raised:
        end_enrolment(session, enrolment, date(2026, 10, 5))
    assert raised.value.field == "end_day"
    late_start = EnrolmentChanges(None, date(2026, 10, 6))
    assert field_of(lambda: change_enrolment(session, enrolment, late_start)) == "start_day"
    end_enrolment(session, enrolment, date(2026, 10, 6))


def test_a_child_with_marks_ahead_is_not_archived(session: OfficeSession, site: SiteIds, child: uuid.UUID) -> None:
    enrolment = enrol(session, child, site.day_care)
    mark(session, enrolment, date(2026, 11, 23))
    with pytest.raises(UserError, match=r"23\.11\.2026"):
        archive_child(session, child)


def test_an_enrolment_with_marks_is_not_taken_back(session: OfficeSession, site: SiteIds, child: uuid.UUID) -> None:
    enrolment = enrol(session, child, site.day_care)
    mark(session, enrolment, date(2026, 10, 5))
    with pytest.raises(UserError, match="End the enrolment instead"):
        remove_enrolment(session, enrolment)
    other = enrol(session, child, site.therapy)
    remove_enrolment(session, other)
    assert len(child_file(session, child).enrolments) == 1


def test_nobody_in_the_archive_is_enrolled(session: OfficeSession, site: SiteIds, child: uuid.UUID) -> None:
    archive_child(session, child)
    with pytest.raises(UserError, match="Restore it first"):
        enrol(session, child, site.day_care)


def test_nobody_enters_before_birth(session: OfficeSession, site: SiteIds, child: uuid.UUID) -> None:
    assert field_of(lambda: enrol(session, child, site.day_care, start=date(2019, 3, 4))) == "start_day"
