"""The paper: one PDF being drawn, top to bottom, with the head and foot of every page.

Drawn straight on ReportLab's canvas: no flowing layout engine, so that a hundred records take seconds (stack.md, 3).
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from centre_app.language.dates import day_text
from centre_app.language.translate import Words
from centre_app.reports import fonts
from centre_app.reports.style import (
    A4,
    BODY,
    HEADING,
    INK,
    LEADING,
    LINE,
    MARGIN,
    MUTED,
    NONE,
    SMALL,
    TITLE,
    Letterhead,
)

_FOOT = 26.0  # from the edge to the foot's line of words


class Paper:
    """Pages of one PDF. `y` is how far down the page we are, in points from the bottom edge.

    `begin` starts a document; several may follow each other in one file, each with its own page x of y.
    """

    def __init__(self, *, landscape: bool = False) -> None:
        fonts.ready()
        self.width, self.height = (A4[1], A4[0]) if landscape else A4
        self.landscape = landscape
        self.left, self.right = MARGIN, self.width - MARGIN
        self.bottom = _FOOT + 15
        self._buffer = io.BytesIO()
        self.canvas: Any = Canvas(
            self._buffer, pagesize=(self.width, self.height), invariant=1, initialFontName=fonts.REGULAR
        )
        self.canvas.setProducer("Centre App")
        self._head: Letterhead | None = None
        self._kept: list[dict[str, Any]] = []
        self.y = 0.0

    @property
    def room(self) -> float:
        """Points between the left and right margins."""
        return self.right - self.left

    @property
    def words(self) -> Words:
        """The language of the document now being drawn."""
        assert self._head is not None
        return self._head.words

    # Pages

    def begin(self, head: Letterhead) -> None:
        """Start a document on a new page, with its full head."""
        self._end()
        if self._head is None:
            self.canvas.setTitle(fonts.drawable(head.title))
            self.canvas.setAuthor(fonts.drawable(head.centre))
            self.canvas.setCreator("Centre App")
        self._head = head
        self._full_head(head)

    def next_page(self) -> None:
        """Break the page; the next one has a head of one line."""
        assert self._head is not None
        self._keep_page()
        head = self._head
        words = "  ·  ".join(part for part in (head.title, head.subject, head.period) if part)
        self.y = self.height - MARGIN + 6
        lines, size = fonts.fitted(words, SMALL, self.room, smallest=6, bold=True)
        for line in lines:
            self.y -= size * LEADING
            self.text(self.left, line, size=size, bold=True)
        self.y -= 5
        self.rule()
        self.y -= 8

    def need(self, height: float) -> bool:
        """Break the page unless `height` points are left; whether it did."""
        if self.y - height >= self.bottom:
            return False
        self.next_page()
        return True

    def finish(self) -> bytes:
        """The PDF."""
        self._end()
        self.canvas.save()
        return self._buffer.getvalue()

    def _keep_page(self) -> None:
        """Put the page aside without its foot: how many there will be is not known yet."""
        self._kept.append(dict(self.canvas.__dict__))
        self.canvas._startPage()

    def _end(self) -> None:
        if self._head is None:
            return
        self._keep_page()
        kept, self._kept = self._kept, []
        for place, state in enumerate(kept, start=1):
            self.canvas.__dict__.update(state)
            self._foot(place, len(kept))
            self.canvas.showPage()

    def _full_head(self, head: Letterhead) -> None:
        words = head.words
        self.y = self.height - MARGIN + 6
        made = words.gettext("Made on {day}").format(day=day_text(head.made))
        side = max(fonts.width(fonts.drawable(part), SMALL) for part in (made, head.note)) + 12
        top = self.y
        for line in fonts.wrapped(head.centre, HEADING, self.room - side, bold=True):
            self.y -= HEADING * LEADING
            self.text(self.left, line, size=HEADING, bold=True)
        self.text(self.right, made, y=top - HEADING * LEADING, size=SMALL, grey=MUTED, align="right")
        if head.note:
            self.text(self.right, head.note, y=top - 2 * HEADING * LEADING, size=SMALL, bold=True, align="right")
        if head.place:
            self.y -= 1
            self.paragraph(head.place, size=SMALL, grey=MUTED, room=self.room - side)
        if head.note and self.y > top - 2 * HEADING * LEADING:
            self.y = top - 2 * HEADING * LEADING
        self.y -= 6
        self.rule(weight=1)
        self.y -= 5
        if not (self.landscape and self._title_line(head)):
            self.paragraph(head.title, size=TITLE, bold=True)
            if head.subject:
                self.paragraph(head.subject, size=HEADING + 1, bold=True)
            if head.period:
                self.paragraph(head.period, size=HEADING)
        self.y -= 8

    def _title_line(self, head: Letterhead) -> bool:
        """Title, subject, period on one line: a wide page has the room and wants the height. False if too long."""
        parts = ((head.title, TITLE), (head.subject, HEADING + 1), (head.period, HEADING + 1))
        widths = [fonts.width(fonts.drawable(text), size, bold=True) for text, size in parts]
        if sum(widths) + 36 > self.room:
            return False
        self.y -= TITLE * LEADING
        self.text(self.left, head.title, size=TITLE, bold=True)
        self.text(self.left + widths[0] + 18, head.subject, size=HEADING + 1, bold=True)
        self.text(self.right, head.period, size=HEADING + 1, bold=True, align="right")
        return True

    def _foot(self, place: int, pages: int) -> None:
        assert self._head is not None
        words = self._head.words
        page = words.gettext("Page {page} of {pages}").format(page=place, pages=pages)
        self.canvas.setLineWidth(0.4)
        self.canvas.setStrokeGray(LINE)
        self.canvas.line(self.left, _FOOT + 11, self.right, _FOOT + 11)
        room = self.room - fonts.width(page, SMALL) - 12
        lines, size = fonts.fitted(f"{self._head.centre}  ·  {self._head.title}", SMALL, room, smallest=5.5, most=1)
        self.text(self.left, lines[0] + ("…" if len(lines) > 1 else ""), y=_FOOT, size=size, grey=MUTED)
        self.text(self.right, page, y=_FOOT, size=SMALL, grey=MUTED, align="right")

    # Words and lines

    def text(
        self,
        x: float,
        text: str,
        *,
        y: float | None = None,
        size: float = BODY,
        bold: bool = False,
        grey: float = INK,
        align: str = "left",
    ) -> None:
        """One line at `x`, on the baseline `y` (where we are, without); `align` left, right or centre of `x`."""
        if not text:
            return
        text = fonts.drawable(text)
        if align != "left":
            taken = fonts.width(text, size, bold=bold)
            x -= taken if align == "right" else taken / 2
        canvas = self.canvas
        canvas.setFillGray(grey)
        canvas.setFont(fonts.BOLD if bold else fonts.REGULAR, size)
        canvas.drawString(x, self.y if y is None else y, text)

    def paragraph(
        self,
        text: str,
        *,
        size: float = BODY,
        bold: bool = False,
        grey: float = INK,
        x: float | None = None,
        room: float | None = None,
    ) -> None:
        """Wrapped words from here down, over as many pages as they need."""
        x = self.left if x is None else x
        room = self.right - x if room is None else room
        for line in fonts.wrapped(text, size, room, bold=bold):
            self.need(size * LEADING)
            self.y -= size * LEADING
            self.text(x, line, size=size, bold=bold, grey=grey)

    def heading(self, text: str, *, keep: float = 40) -> None:
        """A section's heading, which stays with at least `keep` points of what follows."""
        self.need(HEADING * LEADING + 12 + keep)
        self.y -= 6
        self.paragraph(text, size=HEADING, bold=True)
        self.y -= 3
        self.rule()
        self.y -= 2

    def rule(self, *, weight: float = 0.5, grey: float = INK, x: float | None = None, end: float | None = None) -> None:
        """A line across, here."""
        self.canvas.setLineWidth(weight)
        self.canvas.setStrokeGray(grey)
        self.canvas.line(self.left if x is None else x, self.y, self.right if end is None else end, self.y)

    def pairs(self, pairs: Sequence[tuple[str, str]], *, label: float = 150, x: float | None = None) -> None:
        """Label and value a line; values wrap. An empty value is the dash: nobody shall think it was left out."""
        x = self.left if x is None else x
        for name, value in pairs:
            labels = fonts.wrapped(name, SMALL, label - 8)
            values = fonts.wrapped(value or NONE, BODY, self.right - x - label)
            first = True
            while labels or values:
                self.need(BODY * LEADING)
                self.y -= BODY * LEADING + (1.5 if first else 0)
                first = False
                if labels:
                    self.text(x, labels.pop(0), size=SMALL, grey=MUTED)
                if values:
                    self.text(x + label, values.pop(0))
