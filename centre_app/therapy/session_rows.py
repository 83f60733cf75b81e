"""A session as it stands in the tables: what reading and writing it up both begin with."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, func, select

from centre_app.children.models import Child
from centre_app.children.rules import full_name, short_name
from centre_app.codelists.models import CodeListEntry
from centre_app.db.session import OfficeSession
from centre_app.db.types import UuidType
from centre_app.errors import NotFound
from centre_app.language.translate import N_
from centre_app.security.access import Permission
from centre_app.sites.models import Site
from centre_app.therapy.models import SessionAddition, SessionChild, SessionGoal, TherapySession
from centre_app.therapy.note_rules import Lock, lock_of
from centre_app.therapy.row_changes import lock_calendar
from centre_app.therapy.rules import PLANNED
from centre_app.workplace.models import Room, StaffMember

# Tables rather than classes: a statement over them is made and read twice as fast.
HELD_AT, IN, GOAL = TherapySession.__table__.c, SessionChild.__table__.c, SessionGoal.__table__.c
CHILD, ADDED, ROOM = Child.__table__.c, SessionAddition.__table__.c, Room.__table__.c
STAFF = StaffMember.__table__.alias("therapist")
SUPERVISOR = StaffMember.__table__.alias("supervisor")
AT_ONCE = 500  # values in one IN list: engines have limits
_ID = bindparam("session_id", type_=UuidType)
_WRITTEN = ("id", "status", "minutes", "reason", "reason_note", "note", "written_up_at", "written_up_by")


@dataclass(frozen=True)
class Standing:
    """The session's own row, with the names it points at and what its lock depends on."""

    id: uuid.UUID
    day: date
    start_minute: int | None
    minutes: int
    type: str
    status: str
    reason: str | None
    reason_note: str
    note: str
    series_id: uuid.UUID | None
    written_up_at: datetime | None
    written_up_by: str
    signed_off_at: datetime | None
    signed_off_by: str
    therapist_id: uuid.UUID | None
    therapist: str
    supervisor_id: uuid.UUID | None
    supervisor: str
    supervisor_account: uuid.UUID | None
    room: str
    lock_days: int
    additions: int

    @property
    def edition(self) -> str:
        """Changes with every writing up and calling off: who looked at another one has seen something else."""
        return f"{self.status}|{self.written_up_at.isoformat() if self.written_up_at else ''}|{self.minutes}"

    def lock(self, today: date) -> Lock:
        """Whether the note can be changed on ``today``."""
        return lock_of(
            self.day,
            self.lock_days,
            today,
            status=self.status,
            signed_off=self.signed_off_at is not None,
            additions=self.additions,
        )

    def may_sign_off(self, session: OfficeSession) -> bool:
        """Whether who is at work may sign the note off: the supervisor, or the manager."""
        if self.supervisor_id is None or self.status == PLANNED or self.signed_off_at is not None:
            return False
        account = session.actor.account_id
        if account is not None and account == self.supervisor_account:
            return True
        return actor_may(session, Permission.MANAGE_CENTRE)

    def written(self) -> dict[str, Any]:
        """The columns that writing up changes, as they are."""
        return {name: getattr(self, name) for name in _WRITTEN}


_STANDING = (
    select(
        HELD_AT.id,
        HELD_AT.day,
        HELD_AT.start_minute,
        HELD_AT.minutes,
        HELD_AT.type,
        HELD_AT.status,
        HELD_AT.reason,
        HELD_AT.reason_note,
        HELD_AT.note,
        HELD_AT.series_id,
        HELD_AT.written_up_at,
        HELD_AT.written_up_by,
        HELD_AT.signed_off_at,
        HELD_AT.signed_off_by,
        HELD_AT.therapist_id,
        func.coalesce(STAFF.c.name, ""),
        STAFF.c.supervisor_id,
        func.coalesce(SUPERVISOR.c.name, ""),
        SUPERVISOR.c.account_id,
        func.coalesce(ROOM.name, ""),
        Site.__table__.c.note_lock_days,
        select(func.count()).where(ADDED.session_id == HELD_AT.id).scalar_subquery(),
    )
    .select_from(TherapySession.__table__)
    .join(Site.__table__, Site.__table__.c.id == HELD_AT.site_id)
    .outerjoin(STAFF, STAFF.c.id == HELD_AT.therapist_id)
    .outerjoin(SUPERVISOR, SUPERVISOR.c.id == STAFF.c.supervisor_id)
    .outerjoin(Room.__table__, ROOM.id == HELD_AT.room_id)
    .where(HELD_AT.id == _ID)
)


