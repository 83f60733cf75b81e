"""Tables on paper."""

from __future__ import annotations

import pytest

from centre_app.language.translate import Words
from centre_app.reports import tables
from centre_app.reports.paper import Paper
from tests.centre_app.reports.conftest import Drawn
from tests.centre_app.reports.pdf_bytes import pages
from tests.centre_app.reports.samples import head

COLUMNS = (tables.Column("Ном", 2), tables.Column("Рӯзҳо", 1, "right"))


def sheet() -> Paper:
    """A page that was begun."""
    paper = Paper()
    paper.begin(head(Words.of("ru")))
    return paper


def test_the_header_comes_again_on_every_page_and_no_row_is_lost(drawn: Drawn) -> None:
    paper = sheet()
    tables.draw(paper, tables.Table(COLUMNS, [(f"Кӯдаки {place}", str(place)) for place in range(100)]))
    count = pages(paper.finish())
    assert count > 1
    assert drawn.texts.count("Ном") == count
    assert all(drawn.has(f"Кӯдаки {place}") for place in range(100))


def test_a_long_cell_is_wrapped_in_its_column(drawn: Drawn) -> None:
    paper = sheet()
    before = paper.y
    table = tables.Table(COLUMNS, [("Абдурахмонзода " * 12, "1")])
    tables.draw(paper, table)
    assert drawn.together.count("Абдурахмонзода") == 12
    assert before - paper.y == pytest.approx(tables.height_of(table, paper.room))
    assert not drawn.beyond


def test_tables_stand_in_two_columns_each_where_more_room_is_left() -> None:
    paper = sheet()
    top = paper.y
    short, long = (tables.Table(COLUMNS, [("Айнӣ", "1")] * rows) for rows in (2, 12))
    tables.draw_beside(paper, [long, short, short])
    assert top - paper.y < tables.height_of(long, (paper.room - 18) / 2) + 10


def test_a_table_too_long_for_half_a_page_takes_as_many_pages_as_it_needs(drawn: Drawn) -> None:
    paper = sheet()
    short, endless = (tables.Table(COLUMNS, [("Айнӣ", "1")] * rows) for rows in (2, 150))
    tables.draw_beside(paper, [short, endless, short])
    assert pages(paper.finish()) > 2
    assert drawn.texts.count("Айнӣ") == 154
    assert not drawn.beyond
