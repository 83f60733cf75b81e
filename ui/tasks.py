"""Work off the UI thread: one worker for the database, a few for documents. Results come back on the UI thread.

``read`` asks, ``do`` changes, ``produce`` reads at length (documents), ``run`` is any other slow job. A ``UserError``
is said at its field or in the message bar; any other exception is a bug and opens the one report dialog.
"""

from __future__ import annotations

import functools
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, Signal

from centre_app.errors import UserError
from centre_app.language.translate import _
from ui import bugs, messages
from ui.garbage import UiCollector
from ui.progress import Progress, Stopped
from ui.workers import ErrorPlace, Failed, Task, Threads

if TYPE_CHECKING:
    from uuid import UUID

__all__ = ["Progress", "Stopped", "close", "do", "produce", "read", "run", "trace", "use", "wait_idle"]

T = TypeVar("T")
Action = Callable[[Any], Any]

_POOL_THREADS = 2


class OfficeSessions(Protocol):
    """What work needs of the opened centre: a session to read with, a session whose end is a commit."""

    def read(self) -> AbstractContextManager[Any]: ...

    def write(self) -> AbstractContextManager[Any]: ...

    def trace(self, kind: str, *, child_id: UUID | None = None, what: str = "") -> None: ...


class Runner(QObject):
    """Gives work to the threads and brings results home. One for the process; screens use the functions below."""

    under_way_changed = Signal(list)
    _came_back = Signal(object, object, object)

    def __init__(self) -> None:
        super().__init__()
        self.office: OfficeSessions | None = None
        self.under_way: list[Task] = []
        self._newest: dict[tuple[int, str], Task] = {}
        self._database = Threads("database", 1, self._came_back.emit)
        self._pool = Threads("documents", _POOL_THREADS, self._came_back.emit)
        self._came_back.connect(self._deliver)
        # Made with the first work, before any worker could collect what belongs to the UI thread.
        self._collector = UiCollector(self)

    def start(self, task: Task, *, in_pool: bool) -> None:
        """Queue this work. A newer work of the same ``latest`` key stops the older."""
        if task.latest is not None:
            older = self._newest.get(task.latest)
            if older is not None:
                older.progress.stop()
            self._newest[task.latest] = task
        self.under_way.append(task)
        self.under_way_changed.emit(list(self.under_way))
        (self._pool if in_pool else self._database).put(task)

    def use(self, office: OfficeSessions | None) -> None:
        """Work with this office from now on. Results of reads from the one before are dropped."""
        for task in self.under_way:
            if not task.writes:
                task.progress.stop()
        self.office = office

    def _deliver(self, task: Task, result: Any, error: Exception | None) -> None:
        self.under_way.remove(task)
        if task.latest is not None and self._newest.get(task.latest) is task:
            del self._newest[task.latest]
        self.under_way_changed.emit(list(self.under_way))
        # A write that was done is done, *Stop* or not: only what merely reads may be dropped.
        if isinstance(error, Stopped) or (task.progress.stopped and not task.writes):
            return
        alive = task.owner is None or shiboken6.isValid(task.owner)
        if error is not None:
            if alive or task.writes:
                _say(task, error, alive=alive)
        elif alive and task.then is not None:
            task.then(result)


def _say(task: Task, error: Exception, *, alive: bool) -> None:
    if alive and task.failed is not None and task.failed(error) is True:
        return
    if not isinstance(error, UserError):
        bugs.show(error)
    elif alive and task.form is not None and error.field is not None:
        task.form.show_error(error.field, error.in_words())
    else:
        messages.error(error.in_words())


@functools.cache
def runner() -> Runner:
    """The process's one runner; made on the UI thread by whoever needs it first."""
    return Runner()


def use(office: OfficeSessions | None) -> None:
    """The opened centre that queries and actions get their session from; None after signing out."""
    runner().use(office)


def read(
    query: Callable[[Any], T],
    then: Callable[[T], object],
    failed: Failed | None = None,
    owner: QObject | None = None,
    latest: str = "",
) -> None:
    """Ask ``query(session)`` in the database worker, then ``then(result)`` here, unless ``owner`` is gone by then.

    ``owner`` is taken from ``then`` when that is a bound method. ``latest``: a newer read of the same owner and key
    replaces this one. ``failed(error)`` returns True when it has dealt with it.
    """
    owner = owner or _owner_of(then)
    key = (id(owner), latest) if latest else None
    work = functools.partial(_with_session, _office().read, query)
    runner().start(Task(work, then, failed, owner, latest=key), in_pool=False)


