"""The letters of the attendance register: one short code a kind of absence, in each language.

They follow the paper habit (Н absent, Б ill, В a day off; f. 0504608). Presence is a
dot, not an empty cell: empty means *not marked* and must never be read as the one or the other (counting.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

PRESENT = "•"


@dataclass(frozen=True)
class Letters:
    """One language's letters: `late`, `day_off`, and by the code of each reason."""

    late: str
    day_off: str
    reasons: Mapping[str, str]


_REASONS = (
    "illness",
    "parent_ill",
    "treatment",
    "quarantine",
    "weather_road",
    "no_transport",
    "family",
    "parents_leave",
    "summer",
    "repair",
    "event",
    "unexcused",
    "unknown",
)


def _letters(late: str, day_off: str, reasons: str) -> Letters:
    return Letters(late, day_off, dict(zip(_REASONS, reasons.split(), strict=True)))


# Н absent, Б ill, В day off, О late are known from every school register here, in whichever language; an attendance
# sheet that is brought in reads them the same way, so no other reason may take one of these (or П, P, + for present).
LETTERS: Mapping[str, Letters] = {
    "en": _letters("L", "×", "S PS T Q W NT F PL SU RE EV A A?"),
    "ru": _letters("О", "В", "Б БР Л К ДР Т С ОТ ЛО РМ М Н Н?"),
    "tg": _letters("О", "В", "Б БВ Т К РҲ НҚ ОЛ РС ТО ТЪ Ч Н Н?"),
    "ky": _letters("О", "В", "Б АО Д К АЖ Т Ү ӨР ЖЙ ОҢ И Н Н?"),
    "kk": _letters("О", "В", "Б АА Е К АЖ Т ОТ ДМ Ж ЖӨ І Н Н?"),
}


def reason_letters(language: str, reasons: Mapping[str, str]) -> dict[str, str]:
    """A letter for every reason of the centre's own list (code → label): given ones, and for added ones the first
    letters of their label that nobody has yet."""
    given = LETTERS[language]
    found = {code: given.reasons[code] for code in reasons if code in given.reasons}
    taken = {*given.reasons.values(), given.late, given.day_off}
    for code, label in reasons.items():
        if code not in found:
            found[code] = _free_letters(label, taken)
            taken.add(found[code])
    return found


def _free_letters(label: str, taken: set[str]) -> str:
    word = "".join(letter for letter in label.upper() if letter.isalnum()) or "?"
    for length in (2, 3):
        if word[:length] not in taken:
            return word[:length]
    count = 2
    while f"{word[:1]}{count}" in taken:
        count += 1
    return f"{word[:1]}{count}"
