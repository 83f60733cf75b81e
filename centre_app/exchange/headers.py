"""Which column is which: headers in five languages, in any order, case and spelling, on any of the first rows. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from centre_app.exchange.header_words import SYNONYMS
from centre_app.exchange.tables import Line, Value

SEARCHED_ROWS = 20
PASSED_OVER = ("ordinal", "refusal")  # row numbers, and the reasons in a file of refused rows

# Letters of the five alphabets that are typed with and without their tails, and Latin letters that look Cyrillic.
_PLAIN = str.maketrans("ёӣқӯҳҷғөүңәұһіїўќљњѓ", "еикухжгоунаухииукжхг")
_LOOK_ALIKES = str.maketrans("abcehikmoptxy", "авсенікмортху")
_BRACKETS = re.compile(r"[(\[{].*?[)\]}]")
_NOT_LETTERS = re.compile(r"[^\w№#]+|_+")


@dataclass(frozen=True)
class Columns:
    """Where the wanted columns are. ``row``: the (last) row of the header; ``places``: column name -> place from 0."""

    row: int
    places: Mapping[str, int]
    headings: Mapping[int, str]  # as they stand in the file, for messages
    ignored: tuple[str, ...]  # headings that were not understood

    def heading(self, name: str) -> str:
        """What the column is called in the file; its own name where the file has none."""
        place = self.places.get(name)
        return self.headings.get(place, name) if place is not None else name


def header_key(text: str) -> str:
    """One spelling for all ways of writing a header: small letters without tails, brackets, dots and stars."""
    text = unicodedata.normalize("NFKC", _BRACKETS.sub(" ", text).replace("№", " № ")).casefold().replace("й", "и")
    words = _NOT_LETTERS.sub(" ", text).split()
    return " ".join(_cyrillic(word).translate(_PLAIN) for word in words)


def _cyrillic(word: str) -> str:
    """A word with both alphabets in it is Cyrillic with look-alikes typed in."""
    if word.isascii() or not any("a" <= letter <= "z" for letter in word):
        return word
    return word.translate(_LOOK_ALIKES)


@cache
def _known(table: str) -> dict[str, str]:
    return {header_key(word): name for name, words in SYNONYMS[table].items() for word in words}


def column_named(text: Value, table: str) -> str | None:
    """The column that a heading names in ``table`` (``children``, ``attendance``), None where it is none of them."""
    if not isinstance(text, str) or len(text) > 120:
        return None
    known = _known(table)
    key = header_key(text)
    if key in known:
        return known[key]
    # «Дата рождения ребёнка», «Фамилия (как в свидетельстве) *»: the longest known beginning decides.
    words = key.split()
    for count in range(len(words) - 1, 0, -1):
        beginning = " ".join(words[:count])
        if beginning in known and len(beginning) > 3 and known[beginning] in _MAY_GO_ON:
            return known[beginning]
    return None


_MAY_GO_ON = frozenset(
    {
        "full_name",
        "surname",
        "given_name",
        "patronymic",
        "birth",
        "sex",
        "disability",
        "address",
        "start",
        "end",
        "certificate",
    }
)


def find_columns(lines: Sequence[Line], table: str) -> Columns | None:
    """The header of a children's or attendance table among the first rows; None where there is none.

    A header over two rows (a merged «Адрес» above «район», «село») is put together.
    """
    first = [line for line in lines if line.row <= SEARCHED_ROWS]
    best: Columns | None = None
    for number, line in enumerate(first):
        candidates = [_columns(line.row, line.cells, table)]
        if number and first[number - 1].row == line.row - 1 and _is_wordy(line):
            candidates.append(_columns(line.row, _stacked(first[number - 1].cells, line.cells, table), table))
        for candidate in candidates:
            if _is_enough(candidate, table) and (best is None or len(candidate.places) > len(best.places)):
                best = candidate
    return best


def _stacked(upper: Sequence[Value], lower: Sequence[Value], table: str) -> list[Value]:
    """Two header rows as one: the lower heading where it means something, else the upper."""
    width = max(len(upper), len(lower))
    above = [*upper, *[None] * (width - len(upper))]
    below = [*lower, *[None] * (width - len(lower))]
    return [low if column_named(low, table) or high is None else high for high, low in zip(above, below, strict=True)]


def _is_wordy(line: Line) -> bool:
    return all(cell is None or isinstance(cell, str) for cell in line.cells)


def _columns(row: int, cells: Sequence[Value], table: str) -> Columns:
    places: dict[str, int] = {}
    headings: dict[int, str] = {}
    ignored: list[str] = []
    for place, cell in enumerate(cells):
        if cell is None:
            continue
        heading = " ".join(str(cell).split())
        name = column_named(cell, table)
        if name is not None and name in places:
            name = _SECOND.get(name)
        if name is not None and name not in places:
            places[name] = place
            headings[place] = heading
        elif name not in PASSED_OVER:
            ignored.append(heading)
    if "guardian_phone" not in places and _is_beside(places, "guardian", "phone"):
        places["guardian_phone"] = places.pop("phone")  # «опекун, телефон»: the phone beside the name is theirs
    return Columns(row, places, headings, tuple(ignored))


def _is_beside(places: Mapping[str, int], left: str, right: str) -> bool:
    return left in places and right in places and places[right] == places[left] + 1


_SECOND = {"phone": "guardian_phone"}  # a second «телефон» is the family's other one


def _is_enough(columns: Columns, table: str) -> bool:
    names = columns.places.keys()
    named = bool(names & {"full_name", "given_name"})
    if table == "children":
        return named and len(names) > 1
    return (named or "number" in names or "ordinal" in names) and {"day", "mark"} <= names
