"""How the board looks: a cell's head, a stop, what is carried over it. Every tone has its sign and its word."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QBrush, QFont, QFontMetrics, QPainter, QPen

from centre_app.rounds.board import Board, BoardCell, BoardVisit
from centre_app.rounds.board_trial import Trial
from ui.outreach.board_words import (
    broken_short,
    cell_lines,
    promise_words,
    trial_head,
    trial_reasons,
    visit_note,
    visit_time,
    visit_title,
)
from ui.shared import icons, theme

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_WRAPPED = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)
_CENTRED = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
WARNING = "▲"  # before everything that is broken


class Brushes:
    """Fonts and sizes in force, made once for a theme and a text size."""

    @cached_property
    def plain(self) -> QFont:
        """For words."""
        font = QFont(theme.FAMILY)
        font.setPointSizeF(theme.points(9))
        return font

    @cached_property
    def bold(self) -> QFont:
        """For what matters most of a cell or a stop."""
        font = QFont(self.plain)
        font.setBold(True)
        return font

    @cached_property
    def struck(self) -> QFont:
        """For what was called off."""
        font = QFont(self.plain)
        font.setStrikeOut(True)
        return font

    @cached_property
    def metrics(self) -> QFontMetrics:
        """Of the plain words."""
        return QFontMetrics(self.plain)

    @cached_property
    def bold_metrics(self) -> QFontMetrics:
        """Of the bold ones."""
        return QFontMetrics(self.bold)

    @cached_property
    def line(self) -> int:
        """Height of a line of words."""
        return self.bold_metrics.height() - 1

    @cached_property
    def hatch(self) -> QBrush:
        """What lies over days on which nobody goes."""
        return QBrush(theme.colour("hatch"), Qt.BrushStyle.BDiagPattern)

    @cached_property
    def _cut(self) -> dict[tuple[str, int, bool], str]:
        return {}

    def elided(self, words: str, width: int, *, bold: bool = False) -> str:
        """The words, cut to a width; measuring is what costs, and the same words come again with every paint."""
        key = (words, width, bold)
        if key not in self._cut:
            metrics = self.bold_metrics if bold else self.metrics
            self._cut[key] = metrics.elidedText(words, Qt.TextElideMode.ElideRight, width)
        return self._cut[key]

    def write(self, painter: QPainter, rect: QRect, words: str, tone: str, *, bold: bool = False) -> None:
        """One line of words."""
        painter.setFont(self.bold if bold else self.plain)
        painter.setPen(theme.colour(tone))
        painter.drawText(rect, _LEFT, self.elided(words, rect.width(), bold=bold))


def paint_ground(painter: QPainter, brushes: Brushes, rect: QRect, cell: BoardCell, *, today: bool) -> None:
    """What lies under a cell: hatched where nobody can go, with why."""
    painter.fillRect(rect, theme.colour("weekend" if cell.past else "today" if today else "card"))
    if cell.crew.hours is None or (not cell.crew.goes and not cell.visits):
        painter.fillRect(rect, theme.colour("ground"))
        painter.fillRect(rect, brushes.hatch)
        if cell.crew.why_not is not None and not cell.visits and not cell.called_off:
            paint_centred(painter, brushes, rect.adjusted(6, 4, -6, -4), cell.crew.why_not.in_words())


def paint_head(painter: QPainter, brushes: Brushes, rect: QRect, cell: BoardCell) -> None:
    """When, how far, with what, and what is broken of the whole round."""
    if not cell.visits and (cell.crew.hours is None or not cell.crew.goes):
        return
    line = QRect(rect.left() + 8, rect.top() + 4, rect.width() - 14, brushes.line)
    lines = cell_lines(cell)
    for at, words in enumerate(lines):
        if at == 0 and cell.is_set:
            icons.icon("pin", "accent").paint(
                painter, QRect(line.left(), line.top() + 1, line.height() - 3, line.height() - 3)
            )
            brushes.write(painter, line.adjusted(line.height() + 1, 0, 0, 0), words, "text", bold=True)
        else:
            tone = "text" if at == 0 and cell.visits else "muted"
            brushes.write(painter, line, words, tone, bold=at == 0 and bool(cell.visits))
        line.translate(0, brushes.line)
    broken = broken_short(cell.laid, None)
    if broken:
        brushes.write(painter, line, f"{WARNING} {broken}", "danger", bold=True)


def paint_stop(
    painter: QPainter, brushes: Brushes, rect: QRect, cell: BoardCell, visit: BoardVisit, *, current: bool, faint: bool
) -> None:
    """A stop: time and name, place and purpose; what is broken of it on a line of its own."""
    painter.setOpacity(0.45 if faint else 1.0)
    ground = "good_soft" if visit.visit.keyed else "accent_soft" if visit.visit.promised else "card"
    painter.fillRect(rect, theme.colour(ground))
    broken = broken_short(cell.laid, visit.id)
    tone = "focus" if current else "danger" if broken else "edge"
    style = Qt.PenStyle.SolidLine if cell.is_set or current or broken else Qt.PenStyle.DashLine
    painter.setPen(QPen(theme.colour(tone), 2 if current else 1, style))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect.adjusted(1, 1, -1, -1) if current else rect.adjusted(0, 0, -1, -1))
    line = QRect(rect.left() + 6, rect.top() + 2, rect.width() - 10, brushes.line)
    sign = "check" if visit.visit.keyed else "phone" if visit.visit.promised else ""
    if sign:
        side = line.height() - 3
        icons.icon(sign, "good" if visit.visit.keyed else "accent").paint(
            painter, QRect(line.right() - side, line.top() + 1, side, side)
        )
        line.setWidth(line.width() - side - 4)
    brushes.write(painter, line, f"{visit_time(cell, visit)} {visit_title(visit)}", "text", bold=True)
    line = QRect(rect.left() + 6, line.top() + brushes.line, rect.width() - 10, brushes.line)
    brushes.write(painter, line, visit_note(visit), "muted")
    third = " · ".join(part for part in (f"{WARNING} {broken}" if broken else "", promise_words(visit)) if part)
    if third:
        line.translate(0, brushes.line)
        brushes.write(painter, line, third, "danger" if broken else "accent", bold=bool(broken))
    painter.setOpacity(1.0)


def paint_called_off(
    painter: QPainter, brushes: Brushes, rect: QRect, board: Board, visit: BoardVisit, *, current: bool
) -> None:
    """A visit that was called off beforehand: one line, struck through, with why."""
    if current:
        painter.setPen(QPen(theme.colour("focus"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(0, 0, -1, -1))
    line = rect.adjusted(6, 0, -4, 0)
    painter.setFont(brushes.struck)
    painter.setPen(theme.colour("muted"))
    name = brushes.elided(visit_title(visit), line.width())
    painter.drawText(line, _LEFT, name)
    reason = board.reasons.get(visit.visit.reason or "", "")
    taken = brushes.metrics.horizontalAdvance(name) + 8
    if reason and line.width() - taken > 30:
        brushes.write(painter, line.adjusted(taken, 0, 0, 0), reason, "muted")


def paint_gap(painter: QPainter, cell: QRect, gap: QRect, trial: Trial) -> None:
    """Where the carried visit would go in: the cell framed, a bar between the stops."""
    tone = _tone(trial)
    dashed = Qt.PenStyle.DashLine if trial.refused is not None else Qt.PenStyle.SolidLine
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.colour(tone), 2, dashed))
    painter.drawRect(cell.adjusted(1, 1, -2, -2))
    if trial.refused is None:
        painter.fillRect(gap, theme.colour(tone))


def bubble_size(brushes: Brushes, who: str, trial: Trial, most: int) -> tuple[int, int]:
    """Width and height of what is said of a carried visit, at most so wide."""
    head = brushes.bold_metrics.boundingRect(QRect(0, 0, most - 20, 10_000), _WRAPPED, f"{who}\n{trial_head(trial)}")
    wide, high = head.width(), head.height()
    reasons = _reasons_text(trial)
    if reasons:
        rest = brushes.metrics.boundingRect(QRect(0, 0, most - 20, 10_000), _WRAPPED, reasons)
        wide, high = max(wide, rest.width()), high + rest.height() + 2
    return wide + 22, high + 12


def paint_bubble(painter: QPainter, brushes: Brushes, rect: QRect, who: str, trial: Trial) -> None:
    """Who is carried, how the round would be, and what would be broken."""
    tone = _tone(trial)
    painter.fillRect(rect, theme.colour("card"))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.colour(tone), 2))
    painter.drawRect(rect.adjusted(1, 1, -1, -1))
    inside = rect.adjusted(10, 6, -10, -6)
    painter.setFont(brushes.bold)
    painter.setPen(theme.colour("text"))
    head = f"{who}\n{trial_head(trial)}"
    painter.drawText(inside, _WRAPPED, head)
    used = brushes.bold_metrics.boundingRect(QRect(0, 0, inside.width(), 10_000), _WRAPPED, head).height()
    painter.setFont(brushes.plain)
    painter.setPen(theme.colour(tone))
    painter.drawText(inside.adjusted(0, used + 2, 0, 0), _WRAPPED, _reasons_text(trial))


def paint_centred(painter: QPainter, brushes: Brushes, rect: QRect, text: str) -> None:
    """Words over hatched ground, on a plain one so that they can be read."""
    painter.setFont(brushes.plain)
    need = brushes.metrics.boundingRect(rect, _CENTRED, text).adjusted(-4, -2, 4, 2).intersected(rect)
    painter.fillRect(need, theme.colour("ground"))
    painter.setPen(theme.colour("muted"))
    painter.drawText(need, _CENTRED, text)


def _reasons_text(trial: Trial) -> str:
    return "\n".join(f"{WARNING} {reason}" for reason in trial_reasons(trial))


def _tone(trial: Trial) -> str:
    if trial.refused is not None:
        return "danger"
    return "attention" if trial.broken else "accent"
