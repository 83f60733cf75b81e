"""The week board: teams × days with their rounds laid out, and beside it who is due.

What is shown holds all that laying out needs: a visit is carried over the board without asking the database.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from centre_app.codelists.queries import Entry, entries
from centre_app.codelists.rules import label_in
from centre_app.db.session import OfficeSession
from centre_app.outreach.due_rules import DUE, WAITING
from centre_app.outreach.fleet_queries import road_network, week_fleet
from centre_app.outreach.fleet_rules import Crew, Fleet
from centre_app.outreach.planned_queries import PlannedRound, PlannedVisit, PlannedWeek, planned_week
from centre_app.outreach.round_stops import frame_of, stops_of
from centre_app.outreach.schedule import MIDNIGHT, Frame, Laid, Stop, lay_out_round
from centre_app.places.ways import Network
from centre_app.rounds.due import DueVisit, due_list
from centre_app.security.access import Permission, needs

REASON_LIST, PURPOSE_LIST = "visit_reason", "visit_purpose"
CellKey = tuple[uuid.UUID, date]  # team, day


@dataclass(frozen=True)
class BoardVisit:
    """A planned visit on the board, with the words for its place and purpose."""

    visit: PlannedVisit
    stop: Stop
    place: str
    purpose: str

    @property
    def id(self) -> uuid.UUID:
        """The visit's."""
        return self.visit.id


@dataclass(frozen=True)
class BoardCell:
    """A team's day. ``round`` None: nothing is planned yet. ``visits`` are its stops in order, ``laid`` how it goes."""

    team_id: uuid.UUID
    day: date
    crew: Crew
    frame: Frame
    round: PlannedRound | None
    vehicle: str
    visits: tuple[BoardVisit, ...]
    called_off: tuple[BoardVisit, ...]
    laid: Laid
    past: bool

    @property
    def is_set(self) -> bool:
        """Whether the round was said to the team."""
        return self.round is not None and self.round.is_set

    @property
    def keyed(self) -> int:
        """How many results are written."""
        return sum(one.visit.keyed for one in self.visits)


@dataclass(frozen=True)
class DueLine:
    """Somebody who is due, as a stop that could be made."""

    line: DueVisit
    stop: Stop

    @property
    def id(self) -> uuid.UUID:
        """The home service's."""
        return self.line.service_id


@dataclass(frozen=True)
class Board:
    """A week. ``days`` are those on show: the working week, and the others where somebody goes or went.

    ``loose``: planned visits of the week that are in no round on show.
    """

    monday: date
    today: date
    days: tuple[date, ...]
    fleet: Fleet
    network: Network
    cells: Mapping[CellKey, BoardCell]
    due: tuple[DueLine, ...]
    loose: tuple[BoardVisit, ...]
    reasons: Mapping[str, str]  # code list visit_reason
    offered_reasons: Mapping[str, str]  # those in use
    offered_purposes: Mapping[str, str]  # code list visit_purpose, those in use
    by_id: Mapping[uuid.UUID, BoardVisit] = field(default_factory=dict)

    def cell_of(self, visit_id: uuid.UUID) -> BoardCell | None:
        """The cell a visit is in."""
        visit = self.by_id.get(visit_id)
        if visit is None:
            return None
        cells = (cell for cell in self.cells.values() if cell.day == visit.visit.day)
        return next((cell for cell in cells if visit in cell.visits or visit in cell.called_off), None)


@needs(Permission.SEE_CHILDREN)
def week_board(session: OfficeSession, monday: date, language: str) -> Board:
    """The board of a week; as many statements whatever the number of teams, children and visits."""
    fleet, network, week = week_fleet(session, monday), road_network(session), planned_week(session, monday)
    on, sunday = max(session.today, monday), monday + timedelta(days=6)
    lines = due_list(session, on, until=max(sunday, on), language=language, states=(DUE, WAITING))
    purpose_list, reason_list = entries(session, PURPOSE_LIST), entries(session, REASON_LIST)
    purposes = _labels(purpose_list, language)
    planned = [*(visit for one in week.rounds for visit in one.visits), *week.loose]
    stops = stops_of(session, [visit.to_stop() for visit in planned], network)
    visits = {
        visit.id: BoardVisit(
            visit,
            stops[visit.id],
            network.names.get(visit.place_id, "") if visit.place_id is not None else "",
            purposes.get(visit.purpose, visit.purpose),
        )
        for visit in planned
    }
    cells = _cells(session.today, fleet, network, week, visits)
    placed = {one.id for cell in cells.values() for one in (*cell.visits, *cell.called_off)}
    return Board(
        monday=monday,
        today=session.today,
        days=_days(fleet, week),
        fleet=fleet,
        network=network,
        cells=cells,
        due=tuple(DueLine(line, _stop(line, network)) for line in lines),
        loose=tuple(one for one in visits.values() if one.id not in placed and one.visit.open),
        reasons=_labels(reason_list, language),
        offered_reasons=_labels(reason_list, language, active_only=True),
        offered_purposes=_labels(purpose_list, language, active_only=True),
        by_id=visits,
    )


def _labels(of_list: Sequence[Entry], language: str, *, active_only: bool = False) -> dict[str, str]:
    return {one.code: label_in(one.labels, language, one.code) for one in of_list if one.active or not active_only}


def _cells(
    today: date, fleet: Fleet, network: Network, week: PlannedWeek, visits: Mapping[uuid.UUID, BoardVisit]
) -> dict[CellKey, BoardCell]:
    rounds = {(one.team_id, one.day): one for one in week.rounds}
    cells: dict[CellKey, BoardCell] = {}
    for day in fleet.days:
        taken = {
            one.vehicle_id: one.team_id
            for one in week.rounds
            if one.day == day and one.vehicle_id is not None and one.team_id is not None
        }
        for team in fleet.teams:
            crew, one = fleet.crew(team.id, day), rounds.get((team.id, day))
            vehicle_id = one.vehicle_id if one is not None else crew.vehicle_id
            frame = frame_of(fleet, team.id, day, vehicle_id, taken)
            stops = tuple(visits[visit.id] for visit in one.stops) if one is not None else ()
            vehicle = fleet.vehicle(vehicle_id)
            cells[team.id, day] = BoardCell(
                team_id=team.id,
                day=day,
                crew=crew,
                frame=frame,
                round=one,
                vehicle=vehicle.name if vehicle is not None else "",
                visits=stops,
                called_off=tuple(visits[visit.id] for visit in one.visits if visit.cancelled) if one else (),
                laid=lay_out_round([each.stop for each in stops], frame, network.on(day)),
                past=day < today,
            )
    return cells


def _days(fleet: Fleet, week: PlannedWeek) -> tuple[date, ...]:
    used = {one.day for one in week.rounds}
    goes = {day for (_team, day), crew in fleet.crews.items() if crew.hours is not None}
    return tuple(day for day in fleet.days if day.isoweekday() <= 5 or day in used or day in goes)


def _stop(line: DueVisit, network: Network) -> Stop:
    place = network.places.get(line.place_id) if line.place_id is not None else None
    return Stop(
        key=line.service_id,
        place=line.place_id,
        minutes=line.minutes,
        from_minute=line.from_minute or 0,
        until_minute=line.until_minute or MIDNIGHT,
        days=line.days,
        market_days=place.market_days if place is not None else "",
        skills=line.skills,
        team=line.team_id,
    )
