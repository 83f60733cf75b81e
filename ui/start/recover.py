"""A forgotten password: a new one with the code of the recovery sheet."""

from __future__ import annotations

from centre_app.bootstrap import recover
from centre_app.language.translate import _
from ui import messages, tasks
from ui.application import Application
from ui.shared.buttons import main_button
from ui.shared.fields import Secret, Text
from ui.shared.form import Form
from ui.shared.words import label
from ui.start.page import StartPage


class Recover(StartPage):
    """The code, the manager's user name, a new password."""

    def __init__(self, app: Application) -> None:
        super().__init__(app, _("I have forgotten my password"), again=None, back=self._leave)
        self.body.addWidget(
            label(
                _(
                    "A manager takes the recovery sheet and types its code here. "
                    "Everybody else asks the manager for a new password."
                ),
                wrap=True,
            )
        )
        self.form = Form(
            [
                Text("code", _("Code of the recovery sheet"), required=True, width=2),
                Text("username", _("User name"), required=True, width=2),
                Secret("new_password", _("New password"), hint=_("At least 8 characters"), required=True),
                Secret("again", _("Password once more"), required=True),
            ]
        )
        self.body.addWidget(self.form)
        self.body.addWidget(self.trouble)
        self.save = main_button(_("Set the new password"), self.recover)
        self.body.addWidget(self.save)
        self.form.focus_first()

    def recover(self) -> None:
        """Set the new password."""
        values = self.form.collect()
        if values is None:
            return
        if values["new_password"] != values["again"]:
            self.form.show_error("again", _("The two passwords are not the same."))
            return
        self.save.setEnabled(False)
        data, database = self.app.data, self.app.database
        code, name, password = (str(values[key]) for key in ("code", "username", "new_password"))
        tasks.run(
            lambda _progress: recover(data, code, name, password, database=database),
            then=self._done,
            failed=self._failed,
            owner=self,
        )

    def _done(self, _nothing: None) -> None:
        messages.success(_("The new password is set. Sign in with it."))
        self._leave()

    def _failed(self, error: Exception) -> bool:
        self.save.setEnabled(True)
        return self.tell(error, self.form)

    def _leave(self) -> None:
        self.app.begin()
