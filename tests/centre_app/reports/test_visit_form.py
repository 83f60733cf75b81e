"""The visit form: one page a visit, a code that finds it again, and empty ones."""

from __future__ import annotations

import uuid
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from reportlab.graphics.barcode.code128 import _patterns as PATTERNS
from reportlab.pdfgen.canvas import Canvas

from centre_app.db.session import OfficeSession
from centre_app.errors import NotFound, UserError
from centre_app.language.translate import LANGUAGES, Words
from centre_app.outreach.codes import LETTERS, clean_code, shown_code
from centre_app.outreach.models import Visit
from centre_app.outreach.road_queries import visit_on_road
from centre_app.outreach.round_queries import find_visit
from centre_app.reports import visit_form, visit_form_page
from centre_app.reports.catalogue import make, traces
from centre_app.reports.code_strip import code_strip
from centre_app.reports.parameters import BLANK, ONE_CHILD, VISIT, read_parameters
from centre_app.reports.road_paper import RoadPaper
from tests.centre_app.reports import road_samples, samples
from tests.centre_app.reports.conftest import Drawn
from tests.centre_app.reports.pdf_bytes import pages
from tests.centre_app.reports.road_centre import DAY, TASK, RoadCentre, road_centre
from tests.conftest import TODAY, SiteIds

WORDS = Words.of("en")
_START_B, _START_C, _STOP = 104, 105, 106
_TO_C, _TO_B = 99, 100


@pytest.fixture
def road(session: OfficeSession, site: SiteIds) -> RoadCentre:
    return road_centre(session, site)


def collect(session: OfficeSession, **asked: object) -> tuple[visit_form.VisitForm, ...]:
    return visit_form.collect(session, read_parameters(session, (ONE_CHILD, VISIT, BLANK), asked), WORDS)


def draw(*forms: visit_form.VisitForm, words: Words = WORDS) -> bytes:
    return visit_form_page.render(forms, words, lambda: None)


class TestWhoseForm:
    def test_the_form_of_a_visit_says_goals_and_the_last_task(self, session: OfficeSession, road: RoadCentre) -> None:
        (form,) = collect(session, visit=road.visits[0])
        assert (form.who, form.number, form.goals) == ("Р. Ҷ., K-0001", "K-0001", ("Худаш менишинад",))
        assert (form.day, form.team, form.visit and form.visit.task) == (DAY, "Гурӯҳи кӯҳ", TASK)

    def test_the_code_on_the_form_finds_the_visit(self, session: OfficeSession, road: RoadCentre, drawn: Drawn) -> None:
        (form,) = collect(session, visit=road.visits[1])
        draw(form)
        (printed,) = [text for text in drawn.texts if clean_code(text)]
        found = find_visit(session, printed)
        assert found is not None
        assert found.visit_id == road.visits[1]

    def test_of_a_child_the_next_planned_visit_is_meant(self, session: OfficeSession, road: RoadCentre) -> None:
        child = road.children[0]
        later = session.get_one(Visit, road.visits[1])
        later.child_id, later.day = child, DAY + timedelta(days=7)
        session.flush()
        (form,) = collect(session, child=child)
        assert form.visit is not None
        assert form.visit.id == road.visits[0]

    def test_who_has_no_visit_planned_is_told_so(self, session: OfficeSession, road: RoadCentre) -> None:
        session.get_one(Visit, road.visits[2]).outcome = "done"
        session.flush()
        with pytest.raises(UserError) as wrong:
            collect(session, child=road.children[2])
        assert wrong.value.field == "child"
        with pytest.raises(NotFound):
            collect(session, visit=uuid.uuid4())

    def test_without_a_child_the_visits_of_the_coming_week_are_meant(
        self, session: OfficeSession, road: RoadCentre
    ) -> None:
        session.get_one(Visit, road.visits[1]).day = TODAY + timedelta(days=7)
        session.get_one(Visit, road.visits[2]).outcome = "ill"
        session.flush()
        assert [form.visit and form.visit.id for form in collect(session)] == [road.visits[0]]
        session.get_one(Visit, road.visits[0]).outcome = "done"
        session.flush()
        assert [form.who for form in collect(session)] == [""]

    def test_a_blank_form_of_a_child_has_its_goals_and_no_code(
        self, session: OfficeSession, road: RoadCentre, drawn: Drawn
    ) -> None:
        forms = collect(session, child=road.children[:2], blank=True)
        assert [(form.number, form.code, form.day) for form in forms] == [("K-0001", "", None), ("K-0002", "", None)]
        assert pages(draw(*forms)) == 2
        assert drawn.has("Худаш менишинад")
        assert not any(clean_code(text) for text in drawn.texts)

    def test_a_wholly_blank_form_names_nobody(self, session: OfficeSession, road: RoadCentre, drawn: Drawn) -> None:
        (form,) = collect(session, blank=True)
        assert pages(draw(form)) == 1
        assert (form.who, form.goals) == ("", ())
        assert not drawn.has("K-0001")
        assert {"Child", "Number", "Day", "Team"} <= set(drawn.texts)
        assert visit_form.file_stem([form]) == "visit-form-blank"

    def test_the_last_task_is_one_of_before_the_visit(self, session: OfficeSession, road: RoadCentre) -> None:
        session.get_one(Visit, road.visits[1]).child_id = road.children[0]
        session.get_one(Visit, road.visits[1]).task = "Пас аз он"
        session.flush()
        assert visit_on_road(session, road.visits[0]).task == TASK

    def test_the_trace_names_the_child(self, session: OfficeSession, road: RoadCentre) -> None:
        assert traces(session, "visit_form", {"visit": road.visits[0]}) == ((road.children[0], "visit_form"),)
        assert traces(session, "visit_form", {"blank": True}) == ((None, "visit_form"),)

    @pytest.mark.parametrize("format", ["pdf", "json", "xlsx"])
    def test_it_is_made_in_every_format(self, session: OfficeSession, road: RoadCentre, format: str) -> None:
        code = session.get_one(Visit, road.visits[0]).code
        for language in LANGUAGES:
            made = make(session, "visit_form", {"visit": road.visits[0]}, language, format)
            assert made.name == f"visit-form-K-0001-{code}.{format}"
            assert made.content


