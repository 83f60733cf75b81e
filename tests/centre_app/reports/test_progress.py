"""The progress record."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from sqlalchemy import event

from centre_app.attendance.actions import mark_day
from centre_app.attendance.rules import MarkChange
from centre_app.children.queries import child_file
from centre_app.db.session import OfficeSession
from centre_app.errors import UserError
from centre_app.language.translate import Words
from centre_app.reports import progress, progress_page
from centre_app.reports.asked import Asked
from tests.centre_app.reports.conftest import Drawn
from tests.centre_app.reports.pdf_bytes import pages
from tests.centre_app.reports.samples import LONG_NAME, LongWords, goal_course, outcomes, progress_record
from tests.conftest import SiteIds
from tests.factories.children import make_enrolled
from tests.factories.codelists import given_lists

WORDS = Words.of("en")


def asked(*children: uuid.UUID, first: date = date(2026, 9, 1), last: date = date(2026, 11, 20)) -> Asked:
    """The record of September to 20 November 2026."""
    return Asked(month=(2026, 10), first=first, last=last, children=children)


class TestCollect:
    def test_months_are_counted_from_the_marks_and_cut_at_the_period(
        self, session: OfficeSession, site: SiteIds
    ) -> None:
        given_lists(session)
        child = make_enrolled(session, site.day_care, site.morning, start=date(2026, 10, 1))
        enrolment = child_file(session, child).enrolments[0].id
        mark_day(session, date(2026, 10, 1), [MarkChange(enrolment, "present")])
        mark_day(session, date(2026, 10, 2), [MarkChange(enrolment, "late")])
        mark_day(session, date(2026, 11, 2), [MarkChange(enrolment, "absent", "illness")])
        (record,) = progress.collect(session, asked(child, last=date(2026, 11, 3)), WORDS)
        assert [(month.month, month.attendance.enrolled_days) for month in record.months] == [
            (9, 0),
            (10, 22),
            (11, 2),
        ]
        assert (record.child_days, record.absent_days, record.unmarked_days) == (2, 1, 21)
        assert record.reasons == {"illness": 1}
        assert record.rate == pytest.approx(2 / 24)

    def test_only_services_of_the_period_are_named(self, session: OfficeSession, site: SiteIds) -> None:
        child = make_enrolled(session, site.therapy, start=date(2026, 1, 1), end=date(2026, 8, 31))
        (record,) = progress.collect(session, asked(child), WORDS)
        assert record.services == ()
        assert record.rate is None

    def test_many_children_cost_no_more_statements_than_one(self, session: OfficeSession, site: SiteIds) -> None:
        children = [make_enrolled(session, site.day_care, site.morning, f"Ситора {place}") for place in range(12)]
        assert self.statements(session, children[:1]) == self.statements(session, children)

    @staticmethod
    def statements(session: OfficeSession, children: list[uuid.UUID]) -> int:
        """How many statements reading the records took."""
        seen: list[str] = []
        connection = session.connection()
        event.listen(connection, "before_cursor_execute", lambda *args: seen.append(args[2]))
        progress.collect(session, asked(*children), WORDS)
        return len(seen)

    def test_the_order_asked_for_is_kept(self, session: OfficeSession, site: SiteIds) -> None:
        one, two = (make_enrolled(session, site.day_care, None, name) for name in ("Ситора", "Анора"))
        found = progress.collect(session, asked(two, one), WORDS)
        assert [record.child.id for record in found] == [two, one]

    def test_without_a_child_or_with_a_period_turned_round_it_says_what_to_mend(
        self, session: OfficeSession, site: SiteIds
    ) -> None:
        with pytest.raises(UserError) as nobody:
            progress.collect(session, asked(), WORDS)
        assert nobody.value.field == "child"
        with pytest.raises(UserError) as turned:
            progress.collect(session, asked(uuid.uuid4(), first=date(2026, 12, 1)), WORDS)
        assert turned.value.field == "last"


def draw(*records: progress.ProgressRecord, words: Words = WORDS) -> bytes:
    """The PDF."""
    return progress_page.render(records, words, lambda: None)


class TestPage:
    def test_it_tells_a_parent_in_a_sentence_how_often_the_child_was_here(self, drawn: Drawn) -> None:
        draw(progress_record(WORDS))
        assert "Ситора was with us on 51 of 63 days (81,0\N{NO-BREAK SPACE}%)." in drawn.together
        assert drawn.has("Болезнь – 6, Семья – 3")

    def test_goals_are_told_by_their_levels_then_and_now(self, drawn: Drawn) -> None:
        draw(progress_record(WORDS))
        assert drawn.has("At the start (01.09.2026): показывает")
        assert drawn.has("Now (12.10.2026): говорит слово")
        assert drawn.has("Not scored yet.")

    def test_two_scores_are_too_few_to_speak_of_a_direction(self, drawn: Drawn) -> None:
        record = progress_record(WORDS, outcomes=outcomes(goal_course("Просит словом", 1)))
        draw(record)
        assert drawn.has("Too early to say.")
        assert drawn.has("too early to say where this goes")

    def test_a_goal_that_went_backwards_is_said_so(self, drawn: Drawn) -> None:
        draw(progress_record(WORDS, outcomes=outcomes(goal_course("Сидит сам", -1, -2, -2))))
        assert drawn.has("Further away than at the start.")
        assert drawn.has("Together the goals are further away than at the start (30,0; 50 is as expected).")

    def test_planned_and_held_minutes_and_the_practice_at_home_are_printed(self, drawn: Drawn) -> None:
        draw(progress_record(WORDS))
        assert drawn.has("The plan foresees 420 minutes; 360 were held (85,7\N{NO-BREAK SPACE}%).")
        assert drawn.has("Повторять слоги перед зеркалом (5 times a week, 10 minutes)")
        assert drawn.has("practised 1, partly 0, not 0 times; 80 minutes")

    def test_who_may_not_read_plans_gets_places_to_write_in(self, drawn: Drawn) -> None:
        assert pages(draw(progress_record(WORDS, outcomes=None))) == 2
        for place in (
            "Goals",
            "Sessions",
            "What we practise at home",
            "The child’s and the parents’ view",
            "Next step",
        ):
            assert place in drawn.texts
        assert drawn.has("Parent or guardian")
        assert not drawn.has("Просит словом")

    def test_a_child_of_whom_nothing_is_known_yet_has_a_record_too(self, drawn: Drawn) -> None:
        assert pages(draw(progress_record(WORDS, full=False))) == 1
        assert drawn.has("no day-care days to count")
        assert drawn.has("There is no signed plan with goals for this period yet.")

    def test_in_pictures_it_fits_on_a_page_and_says_what_the_signs_mean(self, drawn: Drawn) -> None:
        assert pages(draw(progress_record(WORDS, pictures=True))) == 1
        assert drawn.has("To be explained aloud")
        assert drawn.has("Просит словом")
        assert not drawn.has("T-score")

    def test_signs_that_mean_something_to_a_program_are_printed_as_they_are(self, drawn: Drawn) -> None:
        draw(progress_record(WORDS, names=("Ли <b>", "&amp; Co", "")))
        assert drawn.has("Ли <b> &amp; Co")

    @pytest.mark.parametrize("months", [1, 3, 6, 7, 14, 26])
    def test_long_periods_names_and_translations_stay_on_the_page(self, months: int, drawn: Drawn) -> None:
        words = LongWords()
        draw(progress_record(words, months=months, names=LONG_NAME, notes="Қайд " * 800), words=words)
        draw(progress_record(words, months=months, names=LONG_NAME, pictures=True), words=words)
        assert not drawn.beyond

    def test_json_of_one_child_is_an_object_and_of_several_a_list(self) -> None:
        one = progress_record(WORDS)
        said = progress.as_json([one])
        assert isinstance(said, dict)
        assert said["number"] == "K-0042"
        assert said["attendance"]["rate"] == 0.8095
        assert said["dose"]["planned_minutes"] == 420
        assert said["dose"]["delivered_minutes"] == said["sessions"]["minutes_by_type"]["speech_therapy"] == 360
        assert said["t_score"] == {"baseline": 40.0, "latest": 50.0, "goals": 2, "scored": 1}
        first, second = said["goals"]
        assert [(one["score"], one["by"]) for one in first["scores"]] == [
            (-1, "specialist"),
            (0, "specialist"),
            (0, "specialist"),
            (1, "parent"),
        ]
        assert (first["latest"], second["latest"], second["baseline"]) == (0, None, -2)
        assert isinstance(progress.as_json([one, one]), list)

    def test_json_for_who_may_not_read_plans_says_null_not_zero(self) -> None:
        said = progress.as_json([progress_record(WORDS, outcomes=None)])
        assert isinstance(said, dict)
        assert (said["goals"], said["sessions"], said["t_score"]) == (None, None, None)

    def test_the_file_is_named_after_the_number_never_the_name(self) -> None:
        assert progress.file_stem([progress_record(WORDS)]) == "progress-K-0042-2026-11-20"
