"""A finished filling, to read: the result in words, each answer, and what it was last time."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from centre_app.instruments.actions import withdraw_filling
from centre_app.instruments.definition import Item
from centre_app.instruments.queries import FillingView
from centre_app.instruments.result import answer_words, item_words
from centre_app.instruments.rules import applying, changes
from centre_app.language.dates import day_text
from centre_app.language.translate import _, current
from centre_app.security.access import Permission
from ui.instruments.words import months_words, reason_words, title, who_words
from ui.reports.shown import show_report
from ui.shared.buttons import button, danger_button, link_button
from ui.shared.cards import Card
from ui.shared.dialog import FormDialog
from ui.shared.fields import Text
from ui.shared.screen import Shell
from ui.shared.scroll import scrolled
from ui.shared.words import label


class Answered(QWidget):
    """Nothing here can be changed; it can be withdrawn with a reason. Emits ``left``."""

    left = Signal()

    def __init__(self, shell: Shell, view: FillingView) -> None:
        super().__init__()
        self.shell, self.view = shell, view
        page = QWidget()
        inside = QVBoxLayout(page)
        inside.setContentsMargins(0, 0, 8, 0)
        inside.setSpacing(12)
        for card in (self._result(), self._answers()):
            inside.addWidget(card)
        inside.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(10)
        column.addLayout(self._head())
        column.addWidget(scrolled(page), 1)

    def print(self) -> None:
        """As it is printed."""
        row = self.view.row
        show_report(
            self,
            "instrument",
            {"child": row.child_id, "filling": row.id},
            language=self.shell.app.document_language,
            name=f"{self.view.child_number}-{row.code}",
        )

    def withdraw(self) -> None:
        """Ask why it does not count."""
        FormDialog(
            self,
            _("Withdraw this filling"),
            [Text("reason", _("Why"), width=2, max_length=300, required=True)],
            lambda values: partial(withdraw_filling, filling_id=self.view.row.id, reason=values["reason"]),
            then=lambda _nothing: self.left.emit(),
            note=_("It stays in the file with the reason and does not count any more."),
            save_text=_("Withdraw"),
            saying=_("Withdrawn."),
        ).open()

    def _head(self) -> QHBoxLayout:
        row = self.view.row
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(title(row.title), kind="heading", wrap=True))
        facts = (day_text(row.day), months_words(self.view.months), _("filled in by {who}").format(who=row.filled_by))
        words.addWidget(label("  ·  ".join(facts), kind="muted", wrap=True))
        head = QHBoxLayout()
        head.addWidget(link_button(_("Back"), self.left.emit, icon="back"))
        head.addLayout(words, 1)
        if row.status == "done" and self.shell.may(Permission.FILL_INSTRUMENTS):
            head.addWidget(danger_button(_("Withdraw…"), self.withdraw))
        head.addWidget(button(_("Print"), self.print, icon="print"))
        return head

    def _result(self) -> Card:
        view, row = self.view, self.view.row
        card = Card(_("Result"))
        if row.status == "withdrawn":
            card.add_text(_("Withdrawn: {reason}").format(reason=row.withdrawn_reason), kind="error")
        for sentence in row.result or (_("Nothing to add up: the answers stand below."),):
            card.add_text(sentence, kind="")
        who = who_words(view.definition, row.respondent, row.respondent_name)
        card.add_text(_("Answered by: {who}").format(who=who))
        if view.proxy_reason:
            reason = reason_words(view.definition, view.proxy_reason)
            card.add_text(_("Why not the child: {reason}").format(reason=reason))
        if view.note:
            card.add_text(view.note, kind="")
        return card

    def _answers(self) -> Card:
        view, language = self.view, current().language
        earlier = {}
        if view.before is not None:
            earlier = {one.item.code: one.before for one in changes(view.definition, view.before, view.answers)}
        card = Card(_("Answers"))
        if earlier and view.before_day is not None:
            card.set_count(_("changed since {day}: {n}").format(day=day_text(view.before_day), n=len(earlier)))
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        for place, item in enumerate(self._shown()):
            answer = view.definition.answer(item, view.answers.get(item.code))
            given = answer_words(answer, language) if answer is not None else "–"
            if item.code in earlier:
                given += "\n" + _("before: {answer}").format(answer=answer_words(earlier[item.code], language))
            asked, said = item_words(item, language), label(given, wrap=True)
            said.setAccessibleName(f"{asked} {given}")
            grid.addWidget(label(asked, kind="muted", wrap=True), place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(said, place, 1, Qt.AlignmentFlag.AlignTop)
        card.add_widget(holder)
        return card

    def _shown(self) -> list[Item]:
        """Of a long list that nobody fills in whole only what was written."""
        items = applying(self.view.definition, self.view.answers, self.view.months)
        if all(item.optional for item in items):
            return [item for item in items if item.code in self.view.answers]
        return items
