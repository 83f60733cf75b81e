#!/usr/bin/env python3
"""One script for everything done with a checkout of Centre App; on Windows call it as ``py dev.py``.

python3 dev.py run [ARGS]           open the app (or, with arguments, the command line)
python3 dev.py test [PYTEST ARGS]   the tests; --slow adds the ones that take minutes, --slow-only runs just those
python3 dev.py check                style, types, import contracts, catalogues, models against migrations
python3 dev.py bench                the measurements in docs/performance.md
python3 dev.py screenshots          the pictures in docs/pictures
python3 dev.py translations         gather what the app says into the catalogues of its languages
python3 dev.py setup                only the set-up that each of the others does first
python3 dev.py lock                 choose the newest allowed libraries anew (needs the tool uv)

It uses the standard library alone, since it runs before anything is installed, and is written so that an older
Python can read it far enough to say which one is needed.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent
OUT = ROOT / "out"
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "set-up.json"
LOCALES = ROOT / "resources" / "locales"
REQUIREMENTS = ROOT / "installer" / "requirements"
RUN, DEV = REQUIREMENTS / "run.txt", REQUIREMENTS / "dev.txt"

OLDEST, NEWEST = (3, 11), (3, 13)

# Debian's package -> the library in it that Qt loads. The first are needed even without a screen.
QT_LIBRARIES = {
    "libgl1": "libGL.so.1",
    "libegl1": "libEGL.so.1",
    "libxkbcommon0": "libxkbcommon.so.0",
    "libdbus-1-3": "libdbus-1.so.3",
    "libfontconfig1": "libfontconfig.so.1",
    "libglib2.0-0": "libgthread-2.0.so.0",
}
SCREEN_LIBRARIES = {
    "libxcb-cursor0": "libxcb-cursor.so.0",
    "libxcb-icccm4": "libxcb-icccm.so.4",
    "libxcb-keysyms1": "libxcb-keysyms.so.1",
    "libxcb-shape0": "libxcb-shape.so.0",
    "libxcb-xkb1": "libxcb-xkb.so.1",
    "libxkbcommon-x11-0": "libxkbcommon-x11.so.0",
    "libcups2": "libcups.so.2",  # without it Qt finds no printer
}


class Stop(Exception):
    """A sentence for the person at the terminal; the script ends with it, exit code 1."""


def say(text: str) -> None:
    """Tell the person something, at once: what is started next writes to the same terminal."""
    print(text, flush=True)  # noqa: T201


# ---------------------------------------------------------------- the machine


def with_a_python_that_fits(arguments: list[str]) -> int | None:
    """None when this Python fits; else hand over to one that does and give its exit code."""
    if OLDEST <= sys.version_info[:2] <= NEWEST:
        return None
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        names = [["py", f"-3.{minor}"]] if os.name == "nt" else [[f"python3.{minor}"]]
        for name in names:
            # Tried by running it: a version manager leaves names on the path that lead nowhere.
            if shutil.which(name[0]) and subprocess.run([*name, "-c", ""], capture_output=True).returncode == 0:
                return subprocess.call([*name, str(Path(__file__).resolve()), *arguments])
    raise Stop(
        f"Centre App needs Python 3.11, 3.12 or 3.13; this is {sys.version.split()[0]}. "
        "Install one of them and start this again."
    )


def is_root() -> bool:
    """Whether packages may be installed without asking."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def has_display() -> bool:
    """Whether a window can be shown; on Windows and macOS there always is a place for one."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def missing_libraries() -> list[str]:
    """Debian's names of the packages whose libraries Qt would not find here."""
    if not sys.platform.startswith("linux"):
        return []
    wanted = {**QT_LIBRARIES, **SCREEN_LIBRARIES} if is_root() or has_display() else QT_LIBRARIES
    return [package for package, library in wanted.items() if not can_load(library)]


