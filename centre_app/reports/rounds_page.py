"""Route sheets: what the team does that day, stop by stop, with places to write; then forms and cards in that order."""

from __future__ import annotations

from collections.abc import Sequence

from centre_app.language.translate import Words
from centre_app.outreach.outcome_rules import OUTCOME_NAMES
from centre_app.outreach.road_queries import RoadRound
from centre_app.places.ways import Way
from centre_app.reports.asked import Step
from centre_app.reports.home_card_page import draw_card
from centre_app.reports.paper import Paper
from centre_app.reports.road import km_text
from centre_app.reports.road_fields import blanks, facts, height_of_returned, returned
from centre_app.reports.road_paper import RoadPaper
from centre_app.reports.rounds import Rounds, RouteSheet
from centre_app.reports.rounds_stop import draw_stop, event
from centre_app.reports.style import MUTED, SMALL, joined
from centre_app.reports.visit_form_page import draw_form
from centre_app.workplace.rules import minute_text


def render(data: Rounds, words: Words, step: Step) -> bytes:
    """A sheet a round; where they were asked for, each followed by its forms and cards, stop by stop."""
    paper = RoadPaper()
    if not data.sheets:
        paper.begin(data.head)
        paper.paragraph(words.gettext("No visits are planned for this week."))
    for sheet in data.sheets:
        _sheet(paper, sheet, words)
        for stop in sheet.stops:
            if stop.form is not None:
                draw_form(paper, stop.form, words)
            if stop.card is not None:
                draw_card(paper, stop.card, words)
        step()
    return paper.finish()


def _sheet(paper: RoadPaper, sheet: RouteSheet, words: Words) -> None:
    _ = words.gettext
    paper.begin(sheet.head)
    _head(paper, sheet, words)
    paper.y -= 4
    paper.rule(weight=1)
    lunch = _lunch_before(sheet.round)
    for place, stop in enumerate(sheet.stops, start=1):
        if place - 1 == lunch:
            _lunch(paper, sheet.round, words)
        draw_stop(paper, place, stop, words)
    if sheet.stops:
        if lunch == len(sheet.stops):
            _lunch(paper, sheet.round, words)
        _back(paper, sheet, words)
    else:
        paper.y -= 6
        paper.paragraph(_("No visits are left in this round."))
    if any(stop.way is not None and stop.way.estimated for stop in sheet.stops) or (
        sheet.home and sheet.home.estimated
    ):
        paper.y -= 2
        told = _("~ Nobody has measured this way yet: kilometres and minutes are estimated.")
        paper.paragraph(told, size=SMALL, grey=MUTED)
    _called_off(paper, sheet, words)
    paper.need(height_of_returned(paper, words))
    paper.once("returned", lambda: returned(paper, words))


def _head(paper: RoadPaper, sheet: RouteSheet, words: Words) -> None:
    """Who goes with what, when and how far; then what is written on the way."""
    _ = words.gettext
    one = sheet.round
    if not one.is_set:
        paper.paragraph(_("Draft: not said to the team and the families yet."), bold=True)
    half = (paper.room - 14) / 2
    top = paper.y
    facts(paper, [(_("Crew"), joined(sheet.crew)), (_("Vehicle"), sheet.vehicle)], x=paper.left, room=half)
    left_end, paper.y = paper.y, top
    planned = f"{km_text(one.planned_km or None)} {_('km')}"
    pairs = [(_("Planned"), f"{_span(one)}  ·  {planned}"), (_("From and to"), sheet.base)]
    facts(paper, pairs, x=paper.left + half + 14, room=half)
    paper.y = min(left_end, paper.y)
    paper.once("by-hand", lambda: _by_hand(paper, words))


def _by_hand(paper: Paper, words: Words) -> None:
    """What is read off the dial and the clock."""
    _ = words.gettext
    dial = (
        (_("Odometer when leaving"), 1.3),
        (_("when back"), 1.0),
        (_("kilometres"), 1.0),
        (_("litres of fuel"), 1.0),
    )
    hours = ((_("Left at"), 1.0), (_("back at"), 1.0), (_("Remark"), 2.6))
    for parts in (dial, hours):
        paper.y -= 18
        blanks(paper, parts, x=paper.left, room=paper.room, y=paper.y)
    paper.y -= 3


def _span(one: RoadRound) -> str:
    ends = [minute_text(minute) for minute in (one.start_minute, one.end_minute) if minute is not None]
    return "–".join(ends)


def _lunch_before(one: RoadRound) -> int | None:
    """Before which stop lunch is taken, counted from 0; as many as there are stops: before the way home."""
    if one.lunch_minute is None:
        return None
    later = (
        place
        for place, visit in enumerate(one.stops)
        if visit.planned_minute is not None and visit.planned_minute >= one.lunch_minute
    )
    return next(later, len(one.stops))


def _lunch(paper: Paper, one: RoadRound, words: Words) -> None:
    assert one.lunch_minute is not None
    event(paper, minute_text(one.lunch_minute), words.gettext("Lunch"))


def _back(paper: Paper, sheet: RouteSheet, words: Words) -> None:
    end = sheet.round.end_minute
    at_base = words.gettext("Back at the base")
    told = words.gettext("Back at {place}").format(place=sheet.base) if sheet.base else at_base
    event(paper, "" if end is None else minute_text(end), told, way_words(sheet.home, words))


def way_words(way: Way | None, words: Words) -> str:
    """«12,4 km, 25 min», with a wave before it where it is estimated; empty where no way is known."""
    if way is None:
        return ""
    _ = words.gettext
    return f"{'~ ' if way.estimated else ''}{km_text(way.km)} {_('km')}, {_('{n} min').format(n=way.minutes)}"


def _called_off(paper: Paper, sheet: RouteSheet, words: Words) -> None:
    """Who was to be visited and is not: nobody shall go there by an older sheet."""
    if not sheet.called_off:
        return
    _ = words.gettext
    paper.heading(_("Called off: do not go there"))
    for stop in sheet.called_off:
        parts: Sequence[str] = (stop.who, stop.place, stop.purpose, _(OUTCOME_NAMES[stop.visit.outcome]))
        paper.paragraph("  ·  ".join(parts), size=SMALL + 0.5)
