"""What a document asks for: the dialog and the command line are built from these, and read by one function."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from centre_app.children.queries import ChildFilter, child_by_number
from centre_app.db.session import OfficeSession
from centre_app.errors import UserError
from centre_app.language.dates import parse_day, parse_week
from centre_app.language.translate import LANGUAGES, N_
from centre_app.reports.asked import Asked

_PERIOD_MONTHS = 3
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_GONE = {
    "group": N_("This group or service is not there any more."),
    "staff": N_("This therapist is not there any more."),
    "room": N_("This room is not there any more."),
    "plan": N_("This plan is not there any more."),
    "filling": N_("This filling is not there any more."),
    "team": N_("This team is not there any more."),
    "round": N_("This round is not there any more."),
    "visit": N_("This visit is not there any more."),
    "loan": N_("This loan is not there any more."),
}
_MOST_EMPTY_ROWS = 200


@dataclass(frozen=True)
class Parameter:
    """One thing a document asks for. `label` and `about` are msgids; `about` says what is meant when it is left out.

    `type` decides the field of the dialog: month, week, group, child, period (the two names first and last), filter,
    flag, count, staff, room, team, language, instrument; `hidden` is asked for by a door alone, never by a field.
    """

    name: str
    type: str
    label: str
    about: str
    needed: bool = False


MONTH = Parameter("month", "month", N_("Month"), N_("The last month that is over, when nothing is said."))
GROUP = Parameter("group", "group", N_("Group or service"), N_("All groups of the first day-care service."))
BLANK = Parameter("blank", "flag", N_("Blank, to be filled in by hand"), N_("With the marks."))
EMPTY_ROWS = Parameter("empty_rows", "count", N_("Empty lines instead of names"), N_("None."))
CHILD = Parameter("child", "child", N_("Child"), N_("One number, or several."), needed=True)
PERIOD = Parameter("period", "period", N_("Period"), N_("The last three months."))
WEEK = Parameter("week", "week", N_("Week"), N_("This week."))
STAFF = Parameter("staff", "staff", N_("Therapist"), N_("All therapists."))
ROOM = Parameter("room", "room", N_("Room"), N_("All rooms."))
ONE_CHILD = Parameter("child", "hidden", N_("Child"), N_("All children."))
PLAN = Parameter("plan", "hidden", N_("Version of the plan"), N_("The plan in force."))
FILLING = Parameter("filling", "hidden", N_("Filling"), N_("The last one that is finished."))
INSTRUMENT = Parameter("instrument", "instrument", N_("Instrument"), N_("The first that fits the age."))
PICTURES = Parameter("pictures", "flag", N_("With pictures, for who does not read"), N_("In words."))
TEAM = Parameter("team", "team", N_("Team"), N_("All teams."))
ROUND = Parameter("round", "hidden", N_("Round"), N_("All rounds of the week."))
VISIT = Parameter("visit", "hidden", N_("Visit"), N_("All visits of the period."))
LOAN = Parameter("loan", "hidden", N_("Loan"), N_("The child’s loans."))
FULL_NAMES = Parameter(
    "full_names", "flag", N_("Full names instead of initials: written down in the history"), N_("Initials and number.")
)
FORMS = Parameter("forms", "flag", N_("With visit forms and family cards, in the round’s order"), N_("Without."))
OVERDUE = Parameter("overdue", "flag", N_("Only what should be back"), N_("All that is lent."))
SECOND_LANGUAGE = Parameter(
    "second_language", "language", N_("Second language"), N_("The family’s, where it is known.")
)
FILTER = Parameter("filter", "filter", N_("Filter"), N_("All children on the list."))


def read_parameters(session: OfficeSession, known: Sequence[Parameter], given: Mapping[str, object]) -> Asked:
    """Given values, typed or plain, as `Asked`. Raises UserError naming the parameter, NotFound for a number.

    `month` is (year, month) or `YYYY-MM`; a period ends with it; `group` an id; `child` an id, a number, or several of
    them; `first` and `last` days or words for them; `filter` a `ChildFilter`; `blank` a flag; `empty_rows` a count;
    `week` a day in it or `YYYY-Www`; `staff`, `team`, `round`, `plan`, … ids; `second_language` one of the five.
    """
    # A script says the same month and child for every document of a month's end; what does not ask for them is made
    # as it is.
    names = {parameter.name for parameter in known} | {"month", "child"}
    if "period" in names:
        names |= {"first", "last"}
    for name, value in given.items():
        if name not in names and value not in (None, False, (), ""):
            raise UserError(N_("This document does not take “{name}”."), field=name, name=name)
    today = session.today
    last = _day(given.get("last"), "last", today) or _end_of(given.get("month"), today)
    first = _day(given.get("first"), "first", today) or _months_back(last, _PERIOD_MONTHS)
    if last < first:
        raise UserError(N_("The period ends before it begins."), field="last")
    wanted = given.get("filter")
    asks_children = any(parameter.name == "child" for parameter in known)
    return Asked(
        month=_month(given.get("month"), today),
        first=first,
        last=last,
        group=_id(given.get("group"), "group"),
        children=tuple(_children(session, given.get("child"))) if asks_children else (),
        filter=wanted if isinstance(wanted, ChildFilter) else ChildFilter(),
        blank=bool(given.get("blank")),
        empty_rows=_count(given.get("empty_rows")),
        week=monday_of(given.get("week"), today),
        staff=_id(given.get("staff"), "staff"),
        room=_id(given.get("room"), "room"),
        plan=_id(given.get("plan"), "plan"),
        filling=_id(given.get("filling"), "filling"),
        instrument=str(given.get("instrument") or ""),
        pictures=bool(given.get("pictures")),
        team=_id(given.get("team"), "team"),
        round=_id(given.get("round"), "round"),
        visit=_id(given.get("visit"), "visit"),
        loan=_id(given.get("loan"), "loan"),
        full_names=bool(given.get("full_names")),
        forms=bool(given.get("forms")),
        overdue=bool(given.get("overdue")),
        second_language=_language(given.get("second_language")),
    )


def monday_of(value: object, today: date) -> date:
    """The Monday of a week: of a day in it, of `2026-W48` (ISO 8601), of today where nothing is said.

    Raises UserError (field `week`).
    """
    if value is None or value == "":
        value = today
    if isinstance(value, str):
        value = parse_week(value) or parse_day(value, today)
    if not isinstance(value, date) or not _FIRST_YEAR <= value.year <= _LAST_YEAR:
        raise UserError(N_("Write the week as year and number: 2026-W48."), field="week")
    return value - timedelta(days=value.weekday())


def _month(value: object, today: date) -> tuple[int, int]:
    if value is None or value == "":
        return (today.year, today.month - 1) if today.month > 1 else (today.year - 1, 12)
    if isinstance(value, str):
        found = re.fullmatch(r"\s*([0-9]{4})-([0-9]{1,2})\s*", value)
        value = (int(found[1]), int(found[2])) if found else None
    if isinstance(value, tuple) and len(value) == 2 and _FIRST_YEAR <= value[0] <= _LAST_YEAR and 1 <= value[1] <= 12:
        return value[0], value[1]
    raise UserError(N_("Write the month as year and month: 2026-10."), field="month")


def _day(value: object, field: str, today: date) -> date | None:
    if value is None or value == "":
        return None
    found = value if isinstance(value, date) else parse_day(str(value), today)
    if found is None or not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        raise UserError(N_("“{text}” is not a day. Write it as 05.03.2018."), field=field, text=str(value))
    return found


def _end_of(month: object, today: date) -> date:
    """The last day of a month that was said, but not after today; today where none was."""
    if month in (None, ""):
        return today
    year, number = _month(month, today)
    return min(date(year + number // 12, number % 12 + 1, 1) - timedelta(days=1), today)


def _months_back(last: date, months: int) -> date:
    """The first of the month `months` − 1 months before that of `last`."""
    place = last.year * 12 + last.month - months
    return date(place // 12, place % 12 + 1, 1)


def _id(value: object, field: str) -> uuid.UUID | None:
    if value is None or value == "":
        return None
    if isinstance(value, uuid.UUID):
        return value
    try:
        return uuid.UUID(str(value))
    except ValueError:
        raise UserError(_GONE[field], field=field) from None


def _children(session: OfficeSession, value: object) -> Iterable[uuid.UUID]:
    if value is None or value == "":
        return
    if isinstance(value, str | uuid.UUID):
        value = (value,)
    if not isinstance(value, Iterable):
        raise UserError(N_("Choose a child first."), field="child")
    for one in value:
        yield one if isinstance(one, uuid.UUID) else child_by_number(session, str(one))


def _language(value: object) -> str:
    if value in (None, ""):
        return ""
    if value not in LANGUAGES:
        raise UserError(N_("There is no language “{language}”."), field="second_language", language=value)
    return str(value)


def _count(value: object) -> int:
    if value is None or value == "" or value is False:
        return 0
    text = str(value)
    if not text.isdigit() or int(text) > _MOST_EMPTY_ROWS:
        raise UserError(N_("Write a number from 0 to {most}."), field="empty_rows", most=_MOST_EMPTY_ROWS)
    return int(text)
