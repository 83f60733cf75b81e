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
from centre_app.security.access import Role
from centre_app.security.queries import HistoryFilter, HistoryLine, history, history_people
from centre_app.sites.queries import services
from centre_app.workplace.queries import rooms, staff
from ui.people import ROLE_WORDS

ACTS: Final[Mapping[str, str]] = {
    "register_child": N_("child registered"),
    "change_child": N_("child's file changed"),
    "archive_child": N_("child put into the archive"),
    "restore_child": N_("child taken out of the archive"),
    "set_photo": N_("photo taken in"),
    "remove_photo": N_("photo removed"),
    "enrol_child": N_("enrolled"),
    "change_enrolment": N_("enrolment changed"),
    "end_enrolment": N_("enrolment ended"),
    "remove_enrolment": N_("enrolment taken back"),
    "mark_day": N_("attendance marked"),
    "mark_range": N_("attendance marked in the grid"),
    "mark_group_present": N_("all not yet marked set to present"),
    "undo": N_("attendance undone"),
    "opened": N_("file opened"),
    "note_opened": N_("opening of a file noted"),
    "printed": N_("printed"),
    "exported": N_("exported"),
    "import_children": N_("children imported"),
    "import_attendance": N_("attendance imported"),
    "signed_in": N_("signed in"),
    "signed_out": N_("signed out"),
    "wrong_password": N_("wrong passwords before signing in"),
    "backed_up": N_("backup made"),
    "restored": N_("restored from a backup"),
    "recovered": N_("opened by the recovery sheet"),
    "recover_account": N_("new password by the recovery sheet"),
    "set_up": N_("centre set up"),
    "create_site": N_("centre written down"),
    "make_practice_centre": N_("practice centre made"),
    "change_site": N_("facts of the centre changed"),
    "add_service": N_("service added"),
    "change_service": N_("service changed"),
    "move_service": N_("order of the services changed"),
    "add_group": N_("group added"),
    "change_group": N_("group changed"),
    "move_group": N_("order of the groups changed"),
    "load_public_holidays": N_("public holidays brought in"),
    "add_calendar_entry": N_("calendar: line added"),
    "remove_calendar_entry": N_("calendar: line taken away"),
    "set_working_week": N_("working week changed"),
    "add_entry": N_("list: entry added"),
    "change_entry": N_("list: entry changed"),
    "move_entry": N_("order of a list changed"),
    "load_given_lists": N_("given lists brought in"),
    "add_account": N_("account made"),
    "change_account": N_("account changed"),
    "close_account": N_("account closed"),
    "reopen_account": N_("account opened again"),
    "reset_password": N_("new password given"),
    "change_own_password": N_("own password changed"),
    "new_recovery_code": N_("new recovery sheet made"),
    "confirm_recovery_code": N_("new recovery sheet put in force"),
    "save_draft": N_("draft kept"),
    "drop_draft": N_("draft dropped"),
    "change": N_("something changed"),
    "add_staff": N_("staff: person added"),
    "change_staff": N_("staff: person changed"),
    "move_staff": N_("order of the staff changed"),
    "staff_leaves": N_("staff: last day set"),
    "add_absence": N_("absence of staff added"),
    "change_absence": N_("absence of staff changed"),
    "remove_absence": N_("absence of staff removed"),
    "add_room": N_("room added"),
    "change_room": N_("room changed"),
    "move_room": N_("order of the rooms changed"),
    "set_type_facts": N_("type of session described"),
    "add_bank_entry": N_("goal bank: goal added"),
    "change_bank_entry": N_("goal bank: goal changed"),
    "move_bank_entry": N_("order of the goal bank changed"),
    "take_out_bank_entry": N_("goal bank: goal taken out of use"),
    "put_back_bank_entry": N_("goal bank: goal put back"),
    "bank_entry_from_goal": N_("goal kept in the goal bank"),
    "add_instrument": N_("own instrument added"),
    "change_instrument": N_("own instrument changed"),
    "use_instrument": N_("instrument taken into or out of use"),
    "import_instrument": N_("instrument brought in from a file"),
    **history_fields.ACTS,
}
ENTITIES: Final[Mapping[str, str]] = {
    "site": N_("the centre"),
    "service": N_("service"),
    "service_group": N_("group"),
    "public_holiday": N_("public holiday"),
    "calendar_entry": N_("calendar"),
    "code_list_entry": N_("list"),
    "account": N_("account"),
    "therapy_session": N_("therapy session"),
    "session_series": N_("series of sessions"),
    "series_exception": N_("day without a session"),
    "staff_member": N_("staff"),
    "staff_skill": N_("skill"),
    "working_hours": N_("working hours"),
    "staff_absence": N_("absence of staff"),
    "room": N_("room"),
    "room_equipment": N_("equipment of a room"),
    "session_type_facts": N_("type of session"),
    "session_type_equipment": N_("equipment for a type of session"),
    "goal_bank_entry": N_("goal bank"),
    "instrument_version": N_("instrument"),
    "plan_goal": N_("goal of a plan"),
    "plan_service": N_("service of a plan"),
    "plan_home_task": N_("home task of a plan"),
    "plan_agreement": N_("agreement with a plan"),
    "state_measure": N_("measure of a state programme"),
    "outreach_round": N_("outreach round"),
}
FIELDS: Final[Mapping[str, str]] = {
    "name": N_("Name"),
    "country": N_("Country"),
    "province": N_("Province"),
    "district": N_("District"),
    "municipality": N_("Town or municipality"),
    "address": N_("Address"),
    "phone": N_("Phone"),
    "signatory": N_("Who signs"),
    "number_pattern": N_("Pattern of the children's numbers"),
    "working_week": N_("Working week"),
    "document_language": N_("Language of documents"),
    "idle_minutes": N_("Lock after how many minutes"),
    "kind": N_("Kind"),
    "places": N_("Places"),
    "active": N_("In use"),
    "position": N_("Place in the order"),
    "day": N_("Day"),
    "first_day": N_("First day"),
    "last_day": N_("Last day"),
    "reason": N_("Reason"),
    "note": N_("Note"),
    "labels": N_("Words"),
    "username": N_("User name"),
    "role": N_("Role"),
    "slot": N_("Password"),
    "type": N_("Type"),
    "minutes": N_("Minutes"),
    "status": N_("Status"),
    "km": N_("Kilometres"),
    "note_lock_days": N_("Notes lock after days"),
    "start_minute": N_("From"),
    "end_minute": N_("Until"),
    "weekday": N_("Day of the week"),
    "therapist_id": N_("Therapist"),
    "room_id": N_("Room"),
    "series_id": N_("Series"),
    "series_day": N_("Day by the rule"),
    "changed_alone": N_("Changed alone"),
    "pinned": N_("Pinned"),
    "clash_reason": N_("Why the clash is all right"),
    "reason_note": N_("More on the reason"),
    "written_up_at": N_("Written up"),
    "written_up_by": N_("Written up by"),
    "signed_off_at": N_("Signed off"),
    "signed_off_by": N_("Signed off by"),
    "rule": N_("Rule"),
    "profession": N_("Profession"),
    "account_id": N_("Account"),
    "supervisor_id": N_("Supervisor"),
    "full_time_percent": N_("Full-time, %"),
    "works_from": N_("Works from"),
    "works_until": N_("Last day of work"),
    "staff_id": N_("Person"),
    "session_type": N_("Type of session"),
    "equipment": N_("Equipment"),
    "usual_minutes": N_("Usual minutes"),
    "most_children": N_("Most children"),
    "area": N_("Area"),
    "text": N_("Words"),
    "much_less": N_("Level −2"),
    "less": N_("Level −1"),
    "expected": N_("Level 0"),
    "more": N_("Level +1"),
    "much_more": N_("Level +2"),
    "version": N_("Version"),
    "own": N_("The centre’s own"),
    "content": N_("Questions"),
    "present_level": N_("Present level"),
    "baseline": N_("Level at the start"),
    "importance": N_("Importance"),
    "difficulty": N_("Difficulty"),
    "target_day": N_("Until the day"),
    "responsible_id": N_("Responsible"),
    "times": N_("Times"),
    "weeks": N_("In how many weeks"),
    "in_group": N_("In a group"),
    "times_a_week": N_("Times a week"),
    "agreed_day": N_("Agreed on"),
    "responsible": N_("Responsible"),
    "until": N_("Until"),
}
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
DOCUMENTS_OTHER: Final[Mapping[str, str]] = {"recovery": N_("recovery sheet"), "find": N_("what a search found")}

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
