"""Writing an instrument of the centre's own: title, ages, who answers, questions, answers, score, what it means."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from centre_app.errors import UserError
from centre_app.instruments.editing import add_instrument, change_instrument
from centre_app.instruments.own import (
    SCORINGS,
    OwnAnswer,
    OwnCutOff,
    OwnInstrument,
    OwnItem,
    respondent_words,
)
from centre_app.language.translate import LANGUAGE_NAMES, N_, _, current
from ui import tasks
from ui.shared import confirm
from ui.shared.buttons import button, link_button, main_button
from ui.shared.fields import Choice, Heading, MultiChoice, Note, Number, Part, Rows, Text
from ui.shared.form import Form
from ui.shared.scroll import scrolled
from ui.shared.words import label

_BETTER = {"more": N_("more points are better"), "less": N_("fewer points are better")}


class InstrumentEditor(QWidget):
    """``items_only``: areas that come with the app, with the centre’s questions. Emits ``saved(code)`` and ``left``."""

    saved = Signal(str)
    left = Signal()

    def __init__(self, own: OwnInstrument, code: str = "", *, items_only: bool = False, used: int = 0) -> None:
        super().__init__()
        self.own, self.code, self.items_only = own, code, items_only
        self.form = Form(_item_fields(own) if items_only else _fields(own))
        self.form.set_values(_values(own))
        page = QWidget()
        inside = QVBoxLayout(page)
        inside.setContentsMargins(0, 0, 8, 0)
        inside.addWidget(self.form)
        inside.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.addWidget(link_button(_("All instruments"), self.leave, icon="back"))
        head.addWidget(label(own.title or _("New instrument"), kind="heading", wrap=True), 1)
        column.addLayout(head)
        language = LANGUAGE_NAMES[current().language]
        words = _("You write in {language}; languages that are empty show these words too.").format(language=language)
        if used:
            words += " " + _("It was filled in before, so a change makes a new version.")
        column.addWidget(label(words, kind="muted", wrap=True))
        column.addWidget(scrolled(page), 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button(_("Cancel"), self.leave))
        self.save_button = main_button(_("Save"), self.save)
        foot.addWidget(self.save_button)
        column.addLayout(foot)

    def save(self) -> None:
        """A new one, or a change; what is wrong is said at its field."""
        values = self.form.collect()
        if values is None:
            return
        own = _own(self.own, values, items_only=self.items_only)
        language = current().language
        self.save_button.setEnabled(False)
        if self.code:
            action = partial(change_instrument, code=self.code, own=own, language=language)
            tasks.do(action, then=lambda _version: self._done(self.code), failed=self._failed, owner=self)
        else:
            tasks.do(partial(add_instrument, own=own, language=language), then=self._done, failed=self._failed)

    def leave(self) -> None:
        """Back to the list; asks first where something was typed."""
        if self.form.is_changed():
            confirm.leave_unsaved(self, self.left.emit)
        else:
            self.left.emit()

    def _done(self, code: str) -> None:
        self.form.mark_saved()
        self.saved.emit(code)

    def _failed(self, error: Exception) -> bool:
        self.save_button.setEnabled(True)
        if not isinstance(error, UserError):
            return False
        self.form.show_error(error.field, error.in_words())
        return True


def _item_fields(own: OwnInstrument) -> list[Part]:
    areas = tuple(dict.fromkeys(item.area for item in own.items if item.area))
    return [
        Rows(
            "items",
            _("Questions"),
            fields=(
                Text("text", _("Question"), required=True, max_length=600),
                Text("area", _("Area (if any)"), max_length=600, suggestions=areas),
            ),
            add_text=_("Add a question"),
        )
    ]


def _fields(own: OwnInstrument) -> list[Part]:
    return [
        Text("title", _("Title"), required=True, width=2, max_length=200),
        Text("about", _("What it is for"), width=2, max_length=600),
        Number("first_month", _("From this age in months"), maximum=300),
        Number("until_month", _("To under this age in months (empty: no end)"), maximum=300),
        MultiChoice("respondents", _("Who may answer"), list(respondent_words(current().language).items())),
        *_item_fields(own),
        Note(_("The same for every question. An answer without points says “not known” and is never taken for none.")),
        Rows(
            "answers",
            _("Answers"),
            fields=(
                Text("text", _("Answer"), required=True, max_length=600),
                Number("points", _("Points"), minimum=-100, maximum=1000, decimals=2),
            ),
            add_text=_("Add an answer"),
        ),
        Heading(_("Score")),
        Choice("scoring", _("Score"), [(code, _(words)) for code, words in SCORINGS.items()], required=True),
        Choice("better", _("Direction"), [(code, _(words)) for code, words in _BETTER.items()]),
        Rows(
            "cut_offs",
            _("What a score means"),
            fields=(
                Number(
                    "least", _("From this many points"), minimum=-10_000, maximum=100_000, decimals=2, required=True
                ),
                Text("words", _("What it means"), required=True, max_length=600),
            ),
            add_text=_("Add a meaning"),
        ),
    ]


def _values(own: OwnInstrument) -> dict[str, Any]:
    return {
        "title": own.title,
        "about": own.about if own.about != own.title else "",
        "first_month": own.first_month,
        "until_month": own.until_month,
        "respondents": own.respondents,
        "items": [{"text": item.text, "area": item.area} for item in own.items],
        "answers": [{"text": answer.text, "points": _shown(answer.points)} for answer in own.answers],
        "scoring": own.scoring,
        "better": own.better or None,
        "cut_offs": [{"least": _shown(one.least), "words": one.words} for one in own.cut_offs],
    }


def _own(before: OwnInstrument, values: dict[str, Any], *, items_only: bool) -> OwnInstrument:
    items = tuple(OwnItem(row["text"], row["area"]) for row in values["items"])
    if items_only:
        return OwnInstrument(**{**vars(before), "items": items})
    return OwnInstrument(
        title=values["title"],
        about=values["about"],
        items=items,
        answers=tuple(OwnAnswer(row["text"], _number(row["points"])) for row in values["answers"]),
        first_month=values["first_month"] or 0,
        until_month=values["until_month"],
        respondents=values["respondents"],
        scoring=values["scoring"] or "none",
        better=values["better"] or "",
        cut_offs=tuple(OwnCutOff(float(row["least"]), row["words"]) for row in values["cut_offs"]),
    )


def _shown(points: float | None) -> float | int | None:
    """Whole points without a decimal."""
    return int(points) if points is not None and points == int(points) else points


def _number(value: Any) -> float | None:
    return None if value is None else float(value)
