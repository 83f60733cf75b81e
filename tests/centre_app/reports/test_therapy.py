"""Therapy in figures."""

from __future__ import annotations

from datetime import date

from centre_app.db.session import OfficeSession
from centre_app.language.translate import Words
from centre_app.outcomes.figures import Therapist, TherapyFigures
from centre_app.plans.queries import GoalsOfArea, ReviewsOnTime
from centre_app.reports import therapy, therapy_page
from centre_app.reports.asked import Asked
from centre_app.reports.therapy import TherapyReport
from centre_app.therapy.therapist_figures import Cancelled, TherapistWork
from centre_app.waiting.queries import WaitingFigures
from centre_app.waiting.rules import waited
from tests.centre_app.reports.conftest import Drawn
from tests.centre_app.reports.samples import LONG_NAME, LongWords, head
from tests.conftest import SiteIds

WORDS = Words.of("en")
FIRST, LAST = date(2026, 9, 1), date(2026, 11, 20)


def report(words: Words = WORDS, therapists: int = 2) -> TherapyReport:
    """A quarter of a small centre; one session was held by nobody."""
    work = TherapistWork(None, 40, 34, 4, 2, 1020, 1000, 1, (), (), (), ())
    figures = TherapyFigures(
        FIRST,
        LAST,
        (
            *(Therapist(" ".join(LONG_NAME), 0.5, work) for _place in range(therapists - 1)),
            Therapist("", 0.0, work),
        ),
        (Cancelled("cancelled_by_family", "illness", 4, ()), Cancelled("cancelled_by_centre", "no_room", 2, ())),
        WaitingFigures(waited([10, 20, 60]), waited([]), (), ()),
        ReviewsOnTime((), (), ()),
        (GoalsOfArea("speech", (), (), (), ()),),
    )
    return TherapyReport(head(words, "Therapy in figures"), figures, {"session_reason": {"illness": "Болезнь"}})


def test_an_empty_centre_has_a_report_without_invented_rates(
    session: OfficeSession, site: SiteIds, drawn: Drawn
) -> None:
    made = therapy.collect(session, Asked(month=(2026, 10), first=FIRST, last=LAST), WORDS)
    therapy_page.render(made, WORDS, lambda: None)
    assert drawn.has("No sessions in this period.")
    said = therapy.as_json(made)
    assert isinstance(said, dict)
    assert said["reviews"]["rate"] is None
    assert said["waiting"]["started"] == {"children": 0, "median_days": None, "longest_days": None}


def test_the_page_says_figures_and_what_they_mean(drawn: Drawn) -> None:
    therapy_page.render(report(), WORDS, lambda: None)
    assert drawn.has("3 children, median 20,0 days, longest 60")
    assert drawn.has("Болезнь")
    assert drawn.has("without a therapist")
    assert drawn.has("Children a full post: children with a session in the period")


def test_long_names_and_translations_stay_on_the_page(drawn: Drawn) -> None:
    words = LongWords()
    therapy_page.render(report(words, 14), words, lambda: None)
    assert not drawn.beyond


def test_machines_get_numbers_never_children() -> None:
    said = therapy.as_json(report())
    assert isinstance(said, dict)
    assert said["therapists"][-1]["caseload"] is None
    assert said["cancelled"][0] == {"by": "cancelled_by_family", "reason": "illness", "sessions": 4}
    assert [sheet.name for sheet in therapy.as_sheets(report(), WORDS)] == ["Therapists", "Called off", "Goals"]
    assert therapy.file_stem(report()) == "therapy-2026-11-20"
