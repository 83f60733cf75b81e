"""A filled screening as a filling of its instrument: whole, or a draft of what there is. Pure."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from centre_app.codelists.rules import label_in
from centre_app.errors import UserError
from centre_app.exchange.phones.answers import Answers
from centre_app.exchange.phones.known import Desk, KnownChild
from centre_app.exchange.phones.meaning import AskedForm
from centre_app.exchange.phones.pointing import pointed_at
from centre_app.exchange.phones.screening_form import ITEM, OTHER_REASON
from centre_app.exchange.phones.told import PhoneLine
from centre_app.instruments.actions import FillingChanges, NewFilling
from centre_app.instruments.definition import Definition
from centre_app.instruments.rules import (
    Age,
    age_in_months,
    check_age,
    check_answers,
    check_respondent,
    missing,
    months_for,
)
from centre_app.language.translate import N_, Message
from centre_app.typed import typed_line, typed_lines

_A_YEAR = 12  # months
_WRONG_CHILD = 2 * _A_YEAR  # so far from the file's age that it may be another child


@dataclass(frozen=True)
class ScreeningWork:
    """What is to be written. ``finish`` False: it stays a draft of who takes it in."""

    new: NewFilling
    changes: FillingChanges
    finish: bool


@dataclass(frozen=True)
class ScreeningForm:
    """One filled form with what is needed to judge it. ``held``: (child, instrument) of forms before it."""

    asked: AskedForm
    answers: Answers
    desk: Desk
    held: set[tuple[uuid.UUID, str]]


def judged_screening(line: PhoneLine, form: ScreeningForm) -> tuple[PhoneLine, ScreeningWork | None]:
    """The line with its verdict, and the work where it is taken."""
    assert form.asked.instrument is not None
    code = pointed_at(form.asked, form.answers)
    whom = form.asked.visits.get(code)
    child = form.desk.children.get(whom.child_id) if whom else None
    line = replace(line, code=code)
    if child is None:
        return line.refused(Message(N_("The form does not say which child was asked about."))), None
    day = form.answers.day("day", N_("Day"), form.desk.today)
    line = replace(line, child_id=child.id, child=child.name, number=child.number, day=day)
    if day is None:
        return line.refused(Message(N_("The form does not say on which day it was asked."))), None
    why = _why_not(form, child, day)
    if why is not None:
        return line.refused(why), None
    try:
        work, notes = _work(form, child, day)
    except UserError as error:
        return line.refused(error.message), None
    form.held.add((child.id, form.asked.instrument[0]))
    answered = Message(N_("answers: {n}"), {"n": len(work.changes.answers or {})})
    return replace(line, what=answered, notes=(*line.notes, *notes, *form.answers.troubles)), work


def _why_not(form: ScreeningForm, child: KnownChild, day: date) -> Message | None:
    assert form.asked.instrument is not None
    code = form.asked.instrument[0]
    if day > form.desk.today:
        return Message(N_("The form is of {day}, which is still to come."), {"day": day})
    if (child.id, code) in form.desk.fillings.drafts:
        return Message(
            N_("A draft of this screening waits for this child at the desk. Finish it or throw it away first.")
        )
    if (child.id, code, day) in form.desk.fillings.done:
        return Message(N_("This screening of {day} is there already. It is left as it is."), {"day": day})
    if (child.id, code) in form.held:
        return Message(N_("Another form of this screening comes before this one. It is left as it is."))
    return None


def _work(form: ScreeningForm, child: KnownChild, day: date) -> tuple[ScreeningWork, list[Message]]:
    """Raises UserError where it is for another age, or holds what the instrument does not have."""
    assert form.asked.instrument is not None
    code, version = form.asked.instrument
    definition = form.desk.definitions[code, version]
    said = _months_said(form.answers)
    age = age_in_months(child.birth_date, child.birth_precision, day)
    chosen = _within(age, said)
    months = months_for(age, chosen)
    check_age(definition, months)
    notes = _about_age(age, said)
    given = {means.removeprefix(ITEM): value for means, value in form.answers.values.items() if means.startswith(ITEM)}
    check_answers(definition, given)
    changes = FillingChanges(
        answers=given,
        respondent=form.answers.text("respondent"),
        respondent_name=typed_line(
            form.answers.text("respondent_name"), field="respondent_name", label=N_("Name"), limit=200
        ),
        proxy_reason=typed_line(_reason(form), field="proxy_reason", label=N_("Why not the child"), limit=300),
        note=typed_lines(form.answers.text("note"), field="note", label=N_("Note"), limit=2000),
    )
    why_draft = _why_draft(definition, changes, given, months)
    if why_draft is not None:
        notes.append(Message(N_("It is kept as a draft. {why}"), {"why": why_draft}))
    new = NewFilling(child.id, code, day, None if age is not None and age.exact else chosen, version)
    return ScreeningWork(new, changes, why_draft is None), notes


def _months_said(answers: Answers) -> int | None:
    years = answers.whole("years", N_("How old is the child: full years"))
    more = answers.whole("more_months", N_("and months beyond (0–11)"))
    return None if years is None else years * _A_YEAR + (more or 0)


def _within(age: Age | None, said: int | None) -> int | None:
    """Full years were said where the file knows the year of birth: the months that fit both."""
    if age is None or age.exact or said is None:
        return said
    near = min(max(said, age.least), age.most)
    return near if abs(near - said) < _A_YEAR else said


def _about_age(age: Age | None, said: int | None) -> list[Message]:
    if age is None or said is None or age.least - _WRONG_CHILD < said < age.most + _WRONG_CHILD:
        return []
    values = {"said": said // _A_YEAR, "known": age.most // _A_YEAR}
    return [Message(N_("The form says {said} years, the child’s file {known}. Is it the right child?"), values)]


def _reason(form: ScreeningForm) -> str:
    """Why somebody answered for the child, in the office's words."""
    chosen, written = form.answers.text("why_proxy"), form.answers.text("why_proxy_words")
    if not chosen or chosen == OTHER_REASON:
        return written
    question = next(one for one in form.asked.questions.values() if one.means == "why_proxy")
    return label_in(question.choices[chosen].labels, form.desk.language, chosen)


def _why_draft(
    definition: Definition, changes: FillingChanges, given: Mapping[str, str], months: int
) -> Message | None:
    left = missing(definition, given, months)
    if left:
        return Message(N_("Questions not answered: {n}."), {"n": len(left)})
    try:
        check_respondent(
            definition, changes.respondent or "", changes.respondent_name or "", changes.proxy_reason or "", months
        )
    except UserError as error:
        return error.message
    return None
