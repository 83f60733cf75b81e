"""Who is enrolled in a month, found by number or by exact name under all spellings; and which days may be marked."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from centre_app.attendance.queries import GridRow, month_grid
from centre_app.attendance.rules import Cell, Place, check_not_ahead, check_place
from centre_app.children.queries import ChildFilter, ChildRow, list_children
from centre_app.db.session import OfficeSession
from centre_app.errors import UserError
from centre_app.exchange.headers import header_key
from centre_app.exchange.values import CellProblem, name_of, split_name
from centre_app.language.fold import match_key
from centre_app.language.translate import N_, current
from centre_app.open_days.rules import DayState
from centre_app.sites.queries import services


@dataclass(frozen=True)
class InMonth:
    """A child's enrolments in one month of the services in question."""

    rows: tuple[GridRow, ...]
    days: Mapping[date, DayState]
    today: date

    def cell(self, day: date) -> Cell | None:
        """The mark that is there."""
        return next((row.cells[day] for row in self.rows if day in row.cells), None)

    def may_be_present(self, day: date) -> bool:
        """Whether somebody may have been here: an open day, up to today, within an enrolment."""
        return day <= self.today and self.days[day].open and any(row.covers(day) for row in self.rows)

    def enrolment_on(self, day: date, status: str) -> uuid.UUID:
        """The enrolment that a mark of the day belongs to. Raises UserError saying why there can be none."""
        row = next((row for row in self.rows if row.covers(day)), self.rows[-1])
        check_place(Place(day, self.days[day].why, row.name, row.start_day, row.end_day))
        check_not_ahead(day, Cell(status), self.today)
        return row.enrolment_id


class Enrolled:
    """The children of some services, month by month as asked for."""

    def __init__(self, session: OfficeSession, service: str | None) -> None:
        self.session = session
        self.service_ids = _services(session, service)
        self.children = list_children(session, ChildFilter(state="all"), limit=None).rows
        self.by_number = {child.number.casefold(): child for child in self.children}
        self.by_name: dict[str, list[ChildRow]] = {}
        for child in self.children:
            for key in _name_keys(child.surname, child.given_name, child.patronymic):
                self.by_name.setdefault(key, []).append(child)
        self._months: dict[tuple[int, int], dict[uuid.UUID, InMonth]] = {}

    def find(self, said: Mapping[str, str], year: int, month: int) -> InMonth:
        """The child that a row names, in that month. Raises UserError in words where it is not clear who or where."""
        places = self._places(year, month)
        children = self._named(said)
        here = [child for child in children if child.id in places]
        if len(here) == 1:
            return places[here[0].id]
        if here:
            numbers = ", ".join(sorted(child.number for child in here))
            raise CellProblem(N_("several children have this name ({numbers}); give the number"), numbers=numbers)
        values = {"name": children[0].short_name, "month": f"{month:02d}.{year}"}
        raise CellProblem(N_("{name} is not enrolled in the service in {month}"), **values)

    def _named(self, said: Mapping[str, str]) -> list[ChildRow]:
        number = said.get("number", "")
        if not number and (child := self.by_number.get(said.get("full_name", "").casefold())) is not None:
            return [child]  # a column «child» that holds the children's numbers
        name = name_of(
            said.get("full_name")
            or " ".join(filter(None, (said.get("surname"), said.get("given_name"), said.get("patronymic"))))
        )
        if number and (child := self.by_number.get(number.casefold())) is not None:
            if name and not _could_be(name, child):
                raise CellProblem(
                    N_("number {number} is {name}, not “{said}”"), number=number, name=child.short_name, said=name
                )
            return [child]
        if number and not name:
            raise CellProblem(N_("there is no child with the number {number}"), number=number)
        if not name:
            raise CellProblem(N_("neither number nor name of the child is given"))
        found = self.by_name.get(match_key(name), [])
        if not found:
            raise CellProblem(N_("there is no child called “{name}”"), name=name)
        return found

    def _places(self, year: int, month: int) -> dict[uuid.UUID, InMonth]:
        known = self._months.get((year, month))
        if known is not None:
            return known
        rows: dict[uuid.UUID, list[GridRow]] = {}
        days: dict[date, DayState] = {}
        for service_id in self.service_ids:
            grid = month_grid(self.session, service_id, year, month, current().language)
            days = {state.day: state for state in grid.days}
            for row in grid.rows:
                rows.setdefault(row.child_id, []).append(row)
        today = self.session.today
        places = {child_id: InMonth(tuple(of_child), days, today) for child_id, of_child in rows.items()}
        self._months[year, month] = places
        return places


def _services(session: OfficeSession, name: str | None) -> list[uuid.UUID]:
    every = services(session, active_only=False)
    if name is None:
        found = [one.id for one in every if one.kind == "day_care"]
        if not found:
            raise UserError(N_("The centre has no day-care service; name one with --service."))
        return found
    found = [one.id for one in every if header_key(one.name) == header_key(name)]
    if not found:
        raise UserError(N_("There is no service “{name}”."), name=name)
    return found


def _name_keys(surname: str, given_name: str, patronymic: str) -> set[str]:
    """The ways a register writes a child's name: with and without the patronymic, either name first."""
    names = (
        (surname, given_name, patronymic),
        (surname, given_name),
        (given_name, surname),
        (given_name, patronymic, surname),
    )
    return {match_key(" ".join(filter(None, parts))) for parts in names}


def _could_be(name: str, child: ChildRow) -> bool:
    """Whether a name beside a number is that child's: surname or given name agrees."""
    said = {match_key(part) for part in name.split()}
    with suppress(CellProblem):  # where the order of the names cannot be told, its single words have to do
        said |= {match_key(part) for part in split_name(name) if part}
    return bool(said & {match_key(child.surname), match_key(child.given_name)} - {""})
