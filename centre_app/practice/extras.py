"""What else a centre keeps: the goal bank, who waits, state programmes, children's days, instruments filled in.

Few rows, so they go through the actions that people use, with their rules and their history.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from centre_app.children.inputs import ChildInput
from centre_app.db.session import OfficeSession
from centre_app.instruments.actions import FillingChanges, NewFilling, begin_filling, fill, save_filling
from centre_app.instruments.definition import Definition
from centre_app.instruments.queries import offers
from centre_app.instruments.rules import Fit, age_in_months, applying, months_for
from centre_app.plans.actions import add_bank_entry, add_programme
from centre_app.plans.inputs import BankInput, MeasureInput, ProgrammeInput
from centre_app.practice.goals import GOALS
from centre_app.practice.plan import Plan
from centre_app.practice.stays import DAY_CARE, THERAPY
from centre_app.therapy.phrases import add_phrase
from centre_app.waiting.actions import WaitingInput, add_waiting, offer_place, waiting_started
from centre_app.workplace.actions import set_child_times
from centre_app.workplace.rules import ChildStretch, ChildTimes

_MOST = 60  # children with instruments, programmes and times: enough to practise with, however large the centre
_WAITING = ("speech_therapy", "massage", "physiotherapy", "psychologist")
_PHRASES = ("Пришёл спокойный, работал охотно.", "С мамой повторили упражнение.", "Устал к концу, сделали перерыв.")
_MEASURES = ("ЛФК, 2 курса в год", "Занятия с логопедом", "Тутор", "Ортопедическая обувь", "Кресло-коляска")


def write_extras(session: OfficeSession, plan: Plan, child_ids: Sequence[uuid.UUID], seed: int) -> None:
    """For the first children in therapy, and some who wait for it."""
    for words in GOALS:
        add_bank_entry(session, BankInput(words.area, words.text, words.levels))
    for text in _PHRASES:
        add_phrase(session, text)
    with_therapy = waiting = 0
    for place, (child, child_id) in enumerate(zip(plan.children, child_ids, strict=True)):
        random = Random(f"extras {seed} {place}")
        stays = [stay.stay for stay in child.stays if stay.stay.end is None and stay.stay.start <= plan.today]
        open_kinds = {stay.service for stay in stays}
        if THERAPY in open_kinds and with_therapy < _MOST:
            with_therapy += 1
            start = next(stay.start for stay in stays if stay.service == THERAPY)
            _instruments(random, session, child_id, child.new.child, start, plan.today)
            if random.random() < 0.5:
                _programme(random, session, child_id, plan.today)
            if child.new.far or random.random() < 0.3:
                _times(random, session, child_id, far=child.new.far)
        elif open_kinds == {DAY_CARE} and waiting < _MOST // 4 and random.random() < 0.3:
            waiting += 1
            _wait(random, session, child_id, child.registered_on, plan.today)


def _wait(random: Random, session: OfficeSession, child_id: uuid.UUID, since: date, today: date) -> None:
    asked = max(since, today - timedelta(days=random.randrange(5, 170)))
    priority = random.choices(("usual", "high", "urgent"), (7, 2, 1))[0]
    reason = "" if priority == "usual" else random.choice(("скоро в школу", "мама одна, работает", "потерял навык"))
    entry = add_waiting(
        session,
        WaitingInput(
            child_id, random.choice(_WAITING), requested_day=asked, priority=priority, reason=reason, wishes="утром"
        ),
    )
    if (today - asked).days > 60 and random.random() < 0.6:
        offer_place(session, entry, today - timedelta(days=random.randrange(20)))
        if random.random() < 0.5:
            waiting_started(session, entry, today - timedelta(days=random.randrange(15)))


def _programme(random: Random, session: OfficeSession, child_id: uuid.UUID, today: date) -> None:
    issued = today - timedelta(days=random.randrange(120, 330))
    measures = tuple(
        MeasureInput(text, status=random.choice(("promised", "promised", "partly", "given")))
        for text in random.sample(_MEASURES, 3)
    )
    valid_until = issued + timedelta(days=365)
    number = f"ИПР-{random.randrange(100, 999)}"
    add_programme(session, child_id, ProgrammeInput("ipr", issued, valid_until, number, "ТТИ Кӯлоб", measures=measures))


def _times(random: Random, session: OfficeSession, child_id: uuid.UUID, *, far: bool) -> None:
    days = sorted(random.sample(range(1, 6), 3))
    stretches = tuple(ChildStretch(day, 9 * 60, 16 * 60 + 30 if not far else 15 * 60, far) for day in days)
    set_child_times(session, child_id, ChildTimes(stretches, 2, far))


def _instruments(
    random: Random, session: OfficeSession, child_id: uuid.UUID, child: ChildInput, start: date, today: date
) -> None:
    """At the beginning, then about every four months; the last one of some waits as a draft."""
    day = start
    done = 0
    while day <= today and done < 4:
        for offer in offers(session, child_id, day):
            if offer.fit is not Fit.YES or not offer.suits or offer.code in ("icf_profile", "portage_areas"):
                continue
            changes = _answers(random, offer.definition, child, day, better=0.12 * done)
            new = NewFilling(child_id, offer.code, day)
            if changes is None:
                continue
            if day + timedelta(days=120) > today and random.random() < 0.15:
                begun = dict(list((changes.answers or {}).items())[:4])
                save_filling(session, begin_filling(session, new), FillingChanges(begun))
            else:
                fill(session, new, changes)
        day += timedelta(days=random.randrange(110, 140))
        done += 1


def _answers(
    random: Random, definition: Definition, child: ChildInput, day: date, *, better: float
) -> FillingChanges | None:
    """Believable answers: mostly at the easier end, more so as time goes by; None where nobody may answer."""
    age = age_in_months(child.birth_date, child.birth_precision, day)
    if age is None or not age.exact:
        return None
    months = months_for(age, None)
    respondent = next((one for one in definition.respondents if one.ages.covers(months)), None)
    if respondent is None:
        return None
    answers: dict[str, str | None] = {}
    while left := [item for item in applying(definition, answers, months) if item.code not in answers]:
        scale = [answer for answer in definition.scales[left[0].scale] if not answer.unknown]
        place = min(int(abs(random.gauss(0, 1.3 - better))), len(scale) - 1)
        answers[left[0].code] = scale[place].code
    name = child.guardians[0].name if child.guardians else "родитель"
    reason = definition.reasons[0].code if definition.reasons else ""
    return FillingChanges(answers, respondent.code, name, reason if respondent.proxy else "")
