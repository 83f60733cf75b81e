"""Charts, drawn once: ReportLab drawings for paper, the same drawing as SVG for the screen.

Few, honest, labelled on the line: axes of counts start at zero, a month without a value is a gap, every text is in
Noto Sans (ReportLab's own axes would draw in Helvetica, which has no Cyrillic: stack.md, 3).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from reportlab import rl_config

from centre_app.reports import fonts
from centre_app.reports.style import NONE, number

# Before the shapes are loaded: they would check every attribute of every line and dot, which takes half the time.
rl_config.shapeChecking = 0
from reportlab.graphics.shapes import Circle, Drawing, Line, PolyLine, Rect, String  # noqa: E402
from reportlab.lib.colors import Color  # noqa: E402

# Each grey of the paper stands for one colour name of the screen's theme.
TEXT, MUTED, GRID, MARK, FILL, GROUND = (Color(grey, grey, grey) for grey in (0.0, 0.35, 0.8, 0.1, 0.55, 1.0))
_THEME: dict[Any, str] = {
    TEXT: "text",
    MUTED: "muted",
    GRID: "line",
    MARK: "accent",
    FILL: "accent",
    GROUND: "card",
}
_SIZE, _LEAST = 7.0, 4.0
_TICKS = 4


@dataclass(frozen=True)
class Chart:
    """What is shown: one value (or None: a gap) a label. `kind` is `bar` or `line`.

    `top` fixes the end of the axis (100 for percent); without it the highest value does. The axis starts at zero.
    `empty` is said in the middle where there is no value at all.
    """

    kind: str
    title: str
    labels: Sequence[str]
    values: Sequence[float | None]
    decimals: int = 0
    top: float | None = None
    empty: str = NONE


def draw(chart: Chart, width: float, height: float) -> Any:
    """The chart as a ReportLab `Drawing` of `width` × `height` points."""
    fonts.ready()
    drawing = Drawing(width, height)
    title, size = fonts.fitted(chart.title, _SIZE + 1.5, width, smallest=6, most=1, bold=True)
    _string(drawing, 0, height - size, title[0], size=size, bold=True)
    ticks = _ticks(chart)
    left = max(fonts.width(number(tick), _SIZE) for tick in ticks) + 5
    frame = _Frame(left, 15.0, width - left - 2, height - 15 - size - 15, ticks[-1])
    for tick in ticks:
        y = frame.y(tick)
        drawing.add(Line(left, y, width, y, strokeColor=GRID if tick else MUTED, strokeWidth=0.5))
        _string(drawing, left - 4, y - _SIZE / 3, number(tick), anchor="end", colour=MUTED)
    step = frame.width / max(len(chart.labels), 1)
    centres = [left + step * (place + 0.5) for place in range(len(chart.labels))]
    _labels(drawing, chart, centres, step)
    if chart.kind == "bar":
        _bars(drawing, chart, frame, centres, step)
    else:
        _line(drawing, chart, frame, centres)
    _values(drawing, chart, frame, centres, step)
    if all(value is None for value in chart.values):
        _string(drawing, left + frame.width / 2, frame.bottom + frame.height / 2, chart.empty, anchor="middle")
    return drawing


@dataclass(frozen=True)
class _Frame:
    left: float
    bottom: float
    width: float
    height: float
    top: float

    def y(self, value: float) -> float:
        return self.bottom + self.height * value / self.top


def _ticks(chart: Chart) -> list[float]:
    """Round steps from zero to at least the highest value."""
    known = [value for value in chart.values if value is not None]
    highest = chart.top if chart.top is not None else max([*known, 1.0])
    rough = highest / _TICKS
    magnitude = 10.0 ** math.floor(math.log10(rough)) if rough > 0 else 1.0
    step = next(factor * magnitude for factor in (1, 2, 2.5, 5, 10) if factor * magnitude >= rough * 0.999)
    if chart.decimals == 0:
        step = max(1.0, math.ceil(step))
    return [step * place for place in range(math.ceil(highest / step - 1e-9) + 1)]


def _bars(drawing: Any, chart: Chart, frame: _Frame, centres: Sequence[float], step: float) -> None:
    for centre, value in zip(centres, chart.values, strict=True):
        if value:
            drawing.add(_box(centre - step * 0.31, frame.bottom, step * 0.62, frame.y(value) - frame.bottom, FILL))


def _box(x: float, y: float, width: float, height: float, colour: Any) -> Any:
    return Rect(x, y, width, height, fillColor=colour, strokeColor=colour, strokeWidth=0.3)


def _line(drawing: Any, chart: Chart, frame: _Frame, centres: Sequence[float]) -> None:
    run: list[float] = []
    for centre, value in [*zip(centres, chart.values, strict=True), (0.0, None)]:
        if value is not None:
            run += [centre, frame.y(value)]
            drawing.add(Circle(centre, frame.y(value), 1.7, fillColor=MARK, strokeColor=MARK, strokeWidth=0.3))
            continue
        if len(run) > 2:
            drawing.add(PolyLine(run, strokeColor=MARK, strokeWidth=1.2))
        run = []


def _labels(drawing: Any, chart: Chart, centres: Sequence[float], step: float) -> None:
    """Every label, or every second or third where there is no room for all."""
    widest = max((fonts.width(label, _LEAST) for label in chart.labels), default=0) + 1
    every = max(1, math.ceil(widest / step))
    shown = list(zip(centres, chart.labels, strict=True))[::every]
    size = min([_SIZE, *(_fit(label, step * every) for _centre, label in shown)])
    for centre, label in shown:
        _string(drawing, centre, 4, label, anchor="middle", size=size, colour=MUTED)


def _values(drawing: Any, chart: Chart, frame: _Frame, centres: Sequence[float], step: float) -> None:
    """Each value over its bar or point, small enough that neighbours do not touch; none where that is too small to
    read: the axis tells then."""
    texts = ["" if value is None else number(value, chart.decimals) for value in chart.values]
    size = min([_SIZE, *(_fit(text, step) for text in texts if text)])
    if size < _LEAST:
        return
    for centre, value, text in zip(centres, chart.values, texts, strict=True):
        if value is not None:
            y = frame.y(value) + 3.5
            wide = fonts.width(text, size) + 1
            # The ground behind the words, so that no line of the axis runs through them.
            drawing.add(_box(centre - wide / 2, y - 1, wide, size * 0.8 + 1, GROUND))
            _string(drawing, centre, y, text, anchor="middle", size=size)


def _fit(text: str, room: float) -> float:
    return min(_SIZE, _SIZE * (room - 1) / max(fonts.width(text, _SIZE), 1))


def _string(
    drawing: Any,
    x: float,
    y: float,
    text: str,
    *,
    size: float = _SIZE,
    bold: bool = False,
    anchor: str = "start",
    colour: Any = TEXT,
) -> None:
    drawing.add(
        String(
            x,
            y,
            fonts.drawable(text),
            fontName=fonts.BOLD if bold else fonts.REGULAR,
            fontSize=size,
            textAnchor=anchor,
            fillColor=colour,
        )
    )


def string(drawing: Any, x: float, y: float, text: str, *, anchor: str, size: float, muted: bool = False) -> None:
    """Words in a drawing, in the paper's letters."""
    _string(drawing, x, y, text, size=size, anchor=anchor, colour=MUTED if muted else TEXT)


