"""Invented rounds for pages, as `collect` would give them: usual, as long as people make them, with nothing known."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from centre_app.language.translate import Words
from centre_app.outreach.road_queries import RoadRound, RoadVisit
from centre_app.places.ways import Way
from centre_app.reports.home_card import CardTask, HomeCard
from centre_app.reports.road import day_words
from centre_app.reports.rounds import Rounds, RouteSheet, Stop
from centre_app.reports.visit_form import VisitForm
from tests.centre_app.reports import samples

DAY = date(2026, 11, 24)
CODES = ("K7M2QX", "4B9TXW", "A1C3E5")
GOALS = ("Сидит сам без опоры пять минут", "Берёт ложку и доносит до рта", "Просит жестом «ещё»")
CONCERNS = (
    *("болезнь", "питание", "средство сломано или мало", "нет справки или истекает", "пособие", "детсад или школа"),
    *("родитель на пределе сил", "семья переехала", "семья отказывается от визитов", "срочное направление", "другое"),
)
TASK = "Сажать на колени и держать за бёдра, пока играет с погремушкой"


def visit(place: int, **values: Any) -> RoadVisit:
    """A planned visit; ``values`` differ."""
    usual: dict[str, Any] = {
        "id": uuid.UUID(int=1000 + place),
        "child_id": uuid.UUID(int=place),
        "round_id": uuid.UUID(int=5),
        "day": DAY,
        "purpose": "therapy",
        "code": CODES[place % len(CODES)],
        "outcome": "planned",
        "planned_minute": 540 + 20 * place,
        "planned_minutes": 45,
        "promised": False,
        "promised_minute": None,
        "called_off": False,
        "place_id": uuid.UUID(int=7),
        "directions": "",
        "task": TASK,
        "task_day": date(2026, 11, 3),
    }
    return RoadVisit(**(usual | values))


def stop(n: int, *, visited: RoadVisit | None = None, **values: Any) -> Stop:
    """A stop with all that is usually known."""
    usual: dict[str, Any] = {
        "visit": visited or visit(n),
        "who": f"Р. Ҷ., K-{n:04d}",
        "number": f"K-{n:04d}",
        "place": "Сари Хосор",
        "way_there": "за мостом, голубые ворота",
        "phone": "+992 92 700 11 22",
        "purpose": "занятие на дому",
        "way": Way(12.4, 25, n % 2 == 0),
    }
    return Stop(**(usual | values))


def bare_stop(place: int) -> Stop:
    """A stop of which nothing is known but the child."""
    nothing = visit(place, planned_minute=None, task="", task_day=None, place_id=None, code=None)
    return stop(place, visited=nothing, place="–", way_there="", phone="", way=None)


def long_stop(place: int) -> Stop:
    """A stop as long as people make it."""
    told = visit(place, promised=True, promised_minute=615, task="Ҳар рӯз се маротиба " * 24)
    name = " ".join(samples.LONG_NAME)
    return stop(place, visited=told, who=f"{name}, K-{place:04d}", place=name, way_there="паси масҷид, дари сабз " * 12)


def sheet(words: Words, *stops: Stop, called_off: tuple[Stop, ...] = (), **values: Any) -> RouteSheet:
    """A round with these stops; ``values`` differ."""
    usual: dict[str, Any] = {
        "id": uuid.UUID(int=5),
        "team_id": uuid.UUID(int=6),
        "day": DAY,
        "vehicle_id": None,
        "start_minute": 510,
        "end_minute": 985,
        "lunch_minute": 725,
        "planned_km": 86.4,
        "km": 0.0,
        "is_set": True,
        "visits": tuple(one.visit for one in (*stops, *called_off)),
    }
    own = {name: values.pop(name) for name in usual if name in values}
    shown: dict[str, Any] = {
        "head": samples.head(words, "Route sheet", subject="Гурӯҳи кӯҳ", period=day_words(DAY, words)),
        "round": RoadRound(**(usual | own)),
        "team": "Гурӯҳи кӯҳ",
        "base": "Ховалинг",
        "vehicle": "УАЗ 1234 AB 03",
        "crew": ("Саида Назарова", "Фирӯз Одинаев"),
        "stops": stops,
        "called_off": called_off,
        "home": Way(31.0, 55, True),
    }
    return RouteSheet(**(shown | values))


def rounds(words: Words, *sheets: RouteSheet) -> Rounds:
    """The week of 23 November."""
    head = samples.head(words, "Rounds of a week", period="")
    return Rounds(head, date(2026, 11, 23), sheets, one_round=False)


def form(words: Words, n: int = 1, **values: Any) -> VisitForm:
    """A visit's form; ``values`` differ."""
    usual: dict[str, Any] = {
        "head": samples.head(words, "Visit form", subject=f"Р. Ҷ., K-{n:04d}", period=day_words(DAY, words)),
        "who": f"Р. Ҷ., K-{n:04d}",
        "number": f"K-{n:04d}",
        "place": "Сари Хосор",
        "way_there": "за мостом, голубые ворота",
        "phone": "+992 92 700 11 22",
        "team": "Гурӯҳи кӯҳ",
        "purpose": "занятие на дому",
        "goals": GOALS,
        "concerns": CONCERNS,
        "visit": visit(n),
    }
    return VisitForm(**(usual | values))


def blank_form(words: Words) -> VisitForm:
    """A form of nobody."""
    nothing = dict.fromkeys(("who", "number", "place", "way_there", "phone", "team", "purpose"), "")
    head = samples.head(words, "Visit form", period="")
    return form(words, **nothing, head=head, goals=(), visit=None)


def card(words: Words, second: str = "", *tasks: CardTask, **values: Any) -> HomeCard:
    """A family's card with three tasks; ``second`` the code of its other language."""
    usual: dict[str, Any] = {
        "head": samples.head(words, "Home programme card", subject="Р. Ҷ., K-0001", period=""),
        "number": "K-0001",
        "tasks": tasks
        or (
            CardTask("Сажать на колени и держать за бёдра, пока играет", 7, 10, "sitting_with_support"),
            CardTask("Есть ложкой: мама держит руку под локтем", 14, 15, "spoon_feeding"),
            CardTask("Смотреть книгу и называть картинки", drawing="book"),
        ),
        "second": Words.of(second) if second else None,
    }
    return HomeCard(**(usual | values))
