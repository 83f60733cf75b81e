"""Teams and vehicles, service at home, rounds, visits and what follows from them (counting.md, Terms)."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from centre_app.changes import Change
from centre_app.db.base import Base
from centre_app.db.types import Id, Json, Moment, UuidType


class Team(Base):
    """People who go out together. Their skills are those of the members who are there on the day."""

    __tablename__ = "outreach_team"
    __table_args__ = (
        CheckConstraint("least_members BETWEEN 1 AND 20", name="least_members"),
        CheckConstraint("lunch_minutes BETWEEN 0 AND 180", name="lunch_minutes"),
        CheckConstraint("lunch_from <= lunch_until", name="lunch"),
    )
    change: ClassVar[Change | None] = Change.TEAMS

    id: Mapped[Id]
    site_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("site.id"))
    name: Mapped[str] = mapped_column(String(200))
    base_id: Mapped[uuid.UUID | None] = mapped_column(UuidType, ForeignKey("place.id"))  # where rounds begin and end
    vehicle_id: Mapped[uuid.UUID | None] = mapped_column(UuidType, ForeignKey("vehicle.id"))  # the usual one
    leader_id: Mapped[uuid.UUID | None] = mapped_column(UuidType, ForeignKey("staff_member.id"))
    least_members: Mapped[int] = mapped_column(default=1)  # with fewer the team does not go
    lunch_minutes: Mapped[int] = mapped_column(default=45)
    lunch_from: Mapped[int] = mapped_column(default=720)  # lunch begins between these two minutes of the day
    lunch_until: Mapped[int] = mapped_column(default=840)
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)


class TeamMember(Base):
    """Somebody of a team."""

    __tablename__ = "outreach_team_member"
    change: ClassVar[Change | None] = Change.TEAMS

    team_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("outreach_team.id"), primary_key=True)
    staff_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("staff_member.id"), primary_key=True)


class TeamDay(Base):
    """A weekday on which a team goes out, from when to when it may be away from its base."""

    __tablename__ = "outreach_team_day"
    __table_args__ = (
        CheckConstraint("weekday BETWEEN 1 AND 7", name="weekday"),
        CheckConstraint("start_minute >= 0 AND end_minute <= 1440 AND start_minute < end_minute", name="stretch"),
    )
    change: ClassVar[Change | None] = Change.TEAMS

    team_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("outreach_team.id"), primary_key=True)
    weekday: Mapped[int] = mapped_column(primary_key=True)  # ISO: Monday 1 … Sunday 7
    start_minute: Mapped[int]
    end_minute: Mapped[int]


class Vehicle(Base):
    """A car of the centre."""

    __tablename__ = "vehicle"
    __table_args__ = (
        CheckConstraint("seats BETWEEN 1 AND 60", name="seats"),
        CheckConstraint("fuel_per_100_km >= 0 AND fuel_per_100_km <= 100", name="fuel"),
    )
    change: ClassVar[Change | None] = Change.TEAMS

    id: Mapped[Id]
    site_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("site.id"))
    name: Mapped[str] = mapped_column(String(200))
    plate: Mapped[str] = mapped_column(String(40), default="")
    seats: Mapped[int] = mapped_column(default=4)  # the driver's is one of them
    fuel_per_100_km: Mapped[float] = mapped_column(default=10.0)  # litres
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)


class VehicleOff(Base):
    """Days when a vehicle is not to be had: repair, a trip to the capital."""

    __tablename__ = "vehicle_off"
    __table_args__ = (CheckConstraint("last_day >= first_day", name="in_order"),)
    change: ClassVar[Change | None] = Change.TEAMS

    id: Mapped[Id]
    vehicle_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("vehicle.id"), index=True)
    first_day: Mapped[date]
    last_day: Mapped[date]
    reason: Mapped[str] = mapped_column(String(200), default="")


class HomeFacts(Base):
    """Where a child's home is and when somebody is there, for all kinds of visits."""

    __tablename__ = "home_facts"
    __table_args__ = (
        CheckConstraint("risk IN ('low', 'medium', 'high', 'critical')", name="risk"),
        CheckConstraint(
            "(from_minute IS NULL OR from_minute BETWEEN 0 AND 1439)"
            " AND (until_minute IS NULL OR until_minute BETWEEN 1 AND 1440)"
            " AND (from_minute IS NULL OR until_minute IS NULL OR from_minute < until_minute)",
            name="hours",
        ),
    )
    change: ClassVar[Change | None] = Change.VISITS
    history_child: ClassVar[str] = "child_id"

    child_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("child.id"), primary_key=True)
    place_id: Mapped[uuid.UUID | None] = mapped_column(UuidType, ForeignKey("place.id"), index=True)
    risk: Mapped[str] = mapped_column(String(10), default="low")
    risk_reason: Mapped[str] = mapped_column(String(300), default="")
    days: Mapped[str] = mapped_column(String(7), default="1234567")  # ISO weekdays that suit the family
    from_minute: Mapped[int | None]  # somebody is at home from … until …; None: all day
    until_minute: Mapped[int | None]
    directions: Mapped[str] = mapped_column(String(300), default="")  # the last stretch, beyond the landmark


