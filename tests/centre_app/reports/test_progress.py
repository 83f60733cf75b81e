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
from tests.centre_app.reports.samples import LONG_NAME, LongWords, progress_record
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

    def test_two_pages_with_places_to_write_and_to_sign(self, drawn: Drawn) -> None:
        assert pages(draw(progress_record(WORDS))) == 2
        for place in (
            "Goals",
            "Sessions",
            "What we practise at home",
            "The child’s and the parents’ view",
            "Next step",
        ):
            assert place in drawn.texts
        assert drawn.has("Parent or guardian")

    def test_a_child_of_whom_nothing_is_known_yet_has_a_record_too(self, drawn: Drawn) -> None:
        assert pages(draw(progress_record(WORDS, full=False))) == 2
        assert drawn.has("no day-care days to count")

    def test_signs_that_mean_something_to_a_program_are_printed_as_they_are(self, drawn: Drawn) -> None:
        draw(progress_record(WORDS, names=("Ли <b>", "&amp; Co", "")))
        assert drawn.has("Ли <b> &amp; Co")

    @pytest.mark.parametrize("months", [1, 3, 6, 7, 14, 26])
    def test_long_periods_names_and_translations_stay_on_the_page(self, months: int, drawn: Drawn) -> None:
        words = LongWords()
        draw(progress_record(words, months=months, names=LONG_NAME, notes="Қайд " * 800), words=words)
        assert not drawn.beyond

    def test_json_of_one_child_is_an_object_and_of_several_a_list(self) -> None:
        one = progress_record(WORDS)
        said = progress.as_json([one])
        assert isinstance(said, dict)
        assert said["number"] == "K-0042"
        assert said["attendance"]["rate"] == 0.8095
        assert isinstance(progress.as_json([one, one]), list)

    def test_the_file_is_named_after_the_number_never_the_name(self) -> None:
        assert progress.file_stem([progress_record(WORDS)]) == "progress-K-0042-2026-11-20"
