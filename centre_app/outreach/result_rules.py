"""What can be written of a visit: its outcome and what goes with it, times, home practice, concerns. Pure.

An error is about one field and says how to mend it.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from centre_app.errors import UserError
from centre_app.language.translate import N_, Message
from centre_app.outreach.outcome_rules import OUTCOME_NAMES as OUTCOME_NAMES
from centre_app.outreach.rules import OUTCOMES, PLANNED, SERVED
from centre_app.typed import typed_line, typed_lines

REASON_LIST, CONCERN_LIST = "visit_reason", "concern_kind"  # code lists
RESULTS = tuple(outcome for outcome in OUTCOMES if outcome != PLANNED)
NOT_SERVED = tuple(outcome for outcome in RESULTS if outcome not in SERVED)
PRACTISED = ("done", "partly", "not_done")
MET = SERVED | {"refused", "ill"}  # somebody was spoken to: they can be asked how home practice went
KNOWN_AHEAD = frozenset({"refused", "moved", "ill", "road_closed", "team_cancelled"})
URGENT = frozenset({"neglect", "referral"})  # somebody sees to these the day they are heard of
USUAL_DAYS = 7  # until a concern is to be seen to, where nothing else is said
DAY_MINUTES, MOST_MINUTES, MOST_PRACTICE_MINUTES, MOST_DAYS_AHEAD = 1440, 600, 10_000, 366
NOTE_LENGTH, TASK_LENGTH, REASON_LENGTH = 4000, 500, 300


@dataclass(frozen=True)
class Concern:
    """Something to be seen to after the visit. ``due_day`` None: in a week; at once for neglect and referrals.

    ``id``: the follow-up that stands already."""

    kind: str  # code list concern_kind
    note: str = ""
    owner_id: uuid.UUID | None = None
    due_day: date | None = None
    id: uuid.UUID | None = None


@dataclass(frozen=True)
class VisitResult:
    """What came of a visit. Minutes, notes and goals where it was done or partly done, a reason where it was not."""

    outcome: str
    arrived_minute: int | None = None
    minutes: int | None = None  # at the home
    reason: str | None = None  # code list visit_reason
    reason_note: str = ""
    done_note: str = ""
    parent_showed: str = ""
    task: str = ""  # until the next visit
    goals: tuple[uuid.UUID, ...] = ()
    practised: str | None = None
    practised_minutes: int | None = None
    concerns: tuple[Concern, ...] = ()
    next_day: date | None = None  # agreed with the family


class KeyedMeanwhile(UserError):
    """Somebody else keyed this visit since it was looked at. Nothing was written; ``standing`` is what stands there."""

    def __init__(self, by: str, at: datetime | None, standing: VisitResult | None, edition: int) -> None:
        outcome = Message(OUTCOME_NAMES[standing.outcome if standing else PLANNED])
        if by and at is not None:
            super().__init__(
                N_("{name} keyed this visit on {at}: {outcome}. Nothing was written over."),
                field="outcome",
                name=by,
                at=at,
                outcome=outcome,
            )
        else:
            super().__init__(
                N_("This visit was changed meanwhile; it is {outcome} now. Nothing was written over."),
                field="outcome",
                outcome=outcome,
            )
        self.by, self.at, self.standing, self.edition = by, at, standing, edition


@dataclass(frozen=True)
class VisitAbout:
    """What the rules need to know of the visit that is keyed."""

    day: date
    today: date
    goals: Collection[uuid.UUID] = ()  # that can be worked on
    reasons: Collection[str] = ()
    kinds: Collection[str] = ()  # of concern
    staff: Collection[uuid.UUID] = ()
    concerns: Collection[uuid.UUID] = ()  # follow-ups of this visit that are open
    left_minute: int | None = None  # the round left its base
    back_minute: int | None = None


def settled(result: VisitResult, about: VisitAbout) -> VisitResult:
    """What will be written: texts made clean, what does not go with the outcome refused.

    Raises UserError; ``field`` is the field of VisitResult, ``concerns/N/…`` for the Nth concern (from 0)."""
    if result.outcome not in RESULTS:
        raise UserError(N_("Please say how the visit went."), field="outcome")
    if about.day > about.today and result.outcome not in KNOWN_AHEAD:
        raise UserError(N_("This visit is on {day}: it cannot have been made yet."), field="outcome", day=about.day)
    clean = replace(
        result,
        done_note=typed_lines(result.done_note, field="done_note", label=N_("What was done"), limit=NOTE_LENGTH),
        parent_showed=typed_lines(
            result.parent_showed, field="parent_showed", label=N_("The parent showed"), limit=NOTE_LENGTH
        ),
        task=typed_line(
            " ".join(result.task.split()), field="task", label=N_("Task until the next visit"), limit=TASK_LENGTH
        ),
        reason_note=typed_line(
            result.reason_note, field="reason_note", label=N_("More on the reason"), limit=REASON_LENGTH
        ),
    )
    clean = _served(clean, about) if clean.outcome in SERVED else _not_served(clean, about)
    _check_times(clean, about)
    _check_practice(clean)
    _check_next_day(clean, about)
    return replace(clean, concerns=tuple(_concern(one, at, about) for at, one in enumerate(clean.concerns)))


def usual_due(kind: str, today: date) -> date:
    """By when a concern of this kind is seen to where nothing is said."""
    return today if kind in URGENT else today + timedelta(days=USUAL_DAYS)


def _served(result: VisitResult, about: VisitAbout) -> VisitResult:
    strange = set(result.goals) - set(about.goals)
    if strange:
        raise UserError(N_("A goal that was worked on is not among this child's goals."), field="goals")
    if result.minutes is not None and not 1 <= result.minutes <= MOST_MINUTES:
        raise UserError(N_("A visit lasts from 1 to {most} minutes."), field="minutes", most=MOST_MINUTES)
    return replace(result, reason=None, reason_note="", goals=tuple(dict.fromkeys(result.goals)))


def _not_served(result: VisitResult, about: VisitAbout) -> VisitResult:
    """Nothing was done: words that say otherwise are not thrown away, they are asked about."""
    outcome = Message(OUTCOME_NAMES[result.outcome])
    for field, label, value in (
        ("done_note", N_("What was done"), result.done_note),
        ("parent_showed", N_("The parent showed"), result.parent_showed),
        ("goals", N_("Goals worked on"), result.goals),
        ("minutes", N_("Minutes"), result.minutes),
    ):
        if value:
            raise UserError(
                N_("“{label}” does not go with “{outcome}”. Empty it, or choose another outcome."),
                field=field,
                label=Message(label),
                outcome=outcome,
            )
    if result.reason is None:
        if result.outcome == "team_cancelled":
            raise UserError(N_("Please choose the reason."), field="reason")
    elif result.reason not in about.reasons:
        raise UserError(N_("There is no reason “{code}” in the list."), field="reason", code=result.reason)
    return replace(result, minutes=None)


def _check_times(result: VisitResult, about: VisitAbout) -> None:
    arrived = result.arrived_minute
    if arrived is None:
        return
    if not 0 <= arrived < DAY_MINUTES:
        raise UserError(N_("Please write the hour as 9:30."), field="arrived_minute")
    if arrived + (result.minutes or 0) > DAY_MINUTES:
        raise UserError(N_("The visit would go on after midnight."), field="minutes")
    if about.left_minute is not None and arrived < about.left_minute:
        raise UserError(
            N_("The team left its base at {left}: it cannot have arrived at {arrived}."),
            field="arrived_minute",
            left=hour(about.left_minute),
            arrived=hour(arrived),
        )
    if about.back_minute is not None and arrived > about.back_minute:
        raise UserError(
            N_("The team was back at {back}: it cannot have arrived at {arrived}."),
            field="arrived_minute",
            back=hour(about.back_minute),
            arrived=hour(arrived),
        )


def _check_practice(result: VisitResult) -> None:
    minutes = result.practised_minutes
    if result.practised is None:
        if minutes is not None:
            raise UserError(N_("Say whether it was practised: done, partly or not."), field="practised")
        return
    if result.practised not in PRACTISED:
        raise UserError(N_("Say whether it was practised: done, partly or not."), field="practised")
    if result.outcome not in MET:
        raise UserError(
            N_("Nobody was met, so nobody can have said how home practice went. Empty it."), field="practised"
        )
    if minutes is None:
        return
    if not 0 <= minutes <= MOST_PRACTICE_MINUTES:
        raise UserError(
            N_("Minutes of home practice go from 0 to {most}."), field="practised_minutes", most=MOST_PRACTICE_MINUTES
        )
    if result.practised == "not_done" and minutes:
        raise UserError(
            N_("Not practised, and {n} minutes: one of the two is wrong."), field="practised_minutes", n=minutes
        )


def _check_next_day(result: VisitResult, about: VisitAbout) -> None:
    if result.next_day is None:
        return
    if result.next_day <= about.day:
        raise UserError(
            N_("The next visit can only be agreed for a day after this one ({day})."), field="next_day", day=about.day
        )
    if result.next_day > about.day + timedelta(days=MOST_DAYS_AHEAD):
        raise UserError(N_("The next visit would be more than a year away. Please check the date."), field="next_day")


def _concern(concern: Concern, at: int, about: VisitAbout) -> Concern:
    place = f"concerns/{at}/"
    if concern.kind not in about.kinds:
        raise UserError(N_("Please choose what the concern is."), field=place + "kind")
    if concern.owner_id is not None and concern.owner_id not in about.staff:
        raise UserError(N_("This person is not on the staff list."), field=place + "owner_id")
    if concern.id is not None and concern.id not in about.concerns:
        raise UserError(
            N_("This follow-up was closed or taken away meanwhile. Please open the round again."), field=place + "kind"
        )
    due = concern.due_day or usual_due(concern.kind, about.today)
    if due < about.day:
        raise UserError(N_("A follow-up cannot be due before the visit."), field=place + "due_day")
    return replace(
        concern,
        note=typed_lines(concern.note, field=place + "note", label=N_("Note"), limit=NOTE_LENGTH),
        due_day=due,
    )


def hour(minute: int) -> str:
    """A minute of the day as people write it: 09:30."""
    return f"{minute // 60:02d}:{minute % 60:02d}"
