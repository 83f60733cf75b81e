"""Booking: one session or a series, with what speaks against it said while it is typed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from centre_app.errors import UserError
from centre_app.language.translate import N_, _, current, ngettext
from centre_app.therapy.actions import book_series, book_session
from centre_app.therapy.placing import ClashNeedsReason
from ui import messages, tasks
from ui.shared import confirm, theme
from ui.shared.buttons import button, main_button
from ui.shared.form import Form
from ui.shared.screen import Shell
from ui.shared.scroll import scrolled
from ui.shared.words import label, restyle, rule
from ui.therapy.booking_form import (
    Offered,
    Wish,
    equipped_first,
    main_fields,
    read_offered,
    repeat_fields,
    skilled_first,
)
from ui.therapy.booking_preview import Preview, clash_lines, preview_booking
from ui.therapy.booking_values import FIELDS, booking_of, is_repeated, series_of
from ui.therapy.moves import reason_field
from ui.therapy.told_words import told_text

__all__ = ["BookingDialog", "Wish", "open_booking"]

_PREVIEW_AFTER_MS = 200
_WIDE, _TALL = 680, 640


def open_booking(parent: QWidget, shell: Shell, wish: Wish, done: Callable[[Any, str], None]) -> None:
    """Ask what there is to choose from, then show the dialog. ``done(undo, words)`` when something is booked."""
    tasks.read(
        partial(read_offered, wish=wish, language=current().language),
        then=lambda offered: BookingDialog(parent, shell, offered, wish, done).open(),
        owner=parent,
        latest="booking",
    )


class BookingDialog(QDialog):
    """What speaks against it never blocks typing: it is said below, and decided on when it is saved."""

    def __init__(
        self, parent: QWidget, shell: Shell, offered: Offered, wish: Wish, done: Callable[[Any, str], None]
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Book a session"))
        self._offered, self._done = offered, done
        self._usual_minutes: int | None = None
        self._last_preview: Preview | None = None
        self._today = shell.office.today()
        self.form = Form(main_fields(offered, self._today))
        self.repeat = Form(repeat_fields(self._today))
        self.reason = Form([reason_field()])
        self.clashes = label(wrap=True)
        self.days = label(kind="muted", wrap=True)
        self.save_button = main_button(_("Book"), self.save)
        self.save_button.setDefault(True)
        self._lay_out()
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setInterval(_PREVIEW_AFTER_MS)
        self._due.timeout.connect(self.preview)
        self.form.changed.connect(self._typed)
        self.repeat.changed.connect(lambda _name: self._due.start())
        self._fill(wish)
        self.form.focus_first()

    def save(self) -> None:
        """Book what is typed."""
        values = self._values()
        if values is None:
            return
        try:
            act = _booking(values)
        except UserError as error:
            self.show_error(error.field, error.in_words())
            return
        self.save_button.setEnabled(False)
        then = self._series_booked if is_repeated(values) else self._booked
        tasks.do(act, then=then, failed=self._failed, owner=self)

    def reject(self) -> None:
        """Cancel; asks first where something was typed."""
        if self.form.is_changed() or self.repeat.is_changed():
            confirm.leave_unsaved(self, lambda: self.done(QDialog.DialogCode.Rejected))
        else:
            super().reject()

    def show_error(self, field: str | None, text: str) -> None:
        """Say it at its field, in whichever part of the dialog that is."""
        field = FIELDS.get(field or "", field)
        for form in (self.reason, self.repeat, self.form):
            if field in form.raw():
                form.show_error(field, text)
                return
        self.form.show_error(field, text)

    # ---- what it would mean ------------------------------------------------------------------------------------------

    def preview(self) -> None:
        """Ask what speaks against it and which days a series would have. Silent about what is not typed yet."""
        self._due.stop()
        try:
            ask = preview_booking({**self._typed_so_far(), "clash_reason": ""})
        except UserError:
            ask = None
        if ask is None:
            self._show_preview(Preview())
        else:
            tasks.read(ask, then=self._show_preview, failed=self._no_preview, latest="preview")

    def _show_preview(self, preview: Preview) -> None:
        self._last_preview = preview
        hard = any(clash.hard for clash in preview.clashes)
        lines = clash_lines(preview.clashes)
        head = _("Cannot be:") if hard else _("Only with a reason:")
        self.clashes.setText("\n".join((head, *lines)) if lines else "")
        self.clashes.setProperty("tone", "danger" if hard else "attention")
        restyle(self.clashes)
        self.clashes.setVisible(bool(lines))
        self.days.setText(preview.words)
        self.days.setVisible(bool(preview.words))
        if not hard:
            self.reason.setVisible(bool(lines))

    def _no_preview(self, error: Exception) -> bool:
        if isinstance(error, UserError):
            self._show_preview(Preview(words=error.in_words()))
            return True
        return False

    # ---- booked, or not ----------------------------------------------------------------------------------------------

    def _booked(self, booked: Any) -> None:
        self.accept()
        self._done(booked.undo, _("The session is booked."))

    def _series_booked(self, result: Any) -> None:
        self.accept()
        said = ngettext("{n} session booked.", "{n} sessions booked.", result.made).format(n=result.made)
        self._done(result.undo, said)
        if result.skipped:
            messages.info(_("Left out:") + "\n" + told_text(result.skipped))
        if result.left_out:
            messages.attention(_("Booked without a child:") + "\n" + told_text(result.left_out))

    def _failed(self, error: Exception) -> bool:
        self.save_button.setEnabled(True)
        if not isinstance(error, UserError):
            return False
        if isinstance(error, ClashNeedsReason):
            self.reason.show()
        self.show_error(error.field, error.in_words())
        return True

    # ---- filling -----------------------------------------------------------------------------------------------------

    def _values(self) -> dict[str, Any] | None:
        values = self.form.collect()
        repeat = self.repeat.collect() if values is not None and is_repeated(values) else {}
        if values is None or repeat is None:
            return None
        reason = self.reason.raw()["clash_reason"].strip() if not self.reason.isHidden() else ""
        if not self.reason.isHidden() and not reason:
            self.reason.show_error("clash_reason", _(_WHY))
            return None
        return {**values, **repeat, "clash_reason": reason}

    def _typed_so_far(self) -> dict[str, Any]:
        """Each field that can be read; None for one that cannot, or not yet."""
        found: dict[str, Any] = {}
        for form in (self.form, self.repeat):
            for name in form.raw():
                try:
                    found[name] = form.editor(name).value()
                except UserError:
                    found[name] = None
        return found

    def _typed(self, name: str) -> None:
        if name == "type":
            self._type_chosen()
        elif name == "minutes":
            self._usual_minutes = None  # typed by hand: it stays
        elif name == "day":
            self._day_typed()
        elif name == "every":
            self.repeat.setVisible(is_repeated(self.form.raw()))
        self._due.start()

    def _type_chosen(self) -> None:
        """Its usual length, and those first who give it, and the rooms that have what it needs."""
        code = self.form.editor("type").value()
        self.form.set_choices("therapist_id", skilled_first(self._offered, code))
        self.form.set_choices("room_id", equipped_first(self._offered, code))
        facts = self._offered.facts.get(code) if code is not None else None
        minutes = self.form.raw()["minutes"]
        if facts is not None and minutes in ("", str(self._usual_minutes)):
            self.form.editor("minutes").set_value(facts.usual_minutes)
            self._usual_minutes = facts.usual_minutes

    def _day_typed(self) -> None:
        try:
            day = self.form.editor("day").value()
        except UserError:
            return
        if day is not None and not self.repeat.is_changed():
            self.repeat.set_values({"weekdays": (day.isoweekday(),)})

    def _fill(self, wish: Wish) -> None:
        self.form.set_values(
            {
                "type": wish.type or None,
                "child_ids": self._offered.wished_children,
                "therapist_id": wish.therapist_id,
                "room_id": wish.room_id,
                "day": wish.day,
                "start_minute": wish.start_minute,
                "minutes": wish.minutes,
            }
        )
        self.repeat.set_values({"weekdays": (wish.day.isoweekday(),)})
        self._type_chosen()
        self.form.mark_saved()
        self._show_preview(Preview())
        self.preview()

    def _lay_out(self) -> None:
        self.repeat.hide()
        self.reason.hide()
        page = QWidget()
        inside = QVBoxLayout(page)
        inside.setContentsMargins(24, 20, 24, 8)
        inside.setSpacing(12)
        inside.addWidget(label(_("Book a session"), kind="heading"))
        inside.addWidget(self.form)
        inside.addWidget(self.repeat)
        inside.addStretch(1)
        # What it would mean stays in view, however far down one types.
        below = QVBoxLayout()
        below.setContentsMargins(24, 8, 24, 0)
        below.setSpacing(8)
        for part in (self.days, self.clashes, self.reason):
            below.addWidget(part)
        row = QHBoxLayout()
        row.setContentsMargins(24, 8, 24, 16)
        row.addStretch(1)
        row.addWidget(button(_("Cancel"), self.reject))
        row.addWidget(self.save_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(page), 1)
        layout.addWidget(rule())
        layout.addLayout(below)
        layout.addLayout(row)
        room = self.screen().availableSize()
        self.resize(min(theme.px(_WIDE), room.width() - 40), min(theme.px(_TALL), room.height() - 60))


_WHY = N_("Write why it is all right all the same.")


def _booking(values: dict[str, Any]) -> tasks.Action:
    if is_repeated(values):
        series = series_of(values)
        return lambda session: book_series(session, series)
    booking = booking_of(values)
    return lambda session: book_session(session, booking)
