"""Children: the list, and what opens from it in the same place."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtWidgets import QStackedWidget, QWidget

from centre_app.changes import Change
from centre_app.language.translate import N_, _, ngettext
from centre_app.security.access import Permission
from ui.children.file_page import FilePage
from ui.children.form_page import FormPage
from ui.children.list_page import ListPage
from ui.reports.shown import show_report
from ui.shared import confirm
from ui.shared.screen import Screen


class ChildrenScreen(Screen):
    """List → file → form, and back."""

    title: ClassVar[str] = N_("Children")
    help: ClassVar[str] = N_(
        "Type any part of a name, in any spelling and alphabet, a number or a phone. Enter opens the file.\n\n"
        "A child needs only a given name to be registered: nobody is turned away for a missing paper.\n\n"
        "Nothing is deleted. A file that is not used any more is archived, and comes back when the child does."
    )
    refresh_on: ClassVar[frozenset[Change]] = frozenset(
        {Change.CHILDREN, Change.CENTRE, Change.CODELISTS, Change.ATTENDANCE}
    )

    def build(self) -> None:
        """The list first; file and form are made when they are opened."""
        may_edit = self.shell.may(Permission.EDIT_CHILDREN)
        self.list = ListPage(self.shell, self.register if may_edit else None)
        self.list.opened.connect(self.open_file)
        self.list.counted.connect(self._count)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.list)
        self.body.addWidget(self.pages, 1)
        if self.shell.may(Permission.EXPORT_NAMES):
            self.print_button = self.strip.add_button(_("Print the list"), self.print_asked, icon="print")
        if may_edit:
            self.strip.set_main(_("Register a child"), self.register)

    def load(self) -> None:
        """The list, and the file that is open."""
        self.list.load()

    def take_changes(self, changes: frozenset[Change]) -> None:
        """Tell the open file as well."""
        super().take_changes(changes - {Change.ATTENDANCE})
        if isinstance(page := self.pages.currentWidget(), FilePage):
            page.take_changes(changes)

    def open(self, **to: object) -> None:
        """``child=`` opens a file (``tab=`` at a tab), ``change=`` its form, ``new=True`` registers."""
        child, change = to.get("child"), to.get("change")
        if isinstance(child, UUID):
            self._unless_typing(partial(self.open_file, child, str(to.get("tab", ""))))
        elif isinstance(change, UUID):
            self._unless_typing(partial(self.change, change))
        elif to.get("new"):
            self._unless_typing(self.register)

    def open_file(self, child_id: UUID, tab: str = "") -> None:
        """Show a child's file."""
        page = FilePage(self.shell, child_id)
        page.left.connect(partial(self._unless_typing, self.back))
        page.change_asked.connect(lambda child: self._unless_typing(partial(self.change, child)))
        page.show_tab(tab)
        self._show(page)

    def register(self) -> None:
        """An empty form."""
        self._form(None)

    def change(self, child_id: UUID) -> None:
        """The form of a child."""
        self._form(child_id)

    def back(self) -> None:
        """To the list."""
        self._show(self.list)
        self.list.search.setFocus()

    def unsaved(self) -> bool:
        """Whether a form holds what is not saved."""
        page = self.pages.currentWidget()
        return isinstance(page, FormPage | FilePage) and page.unsaved()

    def state(self) -> dict[str, object]:
        """What is searched and which file is open."""
        page = self.pages.currentWidget()
        return {
            "text": self.list.search.text(),
            "filters": {name: box.value() for name, box in self.list.filters.items()},
            "child": page.child_id if isinstance(page, FilePage) else None,
            "tab": page.tabs.currentIndex() if isinstance(page, FilePage) else 0,
        }

    def restore(self, state: dict[str, Any]) -> None:
        """As before the language changed."""
        self.list.search.setText(state["text"])
        self.list.filters["state"].set_value(state["filters"]["state"])
        if state["child"] is not None:
            self.open_file(state["child"])
            page = self.pages.currentWidget()
            if isinstance(page, FilePage):
                page.tabs.setCurrentIndex(state["tab"])

    def print_asked(self) -> None:
        """The list as filtered, or the open child's progress record."""
        page = self.pages.currentWidget()
        if not self.shell.may(Permission.EXPORT_NAMES):
            return
        if isinstance(page, FilePage):
            page.print_progress()
        elif page is self.list:
            show_report(self, "children", {"filter": self.list.wanted}, language=self.shell.app.document_language)

    def pictures(self) -> Iterable[tuple[str, Callable[[], None]]]:
        """The list, a file with its tabs, the form."""
        yield "list", self.back
        yield "selected", self._select_first
        yield "file", self._open_first
        for key in ("services", "attendance", "standing", "plan", "help", "history"):
            yield key, partial(self._turn_to, key)
        yield "form", self.register

    def _select_first(self) -> None:
        self.list.table.select(lambda _row: True)

    def _open_first(self) -> None:
        if rows := self.list.table.rows():
            self.open_file(rows[0].id)

    def _turn_to(self, key: str) -> None:
        page = self.pages.currentWidget()
        if isinstance(page, FilePage):
            page.show_tab(key)

    def _form(self, child_id: UUID | None) -> None:
        page = FormPage(self.shell, child_id)
        page.saved.connect(self.open_file)
        page.left.connect(self.back if child_id is None else partial(self.open_file, child_id))
        self._show(page)

    def _show(self, page: QWidget) -> None:
        older = self.pages.currentWidget()
        if page is not self.list:
            self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)
        if older is not None and older is not self.list and older is not page:
            self.pages.removeWidget(older)
            older.deleteLater()
        self.strip.setVisible(page is self.list)

    def _unless_typing(self, go: Callable[[], None]) -> None:
        if not self.unsaved():
            go()
            return
        confirm.ask(
            self,
            _("Leave without saving?"),
            _("What you typed is not saved yet."),
            _("Leave"),
            go,
        )

    def _count(self, count: int) -> None:
        self.strip.set_note(ngettext("{n} child", "{n} children", count).format(n=count))
