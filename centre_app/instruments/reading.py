"""A definition out of its file: read strictly, so that a slip is told at its place and not while asking a family."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NoReturn, TypeVar

from centre_app.errors import UserError
from centre_app.instruments.definition import (
    HOWS,
    KINDS,
    Ages,
    Answer,
    Condition,
    CutOff,
    Definition,
    Item,
    Labels,
    Reason,
    Respondent,
    Scoring,
    Section,
)
from centre_app.language.translate import LANGUAGES, N_, Message
from centre_app.typed import typed_line

LONGEST_WORDS = 600
LONGEST_CODE = 60
MOST_ITEMS = 300
MOST_ANSWERS = 20
OLDEST = 25 * 12  # months

T = TypeVar("T")
Content = Mapping[str, Any]


def read_definition(content: object) -> Definition:
    """The definition of a file's content. Raises UserError (field ``file``) naming the place that is wrong."""
    top = _object(content, "")
    scales = {
        _code(name, "scales"): _many(answers, f"scales.{name}", _answer, most=MOST_ANSWERS, least=2)
        for name, answers in _object(top.get("scales"), "scales").items()
    }
    parts = {name: _labels(words, f"parts.{name}") for name, words in _object(top.get("parts", {}), "parts").items()}
    sections = _many(top.get("sections", []), "sections", _section)
    items = _items(top, parts)
    definition = Definition(
        code=_code(top.get("code"), "code"),
        version=_whole(top.get("version"), "version", 1, 1_000_000),
        kind=_one_of(top.get("kind"), KINDS, "kind"),
        title=_labels(top.get("title"), "title"),
        about=_labels(top.get("about"), "about"),
        ages=_ages(top.get("ages", {}), "ages"),
        respondents=_many(top.get("respondents"), "respondents", _respondent, least=1),
        scales=scales,
        sections=sections,
        items=items,
        scorings=_many(top.get("scores", []), "scores", _scoring),
        better=_one_of(top.get("better", ""), ("", "more", "less"), "better"),
        proxy_reason=_one_of(top.get("proxy_reason", ""), ("", "welcome", "needed"), "proxy_reason"),
        reasons=_many(top.get("reasons", []), "reasons", _reason),
        only_for=tuple(_code(one, "only_for") for one in _list(top.get("only_for", []), "only_for")),
        instead={name: str(code) for name, code in _object(top.get("instead", {}), "instead").items()},
        items_from_centre=bool(top.get("items_from_centre", False)),
    )
    _check_whole(definition)
    return definition


def _items(top: Content, parts: Mapping[str, Labels]) -> tuple[Item, ...]:
    found: list[Item] = []
    rows = _list(top.get("items"), "items")
    for place, row in enumerate(rows, start=1):
        where = f"items {place}"
        entry = _object(row, where)
        wanted = _list(entry.get("parts", []), where)
        if not wanted:
            found.append(_item(entry, where))
        for part in wanted:
            if part not in parts:
                _wrong(f"{where}: {part}", N_("there is no such part"))
            found.append(_item({**entry, "code": f"{entry.get('code')}.{part}"}, where, parts[part]))
    if not 1 <= len(found) <= MOST_ITEMS:
        _wrong("items", N_("there must be at least 1 and at most {most}"), most=MOST_ITEMS)
    return tuple(found)


def _item(entry: Content, where: str, part: Labels | None = None) -> Item:
    code = _code(entry.get("code"), where)
    return Item(
        code=code,
        text=_labels(entry.get("text"), f"{where} ({code})"),
        scale=str(entry.get("scale", "")),
        section=str(entry.get("section", "")),
        hint=_labels(entry["hint"], f"{where} ({code})") if entry.get("hint") else None,
        part=part,
        shown_if=_many(entry.get("shown_if", []), f"{where} ({code})", _condition),
        optional=bool(entry.get("optional", False)),
        counted=bool(entry.get("counted", True)),
        ages=_ages(entry.get("ages", {}), f"{where} ({code})"),
    )


def _answer(entry: Content, where: str) -> Answer:
    points = entry.get("points")
    if points is not None and (isinstance(points, bool) or not isinstance(points, int | float)):
        _wrong(where, N_("points are a number"))
    return Answer(
        code=_code(entry.get("code"), where),
        labels=_labels(entry.get("labels"), where),
        points=None if points is None else float(points),
        unknown=bool(entry.get("unknown", False)),
        positive=bool(entry.get("positive", False)),
        mark=str(entry.get("mark", ""))[:6],
    )


def _condition(entry: Content, where: str) -> Condition:
    return Condition(str(entry.get("item", "")), frozenset(str(one) for one in _list(entry.get("in"), where)))


def _section(entry: Content, where: str) -> Section:
    return Section(_code(entry.get("code"), where), _labels(entry.get("labels"), where))


def _reason(entry: Content, where: str) -> Reason:
    return Reason(_code(entry.get("code"), where), _labels(entry.get("labels"), where))


def _respondent(entry: Content, where: str) -> Respondent:
    return Respondent(
        _code(entry.get("code"), where),
        _labels(entry.get("labels"), where),
        bool(entry.get("proxy", True)),
        _ages(entry.get("ages", {}), where),
    )


