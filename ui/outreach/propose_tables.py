"""The tables of proposed rounds: each stop of them, who is left out and why, and the figures before and after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from centre_app.language.translate import _, ngettext
from centre_app.outreach.due_rules import RISK_WORDS
from centre_app.rounds.problem import Proposal
from centre_app.rounds.round_names import Names
from centre_app.rounds.telling import clock, hours, reason_in_words
from ui.outreach.board_words import day_words, km_text
from ui.shared.screen import Shell
from ui.shared.table import Column, Table


@dataclass(frozen=True)
class StopRow:
    """A stop in words."""

    key: UUID
    day: date
    team: str
    vehicle: str
    arrive: int
    child: str
    number: str
    place: str
    purpose: str
    km: float


@dataclass(frozen=True)
class LeftRow:
    """Somebody without a place in the rounds. ``pinned``: said to the team or the family already."""

    key: UUID
    child: str
    number: str
    place: str
    overdue: int
    risk: str
    why: str
    pinned: bool


@dataclass(frozen=True)
class FigureRow:
    """A figure of the plan as it stands and of the proposed one."""

    key: str
    name: str
    before: str
    after: str


def shown_stops(proposal: Proposal, names: Names) -> list[StopRow]:
    """By day, team and time."""
    rows = []
    for tour in proposal.tours:
        for stop in tour.stops:
            one = proposal.candidate(stop.key)
            child = names.children[one.child]
            rows.append(
                StopRow(
                    stop.key,
                    tour.day,
                    names.teams[tour.team],
                    names.vehicles[tour.vehicle],
                    stop.arrive,
                    child.name,
                    child.number,
                    names.places[one.place] if one.place is not None else "",
                    names.purposes.get(one.purpose, one.purpose),
                    stop.km,
                )
            )
    return rows


def shown_left(proposal: Proposal, names: Names) -> list[LeftRow]:
    """Those that were promised first, then the heaviest."""
    rows = []
    for left in proposal.left_out:
        one = proposal.candidate(left.key)
        child = names.children[one.child]
        place = names.places[one.place] if one.place is not None else ""
        why = reason_in_words(proposal, left).in_words()
        pinned = one.pin is not None
        row = LeftRow(left.key, child.name, child.number, place, one.overdue_days, _(RISK_WORDS[one.risk]), why, pinned)
        rows.append((not pinned, -one.weight, row))
    return [row for _pinned, _weight, row in sorted(rows, key=lambda each: each[:2])]


def shown_figures(before: Proposal, after: Proposal) -> list[FigureRow]:
    """Visits, by urgency, kilometres and hours: as it stands, and as it would be."""
    rows = [FigureRow("visited", _("Visits"), str(before.visited), str(after.visited))]
    was = {risk: visited for risk, visited, _asked in before.by_risk}
    for risk, visited, asked in after.by_risk:
        name = _("with risk “{risk}”, of {n} due").format(risk=_(RISK_WORDS[risk]), n=asked)
        rows.append(FigureRow(risk, name, str(was.get(risk, 0)), str(visited)))
    rows.append(FigureRow("km", _("Kilometres"), km_text(before.km), km_text(after.km)))
    for key, name, old, new in (
        ("road", _("Hours on the road"), before.travel_minutes, after.travel_minutes),
        ("homes", _("Hours at homes"), before.visit_minutes, after.visit_minutes),
    ):
        rows.append(FigureRow(key, name, hours(old), hours(new)))
    return rows


class StopsTable(Table):
    """The proposed rounds, a line a visit."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            [
                Column("day", _("Day"), lambda row: day_words(row.day), lambda row: (row.day, row.arrive), width=86),
                Column("team", _("Team"), lambda row: row.team, lambda row: (row.team, row.day, row.arrive), width=130),
                Column("arrive", _("Time"), lambda row: clock(row.arrive), lambda row: row.arrive, width=62),
                Column("number", _("Number"), lambda row: row.number, width=74),
                Column("child", _("Child"), lambda row: row.child, tip=lambda row: row.child, width=170),
                Column("place", _("Village"), lambda row: row.place, tip=lambda row: row.place, width=140),
                Column("purpose", _("Purpose"), lambda row: row.purpose, width=140),
                Column("km", _("km"), lambda row: km_text(row.km), lambda row: row.km, "right", width=60),
                Column("vehicle", _("Vehicle"), lambda row: row.vehicle, width=100),
            ],
            name="rounds.stops",
            desk=shell.desk,
            count=lambda n: ngettext("{n} visit", "{n} visits", n).format(n=n),
            label_text=_("Proposed rounds"),
        )


class LeftTable(Table):
    """Who is left out, and why."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            [
                Column("number", _("Number"), lambda row: row.number, width=74),
                Column("child", _("Child"), lambda row: row.child, tip=lambda row: row.child, width=170),
                Column("place", _("Village"), lambda row: row.place, tip=lambda row: row.place, width=130),
                Column(
                    "overdue",
                    _("Days overdue"),
                    lambda row: str(row.overdue),
                    lambda row: row.overdue,
                    "right",
                    width=92,
                ),
                Column("risk", _("Risk"), lambda row: row.risk, width=86),
                Column(
                    "why",
                    _("Why"),
                    lambda row: _("Please call: {why}").format(why=row.why) if row.pinned else row.why,
                    tone=lambda row: "danger" if row.pinned else "",
                    tip=lambda row: row.why,
                    width=400,
                ),
            ],
            name="rounds.left",
            desk=shell.desk,
            count=lambda n: ngettext("{n} is left out", "{n} are left out", n).format(n=n),
            label_text=_("Left out"),
        )


class FiguresTable(Table):
    """Before and after."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            [
                Column("name", "", lambda row: row.name, tip=lambda row: row.name, width=230),
                Column("before", _("Now"), lambda row: row.before, align="right", width=90),
                Column(
                    "after", _("Proposed"), lambda row: row.after, align="right", width=100, tone=lambda _row: "strong"
                ),
                Column("rest", "", lambda _row: "", width=20),  # takes the room that is left
            ],
            name="rounds.figures",
            desk=shell.desk,
            count=lambda _n: "",
            sorting="none",
            label_text=_("Figures before and after"),
        )
