"""Devices and toys of the practice centre: a store, what is lent and overdue, what children need. By the actions."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from centre_app.db.session import OfficeSession
from centre_app.lending.actions import (
    ItemInput,
    LoanInput,
    NeedInput,
    add_items,
    ask_for_need,
    lend,
    record_need,
    send_to_repair,
    take_back,
)
from centre_app.practice.plan import Plan
from centre_app.practice.stays import HOME

# kind, what it is, how many, condition, where it stands
_STORE = (
    ("wheelchair_postural", "с поддержкой, рост 90–120", 3, "good", "склад"),
    ("wheelchair_basic", "детская, складная", 2, "worn", "склад"),
    ("standing_frame", "деревянный, мастерская в Кулобе", 3, "good", "зал ЛФК"),
    ("corner_seat", "угловое сиденье с ремнём", 3, "good", "зал ЛФК"),
    ("walking_frame", "размер S", 2, "good", "склад"),
    ("rollator", "4 колеса", 1, "good", "склад"),
    ("tricycle", "с ручкой для взрослого", 1, "worn", "двор"),
    ("therapy_ball", "55 см", 3, "good", "зал ЛФК"),
    ("communication_board", "36 картинок, тоҷикӣ", 4, "new", "кабинет логопеда"),
    ("toy", "пирамидка", 4, "good", "игровая"),
    ("toy", "сортер с формами", 3, "good", "игровая"),
    ("book_game", "книга с картинками «Ҳайвонот»", 3, "good", "игровая"),
)
_SUITS = {
    "cerebral_palsy": ("standing_frame", "corner_seat", "wheelchair_postural", "walking_frame", "therapy_ball"),
    "physical": ("wheelchair_basic", "rollator", "tricycle"),
    "delay": ("toy", "book_game", "therapy_ball"),
    "autism": ("communication_board", "toy"),
    "speech": ("communication_board", "book_game"),
    "down_syndrome": ("toy", "therapy_ball"),
}
_WANTED = ("wheelchair_postural", "orthosis", "hearing_aid", "spectacles", "therapeutic_footwear")


def write_lending(session: OfficeSession, plan: Plan, child_ids: Sequence[uuid.UUID], seed: int) -> None:
    """The store, then loans to children whom a thing suits, some of them late; one thing is in repair."""
    random, today = Random(f"lending {seed}"), plan.today
    bought = max(plan.days[0] - timedelta(days=20), today - timedelta(days=300))
    store: dict[str, list[uuid.UUID]] = {}
    for kind, name, count, condition, where in _STORE:
        item = ItemInput(
            kind, condition, name=name, kept_at=where, came_on=bought, came_from="Миссия Восток", count=count
        )
        store.setdefault(kind, []).extend(add_items(session, item).ids)
    for child, child_id in zip(plan.children, child_ids, strict=True):
        since = child.registered_on
        is_here = child.stays[-1].stay.end is None and since < today - timedelta(days=30)
        suits = [kind for kind in _SUITS.get(child.new.child.primary_disability or "", ()) if store[kind]]
        if is_here and suits and random.random() < 0.5:
            _lend(random, session, store[random.choice(suits)].pop(), child_id, max(since, bought), today)
        elif is_here and child.stays[-1].stay.service == HOME and random.random() < 0.5:
            need = record_need(
                session, NeedInput(child_id, random.choice(_WANTED), max(since, today - timedelta(days=90)))
            )
            if random.random() < 0.6:
                ask_for_need(session, need.id, today - timedelta(days=20), "отдел соцзащиты")
    if store["wheelchair_basic"]:
        send_to_repair(session, store["wheelchair_basic"][0], today - timedelta(days=9), "колесо, тормоз")


def _lend(
    random: Random, session: OfficeSession, item_id: uuid.UUID, child_id: uuid.UUID, since: date, today: date
) -> None:
    lent = max(since, today - timedelta(days=random.randrange(15, 170)))
    due = random.choice((None, lent + timedelta(days=91), lent + timedelta(days=182)))
    loan = lend(session, LoanInput(item_id, child_id, lent, due, received_by="мама"))
    if random.random() < 0.2:
        take_back(session, loan.id, "good", min(today, lent + timedelta(days=random.randrange(10, 80))))
