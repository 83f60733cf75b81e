"""Work off the UI thread: where it runs, where its results arrive, and what is said when it fails."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from centre_app.errors import UserError
from centre_app.language.translate import N_
from tests.ui.conftest import StandInOffice
from ui import bugs, messages, tasks
from ui.progress import Progress, ProgressStrip
from ui.shared.form import Form, Text


class Place(QObject):
    """Something that results come to."""

    def __init__(self) -> None:
        super().__init__()
        self.got: list[Any] = []

    def show(self, result: Any) -> None:
        self.got.append(result)


def said() -> list[str]:
    return [message.text for message in messages.waiting()]


def test_a_query_runs_off_the_ui_thread_and_its_result_arrives_on_it(stand_in: StandInOffice) -> None:
    stand_in.session = "session"
    threads = []
    place = Place()

    def query(session: Any) -> str:
        threads.append(threading.current_thread())
        return f"{session} read"

    def show(result: str) -> None:
        threads.append(threading.current_thread())
        place.show(result)

    tasks.read(query, then=show)
    tasks.wait_idle()
    assert place.got == ["session read"]
    assert threads[0] is not threading.main_thread()
    assert threads[1] is threading.main_thread()


def test_the_database_has_one_worker_so_that_work_is_done_in_the_order_asked(stand_in: StandInOffice) -> None:
    order: list[int] = []
    for number in range(20):
        tasks.read(lambda _session, number=number: order.append(number), then=lambda _nothing: None)
    tasks.wait_idle()
    assert order == list(range(20))


def test_a_result_for_a_widget_that_is_gone_is_dropped(stand_in: StandInOffice) -> None:
    place = Place()
    got = place.got
    wait = threading.Event()
    tasks.read(lambda _session: wait.wait(5), then=place.show)
    tasks.read(lambda _session: wait.wait(5), then=partial(place.show))
    tasks.read(lambda _session: wait.wait(5), then=lambda _done: got.append("closure"), owner=place)
    shiboken6.delete(place)
    wait.set()
    tasks.wait_idle()
    assert got == []


def test_only_the_newest_of_one_key_is_shown(stand_in: StandInOffice) -> None:
    place, other = Place(), Place()
    wait = threading.Event()
    asked: list[str] = []

    def search(text: str, _session: Any) -> str:
        asked.append(text)
        wait.wait(5)
        return text

    for text in ("д", "дж", "джа"):
        tasks.read(partial(search, text), then=place.show, latest="search")
    tasks.read(partial(search, "x"), then=other.show, latest="search")
    wait.set()
    tasks.wait_idle()
    assert place.got == ["джа"]
    assert other.got == ["x"]
    # The one in between was never asked: it was out of date before its turn came.
    assert "дж" not in asked


def test_a_user_error_of_a_query_is_said_in_the_message_bar(stand_in: StandInOffice) -> None:
    def query(_session: Any) -> None:
        raise UserError(N_("This is needed."))

    tasks.read(query, then=lambda _nothing: None)
    tasks.wait_idle()
    assert said() == ["This is needed."]


def test_failed_may_deal_with_an_error_itself(stand_in: StandInOffice) -> None:
    seen: list[Exception] = []

    def query(_session: Any) -> None:
        raise UserError(N_("This is needed."))

    def deal(error: Exception) -> bool:
        seen.append(error)
        return True

    tasks.read(query, then=lambda _nothing: None, failed=deal)
    tasks.wait_idle()
    assert len(seen) == 1
    assert said() == []


def test_an_error_that_names_a_field_is_said_at_the_field_and_what_is_typed_stays(
    stand_in: StandInOffice, show: Callable[[QWidget], QWidget]
) -> None:
    form = Form([Text("surname", "Surname")])
    show(form)
    form.set_raw({"surname": "А" * 10_000})

    def action(_session: Any) -> None:
        raise UserError(N_("This is too long."), field="surname")

    tasks.do(action, form=form, saying="Saved.")
    tasks.wait_idle()
    assert form.error("surname") == "This is too long."
    assert form.raw() == {"surname": "А" * 10_000}
    assert said() == []


def test_a_write_says_that_it_is_done_and_can_be_taken_back(stand_in: StandInOffice) -> None:
    done: list[str] = []
    place = Place()

    def archive(_session: Any) -> int:
        done.append("archived")
        return 7

    def restore(number: int, _session: Any) -> None:
        done.append(f"restored {number}")

    tasks.do(archive, then=place.show, saying="Archived.", undo=lambda number: partial(restore, number))
    tasks.wait_idle()
    message = messages.waiting()[-1]
    assert (message.text, message.action_text, place.got) == ("Archived.", "Undo", [7])
    assert message.action is not None
    message.action()
    tasks.wait_idle()
    assert done == ["archived", "restored 7"]
    assert said()[-1] == "Undone."


def test_a_write_that_is_done_is_said_even_when_its_screen_has_gone(stand_in: StandInOffice) -> None:
    place = Place()
    got = place.got
    tasks.do(lambda _session: 1, then=place.show, saying="Saved.")
    shiboken6.delete(place)
    tasks.wait_idle()
    assert said() == ["Saved."]
    assert got == []


def test_a_bug_opens_one_dialog_with_a_report_that_holds_no_words_of_the_error(
    stand_in: StandInOffice, qtbot: QtBot
) -> None:
    def query(_session: Any) -> None:
        child = "Раҳимов Ҷамшед"
        raise ValueError(f"no such child: {child}")

    tasks.read(query, then=lambda _nothing: None)
    tasks.read(query, then=lambda _nothing: None)
    tasks.wait_idle()
    dialogs = [each for each in QApplication.topLevelWidgets() if isinstance(each, bugs.BugDialog) and each.isVisible()]
    assert len(dialogs) == 1
    dialogs[0].findChildren(QPushButton)[0].click()
    report = QApplication.clipboard().text()
    dialogs[0].close()
    assert "builtins.ValueError" in report
    assert "tests/ui/test_tasks.py" in report
    assert "Раҳимов" not in report


def test_a_long_job_shows_its_count_and_stops_when_asked(stand_in: StandInOffice, qtbot: QtBot) -> None:
    strip = ProgressStrip()
    qtbot.addWidget(strip)
    tasks.runner().under_way_changed.connect(strip.watch)
    place = Place()

    def job(_session: Any, progress: Progress) -> str:
        progress.begin(1000)
        while True:
            progress.step()
            threading.Event().wait(0.02)

    tasks.produce(job, then=place.show, title="Progress records")
    assert not strip.isVisible()
    qtbot.waitUntil(strip.isVisible, timeout=5000)
    assert "Progress records" in strip._words.text()
    assert "of 1000" in strip._words.text()
    strip._stop.click()
    tasks.wait_idle()
    assert place.got == []
    assert said() == []
    assert not strip.isVisible()


def test_progress_counts_and_tells_the_job_to_stop() -> None:
    progress = Progress()
    progress.begin(3)
    progress.step(2)
    assert (progress.count, progress.total, progress.stopped) == (2, 3, False)
    progress.stop()
    with pytest.raises(tasks.Stopped):
        progress.check()


def test_reads_of_an_office_that_was_closed_are_dropped_and_its_writes_are_not(stand_in: StandInOffice) -> None:
    place = Place()
    wait = threading.Event()
    written: list[int] = []
    tasks.read(lambda _session: wait.wait(5), then=place.show)
    tasks.do(lambda _session: written.append(1), saying="Saved.")
    tasks.use(None)
    wait.set()
    tasks.wait_idle()
    assert place.got == []
    assert written == [1]


def test_a_trace_is_left_in_the_worker(stand_in: StandInOffice) -> None:
    tasks.trace("printed", what="card")
    tasks.wait_idle()
    assert stand_in.traces == ["printed"]


def test_waiting_for_work_that_does_not_end_is_given_up(stand_in: StandInOffice) -> None:
    wait = threading.Event()
    tasks.read(lambda _session: wait.wait(5), then=lambda _done: None)
    with pytest.raises(TimeoutError):
        tasks.wait_idle(50)
    wait.set()