def can_load(library: str) -> bool:
    """Whether the system's loader finds this library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_postgresql() -> bool:
    """Whether the tests can start a PostgreSQL server of their own. Debian keeps it off the search path."""
    return bool(shutil.which("initdb") or list(Path("/usr/lib/postgresql").glob("*/bin/initdb")))


def provide_packages(libraries: list[str], *, postgresql: bool) -> None:
    """Install what the system lacks when root, otherwise print the exact command.

    Raises Stop when Qt's libraries are missing and may not be installed, and in CI for PostgreSQL too.
    """
    lacking = [*libraries, *(["postgresql"] if postgresql else [])]
    if not lacking:
        return
    names = " ".join(lacking)
    if not shutil.which("apt-get"):
        say(f"This machine lacks, by Debian's names: {names}. Please install what its own system calls them.")
    elif is_root():
        install_packages(lacking)
        return
    else:
        say("This machine lacks a few system packages. Install them with:\n")
        say(f"    sudo apt-get update && sudo apt-get install --no-install-recommends {names}\n")
    if libraries:
        raise Stop("Then start this again.")
    if os.environ.get("CI") == "true":
        raise Stop("In CI the tests must run on PostgreSQL too.")
    say("!!! POSTGRESQL IS NOT INSTALLED: THE TESTS RUN ON SQLITE ONLY !!!")


def install_packages(names: list[str]) -> None:
    """Install Debian packages as root. Raises Stop with apt-get's own words."""
    say(f"Installing system packages: {' '.join(names)}")
    if "postgresql" in names:
        # The tests start servers of their own; Debian's ready-made one would only run beside them for nothing.
        settings = Path("/etc/postgresql-common/createcluster.conf")
        if not settings.exists():
            settings.parent.mkdir(parents=True, exist_ok=True)
            settings.write_text("create_main_cluster = false\n", encoding="utf-8")
    apt_get("update", "-qq")  # may fail off-line, when the lists that are here still serve
    result = apt_get("install", "-y", "-qq", "--no-install-recommends", *names)
    if result.returncode != 0:
        raise Stop(f"apt-get could not install {' '.join(names)}:\n{result.stdout}{result.stderr}")