class HomeService(Base):
    """A kind of visit a child gets again and again. Ends by ``end_day``, its last day."""

    __tablename__ = "home_service"
    __table_args__ = (
        CheckConstraint("end_day IS NULL OR end_day >= start_day", name="in_order"),
        CheckConstraint(
            "(every_weeks IS NULL) <> (times_a_month IS NULL)"
            " AND (every_weeks IS NULL OR every_weeks BETWEEN 1 AND 52)"
            " AND (times_a_month IS NULL OR times_a_month BETWEEN 1 AND 12)",
            name="frequency",
        ),
        CheckConstraint("minutes BETWEEN 5 AND 480", name="minutes"),
        Index("ix_home_service_child_id_purpose", "child_id", "purpose"),
    )
    change: ClassVar[Change | None] = Change.VISITS
    history_child: ClassVar[str] = "child_id"

    id: Mapped[Id]
    site_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("site.id"))
    child_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("child.id"))
    purpose: Mapped[str] = mapped_column(String(40))  # code list visit_purpose
    every_weeks: Mapped[int | None]
    times_a_month: Mapped[int | None]
    minutes: Mapped[int] = mapped_column(default=45)
    team_id: Mapped[uuid.UUID | None] = mapped_column(UuidType, ForeignKey("outreach_team.id"))  # only this team
    what: Mapped[str] = mapped_column(String(500), default="")  # what is done
    start_day: Mapped[date]  # the first visit is due on it
    end_day: Mapped[date | None]
    end_reason: Mapped[str] = mapped_column(String(300), default="")
    agreed_day: Mapped[date | None]  # agreed before the first visit; later ones bear it themselves (visit.next_day)


class HomeServiceSkill(Base):
    """A type of session somebody of the team must be able to give."""

    __tablename__ = "home_service_skill"
    change: ClassVar[Change | None] = Change.VISITS

    service_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("home_service.id"), primary_key=True)
    session_type: Mapped[str] = mapped_column(String(40), primary_key=True)


class OutcomeRule(Base):
    """What follows when a visit did not succeed: try again after so many days, or wait for a decision; who is asked."""

    __tablename__ = "outcome_rule"
    __table_args__ = (CheckConstraint("again_after IS NULL OR again_after BETWEEN 0 AND 365", name="again_after"),)
    change: ClassVar[Change | None] = Change.TEAMS

    outcome: Mapped[str] = mapped_column(String(20), primary_key=True)
    again_after: Mapped[int | None]  # days; None: no visit until somebody decides
    follow_up_kind: Mapped[str | None] = mapped_column(String(40))  # code list concern_kind; None: nothing to follow
    follow_up_days: Mapped[int] = mapped_column(default=7)


class Round(Base):
    """A team's way through the villages on one day."""

    __tablename__ = "outreach_round"
    __table_args__ = (Index("ix_outreach_round_team_id_day", "team_id", "day", unique=True),)  # out once a day
    change: ClassVar[Change | None] = Change.VISITS

    id: Mapped[Id]
    site_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("site.id"))
    day: Mapped[date] = mapped_column(index=True)
    km: Mapped[float] = mapped_column(default=0.0)  # driven: keyed after the round
    team_id: Mapped[uuid.UUID | None] = mapped_column(UuidType, ForeignKey("outreach_team.id"))
    vehicle_id: Mapped[uuid.UUID | None] = mapped_column(UuidType, ForeignKey("vehicle.id"), index=True)
    planned_km: Mapped[float] = mapped_column(default=0.0)
    start_minute: Mapped[int | None]  # planned
    end_minute: Mapped[int | None]
    lunch_minute: Mapped[int | None]  # when lunch begins; None: without
    set_at: Mapped[datetime | None] = mapped_column(Moment)  # said to the team and the families: no more a draft
    left_minute: Mapped[int | None]  # as it was
    back_minute: Mapped[int | None]
    start_odometer: Mapped[int | None]  # kilometres on the dial
    end_odometer: Mapped[int | None]
    fuel_litres: Mapped[float | None]
    note: Mapped[str] = mapped_column(String(500), default="")
    edition: Mapped[int] = mapped_column(default=1)  # goes up with every keying: two people on one round are noticed


