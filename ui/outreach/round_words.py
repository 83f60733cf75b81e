"""A round being keyed, in words: what its page shows, which key means what, how far it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from centre_app.language.dates import day_text, weekday_names
from centre_app.language.translate import _, ngettext
from centre_app.outreach.driven_rules import RoundFacts
from centre_app.outreach.fleet_rules import VehicleRow
from centre_app.outreach.result_rules import OUTCOME_NAMES, PRACTISED, RESULTS, VisitResult
from centre_app.outreach.round_file import RoundFile, VisitLine
from centre_app.workplace.queries import StaffRow
from centre_app.workplace.times import minute_text
from ui.outreach.round_typed_values import decimal_text


@dataclass(frozen=True)
class Shown:
    """What one reading brings for the page of a round."""

    file: RoundFile
    labels: Mapping[str, Mapping[str, str]]  # code lists
    staff: tuple[StaffRow, ...]
    vehicles: tuple[VehicleRow, ...]
    draft: dict[str, Any] | None = field(default=None, compare=False)

    def said(self, list_name: str, code: str | None) -> str:
        """A code in words."""
        return self.labels.get(list_name, {}).get(code or "", code or "")

    def visit(self, visit_id: UUID) -> VisitLine | None:
        """One of the visits."""
        return next((visit for visit in self.file.visits if visit.id == visit_id), None)


@dataclass(frozen=True)
class Key:
    """A choice that one key makes: its digit, its letter in the screen's language, its words."""

    code: str
    digit: str
    letter: str
    words: str

    @property
    def sign(self) -> str:
        """How the keys are shown: ``1 Д``."""
        return f"{self.digit} {self.letter}".strip()


def outcome_keys() -> tuple[Key, ...]:
    """The eight outcomes; the letter is the first one of its words that no outcome before has."""
    return _keys([(code, _(OUTCOME_NAMES[code])) for code in RESULTS])


def practice_keys() -> tuple[Key, ...]:
    """How home practice went."""
    words = {"done": _("done"), "partly": _("partly"), "not_done": _("not done")}
    return _keys([(code, words[code]) for code in PRACTISED])


def _keys(choices: Sequence[tuple[str, str]]) -> tuple[Key, ...]:
    taken: set[str] = set()
    found = []
    for place, (code, words) in enumerate(choices, start=1):
        shown = words.upper()
        wanted = [*(word[0] for word in shown.split()), *shown]  # a word's first letter is found sooner
        letter = next((one for one in wanted if one.isalpha() and one not in taken), "")
        taken.add(letter)
        found.append(Key(code, str(place), letter, words))
    return tuple(found)


def outcome_text(outcome: str) -> str:
    """An outcome in the screen's words."""
    return _(OUTCOME_NAMES[outcome])


def round_title(file: RoundFile) -> str:
    """«Mon 23.11.2026 · Гурӯҳи кӯҳ»."""
    day = f"{weekday_names(short=True)[file.day.weekday()]} {day_text(file.day)}"
    return " · ".join(filter(None, (day, file.team)))


def progress_words(file: RoundFile) -> str:
    """What is still open, in words."""
    if not file.visits:
        return _("no visits")
    if not file.open:
        return _("every visit has its result")
    return ngettext("{n} result is open", "{n} results are open", file.open).format(n=file.open)


def facts_words(shown: Shown, facts: RoundFacts) -> list[str]:
    """How a round was driven, as lines to be held against others."""
    said = [next((one.name for one in shown.vehicles if one.id == facts.vehicle_id), "")]
    for words, minute in ((_("left {hour}"), facts.left_minute), (_("back {hour}"), facts.back_minute)):
        if minute is not None:
            said.append(words.format(hour=minute_text(minute)))
    if facts.start_odometer is not None or facts.end_odometer is not None:
        readings = ["–" if one is None else str(one) for one in (facts.start_odometer, facts.end_odometer)]
        said.append(_("odometer {start} → {end}").format(start=readings[0], end=readings[1]))
    if facts.km is not None:
        said.append(_("{km} km").format(km=decimal_text(facts.km)))
    if facts.fuel_litres is not None:
        said.append(_("{litres} l of fuel").format(litres=decimal_text(facts.fuel_litres)))
    said.append(facts.note)
    return [words for words in said if words] or [_("nothing is written yet")]


def result_words(shown: Shown, result: VisitResult | None) -> list[str]:
    """A result as lines, to be held against another one."""
    if result is None:
        return [_("no result")]
    said = [outcome_text(result.outcome)]
    if result.reason or result.reason_note:
        said.append(" · ".join(filter(None, (shown.said("visit_reason", result.reason), result.reason_note))))
    if result.arrived_minute is not None:
        said.append(_("arrived {hour}").format(hour=minute_text(result.arrived_minute)))
    if result.minutes is not None:
        said.append(_("{n} min").format(n=result.minutes))
    if result.practised:
        words = next(key.words for key in practice_keys() if key.code == result.practised)
        if result.practised_minutes is not None:
            words += ", " + _("{n} min").format(n=result.practised_minutes)
        said.append(_("Home practice: {words}").format(words=words))
    for words, text in (
        (_("What was done: {text}"), result.done_note),
        (_("The parent showed: {text}"), result.parent_showed),
        (_("Task: {text}"), result.task),
    ):
        if text:
            said.append(words.format(text=text))
    if result.goals:
        said.append(
            ngettext("{n} goal worked on", "{n} goals worked on", len(result.goals)).format(n=len(result.goals))
        )
    said += [_("Concern: {words}").format(words=_concern(shown, one.kind, one.note)) for one in result.concerns]
    if result.next_day is not None:
        said.append(_("next visit on {day}").format(day=day_text(result.next_day)))
    return said


def _concern(shown: Shown, kind: str, note: str) -> str:
    return " – ".join(filter(None, (shown.said("concern_kind", kind), note)))
