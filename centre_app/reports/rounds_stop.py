"""One stop of a route sheet: when, who, where, what for and what was asked of the family; boxes for how it went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from centre_app.language.dates import day_text
from centre_app.language.translate import Words
from centre_app.outreach.codes import shown_code
from centre_app.outreach.outcome_rules import OUTCOME_NAMES
from centre_app.outreach.result_rules import RESULTS
from centre_app.reports import fonts
from centre_app.reports.paper import Paper
from centre_app.reports.road import km_text
from centre_app.reports.road_fields import blanks, boxes, height_of_boxes
from centre_app.reports.road_paper import RoadPaper
from centre_app.reports.rounds import Stop
from centre_app.reports.style import BODY, LEADING, NONE, SMALL
from centre_app.workplace.rules import minute_text

_LEFT, _RIGHT = 68.0, 186.0  # the columns of the hour and of the boxes
_NUMBER, _HOUR = 16.0, 12.0
_PAD = 4.0
_WHO = BODY + 1
_BOXES: Mapping[str, Any] = {"room": _RIGHT, "columns": 2, "size": SMALL - 0.5, "high": 13.5}


@dataclass(frozen=True)
class _Line:
    text: str
    size: float = SMALL + 0.5
    bold: bool = False
    beside: str = ""  # at the right edge of the same line


def draw_stop(paper: RoadPaper, place: int, stop: Stop, words: Words) -> None:
    """The stop from here down, whole on one page."""
    x, room = paper.left + _LEFT, paper.room - _LEFT - _RIGHT - 10
    lines = [
        replace(line, text=part)
        for line in _words_of(stop, room, words)
        for part in fonts.wrapped(line.text, line.size, room, bold=line.bold)
    ]
    said = sum(line.size * LEADING for line in lines)
    high = max(said, height_of_boxes(_outcomes(words), **_BOXES) + 12, _NUMBER + 3 + 4 * SMALL * LEADING) + 2 * _PAD
    if paper.need(high):
        paper.rule(weight=1)
    top = paper.y
    _hour(paper, place, stop, words)
    paper.y = top - _PAD
    for line in lines:
        paper.y -= line.size * LEADING
        paper.text(x, line.text, size=line.size, bold=line.bold)
        paper.text(x + room, line.beside, size=line.size, align="right")
    paper.y = top - _PAD
    paper.once("stop-outcome", lambda: _outcome(paper, words))
    paper.y = top - high
    paper.rule(weight=0.5)


def event(paper: Paper, hour: str, told: str, beside: str = "") -> None:
    """Something between the stops: lunch, the way back."""
    high = _HOUR * LEADING + 6
    paper.need(high)
    base = paper.y - _HOUR * 1.15 - 2
    paper.text(paper.left, hour, y=base, size=_HOUR, bold=True)
    paper.text(paper.right, beside, y=base, size=SMALL + 0.5, align="right")
    room = paper.room - _LEFT - fonts.width(fonts.drawable(beside), SMALL + 0.5) - 10
    lines, size = fonts.fitted(told, BODY, room, smallest=6, most=1)
    for back, line in enumerate(reversed(lines)):
        paper.text(paper.left + _LEFT, line, y=base + back * size, size=size)
    paper.y -= high
    paper.rule(weight=0.5)


def _hour(paper: Paper, place: int, stop: Stop, words: Words) -> None:
    """Number, when to arrive, how long, and the way there."""
    _ = words.gettext
    visit, way = stop.visit, stop.way
    y = paper.y - _PAD - _NUMBER
    paper.text(paper.left, str(place), y=y, size=_NUMBER, bold=True)
    hour = NONE if visit.planned_minute is None else minute_text(visit.planned_minute)
    paper.text(paper.left + _LEFT - 8, hour, y=y, size=_HOUR, bold=True, align="right")
    said = [_("{n} min there").format(n=visit.planned_minutes)]
    if way is None:
        said.append(_("way not known"))
    else:
        wave = "~ " if way.estimated else ""
        driven = _("{n} min drive").format(n=way.minutes)
        said += [f"{wave}{km_text(way.km)} {_('km')}", f"{wave}{driven}"]
    y -= 3
    for text in said:
        lines, size = fonts.fitted(text, SMALL, _LEFT - 8, smallest=6, most=2)
        for line in lines:
            y -= size * LEADING
            paper.text(paper.left, line, y=y, size=size)


def _words_of(stop: Stop, room: float, words: Words) -> list[_Line]:
    """The phone stands beside the child where there is room: a sheet of five stops shall be one page."""
    _ = words.gettext
    visit = stop.visit
    who, phone = _Line(stop.who, _WHO, bold=True), stop.phone or NONE
    taken = fonts.width(stop.who, _WHO, bold=True) + fonts.width(fonts.drawable(phone), _WHO)
    apart = taken + 12 > room
    code = _("code {code}").format(code=shown_code(visit.code)) if visit.code else ""
    found = [who if apart else replace(who, beside=phone), _Line("  ·  ".join(filter(None, (stop.purpose, code))))]
    if visit.promised:
        at = visit.promised_minute
        told = _("Promised to the family") if at is None else _("Promised to the family at {time}")
        found.append(_Line(told.format(time="" if at is None else minute_text(at)), bold=True))
    found.append(_Line(stop.place, BODY, bold=True))
    if stop.no_way is not None:
        found.append(_Line(stop.no_way.in_words(words), bold=True))
    if stop.way_there:
        found.append(_Line(stop.way_there))
    if apart:
        found.append(_Line(_("Phone: {phone}").format(phone=phone)))
    if visit.task and visit.task_day is not None:
        day = day_text(visit.task_day)
        found.append(_Line(_("Task of {day}: {task}").format(day=day, task=visit.task)))
    return found


def _outcome(paper: Paper, words: Words) -> None:
    _ = words.gettext
    x = paper.right - _RIGHT
    boxes(paper, _outcomes(words), x=x, **_BOXES)
    parts = [(_("arrived"), 1.0), (_("left"), 1.0)]
    blanks(paper, parts, x=x, room=_RIGHT + 8, y=paper.y - 9, size=SMALL - 0.5)


def _outcomes(words: Words) -> list[str]:
    return [words.gettext(OUTCOME_NAMES[outcome]) for outcome in RESULTS]
