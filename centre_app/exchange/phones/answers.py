"""A filled form read by what was asked in it: each answer as what it means for the centre. Pure.

Servers head their tables by a question's name, with or without its groups, or by its words in a language; choices come
as codes, as words, or as a column each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time

from centre_app.codelists.rules import Label
from centre_app.exchange.phones.form import FORM_FIELD, VERSION_FIELD
from centre_app.exchange.phones.meaning import VISIT_MEANING, AskedForm, AskedQuestion
from centre_app.exchange.phones.received import SEPARATORS, Submission
from centre_app.language.dates import parse_day
from centre_app.language.translate import N_, Message

# What servers add to each form and nobody answered.
_OF_SERVERS = frozenset(
    {"SubmissionDate", "KEY", "SubmitterID", "SubmitterName", "AttachmentsPresent", "AttachmentsExpected", "Status"}
    | {"ReviewState", "DeviceID", "Edits", "FormVersion", "PARENT_KEY", "isValidated", "instanceID", "instanceName"}
    | {"start", "end", "today", "deviceid", "simserial", "subscriberid", "phonenumber", "username", "audit"}
)
_META_GROUPS = frozenset({"meta", "formhub", "__system"})
_YES = frozenset({"1", "true", "yes", "1.0"})
_NUMBER = re.compile(r"-?[0-9]{1,9}(?:[.,]0+)?")
_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::[0-9.]+)?(?:Z|[+-][0-9:]+)?")


@dataclass
class Answers:
    """What was answered: meaning -> text, code, or codes. ``troubles`` says what could not be read.

    ``unlisted``: meaning -> what was said where it is none of the answers.
    """

    values: dict[str, str] = field(default_factory=dict)
    several: dict[str, tuple[str, ...]] = field(default_factory=dict)
    unlisted: dict[str, str] = field(default_factory=dict)
    troubles: list[Message] = field(default_factory=list)

    def text(self, means: str) -> str:
        """The answer, "" where there is none."""
        return self.values.get(means, "")

    def whole(self, means: str, label: str) -> int | None:
        """A whole number; where it is none, that is a trouble and there is no answer."""
        text = self.text(means)
        if not text:
            return None
        if _NUMBER.fullmatch(text) is None:
            self._not_read(label, text)
            return None
        return int(re.split("[.,]", text)[0])

    def day(self, means: str, label: str, today: date) -> date | None:
        """A day; where it is none, that is a trouble and there is no answer."""
        text = self.text(means)
        found = parse_day(text[:10] if re.match(r"[0-9]{4}-", text) else text, today) if text else None
        if text and found is None:
            self._not_read(label, text)
        return found

    def minute(self, means: str, label: str) -> int | None:
        """A time of day in minutes after midnight, as the phone's clock showed it."""
        text = self.text(means)
        if not text:
            return None
        found = _TIME.fullmatch(text)
        try:
            read = time(int(found[1]), int(found[2])) if found else None
        except ValueError:
            read = None
        if read is None:
            self._not_read(label, text)
            return None
        return read.hour * 60 + read.minute

    def _not_read(self, label: str, text: str) -> None:
        values = {"label": Message(label), "text": text[:60]}
        self.troubles.append(Message(N_("“{label}”: “{text}” cannot be read. It is left out."), values))


def read_answers(asked: AskedForm, given: Submission) -> Answers:
    """The answers of a form by the questions that were asked in it."""
    answers = Answers()
    words = _by_words(asked)
    split: dict[str, list[str]] = {}
    for path, value in given.answers.items():
        question, choice = _question(asked, words, path)
        if question is None:
            if not _is_aside(asked, path):
                strange = N_("“{name}” is no question of this form. It is left out.")
                answers.troubles.append(Message(strange, {"name": path[:80]}))
        elif choice:
            if value.strip().lower() in _YES:
                split.setdefault(question.name, []).append(choice)
        else:
            _take(question, value.strip(), answers)
    for name, choices in split.items():
        means = asked.questions[name].means
        known = [asked.questions[name].choices[choice].means for choice in choices]
        answers.several[means] = tuple(dict.fromkeys((*answers.several.get(means, ()), *known)))
    return answers


