"""A home that was called at by the way: whose, and for what; its line is keyed like any other."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from centre_app.errors import UserError
from centre_app.language.translate import N_, _
from centre_app.outreach.driven import add_unplanned_visit, remove_unplanned_visit
from centre_app.outreach.driven_rules import Doubtful
from ui.outreach.round_words import Shown
from ui.shared import confirm
from ui.shared.dialog import FormDialog
from ui.shared.form import Choice
from ui.therapy.booking_fields import Children


class ByTheWayDialog(FormDialog):
    """``then(visit id)`` when it is added. A child who is visited that week already is asked about once."""

    def __init__(self, parent: QWidget, shown: Shown, then: Callable[[UUID], object]) -> None:
        purposes = list(shown.labels.get("visit_purpose", {}).items())
        self._round, self._confirmed = shown.file.id, False
        super().__init__(
            parent,
            _("A home called at by the way"),
            (Children("children", _("Child"), required=True), Choice("purpose", _("Purpose"), purposes, required=True)),
            save=self._act,
            then=then,
            save_text=_("Add to the round"),
            saying=_("Added at the end of the round."),
            undo=lambda visit_id: partial(remove_unplanned_visit, visit_id=visit_id),
        )
        self.form.set_values({"purpose": "therapy"})

    def _act(self, values: dict[str, Any]) -> Callable[[Any], Any]:
        children = values["children"]
        if len(children) != 1:
            raise UserError(N_("Choose one child."), field="children")
        assert self._round is not None
        return partial(
            add_unplanned_visit,
            round_id=self._round,
            child_id=children[0],
            purpose=str(values["purpose"] or ""),
            confirmed=self._confirmed,
        )

    def _failed(self, error: Exception) -> bool:
        if not isinstance(error, Doubtful):
            return super()._failed(error)
        self.save_button.setEnabled(True)
        text = "\n".join(doubt.in_words() for doubt in error.doubts)
        title, agree = _("Visited this week already"), _("Add all the same")
        confirm.ask(self, title, text, agree, self._save_confirmed, danger=False, stay_text=_("Go back"))
        return True

    def _save_confirmed(self) -> None:
        self._confirmed = True
        self.save()
