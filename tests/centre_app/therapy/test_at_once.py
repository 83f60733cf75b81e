"""Two people at one session at once, each in a transaction of their own: only a server has that."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Engine, text

from centre_app.db import migrate
from centre_app.db.engine import postgresql_engine
from centre_app.db.session import OfficeSession
from centre_app.errors import UserError
from centre_app.security.access import Actor, Role
from centre_app.therapy.absent_children import excuse_sessions
from centre_app.therapy.actions import cancel_session
from centre_app.therapy.models import SessionChild, TherapySession
from centre_app.therapy.note_rules import ChildWriteUp, WriteUp
from centre_app.therapy.writing_up import write_up
from tests import postgresql
from tests.conftest import TODAY, SiteIds, make_site
from tests.factories.children import make_enrolled
from tests.factories.codelists import given_lists
from tests.factories.therapy import make_session

MANAGER = Actor(None, "Гулнора Қодирова", Role.MANAGER)
_WAITING = text("select count(*) from pg_locks where not granted")


def at_work(engine: Engine) -> OfficeSession:
    """Somebody at a PC of their own."""
    return OfficeSession(engine.execution_options(writes=True), actor=MANAGER, today=TODAY, expire_on_commit=False)


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[Engine, SiteIds]]:
    """A server of this file's own, for what is tried here is committed."""
    if postgresql.missing():
        postgresql.skip_or_fail()
    with postgresql.start() as started:
        engine = postgresql_engine(started.new_database())
        migrate.upgrade(engine)
        with at_work(engine) as session:
            site = make_site(session)
            given_lists(session)
            session.commit()
        yield engine, site
        engine.dispose()


def call_off(session: OfficeSession, session_id: uuid.UUID, _child_id: uuid.UUID) -> None:
    """Somebody at the telephone."""
    cancel_session(session, session_id, "family", "illness")


def excuse(session: OfficeSession, _session_id: uuid.UUID, child_id: uuid.UUID) -> None:
    """Somebody who marks attendance."""
    excuse_sessions(session, TODAY, [child_id], "illness")


@pytest.mark.parametrize("other", [call_off, excuse])
def test_what_is_being_written_up_is_not_written_over(
    server: tuple[Engine, SiteIds], other: Callable[[OfficeSession, uuid.UUID, uuid.UUID], None]
) -> None:
    engine, site = server
    with at_work(engine) as session:
        child = make_enrolled(session, site.day_care, site.morning)
        session_id = make_session(session, site.site, TODAY, {child: "invited"}, status="planned")
        session.commit()
    refused: list[UserError] = []

    def at_the_other_pc() -> None:
        with at_work(engine) as session:
            try:
                other(session, session_id, child)
                session.commit()
            except UserError as error:
                refused.append(error)

    with at_work(engine) as therapist:
        write_up(therapist, session_id, WriteUp("held", (ChildWriteUp(child, "attended"),), 30))
        meanwhile = threading.Thread(target=at_the_other_pc)
        meanwhile.start()
        with engine.connect() as watching:
            while meanwhile.is_alive() and not watching.execute(_WAITING).scalar_one():
                watching.rollback()
        therapist.commit()
        meanwhile.join()
    with at_work(engine) as session:
        held = session.get_one(TherapySession, session_id)
        assert (held.status, session.get_one(SessionChild, (session_id, child)).status) == ("held", "attended")
        assert len(refused) == (other is call_off)
