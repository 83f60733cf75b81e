"""What tests of lending stand on: a centre with its lists, and two children."""

from __future__ import annotations

import uuid
from datetime import date

import pytest

from centre_app.db.session import OfficeSession
from tests.conftest import SiteIds
from tests.factories.children import make_child
from tests.factories.codelists import given_lists


@pytest.fixture
def centre(session: OfficeSession, site: SiteIds) -> SiteIds:
    """The tests' site with the lists that come with the app."""
    given_lists(session)
    return site


@pytest.fixture
def child(session: OfficeSession, centre: SiteIds) -> uuid.UUID:
    """Раҳимов Ҷамшед."""
    return make_child(session)


@pytest.fixture
def other_child(session: OfficeSession, centre: SiteIds) -> uuid.UUID:
    """Раҳимова Зарина, seventeen years old."""
    return make_child(session, "Зарина", sex="female", birth_date=date(2009, 1, 5), village="Ховалинг")
