"""The map on a wide page: places as dots, rounds as lines told apart by dash and letter, a bar for the scale."""

from __future__ import annotations

import dataclasses

from centre_app.language.dates import day_text, weekday_names
from centre_app.language.translate import Words
from centre_app.reports import fonts
from centre_app.reports.asked import Step
from centre_app.reports.paper import Paper
from centre_app.reports.road import km_text
from centre_app.reports.round_map import RoundMap
from centre_app.reports.style import BODY, INK, LEADING, MUTED, SMALL, number
from centre_app.rounds.map_drawing import Dot, Drawing, Line, MapRound, WeekMap, draw_map
from centre_app.workplace.rules import span_text

_LEGEND = 176.0
_TEXT, _HIGH = 8.5, 10.5  # the names on the map
_THICK = 1.5
_SAMPLE = 44.0
_MOST_BELOW = 60.0  # points under the map for places that cannot be drawn; what is more goes to the next page


def render(data: RoundMap, words: Words, step: Step) -> bytes:
    """A page a map; a week without rounds is a page that says so."""
    _ = words.gettext
    paper = Paper(landscape=True)
    for part in data.parts:
        teams = {one.team for one in part.rounds}
        alone = next(iter(teams)) if len(teams) == 1 else ""
        paper.begin(dataclasses.replace(data.head, subject=alone))
        if part.rounds:
            _map(paper, part, words)
        else:
            paper.paragraph(_("No visits are planned for this week."))
    step()
    return paper.finish()


def _map(paper: Paper, part: WeekMap, words: Words) -> None:
    _ = words.gettext
    top = paper.y
    missing = _missing(part, words)
    below = len(fonts.wrapped(missing, SMALL, paper.room)) * SMALL * LEADING + 4 if missing else 0.0
    width = paper.room - _LEGEND - 12
    height = top - paper.bottom - min(below, _MOST_BELOW) - 4
    drawing = draw_map(
        part,
        width=width,
        height=height,
        text_width=lambda text: fonts.width(fonts.drawable(text), _TEXT),
        text_height=_HIGH,
    )
    if drawing.dots:
        _draw(paper, drawing, top)
        _scale(paper, drawing, top - height)
    else:
        paper.text(paper.left, _("No place of these rounds has coordinates yet."), y=top - BODY * 2)
    _legend(paper, part, drawing, words, top)
    paper.y = top - height - 2
    if missing:
        paper.paragraph(missing, size=SMALL)


def _missing(part: WeekMap, words: Words) -> str:
    """Places without coordinates, with the letters of the rounds that go there."""
    found = draw_map(part, width=100, height=100, text_width=len, text_height=1).unplaced
    if not found:
        return ""
    named = ", ".join(f"{one.name} ({one.letters})" for one in found)
    return words.gettext("Not on the map, for nobody has written down where it is: {places}").format(places=named)


def _draw(paper: Paper, drawing: Drawing, top: float) -> None:
    for line in drawing.lines:
        _line(paper, line, top)
    for line in drawing.lines:
        for x, y in line.letter_at:
            _letter(paper, line.letter, paper.left + x, top - y)
    for dot in drawing.dots:
        _dot(paper, dot, top)
    for label in drawing.labels:
        x, y = paper.left + label.x, top - label.y - label.height
        paper.canvas.setFillGray(1)
        paper.canvas.rect(x - 1, y, label.width + 2, label.height, stroke=0, fill=1)
        paper.text(x, label.text, y=y + label.height * 0.24, size=_TEXT)


def _line(paper: Paper, line: Line, top: float) -> None:
    canvas = paper.canvas
    canvas.saveState()
    canvas.setLineWidth(_THICK)
    canvas.setStrokeGray(INK)
    canvas.setLineJoin(1)
    if line.dash:
        canvas.setDash([part * _THICK for part in line.dash])
    path = canvas.beginPath()
    for place, (x, y) in enumerate(line.points):
        (path.lineTo if place else path.moveTo)(paper.left + x, top - y)
    canvas.drawPath(path)
    canvas.restoreState()


