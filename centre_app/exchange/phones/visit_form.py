"""The form of a home visit: whom, how it went, what was done, what the family is to do, what worries. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from centre_app.exchange.phones.form import NOT_LISTED, VISIT, Choice, Form, Labels, in_all
from centre_app.exchange.phones.visit_questions import visit_questions
from centre_app.language.dates import day_text
from centre_app.language.translate import LANGUAGES, N_
from centre_app.outreach.codes import shown_code
from centre_app.outreach.result_rules import OUTCOME_NAMES, PRACTISED, RESULTS

_PRACTISED: Mapping[str, str] = {"done": N_("done"), "partly": N_("partly"), "not_done": N_("not done")}
_DEVICE = (
    ("fits", N_("fits and is used")),
    ("adjusted", N_("was adjusted")),
    ("too_small", N_("has become too small")),
    ("broken", N_("is broken")),
    ("not_used", N_("is not used")),
)


@dataclass(frozen=True)
class Listed:
    """A visit as a phone may know it: no name, no address, no telephone, no birth date."""

    code: str
    day: date
    child: str  # initials and number
    place: str
    purpose: str
    task: str  # the last one
    photos: bool  # the family agreed to photos


@dataclass(frozen=True)
class Lists:
    """Code lists in five languages, as they are in use: code -> labels."""

    purposes: Mapping[str, Labels]
    reasons: Mapping[str, Labels]
    concerns: Mapping[str, Labels]
    absences: Mapping[str, Labels]


def visit_form(form_id: str, version: str, title: str, language: str, visits: Sequence[Listed], lists: Lists) -> Form:
    """The form for one team's visits of a week."""
    return Form(
        form_id=form_id,
        version=version,
        kind=VISIT,
        title=title,
        language=language,
        questions=visit_questions(),
        lists={
            "visits": (*(_listed(one, lists.purposes) for one in visits), _not_listed()),
            "purposes": _coded(lists.purposes),
            "outcomes": tuple(Choice(code, in_all(OUTCOME_NAMES[code])) for code in RESULTS),
            "reasons": _coded(lists.reasons),
            "practised": tuple(Choice(code, in_all(_PRACTISED[code])) for code in PRACTISED),
            "concerns": _coded(lists.concerns),
            "devices": tuple(Choice(code, in_all(text)) for code, text in _DEVICE),
            "absences": _coded(lists.absences),
        },
        shown_as="concat(${visit}, ' ', ${day})",
    )


def _listed(one: Listed, purposes: Mapping[str, Labels]) -> Choice:
    first = [day_text(one.day)[:5], one.child, one.place]
    labels = {
        language: " · ".join(
            part
            for part in (*first, purposes.get(one.purpose, {}).get(language, one.purpose), shown_code(one.code))
            if part
        )
        for language in LANGUAGES
    }
    more = {"purpose": one.purpose, "task": one.task, "photos": "yes" if one.photos else "no"}
    return Choice(one.code, labels, more=more)


def _not_listed() -> Choice:
    return Choice(NOT_LISTED, in_all(N_("not on this list")))


def _coded(labels: Mapping[str, Labels]) -> tuple[Choice, ...]:
    return tuple(Choice(code, words) for code, words in labels.items())
