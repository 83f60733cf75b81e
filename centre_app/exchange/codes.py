"""Code lists as cells are compared with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from centre_app.codelists.queries import entries
from centre_app.db.session import OfficeSession
from centre_app.exchange.cell_words import ALSO_WRITTEN
from centre_app.exchange.headers import header_key


@dataclass(frozen=True)
class Codes:
    """``known``: ``header_key`` of a code or of a label in any language -> code. ``may_add``: what is not known may
    be added (``--create``)."""

    known: Mapping[str, str]
    may_add: bool

    def code(self, text: str) -> str | None:
        """The code that a word means; None where the list does not know it."""
        return self.known.get(header_key(text))


def codes_of(session: OfficeSession, list_name: str, *, may_add: bool) -> Codes:
    """One list with its labels in all languages."""
    known: dict[str, str] = {}
    others: dict[str, str] = {}
    for entry in entries(session, list_name):
        for text in (entry.code, entry.code.replace("_", " "), *entry.labels.values()):
            known.setdefault(header_key(text), entry.code)
        for text in ALSO_WRITTEN.get(list_name, {}).get(entry.code, ()):
            others.setdefault(header_key(text), entry.code)
    return Codes(others | known, may_add)  # a label of the centre's own list counts more than our words
