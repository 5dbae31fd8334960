"""The parts of one page view put together, and the document that lies on them.

Owns who is told what: movement goes to the supply, the bar and the painter; pixels, texts and selections that have arrived go to
whatever shows them. Decides nothing by itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractScrollArea

from reviewer.documents.text.page.direction import is_mostly_backward
from reviewer.model.ids import DocumentId
from reviewer.model.overview import ReadingPlace
from reviewer.model.page import PageInfo
from reviewer.ui.look.theme import Theme
from reviewer.ui.tasks import Tasks
from reviewer.ui.viewer.geometry.place_keeper import PlaceKeeper
from reviewer.ui.viewer.geometry.scroller import Scroller
from reviewer.ui.viewer.geometry.stage import Stage
from reviewer.ui.viewer.gestures.caret import Caret
from reviewer.ui.viewer.gestures.caret_places import middle_of
from reviewer.ui.viewer.gestures.following import Following
from reviewer.ui.viewer.gestures.key_hint import KeyHint
from reviewer.ui.viewer.gestures.keyed_region import KeyedRegion
from reviewer.ui.viewer.gestures.leading import Leading
from reviewer.ui.viewer.gestures.marking import Marking
from reviewer.ui.viewer.gestures.pointer import Pointer
from reviewer.ui.viewer.gestures.selection import SelectionModel
from reviewer.ui.viewer.gestures.tools import RegionDraft
from reviewer.ui.viewer.gestures.unseen import UnseenWords
from reviewer.ui.viewer.gestures.whole_page import WholePage
from reviewer.ui.viewer.kept_caret import kept_over_texts
from reviewer.ui.viewer.looked_at import LookedAt
from reviewer.ui.viewer.marks.hits import HitMarks
from reviewer.ui.viewer.marks.overlay import Overlay
from reviewer.ui.viewer.marks.passages import Passages
from reviewer.ui.viewer.marks.tick_scroll_bar import TickScrollBar
from reviewer.ui.viewer.narrator import MOST_CHARS
from reviewer.ui.viewer.navigator import Navigator
from reviewer.ui.viewer.page_notices import PageNotices
from reviewer.ui.viewer.page_painter import PagePainter, Scene
from reviewer.ui.viewer.page_words import PageWords
from reviewer.ui.viewer.pixels.pixel_painter import page_area
from reviewer.ui.viewer.pixels.supply import DocumentSource, Supply
from reviewer.ui.viewer.reading_aloud import ReadingAloud
from reviewer.ui.viewer.spreads import Spreads

UNNAMED = DocumentId("")
"""Stands for a document whose import is not through yet."""

RING_PX = 2
"""Logical pixels of the ring around the view when Tab brought the keyboard to it."""

_BY_KEYS = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class Workbench(QObject):
    """Everything behind a page view.

    Signals:
        repaint_needed: Something in view looks different now.
        page_shown: Something of this page (from 0) can be seen: pixels, or why there are none.
        page_drawn: Pixels of this page (from 0) have come.

    """

    repaint_needed = Signal()
    page_shown = Signal(int)
    page_drawn = Signal(int)

    def __init__(self, area: QAbstractScrollArea, ticks: TickScrollBar, tasks: Tasks, theme: Theme) -> None:
        super().__init__(area)
        self._tasks = tasks
        self._supply: Supply | None = None
        self._area, self._viewport, self._theme = area, area.viewport(), theme
        self._ringed = False
        self.scene = Scene()
        self.words = PageWords(self)
        self.stage = Stage(area)
        self.stage.begins_right = self._begins_right
        self.overlay = Overlay(theme, self.words.of)
        self.navigator = Navigator(self.stage, self.overlay)
        self.hits = HitMarks(self.stage, self.words.of, self.words.want, self.words.replaced)
        self.scroller = Scroller(self.stage)
        self.places = PlaceKeeper(self.stage)
        self.looked_at = LookedAt(self.stage, lambda: self._supply)
        self.pointer = Pointer(area.viewport(), self.stage, self.overlay)
        self.caret = kept_over_texts(Caret(self.stage, self.scroller, self.pointer), self.words)
        self.region = KeyedRegion(self.stage)
        self.marking = Marking(area.viewport(), self.stage, theme, area.setFocus)
        self.whole_page = WholePage(self.stage, self.pointer)
        self.unseen = UnseenWords(self.marking, self.overlay)
        self.hint = KeyHint(self.caret, self.region, self.pointer, self.marking, self.whole_page)
        self.following = Following(area, self.stage, theme, self.pointer, self.navigator.go_to_page)
        self.passages = Passages(self.overlay, self.stage, ticks, area.viewport())
        self.spreads = Spreads(self.stage, self.passages)
        self.aloud = ReadingAloud(area, self.stage, self.overlay, self.spreads, self.following)
        self.aloud.text_of, self.aloud.go_to_passage = self.words.of, self.navigator.go_to_passage
        self.narrator = self.aloud.narrator
        self._notices = PageNotices(area.viewport(), theme)
        self._painter = PagePainter(theme, self.overlay, self.hits)
        self.words.arrived.connect(self._on_text_arrived)
        self.stage.moved.connect(self._on_stage_moved)
        self.places.page_changed.connect(self.aloud.page_read)
        self.passages.changed.connect(self._on_passages_changed)
        self.hits.changed.connect(self._on_hits_changed)
        self.hits.leaving.connect(lambda at_start: self.navigator.leave(remember=at_start))
        self.pointer.gesture_ended.connect(self._on_gesture_ended)
        self.pointer.passage_clicked.connect(self.navigator.choose)
        self.pointer.passage_double_clicked.connect(self.navigator.activate)
        self.pointer.passage_hovered.connect(self.passages.repaint_hovered)
        self.pointer.passages_hovered.connect(self.passages.say)
        self.navigator.passage_chosen.connect(self._on_passage_chosen)
        self.caret.moved.connect(self._on_caret_moved)
        self.region.taken.connect(self._on_gesture_ended)
        self._connect_hint()
        self._notices.try_again_requested.connect(self._on_try_again_requested)
        theme.changed.connect(self.repaint_needed)
        for one in (area, area.viewport()):
            one.installEventFilter(self)

    def _connect_hint(self) -> None:
        self.hint.changed.connect(lambda: self.narrator.announce(self.hint.words))
        self.hint.attach(self.unseen)
        self.hint.link_words = lambda: self.following.words_at(middle_of(self.caret.edge))
        self.following.learnt.connect(self.hint.look)
        self.unseen.changed.connect(self.repaint_needed)

    def open(
        self,
        source: DocumentSource,
        pages: Sequence[PageInfo],
        *,
        is_image: bool,
        place: ReadingPlace | None,
        turn: int,
        name: DocumentId,
    ) -> None:
        """Lay a document on the bench."""
        self.close()
        supply = Supply(source, self._tasks, self._needs_text, self)
        selection = SelectionModel(supply.texts, supply)
        supply.page_changed.connect(self._on_supply_page_changed)
        supply.page_changed.connect(self.page_shown)
        supply.renderer.tile_ready.connect(self.page_drawn)
        selection.changed.connect(self._on_selection_changed)
        self._supply = supply
        self.words.attach(supply, selection, lambda: self.pointer.pressed_at)
        self.pointer.attach(supply.texts, selection)
        self.following.attach(supply.hyperlinks, Leading(source, self._tasks, self.stage, supply))
        self.caret.attach(supply.texts, selection)
        self.whole_page.attach(supply.texts, selection)
        self.region.attach(selection)
        self.marking.attach(selection, name)
        self.unseen.attach(supply)
        self.stage.open(pages, source.page_count, is_image=is_image, turn=turn)
        self.aloud.begin()
        if place is not None:
            self.places.restore(place)

    def close(self) -> None:
        """Clear the bench: a closed view may live on for long, and then holds nothing of the document."""
        if self._supply is None:
            return
        self.marking.clear()
        supply, self._supply = self._supply, None
        self.words.attach(None)
        self.unseen.attach(None)
        supply.stop()
        supply.deleteLater()
        self.scene.draft, self.scene.quads = None, ()
        self.pointer.attach(None, None)
        self.following.attach(None, None)
        self.caret.attach(None, None)
        self.whole_page.attach(None, None)
        self.region.attach(None)
        self.marking.attach(None, UNNAMED)
        self.navigator.forget()
        self.hits.show(None)
        self.places.forget()
        self.passages.clear()
        self._painter.forget()
        self.stage.open((), 0, is_image=False)
        self.narrator.page_read("")

    def extend(self, pages: Sequence[PageInfo]) -> None:
        """Take true sizes of pages."""
        self.overlay.forget()
        self.stage.extend(pages)
        self.passages.place_ticks()
        self.aloud.page_read(self.stage.camera.current_page, self.stage.layout.count)

    def turn(self, degrees: int) -> None:
        """Turn all pages clockwise."""
        self.overlay.forget()
        self.stage.turn(degrees)
        self.passages.place_ticks()

    def paint(self, painter: QPainter, clip: QRectF) -> None:
        """Paint the part `clip` of the view, given in logical pixels."""
        dpr = self.stage.camera.dpr
        part = QRectF(clip.x() * dpr, clip.y() * dpr, clip.width() * dpr, clip.height() * dpr)
        painter.save()
        if self._painter.paint(painter, self.stage.camera, self._supply, self.scene, part):
            QTimer.singleShot(0, self, self.repaint_needed.emit)
        painter.restore()
        if self._ringed:
            painter.setPen(QPen(self._theme.token("accent"), RING_PX))
            painter.drawRect(QRectF(self._viewport.rect()).adjusted(*(RING_PX / 2,) * 2, *(-RING_PX / 2,) * 2))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hand the viewport's mouse events to the pointer; follow a change of its screen's scale, and where the keyboard is."""
        if watched is self._area:
            if isinstance(event, QFocusEvent):
                self._ringed = event.gotFocus() and event.reason() in _BY_KEYS
                self._show_caret(focused=event.gotFocus())
            return False
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self.stage.resized()
        return self.pointer.handle(event)

    def _begins_right(self, page: int) -> bool:
        """Tell which way a page is read by its words, or by those of the page that was read before, which are there."""
        text = self.words.of(page) or self.words.of(self.stage.camera.current_page)
        return text is not None and is_mostly_backward(text.text)

    def _on_hits_changed(self) -> None:
        if self._supply is not None:
            self._supply.look(self.stage.camera)
        self.repaint_needed.emit()

    def _on_stage_moved(self) -> None:
        if self._supply is not None:
            self._supply.look(self.stage.camera)
        self._notices.look(self.stage.camera, self._supply.renderer if self._supply else None)
        self.marking.refresh()
        self.repaint_needed.emit()

    def _on_passages_changed(self) -> None:
        self.navigator.marks_changed()
        if self._supply is not None:
            self._supply.look(self.stage.camera)
        self.aloud.speak()

    def _on_supply_page_changed(self, page: int) -> None:
        camera = self.stage.camera
        if self._supply is not None and page in camera.pages and not page_area(camera, page).isEmpty():
            self._notices.look(camera, self._supply.renderer)
            self.repaint_needed.emit()

    def _on_text_arrived(self, page: int) -> None:
        self.hits.text_arrived(page)
        if self.overlay.index.on_page(page):
            self.overlay.text_arrived(page)
            if page in self.stage.camera.pages:
                self.repaint_needed.emit()
        self.aloud.speak()

    def _needs_text(self, page: int) -> bool:
        """Tell whether what is shown on a page depends on its words: where bars stand, and what was looked for."""
        return self.hits.on_show or bool(self.overlay.index.on_page(page))

    def _on_selection_changed(self) -> None:
        selection = self.marking.selection
        if selection is None:
            return
        self.scene.draft, self.scene.quads = selection.draft, selection.quads
        if not selection.dragging:
            self._say_selection()
        self.repaint_needed.emit()

    def _on_gesture_ended(self) -> None:
        self.marking.refresh()
        self._say_selection()

    def _say_selection(self) -> None:
        self.narrator.selected(self.marking.text_up_to(MOST_CHARS), region=isinstance(self.scene.draft, RegionDraft))

    def _on_caret_moved(self) -> None:
        if not self.marking.has_selection:
            self.narrator.caret(self.caret.line_words, self.caret.passed)
        self._show_caret(focused=self._area.hasFocus())

    def _show_caret(self, *, focused: bool) -> None:
        """Paint the caret while the page has the keyboard."""
        self.scene.caret = self.caret.edge if focused else None
        self.repaint_needed.emit()

    def _on_passage_chosen(self, passage: str) -> None:
        self.unseen.look()
        self.narrator.chosen(self.overlay.index.get(passage))
        self.repaint_needed.emit()

    def _on_try_again_requested(self, page: int) -> None:
        if self._supply is not None:
            self._supply.try_again(page)
