"""Finding pieces of words: the full-text index that SQLite has for it (migration 0002), behind one name.

A text of words is cut into all its pieces of three letters, which are the index's tokens. So a pattern of three or
more letters is the phrase of its pieces, one of one or two letters is the beginning of a piece, and both are exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import TextualSelect, text
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

Words = Sequence[Sequence[str]]  # each word with its spellings
MARK = "$$$"  # a token that no word has: it marks rows that are put away


class Pieces:
    """The index of one table of texts: ``find`` is the index, ``source`` the table with ``n`` and ``key``."""

    def __init__(self, find: str, source: str, key: str, key_type: type[TypeEngine[Any]]) -> None:
        self._find, self._source, self._key, self._key_type = find, source, key, key_type

    def available(self, session: Session) -> bool:
        """Whether this engine has the index; where not, the text itself is looked through."""
        return session.connection().dialect.name == "sqlite"

    def count(self, session: Session, words: Words, marked: bool | None) -> tuple[int, int]:
        """(how many rows match, how many there are about). ``marked``: only those with the mark, without it, or all."""
        about = f"(SELECT max(n) FROM {self._source})"
        statement = text(f"SELECT count(*), {about} FROM {self._find} WHERE {self._find} MATCH :match")
        row = session.execute(statement, {"match": self.match(words, marked)}).one()
        return row[0], row[1] or 0

    def matching(self) -> TextualSelect:
        """The keys of the rows that match the parameter ``match``."""
        return self._keys("")

    def first(self, order: str) -> TextualSelect:
        """The first ``most`` keys by a column, of the rows that match ``match``; sorted after finding."""
        return self._keys(f" ORDER BY {self._source}.{order}, {self._source}.n LIMIT :most")

    def _keys(self, ending: str) -> TextualSelect:
        # CROSS JOIN tells SQLite which table comes first; it would walk the order's index otherwise.
        sql = (
            f"SELECT {self._source}.{self._key} FROM {self._find} CROSS JOIN {self._source}"
            f" ON {self._source}.n = {self._find}.rowid WHERE {self._find} MATCH :match"
        )
        return text(sql + ending).columns(**{self._key: self._key_type()})

    def tidy(self, session: Session) -> None:
        """Merge the index's parts after many writes; searches are 3–4 times slower before."""
        if self.available(session):
            session.execute(text(f"INSERT INTO {self._find}({self._find}) VALUES ('optimize')"))

    @staticmethod
    def match(words: Words, marked: bool | None) -> str:
        """The index's own query: every word, in any of its spellings."""
        wanted = " AND ".join("(" + " OR ".join(_phrase(spelling) for spelling in word) + ")" for word in words)
        if marked is None:
            return wanted
        return f'({wanted}) {"AND" if marked else "NOT"} "{MARK}"'


def _phrase(pattern: str) -> str:
    if len(pattern) < 3:
        return f'"{pattern}"*'
    return '"' + " ".join(pattern[at : at + 3] for at in range(len(pattern) - 2)) + '"'
