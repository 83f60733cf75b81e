"""The forms of a home: where it is and when somebody is there; a home service."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from centre_app.errors import UserError
from centre_app.language.dates import weekday_names
from centre_app.language.translate import N_, _
from centre_app.outreach.due_rules import RISK_WORDS, RISKS
from centre_app.outreach.fleet_rules import TeamRow
from centre_app.outreach.home_queries import ChildHome
from centre_app.outreach.home_rules import (
    LONGEST_VISIT,
    MOST_A_MONTH,
    MOST_WEEKS,
    SHORTEST_VISIT,
    HomeFactsInput,
    HomeServiceChanges,
    HomeServiceInput,
)
from centre_app.workplace.times import minute_text, parse_minute
from ui.shared.form import Choice, Day, Heading, MultiChoice, Number, Part, Text

_SERVICE = ("every_weeks", "times_a_month", "minutes", "team_id", "what", "start_day")


def facts_fields(home: ChildHome) -> list[Part]:
    """The fields of where the home is. A place found by the child's address is said to be."""
    unknown = home.facts is None or home.facts.place_id is None
    where = ", ".join(part for part in reversed(home.address) if part)
    if unknown and home.suggested_place is not None:
        hint = _("Found by the address in the file: {address}").format(address=where)
    elif unknown and where:
        hint = _("The address in the file: {address}. Places are added in Settings.").format(address=where)
    else:
        hint = ""
    names = weekday_names()
    return [
        Choice("place_id", _("Village"), list(home.places.items()), empty=_("not known"), width=2, hint=hint),
        Text("directions", _("The last stretch of the way"), width=2, max_length=300),
        Heading(_("Somebody is at home")),
        MultiChoice("days", _("Days"), [(str(day), names[day - 1]) for day in range(1, 8)], columns=4),
        Text("from_minute", _("From"), placeholder="9:00", hint=_("Left empty: all day.")),
        Text("until_minute", _("Until"), placeholder="16:00"),
        Heading(_("Risk")),
        Choice(
            "risk",
            _("How great"),
            [(risk, _(RISK_WORDS[risk])) for risk in RISKS],
            required=True,
            hint=_("Who is at greater risk stands higher on the list of who is due."),
        ),
        Text("risk_reason", _("Why this risk"), max_length=300),
    ]


def facts_values(home: ChildHome) -> dict[str, Any]:
    """What the form shows of a home."""
    facts = home.facts or HomeFactsInput()
    return {
        "place_id": facts.place_id or home.suggested_place,
        "directions": facts.directions,
        "days": tuple(facts.days),
        "from_minute": "" if facts.from_minute is None else minute_text(facts.from_minute),
        "until_minute": "" if facts.until_minute is None else minute_text(facts.until_minute),
        "risk": facts.risk,
        "risk_reason": facts.risk_reason,
    }


def typed_facts(values: Mapping[str, Any]) -> HomeFactsInput:
    """What was typed. Raises UserError at a time that cannot be read."""
    return HomeFactsInput(
        place_id=values["place_id"],
        risk=str(values["risk"]),
        risk_reason=values["risk_reason"],
        days="".join(values["days"]),
        from_minute=_minute(values, "from_minute"),
        until_minute=_minute(values, "until_minute"),
        directions=values["directions"],
    )


def service_fields(
    today: date, *, purposes: Mapping[str, str], teams: Iterable[TeamRow], types: Mapping[str, str]
) -> list[Part]:
    """The fields of a home service; ``purposes`` where a new one is started. ``types``: what somebody must be able to
    give."""
    asked: list[Part] = []
    if purposes:
        choices = list(purposes.items())
        asked.append(Choice("purpose", _("Purpose"), choices, empty=_("choose"), required=True, width=2))
    return [
        *asked,
        Number("every_weeks", _("Every so many weeks"), minimum=1, maximum=MOST_WEEKS, hint=_("One of the two.")),
        Number("times_a_month", _("or times a month"), minimum=1, maximum=MOST_A_MONTH),
        Number("minutes", _("Minutes at the home"), minimum=SHORTEST_VISIT, maximum=LONGEST_VISIT, required=True),
        Day("start_day", _("First visit due on"), today=today, required=True),
        Choice("team_id", _("Team"), [(team.id, team.name) for team in teams], empty=_("any team"), width=2),
        Text("what", _("What is done"), width=2, max_length=500),
        MultiChoice("skills", _("Somebody of the team must be able to give"), list(types.items())),
    ]


def new_values(today: date) -> dict[str, Any]:
    """What the form of a new service begins with."""
    return {"every_weeks": 4, "minutes": 45, "start_day": today}


def service_values(service: HomeServiceChanges) -> dict[str, Any]:
    """What the form shows of a service."""
    return {name: getattr(service, name) for name in _SERVICE} | {"skills": service.skills}


def typed_service(values: Mapping[str, Any], child_id: UUID) -> HomeServiceInput:
    """A new service as typed."""
    if values["purpose"] is None:
        raise UserError(N_("Please choose the purpose."), field="purpose")
    return HomeServiceInput(child_id, values["purpose"], **_typed(values))


def typed_changes(values: Mapping[str, Any]) -> HomeServiceChanges:
    """What was typed of a service that is there."""
    return HomeServiceChanges(**_typed(values))


def _typed(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in _SERVICE} | {"skills": tuple(values["skills"])}


def _minute(values: Mapping[str, Any], field: str) -> int | None:
    typed = str(values[field])
    return parse_minute(typed, field=field) if typed else None
