"""What a tab says of the file of its linked document, while no page may be shown: how far its check is, and where it was."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from reviewer.model.document import LinkedFile
from reviewer.model.ids import Sha256
from reviewer.services.events import LinkedFileCheck
from reviewer.ui.case.case_desk import CaseDesk
from reviewer.ui.reading.tab_notice import TabNotice


class FileNotice(QObject):
    """Fills a tab's notice with what the session tells of the file.

    Signals:
        locate_requested: Show the program where the file lies now.

    """

    locate_requested = Signal()

    def __init__(self, desk: CaseDesk, notice: TabNotice) -> None:
        super().__init__(notice)
        self._desk = desk
        self._notice = notice
        self.sha256: Sha256 | None = None
        notice.stop_requested.connect(self._on_notice_stop_requested)
        notice.locate_requested.connect(self.locate_requested)
        desk.linked_file_checked.connect(self._on_desk_linked_file_checked)

    def tell_missing(self, words: str) -> None:
        """Say where the file was, which only the window says: errors reach packs, where no path may be.

        Where it was on another computer tells nobody anything here.
        """
        sha256 = self.sha256
        if sha256 is None:
            return
        linked = self._desk.session.sources.linked_files

        def told(file: LinkedFile | None) -> None:
            self._notice.tell_missing(words, file.path if file is not None and linked.is_known(file) else None)

        self._desk.tasks.deliver(self._desk.session.read(lambda reader: reader.linked_file(sha256)), told, owner=self)

    def tells_of(self, sha256: Sha256) -> bool:
        """Tell whether the tab says how far the check of a file is: it has the file's document and no page on show."""
        return sha256 == self.sha256 and not self._notice.isHidden()

    def _on_notice_stop_requested(self) -> None:
        if self.sha256 is not None:
            self._desk.session.sources.linked_files.stop(self.sha256)

    def _on_desk_linked_file_checked(self, check: LinkedFileCheck) -> None:
        if check.running and self.tells_of(check.sha256):
            self._notice.tell_check(check)