class Visit(Base):
    """One call at one child's home."""

    __tablename__ = "visit"
    __table_args__ = (
        CheckConstraint(
            "outcome IN ('planned', 'done', 'partly', 'nobody_home', 'refused', 'moved', 'ill', 'road_closed',"
            " 'team_cancelled')",
            name="outcome",
        ),
        Index("ix_visit_code", "code", unique=True),  # printed on the visit form: finds the visit again
        Index("ix_visit_round_id_position", "round_id", "position"),
        Index(
            "ix_visit_service_id_day_outcome", "service_id", "day", "outcome"
        ),  # the last of each service, from the index
    )
    change: ClassVar[Change | None] = Change.VISITS
    history_child: ClassVar[str] = "child_id"

    id: Mapped[Id]
    site_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("site.id"))
    round_id: Mapped[uuid.UUID | None] = mapped_column(UuidType, ForeignKey("outreach_round.id"))
    child_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("child.id"), index=True)
    day: Mapped[date] = mapped_column(index=True)
    outcome: Mapped[str] = mapped_column(String(20), default="planned")
    service_id: Mapped[uuid.UUID | None] = mapped_column(UuidType, ForeignKey("home_service.id"))  # None: a single one
    purpose: Mapped[str] = mapped_column(String(40), default="therapy")  # code list visit_purpose
    code: Mapped[str | None] = mapped_column(String(8))
    position: Mapped[int] = mapped_column(default=0)  # in the round
    planned_minute: Mapped[int | None]  # when the team is to arrive
    planned_minutes: Mapped[int] = mapped_column(default=45)  # at the home
    promised: Mapped[bool] = mapped_column(default=False)  # said to the family: a proposal leaves it on its day
    promised_minute: Mapped[int | None]  # at this time, where one was said
    reason: Mapped[str | None] = mapped_column(String(40))  # code list visit_reason: why it did not take place
    reason_note: Mapped[str] = mapped_column(String(300), default="")
    next_day: Mapped[date | None]  # agreed with the family; goes before the rule
    arrived_minute: Mapped[int | None]  # as it was
    minutes: Mapped[int | None]
    done_note: Mapped[str] = mapped_column(Text, default="")  # what was done
    parent_showed: Mapped[str] = mapped_column(Text, default="")
    task: Mapped[str] = mapped_column(String(500), default="")  # until the next visit
    keyed_at: Mapped[datetime | None] = mapped_column(Moment)
    keyed_by: Mapped[str] = mapped_column(String(200), default="")
    source: Mapped[str] = mapped_column(String(10), default="desk")  # desk, phone
    edition: Mapped[int] = mapped_column(default=1)


class VisitGoal(Base):
    """A goal of the plan that was worked on at the home."""

    __tablename__ = "visit_goal"
    change: ClassVar[Change | None] = Change.VISITS

    visit_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("visit.id"), primary_key=True)
    goal_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("goal.id"), primary_key=True)


class FollowUp(Base):
    """Something a visit brought to light that somebody must see to by a day."""

    __tablename__ = "follow_up"
    __table_args__ = (
        CheckConstraint("(closed_day IS NULL) = (closed_note = '')", name="closed_with_a_word"),
        Index("ix_follow_up_closed_day_due_day", "closed_day", "due_day"),
        Index("ix_follow_up_visit_id", "visit_id"),
    )
    change: ClassVar[Change | None] = Change.VISITS
    history_child: ClassVar[str] = "child_id"

    id: Mapped[Id]
    site_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("site.id"))
    child_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("child.id"), index=True)
    visit_id: Mapped[uuid.UUID | None] = mapped_column(UuidType, ForeignKey("visit.id"))
    kind: Mapped[str] = mapped_column(String(40))  # code list concern_kind
    note: Mapped[str] = mapped_column(Text, default="")
    owner_id: Mapped[uuid.UUID | None] = mapped_column(UuidType, ForeignKey("staff_member.id"))
    opened_day: Mapped[date]
    due_day: Mapped[date]
    closed_day: Mapped[date | None]
    closed_note: Mapped[str] = mapped_column(String(500), default="")  # what became of it


class PhoneForm(Base):
    """A form that was given out for phones: what a submission is held against."""

    __tablename__ = "phone_form"
    __table_args__ = (UniqueConstraint("form_id", "version"),)
    change: ClassVar[Change | None] = Change.VISITS

    id: Mapped[Id]
    form_id: Mapped[str] = mapped_column(String(80))
    version: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(20))  # visit, screening
    given_on: Mapped[date]
    content: Mapped[Json]  # question -> what it means, so that an answer to an older form is read as it was asked


class PhoneSubmission(Base):
    """A filled form that came back: so that the same one is not taken twice."""

    __tablename__ = "phone_submission"
    __table_args__ = (UniqueConstraint("instance_id"),)
    change: ClassVar[Change | None] = Change.VISITS

    id: Mapped[Id]
    instance_id: Mapped[str] = mapped_column(String(100))
    form_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("phone_form.id"))
    taken_at: Mapped[datetime] = mapped_column(Moment)
    visit_id: Mapped[uuid.UUID | None] = mapped_column(UuidType, ForeignKey("visit.id"), index=True)
    filling_id: Mapped[uuid.UUID | None] = mapped_column(UuidType)  # of an instrument, for a screening


class VisitPhoto(Base):
    """A photo from a visit; kept only where the family agreed to photos."""

    __tablename__ = "visit_photo"
    change: ClassVar[Change | None] = Change.VISITS
    history_hidden: ClassVar[frozenset[str]] = frozenset({"picture"})

    id: Mapped[Id]
    visit_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("visit.id"), index=True)
    picture: Mapped[bytes] = mapped_column(LargeBinary)  # JPEG
