"""Home service in words: how often, when due, who is at home when, what became of a visit."""

from __future__ import annotations

from datetime import date

from centre_app.language.dates import day_text, weekday_names
from centre_app.language.translate import _, ngettext
from centre_app.outreach.due_rules import RESULT_MISSING, STATE_WORDS, WAITING, Standing
from centre_app.outreach.home_queries import HomeServiceRow, PastVisit
from centre_app.outreach.home_rules import EVERY_DAY, HomeFactsInput
from centre_app.outreach.outcome_rules import OUTCOME_NAMES
from centre_app.workplace.times import minute_text, span_text


def often_words(every_weeks: int | None, times_a_month: int | None) -> str:
    """ "every 2 weeks", "3 times a month"."""
    if every_weeks is not None:
        often = ngettext("every {n} week", "every {n} weeks", every_weeks).format(n=every_weeks)
        return _("every week") if every_weeks == 1 else often
    times = times_a_month or 0
    return ngettext("once a month", "{n} times a month", times).format(n=times)


def service_words(row: HomeServiceRow) -> str:
    """How often, how long, by whom."""
    minutes = ngettext("{n} minute", "{n} minutes", row.minutes).format(n=row.minutes)
    parts = [often_words(row.every_weeks, row.times_a_month), minutes, row.team or _("any team")]
    return " · ".join(parts)


def days_words(days: str) -> str:
    """ "Mon, Wed, Fri"; every day is said so."""
    if days == EVERY_DAY:
        return _("every day")
    names = weekday_names(short=True)
    return ", ".join(names[int(day) - 1] for day in days)


def hours_words(facts: HomeFactsInput) -> str:
    """When somebody is at home."""
    begins, ends = facts.from_minute, facts.until_minute
    if begins is None and ends is None:
        return _("all day")
    if ends is None:
        return _("from {time}").format(time=minute_text(begins or 0))
    if begins is None:
        return _("until {time}").format(time=minute_text(ends))
    return span_text(begins, ends)


def outcome_words(outcome: str | None) -> str:
    """What became of a visit; empty without a visit."""
    return _(OUTCOME_NAMES[outcome]) if outcome else ""


def next_words(standing: Standing, today: date) -> str:
    """When the next visit is due, planned or waited for."""
    if standing.state in (WAITING, RESULT_MISSING):
        words = _(STATE_WORDS[standing.state])
        missing = standing.planned_day
        return words if missing is None else f"{words}: {day_text(missing)}"
    if standing.planned_day is not None:
        return _("planned for {day}").format(day=day_text(standing.planned_day))
    assert standing.due_day is not None
    if standing.agreed_day is not None:
        words = _("agreed for {day}").format(day=day_text(standing.agreed_day))
    else:
        words = _("due on {day}").format(day=day_text(standing.due_day))
    overdue = standing.overdue_days(today)
    if overdue:
        words += " · " + ngettext("{n} day overdue", "{n} days overdue", overdue).format(n=overdue)
    return words


def next_tone(standing: Standing, today: date) -> str:
    """Whether the next visit needs attention."""
    if standing.state in (WAITING, RESULT_MISSING):
        return "attention"
    return "attention" if standing.planned_day is None and standing.overdue_days(today) else ""


def reason_words(visit: PastVisit) -> str:
    """Why a visit did not take place, and when the next was agreed for."""
    agreed = _("agreed for {day}").format(day=day_text(visit.next_day)) if visit.next_day is not None else ""
    return " · ".join(part for part in (visit.reason, visit.reason_note, agreed) if part)
