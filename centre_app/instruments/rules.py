"""The engine: which questions apply, who may answer, what is missing, what the answers come to. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from centre_app.errors import UserError
from centre_app.instruments.definition import Ages, Answer, Definition, Item, Scoring
from centre_app.language.translate import N_, Message

Answers = Mapping[str, Any]  # item code -> answer code; AGE -> the child's months on that day
Scores = dict[str, dict[str, Any]]

AGE = "@age"  # kept with the answers: what was asked depended on it, and a birth date may be mended later
INDICATED, NOT_INDICATED, UNCLEAR = "indicated", "not_indicated", "unclear"


@dataclass(frozen=True)
class Age:
    """A child's age in whole months, as far as it is known: the same twice, or the least and the most it can be."""

    least: int
    most: int

    @property
    def exact(self) -> bool:
        """Whether the birth day is known."""
        return self.least == self.most


class Fit(StrEnum):
    """Whether an instrument is meant for a child's age."""

    YES = "yes"
    PERHAPS = "perhaps"  # only the year of birth is known, and part of it fits
    YOUNG = "young"
    OLD = "old"
    UNKNOWN = "unknown"


def age_in_months(birth_date: date | None, precision: str, day: date) -> Age | None:
    """The age on a day; None where the birth is unknown, or after that day.

    Where only the year is known the child may be born on its first day or its last (or on ``day``, in that year).
    """
    if birth_date is None or precision == "unknown" or birth_date > day:
        return None
    most = _whole_months(birth_date, day)
    if precision == "day":
        return Age(most, most)
    return Age(_whole_months(min(date(birth_date.year, 12, 31), day), day), most)


def _whole_months(birth: date, day: date) -> int:
    return (day.year - birth.year) * 12 + day.month - birth.month - (1 if day.day < birth.day else 0)


def fit(ages: Ages, age: Age | None) -> Fit:
    """Whether these ages are the child's."""
    if age is None:
        return Fit.UNKNOWN
    if ages.covers(age.least) and ages.covers(age.most):
        return Fit.YES
    if age.most < ages.first:
        return Fit.YOUNG
    if ages.until is not None and age.least >= ages.until:
        return Fit.OLD
    return Fit.PERHAPS


def months_for(age: Age | None, chosen: int | None) -> int:
    """The months to ask by: those of the birth date, or those chosen where it does not say.

    Raises UserError (field ``age_months``): nothing chosen where it must be, or an age that cannot be.
    """
    if age is not None and age.exact:
        return age.least
    if chosen is None:
        raise UserError(N_("The day of birth is not known: please choose the child’s age."), field="age_months")
    if not 0 <= chosen <= 300 or (age is not None and not age.least <= chosen <= age.most):
        raise UserError(N_("By the year of birth the child cannot be of this age on that day."), field="age_months")
    return chosen


def check_age(definition: Definition, months: int) -> None:
    """Raises UserError (field ``day``) where the instrument is not for this age."""
    if not definition.ages.covers(months):
        raise UserError(N_("On that day the child is not of the age for this instrument."), field="day")


def applying(definition: Definition, answers: Answers, months: int) -> list[Item]:
    """The questions to ask, in order: by the child's age and by what was answered so far.

    An answer to a question that does not apply any more opens no other.
    """
    shown: dict[str, Item] = {}
    for item in definition.items:
        if not item.ages.covers(months):
            continue
        if all(one.item in shown and answers.get(one.item) in one.answers for one in item.shown_if):
            shown[item.code] = item
    return list(shown.values())


def check_answers(definition: Definition, answers: Answers) -> None:
    """Raises UserError naming the item (field) for a question or an answer that the instrument does not have."""
    for code, given in answers.items():
        item = definition.item(code)
        if item is None:
            raise UserError(N_("This instrument has no question “{code}”."), field=code, code=code)
        if given is not None and definition.answer(item, given) is None:
            raise UserError(N_("“{answer}” is no answer to this question."), field=code, answer=given)


def missing(definition: Definition, answers: Answers, months: int) -> list[Item]:
    """The questions still to be answered before it can be finished; where all may be left out, one is needed."""
    asked = applying(definition, answers, months)
    left = [item for item in asked if not item.optional and item.code not in answers]
    if not left and asked and not any(item.code in answers for item in asked):
        return asked[:1]
    return left


def check_respondent(definition: Definition, respondent: str, name: str, reason: str, months: int) -> None:
    """Raises UserError (fields ``respondent``, ``respondent_name``, ``proxy_reason``) for who may not answer so."""
    if not respondent:
        raise UserError(N_("Please say who answers."), field="respondent")
    who = definition.respondent(respondent)
    if who is None or not who.ages.covers(months):
        raise UserError(N_("This person does not answer for a child of this age here."), field="respondent")
    if not who.proxy:
        return
    if not name:
        raise UserError(N_("Please write the name of who answers for the child."), field="respondent_name")
    if definition.proxy_reason == "needed" and not reason:
        raise UserError(N_("Please say why somebody answers for the child."), field="proxy_reason")


def tidied(definition: Definition, answers: Answers, months: int) -> dict[str, Any]:
    """The answers to the questions that apply, and the age: what is kept when it is finished."""
    kept = {item.code: answers[item.code] for item in applying(definition, answers, months) if item.code in answers}
    return {**kept, AGE: months}


