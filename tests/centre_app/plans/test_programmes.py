"""The state's programmes, beside the centre's plan."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from centre_app.children.actions import archive_child
from centre_app.db.history import HistoryEntry
from centre_app.db.session import OfficeSession
from centre_app.errors import NotFound, UserError
from centre_app.plans.actions import MeasureInput, ProgrammeInput, add_programme, change_programme, remove_programme
from centre_app.plans.queries import programmes_expiring, state_programmes
from tests.conftest import TODAY, SiteIds
from tests.factories.children import make_child
from tests.factories.codelists import given_lists

ISSUED = date(2025, 11, 1)
WHEELCHAIR = MeasureInput("Аробача", "Хадамоти ортопедӣ", date(2026, 6, 1))
PROGRAMME = ProgrammeInput(
    "ipra", ISSUED, date(2026, 12, 1), "№ 214", "КМИ Ховалинг", measures=(WHEELCHAIR, MeasureInput("Санатория"))
)


@pytest.fixture
def child(session: OfficeSession, site: SiteIds) -> uuid.UUID:
    """A child in a centre that has its lists."""
    given_lists(session)
    return make_child(session)


def test_a_programme_is_read_as_it_was_typed_the_newest_first(session: OfficeSession, child: uuid.UUID) -> None:
    add_programme(session, child, replace(PROGRAMME, issued_day=date(2024, 1, 1), measures=()))
    add_programme(session, child, PROGRAMME)
    newest, oldest = state_programmes(session, child)
    assert (newest.issued_day, oldest.issued_day) == (ISSUED, date(2024, 1, 1))
    assert [replace(one, id=None) for one in newest.measures] == list(PROGRAMME.measures)
    assert replace(newest.as_input, measures=PROGRAMME.measures) == PROGRAMME


def test_what_became_of_a_measure_is_written_on_its_own_line(session: OfficeSession, child: uuid.UUID) -> None:
    programme = add_programme(session, child, PROGRAMME)
    (before,) = state_programmes(session, child)
    given = replace(before.measures[0], status="given")
    change_programme(session, programme, replace(before.as_input, measures=(given, MeasureInput("Нав"))))
    (after,) = state_programmes(session, child)
    assert [(one.text, one.status) for one in after.measures] == [("Аробача", "given"), ("Нав", "promised")]
    assert after.measures[0].id == before.measures[0].id
    session.finish()
    entries = session.execute(
        select(HistoryEntry.entity, HistoryEntry.child_id).where(HistoryEntry.act == "change_programme")
    ).all()
    assert {row.entity for row in entries} == {"state_measure"}
    assert {row.child_id for row in entries} == {child}


def test_a_programme_written_by_mistake_goes_with_its_measures(session: OfficeSession, child: uuid.UUID) -> None:
    programme = add_programme(session, child, PROGRAMME)
    remove_programme(session, programme)
    assert state_programmes(session, child) == ()
    with pytest.raises(NotFound):
        remove_programme(session, programme)


@pytest.mark.parametrize(
    ("field", "programme"),
    [
        ("kind", replace(PROGRAMME, kind="visa")),
        ("issued_day", replace(PROGRAMME, issued_day=TODAY + timedelta(days=1))),
        ("valid_until", replace(PROGRAMME, valid_until=ISSUED - timedelta(days=1))),
        ("number", replace(PROGRAMME, number="9" * 61)),
        ("measures.0.text", replace(PROGRAMME, measures=(MeasureInput(""),))),
        ("measures.1.status", replace(PROGRAMME, measures=(WHEELCHAIR, MeasureInput("Нав", status="lost")))),
        ("measures", replace(PROGRAMME, measures=(WHEELCHAIR,) * 31)),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    session: OfficeSession, child: uuid.UUID, field: str, programme: ProgrammeInput
) -> None:
    with pytest.raises(UserError) as refused:
        add_programme(session, child, programme)
    assert refused.value.field == field
    assert state_programmes(session, child) == ()


def test_what_runs_out_is_told_until_a_later_one_follows(session: OfficeSession, child: uuid.UUID) -> None:
    over = add_programme(session, child, replace(PROGRAMME, valid_until=TODAY - timedelta(days=3)))
    other = make_child(session, "Анора")
    add_programme(session, other, PROGRAMME)
    add_programme(session, other, replace(PROGRAMME, kind="ippr", valid_until=None))
    gone = make_child(session, "Рафта")
    add_programme(session, gone, PROGRAMME)
    archive_child(session, gone)
    until = TODAY + timedelta(days=30)
    found = programmes_expiring(session, until=until, language="tg")
    assert [(one.child_id, one.days_left) for one in found] == [(child, -3), (other, 11)]
    assert found[0].programme_id == over
    add_programme(session, child, replace(PROGRAMME, issued_day=TODAY, valid_until=date(2027, 11, 1)))
    add_programme(session, other, replace(PROGRAMME, issued_day=TODAY, valid_until=None))
    assert programmes_expiring(session, until=until, language="tg") == ()


def test_a_programme_needs_a_child(session: OfficeSession, child: uuid.UUID) -> None:
    with pytest.raises(NotFound):
        add_programme(session, uuid.uuid4(), PROGRAMME)
