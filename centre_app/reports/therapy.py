"""Therapy in figures, for the manager and the ministry: numbers without children's names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from centre_app.codelists.queries import all_labels
from centre_app.db.session import OfficeSession
from centre_app.language.dates import day_text
from centre_app.language.translate import N_, Words
from centre_app.outcomes.figures import TherapyFigures, therapy_figures
from centre_app.reports.asked import Asked, letterhead
from centre_app.reports.spreadsheet import Sheet
from centre_app.reports.style import Letterhead
from centre_app.waiting.rules import Waited

TITLE = N_("Therapy in figures")
NOBODY = N_("without a therapist")
BY_WHOM = {"cancelled_by_family": N_("by the family"), "cancelled_by_centre": N_("by the centre")}


@dataclass(frozen=True)
class TherapyReport:
    """The figures with the words they are told in."""

    head: Letterhead
    figures: TherapyFigures
    labels: Mapping[str, Mapping[str, str]]


def collect(session: OfficeSession, asked: Asked, words: Words) -> TherapyReport:
    """The figures of the period asked for."""
    period = words.gettext("{first} to {last}").format(first=day_text(asked.first), last=day_text(asked.last))
    return TherapyReport(
        letterhead(session, words, title=words.gettext(TITLE), period=period),
        therapy_figures(session, asked.first, asked.last),
        all_labels(session, words.language),
    )


def as_json(data: TherapyReport) -> object:
    """Numbers alone: the lists of children stay in the app."""
    figures = data.figures
    return {
        "period": {"first": figures.first.isoformat(), "last": figures.last.isoformat()},
        "therapists": [
            {
                "therapist": one.name or None,
                "full_time": one.full_time,
                "children": len(one.work.children),
                "caseload": None if one.caseload is None else round(one.caseload, 2),
                "planned": one.work.planned,
                "held": one.work.held,
                "cancelled_by_family": one.work.cancelled_by_family,
                "cancelled_by_centre": one.work.cancelled_by_centre,
                "missed": len(one.work.missed),
                "minutes": one.work.minutes,
                "child_minutes": one.work.child_minutes,
                "without_notes": one.work.unwritten,
            }
            for one in figures.therapists
        ],
        "cancelled": [{"by": one.by, "reason": one.reason, "sessions": one.sessions} for one in figures.cancelled],
        "waiting": {"started": _waited(figures.waiting.started), "still_waiting": _waited(figures.waiting.waiting)},
        "reviews": {
            "due": figures.reviews.due,
            "on_time": len(figures.reviews.on_time),
            "late": len(figures.reviews.late),
            "missing": len(figures.reviews.missing),
            "rate": None if figures.reviews.rate is None else round(figures.reviews.rate, 4),
        },
        "goals": [
            {
                "area": one.area,
                "reached": len(one.reached),
                "partly": len(one.partly),
                "dropped": len(one.dropped),
                "open": len(one.open),
            }
            for one in figures.goals
        ],
    }


def _waited(waited: Waited) -> dict[str, object]:
    return {"children": waited.count, "median_days": waited.median, "longest_days": waited.longest}


def as_sheets(data: TherapyReport, words: Words) -> Sequence[Sheet]:
    """Therapists, cancellations, goals: a sheet each."""
    _ = words.gettext
    return [
        Sheet(_("Therapists"), therapist_header(words), [list(row) for row in therapist_rows(data, words)], {2: 1}),
        Sheet(_("Called off"), [_("By whom"), _("Reason"), _("Sessions")], cancelled_rows(data, words)),
        Sheet(
            _("Goals"),
            [_("Area"), _("Reached"), _("Partly"), _("Dropped"), _("Still open")],
            goal_rows(data),
        ),
    ]


def therapist_header(words: Words) -> list[str]:
    """The columns of ``therapist_rows``."""
    _ = words.gettext
    return [
        _("Therapist"),
        _("Children"),
        _("Children a full post"),
        _("Planned"),
        _("Held"),
        _("Called off by the family"),
        _("Called off by the centre"),
        _("Did not come"),
        _("Minutes held"),
        _("No note"),
    ]


def therapist_rows(data: TherapyReport, words: Words) -> list[tuple[str | int | float | None, ...]]:
    """A row a therapist."""
    return [
        (
            one.name or words.gettext(NOBODY),
            len(one.work.children),
            one.caseload,
            one.work.planned,
            one.work.held,
            one.work.cancelled_by_family,
            one.work.cancelled_by_centre,
            len(one.work.missed),
            one.work.minutes,
            one.work.unwritten,
        )
        for one in data.figures.therapists
    ]


def cancelled_rows(data: TherapyReport, words: Words) -> list[list[str | int | float | None]]:
    """A row a reason, the most frequent first."""
    reasons = data.labels.get("session_reason", {})
    return [
        [words.gettext(BY_WHOM[one.by]), reasons.get(one.reason, one.reason), one.sessions]
        for one in data.figures.cancelled
    ]


def goal_rows(data: TherapyReport) -> list[list[str | int | float | None]]:
    """A row an area."""
    areas = data.labels.get("goal_area", {})
    return [
        [areas.get(one.area, one.area), len(one.reached), len(one.partly), len(one.dropped), len(one.open)]
        for one in data.figures.goals
    ]


def file_stem(data: TherapyReport) -> str:
    """With the last day of the period."""
    return f"therapy-{data.figures.last.isoformat()}"
