"""The home programme card: what the family practises, how often, with drawings and a diary, in two languages."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from centre_app.children.queries import ChildFile, child_files
from centre_app.db.session import OfficeSession
from centre_app.errors import UserError
from centre_app.language.dates import day_text
from centre_app.language.translate import LANGUAGES, N_, Words
from centre_app.outreach.road_queries import RoadVisit, last_tasks
from centre_app.plans.queries import home_tasks_of
from centre_app.reports.asked import Asked, letterhead
from centre_app.reports.family_language import FAMILY_LANGUAGES
from centre_app.reports.road import Road
from centre_app.reports.spreadsheet import Cell, Sheet
from centre_app.reports.style import Letterhead
from centre_app.sites.queries import the_site

TITLE = N_("Home programme card")


@dataclass(frozen=True)
class CardTask:
    """What is practised. ``times_a_week`` and ``minutes`` None: given at a visit, by word of mouth."""

    text: str
    times_a_week: int | None = None
    minutes: int | None = None
    drawing: str = ""


@dataclass(frozen=True)
class HomeCard:
    """A family's card. ``second``: the words beside the document's own, None where one language is enough."""

    head: Letterhead
    number: str
    tasks: tuple[CardTask, ...]
    second: Words | None


def collect(session: OfficeSession, asked: Asked, words: Words) -> tuple[HomeCard, ...]:
    """The cards of the children asked for: the tasks of the plan in force today, and the task of the last visit."""
    if not asked.children:
        raise UserError(N_("Choose a child first."), field="child")
    head = letterhead(session, words, title="")
    files = child_files(session, list(asked.children))
    given = {child_id: task for child_id, (_day, task) in last_tasks(session, asked.children).items()}
    tasks = _tasks(session, [child.id for child in files], given)
    spoken = _spoken(session, asked.second_language)
    return tuple(_card(head, child, child.full_name, tasks[child.id], spoken, words) for child in files)


def cards_for(
    session: OfficeSession, road: Road, visits: Sequence[RoadVisit], second_language: str, words: Words
) -> dict[uuid.UUID, HomeCard]:
    """child -> the card that the team leaves at the visit; called as the round's papers call the child."""
    given = {visit.child_id: visit.task for visit in visits if visit.task}
    tasks = _tasks(session, list(dict.fromkeys(visit.child_id for visit in visits)), given)
    spoken = _spoken(session, second_language)
    return {
        child_id: _card(road.head, road.files[child_id], road.who(child_id), own, spoken, words)
        for child_id, own in tasks.items()
    }


def _tasks(
    session: OfficeSession, child_ids: Collection[uuid.UUID], given: Mapping[uuid.UUID, str]
) -> dict[uuid.UUID, tuple[CardTask, ...]]:
    """The plan's tasks; then the visit's, unless it is one of them, word for word."""
    found: dict[uuid.UUID, tuple[CardTask, ...]] = {}
    for child_id, lines in home_tasks_of(session, child_ids, session.today).items():
        own = [CardTask(one.text, one.times_a_week, one.minutes, one.drawing) for one in lines]
        last = given.get(child_id, "")
        if last and last not in [task.text for task in own]:
            own.append(CardTask(last))
        found[child_id] = tuple(own)
    return found


def _spoken(session: OfficeSession, second_language: str) -> tuple[str, ...]:
    """Which languages may stand beside the document's own, the best first; "" is the family's."""
    return (second_language,) if second_language else ("", the_site(session).document_language, "ru")


def _card(
    head: Letterhead, child: ChildFile, called: str, tasks: tuple[CardTask, ...], spoken: tuple[str, ...], words: Words
) -> HomeCard:
    family = FAMILY_LANGUAGES.get(child.language or "", "")
    fitting = (code for code in (one or family for one in spoken) if code in LANGUAGES and code != words.language)
    second = next(fitting, "")
    spoken_words = [words, *([Words.of(second)] if second else [])]
    title = " / ".join(dict.fromkeys(one.gettext(TITLE) for one in spoken_words))
    period = words.gettext("from {day}").format(day=day_text(head.made))
    own_head = replace(head, title=title, subject=called, period=period)
    return HomeCard(own_head, child.number, tasks, Words.of(second) if second else None)


def as_json(data: Sequence[HomeCard]) -> object:
    """One object for one child, a list for several."""
    cards = [
        {
            "number": card.number,
            "second_language": None if card.second is None else card.second.language,
            "tasks": [
                {
                    "text": task.text,
                    "times_a_week": task.times_a_week,
                    "minutes": task.minutes,
                    "drawing": task.drawing or None,
                }
                for task in card.tasks
            ],
        }
        for card in data
    ]
    return cards[0] if len(cards) == 1 else cards


def as_sheets(data: Sequence[HomeCard], words: Words) -> Sequence[Sheet]:
    """A row a task."""
    _ = words.gettext
    rows: list[list[Cell]] = [
        [card.number, task.text, task.times_a_week, task.minutes, task.drawing] for card in data for task in card.tasks
    ]
    header = [_("Number"), _("Task"), _("Times a week"), _("Minutes each time"), _("Drawing")]
    return [Sheet(_(TITLE), header, rows)]


def file_stem(data: Sequence[HomeCard]) -> str:
    """The child's number; for several how many they are."""
    return f"home-card-{data[0].number}" if len(data) == 1 else f"home-card-{len(data)}"
