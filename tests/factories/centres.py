"""A centre that is set up, on the disk: made once by the real set-up, then copied, since copying takes 10 ms."""

from __future__ import annotations

import atexit
import functools
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from centre_app.bootstrap import NewGroup, NewService, SetUp, set_up
from centre_app.office import Office
from centre_app.security.keys import CHEAP_COST_FOR_TESTS

MANAGER = "gulnora"
PASSWORD = "navruz-2026"
DETAILS = SetUp(
    name="Маркази «Умед»",
    country="TJ",
    province="Хатлон",
    district="Ховалинг",
    manager_name="Гулнора Қодирова",
    username=MANAGER,
    password=PASSWORD,
    services=(NewService("Рӯзона", places=30, groups=(NewGroup("Ситора", 15), NewGroup("Хуршед", 15))),),
)


@dataclass(frozen=True)
class Centre:
    """A set-up centre in ``folder``, closed; ``code`` is on its recovery sheet."""

    folder: Path
    code: str

    def open(self, username: str = MANAGER, password: str = PASSWORD, *, read_only: bool = False) -> Office:
        """Sign in."""
        from centre_app.bootstrap import open_office

        return open_office(self.folder, username, password, read_only=read_only)


def copy_of_centre(folder: Path) -> Centre:
    """A centre of one's own in ``folder``, which is made."""
    template = _template()
    shutil.copytree(template.folder, folder, dirs_exist_ok=True)
    return Centre(folder, template.code)


@functools.cache
def _template() -> Centre:
    folder = Path(tempfile.mkdtemp(prefix="centre-template-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    office, code = set_up(folder / "centre", DETAILS, cost=CHEAP_COST_FOR_TESTS)
    office.on_close.pop()  # without the trace of leaving and the backup: tests begin with none
    office.on_close.pop()
    office.close()
    return Centre(folder / "centre", code)
