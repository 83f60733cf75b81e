"""Invented plans for pages, as queries would give them."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from centre_app.language.translate import Words
from centre_app.plans.facts import (
    PlanFacts,
    PlanGoalFacts,
    ReviewFacts,
    ReviewScoreFacts,
    ScoreRow,
    ServiceFacts,
)
from centre_app.plans.inputs import AgreementInput, HomeTaskInput
from centre_app.reports.plan import PlanPaper
from centre_app.reports.review import ReviewPaper
from tests.centre_app.reports import samples

LABELS = samples.LABELS | {
    "goal_area": {"communication": "общение", "self_care": "самообслуживание", "movement": "движение"},
    "session_type": {"speech_therapy": "занятие с логопедом", "physiotherapy": "ЛФК"},
    "goal_drop_reason": {"family_choice": "выбор семьи"},
}
LEVELS = (
    "Не просит, плачет или берёт сам",
    "Показывает на предмет, если взрослый напомнил",
    "Сам показывает карточку и ждёт, 4 раза из 5",
    "Показывает карточку и говорит одно слово",
    "Просит словами дома и в центре",
)


def goal(n: int, **values: Any) -> PlanGoalFacts:
    """A goal; ``values`` differ."""
    usual: dict[str, Any] = {
        "goal_id": uuid.UUID(int=n),
        "area": "communication",
        "text": "Ситора сама просит то, что хочет: игрушку, воду, перерыв",
        "present_level": "Тянет взрослого за руку к полке и плачет",
        "levels": LEVELS,
        "baseline": -1,
        "importance": 3,
        "difficulty": 2,
        "target_day": date(2027, 3, 1),
        "responsible_id": None,
        "responsible": "Нозима Саидова",
        "status": "open",
        "opened_day": date(2026, 9, 1),
        "closed_day": None,
        "close_reason": None,
        "close_note": "",
        "latest": ScoreRow(
            uuid.UUID(int=90), date(2026, 11, 9), 0, "specialist", "", "", "session", uuid.UUID(int=7), None, ""
        ),
        "scores": 1,
    }
    return PlanGoalFacts(**(usual | values))


def plan(**values: Any) -> PlanFacts:
    """Ситора's plan; ``values`` differ."""
    usual: dict[str, Any] = {
        "id": uuid.UUID(int=7),
        "child_id": uuid.UUID(int=42),
        "version": 2,
        "status": "signed",
        "start_day": date(2026, 9, 1),
        "review_day": date(2026, 12, 1),
        "signed_day": date(2026, 9, 1),
        "end_day": None,
        "end_reason": "",
        "strengths": "Любит музыку и воду, узнаёт всех по голосу, подолгу складывает кубики.",
        "child_wishes": "Хочу играть с братом во дворе.",
        "child_wishes_how": "Показала на картинках",
        "parent_wishes": "Чтобы говорила, что болит, и сама ела.",
        "responsible_id": None,
        "responsible": "Нозима Саидова",
        "edition": 4,
        "goals": (
            goal(1),
            goal(
                2,
                area="self_care",
                text="Ест ложкой сама",
                baseline=-2,
                importance=None,
                target_day=None,
                latest=None,
                present_level="",
            ),
            goal(
                3,
                area="movement",
                text="Проходит по двору с ходунками",
                status="dropped",
                closed_day=date(2026, 10, 20),
                close_reason="family_choice",
            ),
        ),
        "services": (
            ServiceFacts(uuid.UUID(int=11), "speech_therapy", 2, 1, 30, False, None, "Нозима Саидова", ""),
            ServiceFacts(uuid.UUID(int=12), "physiotherapy", 3, 2, 45, True, None, "", "с мамой"),
        ),
        "home_tasks": (
            HomeTaskInput("За столом ждать, пока Ситора покажет карточку «ещё»", 14, 5),
            HomeTaskInput("Петь перед сном две песни с движениями", 5, 10),
        ),
        "agreements": (
            AgreementInput("parent", "Раҳимова Зебо", date(2026, 9, 1)),
            AgreementInput("specialist", "Нозима Саидова", date(2026, 9, 1)),
            AgreementInput("child", "Ситора"),
            AgreementInput("head", "Гулнора Қодирова"),
        ),
    }
    return PlanFacts(**(usual | values))


def review(**values: Any) -> ReviewFacts:
    """A review of that plan; ``values`` differ."""
    usual: dict[str, Any] = {
        "id": uuid.UUID(int=70),
        "plan_id": uuid.UUID(int=7),
        "version": 2,
        "due_day": date(2026, 12, 1),
        "held_day": date(2026, 11, 19),
        "next_review_day": date(2027, 3, 1),
        "summary": "Стала чаще показывать карточки, реже плачет.",
        "next_step": "Карточки и дома у бабушки.",
        "child_view": "Мне нравится вода.",
        "child_view_how": "Показала на картинках",
        "parent_view": "Дома стало спокойнее.",
        "held_by": "Нозима Саидова",
        "scores": (
            ReviewScoreFacts(uuid.UUID(int=1), "", "specialist", 0, LEVELS[2], "Нозима Саидова", ""),
            ReviewScoreFacts(uuid.UUID(int=1), "", "parent", 1, LEVELS[3], "Раҳимова Зебо", "Дома говорит «об»"),
            ReviewScoreFacts(uuid.UUID(int=2), "", "specialist", -1, LEVELS[1], "Нозима Саидова", ""),
        ),
    }
    return ReviewFacts(**(usual | values))


def paper(words: Words, of: PlanFacts | None, **values: Any) -> PlanPaper:
    """A plan on paper; ``of`` None: an empty form."""
    head = samples.head(words, "Individual plan", period="Version 2  ·  from 01.09.2026")
    usual: dict[str, Any] = {"child": samples.child_file(**values)}
    return PlanPaper(head, usual["child"], of, LABELS, samples.MADE)


def sheet(words: Words, held: ReviewFacts | None, of: PlanFacts | None = None, **values: Any) -> ReviewPaper:
    """A review sheet; ``held`` None: for the hand."""
    head = samples.head(words, "Review sheet", period="Plan, version 2")
    return ReviewPaper(head, samples.child_file(**values), of or plan(), held, LABELS, samples.MADE)
