"""What a filling comes to, in words. A screening never says diagnosis, in any language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from centre_app.instruments.definition import Answer, Definition, Item, Scoring, said
from centre_app.instruments.rules import INDICATED, UNCLEAR, Scores, cut_off
from centre_app.language.translate import N_, Words

NO_DIAGNOSIS = N_("This is a screening, not a diagnosis, and not about eligibility.")
_NUMBERS = ("count", "sum", "mean")


@dataclass(frozen=True)
class Point:
    """One score of one filling. ``value`` None: it is no number, or cannot be said."""

    score: str
    label: str
    value: float | None
    words: str


def is_drawn(definition: Definition) -> bool:
    """Whether its numbers may become a line: not categories, nor milestones that ask something else at each age."""
    return not definition.by_age and any(one.how in _NUMBERS for one in definition.scorings)


def needs_caution(definition: Definition) -> bool:
    """Whether the words that it is no diagnosis stand beside every result."""
    return definition.kind == "screening" or any(one.cut_offs for one in definition.scorings)


def sentences(definition: Definition, scores: Scores, words: Words) -> tuple[str, ...]:
    """The result, a sentence a line; empty where nothing was scored."""
    lines = [sentence for _scoring, _value, sentence in _scored(definition, scores, words)]
    if lines and needs_caution(definition):
        lines.append(words.gettext(NO_DIAGNOSIS))
    return tuple(lines)


def points(definition: Definition, scores: Scores, words: Words) -> tuple[Point, ...]:
    """The scores of a filling, in the instrument's order; those that stand on no answer are left out.

    Wherever they are shown, the words of a screening say with them that it is no diagnosis.
    """
    caution = f" {words.gettext(NO_DIAGNOSIS)}" if needs_caution(definition) else ""
    return tuple(
        Point(scoring.code, said(scoring.labels, words.language), value, sentence + caution)
        for scoring, value, sentence in _scored(definition, scores, words)
    )


def _scored(definition: Definition, scores: Scores, words: Words) -> Iterator[tuple[Scoring, float | None, str]]:
    for scoring in definition.scorings:
        result = scores.get(scoring.code)
        sentence = "" if result is None else _IN_WORDS[scoring.how](definition, scoring, result, words)
        if result is not None and sentence:
            value = result.get("value") if scoring.how in _NUMBERS else None
            if scoring.how == "count" and result["of"] < result["asked"]:
                value = None  # of fewer questions fewer are achieved: no number to compare with another day's
            yield scoring, None if value is None else float(value), sentence


def item_words(item: Item, language: str) -> str:
    """A question, with the side of it that is asked."""
    text = said(item.text, language)
    return text if item.part is None else f"{text}: {said(item.part, language)}"


def answer_words(answer: Answer, language: str) -> str:
    """An answer, with how it is written short."""
    text = said(answer.labels, language)
    return f"{answer.mark} – {text}" if answer.mark else text


def number(value: float) -> str:
    """At most two decimals, with a comma."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def _flag(definition: Definition, scoring: Scoring, result: Mapping[str, Any], words: Words) -> str:
    _ = words.gettext
    unclear = _domains(definition, result["unclear"], words.language)
    if result["value"] == UNCLEAR:
        return _("No functional difficulty is indicated, but it is not clear in: {domains}.").format(domains=unclear)
    if result["value"] != INDICATED:
        return _("No functional difficulty is indicated.")
    domains = _domains(definition, result["positive"], words.language)
    sentence = _("Functional difficulty is indicated in: {domains}.").format(domains=domains)
    if unclear:
        sentence += " " + _("Not clear in: {domains}.").format(domains=unclear)
    return sentence


def _domains(definition: Definition, codes: Sequence[str], language: str) -> str:
    sections = [section for section in definition.sections if section.code in codes]
    return ", ".join(said(section.labels, language) for section in sections)


def _category(definition: Definition, scoring: Scoring, result: Mapping[str, Any], words: Words) -> str:
    for item in definition.items:
        answer = definition.answer(item, result["value"])
        if answer is not None:
            return answer_words(answer, words.language)
    return words.gettext("The level cannot be said yet.")


def _count(definition: Definition, scoring: Scoring, result: Mapping[str, Any], words: Words) -> str:
    if not result["of"]:
        return ""
    # Translators: how many were achieved, as «movement: 3 of 4».
    return words.gettext("{score}: {value} of {all}").format(
        score=said(scoring.labels, words.language), value=result["value"], all=result["of"]
    )


def _sum(definition: Definition, scoring: Scoring, result: Mapping[str, Any], words: Words) -> str:
    label = said(scoring.labels, words.language)
    if result["value"] is None:
        left = result["asked"] - result["of"]
        return words.ngettext(
            "{score}: cannot be added up, {n} answer is not known",
            "{score}: cannot be added up, {n} answers are not known",
            left,
        ).format(score=label, n=left)
    sentence = words.gettext("{score}: {value} of {all}").format(
        score=label, value=number(result["value"]), all=number(result["most"])
    )
    return _with_cut_off(sentence, scoring, result["value"], words)


def _mean(definition: Definition, scoring: Scoring, result: Mapping[str, Any], words: Words) -> str:
    if result["value"] is None:
        return ""
    sentence = words.gettext("{score}: {value} on average").format(
        score=said(scoring.labels, words.language), value=number(result["value"])
    )
    if result["of"] < result["asked"]:
        sentence += " " + words.gettext("({known} of {asked} answers)").format(
            known=result["of"], asked=result["asked"]
        )
    return _with_cut_off(sentence, scoring, result["value"], words)


def _with_cut_off(sentence: str, scoring: Scoring, value: float, words: Words) -> str:
    meaning = cut_off(scoring, value)
    return sentence if meaning is None else f"{sentence} – {said(meaning, words.language)}."


def _list(definition: Definition, scoring: Scoring, result: Mapping[str, Any], words: Words) -> str:
    written = words.ngettext("{n} code written down.", "{n} codes written down.", result["of"]).format(n=result["of"])
    items = [definition.item(code) for code in result["positive"]]
    texts = dict.fromkeys(said(item.text, words.language) for item in items if item is not None)
    if not texts:
        return written
    return f"{written} {said(scoring.labels, words.language)}: {'; '.join(texts)}."


_IN_WORDS = {"flag": _flag, "category": _category, "count": _count, "sum": _sum, "mean": _mean, "list": _list}
