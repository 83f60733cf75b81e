"""How the history of a child is said: acts, fields, values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from centre_app.children import history_fields
from centre_app.children.fields import (
    ALERT_LABELS,
    ENROLMENT_LABELS,
    GUARDIAN_LABELS,
    LABELS,
    PRECISION_LABELS,
    SEX_LABELS,
)
from centre_app.language.dates import day_text, weekday_names
from centre_app.language.translate import N_, Message, Words

NOTHING = "–"

_ACTS: Mapping[str, str] = {
    "register_child": N_("registered"),
    "change_child": N_("changed"),
    "archive_child": N_("put into the archive"),
    "restore_child": N_("taken out of the archive"),
    "set_photo": N_("photo taken in"),
    "remove_photo": N_("photo removed"),
    "enrol_child": N_("enrolled"),
    "change_enrolment": N_("enrolment changed"),
    "end_enrolment": N_("enrolment ended"),
    "remove_enrolment": N_("enrolment taken back"),
    "mark_day": N_("attendance marked"),
    "mark_range": N_("attendance marked"),
    "mark_group_present": N_("attendance marked"),
    "undo": N_("attendance undone"),
    "opened": N_("file opened"),
    "printed": N_("printed"),
    "exported": N_("exported"),
    "import_children": N_("imported"),
    "import_attendance": N_("attendance imported"),
    "make_practice_centre": N_("made up for practice"),
    **history_fields.ACTS,
}
_DOCUMENTS: Mapping[str, str] = {
    "card": N_("child card"),
    "progress": N_("progress record"),
    "children": N_("list of children"),
    "register": N_("attendance register"),
    **history_fields.DOCUMENTS,
}
_STATUSES: Mapping[str, str] = {
    "present": N_("present"),
    "late": N_("late"),
    "absent": N_("absent"),
}
_PHOTO = N_("Photo")
_NAMED_BY_ID = frozenset(
    {
        *("service_id", "group_id", "therapist_id", "room_id", "responsible_id", "staff_id"),
        *("place_id", "team_id", "owner_id", "vehicle_id"),
    }
)
_YES, _NO = N_("yes"), N_("no")
_NOT_SHOWN = frozenset({"id", "site_id", "child_id", "sort_key", "sort_key_ru", "position"})
_LISTS: Mapping[tuple[str, str], str] = {
    ("child", "primary_disability"): "disability_type",
    ("child", "language"): "family_language",
    ("guardian", "relationship"): "relationship",
    ("alert", "kind"): "alert_kind",
    ("enrolment", "end_reason"): "enrolment_end_reason",
    **history_fields.LISTS,
}
_FIELDS: Mapping[str, Mapping[str, str]] = {
    "child": LABELS,
    "guardian": GUARDIAN_LABELS,
    "alert": ALERT_LABELS,
    "enrolment": ENROLMENT_LABELS,
    **history_fields.FIELDS,
}

Values = dict[str, Any]


@dataclass(frozen=True)
class HistoryDetail:
    """One field that changed: its name, what it was, what it became, in words; ``–`` for nothing."""

    label: Message
    before: str
    after: str


def act_message(act: str, what: str = "") -> Message:
    """What was done, as people say it; ``what`` names the document that was printed or exported."""
    said = Message(_ACTS.get(act, N_("changed")))
    if act in ("printed", "exported") and what:
        return Message(N_("{act}: {document}"), {"act": said, "document": Message(_DOCUMENTS.get(what, what))})
    return said


class HistoryWords:
    """Says entries in one language. ``lists``: list -> code -> label; ``names``: id of a service or group -> name."""

    def __init__(self, words: Words, lists: Mapping[str, Mapping[str, str]], names: Mapping[str, str]) -> None:
        self._words, self._lists, self._names = words, lists, names

    def details(self, entity: str, entity_id: str, before: Values | None, after: Values | None) -> list[HistoryDetail]:
        """The fields of one entry; none for a trace of looking."""
        whole: dict[str, Callable[[Values], str]] = {
            "mark": self._mark,
            "child_photo": lambda _values: self._words.gettext(_YES),
            "further_disability": lambda values: self._code("disability_type", str(values.get("code", ""))),
        }
        if entity in whole:
            say = whole[entity]
            label = self._label(entity, entity_id, before or after or {})
            return [HistoryDetail(label, say(before) if before else NOTHING, say(after) if after else NOTHING)]
        labels = _FIELDS.get(entity, {})
        names = [name for name in labels if name in (before or {}) or name in (after or {})]
        details = [
            HistoryDetail(
                Message(labels[name]),
                self._value(entity, name, (before or {}).get(name)),
                self._value(entity, name, (after or {}).get(name)),
            )
            for name in names
            if name not in _NOT_SHOWN
        ]
        return [detail for detail in details if detail.before != detail.after]

    @staticmethod
    def _label(entity: str, entity_id: str, values: Values) -> Message:
        if entity == "mark":  # its key begins with the day
            day = date.fromisoformat(entity_id.split("/")[0])
            return Message(N_("Attendance on {day}"), {"day": day})
        return Message(_PHOTO if entity == "child_photo" else LABELS["further_disabilities"])

    def _value(self, entity: str, name: str, value: Any) -> str:
        if value is None or value == "":
            return NOTHING
        if (entity, name) in _LISTS:
            return self._code(_LISTS[entity, name], str(value))
        if name == "sex":
            return self._words.gettext(SEX_LABELS.get(value, value))
        if name == "birth_precision":
            return self._words.gettext(PRECISION_LABELS.get(value, value))
        if (entity, name) in history_fields.CODES:
            return self._words.gettext(history_fields.CODES[entity, name].get(str(value), str(value)))
        if name in _NAMED_BY_ID:
            return self._names.get(str(value), NOTHING)
        if isinstance(value, bool):
            return self._words.gettext(_YES if value else _NO)
        if name.endswith("_minute"):
            return f"{value // 60:02d}:{value % 60:02d}"
        if name == "weekday":
            return str(weekday_names(self._words)[int(value) - 1])
        if name in ("day", "valid_until", "until"):
            return day_text(date.fromisoformat(value))
        if name.endswith(("_day", "_on", "_date")):
            return day_text(date.fromisoformat(value))
        return str(value)

    def _code(self, list_name: str, code: str) -> str:
        return self._lists.get(list_name, {}).get(code, code)

    def _status(self, values: Values) -> str:
        status = str(values.get("status") or "")
        return self._words.gettext(_STATUSES.get(status, status))

    def _mark(self, values: Values) -> str:
        """``absent: illness – called in the morning``; an entry holds only what of it changed."""
        reason = values.get("reason")
        parts = [self._status(values), self._code("absence_reason", reason) if reason else ""]
        said = ": ".join(part for part in parts if part)
        note = values.get("note") or ""
        return " – ".join(part for part in (said, note) if part) or NOTHING