class TestPage:
    @pytest.mark.parametrize("goals", [0, 3, 6, 16])
    def test_a_form_is_one_page_whatever_the_plan(self, drawn: Drawn, goals: int) -> None:
        words = samples.LongWords()
        named = tuple(f"{place}. Худаш менишинад ва бо ду даст бозӣ мекунад" for place in range(goals))
        head = samples.head(words, "Visit form", subject=" ".join(samples.LONG_NAME), place="Вилояти Хатлон, " * 6)
        form = road_samples.form(words, goals=named, head=head, way_there="дарвозаи кабуд " * 12)
        assert pages(draw(form, words=words)) == 1
        assert not drawn.beyond
        assert not drawn.lost
        assert all(goal[:20] in drawn.together for goal in named)

    def test_a_task_of_500_letters_is_printed_whole(self, drawn: Drawn) -> None:
        task = "Ҳар рӯз панҷ дақиқа " * 24
        draw(road_samples.form(WORDS, visit=road_samples.visit(1, task=task.strip())))
        assert task.strip() in drawn.together

    def test_what_the_family_must_not_read_is_not_to_be_ticked(
        self, session: OfficeSession, road: RoadCentre, drawn: Drawn
    ) -> None:
        draw(*collect(session, visit=road.visits[0]))
        assert not drawn.has("neglect")
        assert drawn.has("to be told at the centre")
        for told in ("illness", "Parent or guardian", "For the team", "practised", "next visit on", "nobody at home"):
            assert drawn.has(told), told

    def test_a_child_without_anything_known(self, drawn: Drawn) -> None:
        nothing = {"place": "–", "way_there": "", "phone": "", "goals": (), "team": ""}
        bare = road_samples.visit(1, planned_minute=None, task="", task_day=None, code=None)
        assert pages(draw(road_samples.form(WORDS, visit=bare, **nothing))) == 1
        assert drawn.texts.count("–") >= 2


def bars_of(code: str) -> list[tuple[float, float]]:
    """The black bars of a drawn strip: where they begin and how wide they are."""
    found: list[tuple[float, float]] = []
    plain = Canvas.rect

    def rect(canvas: Any, x: float, y: float, width: float, height: float, **more: Any) -> None:
        found.append((x, width))
        plain(canvas, x, y, width, height, **more)

    paper = RoadPaper()
    paper.begin(samples.head(WORDS))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Canvas, "rect", rect)
        code_strip(paper, code, 100, 500)
    return sorted(found)


def read_bars(bars: list[tuple[float, float]]) -> str:
    """What a reader of Code 128 makes of them: widths in modules, six a letter, a check letter before the stop."""
    module = min(width for _x, width in bars)
    widths: list[int] = []
    for (x, width), (following, _width) in pairwise([*bars, (0.0, 0.0)]):
        widths += [round(width / module), round((following - x - width) / module)]
    widths = widths[:-1]
    letters = {tuple("ABCDabcd".index(mark) % 4 + 1 for mark in marks): value for value, marks in PATTERNS.items()}
    values = [letters[tuple(widths[at : at + 6])] for at in range(0, len(widths) - 7, 6)]
    assert letters[tuple(widths[-7:])] == _STOP
    start, told, check = values[0], values[1:-1], values[-1]
    assert start in (_START_B, _START_C)
    assert (start + sum(place * value for place, value in enumerate(told, start=1))) % 103 == check
    text, in_pairs = "", start == _START_C  # four figures and more are told in pairs
    for value in told:
        if value == (_TO_B if in_pairs else _TO_C):
            in_pairs = not in_pairs
        else:
            text += f"{value:02}" if in_pairs else chr(value + 32)
    return text


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet=LETTERS, min_size=6, max_size=6).filter(lambda code: not code.isdecimal()))
@example("00000A")
@example("K7M204")
@example("A12345")
def test_the_bars_are_read_as_the_letters_under_them(code: str) -> None:
    assert read_bars(bars_of(code)) == code
    assert shown_code(code).replace("-", "") == code
