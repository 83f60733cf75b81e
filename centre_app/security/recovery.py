"""The recovery code: 175 random bits on paper that open the centre when the manager's password is forgotten.

36 characters in nine groups of four; the last one is a check character over the field GF(32), where every mistyped
character and every swap of two neighbours shows (a weighted sum whose weights differ by a primitive element).
The alphabet is Crockford's (no I, L, O, U); what looks alike is read as what it stands for, Cyrillic letters too.
"""

from __future__ import annotations

import unicodedata

from centre_app.errors import UserError
from centre_app.language.translate import N_

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUP = 4
GROUPS = 9
LENGTH = GROUP * GROUPS

ALIKE = str.maketrans("OILІАВЕКМНОРСТУХЗ", "0111ABEKMH0PCTYX3")  # the second half of what is read is Cyrillic
POLYNOMIAL = 0b100101  # x⁵ + x² + 1, primitive over GF(2)


def new_code() -> str:
    """A fresh code, as printed: groups of four with hyphens between."""
    import secrets

    data = [secrets.randbelow(32) for _ in range(LENGTH - 1)]
    return "-".join(groups("".join(ALPHABET[value] for value in [*data, check_value(data)])))


def groups(code: str) -> list[str]:
    """The groups of four of a code, however it is written."""
    plain = _plain(code)
    return [plain[at : at + GROUP] for at in range(0, len(plain), GROUP)]


def check_code(typed: str) -> str:
    """The code without hyphens, as keys are made of it. A slip raises UserError (field ``code``)."""
    plain = _plain(typed)
    for at, letter in enumerate(plain):
        if letter not in ALPHABET:
            raise UserError(
                N_("“{sign}” in group {group} is not a character of the code."),
                field="code",
                sign=letter,
                group=at // GROUP + 1,
            )
    if len(plain) != LENGTH:
        raise UserError(
            N_("The code has {groups} groups of four characters, {length} together; {typed} were typed."),
            field="code",
            groups=GROUPS,
            length=LENGTH,
            typed=len(plain),
        )
    values = [ALPHABET.index(letter) for letter in plain]
    if check_value(values[:-1]) != values[-1]:
        raise UserError(
            N_("A character of the code is mistyped, or two are swapped. Compare it with the sheet, group by group."),
            field="code",
        )
    return plain


def part_matches(code: str, group: int, typed: str) -> bool:
    """Whether ``typed`` is that group (the first is 1) of the code: the sheet is tried when it is made."""
    return _plain(typed) == groups(code)[group - 1]


def check_value(data: list[int]) -> int:
    """The check character's value: Σ αⁱ·dᵢ over GF(32), by Horner's rule."""
    total = 0
    for value in data:
        total = _times_alpha(total) ^ value
    return _times_alpha(total)


def _times_alpha(value: int) -> int:
    value <<= 1
    return value ^ POLYNOMIAL if value & 32 else value


def _plain(typed: str) -> str:
    upper = unicodedata.normalize("NFKC", typed).upper().translate(ALIKE)
    return "".join(letter for letter in upper if unicodedata.category(letter)[0] not in "ZPC")
