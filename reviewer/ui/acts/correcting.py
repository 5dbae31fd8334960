"""Putting recognised words right in the window: asking what is printed, beside the picture of it, and what becomes of quotes.

Owns these questions. Which words are meant is the business of whoever asks.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from reviewer.i18n import tr, trn
from reviewer.model.changes import Changes
from reviewer.model.ids import DocumentId, PassageId
from reviewer.model.recognised import UNTOLD
from reviewer.services.commands.quotes import quotes_of_old_readings, update_quotes
from reviewer.services.commands.words import MOST_CHARS, WordsAt, correct_words
from reviewer.ui.case.case_parts import CaseParts
from reviewer.ui.case.word_crop import Words, ask_for_picture
from reviewer.ui.controls.sheet import show_once
from reviewer.ui.dialogs.correction_dialog import CorrectionDialog
from reviewer.ui.reading.document_tab import DocumentTab
from reviewer.ui.viewer.page_words import SelectedWords


class Correcting(QObject):
    """The questions of one window."""

    def __init__(self, parts: CaseParts, over: QWidget) -> None:
        super().__init__(over)
        self._parts = parts
        self._desk = parts.desk
        self._over = over

    def ask(self, tab: DocumentTab, words: SelectedWords) -> None:
        """Ask what is printed where these words were recognised, and put them right."""
        text, start, end = words
        said = text.text[start:end]
        if tab.document is None:
            return
        if "\n" in said or len(said) > MOST_CHARS:
            self._parts.problems.toast(tr("Words of one line are put right at once: select fewer."), warning=True)
            return
        told = [one for one in text.confidences[start:end] if one != UNTOLD]
        sure = sum(told) / len(told) if told else None
        dialog = CorrectionDialog(self._parts.theme, said, sure, _wrong, self._over)
        at = WordsAt(tab.document, text.page, text.layer.sha256, start, end)
        dialog.accepted.connect(lambda: self._keep(tab, at, dialog.text))
        self._show_picture(dialog, tab, words)
        show_once(dialog)

    def _show_picture(self, dialog: CorrectionDialog, tab: DocumentTab, words: SelectedWords) -> None:
        text, start, end = words
        if tab.opened is None or text.page >= len(tab.pages):
            dialog.show_picture(None)
            return
        letters = [at for at in range(start, end) if not text.text[at].isspace()]
        ask_for_picture(
            Words(tab.pages[text.page], text.text[start:end], tuple(map(text.quad, letters))),
            tab.opened,
            self._desk.tasks,
            dialog.show_picture,
            size_px=dialog.picture_size,
            ratio=self._over.devicePixelRatioF(),
            frame_colour=self._parts.theme.light_token("accent"),
            owner=dialog,
        )

    def _keep(self, tab: DocumentTab, at: WordsAt, to: str) -> None:
        made = correct_words(self._desk.session, at=at, to=to)
        done = partial(self._on_corrected, tab, at)
        self._desk.tasks.deliver(made, done, self._parts.problems.report, owner=self, told_late=True)

    def _on_corrected(self, tab: DocumentTab, at: WordsAt, _changes: Changes) -> None:
        tab.view.clear_selection()
        tab.take_focus()
        self._parts.wishes.offer_undo(tr("Corrected"))
        asked = quotes_of_old_readings(self._desk.session, at.document, at.page)
        self._desk.tasks.deliver(asked, partial(self._tell_quotes, at.document), owner=self)

    def _tell_quotes(self, document: DocumentId, passages: Sequence[PassageId]) -> None:
        """Offer to have the quotes of passages say what is printed, which they do not by themselves."""
        count = len(passages)
        if not count:
            return
        told = trn("{count} passage quotes the old reading.", "{count} passages quote the old reading.", count)
        self._parts.wishes.offer_undo(
            f"{tr('Corrected.')} {told.format(count=count)}",
            action=trn("Update quote", "Update quotes", count),
            then=lambda: self.update_quotes(document, passages),
        )

    def update_quotes(self, document: DocumentId, passages: Sequence[PassageId]) -> None:
        """Have passages quote what their pages say now."""
        made = update_quotes(self._desk.session, document=document, passages=passages)
        self._desk.tasks.deliver(made, self._on_updated, self._parts.problems.report, owner=self, told_late=True)

    def _on_updated(self, changes: Changes) -> None:
        if changes.changes:
            self._parts.wishes.offer_undo(tr("The quote says what the page says now"))
        else:
            self._parts.problems.toast(tr("The quote says already what the page says."))


def _wrong(typed: str) -> str:
    """Return why words cannot be what is printed, as a sentence; "" where they can."""
    if not typed.strip():
        return tr("Write what is printed there.")
    return tr("Correct fewer words at once.") if len(typed) > MOST_CHARS else ""
