"""When a home visit is due: the window after the last successful visit, what follows when a visit did not succeed, how
much it weighs. Pure.

One home service is child × purpose; only its own visits count for it. Days are dates, intervals whole days.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from centre_app.language.translate import N_, Message, Words, current
from centre_app.outreach.outcome_rules import OutcomeFollow
from centre_app.outreach.rules import PLANNED, SERVED

RISKS = ("low", "medium", "high", "critical")
RISK_WEIGHTS: Mapping[str, int] = {"low": 1, "medium": 2, "high": 7, "critical": 22}
RISK_WORDS: Mapping[str, str] = {
    "low": N_("low"),
    "medium": N_("medium"),
    "high": N_("high"),
    "critical": N_("critical"),
}
URGENT = frozenset({"high", "critical"})
UNKNOWN_RISK = "low"  # of a child about whose home nothing is written yet

DUE, NOT_YET, PLANNED_STATE, RESULT_MISSING, WAITING = "due", "not_yet", PLANNED, "result_missing", "waiting"
STATE_WORDS: Mapping[str, str] = {
    DUE: N_("due"),
    NOT_YET: N_("not due yet"),
    PLANNED_STATE: N_("planned"),
    RESULT_MISSING: N_("result missing"),
    WAITING: N_("waits for a decision"),
}
OUTCOME_ON: Mapping[str, str] = {
    "nobody_home": N_("nobody was home on {day}"),
    "refused": N_("the family refused on {day}"),
    "moved": N_("the family had moved away on {day}"),
    "ill": N_("the child was ill on {day}"),
    "road_closed": N_("the road was closed on {day}"),
    "team_cancelled": N_("cancelled by the team on {day}"),
}
_DAYS_A_MONTH = 30.4
_NO_ATTEMPT = SERVED | {PLANNED}
_FOR_EVER = 10_000  # days: longer than any rule
_MOST_INTERVALS = 4  # beyond so many intervals being overdue weighs no more


class Past(NamedTuple):
    """A visit of one home service as the rules see it. ``next_day`` was agreed at it."""

    day: date
    outcome: str
    next_day: date | None = None


class Standing(NamedTuple):
    """How it stands with one home service.

    ``state`` is DUE (it has a window), PLANNED_STATE, RESULT_MISSING or WAITING; ``state_by`` tells whether the window
    is open by a day. The window is None only while WAITING. ``cycle_day``: when the visit should have been by the
    interval alone, from which overdue days are counted. ``last_*``: the latest visit with a result, from which the
    window follows; ``planned_day``: of the visit that is planned, or of the one that lacks its result.
    """

    state: str
    from_day: date | None
    due_day: date | None
    until_day: date | None
    cycle_day: date
    interval: int
    last_done: date | None
    last_outcome: str | None
    last_day: date | None
    agreed_day: date | None
    planned_day: date | None

    def state_by(self, day: date) -> str:
        """The state, where NOT_YET is a window that is not open by ``day``."""
        if self.state == DUE and self.from_day is not None and self.from_day > day:
            return NOT_YET
        return self.state

    def overdue_days(self, on: date) -> int:
        """Days since it should have been, on a day: not from the next try, so that nobody who was not found is lost."""
        return max(0, (on - self.cycle_day).days)


@dataclass(frozen=True)
class DaysOverdue(Message):
    """ "12 days overdue" in the plural forms of each language. ``text`` is the number."""

    def in_words(self, words: Words | None = None) -> str:
        """The words for so many days."""
        count = int(self.text)
        return (words or current()).ngettext("{n} day overdue", "{n} days overdue", count).format(n=count)


@cache
def interval_days(every_weeks: int | None, times_a_month: int | None) -> int:
    """Days from one visit to the next. One of the two is said; ValueError where neither is."""
    if every_weeks is not None:
        return 7 * every_weeks
    if times_a_month is None:
        raise ValueError("a home service has a frequency")
    return round(_DAYS_A_MONTH / times_a_month)


@cache
def slack_days(interval: int) -> int:
    """How many days before and after its day a visit is still in time."""
    return max(1, interval // 4)


def standing(
    interval: int,
    start_day: date,
    agreed_day: date | None,
    visits: Sequence[Past],
    rules: Mapping[str, OutcomeFollow],
    today: date,
) -> Standing:
    """How it stands with a service. ``visits`` are its own, in any order; those before the last successful one may be
    left out. ``agreed_day`` counts while there is no visit with a result.

    A visit that failed on the day of a successful one changes nothing: somebody was there that day. Of two that failed
    on one day the one with an agreed day counts, else the one after which the family is left alone longest.
    """
    done = _last_done(visits)
    failed = _last_failed(visits, rules, done)
    last = failed or done
    agreed = agreed_day if last is None else last.next_day
    slack = _days(slack_days(interval))
    cycle_day = start_day if done is None else done.day + _days(interval)
    due_day: date | None = cycle_day
    from_day: date | None = start_day if done is None else cycle_day - slack
    if agreed is not None:
        from_day = due_day = agreed
    elif failed is not None:
        again = rules[failed.outcome].again_after
        from_day = due_day = None if again is None else failed.day + _days(again)
    planned_day, state = _planned([one for one in visits if done is None or one.day >= done.day], today)
    if state == DUE and due_day is None:
        state = WAITING
    return Standing(
        state,
        from_day,
        due_day,
        None if due_day is None else due_day + slack,
        cycle_day,
        interval,
        None if done is None else done.day,
        None if last is None else last.outcome,
        None if last is None else last.day,
        agreed,
        planned_day,
    )


def decisive(visits: Sequence[Past], rules: Mapping[str, OutcomeFollow]) -> int | None:
    """Which of the visits the window follows from, so that a day agreed for the next one is written on it. None: there
    is none with a result."""
    done = _last_done(visits)
    last = _last_failed(visits, rules, done) or done
    return None if last is None else next(at for at, visit in enumerate(visits) if visit is last)


def weight(risk: str, overdue: int, interval: int, further: int = 0) -> int:
    """How heavy it is to leave this visit out: by risk and by how many intervals it is overdue; ``further`` reasons
    (an absence to follow up, a review) weigh twice the risk each. At least 1; halves are rounded up."""
    risk_weight = RISK_WEIGHTS[risk]
    late = min(overdue, _MOST_INTERVALS * interval)
    by_time = (risk_weight * (4 * interval + 4 * late) * 2 + interval) // (2 * interval)
    return max(1, by_time + 2 * risk_weight * further)


def reasons(
    found: Standing, on: date, risk: str, *, absent_since: date | None = None, review_day: date | None = None
) -> tuple[Message, ...]:
    """Why this child now, in words, what presses most first. There is always one."""
    said: list[Message] = []
    if found.planned_day is not None:
        words = N_("planned for {day}") if found.state == PLANNED_STATE else N_("the result of {day} is missing")
        said.append(Message(words, {"day": found.planned_day}))
    if risk in URGENT:
        said.append(Message(N_("risk: {risk}"), {"risk": Message(RISK_WORDS[risk])}))
    overdue = found.overdue_days(on)
    if overdue:
        said.append(DaysOverdue(str(overdue)))
    if found.last_done is None:
        said.append(Message(N_("never visited yet")))
    if found.last_outcome is not None and found.last_outcome in OUTCOME_ON:
        said.append(Message(OUTCOME_ON[found.last_outcome], {"day": found.last_day}))
    if found.agreed_day is not None:
        said.append(Message(N_("agreed for {day}"), {"day": found.agreed_day}))
    elif found.due_day is None:
        said.append(Message(N_("somebody must decide about the next visit")))
    if absent_since is not None:
        said.append(Message(N_("absent since {day}"), {"day": absent_since}))
    if review_day is not None:
        said.append(Message(N_("review of the plan is due on {day}"), {"day": review_day}))
    return tuple(said) or (Message(N_("last visited on {day}"), {"day": found.last_done}),)


def called_by_absence(found: Standing, since: date | None) -> Standing:
    """A visit that asks after absences need not wait for its interval when the child has been absent since a day after
    the last such visit. A day agreed with the family, a rule after a failed visit and a planned visit go before."""
    usual = found.state == DUE and found.agreed_day is None and found.last_outcome in (None, *SERVED)
    if since is None or not usual or (found.last_done is not None and since <= found.last_done):
        return found
    if found.from_day is not None and found.from_day <= since:
        return found
    return found._replace(from_day=since, due_day=since, until_day=since + timedelta(slack_days(found.interval)))


@cache
def _days(count: int) -> timedelta:
    return timedelta(count)


def _last_done(visits: Sequence[Past]) -> Past | None:
    found: Past | None = None
    for visit in visits:
        if visit.outcome in SERVED and (found is None or _of_done(visit) > _of_done(found)):
            found = visit
    return found


def _last_failed(visits: Sequence[Past], rules: Mapping[str, OutcomeFollow], done: Past | None) -> Past | None:
    """The latest after the last successful one."""
    found: Past | None = None
    for visit in visits:
        if visit.outcome in _NO_ATTEMPT or (done is not None and _made_good(visit, done)):
            continue
        if found is None or _of_failed(visit, rules) > _of_failed(found, rules):
            found = visit
    return found


def _made_good(failed: Past, done: Past) -> bool:
    """Whether somebody was there since. A visit that was called off beforehand lies ahead of the one that was made in
    its place, on the day agreed for it."""
    return failed.day <= done.day or (failed.next_day is not None and failed.next_day <= done.day)


def _of_done(visit: Past) -> tuple[date, date]:
    return visit.day, visit.next_day or date.min


def _of_failed(visit: Past, rules: Mapping[str, OutcomeFollow]) -> tuple[date, date, int]:
    again = rules[visit.outcome].again_after
    return visit.day, visit.next_day or date.min, _FOR_EVER if again is None else again


def _planned(visits: Sequence[Past], today: date) -> tuple[date | None, str]:
    """The day of the next planned visit; where there is none, of the latest that should have been and says nothing. A
    result of a later day goes past it; a visit that is called off ahead does not."""
    ahead = behind = None
    for visit in visits:
        if visit.outcome != PLANNED:
            continue
        if visit.day >= today:
            ahead = visit.day if ahead is None else min(ahead, visit.day)
        elif behind is None or visit.day > behind:
            behind = visit.day
    if ahead is not None:
        return ahead, PLANNED_STATE
    if behind is None or any(visit.outcome != PLANNED and behind <= visit.day <= today for visit in visits):
        return None, DUE
    return behind, RESULT_MISSING
