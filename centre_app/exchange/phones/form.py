"""A form as it is asked on a phone, apart from how it is written: questions in order, lists of choices. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from centre_app.language.translate import LANGUAGES, Words

Labels = Mapping[str, str]  # language -> words; all five

VISIT, SCREENING = "visit", "screening"  # kinds of forms
FORM_FIELD, VERSION_FIELD = "centre_form", "centre_version"  # servers write their own id and version over ours
NOT_LISTED = "other"  # instead of a visit's code: it is typed from the printed form


@dataclass(frozen=True)
class Choice:
    """One answer. ``means`` is what it is for the centre, where that is not ``value``; ``more`` are further columns."""

    value: str
    labels: Labels
    means: str = ""
    more: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Question:
    """A row of the survey. ``means`` says what its answer is for the centre; "" where no answer is taken from it.

    ``kind`` is the XLSForm's type without its list: ``select_one``, ``integer``, ``note``, ``begin_group`` …
    """

    kind: str
    name: str
    labels: Labels = field(default_factory=dict)
    means: str = ""
    choices: str = ""  # name of the list
    hint: Labels = field(default_factory=dict)
    required: bool | str = False  # an expression where it depends
    relevant: str = ""
    constraint: str = ""
    constraint_words: Labels = field(default_factory=dict)
    calculation: str = ""
    appearance: str = ""
    default: str = ""
    parameters: str = ""
    choice_filter: str = ""

    @property
    def is_selection(self) -> bool:
        """Whether the answer is out of a list."""
        return self.kind.startswith("select_")


@dataclass(frozen=True)
class Form:
    """A form whole. ``language`` is the one it opens in; ``shown_as`` the expression that names a filled one."""

    form_id: str
    version: str
    kind: str
    title: str
    language: str
    questions: tuple[Question, ...]
    lists: Mapping[str, tuple[Choice, ...]]
    shown_as: str = ""

    def asked(self) -> Iterator[Question]:
        """The questions an answer is taken from."""
        return (question for question in self.questions if question.means)


def in_all(text: str, **values: object) -> Labels:
    """A msgid in the five languages; ``values`` fill its places."""
    return {language: Words.of(language).gettext(text).format(**values) for language in LANGUAGES}


def signed(form: Form) -> tuple[Question, ...]:
    """The hidden questions by which a filled form says what it is, whatever a server made of its id."""
    return (
        Question("calculate", FORM_FIELD, calculation=f"'{form.form_id}'"),
        Question("calculate", VERSION_FIELD, calculation=f"'{form.version}'"),
    )


def plain_name(text: str, taken: frozenset[str] | set[str] = frozenset(), before: str = "") -> str:
    """A name that every reader of forms takes: Latin letters, digits and _ only, so that . - / : part groups."""
    name = before + re.sub(r"[^A-Za-z0-9_]", "_", text)
    if not re.match(r"[A-Za-z_]", name):
        name = f"_{name}"
    found, number = name, 1
    while found in taken:
        number += 1
        found = f"{name}_{number}"
    return found
