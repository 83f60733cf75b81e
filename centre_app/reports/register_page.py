"""The register on landscape A4: names down, days across, letters, shaded days off, totals at the edges."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from centre_app.language.dates import day_text, weekday_names
from centre_app.language.translate import Words
from centre_app.reports import fonts
from centre_app.reports.asked import Step
from centre_app.reports.handwriting import signatures
from centre_app.reports.paper import Paper
from centre_app.reports.register import Register, RegisterGroup, RegisterRow, RowTotals, sign_of, total_titles
from centre_app.reports.register_letters import LETTERS, PRESENT
from centre_app.reports.style import LINE, MUTED, SHADE, SMALL, TINY

_PLACE, _NUMBER, _DAY, _TOTAL = 18.0, 46.0, 14.6, 23.0
_ROW, _HEADER = 13.6, 46.0
_BLANK_ROW = 16.5
_TAIL, _BLANK_TAIL = 122.0, 90.0  # totals, legend and signatures under the last row
_TITLE = 6.4
_HOLD = "\N{NO-BREAK SPACE}"


def render(data: Register, words: Words, step: Step) -> bytes:
    """Every group from a new page."""
    paper = Paper(landscape=True)
    for group in data.groups:
        head = dataclasses.replace(data.head, subject=" · ".join(part for part in (group.service, group.group) if part))
        paper.begin(head)
        _Page(paper, data, group, words).draw()
        step()
    return paper.finish()


class _Page:
    """One group's register being drawn on the paper."""

    def __init__(self, paper: Paper, data: Register, group: RegisterGroup, words: Words) -> None:
        self.paper, self.data, self.group, self.words = paper, data, group, words
        self.letters = LETTERS[words.language]
        self.totals = 0 if data.blank else len(total_titles(words))
        self.days_at = paper.right - self.totals * _TOTAL - len(group.days) * _DAY
        self.totals_at = paper.right - self.totals * _TOTAL
        self.name_at = paper.left + _PLACE + _NUMBER

    def draw(self) -> None:
        rows: list[tuple[RegisterRow | None, list[str], float, float]] = [
            self._measured(row) for row in self.group.rows
        ]
        rows += [(None, [""], SMALL, _BLANK_ROW)] * self.data.empty_rows
        place = 1
        while True:
            fitting = self._how_many(rows)
            self._block(rows[:fitting], place)
            place += fitting
            rows = rows[fitting:]
            if not rows:
                break
            self.paper.next_page()
        if not self.group.rows and not self.data.empty_rows:
            self.paper.y -= 14
            self.paper.text(self.paper.left, self.words.gettext("No child is enrolled here in this month."))
            self.paper.y -= 8
        if not self.data.blank:
            self._day_totals()
        self._legend()
        _ = self.words.gettext
        signatures(
            self.paper, [(_("Responsible for the group"), ""), (_("Head of the centre"), self.data.head.signatory)]
        )

    def _measured(self, row: RegisterRow) -> tuple[RegisterRow | None, list[str], float, float]:
        lines, size = fonts.fitted(row.name, SMALL, self.days_at - self.name_at - 5, smallest=6)
        least = _BLANK_ROW if self.data.blank else _ROW
        return row, lines, size, max(least, len(lines) * size * 1.22 + 4)

    def _how_many(self, rows: Sequence[tuple[RegisterRow | None, list[str], float, float]]) -> int:
        """How many rows fit on this page under the header; at least one."""
        room = self.paper.y - self.paper.bottom - _HEADER
        fitting = 0
        for *_rest, height in rows:
            if room < height:
                break
            room -= height
            fitting += 1
        tail = _BLANK_TAIL if self.data.blank else _TAIL
        if fitting == len(rows) > 3 and room < tail:
            fitting -= 3  # so that totals and signatures do not stand alone on a page
        return max(fitting, min(1, len(rows)))

    def _block(self, rows: Sequence[tuple[RegisterRow | None, list[str], float, float]], place: int) -> None:
        height = sum(row[3] for row in rows)
        top = self.paper.y
        self._shade(top, _HEADER + height)
        self._header(top)
        y = top - _HEADER
        for row, lines, size, high in rows:
            self._row(row, lines, size, y, high, place)
            place += 1
            y -= high
        self._grid(top, y)
        self.paper.y = y

    def _shade(self, top: float, height: float) -> None:
        canvas = self.paper.canvas
        canvas.setFillGray(SHADE)
        for column, state in enumerate(self.group.days):
            if not state.open:
                canvas.rect(self.days_at + column * _DAY, top - height, _DAY, height, stroke=0, fill=1)

    def _grid(self, top: float, bottom: float) -> None:
        canvas, paper = self.paper.canvas, self.paper
        canvas.setStrokeGray(LINE)
        canvas.setLineWidth(0.35)
        ends = [paper.left, paper.left + _PLACE, self.name_at]
        ends += [self.days_at + place * _DAY for place in range(len(self.group.days) + 1)]
        ends += [self.totals_at + place * _TOTAL for place in range(1, self.totals + 1)]
        canvas.lines([(x, top, x, bottom) for x in ends])
        canvas.setStrokeGray(0)
        canvas.setLineWidth(0.8)
        canvas.lines(
            [(paper.left, y, paper.right, y) for y in (top, top - _HEADER, bottom)]
            + [(x, top, x, bottom) for x in (paper.left, self.days_at, self.totals_at, paper.right)]
        )

    def _header(self, top: float) -> None:
        paper, words = self.paper, self.words
        base = top - _HEADER + 5
        paper.text(paper.left + _PLACE / 2, "№", y=base, size=SMALL, bold=True, align="centre")
        lines, size = fonts.fitted(words.gettext("Number"), SMALL, _NUMBER - 5, smallest=4, most=1, bold=True)
        paper.text(paper.left + _PLACE + 3, lines[0], y=base, size=size, bold=True)
        paper.text(self.name_at + 3, words.gettext("Name"), y=base, size=SMALL, bold=True)
        short = weekday_names(words, short=True)
        for column, state in enumerate(self.group.days):
            x = self.days_at + (column + 0.5) * _DAY
            paper.text(x, str(state.day.day), y=top - 13, size=SMALL, bold=True, align="centre")
            weekday = short[state.day.weekday()]
            size = min(TINY, TINY * (_DAY - 1) / max(fonts.width(weekday, TINY), 1))
            paper.text(x, weekday, y=base, size=size, grey=MUTED, align="centre")
        for column, title in enumerate(total_titles(words)[: self.totals]):
            self._upright(title, self.totals_at + column * _TOTAL, top)

    def _upright(self, title: str, x: float, top: float) -> None:
        """A total's title turned upright, on as many lines as it needs: columns are narrow and words are long."""
        canvas = self.paper.canvas
        lines, size = fonts.unbroken(title, _TITLE, _HEADER - 4, smallest=4, bold=True)
        size = min(size, (_TOTAL - 2) / (len(lines) * 1.15))
        canvas.saveState()
        canvas.translate(x + _TOTAL / 2, top - _HEADER + 2)
        canvas.rotate(90)
        for place, line in enumerate(lines):
            offset = (len(lines) - 1) / 2 - place
            self.paper.text(0, line, y=offset * size * 1.15 - size * 0.35, size=size, bold=True)
        canvas.restoreState()

    def _row(
        self, row: RegisterRow | None, lines: Sequence[str], size: float, top: float, height: float, place: int
    ) -> None:
        paper, canvas = self.paper, self.paper.canvas
        base = top - height / 2 - SMALL * 0.36
        canvas.setStrokeGray(LINE)
        canvas.setLineWidth(0.35)
        canvas.line(paper.left, top - height, paper.right, top - height)
        paper.text(paper.left + _PLACE - 3, str(place), y=base, size=SMALL - 1, grey=MUTED, align="right")
        self._closed_signs(base)
        if row is None:
            return
        numbers, number_size = fonts.fitted(row.number, SMALL - 0.5, _NUMBER - 5, smallest=4.5, most=1)
        paper.text(paper.left + _PLACE + 3, numbers[0], y=base, size=number_size)
        for line_place, line in enumerate(lines):
            middle = (len(lines) - 1) / 2 - line_place
            y = top - height / 2 - size * 0.36 + middle * size * 1.2
            paper.text(self.name_at + 3, line, y=y, size=size)
        for column, state in enumerate(self.group.days):
            x = self.days_at + column * _DAY
            if state.day not in row.covered:
                canvas.line(x + 1.5, top - height + 1.5, x + _DAY - 1.5, top - 1.5)
            elif state.open and not self.data.blank:
                self._sign(sign_of(row.cells.get(state.day), self.data, self.words.language), x, base)
        if self.totals:
            self._row_totals(row.totals, base)

    def _closed_signs(self, base: float) -> None:
        for column, state in enumerate(self.group.days):
            if not state.open:
                x = self.days_at + (column + 0.5) * _DAY
                self.paper.text(x, self.letters.day_off, y=base, size=TINY, grey=MUTED, align="centre")

    def _sign(self, sign: str, x: float, base: float) -> None:
        if not sign:
            return
        size = min(SMALL, SMALL * (_DAY - 1.5) / fonts.width(sign, SMALL, bold=sign != PRESENT))
        self.paper.text(x + _DAY / 2, sign, y=base, size=size, bold=sign != PRESENT, align="centre")

    def _row_totals(self, totals: RowTotals, base: float) -> None:
        values = (totals.came, totals.excused, totals.unexcused, totals.unknown, totals.unmarked)
        for column, value in enumerate(values):
            x = self.totals_at + (column + 1) * _TOTAL - 5
            self.paper.text(x, str(value), y=base, size=SMALL, bold=column == 0, align="right")

    def _day_totals(self) -> None:
        """Came, absent, not marked on each day, and the month's sums under the totals."""
        _ = self.words.gettext
        paper = self.paper
        titles = (_("Came"), _("Absent"), _("Not marked"))
        height = 11.5
        paper.need(len(titles) * height + 4)
        by_day = [self.group.day_totals(state.day) if state.open else None for state in self.group.days]
        for place, title in enumerate(titles):
            y = paper.y - height + 3
            bold = place == 0
            lines, size = fonts.fitted(
                title, SMALL - 0.5, self.days_at - self.name_at - 6, smallest=5, most=1, bold=bold
            )
            paper.text(self.days_at - 4, lines[0], y=y, size=size, bold=bold, align="right")
            for column, totals in enumerate(by_day):
                if totals is not None:
                    text = str(totals[place])
                    size = min(SMALL - 1, (SMALL - 1) * (_DAY - 1) / fonts.width(text, SMALL - 1))
                    paper.text(self.days_at + (column + 0.5) * _DAY, text, y=y, size=size, bold=bold, align="centre")
            paper.y -= height
            paper.rule(weight=0.3, grey=LINE, x=self.name_at)
        self._sums(paper.y + len(titles) * height - height + 3)

    def _sums(self, y: float) -> None:
        rows = [row.totals for row in self.group.rows]
        sums = (
            sum(row.came for row in rows),
            sum(row.excused for row in rows),
            sum(row.unexcused for row in rows),
            sum(row.unknown for row in rows),
            sum(row.unmarked for row in rows),
        )
        for column, value in enumerate(sums):
            size = min(SMALL, SMALL * (_TOTAL - 3) / fonts.width(str(value), SMALL, bold=True))
            x = (
                self.totals_at
                + (column + 1) * _TOTAL
                - min(5.0, (_TOTAL - fonts.width(str(value), size, bold=True)) / 2)
            )
            self.paper.text(x, str(value), y=y, size=size, bold=True, align="right")

    def _legend(self) -> None:
        """What the letters mean, and why weekdays were closed."""
        _ = self.words.gettext
        parts = [(PRESENT, _("present")), (self.letters.late, _("late (counts as present)"))]
        parts += [(self.data.letters[code], label) for code, label in self.data.reasons.items()]
        parts += [(self.letters.day_off, _("day off")), ("/", _("not enrolled"))]
        parts.append((_("empty"), _("not marked")))
        said = ";  ".join(f"{letter}{_HOLD}–{_HOLD}{meaning}" for letter, meaning in parts)
        self.paper.y -= 4
        self.paper.paragraph(said, size=TINY + 0.5)
        closed = [
            f"{day_text(state.day)[:5]} {state.why.in_words(self.words)}"
            for state in self.group.days
            if state.why is not None and str(state.day.isoweekday()) in self.data.working_week
        ]
        if closed:
            self.paper.paragraph(_("Closed: {days}").format(days="; ".join(closed)), size=TINY + 0.5)
