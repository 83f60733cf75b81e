"""One question with its answers as buttons. A number key answers; Up and Down go to the questions beside it.

Painted by hand: a long list as widgets (a hundred questions, seven buttons each) would take two seconds to open.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from centre_app.instruments.definition import Answer, Item, said
from centre_app.instruments.result import answer_words, item_words
from centre_app.language.translate import _, current
from ui.instruments.question_layout import Placed, Shown, paint, place
from ui.shared import theme

_WIDTHS_KEPT = 8  # while it is being laid out a page asks for a few widths, each several times
_MOST_IN_WORDS = 6  # more answers than these show their marks alone, where they have some


class Question(QWidget):
    """A row. Emits ``answered(item code, answer code or None, by key)`` and ``left(steps)``."""

    answered = Signal(str, object, bool)
    left = Signal(int)

    def __init__(self, item: Item, answers: tuple[Answer, ...], *, alone: bool) -> None:
        super().__init__()
        self.item, self.answers = item, answers
        self.given: str | None = None
        self.problem = ""
        self._number = 0
        self._alone = alone
        self._hovered: str | None = None
        language = current().language
        self._words = item_words(item, language)
        self._hint = said(item.hint, language) if item.hint else ""
        self._whole = {answer.code: answer_words(answer, language) for answer in answers}
        marks = len(answers) > _MOST_IN_WORDS and sum(bool(one.mark) for one in answers) > _MOST_IN_WORDS
        self._beside = marks
        self._texts = {
            answer.code: answer.mark if marks and answer.mark else self._whole[answer.code] for answer in answers
        }
        self.keys = _keys(answers)
        self._placed: dict[tuple[int, str, str], Placed] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._say()

    def show_number(self, number: int) -> None:
        """Its place among the questions that apply."""
        if number != self._number:
            self._number = number
            self.update()

    def show_answer(self, code: str | None) -> None:
        """What is answered, without telling it."""
        self.given = code
        self._say()
        self.update()

    def show_problem(self, text: str) -> None:
        """What is wrong here; "" when nothing is."""
        if text != self.problem:
            self.problem = text
            self._say()
            self.updateGeometry()
            self.update()

    def choose(self, code: str, *, by_key: bool = False) -> None:
        """Answer; the answer that is there already is taken back when it is clicked again."""
        taken_back = self.given == code and not by_key
        self._answer(None if taken_back else code, by_key=by_key)

    def place_of(self, code: str) -> QPoint:
        """The middle of an answer's button."""
        return next(rect.center() for answer, rect in self._layout().answers if answer == code)

    # ---- size and painting ------------------------------------------------------------------------------------------

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._layout(width).height

    def sizeHint(self) -> QSize:
        wide = theme.px(560)
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(320), theme.px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint(painter, self.rect(), self._shown(), self._layout())
        painter.end()

    def _layout(self, width: int = 0) -> Placed:
        width = width or self.width()
        key = (width, self.font().key(), self.problem)
        if key not in self._placed:
            if len(self._placed) > _WIDTHS_KEPT:
                self._placed.clear()
            self._placed[key] = place(self._shown(), width, self.fontMetrics())
        return self._placed[key]

    def _shown(self) -> Shown:
        return Shown(
            number=f"{self._number}.",
            words=self._words,
            hint=self._hint,
            answers=self._texts,
            problem=self.problem,
            beside=self._beside,
            one_a_line=self._alone,
            given=self.given,
            hovered=self._hovered,
            focused=self.hasFocus(),
        )

    # ---- answering --------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.text() in self.keys:
            self.choose(self.keys[event.text()], by_key=True)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.left.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            self._step(1 if event.key() == Qt.Key.Key_Right else -1)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.given is not None:
            self._answer(None, by_key=False)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        code = self._at(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and code is not None:
            self.choose(code)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self._at(event.position().toPoint()))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            code = self._at(event.pos())
            QToolTip.showText(event.globalPos(), self._tip(code) if code is not None else "", self)
            return True
        if event.type() in (QEvent.Type.Leave, QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._hover(None)
            self.update()
        return super().event(event)

    def _answer(self, code: str | None, *, by_key: bool) -> None:
        self.show_answer(code)
        self.show_problem("")
        self.answered.emit(self.item.code, code, by_key)

    def _step(self, by: int) -> None:
        codes = [answer.code for answer in self.answers]
        at = codes.index(self.given) + by if self.given in codes else 0
        if 0 <= at < len(codes):
            self._answer(codes[at], by_key=False)

    def _at(self, point: QPoint) -> str | None:
        return next((code for code, rect in self._layout().answers if rect.contains(point)), None)

    def _hover(self, code: str | None) -> None:
        if code != self._hovered:
            self._hovered = code
            self.setCursor(Qt.CursorShape.PointingHandCursor if code else Qt.CursorShape.ArrowCursor)
            self.update()

    def _tip(self, code: str) -> str:
        key = next((key for key, answer in self.keys.items() if answer == code), "")
        whole = self._whole[code]
        return _("{answer} (key {key})").format(answer=whole, key=key) if key else whole

    def _say(self) -> None:
        given = self._whole[self.given] if self.given in self._whole else _("not answered yet")
        self.setAccessibleName(" ".join(filter(None, (self._words, given, self.problem))))


def _keys(answers: tuple[Answer, ...]) -> dict[str, str]:
    """Key -> answer: its own digit where the answers are written as digits, else its place."""
    digits = {answer.mark: answer.code for answer in answers if len(answer.mark) == 1 and answer.mark.isdigit()}
    if len(digits) > 1 and len(digits) == len(answers):
        return digits
    return {str(number): answer.code for number, answer in enumerate(answers[:9], start=1)}
