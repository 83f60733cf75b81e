"""What can still be done with a locked note: add, sign off, correct the attendance."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QObject

from centre_app.language.translate import _
from centre_app.therapy.notes import add_addition, correct_attendance, sign_off
from centre_app.therapy.rules import (
    ATTENDED,
    CANCELLED_BY_CENTRE,
    CANCELLED_BY_FAMILY,
    EXCUSED,
    HELD,
    LEAST_MINUTES,
    MISSED,
    MOST_MINUTES,
)
from centre_app.therapy.session_file import SessionFile
from ui import messages, tasks
from ui.shared import confirm
from ui.shared.dialog import FormDialog
from ui.shared.form import Choice, Heading, Multiline, Number
from ui.therapy.session_words import status_text

if TYPE_CHECKING:
    from ui.therapy.session_page import SessionPage


class LockedNote(QObject):
    """The short questions that a locked note leads to."""

    def __init__(self, page: SessionPage) -> None:
        super().__init__(page)
        self._page = page
        self.dialog: FormDialog | None = None

    def add(self) -> None:
        """An addition with name and date."""
        file = self._file()
        fields: list[Any] = []
        if len(file.children) > 1:
            about = [(child.child_id, child.short) for child in file.children]
            fields.append(Choice("child_id", _("About"), about, empty=_("the session as a whole"), width=2))
        fields.append(Multiline("text", _("What is added"), lines=5, width=2, required=True))
        only = file.children[0].child_id if len(file.children) == 1 else None

        def save(values: dict[str, Any]) -> Any:
            child_id = values.get("child_id", only)
            return partial(add_addition, session_id=file.id, child_id=child_id, text=values["text"])

        note = _("It is kept with your name and this moment, and cannot be changed afterwards.")
        self._open(FormDialog(self._page, _("Add to a locked note"), fields, save, saying=_("Added."), note=note))

    def sign(self) -> None:
        """The supervisor agrees with the note."""
        file = self._file()
        if self._page.unsaved():
            messages.attention(_("Save first, then sign off."))
            return
        confirm.ask(
            self._page,
            _("Sign this note off?"),
            _("From then on it is locked: later changes are additions."),
            _("Sign off"),
            lambda: tasks.do(
                partial(sign_off, session_id=file.id),
                then=lambda _none: self._page.load(),
                owner=self._page,
                saying=_("Signed off."),
            ),
            danger=False,
        )

    def correct(self) -> None:
        """Who attended, and the minutes, corrected by the manager with the reason."""
        file = self._file()
        assert self._page.shown is not None
        statuses = [(status, status_text(status)) for status in (HELD, CANCELLED_BY_FAMILY, CANCELLED_BY_CENTRE)]
        child_statuses = [(status, status_text(status)) for status in (ATTENDED, MISSED, EXCUSED)]
        fields: list[Any] = [
            Choice("status", _("The session"), statuses, required=True),
            Number("minutes", _("Minutes"), minimum=LEAST_MINUTES, maximum=MOST_MINUTES, required=True),
            Choice(
                "reason",
                _("Reason, where it was cancelled or somebody is excused"),
                list(self._page.shown.reasons.items()),
                width=2,
            ),
            Heading(_("Children")),
            *(Choice(str(child.child_id), child.name, child_statuses, required=True) for child in file.children),
            Multiline("why", _("Why it is corrected"), lines=2, width=2, required=True),
        ]
        dialog = FormDialog(
            self._page,
            _("Correct attendance"),
            fields,
            partial(_corrected, file),
            saying=_("Corrected."),
            note=_("The words of the note stay as they were. Your reason is kept as an addition."),
        )
        standing = {str(child.child_id): child.status for child in file.children}
        dialog.form.set_values({"status": file.status, "minutes": file.minutes, "reason": file.reason, **standing})
        self._open(dialog)

    def _open(self, dialog: FormDialog) -> None:
        self.dialog = dialog
        dialog.accepted.connect(self._page.load)
        dialog.open()

    def _file(self) -> SessionFile:
        assert self._page.shown is not None
        return self._page.shown.file


def _corrected(file: SessionFile, values: dict[str, Any]) -> Any:
    children: list[tuple[UUID, str, str | None]] = []
    for child in file.children:
        status = values[str(child.child_id)]
        kept = child.reason if status == child.status else None
        reason = None if status == ATTENDED else kept or (values["reason"] if status == EXCUSED else None)
        children.append((child.child_id, status, reason))
    return partial(
        correct_attendance,
        session_id=file.id,
        status=values["status"],
        children=tuple(children),
        minutes=values["minutes"],
        why=values["why"],
        reason=None if values["status"] == HELD else values["reason"],
    )
