"""An open case in one window: builds the views on it, connects them, and ends it all again.

Owns the life of everything that belongs to the case. The window around it is `main_window`.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from reviewer.model.document import Document
from reviewer.model.ids import ClaimId, Sha256
from reviewer.model.overview import ClaimOverview
from reviewer.services import dates
from reviewer.services.session import Session
from reviewer.settings.case_views import CaseView
from reviewer.settings.preferences import Settings
from reviewer.ui.acts.annotation_acts import AnnotationActs
from reviewer.ui.acts.case_acts import CaseActs
from reviewer.ui.acts.claim_acts import ClaimActs
from reviewer.ui.acts.claims_view_acts import ClaimsViewActs
from reviewer.ui.acts.document_acts import DocumentActs
from reviewer.ui.acts.large_files import LargeFiles
from reviewer.ui.acts.linked_files import LinkedFileActs
from reviewer.ui.acts.passwords import Passwords
from reviewer.ui.acts.print_acts import PrintActs
from reviewer.ui.acts.recognition_acts import RecognitionActs
from reviewer.ui.acts.version_acts import VersionActs
from reviewer.ui.acts.word_acts import WordActs
from reviewer.ui.case.attention import Attention
from reviewer.ui.case.case_desk import CaseDesk
from reviewer.ui.case.case_parts import CaseParts
from reviewer.ui.case.counterchecking import Counterchecking
from reviewer.ui.case.covered import Covered
from reviewer.ui.case.crops import Crops
from reviewer.ui.case.desk_rows import DeskRows
from reviewer.ui.case.left_off import LeftOff
from reviewer.ui.case.opening import Opening
from reviewer.ui.case.restarted import RestartNotice
from reviewer.ui.case.wishes import Wishes
from reviewer.ui.desk_views import DeskViews
from reviewer.ui.landing import Landing
from reviewer.ui.look.theme import Theme
from reviewer.ui.panels.claims.claims_view import ClaimsView
from reviewer.ui.panels.late_view import LateView
from reviewer.ui.panels.search.search_view import SearchView
from reviewer.ui.panels.status.job_strip import JobStrip
from reviewer.ui.problems import Problems
from reviewer.ui.reading.document_tab import DocumentTab
from reviewer.ui.reading.first_look import BREATH_MS, PATIENCE_MS, Taken
from reviewer.ui.reading.pane_widths import KeptPanes
from reviewer.ui.reading.passage_menu import PassageMenu
from reviewer.ui.reading.read_view import ReadView
from reviewer.ui.reading.tagging import Tagging
from reviewer.ui.tasks import Tasks


class OpenCase(QObject):
    """The case's desk, views and acts.

    Signals:
        changed: Something that the window's frame shows is different.
        view_wanted: The id of the view that should be on show.
        action_requested: The id of an action that a button stands for.

    """

    changed = Signal()
    view_wanted = Signal(str)
    action_requested = Signal(str)

    def __init__(
        self,
        session: Session,
        tasks: Tasks,
        theme: Theme,
        settings: Settings,
        *,
        problems: Problems,
        jobs: JobStrip,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._jobs = jobs
        self.desk = CaseDesk(session, tasks, self)
        self.passwords = Passwords(tasks, theme, window)
        wishes = Wishes(self.desk, problems, self)
        opening = Opening(session, tasks, self.passwords.ask_later, self.passwords.ask_anyway_later, self)
        self.covered = Covered(self.desk, self)
        checks = Counterchecking(self.desk, self.covered, wishes, problems)
        RestartNotice(opening, self.desk.rows, problems, self)
        desk_rows = DeskRows(self.desk, self)
        self.parts = CaseParts(self.desk, wishes, checks, opening, problems, theme)
        self.tagging = Tagging(self.parts, self)
        self.menu = PassageMenu(self.parts, self.tagging, self)
        crops = Crops(self.parts, self)
        self.read = ReadView(self.parts, self.tagging, self.menu, crops)
        self.claims = ClaimsView(theme, self.desk.rows, desk_rows, crops, writable=not session.read_only)
        self.search = SearchView(theme, self.desk)
        self.desk_views = DeskViews(self.parts, desk_rows, crops, window, self)
        self.large_files = LargeFiles(tasks, theme, window)
        self.documents = DocumentActs(self.parts, self.passwords, self.large_files, jobs, window)
        self.linked_files = LinkedFileActs(self.parts, jobs, self._is_check_told, window)
        self.annotations = AnnotationActs(self.parts, jobs, window)
        self.versions = VersionActs(self.parts, crops, self.read.documents.versions, window, self._is_folded)
        self.printing = PrintActs(self.parts, jobs, window)
        self.recognition = RecognitionActs(self.parts, self.read, jobs, settings, window)
        self.words = WordActs(self.parts, self.read, self.recognition, window)
        self.claim_acts = ClaimActs(self.parts, window)
        self.claims_view_acts = ClaimsViewActs(self.parts, desk_rows, self.claims, self.menu, window)
        self.case_acts = CaseActs(self.parts, jobs, self.read.claims.note.commit, window)
        self.left_off = LeftOff(settings, self.desk, self._look, self)
        self._typing = self._had_tabs = False
        self.landing = Landing(self.parts, self.read, self.claims, self.search, self)
        pages, hits = self.read.tabs.sides.looked_at, self.search.looked_at
        self.attention = Attention(self.desk, window, pages=pages, hits=hits, is_new=self.covered.is_new)
        self._connect()
        self._restore_panes(KeptPanes.read(settings.values.panes))

    def _is_folded(self) -> bool:
        return self.read.isVisible() and self.read.panes.left.isHidden()

    def _restore_panes(self, panes: KeptPanes) -> None:
        self.read.panes.restore(panes)
        self.claims.set_list_width(panes.claims)

    @property
    def session(self) -> Session:
        """The session."""
        return self.desk.session

    @property
    def views(self) -> dict[str, ReadView | ClaimsView | SearchView | LateView]:
        """The views by their ids."""
        return {"read": self.read, "claims": self.claims, **self.desk_views.views, "search": self.search}

    @property
    def panes(self) -> KeptPanes:
        """What a person made of the panes."""
        return self.read.panes.kept._replace(claims=self.claims.list_px)

    @property
    def is_saving(self) -> bool:
        """Whether anything typed or asked for is not in the case yet."""
        return self._typing or self.desk.pending > 0

    @property
    def current_document(self) -> Document | None:
        """The document on show in the Read view."""
        tab = self.read.tabs.current
        return self.desk.rows.document(tab.document) if tab is not None and tab.document is not None else None

    def current_claim(self, view: str) -> ClaimOverview | None:
        """Return the claim on show, or in other views the claim or element used last, else the first."""
        rows = self.desk.rows
        shown = self.claims.claim if view == "claims" else self.desk.last_claim
        return rows.claim(shown) or next(iter(rows.elements(None)), None)

    def take_over(self, taken: Taken) -> None:
        """Go on showing a file that was on show before its case was there, and is about to be added to it."""
        taken.opened.layers = self.session.sources.layers(taken.source.sha256)  # it was opened before there was a case
        self.session.sources.adopt(taken.source)
        self.read.tabs.take_over(taken)

    def close(self) -> None:
        """Keep what is typed and let go of everything; the session itself is closed by whoever opened it."""
        self.read.tabs.keep_places()
        self.left_off.close()
        self.recognition.close()
        self.attention.close()
        self.passwords.close()
        self.versions.close()
        self.large_files.close()
        self.read.close_documents()
        self.parts.wishes.close()
        self.claim_acts.close()
        self.desk.close()
        self.parts.opening.close()

    def _connect(self) -> None:
        read, claims = self.read, self.claims
        read.tabs.tab_made.connect(lambda tab: tab.view.places.moved.connect(self._jobs.hush))
        self.attention.noted.connect(self.covered.take)
        self._jobs.keyboard_left.connect(self._on_jobs_keyboard_left)
        read.changed.connect(self.changed)
        read.tabs.action_requested.connect(self.action_requested)
        self.recognition.news.action_requested.connect(self.action_requested)
        read.changed.connect(self.left_off.touch)
        read.claims.tree.expanded.connect(self.left_off.touch)
        read.claims.tree.collapsed.connect(self.left_off.touch)
        self.desk.choice_changed.connect(self.left_off.touch)
        self.left_off.known.connect(self._on_left_off_known)
        read.claim_wished.connect(self.claim_acts.wish)
        read.document_wished.connect(self.documents.wish)
        self.documents.recognition_requested.connect(self.recognition.recognise)
        read.annotations.wished.connect(self.annotations.take)
        read.locate_requested.connect(self.linked_files.locate)
        self.linked_files.mended.connect(read.tabs.open_again)
        self.linked_files.troubles_changed.connect(read.documents.show_troubles)
        read.add_documents_requested.connect(self.documents.choose)
        read.claims.note.typing_changed.connect(self._on_note_typing_changed)
        claims.claim_wished.connect(self.claim_acts.wish)
        claims.changed.connect(self.changed)
        claims.changed.connect(self.left_off.touch)
        self.desk_views.lead_to(self.landing)
        self.desk_views.serve(self.menu, self.documents)
        self.desk_views.changed.connect(self.changed)
        self.landing.view_wanted.connect(self.view_wanted)
        self.landing.document_shown.connect(self._focus)
        self.documents.added.connect(self._on_documents_added)
        self.documents.added.connect(self.versions.look_soon)
        self.documents.version_wished.connect(self.versions.wish)
        self.versions.is_being_read = self.recognition.is_reading
        for signal in (
            self.desk.pending_changed,
            self.desk.history_changed,
            self.desk.choice_changed,
            self.desk.rows.info_changed,
            self.desk.rows.refreshed,
        ):
            signal.connect(self.changed)
        self.desk.opened.connect(self._on_desk_opened)
        self.tagging.marked.connect(self.landing.choose_passage)
        self.claim_acts.added.connect(self.landing.show_claim)

    def _is_check_told(self, sha256: Sha256) -> bool:
        """Tell whether the tab on show says already how far the check of a file is."""
        tab = self.read.tabs.current
        return tab is not None and tab.tells_of(sha256)

    def _on_jobs_keyboard_left(self) -> None:
        for view in self.views.values():
            if view.isVisible():
                view.take_focus()

    def _on_note_typing_changed(self, typing: bool) -> None:
        self._typing = typing
        self.changed.emit()

    def _on_documents_added(self, documents: list[str]) -> None:
        self.read.tabs.drop_previews()
        self.read.documents.uncover(documents)
        if documents and not self._had_tabs:
            self._had_tabs = True
            self.landing.show_document(documents[0])

    def _look(self) -> CaseView:
        """Say how the case is on show."""
        read, claim = self.read, self.claims.claim or ""
        shown = next((name for name, view in self.views.items() if not view.isHidden()), "")
        desk, unfolded = self.desk, read.claims.unfolded()
        used, stance = desk.last_claim or "", desk.last_stance or ""
        left = CaseView((), "", shown, unfolded, claim, read.documents.sort, used, stance)
        return replace(left, **read.tabs.left)

    def _on_left_off_known(self, left: CaseView) -> None:
        """Show the case as it was left; where no document was open, with its first one."""
        rows = self.desk.rows
        self.read.claims.unfold(left.unfolded)
        self.read.documents.set_sort(left.sort)
        self.desk.use_again(left.used_claim, left.used_stance)
        if self.claims.claim is None:
            self.claims.show_claim(ClaimId(left.claim))
        if self.read.tabs.current is None:
            tab = self.read.tabs.restore(left)
            if tab is not None:
                self._focus(tab)
            elif rows.documents:
                self._focus(self.read.show_document(rows.documents[0].document.id))
        self._read_passages_after(self.read.tabs.current if left.view in {"", "read"} else None)
        self.read.tabs.nothing.set_left_known()
        if left.view in self.views and left.view != "search" and not self.read.isHidden():
            self.view_wanted.emit(left.view)

    def _read_passages_after(self, tab: DocumentTab | None) -> None:
        """Have the passages read when a tab shows its page, or says why it cannot; at once where nothing is to come first."""
        read = self.desk.read_passages
        if tab is None or self.desk.is_whole:
            read()
            return
        once = Qt.ConnectionType.SingleShotConnection
        tab.view.page_shown.connect(lambda: QTimer.singleShot(BREATH_MS, self, read), once)
        tab.gave_up.connect(read, once)

    def _focus(self, tab: DocumentTab | None) -> None:
        if tab is not None and not isinstance(self.read.window().focusWidget(), QLineEdit | QPlainTextEdit):  # who types goes on
            tab.take_focus()

    def _on_desk_opened(self) -> None:
        self.left_off.ask()
        QTimer.singleShot(PATIENCE_MS, self, self.desk.read_passages)  # should no page come, or the settings not be read
        self._had_tabs = bool(self.desk.rows.documents)
        if self.desk.rows.claims:  # else it is loaded with the first claim
            self.session.job(dates.get_ready)
        self.changed.emit()
