"""A review that was held, to read."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from centre_app.language.dates import day_text
from centre_app.language.translate import _
from centre_app.plans.queries import ReviewFacts, ReviewScoreFacts
from centre_app.plans.rules import REVIEW_LABELS, SCORED_BY_NAMES
from ui.plans.words import level_words, scorer
from ui.shared.buttons import button, link_button
from ui.shared.cards import Card
from ui.shared.scroll import scrolled
from ui.shared.words import label


class ReviewView(QWidget):
    """What was said and scored. Emits ``left``. ``take_back``: where it was written by mistake, None where it stays."""

    left = Signal()

    def __init__(self, review: ReviewFacts, take_back: Callable[[ReviewFacts], object] | None = None) -> None:
        super().__init__()
        self.review = review
        head = QHBoxLayout()
        words = _("Review of {day}, version {n}").format(day=day_text(review.held_day), n=review.version)
        head.addWidget(label(words, kind="heading", wrap=True), 1)
        if take_back is not None:
            head.addWidget(button(_("Take this review back…"), partial(take_back, review)))
        head.addWidget(link_button(_("Back to the plan"), self.left.emit, icon="back"))
        page = QWidget()
        inside = QVBoxLayout(page)
        inside.setContentsMargins(0, 0, 8, 0)
        inside.setSpacing(12)
        inside.addWidget(_said(review))
        for text, scores in _by_goal(review).items():
            inside.addWidget(_scored(text, scores))
        inside.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(scrolled(page), 1)


def _said(review: ReviewFacts) -> Card:
    card = Card()
    days = [
        _("due {day}").format(day=day_text(review.due_day)),
        _("next review {day}").format(day=day_text(review.next_review_day)),
        review.held_by,
    ]
    card.add_text(" · ".join(word for word in days if word))
    for name in ("summary", "next_step", "child_view", "child_view_how", "parent_view"):
        if text := getattr(review, name):
            card.add_text(_(REVIEW_LABELS[name])).setContentsMargins(0, 6, 0, 0)
            card.add_text(text, kind="")
    return card


def _by_goal(review: ReviewFacts) -> dict[str, list[ReviewScoreFacts]]:
    found: dict[str, list[ReviewScoreFacts]] = {}
    for one in review.scores:
        found.setdefault(one.text, []).append(one)
    return found


def _scored(text: str, scores: list[ReviewScoreFacts]) -> Card:
    card = Card(text)
    order = list(SCORED_BY_NAMES)
    for one in sorted(scores, key=lambda score: order.index(score.scored_by)):
        who = f"{scorer(one.scored_by)} ({one.name})" if one.name else scorer(one.scored_by)
        card.add_line(f"{who}: {level_words(one.score)}")
        words = " · ".join(word for word in (one.level, one.note) if word)
        if words:
            card.add_text(words).setContentsMargins(8, 0, 8, 4)
    return card
