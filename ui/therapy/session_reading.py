"""A session as it was written, to be read: a locked note with its additions, or for who only reads."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from centre_app.language.translate import _
from centre_app.language.written import day_text, moment_text
from centre_app.plans.rules import LEVELS, level_sign
from centre_app.therapy.note_rules import CUE_LIST
from centre_app.therapy.rules import ATTENDED, EXCUSED, INVITED, MISSED, REASON_LIST
from centre_app.therapy.session_file import ChildHere, GoalHere
from ui.shared.buttons import button
from ui.shared.cards import Card
from ui.shared.flow import Flow
from ui.shared.scroll import scrolled
from ui.shared.tags import Tag
from ui.shared.words import label
from ui.therapy.session_words import Shown, practised_text, status_text

_TONES = {ATTENDED: "good", MISSED: "danger", EXCUSED: "attention", INVITED: ""}


class ReadingPart(QWidget):
    """``add_asked``, ``correct_asked``, ``sign_asked``: the buttons beside the note."""

    add_asked = Signal()
    correct_asked = Signal()
    sign_asked = Signal()

    def __init__(self, shown: Shown, *, may_write: bool, may_correct: bool) -> None:
        super().__init__()
        self.shown = shown
        notes = QWidget()
        column = QVBoxLayout(notes)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        for line in self._about_all():
            column.addWidget(line)
        for child in shown.file.children:
            column.addWidget(self._child(child))
        column.addStretch(1)
        side = QWidget()
        beside = QVBoxLayout(side)
        beside.setContentsMargins(0, 0, 8, 0)
        beside.setSpacing(12)
        beside.addWidget(self._state(may_write=may_write, may_correct=may_correct))
        beside.addWidget(self._additions(may_write=may_write))
        beside.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(scrolled(notes), 5)
        row.addWidget(scrolled(side), 3)

    def _about_all(self) -> list[QWidget]:
        file = self.shown.file
        lines: list[QWidget] = []
        if file.reason or file.reason_note:
            reason = ", ".join(filter(None, (self.shown.said(REASON_LIST, file.reason), file.reason_note)))
            lines.append(label(_("Reason: {reason}").format(reason=reason), kind="strong", wrap=True))
        if file.note:
            lines.append(_words(file.note))
        return lines

    def _child(self, child: ChildHere) -> Card:
        card = Card(child.name)
        card.body.setSpacing(4)
        tags: list[QWidget] = [Tag(status_text(child.status), _TONES[child.status]), label(child.number, kind="muted")]
        reason = ", ".join(filter(None, (self.shown.said(REASON_LIST, child.reason), child.reason_note)))
        if reason:
            tags.append(label(reason))
        card.add_widget(Flow(tags))
        for goal in child.goals:
            if goal.worked is not None:
                card.add_widget(label(goal.text, kind="strong", wrap=True))
                card.add_widget(_words(self._worked(goal)))
        said = [
            (_("Note"), child.note),
            (_("Home task"), child.home_task),
            (_("Next time"), child.next_time),
            (_("Practised at home since last time"), practised_text(child.practised, child.practised_minutes)),
        ]
        for title, words in said:
            if words:
                card.add_widget(label(title, kind="muted"))
                card.add_widget(_words(words))
        return card

    def _worked(self, goal: GoalHere) -> str:
        worked = goal.worked
        assert worked is not None
        parts = []
        if worked.level is not None:
            words = goal.levels[LEVELS.index(worked.level)]
            parts.append(f"{level_sign(worked.level)}: {words}" if words else level_sign(worked.level))
        if worked.trials is not None:
            counted = _("{correct} of {trials} correct ({percent} %)")
            parts.append(counted.format(correct=worked.correct, trials=worked.trials, percent=worked.accuracy))
        if worked.cue_level:
            parts.append(_("help given: {help}").format(help=self.shown.said(CUE_LIST, worked.cue_level)))
        if worked.note:
            parts.append(worked.note)
        return "\n".join(parts) or _("Worked on.")

    def _state(self, *, may_write: bool, may_correct: bool) -> Card:
        file = self.shown.file
        card = Card(_("This note"), icon="lock" if file.lock.locked else "edit")
        for words in _states(self.shown):
            card.add_text(words, kind="")
        if file.sign_off.may and may_write:
            card.add_widget(button(_("Sign off"), self.sign_asked.emit, icon="check"))
        if file.lock.locked and may_correct:
            card.add_widget(button(_("Correct attendance…"), self.correct_asked.emit, icon="edit"))
        return card

    def _additions(self, *, may_write: bool) -> Card:
        file = self.shown.file
        card = Card(_("Additions"))
        for added in file.additions:
            head = f"{moment_text(added.at)} · {added.name}"
            about = added.child if len(file.children) > 1 else ""
            card.add_text(" · ".join(filter(None, (head, about))))
            card.add_widget(_words(added.text))
        if not file.additions:
            card.add_text(_("Nothing was added."))
        if file.lock.locked and may_write:
            self.add_button = button(_("Add…"), self.add_asked.emit, icon="add")
            card.add_widget(self.add_button)
        return card


def _states(shown: Shown) -> list[str]:
    file = shown.file
    lines = []
    if file.written_up_at is not None:
        written = _("Written up by {name}, {moment}.")
        lines.append(written.format(name=file.written_up_by, moment=moment_text(file.written_up_at)))
    if file.sign_off.at is not None:
        signed = _("Signed off by {name}, {moment}.")
        lines.append(signed.format(name=file.sign_off.by, moment=moment_text(file.sign_off.at)))
    elif file.sign_off.needed and file.written_up_at is not None:
        lines.append(_("Waits for {supervisor} to sign it off.").format(supervisor=file.sign_off.supervisor))
    if file.lock.why == "days":
        lines.append(_("It could be changed until {day}.").format(day=day_text(file.lock.last_open_day)))
    if file.lock.locked:
        lines.append(_("What is written stays as it is. What has to be said later is added with name and date."))
    return lines


def _words(text: str) -> QLabel:
    made = label(text, wrap=True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made