def apt_get(*arguments: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run apt-get so that it asks nothing, waiting for another one that is running."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "-o", "DPkg::Lock::Timeout=300", *arguments]
    return subprocess.run(
        command, env=environment, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )


# ---------------------------------------------------------------- the virtual environment


def set_up(lock: Path, *, postgresql: bool = False) -> None:
    """Make everything ready that ``lock`` and this machine need; takes no time when nothing changed."""
    provide_packages(missing_libraries(), postgresql=postgresql and not has_postgresql())
    done = read_stamp()
    # What the tests need holds all that running needs, so either set-up serves a start.
    serving = [lock, DEV] if lock == RUN else [lock]
    if not (PYTHON.exists() and any(done.get(name.name) == fingerprint(name) for name in serving)):
        say(f"Setting up {VENV} (the first time this loads about 150 MB)")
        make_environment()
        install(lock)
        STAMP.write_text(json.dumps({lock.name: fingerprint(lock)}), encoding="utf-8")
    compile_catalogues()


def read_stamp() -> dict[str, str]:
    """What was set up last, by lock; empty when nothing was."""
    try:
        return dict(json.loads(STAMP.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def fingerprint(lock: Path) -> str:
    """Changes whenever a set-up made for this lock would come out differently."""
    parts = [lock.read_bytes(), (ROOT / "pyproject.toml").read_bytes(), str(ROOT).encode()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def make_environment() -> None:
    """Make ``.venv`` with pip in it, also where Debian left out ``ensurepip``."""
    fits = f"import sys; sys.exit(not {OLDEST} <= sys.version_info[:2] <= {NEWEST})"
    if not (PYTHON.exists() and quiet(PYTHON, "-c", fits)):
        complete = importlib.util.find_spec("ensurepip") is not None
        run(sys.executable, "-m", "venv", "--clear", *([] if complete else ["--without-pip"]), VENV)
    if not quiet(PYTHON, "-m", "pip", "--version"):
        with tempfile.TemporaryDirectory() as folder:
            wheel = debian_pip(Path(folder))
            run(PYTHON, wheel / "pip", "install", "--quiet", "--no-index", "--no-deps", wheel)


def debian_pip(folder: Path) -> Path:
    """The pip that Debian keeps for its own ``ensurepip``: as installed, or fetched into ``folder`` (needs no root).

    Raises Stop with the command that helps when neither works.
    """
    installed = sorted(Path("/usr/share/python-wheels").glob("pip-*.whl"))
    if installed:
        return installed[-1]
    if shutil.which("apt-get"):
        fetch = ("download", "-qq", "python3-pip-whl")
        if apt_get(*fetch, folder=folder).returncode != 0 and is_root():
            apt_get("update", "-qq")
            apt_get(*fetch, folder=folder)
        for package in folder.glob("*.deb"):
            run("dpkg-deb", "-x", package, folder)
        fetched = sorted(folder.glob("usr/share/python-wheels/pip-*.whl"))
        if fetched:
            return fetched[-1]
    raise Stop(
        "This Python has no pip. Install it with:\n\n"
        "    sudo apt-get update && sudo apt-get install python3-venv\n\nThen start this again."
    )


def install(lock: Path) -> None:
    """Install the libraries of ``lock``, each checked by its hash, then this checkout itself."""
    pip: list[str | Path] = [PYTHON, "-m", "pip", "--disable-pip-version-check", "--no-input", "install"]
    if not sys.stdout.isatty():
        pip.append("-qq")  # only errors: a log has no use for the rest
    run(*pip, "--no-deps", "--require-hashes", "--only-binary", ":all:", "-r", lock)
    # One path entry ("compat"), not setuptools' import hook, which would slow every start down.
    itself = ["--no-deps", "--no-index", "--no-build-isolation", "--config-settings", "editable_mode=compat"]
    run(*pip, *itself, "--editable", ROOT)


def compile_catalogues() -> None:
    """Turn the catalogues that changed into the form that the app reads."""
    stale = [source for source in LOCALES.glob("*/LC_MESSAGES/*.po") if is_stale(source)]
    if stale:
        run(PYTHON, "-m", "tests.catalogues", "compile")


def is_stale(source: Path) -> bool:
    """Whether a catalogue is newer than its compiled form."""
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime


# ---------------------------------------------------------------- starting things


def environment(**more: str) -> dict[str, str]:
    """What started programs get: nothing that would lead them to another Python's libraries."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}
    return {**kept, **more}


def call(*command: str | Path, **more: str) -> int:
    """Run a command from the checkout's folder and give its exit code."""
    return subprocess.call([str(part) for part in command], cwd=ROOT, env=environment(**more))


def run(*command: str | Path, **more: str) -> None:
    """Run a command that must succeed. Raises Stop."""
    if call(*command, **more) != 0:
        raise Stop(f"This failed: {' '.join(str(part) for part in command)}")


def quiet(*command: str | Path) -> bool:
    """Whether a command succeeds; what it says is not shown."""
    return subprocess.run([str(part) for part in command], env=environment(), capture_output=True).returncode == 0


# ---------------------------------------------------------------- the commands


def run_app(arguments: list[str]) -> int:
    """Open the app; without a screen, make the practice centre's month instead."""
    set_up(RUN)
    is_window = not arguments or arguments[0].startswith("--data")
    if not is_window or has_display():
        return call(PYTHON, "-m", "ui", *arguments)
    say(f"There is no display here to open a window on. Making the practice centre's month in {OUT} instead.")
    practice_month()
    return 0


def practice_month() -> None:
    """The practice centre's last whole month on paper, and a picture of each screen, in ``out``."""
    OUT.mkdir(exist_ok=True)
    data = OUT / "practice"
    shutil.rmtree(data, ignore_errors=True)  # made afresh, so that its last month is the calendar's
    month = last_whole_month(datetime.now().astimezone())
    centre_app("practice", "--data", data)
    centre_app("report", "monthly", "--data", data, "--month", month, "--out", OUT / f"monthly-{month}.pdf")
    centre_app("report", "register", "--data", data, "--month", month, "--out", OUT / f"register-{month}.pdf")
    listed = OUT / "children.json"
    centre_app("report", "children", "--data", data, "--format", "json", "--out", listed)
    for child in json.loads(listed.read_text(encoding="utf-8"))[:3]:
        target = OUT / f"progress-{child['number']}-{month}.pdf"
        centre_app("report", "progress", "--data", data, "--month", month, "--child", child["number"], "--out", target)
    take_pictures(data, OUT / "screens", "ru,tg", "light")
    for made in sorted(OUT.glob("*.*")) + sorted((OUT / "screens").glob("*.png")):
        say(f"  {made.relative_to(ROOT)}")


def last_whole_month(now: datetime) -> str:
    """The month before this one, as the command line takes it."""
    return (now.replace(day=1) - timedelta(days=1)).strftime("%Y-%m")


def centre_app(*arguments: str | Path) -> None:
    """The app's command line, as the practice centre's manager."""
    run(PYTHON, "-m", "ui", *arguments, CENTRE_APP_PASSWORD="practice")


def take_pictures(data: Path, target: Path, languages: str, themes: str, only: str = "") -> None:
    """A picture of each screen of the practice centre in ``data``; ``only`` those whose names begin so."""
    say("Taking pictures of the screens")
    pictures: list[str | Path] = [PYTHON, "-m", "ui.screenshots", "--data", data, "--out", target]
    pictures += ["--languages", languages, "--themes", themes, "--size", "1366x768", "--only", only]
    run(*pictures, QT_QPA_PLATFORM="offscreen", CENTRE_APP_PASSWORD="practice")


def test(arguments: list[str], *, slow: bool, slow_only: bool) -> int:
    """Run the tests on SQLite and, where it is installed, PostgreSQL."""
    set_up(DEV, postgresql=True)
    chosen: list[str] = ["-m", "slow"] if slow_only else [] if slow else ["-m", "not slow"]
    if not arguments and not slow_only:
        chosen += ["-n", str(min(os.cpu_count() or 1, 4))]  # the whole suite: one process a core
    return call(PYTHON, "-m", "pytest", *chosen, *arguments, QT_QPA_PLATFORM="offscreen")


def check() -> int:
    """Everything that can be judged without running the app; all of it, even when an early part fails."""
    set_up(DEV)
    checks: dict[str, list[str | Path]] = {
        "style": [PYTHON, "-m", "ruff", "check", "."],
        "format": [PYTHON, "-m", "ruff", "format", "--check", "."],
        "types": [PYTHON, "-m", "mypy"],
        "import contracts": [PYTHON, "-c", "import importlinter.cli as c; c.lint_imports_command()", "--no-logo"],
        "catalogues": [PYTHON, "-m", "tests.catalogues", "check"],
        "models match migrations": [PYTHON, "-m", "tests.migrations_match"],
    }
    failed = []
    for name, command in checks.items():
        say(f"== {name}")
        if call(*command) != 0:
            failed.append(name)
    say(f"== failed: {', '.join(failed)}" if failed else "== all checks passed")
    return 1 if failed else 0


def bench(arguments: list[str]) -> int:
    """Measure; see tests/benchmarks."""
    set_up(DEV)
    return call(PYTHON, "-m", "tests.benchmarks", *arguments, QT_QPA_PLATFORM="offscreen")


def screenshots() -> int:
    """Take the pictures that the documents show, of a fresh practice centre."""
    set_up(RUN)
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "practice"
        centre_app("practice", "--data", data)
        target = ROOT / "docs" / "pictures"
        take_pictures(data, target, "en,ru", "light")
        take_pictures(
            data, target, "ru,tg", "light,dark", "today,children-selected,children-file,attendance-m,reports-m"
        )
    return 0


def translations() -> int:
    """Gather what the code says into the catalogues, and compile them."""
    set_up(DEV)
    return call(PYTHON, "-m", "tests.catalogues", "update")


def lock() -> int:
    """Write the two locks anew: for Linux and Windows, Python 3.11-3.13, with hashes and no registry's address."""
    uv = shutil.which("uv")
    if not uv:
        raise Stop("Choosing libraries needs the tool uv: pip install uv")
    compiled: list[str | Path] = [
        uv,
        "pip",
        "compile",
        "--universal",
        "--python-version",
        "3.11",
        "--quiet",
        "--upgrade",
    ]
    compiled += ["--generate-hashes", "--only-binary", ":all:", "--no-config", "--no-header", "--no-annotate"]
    compiled += ["--no-emit-index-url", "--no-emit-find-links", "pyproject.toml", REQUIREMENTS / "build.in"]
    run(*compiled, "--output-file", RUN)
    run(*compiled, "--extra", "dev", "--constraint", RUN, "--output-file", DEV)
    return 0


def main(arguments: list[str]) -> int:
    """Carry out one command and give its exit code."""
    parser = argparse.ArgumentParser(
        prog="dev.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    names = ("setup", "run", "test", "check", "bench", "screenshots", "translations", "lock")
    parser.add_argument("command", choices=names)
    parser.add_argument("arguments", nargs=argparse.REMAINDER, help="passed on by run, test and bench")
    chosen = parser.parse_args(arguments)
    rest: list[str] = chosen.arguments
    try:
        handed_over = with_a_python_that_fits(arguments)
        if handed_over is not None:
            return handed_over
        if chosen.command == "run":
            return run_app(rest)
        if chosen.command == "test":
            own = [name for name in rest if name in ("--slow", "--slow-only")]
            passed_on = [name for name in rest if name not in own]
            return test(passed_on, slow="--slow" in own, slow_only="--slow-only" in own)
        if chosen.command == "bench":
            return bench(rest)
        if rest:
            parser.error(f"{chosen.command} takes no arguments")
        if chosen.command == "setup":
            set_up(RUN)
            return 0
        return {"check": check, "screenshots": screenshots, "translations": translations, "lock": lock}[
            chosen.command
        ]()
    except Stop as stop:
        sys.stderr.write(f"{stop}\n")
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
