"""Sentences about instruments that several parts of the tab say alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from centre_app.children.files import ChildFile
from centre_app.codelists.rules import label_in
from centre_app.instruments.definition import Definition, Labels, said
from centre_app.instruments.queries import FillingRow, Offer
from centre_app.instruments.rules import Age, Fit, age_words
from centre_app.language.dates import age_text, day_text
from centre_app.language.translate import _, current

# A respondent -> the codes of the list of relationships that are meant.
_RELATIONS = {"grandparent": ("grandmother", "grandfather"), "guardian": ("guardian", "foster_parent")}


def title(labels: Labels) -> str:
    """An instrument's title on this screen."""
    return said(labels, current().language)


def first_sentence(text: str) -> str:
    """What it is, where the rest would only lengthen a list."""
    return text.split(". ", 1)[0].removesuffix(".") + "."


def months_words(months: int) -> str:
    """An age: "5 y. 8 mo."."""
    return age_text(*divmod(months, 12))


def age_sentence(age: Age | None) -> str:
    """What is known of the child's age on the day."""
    if age is None:
        return _("The date of birth is not known: the age is asked when you begin.")
    if age.exact:
        return _("Age today: {age}").format(age=months_words(age.least))
    return _("Only the year of birth is known (from {least} to {most}): the age is asked when you begin.").format(
        least=months_words(age.least), most=months_words(age.most)
    )


def who_words(definition: Definition, respondent: str, name: str) -> str:
    """Who answered."""
    who = definition.respondent(respondent)
    return ", ".join(part for part in ("" if who is None else title(who.labels), name) if part)


def reason_words(definition: Definition, reason: str) -> str:
    """Why somebody else answered: one of the usual reasons, or as it was written."""
    known = next((one for one in definition.reasons if one.code == reason), None)
    return reason if known is None else title(known.labels)


def not_now_words(offer: Offer, offers: Sequence[Offer], disabilities: Mapping[str, Mapping[str, str]]) -> str:
    """Why an instrument is not for this child today, and what is instead."""
    if not offer.suits:
        kinds = [label_in(disabilities.get(code, {}), current().language, code) for code in offer.definition.only_for]
        return _("Only for: {kinds}.").format(kinds=", ".join(kinds))
    ages = age_words(offer.definition.ages).in_words(current())
    reason = (
        _("The child is too young for it ({ages}).")
        if offer.fit is Fit.YOUNG
        else _("The child is too old for it ({ages}).")
    ).format(ages=ages)
    instead = _instead(offer, offers)
    return f"{reason} {instead}" if instead else reason


def _instead(offer: Offer, offers: Sequence[Offer]) -> str:
    """What fits instead: the one that the instrument names, or the one after it."""
    by_code = {one.code: one for one in offers}
    step, side = offer, "young" if offer.fit is Fit.YOUNG else "old"
    for _step in range(len(offers)):
        found = by_code.get((step.definition.instead or {}).get(side, ""))
        if found is None:
            return ""
        if found.fit in (Fit.YES, Fit.PERHAPS):
            return _("Instead: {title}.").format(title=title(found.title))
        step = found
    return ""


def guardian_name(file: ChildFile | None, respondent: str) -> str:
    """The name of the mother, the father … as it stands in the child's file; "" where none does."""
    wanted = _RELATIONS.get(respondent, (respondent,))
    people = file.guardians if file is not None else ()
    return next((one.name for one in people if one.relationship in wanted), "")


def row_words(row: FillingRow) -> str:
    """Day and instrument of a filling, in one line."""
    return f"{title(row.title)}, {day_text(row.day)}"