def put(drawing: Any, canvas: Any, x: float, y: float) -> None:
    """Draw on the paper's canvas, lower left corner at (x, y).

    Straight onto the canvas: ReportLab's own renderer opens every drawing in Times, which would be in the file.
    """
    canvas.saveState()
    canvas.translate(x, y)
    for shape in drawing.contents:
        _put(shape, canvas)
    canvas.restoreState()


def _put(shape: Any, canvas: Any) -> None:
    match shape:
        case String():
            canvas.setFillColor(shape.fillColor)
            canvas.setFont(shape.fontName, shape.fontSize)
            taken = fonts.width(shape.text, shape.fontSize, bold=shape.fontName == fonts.BOLD)
            before = {"start": 0.0, "middle": taken / 2, "end": taken}[shape.textAnchor]
            canvas.drawString(shape.x - before, shape.y, shape.text)
        case Line():
            _pen(shape, canvas)
            canvas.line(shape.x1, shape.y1, shape.x2, shape.y2)
        case Rect():
            _pen(shape, canvas)
            canvas.setFillColor(shape.fillColor)
            canvas.rect(shape.x, shape.y, shape.width, shape.height, fill=1)
        case Circle():
            _pen(shape, canvas)
            canvas.setFillColor(shape.fillColor)
            canvas.circle(shape.cx, shape.cy, shape.r, fill=1)
        case PolyLine():
            _pen(shape, canvas)
            points = list(zip(shape.points[::2], shape.points[1::2], strict=True))
            canvas.lines([(*start, *end) for start, end in pairwise(points)])


def _pen(shape: Any, canvas: Any) -> None:
    canvas.setStrokeColor(shape.strokeColor)
    canvas.setLineWidth(shape.strokeWidth)


def as_svg(drawing: Any, theme: Mapping[str, str]) -> str:
    """The drawing as SVG in the theme's colours: `theme` gives `#rrggbb` for `text`, `muted`, `line`, `accent`
    and `card`."""
    height = drawing.height
    shapes = "".join(_svg(shape, height, theme) for shape in drawing.contents)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{drawing.width:g}" height="{height:g}"'
        f' viewBox="0 0 {drawing.width:g} {height:g}">{shapes}</svg>'
    )


def _svg(shape: Any, height: float, theme: Mapping[str, str]) -> str:
    match shape:
        case String():
            weight = ' font-weight="bold"' if shape.fontName == fonts.BOLD else ""
            return (
                f'<text x="{shape.x:.2f}" y="{height - shape.y:.2f}" font-family="Noto Sans"'
                f' font-size="{shape.fontSize:.2f}"{weight} text-anchor="{shape.textAnchor}"'
                f" fill={_colour(shape.fillColor, theme)}>{escape(shape.text)}</text>"
            )
        case Line():
            return (
                f'<line x1="{shape.x1:.2f}" y1="{height - shape.y1:.2f}" x2="{shape.x2:.2f}"'
                f' y2="{height - shape.y2:.2f}" {_stroke(shape, theme)}/>'
            )
        case Rect():
            return (
                f'<rect x="{shape.x:.2f}" y="{height - shape.y - shape.height:.2f}" width="{shape.width:.2f}"'
                f' height="{shape.height:.2f}" fill={_colour(shape.fillColor, theme)}/>'
            )
        case Circle():
            return (
                f'<circle cx="{shape.cx:.2f}" cy="{height - shape.cy:.2f}" r="{shape.r:.2f}"'
                f" fill={_colour(shape.fillColor, theme)}/>"
            )
        case PolyLine():
            points = zip(shape.points[::2], shape.points[1::2], strict=True)
            path = " ".join(f"{x:.2f},{height - y:.2f}" for x, y in points)
            return f'<polyline points="{path}" fill="none" {_stroke(shape, theme)}/>'
        case _:
            return ""


def _stroke(shape: Any, theme: Mapping[str, str]) -> str:
    return f'stroke={_colour(shape.strokeColor, theme)} stroke-width="{shape.strokeWidth:g}"'


def _colour(colour: Any, theme: Mapping[str, str]) -> str:
    return quoteattr(theme[_THEME[colour]])