def do(
    action: Callable[[Any], T],
    then: Callable[[T], object] | None = None,
    failed: Failed | None = None,
    owner: QObject | None = None,
    form: ErrorPlace | None = None,
    saying: str = "",
    undo: Callable[[T], Action | None] | None = None,
) -> None:
    """Do ``action(session)`` as one transaction; leaving it without an error commits.

    ``form`` gets the sentence of a UserError that names a field. ``saying`` is said when it is done; ``undo(result)``
    gives the action that takes it back, offered as *Undo* beside it.
    """

    def done(result: T) -> None:
        if saying:
            back = undo(result) if undo is not None else None
            messages.success(saying, (lambda: do(back, saying=_("Undone."))) if back is not None else None)
        if then is not None and (owner_of is None or shiboken6.isValid(owner_of)):
            then(result)

    owner_of = owner or _owner_of(then)
    work = functools.partial(_with_session, _office().write, action)

    # No owner for the task itself: that it is done is said even when the screen has gone meanwhile.
    def told(error: Exception) -> object:
        alive = owner_of is None or shiboken6.isValid(owner_of)
        return failed(error) if failed is not None and alive else None

    place = form if isinstance(form, QObject) else None
    runner().start(
        Task(
            work,
            done,
            told,
            None,
            form=_LivePlace(form, place) if form is not None else None,
            writes=True,
            can_stop=False,
        ),
        in_pool=False,
    )


def run(
    job: Callable[[Progress], T],
    then: Callable[[T], object] | None = None,
    failed: Failed | None = None,
    owner: QObject | None = None,
    title: str = "",
) -> None:
    """Any slow ``job(progress)`` without a session: writing files, deriving a key."""
    task = Task(lambda: None, then, failed, owner or _owner_of(then), title=title)
    task.work = functools.partial(job, task.progress)
    runner().start(task, in_pool=True)


def produce(
    job: Callable[[Any, Progress], T],
    then: Callable[[T], object] | None = None,
    failed: Failed | None = None,
    owner: QObject | None = None,
    title: str = "",
) -> None:
    """``job(session, progress)`` at length with a reading session of its own: documents, exports."""
    task = Task(lambda: None, then, failed, owner or _owner_of(then), title=title)
    task.work = functools.partial(_with_session, _office().read, lambda session: job(session, task.progress))
    runner().start(task, in_pool=True)


def trace(kind: str, *, child_id: UUID | None = None, what: str = "") -> None:
    """Leave a trace of looking (opened, printed, exported) in the history, in the database worker; read-only too."""
    office = _office()
    task = Task(lambda: office.trace(kind, child_id=child_id, what=what), None, None, None, writes=True, can_stop=False)
    runner().start(task, in_pool=False)


def close(work: Callable[[], object], then: Callable[[object], object], failed: Failed) -> None:
    """The last work: behind all that was asked of the database before, in its worker. Cannot be stopped."""
    runner().start(Task(work, then, failed, None, writes=True, can_stop=False), in_pool=False)


def wait_idle(timeout_ms: int = 30_000) -> None:
    """Run the event loop until all work is done and delivered. For tests, pictures and closing; raises TimeoutError."""
    until = time.monotonic() + timeout_ms / 1000
    while runner().under_way:
        if time.monotonic() > until:
            raise TimeoutError("work did not end in time")
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        time.sleep(0.001)


class _LivePlace:
    """A form as error place for as long as it lives; afterwards the message bar."""

    def __init__(self, form: ErrorPlace, widget: QObject | None) -> None:
        self._form, self._widget = form, widget

    def show_error(self, field: str | None, text: str) -> None:
        if self._widget is None or shiboken6.isValid(self._widget):
            self._form.show_error(field, text)
        else:
            messages.error(text)


def _office() -> OfficeSessions:
    office = runner().office
    if office is None:
        raise RuntimeError("no office is open")
    return office


def _with_session(begin: Callable[[], AbstractContextManager[Any]], work: Action) -> Any:
    with begin() as session:
        return work(session)


def _owner_of(then: Callable[..., object] | None) -> QObject | None:
    while isinstance(then, functools.partial):
        then = then.func
    bound = getattr(then, "__self__", None)
    return bound if isinstance(bound, QObject) else None
