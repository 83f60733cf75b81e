"""What tests stand on: a database made by the migrations on both engines, each test in a transaction that is undone."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import Engine
from sqlalchemy.engine import make_url

from centre_app.db import migrate
from centre_app.db.engine import postgresql_engine, sqlite_engine
from centre_app.db.session import OfficeSession
from centre_app.db.types import new_id
from centre_app.language.translate import Words, set_language
from centre_app.office import Office
from centre_app.security.access import Actor, Role
from centre_app.security.models import Account
from centre_app.sites.models import Group, Service, Site

# These machines are shared and noisy: an example that takes long is not wrong for it.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

TODAY = date(2026, 11, 20)  # a Friday; the office's day in every test
KEY = bytes(range(32))


# The rooms above go through the same SQLAlchemy as those below: on PostgreSQL they are tested in the second step. The
# first has it where engines differ most: the store itself, search, marks, accounts.
BOTH_ENGINES_FIRST = tuple(
    f"tests/centre_app/{room}/" for room in ("attendance", "children", "db", "safekeeping", "security", "sites")
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the first step short: it has every rule and all of SQLite."""
    for item in items:
        called = getattr(item, "callspec", None)
        engines = called.params.values() if called is not None else ()
        if "postgresql" in engines and not item.nodeid.startswith(BOTH_ENGINES_FIRST):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Every test begins with the screen in English."""
    set_language("en")
    yield
    set_language("en")


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An encrypted file brought to the newest schema once; tests copy it."""
    path = tmp_path_factory.mktemp("schema") / "centre.db"
    engine = sqlite_engine(path, KEY)
    migrate.upgrade(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def sqlite_database(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """One encrypted file for all tests that undo what they did."""
    path = tmp_path_factory.mktemp("sqlite") / "centre.db"
    shutil.copy(empty_file, path)
    engine = sqlite_engine(path, KEY)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """A throwaway PostgreSQL server of this test run."""
    from tests import postgresql

    if postgresql.missing():
        postgresql.skip_or_fail()
    with postgresql.start() as server:
        yield server.new_database()


@pytest.fixture(scope="session")
def postgresql_database(postgresql_url: str) -> Iterator[Engine]:
    """A migrated database on it."""
    engine = postgresql_engine(make_url(postgresql_url).render_as_string(hide_password=False))
    migrate.upgrade(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def manager() -> Actor:
    """Who is at work in tests."""
    return Actor(account_id=new_id(), name="Гулнора Қодирова", role=Role.MANAGER)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Engine:
    """Both engines, one after the other."""
    engine: Engine = request.getfixturevalue(f"{request.param}_database")
    return engine


@pytest.fixture
def session(database: Engine, manager: Actor) -> Iterator[OfficeSession]:
    """A session as the manager, on both engines; undone after the test."""
    with database.execution_options(writes=True).connect() as connection:
        outer = connection.begin()
        with OfficeSession(
            connection, actor=manager, today=TODAY, join_transaction_mode="create_savepoint", expire_on_commit=False
        ) as work:
            work.add(Account(id=manager.account_id, username="manager", name=manager.name, role="manager"))
            work.flush()
            yield work
        outer.rollback()


@dataclass(frozen=True)
class SiteIds:
    """The ids of the tests' site."""

    site: uuid.UUID
    day_care: uuid.UUID
    morning: uuid.UUID
    afternoon: uuid.UUID
    therapy: uuid.UUID


def make_site(session: OfficeSession) -> SiteIds:
    """A site in Khovaling with day care in two groups and therapy."""
    ids = SiteIds(new_id(), new_id(), new_id(), new_id(), new_id())
    session.add(
        Site(
            id=ids.site,
            name="Маркази «Умед»",
            country="TJ",
            province="Хатлон",
            district="Ховалинг",
            municipality="Ховалинг",
            signatory="Гулнора Қодирова",
            number_pattern="K-0001",
        )
    )
    session.flush()
    session.add_all(
        [
            Service(id=ids.day_care, site_id=ids.site, name="Рӯзона", kind="day_care", places=30),
            Service(id=ids.therapy, site_id=ids.site, name="Тавонбахшӣ", kind="therapy", position=1),
        ]
    )
    session.flush()
    session.add_all(
        [
            Group(id=ids.morning, service_id=ids.day_care, name="Ситора", places=15),
            Group(id=ids.afternoon, service_id=ids.day_care, name="Хуршед", places=15, position=1),
        ]
    )
    session.flush()
    return ids


@pytest.fixture
def site(session: OfficeSession) -> SiteIds:
    """The tests' site."""
    return make_site(session)


@pytest.fixture
def office(empty_file: Path, tmp_path: Path, manager: Actor) -> Iterator[Office]:
    """A real encrypted office in a folder of its own, with the tests' site in it; what is written stays written."""
    data = tmp_path / "centre"
    data.mkdir()
    shutil.copy(empty_file, data / "centre.db")
    engine = sqlite_engine(data / "centre.db", KEY)
    opened = Office(engine=engine, data=data, actor=manager, data_key=KEY, clock=lambda: TODAY)
    with opened.write() as work:
        work.add(Account(id=manager.account_id, username="manager", name=manager.name, role="manager"))
        work.flush()
        make_site(work)
    yield opened
    opened.close()


@pytest.fixture
def words() -> Words:
    """Russian words: three plural forms, the office's usual language."""
    return Words.of("ru")
