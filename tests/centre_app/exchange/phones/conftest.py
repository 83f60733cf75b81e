"""A week of rounds for phones."""

from __future__ import annotations

import pytest

from centre_app.db.session import OfficeSession
from tests.conftest import SiteIds
from tests.factories.phones import PhoneCentre, make_phone_centre


@pytest.fixture
def out(session: OfficeSession, site: SiteIds) -> PhoneCentre:
    """Two children on one team's round, yesterday."""
    return make_phone_centre(session, site.site)
