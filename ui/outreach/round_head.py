"""The head of a round that is keyed: which it is, how far, and how it was driven."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from centre_app.language.translate import _, pgettext
from centre_app.outreach.round_file import RoundFile
from centre_app.workplace.times import span_text
from ui.outreach.round_facts_typed import FactsTyping
from ui.outreach.round_words import Shown, progress_words, round_title
from ui.shared import theme
from ui.shared.buttons import button, icon_button, main_button
from ui.shared.choice import ChoiceBox
from ui.shared.flow import Flow
from ui.shared.tags import Tag
from ui.shared.words import label, restyle

_WIDTHS = {"left": 58, "back": 58, "start_odometer": 78, "end_odometer": 78, "km": 62, "fuel": 56}
_FIELD_OF = {"left_minute": "left", "back_minute": "back", "fuel_litres": "fuel"}


class RoundHead(QWidget):
    """``back``, ``saved``, ``printed``, ``added`` (a home called at by the way). ``finder``: the field for codes."""

    back = Signal()
    saved = Signal()
    printed = Signal()
    added = Signal()

    def __init__(self, finder: QWidget) -> None:
        super().__init__()
        self.finder = finder
        self.title = label(kind="heading", wrap=True)
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.progress = Tag("")
        self.add = button(_("By the way…"), self.added.emit, icon="add")
        self.add.setToolTip(_("A home that was called at without being planned"))
        self.print = button(_("Print"), self.printed.emit, icon="print")
        self.save = main_button(_("Save"), self.saved.emit, icon="save")
        self.save.setToolTip("Ctrl+S")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(icon_button("back", _("To the rounds"), self.back.emit))
        row.addWidget(self.title, 1)
        row.addWidget(finder)
        for widget in (self.progress, self.add, self.print, self.save):
            row.addWidget(widget)

    def show_round(self, shown: Shown, *, writes: bool) -> None:
        """Which round, and what is still open."""
        file = shown.file
        self.title.setText(round_title(file))
        self.title.setToolTip(round_title(file))
        self.progress.setText(progress_words(file))
        self.progress.setProperty("tone", "attention" if file.open else "good")
        restyle(self.progress)
        self.add.setVisible(writes and file.id is not None)
        self.finder.setVisible(len(file.visits) > 1)
        self.print.setVisible(file.id is not None)
        self.save.setVisible(writes)


class DrivenPart(QFrame):
    """Vehicle, hours, odometer, kilometres, fuel, note. ``changed`` after each change; ``left`` when the focus goes
    elsewhere; ``on``: Enter in the last field."""

    changed = Signal()
    left = Signal()
    on = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.typed = FactsTyping()
        self.fields: dict[str, QLineEdit] = {}
        self.vehicle = ChoiceBox(empty=_("no vehicle"))
        self.vehicle.setAccessibleName(_("Vehicle"))
        self.vehicle.setMinimumContentsLength(7)
        self.vehicle.chosen.connect(self._vehicle_chosen)
        parts: list[QWidget] = [_with_label(_("Vehicle"), self.vehicle)]
        for name, words in (
            ("left", pgettext("round", "Left at")),
            ("back", pgettext("round", "Back at")),
            ("start_odometer", _("Odometer: start")),
            ("end_odometer", pgettext("odometer", "end")),
            ("km", _("km")),
            ("fuel", _("Fuel, l")),
        ):
            parts.append(_with_label(words, self._field(name, words)))
        self._field("note", _("Note on the round"))
        self.fields["note"].setMinimumWidth(theme.px(140))
        self.fields["note"].setMaxLength(500)
        parts.append(_with_label(_("Note"), self.fields["note"]))
        self.wrong = label(kind="error", wrap=True)
        self.wrong.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(4)
        column.addWidget(Flow(parts))
        column.addWidget(self.wrong)
        self.stops: list[QWidget] = [self.vehicle, *self.fields.values()]
        self._file: RoundFile | None = None
        for stop in self.stops:
            stop.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            inside = self.isAncestorOf(QApplication.focusWidget() or self)
            if not inside and event.reason() != Qt.FocusReason.PopupFocusReason:
                self.left.emit()
        return False

    def show_round(self, shown: Shown, typed: FactsTyping, *, writes: bool) -> None:
        """What stands, and what is typed over it."""
        self.typed, self._file = typed, shown.file
        self.setVisible(shown.file.id is not None)
        vehicles = [(one.id, one.name) for one in shown.vehicles]
        if shown.file.vehicle_id is not None and shown.file.vehicle_id not in dict(vehicles):
            vehicles.append((shown.file.vehicle_id, shown.file.vehicle))
        self.vehicle.set_choices(vehicles)
        self.vehicle.set_value(typed.vehicle_id)
        for name, widget in self.fields.items():
            if widget.text() != getattr(typed, name):
                widget.setText(getattr(typed, name))
        for stop in self.stops:
            stop.setEnabled(writes)
        self._hints()

    def show_error(self, field: str, text: str, *, focus: bool = True) -> None:
        """Under the fields."""
        name = _FIELD_OF.get(field, field)
        for key, widget in self.fields.items():
            widget.setProperty("wrong", bool(text) and key == name)
            restyle(widget)
        self.wrong.setText(text)
        self.wrong.setVisible(bool(text))
        if text and focus:
            self.fields.get(name, self.vehicle).setFocus()

    def focus_first(self) -> None:
        """To the first field that is empty."""
        empty = (widget for name, widget in self.fields.items() if not getattr(self.typed, name))
        next(empty, self.fields["left"]).setFocus()

    def _field(self, name: str, words: str) -> QLineEdit:
        made = QLineEdit()
        made.setAccessibleName(words)
        if name in _WIDTHS:
            made.setFixedWidth(theme.px(_WIDTHS[name]))
            made.setMaxLength(10)
            made.setAlignment(Qt.AlignmentFlag.AlignRight)
        made.textEdited.connect(lambda text: self._typed_in(name, text))
        made.returnPressed.connect(lambda: self._enter(name))
        self.fields[name] = made
        return made

    def _enter(self, name: str) -> None:
        names = list(self.fields)
        if name == names[-1]:
            self.on.emit()
        else:
            self.fields[names[names.index(name) + 1]].setFocus()

    def _hints(self) -> None:
        """What is known beforehand stands in the empty fields: the last reading, the kilometres by the odometer."""
        file = self._file
        if file is None:
            return
        self.fields["start_odometer"].setPlaceholderText(_said(file.last_odometer))
        self.fields["start_odometer"].setToolTip(_("What it showed last is offered in grey; Space takes it"))
        driven = self.typed.driven_words()
        self.fields["km"].setPlaceholderText(driven)
        planned = f"{file.planned_km:.1f}".replace(".", ",")
        self.fields["km"].setToolTip(_("Planned: {km} km").format(km=planned) if file.planned_km else "")
        hours = file.start_minute is not None and file.end_minute is not None
        words = _("Planned: {hours}").format(hours=span_text(file.start_minute or 0, file.end_minute or 0))
        for name in ("left", "back"):
            self.fields[name].setToolTip(words if hours else "")

    def _typed_in(self, name: str, text: str) -> None:
        offered = self.fields["start_odometer"].placeholderText()
        if name == "start_odometer" and text == " " and offered:
            self.fields[name].setText(offered)
            text = offered
        setattr(self.typed, name, text)
        self._tell()

    def _vehicle_chosen(self, key: object) -> None:
        self.typed.vehicle_id = key if isinstance(key, UUID) else None
        self._tell()

    def _tell(self) -> None:
        self._hints()
        if not self.wrong.isHidden():
            self.show_error("", "")
        self.changed.emit()


def _with_label(words: str, widget: QWidget) -> QWidget:
    part = QWidget()
    row = QHBoxLayout(part)
    row.setContentsMargins(0, 0, 6, 0)
    row.setSpacing(6)
    row.addWidget(label(words, kind="muted"))
    row.addWidget(widget)
    return part


def _said(number: int | None) -> str:
    return "" if number is None else str(number)
