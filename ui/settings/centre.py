"""The centre: what stands at the head of every paper, and how it works."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from centre_app.changes import Change
from centre_app.language.translate import LANGUAGE_NAMES, LANGUAGES, N_, _
from centre_app.security.access import Permission
from centre_app.sites.actions import SiteChanges, change_site
from centre_app.sites.queries import SiteFacts, the_site
from ui import tasks
from ui.settings.page import Page
from ui.shared.buttons import button, main_button
from ui.shared.flow import Flow
from ui.shared.form import Choice, Form, Heading, Number, Part, Phone, Text
from ui.shared.scroll import scrolled

COUNTRIES = (("TJ", N_("Tajikistan")), ("KG", N_("Kyrgyzstan")), ("KZ", N_("Kazakhstan")))
FIELDS = (
    "name",
    "province",
    "district",
    "municipality",
    "address",
    "phone",
    "signatory",
    "number_pattern",
    "document_language",
    "idle_minutes",
    "note_lock_days",
)


class CentrePage(Page):
    """One form; saved as a whole."""

    key: ClassVar[str] = "centre"
    name: ClassVar[str] = N_("The centre")
    note: ClassVar[str] = N_("The name and the place stand at the head of everything that is printed.")
    icon: ClassVar[str] = "home"
    needs: ClassVar[Permission | None] = Permission.MANAGE_CENTRE
    refresh_on: ClassVar[frozenset[Change]] = frozenset({Change.CENTRE})
    scrolls: ClassVar[bool] = False  # the buttons stay in sight

    def build(self) -> None:
        """The form, and its buttons that never scroll away."""
        self._facts: SiteFacts | None = None
        self.form = Form(_fields())
        self.form.changed.connect(lambda _name: self._enable())
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.addWidget(self.form)
        column.addStretch(1)
        self.body.addWidget(scrolled(inside), 1)
        self.save_button = main_button(_("Save"), self.save, icon="save")
        self.back_button = button(_("Discard the changes"), self.discard, icon="undo")
        self.body.addWidget(Flow([self.save_button, self.back_button]))
        keys = QShortcut(QKeySequence.StandardKey.Save, self, self.save)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._enable()

    def load(self) -> None:
        """The centre's facts."""
        tasks.read(the_site, then=self.show_facts)

    def show_facts(self, facts: SiteFacts) -> None:
        """Fill the form; what somebody is typing stays."""
        self._facts = facts
        if self.form.is_changed():
            return
        self.form.set_values({"country": facts.country, **_values(facts)})
        self._enable()

    def unsaved(self) -> bool:
        """Whether something typed would be lost."""
        return self.form.is_changed()

    def save(self) -> None:
        """As the button does."""
        before = self._facts
        values = self.form.collect()
        if values is None or before is None or not self.form.is_changed():
            return
        self.save_button.setEnabled(False)
        tasks.do(
            partial(change_site, changes=SiteChanges(**{name: values[name] for name in FIELDS})),
            then=lambda _nothing: self._saved(values),
            failed=self._failed,
            form=self.form,
            owner=self,
            saying=_("The centre is saved."),
            undo=lambda _nothing: partial(change_site, changes=SiteChanges(**_values(before))),
        )

    def discard(self) -> None:
        """What is stored, again."""
        if self._facts is not None:
            self.form.clear_errors()
            self.form.set_values({"country": self._facts.country, **_values(self._facts)})
            self._enable()

    def _saved(self, values: dict[str, Any]) -> None:
        self.form.mark_saved()
        self._enable()
        self.shell.app.set_idle_minutes(int(values["idle_minutes"]))

    def _failed(self, _error: Exception) -> bool:
        self._enable()
        return False

    def _enable(self) -> None:
        changed = self.form.is_changed()
        self.save_button.setEnabled(changed)
        self.back_button.setEnabled(changed)


def _values(facts: SiteFacts) -> dict[str, Any]:
    return {name: getattr(facts, name) for name in FIELDS}


def _fields() -> list[Part]:
    return [
        Text("name", _("Name of the centre"), required=True, width=2, max_length=200),
        Choice(
            "country",
            _("Country"),
            choices=[(code, _(words)) for code, words in COUNTRIES],
            enabled=False,
            hint=_("Chosen at the set-up: the public holidays follow it."),
        ),
        Text("province", _("Province"), max_length=200),
        Text("district", _("District"), max_length=200),
        Text("municipality", _("Town or municipality"), max_length=200),
        Text("address", _("Address"), max_length=300),
        Phone("phone", _("Phone")),
        Heading(_("Papers")),
        Text("signatory", _("Who signs"), hint=_("Stands under the line for the signature."), max_length=200),
        Choice(
            "document_language",
            _("Language of documents"),
            choices=[(code, LANGUAGE_NAMES[code]) for code in LANGUAGES],
            required=True,
            hint=_("Proposed for each document; another one can be chosen for each."),
        ),
        Text(
            "number_pattern",
            _("Pattern of the children's numbers"),
            required=True,
            hint=_("The digits are counted up: K-0001, K-0002. Numbers given already stay as they are."),
            max_length=20,
        ),
        Number(
            "idle_minutes",
            _("Lock after how many minutes"),
            minimum=1,
            maximum=120,
            required=True,
            hint=_("When nobody touches the PC. Nothing typed is lost."),
        ),
        Number(
            "note_lock_days",
            _("Notes of sessions lock after how many days"),
            maximum=60,
            required=True,
            hint=_("Later changes are additions with a name and a date. 0: when the day is over."),
        ),
    ]
