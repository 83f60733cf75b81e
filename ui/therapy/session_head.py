"""The head of a session's page: when, what, who; to the session before and the next; its minutes; saving."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from centre_app.language.translate import _
from centre_app.language.written import day_text
from centre_app.therapy.session_file import SessionFile
from ui.shared import theme
from ui.shared.buttons import button, icon_button, main_button
from ui.shared.tags import Tag
from ui.shared.words import label, restyle
from ui.therapy.session_words import TONES, Shown, day_words, hour_text, status_text


class SessionHead(QWidget):
    """``moved(by)``, ``left``, ``saved``, ``saved_on`` (save, then the next one), ``minutes_typed(text)``,
    ``signed``: the supervisor signs off."""

    moved = Signal(int)
    left = Signal()
    saved = Signal()
    saved_on = Signal()
    minutes_typed = Signal(str)
    signed = Signal()

    def __init__(self) -> None:
        super().__init__()
        back = icon_button("back", _("To the day"), self.left.emit)
        self.title = label(kind="heading", wrap=True)
        self.title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.state = Tag("")
        self.before = icon_button("up", _("The session before (Ctrl+Up)"), lambda: self.moved.emit(-1))
        self.place = label(kind="muted")
        self.after = icon_button("down", _("The next session (Ctrl+Down)"), lambda: self.moved.emit(1))
        self.save_on = button(_("Save, next"), self.saved_on.emit, icon="down")
        self.save_on.setToolTip("Ctrl+Shift+S")
        self.save = main_button(_("Save"), self.saved.emit, icon="save")
        self.save.setToolTip("Ctrl+S")
        self.about = label(kind="muted", wrap=True)
        self.about.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.minutes = QLineEdit()
        self.minutes.setAccessibleName(_("Minutes it lasted"))
        self.minutes.setFixedWidth(theme.px(56))
        self.minutes.setMaxLength(4)
        self.minutes.textEdited.connect(self._minutes_edited)
        self.sign = button(_("Sign off"), self.signed.emit, icon="check")
        self.minutes_label = label(_("minutes"), kind="muted")
        self.wrong = label(kind="error", wrap=True)
        self.wrong.hide()
        first, second = QHBoxLayout(), QHBoxLayout()
        for widget in (back, self.title, self.state, self.before, self.place, self.after, self.save_on, self.save):
            first.addWidget(widget, 1 if widget is self.title else 0)
        second.addSpacing(theme.px(34))
        second.addWidget(self.about, 1)
        second.addWidget(self.sign)
        second.addWidget(self.minutes)
        second.addWidget(self.minutes_label)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for row in (first, second):
            row.setSpacing(8)
            column.addLayout(row)
        column.addWidget(self.wrong)

    def show_session(self, shown: Shown, *, writing: bool) -> None:
        """What is read of it; ``writing``: it can be changed."""
        file = shown.file
        self.title.setText(f"{hour_text(file.start_minute, file.minutes)} · {shown.type}")
        self.about.setText(
            " · ".join(filter(None, (day_words(file), file.therapist, file.room, _open_until(file, writing))))
        )
        self.place.setText(_("{n} of {all}").format(n=file.place, all=file.of))
        self.before.setEnabled(file.previous is not None)
        self.after.setEnabled(file.next is not None)
        self.save_on.setVisible(writing and file.next is not None)
        for widget in (self.save, self.minutes, self.minutes_label):
            widget.setVisible(writing)
        self.sign.setVisible(writing and file.sign_off.may)
        self.minutes.setText(str(file.minutes))
        self.show_status(file.status)
        self.show_error("")

    def show_status(self, status: str) -> None:
        """The session's status in words."""
        self.state.setText(status_text(status))
        self.state.setProperty("tone", TONES.get(status, ""))
        restyle(self.state)

    def show_error(self, text: str) -> None:
        """Under the minutes."""
        self.wrong.setText(text)
        self.wrong.setVisible(bool(text))
        if text:
            self.minutes.setFocus()

    def _minutes_edited(self, text: str) -> None:
        self.show_error("")
        self.minutes_typed.emit(text)


def _open_until(file: SessionFile, writing: bool) -> str:
    if not writing or file.written_up_at is None:
        return ""
    words = _("written up by {name}, can be changed until {day}").format(
        name=file.written_up_by, day=day_text(file.lock.last_open_day)
    )
    if file.sign_off.needed:
        words += " · " + _("waits for {supervisor} to sign it off").format(supervisor=file.sign_off.supervisor)
    return words
