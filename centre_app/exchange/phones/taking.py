"""Taking filled forms in: looked at first, then all good ones in one transaction; taken back as one step."""

from __future__ import annotations

import uuid

from centre_app.db.session import OfficeSession
from centre_app.db.types import new_id, utc_now
from centre_app.exchange.phones.deciding import Decided, decide
from centre_app.exchange.phones.files import Received
from centre_app.exchange.phones.screening_reading import ScreeningWork
from centre_app.exchange.phones.told import Fate, PhoneResult
from centre_app.exchange.phones.visit_reading import VisitWork
from centre_app.exchange.undoing import Step, Undone, undo_step
from centre_app.instruments.actions import begin_filling, finish_filling, save_filling
from centre_app.outreach.models import PhoneSubmission, VisitPhoto
from centre_app.outreach.results import key_visit
from centre_app.security.access import Permission, needs

PHONES_TAKEN, PHONES_UNDONE = "phones_taken", "phones_undone"  # traces in the history
_STEP = Step(PHONES_TAKEN, PHONES_UNDONE, frozenset({"take_phone_forms"}))


@needs(Permission.KEY_VISITS)
def look_at_phone_forms(session: OfficeSession, received: Received) -> PhoneResult:
    """What would become of each form. Writes nothing."""
    return PhoneResult(received.files, tuple(one.line for one in decide(session, received)))


@needs(Permission.KEY_VISITS)
def take_phone_forms(session: OfficeSession, received: Received) -> PhoneResult:
    """Write every form that can be taken; judged again, so that what was keyed meanwhile stays as it is.

    A visit's result says that it came by phone. A screening that is whole is finished; one that is not becomes a draft.
    """
    decided = decide(session, received)
    for one in decided:
        if one.line.fate is Fate.TAKE:
            _take(session, one)
    taken = [one for one in decided if one.line.fate is Fate.TAKE]
    if taken:
        session.flush()
        session.record_access(PHONES_TAKEN, what=taken[0].line.file)  # where one import ends, for whoever undoes it
    return PhoneResult(received.files, tuple(one.line for one in decided), committed=bool(taken))


@needs(Permission.KEY_VISITS)
def undo_phone_forms(session: OfficeSession) -> Undone:
    """Put back what the last taking of forms wrote. Raises UserError: nothing to undo, or changed since."""
    return undo_step(session, _STEP)


def _take(session: OfficeSession, one: Decided) -> None:
    assert one.form is not None
    visit_id: uuid.UUID | None = None
    filling_id: uuid.UUID | None = None
    if isinstance(one.work, VisitWork):
        visit_id = one.work.visit_id
        key_visit(session, visit_id, one.work.result, one.work.edition, source="phone")
        if one.work.picture is not None:
            session.add(VisitPhoto(id=new_id(), visit_id=visit_id, picture=one.work.picture))
    elif isinstance(one.work, ScreeningWork):
        filling_id = begin_filling(session, one.work.new)
        save_filling(session, filling_id, one.work.changes)
        if one.work.finish:
            finish_filling(session, filling_id)
    session.add(
        PhoneSubmission(
            id=new_id(),
            instance_id=one.instance_id,
            form_id=one.form,
            taken_at=utc_now(),
            visit_id=visit_id,
            filling_id=filling_id,
        )
    )
