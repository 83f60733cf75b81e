"""Things to lend, loans and needs for tests, written through the same actions as staff use."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from centre_app.db.session import OfficeSession
from centre_app.lending.actions import ItemInput, LoanInput, NeedInput, add_items, lend, record_need


def make_item(session: OfficeSession, kind: str = "walking_frame", condition: str = "good", **values: Any) -> uuid.UUID:
    """An item in stock."""
    return add_items(session, ItemInput(kind, condition, **values)).id


def make_loan(
    session: OfficeSession,
    item_id: uuid.UUID,
    child_id: uuid.UUID,
    lent_day: date | None = None,
    due_day: date | None = None,
    **values: Any,
) -> uuid.UUID:
    """The item is at the child's home."""
    return lend(session, LoanInput(item_id, child_id, lent_day, due_day, **values)).id


def make_need(session: OfficeSession, child_id: uuid.UUID, kind: str = "walking_frame", **values: Any) -> uuid.UUID:
    """What a child needs."""
    return record_need(session, NeedInput(child_id, kind, **values)).id
