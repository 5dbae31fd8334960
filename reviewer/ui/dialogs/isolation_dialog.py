"""Says in plain words how well this computer isolates documents, and what was tried to find that out."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from reviewer.documents.isolation import Isolation, State
from reviewer.i18n import tr
from reviewer.services import isolation_words
from reviewer.ui.controls.sheet import Sheet
from reviewer.ui.look.theme import Theme


class IsolationDialog(Sheet):
    """The state, what it means, and what a process that reads documents could do when it tried."""

    def __init__(self, theme: Theme, found: Isolation, parent: QWidget | None = None, *, can_be_tried: bool = False) -> None:
        """Say what was found; where it could not be tried though it can be, the main button is there to try it again."""
        title = tr("Documents: {state}").format(state=isolation_words.short(found.state))
        main = tr("Try again") if can_be_tried else ""
        super().__init__(theme, title, main=main, close=tr("Close"), parent=parent)
        self.setMinimumWidth(480)
        self.add_text(isolation_words.meaning(found.state), role="body" if found.state is State.ISOLATED else "attention")
        if found.state is State.NOT_VERIFIED:
            return
        self.body.addSpacing(12)
        self.add_text(tr("Since the program was started, a process like those that read documents has tried to:"))
        self.body.addSpacing(4)
        for name, outcome in isolation_words.tried(found):
            self.add_pair(name, outcome)
        self.body.addSpacing(4)
        meant = tr("Refused: the system answered no. Stopped: the process was ended for trying.")
        self.add_text(meant, role="hint")
        locks = isolation_words.locks(found)
        if locks:
            self.body.addSpacing(8)
            self.add_text(tr("What holds it: {locks}.").format(locks=locks), role="hint")


class OpenAnywayDialog(Sheet):
    """Asks about one document where too little isolates it; whoever presses Enter does not open it."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        title = tr("This computer cannot isolate documents")
        super().__init__(theme, title, main=tr("Open anyway"), close=tr("Cancel"), final=True, parent=parent)
        self.add_text(name, role="body")
        self.body.addSpacing(8)
        self.add_text(
            tr(
                "If this document is made to do harm, it can reach your files or the network. Open it only if you trust "
                "where it comes from; otherwise read it on another computer."
            )
        )
        self.add_text(tr("The answer is kept until the program is closed."), role="hint")
