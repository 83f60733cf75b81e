"""What a person typed, made clean or refused in words: the same for every field of every form and every import."""

from __future__ import annotations

import re
import unicodedata

from centre_app.errors import UserError
from centre_app.language.translate import N_, Message

# Written by word processors and browsers into what is copied from them; they show nothing and mean nothing here.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_REFUSED = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def typed_line(text: str, *, field: str, label: str, limit: int, needed: bool = False) -> str:
    """One line: NFC, surrounding and double spaces gone. ``label`` is the field's name as a msgid.

    Raises UserError for ``field``: control characters, line breaks and tabs inside; more than ``limit`` letters;
    nothing where something is ``needed``.
    """
    clean = unicodedata.normalize("NFC", _UNSEEN.sub("", text)).strip()
    _check_characters(clean, field, label, allowed="")
    clean = " ".join(clean.split())
    _check_length(clean, field, label, limit)
    if needed and not clean:
        raise UserError(N_("Please fill in “{label}”."), field=field, label=Message(label))
    return clean


def typed_lines(text: str, *, field: str, label: str, limit: int) -> str:
    """Several lines: as ``typed_line``, but line breaks (and tabs, as spaces) stay."""
    clean = unicodedata.normalize("NFC", _UNSEEN.sub("", text))
    clean = re.sub(r"\r\n?|[\u2028\u2029]", "\n", clean).replace("\t", " ")
    _check_characters(clean, field, label, allowed="\n")
    clean = "\n".join(line.rstrip() for line in clean.strip().split("\n"))
    _check_length(clean, field, label, limit)
    return clean


def typed_phone(text: str, *, field: str, label: str, limit: int = 60) -> str:
    """A telephone, or several: digits, spaces and the signs that people write between them."""
    clean = typed_line(text, field=field, label=label, limit=limit)
    if re.search(r"[^0-9 +()\-–./,;*#]", clean) or (clean and not re.search(r"[0-9]", clean)):
        raise UserError(
            N_("“{label}” may hold digits, spaces and the signs + ( ) - . / , ; only."),
            field=field,
            label=Message(label),
        )
    return clean


def _check_characters(text: str, field: str, label: str, *, allowed: str) -> None:
    for character in text:
        if unicodedata.category(character) in _REFUSED and character not in allowed:
            raise UserError(
                N_("“{label}” holds a character that cannot be seen (a tab, a line break …). Please delete it."),
                field=field,
                label=Message(label),
            )


def _check_length(text: str, field: str, label: str, limit: int) -> None:
    if len(text) > limit:
        raise UserError(
            N_("“{label}” is too long: {length} letters, at most {limit}."),
            field=field,
            label=Message(label),
            length=len(text),
            limit=limit,
        )
