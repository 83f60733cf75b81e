"""Lending: the stock, what is lent out, what children need."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtWidgets import QStackedWidget

from centre_app.changes import Change
from centre_app.language.translate import N_, _, current
from centre_app.security.access import Permission
from ui import tasks
from ui.lending.lists import Lists, read_lists
from ui.lending.needs_view import NeedsView
from ui.lending.out_view import OutView
from ui.lending.stock_view import StockView
from ui.reports.shown import show_report
from ui.shared.buttons import button, main_button
from ui.shared.pages import PlacePage
from ui.shared.segments import Segment, Segments

_NAMES = {"out": N_("Lent out"), "stock": N_("Stock"), "needs": N_("What is needed")}
View = StockView | OutView | NeedsView


class LendingPage(PlacePage):
    """``open(view="out")`` shows what is lent out, ``overdue=True`` what should be back; ``view="stock"``, ``"needs"``;
    ``open(item=id)`` an item of the stock."""

    key: ClassVar[str] = "lending"
    name: ClassVar[str] = N_("Lending")
    needs: ClassVar[Permission | None] = Permission.SEE_CHILDREN
    refresh_on: ClassVar[frozenset[Change]] = frozenset({Change.LENDING, Change.CHILDREN, Change.CODELISTS})

    def build(self) -> None:
        """Three views, chosen at the head."""
        self.out, self.stock = OutView(self.shell, self.load), StockView(self.shell, self.load)
        self.needed = NeedsView(self.shell, self.load)
        self.views: dict[str, View] = {"out": self.out, "stock": self.stock, "needs": self.needed}
        self.which = Segments(_("View"), [Segment(key, _(words)) for key, words in _NAMES.items()], may_clear=False)
        self.which.chosen.connect(lambda key: self.show_view(str(key)))
        self.head.addWidget(self.which)
        self.head.addStretch(1)
        self.overdue_button = button(_("Print overdue"), partial(self._print, "loans", overdue=True), icon="print")
        self.print_button = button(_("Print"), self.print_asked, icon="print")
        self.head.addWidget(self.overdue_button)
        self.head.addWidget(self.print_button)
        self.mains = {}
        if self.shell.may(Permission.LEND):
            self.mains = {
                "out": main_button(_("Lend…"), self.out.loans.lend, icon="add"),
                "stock": main_button(_("Add to the stock…"), self.stock.add, icon="add"),
                "needs": main_button(_("Write down a need…"), self.needed.add, icon="add"),
            }
        for made in self.mains.values():
            self.head.addWidget(made)
        self.stack = QStackedWidget()
        for view in self.views.values():
            self.stack.addWidget(view)
        self.body.addWidget(self.stack, 1)
        self._turn_to("out")

    def load(self) -> None:
        """Ask for the view on show, and what all heads count."""
        language, key = current().language, self.view()
        query: Callable[[Any], tuple[Any, ...]] = self.views[key].query()

        def ask(session: Any) -> tuple[str, tuple[Any, ...], Lists]:
            return key, query(session), read_lists(session, language)

        tasks.read(ask, then=self.show_read, latest="lending")

    def show_read(self, read: tuple[str, tuple[Any, ...], Lists]) -> None:
        """Show what was read."""
        key, rows, lists = read
        self.views[key].show_rows(rows, lists)
        late = _("{n} overdue").format(n=lists.overdue)
        counted = {
            "out": f"{lists.lent} · {late}" if lists.overdue else str(lists.lent),
            "stock": str(sum(lists.by_status.values())),
            "needs": str(lists.needs),
        }
        for segment, made in zip(self.which.segments, self.which.buttons, strict=True):
            words = f"{_(_NAMES[str(segment.key)])} ({counted[str(segment.key)]})"
            made.setText(words)
            made.setAccessibleName(words)
        self.overdue_button.setVisible(key == "out")

    def view(self) -> str:
        """The key of the view on show."""
        return str(self.which.value() or "out")

    def show_view(self, key: str) -> None:
        """Turn to a view."""
        if key in self.views:
            self._turn_to(key)
            self.load()

    def open(self, **to: object) -> None:
        """Lead to a view, to what is overdue, to an item."""
        if to.get("overdue"):
            self.out.which_box.set_value("overdue")
            self.show_view("out")
        elif isinstance(item := to.get("item"), UUID):
            self.stock.want(item)
            self.show_view("stock")
        elif isinstance(view := to.get("view"), str):
            self.show_view(view)

    def state(self) -> dict[str, object]:
        """The view."""
        return {"view": self.view()}

    def restore(self, state: dict[str, object]) -> None:
        """As before."""
        self.show_view(str(state.get("view") or "out"))

    def print_asked(self) -> None:
        """The stock list, or what is lent."""
        if self.view() == "stock":
            self._print("stock")
        elif self.view() == "out":
            self._print("loans", overdue=self.out.which_box.value() == "overdue")

    def pictures(self) -> Iterable[tuple[str, Callable[[], None]]]:
        """Each view."""
        for key in self.views:
            yield key, partial(self.show_view, key)

    def _print(self, kind: str, **parameters: object) -> None:
        show_report(self, kind, parameters, language=self.shell.app.document_language)

    def _turn_to(self, key: str) -> None:
        self.which.set_value(key)
        self.stack.setCurrentWidget(self.views[key])
        self.overdue_button.setVisible(key == "out")
        self.print_button.setVisible(key != "needs")
        for name, made in self.mains.items():
            made.setVisible(name == key)
