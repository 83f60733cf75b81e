"""Rounds in the hands of one action: which visits are in them, in what order; then all is laid out and written.

Rules that hold whatever is done: one round a team and day; visits are numbered from 0 without gaps, those called off
after the others; what was keyed stays where it is; nothing is planned on closed days or in the past.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import select

from centre_app.db.session import OfficeSession, Row
from centre_app.db.types import new_id
from centre_app.errors import NotFound, UserError
from centre_app.language.translate import N_
from centre_app.outreach.codes import make_code
from centre_app.outreach.fleet_queries import road_network, week_fleet
from centre_app.outreach.fleet_rules import Fleet
from centre_app.outreach.models import Round, Visit
from centre_app.outreach.round_rows import RoundRows, Undo
from centre_app.outreach.round_stops import ToStop, frame_of, stops_of
from centre_app.outreach.rules import PLANNED, called_off
from centre_app.outreach.schedule import Frame, best_place, lay_out_round
from centre_app.places.ways import Network
from centre_app.sites.models import Site

FARTHEST = timedelta(days=366)  # nobody says a round further ahead; a day beyond is a slip of the finger


class RoundPlan:
    """``finish`` writes; until then nothing is changed."""

    def __init__(self, session: OfficeSession) -> None:
        self.session = session
        self.site_id = _lock(session)
        self.rows = RoundRows(session)
        self._order: dict[uuid.UUID, list[uuid.UUID]] = {}  # round -> its stops
        self._off: dict[uuid.UUID, list[uuid.UUID]] = {}  # round -> its visits that were called off beforehand
        self._kept_empty: set[uuid.UUID] = set()
        self._fleets: dict[date, Fleet] = {}

    # ---- what there is ---------------------------------------------------------------------------------------------

    def visit(self, visit_id: uuid.UUID) -> Row:
        """A visit that may still be changed. Raises NotFound; UserError where it is keyed, called off, or over."""
        row = next((row for row in self.rows.load(Visit, "id", [visit_id]) if row["id"] == visit_id), None)
        if row is None:
            raise NotFound(N_("This visit is not there any more."))
        if row["keyed_at"] is not None:
            raise UserError(N_("The result of this visit is written already: it stays where it is."))
        if row["outcome"] != PLANNED:
            raise UserError(N_("This visit was called off. Plan a new one instead."))
        if row["day"] < self.session.today:
            raise UserError(N_("The day of this visit is over. Write down what came of it."))
        return row

    def round(self, round_id: uuid.UUID) -> Row:
        """A round that may still be changed. Raises NotFound; UserError where its day is over."""
        row = next((row for row in self.rows.load(Round, "id", [round_id]) if row["id"] == round_id), None)
        if row is None:
            raise NotFound(N_("This round is not there any more."))
        if row["day"] < self.session.today:
            raise UserError(N_("The day of this round is over: it stays as it was planned."))
        self._open(round_id)
        return row

    def stops(self, round_id: uuid.UUID) -> list[Row]:
        """The visits of a round in order, without those called off beforehand."""
        self._open(round_id)
        return self._visits(self._order[round_id])

    def called_off(self, round_id: uuid.UUID) -> list[Row]:
        """Its visits that were called off beforehand."""
        self._open(round_id)
        return self._visits(self._off[round_id])

    def is_keyed(self, round_id: uuid.UUID) -> bool:
        """Whether a result of the round is written."""
        return any(row["keyed_at"] is not None for row in self.stops(round_id))

    def fleet(self, day: date) -> Fleet:
        """Who goes when in the week of this day."""
        monday = day - timedelta(days=day.weekday())
        if monday not in self._fleets:
            self._fleets[monday] = week_fleet(self.session, monday)
        return self._fleets[monday]

    @cached_property
    def network(self) -> Network:
        """The places and the ways between them."""
        return road_network(self.session)

    def check_day(self, team_id: uuid.UUID, day: date) -> None:
        """Raises UserError (``day``, ``team_id``) where this team cannot have a round on this day."""
        today = self.session.today
        if day < today:
            raise UserError(N_("This day is over: nothing can be planned on it."), field="day")
        if day > today + FARTHEST:
            raise UserError(N_("This day is too far ahead."), field="day")
        fleet = self.fleet(day)
        if fleet.team(team_id) is None:
            raise UserError(N_("This team is not in use."), field="team_id")
        if not fleet.open_days[day].open:
            raise UserError(N_("The centre is closed on this day."), field="day")
        if fleet.crew(team_id, day).hours is None:
            raise UserError(N_("The team does not go out on this weekday."), field="day")

    # ---- what becomes of it --------------------------------------------------------------------------------------

    def round_on(self, team_id: uuid.UUID, day: date) -> Row:
        """The team's round of that day; a new draft with the vehicle of the day where there is none."""
        for row in self.rows.load(Round, "day", [day]):
            if row["team_id"] == team_id:
                self._open(row["id"])
                return row
        row = new_row(Round, site_id=self.site_id, team_id=team_id, day=day)
        row["vehicle_id"] = self.fleet(day).crew(team_id, day).vehicle_id
        self._order[row["id"]], self._off[row["id"]] = [], []
        return self.rows.add(Round, row)

    def add_visit(self, day: date, **values: Any) -> Row:
        """A new visit, in no round yet."""
        code = fresh_codes(self.session, 1)[0]
        return self.rows.add(Visit, new_row(Visit, site_id=self.site_id, day=day, code=code, **values))

    def seat(self, visit: Row, round_row: Row, position: int | None) -> None:
        """Put a visit into a round, at its cheapest place where none is said; out of the round it was in."""
        self.unseat(visit)
        order = self._order[round_row["id"]]
        if position is None:
            position = self._cheapest(visit, round_row)
        order.insert(max(0, min(position, len(order))), visit["id"])
        self.rows.change(Visit, visit, round_id=round_row["id"], day=round_row["day"])

    def unseat(self, visit: Row) -> None:
        """Out of its round."""
        round_id = self.rows.current(Visit, visit)["round_id"]
        if round_id is not None:
            self._open(round_id)
            for places in (self._order[round_id], self._off[round_id]):
                if visit["id"] in places:
                    places.remove(visit["id"])
        self.rows.change(Visit, visit, round_id=None, position=0, planned_minute=None)

    def call_off(self, visit: Row, **values: Any) -> None:
        """Its outcome is known beforehand: it stays in the round after the stops."""
        if visit["round_id"] is not None:
            self._open(visit["round_id"])
            self._order[visit["round_id"]].remove(visit["id"])
            self._off[visit["round_id"]].append(visit["id"])
        self.rows.change(Visit, visit, planned_minute=None, **values)

    def order(self, round_id: uuid.UUID, visit_ids: Sequence[uuid.UUID]) -> None:
        """The stops in this order: all of them, what is keyed in the order it has. Raises UserError."""
        self._open(round_id)
        keyed = [row["id"] for row in self.stops(round_id) if row["keyed_at"] is not None]
        same = sorted(visit_ids) == sorted(self._order[round_id])
        if not same or [one for one in visit_ids if one in keyed] != keyed:
            raise UserError(N_("This round was changed meanwhile. Please look at it again."))
        self._order[round_id] = list(visit_ids)

    def remove_visit(self, visit: Row) -> None:
        """As if it had never been planned."""
        self.unseat(visit)
        self.rows.remove(Visit, visit)

    def remove_round(self, round_row: Row) -> None:
        """An empty round goes; what was called off in it stands for itself."""
        for visit in self.called_off(round_row["id"]):
            self.unseat(visit)
        self.rows.remove(Round, round_row)
        del self._order[round_row["id"]], self._off[round_row["id"]]

    def keep_empty(self, round_id: uuid.UUID) -> None:
        """A draft that stays though nobody is in it."""
        self._kept_empty.add(round_id)

    def frame(self, round_row: Row) -> Frame:
        """What the round's team has on its day."""
        that_day = self.rows.load(Round, "day", [round_row["day"]])
        taken = {row["vehicle_id"]: row["team_id"] for row in that_day if row["id"] != round_row["id"]}
        fleet = self.fleet(round_row["day"])
        return frame_of(fleet, round_row["team_id"], round_row["day"], round_row["vehicle_id"], taken)

    def finish(self) -> Undo:
        """Lay the rounds out anew and write all. Drafts that were left empty go."""
        for round_id in list(self._order):
            row = next(row for row in self.rows.all(Round) if row["id"] == round_id)
            empty = not self._order[round_id] and not self._off[round_id]
            if empty and row["set_at"] is None and round_id not in self._kept_empty:
                self.rows.remove(Round, row)
            else:
                self._write_times(row)
        return self.rows.write()

    # ---- inside ----------------------------------------------------------------------------------------------------

    def _open(self, round_id: uuid.UUID) -> None:
        if round_id in self._order:
            return
        rows = sorted(self.rows.load(Visit, "round_id", [round_id]), key=lambda row: (row["position"], row["id"]))
        today = self.session.today
        off = [
            row["id"]
            for row in rows
            if called_off(row["outcome"], row["day"], today, keyed=row["keyed_at"] is not None)
        ]
        self._order[round_id] = [row["id"] for row in rows if row["id"] not in off]
        self._off[round_id] = off
        self.rows.load(Round, "id", [round_id])

    def _visits(self, ids: Iterable[uuid.UUID]) -> list[Row]:
        known = {row["id"]: row for row in self.rows.all(Visit)}
        return [known[one] for one in ids]

    def _cheapest(self, visit: Row, round_row: Row) -> int:
        rows = self.stops(round_row["id"])
        stops = stops_of(self.session, map(to_stop, (*rows, visit)), self.network)
        there = [stops[row["id"]] for row in rows]
        ways = self.network.on(round_row["day"])
        return best_place(there, stops[visit["id"]], frame=self.frame(round_row), ways=ways).position

    def _write_times(self, round_row: Row) -> None:
        rows = self.stops(round_row["id"])
        stops = stops_of(self.session, map(to_stop, rows), self.network)
        ways = self.network.on(round_row["day"])
        laid = lay_out_round([stops[row["id"]] for row in rows], self.frame(round_row), ways)
        for at, (row, stop) in enumerate(zip(rows, laid.stops, strict=True)):
            minute = row["planned_minute"] if row["keyed_at"] is not None else min(stop.arrive, 1439)
            self.rows.change(Visit, row, position=at, planned_minute=minute)
        for at, row in enumerate(self.called_off(round_row["id"]), start=len(rows)):
            self.rows.change(Visit, row, position=at)
        self.rows.change(
            Round,
            round_row,
            planned_km=round(laid.km, 1),
            start_minute=laid.start if rows else None,
            end_minute=laid.end if rows else None,
            lunch_minute=laid.lunch,
        )


