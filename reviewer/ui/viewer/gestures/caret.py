"""The caret on the page: selecting text with the keyboard, over page ends too.

Owns where the caret stands and whether it is shown. Where a step leads is `documents.text.selecting.moving`'s; what is selected
between its anchor and the caret is `SelectionModel`'s, as for a drag.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from functools import partial

from PySide6.QtCore import QObject, Signal

from reviewer.documents.text.page.page_text import PageText
from reviewer.documents.text.selecting import moving
from reviewer.documents.text.selecting.pointing import caret_at, caret_edge
from reviewer.model.anchor import TextPosition
from reviewer.model.geometry import Point, Rect
from reviewer.ui.viewer.geometry.camera import ViewPoint
from reviewer.ui.viewer.geometry.page_layout import PagePoint
from reviewer.ui.viewer.geometry.scroller import Scroller
from reviewer.ui.viewer.geometry.stage import Stage
from reviewer.ui.viewer.gestures.caret_places import first_in_view, place_under, selection_end, words_between
from reviewer.ui.viewer.gestures.pointer import Pointer
from reviewer.ui.viewer.gestures.selection import SelectionModel
from reviewer.ui.viewer.gestures.tools import MOST_PAGES, TextDraft, TextTool, ToolKind
from reviewer.ui.viewer.pixels.page_texts import PageTexts

WORDLESS_PAGES = 50
"""Pages without words in a row that a step is carried over: each must be read to know."""


class Step(Enum):
    """By what the caret moves along the text."""

    CHARACTER = (moving.caret_after, moving.caret_before)
    WORD = (moving.word_after, moving.word_before)


class Caret(QObject):
    """The caret of one page view.

    Attributes:
        place: Where it stands; None while there is none.
        passed: What lies on the way of its last move, where that was within a page.

    Signals:
        moved: It stands elsewhere, or is shown or hidden now.
        wordless: It was asked for where there are no words.

    """

    moved = Signal()
    wordless = Signal()

    def __init__(self, stage: Stage, scroller: Scroller, pointer: Pointer) -> None:
        super().__init__(stage)
        self._stage = stage
        self._scroller = scroller
        self._pointer = pointer
        self._texts: PageTexts | None = None
        self._selection: SelectionModel | None = None
        self._along: float | None = None
        self._awaited: tuple[int, Callable[[], None]] | None = None
        self.place: TextPosition | None = None
        self.passed = ""
        pointer.caret = lambda: self.place
        pointer.gesture_ended.connect(self._on_gesture_ended)
        pointer.kind_changed.connect(self._on_kind_changed)

    def attach(self, texts: PageTexts | None, selection: SelectionModel | None) -> None:
        """Work on another document, or on none."""
        self.hide()
        self._texts, self._selection = texts, selection
        if texts is not None:
            texts.arrived.connect(self._on_text_arrived)

    @property
    def shown(self) -> bool:
        """Whether there is a caret."""
        return self.place is not None

    @property
    def edge(self) -> tuple[int, Point, Point] | None:
        """Its page with its upper and lower end in page space; None without one."""
        text = self._text()
        found = None if text is None or self.place is None else caret_edge(text, self.place.offset)
        return None if found is None else (text.page if text else 0, *found)

    @property
    def line_words(self) -> str:
        """The words of its line."""
        text = self._text()
        if text is None or self.place is None:
            return ""
        start, end = moving.line_ends(text, self.place.offset)
        return text.text[start:end]

    def switch(self) -> None:
        """Show the caret, or hide it."""
        if self.shown:
            self.hide()
        else:
            self.show()

    def hide(self) -> None:
        """Take the caret away; what is selected stays."""
        self._awaited = None
        if self.place is not None:
            self.place = None
            self.moved.emit()

    def show(self, then: Callable[[], None] | None = None) -> None:
        """Show the caret where the selection ends, else where the last click was, else before the first word in view."""
        self._pointer.set_kind(ToolKind.TEXT)
        found = None if self._texts is None else self._start(self._texts, partial(self.show, then))
        if found is not None:
            self._stand(found)
            if then is not None:
                then()

    def aside(self, to_right: bool, step: Step, *, extend: bool) -> None:
        """Go to the right or to the left, on paper: on a line from the right, that is back or on in the text."""
        text, place = self._ready(partial(self.aside, to_right, step, extend=extend))
        if text is None or place is None:
            return
        forwards = to_right != moving.runs_from_right(text, place.offset)
        drawn = self._selection.draft if self._selection is not None else None
        if isinstance(drawn, TextDraft) and not extend and step is Step.CHARACTER:
            self._go(drawn.end if forwards else drawn.start, extend=False)
            return
        found = step.value[0 if forwards else 1](text, place.offset)
        if found is not None:
            self._go(TextPosition(place.page, found), extend=extend)
        else:
            self._cross(
                place.page, moving.outer_word if step is Step.WORD else moving.outer_caret, forwards=forwards, extend=extend
            )

    def line(self, *, down: bool, extend: bool) -> None:
        """Go to the line below or above, keeping the column."""
        text, place = self._ready(partial(self.line, down=down, extend=extend))
        if text is None or place is None:
            return
        along = moving.along_of(text, place.offset) if self._along is None else self._along
        found = (moving.line_below if down else moving.line_above)(text, place.offset, along)
        if found is not None:
            self._go(TextPosition(place.page, found[0]), extend=extend, along=found[1])
        else:
            self._cross(place.page, partial(moving.on_outer_line, along=along), forwards=down, extend=extend, along=along)

    def line_end(self, *, forwards: bool, extend: bool) -> None:
        """Go to the end of the line, or to its start."""
        text, place = self._ready(partial(self.line_end, forwards=forwards, extend=extend))
        if text is not None and place is not None:
            self._go(TextPosition(place.page, moving.line_ends(text, place.offset)[forwards]), extend=extend)

    def document_end(self, *, forwards: bool, extend: bool) -> None:
        """Go to the end of the document, or to its start."""
        if self._ready(partial(self.document_end, forwards=forwards, extend=extend))[1] is not None:
            self._cross(self._stage.layout.count if forwards else -1, moving.outer_caret, forwards=not forwards, extend=extend)

    def view(self, *, down: bool, extend: bool) -> None:
        """Scroll by a view, and stand at the same place in it."""
        text, place = self._ready(partial(self.view, down=down, extend=extend))
        edge = self.edge
        if text is None or place is None or edge is None:
            return
        at = self._stage.camera.view_point(PagePoint(edge[0], edge[1]))
        self._scroller.pages(1 if down else -1)
        self._to_point(self._stage.camera.nearest_page_point(ViewPoint(at.x, at.y + 1)), extend=extend)

    def _ready(self, again: Callable[[], None]) -> tuple[PageText | None, TextPosition | None]:
        """Return the caret's text and place; without a caret show one and go on from there."""
        self._awaited = None
        if self.place is None:
            self.show(again)
            return None, None
        text = self._text()
        if text is None:
            self._await(self.place.page, again)
        return text, self.place

    def _text(self) -> PageText | None:
        return None if self._texts is None or self.place is None else self._texts.get(self.place.page)

    def _go(self, to: TextPosition, *, extend: bool, along: float | None = None) -> None:
        """Stand at a place, with what lies between the anchor and it selected, or nothing."""
        selection, texts = self._selection, self._texts
        if selection is None or texts is None or self.place is None:
            return
        if extend:
            tool = selection.tool
            ends = tool.ends(texts.known) if isinstance(tool, TextTool) and selection.draft is not None else None
            anchor = self.place if ends is None else ends[0]
            if abs(to.page - anchor.page) >= MOST_PAGES:
                return
            self._stand(to, along)
            selection.choose(TextTool(anchor, to))
        else:
            self._stand(to, along)
            if selection.tool is not None:
                selection.clear()

    def _stand(self, at: TextPosition, along: float | None = None) -> None:
        self.passed = words_between(self._text(), self.place, at)
        self.place, self._along = at, along
        if self._texts is not None:
            near = (at.page - 1, at.page, at.page + 1)
            self._texts.want(page for page in near if 0 <= page < self._stage.layout.count)
        edge = self.edge
        if edge is not None:
            self._stage.follow(edge[0], Rect.around(edge[1:]))
        self.moved.emit()

    def _cross(
        self,
        page: int,
        land: Callable[[PageText, bool], int | None],
        *,
        forwards: bool,
        extend: bool,
        along: float | None = None,
        left: int = WORDLESS_PAGES,
    ) -> None:
        """Go on to the nearest page with words, `land` says where on it; where there is none, to the very end."""
        texts, count = self._texts, self._stage.layout.count
        if texts is None:
            return
        page += 1 if forwards else -1
        while 0 <= page < count and left and texts.has_words(page) is False:
            page, left = page + (1 if forwards else -1), left - 1
        if not 0 <= page < count:
            self._to_outermost(forwards=forwards, extend=extend)
        if not left or not 0 <= page < count:
            return
        text = texts.get(page)
        if text is None:
            before = page + (-1 if forwards else 1)
            again = partial(self._cross, before, land, forwards=forwards, extend=extend, along=along, left=left)
            self._await(page, again)
            return
        found = land(text, forwards)
        if found is not None:
            self._go(TextPosition(page, found), extend=extend, along=along)

    def _to_outermost(self, *, forwards: bool, extend: bool) -> None:
        text = self._text()
        found = None if text is None else moving.outer_caret(text, not forwards)
        if text is not None and found is not None and self.place != TextPosition(text.page, found):
            self._go(TextPosition(text.page, found), extend=extend)

    def _to_point(self, at: PagePoint, *, extend: bool) -> None:
        text = None if self._texts is None else self._texts.get(at.page)
        if text is None:
            self._await(at.page, partial(self._to_point, at, extend=extend))
        elif text.lines:
            self._go(TextPosition(at.page, caret_at(text, at.point)), extend=extend)

    def _await(self, page: int, then: Callable[[], None]) -> None:
        if self._texts is not None and self._texts.has_words(page) is None:
            self._awaited = page, then
            self._texts.want((page,))

    def _start(self, texts: PageTexts, again: Callable[[], None]) -> TextPosition | None:
        """Return the place to begin at; while a text in view is missing none, and `again` is done when it has come."""
        camera = self._stage.camera
        found = selection_end(self._selection, texts.known) or place_under(self._pointer.pressed_at, camera, texts.known)
        if found is not None:
            return found
        for page in camera.pages:
            if texts.has_words(page) is None:
                self._await(page, again)
                return None
            found = first_in_view(camera, texts.get(page))
            if found is not None:
                return found
        self.wordless.emit()
        return None

    def _on_text_arrived(self, page: int) -> None:
        if self._awaited is not None and self._awaited[0] == page and self.sender() is self._texts:
            then = self._awaited[1]
            self._awaited = None
            then()

    def _on_gesture_ended(self) -> None:
        """Stand where the mouse was."""
        if self.place is None or self._texts is None:
            return
        texts = self._texts.known
        found = selection_end(self._selection, texts) or place_under(self._pointer.pressed_at, self._stage.camera, texts)
        if found is not None and found != self.place:
            self._stand(found)

    def _on_kind_changed(self, kind: str) -> None:
        if kind == ToolKind.REGION:
            self.hide()
