"""Set up our centre: its name, yours, and the recovery sheet. One minute."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from centre_app.bootstrap import NewGroup, NewService, SetUp, SetUpResult, set_up, unlock
from centre_app.language.translate import LANGUAGE_NAMES, LANGUAGES, N_, Words, _, current
from centre_app.security.recovery import groups, part_matches
from ui import tasks
from ui.application import Application
from ui.shared.buttons import button, main_button
from ui.shared.fields import Choice, Heading, Secret, Text
from ui.shared.form import Form
from ui.shared.words import label
from ui.start.page import StartPage

if TYPE_CHECKING:
    from centre_app.office import Office

DAY_CARE = N_("Day care")  # the first service, in the language of documents: it stands on the register
ASKED_BACK = (2, 5)  # the groups of the recovery code that are typed back: proof that the sheet was written


class SetUpPages(StartPage):
    """First page: the centre and its manager. Second page: the recovery sheet."""

    def __init__(self, app: Application) -> None:
        super().__init__(app, _("Set up our centre"), again=None, back=self._leave, width=860)
        self.form = Form(
            [
                Heading(_("The centre")),
                Text("name", _("Name of the centre"), required=True, width=2, max_length=200),
                Choice(
                    "country",
                    _("Country"),
                    choices=[("TJ", _("Tajikistan")), ("KG", _("Kyrgyzstan")), ("KZ", _("Kazakhstan"))],
                    required=True,
                ),
                Text("district", _("District"), max_length=200),
                Choice(
                    "language",
                    _("Language of documents"),
                    choices=[(code, LANGUAGE_NAMES[code]) for code in LANGUAGES],
                    required=True,
                ),
                Text("group", _("First group"), hint=_("More groups and services: in Settings."), max_length=200),
                Heading(_("The manager")),
                Text("manager_name", _("Your name"), required=True, width=2, max_length=200),
                Text("username", _("User name"), required=True, max_length=60, width=2),
                Secret("password", _("Password"), hint=_("At least 8 characters"), required=True),
                Secret("again", _("Password once more"), required=True),
            ]
        )
        self.form.set_values({"language": current().language, "group": _("Group 1")})
        self.body.addWidget(self.form)
        self.body.addWidget(self.trouble)
        self.go_on = main_button(_("Set up"), self.set_up)
        self.body.addWidget(self.go_on)
        self.form.focus_first()

    def set_up(self) -> None:
        """Make the centre from what is typed."""
        values = self.form.collect()
        if values is None:
            return
        if values["password"] != values["again"]:
            self.form.show_error("again", _("The two passwords are not the same."))
            return
        details = SetUp(
            name=str(values["name"]),
            country=str(values["country"]),
            district=str(values["district"]),
            language=str(values["language"]),
            manager_name=str(values["manager_name"]),
            username=str(values["username"]),
            password=str(values["password"]),
            services=(
                NewService(
                    Words.of(str(values["language"])).gettext(DAY_CARE), groups=tuple(_groups(str(values["group"])))
                ),
            ),
        )
        self.go_on.setEnabled(False)
        self.go_on.setText(_("Setting up…"))
        tasks.run(
            lambda _progress: set_up(self.app.data, details, database=self.app.database),
            then=self._made,
            failed=self._failed,
            owner=self,
        )

    def _made(self, made: SetUpResult) -> None:
        self.app.show_start(RecoverySheetPage(self.app, made.office, made.recovery_code))

    def _failed(self, error: Exception) -> bool:
        self.go_on.setEnabled(True)
        self.go_on.setText(_("Set up"))
        return self.tell(error, self.form)

    def _leave(self) -> None:
        self.app.begin()


class RecoverySheetPage(StartPage):
    """Shows the recovery code once, prints the sheet, and has part of it typed back."""

    def __init__(self, app: Application, office: Office, code: str) -> None:
        super().__init__(app, _("The recovery sheet"), again=None)
        self._office, self._code = office, code
        self.body.addWidget(
            label(
                _(
                    "Who forgets the password opens the centre with this code. Without both, nobody can: not even we. "
                    "Print the sheet, and keep it locked away from this PC."
                ),
                wrap=True,
            )
        )
        self.body.addLayout(self._groups(code))
        sheet = button(_("Show and print the sheet"), self.show_sheet, icon="print")
        self.body.addWidget(sheet)
        self.body.addWidget(
            label(
                _("Now type group {first} and group {second} from the printed sheet:").format(
                    first=ASKED_BACK[0], second=ASKED_BACK[1]
                ),
                wrap=True,
            )
        )
        row = QHBoxLayout()
        self.typed: list[QLineEdit] = []
        for number in ASKED_BACK:
            field = QLineEdit()
            field.setMaxLength(8)
            field.setAccessibleName(_("Group {number}").format(number=number))
            field.setPlaceholderText(_("Group {number}").format(number=number))
            field.returnPressed.connect(self.finish)
            self.typed.append(field)
            row.addWidget(field)
        self.body.addLayout(row)
        self.body.addWidget(self.trouble)
        self.body.addWidget(main_button(_("Open our centre"), self.finish))
        sheet.setFocus()

    def show_sheet(self) -> None:
        """The sheet as it is printed."""
        from ui.reports.sheets import show_recovery_sheet

        show_recovery_sheet(self, self._office, self._code)

    def finish(self) -> None:
        """Open the centre when the typed groups are those of the sheet."""
        for number, field in zip(ASKED_BACK, self.typed, strict=True):
            if not part_matches(self._code, number, field.text()):
                self.say(_("Group {number} is not as on the sheet. Look again.").format(number=number))
                field.setFocus()
                field.selectAll()
                return
        self.app.show_office(self._office, partial(unlock, self._office))

    def _groups(self, code: str) -> QGridLayout:
        grid = QGridLayout()
        for place, group in enumerate(groups(code)):
            cell = QWidget()
            column = QVBoxLayout(cell)
            column.setSpacing(0)
            column.addWidget(label(str(place + 1), kind="muted"))
            column.addWidget(label(group, kind="title"))
            grid.addWidget(cell, place // 4, place % 4)
        return grid


def _groups(typed: str) -> list[NewGroup]:
    return [NewGroup(name=part.strip()) for part in typed.split(",") if part.strip()]
