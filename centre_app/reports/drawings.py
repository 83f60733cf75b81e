"""Drawings from `resources/drawings` on paper: the few parts of SVG that they are made of, drawn as lines.

A drawing has a view of 120 × 120 and only `path` (M, L, C, Q, Z, absolute) and `circle`, black or white. Each is put
into a file once and shown wherever it is wanted, so that sixty cards do not grow the file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Final
from xml.etree import ElementTree

from centre_app.plans.drawings import DRAWINGS, FOLDER
from centre_app.reports.paper import Paper

SIDE: Final = 120.0  # of the view
_PIECE = re.compile(r"[MLCQZ]|-?\d+(?:\.\d+)?")
_TAKES: Final = {"M": 2, "L": 2, "C": 6, "Q": 4, "Z": 0}
_GREY: Final = {"#000": 0.0, "#fff": 1.0}

Move = tuple[str, tuple[float, ...]]


@dataclass(frozen=True)
class Shape:
    """A path or a circle (moves ``O``: centre and radius). ``stroke`` and ``fill`` are greys, None for none."""

    moves: tuple[Move, ...]
    stroke: float | None
    fill: float | None
    width: float


@cache
def shapes(name: str) -> tuple[Shape, ...]:
    """A drawing's parts in the order drawn. Raises ValueError for what this reader does not know."""
    root = ElementTree.parse(FOLDER / f"{name}.svg").getroot()
    return tuple(_shape(part) for part in root)


def draw(paper: Paper, name: str, x: float, y: float, side: float) -> None:
    """The drawing in a square whose lower left corner is (x, y). What is no drawing is left out."""
    if name not in DRAWINGS:
        return
    canvas = paper.canvas
    form = f"drawing-{name}"
    if not canvas.hasForm(form):
        canvas.beginForm(form, 0, 0, SIDE, SIDE)
        _draw(canvas, shapes(name))
        canvas.endForm()
    canvas.saveState()
    canvas.translate(x, y)
    canvas.scale(side / SIDE, side / SIDE)
    canvas.doForm(form)
    canvas.restoreState()


def _shape(part: ElementTree.Element) -> Shape:
    kind = part.tag.rpartition("}")[2]
    if kind == "circle":
        moves: tuple[Move, ...] = (("O", tuple(float(part.attrib[key]) for key in ("cx", "cy", "r"))),)
    elif kind == "path":
        moves = tuple(_moves(part.attrib["d"]))
    else:
        raise ValueError(f"a drawing has a {kind}")
    return Shape(moves, _grey(part, "stroke"), _grey(part, "fill"), float(part.get("stroke-width", "1")))


def _grey(part: ElementTree.Element, name: str) -> float | None:
    said = part.get(name, "none")
    return None if said == "none" else _GREY[said]


def _moves(path: str) -> list[Move]:
    pieces = _PIECE.findall(path)
    if re.sub(r"[\s,]", "", _PIECE.sub("", path)):
        raise ValueError(f"a drawing's path has more than {' '.join(_TAKES)}")
    found: list[Move] = []
    at = 0
    while at < len(pieces):
        letter = pieces[at]
        count = _TAKES[letter]
        found.append((letter, tuple(float(piece) for piece in pieces[at + 1 : at + 1 + count])))
        at += 1 + count
    return found


def _draw(canvas: Any, parts: tuple[Shape, ...]) -> None:
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    for part in parts:
        path = canvas.beginPath()
        here = (0.0, 0.0)
        for letter, at in part.moves:
            here = _step(path, letter, at, here)
        if part.stroke is not None:
            canvas.setStrokeGray(part.stroke)
            canvas.setLineWidth(part.width)
        if part.fill is not None:
            canvas.setFillGray(part.fill)
        canvas.drawPath(path, stroke=int(part.stroke is not None), fill=int(part.fill is not None))


def _step(path: Any, letter: str, at: tuple[float, ...], here: tuple[float, float]) -> tuple[float, float]:
    """One move; SVG counts downwards, paper upwards. Gives where it ended."""
    if letter == "O":
        path.circle(at[0], SIDE - at[1], at[2])
        return here
    if letter == "Z":
        path.close()
        return here
    if letter == "Q":  # the same curve with two handles
        (x, y), (handle_x, handle_y, end_x, end_y) = here, at
        at = (
            *(x + 2 / 3 * (handle_x - x), y + 2 / 3 * (handle_y - y)),
            *(end_x + 2 / 3 * (handle_x - end_x), end_y + 2 / 3 * (handle_y - end_y), end_x, end_y),
        )
    points = [value if place % 2 == 0 else SIDE - value for place, value in enumerate(at)]
    {"M": path.moveTo, "L": path.lineTo, "C": path.curveTo, "Q": path.curveTo}[letter](*points)
    return at[-2], at[-1]
