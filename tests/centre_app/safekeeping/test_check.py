"""The check finds what is wrong, and says so in words."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from centre_app.db.session import OfficeSession
from centre_app.office import Office
from centre_app.safekeeping.backup import back_up
from centre_app.safekeeping.chain import head_fits, last_change, recount
from centre_app.safekeeping.check import check
from centre_app.security.access import Actor
from centre_app.security.key_store import ServerStore, new_book
from centre_app.security.keys import CHEAP_COST_FOR_TESTS, RECOVERY, wrap
from tests.conftest import KEY, SiteIds
from tests.factories.centres import Centre
from tests.factories.children import enrol, make_child


@pytest.fixture
def office(centre: Centre) -> Iterator[Office]:
    with centre.open() as office:
        del office.on_close[1:]  # nothing is written at leaving into a history that a test took apart
        yield office


def wrong(office: Office) -> list[str]:
    found = check(office)
    assert found.ok is (not any(not line.ok for line in found.lines))
    return [line.text.in_words() for line in found.lines if not line.ok]


def said(office: Office) -> str:
    return "\n".join(line.text.in_words() for line in check(office).lines)


def raw(office: Office, statement: str) -> None:
    with office.engine.execution_options(writes=True).begin() as connection:
        connection.exec_driver_sql(statement)


def test_a_fresh_centre_is_well(office: Office) -> None:
    assert wrong(office) == []
    assert "no backup yet" in said(office)
    back_up(office)
    assert "newest backup is from" in said(office)


def test_it_runs_beside_an_open_window(centre: Centre, office: Office) -> None:
    with centre.open(read_only=True) as second:
        assert wrong(second) == []


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE history SET account_name = 'Рустам' WHERE seq = 5",
        "UPDATE history SET after = NULL WHERE seq = 5",
        "UPDATE history SET account_id = x'00' WHERE seq = 5",
        "UPDATE history SET at = '2026-01-01 08:00:00.000000' WHERE seq = 5",
        "DELETE FROM history WHERE seq = 5",
        "DELETE FROM history WHERE seq = 1",
        "DELETE FROM history WHERE seq > 5",
        "UPDATE history_head SET seq = seq + 1",
        "DELETE FROM history_head",
        "INSERT INTO history SELECT seq + 1000, at, account_id, account_name, act, entity, entity_id, child_id,"
        " before, after, hash FROM history WHERE seq = 5",
    ],
)
def test_an_entry_altered_taken_out_or_put_in_is_found(office: Office, tampering: str) -> None:
    raw(office, tampering)
    assert any("history was altered" in line for line in wrong(office))


def test_a_page_that_the_disk_lost_is_found(centre: Centre, office: Office) -> None:
    office.close()
    file = centre.folder / "centre.db"
    content = bytearray(file.read_bytes())
    content[-3000] ^= 1
    file.write_bytes(content)
    with centre.open(read_only=True) as damaged:
        assert any("damaged" in line for line in wrong(damaged))


def test_a_key_that_is_lost_is_found(centre: Centre, office: Office) -> None:
    keys = centre.folder / "keys.json"
    said = json.loads(keys.read_text())
    keys.write_text(json.dumps(said | {"slots": []}))
    lines = wrong(office)
    assert any("gulnora" in line for line in lines)
    assert any("recovery sheet" in line for line in lines)


def test_a_backup_cut_short_is_found(office: Office) -> None:
    path = back_up(office).facts.path
    path.write_bytes(path.read_bytes()[:500])
    assert any(path.name in line for line in wrong(office))


def test_a_mark_outside_its_enrolment_and_enrolments_that_overlap_are_found(office: Office) -> None:
    with office.write() as session:
        service = session.execute(text("SELECT id FROM service")).scalar_one()
        child = make_child(session)
        enrolment = enrol(session, child, uuid.UUID(bytes=service), start=date(2026, 9, 1))
    with office.engine.execution_options(writes=True).begin() as connection:
        connection.execute(
            text("INSERT INTO mark (day, enrolment_id, status, note) VALUES ('2026-08-31', :id, 'present', '')"),
            {"id": enrolment.bytes},
        )
        connection.execute(
            text(
                "INSERT INTO enrolment (id, child_id, service_id, start_day, note)"
                " SELECT :new, child_id, service_id, '2026-10-01', '' FROM enrolment"
            ),
            {"new": uuid.uuid4().bytes},
        )
    lines = wrong(office)
    assert any("1 marks lie outside" in line for line in lines)
    assert any("1 enrolments overlap" in line for line in lines)


def test_the_chain_is_recounted_on_both_engines(session: OfficeSession, site: SiteIds) -> None:
    session.record_access("opened")
    session.finish()
    chain = recount(session.connection())
    assert chain.broken_at is None
    assert chain.entries > 5
    assert head_fits(session.connection())
    assert last_change(session.connection()) == chain.entries - 1
    session.connection().execute(text("UPDATE history SET act = 'marked' WHERE seq = 3"))
    assert recount(session.connection()).broken_at == 3


def test_an_entry_on_the_full_second_fits_too(session: OfficeSession, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("centre_app.db.session.utc_now", lambda: datetime(2026, 11, 20, 8, 0, 0, tzinfo=UTC))
    session.record_access("opened")
    session.finish()
    assert recount(session.connection()).broken_at is None


def test_an_empty_history_is_whole(session: OfficeSession) -> None:
    session.connection().execute(text("DELETE FROM history"))
    session.connection().execute(text("DELETE FROM history_head"))
    assert recount(session.connection()).broken_at is None
    assert last_change(session.connection()) == 0


def test_a_centre_on_a_server_is_checked_too(tmp_path: Path, postgresql_database: Engine, manager: Actor) -> None:
    office = Office(postgresql_database, tmp_path, manager, KEY)
    book = new_book(CHEAP_COST_FOR_TESTS)
    with office.write() as session:
        ServerStore(office.engine).save(session, book.adding(wrap(KEY, RECOVERY, "ABCD", book.cost)))
    try:
        assert wrong(office) == []
    finally:
        raw(office, "DELETE FROM key_slot")
