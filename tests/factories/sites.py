"""Services and groups for tests; the site itself is the fixture ``site``."""

from __future__ import annotations

import uuid

from centre_app.db.session import OfficeSession
from centre_app.sites.actions import NewGroup, NewService, add_group, add_service


def make_service(session: OfficeSession, name: str = "Кӯмаки барвақтӣ", kind: str = "early_help") -> uuid.UUID:
    """One more service."""
    return add_service(session, NewService(name, kind))


def make_group(session: OfficeSession, service_id: uuid.UUID, name: str = "Навбаҳор") -> uuid.UUID:
    """One more group."""
    return add_group(session, NewGroup(service_id, name, 10))
