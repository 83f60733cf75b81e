"""Whether a row is a child that is there already: sure, unsure (a person decides), or not. Pure.

Sure: the same number and nothing against it; or the same name under all spellings, the same date of birth, and the
same place where both have one. Twins (same surname and birth, another given name) are two children.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from centre_app.exchange.results import Likeness
from centre_app.language.fold import match_key
from centre_app.language.translate import N_, Message

PLACES = ("district", "municipality", "village")


@dataclass(frozen=True)
class Known:
    """A child of the register, as far as matching looks."""

    id: uuid.UUID
    number: str
    surname: str
    given_name: str
    patronymic: str
    birth_date: date | None
    birth_precision: str
    places: tuple[str, ...]  # as PLACES, empty where not known


@dataclass(frozen=True)
class Verdict:
    """``child`` is the sure match; else ``unsure`` holds who it may be; neither: a new child."""

    child: Known | None = None
    unsure: tuple[Likeness, ...] = ()


def name_key(surname: str, given_name: str) -> tuple[str, str]:
    """The same for one name under all its spellings."""
    return match_key(surname), match_key(given_name)


class Register:
    """All known children, found by number and by name."""

    def __init__(self, children: Iterable[Known]) -> None:
        self.by_number: dict[str, Known] = {}
        self.by_name: dict[tuple[str, str], list[Known]] = {}
        for child in children:
            self.by_number[child.number.casefold()] = child
            self.by_name.setdefault(name_key(child.surname, child.given_name), []).append(child)

    def candidates(self, given: Mapping[str, Any]) -> list[Known]:
        """Everyone who has the row's number or name."""
        numbered = self.by_number.get(str(given.get("number", "")).casefold())
        named = self.by_name.get(name_key(given.get("surname", ""), given.get("given_name", "")), [])
        return [*([numbered] if numbered else []), *named]

    def judge(self, given: Mapping[str, Any], would_change: Callable[[Known], bool]) -> Verdict:
        """Who a row is. ``would_change`` tells whether the row would alter that child: one that says nothing new
        about its only likely child is that child, however little it says (the same file imported twice)."""
        number = str(given.get("number", "")).casefold()
        same_number = self.by_number.get(number) if number else None
        if same_number is not None:
            return _by_number(given, same_number)
        namesakes = self.by_name.get(name_key(given.get("surname", ""), given.get("given_name", "")), [])
        likely = [(child, like) for child in namesakes if (like := _likeness(given, child)) is not None]
        sure = [child for child, like in likely if like.score == 1.0]
        if len(sure) == 1 and not number:
            return Verdict(child=sure[0])
        unchanged = [] if number else [child for child, _like in likely if not would_change(child)]
        if len(likely) == 1 and unchanged:
            return Verdict(child=unchanged[0])
        return Verdict(unsure=tuple(like for _child, like in sorted(likely, key=lambda pair: -pair[1].score)))


def _by_number(given: Mapping[str, Any], child: Known) -> Verdict:
    """A number is enough unless neither a name nor the birth agrees with it: then it was mistyped."""
    agrees = (
        match_key(given.get("given_name", "")) == match_key(child.given_name)
        or (bool(child.surname) and match_key(given.get("surname", "")) == match_key(child.surname))
        or (child.birth_date is not None and given.get("birth_date") == child.birth_date)
    )
    if agrees:
        return Verdict(child=child)
    reason = Message(N_("the same number, but another name"))
    return Verdict(unsure=(Likeness(child.number, 0.5, (reason,)),))


def _likeness(given: Mapping[str, Any], child: Known) -> Likeness | None:
    """How alike a row is to a namesake; 1.0 is sure, None is another child."""
    reasons = [Message(N_("the same name"))]
    score = 1.0
    birth, precision = given.get("birth_date"), given.get("birth_precision", "unknown")
    if birth is not None and child.birth_date is not None:
        if birth.year != child.birth_date.year or (
            precision == child.birth_precision == "day" and birth != child.birth_date
        ):
            return None
        if precision == child.birth_precision == "day":
            reasons.append(Message(N_("the same date of birth")))
        else:
            reasons.append(Message(N_("the same year of birth")))
            score = 0.8
    else:
        reasons.append(Message(N_("a date of birth is missing")))
        score = 0.6
    place = _same_place(given, child)
    if place is False:
        if score < 1.0:
            return None  # a namesake somewhere else
        reasons.append(Message(N_("another place")))
        score = 0.8
    elif place:
        reasons.append(Message(N_("the same place")))
    father, other = given.get("patronymic", ""), child.patronymic
    if father and other and match_key(father) != match_key(other):
        reasons.append(Message(N_("another patronymic")))
        score = min(score, 0.5)
    if given.get("number"):
        reasons.append(Message(N_("another number")))
        score = min(score, 0.7)
    return Likeness(child.number, score, tuple(reasons))


def _same_place(given: Mapping[str, Any], child: Known) -> bool | None:
    """Whether all places known of both agree; None where none is known of both."""
    pairs = [
        (str(given[name]), known) for name, known in zip(PLACES, child.places, strict=True) if given.get(name) and known
    ]
    return all(match_key(said) == match_key(known) for said, known in pairs) if pairs else None


def same_in_file(one: Mapping[str, Any], other: Mapping[str, Any]) -> Message | None:
    """Why two rows of one file seem to be one child; None where they are two."""
    number = str(one.get("number", "")).casefold()
    if number and number == str(other.get("number", "")).casefold():
        return Message(N_("the same number"))
    as_known = Known(
        uuid.UUID(int=0),
        "",
        other.get("surname", ""),
        other.get("given_name", ""),
        other.get("patronymic", ""),
        other.get("birth_date"),
        other.get("birth_precision", "unknown"),
        tuple(str(other.get(name, "")) for name in PLACES),
    )
    if name_key(one.get("surname", ""), one.get("given_name", "")) != name_key(as_known.surname, as_known.given_name):
        return None
    if number and other.get("number"):
        return None  # the office numbered them apart: namesakes
    return Message(N_("the same name and birth")) if _likeness({**one, "number": ""}, as_known) is not None else None
