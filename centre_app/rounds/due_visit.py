"""A line of the due list, as plain values. Pure."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from centre_app.children.rules import full_name
from centre_app.language.translate import Message
from centre_app.outreach.due_rules import Standing, reasons


@dataclass(frozen=True)
class PlannedVisit:
    """The visit that is planned for a service, or that was and has no result."""

    id: uuid.UUID
    day: date
    round_id: uuid.UUID | None
    team_id: uuid.UUID | None
    team: str
    promised: bool


class ChildHome(NamedTuple):
    """Who the child is and where the home is. ``order``: the key of the alphabet. ``own_*``: of the child's address.

    ``risk`` and what follows are None where nothing is written about the home.
    """

    child_id: uuid.UUID
    number: str
    surname: str
    given_name: str
    patronymic: str
    order: bytes
    own_village: str
    own_municipality: str
    own_district: str
    address: str
    landmark: str
    own_phone: str
    place_id: uuid.UUID | None
    risk: str | None
    risk_reason: str | None
    days: str | None
    from_minute: int | None
    until_minute: int | None
    directions: str | None


class PlaceNames(NamedTuple):
    """How a place is called."""

    village: str
    municipality: str
    district: str


class DueVisit(NamedTuple):
    """One home service of one child and what a team needs to know to go there.

    ``team_id``: only this team, None: any. ``risk``, ``overdue`` and ``weight`` are as of ``on``. ``absent_since`` and
    ``review_day`` stand where they are reasons to call. A tuple of tuples: thousands are made for one list.
    """

    service_id: uuid.UUID
    child_id: uuid.UUID
    purpose: str  # code list visit_purpose
    purpose_name: str
    what: str
    minutes: int
    skills: frozenset[str]
    team_id: uuid.UUID | None
    team: str
    risk: str
    on: date
    state: str
    overdue: int
    weight: int
    absent_since: date | None
    review_day: date | None
    planned: PlannedVisit | None
    standing: Standing
    home: ChildHome
    place: PlaceNames
    phone: str

    @property
    def id(self) -> uuid.UUID:
        """The service: a child has one line for each."""
        return self.service_id

    @property
    def number(self) -> str:
        """The child's."""
        return self.home.number

    @property
    def surname(self) -> str:
        """The child's."""
        return self.home.surname

    @property
    def given_name(self) -> str:
        """The child's."""
        return self.home.given_name

    @property
    def patronymic(self) -> str:
        """The child's."""
        return self.home.patronymic

    @property
    def name(self) -> str:
        """Surname, given name, patronymic."""
        return full_name(self.home.surname, self.home.given_name, self.home.patronymic)

    @property
    def initials(self) -> str:
        """«Р. Ҷ.»: as the papers of the road have it."""
        return " ".join(f"{part[0]}." for part in (self.home.surname, self.home.given_name) if part)

    @property
    def place_id(self) -> uuid.UUID | None:
        """Where the home is; None where nobody said."""
        return self.home.place_id

    @property
    def village(self) -> str:
        """Of the place; without a place that of the child's address."""
        return self.place.village

    @property
    def municipality(self) -> str:
        """Of the place; without a place that of the child's address."""
        return self.place.municipality

    @property
    def district(self) -> str:
        """Of the place; without a place that of the child's address."""
        return self.place.district

    @property
    def landmark(self) -> str:
        """What to ask for in the village."""
        return self.home.landmark

    @property
    def address(self) -> str:
        """Street and house, where there are such."""
        return self.home.address

    @property
    def directions(self) -> str:
        """The last stretch, beyond the landmark."""
        return self.home.directions or ""

    @property
    def risk_reason(self) -> str:
        """Why this risk."""
        return self.home.risk_reason or ""

    @property
    def days(self) -> str:
        """ISO weekdays that suit the family."""
        return self.home.days or EVERY_DAY

    @property
    def from_minute(self) -> int | None:
        """Somebody is at home from then; None: all day."""
        return self.home.from_minute

    @property
    def until_minute(self) -> int | None:
        """Somebody is at home until then; None: all day."""
        return self.home.until_minute

    @property
    def interval(self) -> int:
        """Days from one visit to the next."""
        return self.standing.interval

    @property
    def from_day(self) -> date | None:
        """Since when it may be made; None while somebody must decide."""
        return self.standing.from_day

    @property
    def due_day(self) -> date | None:
        """When it should be made."""
        return self.standing.due_day

    @property
    def until_day(self) -> date | None:
        """Until when it is in time."""
        return self.standing.until_day

    @property
    def last_done(self) -> date | None:
        """The last visit done or partly done."""
        return self.standing.last_done

    @property
    def last_outcome(self) -> str | None:
        """Of the latest visit with a result."""
        return self.standing.last_outcome

    @property
    def last_day(self) -> date | None:
        """Of the latest visit with a result."""
        return self.standing.last_day

    @property
    def agreed_day(self) -> date | None:
        """The day agreed with the family."""
        return self.standing.agreed_day

    @property
    def reasons(self) -> tuple[Message, ...]:
        """Why this child now; what presses most first, never empty."""
        return reasons(self.standing, self.on, self.risk, absent_since=self.absent_since, review_day=self.review_day)


EVERY_DAY = "1234567"


@dataclass(frozen=True)
class DueCounts:
    """The due list in figures. ``overdue`` and ``urgent`` (risk high or critical) are among ``due``."""

    due: int
    overdue: int
    urgent: int
    planned: int
    result_missing: int
    waiting: int
