"""Invented data for pages, as `collect` would give it: full, empty, and as long as people make it."""

from __future__ import annotations

import calendar
import gettext
import re
import uuid
from datetime import date, timedelta
from typing import Any

from centre_app.attendance.rules import AttendanceFigures, Cell, ChildAttendance
from centre_app.children.inputs import AlertInput, GuardianInput
from centre_app.children.queries import ChildFile, ChildRow, EnrolmentRow
from centre_app.children.rules import Caseload
from centre_app.language.translate import Message, Words
from centre_app.open_days.rules import DayState
from centre_app.outcomes.queries import Outcomes
from centre_app.outcomes.rules import SessionCount
from centre_app.outreach.queries import VisitFigures
from centre_app.plans.inputs import HomeTaskInput
from centre_app.plans.queries import Dose, GoalCourse, PracticeRow, ScoreRow
from centre_app.plans.rules import t_scores
from centre_app.reports.card import Card
from centre_app.reports.children import ChildList
from centre_app.reports.monthly import VISIT_OUTCOMES, MonthlySummary
from centre_app.reports.monthly_figures import MonthlyFigures, MonthPoint
from centre_app.reports.progress import MonthOfChild, ProgressRecord
from centre_app.reports.register import Register, RegisterGroup, RegisterRow, totals_of
from centre_app.reports.register_letters import reason_letters
from centre_app.reports.style import Letterhead
from centre_app.therapy.queries import SessionFigures

MADE = date(2026, 11, 20)
LONG_NAME = ("Абдурахмонзода-Мирзошарифзода", "Ҷамшедхоҷаи", "Фаридуншоҳзодагӣ")  # 60 letters with the spaces
REASONS = {"illness": "Болезнь", "family": "Семья", "unexcused": "Без причины", "unknown": "Не известно"}
LABELS = {
    "absence_reason": REASONS,
    "relationship": {"mother": "Мать"},
    "service_kind": {"day_care": "Дневное пребывание"},
    "disability_type": {"motor": "Движение", "hearing": "Слух"},
    "alert_kind": {"seizures": "Судороги"},
    "family_language": {"tg": "Таджикский"},
    "enrolment_end_reason": {"moved": "Переезд"},
    "session_type": {"speech": "Логопед", "speech_therapy": "Логопед"},
}


class LongWords(Words):
    """Every word a third longer than the English one, in letters all five languages print: the worst translation."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__("tg", gettext.NullTranslations())

    def gettext(self, text: str) -> str:
        return "".join(
            part if part.startswith("{") else re.sub(r"(\w{4,})", r"\1онҳо", part)
            for part in re.split(r"(\{\w+\})", text)
        )

    def ngettext(self, one: str, many: str, n: int) -> str:
        return self.gettext(many)

    def pgettext(self, context: str, text: str) -> str:
        return self.gettext(text)


def head(words: Words, title: str = "Title", **values: Any) -> Letterhead:
    """The head of a page of the centre Умед."""
    usual: dict[str, Any] = {
        "centre": "Маркази рӯзонаи кӯдакон «Умед»",
        "place": "Вилояти Хатлон, ноҳияи Ховалинг",
        "title": words.gettext(title),
        "period": "октябрь 2026",
        "made": MADE,
        "words": words,
        "signatory": "Қодирова Гулнора",
    }
    return Letterhead(**(usual | values))


_TEXTS = (
    *("other_names", "province", "district", "municipality", "village", "address", "landmark", "phone", "notes"),
    *("photo_consent_by", "archive_reason"),
)
_MAYBE = (
    *("birth_date", "sex", "latitude", "longitude", "primary_disability", "language", "photo_consent_on"),
    "archived_on",
)


def child_file(
    *, full: bool = True, names: tuple[str, str, str] = ("Раҳимова", "Ситора", ""), **values: Any
) -> ChildFile:
    """A child's file; with `full` everything is written, without only the given name."""
    usual: dict[str, Any] = dict.fromkeys(_TEXTS, "") | dict.fromkeys(_MAYBE)
    usual |= {"further_disabilities": (), "guardians": (), "alerts": (), "enrolments": (), "has_photo": False}
    usual |= {
        "id": uuid.UUID(int=42),
        "number": "K-0042",
        "surname": names[0],
        "given_name": names[1],
        "patronymic": names[2],
        "birth_precision": "unknown",
        "registered_on": date(2025, 9, 1),
    }
    if full:
        usual |= _all_written()
    return ChildFile(**(usual | values))


