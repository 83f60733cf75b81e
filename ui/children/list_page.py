"""The list of children: search, filters, and who is selected at the right."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from centre_app.children.files import ChildFile
from centre_app.children.lists import ChildFilter, ChildRow, FoundChildren
from centre_app.children.queries import child_file, child_photo, districts, list_children
from centre_app.codelists.queries import all_labels
from centre_app.language.translate import _, current, ngettext
from centre_app.sites.queries import ServiceRow, services
from ui import tasks
from ui.children.words import age_words, birth_words, place_words, sex_words, short_age
from ui.shared import theme
from ui.shared.choice import ChoiceBox
from ui.shared.empty import EmptyPlace
from ui.shared.flow import Flow
from ui.shared.panel import PreviewPanel
from ui.shared.screen import Shell
from ui.shared.search_field import SearchField
from ui.shared.table import Column, Table

SHOWN_AT_MOST = 300
SHOWN_AT_ONCE = 40  # more than a screen holds; the rest is read when nobody has typed for a moment
_MOMENT_MS = 200
AGES = ((0, 2), (3, 6), (7, 10), (11, 14), (15, 17), (18, None))  # the bands of counting.md


class ListPage(QWidget):
    """Emits ``opened(child id)`` and ``changed(note)`` with the words for the strip."""

    opened = Signal(object)
    counted = Signal(int)

    def __init__(self, shell: Shell, on_new: Any) -> None:
        super().__init__()
        self.shell = shell
        self.order, self.descending = "name", False
        self._labels: dict[str, dict[str, str]] = {}
        self.search = SearchField(_("Search: name in any spelling, number, phone"))
        self.search.searched.connect(lambda _text: self.read())
        self.filters = self._filters()
        self.table: Table = Table(
            self._columns(),
            name="children.list",
            desk=shell.desk,
            sorting="asked",
            label_text=_("Children"),
            count=lambda n: ngettext("{n} child", "{n} children", n).format(n=n),
        )
        self.table.opened.connect(lambda row: self.opened.emit(row.id))
        self.table.current_changed.connect(self._select)
        self.table.sort_asked.connect(self._sort)
        self.search.next_widget = self.table.view
        self._on_new = on_new
        self._rest_due = QTimer(self)
        self._rest_due.setSingleShot(True)
        self._rest_due.setInterval(_MOMENT_MS)
        self._rest_due.timeout.connect(lambda: self._ask(SHOWN_AT_MOST))
        self.panel = PreviewPanel()
        self.panel.show_nothing(_("Choose a child to see the family's phone, the groups and alerts."))
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.search)
        left.addWidget(Flow(self.filters.values()))
        left.addWidget(self.table, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addLayout(left, 1)
        row.addWidget(self.panel)

    @property
    def wanted(self) -> ChildFilter:
        """The filter as chosen."""
        state, where, district, age, sex = (box.value() for box in self.filters.values())
        kind, place = where if isinstance(where, tuple) else ("", None)
        low, high = age if isinstance(age, tuple) else (None, None)
        return ChildFilter(
            text=self.search.text(),
            state=str(state),
            service_id=place if kind == "service" else None,
            group_id=place if kind == "group" else None,
            district=str(district) if district is not None else None,
            age_from=low,
            age_to=high,
            sex=str(sex) if sex is not None else None,
        )

    def load(self) -> None:
        """The choices of the filters, and the list."""
        tasks.read(_choices, then=self._show_choices)
        self.read()

    def read(self) -> None:
        """The list for what is typed and chosen."""
        self._rest_due.stop()
        # Whoever is current may stand below the first page, and stays current.
        self._ask(SHOWN_AT_ONCE if self.table.current() is None else SHOWN_AT_MOST)

    def _ask(self, limit: int) -> None:
        ask = partial(
            list_children,
            wanted=self.wanted,
            language=current().language,
            order=self.order,
            descending=self.descending,
            limit=limit,
        )
        tasks.read(ask, then=self._show, latest="children")

    def _show(self, found: FoundChildren) -> None:
        if not found.rows:
            self._say_empty()
        self.table.set_rows(found.rows, total=found.count)
        self.counted.emit(found.count)
        if len(found.rows) < min(found.count, SHOWN_AT_MOST):
            self._rest_due.start()

    def _say_empty(self) -> None:
        if self.wanted == ChildFilter():
            place = EmptyPlace(
                _("No child is registered yet"),
                _("Register the first child: a given name is enough to begin."),
                _("Register a child") if self._on_new is not None else "",
                self._on_new,
                icon="children",
            )
        else:
            place = EmptyPlace(
                _("Nobody fits"),
                _("No child fits what is searched and chosen above. Archived children are found under “All”."),
                icon="search",
            )
        self.table.set_empty(place)

    def _columns(self) -> list[Column]:
        today = self.shell.office.today()
        return [
            Column("name", _("Name"), value=lambda row: row.full_name, width=228),
            Column("number", _("Number"), value=lambda row: row.number, width=86),
            Column("birth", _("Born"), value=lambda row: birth_words(row.birth_date, row.birth_precision), width=102),
            Column("age", _("Age"), value=lambda row: short_age(row.birth_date, row.birth_precision, today), width=88),
            Column("group", _("Groups"), value=lambda row: row.groups, width=120),
            Column("phone", _("Phone"), value=lambda row: row.phone, width=146),
            Column("village", _("Village"), value=lambda row: row.village, width=110),
            Column("district", _("District"), value=lambda row: row.district, width=130),
        ]

    def _filters(self) -> dict[str, ChoiceBox]:
        states = [
            ("active", _("Active")),
            ("enrolled", _("Enrolled today")),
            ("archived", _("Archived")),
            ("all", _("All")),
        ]
        ages = [
            ((low, high), f"{low}–{high}" if high is not None else _("{age} and older").format(age=low))
            for low, high in AGES
        ]
        sexes = [("female", _("Girls")), ("male", _("Boys")), ("unknown", _("Sex not said"))]
        boxes = {
            "state": ChoiceBox(states),
            "where": ChoiceBox(empty=_("All services")),
            "district": ChoiceBox(empty=_("All districts")),
            "age": ChoiceBox(ages, empty=_("All ages")),
            "sex": ChoiceBox(sexes, empty=_("Girls and boys")),
        }
        names = (_("Which children"), _("Service and group"), _("District"), _("Age"), _("Sex"))
        for box, name in zip(boxes.values(), names, strict=True):
            box.setAccessibleName(name)
            box.setToolTip(name)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.setMaximumWidth(theme.px(230))
            box.chosen.connect(lambda _key: self.read())
        boxes["state"].set_value("active")
        return boxes

    def _show_choices(self, chosen: tuple[list[ServiceRow], list[str], dict[str, dict[str, str]]]) -> None:
        rows, names, self._labels = chosen
        where: list[tuple[tuple[str, UUID], str]] = []
        for service in rows:
            where.append((("service", service.id), service.name))
            where.extend((("group", group.id), f"{service.name} · {group.name}") for group in service.groups)
        self.filters["where"].set_choices(where)
        self.filters["district"].set_choices([(name, name) for name in names])

    def _sort(self, key: str, descending: bool) -> None:
        # The older the child, the earlier the birth: the age column is the birth column turned round.
        self.order, self.descending = ("birth", not descending) if key == "age" else (key, descending)
        if key != "phone":
            self.read()

    def _select(self, row: ChildRow | None) -> None:
        if row is None:
            self.panel.show_nothing(_("Choose a child to see the family's phone, the groups and alerts."))
            return
        child_id = row.id
        tasks.read(
            lambda session: (child_file(session, child_id), child_photo(session, child_id)),
            then=self._show_child,
            latest="preview",
        )

    def _show_child(self, read: tuple[ChildFile, bytes | None]) -> None:
        file, photo = read
        kinds = self._labels.get("alert_kind", {})
        relations = self._labels.get("relationship", {})
        alerts = [
            (f"{kinds.get(alert.kind, alert.kind)}: {alert.note}".removesuffix(": "), "danger") for alert in file.alerts
        ]
        guardians = [
            place_words(relations.get(one.relationship or "", ""), one.name, one.phone) for one in file.guardians
        ]
        today = self.shell.office.today()
        groups = [row.group or row.service for row in file.enrolments if row.end_day is None or row.end_day >= today]
        self.panel.show_person(
            file.full_name,
            note=place_words(file.number, age_words(file.birth_date, file.birth_precision, today), sex_words(file.sex)),
            photo=photo,
            tags=alerts,
            lines=[
                (_("Family"), "\n".join(guardians)),
                (_("Phone"), file.phone),
                (_("Groups"), ", ".join(groups)),
                (_("Home"), place_words(file.village, file.municipality, file.district)),
                (_("How to find it"), file.landmark),
            ],
            buttons=[(_("Open the file"), partial(self.opened.emit, file.id), "forward")],
        )


def _choices(session: Any) -> tuple[list[ServiceRow], list[str], dict[str, dict[str, str]]]:
    language = current().language
    return services(session), districts(session, language=language), all_labels(session, language)
