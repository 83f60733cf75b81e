"""Any instrument, shown to be filled in: a question a row, kept as it is answered."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QProgressBar, QVBoxLayout, QWidget

from centre_app.children.files import ChildFile
from centre_app.errors import UserError
from centre_app.instruments.actions import discard_draft
from centre_app.instruments.definition import said
from centre_app.instruments.queries import FillingView
from centre_app.instruments.rules import applying, check_respondent, missing
from centre_app.language.translate import _, current, ngettext
from ui import messages, tasks
from ui.instruments.keeping import Keeper
from ui.instruments.question import Question
from ui.instruments.who_answers import WhoAnswers
from ui.instruments.words import guardian_name, months_words, title
from ui.shared import confirm, theme
from ui.shared.buttons import danger_button, link_button, main_button
from ui.shared.screen import Shell
from ui.shared.scroll import scrolled
from ui.shared.words import label


class FillingForm(QWidget):
    """A draft. Emits ``finished``, ``discarded`` and ``left``; ``day_moved`` when what is asked may be other now."""

    finished = Signal(object)
    discarded = Signal()
    left = Signal()
    day_moved = Signal(object)

    def __init__(self, shell: Shell, view: FillingView, file: ChildFile | None) -> None:
        super().__init__()
        self.shell, self.view, self.file = shell, view, file
        self.definition, self.months = view.definition, view.months
        self.answers: dict[str, Any] = dict(view.answers)
        self.keeper = Keeper(self, view.row.id, self._refused)
        self.keeper.kept.connect(lambda: self.kept_words.setText(_("Kept.")))
        self.questions: dict[str, Question] = {}
        self.areas: dict[str, QWidget] = {}
        self.who = WhoAnswers(view.definition, view.months, shell.office.today())
        self.who.show_values(view.row.day, view.row.respondent, view.row.respondent_name, view.proxy_reason)
        self.who.changed.connect(self._who_changed)
        self.who.day_changed.connect(self._move_day)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress_words = label(kind="muted")
        self.note = QPlainTextEdit(view.note)
        self.note.setAccessibleName(_("Note"))
        self.note.setFixedHeight(theme.px(72))
        self.note.setTabChangesFocus(True)
        self.note.textChanged.connect(lambda: self.keeper.wait("note", self.note.toPlainText()))
        self.page = scrolled(self._questions())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(10)
        column.addLayout(self._head())
        column.addWidget(self.who)
        column.addWidget(self.progress)
        column.addWidget(self.page, 1)
        column.addLayout(self._foot())
        self._show_applying()

    def begin(self) -> None:
        """To the first question that is not answered."""
        self._go_on(None)

    def hideEvent(self, event: QHideEvent) -> None:
        # Whoever goes to another tab or to the list loses nothing that still waits.
        self.keep()
        super().hideEvent(event)

    def unsaved(self) -> bool:
        """Whether an answer is not kept yet: keeping it is begun at once."""
        self.keep()
        return self.keeper.behind

    def keep(self) -> None:
        """Write down what was answered since the last time."""
        self.keeper.keep()

    def finish(self) -> None:
        """Finish, or say at its place what is missing."""
        self.who.clear_errors()
        problem = self._respondent_problem()
        left = missing(self.definition, self.answers, self.months)
        for code, question in self.questions.items():
            lacking = any(item.code == code for item in left)
            question.show_problem(_("This question is not answered yet.") if lacking else "")
        if left:
            words = ngettext("{n} question is not answered yet.", "{n} questions are not answered yet.", len(left))
            messages.attention(words.format(n=len(left)))
            self._show(self.questions[left[0].code])
        if problem is not None:
            self.who.show_error(problem.field or "", problem.in_words())
        if left or problem is not None:
            return
        self.finish_button.setEnabled(False)
        self.keeper.finish(lambda: self.finished.emit(self.view.row.id), saying=_("Finished."))

    # ---- parts ------------------------------------------------------------------------------------------------------

    def _head(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(title(self.view.row.title), kind="heading", wrap=True))
        words.addWidget(label(_("Age on that day: {age}").format(age=months_words(self.months)), kind="muted"))
        row = QHBoxLayout()
        row.addWidget(link_button(_("Back"), self._leave, icon="back"))
        row.addLayout(words, 1)
        row.addWidget(self.progress_words)
        return row

    def _questions(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        column.addWidget(label(said(self.definition.about, current().language), kind="muted", wrap=True))
        column.addWidget(label(_("Keys 1–9 answer and go on; arrows move; Delete takes an answer back."), kind="muted"))
        alone = len(self.definition.items) == 1
        for item in self.definition.items:
            section = self.definition.section(item.section)
            if section is not None and item.section not in self.areas:
                self.areas[item.section] = label(title(section.labels), kind="strong")
                column.addWidget(self.areas[item.section])
            question = Question(item, self.definition.answers_of(item), alone=alone)
            question.show_answer(self.answers.get(item.code))
            question.answered.connect(self._answered)
            question.left.connect(partial(self._step, question))
            self.questions[item.code] = question
            column.addWidget(question)
        caption = label(_("Note"))
        caption.setBuddy(self.note)
        column.addWidget(caption)
        column.addWidget(self.note)
        column.addStretch(1)
        return page

    def _foot(self) -> QHBoxLayout:
        self.finish_button = main_button(_("Finish"), self.finish, icon="check")
        self.kept_words = label(_("Kept as a draft as you answer."), kind="muted")
        row = QHBoxLayout()
        row.addWidget(danger_button(_("Throw the draft away…"), self._discard))
        row.addWidget(self.kept_words, 1)
        row.addWidget(self.finish_button)
        return row

    # ---- answering --------------------------------------------------------------------------------------------------

    def _answered(self, code: str, answer: str | None, by_key: bool) -> None:
        if answer is None:
            self.answers.pop(code, None)
        else:
            self.answers[code] = answer
        self.keeper.wait_answer(code, answer)
        self._show_applying()
        if by_key:
            self._go_on(code)

    def _show_applying(self) -> None:
        """What depends on an answer is shown or hidden at once; the progress counts what applies."""
        asked = [item.code for item in applying(self.definition, self.answers, self.months)]
        for place, code in enumerate(asked, start=1):
            self.questions[code].show_number(place)
        for code, question in self.questions.items():
            question.setVisible(code in asked)
        sections = {self.questions[code].item.section for code in asked}
        for section, heading in self.areas.items():
            heading.setVisible(section in sections)
        done = sum(code in self.answers for code in asked)
        self.progress.setMaximum(max(len(asked), 1))
        self.progress.setValue(done)
        words = _("{done} of {all}").format(done=done, all=len(asked))
        if all(self.questions[code].item.optional for code in asked):  # nobody fills such a list in whole
            words = ngettext("{n} answer", "{n} answers", done).format(n=done)
            self.progress.hide()
        self.progress_words.setText(words)
        self.progress.setAccessibleName(words)

    def _go_on(self, after: str | None) -> None:
        """To the next question that is not answered, from the one just answered on."""
        codes = [item.code for item in applying(self.definition, self.answers, self.months)]
        place = codes.index(after) + 1 if after in codes else 0
        following = next((code for code in codes[place:] if code not in self.answers), None)
        if following is not None:
            self._show(self.questions[following])
        elif after is not None and all(code in self.answers for code in codes):
            self.finish_button.setFocus()
        elif after in codes[:-1]:
            self._show(self.questions[codes[place]])

    def _step(self, question: Question, by: int) -> None:
        shown = [one for one in self.questions.values() if one.isVisibleTo(self)]
        place = shown.index(question) + by
        if 0 <= place < len(shown):
            self._show(shown[place])

    def _show(self, question: Question) -> None:
        question.setFocus()
        self.page.ensureWidgetVisible(question, 0, theme.px(40))

    def _who_changed(self, field: str, value: str) -> None:
        self.keeper.wait(field, value)
        if field == "respondent":
            self.who.suggest_name(guardian_name(self.file, value))

    def _refused(self, error: Exception) -> bool:
        self.finish_button.setEnabled(True)
        if not isinstance(error, UserError) or error.field is None:
            return False
        if error.field in self.questions:
            self.questions[error.field].show_problem(error.in_words())
            return True
        return self.who.show_error(error.field, error.in_words())

    def _respondent_problem(self) -> UserError | None:
        try:
            check_respondent(self.definition, *self.who.values(), self.months)
        except UserError as error:
            return error
        return None

    def _move_day(self, day: date) -> None:
        """Another day is another age, and may ask other questions: shown anew."""
        self.keeper.move_day(day, lambda: self.day_moved.emit(self.view.row.id), self._day_refused)

    def _day_refused(self) -> None:
        self.who.day_there = self.view.row.day

    def _leave(self) -> None:
        self.keep()
        self.left.emit()

    def _discard(self) -> None:
        confirm.ask(
            self,
            _("Throw this draft away?"),
            _("What was answered in it is lost."),
            _("Throw away"),
            self._thrown_away,
        )

    def _thrown_away(self) -> None:
        self.keeper.forget()
        action = partial(discard_draft, filling_id=self.view.row.id)
        tasks.do(action, then=lambda _nothing: self.discarded.emit(), owner=self)
