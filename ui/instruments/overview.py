"""Where the child stands, at a glance: what fits now, drafts that wait, and the last result of each instrument."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from centre_app.instruments.queries import FillingRow, InstrumentCourse, Offer
from centre_app.instruments.rules import Age, Fit
from centre_app.language.dates import day_text
from centre_app.language.translate import _, ngettext
from centre_app.reports.instrument_course import CourseDrawing
from ui.instruments.words import age_sentence, first_sentence, not_now_words, row_words, title
from ui.shared.buttons import button
from ui.shared.cards import Card
from ui.shared.chart import ChartView
from ui.shared.scroll import scrolled
from ui.shared.words import label, rule

_FITTING = (Fit.YES, Fit.PERHAPS, Fit.UNKNOWN)


@dataclass(frozen=True)
class Standing:
    """All that the tab shows of a child. ``drawings``: code -> its charts."""

    age: Age | None
    offers: Sequence[Offer]
    fillings: Sequence[FillingRow]
    courses: Sequence[InstrumentCourse]
    drawings: Mapping[str, Sequence[CourseDrawing]]
    disabilities: Mapping[str, Mapping[str, str]]


class Overview(QWidget):
    """Emits ``begin_asked(offer)``, ``open_asked(filling id)`` and ``blank_asked(code)``."""

    begin_asked = Signal(object)
    open_asked = Signal(object)
    blank_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.may_fill = True
        page = QWidget()
        columns = QHBoxLayout(page)
        columns.setContentsMargins(0, 12, 8, 0)
        columns.setSpacing(12)
        self.left, self.right = QVBoxLayout(), QVBoxLayout()
        for column, stretch in ((self.left, 5), (self.right, 6)):
            column.setSpacing(12)
            columns.addLayout(column, stretch)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(page))

    def show_standing(self, standing: Standing, *, may_fill: bool) -> None:
        """Show it anew."""
        self.may_fill = may_fill
        for column in (self.left, self.right):
            while (item := column.takeAt(0)) is not None:
                if (gone := item.widget()) is not None:
                    gone.hide()
                    gone.deleteLater()
        drafts = [row for row in standing.fillings if row.status == "draft"]
        if drafts:
            self.left.addWidget(self._drafts(drafts))
        self.left.addWidget(self._fitting(standing))
        if (not_now := self._not_now(standing)) is not None:
            self.left.addWidget(not_now)
        courses = {course.code: course for course in standing.courses}
        for code in dict.fromkeys(row.code for row in standing.fillings if row.status == "done"):
            rows = [row for row in standing.fillings if row.code == code and row.status == "done"]
            self.right.addWidget(self._done(rows, courses.get(code), standing.drawings.get(code, ())))
        if self.right.count() == 0:
            empty = Card(_("Nothing is filled in yet"))
            empty.add_text(_("What is filled in shows here: the last result in words, and how it changed."))
            self.right.addWidget(empty)
        withdrawn = [row for row in standing.fillings if row.status == "withdrawn"]
        if withdrawn:
            self.right.addWidget(self._withdrawn(withdrawn))
        for column in (self.left, self.right):
            column.addStretch(1)

    def _drafts(self, rows: Sequence[FillingRow]) -> Card:
        card = Card(_("Begun, not finished"), icon="edit")
        for row in rows:
            answered = _("{done} of {all} answered").format(done=row.answered, all=row.asked)
            card.add_line(row_words(row), answered, "attention", partial(self.open_asked.emit, row.id))
        return card

    def _fitting(self, standing: Standing) -> Card:
        card = Card(_("For this child now"), icon="therapy")
        card.add_text(age_sentence(standing.age))
        fitting = [offer for offer in standing.offers if offer.suits and offer.fit in _FITTING]
        if not fitting:
            card.add_text(_("No instrument in use is for this age."), kind="")
        for offer in fitting:
            card.add_widget(rule())
            card.add_widget(self._offer(offer))
        return card

    def _offer(self, offer: Offer) -> QWidget:
        holder = QWidget()
        words = QVBoxLayout(holder)
        words.setContentsMargins(0, 6, 0, 6)
        words.setSpacing(2)
        words.addWidget(label(title(offer.title), kind="strong", wrap=True))
        about = title(offer.about)
        if about != title(offer.title):
            words.addWidget(label(first_sentence(about), kind="muted", wrap=True))
            holder.setToolTip(about)
        if offer.fit is Fit.PERHAPS:
            words.addWidget(label(_("Whether it fits depends on the month of birth."), tone="attention", wrap=True))
        buttons = QHBoxLayout()  # under the words: beside them the longer languages leave no room
        if self.may_fill:
            begin = button(_("Begin") if offer.draft is None else _("Go on"), partial(self._begin, offer), icon="edit")
            begin.setAccessibleName(f"{begin.text()}: {title(offer.title)}")
            buttons.addWidget(begin)
        blank = button(_("Blank"), partial(self.blank_asked.emit, offer.code), icon="print")
        blank.setAccessibleName(_("Print a blank one: {title}").format(title=title(offer.title)))
        blank.setToolTip(_("To fill in by hand"))
        buttons.addWidget(blank)
        buttons.addStretch(1)
        words.addSpacing(4)
        words.addLayout(buttons)
        return holder

    def _begin(self, offer: Offer) -> None:
        if offer.draft is not None:
            self.open_asked.emit(offer.draft)
        else:
            self.begin_asked.emit(offer)

    def _not_now(self, standing: Standing) -> Card | None:
        rest = [offer for offer in standing.offers if not offer.suits or offer.fit not in _FITTING]
        if not rest:
            return None
        card = Card(_("Not for this child now"))
        for offer in rest:
            card.add_text(f"{title(offer.title)}. {not_now_words(offer, standing.offers, standing.disabilities)}")
        return card

    def _done(
        self, rows: Sequence[FillingRow], course: InstrumentCourse | None, drawings: Sequence[CourseDrawing]
    ) -> Card:
        last = rows[0]
        card = Card(title(last.title))
        card.set_count(day_text(last.day))
        for sentence in last.result:
            card.add_text(sentence, kind="")
        drawn = course is not None and course.drawn
        if course is not None and course.drawn:
            self._add_course(card, course, drawings)
        for row in rows:
            words = _("{day}: all answers").format(day=day_text(row.day)) if row is last else day_text(row.day)
            if row is not last and not drawn:  # categories are listed in words
                words = f"{words}: {' '.join(row.result[:1])}"
            card.add_line(words, row.filled_by, "", partial(self.open_asked.emit, row.id))
        return card

    def _add_course(self, card: Card, course: InstrumentCourse, drawings: Sequence[CourseDrawing]) -> None:
        days = len({point.day for point in course.points})
        if course.restarted_on is not None:
            card.add_text(
                _("Counted afresh from {day}: the questions had changed.").format(day=day_text(course.restarted_on))
            )
        if not drawings:
            words = ngettext(
                "Too early to say how it goes on: filled in {n} time.",
                "Too early to say how it goes on: filled in {n} times.",
                days,
            )
            card.add_text(words.format(n=days))
        for drawing in drawings:
            if drawing.label != card.accessibleName():  # a single score is called as its instrument
                card.add_text(drawing.label)
            chart = ChartView()
            chart.show_svg(drawing.svg, drawing.words)
            card.add_widget(chart)

    def _withdrawn(self, rows: Sequence[FillingRow]) -> Card:
        card = Card(_("Withdrawn"))
        for row in rows:
            card.add_line(row_words(row), row.withdrawn_reason, "muted", partial(self.open_asked.emit, row.id))
        return card
