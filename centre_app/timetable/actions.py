"""Booking what was proposed."""

from __future__ import annotations

from centre_app.db.session import OfficeSession
from centre_app.errors import UserError
from centre_app.language.translate import N_
from centre_app.security.access import Permission, needs
from centre_app.therapy.actions import BookedMany, Booking, book_many
from centre_app.timetable.problem import Proposal
from centre_app.timetable.queries import week_to_plan
from centre_app.timetable.rules import faults


@needs(Permission.PLAN_WEEK)
def book_proposal(session: OfficeSession, proposal: Proposal) -> BookedMany:
    """Book the new sessions of a proposal, all or none; ``undo`` of what is given takes exactly these away.

    Raises UserError where the week is not what it was when it was proposed, or the proposal breaks a rule.
    """
    problem = proposal.problem
    if week_to_plan(session, problem.monday, language="en", grid=problem.grid).problem != problem:
        raise UserError(
            N_("Something in this week was changed since this timetable was proposed. Please let it be proposed again.")
        )
    wrong = faults(proposal)
    if wrong:
        raise UserError(
            N_("This timetable breaks {n} rules of planning ({kinds}). Nothing was booked."),
            n=len(wrong),
            kinds=", ".join(sorted({fault.kind for fault in wrong})),
        )
    bookings = []
    for placement in proposal.new:
        wants = [problem.wants[index] for index in placement.wants]
        bookings.append(
            Booking(
                day=placement.day,
                start_minute=placement.start,
                minutes=wants[0].minutes,
                type=wants[0].type,
                therapist_id=placement.therapist,
                room_id=placement.room,
                child_ids=tuple(want.child for want in wants),
            )
        )
    return book_many(session, bookings)
