"""The child's file: where the child stands. An overview; a filling opens in its place."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from centre_app.changes import Change
from centre_app.children.files import ChildFile
from centre_app.codelists.queries import entries
from centre_app.errors import UserError
from centre_app.instruments.actions import NewFilling, begin_filling
from centre_app.instruments.queries import FillingView, Offer, courses, filling, fillings_of, offers
from centre_app.instruments.rules import Fit, age_in_months
from centre_app.language.translate import N_, _
from centre_app.reports.instrument_course import course_drawings
from centre_app.security.access import Permission
from ui import tasks
from ui.instruments.answered import Answered
from ui.instruments.filling_form import FillingForm
from ui.instruments.overview import Overview, Standing
from ui.instruments.words import title
from ui.reports.shown import show_report
from ui.shared import theme
from ui.shared.dialog import FormDialog
from ui.shared.fields import Day, Number
from ui.shared.screen import Shell


class StandingTab(QWidget):
    """Asked for by ``show_file``; while a filling is open the overview waits."""

    refresh_on: ClassVar[frozenset[Change]] = frozenset({Change.INSTRUMENTS, Change.CHILDREN})

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.file: ChildFile | None = None
        self.standing: Standing | None = None
        self.pages = QStackedWidget()
        self.overview = Overview()
        self.overview.begin_asked.connect(self.begin)
        self.overview.open_asked.connect(self.open_filling)
        self.overview.blank_asked.connect(self.print_blank)
        self.pages.addWidget(self.overview)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pages)

    def show_file(self, file: ChildFile) -> None:
        """Show this child; a filling of another one closes."""
        if self.file is not None and self.file.id != file.id:
            self.close_filling()
        self.file = file
        self.read()

    def read(self) -> None:
        """Ask again. What is being filled in stays as it is."""
        if self.file is None or not self.shell.office.actor.may(Permission.SEE_NOTES):
            return
        tasks.read(partial(_standing, file=self.file, hexes=theme.hexes()), then=self._show, latest="standing")

    def unsaved(self) -> bool:
        """Whether an answer is not kept yet."""
        form = self.form
        return form is not None and form.unsaved()

    @property
    def form(self) -> FillingForm | None:
        """The draft that is open."""
        page = self.pages.currentWidget()
        return page if isinstance(page, FillingForm) else None

    def begin(self, offer: Offer) -> None:
        """Begin today where the age is known; else ask for it first."""
        assert self.file is not None
        today = self.shell.office.today()
        age = age_in_months(self.file.birth_date, self.file.birth_precision, today)
        new = NewFilling(self.file.id, offer.code, today)
        if age is not None and age.exact and offer.fit is Fit.YES:
            tasks.do(partial(begin_filling, new=new), then=self.open_filling)
            return
        dialog = FormDialog(
            self,
            title(offer.title),
            [
                Day("day", _("Day"), today=today, required=True, width=2),
                Number("age_months", _("Age: years"), maximum=24),
                Number("months", _("and months"), maximum=11),
            ],
            lambda values: partial(begin_filling, new=_new(new, values)),
            then=self.open_filling,
            note=_("The day of birth is not known, so please say how old the child is on that day."),
            save_text=_("Begin"),
        )
        dialog.form.set_values({"day": today})
        dialog.open()

    def open_filling(self, filling_id: UUID) -> None:
        """A draft to go on with, or a finished one to read."""
        tasks.read(partial(filling, filling_id=filling_id), then=self._open, latest="filling")

    def close_filling(self) -> None:
        """Back to the overview."""
        page = self.pages.currentWidget()
        if page is None or page is self.overview:
            return
        if isinstance(page, FillingForm):
            page.keep()
        self.pages.setCurrentWidget(self.overview)
        self.pages.removeWidget(page)
        page.deleteLater()
        self.read()

    def print_blank(self, code: str) -> None:
        """A blank one with the child's name, to fill in by hand."""
        if self.file is not None:
            show_report(
                self,
                "instrument",
                {"child": self.file.id, "instrument": code, "blank": True},
                language=self.shell.app.document_language,
                name=f"{self.file.number}-{code}",
            )

    def _show(self, standing: Standing) -> None:
        self.standing = standing
        self.overview.show_standing(standing, may_fill=self.shell.may(Permission.FILL_INSTRUMENTS))

    def _open(self, view: FillingView) -> None:
        before = self.pages.currentWidget()
        page: FillingForm | Answered
        if view.row.status == "draft" and self.shell.may(Permission.FILL_INSTRUMENTS):
            page = FillingForm(self.shell, view, self.file)
            page.finished.connect(self.open_filling)
            page.discarded.connect(self.close_filling)
            page.day_moved.connect(self.open_filling)
        else:
            page = Answered(self.shell, view)
        page.left.connect(self.close_filling)
        self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)
        if before is not None and before is not self.overview:
            self.pages.removeWidget(before)
            before.deleteLater()
        if isinstance(page, FillingForm):
            page.begin()


def _standing(session: Any, file: ChildFile, hexes: dict[str, str]) -> Standing:
    today = session.today
    found = courses(session, [file.id], until=today)[file.id]
    return Standing(
        age=age_in_months(file.birth_date, file.birth_precision, today),
        offers=offers(session, file.id, today),
        fillings=fillings_of(session, file.id),
        courses=found,
        drawings={course.code: course_drawings(course, hexes) for course in found},
        disabilities={entry.code: entry.labels for entry in entries(session, "disability_type")},
    )


def _new(new: NewFilling, values: dict[str, Any]) -> NewFilling:
    """The years' field is named as the action names the age, so that what is wrong with it is said there."""
    years, months = values["age_months"], values["months"]
    if years is None and months is None:
        raise UserError(N_("Please say how old the child is."), field="age_months")
    months = (years or 0) * 12 + (months or 0)
    return NewFilling(new.child_id, new.code, values["day"], months)
