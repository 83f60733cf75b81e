"""A filled visit form as a result of a visit: judged against what the desk knows. Pure."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from centre_app.codelists.rules import label_in
from centre_app.errors import UserError
from centre_app.exchange.phones.answers import Answers
from centre_app.exchange.phones.form import Labels
from centre_app.exchange.phones.known import Desk, KnownVisit
from centre_app.exchange.phones.meaning import AskedForm
from centre_app.exchange.phones.pointing import pointed_at
from centre_app.exchange.phones.told import Beside, PhoneLine
from centre_app.exchange.phones.visit_questions import NOTE
from centre_app.language.translate import N_, Message
from centre_app.outreach.codes import shown_code
from centre_app.outreach.result_rules import OUTCOME_NAMES, Concern, VisitAbout, VisitResult, hour, settled
from centre_app.outreach.rules import PLANNED, SERVED

# An answer that cannot be is left out and told; the rest of the visit is still true.
_LEFT_OUT = frozenset({"minutes", "arrived_minute", "next_day", "practised", "practised_minutes"})
PictureOf = Callable[[str], bytes | Message]  # made small, or why there is none


@dataclass(frozen=True)
class VisitWork:
    """What is to be written."""

    visit_id: uuid.UUID
    edition: int
    result: VisitResult
    picture: bytes | None


@dataclass(frozen=True)
class VisitForm:
    """One filled form with what is needed to judge it. ``held``: visits that a form before it in this import takes."""

    asked: AskedForm
    answers: Answers
    desk: Desk
    picture: PictureOf
    held: dict[str, VisitResult]


def judged_visit(line: PhoneLine, form: VisitForm) -> tuple[PhoneLine, VisitWork | None]:
    """The line with its verdict, and the work where it is taken."""
    code = pointed_at(form.asked, form.answers)
    visit = form.desk.visits.get(code)
    line = replace(line, code=code)
    if visit is None:
        return line.refused(_no_visit(code, form.asked)), None
    child = form.desk.children[visit.child_id]
    day = form.answers.day("day", N_("Day of the visit"), form.desk.today)
    line = replace(line, child_id=child.id, child=child.name, number=child.number, day=day or visit.day)
    if day is not None and day > form.desk.today:
        return line.refused(Message(N_("The form is of {day}, which is still to come."), {"day": day})), None
    result, notes = _result(form, visit)
    line = replace(line, what=_what(result))
    standing = visit.standing or form.held.get(code)
    if standing is not None:
        return line.refused(_why_standing(visit, form), _beside(form.desk, standing, result)), None
    try:
        final, left_out = _settled(result, visit, form.desk)
    except UserError as error:
        return line.refused(error.message), None
    notes += left_out
    if day is not None and day != visit.day:
        other = N_("The form is of {day}; the visit stays on the day of its round, {planned}.")
        notes.append(Message(other, {"day": day, "planned": visit.day}))
    picture, about_picture = _photo(form, agreed=child.photos)
    notes += [*about_picture, *form.answers.troubles]
    line = replace(line, what=_what(final), notes=(*line.notes, *notes), photo=picture is not None)
    form.held[code] = final
    return line, VisitWork(visit.id, visit.edition, final, picture)


def _no_visit(code: str, asked: AskedForm) -> Message:
    if not code:
        return Message(N_("The form does not say whose visit it was."))
    if code in asked.visits:
        gone = N_(
            "Visit {code} was taken off the plan after the form was given out. Plan it again, or key it at the desk."
        )
        return Message(gone, {"code": shown_code(code)})
    return Message(N_("There is no visit with the code {code}."), {"code": code})


def _result(form: VisitForm, visit: KnownVisit) -> tuple[VisitResult, list[Message]]:
    """The answers as they are, before the rules of results look at them."""
    answers = form.answers
    outcome = answers.text("outcome")
    note = answers.text("concern_note")
    concerns = tuple(Concern(kind, note) for kind in answers.several.get("concerns", ()))
    notes: list[Message] = []
    if note and not concerns:
        notes.append(Message(N_("A concern was described and none was chosen: “{note}”."), {"note": note}))
    lines = [answers.text("done_note"), *_further(form)] if outcome in SERVED else [answers.text("done_note")]
    result = VisitResult(
        outcome=outcome,
        arrived_minute=answers.minute("arrived", N_("Arrived at")),
        minutes=answers.whole("minutes", N_("Minutes at the home")),
        reason=answers.text("reason") or None,
        reason_note=answers.text("reason_note"),
        done_note="\n".join(filter(None, lines)),
        parent_showed=answers.text("parent_showed"),
        task=answers.text("task"),
        practised=answers.text("practised") or None,
        practised_minutes=answers.whole("practised_minutes", N_("Minutes practised, all together")),
        concerns=concerns,
        next_day=answers.day("next_day", N_("Next visit agreed for"), form.desk.today),
    )
    return result, notes


def _further(form: VisitForm) -> Iterator[str]:
    """What the purpose asked besides, as lines of what was done, in the office's language."""
    for question in form.asked.questions.values():
        given = form.answers.text(question.means) if question.means.startswith(NOTE) else ""
        if given:
            chosen = next((one.labels for one in question.choices.values() if one.means == given), None)
            words = given if chosen is None else _in(chosen, form.desk.language)
            yield f"{_in(question.labels, form.desk.language)}: {words}"