def score(definition: Definition, answers: Answers, months: int) -> Scores:
    """What the answers come to, by scoring. Only counted questions that apply and are answered stand in it."""
    asked = [item for item in applying(definition, answers, months) if item.counted]
    return {one.code: _HOW[one.how](definition, one, _of(asked, one), answers) for one in definition.scorings}


def _of(items: Sequence[Item], scoring: Scoring) -> list[Item]:
    return [item for item in items if not scoring.section or item.section == scoring.section]


def _given(definition: Definition, items: Sequence[Item], answers: Answers) -> list[tuple[Item, Answer | None]]:
    return [(item, definition.answer(item, answers.get(item.code))) for item in items]


def _flag(definition: Definition, scoring: Scoring, items: Sequence[Item], answers: Answers) -> dict[str, Any]:
    """Refused, not known or not answered never count as no difficulty: such a domain is unclear."""
    positive: list[str] = []
    unclear: list[str] = []
    for section in dict.fromkeys(item.section for item in items):
        given = [answer for item, answer in _given(definition, items, answers) if item.section == section]
        if any(answer is not None and answer.positive for answer in given):
            positive.append(section)
        elif any(answer is None or answer.unknown for answer in given):
            unclear.append(section)
    value = INDICATED if positive else UNCLEAR if unclear else NOT_INDICATED
    return {"value": value, "positive": positive, "unclear": unclear}


def _category(definition: Definition, scoring: Scoring, items: Sequence[Item], answers: Answers) -> dict[str, Any]:
    given = next((answer for _item, answer in _given(definition, items, answers) if answer is not None), None)
    return {"value": None if given is None or given.unknown else given.code}


def _count(definition: Definition, scoring: Scoring, items: Sequence[Item], answers: Answers) -> dict[str, Any]:
    known = _known(definition, items, answers)
    return {"value": sum(answer.positive for answer in known), "of": len(known), "asked": len(items)}


def _sum(definition: Definition, scoring: Scoring, items: Sequence[Item], answers: Answers) -> dict[str, Any]:
    """A sum with a hole in it would look like a low score: there is none then."""
    known = [answer for answer in _known(definition, items, answers) if answer.points is not None]
    whole = bool(items) and len(known) == len(items)
    value = round(sum(answer.points or 0.0 for answer in known), 2) if whole else None
    return {"value": value, "of": len(known), "asked": len(items), "most": _most(definition, items)}


def _mean(definition: Definition, scoring: Scoring, items: Sequence[Item], answers: Answers) -> dict[str, Any]:
    known = [answer for answer in _known(definition, items, answers) if answer.points is not None]
    value = round(sum(answer.points or 0.0 for answer in known) / len(known), 2) if known else None
    return {"value": value, "of": len(known), "asked": len(items)}


def _list(definition: Definition, scoring: Scoring, items: Sequence[Item], answers: Answers) -> dict[str, Any]:
    given = [(item, answer) for item, answer in _given(definition, items, answers) if answer is not None]
    return {"value": None, "positive": [item.code for item, answer in given if answer.positive], "of": len(given)}


def _known(definition: Definition, items: Sequence[Item], answers: Answers) -> list[Answer]:
    given = (answer for _item, answer in _given(definition, items, answers))
    return [answer for answer in given if answer is not None and not answer.unknown]


def _most(definition: Definition, items: Sequence[Item]) -> float:
    return sum(max((answer.points or 0.0 for answer in definition.answers_of(item)), default=0.0) for item in items)


_HOW = {"flag": _flag, "category": _category, "count": _count, "sum": _sum, "mean": _mean, "list": _list}


def cut_off(scoring: Scoring, value: float | None) -> Mapping[str, str] | None:
    """The words of the cut-off that a value has reached, None where there is none."""
    if value is None:
        return None
    return next((one.words for one in reversed(scoring.cut_offs) if value >= one.least), None)


@dataclass(frozen=True)
class ItemChange:
    """An answer that is another one than last time."""

    item: Item
    before: Answer
    after: Answer


def changes(definition: Definition, before: Answers, after: Answers) -> list[ItemChange]:
    """What was answered otherwise between two fillings of one instrument, in the order of its questions.

    Only what was asked and answered both times: a new question is no change.
    """
    found = []
    for item in definition.items:
        earlier, later = definition.answer(item, before.get(item.code)), definition.answer(item, after.get(item.code))
        if earlier is not None and later is not None and earlier != later:
            found.append(ItemChange(item, earlier, later))
    return found


def age_words(ages: Ages) -> Message:
    """For which ages it is, in years where they are whole."""
    if ages == Ages():
        return Message(N_("all ages"))
    if ages.until is None:
        return Message(N_("from {first}"), {"first": _month_words(ages.first)})
    if ages.first == 0:
        return Message(N_("to under {until}"), {"until": _month_words(ages.until)})
    first, until = _month_words(ages.first), _month_words(ages.until)
    return Message(N_("from {first} to under {until}"), {"first": first, "until": until})


def _month_words(months: int) -> Message:
    if months % 12 == 0 and months:
        return Message(N_("{years} y."), {"years": months // 12})
    return Message(N_("{months} mo."), {"months": months})
