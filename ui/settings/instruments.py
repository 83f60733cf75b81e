"""Instruments: which are in use, and the centre's own ones, made here without a programmer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtWidgets import QFileDialog, QMenu, QStackedWidget, QVBoxLayout, QWidget

from centre_app.changes import Change
from centre_app.exchange.instruments import export_instrument, import_instrument_file
from centre_app.instruments.definition import said
from centre_app.instruments.editing import use_instrument
from centre_app.instruments.library import FIRST_OWN_VERSION
from centre_app.instruments.own import OwnAnswer, OwnInstrument, as_own, can_edit
from centre_app.instruments.queries import InstrumentRow, instruments
from centre_app.instruments.rules import age_words
from centre_app.language.translate import N_, _, current, ngettext
from centre_app.reports.catalogue import make
from centre_app.security.access import Permission
from ui import tasks
from ui.reports.shown import show_report
from ui.settings.instrument_editor import InstrumentEditor
from ui.settings.page import Page
from ui.shared.buttons import button, main_button
from ui.shared.flow import Flow
from ui.shared.save_file import save_as
from ui.shared.table import Column, Table


class InstrumentsPage(Page):
    """A table; the editor opens in its place."""

    key: ClassVar[str] = "instruments"
    name: ClassVar[str] = N_("Instruments")
    note: ClassVar[str] = N_(
        "What shows where a child stands. Those that come with the app can be taken out of use; the centre’s own are "
        "made here. What was filled in keeps the questions that were asked."
    )
    icon: ClassVar[str] = "check"
    needs: ClassVar[Permission | None] = Permission.MANAGE_CENTRE
    refresh_on: ClassVar[frozenset[Change]] = frozenset({Change.INSTRUMENTS})
    scrolls: ClassVar[bool] = False

    def build(self) -> None:
        """The table with its buttons."""
        self.table: Table = Table(
            [
                Column("title", _("Instrument"), _title, width=280, tone=_tone),
                Column("ages", _("Ages"), _ages, width=190, tone=_tone),
                Column("items", _("Questions"), lambda row: str(len(row.definition.items)), align="right", width=90),
                Column("used", _("Filled in"), lambda row: str(row.used), align="right", width=90),
                Column("origin", _("Where from"), _origin, width=150, tone=lambda _row: "muted"),
                Column("state", _("State"), _state, width=110, tone=lambda _row: "muted"),
            ],
            name="settings.instruments",
            desk=self.shell.desk,
            sorting="none",
            count=lambda n: ngettext("{n} instrument", "{n} instruments", n).format(n=n),
            label_text=_("Instruments"),
        )
        self.table.opened.connect(self.change)
        self.table.current_changed.connect(lambda _row: self._enable())
        self.new_button = main_button(_("New from a template"), icon="add")
        self.new_button.setMenu(self._templates())
        self.change_button = button(_("Change…"), lambda: self._with_row(self.change), icon="edit")
        self.copy_button = button(_("Make one of our own from it"), lambda: self._with_row(self.copy))
        self.use_button = button(_("Take out of use"), lambda: self._with_row(self.use), icon="archive")
        self.print_button = button(_("Print a blank one"), lambda: self._with_row(self.print_blank), icon="print")
        self.file_button = button(_("Files"), icon="save")
        self.file_button.setMenu(self._files())
        list_page = QWidget()
        column = QVBoxLayout(list_page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        buttons = [self.new_button, self.change_button, self.copy_button, self.use_button]
        column.addWidget(Flow([*buttons, self.print_button, self.file_button]))
        column.addWidget(self.table, 1)
        self.pages = QStackedWidget()
        self.pages.addWidget(list_page)
        self.body.addWidget(self.pages, 1)
        self._enable()

    def load(self) -> None:
        """The instruments."""
        tasks.read(instruments, then=self._show, owner=self, latest="instruments")

    def unsaved(self) -> bool:
        """Whether the editor holds something that is not saved."""
        editor = self.editor
        return editor is not None and editor.form.is_changed()

    def tabs(self) -> list[tuple[str, Callable[[], None]]]:
        """The editor, begun from a template."""
        return [("editor", lambda: self.edit_new(templates()[0][1]))]

    @property
    def editor(self) -> InstrumentEditor | None:
        """The editor, where one is open."""
        page = self.pages.currentWidget()
        return page if isinstance(page, InstrumentEditor) else None

    def edit_new(self, own: OwnInstrument) -> None:
        """A new own instrument, begun from this."""
        self._open(InstrumentEditor(own))

    def change(self, row: InstrumentRow) -> None:
        """An own one, or the centre's items of one that asks for them; of all others a copy is made."""
        if row.own or row.definition.items_from_centre:
            own = as_own(row.definition, current().language)
            self._open(InstrumentEditor(own, code=row.code, items_only=row.definition.items_from_centre, used=row.used))
        elif can_edit(row.definition):
            self.copy(row)

    def copy(self, row: InstrumentRow) -> None:
        """A new one that begins as this one is."""
        own = as_own(row.definition, current().language)
        self.edit_new(_renamed(own, _("{title} (ours)").format(title=own.title)))

    def use(self, row: InstrumentRow) -> None:
        """Out of use, or into use again."""
        name = _title(row)
        saying = _("{name} is out of use. What was filled in stays.") if row.active else _("{name} is in use again.")
        tasks.do(
            partial(use_instrument, code=row.code, active=not row.active),
            saying=saying.format(name=name),
            undo=lambda _nothing: partial(use_instrument, code=row.code, active=row.active),
        )

    def print_blank(self, row: InstrumentRow) -> None:
        """To fill in by hand."""
        asked = {"instrument": row.code, "blank": True}
        show_report(self, "instrument", asked, language=self.shell.app.document_language, name=row.code)

    def export_json(self) -> None:
        """Whole, in all languages, for another centre."""
        if (row := self.table.current()) is not None:
            name = f"instrument-{row.code}.json"
            query = partial(export_instrument, code=row.code)
            tasks.read(query, then=lambda data: save_as(self, data, name), owner=self)

    def export_table(self) -> None:
        """As a workbook in the screen's language, to be worked on in Excel."""
        if (row := self.table.current()) is not None:
            name, code, language = f"instrument-{row.code}.xlsx", row.code, current().language

            def table(session: Any) -> bytes:
                asked = {"instrument": code, "blank": True}
                return make(session, "instrument", asked, language, "xlsx").content

            tasks.read(table, then=lambda data: save_as(self, data, name), owner=self)

    def import_file(self) -> None:
        """Choose a file and take it in."""
        path, _filter = QFileDialog.getOpenFileName(
            self, _("Import an instrument"), "", _("Instruments (*.json *.xlsx)")
        )
        if path:
            self.take_in(Path(path))

    def take_in(self, path: Path) -> None:
        """What is wrong with the file is said in the message bar."""
        action = partial(import_instrument_file, path=path, language=current().language)
        tasks.do(action, then=self._want, owner=self, saying=_("The instrument is taken in."))

    def _show(self, rows: Sequence[InstrumentRow]) -> None:
        self.table.set_rows(rows, keep=lambda row: row.code)
        self._enable()

    def _want(self, code: str) -> None:
        self._wanted = code
        tasks.read(instruments, then=self._show_wanted, owner=self, latest="instruments")

    def _show_wanted(self, rows: Sequence[InstrumentRow]) -> None:
        self._show(rows)
        self.table.select(lambda row: row.code == self._wanted)

    def _open(self, editor: InstrumentEditor) -> None:
        editor.left.connect(self._close_editor)
        editor.saved.connect(self._saved)
        self.pages.addWidget(editor)
        self.pages.setCurrentWidget(editor)
        editor.form.focus_first()

    def _saved(self, code: str) -> None:
        self._close_editor()
        self._want(code)

    def _close_editor(self) -> None:
        editor = self.editor
        if editor is not None:
            self.pages.removeWidget(editor)
            editor.deleteLater()

    def _with_row(self, act: Any) -> None:
        if (row := self.table.current()) is not None:
            act(row)

    def _enable(self) -> None:
        row = self.table.current()
        for made in (self.use_button, self.print_button):
            made.setEnabled(row is not None)
        self.change_button.setEnabled(row is not None and (row.own or row.definition.items_from_centre))
        self.copy_button.setEnabled(row is not None and can_edit(row.definition))
        self._table_action.setEnabled(row is not None and can_edit(row.definition))
        self._json_action.setEnabled(row is not None)
        self.use_button.setText(_("Take out of use") if row is None or row.active else _("Use again"))

    def _templates(self) -> QMenu:
        menu = QMenu(self)
        for words, own in templates():
            menu.addAction(words, partial(self.edit_new, own))
        return menu

    def _files(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction(_("Import from a file…"), self.import_file)
        menu.addSeparator()
        self._table_action = menu.addAction(_("Export as a table (XLSX)…"), self.export_table)
        self._json_action = menu.addAction(_("Export whole, all languages (JSON)…"), self.export_json)
        return menu


def templates() -> list[tuple[str, OwnInstrument]]:
    """What a new instrument can begin from: words for the menu, and what stands in the editor then."""
    checklist = (OwnAnswer(_("not yet"), 0), OwnAnswer(_("emerging"), 1), OwnAnswer(_("achieved"), 2))
    rating = tuple(
        OwnAnswer(words, points) for points, words in enumerate((_("never"), _("seldom"), _("often"), _("always")))
    )
    yes_no = (OwnAnswer(_("yes"), 1), OwnAnswer(_("no"), 0), OwnAnswer(_("not known")))
    return [
        (_("Checklist: not yet, emerging, achieved"), _begun(checklist, "count", "more")),
        (_("Rating: never to always, with a sum"), _begun(rating, "sum", "more")),
        (_("Questions with yes and no"), _begun(yes_no, "none", "")),
    ]


def _begun(answers: tuple[OwnAnswer, ...], scoring: str, better: str) -> OwnInstrument:
    return OwnInstrument(title="", items=(), answers=answers, scoring=scoring, better=better)


def _renamed(own: OwnInstrument, title: str) -> OwnInstrument:
    return OwnInstrument(**{**vars(own), "title": title})


def _title(row: InstrumentRow) -> str:
    return said(row.definition.title, current().language)


def _ages(row: InstrumentRow) -> str:
    return age_words(row.definition.ages).in_words(current())


def _origin(row: InstrumentRow) -> str:
    if not row.own:
        return _("given, version {n}").format(n=row.version)
    return _("our own, version {n}").format(n=row.version - FIRST_OWN_VERSION + 1)


def _state(row: InstrumentRow) -> str:
    return "" if row.active else _("out of use")


def _tone(row: InstrumentRow) -> str:
    return "" if row.active else "muted"
