"""The monthly summary: all figures of counting.md for one month, and the twelve months up to it.

Figures only, no names: the one document that the role *numbers only* may make.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from centre_app.codelists.queries import all_labels
from centre_app.db.session import OfficeSession
from centre_app.language.dates import month_text
from centre_app.language.translate import N_, Words
from centre_app.reports import monthly_figures
from centre_app.reports.asked import Asked, letterhead
from centre_app.reports.monthly_figures import MonthlyFigures, MonthPoint
from centre_app.reports.spreadsheet import Cell, Sheet
from centre_app.reports.style import Letterhead
from centre_app.sites.queries import the_site

TITLE = N_("Monthly summary")

# The definitions of counting.md as a reader of the paper needs them.
DEFINITIONS = (
    N_("Opening and closing: children with an enrolment at the end of the day before the month, and of its last day."),
    N_("Opening + joined – left = closing; each child is counted once over all services."),
    N_("Enrolled days: open days of the month that day-care enrolments cover. Child-days: marks present or late."),
    N_("Rate: child-days ÷ enrolled days. Not marked: enrolled days without a mark; never taken for an absence."),
    N_("Utilisation: child-days ÷ (places × open days)."),
    N_(
        "Served: children with at least one mark present or late, an attended held session, or a home visit done or"
        " partly done. New: served for the first time ever. Children and parents are never added together."
    ),
    N_("Age: on the last day of the month. Unknown is its own line, never a guess. – : nothing to divide by."),
)

VISIT_OUTCOMES = {
    "planned": N_("no result yet"),
    "done": N_("done"),
    "partly": N_("partly done"),
    "nobody_home": N_("nobody at home"),
    "refused": N_("refused"),
    "moved": N_("moved away"),
    "ill": N_("ill"),
    "road_closed": N_("road closed"),
    "team_cancelled": N_("cancelled by the team"),
}
_SEXES = {"female": N_("girls"), "male": N_("boys"), "unknown": N_("not known")}
UNKNOWN = "unknown"


@dataclass(frozen=True)
class MonthlySummary:
    """The figures, the year's line for the chart, and the words for the codes."""

    head: Letterhead
    figures: MonthlyFigures
    year: tuple[MonthPoint, ...]
    labels: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Breakdown:
    """A table of one column of figures: title, (label, figure) lines, and their sum where it means something."""

    title: str
    lines: tuple[tuple[str, int], ...]
    total: int | None


def collect(session: OfficeSession, asked: Asked, words: Words) -> MonthlySummary:
    """Count the month and the twelve months up to it."""
    site = the_site(session)
    year, month = asked.month
    head = letterhead(session, words, title=words.gettext(TITLE), period=month_text(year, month, words))
    return MonthlySummary(
        head,
        monthly_figures.collect(session, site.id, year, month),
        monthly_figures.twelve_months(session, site.id, year, month),
        all_labels(session, words.language),
    )


def breakdowns(data: MonthlySummary, words: Words) -> list[Breakdown]:
    """All tables of the summary, for paper and spreadsheet alike. Each of `served` adds up to it."""
    _ = words.gettext
    figures = data.figures
    served = figures.served
    return [
        _sexes(data, words),
        Breakdown(_("Children served, by age"), _ages(figures.served_by_age, words), served),
        Breakdown(
            _("Children served, by type of disability"),
            _lines(figures.served_by_disability, {**data.labels.get("disability_type", {}), UNKNOWN: _("not known")}),
            served,
        ),
        Breakdown(
            _("Children served, by district"),
            _lines(figures.served_by_district, {UNKNOWN: _("not known"), "": _("not known")}),
            served,
        ),
        Breakdown(
            _("Days absent, by reason"),
            _lines(figures.attendance.absent_by_reason, data.labels.get("absence_reason", {})),
            figures.attendance.absent_days,
        ),
        Breakdown(
            _("Sessions held, by type"),
            _lines(figures.sessions.held_by_type, data.labels.get("session_type", {})),
            figures.sessions.held,
        ),
        Breakdown(
            _("Home visits, by result"),
            _lines(figures.visits.by_outcome, {code: _(text) for code, text in VISIT_OUTCOMES.items()}),
            sum(figures.visits.by_outcome.values()),
        ),
    ]


def _sexes(data: MonthlySummary, words: Words) -> Breakdown:
    by_sex = data.figures.served_by_sex
    lines = tuple((words.gettext(text), by_sex.get(code, 0)) for code, text in _SEXES.items())
    return Breakdown(words.gettext("Children served, by sex"), lines, data.figures.served)


