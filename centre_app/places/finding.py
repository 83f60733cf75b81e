"""Which place an address means: by folded names, under other spellings, without the words for kinds of place. Pure."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable
from functools import lru_cache
from typing import Protocol

from centre_app.language.fold import match_key

_NO_SIGN = re.compile(r"[^\w]+")
_SPELLINGS = re.compile(r"[,;/|\n]+")
# "деҳаи Сари Хосор", "с. Карабулак", "Балжуванский р-н": words for kinds of place, also shortened.
_KIND_WORDS = """
    деҳа деҳаи деха дехаи село сел с кишлак қишлоқ посёлок пос п пгт шаҳраки шаҳрак шаҳр шаҳри город г айыл айылы
    ауыл ауылы ҷамоат ҷамоати джамоат джамоати аймак аймагы айылдык өкмөт өкмөтү округ округі ауылдық
    ноҳия ноҳияи нохия нохияи район райони р н аудан ауданы вилоят маҳалла маҳаллаи village district jamoat municipality
"""
_KINDS = frozenset(match_key(word) for word in _KIND_WORDS.split())
_SCORE_SAME, _SCORE_UNSAID = 2, 1


class PlaceNames(Protocol):
    """A place as far as its names go."""

    @property
    def id(self) -> uuid.UUID:
        """Of the place."""

    @property
    def district(self) -> str:
        """May be empty."""

    @property
    def municipality(self) -> str:
        """May be empty."""

    @property
    def village(self) -> str:
        """Never empty."""

    @property
    def other_names(self) -> str:
        """Other spellings of the village, parted by commas."""

    @property
    def active(self) -> bool:
        """False: out of use."""


Key = tuple[str, str, str]  # folded district, municipality, village


def address_key(district: str, municipality: str, village: str) -> Key:
    """The same for two spellings of one address."""
    return _folded(district), _folded(municipality), _folded(village)


class PlaceFinder:
    """Finds the place that an address means. Made once for many addresses; places out of use are found last."""

    def __init__(self, places: Iterable[PlaceNames]) -> None:
        self._by_village: dict[str, list[tuple[str, str, PlaceNames]]] = {}
        for place in places:
            district, municipality = _folded(place.district), _folded(place.municipality)
            spellings = {_folded(name) for name in (place.village, *_SPELLINGS.split(place.other_names))}
            for spelling in spellings - {""}:
                self._by_village.setdefault(spelling, []).append((district, municipality, place))
        self._meant: dict[tuple[str, str, str], tuple[uuid.UUID, ...]] = {}

    def find(self, district: str, municipality: str, village: str) -> uuid.UUID | None:
        """The place, None where there is none or two are equally good.

        A district or municipality that is written on both sides must be the same; one that is not written may be any.
        """
        meant = self.meant(district, municipality, village)
        return meant[0] if len(meant) == 1 else None

    def meant(self, district: str, municipality: str, village: str) -> tuple[uuid.UUID, ...]:
        """The places that the address may mean equally well; none where the village is no place."""
        address = (district, municipality, village)
        if address not in self._meant:
            self._meant[address] = self._best(*address_key(*address))
        return self._meant[address]

    def _best(self, district: str, municipality: str, village: str) -> tuple[uuid.UUID, ...]:
        scored: list[tuple[tuple[bool, int], uuid.UUID]] = []
        for there_district, there_municipality, place in self._by_village.get(village, ()):
            scores = (_score(district, there_district), _score(municipality, there_municipality))
            if all(scores):
                scored.append(((place.active, sum(scores)), place.id))
        best = max((score for score, _place in scored), default=None)
        return tuple(place for score, place in scored if score == best)


def _score(asked: str, there: str) -> int:
    """0: it is another one."""
    if not asked or not there:
        return _SCORE_UNSAID
    return _SCORE_SAME if asked == there else 0


@lru_cache(maxsize=8192)  # the same names come with every reading: folding them is most of the work
def _folded(name: str) -> str:
    words = [word for word in _NO_SIGN.split(name) if word]
    kept = [word for word in words if match_key(word) not in _KINDS]
    return match_key("".join(kept or words))