def _question(asked: AskedForm, words: Mapping[str, str], path: str) -> tuple[AskedQuestion | None, str]:
    """The question that a column or a path is, and the choice where it is one choice's own column."""
    parts = SEPARATORS.split(path)
    name = parts[-1] if parts[-1] in asked.questions else ""
    if name:
        return asked.questions[name], ""
    if len(parts) > 1 and parts[-2] in asked.questions:
        question = asked.questions[parts[-2]]
        return question, _choice(question, parts[-1]) if question.kind == "select_multiple" else ""
    pieces = path.split("/")
    for start in range(len(pieces)):  # groups may stand before the words, a choice after them
        found = words.get(_fold("/".join(pieces[start:])))
        if found:
            return asked.questions[found], ""
        found = words.get(_fold("/".join(pieces[start:-1])))
        if found and asked.questions[found].kind == "select_multiple":
            choice = _choice(asked.questions[found], pieces[-1])
            if choice:
                return asked.questions[found], choice
    return None, ""


def _take(question: AskedQuestion, value: str, answers: Answers) -> None:
    if not value:
        return
    if question.kind == "select_multiple":
        codes, rest = _several(question, value)
        answers.several[question.means] = tuple(question.choices[code].means for code in codes)
        if rest:
            answers.troubles.append(_no_answer(question, rest))
    elif question.kind == "select_one":
        code = _choice(question, value)
        if code:
            answers.values[question.means] = question.choices[code].means
        else:
            answers.unlisted[question.means] = value
            if question.means != VISIT_MEANING:  # whoever looks for the visit says what came of it
                answers.troubles.append(_no_answer(question, value))
    else:
        answers.values[question.means] = value


def _choice(question: AskedQuestion, value: str) -> str:
    """The code of an answer that came as its code or as its words in any language; "" where it is none."""
    if value in question.choices:
        return value
    folded = _fold(value)
    for code, choice in question.choices.items():
        if folded == code.lower() or any(folded == _fold(words) for words in choice.labels.values()):
            return code
    return ""


def _several(question: AskedQuestion, value: str) -> tuple[list[str], str]:
    """Codes with spaces between them; or words, which hold spaces themselves: the longest are looked for first."""
    parts = value.split()
    if all(part in question.choices for part in parts):
        return parts, ""
    rest, found = _fold(value), []
    known = [(code, _fold(words)) for code, choice in question.choices.items() for words in choice.labels.values()]
    for code, words in sorted(known, key=lambda pair: -len(pair[1])):
        if words and words in rest:
            rest = rest.replace(words, " ", 1)
            found.append(code)
    left = [part for part in rest.split() if part not in question.choices]
    found += [part for part in rest.split() if part in question.choices]
    order = list(question.choices)
    return sorted(dict.fromkeys(found), key=order.index), " ".join(left)


def _no_answer(question: AskedQuestion, value: str) -> Message:
    values = {"answer": value[:60], "label": Label(question.name, labels=question.labels)}
    return Message(N_("“{answer}” is no answer to “{label}”. It is left out."), values)


def _is_aside(asked: AskedForm, path: str) -> bool:
    """Notes, reckoned fields, and what servers write beside."""
    parts = SEPARATORS.split(path)
    name = parts[-1]
    return (
        name in asked.silent
        or name in _OF_SERVERS
        or name in (FORM_FIELD, VERSION_FIELD)
        or path in _OF_SERVERS
        or path.startswith("_")
        or not _META_GROUPS.isdisjoint(parts[:-1])
        or path.endswith("_URL")  # Kobo's address of a picture, which is not fetched
        or any(_fold(path.rpartition("/")[2]) in _folded(labels.values()) for labels in asked.silent.values())
    )


def _by_words(asked: AskedForm) -> Mapping[str, str]:
    """The words of a question in any language -> its name; words that two questions have are nobody's."""
    found: dict[str, str] = {}
    doubtful: set[str] = set()
    for question in asked.questions.values():
        for words in set(_folded(question.labels.values())):
            if found.setdefault(words, question.name) != question.name:
                doubtful.add(words)
    return {words: name for words, name in found.items() if words not in doubtful}


def _folded(texts: Iterable[str]) -> Iterable[str]:
    return (_fold(text) for text in texts if text)


def _fold(text: str) -> str:
    return " ".join(text.casefold().split())
