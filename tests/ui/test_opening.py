"""Documents of a window: one worker each, and given back when nobody wants them any more."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from reviewer.errors import DocumentError, NotIsolatedError, PasswordNeededError
from reviewer.model.ids import DocumentId, Sha256
from reviewer.ui.acts.passwords import Passwords
from reviewer.ui.case.opening import Answer, Opening
from reviewer.ui.look.theme import Theme
from reviewer.ui.tasks import Tasks
from tests.ui.conftest import WAIT_MS

ID, SHA = DocumentId("d"), Sha256("a" * 64)


class Opened:
    """A document in a worker."""

    def __init__(self) -> None:
        self.is_closed = False
        self.watchers: list[Callable[[], None]] = []

    def watch(self, lost: Callable[[], None], died: Callable[[], None] | None = None) -> None:
        self.watchers.append(lost)

    def close(self) -> None:
        self.is_closed = True


class Session:
    """Opens a document when the test says so."""

    def __init__(self) -> None:
        self.asked: list[Future[Opened]] = []
        self.passwords: list[str] = []
        self.permitted: list[str | None] = []
        self.workers = self

    def permit(self, sha256: str | None) -> None:
        self.permitted.append(sha256)

    def open_document(self, _document: DocumentId) -> Future[Opened]:
        self.asked.append(Future())
        return self.asked[-1]

    open_source = open_document

    def give_password(self, _sha256: Sha256, password: str) -> None:
        self.passwords.append(password)


class Desk:
    """An `Opening` with everything around it, and what it told."""

    def __init__(self, tasks: Tasks) -> None:
        self.session = Session()
        self.asked: list[tuple[int, Answer]] = []
        self.asked_anyway: list[Callable[[bool], None]] = []
        self.opening = Opening(
            self.session,
            tasks,
            lambda _name, attempt, answer: self.asked.append((attempt, answer)),
            lambda _name, answer: self.asked_anyway.append(answer),
        )
        self.done: list[Opened] = []
        self.failed: list[BaseException] = []

    def open(self) -> None:
        self.opening.open(ID, SHA, "name", self.done.append, self.failed.append)

    def arrive(self, index: int = -1) -> Opened:
        """Let what was asked for come."""
        made = Opened()
        self.session.asked[index].set_result(made)
        QApplication.processEvents()
        return made

    def refuse(self, error: DocumentError | None = None) -> None:
        """Let it want a password, or be no document."""
        self.session.asked[-1].set_exception(error or PasswordNeededError("locked", ""))
        QApplication.processEvents()


@pytest.fixture
def desk(tasks: Tasks) -> Desk:
    return Desk(tasks)


def test_a_document_asked_for_twice_has_one_worker(desk: Desk) -> None:
    desk.open()
    desk.open()
    made = desk.arrive()
    assert len(desk.session.asked) == 1
    assert desk.done == [made]
    assert desk.opening.opened(ID) is made


def test_a_picture_of_a_document_that_a_tab_is_opening_waits_for_that(desk: Desk) -> None:
    borrowed: list[Opened] = []
    desk.open()
    desk.opening.borrow(ID, borrowed.append, desk.failed.append)
    made = desk.arrive()
    assert len(desk.session.asked) == 1
    assert desk.done == borrowed == [made]
    assert desk.opening.opened(ID) is made


def test_a_picture_waits_for_the_password_that_a_tab_asks_for_or_goes_without(desk: Desk) -> None:
    borrowed: list[Opened] = []
    for password in ("right", None):
        desk.open()
        desk.opening.borrow(ID, borrowed.append, desk.failed.append)
        desk.refuse()
        assert not desk.failed
        desk.asked[-1][1](password)
        QApplication.processEvents()
        if password is not None:
            assert borrowed == [desk.arrive()]
            desk.opening.release(ID)
    assert len(desk.failed) == 2, "the tab and the picture"
    assert len(borrowed) == 1


def test_a_picture_keeps_the_document_of_a_tab_that_was_closed_before_it_came(desk: Desk) -> None:
    borrowed: list[Opened] = []
    desk.open()
    desk.opening.borrow(ID, borrowed.append, desk.failed.append)
    desk.opening.release(ID)
    made = desk.arrive()
    assert borrowed == [made]
    assert not made.is_closed
    assert not desk.done
    assert desk.opening.opened(ID) is None
    desk.opening.close()
    assert made.is_closed


def test_a_tab_takes_over_the_document_that_pictures_are_opening(desk: Desk) -> None:
    borrowed: list[Opened] = []
    desk.opening.borrow(ID, borrowed.append, desk.failed.append)
    desk.open()
    made = desk.arrive()
    assert len(desk.session.asked) == 1
    assert desk.done == borrowed == [made]
    assert desk.opening.opened(ID) is made
    desk.opening.release(ID)
    assert made.is_closed


def test_a_tab_closed_before_the_document_of_pictures_came_leaves_it_to_them(desk: Desk) -> None:
    borrowed: list[Opened] = []
    desk.opening.borrow(ID, borrowed.append, desk.failed.append)
    desk.open()
    desk.opening.release(ID)
    made = desk.arrive()
    assert not desk.done
    assert borrowed == [made]
    assert not made.is_closed
    desk.open()
    assert desk.done == [made]


def test_a_tab_asks_for_the_password_that_pictures_do_not_ask_for(desk: Desk) -> None:
    desk.opening.borrow(ID, desk.done.append, desk.failed.append)
    desk.open()
    desk.refuse()
    assert len(desk.failed) == 1, "the picture"
    desk.refuse()
    desk.asked[-1][1]("right")
    assert desk.done == [desk.arrive()]
    assert desk.session.passwords == ["right"]


def test_a_document_that_pictures_could_not_open_is_opened_once_more_only_to_ask_for_its_password(desk: Desk) -> None:
    desk.opening.borrow(ID, desk.done.append, desk.failed.append)
    desk.open()
    desk.refuse(DocumentError("damaged", ""))
    assert len(desk.failed) == 2, "the picture and the tab"
    desk.opening.borrow(ID, desk.done.append, desk.failed.append)
    desk.open()
    desk.opening.release(ID)
    desk.refuse()
    assert len(desk.failed) == 3, "the picture: its tab is gone"
    assert len(desk.session.asked) == 2
    desk.open()
    assert desk.done == [desk.arrive()], "neither stands in the way of the next"


def test_a_tab_closed_while_its_document_opens_leaves_no_worker(desk: Desk) -> None:
    desk.open()
    desk.opening.release(ID)
    assert desk.arrive().is_closed
    assert desk.done == []


def test_a_case_closed_while_documents_open_leaves_no_worker(desk: Desk) -> None:
    desk.open()
    desk.opening.borrow(DocumentId("other"), desk.done.append, desk.failed.append)
    desk.opening.close()
    assert desk.arrive(0).is_closed
    assert desk.arrive(1).is_closed
    assert desk.done == []


def test_a_preview_whose_tab_is_gone_leaves_no_worker(desk: Desk) -> None:
    owner = QObject()
    desk.opening.open_source(SHA, desk.done.append, desk.failed.append, owner=owner)
    shiboken6.delete(owner)
    assert desk.arrive().is_closed
    assert desk.done == []


def test_a_password_is_asked_for_until_it_is_right_or_skipped(desk: Desk) -> None:
    desk.open()
    desk.refuse()
    desk.asked[0][1]("wrong")
    desk.refuse()
    assert [attempt for attempt, _ in desk.asked] == [0, 1]
    desk.asked[1][1](None)
    assert len(desk.failed) == 1
    assert desk.session.passwords == ["wrong"]


def test_nobody_waits_for_a_password_of_a_window_that_went(tasks: Tasks, theme: Theme, qtbot: QtBot) -> None:
    over = QWidget()
    qtbot.addWidget(over)
    passwords = Passwords(tasks, theme, over)
    found: list[str | None] = []
    waiting = threading.Thread(target=lambda: found.append(passwords.of_import().ask("name", 0)))
    waiting.start()
    passwords.close()
    waiting.join(WAIT_MS / 1000)
    assert found == [None]
    QApplication.processEvents()
    assert over.children() == [passwords]  # no dialog came afterwards


def test_a_document_that_nothing_isolates_is_opened_once_somebody_says_so(desk: Desk) -> None:
    desk.open()
    desk.refuse(NotIsolatedError("not isolated", ""))
    assert not desk.failed
    desk.asked_anyway[-1](True)
    assert desk.session.permitted == [SHA]
    opened = desk.arrive()
    assert desk.done == [opened]


def test_it_stays_closed_where_nobody_does(desk: Desk) -> None:
    desk.open()
    error = NotIsolatedError("not isolated", "")
    desk.refuse(error)
    desk.asked_anyway[-1](False)
    assert desk.failed == [error]
    assert not desk.session.permitted
    assert len(desk.session.asked) == 1
