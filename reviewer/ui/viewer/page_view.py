"""The widget that shows a document: pages in rows of one or two, marks over them, a selection and the bar below it.

Owns the composition of the viewer's parts and the view's public face. It knows nothing of cases: wishes go out as signals.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from reviewer.model.geometry import PageQuad, Quad, Rect
from reviewer.model.ids import DocumentId
from reviewer.model.overview import ReadingPlace
from reviewer.model.page import PageInfo
from reviewer.model.stance import Stance
from reviewer.ui.look.theme import Theme
from reviewer.ui.tasks import Tasks
from reviewer.ui.viewer.geometry.zooming import ZoomMode
from reviewer.ui.viewer.gestures.tools import ToolKind
from reviewer.ui.viewer.keyboard import Keyboard
from reviewer.ui.viewer.marks.tick_scroll_bar import TickScrollBar
from reviewer.ui.viewer.menu_place import menu_place
from reviewer.ui.viewer.pixels.supply import DocumentSource
from reviewer.ui.viewer.workbench import UNNAMED, Workbench


class PageView(QAbstractScrollArea):
    """Shows one document and lets a person mark passages in it.

    Attributes:
        hits: The words that are looked for.
        passages: The marks over the pages; those of a case are set there.
        spreads: Whether two pages stand side by side.
        places: Where the reader is, to be remembered.
        navigator: Goes places, and back.
        following: Follows what leads somewhere.
        caret: The place in the text from which keys select.
        hint: What the keys do just now, in a sentence.
        bar: The bar at a selection: what can be made of it, and for which claim.
        words: The words of its pages as far as they are known, and how others take their place.

    Signals:
        selection_changed: Whether something is selected.
        place_changed: The page in view (from 0) and the number of pages.
        moved: Other parts of the pages are in view.
        place_settled: A `ReadingPlace` worth remembering, half a second after the last movement.
        zoom_changed: The zoom (1.0 is 100 %) and how it is kept: "free", "width" or "page".
        mark_requested: A `MarkRequest`. The selection stays until `clear_selection` is called.
        claim_number_requested: Alt+1 … Alt+9 with a selection: tag it to the claim of that number.
        claim_choice_requested: The bar's claim button was pressed: a global `QPoint` to open a list at.
        passage_activated: Enter on the chosen passage, or a double click on its margin mark: its id.
        passage_selected: A passage became the chosen one (click, F6), or "" for none.
        passage_hovered: The passage under the pointer, or "" for none.
        passage_removal_requested: Delete was pressed on the chosen passage.
        menu_requested: A context menu is wanted, at a `MenuPlace`.
        tool_changed: "text" or "region".
        inverted_changed: Whether the page is shown inverted for reading.
        history_changed: Whether `back` leads anywhere, and `forward`.
        page_shown: Something of this page (from 0) can be seen: pixels, or why there are none.
        page_drawn: Pixels of this page (from 0) have come.
    """

    selection_changed = Signal(bool)
    place_changed, moved = Signal(int, int), Signal()
    place_settled = Signal(object)
    zoom_changed = Signal(float, str)
    mark_requested = Signal(object)
    claim_number_requested = Signal(int)
    claim_choice_requested = Signal(object)
    passage_activated = Signal(str)
    passage_selected = Signal(str)
    passage_hovered = Signal(str)
    passage_removal_requested = Signal(str)
    menu_requested = Signal(object)
    tool_changed = Signal(str)
    inverted_changed = Signal(bool)
    history_changed = Signal(bool, bool)
    page_shown = Signal(int)
    page_drawn = Signal(int)

    def __init__(self, tasks: Tasks, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ticks = TickScrollBar(theme, self)
        self.setVerticalScrollBar(ticks)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        bench = self._bench = Workbench(self, ticks, tasks, theme)
        self.hits, self.passages, self.spreads, self.words = bench.hits, bench.passages, bench.spreads, bench.words
        self.places, self.navigator, self.following, self.marking = bench.places, bench.navigator, bench.following, bench.marking
        self.looked_at = bench.looked_at
        self.caret, self.whole_page, self.hint, self.bar = bench.caret, bench.whole_page, bench.hint, bench.marking.bar
        self._keyboard = Keyboard(bench)
        self._connect()

    def open(
        self,
        document: DocumentSource,
        pages: Sequence[PageInfo],
        *,
        is_image: bool,
        place: ReadingPlace | None = None,
        turn: int = 0,
        document_id: DocumentId = UNNAMED,
    ) -> None:
        """Show a document, turned clockwise by `turn` degrees.

        `pages` may be only the first ones; sizes of the others are guessed until `extend_pages`.
        """
        self._bench.open(document, pages, is_image=is_image, place=place, turn=turn, name=document_id)

    def set_document_id(self, document_id: DocumentId) -> None:
        """Name the document in later mark requests: a file may be shown before its import is through."""
        self._bench.marking.document = document_id

    def name_after(self, words: str) -> None:
        """Name the view for screen readers; which page is read follows by itself."""
        self._bench.narrator.name_after(words)

    def extend_pages(self, pages: Sequence[PageInfo]) -> None:
        """Take the true sizes of pages; what is in view stays where it is."""
        self._bench.extend(pages)

    def close_document(self) -> None:
        """Forget the document and everything drawn of it. The `OpenDocument` itself is closed by whoever opened it."""
        self._bench.close()

    def select_passage(self, passage: str) -> None:
        """Ring a passage as the chosen one without moving; "" for none."""
        self._bench.navigator.choose(passage)

    @property
    def selected_passage(self) -> str:
        """The chosen passage, or "" for none."""
        return self._bench.overlay.chosen

    def go_to_page(self, page: int, part: Rect | None = None, ringed: Sequence[Quad] = ()) -> None:
        """Bring the top of a page (from 0), or a part of it, into view, something ringed; remember where the reader was."""
        self._bench.navigator.go_to_page(page, part, ringed)

    def go_to_passage(self, passage: str) -> None:
        """Bring a passage into view, choose it, and remember where the reader was."""
        self._bench.navigator.go_to_passage(passage)

    @property
    def current_page(self) -> int:
        """The page that is read, from 0."""
        return self._bench.stage.camera.current_page

    @property
    def pages_in_view(self) -> range:
        """The pages that can be seen, from 0."""
        return self._bench.stage.camera.pages

    @property
    def page_count(self) -> int:
        """How many pages the document has; 0 without a document."""
        return self._bench.stage.layout.count

    @property
    def zoom(self) -> float:
        """1.0 is 100 %: 96 logical pixels an inch for pages, one device pixel a pixel for images."""
        return self._bench.stage.zooming.zoom

    @property
    def zoom_mode(self) -> str:
        """How the zoom is kept when the window changes: free, width or page."""
        return str(self._bench.stage.zooming.mode)

    def set_zoom(self, zoom: float) -> None:
        """Zoom to a factor between 0.1 and 8 about the middle of the view."""
        self._bench.stage.set_zoom(zoom)

    def zoom_in(self) -> None:
        """Zoom to the next larger step."""
        self._bench.stage.zoom_in()

    def zoom_out(self) -> None:
        """Zoom to the next smaller step."""
        self._bench.stage.zoom_out()

    def fit_width(self) -> None:
        """Fit the page's width to the view, and keep it so when the window changes."""
        self._bench.stage.set_mode(ZoomMode.WIDTH)

    def fit_page(self) -> None:
        """Fit whole pages to the view, and keep it so when the window changes."""
        self._bench.stage.set_mode(ZoomMode.PAGE)

    def rotate_view(self, degrees: int = 90) -> None:
        """Turn all pages clockwise for reading only."""
        self._bench.turn(degrees)

    @property
    def turned(self) -> int:
        """By how many degrees all pages are turned clockwise for reading: 0, 90, 180 or 270."""
        return self._bench.stage.layout.turn

    def set_inverted(self, inverted: bool) -> None:
        """Show pages inverted for reading; exports never are."""
        self._bench.scene.inverted = inverted
        self.viewport().update()
        self.inverted_changed.emit(inverted)

    @property
    def inverted(self) -> bool:
        """Whether pages are shown inverted."""
        return self._bench.scene.inverted

    def set_tool(self, tool: str) -> None:
        """Choose what a drag makes."""
        self._bench.pointer.set_kind(ToolKind(tool))

    @property
    def tool(self) -> str:
        """What a drag makes."""
        return str(self._bench.pointer.kind)

    @property
    def has_selection(self) -> bool:
        """Whether something is selected."""
        return self._bench.marking.has_selection

    def selected_text(self, *, joined: bool = False) -> str:
        """Return the selected text as printed, or with its words `joined` as when it is copied; "" for a region or nothing."""
        return self._bench.marking.joined_text if joined else self._bench.marking.text

    def selected_quads(self) -> tuple[PageQuad, ...]:
        """Return where the selection is, for a pending mark."""
        return tuple(self._bench.scene.quads)

    def request_mark(self, stance: Stance | None, *, pick_claim: bool = False) -> None:
        """Ask for the selection to be kept, as the bar's buttons and `H S C O T` do. Without a selection nothing happens."""
        self._bench.marking.request(stance, pick_claim=pick_claim)

    def select_hit(self) -> None:
        """Select the hit that was gone to last, where it is in view: it can be kept at once."""
        if span := self.hits.current_span:
            self._bench.marking.choose(*span)

    def clear_selection(self) -> None:
        """Drop the selection and hide the bar."""
        self._bench.marking.clear()

    def copy(self) -> None:
        """Put the selected text on the clipboard as plain text."""
        self._bench.marking.copy()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is in view."""
        painter = QPainter(self.viewport())
        self._bench.paint(painter, QRectF(event.rect()))
        painter.end()

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Follow the new size."""
        self._bench.stage.resized()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """Follow the scroll bars."""
        self._bench.stage.look()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll or zoom."""
        self._bench.scroller.wheel(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the key stands for; other keys are left to the window."""
        if action := self._keyboard.action(event):
            action()
        event.setAccepted(action is not None)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for a menu: for what is under the pointer, or for what the menu key means."""
        self.menu_requested.emit(menu_place(self._bench, self.viewport(), event))

    def _connect(self) -> None:
        bench = self._bench
        bench.repaint_needed.connect(self.viewport().update)
        bench.page_shown.connect(self.page_shown)
        bench.page_drawn.connect(self.page_drawn)
        bench.places.page_changed.connect(self.place_changed)
        bench.stage.moved.connect(self.moved)
        bench.places.settled.connect(self.place_settled)
        bench.stage.zoom_changed.connect(self.zoom_changed)
        bench.navigator.history_changed.connect(self.history_changed)
        bench.navigator.passage_chosen.connect(self.passage_selected)
        bench.navigator.passage_activated.connect(self.passage_activated)
        bench.navigator.passage_removal_requested.connect(self.passage_removal_requested)
        bench.pointer.passage_hovered.connect(self.passage_hovered)
        bench.pointer.kind_changed.connect(self.tool_changed)
        bench.marking.mark_requested.connect(self.mark_requested)
        bench.marking.claim_number_requested.connect(self.claim_number_requested)
        bench.marking.selection_changed.connect(self.selection_changed)
        bench.marking.claim_choice_requested.connect(self.claim_choice_requested)
