"""An instrument as data: what it asks, of whom, at which age, and what follows from the answers. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Labels = Mapping[str, str]  # language -> words; all five languages

KINDS = ("screening", "classification", "profile", "checklist", "scale")
HOWS = ("flag", "category", "count", "sum", "mean", "list")


@dataclass(frozen=True)
class Ages:
    """Ages in whole months: from ``first`` to before ``until`` (None: no end)."""

    first: int = 0
    until: int | None = None

    def covers(self, months: int) -> bool:
        """Whether a child of so many months is meant."""
        return self.first <= months and (self.until is None or months < self.until)


@dataclass(frozen=True)
class Answer:
    """One answer of a scale. ``points`` None: it does not count. ``unknown``: refused or not known, never taken for
    “none”. ``positive``: what a flag, a count or a list looks for. ``mark``: how it is written short (``III``, ``+2``).
    """

    code: str
    labels: Labels
    points: float | None = None
    unknown: bool = False
    positive: bool = False
    mark: str = ""


@dataclass(frozen=True)
class Condition:
    """An earlier item's answer is one of these."""

    item: str
    answers: frozenset[str]


@dataclass(frozen=True)
class Item:
    """One question. ``part`` names which of several sides of ``text`` is asked (performance, capacity).

    ``counted`` False: the answer is kept and decides nothing.
    """

    code: str
    text: Labels
    scale: str
    section: str = ""
    hint: Labels | None = None
    part: Labels | None = None
    shown_if: tuple[Condition, ...] = ()
    optional: bool = False
    counted: bool = True
    ages: Ages = Ages()


@dataclass(frozen=True)
class Section:
    """A domain, an area, an age of milestones."""

    code: str
    labels: Labels


@dataclass(frozen=True)
class Respondent:
    """Who may answer. ``proxy``: for the child, so that a name is asked. ``ages``: of the child, at which they may."""

    code: str
    labels: Labels
    proxy: bool = True
    ages: Ages = Ages()


@dataclass(frozen=True)
class Reason:
    """A usual reason why somebody answers for the child."""

    code: str
    labels: Labels


@dataclass(frozen=True)
class CutOff:
    """What a score means from ``least`` points on, up to the next cut-off."""

    least: float
    words: Labels


@dataclass(frozen=True)
class Scoring:
    """How answers become a score.

    ``flag``: indicated where any section has a positive answer, unclear where none has and one is not known.
    ``category``: the answer of its one item. ``count``: positive answers. ``sum``, ``mean``: of points.
    ``list``: the items with a positive answer, in no number. ``section`` narrows it to one section's items.
    """

    code: str
    how: str
    labels: Labels
    section: str = ""
    cut_offs: tuple[CutOff, ...] = ()


@dataclass(frozen=True)
class Definition:
    """One version of an instrument, whole.

    ``better`` says whether more points are better: ``more``, ``less`` or "". ``only_for`` are codes of the list of
    disability types. ``instead`` names the instrument for a child too young or too old. ``items_from_centre``: the
    items are examples, the centre enters its own. ``proxy_reason``: ``needed``, ``welcome`` or "".
    """

    code: str
    version: int
    kind: str
    title: Labels
    about: Labels
    ages: Ages
    respondents: tuple[Respondent, ...]
    scales: Mapping[str, tuple[Answer, ...]]
    sections: tuple[Section, ...]
    items: tuple[Item, ...]
    scorings: tuple[Scoring, ...]
    better: str = ""
    proxy_reason: str = ""
    reasons: tuple[Reason, ...] = ()
    only_for: tuple[str, ...] = ()
    instead: Mapping[str, str] | None = None
    items_from_centre: bool = False

    def item(self, code: str) -> Item | None:
        """The item of this code."""
        return next((item for item in self.items if item.code == code), None)

    def answers_of(self, item: Item) -> tuple[Answer, ...]:
        """What may be answered to an item."""
        return self.scales[item.scale]

    def answer(self, item: Item, code: object) -> Answer | None:
        """The answer of this code to an item."""
        return next((answer for answer in self.answers_of(item) if answer.code == code), None)

    def respondent(self, code: str) -> Respondent | None:
        """The respondent of this code."""
        return next((one for one in self.respondents if one.code == code), None)

    def section(self, code: str) -> Section | None:
        """The section of this code."""
        return next((one for one in self.sections if one.code == code), None)

    @property
    def by_age(self) -> bool:
        """Whether what is asked depends on the child's age."""
        return any(item.ages != Ages() for item in self.items)


def said(labels: Labels, language: str) -> str:
    """The words in a language; English where there are none."""
    return labels.get(language) or labels.get("en", "")
