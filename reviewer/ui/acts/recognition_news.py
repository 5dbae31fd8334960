"""What a person is told of recognising text: what came of it, what it takes, why it rests. Owns these messages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from reviewer.documents.recognising.engines import has_tesserocr
from reviewer.errors import RecognitionError, ReviewerError
from reviewer.i18n import tr
from reviewer.model.document import Document
from reviewer.model.neutral import inserted
from reviewer.ui.look.recognition_words import engine_words, summary
from reviewer.ui.look.trouble_words import joined, sentence
from reviewer.ui.problems import Problems

if TYPE_CHECKING:
    from reviewer.services.recognition.recognition_result import RecognitionResult


class RecognitionNews(QObject):
    """The messages of one window.

    Signals:
        action_requested: The id of the action that a message's button stands for.
        again_requested: The ids of documents whose pages that could not be read are to be tried again.

    Attributes:
        has_told_what_is_missing: Whether somebody knows it by now.

    """

    action_requested = Signal(str)
    again_requested = Signal(object)

    def __init__(self, problems: Problems, parent: QObject) -> None:
        super().__init__(parent)
        self._problems = problems
        self.has_told_what_is_missing = False
        self._has_told_engine = False

    def tell_end(self, results: Sequence[RecognitionResult], *, is_waited_for: bool) -> None:
        """Say what came of a run, where somebody waited for it or a page could not be read."""
        failed = tuple(dict.fromkeys(one.document.id for one in results if one.failed))
        said = summary(results)
        if not said or not (is_waited_for or failed):
            return
        if failed:
            again = partial(self.again_requested.emit, failed)
            self._problems.toast(said, action=tr("Try again"), then=again, warning=True, stays=True)
        elif has_tesserocr() or self._has_told_engine:
            self._problems.toast(said)
        else:
            self._has_told_engine = True
            self._problems.toast(f"{said} {engine_words()}")

    def tell_stopped(self) -> None:
        """Say what becomes of the pages that were not read when it was stopped."""
        told = tr("Stopped. What was recognised is kept. The other pages are read when the case is opened next.")
        self._problems.toast(told)

    def tell_missing(self, error: RecognitionError) -> None:
        """Say once what it takes; where that belongs, and its path to be copied, stands in the preferences."""
        if not self.has_told_what_is_missing:
            self.has_told_what_is_missing = True
            show = partial(self.action_requested.emit, "app.preferences")
            self._problems.toast(joined(error.summary, ""), action=tr("Preferences…"), then=show, warning=True, stays=True)

    def tell_rest(self, error: BaseException, go_on: Callable[[], None]) -> None:
        """Say why it rests for a while."""
        if not isinstance(error, ReviewerError):
            self._problems.report(error)
        told = tr("Recognising text rests. It goes on by itself in a while. {why}").format(why=sentence(error))
        self._problems.toast(told, action=tr("Go on now"), then=go_on, warning=True, stays=True)

    def tell_nothing_left(self, document: Document, read_again: Callable[[], None]) -> None:
        """Say that a document has no page left to be read."""
        told = tr("All pages of {name} have words, or were read already.").format(name=inserted(document.name))
        self._problems.toast(told, action=tr("Read all of them again"), then=read_again)

    def tell_corrected(self) -> None:
        """Say why no page is read again."""
        self._problems.toast(tr("There is nothing to be read again: words on such pages were corrected by hand."))
