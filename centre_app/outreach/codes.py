"""The code on a visit form: short enough to be typed, and a slip of the pen or the finger is noticed. Pure.

Five letters at random and one that is reckoned from them: a weighted sum modulo 31. There are 31 letters, a prime, so
that no wrong letter and no two swapped neighbours leave the sum as it was.
"""

from __future__ import annotations

import random

# Crockford's base 32, whose letters are hard to mistake for each other, and of these without Z, which is read as a 2.
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXY"
LENGTH = 6
_VALUES = {letter: value for value, letter in enumerate(LETTERS)}
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "Z": "2", " ": None, "-": None, "–": None, "\u00a0": None})


def check_letter(five: str) -> str:
    """The sixth letter. The weights 2, 3, 4 … differ from one place to the next, and the last letter weighs 1."""
    total = sum((place + 2) * _VALUES[letter] for place, letter in enumerate(reversed(five)))
    return LETTERS[-total % len(LETTERS)]


def make_code(rng: random.Random | None = None) -> str:
    """A code by chance; ``rng`` for tests and made-up centres."""
    # Not a secret: whoever holds the form may key it only when signed in.
    five = "".join((rng or random).choices(LETTERS, k=LENGTH - 1))
    return five + check_letter(five)


def clean_code(text: str) -> str | None:
    """The code that was typed; None where it is none: another length, another letter, or the last one does not fit."""
    code = text.strip().upper().translate(_READ_AS)
    if len(code) != LENGTH or any(letter not in _VALUES for letter in code):
        return None
    return code if check_letter(code[:-1]) == code[-1] else None


def shown_code(code: str) -> str:
    """As it is printed: in two halves, which the eye takes in at once."""
    return f"{code[:3]}-{code[3:]}"
