"""From a selection to a wish: the bar under it, the stance that was used last, and the request that goes out.

Owns the bar and when it shows. The selection itself is `SelectionModel`'s, and keeping a passage is somebody else's.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from PySide6.QtCore import QObject, QRect, QRectF, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from reviewer.model.anchor import TextPosition
from reviewer.model.geometry import Rect
from reviewer.model.ids import DocumentId
from reviewer.model.spans import MarkRequest
from reviewer.model.stance import Stance
from reviewer.ui.look.theme import Theme
from reviewer.ui.viewer.geometry.stage import Stage
from reviewer.ui.viewer.gestures.selection import SelectionModel
from reviewer.ui.viewer.gestures.selection_bar import SelectionBar
from reviewer.ui.viewer.gestures.tools import TextDraft, TextTool


class Marking(QObject):
    """What can be done with a selection.

    Signals:
        mark_requested: A `MarkRequest`.
        selection_changed: Whether something is selected now.
        reselected: Something is selected that was not being dragged over, in place of what was or of nothing.
        claim_number_requested: The selection is to be tagged to the claim of this number, 1 to 9.
        claim_choice_requested: The bar's claim button was pressed: a global `QPoint` to open a list at.

    """

    mark_requested = Signal(object)
    selection_changed = Signal(bool)
    reselected = Signal()
    claim_number_requested = Signal(int)
    claim_choice_requested = Signal(object)

    def __init__(self, viewport: QWidget, stage: Stage, theme: Theme, take_focus: Callable[[], None]) -> None:
        super().__init__(viewport)
        self._stage = stage
        self._viewport = viewport
        self._theme = theme
        self._take_focus = take_focus
        self._selection: SelectionModel | None = None
        self._had = False
        self.document = DocumentId("")
        self._has_bar = False

    @cached_property
    def bar(self) -> SelectionBar:
        """The bar; made when it is first needed, so that no page waits for it."""
        bar = SelectionBar(self._theme, self._viewport)
        bar.stance_chosen.connect(self._on_bar_stance_chosen)
        bar.copy_requested.connect(self.copy)
        bar.left.connect(self.clear)
        bar.claim_choice_requested.connect(self.claim_choice_requested)
        self._has_bar = True
        return bar

    @property
    def selection(self) -> SelectionModel | None:
        """The selection of the document that is shown."""
        return self._selection

    @property
    def has_selection(self) -> bool:
        """Whether something is selected and not still being dragged over."""
        return self._selection is not None and self._selection.draft is not None and not self._selection.dragging

    @property
    def start(self) -> TextPosition | None:
        """Where selected text begins; None for a region or nothing."""
        draft = self._selection.draft if self._selection is not None else None
        return draft.start if isinstance(draft, TextDraft) else None

    def choose(self, start: TextPosition, end: TextPosition) -> None:
        """Select text by where it stands, as if it had been selected by keys."""
        if self._selection is not None:
            self._selection.choose(TextTool(start, end))

    def attach(self, selection: SelectionModel | None, document: DocumentId) -> None:
        """Work on another document, or on none."""
        self._selection, self.document = selection, document
        if selection is not None:
            selection.changed.connect(self._on_changed)
        self.refresh()

    def request(self, stance: Stance | None, *, pick_claim: bool = False) -> None:
        """Ask for the selection to be kept; without one nothing happens."""
        if self._selection is None or not self.has_selection:
            return
        span = self._selection.span(self.document)
        if span is not None:
            self.mark_requested.emit(MarkRequest(span, stance, None, pick_claim))

    @property
    def text(self) -> str:
        """The selected text as printed; "" for a region or nothing."""
        return "" if self._selection is None else self._selection.text()

    @property
    def joined_text(self) -> str:
        """The selected text as it is copied: words whole that a line end breaks, rows as rows; "" for a region or nothing."""
        return "" if self._selection is None else self._selection.copied()

    def text_up_to(self, most: int) -> str:
        """Return the first `most` characters of the selected text: of many pages all of it takes a while."""
        return "" if self._selection is None else self._selection.text(most)

    def copy(self) -> None:
        """Put the selected text on the clipboard as plain text, for a mail or a table."""
        if text := self.joined_text:
            QGuiApplication.clipboard().setText(text)

    def tell(self, notice: str) -> None:
        """Say at the selection what is to be known before it is kept or copied; "" for nothing."""
        if notice or self._has_bar:
            self.bar.set_notice(notice if self.has_selection else "")
            self.refresh()

    def clear(self) -> None:
        """Drop the selection."""
        if self._selection is not None:
            self._selection.clear()
        self.refresh()

    def refresh(self) -> None:
        """Bring the bar to where the selection stands now, or take it away."""
        has = self.has_selection
        selected = self._selected_rect() if has else None
        if selected is not None and (self.bar.writable or self.text_up_to(1)):
            downwards, upwards = self._selection.grows if self._selection is not None else (False, False)
            self.bar.place(selected, self._text_in_view(), downwards=downwards, upwards=upwards)
        elif self._has_bar and self.bar.isVisible():
            focused = QApplication.focusWidget()
            had_focus = focused is not None and self.bar.isAncestorOf(focused)
            self.bar.hide()
            if had_focus:
                self._take_focus()
        if has != self._had:
            self._had = has
            self.selection_changed.emit(has)

    def _on_changed(self) -> None:
        self.refresh()
        if self.has_selection:
            self.reselected.emit()

    def _selected_rect(self) -> QRect | None:
        """Return the rectangle around what is in view of the selection, or None where nothing is."""
        if self._selection is None:
            return None
        found = self._stage.camera.part_in_view(self._selection.quads)
        return None if found is None else _aligned(found)

    def _text_in_view(self) -> list[QRect]:
        """Return the rectangles around the lines of text that are in view, as far as their text is there."""
        camera, selection = self._stage.camera, self._selection
        if selection is None:
            return []
        found: list[QRect] = []
        room = self._viewport.rect()
        for page in camera.pages:
            part = camera.part_of_page(page).grown(1.0)
            near = (one for one in selection.lines_on(page) if one.intersection(part))
            found += (one for one in map(_aligned, camera.view_rects(page, near)) if one.intersects(room))
        return found

    def _on_bar_stance_chosen(self, stance: Stance | None, pick_claim: bool) -> None:
        self.request(stance, pick_claim=pick_claim)


def _aligned(rect: Rect) -> QRect:
    return QRectF(rect.x0, rect.y0, rect.width, rect.height).toAlignedRect()
