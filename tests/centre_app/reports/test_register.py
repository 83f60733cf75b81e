"""The attendance register."""

from __future__ import annotations

import uuid
from datetime import date

import pytest

from centre_app.attendance.actions import mark_day
from centre_app.attendance.rules import Cell, MarkChange
from centre_app.children.queries import child_file
from centre_app.db.session import OfficeSession
from centre_app.errors import UserError
from centre_app.language.translate import Words
from centre_app.reports import register, register_page
from centre_app.reports.asked import Asked
from centre_app.reports.register import Register
from tests.centre_app.reports.conftest import Drawn
from tests.centre_app.reports.pdf_bytes import pages
from tests.centre_app.reports.samples import LONG_NAME, LongWords, october, register_row
from tests.centre_app.reports.samples import register as sample
from tests.conftest import SiteIds
from tests.factories.children import enrol, make_child, make_enrolled
from tests.factories.codelists import given_lists
from tests.factories.open_days import close

WORDS = Words.of("en")
OCTOBER = (2026, 10)


def asked(**values: object) -> Asked:
    """The register of October 2026."""
    return Asked(**({"month": OCTOBER, "first": date(2026, 9, 1), "last": date(2026, 11, 20)} | values))  # type: ignore[arg-type]


def enrolment_of(session: OfficeSession, child_id: uuid.UUID) -> uuid.UUID:
    """The child's newest enrolment."""
    return child_file(session, child_id).enrolments[0].id


def mark(session: OfficeSession, child_id: uuid.UUID, day: date, status: str, reason: str | None = None) -> None:
    """One mark."""
    mark_day(session, day, [MarkChange(enrolment_of(session, child_id), status, reason)])


class TestCollect:
    def test_the_groups_of_the_first_day_care_follow_each_other(self, session: OfficeSession, site: SiteIds) -> None:
        make_enrolled(session, site.day_care, site.morning, "Ситора")
        make_enrolled(session, site.day_care, None, "Фирӯз")
        data = register.collect(session, asked(), WORDS)
        assert [(group.group, len(group.rows)) for group in data.groups] == [("Ситора", 1), ("Хуршед", 0), ("", 1)]

    def test_one_group_can_be_asked_for(self, session: OfficeSession, site: SiteIds) -> None:
        data = register.collect(session, asked(group=site.afternoon), WORDS)
        assert [group.group for group in data.groups] == ["Хуршед"]

    def test_totals_tell_excused_unexcused_unknown_and_unmarked_apart(
        self, session: OfficeSession, site: SiteIds
    ) -> None:
        given_lists(session)
        child = make_enrolled(session, site.day_care, site.morning)
        for day, status, reason in (
            (1, "present", None),
            (2, "late", None),
            (5, "absent", "illness"),
            (6, "absent", "unexcused"),
            (7, "absent", "unknown"),
        ):
            mark(session, child, date(2026, 10, day), status, reason)
        (row,) = register.collect(session, asked(), WORDS).groups[0].rows
        assert row.totals == register.RowTotals(came=2, excused=1, unexcused=1, unknown=1, unmarked=17)

    def test_a_child_who_left_and_came_back_in_the_month_has_one_line(
        self, session: OfficeSession, site: SiteIds
    ) -> None:
        child = make_child(session)
        enrol(session, child, site.day_care, site.morning, start=date(2026, 9, 1), end=date(2026, 10, 6))
        enrol(session, child, site.day_care, site.morning, start=date(2026, 10, 20))
        (row,) = register.collect(session, asked(), WORDS).groups[0].rows
        assert date(2026, 10, 6) in row.covered
        assert date(2026, 10, 7) not in row.covered
        assert row.totals.unmarked == 4 + 9

    def test_a_mark_on_a_day_that_was_closed_later_is_not_counted(self, session: OfficeSession, site: SiteIds) -> None:
        child = make_enrolled(session, site.day_care, site.morning)
        mark(session, child, date(2026, 10, 1), "present")
        close(session, site.site, date(2026, 10, 1))
        (row,) = register.collect(session, asked(), WORDS).groups[0].rows
        assert row.totals == register.RowTotals(unmarked=21)

    def test_an_empty_form_has_the_groups_and_the_days_but_no_names(
        self, session: OfficeSession, site: SiteIds
    ) -> None:
        make_enrolled(session, site.day_care, site.morning)
        data = register.collect(session, asked(empty_rows=20), WORDS)
        assert data.blank
        assert [(group.group, len(group.rows), len(group.days)) for group in data.groups] == [
            ("Ситора", 0, 31),
            ("Хуршед", 0, 31),
        ]

    def test_a_group_that_is_gone_is_said_in_words(self, session: OfficeSession, site: SiteIds) -> None:
        with pytest.raises(UserError) as wrong:
            register.collect(session, asked(group=uuid.uuid4()), WORDS)
        assert wrong.value.field == "group"

    def test_json_gives_a_mark_a_day_with_the_reasons_code(self, session: OfficeSession, site: SiteIds) -> None:
        given_lists(session)
        child = make_enrolled(session, site.day_care, site.morning)
        mark(session, child, date(2026, 10, 5), "absent", "illness")
        mark(session, child, date(2026, 10, 1), "late")
        said = register.as_json(register.collect(session, asked(group=site.morning), WORDS))
        assert isinstance(said, dict)
        assert said["month"] == "2026-10"
        (found,) = said["groups"][0]["children"]
        assert found["marks"] == {"2026-10-01": "late", "2026-10-05": "illness"}
        assert (found["child_days"], found["absent_excused"], found["unmarked_days"]) == (1, 1, 20)


