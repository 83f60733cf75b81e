"""The opened centre: who is signed in, and the only way to read and write."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import TracebackType

from sqlalchemy import Engine

from centre_app.changes import Change
from centre_app.db.session import OfficeSession
from centre_app.db.trouble import translated_errors
from centre_app.errors import ReadOnly
from centre_app.language.translate import N_
from centre_app.security.access import Actor

Listener = Callable[[frozenset[Change]], None]


@dataclass
class Office:
    """One centre, open. Made by ``bootstrap``; closed by ``close`` or by leaving its ``with`` block.

    ``data`` is the centre's folder. ``data_key`` is the key of the file, ``None`` once closed. ``read_only`` refuses
    every write but traces; ``leaves_traces`` is False where the folder itself cannot be written. ``clock`` gives the
    office's day: tests and the practice centre set their own.
    """

    engine: Engine
    data: Path
    actor: Actor
    data_key: bytes | None = field(default=None, repr=False)
    read_only: bool = False
    read_only_why: str = ""
    practice: bool = False
    clock: Callable[[], date] = date.today
    leaves_traces: bool = True
    on_close: list[Callable[[], None]] = field(default_factory=list, repr=False)
    _listeners: list[Listener] = field(default_factory=list, repr=False)

    def today(self) -> date:
        """The office's day."""
        return self.clock()

    @contextmanager
    def read(self) -> Iterator[OfficeSession]:
        """A session to read in; whatever was changed in it is thrown away."""
        with translated_errors(), self._session(writes=False) as session:
            yield session
            session.rollback()

    @contextmanager
    def write(self) -> Iterator[OfficeSession]:
        """One transaction: left without an error it is committed, left with one nothing happened."""
        if self.read_only:
            raise ReadOnly(N_("The centre is open read-only: nothing can be changed in this window."))
        with self._committed() as session:
            yield session

    def trace(self, kind: str, *, child_id: uuid.UUID | None = None, what: str = "") -> None:
        """Leave a trace of looking: ``opened``, ``printed``, ``exported``; also from a window opened read-only."""
        if not self.leaves_traces:
            return
        with self._committed() as session:
            session.record_access(kind, child_id=child_id, what=what)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Be told after each commit what it touched (in the thread that wrote). Returns how to stop."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def close(self) -> None:
        """Close for good: what was promised at the closing (backup, lock) runs, then the key is forgotten."""
        while self.on_close:
            self.on_close.pop()()
        self.engine.dispose()
        self.data_key = None

    def __enter__(self) -> Office:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _session(self, *, writes: bool) -> OfficeSession:
        return OfficeSession(
            self.engine.execution_options(writes=writes), actor=self.actor, today=self.today(), expire_on_commit=False
        )

    @contextmanager
    def _committed(self) -> Iterator[OfficeSession]:
        with translated_errors(), self._session(writes=True) as session:
            yield session
            session.commit()
            touched = frozenset(session.touched)
        if touched:
            for listener in list(self._listeners):
                listener(touched)
