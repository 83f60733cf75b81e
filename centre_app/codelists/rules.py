"""Which lists there are, and what an entry needs. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from centre_app.errors import UserError
from centre_app.language.translate import LANGUAGES, N_, Message, Words, current
from centre_app.typed import typed_line

LIST_TITLES: Mapping[str, str] = {
    "absence_reason": N_("Reasons of absence"),
    "disability_type": N_("Types of disability"),
    "relationship": N_("Relationships to the child"),
    "alert_kind": N_("Kinds of alert"),
    "family_language": N_("Languages of families"),
    "service_kind": N_("Kinds of service"),
    "enrolment_end_reason": N_("Reasons of leaving"),
    "closure_reason": N_("Reasons of closure"),
    "session_type": N_("Types of session"),
    "session_reason": N_("Reasons of missed and cancelled sessions"),
    "cue_level": N_("Levels of help"),
    "goal_area": N_("Areas of goals"),
    "goal_drop_reason": N_("Reasons of dropping a goal"),
    "state_programme_kind": N_("Kinds of state programme"),
    "equipment": N_("Equipment of rooms"),
    "visit_purpose": N_("Purposes of visits"),
    "visit_reason": N_("Reasons why a visit did not take place"),
    "concern_kind": N_("Kinds of concern"),
    "device_kind": N_("Kinds of device and toy"),
    "device_condition": N_("Conditions of a device"),
}
LIST_NAMES = tuple(LIST_TITLES)
# Other rooms count and decide by these codes, so they stay in use whatever the centre edits.
KEPT: Mapping[str, frozenset[str]] = {
    "absence_reason": frozenset({"illness", "unexcused", "unknown"}),
    "service_kind": frozenset({"day_care"}),
    "session_reason": frozenset({"absent_that_day", "therapist_absent", "closed", "enrolment_ended", "unknown"}),
    "visit_purpose": frozenset({"therapy", "absence", "revisit"}),
    "visit_reason": frozenset({"team_ill", "vehicle", "road", "other"}),
    "concern_kind": frozenset({"neglect", "address", "refusal", "referral", "other"}),
    "device_condition": frozenset({"good", "needs_repair", "broken"}),
}
LONGEST_LABEL = 120
LONGEST_CODE = 40


@dataclass(frozen=True)
class Label(Message):
    """An entry's label where a sentence is wanted: ``text`` is the code, the words are those of the list."""

    labels: Mapping[str, str] = field(default_factory=dict)

    def in_words(self, words: Words | None = None) -> str:
        """The label in the language of ``words``; the screen's without."""
        return label_in(self.labels, (words or current()).language, self.text)


def label_in(labels: Mapping[str, str], language: str, code: str) -> str:
    """The label in a language; English where it is empty; the code itself where even that is."""
    return labels.get(language) or labels.get("en") or code


def check_labels(labels: Mapping[str, str]) -> dict[str, str]:
    """All five labels, clean; one left empty is filled with English, or else with the first that was written.

    Raises UserError (field ``labels``) where none is written or one cannot be kept.
    """
    clean = {
        language: typed_line(labels.get(language, ""), field="labels", label=N_("Label"), limit=LONGEST_LABEL)
        for language in LANGUAGES
    }
    filling = clean["en"] or next((label for label in clean.values() if label), "")
    if not filling:
        raise UserError(N_("Please write the label in at least one language."), field="labels")
    return {language: label or filling for language, label in clean.items()}


def code_from(labels: Mapping[str, str], taken: Collection[str]) -> str:
    """A code for new labels: the English one in small Latin letters (``personal_leave``), counted up while taken."""
    plain = unicodedata.normalize("NFKD", labels["en"]).casefold()
    base = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[: LONGEST_CODE - 4].strip("_") or "entry"
    code, count = base, 1
    while code in taken:
        count += 1
        code = f"{base}_{count}"
    return code


def check_code(code: str, taken: Collection[str]) -> None:
    """A code given by hand (import, another system). Raises UserError (field ``code``)."""
    if not re.fullmatch(r"[a-z0-9_]+", code) or len(code) > LONGEST_CODE:
        raise UserError(N_("A code is written in small Latin letters, digits and _, at most 40."), field="code")
    if code in taken:
        raise UserError(N_("This code is in the list already."), field="code")
