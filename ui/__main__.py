"""The command ``centre-app``: with nothing but a data folder the window; anything else is headless, without Qt."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

_OF_THE_WINDOW = ("--data", "--database")


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window, or hand over to the command line. Returns the exit code."""
    arguments = sys.argv[1:] if argv is None else list(argv)
    wanted = window_options(arguments)
    if wanted is None:
        from centre_app.command_line import main as headless

        return headless(arguments)
    if not has_display():
        from centre_app.language.translate import _

        sys.stderr.write(
            _("There is no display here, so no window can open. See “centre-app --help” for what works without one.")
            + "\n"
        )
        return 1
    from platformdirs import user_data_path

    from ui.application import run
    from ui.start import begin

    data = Path(wanted["--data"]) if "--data" in wanted else user_data_path("centre-app", appauthor=False)
    code = run(data, wanted.get("--database"), begin)
    sys.stdout.flush()
    sys.stderr.flush()
    # The centre is closed. A document still being made must not hold up the end, nor speak to a Qt that is gone.
    os._exit(code)


def window_options(arguments: Sequence[str]) -> dict[str, str] | None:
    """The window's few options by name; None when the arguments are for the command line."""
    found: dict[str, str] = {}
    waiting = list(arguments)
    while waiting:
        name, equals, value = waiting.pop(0).partition("=")
        if name not in _OF_THE_WINDOW or not (equals or waiting):
            return None
        found[name] = value if equals else waiting.pop(0)
    return found


def has_display() -> bool:
    """Whether Qt finds a screen: without one it would abort the process with a page of its own words."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    sys.exit(main())
