"""Who gives the practice centre's sessions, in which rooms, and which hours of their weeks are free."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random

from centre_app.db.session import OfficeSession
from centre_app.db.types import new_id
from centre_app.practice.writing import Row
from centre_app.workplace.models import (
    Room,
    RoomEquipment,
    SessionTypeEquipment,
    SessionTypeFacts,
    StaffAbsence,
    StaffMember,
    StaffSkill,
    WorkingHours,
)

HALF_DAYS = ((9 * 60, 12 * 60), (13 * 60, 16 * 60 + 30))
STARTS = (540, 585, 630, 675, 780, 825, 870, 915)  # of 45 minutes each, minutes after midnight
_LAST_WEEKDAY = 5


@dataclass(frozen=True)
class _Post:
    name: str
    profession: str
    skills: tuple[str, ...]
    room: str
    equipment: tuple[str, ...]
    places: int


_POSTS = (
    _Post("Саида Назарова", "логопед", ("speech_therapy",), "Кабинети логопед", ("mirror", "low_table"), 3),
    _Post("Бахтиёр Ҷӯраев", "специалист по ЛФК", ("physiotherapy",), "Толори машқҳо", ("mats", "wall_bars"), 8),
    _Post("Нигора Шарифзода", "психолог", ("psychologist", "sensory"), "Ҳуҷраи сенсорӣ", ("sensory", "mats"), 4),
    _Post("Татьяна Морозова", "дефектолог", ("special_teacher", "daily_living"), "Синфи хурд", ("low_table",), 6),
    _Post("Фирӯз Одинаев", "массажист", ("massage", "physiotherapy"), "Кабинети масҳ", ("massage_couch",), 1),
    _Post("Гулрӯ Каримзода", "педагог", ("art_music", "special_teacher"), "Синфи калон", ("musical", "low_table"), 12),
)
_STUDENT = ("Зулфия Раҷабова", "студентка-логопед", ("speech_therapy",))
_MORE = ("Моҳира", "Парвиз", "Шаҳноза", "Далер", "Рухшона", "Комрон", "Насиба", "Сӯҳроб", "Лола", "Идрис")
_FACTS = (("speech_therapy", 30, 3), ("physiotherapy", 40, 6), ("massage", 30, 1), ("art_music", 45, 10))
_NEEDS = (("massage", "massage_couch"), ("physiotherapy", "mats"), ("sensory", "sensory"))


@dataclass
class Therapist:
    """Somebody's weeks: ``busy`` says which spans are given away at (weekday 0…4, place in STARTS)."""

    id: uuid.UUID
    name: str
    skills: tuple[str, ...]
    room_id: uuid.UUID
    places: int
    student_id: uuid.UUID | None = None  # who learns from this one and holds some of the sessions
    busy: dict[tuple[int, int], list[tuple[date, date]]] = field(default_factory=lambda: defaultdict(list))

    def is_free(self, slot: tuple[int, int], first: date, last: date) -> bool:
        """Whether nobody has this hour between two days."""
        return all(end < first or start > last for start, end in self.busy[slot])


def write_workplace(
    session: OfficeSession, site_id: uuid.UUID, wanted: int, first: date, today: date, account_id: uuid.UUID
) -> list[Therapist]:
    """``wanted`` therapists at least six, each with a room; ``account_id`` signs in as the first. A student besides."""
    rows: dict[type, list[Row]] = defaultdict(list)
    made: list[Therapist] = []
    for place in range(max(len(_POSTS), wanted)):
        post = _POSTS[place % len(_POSTS)]
        again = place // len(_POSTS)
        name = post.name if not again else f"{_MORE[place % len(_MORE)]} {post.name.split()[1]}"
        room = post.room if not again else f"{post.room} {again + 1}"
        made.append(Therapist(new_id(), name, post.skills, new_id(), post.places))
        _add_person(rows, site_id, made[-1].id, name, post.profession, post.skills, place, first)
        rows[Room].append(
            {
                "id": made[-1].room_id,
                "site_id": site_id,
                "name": room,
                "places": post.places,
                "position": place,
                "active": True,
            }
        )
        rows[RoomEquipment] += [{"room_id": made[-1].room_id, "equipment": code} for code in post.equipment]
    rows[StaffMember][0]["account_id"] = account_id
    student = new_id()
    _add_person(rows, site_id, student, *_STUDENT, len(made), first)
    rows[StaffMember][-1] |= {"supervisor_id": made[0].id, "full_time_percent": 50}
    made[0].student_id = student
    rows[StaffAbsence].append(_leave(made[1].id, today))
    rows[SessionTypeFacts] = [
        {"session_type": code, "usual_minutes": minutes, "most_children": most} for code, minutes, most in _FACTS
    ]
    rows[SessionTypeEquipment] = [{"session_type": code, "equipment": needed} for code, needed in _NEEDS]
    for model, of_model in rows.items():
        session.insert_unrecorded(model, of_model, ())
    return made


def _add_person(
    rows: dict[type, list[Row]],
    site_id: uuid.UUID,
    staff_id: uuid.UUID,
    name: str,
    profession: str,
    skills: Sequence[str],
    place: int,
    first: date,
) -> None:
    rows[StaffMember].append(
        {
            "id": staff_id,
            "site_id": site_id,
            "name": name,
            "profession": profession,
            "account_id": None,
            "supervisor_id": None,
            "full_time_percent": 100,
            "works_from": first,
            "works_until": None,
            "position": place,
        }
    )
    rows[StaffSkill] += [{"staff_id": staff_id, "session_type": code} for code in skills]
    rows[WorkingHours] += [
        {"id": new_id(), "staff_id": staff_id, "weekday": weekday, "start_minute": start, "end_minute": end}
        for weekday in range(1, _LAST_WEEKDAY + 1)
        for start, end in HALF_DAYS
    ]


def _leave(staff_id: uuid.UUID, today: date) -> Row:
    """A week off, next but one."""
    monday = date.fromordinal(today.toordinal() - today.weekday() + 14)
    return {
        "id": new_id(),
        "staff_id": staff_id,
        "first_day": monday,
        "last_day": date.fromordinal(monday.toordinal() + 4),
        "start_minute": None,
        "end_minute": None,
        "reason": "отпуск",
    }


def free_hour(
    random: Random,
    therapists: Sequence[Therapist],
    kind: str,
    taken: set[tuple[int, int]],
    days: set[int],
    span: tuple[date, date],
) -> tuple[Therapist, tuple[int, int]] | None:
    """A therapist for this type and an hour of the week that both have free over ``span``; None where nobody has one.

    ``taken`` are the child's own hours, ``days`` the weekdays on which the child has no session of this type yet.
    """
    able = [one for one in therapists if kind in one.skills]
    random.shuffle(able)
    slots = [(day, place) for day in sorted(days) for place in range(len(STARTS))]
    random.shuffle(slots)
    for one in able:
        for slot in slots:
            if slot not in taken and one.is_free(slot, *span):
                one.busy[slot].append(span)
                return one, slot
    return None
