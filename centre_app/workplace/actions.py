"""Writing down the workplace: staff (``staffing``), rooms and types of session (``rooms``), children's times."""

from __future__ import annotations

import uuid

from sqlalchemy import select

from centre_app.children.models import Child
from centre_app.db.session import OfficeSession
from centre_app.db.types import new_id
from centre_app.security.access import Permission, needs
from centre_app.workplace.inputs import AbsenceInput as AbsenceInput
from centre_app.workplace.inputs import RoomInput as RoomInput
from centre_app.workplace.inputs import StaffInput as StaffInput
from centre_app.workplace.models import ChildTime, ChildTimeFacts
from centre_app.workplace.rooms import add_room as add_room
from centre_app.workplace.rooms import change_room as change_room
from centre_app.workplace.rooms import move_room as move_room
from centre_app.workplace.rooms import set_type_facts as set_type_facts
from centre_app.workplace.rows import found, keep_in_step
from centre_app.workplace.rules import ChildStretch, ChildTimes, check_child_times
from centre_app.workplace.staffing import add_absence as add_absence
from centre_app.workplace.staffing import add_staff as add_staff
from centre_app.workplace.staffing import change_absence as change_absence
from centre_app.workplace.staffing import change_staff as change_staff
from centre_app.workplace.staffing import move_staff as move_staff
from centre_app.workplace.staffing import remove_absence as remove_absence
from centre_app.workplace.staffing import staff_leaves as staff_leaves


@needs(Permission.PLAN_WEEK)
def set_child_times(session: OfficeSession, child_id: uuid.UUID, times: ChildTimes) -> None:
    """Say when a child can be here and how much a day it can bear, whole. Sessions that are booked stay as they are.

    Raises UserError at the field that is wrong, NotFound for a child that is not there.
    """
    found(session, Child, child_id)
    check_child_times(times)
    keep_in_step(
        session,
        session.scalars(select(ChildTime).where(ChildTime.child_id == child_id)),
        [
            ChildTime(
                id=new_id(),
                child_id=child_id,
                weekday=each.weekday,
                start_minute=each.start_minute,
                end_minute=each.end_minute,
                transport=each.transport,
            )
            for each in sorted(times.stretches)
        ],
        lambda row: ChildStretch(row.weekday, row.start_minute, row.end_minute, row.transport),
    )
    facts = session.get(ChildTimeFacts, child_id)
    if facts is None:
        facts = ChildTimeFacts(child_id=child_id)
        session.add(facts)
    facts.most_sessions_a_day, facts.few_days = times.most_sessions_a_day, times.few_days
