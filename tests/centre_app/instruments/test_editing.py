"""A centre's own instruments: made, changed, carried to another centre."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as example
from hypothesis import strategies as st

from centre_app.db.session import OfficeSession
from centre_app.errors import NotFound, Refused, UserError
from centre_app.exchange.instruments import export_instrument, import_instrument_file
from centre_app.instruments.editing import add_instrument, change_instrument, import_instrument, use_instrument
from centre_app.instruments.library import FIRST_OWN_VERSION, given, given_content
from centre_app.instruments.own import OwnAnswer, OwnCutOff, OwnInstrument, OwnItem, as_own, can_edit, content_of
from centre_app.instruments.queries import InstrumentRow, filling, instrument, instruments
from centre_app.instruments.reading import read_definition
from centre_app.instruments.table import as_sheets, from_sheets
from centre_app.language.translate import Words
from centre_app.reports.spreadsheet import Sheet, as_xlsx
from centre_app.security.access import Actor, Role
from tests.factories.children import make_child
from tests.factories.instruments import make_filling, own_scale

pytestmark = pytest.mark.usefixtures("centre")


def row_of(session: OfficeSession, code: str) -> InstrumentRow:
    return next(row for row in instruments(session) if row.code == code)


def test_an_own_instrument_is_offered_after_those_given(session: OfficeSession) -> None:
    code = add_instrument(session, own_scale(), "tg")
    assert [row.code for row in instruments(session)] == [*given(), code]
    row = row_of(session, code)
    assert (row.version, row.own, row.active, row.used) == (FIRST_OWN_VERSION, True, True, 0)
    assert row.definition.title["ru"] == "Хӯрокхӯрӣ", "a language not written yet shows what there is"


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("title", {"title": "  "}),
        ("items", {"items": ()}),
        ("items", {"items": (OwnItem("а"), OwnItem("а"))}),
        ("items", {"items": (OwnItem("я" * 700),)}),
        ("answers", {"answers": (OwnAnswer("ҳа", 1),)}),
        ("answers", {"answers": (OwnAnswer("ҳа", 1), OwnAnswer("ҳа", 0))}),
        ("answers", {"answers": (OwnAnswer("ҳа", 1), OwnAnswer("не", 1))}),
        ("respondents", {"respondents": ()}),
        ("until_month", {"first_month": 60, "until_month": 24}),
        ("scoring", {"scoring": "guess"}),
        ("cut_offs", {"scoring": "none", "cut_offs": (OwnCutOff(1, "кам"),)}),
        ("cut_offs", {"cut_offs": (OwnCutOff(1, "кам"), OwnCutOff(1, "зиёд"))}),
        ("cut_offs", {"cut_offs": (OwnCutOff(1, ""),)}),
    ],
)
def test_what_makes_no_instrument_is_told_at_its_field(
    session: OfficeSession, field: str, values: dict[str, Any]
) -> None:
    with pytest.raises(UserError) as wrong:
        add_instrument(session, own_scale(**values), "tg")
    assert wrong.value.field == field


def test_two_of_one_title_cannot_be_told_apart(session: OfficeSession) -> None:
    add_instrument(session, own_scale(), "tg")
    with pytest.raises(UserError) as wrong:
        add_instrument(session, own_scale(), "tg")
    assert wrong.value.field == "title"


def test_before_anybody_used_it_a_change_is_just_a_change(session: OfficeSession) -> None:
    code = add_instrument(session, own_scale(), "tg")
    assert change_instrument(session, code, own_scale(title="Хӯрок"), "tg") == FIRST_OWN_VERSION
    assert instrument(session, code).title["tg"] == "Хӯрок"


def test_what_was_used_gets_a_new_version_and_keeps_the_old_questions(session: OfficeSession) -> None:
    child = make_child(session)
    code = add_instrument(session, own_scale(), "tg")
    done = make_filling(session, child, code, answers={"q1": "a2", "q2": "a2"})
    before = filling(session, done)
    changed = own_scale(items=(OwnItem("Қошуқро дуруст медорад"), *own_scale().items[1:]))
    assert change_instrument(session, code, changed, "tg") == FIRST_OWN_VERSION + 1
    assert filling(session, done) == before
    assert row_of(session, code).version == FIRST_OWN_VERSION + 1
    assert row_of(session, code).used == 1
    assert change_instrument(session, code, changed, "tg") == FIRST_OWN_VERSION + 1, "nothing changed: no new version"


def test_a_question_keeps_its_code_where_only_its_words_are_mended(session: OfficeSession) -> None:
    code = add_instrument(session, own_scale(), "tg")
    items = (OwnItem("Нав"), OwnItem("Аз пиёла менӯшад"), OwnItem("Боз як"))
    change_instrument(session, code, own_scale(items=items), "tg")
    assert [item.code for item in instrument(session, code).items] == ["q1", "q2", "q3"]
    change_instrument(session, code, own_scale(items=items[1:]), "tg")
    assert [item.code for item in instrument(session, code).items] == ["q2", "q3"]


def test_the_words_of_another_language_stay_when_one_is_changed(session: OfficeSession) -> None:
    code = add_instrument(session, own_scale(), "tg")
    change_instrument(session, code, own_scale(title="Питание"), "ru")
    assert dict(instrument(session, code).title) == dict.fromkeys(("en", "ru", "tg", "ky", "kk"), "Питание")
    change_instrument(session, code, own_scale(title="Хӯрокхӯрӣ"), "tg")
    change_instrument(session, code, own_scale(title="Еда"), "ru")
    assert instrument(session, code).title["ru"] == "Еда"


def test_given_ones_are_not_changed_but_for_the_centre_s_items(session: OfficeSession) -> None:
    with pytest.raises(UserError, match="comes with the app"):
        change_instrument(session, "cfm_5_17", own_scale(), "tg")
    areas = as_own(given()["portage_areas"], "tg")
    items = (*areas.items, OwnItem("Дар пешпо истода метавонад", "ҳаракат"))
    version = change_instrument(session, "portage_areas", OwnInstrument(**{**vars(areas), "items": items}), "tg")
    definition = instrument(session, "portage_areas")
    assert (version, definition.version) == (FIRST_OWN_VERSION, FIRST_OWN_VERSION)
    assert len(definition.items) == 13
    assert definition.items[-1].section == "motor"
    assert definition.sections == given()["portage_areas"].sections
    child = make_child(session, birth_date=None, birth_precision="unknown")
    assert child


def test_an_area_left_without_questions_stays_an_area(session: OfficeSession) -> None:
    areas = as_own(given()["portage_areas"], "tg")
    one = OwnInstrument(**{**vars(areas), "items": areas.items[:1]})
    change_instrument(session, "portage_areas", one, "tg")
    assert len(instrument(session, "portage_areas").sections) == 6


def test_only_who_manages_the_centre_makes_instruments(session: OfficeSession) -> None:
    session.actor = Actor(account_id=None, name="Зарина", role=Role.SPECIALIST)
    for act in (
        lambda: add_instrument(session, own_scale(), "tg"),
        lambda: use_instrument(session, "cfm_2_4", False),
        lambda: import_instrument(session, given_content("cfm_2_4")),
    ):
        with pytest.raises(Refused):
            act()


def test_a_whole_file_carries_it_to_another_centre(session: OfficeSession, tmp_path: Path) -> None:
    code = add_instrument(session, own_scale(cut_offs=(OwnCutOff(0, "кам"), OwnCutOff(3, "хуб"))), "tg")
    path = tmp_path / "instrument.json"
    path.write_bytes(export_instrument(session, code))
    there = instrument(session, code)
    content = json.loads(path.read_text("utf-8"))
    content["code"] = "own_elsewhere"
    assert import_instrument(session, content) == "own_elsewhere"
    elsewhere = instrument(session, "own_elsewhere")
    assert elsewhere.items == there.items
    assert elsewhere.scorings == there.scorings
    assert import_instrument_file(session, path, "tg") == code, "the same again is no new version"
    assert instrument(session, code).version == FIRST_OWN_VERSION


def test_a_newer_file_of_one_that_is_used_becomes_its_next_version(session: OfficeSession) -> None:
    code = add_instrument(session, own_scale(), "tg")
    make_filling(session, make_child(session), code, answers={"q1": "a2", "q2": "a2"})
    content = content_of(own_scale(title="Нав"), "tg", code=code, version=5)
    import_instrument(session, content)
    assert (instrument(session, code).version, instrument(session, code).title["tg"]) == (1002, "Нав")


def test_a_file_never_replaces_what_comes_with_the_app(session: OfficeSession) -> None:
    with pytest.raises(UserError) as wrong:
        import_instrument(session, given_content("cfm_5_17"))
    assert wrong.value.field == "file"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", b"{"),
        ("a.json", b"[1]"),
        ("a.json", b'{"points": NaN}'),
        ("a.json", b"\xff\xfe\x00"),
        ("a.json", b"[" * 100_000),
        ("a.json", b"{}"),
        ("a.xlsx", b"no workbook"),
        ("a.pdf", b"%PDF"),
        ("a.csv", b"title;X"),
    ],
)
def test_a_file_that_is_no_instrument_is_refused_in_words(
    session: OfficeSession, tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UserError):
        import_instrument_file(session, path, "tg")
    with pytest.raises(NotFound):
        import_instrument_file(session, tmp_path / f"none-{name}", "tg")


def workbook(own: OwnInstrument) -> bytes:
    return as_xlsx([Sheet(one.name, one.header, one.rows) for one in as_sheets(own, Words.of("tg"))])


def test_a_workbook_is_taken_in_as_it_was_written_out(session: OfficeSession, tmp_path: Path) -> None:
    own = own_scale(
        items=(OwnItem("=1+1", "Хӯрок"), OwnItem("Аз пиёла менӯшад", "Нӯшидан")),
        cut_offs=(OwnCutOff(0, "кам"), OwnCutOff(2.5, "хуб")),
        until_month=84,
        respondents=("mother", "specialist"),
        about="Чӣ тавр мехӯрад",
    )
    path = tmp_path / "own.xlsx"
    path.write_bytes(workbook(own).replace(b"=1+1", b"=1+1"))
    code = import_instrument_file(session, path, "tg")
    assert as_own(instrument(session, code), "tg") == own
    again = import_instrument_file(session, path, "tg")
    assert again == code, "the same title is the same instrument"


WORDS = (
    st.text("абвгҳҷӯқ ", min_size=1, max_size=12).map(str.strip).filter(bool).map(lambda text: " ".join(text.split()))
)


@example(
    st.lists(WORDS, min_size=1, max_size=6, unique=True),
    st.lists(WORDS, min_size=2, max_size=5, unique=True),
    st.sampled_from(["none", "sum", "mean", "count"]),
)
def test_what_is_written_is_what_is_shown_again(items: list[str], answers: list[str], scoring: str) -> None:
    own = own_scale(
        items=tuple(OwnItem(text) for text in items),
        answers=tuple(OwnAnswer(text, place) for place, text in enumerate(answers)),
        scoring=scoring,
    )
    content = content_of(own, "ky", code="own_x", version=1001)
    definition = read_definition(content)
    assert can_edit(definition)
    shown = as_own(definition, "ky")
    assert (shown.items, shown.answers, shown.scoring) == (own.items, own.answers, own.scoring)
    assert content_of(shown, "ky", code="own_x", version=1001, before=content) == content
    sheets = [[one.header, *one.rows] for one in as_sheets(shown, Words.of("ky"))]
    assert from_sheets(sheets) == shown


@pytest.mark.parametrize(
    "sheets",
    [
        [],
        [[("x", 1)], [("Q",)], [("A",)]],
        [[("title", "Х"), ("from_months", "сӣ")], [("Q",), ("а",)], [("A",), ("ҳа", 1), ("не", 0)]],
        [[("title", "Х"), ("from_months", 2.5)], [("Q",), ("а",)], [("A",), ("ҳа", 1), ("не", 0)]],
        [[("title", "Х"), ("better", "хуб")], [("Q",), ("а",)], [("A",), ("ҳа", 1), ("не", 0)]],
        [[("title", "Х")], [("Q",), ("а",)], [("A",), ("ҳа", "як"), ("не", 0)]],
        [[("title", "Х")], [("Q",), ("а",)], [("A",), ("ҳа", 1), ("не", 0)], [("M",), (None, "кам")]],
    ],
)
def test_a_workbook_with_a_slip_says_where_it_is(sheets: list[list[tuple[object, ...]]]) -> None:
    with pytest.raises(UserError) as wrong:
        from_sheets(sheets)
    assert wrong.value.field == "file"
    assert "{" not in str(wrong.value)
