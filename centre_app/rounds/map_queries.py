"""The rounds of a week for their map, as plain values."""

from __future__ import annotations

import uuid
from datetime import date

from centre_app.db.session import OfficeSession
from centre_app.outreach.fleet_queries import road_network, teams
from centre_app.outreach.planned_queries import PlannedRound, planned_week
from centre_app.places.ways import Network
from centre_app.rounds.map_drawing import MapPlace, MapRound, WeekMap, letter
from centre_app.security.access import Permission, needs


@needs(Permission.SEE_CHILDREN)
def week_map(
    session: OfficeSession, monday: date, *, team_id: uuid.UUID | None = None, round_id: uuid.UUID | None = None
) -> WeekMap:
    """The rounds from Monday to Sunday that have a stop, of one team or one alone, each with its letter.

    Letters are given by day and team over the whole week: a round has the same letter on every map of the week.
    """
    network = road_network(session)
    rows = {team.id: team for team in teams(session, active_only=False)}
    order = {one: at for at, one in enumerate(rows)}
    rounds = [one for one in planned_week(session, monday).rounds if one.stops]
    rounds.sort(key=lambda one: (one.day, order.get(one.team_id, -1) if one.team_id else -1, one.id))
    shown = []
    for at, one in enumerate(rounds):
        if team_id in (None, one.team_id) and round_id in (None, one.id):
            team = rows.get(one.team_id) if one.team_id is not None else None
            base = team.base_id if team is not None else None
            shown.append(
                MapRound(
                    one.id,
                    letter(at),
                    team.name if team else "",
                    one.day,
                    one.planned_km,
                    one.start_minute,
                    one.end_minute,
                    _places(one, base),
                    len(one.stops),
                    one.team_id,
                )
            )
    return WeekMap(monday, _facts(shown, network), tuple(shown))


def _places(one: PlannedRound, base: uuid.UUID | None) -> tuple[uuid.UUID, ...]:
    stops = [visit.place_id for visit in one.stops if visit.place_id is not None]
    ends = [base] if base is not None else stops[:1]
    return (*ends, *stops, *ends)


def _facts(rounds: list[MapRound], network: Network) -> tuple[MapPlace, ...]:
    """The places of these rounds by name, bases first."""
    used = dict.fromkeys(place for one in rounds for place in one.places)
    places = [
        MapPlace(one, network.names[one], facts.latitude, facts.longitude, one in network.bases)
        for one, facts in ((one, network.places.get(one)) for one in used)
        if facts is not None
    ]
    return tuple(sorted(places, key=lambda place: (not place.base, place.name)))
