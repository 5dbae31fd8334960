"""What the keys do on the page at the moment, in one sentence for the status line.

Owns the sentence only; what is going on is asked of caret, tool and rectangle; what a drag selects ends what was said before.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from reviewer.documents.text.selecting.gaps import Gap
from reviewer.i18n import tr
from reviewer.model.text_layer import RECOGNISED
from reviewer.ui.viewer.gestures.caret import Caret
from reviewer.ui.viewer.gestures.keyed_region import KeyedRegion
from reviewer.ui.viewer.gestures.marking import Marking
from reviewer.ui.viewer.gestures.pointer import Pointer
from reviewer.ui.viewer.gestures.tools import ToolKind
from reviewer.ui.viewer.gestures.unseen import UnseenWords
from reviewer.ui.viewer.gestures.whole_page import WholePage

PASSING_MS = 6000
"""How long is said what could not be done."""


class KeyHint(QObject):
    """The sentence for one page view. `changed` is emitted when it is another one.

    Attributes:
        words: All there is to say; "" for nothing.
        link_words: Returns where the hyperlink at the caret leads; "" where there is none.
        fewer_words: The part of it that matters most, for where there is no room for all.

    """

    changed = Signal()

    def __init__(self, caret: Caret, region: KeyedRegion, pointer: Pointer, marking: Marking, whole_page: WholePage) -> None:
        super().__init__(caret)
        self._caret = caret
        self._region = region
        self._pointer = pointer
        self._marking = marking
        self._whole_page = whole_page
        self.words = ""
        self.fewer_words = ""
        self.link_words: Callable[[], str] = lambda: ""
        self._unseen: UnseenWords | None = None
        self._passing = QTimer(self, singleShot=True, interval=PASSING_MS)
        self._passing.timeout.connect(self._say)
        for signal in (caret.moved, region.changed, pointer.kind_changed, marking.selection_changed, marking.reselected):
            signal.connect(self._say)
        pointer.gesture_ended.connect(self._on_gesture_ended)
        for wordless in (caret.wordless, pointer.wordless, whole_page.wordless):
            wordless.connect(self._on_wordless)

    def attach(self, unseen: UnseenWords) -> None:
        """Say also which words of a quote nobody sees."""
        self._unseen = unseen
        unseen.changed.connect(self._say)

    def look(self) -> None:
        """Say anew what is known now."""
        if self._caret.shown:
            self._say()

    def _say(self) -> None:
        words = of_keys = ""
        if self._region.placing:
            words = tr("Arrows move, Shift sizes, Ctrl by pixels, Enter takes, Escape drops")
        elif self._pointer.kind is ToolKind.REGION:
            words = tr("Drag over a region, or Enter to place one by keys; R for text")
        elif self._unseen is not None and self._unseen.count:
            words = self._unseen.words
        elif of_selection := self._of_selection():
            words = of_selection
        elif self._caret.shown:
            leads = self.link_words()
            usual = tr("Arrows move the caret, Ctrl by words, Shift selects, Escape leaves")
            words = of_keys = tr("Link: {place}. Enter follows it").format(place=leads) if leads else usual
        if not self._is_recognised() or self._region.placing or self._pointer.kind is ToolKind.REGION:
            self._tell(words)
        elif words:
            self._tell(f"{words} · {tr(RECOGNISED)}", _compare() if of_keys else words)
        else:
            self._tell(_compare())

    def _of_selection(self) -> str:
        """Say that a whole page is selected, or where the selected text is not what it looks like; "" where it is."""
        selection = self._marking.selection
        if selection is None or selection.dragging:
            return ""
        if whole := self._whole_page.words:
            return whole
        if selection.leaves_its_row:
            return tr("Words of a row stand apart in the file. R marks a region")
        gap = selection.gap
        if gap is Gap.WORDS:
            return tr("Some words in between are not taken. R marks a region")
        if gap is Gap.SPACE:
            return tr("A wide space is passed over. R marks a region")
        return ""

    def _is_recognised(self) -> bool:
        selection = self._marking.selection
        return selection is not None and not selection.dragging and selection.is_recognised

    def _on_gesture_ended(self) -> None:
        if self._of_selection():
            self._say()

    def _tell(self, words: str, fewer: str = "") -> None:
        if words != self.words:
            self.words, self.fewer_words = words, fewer or words
            self.changed.emit()

    def _on_wordless(self) -> None:
        self._tell(tr("There are no words here to select. R marks a region"))
        self._passing.start()


def _compare() -> str:
    return tr("Recognised text: compare it with the picture")
