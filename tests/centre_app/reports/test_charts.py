"""Charts: honest axes, gaps, the same drawing on paper and screen."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.graphics.shapes import Circle, PolyLine, Rect, String

from centre_app.reports import charts, fonts
from centre_app.reports.charts import Chart

THEME = {"text": "#202020", "muted": "#666666", "line": "#dddddd", "accent": "#0f6b6b", "card": "#ffffff"}
MONTHS = ("янв", "фев", "мар", "апр")


def shapes(drawing: Any, kind: type) -> list[Any]:
    """The shapes of one kind."""
    return [shape for shape in drawing.contents if isinstance(shape, kind)]


def texts(drawing: Any) -> list[str]:
    """All words of a drawing."""
    return [shape.text for shape in shapes(drawing, String)]


@given(st.lists(st.one_of(st.none(), st.floats(0, 1e10)), min_size=1, max_size=14))
def test_an_axis_of_counts_starts_at_zero_and_holds_every_value(values: list[float | None]) -> None:
    ticks = charts._ticks(Chart("bar", "", [""] * len(values), values))
    assert ticks[0] == 0
    assert ticks[-1] >= max([value for value in values if value is not None], default=0) * 0.999
    assert len(ticks) <= 12


def test_bars_begin_at_the_axis_and_keep_their_proportion() -> None:
    drawing = charts.draw(Chart("bar", "Дети", MONTHS, (10, 20, 0, None)), 240, 120)
    bars = [bar for bar in shapes(drawing, Rect) if bar.fillColor == charts.FILL]
    assert len(bars) == 2
    assert bars[0].y == bars[1].y
    assert bars[1].height == pytest.approx(2 * bars[0].height)


def test_a_month_without_a_value_is_a_gap_in_the_line() -> None:
    drawing = charts.draw(Chart("line", "Доля", (*MONTHS, "май"), (70, 72, None, 78, 70), top=100), 240, 120)
    assert len(shapes(drawing, Circle)) == 4
    assert [len(line.points) for line in shapes(drawing, PolyLine)] == [4, 4]


def test_zero_is_a_value_and_is_written() -> None:
    assert "0" in texts(charts.draw(Chart("bar", "", ("янв",), (0,), top=10), 100, 80))[-1:]


def test_a_chart_without_any_value_says_so() -> None:
    assert "ҳанӯз нест" in texts(charts.draw(Chart("line", "", MONTHS, [None] * 4, empty="ҳанӯз нест"), 200, 100))


def test_every_text_is_in_our_faces_and_stays_on_the_drawing() -> None:
    drawing = charts.draw(Chart("bar", "Дети", ["11.2026"] * 24, [9_876_543_210] * 24), 500, 120)
    for text in shapes(drawing, String):
        wide = fonts.width(text.text, text.fontSize, bold=text.fontName == fonts.BOLD)
        left = text.x - {"start": 0, "middle": wide / 2, "end": wide}[text.textAnchor]
        assert text.fontName in (fonts.REGULAR, fonts.BOLD)
        assert left > -1
        assert left + wide < 501


def test_the_screen_gets_the_same_drawing_in_the_colours_of_its_theme() -> None:
    drawing = charts.draw(Chart("line", "Дети & «семьи»", MONTHS, (1, 2, None, 3)), 240, 120)
    svg = charts.as_svg(drawing, THEME)
    root = ET.fromstring(svg)
    found = ["".join(node.itertext()) for node in root.iter("{http://www.w3.org/2000/svg}text")]
    assert found == texts(drawing)
    colours = {value for node in root.iter() for key, value in node.attrib.items() if key in ("fill", "stroke")}
    assert colours <= {*THEME.values(), "none"}
