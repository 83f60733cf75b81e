"""What phones sent is taken once, by what was asked, and never over what stands at the desk."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest
from sqlalchemy import func, select

from centre_app.db.session import OfficeSession
from centre_app.exchange.phones.giving import GivenForm
from centre_app.exchange.phones.taking import look_at_phone_forms, take_phone_forms
from centre_app.exchange.phones.told import Fate, PhoneLine, PhoneResult
from centre_app.outreach.models import FollowUp, PhoneSubmission, Visit
from centre_app.outreach.result_rules import VisitResult
from centre_app.outreach.results import key_visit
from centre_app.plans.models import HomePractice
from tests.factories.phones import (
    AN_ID,
    PhoneCentre,
    as_csv,
    as_instance,
    as_kobo,
    give,
    received,
    told,
)
from tests.statements import counted

OTHER_ID = "uuid:7d1f4a52-7f6a-4a1b-8f0d-1c8f0f5e2b77"


@pytest.fixture
def form(session: OfficeSession, out: PhoneCentre) -> GivenForm:
    """The week's visit form."""
    return give(session).forms[0]


def visit_of(session: OfficeSession, visit_id: uuid.UUID) -> Visit:
    """The visit as it is now."""
    session.expire_all()
    return session.get_one(Visit, visit_id)


def only(result: PhoneResult) -> PhoneLine:
    """The one line."""
    (line,) = result.lines
    return line


def test_an_instance_of_collect_becomes_the_visits_result(
    session: OfficeSession, out: PhoneCentre, form: GivenForm, tmp_path: Path
) -> None:
    answers = told(
        out.codes[0],
        work__practised="partly",
        work__practised_minutes="90",
        next__concerns="illness allowance",
        next__concern_note="Шаш моҳ нафақа нагирифтааст",
        next__next_day="2026-12-03",
    )
    files = received(tmp_path, visit_xml=as_instance(form.form_id, form.version, answers))
    assert only(look_at_phone_forms(session, files)).fate is Fate.TAKE
    assert visit_of(session, out.visits[0]).outcome == "planned"
    result = take_phone_forms(session, files)
    assert result.committed
    visit = visit_of(session, out.visits[0])
    assert (visit.outcome, visit.minutes, visit.arrived_minute, visit.source) == ("done", 50, 580, "phone")
    assert visit.task == "Ҳар рӯз 10 дақиқа нишастан"
    assert visit.next_day is not None and visit.next_day.isoformat() == "2026-12-03"
    kinds = session.scalars(select(FollowUp.kind).where(FollowUp.visit_id == visit.id))
    assert sorted(kinds) == ["allowance", "illness"]
    practice = session.scalars(select(HomePractice)).one()
    assert (practice.answer, practice.minutes, practice.visit_id) == ("partly", 90, visit.id)
    line = only(result)
    assert (line.child, line.number, line.notes) == ("Раҳимов Ҷамшед", "K-0001", ())


def test_what_the_purpose_asked_besides_stands_in_what_was_done_in_the_offices_words(
    session: OfficeSession, out: PhoneCentre, form: GivenForm, tmp_path: Path
) -> None:
    answers = told(out.codes[0], work__device="too_small", work__papers="Маълумотнома нест")
    take_phone_forms(session, received(tmp_path, visit_xml=as_instance(form.form_id, form.version, answers)))
    note = visit_of(session, out.visits[0]).done_note.split("\n")
    assert note[0] == "Машқи нишастан бо такя"
    assert len(note) == 3 and note[2].endswith(": Маълумотнома нест")


def test_kobos_json_is_known_by_its_hidden_fields_and_is_the_same_form_as_the_phones_own_file(
    session: OfficeSession, out: PhoneCentre, form: GivenForm, tmp_path: Path
) -> None:
    answers = told(out.codes[0])
    rows = {"count": 1, "next": None, "results": [as_kobo(form.form_id, form.version, answers)]}
    assert only(take_phone_forms(session, received(tmp_path, kobo_json=rows))).notes == ()
    assert visit_of(session, out.visits[0]).outcome == "done"
    again = received(tmp_path / "phone", visit_xml=as_instance(form.form_id, form.version, answers))
    line = only(take_phone_forms(session, again))
    assert line.fate is Fate.KNOWN and "already" in line.sentences()[0]
    assert session.scalar(select(func.count()).select_from(PhoneSubmission)) == 1


