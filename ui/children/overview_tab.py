"""What is written about a child, to read."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from centre_app.children.files import ChildFile
from centre_app.language.dates import day_text
from centre_app.language.translate import _
from ui.children.words import age_words, birth_words, place_words, sex_words
from ui.shared.cards import Card
from ui.shared.scroll import scrolled
from ui.shared.words import label

Labels = dict[str, dict[str, str]]


class OverviewTab(QWidget):
    """Cards: the child, the family, the home, the support."""

    def __init__(self) -> None:
        super().__init__()
        self.cards = {
            "child": Card(_("The child"), icon="children"),
            "family": Card(_("Family"), icon="people"),
            "home": Card(_("Home"), icon="home"),
            "support": Card(_("Support"), icon="therapy"),
            "notes": Card(_("Notes"), icon="edit"),
        }
        page = QWidget()
        columns = QHBoxLayout(page)
        columns.setContentsMargins(0, 12, 8, 0)
        columns.setSpacing(12)
        for names in (("child", "support"), ("family", "home", "notes")):
            column = QVBoxLayout()
            column.setSpacing(12)
            for name in names:
                column.addWidget(self.cards[name])
            column.addStretch(1)
            columns.addLayout(column, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(page))

    def show_file(self, file: ChildFile, labels: Labels, today: date) -> None:
        """Fill the cards."""

        def word(name: str, code: str | None) -> str:
            return labels.get(name, {}).get(code or "", code or "")

        self._fill(
            "child",
            [
                (_("Date of birth"), birth_words(file.birth_date, file.birth_precision)),
                (_("Age"), age_words(file.birth_date, file.birth_precision, today)),
                (_("Sex"), sex_words(file.sex)),
                (_("Other names and spellings"), file.other_names),
                (_("Language of the family"), word("family_language", file.language)),
                (_("Registered on"), day_text(file.registered_on)),
                (_("Archived on"), day_text(file.archived_on) if file.archived_on else ""),
                (_("Why archived"), file.archive_reason),
            ],
        )
        self._fill(
            "family",
            [
                (word("relationship", one.relationship) or _("Guardian"), place_words(one.name, one.phone))
                for one in file.guardians
            ],
        )
        coordinates = "" if file.latitude is None else f"{file.latitude}, {file.longitude}"
        self._fill(
            "home",
            [
                (_("Province"), file.province),
                (_("District"), file.district),
                (_("Municipality"), file.municipality),
                (_("Village"), file.village),
                (_("Street and house"), file.address),
                (_("How to find it"), file.landmark),
                (_("Phone at home"), file.phone),
                (_("Coordinates"), coordinates),
            ],
        )
        further = ", ".join(word("disability_type", code) for code in file.further_disabilities)
        consent = place_words(day_text(file.photo_consent_on), file.photo_consent_by) if file.photo_consent_on else ""
        self._fill(
            "support",
            [
                (_("Primary type of disability"), word("disability_type", file.primary_disability)),
                (_("Further types"), further),
                *((word("alert_kind", alert.kind), alert.note or "!") for alert in file.alerts),
                (_("Consent to a photo"), consent or _("not given")),
            ],
        )
        self._fill("notes", [("", file.notes)])

    def _fill(self, name: str, lines: list[tuple[str, str]]) -> None:
        card = self.cards[name]
        card.clear()
        shown = [(title, value) for title, value in lines if value]
        if not shown:
            card.add_text(_("Nothing written yet."))
            return
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for row, (title, value) in enumerate(shown):
            words = label(value, wrap=True)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            words.setAccessibleName(f"{title}: {value}")
            if title:
                caption = label(title, kind="muted", wrap=True)
                grid.addWidget(caption, row, 0, Qt.AlignmentFlag.AlignTop)
                grid.addWidget(words, row, 1)
            else:
                grid.addWidget(words, row, 0, 1, 2)
        card.add_widget(page)