def _all_written() -> dict[str, Any]:
    service, group = uuid.UUID(int=1), uuid.UUID(int=2)
    return {
        "birth_date": date(2018, 3, 5),
        "birth_precision": "day",
        "sex": "female",
        "district": "Ховалинг",
        "village": "Сари Хосор",
        "phone": "+992 92 700 11 22",
        "primary_disability": "motor",
        "further_disabilities": ("hearing",),
        "language": "tg",
        "notes": "Любит музыку.\nБоится громких звуков & <темноты>.",
        "photo_consent_on": date(2025, 9, 2),
        "photo_consent_by": "Раҳимова Зебо",
        "guardians": (GuardianInput("Раҳимова Зебо", "mother", "+992 92 111 22 33"),),
        "alerts": (AlertInput("seizures", "Дольше 5 минут – звонить матери"),),
        "enrolments": (
            EnrolmentRow(
                uuid.UUID(int=3), service, "Рӯзона", "day_care", group, "Ситора", date(2025, 9, 1), None, None, ""
            ),
        ),
    }


def card(words: Words, **values: Any) -> Card:
    """A card without a photo."""
    return Card(head(words, "Child card", period=""), child_file(**values), None, LABELS, MADE)


def score(day: date, level: int, by: str = "specialist", source: str = "review") -> ScoreRow:
    """A score of a goal."""
    return ScoreRow(uuid.uuid4(), day, level, by, "", "", source, uuid.UUID(int=9), None, "")


def goal_course(text: str, *levels: int, baseline: int = -1, **values: Any) -> GoalCourse:
    """A goal from September on, scored by the specialist every fortnight, and by a parent at the end."""
    scores = [score(date(2026, 9, 14) + timedelta(days=14 * place), level) for place, level in enumerate(levels)]
    if scores:
        scores.append(score(scores[-1].day, min(2, scores[-1].score + 1), "parent"))
    usual: dict[str, Any] = {
        "goal_id": uuid.uuid4(),
        "child_id": uuid.UUID(int=1),
        "area": "speech",
        "status": "open",
        "opened_day": date(2026, 9, 1),
        "closed_day": None,
        "close_reason": None,
        "close_note": "",
        "plan_id": uuid.UUID(int=9),
        "version": 1,
        "text": text,
        "present_level": "",
        "levels": ("молчит", "показывает", "говорит слово", "говорит три слова", "говорит фразу"),
        "baseline": baseline,
        "importance": None,
        "difficulty": None,
        "target_day": date(2026, 12, 1),
        "scores": tuple(scores),
    }
    return GoalCourse(**(usual | values))


def outcomes(*goals: GoalCourse, **values: Any) -> Outcomes:
    """Twelve sessions of speech therapy held of fourteen, with a plan that foresees as many."""
    count = SessionCount(planned=14, held=12, missed=1, cancelled_by_family=1, minutes=360)
    usual: dict[str, Any] = {
        "child_id": uuid.UUID(int=1),
        "first": date(2026, 9, 1),
        "last": MADE,
        "parts": (),
        "sessions": count,
        "by_type": {"speech_therapy": count},
        "dose": Dose(420, 600, {"speech_therapy": 420}),
        "home": (PracticeRow(uuid.uuid4(), date(2026, 10, 5), "done", 80, None, ""),),
        "home_tasks": (HomeTaskInput("Повторять слоги перед зеркалом", 5, 10),),
        "goals": goals,
        "ended_before": (),
        "t_score": t_scores(goals),
        "review": None,
        "instruments": (),
    }
    return Outcomes(**(usual | values))