def _settled(result: VisitResult, visit: KnownVisit, desk: Desk) -> tuple[VisitResult, list[Message]]:
    """As the desk would key it; what cannot be is left out, one thing after another. Raises UserError for the rest."""
    about = VisitAbout(
        day=visit.day,
        today=desk.today,
        reasons=desk.reasons,
        kinds=desk.concerns,
        left_minute=visit.left_minute,
        back_minute=visit.back_minute,
    )
    notes: list[Message] = []
    while True:
        try:
            return settled(result, about), notes
        except UserError as error:
            if error.field not in _LEFT_OUT or getattr(result, error.field) is None:
                raise
            values = {"why": error.message, "value": _shown(getattr(result, error.field))}
            notes.append(Message(N_("“{value}” is left out: {why}"), values))
            result = replace(result, **{error.field: None})  # type: ignore[arg-type]


def _shown(value: object) -> object:
    return value if not isinstance(value, str) else Message(value)


def _photo(form: VisitForm, *, agreed: bool) -> tuple[bytes | None, list[Message]]:
    name = form.answers.text("photo")
    if not name:
        return None, []
    if not agreed:
        return None, [Message(N_("The photo is refused: the family has not agreed to photos. The rest is taken."))]
    made = form.picture(name)
    return (None, [made]) if isinstance(made, Message) else (made, [])


def _why_standing(visit: KnownVisit, form: VisitForm) -> Message:
    if visit.standing is None:
        return Message(N_("Another form of this visit comes before this one. It is left as it is."))
    outcome = Message(OUTCOME_NAMES[visit.outcome])
    if visit.keyed_at is None:
        off = N_("The visit was called off ({outcome}). Look at both, and key it at the desk if it was made.")
        return Message(off, {"outcome": outcome})
    keyed = N_("{name} keyed this visit on {at}: {outcome}. It is left as it is.")
    return Message(keyed, {"name": visit.keyed_by, "at": visit.keyed_at, "outcome": outcome})


def _beside(desk: Desk, standing: VisitResult, phone: VisitResult) -> Iterator[Beside]:
    """Where the two say different things."""
    rows = (
        (N_("Outcome"), _outcome(standing), _outcome(phone)),
        (N_("Minutes"), str(standing.minutes or ""), str(phone.minutes or "")),
        (N_("Arrived at"), _hour(standing.arrived_minute), _hour(phone.arrived_minute)),
        (N_("Reason"), desk.reasons.get(standing.reason or "", ""), desk.reasons.get(phone.reason or "", "")),
        (N_("What was done"), standing.done_note, phone.done_note),
        (N_("The parent showed"), standing.parent_showed, phone.parent_showed),
        (N_("Task until the next visit"), standing.task, phone.task),
        (N_("Concerns"), _concerns(desk, standing), _concerns(desk, phone)),
        (N_("Next visit agreed for"), standing.next_day or "", phone.next_day or ""),
    )
    for label, at_desk, at_phone in rows:
        if at_desk != at_phone:
            yield Beside(Message(label), at_desk, at_phone)


def _outcome(result: VisitResult) -> Message | str:
    return Message(OUTCOME_NAMES[result.outcome]) if result.outcome in OUTCOME_NAMES else result.outcome


def _what(result: VisitResult) -> Message | None:
    if result.outcome not in OUTCOME_NAMES or result.outcome == PLANNED:
        return None
    outcome = Message(OUTCOME_NAMES[result.outcome])
    if result.minutes is None:
        return outcome
    return Message(N_("{outcome}, {n} min"), {"outcome": outcome, "n": result.minutes})


def _hour(minute: int | None) -> str:
    return "" if minute is None else hour(minute)


def _concerns(desk: Desk, result: VisitResult) -> str:
    return ", ".join(sorted(desk.concerns.get(one.kind, one.kind) for one in result.concerns))


def _in(labels: Labels, language: str) -> str:
    return label_in(labels, language, "")
