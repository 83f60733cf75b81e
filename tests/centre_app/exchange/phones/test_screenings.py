"""A screening from a phone is a filling of the version that was asked; one with gaps waits as a draft."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from centre_app.children.models import Child
from centre_app.db.session import OfficeSession
from centre_app.exchange.phones.giving import GivenForm
from centre_app.exchange.phones.taking import take_phone_forms
from centre_app.exchange.phones.told import Fate, PhoneLine
from centre_app.instruments.actions import NewFilling, begin_filling
from centre_app.instruments.library import given
from centre_app.instruments.models import Filling, InstrumentVersion
from centre_app.instruments.rules import INDICATED
from tests.factories.phones import THURSDAY, PhoneCentre, as_instance, give, received

CODE = "cfm_5_17"


@pytest.fixture
def form(session: OfficeSession, out: PhoneCentre) -> GivenForm:
    """Ҷамшед is seven: the module of 5–17 years."""
    return next(one for one in give(session, "screening").forms if one.form_id.startswith(CODE))


def asked(out: PhoneCentre, **answers: str) -> dict[str, str]:
    """No difficulty in any domain; no glasses, no device."""
    usual = {"whom/visit": out.codes[0], "whom/day": THURSDAY.isoformat(), "whom/years": "7"}
    usual |= {"whom/respondent": "mother", "whom/respondent_name": "Раҳимова Мавҷуда", "whom/why_proxy": "usual"}
    definition = given()[CODE]
    for item in definition.items:
        codes = [answer.code for answer in definition.answers_of(item)]
        usual[f"part_{item.section}/q_{item.code}"] = "no" if "no" in codes else codes[0]
    return usual | {f"whom/{name}": answer for name, answer in answers.items()}


def take(session: OfficeSession, form: GivenForm, answers: dict[str, str], folder: Path) -> PhoneLine:
    """The one line of taking this form."""
    content = as_instance(form.form_id, form.version, answers)
    (line,) = take_phone_forms(session, received(folder, x_xml=content)).lines
    return line


def test_a_whole_screening_is_finished_and_scored(
    session: OfficeSession, out: PhoneCentre, form: GivenForm, tmp_path: Path
) -> None:
    answers = asked(out) | {"part_learning/q_CF16": "cannot"}
    line = take(session, form, answers, tmp_path)
    assert (line.fate, line.child_id) == (Fate.TAKE, out.jamshed)
    filling = session.scalars(select(Filling)).one()
    assert (filling.status, filling.day, filling.code) == ("done", THURSDAY, CODE)
    assert filling.respondent_name == "Раҳимова Мавҷуда" and filling.proxy_reason
    assert INDICATED in {score["value"] for score in filling.scores.values()}


def test_one_with_gaps_is_a_draft_that_says_what_is_missing(
    session: OfficeSession, out: PhoneCentre, form: GivenForm, tmp_path: Path
) -> None:
    answers = asked(out)
    del answers["part_friends/q_CF22"]
    line = take(session, form, answers, tmp_path)
    assert line.sentences() == ("It is kept as a draft. Questions not answered: 1.",)
    filling = session.scalars(select(Filling)).one()
    assert (filling.status, filling.filled_by) == ("draft", "Гулнора Қодирова")


def test_it_is_a_filling_of_the_version_that_was_asked_not_of_todays(
    session: OfficeSession, out: PhoneCentre, form: GivenForm, tmp_path: Path
) -> None:
    kept = session.scalars(select(InstrumentVersion).where(InstrumentVersion.code == CODE)).one()
    newer = {**kept.content, "version": 1001, "items": kept.content["items"][:5]}
    session.add(InstrumentVersion(code=CODE, version=1001, own=True, content=newer))
    session.flush()
    assert take(session, form, asked(out), tmp_path).fate is Fate.TAKE
    filling = session.scalars(select(Filling)).one()
    assert (filling.version, filling.status) == (kept.version, "done")


def test_a_draft_at_the_desk_is_not_written_over(
    session: OfficeSession, out: PhoneCentre, form: GivenForm, tmp_path: Path
) -> None:
    begin_filling(session, NewFilling(out.jamshed, CODE, THURSDAY))
    line = take(session, form, asked(out), tmp_path)
    assert line.fate is Fate.REFUSED and "A draft of this screening waits" in line.sentences()[0]


def test_the_same_screening_of_the_same_day_is_refused(
    session: OfficeSession, out: PhoneCentre, form: GivenForm, tmp_path: Path
) -> None:
    assert take(session, form, asked(out), tmp_path).fate is Fate.TAKE
    content = as_instance(form.form_id, form.version, asked(out), "uuid:another")
    (line,) = take_phone_forms(session, received(tmp_path, y_xml=content)).lines
    assert line.fate is Fate.REFUSED and "is there already" in line.sentences()[0]


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"visit": "XXXXXX"}, "which child"),
        ({"day": ""}, "on which day"),
        ({"day": "2026-11-27"}, "still to come"),
        ({"day": "2022-11-19"}, "not of the age"),
    ],
)
def test_a_screening_that_cannot_be_true_is_refused(
    session: OfficeSession, out: PhoneCentre, form: GivenForm, tmp_path: Path, answers: dict[str, str], words: str
) -> None:
    line = take(session, form, asked(out, **answers), tmp_path)
    assert line.fate is Fate.REFUSED and words in line.sentences()[0]
    assert session.scalars(select(Filling)).all() == []


def test_an_age_far_from_the_files_asks_whether_it_is_the_right_child(
    session: OfficeSession, out: PhoneCentre, form: GivenForm, tmp_path: Path
) -> None:
    line = take(session, form, asked(out, years="11"), tmp_path)
    assert line.sentences() == ("The form says 11 years, the child’s file 7. Is it the right child?",)


def test_where_only_the_year_of_birth_is_known_the_age_said_is_the_age(
    session: OfficeSession, out: PhoneCentre, form: GivenForm, tmp_path: Path
) -> None:
    child = session.get_one(Child, out.jamshed)
    child.birth_precision, child.birth_date = "year", child.birth_date.replace(month=1, day=1)  # type: ignore[union-attr]
    session.flush()
    assert take(session, form, asked(out, years="7"), tmp_path).fate is Fate.TAKE
    assert session.scalars(select(Filling)).one().answers["@age"] == 84


def test_a_version_nobody_knows_is_refused_because_nobody_can_say_what_was_asked(
    session: OfficeSession, out: PhoneCentre, form: GivenForm, tmp_path: Path
) -> None:
    content = as_instance(form.form_id, "1999", asked(out))
    (line,) = take_phone_forms(session, received(tmp_path, x_xml=content)).lines
    assert line.fate is Fate.REFUSED and "nobody can say" in line.sentences()[0]
