"""Who is in planned sessions."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import replace

from centre_app.db.session import OfficeSession
from centre_app.errors import UserError
from centre_app.language.translate import N_, Message
from centre_app.security.access import Permission, needs
from centre_app.therapy.booking import child_row, typed_reason
from centre_app.therapy.cancelling import check_child_unwritten
from centre_app.therapy.clash_facts import facts_for
from centre_app.therapy.clashes import clashes_in
from centre_app.therapy.fitting import with_session
from centre_app.therapy.models import SeriesChild, SessionChild, TherapySession
from centre_app.therapy.moving import Changed
from centre_app.therapy.placing import Clash, Impossible, Placing, Told, WeekFacts, check_clashes, reasons
from centre_app.therapy.row_changes import Kept, Row, RowChanges, lock_calendar
from centre_app.therapy.rules import THIS
from centre_app.therapy.scope import in_scope, planned_session, series_from_here

_ABOUT_ALL = frozenset({"too_many", "room_small", "room_full"})  # what one more child can bring about


@needs(Permission.PLAN_WEEK)
def change_children(
    session: OfficeSession,
    session_id: uuid.UUID,
    child_ids: Collection[uuid.UUID],
    *,
    scope: str = THIS,
    clash_reason: str = "",
) -> Changed:
    """Who is in a planned session from now on. In a series whoever comes or goes here comes or goes in all that are
    meant; where a child cannot be added or nobody would be left, the session stays so and is told.

    Raises Impossible where a child cannot be in the session itself, ClashNeedsReason, NotFound, UserError.
    """
    lock_calendar(session)
    reason = typed_reason(clash_reason)
    one = planned_session(session, session_id)
    if one.row["start_minute"] is None:
        raise UserError(N_("Please give this session an hour first."), field="start_minute")
    children = tuple(dict.fromkeys(child_ids))
    coming = tuple(child_id for child_id in children if child_id not in one.child_ids)
    going = frozenset(one.child_ids) - frozenset(children)
    meant = in_scope(session, one, scope, changed_alone=True)
    others = [kept for kept in meant if kept.id != one.id and kept.row["start_minute"] is not None]
    wanted = {kept.id: kept.placing(child_ids=_after(kept, coming, going)) for kept in (one, *others)}
    facts = facts_for(session, wanted.values())
    changes = RowChanges(session)
    series = series_from_here(session, changes, one, scope)
    stayed: list[Told] = []
    soft: list[Clash] = []
    changed = 0
    for kept in (one, *others):
        placing, clashes, why_not = _fitting(facts, kept, wanted[kept.id])
        if why_not and kept.id == one.id:
            raise Impossible(why_not)
        if why_not:
            stayed.append((kept.row["day"], reasons(why_not)))
        soft += clashes
        facts = with_session(facts, kept.id, placing)
        changed += _write(changes, kept, placing, reason if clashes else "")
    check_clashes(soft, reason)
    if series is not None:
        _write_series(changes, series, coming, going)
    return Changed(changed, changes.write(), tuple(stayed))


def _after(kept: Kept, coming: Sequence[uuid.UUID], going: Collection[uuid.UUID]) -> tuple[uuid.UUID, ...]:
    stay = [child_id for child_id in kept.child_ids if child_id not in going]
    return (*stay, *(child_id for child_id in coming if child_id not in stay))


def _fitting(facts: WeekFacts, kept: Kept, wanted: Placing) -> tuple[Placing, list[Clash], list[Clash]]:
    """As much of it as can be: the placing, what needs a reason, and why the rest of it cannot be."""
    if not wanted.child_ids:
        nobody = Clash("no_children", True, Message(N_("Nobody would be left in the session.")), "child_ids")
        return kept.placing(), [], [nobody]
    coming = set(wanted.child_ids) - set(kept.child_ids)
    found = [
        clash
        for clash in clashes_in(facts, wanted, kept.id)
        if clash.child_id in coming or (coming and clash.kind in _ABOUT_ALL)
    ]
    hard = [clash for clash in found if clash.hard]
    unable = {clash.child_id for clash in hard}
    if None in unable:  # the room has no place for one more
        unable |= coming
    able = tuple(child_id for child_id in wanted.child_ids if child_id not in unable)
    if not able:
        return kept.placing(), [], hard
    soft = [clash for clash in found if not clash.hard and clash.child_id not in unable]
    return replace(wanted, child_ids=able), soft, hard


def _write(changes: RowChanges, kept: Kept, placing: Placing, reason: str) -> bool:
    for child in kept.children:
        if child["child_id"] not in placing.child_ids:
            check_child_unwritten(child)
            changes.remove(SessionChild, child)
    for child_id in placing.child_ids:
        if child_id not in kept.child_ids:
            changes.add(SessionChild, child_row(kept.id, child_id))
    if reason:
        changes.change(TherapySession, kept.row, clash_reason=reason)
    return set(placing.child_ids) != set(kept.child_ids)


def _write_series(changes: RowChanges, series: Row, coming: Sequence[uuid.UUID], going: Collection[uuid.UUID]) -> None:
    there = {row["child_id"]: row for row in changes.rows(SeriesChild, "series_id", series["id"])}
    for child_id in coming:
        if child_id not in there:
            changes.add(SeriesChild, {"series_id": series["id"], "child_id": child_id})
    for child_id in going & there.keys():
        changes.remove(SeriesChild, there[child_id])