def _letter(paper: Paper, letter: str, x: float, y: float) -> None:
    """White on black, so that it is not taken for a name."""
    half = max(5.5, fonts.width(letter, 8, bold=True) / 2 + 2)
    paper.canvas.setFillGray(INK)
    paper.canvas.roundRect(x - half, y - 5.5, 2 * half, 11, 2.5, stroke=0, fill=1)
    paper.text(x, letter, y=y - 2.9, size=8, bold=True, grey=1, align="centre")


def _dot(paper: Paper, dot: Dot, top: float) -> None:
    """A base is a square; a village a circle with the number of its visits."""
    canvas = paper.canvas
    x, y, radius = paper.left + dot.x, top - dot.y, _HIGH * 0.4
    canvas.setLineWidth(1)
    canvas.setStrokeGray(INK)
    canvas.setFillGray(INK if dot.base else 1)
    if dot.base:
        canvas.rect(x - radius, y - radius, 2 * radius, 2 * radius, fill=1)
    else:
        canvas.circle(x, y, radius, fill=1)
    if dot.calls:
        paper.text(x, str(dot.calls), y=y - 2.3, size=6.5, bold=True, grey=1 if dot.base else INK, align="centre")


def _scale(paper: Paper, drawing: Drawing, low: float) -> None:
    x, y = paper.left + 2, low + 8
    canvas = paper.canvas
    canvas.setLineWidth(1.2)
    canvas.setStrokeGray(INK)
    canvas.line(x, y, x + drawing.bar_units, y)
    for end in (x, x + drawing.bar_units):
        canvas.line(end, y - 3, end, y + 3)
    decimals = 0 if drawing.bar_km >= 1 else 1
    told = f"{number(drawing.bar_km, decimals)} {paper.words.gettext('km')}"
    paper.text(x + drawing.bar_units + 5, told, y=y - 3, size=SMALL)


def _legend(paper: Paper, part: WeekMap, drawing: Drawing, words: Words, top: float) -> None:
    _ = words.gettext
    x = paper.right - _LEGEND
    y = top - 10
    for line in drawing.lines:
        one = part.rounds[line.round]
        sample = dataclasses.replace(line, points=((0, 0), (_SAMPLE, 0)))
        _line_at(paper, sample, x + 14, y + 3)
        _letter(paper, line.letter, x + 4, y + 3)
        at = x + 14 + _SAMPLE + 8
        for text, bold in _told(one, words):
            lines, size = fonts.fitted(text, SMALL, paper.right - at, smallest=6, most=2, bold=bold)
            for each in lines:
                paper.text(at, each, y=y, size=size, bold=bold)
                y -= size * LEADING
        y -= 6
    _keys(paper, x, y, words)


def _line_at(paper: Paper, line: Line, x: float, y: float) -> None:
    paper.canvas.saveState()
    paper.canvas.translate(x - paper.left, y)
    _line(paper, line, 0)
    paper.canvas.restoreState()


def _told(one: MapRound, words: Words) -> list[tuple[str, bool]]:
    """What the legend says of a round."""
    _ = words.gettext
    day = f"{weekday_names(words, short=True)[one.day.weekday()]} {day_text(one.day)}"
    hours = "" if one.start is None or one.end is None else f", {span_text(one.start, one.end)}"
    visits = words.ngettext("{n} visit", "{n} visits", one.visits).format(n=one.visits)
    return [(f"{day}{hours}", True), (one.team, False), (f"{visits}, {km_text(one.km or None)} {_('km')}", False)]


def _keys(paper: Paper, x: float, y: float, words: Words) -> None:
    """What a square and a circle mean."""
    _ = words.gettext
    for base, told in ((True, _("where the team starts")), (False, _("village, with the number of visits"))):
        _dot(paper, Dot(x + 4 - paper.left, -(y + 3), "", base, 0 if base else 2), 0)
        for line in fonts.wrapped(told, SMALL, _LEGEND - 16):
            paper.text(x + 14, line, y=y, size=SMALL, grey=MUTED)
            y -= SMALL * LEADING
        y -= 3
