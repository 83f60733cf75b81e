"""What is given to phones is a sound form, bears initials and numbers only, and is written down as it was asked."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from hypothesis import given as with_any
from hypothesis import strategies as some
from openpyxl import load_workbook
from pyxform.xls2xform import convert
from sqlalchemy import select

from centre_app.db.session import OfficeSession
from centre_app.errors import UserError
from centre_app.exchange.phones.screening_form import screening_form
from centre_app.exchange.phones.visit_form import Listed
from centre_app.exchange.phones.week import phone_week
from centre_app.exchange.phones.withheld import without_names
from centre_app.exchange.phones.written import as_xform, as_xlsform
from centre_app.instruments.library import ORDER, given
from centre_app.language.translate import LANGUAGES
from centre_app.outreach.models import PhoneForm, Visit
from centre_app.security.queries import HistoryFilter, history
from tests.conftest import SiteIds
from tests.factories.phones import MONDAY, PhoneCentre, give
from tests.factories.visits import make_planned_round

KEPT_BACK = (
    *("Раҳимов", "Ҷамшед", "Фарҳод", "Мавҷуда", "Назаров", "Анора"),
    *("555-12-34", "5551234", "555 12 34", "Рӯдакӣ", "05.03.2019", "2019-03-05", "11.06.2023", "2023-06-11"),
)

ONE = Listed("K7M2QX", MONDAY, "Р. Ҷ., K-0001", "Сари Хосор", "therapy", "", False)


def texts(content: bytes) -> str:
    """Every word of a workbook or of an XML file."""
    if not content.startswith(b"PK"):
        return content.decode()
    book = load_workbook(io.BytesIO(content))
    return "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell)


def test_no_name_phone_address_or_birth_date_is_in_any_file(session: OfficeSession, out: PhoneCentre) -> None:
    visit = session.get_one(Visit, out.visits[0])
    earlier = {"task": "Ҷамшедро бо Мавҷуда шинондан; занг: +992 93 555-12-34, 3-4 бор", "day": MONDAY.replace(day=2)}
    session.add(Visit(site_id=visit.site_id, child_id=out.jamshed, outcome="done", **earlier))
    session.flush()
    files = give(session, "visit", "screening").files
    assert {name.rpartition(".")[2] for name, _content in files} == {"xlsx", "xml"}
    for name, content in files:
        words = texts(content)
        assert not [secret for secret in KEPT_BACK if secret.casefold() in (words + name).casefold()], name
        assert "Ҷ., K-0001" in words or "Н. А., K-0002" in words or "А., K-0002" in words
    assert "Ҷ. бо М. шинондан; занг: …, 3-4 бор" in texts(files[0][1])


def test_every_form_is_made_without_a_warning_in_five_languages(session: OfficeSession, out: PhoneCentre) -> None:
    given_out = give(session, "visit", "screening")
    tables = [content for name, content in given_out.files if name.endswith(".xlsx")]
    assert {form.kind for form in given_out.forms} == {"visit", "screening"}
    for form, table in zip(given_out.forms, tables, strict=True):
        made = convert(table, validate=False)
        assert made.warnings == []
        assert f'id="{form.form_id}" version="{form.version}"' in made.xform
        assert made.xform.count("<translation ") == len(LANGUAGES)
        assert 'lang="Русский (ru)" default="true()"' in made.xform


@pytest.mark.parametrize("code", ORDER)
def test_every_instrument_becomes_a_sound_form(code: str) -> None:
    definition = given()[code]
    xml = as_xform(as_xlsform(screening_form(f"{code}_a", "1", code, "tg", (ONE,), definition))).decode()
    assert len(re.findall(r'<bind nodeset="/data/[^"]*q_', xml)) == len(definition.items)


def test_branches_of_the_instrument_are_branches_of_the_form() -> None:
    xml = as_xform(as_xlsform(screening_form("f", "1", "t", "ru", (ONE,), given()["cfm_5_17"]))).decode()
    (bind,) = re.findall(r"<bind [^>]*q_CF2\"[^>]*>", xml)
    assert re.search(r"relevant=\"\( */data/part_seeing/q_CF1 +='yes'\)\"", bind.replace("= 'yes'", "='yes'"))
    assert 'required="true()"' in bind


def test_a_task_that_begins_like_a_formula_stays_text(session: OfficeSession, out: PhoneCentre) -> None:
    visit = session.get_one(Visit, out.visits[0])
    session.add(Visit(site_id=visit.site_id, child_id=out.jamshed, outcome="done", day=MONDAY, task="=1+2 бор"))
    session.flush()
    files = give(session).files
    cells = [cell for sheet in load_workbook(io.BytesIO(files[0][1])) for row in sheet.iter_rows() for cell in row]
    assert [cell.data_type for cell in cells if cell.value == "=1+2 бор"] == ["s"]
    assert "<task>=1+2 бор</task>" in texts(files[1][1])


def test_a_form_keeps_its_id_and_counts_its_versions(session: OfficeSession, out: PhoneCentre) -> None:
    first, second = give(session).forms[0], give(session).forms[0]
    assert first.form_id == second.form_id
    assert (first.version, second.version) == ("2026112001", "2026112002")
    rows = session.execute(select(PhoneForm.version, PhoneForm.content).order_by(PhoneForm.version)).all()
    assert [row.version for row in rows] == [first.version, second.version]
    content: Any = rows[0].content
    assert set(content["visits"]) == set(out.codes)
    assert content["questions"]["outcome"]["means"] == "outcome"


def test_photos_are_only_offered_where_the_family_agreed(session: OfficeSession, out: PhoneCentre) -> None:
    xml = texts(give(session).files[1][1])
    photos = dict(re.findall(r"<name>(\w{6})</name>.*?<photos>(\w+)</photos>", xml))
    assert photos == {out.codes[0]: "yes", out.codes[1]: "no"}
    (relevant,) = re.findall(r'<bind nodeset="/data/next/photo"[^>]*relevant="([^"]*)"', xml)
    assert relevant.strip().startswith("/data/whom/photos  = 'yes' and")


def test_a_screening_lists_the_children_of_its_age_once(
    session: OfficeSession, site: SiteIds, out: PhoneCentre
) -> None:
    make_planned_round(session, site.site, [out.jamshed], MONDAY, team=out.team)
    forms = give(session, "screening").forms
    assert {form.form_id.rsplit("_", 2)[0]: form.children for form in forms} == {"cfm_2_4": 1, "cfm_5_17": 1}


def test_a_visit_without_a_code_gets_one(session: OfficeSession, out: PhoneCentre) -> None:
    session.get_one(Visit, out.visits[0]).code = None
    session.flush()
    xml = texts(give(session).files[1][1])
    code = session.get_one(Visit, out.visits[0]).code
    assert code and f"<name>{code}</name>" in xml


def test_made_and_called_off_visits_are_left_out_and_loose_ones_told(
    session: OfficeSession, site: SiteIds, out: PhoneCentre
) -> None:
    session.get_one(Visit, out.visits[1]).outcome = "ill"
    session.add(Visit(site_id=site.site, child_id=out.anora, day=MONDAY))
    session.flush()
    week = phone_week(session, MONDAY)
    assert ([len(team.visits) for team in week.teams], week.loose) == ([1], 1)
    assert give(session).left_out[0].in_words() == "Visits in no team’s round, which no phone has: 1."


def test_a_week_without_visits_says_so(session: OfficeSession, site: SiteIds) -> None:
    with pytest.raises(UserError, match="No team has a visit"):
        give(session)


def test_each_child_of_a_form_has_the_trace_in_its_history(session: OfficeSession, out: PhoneCentre) -> None:
    give(session, "visit", "screening")
    session.finish()
    lines = history(session, HistoryFilter(entity="access")).lines
    assert [(line.act, line.entity_id, line.child_id) for line in lines if line.child_id == out.anora] == [
        ("exported", "phone form", out.anora)
    ]


@with_any(
    some.sampled_from(["Зебо", "Нигина", "Мавҷуда", "Айгүл"]),
    some.sampled_from(["", "ро", "и", "ом", "га"]),
    some.booleans(),
)
def test_a_name_does_not_leave_in_any_form_of_it(name: str, ending: str, upper: bool) -> None:
    word = (name + ending).upper() if upper else name + ending
    assert name[:-1].casefold() not in without_names(f"бо {word}, 10 дақиқа", [f"Раҳимова {name}"]).casefold()
