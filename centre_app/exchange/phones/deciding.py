"""What becomes of each filled form: whose it is, whether it was taken before, and what there is to write."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from centre_app.children.photo import small_jpeg
from centre_app.db.session import OfficeSession
from centre_app.errors import UserError
from centre_app.exchange.phones.answers import Answers, read_answers
from centre_app.exchange.phones.files import Received
from centre_app.exchange.phones.form import VISIT
from centre_app.exchange.phones.known import Desk, GivenForms, desk_of, given_forms, taken_before
from centre_app.exchange.phones.meaning import AskedForm
from centre_app.exchange.phones.pointing import pointed_at
from centre_app.exchange.phones.received import Submission
from centre_app.exchange.phones.screening_reading import ScreeningForm, ScreeningWork, judged_screening
from centre_app.exchange.phones.told import Fate, PhoneLine
from centre_app.exchange.phones.visit_questions import LONGEST_SIDE
from centre_app.exchange.phones.visit_reading import VisitForm, VisitWork, judged_visit
from centre_app.language.translate import N_, Message
from centre_app.outreach.result_rules import VisitResult


@dataclass(frozen=True)
class Decided:
    """A line, and what to write for it. ``form`` and ``instance_id`` are what is remembered of the form."""

    line: PhoneLine
    work: VisitWork | ScreeningWork | None = None
    form: uuid.UUID | None = None
    instance_id: str = ""


@dataclass
class _Held:
    """What the forms before this one, of the same import, take."""

    visits: dict[str, VisitResult]
    screenings: set[tuple[uuid.UUID, str]]
    ids: set[str]


def decide(session: OfficeSession, received: Received) -> list[Decided]:
    """Every form in its order, then what could not be read. Reads only."""
    forms = given_forms(session, received.submissions)
    before = taken_before(session, received.submissions)
    read = [(given, *_version(forms, given)) for given in received.submissions]
    answers = [None if asked is None else read_answers(asked, given) for given, asked, _notes in read]
    codes, children, used = _pointed(read, answers)
    desk = desk_of(session, codes, children, used)
    held = _Held({}, set(), set())
    decided = []
    for (given, asked, notes), said in zip(read, answers, strict=True):
        line = PhoneLine(given.file, given.row, Fate.TAKE, version=given.version)
        if asked is None or said is None:
            decided.append(Decided(line.refused(notes[0])))
            continue
        line = replace(line, title=asked.title, kind=asked.kind, notes=notes)
        decided.append(_decided(line, given, asked, said, desk, before, held, received))
    unread = [PhoneLine(one.file, one.row, Fate.REFUSED, why=one.why) for one in received.unread]
    return decided + [Decided(line) for line in unread]


def _version(forms: Mapping[str, GivenForms], given: Submission) -> tuple[AskedForm | None, tuple[Message, ...]]:
    """The form that was filled in, with what is to be said of its version; None where it is none of ours."""
    ours = forms.get(given.form_id)
    if ours is None:
        values = {"form": given.form_id[:80] or "–"}
        return None, (Message(N_("A stranger’s form (“{form}”): this centre did not give it out."), values),)
    newest = ours.newest
    found = ours.versions.get(given.version)
    values = {"version": given.version[:40] or "–"}
    if found is None and newest.kind == VISIT:
        unknown = N_("Version {version} of the form is not known here. It is read as the newest; please check it.")
        return newest, (Message(unknown, values),)
    if found is None:
        why = N_("Version {version} of this screening is not known here: nobody can say what was asked.")
        return None, (Message(why, values),)
    if not found.asks_as(newest):
        older = N_("An older version of the form, given out on {day}: read as it was asked then.")
        return found, (Message(older, {"day": found.given_on}),)
    return found, ()


def _pointed(
    read: list[tuple[Submission, AskedForm | None, tuple[Message, ...]]], answers: list[Answers | None]
) -> tuple[set[str], set[uuid.UUID], list[AskedForm]]:
    """Codes of visits, children of screenings, and the forms: what must be looked up."""
    codes: set[str] = set()
    children: set[uuid.UUID] = set()
    used: dict[uuid.UUID, AskedForm] = {}
    for (_given, asked, _notes), said in zip(read, answers, strict=True):
        if asked is None or said is None:
            continue
        used[asked.id] = asked
        code = pointed_at(asked, said)
        if asked.kind == VISIT:
            codes.add(code)
        elif code in asked.visits:
            children.add(asked.visits[code].child_id)
    return codes, children, list(used.values())


def _decided(
    line: PhoneLine,
    given: Submission,
    asked: AskedForm,
    said: Answers,
    desk: Desk,
    before: Mapping[str, datetime],
    held: _Held,
    received: Received,
) -> Decided:
    seen = _seen(given, before, held)
    if seen is not None:
        return Decided(_about(replace(line, fate=Fate.KNOWN, why=seen), asked, said, desk))
    work: VisitWork | ScreeningWork | None
    if asked.kind == VISIT:

        def picture(name: str) -> bytes | Message:
            return _small(received, given, name)

        line, work = judged_visit(line, VisitForm(asked, said, desk, picture, held.visits))
    else:
        line, work = judged_screening(line, ScreeningForm(asked, said, desk, held.screenings))
    if work is not None:
        held.ids.update(given.ids)
    return Decided(line, work, asked.id, given.ids[0])


def _seen(given: Submission, before: Mapping[str, datetime], held: _Held) -> Message | None:
    """Why this form is not looked at again, None where it is new."""
    if given.ids[0] in before:
        return Message(N_("Taken on {at} already."), {"at": before[given.ids[0]]})
    earlier = next((before[one] for one in given.ids if one in before), None)
    if earlier is not None:
        changed = N_("It was changed on the server after it was taken on {at}. What is at the desk stays as it is.")
        return Message(changed, {"at": earlier})
    if not held.ids.isdisjoint(given.ids):
        return Message(N_("The same form stands in these files twice."))
    return None


def _about(line: PhoneLine, asked: AskedForm, said: Answers, desk: Desk) -> PhoneLine:
    """Whose form it was, for a line that is not judged."""
    code = pointed_at(asked, said)
    visit = desk.visits.get(code)
    child_id = visit.child_id if visit else asked.visits[code].child_id if code in asked.visits else None
    child = desk.children.get(child_id) if child_id else None
    if child is None:
        return replace(line, code=code)
    return replace(line, code=code, child_id=child.id, child=child.name, number=child.number)


def _small(received: Received, given: Submission, name: str) -> bytes | Message:
    """The picture as it is stored; made once, however often the forms are looked at."""
    key = (given.file, given.row, name)
    if key not in received.made:
        try:
            found = given.picture(name)
            received.made[key] = (
                Message(N_("The photo “{name}” is not among the files. The rest is taken."), {"name": name[:80]})
                if found is None
                else small_jpeg(found, LONGEST_SIDE)
            )
        except UserError as error:
            received.made[key] = Message(N_("The photo is left out: {why}"), {"why": error.message})
    return received.made[key]
