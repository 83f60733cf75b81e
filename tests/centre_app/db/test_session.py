"""The history is written by the session itself, in the same transaction, in a chain."""

from __future__ import annotations

import json
from datetime import date

import pytest
from sqlalchemy import insert, select, update

from centre_app.children.models import Child, Guardian
from centre_app.db.history import FIRST_LINK, HistoryEntry, link
from centre_app.db.session import OfficeSession
from centre_app.db.types import new_id
from centre_app.office import Office
from tests.conftest import SiteIds

Entry = HistoryEntry


def a_child(site: SiteIds, **values: object) -> Child:
    given = {
        "id": new_id(),
        "site_id": site.site,
        "number": "K-0001",
        "given_name": "Ҷамшед",
        "surname": "Раҳимов",
        "registered_on": date(2026, 11, 2),
        "sort_key": b"1",
        "sort_key_ru": b"1",
    }
    return Child(**(given | values))


def entries(session: OfficeSession) -> list[HistoryEntry]:
    session.finish()
    return list(session.scalars(select(Entry).order_by(Entry.seq)))


def test_a_new_row_leaves_who_what_and_what_it_became(session: OfficeSession, site: SiteIds) -> None:
    child = a_child(site)
    with session.act("register_child"):
        session.add(child)
    entry = entries(session)[-1]
    assert (entry.act, entry.entity, entry.entity_id) == ("register_child", "child", str(child.id))
    assert (entry.account_name, entry.child_id) == ("Гулнора Қодирова", child.id)
    assert entry.before is None
    assert json.loads(entry.after or "")["given_name"] == "Ҷамшед"


def test_a_change_leaves_only_what_changed_before_and_after(session: OfficeSession, site: SiteIds) -> None:
    child = a_child(site)
    session.add(child)
    session.flush()
    with session.act("change_child"):
        child.village = "Сари Хосор"
    entry = entries(session)[-1]
    assert json.loads(entry.before or "") == {"village": ""}
    assert json.loads(entry.after or "") == {"village": "Сари Хосор"}


def test_a_deleted_row_leaves_what_it_was_in_the_childs_history(session: OfficeSession, site: SiteIds) -> None:
    child = a_child(site)
    session.add(child)
    session.flush()
    mother = Guardian(child_id=child.id, name="Саодат Раҳимова", phone="+992 93 555 12 34")
    session.add(mother)
    session.flush()
    session.delete(mother)
    entry = entries(session)[-1]
    assert entry.after is None
    assert entry.child_id == child.id
    assert json.loads(entry.before or "")["name"] == "Саодат Раҳимова"


def test_each_entry_is_linked_to_the_one_before(session: OfficeSession, site: SiteIds) -> None:
    session.add(a_child(site))
    session.flush()
    session.record_access("printed", what="card")
    previous = None
    for entry in entries(session):
        if previous is None:
            previous = FIRST_LINK
        assert entry.hash == link(previous, {c.name: getattr(entry, c.name) for c in Entry.__table__.columns})
        previous = entry.hash


def test_bulk_rows_leave_one_entry_each(session: OfficeSession, site: SiteIds) -> None:
    child = a_child(site)
    session.add(child)
    session.flush()
    before = len(entries(session))
    row = {"id": new_id(), "child_id": child.id, "name": "Зафар", "phone": "", "position": 0, "relationship": None}
    session.insert_many(Guardian, [row])
    session.update_many(Guardian, [(row, row | {"phone": "918 00 00 01"})])
    session.delete_many(Guardian, [row | {"phone": "918 00 00 01"}])
    new = entries(session)[before:]
    assert [(entry.before is None, entry.after is None) for entry in new] == [(1, 0), (0, 0), (0, 1)]
    assert {entry.child_id for entry in new} == {child.id}
    assert json.loads(new[1].after or "") == {"phone": "918 00 00 01"}


def test_a_bulk_statement_behind_the_historys_back_is_a_bug(session: OfficeSession, site: SiteIds) -> None:
    with pytest.raises(RuntimeError, match="child"):
        session.execute(update(Child).values(village="Лахш"))
    with pytest.raises(RuntimeError, match="guardian"):
        session.execute(insert(Guardian).values(name="х"))


def test_leaving_a_write_with_an_error_means_nothing_happened(office: Office) -> None:
    with pytest.raises(ZeroDivisionError), office.write() as session:
        session.add(a_child_of(session))
        session.flush()
        _ = 1 / 0
    with office.read() as session:
        assert session.scalars(select(Child)).all() == []


def test_a_commit_tells_what_it_touched(office: Office) -> None:
    told: list[set[str]] = []
    office.subscribe(lambda changes: told.append({str(change) for change in changes}))
    with office.write() as session:
        session.add(a_child_of(session))
    assert told == [{"children", "history"}]


def test_the_order_of_ids_is_the_order_of_making() -> None:
    made = [new_id() for _ in range(50)]
    assert all(one.version == 7 and one.variant == "specified in RFC 4122" for one in made)
    assert [one.int >> 80 for one in made] == sorted(one.int >> 80 for one in made)


def a_child_of(session: OfficeSession) -> Child:
    from centre_app.sites.models import Site

    site_id = session.scalars(select(Site.id)).one()
    return Child(
        site_id=site_id,
        number="K-0007",
        given_name="Айгүл",
        registered_on=date(2026, 11, 2),
        sort_key=b"a",
        sort_key_ru=b"a",
    )
