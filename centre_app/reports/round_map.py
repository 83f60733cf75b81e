"""The map of a week's rounds on paper: what it shows, and the same as rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from centre_app.db.session import OfficeSession
from centre_app.errors import NotFound
from centre_app.language.dates import day_text
from centre_app.language.translate import N_, Words
from centre_app.outreach.road_queries import rounds_on_road
from centre_app.reports.asked import Asked, letterhead
from centre_app.reports.spreadsheet import Cell, Sheet
from centre_app.reports.style import Letterhead
from centre_app.rounds.map_drawing import DASHES, MapRound, WeekMap
from centre_app.rounds.map_queries import week_map
from centre_app.workplace.rules import minute_text

TITLE = N_("Map of the rounds")


@dataclass(frozen=True)
class RoundMap:
    """A week's rounds. ``parts``: a map each; a team's own where all together could not be told apart."""

    head: Letterhead
    week: WeekMap
    parts: tuple[WeekMap, ...]


def collect(session: OfficeSession, asked: Asked, words: Words) -> RoundMap:
    """The rounds of the week asked for, of a team or one alone. Raises NotFound for a round that is not there."""
    assert asked.week is not None
    monday = asked.week
    if asked.round is not None:
        monday = _monday(rounds_on_road(session, monday, round_id=asked.round)[0].day)
    week = week_map(session, monday, team_id=asked.team, round_id=asked.round)
    if asked.round is not None and not week.rounds:
        raise NotFound(N_("There are no visits left in this round."))
    period = words.gettext("{first} to {last}").format(
        first=day_text(monday), last=day_text(monday + timedelta(days=6))
    )
    head = letterhead(session, words, title=words.gettext(TITLE), period=period)
    return RoundMap(head, week, parts_of(week))


def parts_of(week: WeekMap) -> tuple[WeekMap, ...]:
    """The week on one map while each round has a dash of its own; else a map for each team."""
    names = list(dict.fromkeys(one.team for one in week.rounds))
    if len(week.rounds) <= len(DASHES) or len(names) == 1:
        return (week,)
    return tuple(_part(week, [one for one in week.rounds if one.team == name]) for name in names)


def _part(week: WeekMap, rounds: Sequence[MapRound]) -> WeekMap:
    used = {place for one in rounds for place in one.places}
    places = tuple(place for place in week.places if place.id in used)
    return replace(week, rounds=tuple(rounds), places=places)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def as_json(data: RoundMap) -> object:
    """The rounds with the places they go through, in order."""
    names = {place.id: place.name for place in data.week.places}
    year, number, _weekday = data.week.monday.isocalendar()
    return {
        "week": f"{year}-W{number:02d}",
        "rounds": [
            {
                "letter": one.letter,
                "team": one.team,
                "day": one.day.isoformat(),
                "km": round(one.km, 1),
                "start": None if one.start is None else minute_text(one.start),
                "end": None if one.end is None else minute_text(one.end),
                "visits": one.visits,
                "places": [names[place] for place in one.places if place in names],
            }
            for one in data.week.rounds
        ],
        "places": [
            {"name": place.name, "latitude": place.latitude, "longitude": place.longitude, "base": place.base}
            for place in data.week.places
        ],
    }


def as_sheets(data: RoundMap, words: Words) -> Sequence[Sheet]:
    """A row a round."""
    _ = words.gettext
    names = {place.id: place.name for place in data.week.places}
    rows: list[list[Cell]] = [
        [
            *(one.letter, one.day, one.team, one.visits, one.km),
            " – ".join(names[place] for place in one.places if place in names),
        ]
        for one in data.week.rounds
    ]
    header = [_("Letter"), _("Day"), _("Team"), _("Visits"), _("Kilometres"), _("Villages")]
    return [Sheet(_(TITLE), header, rows, decimals={4: 1})]


def file_stem(data: RoundMap) -> str:
    """With the week's number."""
    year, number, _weekday = data.week.monday.isocalendar()
    return f"round-map-{year}-W{number:02d}"
