"""Reports: what is printed and sent. At the left what, at the right as it will be printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QVBoxLayout, QWidget

from centre_app.changes import Change
from centre_app.instruments.queries import instruments
from centre_app.language.translate import N_, _, current
from centre_app.outreach.fleet_queries import teams
from centre_app.plans.queries import reviews_due
from centre_app.reports.catalogue import KINDS, make
from centre_app.reports.style import Document
from centre_app.rounds.due import due_list
from centre_app.sites.queries import SiteFacts, services, the_site
from centre_app.workplace.queries import rooms, staff
from ui import messages, tasks
from ui.reports.asked import AskedFor, Offered
from ui.reports.saving import save_many, save_table
from ui.reports.traced import leave_trace
from ui.shared import theme
from ui.shared.buttons import button, main_button
from ui.shared.cards import Card
from ui.shared.chart import ChartView
from ui.shared.preview import PrintPreview
from ui.shared.screen import Screen
from ui.shared.scroll import scrolled
from ui.shared.words import label

LEFT_WIDTH = 312


class ReportsScreen(Screen):
    """The list of documents is the catalogue's: a new document needs nothing here."""

    title: ClassVar[str] = N_("Reports")
    help: ClassVar[str] = N_(
        "Choose a document, then the month or the child, and press Show. What you see is what is printed.\n\n"
        "The language of the document is chosen above it, apart from the language of the screen.\n\n"
        "For a whole group, one file a child can be saved at once. Tables are saved for Excel as well."
    )
    refresh_on: ClassVar[frozenset[Change]] = frozenset({Change.CENTRE})

    def build(self) -> None:
        """Kinds, their fields and buttons; the preview."""
        self._offered: Offered | None = None
        self._language = "ru"
        self._wanted: dict[str, object] = {}
        self.asked: AskedFor | None = None
        self.kinds = QListWidget()
        self.kinds.setAccessibleName(_("Documents"))
        for kind in KINDS.values():
            if self.shell.may(kind.needs) or self.shell.office.actor.may(kind.needs):
                item = QListWidgetItem(_(kind.title))
                item.setData(Qt.ItemDataRole.UserRole, kind.name)
                self.kinds.addItem(item)
        self.kinds.setFixedHeight(theme.px(34) * max(self.kinds.count(), 1) + 8)
        self.kinds.currentItemChanged.connect(lambda _item, _before: self._kind_chosen())
        self.about = label(kind="muted", wrap=True)
        self.fields = QVBoxLayout()
        self.show_button = main_button(_("Show"), self.make, icon="eye")
        self.many_button = button(_("Save one file a child…"), self.save_many, icon="save")
        self.table_button = button(_("Save for Excel…"), partial(self.save, "xlsx"), icon="save")
        self.json_button = button(_("Save as JSON…"), partial(self.save, "json"), icon="save")
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        column.addWidget(self.kinds)
        column.addWidget(self.about)
        column.addLayout(self.fields)
        for one in (self.show_button, self.many_button, self.table_button, self.json_button):
            column.addWidget(one)
        column.addStretch(1)
        side = scrolled(left)
        side.setFixedWidth(theme.px(LEFT_WIDTH))
        self.preview = PrintPreview("ru")
        self.preview.language_asked.connect(self._language_chosen)
        self.preview.printed.connect(lambda: self._trace("printed"))
        self.preview.saved.connect(lambda _path: self._trace("exported"))
        self.year = Card(_("The last twelve months"), icon="reports")
        self.charts = (ChartView(), ChartView())
        for chart in self.charts:
            self.year.add_widget(chart)
        intro = QWidget()
        inside = QVBoxLayout(intro)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.year)
        inside.addStretch(1)
        self.right = QStackedWidget()
        self.right.addWidget(scrolled(intro))
        self.right.addWidget(self.preview)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(side)
        row.addWidget(self.right, 1)
        self.body.addLayout(row, 1)

    def load(self) -> None:
        """The services to choose from, the centre's language of documents, the year's charts."""
        tasks.read(_facts, then=self._show_facts)
        colours = theme.hexes()
        tasks.produce(lambda session, _progress: _year(session, colours), then=self._show_year, owner=self)

    def open(self, **to: object) -> None:
        """``kind=`` with its parameters: chosen and shown at once."""
        self._wanted = dict(to)
        name = to.get("kind")
        for place in range(self.kinds.count()):
            if self.kinds.item(place).data(Qt.ItemDataRole.UserRole) == name:
                self.kinds.setCurrentRow(place)
        if self._offered is not None:
            self._open_wanted()

    def state(self) -> dict[str, object]:
        """Which document."""
        return {"kind": self.kinds.currentRow()}

    def restore(self, state: dict[str, Any]) -> None:
        """As before the language changed."""
        self.kinds.setCurrentRow(state["kind"])

    def print_asked(self) -> None:
        """What is shown; made first where nothing is."""
        if self.right.currentWidget() is self.preview:
            self.preview.print_document()
        else:
            self.make()

    def pictures(self) -> Iterable[tuple[str, Callable[[], None]]]:
        """The start, each document that needs no child, and one child's progress record."""
        yield "start", lambda: self.right.setCurrentIndex(0)
        for place in range(self.kinds.count()):
            name = self.kinds.item(place).data(Qt.ItemDataRole.UserRole)
            if not KINDS[name].many:
                yield name, partial(self._picture, place)
        yield "progress", partial(self._picture_of_a_record, "progress", {})
        yield "progress-in-pictures", partial(self._picture_of_a_record, "progress", {"pictures": True})
        yield "home_card", partial(self._picture_of_a_record, "home_card", {})
        yield "visit_report", partial(self._picture_of_a_record, "visit_report", {})

    # ---- making -----------------------------------------------------------------------------------------------------

    def make(self) -> None:
        """Make the document and show it."""
        parameters = self._parameters()
        if self.asked is None or parameters is None:
            return
        kind, language = self.asked.kind.name, self._language
        self.right.setCurrentWidget(self.preview)
        self.preview.show_busy()
        tasks.produce(
            lambda session, progress: make(session, kind, parameters, language, progress=progress),
            then=self._made,
            failed=self._failed,
            owner=self,
            title=_("Making the document"),
        )

    def save(self, file_format: str) -> None:
        """The same as a table or for other programs."""
        parameters = self._parameters()
        if self.asked is not None and parameters is not None:
            save_table(self, self.asked.kind.name, parameters, self._language, file_format)

    def save_many(self) -> None:
        """One file a child, into a folder."""
        parameters = self._parameters()
        if self.asked is not None and parameters is not None and self.asked.picker is not None:
            save_many(self, self.asked.kind.name, self.asked.picker.chosen, parameters, self._language)

    def _parameters(self) -> dict[str, object] | None:
        if self.asked is None:
            return None
        picker = self.asked.picker
        if picker is not None and not picker.chosen:
            messages.attention(_("Choose a child first."))
            return None
        return self.asked.values()

    def _made(self, document: Document) -> None:
        self.preview.show_pdf(document.content, document.name)

    def _failed(self, _error: Exception) -> bool:
        self.preview.show_failed()
        return False

    def _trace(self, how: str) -> None:
        if self.asked is None:
            return
        leave_trace(self.asked.kind.name, self.asked.values(), how)

    # ---- choosing ---------------------------------------------------------------------------------------------------

    def _show_facts(self, facts: tuple[Offered, SiteFacts]) -> None:
        self._offered, site = facts
        self._language = site.document_language
        self.preview.set_language(site.document_language)
        if self.kinds.currentRow() < 0:
            self.kinds.setCurrentRow(0)
        else:
            self._kind_chosen()
        self._open_wanted()

    def _show_year(self, drawings: list[tuple[str, str]]) -> None:
        for chart, (svg, words) in zip(self.charts, drawings, strict=True):
            chart.show_svg(svg, words)

    def _kind_chosen(self) -> None:
        item = self.kinds.currentItem()
        if self._offered is None:
            return
        kind = KINDS[item.data(Qt.ItemDataRole.UserRole)]
        if self.asked is not None:
            self.fields.removeWidget(self.asked)
            self.asked.deleteLater()
        self.asked = AskedFor(kind, self.shell.office.today(), self._offered)
        self.fields.addWidget(self.asked)
        self.about.setText(_(kind.about))
        self.many_button.setVisible(kind.many)
        self.table_button.setVisible("xlsx" in kind.formats)
        self.json_button.setVisible("json" in kind.formats)
        self.right.setCurrentIndex(0)

    def _open_wanted(self) -> None:
        wanted, self._wanted = self._wanted, {}
        if wanted.get("kind") and self.asked is not None:
            self.asked.set_values(wanted)
            self.make()

    def _language_chosen(self, code: str) -> None:
        self._language = code
        self.make()

    def _picture(self, place: int) -> None:
        self.kinds.setCurrentRow(place)
        self.make()

    def _picture_of_a_record(self, kind: str, further: Mapping[str, object]) -> None:
        """Of the child whose review is due first, so that there are goals; papers of the road of one who is visited."""

        def ask(session: Any) -> bytes:
            today = session.today
            if kind == "progress":
                found = [one.child_id for one in reviews_due(session, until=today + timedelta(days=365), language="en")]
            else:
                lines = due_list(session, today, until=today + timedelta(days=60), language="en")
                found = [one.child_id for one in lines if one.last_done is not None]
            asked = {"child": found[0], **further} if found else {}
            return make(session, kind, asked, self._language).content if asked else b""

        self.right.setCurrentWidget(self.preview)
        tasks.read(ask, then=lambda pdf: self.preview.show_pdf(pdf, f"{kind}.pdf") if pdf else None)


def _facts(session: Any) -> tuple[Offered, SiteFacts]:
    offered = Offered(
        services(session),
        [(one.id, one.name) for one in staff(session)],
        [(one.id, one.name) for one in rooms(session)],
        [(one.id, one.name) for one in teams(session)],
        [(one.code, label_of(one.definition.title)) for one in instruments(session, active_only=True)],
    )
    return offered, the_site(session)


def label_of(labels: Mapping[str, str]) -> str:
    """The words of the screen's language, English where it has none."""
    return labels.get(current().language) or labels.get("en", "")


def _year(session: Any, colours: dict[str, str]) -> list[tuple[str, str]]:
    # ReportLab is loaded here, in the pool, not on the way to the first picture.
    from centre_app.reports.year import year_drawings

    return year_drawings(session, current(), colours)
