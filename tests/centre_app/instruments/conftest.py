"""The code lists: instruments for certain types of disability read them."""

from __future__ import annotations

import pytest

from centre_app.codelists.actions import load_given_lists
from centre_app.db.session import OfficeSession
from tests.conftest import SiteIds


@pytest.fixture
def centre(session: OfficeSession, site: SiteIds) -> SiteIds:
    """The tests' site with the given lists."""
    load_given_lists(session)
    return site
