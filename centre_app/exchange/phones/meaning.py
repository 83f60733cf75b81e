"""What a form that was given out asked: kept with it, so that its answers are read as they were asked. Pure."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from centre_app.exchange.phones.form import Form, Labels

VISIT_MEANING = "visit"  # what the question for the visit means: its choices are the week's


@dataclass(frozen=True)
class AskedChoice:
    """An answer that could be chosen. ``means`` is what it is for the centre."""

    value: str
    means: str
    labels: Labels


@dataclass(frozen=True)
class AskedQuestion:
    """A question as it was asked. ``choices`` is empty where it was answered freely."""

    name: str
    means: str
    kind: str
    labels: Labels
    choices: Mapping[str, AskedChoice]


@dataclass(frozen=True)
class AskedVisit:
    """Whom a code of the form meant."""

    visit_id: uuid.UUID
    child_id: uuid.UUID


@dataclass(frozen=True)
class AskedForm:
    """A version of a form that was given out. ``silent`` is what stands in it and is not taken: name -> words.

    ``instrument`` is the code and version of a screening's instrument.
    """

    id: uuid.UUID
    form_id: str
    version: str
    kind: str
    given_on: date
    title: str
    questions: Mapping[str, AskedQuestion]
    silent: Mapping[str, Labels]
    visits: Mapping[str, AskedVisit]
    instrument: tuple[str, int] | None

    def asks_as(self, other: AskedForm) -> bool:
        """Whether another version asks the same: only whom it lists may differ."""
        return self.instrument == other.instrument and self._asked() == other._asked()

    def _asked(self) -> Mapping[str, AskedQuestion]:
        return {name: one for name, one in self.questions.items() if one.means != VISIT_MEANING}


def content_of(form: Form, visits: Mapping[str, AskedVisit], instrument: tuple[str, int] | None) -> dict[str, Any]:
    """What is written down of a form, as JSON takes it."""
    used = {question.choices for question in form.asked() if question.choices}
    return {
        "title": form.title,
        "questions": {
            question.name: {
                "means": question.means,
                "kind": question.kind,
                "labels": dict(question.labels),
                "list": question.choices,
            }
            for question in form.asked()
        },
        "lists": {
            name: {
                choice.value: {"means": choice.means or choice.value, "labels": dict(choice.labels)}
                for choice in choices
            }
            for name, choices in form.lists.items()
            if name in used
        },
        "silent": {one.name: dict(one.labels) for one in form.questions if one.name and not one.means},
        "visits": {code: {"visit": str(one.visit_id), "child": str(one.child_id)} for code, one in visits.items()},
        "instrument": None if instrument is None else list(instrument),
    }


def asked_form(
    form_key: uuid.UUID, form_id: str, version: str, kind: str, given_on: date, content: Mapping[str, Any]
) -> AskedForm:
    """The form out of what was written down of it."""
    lists = {
        name: {value: AskedChoice(value, one["means"], one["labels"]) for value, one in choices.items()}
        for name, choices in content["lists"].items()
    }
    instrument = content["instrument"]
    return AskedForm(
        id=form_key,
        form_id=form_id,
        version=version,
        kind=kind,
        given_on=given_on,
        title=content["title"],
        questions={
            name: AskedQuestion(name, one["means"], one["kind"], one["labels"], lists.get(one["list"], {}))
            for name, one in content["questions"].items()
        },
        silent=content["silent"],
        visits={
            code: AskedVisit(uuid.UUID(one["visit"]), uuid.UUID(one["child"]))
            for code, one in content["visits"].items()
        },
        instrument=None if instrument is None else (str(instrument[0]), int(instrument[1])),
    )
