"""What must not leave the PC, taken out of words that were typed freely. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SHORTEST = 3  # letters of a name that is looked for
_ENDINGS = 4  # letters a language may put after a name: «Фирӯзаро», «Умедом»
_NUMBER = re.compile(r"\+?\d[\d \-–()]{5,}\d")  # a telephone; «10 раз» and «3-4 раза» are none


def without_names(text: str, names: Iterable[str]) -> str:
    """``text`` with names as their initials, in any case and with an ending, and with no telephone in it."""
    for name in sorted({word for line in names for word in line.split()}, key=len, reverse=True):
        if len(name) >= _SHORTEST:
            stem = name[:-1] if len(name) > _SHORTEST + 1 else name  # «Зебо» as «Зебои», «Нигина» as «Нигины»
            wanted = rf"\b{re.escape(stem)}\w{{0,{_ENDINGS}}}\b"
            text = re.sub(wanted, f"{name[0]}.", text, flags=re.IGNORECASE)
    return _NUMBER.sub("…", text)
