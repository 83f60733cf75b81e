"""The visit report on paper: each visit with what was found, done, practised and agreed; then the signatures."""

from __future__ import annotations

from collections.abc import Sequence

from centre_app.language.dates import day_text
from centre_app.language.translate import Words
from centre_app.outreach.outcome_rules import OUTCOME_NAMES
from centre_app.outreach.road_queries import WrittenVisit
from centre_app.outreach.rules import SERVED
from centre_app.reports.asked import Step
from centre_app.reports.handwriting import signatures
from centre_app.reports.paper import Paper
from centre_app.reports.style import BODY
from centre_app.reports.visit_report import VisitReport
from centre_app.workplace.rules import minute_text


def render(data: Sequence[VisitReport], words: Words, step: Step) -> bytes:
    """One child after another."""
    paper = Paper()
    _ = words.gettext
    for report in data:
        paper.begin(report.head)
        if not report.visits:
            paper.paragraph(_("No visits in this period."))
        for visit in report.visits:
            _visit(paper, report, visit, words)
        paper.y -= BODY
        signatures(paper, [(_("Parent or guardian"), ""), (_("For the team"), "")])
        step()
    return paper.finish()


def _visit(paper: Paper, report: VisitReport, visit: WrittenVisit, words: Words) -> None:
    _ = words.gettext
    result = visit.result
    outcome = _(OUTCOME_NAMES[result.outcome])
    paper.heading(f"{day_text(visit.day)}  ·  {report.purpose(visit)}  ·  {outcome}", keep=50)
    pairs = [(_("Team"), report.teams.get(visit.team_id, ""))]
    if result.outcome in SERVED:
        pairs += [
            (_("At the home"), _at_home(visit, words)),
            (_("What was done"), result.done_note),
            (_("What the parent showed"), result.parent_showed),
            (_("Goals worked on"), "\n".join(report.goal_texts(visit))),
        ]
    else:
        reason = report.label("visit_reason", result.reason) if result.reason else ""
        pairs.append((_("Reason"), ", ".join(filter(None, (reason, result.reason_note)))))
    pairs += [
        (_("Practised at home"), report.practised(visit, words)),
        (_("Task until the next visit"), result.task),
        (_("Somebody must see to"), "\n".join(report.concerns(visit))),
        (_("Next visit"), "" if result.next_day is None else day_text(result.next_day)),
        (_("Written by"), visit.keyed_by),
    ]
    paper.pairs(pairs)
    paper.y -= 4


def _at_home(visit: WrittenVisit, words: Words) -> str:
    result = visit.result
    arrived = "" if result.arrived_minute is None else minute_text(result.arrived_minute)
    minutes = "" if result.minutes is None else words.gettext("{n} min").format(n=result.minutes)
    return ", ".join(filter(None, (arrived, minutes)))