def to_stop(row: Row) -> ToStop:
    """A visit's row as laying out takes it."""
    promised = row["promised_minute"] if row["promised"] else None
    return ToStop(row["id"], row["child_id"], row["service_id"], row["planned_minutes"], promised)


def new_row(model: type[Round] | type[Visit], **values: Any) -> Row:
    """A whole row: what the table sets by itself, and ``values``."""
    row: Row = {}
    for column in model.__table__.columns:
        default = column.default
        row[column.name] = default.arg if default is not None and default.is_scalar else None
    return row | {"id": new_id()} | values


def fresh_codes(session: OfficeSession, count: int) -> list[str]:
    """Codes that no visit has, all different."""
    found: dict[str, None] = {}
    while len(found) < count:
        tried = {make_code() for _one in range(min(count - len(found), 500))}
        there = set(session.scalars(select(Visit.code).where(Visit.code.in_(tried))))
        found.update(dict.fromkeys(tried - there))
    return list(found)[:count]


def _lock(session: OfficeSession) -> uuid.UUID:
    """From here on nobody else plans until this is written: two who plan at once would each make the team's round."""
    site_id = session.scalar(select(Site.id).order_by(Site.id).limit(1).with_for_update(key_share=True))
    if site_id is None:
        raise NotFound(N_("This centre is not set up yet."))
    return site_id
