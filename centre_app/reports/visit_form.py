"""The visit form: what the team fills in at a home, with a code that finds the visit again; also blank."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from centre_app.codelists.queries import labels
from centre_app.db.session import OfficeSession
from centre_app.errors import UserError
from centre_app.language.translate import N_, Words
from centre_app.outreach.road_queries import RoadVisit, coming_visits, next_visits, visit_on_road
from centre_app.reports.asked import Asked, letterhead
from centre_app.reports.road import CONCERN_LIST, NOT_ON_PAPER, Road, day_words, phone_of, read_road
from centre_app.reports.spreadsheet import Cell, Sheet
from centre_app.reports.style import Letterhead

TITLE = N_("Visit form")


@dataclass(frozen=True)
class VisitForm:
    """A form for one visit. Without ``visit`` it has no code and no day; without ``who`` the child is written too."""

    head: Letterhead
    who: str
    number: str
    place: str
    way_there: str
    phone: str
    team: str
    purpose: str
    goals: tuple[str, ...]
    concerns: tuple[str, ...]
    visit: RoadVisit | None = None

    @property
    def code(self) -> str:
        """Six letters; empty where no visit is planned."""
        return "" if self.visit is None else self.visit.code or ""

    @property
    def day(self) -> date | None:
        """When the team goes."""
        return None if self.visit is None else self.visit.day


def collect(session: OfficeSession, asked: Asked, words: Words) -> tuple[VisitForm, ...]:
    """The form of the visit asked for, of the next planned visit of each child asked for, or of the coming week's.

    Blank: without visit and code, of the children asked for or of nobody; so too where no visit is planned at all.
    Raises UserError (field child), NotFound.
    """
    if asked.blank and asked.children:
        road = read_road(session, asked.children, words, full=asked.full_names)
        return tuple(_of_child(road, child_id, words) for child_id in asked.children if child_id in road.files)
    visits = () if asked.blank else _visits(session, asked)
    if not visits:
        head = letterhead(session, words, title=words.gettext(TITLE))
        return (_blank(head, _concerns(labels(session, CONCERN_LIST, words.language, active_only=True))),)
    road = read_road(session, [visit.child_id for visit in visits], words, full=asked.full_names)
    return forms_of(road, visits, words)


def children_named(session: OfficeSession, asked: Asked) -> tuple[uuid.UUID, ...]:
    """Whose forms they are."""
    if asked.blank:
        return asked.children
    return tuple(dict.fromkeys(visit.child_id for visit in _visits(session, asked)))


def _visits(session: OfficeSession, asked: Asked) -> tuple[RoadVisit, ...]:
    if asked.visit is not None:
        return (visit_on_road(session, asked.visit),)
    if not asked.children:
        return coming_visits(session, session.today, session.today + timedelta(days=6))
    visits = next_visits(session, asked.children)
    if not visits:
        raise UserError(N_("No visit is planned for this child. Plan one, or print an empty form."), field="child")
    return visits


def forms_of(road: Road, visits: Sequence[RoadVisit], words: Words) -> tuple[VisitForm, ...]:
    """The forms of these visits, in this order."""
    concerns = _concerns(road.concerns)
    return tuple(
        VisitForm(
            _head(road, visit.day, visit.child_id, words),
            road.who(visit.child_id),
            road.files[visit.child_id].number,
            road.place(visit),
            road.way_there(visit),
            phone_of(road.files[visit.child_id]),
            road.team(visit.team_id),
            road.purpose(visit.purpose),
            tuple(goal.text for goal in road.goals.get(visit.child_id, ())),
            concerns,
            visit,
        )
        for visit in visits
    )


def _of_child(road: Road, child_id: uuid.UUID, words: Words) -> VisitForm:
    """Of a visit that nobody planned: the child and its goals, no day, no code."""
    child = road.files[child_id]
    form = _blank(_head(road, None, child_id, words), _concerns(road.concerns))
    goals = tuple(goal.text for goal in road.goals.get(child_id, ()))
    place = ", ".join(filter(None, (child.village, child.municipality)))
    way_there = ", ".join(filter(None, (child.address, child.landmark)))
    return replace(
        form,
        who=road.who(child_id),
        number=child.number,
        place=place,
        way_there=way_there,
        phone=phone_of(child),
        goals=goals,
    )


def _blank(head: Letterhead, concerns: tuple[str, ...]) -> VisitForm:
    return VisitForm(head, "", "", "", "", "", "", "", (), concerns)


def _head(road: Road, day: date | None, child_id: uuid.UUID, words: Words) -> Letterhead:
    period = "" if day is None else day_words(day, words)
    return replace(road.head, title=words.gettext(TITLE), subject=road.who(child_id), period=period)


def _concerns(known: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(words for code, words in known.items() if code not in NOT_ON_PAPER)


def as_json(data: Sequence[VisitForm]) -> object:
    """What is printed, a form an object."""
    return [
        {
            "child": form.number or None,
            "code": form.code or None,
            "day": None if form.day is None else form.day.isoformat(),
            "team": form.team or None,
            "purpose": None if form.visit is None else form.visit.purpose,
            "place": form.place or None,
            "goals": list(form.goals),
            "last_task": None if form.visit is None else form.visit.task,
        }
        for form in data
    ]


def as_sheets(data: Sequence[VisitForm], words: Words) -> Sequence[Sheet]:
    """A row a form."""
    _ = words.gettext
    header = [_("Code"), _("Day"), _("Child"), _("Purpose"), _("Village"), _("Phone"), _("Last task"), _("Goals")]
    rows: list[list[Cell]] = [
        [
            form.code,
            form.day,
            form.who,
            form.purpose,
            form.place,
            form.phone,
            "" if form.visit is None else form.visit.task,
            "\n".join(form.goals),
        ]
        for form in data
    ]
    return [Sheet(_(TITLE), header, rows)]


def file_stem(data: Sequence[VisitForm]) -> str:
    """The visit's code, or the child's number; for several how many they are."""
    if len(data) > 1:
        return f"visit-form-{len(data)}"
    return "-".join(filter(None, ("visit-form", data[0].number or "blank", data[0].code)))