def test_a_form_changed_on_the_server_after_it_was_taken_is_not_taken_again(
    session: OfficeSession, out: PhoneCentre, form: GivenForm, tmp_path: Path
) -> None:
    answers = told(out.codes[0])
    take_phone_forms(session, received(tmp_path, visit_xml=as_instance(form.form_id, form.version, answers)))
    edited = as_kobo(form.form_id, form.version, told(out.codes[0], result__minutes="20"), OTHER_ID)
    edited |= {"meta/deprecatedID": AN_ID, "meta/rootUuid": AN_ID}
    line = only(take_phone_forms(session, received(tmp_path, kobo_json=[edited])))
    assert line.fate is Fate.KNOWN and "changed on the server" in line.sentences()[0]
    assert visit_of(session, out.visits[0]).minutes == 50


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_a_table_of_kobo_with_paths_and_columns_for_choices(
    session: OfficeSession, out: PhoneCentre, form: GivenForm, tmp_path: Path, delimiter: str
) -> None:
    rows = [
        {
            **told(code),
            "next/concerns/illness": "1",
            "next/concerns/school": "0",
            "_id": "17",
            "_uuid": f"uuid-{code}",
            "__version__": "vAbc",
            "centre_form": form.form_id,
            "centre_version": form.version,
        }
        for code in out.codes
    ]
    result = take_phone_forms(session, received(tmp_path, kobo_csv=as_csv(rows, delimiter=delimiter, mark=True)))
    assert [line.fate for line in result.lines] == [Fate.TAKE, Fate.TAKE]
    assert [line.row for line in result.lines] == [2, 3]
    assert {line.notes for line in result.lines} == {()}
    assert list(session.scalars(select(FollowUp.kind))) == ["illness", "illness"]


def test_a_table_of_central_in_its_own_columns(
    session: OfficeSession, out: PhoneCentre, form: GivenForm, tmp_path: Path
) -> None:
    row = {"SubmissionDate": "2026-11-19T08:11:02.417Z", "meta-instanceID": AN_ID}
    row |= {name.replace("/", "-"): answer for name, answer in told(out.codes[0]).items()}
    row |= {"centre_form": form.form_id, "centre_version": form.version, "KEY": AN_ID, "SubmitterID": "14"}
    row |= {"SubmitterName": "Далер", "AttachmentsPresent": "0", "AttachmentsExpected": "0", "Status": "", "Edits": "0"}
    row |= {"ReviewState": "", "DeviceID": "collect:x", "FormVersion": form.version}
    line = only(take_phone_forms(session, received(tmp_path, central_csv=as_csv([row]))))
    assert (line.fate, line.notes) == (Fate.TAKE, ())
    assert session.scalars(select(PhoneSubmission.instance_id)).one() == AN_ID.removeprefix("uuid:")


def test_a_table_headed_and_filled_by_words_is_read_as_the_one_by_codes(
    session: OfficeSession, out: PhoneCentre, form: GivenForm, tmp_path: Path
) -> None:
    row = {
        "Who was visited/Child": out.codes[0],
        "Day of the visit": "19.11.2026",
        "Purpose of the visit": "therapy at home",
        "How it went/Outcome": "nobody at home",
        "Why the visit did not take place": "the parents are away",
        "What somebody must see to": "illness kindergarten or school",
        "centre_form": form.form_id,
        "centre_version": form.version,
    }
    line = only(take_phone_forms(session, received(tmp_path, words_csv=as_csv([row]))))
    assert (line.fate, line.notes) == (Fate.TAKE, ())
    visit = visit_of(session, out.visits[0])
    assert (visit.outcome, visit.reason) == ("nobody_home", "parent_away")
    kinds = session.scalars(select(FollowUp.kind).where(FollowUp.visit_id == visit.id))
    assert {"illness", "school"} <= set(kinds)


def test_the_same_form_twice_in_one_import_is_taken_once(
    session: OfficeSession, out: PhoneCentre, form: GivenForm, tmp_path: Path
) -> None:
    one = as_instance(form.form_id, form.version, told(out.codes[0]))
    result = take_phone_forms(session, received(tmp_path, a_xml=one, b_xml=one))
    assert [line.fate for line in result.lines] == [Fate.TAKE, Fate.KNOWN]


def test_of_two_phones_that_filled_in_one_visit_the_second_is_shown_beside(
    session: OfficeSession, out: PhoneCentre, form: GivenForm, tmp_path: Path
) -> None:
    first = as_instance(form.form_id, form.version, told(out.codes[0]))
    second = as_instance(form.form_id, form.version, told(out.codes[0], result__minutes="35"), OTHER_ID)
    line = take_phone_forms(session, received(tmp_path, a_xml=first, b_xml=second)).lines[1]
    assert line.fate is Fate.REFUSED
    assert [one.in_words() for one in line.beside] == [("Minutes", "50", "35")]
    assert visit_of(session, out.visits[0]).minutes == 50


def test_a_visit_keyed_at_the_desk_meanwhile_is_shown_beside_and_stays(
    session: OfficeSession, out: PhoneCentre, form: GivenForm, tmp_path: Path
) -> None:
    key_visit(session, out.visits[0], VisitResult("nobody_home"), 1)
    files = received(tmp_path, visit_xml=as_instance(form.form_id, form.version, told(out.codes[0])))
    result = take_phone_forms(session, files)
    line = only(result)
    assert (line.fate, result.committed) == (Fate.REFUSED, False)
    assert "Гулнора Қодирова keyed this visit" in line.sentences()[0]
    assert ("Outcome", "nobody at home", "done") in [one.in_words() for one in line.beside]
    assert visit_of(session, out.visits[0]).outcome == "nobody_home"


