"""The whole history in words: acts, what they were about, and what changed.

What belongs to a child is said by ``centre_app.children.history_words``; here are the acts of every room, and the words
of the centre's own tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from centre_app.children import history_fields
from centre_app.children.history_words import NOTHING, HistoryWords
from centre_app.children.queries import child_files
from centre_app.codelists.queries import all_labels
from centre_app.codelists.rules import LIST_TITLES, label_in
from centre_app.language.dates import day_text, moment_text, weekday_names
from centre_app.language.translate import LANGUAGE_NAMES, N_, Words
from centre_app.outreach.fleet_queries import teams, vehicles
from centre_app.places.queries import place_names
from centre_app.security.access import Role
from centre_app.security.queries import HistoryFilter, HistoryLine, history, history_people
from centre_app.sites.queries import services
from centre_app.workplace.queries import rooms, staff
from ui.people import ROLE_WORDS
from ui.settings.history_names import ACTS, ENTITIES, FIELDS

CALENDAR_KINDS: Final[Mapping[str, str]] = {
    "closure": N_("closed"),
    "extra": N_("extra working day"),
    "holiday": N_("public holiday"),
    "not_holiday": N_("not a holiday here"),
}
_CODED: Final[Mapping[tuple[str, str], str]] = {
    ("service", "kind"): "service_kind",
    ("calendar_entry", "reason"): "closure_reason",
    ("staff_skill", "session_type"): "session_type",
    ("room_equipment", "equipment"): "equipment",
    ("session_type_facts", "session_type"): "session_type",
    ("session_type_equipment", "session_type"): "session_type",
    ("session_type_equipment", "equipment"): "equipment",
    ("goal_bank_entry", "area"): "goal_area",
}
DOCUMENTS_OTHER: Final[Mapping[str, str]] = {
    "recovery": N_("recovery sheet"),
    "find": N_("what a search found"),
    "rounds+names": N_("rounds of a week, full names"),
    "phone form": N_("forms for phones"),
}

Values = dict[str, Any]


@dataclass(frozen=True)
class Detail:
    """One field: its name, what it was, what it became."""

    label: str
    before: str
    after: str

    def __str__(self) -> str:
        return (
            f"{self.label}: {self.after}" if self.before == NOTHING else f"{self.label}: {self.before} → {self.after}"
        )


@dataclass(frozen=True)
class SaidLine:
    """One entry of the history, in words."""

    seq: int
    at: datetime
    who: str
    act: str
    about: str
    details: tuple[Detail, ...]
    child_id: UUID | None

    @property
    def id(self) -> int:
        """What keeps the line current."""
        return self.seq

    @property
    def changed(self) -> str:
        """All fields in one line."""
        return "; ".join(str(detail) for detail in self.details)


@dataclass(frozen=True)
class SaidPage:
    """A page of it, newest first."""

    lines: tuple[SaidLine, ...]
    more: bool


def act_words(act: str, words: Words) -> str:
    """An act as people say it."""
    return words.gettext(ACTS[act]) if act in ACTS else act.replace("_", " ")


def said_history(
    session: Any, wanted: HistoryFilter, words: Words, *, limit: int, before_seq: int | None = None
) -> SaidPage:
    """A page of the history in words; names and codes as they are today."""
    page = history(session, wanted, limit=limit, before_seq=before_seq)
    sayer = _Sayer.of(session, words, page.lines)
    return SaidPage(tuple(sayer.line(line) for line in page.lines), page.more)


@dataclass
class _Sayer:
    words: Words
    lists: Mapping[str, Mapping[str, str]]
    names: Mapping[str, str]
    children: Mapping[UUID, str]
    documents: Mapping[str, str]
    of_children: HistoryWords = field(init=False)

    def __post_init__(self) -> None:
        self.of_children = HistoryWords(self.words, self.lists, self.names)

    @classmethod
    def of(cls, session: Any, words: Words, lines: tuple[HistoryLine, ...]) -> _Sayer:
        from centre_app.reports.catalogue import KINDS

        ids = list({line.child_id for line in lines if line.child_id is not None})
        children = {file.id: f"{file.number} {file.full_name}" for file in child_files(session, ids)} if ids else {}
        names = {str(key): name for key, name in history_people(session)}
        for service in services(session, active_only=False):
            names[str(service.id)] = service.name
            names |= {str(group.id): group.name for group in service.groups}
        names |= {str(person.id): person.name for person in staff(session)}
        names |= {str(room.id): room.name for room in rooms(session, active_only=False)}
        names |= {str(team.id): team.name for team in teams(session, active_only=False)}
        names |= {str(vehicle.id): vehicle.name for vehicle in vehicles(session, active_only=False)}
        names |= {str(place_id): name for place_id, name in place_names(session).items()}
        documents = {**{name: kind.title for name, kind in KINDS.items()}, **DOCUMENTS_OTHER}
        return cls(words, all_labels(session, words.language), names, children, documents)

    def line(self, line: HistoryLine) -> SaidLine:
        details = tuple(self._details(line)) if line.entity != "access" else ()
        return SaidLine(
            line.seq, line.at, line.who, act_words(line.act, self.words), self._about(line), details, line.child_id
        )

    def _about(self, line: HistoryLine) -> str:
        if line.entity == "access":
            what = line.entity_id
            document = self.words.gettext(self.documents[what]) if what in self.documents else what
            return " · ".join(part for part in (self._child(line), document) if part)
        if line.child_id is not None:
            return self._child(line)
        values = line.after or line.before or {}
        name = self.names.get(line.entity_id) or self._own_name(line.entity, values)
        kind = self.words.gettext(ENTITIES.get(line.entity, line.entity))
        return f"{kind}: {name}" if name else kind

    def _child(self, line: HistoryLine) -> str:
        return self.children.get(line.child_id, "") if line.child_id is not None else ""

    def _own_name(self, entity: str, values: Values) -> str:
        if entity == "code_list_entry" and isinstance(values.get("labels"), dict):
            label = label_in(values["labels"], self.words.language, str(values.get("code", "")))
            title = LIST_TITLES.get(str(values.get("list_name")), "")
            return " – ".join(part for part in (self.words.gettext(title), label) if part)
        if entity == "calendar_entry" and values.get("first_day"):
            return self._plain("first_day", values["first_day"])
        return str(values.get("name") or "") if entity != "site" else ""

    def _details(self, line: HistoryLine) -> list[Detail]:
        if line.child_id is not None:
            found = self.of_children.details(line.entity, line.entity_id, line.before, line.after)
            return [Detail(each.label.in_words(self.words), each.before, each.after) for each in found]
        before, after = line.before or {}, line.after or {}
        names = [name for name in FIELDS if name in before or name in after]
        return [
            Detail(
                self.words.gettext(FIELDS[name]),
                self._value(line.entity, name, before.get(name)),
                self._value(line.entity, name, after.get(name)),
            )
            for name in names
            if before.get(name) != after.get(name) and (before or name != "position")
        ]

    def _value(self, entity: str, name: str, value: Any) -> str:
        if value is None or value == "":
            return NOTHING
        if isinstance(value, bool):
            return self.words.gettext(N_("yes") if value else N_("no"))
        if isinstance(value, dict):
            return label_in(value, self.words.language, NOTHING) if name == "labels" else "…"
        if name.endswith("_minute"):
            return f"{value // 60:02d}:{value % 60:02d}"
        if name == "weekday":
            return weekday_names(self.words)[int(value) - 1]
        if name.endswith("_id"):
            return self.names.get(str(value), NOTHING)
        if name == "working_week":
            days = weekday_names(self.words, short=True)
            return " ".join(days[int(day) - 1] for day in str(value) if day in "1234567")
        if name == "document_language":
            return LANGUAGE_NAMES.get(str(value), str(value))
        if name == "role" and value in set(Role):
            return self.words.gettext(ROLE_WORDS[Role(value)])
        return self._code(entity, name, value)

    def _code(self, entity: str, name: str, value: Any) -> str:
        if entity == "calendar_entry" and name == "kind":
            return self.words.gettext(CALENDAR_KINDS.get(str(value), str(value)))
        list_name = _CODED.get((entity, name), "") or history_fields.LISTS.get((entity, name), "")
        if (entity, name) in history_fields.CODES:
            return self.words.gettext(history_fields.CODES[entity, name].get(str(value), str(value)))
        if list_name:
            return self.lists.get(list_name, {}).get(str(value), str(value))
        return self._plain(name, value)

    @staticmethod
    def _plain(name: str, value: Any) -> str:
        if name in ("day", "works_from", "works_until", "until") or name.endswith("_day"):
            return day_text(date.fromisoformat(str(value)))
        if name == "at" or name.endswith("_at"):
            return moment_text(datetime.fromisoformat(str(value)))
        return str(value)
