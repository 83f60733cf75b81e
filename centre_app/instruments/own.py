"""A centre's own instrument as people write it: a title, questions, one scale of answers. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from centre_app.errors import UserError
from centre_app.instruments.definition import Definition, Labels, said
from centre_app.instruments.library import shared_words
from centre_app.instruments.reading import LONGEST_WORDS, MOST_ANSWERS, MOST_ITEMS, OLDEST, read_definition
from centre_app.language.translate import LANGUAGES, N_
from centre_app.typed import typed_line

SCORINGS: Mapping[str, str] = {
    "none": N_("no score"),
    "sum": N_("sum of points"),
    "mean": N_("mean of points"),
    "count": N_("how many answers are the best one"),
}
_SCALE, _SCORE = "answers", "total"


@dataclass(frozen=True)
class OwnItem:
    """A question, with the area it belongs to ("": none)."""

    text: str
    area: str = ""


@dataclass(frozen=True)
class OwnAnswer:
    """An answer. Without points, where points are counted, it says “not known”."""

    text: str
    points: float | None = None


@dataclass(frozen=True)
class OwnCutOff:
    """What a score means from ``least`` on."""

    least: float
    words: str


@dataclass(frozen=True)
class OwnInstrument:
    """The whole, in one language. Ages in months, ``until_month`` None: no end. ``better``: more, less or ""."""

    title: str
    items: tuple[OwnItem, ...]
    answers: tuple[OwnAnswer, ...]
    about: str = ""
    first_month: int = 0
    until_month: int | None = None
    respondents: tuple[str, ...] = ("specialist",)
    scoring: str = "none"
    better: str = ""
    cut_offs: tuple[OwnCutOff, ...] = ()


def respondent_words(language: str) -> dict[str, str]:
    """Who may answer an own instrument: code -> words."""
    return {code: said(one["labels"], language) for code, one in shared_words("respondents").items()}


def can_edit(definition: Definition) -> bool:
    """Whether it is as simple as an own instrument: one scale, no question that depends on another or on the age."""
    plain = all(not item.shown_if and item.part is None for item in definition.items) and not definition.by_age
    return plain and len(definition.scales) == 1 and definition.kind in ("scale", "checklist")


def as_own(definition: Definition, language: str) -> OwnInstrument:
    """What the editor shows of one that ``can_edit``."""
    areas = {section.code: said(section.labels, language) for section in definition.sections}
    (answers,) = definition.scales.values()
    first = definition.scorings[0] if definition.scorings else None
    return OwnInstrument(
        title=said(definition.title, language),
        about=said(definition.about, language),
        items=tuple(OwnItem(said(item.text, language), areas.get(item.section, "")) for item in definition.items),
        answers=tuple(OwnAnswer(said(answer.labels, language), answer.points) for answer in answers),
        first_month=definition.ages.first,
        until_month=definition.ages.until,
        respondents=tuple(one.code for one in definition.respondents),
        scoring=first.how if first is not None else "none",
        better=definition.better,
        cut_offs=tuple(OwnCutOff(one.least, said(one.words, language)) for one in first.cut_offs) if first else (),
    )


def content_of(
    own: OwnInstrument, language: str, *, code: str, version: int, before: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The content to keep. Words of other languages stay from ``before`` where they differ from what was changed.

    Where ``before`` takes its items from the centre (areas that come with the app) only the items change.
    Raises UserError naming the field: title, items, answers, ages, respondents, scoring, cut_offs.
    """
    before = before or {}
    old_items = list(before.get("items", []))
    sections = _labelled(_areas(own, language, before), before.get("sections", []), language, "s")
    by_words = {labels[language]: section for section, labels in sections}
    texts = [_clean(item.text, "items", N_("Question")) for item in own.items if item.text.strip()]
    areas = [_clean(item.area, "items", N_("Area")) for item in own.items if item.text.strip()]
    items = [
        {"code": item, "section": by_words.get(area, ""), "text": labels, "scale": _SCALE, "optional": True}
        for (item, labels), area in zip(_labelled(texts, old_items, language, "q", "text"), areas, strict=True)
    ]
    _check_items(texts, areas)
    if before.get("items_from_centre"):
        (scale,) = before["scales"]
        kept = [{**item, "scale": scale} for item in items]
        shown = [{"code": section, "labels": labels} for section, labels in sections]
        scores = [_count_of(section, labels) for section, labels in sections]
        return {**before, "version": version, "sections": shown, "items": kept, "scores": scores}
    return _whole(own, language, code, version, before, sections, items)


def _count_of(section: str, labels: Labels) -> dict[str, Any]:
    return {"code": section, "how": "count", "labels": labels, "section": section}


def _whole(
    own: OwnInstrument,
    language: str,
    code: str,
    version: int,
    before: Mapping[str, Any],
    sections: Sequence[tuple[str, Labels]],
    items: Sequence[Mapping[str, Any]],
) -> dict[str, Any]:
    title = _clean(own.title, "title", N_("Title"), needed=True)
    about = _clean(own.about, "about", N_("About")) or title
    respondents = shared_words("respondents")
    chosen = [{"code": one, **respondents[one]} for one in own.respondents if one in respondents]
    if not chosen:
        raise UserError(N_("Please choose who may answer."), field="respondents")
    content: dict[str, Any] = {
        "code": code,
        "version": version,
        "kind": "scale",
        "title": _words(title, language, before.get("title")),
        "about": _words(about, language, before.get("about")),
        "ages": _ages(own),
        "respondents": chosen,
        "proxy_reason": "",
        "better": own.better,
        "scales": {_SCALE: _answers(own, language, before)},
        "sections": [{"code": section, "labels": labels} for section, labels in sections],
        # A question left out of a sum would look like a low score, so there each one is needed.
        "items": [{**item, "optional": own.scoring == "none"} for item in items],
        "scores": _scores(own, language, title, before),
    }
    read_definition(content)
    return content


