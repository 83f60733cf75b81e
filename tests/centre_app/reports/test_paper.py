"""Pages: head, foot, page x of y, breaks."""

from __future__ import annotations

from centre_app.language.translate import Words
from centre_app.reports.handwriting import ruled, signatures
from centre_app.reports.paper import Paper
from tests.centre_app.reports.conftest import Drawn
from tests.centre_app.reports.pdf_bytes import base_fonts, embedded_faces, pages
from tests.centre_app.reports.samples import LONG_NAME, head


def test_every_page_says_which_it_is_of_how_many(drawn: Drawn, words: Words) -> None:
    paper = Paper()
    paper.begin(head(Words.of("en")))
    for place in range(120):
        paper.paragraph(f"Сатри {place}")
    pdf = paper.finish()
    assert pages(pdf) == 3
    assert [text for text in drawn.texts if text.startswith("Page")] == ["Page 1 of 3", "Page 2 of 3", "Page 3 of 3"]


def test_documents_that_follow_each_other_in_one_file_count_their_own_pages(drawn: Drawn) -> None:
    paper = Paper()
    for _child in range(2):
        paper.begin(head(Words.of("en")))
        paper.next_page()
    paper.finish()
    assert [text for text in drawn.texts if text.startswith("Page")] == ["Page 1 of 2", "Page 2 of 2"] * 2


def test_the_head_tells_whose_paper_it_is_for_when_and_when_it_was_made(drawn: Drawn) -> None:
    paper = Paper()
    paper.begin(head(Words.of("en"), "Child card", subject="Раҳимова Ситора", note="Practice"))
    paper.finish()
    for said in (
        "«Умед»",
        "Ховалинг",
        "Child card",
        "октябрь 2026",
        "Made on 20.11.2026",
        "Раҳимова Ситора",
        "Practice",
    ):
        assert drawn.has(said)


def test_both_faces_are_embedded_and_no_other_is_used(words: Words) -> None:
    paper = Paper()
    paper.begin(head(words))
    pdf = paper.finish()
    assert embedded_faces(pdf) == base_fonts(pdf) == {"NotoSans-Regular", "NotoSans-Bold"}


def test_the_same_data_give_the_same_bytes(words: Words) -> None:
    def made() -> bytes:
        paper = Paper()
        paper.begin(head(words))
        paper.paragraph("Ғуломҳайдар")
        return paper.finish()

    assert made() == made()


def test_a_very_long_name_of_centre_title_and_child_stays_on_the_page(drawn: Drawn, words: Words) -> None:
    long = " ".join(LONG_NAME) * 3
    for landscape in (False, True):
        paper = Paper(landscape=landscape)
        paper.begin(head(words, long, centre=long, place=long, subject=long, period=long, signatory=long))
        paper.next_page()
        signatures(paper, [(long, long), (long, long)])
        paper.finish()
    assert not drawn.beyond


def test_an_empty_value_is_a_dash_so_that_nobody_thinks_it_was_forgotten(drawn: Drawn, words: Words) -> None:
    paper = Paper()
    paper.begin(head(words))
    paper.pairs([("Телефон", "")])
    paper.finish()
    assert drawn.texts[drawn.texts.index("Телефон") + 1] == "–"


def test_words_of_ten_thousand_letters_run_over_pages_whole(drawn: Drawn, words: Words) -> None:
    paper = Paper()
    paper.begin(head(words))
    paper.paragraph("ж" * 10_000)
    pdf = paper.finish()
    assert drawn.together.count("ж") == 10_000
    assert pages(pdf) > 1
    assert not drawn.beyond


def test_a_place_to_write_in_and_the_signatures_are_not_torn_apart(drawn: Drawn, words: Words) -> None:
    paper = Paper()
    paper.begin(head(words))
    paper.y = paper.bottom + 60
    ruled(paper, "Мақсад", 4)
    assert paper.y > paper.height / 2
    paper.y = paper.bottom + 30
    signatures(paper, [("Сардор", "")])
    assert paper.y > paper.height / 2
    paper.finish()
