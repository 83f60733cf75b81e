"""The names of public holidays, as the ``holidays`` library writes them in English, marked for the catalogues.

The library gives Kazakh holidays no Russian and none of them in all five languages, so the names are translated here.
Collected from its version 0.109 for Tajikistan, Kyrgyzstan and Kazakhstan, 2015–2030.
"""

from __future__ import annotations

import re

from centre_app.language.translate import N_, Message

NAMES = (
    N_("Additional public holiday"),
    N_("Capital Day"),
    N_("Christmas Day"),
    N_("Constitution Day"),
    N_("Day of the Great October Socialist Revolution"),
    N_("Day of the People's April Revolution"),
    N_("Days of History and Commemoration of Ancestors"),
    N_("Defender of the Fatherland Day"),
    N_("Eid al-Adha"),
    N_("Eid al-Fitr"),
    N_("Fatherland Defender's Day"),
    N_("First President Day"),
    N_("Independence Day"),
    N_("International Nowruz Day"),
    N_("International Women's Day"),
    N_("International Workers' Solidarity Day"),
    N_("Kazakhstan's People Solidarity Holiday"),
    N_("Labor Day"),
    N_("May Holidays"),
    N_("Mother's Day"),
    N_("National Unity Day"),
    N_("New Year Holidays"),
    N_("New Year's Day"),
    N_("Nooruz Holiday"),
    N_("Nowruz Holiday"),
    N_("Orthodox Christmas"),
    N_("Republic Day"),
    N_("Victory Day"),
)
SUBSTITUTED = N_("Day off instead of {day}")
ESTIMATED = N_("{name} (the day may still move)")
OBSERVED = N_("{name} (day off moved)")

_SUBSTITUTED_FROM = re.compile(r"Day off \(substituted from (\d\d)/(\d\d)/(\d{4})\)")


def is_estimated(name: str) -> bool:
    """Whether the library only reckoned the day: religious feasts follow the moon."""
    return "(estimated)" in name


def holiday_message(name: str) -> Message:
    """The library's English name as a message: ``Eid al-Fitr (estimated); Nowruz`` in any language."""
    parts = [_one(part.strip()) for part in name.split(";") if part.strip()]
    if len(parts) == 1:
        return parts[0]
    # The text has no words of its own, so it needs no translation.
    return Message("; ".join(f"{{name{n}}}" for n in range(len(parts))), {f"name{n}": m for n, m in enumerate(parts)})


def _one(name: str) -> Message:
    substituted = _SUBSTITUTED_FROM.fullmatch(name)
    if substituted:
        month, day, year = substituted.groups()
        return Message(SUBSTITUTED, {"day": f"{day}.{month}.{year}"})
    for mark, sentence in ((" (estimated)", ESTIMATED), (" (observed)", OBSERVED)):
        if name.endswith(mark):
            return Message(sentence, {"name": Message(name.removesuffix(mark))})
    return Message(name)