def _ages(by_age: Mapping[str, int], words: Words) -> tuple[tuple[str, int], ...]:
    shown = {band: band.replace("-", "–") for band in by_age}
    return _lines(by_age, {**shown, UNKNOWN: words.gettext("not known")})


def _lines(figures: Mapping[str, int], words: Mapping[str, str]) -> tuple[tuple[str, int], ...]:
    return tuple((words.get(code, code), count) for code, count in figures.items())


def figures_in_words(data: MonthlySummary, words: Words) -> list[tuple[str, list[tuple[str, float | None, str]]]]:
    """The page of figures: sections of (label, figure, unit); unit is "" or "%" (the figure is then a fraction)."""
    _ = words.gettext
    figures = data.figures
    load, days, sessions, visits = figures.caseload, figures.attendance, figures.sessions, figures.visits
    return [
        (
            _("Children enrolled"),
            [
                (_("Opening"), load.opening, ""),
                (_("Joined"), load.joined, ""),
                (_("Left"), load.left, ""),
                (_("Closing"), load.closing, ""),
            ],
        ),
        (
            _("Children served"),
            [
                (_("Served in the month"), figures.served, ""),
                (_("New: for the first time ever"), figures.new, ""),
            ],
        ),
        (
            _("Day-care attendance"),
            [
                (_("Open days"), days.open_days, ""),
                (_("Enrolled days"), days.enrolled_days, ""),
                (_("Child-days"), days.child_days, ""),
                (_("Days absent"), days.absent_days, ""),
                (_("Days not marked"), days.unmarked_days, ""),
                (_("Attendance rate"), days.rate, "%"),
                (_("Utilisation of places"), figures.utilisation, "%"),
            ],
        ),
        (
            _("Sessions"),
            [
                (_("Planned"), sessions.planned, ""),
                (_("Held"), sessions.held, ""),
                (_("Cancelled by the family"), sessions.cancelled_by_family, ""),
                (_("Cancelled by the centre"), sessions.cancelled_by_centre, ""),
                (_("Minutes held"), sessions.held_minutes, ""),
                (_("Times a child attended"), sessions.child_sessions, ""),
                (_("Times a child missed"), sessions.missed, ""),
                (_("Children who attended"), sessions.children, ""),
            ],
        ),
        (
            _("Home visits"),
            [
                (_("Done"), visits.by_outcome.get("done", 0), ""),
                (_("Partly done"), visits.by_outcome.get("partly", 0), ""),
                (_("All others"), _other_visits(visits.by_outcome), ""),
                (_("Children visited"), visits.children, ""),
                (_("Kilometres"), visits.km, ""),
            ],
        ),
    ]


def _other_visits(by_outcome: Mapping[str, int]) -> int:
    return sum(count for outcome, count in by_outcome.items() if outcome not in ("done", "partly"))


def as_json(data: MonthlySummary) -> object:
    """Exactly counting.md."""
    return monthly_figures.as_json(data.figures)


def as_sheets(data: MonthlySummary, words: Words) -> Sequence[Sheet]:
    """All figures on one sheet, the tables on a second, the year on a third."""
    _ = words.gettext
    figures: list[list[Cell]] = []
    for title, lines in figures_in_words(data, words):
        # A rate stays a fraction here, as in the JSON: one column cannot have two number formats.
        figures += [
            [title, label, round(value, 4) if unit and value is not None else value] for label, value, unit in lines
        ]
    tables: list[list[Cell]] = [
        [one.title, label, count] for one in breakdowns(data, words) for label, count in one.lines
    ]
    year: list[list[Cell]] = [
        [
            f"{point.year:04d}-{point.month:02d}",
            point.served,
            point.open_days,
            point.enrolled_days,
            point.child_days,
            point.rate,
        ]
        for point in data.year
    ]
    return [
        Sheet(_("Figures"), [_("Part"), _("Figure"), _("Value")], figures),
        Sheet(_("Tables"), [_("Table"), _("Line"), _("Value")], tables),
        Sheet(
            _("Twelve months"),
            [
                _("Month"),
                _("Children served"),
                _("Open days"),
                _("Enrolled days"),
                _("Child-days"),
                _("Attendance rate"),
            ],
            year,
            percents=frozenset({5}),
        ),
    ]


def file_stem(data: MonthlySummary) -> str:
    """With the month."""
    return f"monthly-{data.figures.year:04d}-{data.figures.month:02d}"
