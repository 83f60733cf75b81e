"""What the dialogs of lending offer to choose from, and what the heads of the lists count."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from centre_app.codelists.queries import labels
from centre_app.lending.queries import (
    ItemRow,
    came_from_used,
    kept_places,
    needs_list,
    next_item_number,
    overdue_count,
    stock,
)
from centre_app.lending.rules import IN_STOCK, LENT, currency_of
from centre_app.sites.queries import the_site


@dataclass(frozen=True)
class Lists:
    """What one reading brings beside the rows on show. Kinds and conditions are those in use."""

    kinds: dict[str, str]
    conditions: dict[str, str]
    places: tuple[str, ...]
    sources: tuple[str, ...]
    next_number: str
    currency: str
    items: tuple[ItemRow, ...]  # in stock
    by_status: Counter[str]
    lent: int
    overdue: int
    needs: int  # open


def read_lists(session: Any, language: str) -> Lists:
    """Ask for all of it."""
    rows = stock(session, language=language)
    by_status = Counter(row.status for row in rows)
    return Lists(
        labels(session, "device_kind", language, active_only=True),
        labels(session, "device_condition", language, active_only=True),
        kept_places(session, language=language),
        came_from_used(session, language=language),
        next_item_number(session),
        currency_of(the_site(session).country),
        tuple(row for row in rows if row.status == IN_STOCK),
        by_status,
        by_status[LENT],
        overdue_count(session),
        len(needs_list(session, language=language)),
    )
