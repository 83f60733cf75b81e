"""The practice centre in its folder: every mark obeys the rules, and there is something to see today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from centre_app.bootstrap import DataState, open_office, state_of
from centre_app.children.queries import find_children
from centre_app.errors import UserError
from centre_app.office import Office
from centre_app.open_days.queries import open_days
from centre_app.practice import centre as practice_centre
from centre_app.practice.centre import Made, make_practice_centre
from centre_app.security.queries import accounts
from centre_app.sites.queries import the_site
from centre_app.today.queries import today_page
from tests.centre_app.conftest import UNTIL


@pytest.fixture(scope="module")
def office(practice_made: tuple[Path, Made]) -> Iterator[Office]:
    """The practice centre, opened on the last day that it covers."""
    opened = open_office(practice_made[0], "manager", "practice", read_only=True)
    opened.clock = lambda: UNTIL
    with opened:
        yield opened


def test_every_mark_stands_on_an_open_day_within_its_enrolment(
    office: Office, practice_made: tuple[Path, Made]
) -> None:
    made = practice_made[1]
    with office.read() as session:
        allowed = set(open_days(session, the_site(session).id, made.first, UNTIL))
        rows = session.execute(
            text("SELECT m.day, e.start_day, e.end_day FROM mark m JOIN enrolment e ON e.id = m.enrolment_id")
        ).all()
    assert len(rows) == made.marks > 5_000
    for day, start, end in rows:
        assert start <= day and (end is None or day <= end)
    assert {date.fromisoformat(str(day)) for day, _start, _end in rows} <= allowed


def test_marks_stand_in_day_care_only(office: Office) -> None:
    with office.read() as session:
        kinds = session.execute(
            text(
                "SELECT DISTINCT s.kind FROM mark m JOIN enrolment e ON e.id = m.enrolment_id"
                " JOIN service s ON s.id = e.service_id"
            )
        ).scalars()
        assert list(kinds) == ["day_care"]


def test_today_has_something_to_see(office: Office) -> None:
    with office.read() as session:
        page = today_page(session, "tg")
    assert page.follow_ups
    assert all(line.days >= 3 for line in page.follow_ups)
    assert page.birthdays
    assert page.new
    assert page.absent
    assert page.starting
    totals = [group.totals for group in page.groups]
    assert sum(total.unmarked for total in totals) > 0
    assert sum(total.present for total in totals) > 0


def test_staff_of_every_role_can_sign_in(office: Office) -> None:
    with office.read() as session:
        rows = accounts(session)
    assert {row.role.value for row in rows} == {
        "manager",
        "specialist",
        "social_worker",
        "outreach_worker",
        "secretary",
        "numbers_only",
    }


def test_children_are_found_in_any_spelling(office: Office) -> None:
    with office.read() as session:
        found = [find_children(session, name).count for name in ("jamshed", "Джамшед", "ҶАМШЕД")]
    assert found[0] > 0
    assert len(set(found)) == 1


def test_the_history_has_one_entry_a_child(office: Office, practice_made: tuple[Path, Made]) -> None:
    with office.read() as session:
        entries = session.execute(text("SELECT count(*) FROM history WHERE entity = 'child'")).scalar()
    assert entries == practice_made[1].children


def test_the_same_seed_gives_the_same_children_and_marks(practice_made: tuple[Path, Made], tmp_path: Path) -> None:
    again = make_practice_centre(tmp_path / "again", children=40, years=1, seed=7, until=UNTIL)
    assert again == practice_made[1]
    statements = (
        "SELECT number, surname, given_name, birth_date, village FROM child ORDER BY number",
        "SELECT c.number, m.day, m.status, m.reason FROM mark m JOIN enrolment e ON e.id = m.enrolment_id"
        " JOIN child c ON c.id = e.child_id ORDER BY 1, 2",
    )
    told = []
    for folder in (practice_made[0], tmp_path / "again"):
        with open_office(folder, "manager", "practice", read_only=True) as opened, opened.read() as session:
            told.append([session.execute(text(statement)).all() for statement in statements])
    assert told[0] == told[1]


@pytest.mark.parametrize(("children", "years"), [(0, 1), (40, 0), (10**6, 1), (40, 99)])
def test_what_cannot_be_made_is_refused_before_anything_is_written(tmp_path: Path, children: int, years: int) -> None:
    with pytest.raises(UserError):
        make_practice_centre(tmp_path / "new", children=children, years=years)
    assert not (tmp_path / "new").exists()


def test_a_folder_with_a_centre_in_it_is_refused_and_stays(practice_folder: Path) -> None:
    with pytest.raises(UserError):
        make_practice_centre(practice_folder)
    assert state_of(practice_folder) is DataState.READY


def test_half_a_practice_centre_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full_disk(*_all: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(practice_centre, "write_work", full_disk)
    with pytest.raises((OSError, UserError)):
        make_practice_centre(tmp_path / "new", children=3)
    assert state_of(tmp_path / "new") is DataState.EMPTY
    assert list((tmp_path / "new").iterdir()) == []


def test_until_a_day_of_the_past(tmp_path: Path) -> None:
    made = make_practice_centre(tmp_path / "past", children=5, years=1, until=date(2025, 6, 15))
    assert made.until == date(2025, 6, 13)
    assert made.first < date(2025, 6, 15) - timedelta(days=360)
