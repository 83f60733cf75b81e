"""What the centre does for itself once a day."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from centre_app.open_days.queries import calendar
from centre_app.safekeeping.backups import list_backups
from centre_app.safekeeping.upkeep import daily_upkeep
from centre_app.security.access import Role
from tests.factories.centres import copy_of_centre


def test_the_first_use_of_a_day_makes_one_backup(tmp_path: Path) -> None:
    centre = copy_of_centre(tmp_path / "centre")
    with centre.open() as office:
        assert daily_upkeep(office) is not None
        assert daily_upkeep(office) is None
        assert [str(facts.kind) for facts in list_backups(centre.folder)] == ["daily"]


def test_next_years_holidays_are_there_in_time(tmp_path: Path) -> None:
    centre = copy_of_centre(tmp_path / "centre")
    with centre.open() as office:
        ahead = office.today().replace(year=office.today().year + 4, day=1)
        office.clock = lambda: ahead
        daily_upkeep(office)
        with office.read() as session:
            assert calendar(session, ahead.year + 1, language="tg").holidays


def test_who_may_not_change_the_calendar_still_backs_up(tmp_path: Path) -> None:
    centre = copy_of_centre(tmp_path / "centre")
    with centre.open() as office:
        office.actor = replace(office.actor, role=Role.SECRETARY)
        assert daily_upkeep(office) is not None


def test_a_window_opened_read_only_does_nothing(tmp_path: Path) -> None:
    centre = copy_of_centre(tmp_path / "centre")
    with centre.open(read_only=True) as office:
        assert daily_upkeep(office) is None
    assert list_backups(centre.folder) == []
