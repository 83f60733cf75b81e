"""Writing down who works here: what they give, when, and when they are away."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date

from sqlalchemy import select

from centre_app.db.session import OfficeSession
from centre_app.db.types import new_id
from centre_app.errors import UserError
from centre_app.language.translate import N_
from centre_app.security.access import Permission, needs
from centre_app.security.models import Account
from centre_app.typed import typed_line
from centre_app.workplace.inputs import AbsenceInput, StaffInput
from centre_app.workplace.models import StaffAbsence, StaffMember, StaffSkill, WorkingHours
from centre_app.workplace.rows import check_codes, found, keep_in_step, move, next_position, site_id
from centre_app.workplace.rules import (
    MOST_PERCENT,
    Stretch,
    check_days,
    check_number,
    check_stretches,
    check_supervisor,
)

_FACTS = ("name", "profession", "account_id", "supervisor_id", "full_time_percent", "works_from", "works_until")


@needs(Permission.MANAGE_CENTRE)
def add_staff(session: OfficeSession, staff: StaffInput) -> uuid.UUID:
    """Write down somebody who works here; they come last. Raises UserError at the field that is wrong."""
    clean = _checked(session, None, staff)
    created = StaffMember(
        id=new_id(),
        site_id=site_id(session),
        position=next_position(session, StaffMember),
        **{name: getattr(clean, name) for name in _FACTS},
    )
    session.add(created)
    session.flush()
    _write_skills_and_hours(session, created.id, clean)
    return created.id


@needs(Permission.MANAGE_CENTRE)
def change_staff(session: OfficeSession, staff_id: uuid.UUID, staff: StaffInput) -> None:
    """Make somebody's facts, skills and hours as they are given, whole. Raises UserError at the field that is wrong."""
    row = found(session, StaffMember, staff_id)
    clean = _checked(session, staff_id, staff)
    for name in _FACTS:
        setattr(row, name, getattr(clean, name))
    _write_skills_and_hours(session, staff_id, clean)


@needs(Permission.MANAGE_CENTRE)
def move_staff(session: OfficeSession, staff_id: uuid.UUID, by: int) -> None:
    """Move somebody ``by`` places down in the order (up where negative)."""
    move(session, StaffMember, staff_id, by)


@needs(Permission.MANAGE_CENTRE)
def staff_leaves(session: OfficeSession, staff_id: uuid.UUID, last_day: date | None) -> None:
    """Somebody works here until ``last_day``; None: stays after all. What was written with them stays."""
    row = found(session, StaffMember, staff_id)
    check_days(row.works_from, last_day, field="works_until")
    row.works_until = last_day


@needs(Permission.PLAN_WEEK)
def add_absence(session: OfficeSession, absence: AbsenceInput) -> uuid.UUID:
    """Write down days, or a part of them, when somebody is not here. Raises UserError at the field that is wrong."""
    found(session, StaffMember, absence.staff_id)
    created = StaffAbsence(id=new_id(), staff_id=absence.staff_id)
    _write_absence(session, created, absence)
    session.add(created)
    session.flush()
    return created.id


@needs(Permission.PLAN_WEEK)
def change_absence(session: OfficeSession, absence_id: uuid.UUID, absence: AbsenceInput) -> None:
    """Make an absence as it is given; whose it is stays. Raises UserError at the field that is wrong."""
    row = found(session, StaffAbsence, absence_id)
    _write_absence(session, row, replace(absence, staff_id=row.staff_id))


@needs(Permission.PLAN_WEEK)
def remove_absence(session: OfficeSession, absence_id: uuid.UUID) -> AbsenceInput:
    """Take an absence away. Gives what it was, so that ``add_absence`` can put it back."""
    row = found(session, StaffAbsence, absence_id)
    was = AbsenceInput(row.staff_id, row.first_day, row.last_day, row.start_minute, row.end_minute, row.reason)
    session.delete(row)
    return was


def _checked(session: OfficeSession, staff_id: uuid.UUID | None, staff: StaffInput) -> StaffInput:
    name = typed_line(staff.name, field="name", label=N_("Name"), limit=200, needed=True)
    profession = typed_line(staff.profession, field="profession", label=N_("Profession"), limit=200)
    check_number(staff.full_time_percent, 1, MOST_PERCENT, field="full_time_percent", label=N_("Full-time, %"))
    check_days(staff.works_from, staff.works_until, field="works_until")
    check_stretches(staff.hours, field="hours")
    _check_account(session, staff_id, staff.account_id)
    pairs = session.execute(select(StaffMember.id, StaffMember.supervisor_id))
    supervisors = {row.id: row.supervisor_id for row in pairs}
    if staff.supervisor_id is not None and staff.supervisor_id not in supervisors:
        raise UserError(N_("This person is not on the staff any more."), field="supervisor_id")
    check_supervisor(staff_id, staff.supervisor_id, supervisors)
    skills = check_codes(session, "session_type", staff.skills, "skills")
    return replace(staff, name=name, profession=profession, skills=skills, hours=tuple(sorted(staff.hours)))


def _check_account(session: OfficeSession, staff_id: uuid.UUID | None, account_id: uuid.UUID | None) -> None:
    """One account is one person: whoever signs in must find the own day, and nobody else's."""
    if account_id is None:
        return
    if session.get(Account, account_id) is None:
        raise UserError(N_("This account is not there any more."), field="account_id")
    same = select(StaffMember.name).where(StaffMember.account_id == account_id)
    if staff_id is not None:
        same = same.where(StaffMember.id != staff_id)
    other = session.scalars(same.limit(1)).one_or_none()
    if other is not None:
        raise UserError(N_("This account is already that of {name}."), field="account_id", name=other)


def _write_skills_and_hours(session: OfficeSession, staff_id: uuid.UUID, staff: StaffInput) -> None:
    keep_in_step(
        session,
        session.scalars(select(StaffSkill).where(StaffSkill.staff_id == staff_id)),
        [StaffSkill(staff_id=staff_id, session_type=code) for code in staff.skills],
        lambda row: row.session_type,
    )
    keep_in_step(
        session,
        session.scalars(select(WorkingHours).where(WorkingHours.staff_id == staff_id)),
        [
            WorkingHours(id=new_id(), staff_id=staff_id, weekday=day, start_minute=start, end_minute=end)
            for day, start, end in ((each.weekday, each.start_minute, each.end_minute) for each in staff.hours)
        ],
        lambda row: Stretch(row.weekday, row.start_minute, row.end_minute),
    )


def _write_absence(session: OfficeSession, row: StaffAbsence, absence: AbsenceInput) -> None:
    check_days(absence.first_day, absence.last_day, field="last_day")
    if absence.start_minute is not None and absence.end_minute is not None:
        check_stretches([Stretch(1, absence.start_minute, absence.end_minute)], field="times")
    elif (absence.start_minute is None) != (absence.end_minute is None):
        raise UserError(N_("Write from when until when, or nothing for the whole day."), field="times")
    reason = typed_line(absence.reason, field="reason", label=N_("Reason"), limit=200)
    same = select(StaffAbsence.id).where(
        StaffAbsence.staff_id == absence.staff_id,
        StaffAbsence.id != row.id,
        StaffAbsence.first_day == absence.first_day,
        StaffAbsence.last_day == absence.last_day,
        StaffAbsence.start_minute == absence.start_minute,
    )
    if session.execute(same.limit(1)).first() is not None:
        raise UserError(N_("This absence is written down already."), field="first_day")
    row.first_day, row.last_day = absence.first_day, absence.last_day
    row.start_minute, row.end_minute, row.reason = absence.start_minute, absence.end_minute, reason