def progress_record(
    words: Words, *, months: int = 3, full: bool = True, pictures: bool = False, **values: Any
) -> ProgressRecord:
    """A record up to November 2026."""
    goals = (goal_course("Просит словом", -1, 0, 0), goal_course("Сидит сам", baseline=-2)) if full else ()
    empty = {"sessions": SessionCount(), "by_type": {}, "dose": Dose(), "home": (), "home_tasks": ()}
    said = values.pop("outcomes", outcomes(*goals) if full else outcomes(**empty))
    counted = ChildAttendance(21, 21, 15, 2, {"illness": 2, "family": 1}) if full else ChildAttendance(21)
    places = [2026 * 12 + 10 - back for back in range(months)][::-1]
    child = child_file(full=full, **values)
    return ProgressRecord(
        head(words, "Progress record", period="01.09.2026 – 20.11.2026"),
        child,
        date(2026, 9, 1),
        MADE,
        tuple(MonthOfChild(place // 12, place % 12 + 1, counted) for place in places),
        child.enrolments,
        said,
        {"done": 3, "partly": 1} if full else {},
        LABELS,
        pictures=pictures,
    )


def october(closed: dict[int, str] | None = None) -> tuple[DayState, ...]:
    """The days of October 2026: weekends closed, and what is given."""
    closed = closed or {}
    return tuple(
        DayState(day, day.weekday() < 5 and day.day not in closed, _why(day, closed))
        for day in (date(2026, 10, one) for one in range(1, calendar.monthrange(2026, 10)[1] + 1))
    )


def _why(day: date, closed: dict[int, str]) -> Message | None:
    if day.day in closed:
        return Message(closed[day.day])
    return Message("outside the working week") if day.weekday() > 4 else None


def register_row(place: int, days: tuple[DayState, ...], name: str = "Саидзода Бахтиёр", **cells: str) -> RegisterRow:
    """A child enrolled all month; `cells` as d1="illness", d2="present"."""
    marks = {
        date(2026, 10, int(day[1:])): Cell("absent", what) if what in REASONS else Cell(what)
        for day, what in cells.items()
    }
    covered = frozenset(state.day for state in days)
    totals = totals_of(marks.values(), sum(1 for state in days if state.open))
    return RegisterRow(f"K-{place:04d}", name, covered, marks, totals)


def register(words: Words, rows: tuple[RegisterRow, ...], days: tuple[DayState, ...], **values: Any) -> Register:
    """One group's October."""
    usual: dict[str, Any] = {
        "head": head(words, "Attendance register"),
        "month": (2026, 10),
        "groups": (RegisterGroup("Рӯзона", "Ситора", days, rows),),
        "reasons": REASONS,
        "working_week": "12345",
        "letters": reason_letters(words.language, REASONS),
    }
    return Register(**(usual | values))


def child_row(place: int, names: tuple[str, str, str] = ("Раҳимова", "Ситора", ""), **values: Any) -> ChildRow:
    """A child in a list."""
    usual: dict[str, Any] = {
        "id": uuid.UUID(int=place),
        "number": f"K-{place:04d}",
        "surname": names[0],
        "given_name": names[1],
        "patronymic": names[2],
        "birth_date": date(2018, 3, 5),
        "birth_precision": "day",
        "sex": "female",
        "province": "Хатлон",
        "district": "Ховалинг",
        "municipality": "",
        "village": "Сари Хосор",
        "phone": "+992 92 700 11 22",
        "guardian": "Раҳимова Зебо",
        "groups": "Ситора",
        "primary_disability": "motor",
        "archived": False,
    }
    return ChildRow(**(usual | values))


def child_list(words: Words, rows: tuple[ChildRow, ...]) -> ChildList:
    """A list made on the tests' day."""
    return ChildList(head(words, "List of children"), rows, LABELS["disability_type"], MADE)


def _children(count: int) -> frozenset[uuid.UUID]:
    return frozenset(uuid.UUID(int=place) for place in range(count))


def summary(words: Words, *, full: bool = True, by_district: dict[str, int] | None = None) -> MonthlySummary:
    """October 2026; without `full` a month in which nothing was."""
    size = 1 if full else 0
    figures = MonthlyFigures(
        site_id=uuid.UUID(int=7),
        site="Умед",
        year=2026,
        month=10,
        caseload=Caseload(38 * size, 4 * size, 2 * size, 40 * size),
        attendance=AttendanceFigures(
            21, 812 * size, 655 * size, {"illness": 100, "unknown": 20} if full else {}, 775 * size
        ),
        sessions=SessionFigures(12, 130, 9, 3, {"speech": 130}, 5200, 214, 11, _children(31))
        if full
        else SessionFigures(0, 0, 0, 0, {}, 0, 0, 0, _children(0)),
        visits=VisitFigures(dict.fromkeys(VISIT_OUTCOMES, 7 * size), _children(9 * size), 1234567.5 * size),
        served=39 * size,
        new=3 * size,
        served_by_sex={"female": 18 * size, "male": 20 * size, "unknown": size},
        served_by_age={"0-2": size, "3-6": 38 * size, "unknown": 0},
        served_by_disability={"motor": 38, "unknown": 1} if full else {},
        served_by_district=by_district if by_district is not None else {"Ховалинг": 39} if full else {},
        places=45 if full else None,
        utilisation=0.69 if full else None,
    )
    places = [2026 * 12 + 9 - back for back in range(12)][::-1]
    points = tuple(
        MonthPoint(place // 12, place % 12 + 1, 21, 800 * size, 600 * size, 30 * size, 0.75 if full else None)
        for place in places
    )
    return MonthlySummary(head(words, "Monthly summary"), figures, points, LABELS)
