"""Cells -> values: names, dates, sex, numbers, as offices write them. Pure.

Each reader gives the value or raises ``CellProblem`` with the reason in words. Nothing is guessed silently.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time
from functools import cache

from centre_app.errors import UserError
from centre_app.exchange.cell_words import FEMALE, MALE, TOTALS
from centre_app.exchange.headers import header_key
from centre_app.exchange.tables import Formula, Value
from centre_app.language.translate import N_

_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_LATIN = re.compile(r"[A-Za-z]")
_LOOK_ALIKES = str.maketrans("ABCEHIKMOPTXYaceiopxy", "АВСЕНІКМОРТХУасеіорху")
_SPACES = re.compile(r"[\s\u00a0\u2007\u202f\u200b\ufeff]+")
_WHO_S_CHILD = frozenset(
    {"уулу", "кызы", "кизи", "ұлы", "улы", "қызы", "оглы", "оғлы", "ўғли", "қизи", "uulu", "kyzy", "qyzy", "uly"}
)
_PATRONYMIC = re.compile(r"(вич|вна|ична|зода|зод|ӣ|пур|духт|ұлы|қызы|уулу|кызы)$", re.IGNORECASE)


class CellProblem(UserError):
    """Why a cell cannot be taken as it is."""


def text_of(value: Value) -> str:
    """A cell as text: one space between words, no ends, whole numbers without «.0». Raises CellProblem."""
    if value is None:
        return ""
    if isinstance(value, Formula):
        raise CellProblem(N_("a formula stands here; write the value itself"))
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.strftime("%d.%m.%Y")
    if isinstance(value, date):
        return value.strftime("%d.%m.%Y")
    if isinstance(value, time):
        return value.strftime("%H:%M")
    text = _SPACES.sub(" ", unicodedata.normalize("NFC", str(value))).strip()
    if any(unicodedata.category(letter) in ("Cc", "Co", "Cs") for letter in text):
        raise CellProblem(N_("there are signs in it that cannot be printed"))
    return text


def name_of(value: Value) -> str:
    """A name as it is written on paper: not all in capitals, no Latin letters standing for Cyrillic ones."""
    text = text_of(value)
    if not text:
        return ""
    if not any(letter.isalpha() for letter in text) or any(letter.isdigit() for letter in text):
        raise CellProblem(N_("“{text}” is not a name"), text=text)
    words = [_one_alphabet(word) for word in text.split(" ")]
    if text.upper() == text and sum(letter.isalpha() for letter in text) > 1:
        words = [_capitalised(word) for word in words]
    return " ".join(words)


def _one_alphabet(word: str) -> str:
    """«Aбдуллоев» with a Latin A is Cyrillic when every Latin letter in it has a twin; else it stays as typed."""
    if _CYRILLIC.search(word) and _LATIN.search(word):
        changed = word.translate(_LOOK_ALIKES)
        return word if _LATIN.search(changed) else changed
    return word


def _capitalised(word: str) -> str:
    """АБДУЛЛОЕВ -> Абдуллоев, САИД-АҲМАД -> Саид-Аҳмад, УУЛУ -> уулу."""
    if word.casefold() in _WHO_S_CHILD:
        return word.lower()
    return "-".join(part[:1] + part[1:].lower() for part in word.split("-"))


def split_name(text: str) -> tuple[str, str, str]:
    """A full name as surname, given name, patronymic. Raises CellProblem where the order cannot be known.

    The order of the place: surname first. «Асан уулу» and «Бакыт кызы» belong together.
    """
    parts: list[str] = []
    for word in text.replace(",", " ").split():
        if parts and word.casefold() in _WHO_S_CHILD:
            parts[-1] += " " + word
        else:
            parts.append(word)
    if len(parts) > 3 and _PATRONYMIC.search(parts[-1]):
        parts = [parts[0], " ".join(parts[1:-1]), parts[-1]]
    if not parts or len(parts) > 3:
        raise CellProblem(
            N_("“{text}”: surname and given name cannot be told apart; give them in two columns"), text=text
        )
    if len(parts) == 1:
        return "", parts[0], ""
    if len(parts) == 2 and " " in parts[1]:  # «Бакыт Асан уулу»: the given name, then whose child
        return "", parts[0], parts[1]
    return parts[0], parts[1], parts[2] if len(parts) == 3 else ""


@cache
def _sexes() -> dict[str, str]:
    return {header_key(word): sex for words, sex in ((FEMALE, "female"), (MALE, "male")) for word in words}


def sex_of(value: Value) -> str | None:
    """``female``, ``male``, None for an empty cell. Raises CellProblem for another word."""
    text = text_of(value)
    if not text or text in ("-", "–", "—", "?"):
        return None
    sex = _sexes().get(header_key(text))
    if sex is None:
        raise CellProblem(N_("“{text}” is neither girl nor boy"), text=text)
    return sex


@cache
def _totals() -> frozenset[str]:
    return frozenset(header_key(word) for word in TOTALS)


def is_total(value: Value) -> bool:
    """Whether a cell is the word that begins a line of totals: «Итого», «Ҳамагӣ: 25»."""
    if not isinstance(value, str) or isinstance(value, Formula):
        return False
    key = re.sub(r"[\d ]+$", "", header_key(value))
    return key in _totals()


def phone_of(value: Value) -> str:
    """A telephone number as written; a number cell without decimals."""
    return text_of(value)


def number_of(value: Value) -> str:
    """A child's number as written, without ends."""
    return text_of(value)
