"""The visit report: what was found and done at a child's visits in a period, or at one visit, to be signed."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from centre_app.children.queries import ChildFile, child_files
from centre_app.codelists.queries import all_labels
from centre_app.db.session import OfficeSession
from centre_app.errors import NotFound, UserError
from centre_app.language.dates import day_text
from centre_app.language.translate import N_, Words
from centre_app.outreach.fleet_queries import teams
from centre_app.outreach.outcome_rules import OUTCOME_NAMES
from centre_app.outreach.road_queries import WrittenVisit, written_visit, written_visits
from centre_app.plans.queries import goal_courses
from centre_app.plans.rules import ANSWER_NAMES
from centre_app.reports.asked import Asked, letterhead
from centre_app.reports.road import CONCERN_LIST, NOT_ON_PAPER, SAFEGUARDING, UNSUSPICIOUS
from centre_app.reports.spreadsheet import Cell, Sheet
from centre_app.reports.style import Letterhead

TITLE = N_("Visit report")


@dataclass(frozen=True)
class VisitReport:
    """A child's visits, the earliest first. ``goals``: texts by id; ``teams``: names by id."""

    head: Letterhead
    child: ChildFile
    visits: tuple[WrittenVisit, ...]
    goals: Mapping[uuid.UUID, str]
    teams: Mapping[uuid.UUID | None, str]
    labels: Mapping[str, Mapping[str, str]]

    def label(self, list_name: str, code: str) -> str:
        """A code in words."""
        return self.labels.get(list_name, {}).get(code, code)

    def purpose(self, visit: WrittenVisit) -> str:
        """As the family, which signs it, may read it."""
        return self.label("visit_purpose", UNSUSPICIOUS if visit.purpose == SAFEGUARDING else visit.purpose)

    def goal_texts(self, visit: WrittenVisit) -> list[str]:
        """The goals that were worked on, as they are worded now."""
        return [self.goals[goal_id] for goal_id in visit.result.goals if goal_id in self.goals]

    def practised(self, visit: WrittenVisit, words: Words) -> str:
        """What the family said of its practice; empty where it was not asked."""
        if visit.result.practised is None:
            return ""
        said = words.gettext(ANSWER_NAMES[visit.result.practised])
        minutes = visit.result.practised_minutes
        return said if minutes is None else f"{said}, {words.gettext('{n} min').format(n=minutes)}"

    def concerns(self, visit: WrittenVisit) -> list[str]:
        """What somebody has to see to, without what the family must not read."""
        return [
            f"{self.label(CONCERN_LIST, one.kind)}: {one.note}" if one.note else self.label(CONCERN_LIST, one.kind)
            for one in visit.result.concerns
            if one.kind not in NOT_ON_PAPER
        ]


def collect(session: OfficeSession, asked: Asked, words: Words) -> tuple[VisitReport, ...]:
    """A report for each child asked for, or of the one visit. Raises UserError (field child), NotFound."""
    if asked.visit is not None:
        found = written_visit(session, asked.visit)
        if found is None:
            raise NotFound(N_("This visit has no result yet."))
        children: Sequence[uuid.UUID] = (found.child_id,)
        visits: Sequence[WrittenVisit] = (found,)
        first = last = found.day
    else:
        children, first, last = asked.children, asked.first, asked.last
        if not children:
            raise UserError(N_("Choose a child first."), field="child")
        visits = written_visits(session, children, first, last)
    head = letterhead(session, words, title=words.gettext(TITLE), period=_period(first, last, words))
    labels = all_labels(session, words.language)
    names: dict[uuid.UUID | None, str] = {team.id: team.name for team in teams(session, active_only=False)}
    courses = goal_courses(session, children, until=session.today)
    goals = {course.goal_id: course.text for own in courses.values() for course in own}
    return tuple(
        VisitReport(
            replace(head, subject=f"{child.full_name}  ·  {child.number}"),
            child,
            tuple(visit for visit in visits if visit.child_id == child.id),
            goals,
            names,
            labels,
        )
        for child in child_files(session, list(children))
    )


def children_named(session: OfficeSession, asked: Asked) -> tuple[uuid.UUID, ...]:
    """Whose visits are reported."""
    if asked.visit is None:
        return asked.children
    found = written_visit(session, asked.visit)
    return () if found is None else (found.child_id,)


def _period(first: date, last: date, words: Words) -> str:
    if first == last:
        return day_text(first)
    return words.gettext("{first} to {last}").format(first=day_text(first), last=day_text(last))


def as_json(data: Sequence[VisitReport]) -> object:
    """One object for one child, a list for several."""
    reports = [
        {"number": report.child.number, "visits": [_visit_json(report, visit) for visit in report.visits]}
        for report in data
    ]
    return reports[0] if len(reports) == 1 else reports


def _visit_json(report: VisitReport, visit: WrittenVisit) -> dict[str, object]:
    result = visit.result
    return {
        "day": visit.day.isoformat(),
        "team": report.teams.get(visit.team_id),
        "purpose": visit.purpose,
        "outcome": result.outcome,
        "minutes": result.minutes,
        "reason": result.reason,
        "done": result.done_note,
        "parent_showed": result.parent_showed,
        "goals": report.goal_texts(visit),
        "practised": result.practised,
        "practised_minutes": result.practised_minutes,
        "task": result.task,
        "concerns": [one.kind for one in result.concerns],
        "next": None if result.next_day is None else result.next_day.isoformat(),
    }


def as_sheets(data: Sequence[VisitReport], words: Words) -> Sequence[Sheet]:
    """A row a visit."""
    _ = words.gettext
    header = [_("Number"), _("Name"), _("Day"), _("Team"), _("Purpose"), _("Outcome"), _("Minutes"), _("What was done")]
    header += [_("What the parent showed"), _("Goals"), _("Practised at home"), _("Task until the next visit")]
    header += [_("Somebody must see to"), _("Next visit")]
    rows: list[list[Cell]] = [
        [
            *(report.child.number, report.child.full_name, visit.day, report.teams.get(visit.team_id, "")),
            *(report.purpose(visit), _(OUTCOME_NAMES[visit.result.outcome])),
            *(visit.result.minutes, visit.result.done_note, visit.result.parent_showed),
            *("\n".join(report.goal_texts(visit)), report.practised(visit, words), visit.result.task),
            *("\n".join(report.concerns(visit)), visit.result.next_day),
        ]
        for report in data
        for visit in report.visits
    ]
    return [Sheet(_(TITLE), header, rows)]


def file_stem(data: Sequence[VisitReport]) -> str:
    """The child's number; for several how many they are."""
    return f"visit-report-{data[0].child.number}" if len(data) == 1 else f"visit-report-{len(data)}"