def _ages(own: OwnInstrument) -> dict[str, int]:
    if not 0 <= own.first_month <= OLDEST or (own.until_month is not None and own.until_month <= own.first_month):
        raise UserError(N_("The ages must begin before they end."), field="until_month")
    return {"from": own.first_month} | ({} if own.until_month is None else {"until": own.until_month})


def _answers(own: OwnInstrument, language: str, before: Mapping[str, Any]) -> list[dict[str, Any]]:
    rows = [answer for answer in own.answers if answer.text.strip()]
    texts = [_clean(answer.text, "answers", N_("Answer")) for answer in rows]
    if not 2 <= len(rows) <= MOST_ANSWERS or len(set(texts)) < len(texts):
        raise UserError(N_("There must be at least two different answers, and at most 20."), field="answers")
    scored = own.scoring in ("sum", "mean", "count")
    points = [answer.points for answer in rows if answer.points is not None]
    if scored and len(set(points)) < 2:
        raise UserError(N_("To count a score at least two answers need different points."), field="answers")
    old: list[Mapping[str, Any]] = next(iter(before.get("scales", {}).values()), [])
    best = (min if own.better == "less" else max)(points, default=None)
    return [
        {
            "code": code,
            "labels": labels,
            "points": answer.points,
            "unknown": scored and answer.points is None,
            "positive": own.scoring == "count" and answer.points is not None and answer.points == best,
        }
        for (code, labels), answer in zip(_labelled(texts, old, language, "a"), rows, strict=True)
    ]


def _scores(own: OwnInstrument, language: str, title: str, before: Mapping[str, Any]) -> list[dict[str, Any]]:
    if own.scoring not in SCORINGS:
        raise UserError(N_("Please choose how it is scored."), field="scoring")
    if own.scoring == "none":
        if own.cut_offs:
            raise UserError(N_("Without a score there is nothing to say from."), field="cut_offs")
        return []
    old: Mapping[str, Any] = next(iter(before.get("scores", [])), {})
    olds = {row["from"]: row["words"] for row in old.get("cut_offs", [])}
    leasts = [row.least for row in own.cut_offs]
    if len(set(leasts)) < len(leasts):
        raise UserError(N_("Two meanings begin at the same number."), field="cut_offs")
    cut_offs = []
    for row in own.cut_offs:
        text = _clean(row.words, "cut_offs", N_("What it means"), needed=True)
        cut_offs.append({"from": row.least, "words": _words(text, language, olds.get(row.least))})
    label = _words(title, language, before.get("title"))
    return [{"code": _SCORE, "how": own.scoring, "labels": label, "cut_offs": cut_offs}]


def _areas(own: OwnInstrument, language: str, before: Mapping[str, Any]) -> list[str]:
    """The areas in use; those that come with the app stay though no question stands in them yet."""
    kept = [said(row["labels"], language) for row in before.get("sections", []) if before.get("items_from_centre")]
    typed = [_clean(item.area, "items", N_("Area")) for item in own.items if item.area.strip() and item.text.strip()]
    return list(dict.fromkeys([*kept, *typed]))


def _check_items(texts: Sequence[str], areas: Sequence[str]) -> None:
    if not 1 <= len(texts) <= MOST_ITEMS:
        raise UserError(N_("There must be at least one question, and at most {most}."), field="items", most=MOST_ITEMS)
    pairs = list(zip(areas, texts, strict=True))
    twice = next((text for place, (area, text) in enumerate(pairs) if (area, text) in pairs[:place]), None)
    if twice is not None:
        raise UserError(N_("The question “{text}” stands there twice."), field="items", text=twice)


def _labelled(
    texts: Sequence[str], old: Sequence[Mapping[str, Any]], language: str, letter: str, key: str = "labels"
) -> list[tuple[str, dict[str, str]]]:
    """(code, labels) of each text: the code stays with the words, and with the place where only words were mended."""
    free = {row["code"]: row[key] for row in old}
    found: list[tuple[str, dict[str, str]] | None] = []
    for text in texts:
        code = next((code for code, labels in free.items() if said(labels, language) == text), None)
        found.append(None if code is None else (code, dict(free.pop(code))))
    taken = {row["code"] for row in old}
    for place, text in enumerate(texts):
        if found[place] is not None:
            continue
        code = old[place]["code"] if place < len(old) else ""
        if code not in free:
            code = next(name for name in (f"{letter}{n}" for n in range(1, 2 * MOST_ITEMS)) if name not in taken)
            taken.add(code)
        found[place] = (code, _words(text, language, free.pop(code, None)))
    return [one for one in found if one is not None]


def _words(text: str, language: str, old: Labels | None) -> dict[str, str]:
    """All five languages: those that only repeated the old words, or have none, get the new ones."""
    was = "" if old is None else said(old, language)
    kept = dict(old or {})
    return {code: text if code == language or kept.get(code, "") in ("", was) else kept[code] for code in LANGUAGES}


def _clean(text: str, field: str, label: str, *, needed: bool = False) -> str:
    return typed_line(text, field=field, label=label, limit=LONGEST_WORDS, needed=needed)