def test_a_visit_that_was_called_off_waits_for_somebody_to_decide(
    session: OfficeSession, out: PhoneCentre, form: GivenForm, tmp_path: Path
) -> None:
    visit = visit_of(session, out.visits[0])
    visit.outcome, visit.reason = "ill", "child_ill"
    session.flush()
    files = received(tmp_path, visit_xml=as_instance(form.form_id, form.version, told(out.codes[0])))
    assert "called off" in only(take_phone_forms(session, files)).sentences()[0]


def test_a_strangers_form_is_refused_with_its_name(session: OfficeSession, out: PhoneCentre, tmp_path: Path) -> None:
    answers = {"group/water_source": "well", "group/household": "7"}
    line = only(take_phone_forms(session, received(tmp_path, x_xml=as_instance("wash_2026", "3", answers))))
    assert line.fate is Fate.REFUSED
    assert "wash_2026" in line.sentences()[0]


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"whom__visit": "other", "whom__code": "XXXXXX"}, "no visit with the code"),
        ({"whom__visit": "other"}, "does not say whose"),
        ({"whom__day": "2026-11-24"}, "still to come"),
        ({"result__outcome": "teleported"}, "how the visit went"),
        ({"result__outcome": "nobody_home"}, "does not go with"),
    ],
)
def test_a_form_that_cannot_be_true_is_refused_in_words(
    session: OfficeSession, out: PhoneCentre, form: GivenForm, tmp_path: Path, answers: dict[str, str], words: str
) -> None:
    content = as_instance(form.form_id, form.version, told(out.codes[0], **answers))
    line = only(take_phone_forms(session, received(tmp_path, visit_xml=content)))
    assert line.fate is Fate.REFUSED
    assert words in line.sentences()[0]
    assert visit_of(session, out.visits[0]).outcome == "planned"


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"result__minutes": "4500"}, "“4500” is left out: A visit lasts from 1 to 600 minutes."),
        ({"result__minutes": "many"}, "“Minutes at the home”: “many” cannot be read."),
        ({"result__arrived": "27:80"}, "“Arrived at”: “27:80” cannot be read."),
        ({"next__next_day": "2026-11-01"}, "“01.11.2026” is left out"),
        (
            {"whom__day": "2026-11-18"},
            "The form is of 18.11.2026; the visit stays on the day of its round, 19.11.2026.",
        ),
        ({"next__concerns": "illness dragons"}, "“dragons” is no answer to “What somebody must see to”."),
        ({"work__colour": "blue"}, "“work/colour” is no question of this form."),
    ],
)
def test_an_answer_that_cannot_be_is_left_out_and_told_and_the_rest_is_taken(
    session: OfficeSession, out: PhoneCentre, form: GivenForm, tmp_path: Path, answers: dict[str, str], words: str
) -> None:
    content = as_instance(form.form_id, form.version, told(out.codes[0], **answers))
    line = only(take_phone_forms(session, received(tmp_path, visit_xml=content)))
    assert line.fate is Fate.TAKE
    assert any(sentence.startswith(words) for sentence in line.sentences()), line.sentences()
    assert visit_of(session, out.visits[0]).outcome == "done"


def test_a_code_typed_from_paper_finds_the_visit_however_it_was_written(
    session: OfficeSession, out: PhoneCentre, form: GivenForm, tmp_path: Path
) -> None:
    typed = f"{out.codes[1][:3].lower()}-{out.codes[1][3:]}".replace("0", "o").replace("1", "l")
    answers = told("other", whom__code=typed)
    line = only(take_phone_forms(session, received(tmp_path, x_xml=as_instance(form.form_id, form.version, answers))))
    assert (line.fate, line.child_id) == (Fate.TAKE, out.anora)


def test_looking_takes_no_more_statements_for_many_forms_than_for_one(
    session: OfficeSession, out: PhoneCentre, form: GivenForm, tmp_path: Path
) -> None:
    def statements(count: int) -> int:
        rows = [
            {**told(out.codes[number % 2]), "_uuid": f"{number}", "centre_form": form.form_id}
            | {"centre_version": form.version}
            for number in range(count)
        ]
        files = received(tmp_path, x_csv=as_csv(rows))
        with counted(session) as ran:
            look_at_phone_forms(session, files)
        return len(ran)

    assert statements(40) == statements(2) <= 20


def test_a_visit_taken_off_the_plan_is_told_apart_from_an_unknown_code(
    session: OfficeSession, out: PhoneCentre, form: GivenForm, tmp_path: Path
) -> None:
    session.delete(session.get_one(Visit, out.visits[0]))
    session.flush()
    content = as_instance(form.form_id, form.version, told(out.codes[0]))
    assert "taken off the plan" in only(take_phone_forms(session, received(tmp_path, x_xml=content))).sentences()[0]
