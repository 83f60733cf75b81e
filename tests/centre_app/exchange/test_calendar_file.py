"""Sessions as an iCalendar file: what ordinary calendars read of it."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, datetime, timedelta
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from dateutil import tz
from icalendar import Calendar, Event
from sqlalchemy import select

from centre_app.command_line import main
from centre_app.db.history import HistoryEntry
from centre_app.db.session import OfficeSession
from centre_app.errors import Refused
from centre_app.exchange.calendar_file import ZONES, calendar_file, initials, trace_calendar
from centre_app.security.access import Actor, Permission, Role
from centre_app.sites.models import Site
from centre_app.sites.queries import services
from centre_app.therapy.actions import book_many, book_session, cancel_session, move_session
from tests.conftest import SiteIds
from tests.factories.centres import PASSWORD, Centre, copy_of_centre
from tests.factories.children import make_enrolled
from tests.factories.therapy import booking, make_session
from tests.factories.workplace import make_room, make_staff

MONDAY = date(2026, 11, 23)
SUNDAY = MONDAY + timedelta(days=6)


def events(content: bytes) -> list[Event]:
    """The events of a file, by their beginning."""
    found = [part for part in Calendar.from_ical(content).walk("VEVENT") if isinstance(part, Event)]
    return sorted(found, key=lambda event: str(event.start))


@pytest.fixture
def ann(session: OfficeSession, site: SiteIds) -> uuid.UUID:
    """A child."""
    return make_enrolled(session, site.day_care, site.morning, "Анора", surname="Каримова")


@pytest.mark.parametrize(("country", "hours"), [("TJ", 5), ("KG", 6), ("KZ", 5)])
def test_a_session_is_an_event_at_the_hour_of_the_centre(
    session: OfficeSession, site: SiteIds, ann: uuid.UUID, country: str, hours: int
) -> None:
    session.get_one(Site, site.site).country = country
    session.flush()
    nigina, room = make_staff(session), make_room(session, "Кабинет; 2, слева")
    booked = book_session(session, booking(MONDAY, ann, therapist_id=nigina, room_id=room, minutes=45))
    content = calendar_file(session, MONDAY, SUNDAY, therapist_id=nigina, language="ru")
    (event,) = events(content)
    start = datetime(2026, 11, 23, 9, tzinfo=ZoneInfo(ZONES[country]))
    assert (event.start, event.end) == (start, start + timedelta(minutes=45))
    assert event.start.utcoffset() == timedelta(hours=hours)
    assert event["DTSTART"].params["TZID"] == ZONES[country]
    assert (str(event["SUMMARY"]), str(event["LOCATION"])) == ("занятие с логопедом: К. А.", "Кабинет; 2, слева")
    assert (str(event["UID"]), str(event["STATUS"])) == (f"{booked.id}@centre-app", "CONFIRMED")
    assert event["DTSTAMP"].dt.utcoffset() == timedelta(0)
    # As another library reads the time zone out of the file itself.
    zone = tz.tzical(StringIO(content.decode())).get(ZONES[country])
    assert zone is not None
    assert datetime(2026, 11, 23, 9, tzinfo=zone).utcoffset() == timedelta(hours=hours)


def test_the_file_is_as_the_standard_wants_it(session: OfficeSession, site: SiteIds, ann: uuid.UUID) -> None:
    nigina, room = make_staff(session, "Сафарова Нигина Абдуллоевна"), make_room(session, "Ҳуҷраи сенсорӣ " * 10)
    book_session(session, booking(MONDAY, ann, therapist_id=nigina, room_id=room))
    content = calendar_file(session, MONDAY, SUNDAY, therapist_id=nigina, language="tg")
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    read = Calendar.from_ical(content)
    assert (str(read["VERSION"]), str(read["METHOD"])) == ("2.0", "PUBLISH")
    assert read.calendar_name == "Сафарова Нигина Абдуллоевна"
    assert events(content)[0]["LOCATION"] == ("Ҳуҷраи сенсорӣ " * 10).strip()


def test_children_are_initials_unless_names_are_asked_for(
    session: OfficeSession, site: SiteIds, ann: uuid.UUID
) -> None:
    bek = make_enrolled(session, site.day_care, given_name="Бек", surname="")
    make_staff(session)
    booked = book_session(session, booking(MONDAY, ann, bek))
    session.flush()
    plain = calendar_file(session, MONDAY, SUNDAY, language="en").decode()
    assert "Каримова" not in plain and "Бек" not in plain
    assert str(events(plain.encode())[0]["SUMMARY"]) == "speech therapy: Б., К. А."
    named = calendar_file(session, MONDAY, SUNDAY, names=True, language="en")
    assert str(events(named)[0]["SUMMARY"]) == "speech therapy: Бек, Каримова Анора"
    assert booked.id


def test_names_are_exported_only_by_whom_may_and_each_child_says_so(
    session: OfficeSession, site: SiteIds, ann: uuid.UUID
) -> None:
    make_staff(session)
    book_many(session, [booking(MONDAY, ann), booking(MONDAY, ann, start=600)])
    trace_calendar(session, MONDAY, SUNDAY, names=True)
    trace_calendar(session, MONDAY, SUNDAY)
    session.finish()
    traces = session.execute(
        select(HistoryEntry.act, HistoryEntry.entity_id, HistoryEntry.child_id)
        .where(HistoryEntry.entity == "access")
        .order_by(HistoryEntry.seq)
    ).all()
    assert [child_id for _act, _what, child_id in traces] == [ann, None]
    assert {act for act, _what, _child in traces} == {"exported"}

    class Clerk(Actor):
        """Sees children and exports no names."""

        def may(self, permission: Permission) -> bool:
            return permission is not Permission.EXPORT_NAMES

    session.actor = Clerk(session.actor.account_id, "Одина", Role.SECRETARY)
    assert events(calendar_file(session, MONDAY, SUNDAY, language="en"))
    with pytest.raises(Refused):
        calendar_file(session, MONDAY, SUNDAY, names=True, language="en")


def test_a_session_keeps_its_uid_when_it_moves_and_a_cancelled_one_says_so(
    session: OfficeSession, site: SiteIds, ann: uuid.UUID
) -> None:
    make_staff(session)
    booked = book_session(session, booking(MONDAY, ann))
    first = calendar_file(session, MONDAY, SUNDAY, language="en")
    (before,) = events(first)
    move_session(session, booked.id, SUNDAY - timedelta(days=2), 600, 30, None, None)
    cancel_session(session, booked.id, "family", "illness", "температура 39")
    content = calendar_file(session, MONDAY, SUNDAY, language="en")
    (after,) = events(content)
    assert after["UID"] == before["UID"]
    assert Calendar.from_ical(content)["UID"] == Calendar.from_ical(first)["UID"]
    assert str(after["STATUS"]) == "CANCELLED"
    assert "температура" not in content.decode(), "what is written about a child stays in the office"


def test_a_session_without_an_hour_is_an_event_of_the_day(
    session: OfficeSession, site: SiteIds, ann: uuid.UUID
) -> None:
    make_session(session, site.site, MONDAY, [ann])
    (event,) = events(calendar_file(session, MONDAY, SUNDAY, language="en"))
    assert (event.start, event.end) == (MONDAY, MONDAY + timedelta(days=1))
    assert str(event["TRANSP"]) == "TRANSPARENT"


def test_a_session_until_midnight_ends_the_next_day(session: OfficeSession, site: SiteIds, ann: uuid.UUID) -> None:
    make_session(session, site.site, MONDAY, [ann], start=1410, minutes=30)
    (event,) = events(calendar_file(session, MONDAY, SUNDAY, language="en"))
    assert event.end == datetime(2026, 11, 24, tzinfo=ZoneInfo("Asia/Dushanbe"))


def test_an_empty_week_is_a_calendar_without_events(session: OfficeSession, site: SiteIds) -> None:
    assert events(calendar_file(session, MONDAY, SUNDAY, language="en")) == []


def test_initials_of_names() -> None:
    assert (initials("Каримова Анора"), initials("Бек"), initials("")) == ("К. А.", "Б.", "")


@pytest.fixture
def centre(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Centre:
    """A centre on the disk with one session of Нигина's."""
    monkeypatch.setenv("CENTRE_APP_PASSWORD", PASSWORD)
    made = copy_of_centre(tmp_path / "centre")
    with made.open() as office, office.write() as session:
        child = make_enrolled(session, services(session)[0].id, given_name="Анора", surname="Каримова")
        nigina = make_staff(session, "Сафарова Нигина")
        make_staff(session, "Назарова Таҳмина")
        book_session(session, replace(booking(MONDAY, child), therapist_id=nigina))
    return made


