"""Fillings for tests, written through the same actions as staff use."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from centre_app.db.session import OfficeSession
from centre_app.instruments.actions import FillingChanges, NewFilling, fill
from centre_app.instruments.definition import Definition
from centre_app.instruments.own import OwnAnswer, OwnInstrument, OwnItem
from centre_app.instruments.queries import instrument
from centre_app.instruments.rules import applying

DAY = date(2026, 11, 2)


def first_answers(definition: Definition, months: int, **given: str) -> dict[str, str]:
    """An answer to every question that applies: those given, else the first of the scale (“no” to an aid)."""
    answers: dict[str, str] = dict(given)
    while left := [item for item in applying(definition, answers, months) if item.code not in answers]:
        item = left[0]
        answers[item.code] = "no" if item.scale == "yes_no" else definition.answers_of(item)[0].code
        if item.scale == "how_often":
            answers[item.code] = "never"
    return answers


def make_filling(
    session: OfficeSession,
    child_id: uuid.UUID,
    code: str = "cfm_5_17",
    *,
    day: date = DAY,
    months: int = 92,
    answers: Mapping[str, str] | None = None,
    **said: str,
) -> uuid.UUID:
    """A finished filling; ``said`` are answers that differ from no difficulty."""
    definition = instrument(session, code)
    given = first_answers(definition, months, **said) if answers is None else dict(answers)
    who: dict[str, Any] = {"respondent": definition.respondents[0].code, "respondent_name": "Раҳимова Мавҷуда"}
    if definition.reasons:
        who["proxy_reason"] = definition.reasons[0].code
    return fill(session, NewFilling(child_id, code, day), FillingChanges(answers=given, **who))


def own_scale(**values: Any) -> OwnInstrument:
    """A centre's own rating of eating, scored by the sum of points."""
    usual: dict[str, Any] = {
        "title": "Хӯрокхӯрӣ",
        "items": (OwnItem("Қошуқро медорад"), OwnItem("Аз пиёла менӯшад")),
        "answers": (OwnAnswer("не", 0), OwnAnswer("бо ёрӣ", 1), OwnAnswer("худаш", 2), OwnAnswer("номаълум")),
        "scoring": "sum",
        "better": "more",
    }
    return OwnInstrument(**(usual | values))
