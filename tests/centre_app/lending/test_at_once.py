"""Two people lend the same item at once, each in a transaction of their own: only a server has that."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Engine, text

from centre_app.db import migrate
from centre_app.db.engine import postgresql_engine
from centre_app.db.session import OfficeSession
from centre_app.errors import UserError
from centre_app.lending.actions import ItemInput, LoanInput, NeedInput, add_items, lend, record_need, send_to_repair
from centre_app.lending.queries import child_needs, loans_out, stock
from centre_app.security.access import Actor, Role
from tests import postgresql
from tests.conftest import TODAY, make_site
from tests.factories.children import make_child
from tests.factories.codelists import given_lists
from tests.factories.lending import make_item

MANAGER = Actor(None, "Гулнора Қодирова", Role.MANAGER)
_WAITING = text("select count(*) from pg_locks where not granted")


def at_work(engine: Engine) -> OfficeSession:
    """Somebody at a PC of their own."""
    return OfficeSession(engine.execution_options(writes=True), actor=MANAGER, today=TODAY, expire_on_commit=False)


@pytest.fixture(scope="module")
def server() -> Iterator[Engine]:
    """A server of this file's own, for what is tried here is committed."""
    if postgresql.missing():
        postgresql.skip_or_fail()
    with postgresql.start() as started:
        engine = postgresql_engine(started.new_database())
        migrate.upgrade(engine)
        with at_work(engine) as session:
            make_site(session)
            given_lists(session)
            session.commit()
        yield engine
        engine.dispose()


def both(
    engine: Engine, first: Callable[[OfficeSession], object], second: Callable[[OfficeSession], object]
) -> list[UserError]:
    """The second begins while the first is not committed yet; what was refused to it."""
    refused: list[UserError] = []

    def at_the_other_pc() -> None:
        with at_work(engine) as session:
            try:
                second(session)
                session.commit()
            except UserError as error:
                refused.append(error)

    with at_work(engine) as session:
        first(session)
        meanwhile = threading.Thread(target=at_the_other_pc)
        meanwhile.start()
        with engine.connect() as watching:
            while meanwhile.is_alive() and not watching.execute(_WAITING).scalar_one():
                watching.rollback()
        session.commit()
        meanwhile.join()
    return refused


def test_an_item_is_lent_to_one_child_whoever_presses_first(server: Engine) -> None:
    with at_work(server) as session:
        item_id, children = make_item(session), [make_child(session, name) for name in ("Ҷамшед", "Зарина")]
        session.commit()
    refused = both(
        server,
        lambda session: lend(session, LoanInput(item_id, children[0])),
        lambda session: lend(session, LoanInput(item_id, children[1])),
    )
    assert [error.field for error in refused] == ["item_id"]
    with at_work(server) as session:
        assert [row.child_id for row in loans_out(session) if row.item_id == item_id] == [children[0]]


def test_what_goes_to_repair_is_not_lent_at_the_same_moment(server: Engine) -> None:
    with at_work(server) as session:
        item_id, child = make_item(session), make_child(session, "Фарҳод")
        session.commit()
    refused = both(
        server,
        lambda session: send_to_repair(session, item_id),
        lambda session: lend(session, LoanInput(item_id, child)),
    )
    assert [error.field for error in refused] == ["item_id"]
    with at_work(server) as session:
        assert [row.status for row in stock(session) if row.id == item_id] == ["in_repair"]


def test_two_who_add_items_at_once_give_different_numbers(server: Engine) -> None:
    toys = ItemInput("toy", "good", count=3)
    assert not both(server, lambda session: add_items(session, toys), lambda session: add_items(session, toys))
    with at_work(server) as session:
        numbers = [row.number for row in stock(session) if row.kind == "toy"]
    assert len(numbers) == len(set(numbers)) == 6


def test_two_who_write_the_same_need_write_it_once(server: Engine) -> None:
    with at_work(server) as session:
        child = make_child(session, "Мадина")
        session.commit()
    cane = NeedInput(child, "cane")
    refused = both(server, lambda session: record_need(session, cane), lambda session: record_need(session, cane))
    assert [error.field for error in refused] == ["kind"]
    with at_work(server) as session:
        assert len(child_needs(session, child)) == 1
