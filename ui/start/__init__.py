"""What stands before the office opens: signing in, setting up, restoring."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QWidget

from centre_app.data_state import DataState, state_of_folder
from ui.application import Application


def begin(app: Application) -> None:
    """Show the first window for what the data folder holds."""
    state = _state_of(app)
    if state is DataState.EMPTY:
        from ui.start.first_run import FirstRun

        app.show_start(FirstRun(app))
        return
    from ui.start.sign_in import SignIn

    page = SignIn(app)
    app.show_start(page)
    if state is DataState.DAMAGED:
        page.say_damaged()


def _state_of(app: Application) -> DataState:
    if app.database is None:
        return state_of_folder(app.data)
    # Only who works on a server waits for what asking it imports.
    from centre_app.bootstrap import state_of

    return state_of(app.data, database=app.database)


def pictures(app: Application) -> Iterable[tuple[str, Callable[[], QWidget]]]:
    """The start windows, for the guide's pictures."""
    from ui.start.first_run import FirstRun
    from ui.start.recover import Recover
    from ui.start.restore import Restore
    from ui.start.set_up import SetUpPages
    from ui.start.sign_in import SignIn

    yield "first-run", lambda: FirstRun(app)
    yield "set-up", lambda: SetUpPages(app)
    yield "sign-in", lambda: SignIn(app)
    yield "recover", lambda: Recover(app)
    yield "restore", lambda: Restore(app)