def _scoring(entry: Content, where: str) -> Scoring:
    cut_offs = _many(entry.get("cut_offs", []), where, _cut_off)
    return Scoring(
        code=_code(entry.get("code"), where),
        how=_one_of(entry.get("how"), HOWS, where),
        labels=_labels(entry.get("labels"), where),
        section=str(entry.get("section", "")),
        cut_offs=tuple(sorted(cut_offs, key=lambda one: one.least)),
    )


def _cut_off(entry: Content, where: str) -> CutOff:
    least = entry.get("from")
    if isinstance(least, bool) or not isinstance(least, int | float):
        _wrong(where, N_("a cut-off begins at a number"))
    return CutOff(float(least), _labels(entry.get("words"), where))


def _check_whole(definition: Definition) -> None:
    """What one part says of another is there."""
    _check_once([item.code for item in definition.items], "items")
    _check_once([section.code for section in definition.sections], "sections")
    _check_once([score.code for score in definition.scorings], "scores")
    _check_once([one.code for one in definition.respondents], "respondents")
    sections = {section.code for section in definition.sections} | {""}
    for name, answers in definition.scales.items():
        _check_once([answer.code for answer in answers], f"scales.{name}")
    earlier: dict[str, Item] = {}
    for item in definition.items:
        if item.scale not in definition.scales:
            _wrong(f"items: {item.code}", N_("there is no such scale of answers: “{name}”"), name=item.scale)
        if item.section not in sections:
            _wrong(f"items: {item.code}", N_("there is no such section: “{name}”"), name=item.section)
        for condition in item.shown_if:
            asked = earlier.get(condition.item)
            if asked is None:
                _wrong(f"items: {item.code}", N_("it depends on a question that does not come before it"))
            if not condition.answers <= {answer.code for answer in definition.scales[asked.scale]}:
                _wrong(f"items: {item.code}", N_("it depends on an answer that is not there"))
        earlier[item.code] = item
    _check_scorings(definition, sections)


def _check_scorings(definition: Definition, sections: set[str]) -> None:
    for score in definition.scorings:
        where = f"scores: {score.code}"
        if score.section not in sections:
            _wrong(where, N_("there is no such section: “{name}”"), name=score.section)
        if score.how in ("sum", "mean") and not any(
            answer.points is not None for answers in definition.scales.values() for answer in answers
        ):
            _wrong(where, N_("no answer has points"))


# Small parts


def _wrong(where: str, what: str, **values: object) -> NoReturn:
    raise UserError(
        N_("The instrument is wrong at “{where}”: {what}."), field="file", where=where, what=Message(what, values)
    )


def _object(value: object, where: str) -> Content:
    if not isinstance(value, Mapping):
        _wrong(where or "{ }", N_("something is missing here"))
    return value


def _list(value: object, where: str) -> Sequence[Any]:
    if not isinstance(value, list | tuple):
        _wrong(where, N_("a list is expected here"))
    return value


def _many(
    value: object, where: str, read: Callable[[Content, str], T], *, least: int = 0, most: int = MOST_ITEMS
) -> tuple[T, ...]:
    rows = _list(value, where)
    if not least <= len(rows) <= most:
        _wrong(where, N_("there must be at least {least} and at most {most}"), least=least, most=most)
    return tuple(read(_object(row, where), f"{where} {place}") for place, row in enumerate(rows, start=1))


def _code(value: object, where: str) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_CODE or not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.]*", value):
        _wrong(where, N_("a code is written in Latin letters, digits and _"))
    return value


def _one_of(value: object, allowed: Sequence[str], where: str) -> str:
    if not isinstance(value, str) or value not in allowed:
        _wrong(where, N_("it must be one of: {names}"), names=", ".join(filter(None, allowed)))
    return value


def _whole(value: object, where: str, least: int, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        _wrong(where, N_("a whole number is expected here"))
    return value


def _ages(value: object, where: str) -> Ages:
    entry = _object(value, where)
    first = _whole(entry.get("from", 0), where, 0, OLDEST)
    until = entry.get("until")
    ages = Ages(first, None if until is None else _whole(until, where, 0, OLDEST))
    if ages.until is not None and ages.until <= ages.first:
        _wrong(where, N_("the ages end before they begin"))
    return ages


def _labels(value: object, where: str) -> dict[str, str]:
    """All five languages; what is not a line of words is refused like anything else that is typed."""
    entry = _object(value, where)
    clean = {}
    for language in LANGUAGES:
        words = entry.get(language)
        if not isinstance(words, str) or not words.strip():
            _wrong(where, N_("the words are missing in “{language}”"), language=language)
        clean[language] = typed_line(words, field="file", label=N_("Words"), limit=LONGEST_WORDS)
    return clean


def _check_once(codes: Sequence[str], where: str) -> None:
    twice = next((code for place, code in enumerate(codes) if code in codes[:place]), None)
    if twice is not None:
        _wrong(where, N_("“{code}” stands there twice"), code=twice)
