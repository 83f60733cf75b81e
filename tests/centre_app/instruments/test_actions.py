"""Filling in, on both engines: drafts, finishing, withdrawing."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from sqlalchemy import select

from centre_app.db.history import HistoryEntry
from centre_app.db.session import OfficeSession
from centre_app.errors import NotFound, Refused, UserError
from centre_app.instruments.actions import (
    FillingChanges,
    NewFilling,
    begin_filling,
    discard_draft,
    finish_filling,
    save_filling,
    withdraw_filling,
)
from centre_app.instruments.editing import use_instrument
from centre_app.instruments.library import given
from centre_app.instruments.models import InstrumentVersion
from centre_app.instruments.queries import filling, fillings_of
from centre_app.security.access import Actor, Role
from tests.conftest import TODAY, SiteIds
from tests.factories.children import make_child
from tests.factories.instruments import DAY, first_answers, make_filling

pytestmark = pytest.mark.usefixtures("centre")
WHO = {"respondent": "mother", "respondent_name": "Раҳимова Мавҷуда", "proxy_reason": "usual"}


def begun(session: OfficeSession, code: str = "cfm_5_17", **values: object) -> uuid.UUID:
    """A draft of today for a child of seven."""
    child = make_child(session, primary_disability="cerebral_palsy")
    return begin_filling(session, NewFilling(child, code, TODAY))


def field_of(raised: pytest.ExceptionInfo[UserError]) -> str | None:
    assert "{" not in str(raised.value)
    return raised.value.field


def test_a_draft_keeps_what_was_answered_so_far(session: OfficeSession) -> None:
    draft = begun(session)
    save_filling(session, draft, FillingChanges(answers={"CF1": "no", "CF3": "some"}))
    save_filling(session, draft, FillingChanges(answers={"CF3": None, "CF4": "no"}, respondent="father", note=" шом "))
    view = filling(session, draft)
    assert (view.row.status, view.answers, view.row.respondent) == ("draft", {"CF1": "no", "CF4": "no"}, "father")
    assert (view.note, view.months, view.row.filled_by) == ("шом", 92, "Гулнора Қодирова")
    assert view.row.result == ()


def test_beginning_again_goes_on_with_the_draft_that_waits(session: OfficeSession) -> None:
    draft = begun(session)
    child = filling(session, draft).row.child_id
    assert begin_filling(session, NewFilling(child, "cfm_5_17", TODAY)) == draft
    assert begin_filling(session, NewFilling(child, "gmfcs", TODAY)) != draft


def test_finishing_says_the_first_thing_that_is_missing(session: OfficeSession) -> None:
    draft = begun(session)
    with pytest.raises(UserError) as wrong:
        finish_filling(session, draft)
    assert field_of(wrong) == "respondent"
    save_filling(session, draft, FillingChanges(answers={"CF1": "no"}, **WHO))  # type: ignore[arg-type]
    with pytest.raises(UserError) as wrong:
        finish_filling(session, draft)
    assert field_of(wrong) == "CF3"
    assert filling(session, draft).row.status == "draft"


def test_what_is_finished_is_scored_and_unchangeable(session: OfficeSession) -> None:
    child = make_child(session)
    done = make_filling(session, child, CF17="cannot")
    view = filling(session, done)
    assert view.scores["functioning"]["positive"] == ["learning"]
    for act in (
        lambda: save_filling(session, done, FillingChanges(answers={"CF17": "none"})),
        lambda: finish_filling(session, done),
        lambda: discard_draft(session, done),
    ):
        with pytest.raises(UserError, match="finished"):
            act()
    assert filling(session, done).answers == view.answers


def test_what_was_withdrawn_is_kept_with_its_reason(session: OfficeSession) -> None:
    child = make_child(session)
    done = make_filling(session, child)
    with pytest.raises(UserError) as wrong:
        withdraw_filling(session, done, "  ")
    assert field_of(wrong) == "reason"
    withdraw_filling(session, done, "кӯдаки дигар")
    row = fillings_of(session, child)[0]
    assert (row.status, row.withdrawn_reason) == ("withdrawn", "кӯдаки дигар")
    with pytest.raises(UserError):
        withdraw_filling(session, done, "боз")


def test_a_draft_is_thrown_away_whole(session: OfficeSession) -> None:
    draft = begun(session)
    discard_draft(session, draft)
    session.flush()
    with pytest.raises(NotFound):
        filling(session, draft)


def test_the_version_is_written_down_at_the_first_use_and_once(session: OfficeSession) -> None:
    child = make_child(session)
    make_filling(session, child)
    make_filling(session, child, day=date(2026, 11, 3))
    rows = session.execute(select(InstrumentVersion.code, InstrumentVersion.version, InstrumentVersion.own)).all()
    assert [tuple(row) for row in rows] == [("cfm_5_17", given()["cfm_5_17"].version, False)]


@pytest.mark.parametrize(
    ("born", "code"),
    [(date(2025, 1, 5), "cfm_2_4"), (date(2008, 11, 1), "cfm_5_17"), (date(2019, 3, 5), "milestones_0_2")],
)
def test_an_instrument_for_another_age_is_refused(session: OfficeSession, born: date, code: str) -> None:
    child = make_child(session, birth_date=born)
    with pytest.raises(UserError) as wrong:
        begin_filling(session, NewFilling(child, code, TODAY))
    assert field_of(wrong) == "day"


def test_the_age_is_that_of_the_filling_day(session: OfficeSession) -> None:
    child = make_child(session, birth_date=date(2021, 11, 10))
    draft = begin_filling(session, NewFilling(child, "cfm_5_17", TODAY))
    assert filling(session, draft).months == 60
    with pytest.raises(UserError) as wrong:  # ten days before it was four years old
        save_filling(session, draft, FillingChanges(day=date(2026, 11, 9)))
    assert field_of(wrong) == "day"


def test_another_day_asks_by_another_age(session: OfficeSession) -> None:
    child = make_child(session, birth_date=date(2025, 11, 15))
    draft = begin_filling(session, NewFilling(child, "milestones_0_2", TODAY))
    assert filling(session, draft).months == 12
    save_filling(session, draft, FillingChanges(day=date(2026, 11, 14)))
    assert filling(session, draft).months == 11


def test_where_only_the_year_is_known_the_age_is_chosen_and_kept(session: OfficeSession) -> None:
    child = make_child(session, birth_date=date(2022, 1, 1), birth_precision="year")
    with pytest.raises(UserError) as wrong:
        begin_filling(session, NewFilling(child, "cfm_2_4", TODAY))
    assert field_of(wrong) == "age_months"
    draft = begin_filling(session, NewFilling(child, "cfm_2_4", TODAY, age_months=50))
    assert filling(session, draft).months == 50
    save_filling(session, draft, FillingChanges(day=date(2026, 10, 20)))
    assert filling(session, draft).months == 49


def test_an_unknown_birth_asks_for_the_age_too(session: OfficeSession) -> None:
    child = make_child(session, birth_date=None, birth_precision="unknown")
    with pytest.raises(UserError) as wrong:
        begin_filling(session, NewFilling(child, "cfm_2_4", TODAY))
    assert field_of(wrong) == "age_months"
    assert begin_filling(session, NewFilling(child, "cfm_2_4", TODAY, age_months=30))


def test_a_day_to_come_or_before_birth_is_refused(session: OfficeSession) -> None:
    child = make_child(session)
    for day in (date(2026, 12, 1), date(2019, 1, 1)):
        with pytest.raises(UserError) as wrong:
            begin_filling(session, NewFilling(child, "icf_profile", day))
        assert field_of(wrong) == "day"


def test_levels_of_cerebral_palsy_are_for_children_with_it(session: OfficeSession) -> None:
    other = make_child(session, primary_disability="hearing")
    with pytest.raises(UserError, match="certain types of disability"):
        begin_filling(session, NewFilling(other, "gmfcs", TODAY))
    further = make_child(session, primary_disability="hearing", further_disabilities=("cerebral_palsy",))
    assert begin_filling(session, NewFilling(further, "gmfcs", TODAY))


def test_an_instrument_out_of_use_begins_nothing_and_its_draft_can_be_finished(session: OfficeSession) -> None:
    draft = begun(session)
    use_instrument(session, "cfm_5_17", False)
    with pytest.raises(UserError, match="out of use"):
        begin_filling(session, NewFilling(make_child(session), "cfm_5_17", TODAY))
    answers = first_answers(given()["cfm_5_17"], 92)
    save_filling(session, draft, FillingChanges(answers=answers, **WHO))  # type: ignore[arg-type]
    finish_filling(session, draft)
    assert filling(session, draft).row.status == "done"


def test_who_is_no_proxy_leaves_no_name_of_one(session: OfficeSession) -> None:
    draft = begun(session, "gmfcs")
    save_filling(session, draft, FillingChanges(answers={"level": "II"}, **WHO))  # type: ignore[arg-type]
    save_filling(session, draft, FillingChanges(respondent="specialist"))
    finish_filling(session, draft)
    assert filling(session, draft).row.respondent_name == ""


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("CF99", FillingChanges(answers={"CF99": "yes"})),
        ("CF1", FillingChanges(answers={"CF1": "often"})),
        ("@age", FillingChanges(answers={"@age": "900"})),
        ("respondent", FillingChanges(respondent="neighbour")),
        ("respondent_name", FillingChanges(respondent_name="я" * 201)),
        ("proxy_reason", FillingChanges(proxy_reason="а\tб")),
        ("note", FillingChanges(note="я" * 2001)),
        ("day", FillingChanges(day=date(2027, 1, 1))),
    ],
)
def test_what_cannot_be_kept_is_refused_at_its_field(
    session: OfficeSession, field: str, changes: FillingChanges
) -> None:
    draft = begun(session)
    before = filling(session, draft)
    with pytest.raises(UserError) as wrong, session.begin_nested():
        save_filling(session, draft, changes)
    assert field_of(wrong) == field
    assert filling(session, draft).answers == before.answers


def test_a_secretary_neither_fills_in_nor_reads(session: OfficeSession) -> None:
    child = make_child(session)
    done = make_filling(session, child)
    session.actor = Actor(account_id=None, name="Садбарг", role=Role.SECRETARY)
    for act in (
        lambda: begin_filling(session, NewFilling(child, "cfm_5_17", TODAY)),
        lambda: withdraw_filling(session, done, "нест"),
        lambda: fillings_of(session, child),
        lambda: filling(session, done),
    ):
        with pytest.raises(Refused):
            act()


def test_every_step_stands_in_the_child_s_history(session: OfficeSession) -> None:
    child = make_child(session)
    withdraw_filling(session, make_filling(session, child, day=DAY), "хато")
    session.finish()
    acts = session.scalars(select(HistoryEntry.act).where(HistoryEntry.child_id == child)).all()
    assert {"fill", "withdraw_filling"} <= set(acts)
    what = select(HistoryEntry.act).where(HistoryEntry.entity == "instrument_version")
    assert session.scalars(what).all() == ["fill"]


def test_a_filling_that_is_not_there_says_so(session: OfficeSession, site: SiteIds) -> None:
    for act in (
        lambda: filling(session, site.site),
        lambda: withdraw_filling(session, site.site, "хато"),
        lambda: begin_filling(session, NewFilling(site.site, "cfm_5_17", TODAY)),
        lambda: begin_filling(session, NewFilling(make_child(session), "no_such", TODAY)),
    ):
        with pytest.raises(NotFound):
            act()