def test_the_command_writes_a_therapists_week(centre: Centre, tmp_path: Path) -> None:
    out = tmp_path / "week.ics"
    usual = ["calendar", "--data", str(centre.folder), "--week", "2026-W48", "--out", str(out), "--language", "en"]
    assert main([*usual, "--therapist", "сафарова нигина"]) == 0
    assert [str(event["SUMMARY"]) for event in events(out.read_bytes())] == ["speech therapy: К. А."]
    assert main([*usual, "--therapist", "Таҳмина"]) == 0
    assert events(out.read_bytes()) == []
    assert main([*usual, "--names"]) == 0
    assert [str(event["SUMMARY"]) for event in events(out.read_bytes())] == ["speech therapy: Каримова Анора"]


def test_the_command_leaves_its_trace_also_beside_an_open_window(centre: Centre, tmp_path: Path) -> None:
    usual = ["calendar", "--data", str(centre.folder), "--week", "2026-W48", "--out", str(tmp_path / "week.ics")]
    with centre.open():
        assert main([*usual, "--names"]) == 0
    assert main(usual) == 0
    with centre.open() as office, office.read() as session:
        traces = session.execute(
            select(HistoryEntry.child_id).where(HistoryEntry.act == "exported", HistoryEntry.entity_id == "calendar")
        ).scalars()
        assert sorted(child_id is None for child_id in traces) == [False, True]


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["--week", "2026-W54", "--out", "x.ics"], 2),
        (["--week", "next", "--out", "x.ics"], 2),
        (["--week", "9999-W52", "--out", "x.ics"], 2),
        (["--week", "2026-W48"], 2),
        (["--week", "2026-W48", "--out", "x.ics", "--therapist", "Одина"], 1),
        (["--week", "2026-W48", "--out", "x.ics", "--therapist", "ова"], 1),
    ],
)
def test_what_cannot_be_is_told_and_no_file_is_written(
    centre: Centre, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], status: int
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["calendar", "--data", str(centre.folder), *arguments]) == status
    assert not (tmp_path / "x.ics").exists()
