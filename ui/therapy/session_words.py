"""The words of a session's page: the lists it chooses from, its hour, its status."""

from __future__ import annotations

from dataclasses import dataclass

from centre_app.language.dates import weekday_names
from centre_app.language.translate import N_, _, current
from centre_app.language.written import day_text
from centre_app.security.queries import DraftRow
from centre_app.therapy.note_rules import CUE_LIST
from centre_app.therapy.phrases import PhraseRow
from centre_app.therapy.rules import (
    ATTENDED,
    CANCELLED_BY_CENTRE,
    CANCELLED_BY_FAMILY,
    EXCUSED,
    HELD,
    INVITED,
    MISSED,
    REASON_LIST,
    TYPE_LIST,
)
from centre_app.therapy.session_file import ChildHere, SessionFile
from ui.shared.segments import Segment
from ui.therapy.week_rows import status_words

_CHILD_WORDS = {INVITED: N_("invited"), ATTENDED: N_("attended"), MISSED: N_("missed"), EXCUSED: N_("excused")}
TONES = {HELD: "good", CANCELLED_BY_FAMILY: "attention", CANCELLED_BY_CENTRE: "attention"}


@dataclass(frozen=True)
class Shown:
    """What one reading brings: the session, all code lists in words, one's phrases, and what was being typed."""

    file: SessionFile
    lists: dict[str, dict[str, str]]
    phrases: tuple[PhraseRow, ...]
    draft: DraftRow | None

    @property
    def reasons(self) -> dict[str, str]:
        """Why a session was missed or called off."""
        return self.lists.get(REASON_LIST, {})

    @property
    def cues(self) -> dict[str, str]:
        """Kinds of help given."""
        return self.lists.get(CUE_LIST, {})

    def said(self, list_name: str, code: str | None) -> str:
        """A code in words; the code itself where the list has lost it."""
        return self.lists.get(list_name, {}).get(code, code) if code else ""

    @property
    def type(self) -> str:
        """The session's type in words."""
        return self.said(TYPE_LIST, self.file.type)

    def alerts(self, child: ChildHere) -> list[str]:
        """What whoever holds the session must know of the child."""
        return [": ".join(filter(None, (self.said("alert_kind", kind), note))) for kind, note in child.alerts]


def hour_text(start_minute: int | None, minutes: int) -> str:
    """“10:00–10:30”; the length alone where the hour was never written down."""
    if start_minute is None:
        return _("{n} min").format(n=minutes)
    end = start_minute + minutes
    return f"{start_minute // 60:02}:{start_minute % 60:02}–{end // 60:02}:{end % 60:02}"


def day_words(file: SessionFile) -> str:
    """“Fri, 20.11.2026”."""
    return f"{weekday_names(current(), short=True)[file.day.weekday()]}, {day_text(file.day)}"


def status_text(status: str) -> str:
    """A status in words, as a sentence begins."""
    words = _(_CHILD_WORDS[status]) if status in _CHILD_WORDS else status_words(status)
    return words[:1].upper() + words[1:]


def practised_segments() -> list[Segment]:
    """How home practice went."""
    return [
        Segment("done", _("done"), "1"),
        Segment("partly", _("partly"), "2"),
        Segment("not_done", _("not done"), "3"),
    ]


def practised_text(answer: str | None, minutes: int | None) -> str:
    """What the family said, in words."""
    said = {segment.key: segment.text for segment in practised_segments()}.get(answer, "")
    if said and minutes is not None:
        said += ", " + _("{n} min").format(n=minutes)
    return said
