"""Looking for words in the document of one tab: what is looked for, which hit is shown, and how far the looking is.

Owns the hits' numbers. The texts are gone through on another thread (`services.finding`); where hits are on the page is the page
view's (`viewer.marks.hits`).
"""

from __future__ import annotations

import threading
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent

from reviewer.documents.open_document import OpenDocument
from reviewer.i18n import tr, trn
from reviewer.looking.finder import Finder
from reviewer.looking.typed_query import understood
from reviewer.model.ids import DocumentId
from reviewer.services.search.finding import FoundPlace, PagesSearched, Reach, find_in_document, finder_of
from reviewer.ui.case.case_desk import CaseDesk
from reviewer.ui.look.theme import Theme
from reviewer.ui.look.trouble_words import sentence
from reviewer.ui.reading.find_bar import FindBar
from reviewer.ui.viewer.page_view import PageView

TYPING_MS = 150
"""How long nothing was typed before the document is looked through."""

AGAIN_MS = 300
"""How long no page got another text before the document is looked through again."""


class Finding(QObject):
    """Find in one document. `bar` is to be laid above `view`."""

    def __init__(self, desk: CaseDesk, theme: Theme, view: PageView) -> None:
        super().__init__(view)
        self._desk = desk
        self._view = view
        self.bar = FindBar(theme)
        self.document: DocumentId | None = None
        self._opened: OpenDocument | None = None
        self._finder = Finder(())
        self._run = threading.Event()  # set when what it searches for is not wanted any more
        self._pages: list[int] = []
        self._ends: list[int] = []
        self._current: int | None = None
        self._start = 0
        self._reach = Reach()
        self._searched = 0
        self._searching = False
        self._failure = ""
        self._quiet = False
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.timeout.connect(self._look_for_typed)
        self._again = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._again.timeout.connect(lambda: self._look_for(self._finder, self._view.current_page, quiet=True))
        view.words.replaced.connect(self._on_text_replaced)
        self.bar.text_changed.connect(lambda _text: self._typing.start())
        self.bar.step_requested.connect(self.step)
        self.bar.close_requested.connect(self.close)
        view.installEventFilter(self)
        self._say()

    @property
    def count(self) -> int:
        """How many hits are found so far."""
        return self._ends[-1] if self._ends else 0

    def attach(self, opened: OpenDocument | None, document: DocumentId | None) -> None:
        """Take another document; what was looked for in the one before is forgotten."""
        if self._opened is not None:
            self._stop()
            self._view.hits.show(None)
            self.bar.hide()
        self._opened, self.document = opened, document

    def open(self) -> None:
        """Show the bar, with what is selected on the page as what to look for."""
        selected = " ".join(self._view.selected_text().split())
        was_open = not self.bar.isHidden()
        self.bar.show()
        if selected and len(selected) <= 100:
            self.bar.field.setText(" ".join(self._view.selected_text(joined=True).split()))
            self._look_for_typed()
        elif not was_open and self.bar.field.text():
            self._look_for_typed()
        self.bar.take_focus()

    def look_for_words(self, place: FoundPlace) -> None:
        """Mark the words of a search over the case, as that finds them, and go to those that it showed."""
        terms = understood(place.words).terms
        self.bar.field.setText(terms[0].words if len(terms) == 1 else place.words)
        self.bar.show()
        self._view.go_to_page(place.page)
        self._look_for(finder_of(place.words), place.page, place)

    def step(self, by: int) -> None:
        """Go to the next hit or the one before, around the end; open the bar where nothing is looked for."""
        if self.bar.isHidden():
            self.open()
            if self.bar.field.text():
                self._view.setFocus()
            return
        if self._typing.isActive():
            self._look_for_typed()
        elif self.count:
            self._go_to((self._current + by) % self.count if self._current is not None else self._first_from_here())

    def close(self) -> None:
        """Take the marks and the bar away and give the keyboard to the page, with the hit that was gone to selected there."""
        self._stop()
        self._view.select_hit()
        self._view.hits.show(None)
        self._view.setFocus()  # before the field goes: Qt would hand the keyboard on as Tab does, and the page would be ringed
        self.bar.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's override: Escape on the page closes the bar, unless there is a selection to drop first."""
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape
        if pressed and not self.bar.isHidden() and not self._view.has_selection:
            self.close()
            return True
        return super().eventFilter(watched, event)

    def _look_for_typed(self) -> None:
        """Look for what stands in the field, from what is selected in view on, else from the hit or page that was gone to."""
        words, start, current = self.bar.field.text(), self._view.marking.start, self._view.hits.current
        if start is not None and start.page in self._view.pages_in_view:
            self._look_for(Finder.of_text(words), start.page, FoundPlace(words, start.page, offset=start.offset))
        else:
            self._look_for(Finder.of_text(words), current[0] if current else self._view.current_page)

    def _look_for(self, finder: Finder, start: int, near: FoundPlace | None = None, *, quiet: bool = False) -> None:
        """Look for something from a page on and go to the first hit, or where `quiet` leave the view where it is."""
        self._stop()
        self._quiet = quiet
        self._finder, self._start = finder, start
        self._pages, self._ends, self._current = [], [], None
        self._reach, self._searched, self._failure = Reach(), 0, ""
        opened = self._opened
        self._searching = opened is not None and not finder.is_empty
        self._view.hits.show(finder if self._searching else None)
        self._say()
        if opened is None or not self._searching:
            return
        run = self._run = threading.Event()
        tasks = self._desk.tasks

        def tell(found: PagesSearched) -> None:
            tasks.dispatch(lambda: self._on_pages_searched(run, found))

        looking = find_in_document(self._desk.session, self.document, opened, finder, near=near, tell=tell, cancelled=run.is_set)
        tasks.deliver(looking, lambda _none: self._on_ended(run), partial(self._on_failed, run), owner=self)

    def _stop(self) -> None:
        self._typing.stop()
        self._again.stop()
        self._run.set()
        self._searching = False

    def _go_to(self, number: int) -> None:
        self._current = number
        at = bisect_right(self._ends, number)
        self._view.hits.go_to(self._pages[at], number - (self._ends[at - 1] if at else 0))
        self._say()

    def _first_from_here(self) -> int:
        at = bisect_left(self._pages, self._view.current_page)
        return self._ends[at - 1] if 0 < at < len(self._pages) else 0

    def _on_text_replaced(self, page: int) -> None:
        """Look again: a page has other words now, and the hits are counted over all pages."""
        if not self.bar.isHidden() and not self._finder.is_empty and (self._searching or page < self._searched):
            self._current = None
            self._again.start()

    def _on_pages_searched(self, run: threading.Event, found: PagesSearched) -> None:
        if run.is_set():
            return
        self._reach, self._searched = self._reach + found.reach, found.end
        for page, count in found.hits:
            self._pages.append(page)
            self._ends.append(self.count + count)
        at = bisect_left(self._pages, self._start)
        if self._current is None and at < len(self._pages) and not self._quiet:
            first = self._ends[at - 1] if at else 0
            self._go_to(first + (found.shown if self._pages[at] == self._start else 0))
        else:
            self._say()

    def _on_ended(self, run: threading.Event) -> None:
        if run.is_set():
            return
        self._searching = False
        if self._current is None and self.count and not self._quiet:  # none from here on: around the end
            self._go_to(0)
        self._say()

    def _on_failed(self, run: threading.Event, error: BaseException) -> None:
        if not run.is_set():
            self._searching = False
            self._failure = sentence(error)
            self._say()

    def _say(self) -> None:
        self.bar.say(self._words(), found=self.count > 0, remark=self._remark())

    def _words(self) -> str:
        if self._finder.is_empty:
            return ""
        if self._failure:
            return self._failure
        if self._current is not None:
            return tr("{nth} of {count}").format(nth=self._current + 1, count=f"{self.count}{'…' if self._searching else ''}")
        if self._searching:
            return tr("Searching …")
        if self.count:
            return trn("{count} hit", "{count} hits", self.count).format(count=self.count)
        return tr("Not found") if self._reach.with_text else tr("No text to search in this document")

    def _remark(self) -> str:
        """Say of which pages nothing, or not all, can be found, and while the looking goes on, how far it is."""
        if self._finder.is_empty or self._failure:
            return ""
        pages = self._opened.page_count if self._opened is not None else 0
        if self._searching:
            done = tr("{done} of {count} pages searched").format(done=self._searched, count=pages)
            return done if 0 < self._searched < pages else ""
        return " · ".join(_gaps(self._reach)) if self._reach.with_text else ""


def _gaps(reach: Reach) -> Iterator[str]:
    """Yield in a few words what looking did not reach, or not surely."""
    told = (
        (reach.wordless, trn("{count} page has no text", "{count} pages have no text", reach.wordless)),
        (
            reach.pictures,
            trn("{count} page is a picture with few words", "{count} pages are pictures with few words", reach.pictures),
        ),
        (
            reach.unread,
            trn("{count} page could not be read in full", "{count} pages could not be read in full", reach.unread),
        ),
        (
            reach.recognised,
            trn("{count} page has recognised text", "{count} pages have recognised text", reach.recognised),
        ),
    )
    return (words.format(count=count) for count, words in told if count)
