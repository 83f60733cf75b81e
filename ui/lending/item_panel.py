"""The side of the stock: what is written of the item the keyboard is on, and its own story."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from centre_app.language.dates import day_text
from centre_app.language.translate import _, ngettext
from centre_app.lending.queries import ItemStory, LoanRow, RepairRow
from centre_app.lending.rules import GONE, LENT, money_text
from ui.lending.words import ended_words, status_words
from ui.shared import theme
from ui.shared.scroll import scrolled
from ui.shared.tags import Tag
from ui.shared.words import label

_WIDTH = 280


class ItemPanel(QFrame):
    """Shows one story, or what would be here."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setFixedWidth(theme.px(_WIDTH))
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(1, 1, 1, 1)
        self._page: QWidget | None = None
        self.words: list[str] = []  # all that is said here
        self.show_story(None)

    def show_story(self, story: ItemStory | None) -> None:
        """The story of an item; None: of none."""
        self.words = []
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(6)
        if story is None:
            words = self._say(column, _("Choose an item: here is what happened to it."), "muted")
            words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        else:
            self._facts(column, story)
            self._happened(column, story)
        column.addStretch(1)
        self._swap(scrolled(page))

    def _facts(self, column: QVBoxLayout, story: ItemStory) -> None:
        row = story.item
        self._say(column, f"{row.number} · {row.kind_name}", "heading")
        tone = "attention" if row.overdue_days else "" if row.status in (LENT, GONE) else "good"
        tag = Tag(status_words(row), tone)
        tag.setWordWrap(True)
        column.addWidget(tag)
        came = " · ".join(part for part in (day_text(row.came_on) if row.came_on else "", row.came_from) if part)
        for title, value in (
            (_("With"), row.child_name),
            (_("Make, size, colour"), row.name),
            (_("Serial number"), row.serial),
            (_("Condition"), row.condition_name),
            (_("Where it is kept"), row.kept_at),
            (_("In the stock since"), came),
            (_("Note"), row.note),
        ):
            if value:
                self._say(column, title, "muted")
                self._say(column, value)

    def _happened(self, column: QVBoxLayout, story: ItemStory) -> None:
        column.addSpacing(6)
        self._say(column, _("Its story"), "heading")
        lines = [(one.lent_day, _loan_line(one)) for one in story.loans]
        lines += [(one.sent_day, _repair_line(one)) for one in story.repairs]
        if not lines:
            self._say(column, _("Never lent yet."), "muted")
        for _day, words in sorted(lines, key=lambda line: line[0], reverse=True):
            self._say(column, words)
        times = len(story.loans)
        if times > 1:
            self._say(column, ngettext("Lent {n} time", "Lent {n} times", times).format(n=times), "muted")

    def _say(self, column: QVBoxLayout, text: str, kind: str = "") -> QLabel:
        words = label(text, kind=kind, wrap=True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(words)
        self.words.append(text)
        return words

    def _swap(self, page: QWidget) -> None:
        if self._page is not None:
            self._layout.removeWidget(self._page)
            self._page.hide()
            self._page.deleteLater()
        self._page = page
        self._layout.addWidget(page)


def _loan_line(row: LoanRow) -> str:
    lent = _("{day}: lent to {name}").format(day=day_text(row.lent_day), name=row.child_name)
    return "\n".join(part for part in (lent, ended_words(row), row.note) if part)


def _repair_line(row: RepairRow) -> str:
    sent = _("{day}: to repair").format(day=day_text(row.sent_day))
    if row.what:
        sent = f"{sent}, {row.what}"
    if row.back_day is None:
        return sent
    back = _("back {day}").format(day=day_text(row.back_day))
    return f"{sent}\n" + ", ".join(part for part in (back, money_text(row.cost_minor, row.currency)) if part)
