"""The mouse over the pages: what a press begins, what a drag extends, what a click chooses, and what the cursor says.

Owns the gesture between press and release and the automatic scrolling at the view's edges. What a gesture selects is the tools',
where it lies is the camera's.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from reviewer.model.anchor import TextPosition
from reviewer.ui.viewer.geometry.camera import ViewPoint
from reviewer.ui.viewer.geometry.page_layout import PagePoint
from reviewer.ui.viewer.geometry.stage import Stage
from reviewer.ui.viewer.gestures.aim import Aim, Pointed
from reviewer.ui.viewer.gestures.edge_scroll import scroll_step
from reviewer.ui.viewer.gestures.selection import SelectionModel
from reviewer.ui.viewer.gestures.tools import RegionTool, TextTool, ToolKind, Unit
from reviewer.ui.viewer.marks.overlay import Overlay
from reviewer.ui.viewer.pixels.page_texts import PageTexts

DRAG_PX = 4
"""How far the pointer must move before a press is a drag."""

SCROLL_MS = 16


class Pointer(QObject):
    """Turns mouse events of the viewport into selections and clicks.

    Attributes:
        aim: Looks up what is under the pointer.
        kind: What a drag makes.
        pressed_at: Where on the pages the button was last pressed.
        caret: Returns where the caret stands, or None: with Shift, and nothing selected, a gesture goes on from there.

    Signals:
        passage_clicked: A click without a drag: the passage under it, or ""; and "" after a drag, for it meant something else.
        wordless: A drag found nothing to select.
        page_clicked: The same where there is no passage: a `PagePoint`.
        passage_double_clicked: A double click on a margin mark.
        passage_hovered: The passage under the pointer changed; "" for none.
        passages_hovered: All passages under the pointer, at every move of it.
        gesture_ended: The button was released, or the gesture dropped.
        kind_changed: What a drag makes: "text" or "region".

    """

    passage_clicked = Signal(str)
    wordless = Signal()
    page_clicked = Signal(object)
    passage_double_clicked = Signal(str)
    passage_hovered = Signal(str)
    passages_hovered = Signal(tuple)
    gesture_ended = Signal()
    kind_changed = Signal(str)

    def __init__(self, viewport: QWidget, stage: Stage, overlay: Overlay) -> None:
        super().__init__(viewport)
        self._viewport = viewport
        self._stage = stage
        self._overlay = overlay
        self.aim = Aim(stage, overlay)
        self._texts: PageTexts | None = None
        self._selection: SelectionModel | None = None
        self.kind = ToolKind.TEXT
        self.pressed_at: PagePoint | None = None
        self.caret: Callable[[], TextPosition | None] = lambda: None
        self._pressed: QPointF | None = None
        self._last = QPointF()
        self._moved = False
        self._clicks = 0
        self._triple = QTimer(self, singleShot=True)
        self._scroller = QTimer(self, interval=SCROLL_MS)
        self._scroller.timeout.connect(self._on_scroller_timeout)

    def attach(self, texts: PageTexts | None, selection: SelectionModel | None) -> None:
        """Work on another document, or on none."""
        self._texts, self._selection = texts, selection
        self._scroller.stop()
        self._pressed = self.pressed_at = None
        if texts is not None:
            texts.arrived.connect(self._on_text_arrived)

    def set_kind(self, kind: ToolKind) -> None:
        """Choose what a drag makes."""
        if kind is not self.kind:
            self.kind = kind
            self.refresh_cursor()
            self.kind_changed.emit(str(kind))

    def switch_kind(self) -> None:
        """Change between text and regions."""
        self.set_kind(ToolKind.TEXT if self.kind is ToolKind.REGION else ToolKind.REGION)

    def handle(self, event: QEvent) -> bool:
        """Take an event of the viewport; False for those that are not the mouse's."""
        if isinstance(event, QMouseEvent):
            match event.type():
                case QEvent.Type.MouseButtonPress:
                    self.press(event)
                case QEvent.Type.MouseButtonDblClick:
                    self.double_click(event)
                case QEvent.Type.MouseMove:
                    self.move(event)
                case QEvent.Type.MouseButtonRelease:
                    self.release(event)
                case _:
                    return False
            return True
        if event.type() == QEvent.Type.Leave:
            self.hover(None)
        return False

    def press(self, event: QMouseEvent) -> None:
        """Begin a gesture, or go on with the last one (Shift)."""
        if self._selection is None or event.button() != Qt.MouseButton.LeftButton:
            return
        place, keys = event.position(), event.modifiers()
        near = (place - self._last).manhattanLength() <= DRAG_PX
        self._clicks = 3 if self._triple.isActive() and near else 1
        self._triple.stop()
        self._pressed, self._last, self._moved = place, place, False
        shift, alt = bool(keys & Qt.KeyboardModifier.ShiftModifier), bool(keys & Qt.KeyboardModifier.AltModifier)
        if shift and not alt and self.kind is ToolKind.TEXT and self._extend(place):
            return
        self._begin(place, Unit.LINE if self._clicks == 3 else Unit.CHARACTER, anywhere=shift and alt)

    def double_click(self, event: QMouseEvent) -> None:
        """Take the word under the pointer; the next press close by takes the line."""
        if self._selection is None or event.button() != Qt.MouseButton.LeftButton:
            return
        badge = self.aim.badge_at(event.position())
        if badge:
            self._pressed = None
            self.passage_double_clicked.emit(badge)
            return
        self._clicks = 2
        self._pressed, self._last, self._moved = event.position(), event.position(), False
        self._triple.start(QApplication.doubleClickInterval())
        self._begin(event.position(), Unit.WORD)

    def move(self, event: QMouseEvent) -> None:
        """Extend the gesture, or say what is under the pointer."""
        if self._selection is None:
            return
        place = event.position()
        if self._pressed is None:
            self.hover(place)
            return
        self._last = place
        if not self._moved and (place - self._pressed).manhattanLength() < DRAG_PX:
            return
        self._moved = True
        self._follow()
        outside = not scroll_step(self._viewport, place).isNull()
        if outside and not self._scroller.isActive():
            self._scroller.start()
        elif not outside:
            self._scroller.stop()

    def release(self, event: QMouseEvent) -> None:
        """End the gesture; without a drag it was a click."""
        if self._selection is None or event.button() != Qt.MouseButton.LeftButton or self._pressed is None:
            return
        self._pressed = None
        self._scroller.stop()
        self._selection.end()
        meant = self._moved or self._clicks > 1
        if self._selection.draft is None and not (meant and self._selection.waiting):
            self._selection.clear()
            if self._moved:
                self.wordless.emit()
            else:
                self._click(event.position())
        if self._moved:
            self.passage_clicked.emit("")
        self.gesture_ended.emit()
        self.hover(event.position())

    def _click(self, place: QPointF) -> None:
        passage, at = self.aim.clicked(place), self._stage.camera.page_point(ViewPoint(place.x(), place.y()))
        self.passage_clicked.emit(passage)
        if at is not None and not passage:
            self.page_clicked.emit(at)

    @property
    def is_dragging(self) -> bool:
        """Whether a gesture is under way."""
        return self._pressed is not None

    def cancel(self) -> bool:
        """Drop a gesture that is under way; False where there was none."""
        if self._pressed is None or self._selection is None:
            return False
        self._pressed = None
        self._scroller.stop()
        self._selection.clear()
        self.gesture_ended.emit()
        return True

    def hover(self, place: QPointF | None) -> None:
        """Say what is under the pointer, by cursor and signal; None when it left."""
        pointed = None if place is None else self.aim.look(place)
        passages = () if pointed is None else pointed.passages
        passage = passages[0] if passages else ""
        self.passages_hovered.emit(passages)
        if passage != self._overlay.hovered:
            self._overlay.hovered = passage
            self.passage_hovered.emit(passage)
        if pointed is not None:
            self._show_cursor(pointed)

    def refresh_cursor(self) -> None:
        """Set the cursor anew where the pointer stands still: the tool changed, or what is known of the page."""
        place = self._viewport.mapFromGlobal(self._viewport.cursor().pos())
        if self._selection is not None and self._viewport.rect().contains(place):
            self._show_cursor(self.aim.look(QPointF(place)))

    def _show_cursor(self, pointed: Pointed) -> None:
        regions = self.kind is ToolKind.REGION or (pointed.at is not None and self._is_wordless(pointed.at))
        self._viewport.setCursor(self.aim.cursor_over(pointed, self._texts, regions=regions))

    def _begin(self, place: QPointF, unit: Unit, *, anywhere: bool = False) -> None:
        selection, texts = self._selection, self._texts
        assert selection is not None
        assert texts is not None
        selection.clear()
        on_page = self._stage.camera.page_point(ViewPoint(place.x(), place.y()))
        at = on_page or self._nearest(place, unit)
        if at is None or self.aim.badge_at(place):
            return
        self.pressed_at = on_page or self.pressed_at
        texts.want([at.page])
        if anywhere or self._is_wordless(at) or self.kind is ToolKind.REGION:
            if unit is Unit.CHARACTER:
                selection.begin(self.aim.region_tool(at))
        else:
            selection.begin(TextTool.pressed(at, unit))

    def _is_wordless(self, at: PagePoint) -> bool:
        """Tell whether a drag from there makes a region, as far as is known: else it may turn out so while it goes on."""
        return self._texts is not None and self._texts.has_words_at(at) is False

    def _nearest(self, place: QPointF, unit: Unit) -> PagePoint | None:
        """Return where a drag begins that is begun beside the pages: at the edge of the nearest; a click there is for none."""
        is_for_drag = unit is Unit.CHARACTER and self._stage.layout.count > 0
        return self._stage.camera.nearest_page_point(ViewPoint(place.x(), place.y())) if is_for_drag else None

    def _extend(self, place: QPointF) -> bool:
        assert self._selection is not None
        at, caret = self._stage.camera.nearest_page_point(ViewPoint(place.x(), place.y())), self.caret()
        if caret is not None and not isinstance(self._selection.tool, TextTool):
            self._selection.begin(TextTool(caret, caret))
        elif self._selection.tool is None and self.pressed_at is not None and not self._is_wordless(self.pressed_at):
            self._selection.begin(TextTool.pressed(self.pressed_at, Unit.CHARACTER))
        if not self._selection.extend(at):
            return False
        self._moved = True
        return True

    def _follow(self) -> None:
        selection = self._selection
        if selection is None:
            return
        at, camera = ViewPoint(self._last.x(), self._last.y()), self._stage.camera
        if isinstance(selection.tool, RegionTool):
            selection.move(camera.point_on(selection.tool.anchor.page, at))
        else:
            selection.move(camera.nearest_page_point(at))

    def _on_text_arrived(self, page: int) -> None:
        """A page turned out to have no words where a drag had begun on it: the drag makes a region."""
        selection, texts = self._selection, self._texts
        if selection is None or texts is None or self.sender() is not texts:
            return
        tool = selection.tool
        if not isinstance(tool, TextTool) or tool.anchor.page != page or tool.unit is not Unit.CHARACTER:
            return
        if not isinstance(tool.anchor, PagePoint) or not isinstance(tool.head, PagePoint) or texts.has_words_at(tool.anchor):
            return
        selection.begin(self.aim.region_tool(tool.anchor))
        selection.move(tool.head)
        if self._pressed is None:
            selection.end()
            self.gesture_ended.emit()

    def _on_scroller_timeout(self) -> None:
        step, dpr = scroll_step(self._viewport, self._last), self._stage.camera.dpr
        self._stage.scroll_by(step.x() * dpr, step.y() * dpr)
        self._follow()
