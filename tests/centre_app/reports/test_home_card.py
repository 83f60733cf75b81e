"""The family's card: tasks with drawings, in two languages, with a diary; and the drawings it is made with."""

from __future__ import annotations

import pytest

from centre_app.children.models import Child
from centre_app.db.session import OfficeSession
from centre_app.errors import UserError
from centre_app.language.translate import LANGUAGES, Words
from centre_app.plans.drawings import DRAWINGS, FOLDER
from centre_app.reports import drawings, home_card, home_card_page
from centre_app.reports.catalogue import make
from centre_app.reports.home_card import CardTask
from centre_app.reports.parameters import CHILD, SECOND_LANGUAGE, read_parameters
from centre_app.reports.road_paper import RoadPaper
from tests.centre_app.reports import road_samples, samples
from tests.centre_app.reports.conftest import Drawn
from tests.centre_app.reports.pdf_bytes import pages
from tests.centre_app.reports.road_centre import TASK, RoadCentre, road_centre
from tests.conftest import SiteIds
from tests.statements import counted

WORDS = Words.of("en")


@pytest.fixture
def road(session: OfficeSession, site: SiteIds) -> RoadCentre:
    return road_centre(session, site)


def collect(
    session: OfficeSession, *children: object, words: Words = WORDS, **asked: object
) -> list[home_card.HomeCard]:
    asked_for = read_parameters(session, (CHILD, SECOND_LANGUAGE), {"child": children, **asked})
    return list(home_card.collect(session, asked_for, words))


def draw(*cards: home_card.HomeCard, words: Words = WORDS) -> bytes:
    return home_card_page.render(cards, words, lambda: None)


class TestWhatIsOnIt:
    def test_the_plans_tasks_come_first_and_then_what_the_last_visit_gave(
        self, session: OfficeSession, road: RoadCentre
    ) -> None:
        (card,) = collect(session, road.children[0])
        assert card.tasks == (CardTask("Бо қошуқ хӯрад", 14, 10, "spoon_feeding"), CardTask(TASK))

    def test_a_card_without_tasks_is_there_for_the_hand(
        self, session: OfficeSession, road: RoadCentre, drawn: Drawn
    ) -> None:
        cards = collect(session, road.children[2])
        assert cards[0].tasks == ()
        draw(*cards)
        assert drawn.has("New task from today")
        with pytest.raises(UserError):
            collect(session)

    @pytest.mark.parametrize(
        ("family", "document", "chosen", "second"),
        [
            ("tajik", "ru", "", "tg"),
            ("kyrgyz", "ru", "", "ky"),
            ("tajik", "ru", "kk", "kk"),  # what was chosen goes before what is known
            ("pamiri", "tg", "", "ru"),
            (None, "tg", "", "ru"),
            ("russian", "ru", "", None),  # of a centre that works in Russian: one is enough
        ],
    )
    def test_the_second_language_is_the_familys_where_it_is_known(
        self,
        session: OfficeSession,
        road: RoadCentre,
        family: str | None,
        document: str,
        chosen: str,
        second: str | None,
    ) -> None:
        session.get_one(Child, road.children[0]).language = family
        session.flush()
        (card,) = collect(session, road.children[0], words=Words.of(document), second_language=chosen)
        assert (card.second and card.second.language) == second

    def test_many_cards_take_as_few_statements_as_one(self, session: OfficeSession, road: RoadCentre) -> None:
        collect(session, road.children[0])
        with counted(session) as one:
            collect(session, road.children[0])
        with counted(session) as many:
            collect(session, *road.children)
        assert len(many) == len(one)

    def test_it_is_made_in_every_language_and_format(self, session: OfficeSession, road: RoadCentre) -> None:
        for language in LANGUAGES:
            for format in ("pdf", "json", "xlsx"):
                made = make(session, "home_card", {"child": road.children[0]}, language, format)
                assert made.name == f"home-card-K-0001.{format}"
                assert made.content


class TestPage:
    def test_both_languages_stand_side_by_side(self, drawn: Drawn) -> None:
        draw(road_samples.card(Words.of("ru"), "tg"), words=Words.of("ru"))
        for words in ("7 раз в неделю, 10 минут", "7 маротиба дар як ҳафта, 10 дақиқа", "пн", "дш"):
            assert drawn.has(words), words

    def test_a_card_in_one_language_has_no_second_column(self, drawn: Drawn) -> None:
        draw(road_samples.card(WORDS))
        assert drawn.texts.count("7 times a week, 10 minutes") == 1
        assert "дш" not in drawn.texts

    def test_the_diary_has_28_days_and_stands_once_in_the_file(self, drawn: Drawn) -> None:
        pdf = draw(*[road_samples.card(WORDS) for _card in range(3)])
        assert pages(pdf) == 3
        assert drawn.texts.count("Mon") == 4

    def test_tasks_of_any_length_and_number_are_printed_whole(self, drawn: Drawn) -> None:
        words = samples.LongWords()
        long = ("Ҳар рӯз пеш аз хӯрок дастонашро шуста, " * 13).strip()
        tasks = [CardTask(f"{place}. {long}", 70, 240, "calming") for place in range(9)]
        pdf = draw(road_samples.card(words, "ru", *tasks), words=words)
        assert pages(pdf) <= 4
        assert not drawn.beyond
        assert not drawn.lost
        assert drawn.together.count("дастонашро") == 9 * 13


class TestDrawings:
    def test_each_name_has_its_file_and_each_file_its_name(self) -> None:
        assert {path.stem for path in FOLDER.glob("*.svg")} == set(DRAWINGS)

    @pytest.mark.parametrize("name", sorted(DRAWINGS))
    def test_a_drawing_is_read_whole_and_stays_in_its_square(self, name: str) -> None:
        parts = drawings.shapes(name)
        assert len(parts) >= 5
        for part in parts:
            for letter, at in part.moves:
                reach = at[:2] if letter == "O" else at
                assert all(-2 <= value <= drawings.SIDE + 2 for value in reach), (name, letter, at)
            assert part.stroke is not None or part.fill is not None

    def test_a_drawing_is_in_the_file_once_however_often_it_is_shown(self) -> None:
        once, often = (
            draw(road_samples.card(WORDS, "", *[CardTask("Бозӣ", 5, 5, "ball_play")] * count)) for count in (1, 3)
        )
        assert len(often) < len(once) + 1500

    def test_what_is_no_drawing_is_left_out(self) -> None:
        paper = RoadPaper()
        paper.begin(samples.head(WORDS))
        drawings.draw(paper, "no_such_drawing", 0, 0, 50)
        assert pages(paper.finish()) == 1
