"""What all parts of a window share about its open case: the session, the rows on show, undo, and what was used last.

Owns the listening: a commit of this window patches the rows; one of anybody else is noticed once a second, and patches them by
what the journal says of it. It neither makes widgets nor decides what a person wishes (`wishes` does).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from reviewer.errors import CaseError, ReviewerError
from reviewer.i18n import tr
from reviewer.model.changes import Changes, RecordKind
from reviewer.model.ids import ClaimId
from reviewer.model.stance import Stance
from reviewer.services.events import (
    CaseChanged,
    DocumentAdded,
    DocumentPreview,
    Event,
    HistoryChanged,
    ImportProgress,
    LinkedFileCheck,
    PendingChanged,
    RecognitionProgress,
    WordsChanged,
)
from reviewer.services.session import Session
from reviewer.services.undo import History
from reviewer.store.reader import CaseReader
from reviewer.ui.case.case_rows import CaseContents, CaseRows, read_all, read_changed, read_first
from reviewer.ui.case.others_work import Look, look
from reviewer.ui.tasks import Tasks

POLL_MS = 1000
"""How often a visible window looks whether another program wrote to the case."""


class CaseDesk(QObject):
    """An open case as a window has it.

    Signals:
        opened: The rows were read for the first time; many passages only when `read_passages` is called.
        pending_changed: How many intents are not committed yet; 0 means that everything is saved.
        history_changed: What can be undone or redone is different.
        committed: The `CaseChanged` of this window's session, before the rows show it.
        import_progressed: An `ImportProgress`.
        preview_ready: A `DocumentPreview`: a file being added can be shown.
        document_added: A `DocumentAdded`.
        linked_file_checked: A `LinkedFileCheck`: how far the check of a linked file is, or that it has ended.
        page_recognised: A document's id and a page (from 0) of it that has other words now.
        choice_changed: The claim or the stance used last is another one.

    """

    opened = Signal()
    pending_changed = Signal(int)
    history_changed = Signal()
    committed = Signal(object)
    import_progressed = Signal(object)
    preview_ready = Signal(object)
    document_added = Signal(object)
    linked_file_checked = Signal(object)
    page_recognised = Signal(str, int)
    choice_changed = Signal()

    def __init__(self, session: Session, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.tasks = tasks
        self.history = History(session)
        self.rows = CaseRows(self)
        self.undo_words: str | None = None
        self.redo_words: str | None = None
        self._claim: ClaimId | None = None
        self._stance: Stance | None = None
        self._data_version: int | None = None
        self._missed = False
        self._lacking = False
        self._last_seq, self._last_hash = 0, ""  # of the entry that the rows follow; the hash where it is known
        self._polling = False
        self._reading = 0
        self._is_open = False
        self._is_whole = False
        self._was_looked_at = False
        self._unsubscribe = session.events.subscribe(self._on_session_event)
        self._poll = QTimer(self, interval=POLL_MS)
        self._poll.timeout.connect(self._on_poll_timeout)
        self._read(read_first, self._on_all_read)

    @property
    def pending(self) -> int:
        """How many intents are not committed yet."""
        return self.session.pending

    @property
    def read_only(self) -> bool:
        """Whether the case can only be read."""
        return self.session.read_only

    @property
    def is_current(self) -> bool:
        """Whether the rows show everything that was committed."""
        return self._reading == 0 and self._is_whole

    @property
    def last_stance(self) -> Stance | None:
        """The stance used last."""
        return self._stance

    @property
    def last_claim(self) -> ClaimId | None:
        """The claim (or element) used last, while it is there."""
        return self._claim if self.rows.claim(self._claim) else None

    def choose(self, *, claim: ClaimId | None = None, stance: Stance | None = None) -> None:
        """Remember what is used; what is None stays as it was."""
        before = self._claim, self._stance
        self._claim = claim or self._claim
        self._stance = stance or self._stance
        if (self._claim, self._stance) != before:
            self.choice_changed.emit()

    def use_again(self, claim: str, stance: str) -> None:
        """Use what was used the last time the case was open, unless something was used since."""
        known = stance in set(Stance)
        self.choose(
            claim=None if self._claim or not self.rows.claim(ClaimId(claim)) else ClaimId(claim),
            stance=None if self._stance or not known else Stance(stance),
        )

    def set_visible(self, visible: bool) -> None:
        """Look for changes of other programs only while the window can be seen."""
        if visible:
            self._poll.start()
        else:
            self._poll.stop()

    def refresh(self) -> None:
        """Read everything anew."""
        self._lacking = False
        settled = self._is_open and self.is_current  # nothing on its way is going to change what is compared with
        before = dict(self.rows.passages) if settled else {}
        self._read(partial(read_all, before=before), self._on_all_read)

    @property
    def is_whole(self) -> bool:
        """Whether the passages were read, or are being read."""
        return self._is_whole

    def read_passages(self) -> None:
        """Read the passages that the first page was not kept waiting for; where nothing is left to be read, nothing happens."""
        if self._is_open and not self._is_whole:
            self._is_whole = True
            self.refresh()

    def close(self) -> None:
        """Stop listening. The session is closed by whoever opened it."""
        self._poll.stop()
        self._unsubscribe()

    def _on_all_read(self, contents: CaseContents) -> None:
        if contents.info is not None and contents.info.head_seq >= self._last_seq:
            self._last_seq, self._last_hash = contents.info.head_seq, contents.info.head
        if contents.whole and not self._was_looked_at:
            self._is_whole = self._was_looked_at = True
            self.session.look_ahead(contents.info.head_seq if contents.info is not None else 0)
        self._on_contents_read(contents)

    def _on_contents_read(self, contents: CaseContents) -> None:
        self._reading -= 1
        self._missed = False
        self.rows.take(contents)
        if not self._is_open:
            self._is_open = True
            self.opened.emit()

    def _on_session_event(self, event: Event) -> None:
        match event:
            case CaseChanged():
                self.committed.emit(event)
                self._follow(event.changes)
            case PendingChanged():
                self.pending_changed.emit(event.count)
            case HistoryChanged():
                self.undo_words, self.redo_words = event.undo_words, event.redo_words
                self.history_changed.emit()
            case ImportProgress():
                self.import_progressed.emit(event)
            case DocumentPreview():
                self.preview_ready.emit(event)
            case DocumentAdded():
                self.document_added.emit(event)
            case LinkedFileCheck():
                self.linked_file_checked.emit(event)
            case RecognitionProgress():
                self.page_recognised.emit(event.document, event.page)
            case WordsChanged():
                for one in self.rows.documents:
                    for page in event.pages.get(one.document.sha256, ()):
                        self.page_recognised.emit(one.document.id, page)

    def _follow(self, changes: Changes) -> None:
        """Take over a commit of this window."""
        if changes.seq > self._last_seq:
            self._last_seq, self._last_hash = changes.seq, ""
        self._patch(changes)

    def _patch(self, changes: Changes) -> None:
        if not any(changes.touched(kind) for kind in RecordKind):
            return
        touched = self.rows.passages_touched(changes)
        self._read(partial(read_changed, changes=changes, passages=touched), self._on_contents_read)

    def _read(self, fn: Callable[[CaseReader], CaseContents], done: Callable[[CaseContents], None]) -> None:
        self._reading += 1
        self.tasks.deliver(self.session.read(fn), done, self._on_read_failed, owner=self)

    def _on_read_failed(self, error: BaseException) -> None:
        self._reading -= 1
        self._lacking = True
        self._tell_missed(error)

    def _on_poll_timeout(self) -> None:
        if not self._polling and not self.session.closing.is_set():
            self._polling = True
            ask = partial(look, sources=self.session.sources)
            looking = self.session.read(partial(ask, seen=self._data_version, seq=self._last_seq, digest=self._last_hash))
            self.tasks.deliver(looking, self._on_looked, self._on_look_failed, owner=self)

    def _on_looked(self, found: Look) -> None:
        self._polling = False
        if self.session.closing.is_set():  # there is nobody to read anything more for
            return
        self._data_version = found.version
        if self._lacking:
            self.refresh()
        elif found.head_seq > self._last_seq:
            self._last_seq, self._last_hash = found.head_seq, found.head
            if found.changes is not None:
                self._patch(found.changes)
            else:
                self.refresh()
        elif self.is_current:
            self._missed = False

    def _on_look_failed(self, error: BaseException) -> None:
        self._polling = False
        self._tell_missed(error)

    def _tell_missed(self, error: BaseException) -> None:
        """Tell once why what is on show may be out of date; it is looked at again each second."""
        if not self._missed:
            self._missed = True
            if isinstance(error, ReviewerError):  # its hint is for whoever wanted to change something
                error = CaseError(error.summary, tr("What this window shows may be out of date. It looks again every second."))
            self.tasks.failed.emit(error)
