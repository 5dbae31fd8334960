"""All words of the page that is read, selected at once by the tool of drag and caret.

Owns which page's words were asked for and are still on their way.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from reviewer.i18n import tr
from reviewer.model.anchor import TextPosition
from reviewer.ui.look import readable
from reviewer.ui.viewer.geometry.stage import Stage
from reviewer.ui.viewer.gestures.pointer import Pointer
from reviewer.ui.viewer.gestures.selection import SelectionModel
from reviewer.ui.viewer.gestures.tools import TextTool, ToolKind
from reviewer.ui.viewer.pixels.page_texts import PageTexts


class WholePage(QObject):
    """The selecting of whole pages in one page view.

    Signals:
        wordless: The page has no words.

    """

    wordless = Signal()

    def __init__(self, stage: Stage, pointer: Pointer) -> None:
        super().__init__(stage)
        self._stage = stage
        self._pointer = pointer
        self._texts: PageTexts | None = None
        self._selection: SelectionModel | None = None
        self._tool: TextTool | None = None
        self._awaited: int | None = None

    def attach(self, texts: PageTexts | None, selection: SelectionModel | None) -> None:
        """Work on another document, or on none."""
        self._texts, self._selection, self._tool, self._awaited = texts, selection, None, None
        if texts is not None:
            texts.arrived.connect(self._on_text_arrived)

    def select(self) -> None:
        """Select all words of the page that is read, as soon as they are there."""
        if self._texts is not None and not self._pointer.is_dragging:
            self._take(self._texts, self._stage.camera.current_page)

    @property
    def words(self) -> str:
        """What is selected, as a sentence; "" where it is not just a whole page."""
        selection, tool = self._selection, self._tool
        if tool is None or selection is None or selection.tool is not tool or selection.draft is None:
            return ""
        page, info = tool.anchor.page, self._stage.layout.info(tool.anchor.page)
        place = readable.page_of_words("" if info is None else info.label, page + 1, self._stage.layout.count)
        return tr("All words of this page are selected: {place}").format(place=place)

    def _take(self, texts: PageTexts, page: int) -> None:
        has_words, text = texts.has_words(page), texts.get(page)
        self._awaited = page if has_words is None else None
        if has_words is None:
            texts.want((page,))
        elif text is None or not has_words:
            self.wordless.emit()
        elif self._selection is not None:
            self._pointer.set_kind(ToolKind.TEXT)
            self._tool = TextTool(TextPosition(page, 0), TextPosition(page, len(text.text)))
            self._selection.choose(self._tool)

    def _on_text_arrived(self, page: int) -> None:
        if self._texts is not None and page == self._awaited and self.sender() is self._texts:
            self._take(self._texts, page)
