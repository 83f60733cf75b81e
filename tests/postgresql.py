"""A throwaway PostgreSQL server for the tests: ready in about half a second, gone when they end.

Each test process starts its own, so that the workers of pytest-xdist cannot meet. It listens on a Unix socket in a
temporary folder (on Windows: on a free port of this machine), runs as ``nobody`` when the tests run as root, since
PostgreSQL refuses root, and writes nothing through to the disk.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn
from urllib.parse import quote

import psycopg
import pytest
from psycopg import sql

OWNER = "centre"
WAIT_SECONDS = 60
# Nothing here outlives the tests, so safety against a power cut is traded for speed.
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "32MB",
    "max_connections": "40",
}


class NotInstalled(Exception):
    """There is no PostgreSQL server on this machine; its text names the command that installs it."""


class DidNotStart(Exception):
    """The server ended or stayed silent; its text is the server's log."""


@dataclass(frozen=True)
class Server:
    """A running server. ``host`` is the folder of its socket, or an address on Windows."""

    host: str
    port: int

    def url(self, database: str) -> str:
        """The address of one of its databases, as SQLAlchemy takes it."""
        return f"postgresql+psycopg://{OWNER}@/{database}?host={quote(self.host, safe='')}&port={self.port}"

    def new_database(self, template: str = "template1") -> str:
        """Make a database of an unused name and give its url.

        ``template`` is copied with tables and rows; nobody may be connected to it then.
        """
        name = f"centre_{uuid.uuid4().hex}"
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        with self._connect() as connection:
            connection.execute(statement.format(sql.Identifier(name), sql.Identifier(template)))
        return self.url(name)

    def answers(self) -> bool:
        """Whether it takes connections yet."""
        try:
            self._connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def _connect(self) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(host=self.host, port=self.port, user=OWNER, dbname="postgres", autocommit=True)


def programs() -> Path:
    """The folder of ``initdb`` and ``postgres``; Debian keeps it off the search path. Raises NotInstalled."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    versions = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if not versions:
        raise NotInstalled("PostgreSQL is not installed: sudo apt-get install --no-install-recommends postgresql")
    return max(versions, key=lambda folder: int(folder.parent.name))


def missing() -> bool:
    """Whether no server can be started here."""
    try:
        programs()
    except NotInstalled:
        return True
    return False


def skip_or_fail() -> NoReturn:
    """End the test that asked for a missing server: in CI it is a failure, elsewhere it says why it is skipped."""
    if os.environ.get("CI") == "true":
        pytest.fail("PostgreSQL is not installed, and in CI the data tests must run on it too.")
    pytest.skip("PostgreSQL is not installed: tested on SQLite only")


@contextmanager
def start() -> Iterator[Server]:
    """A fresh server with no database of ours in it; stopped and removed afterwards.

    Raises NotInstalled, DidNotStart.
    """
    binaries = programs()
    folder = Path(tempfile.mkdtemp(prefix="centre-pg-", dir=_short_folder()))
    try:
        if _is_root():
            shutil.chown(folder, "nobody")
        _make_cluster(binaries, folder / "data")
        server = Server("127.0.0.1" if sys.platform == "win32" else str(folder), _free_port())
        with _running(binaries, folder, server):
            yield server
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _running(binaries: Path, folder: Path, server: Server) -> Iterator[None]:
    log = folder / "log"
    with log.open("wb") as output:
        command = _command(binaries, folder / "data", server)
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=output, user=_user())
    try:
        _wait_until_ready(server, process, log)
        yield
    finally:
        # "Immediate" shutdown: the data is thrown away, so nothing is worth a checkpoint.
        process.terminate() if sys.platform == "win32" else process.send_signal(signal.SIGQUIT)
        process.wait(WAIT_SECONDS)


def _make_cluster(binaries: Path, data: Path) -> None:
    command: list[str | Path] = [binaries / "initdb", "-D", data, "-U", OWNER, "-A", "trust", "-E", "UTF8", "--no-sync"]
    if sys.platform != "win32":
        command.append("--locale=C.UTF-8")  # "C" alone does not fold Cyrillic letters
    made = subprocess.run(command, cwd=data.parent, capture_output=True, text=True, user=_user())
    if made.returncode != 0:
        raise DidNotStart(made.stdout + made.stderr)


def _command(binaries: Path, data: Path, server: Server) -> list[str]:
    if sys.platform == "win32":
        place = {"listen_addresses": server.host}
    else:
        place = {"listen_addresses": "", "unix_socket_directories": server.host}
    settings = {**SETTINGS, **place, "port": str(server.port)}
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    return [str(binaries / "postgres"), "-D", str(data), *options]


def _wait_until_ready(server: Server, process: subprocess.Popen[bytes], log: Path) -> None:
    give_up = time.monotonic() + WAIT_SECONDS
    while not server.answers():
        if process.poll() is not None or time.monotonic() > give_up:
            raise DidNotStart(log.read_text(encoding="utf-8", errors="replace"))
        time.sleep(0.01)


def _short_folder() -> str | None:
    """A socket's path may have 107 letters, which a long TMPDIR would break."""
    return None if sys.platform == "win32" else "/tmp"


def _free_port() -> int:
    """Any port will do for a socket in a folder of its own; on Windows it must be one that nobody has."""
    if sys.platform == "win32":
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port: int = probe.getsockname()[1]
            return port
    return 5432


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _user() -> str | None:
    return "nobody" if _is_root() else None