def draw(data: Register, words: Words = WORDS) -> bytes:
    """The PDF."""
    return register_page.render(data, words, lambda: None)


def of_children(count: int, words: Words = WORDS, **values: object) -> Register:
    """A register of so many children."""
    days = october({9: "Day of the language"})
    rows = tuple(register_row(place, days, d1="present", d2="illness", d5="late") for place in range(1, count + 1))
    return sample(words, rows, days, **values)


class TestPage:
    def test_marks_are_letters_and_the_legend_says_what_they_mean(self, drawn: Drawn) -> None:
        draw(of_children(1))
        for sign in ("•", "S", "L"):
            assert sign in drawn.texts
        assert "S\N{NO-BREAK SPACE}–\N{NO-BREAK SPACE}Болезнь" in drawn.together
        assert drawn.has("09.10 Day of the language")

    def test_a_day_that_is_not_marked_is_empty(self, drawn: Drawn) -> None:
        days = october()
        draw(sample(WORDS, (register_row(1, days),), days))
        assert "•" not in drawn.texts

    def test_totals_stand_beside_each_child_and_under_each_day(self, drawn: Drawn) -> None:
        draw(of_children(12))
        assert "24" in drawn.texts  # 12 children came twice
        assert drawn.texts.count("Came") == 2

    def test_a_usual_group_with_totals_legend_and_signatures_is_one_page(self) -> None:
        assert pages(draw(of_children(18))) == 1

    def test_more_children_than_fit_take_more_pages_and_the_header_comes_again(self, drawn: Drawn) -> None:
        pdf = draw(of_children(90))
        assert drawn.texts.count("Name") == pages(pdf) >= 3
        assert all(f"K-{place:04d}" in drawn.texts for place in range(1, 91))

    @pytest.mark.parametrize("count", range(19, 34))
    def test_signatures_never_stand_alone_on_a_page(self, count: int, drawn: Drawn) -> None:
        pdf = draw(of_children(count))
        assert drawn.texts.count("Name") == pages(pdf)

    def test_a_blank_form_has_names_and_days_off_but_no_marks_and_no_totals(self, drawn: Drawn) -> None:
        draw(of_children(3, blank=True))
        assert "Саидзода Бахтиёр" in drawn.texts
        assert "×" in drawn.texts
        assert "•" not in drawn.texts
        assert "Came" not in drawn.texts

    def test_an_empty_form_has_numbered_lines(self, drawn: Drawn) -> None:
        draw(of_children(0, blank=True, empty_rows=25))
        assert "25" in drawn.texts

    def test_a_group_without_children_says_so(self, drawn: Drawn) -> None:
        draw(of_children(0))
        assert drawn.has("No child is enrolled here")

    def test_long_names_numbers_and_translations_stay_in_their_places(self, drawn: Drawn) -> None:
        days = october()
        row = register_row(1_234_567_890, days, " ".join(LONG_NAME), d1="present")
        words = LongWords()
        draw(sample(words, (row,) * 3, days), words)
        assert not drawn.beyond
        assert all(part in drawn.together for part in LONG_NAME)

    def test_the_sheet_has_the_same_letters_and_their_meaning(self) -> None:
        group, legend = register.as_sheets(of_children(1), WORDS)
        assert list(group.rows[0][2:5]) == ["•", "S", "×"]
        assert ["S", "Болезнь"] in [list(row) for row in legend.rows]


def test_unknown_marks_are_shown_not_hidden() -> None:
    assert register.sign_of(Cell("absent", "gone_from_list"), of_children(0), "en") == "?"