_KEPT = _STANDING.with_for_update(of=TherapySession.__table__)


def standing(session: OfficeSession, session_id: uuid.UUID, *, keep: bool = False) -> Standing:
    """The session as it is now; ``keep`` it from others until this transaction ends. Raises NotFound.

    Who keeps it waits for who plans, and they for this one: whoever read it as planned would write over what was held.
    """
    if keep:
        lock_calendar(session)
    row = session.execute(_KEPT if keep else _STANDING, {"session_id": session_id}).one_or_none()
    if row is None:
        raise NotFound(N_("This session is not there any more."))
    values: tuple[Any, ...] = tuple(row)
    return Standing(*values)


@dataclass(frozen=True)
class ChildRow:
    """A child's row in a session, with the child's name and number."""

    child_id: uuid.UUID
    name: str
    short: str
    number: str
    row: dict[str, Any]  # all columns of session_child


_CHILDREN = (
    select(CHILD.surname, CHILD.given_name, CHILD.patronymic, CHILD.number, *IN)
    .select_from(SessionChild.__table__)
    .join(Child.__table__, CHILD.id == IN.child_id)
    .where(IN.session_id == _ID)
)
_CHILDREN_BY = {
    "ru": _CHILDREN.order_by(CHILD.sort_key_ru, CHILD.number),
    "": _CHILDREN.order_by(CHILD.sort_key, CHILD.number),
}
_CHILD_COLUMNS = tuple(column.name for column in IN)


def children_of(session: OfficeSession, session_id: uuid.UUID, language: str = "") -> list[ChildRow]:
    """The session's children by the alphabet of ``language``."""
    rows = session.execute(_CHILDREN_BY.get(language, _CHILDREN_BY[""]), {"session_id": session_id})
    return [
        ChildRow(
            child_id=values[_CHILD_COLUMNS.index("child_id")],
            name=full_name(surname, given_name, patronymic),
            short=short_name(surname, given_name),
            number=number,
            row=dict(zip(_CHILD_COLUMNS, values, strict=True)),
        )
        for surname, given_name, patronymic, number, *values in rows
    ]


_GOALS = select(*GOAL).where(GOAL.session_id == _ID)


def goal_rows(session: OfficeSession, session_id: uuid.UUID) -> dict[uuid.UUID, dict[str, Any]]:
    """The goals worked on in a session: goal -> all columns."""
    rows = session.execute(_GOALS, {"session_id": session_id}).mappings()
    return {row["goal_id"]: dict(row) for row in rows}


_CODES = select(CodeListEntry.code).where(
    CodeListEntry.list_name == bindparam("list"), CodeListEntry.code.in_(bindparam("codes", expanding=True))
)


def known_codes(session: OfficeSession, list_name: str, codes: Iterable[str | None]) -> frozenset[str]:
    """Which of these codes the list has; one out of use counts, for it stays where it stands."""
    asked = sorted({code for code in codes if code is not None})
    if not asked:
        return frozenset()
    return frozenset(session.scalars(_CODES, {"list": list_name, "codes": asked}))


def names_in(
    session: OfficeSession, session_ids: Collection[uuid.UUID], language: str = ""
) -> dict[uuid.UUID, dict[uuid.UUID, str]]:
    """Session -> child -> short name, by the alphabet of ``language``."""
    found: dict[uuid.UUID, dict[uuid.UUID, str]] = {}
    for some in portions(session_ids):
        rows = session.execute(
            select(IN.session_id, IN.child_id, CHILD.surname, CHILD.given_name)
            .select_from(SessionChild.__table__)
            .join(Child.__table__, CHILD.id == IN.child_id)
            .where(IN.session_id.in_(some))
            .order_by(CHILD.sort_key_ru if language == "ru" else CHILD.sort_key, CHILD.number)
        )
        for session_id, child_id, surname, given_name in rows:
            found.setdefault(session_id, {})[child_id] = short_name(surname, given_name)
    return found


def portions(ids: Collection[uuid.UUID]) -> list[list[uuid.UUID]]:
    """``ids`` in portions that fit into one IN list."""
    every = list(ids)
    return [every[at : at + AT_ONCE] for at in range(0, len(every), AT_ONCE)]


def actor_may(session: OfficeSession, permission: Permission) -> bool:
    """Whether who is at work may do this. The history's idea of a person knows no roles: only a signed-in one has."""
    may = getattr(session.actor, "may", None)
    return may is not None and bool(may(permission))
