"""The widget that shows a document: pages in one column, marks over them, a selection and the bar below it.

Owns the composition of the viewer's parts and the view's public signals and methods. It knows nothing of cases: marks come
in through `set_marks`, wishes go out as signals.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from reviewer.documents.client import OpenDocument
from reviewer.model.claim import Stance
from reviewer.model.document import PageInfo
from reviewer.model.geometry import PageQuad
from reviewer.model.ids import DocumentId
from reviewer.model.overview import ReadingPlace
from reviewer.ui.tasks import Tasks
from reviewer.ui.theme import Theme
from reviewer.ui.viewer.view_mark import ViewMark


class PageView(QAbstractScrollArea):
    """Shows one document and lets a person mark passages in it.

    Signals:
        selection_changed: Whether something is selected.
        place_changed: The page in view (from 0) and the number of pages.
        place_settled: A `ReadingPlace` worth remembering, half a second after the last movement.
        zoom_changed: The zoom (1.0 is 100 %) and how it is kept: "free", "width" or "page".
        mark_requested: A `MarkRequest`. The selection stays until `clear_selection` is called.
        claim_number_requested: Alt+1 … Alt+9 with a selection: tag it to the claim of that number.
        claim_choice_requested: The bar's claim button was pressed: a global `QPoint` to open a list at.
        passage_activated: Enter or a double click on a passage: its id.
        passage_selected: A passage became the chosen one (click, F6), or "" for none.
        passage_hovered: The passage under the pointer, or "" for none.
        passage_removal_requested: Delete was pressed on the chosen passage.
        menu_requested: A context menu is wanted: global `QPoint`, the passage's id or "".
        tool_changed: "text" or "region".
        inverted_changed: Whether the page is shown inverted for reading.
        history_changed: Whether `back` leads anywhere.
        copied: The text that was put on the clipboard.

    """

    selection_changed = Signal(bool)
    place_changed = Signal(int, int)
    place_settled = Signal(object)
    zoom_changed = Signal(float, str)
    mark_requested = Signal(object)
    claim_number_requested = Signal(int)
    claim_choice_requested = Signal(object)
    passage_activated = Signal(str)
    passage_selected = Signal(str)
    passage_hovered = Signal(str)
    passage_removal_requested = Signal(str)
    menu_requested = Signal(object, str)
    tool_changed = Signal(str)
    inverted_changed = Signal(bool)
    history_changed = Signal(bool)
    copied = Signal(str)

    def __init__(self, tasks: Tasks, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._theme = theme

    def open(
        self,
        document: OpenDocument,
        pages: Sequence[PageInfo],
        *,
        is_image: bool,
        place: ReadingPlace | None = None,
        document_id: DocumentId = DocumentId(""),
    ) -> None:
        """Show a document. `pages` may be only the first ones; sizes of the others are guessed until `extend_pages`."""

    def set_document_id(self, document_id: DocumentId) -> None:
        """Name the document in later mark requests: a file may be shown before its import is through."""

    def extend_pages(self, pages: Sequence[PageInfo]) -> None:
        """Take the true sizes of pages; what is in view stays where it is."""

    def close_document(self) -> None:
        """Forget the document and everything drawn of it. The `OpenDocument` itself is closed by whoever opened it."""

    def set_marks(self, marks: Sequence[ViewMark]) -> None:
        """Show these passages, in any order, in place of those before."""

    def set_pending(self, marks: Sequence[ViewMark]) -> None:
        """Show these passages as asked for and not yet kept, besides the marks."""

    def select_passage(self, passage: str) -> None:
        """Ring a passage as the chosen one without moving; "" for none."""

    def go_to_page(self, page: int) -> None:
        """Bring the top of a page (from 0) into view and remember where the reader was."""

    def go_to_passage(self, passage: str) -> None:
        """Bring a passage into view, choose it, and remember where the reader was."""

    def next_passage(self) -> None:
        """Go to the passage after the chosen one, or after the place in view."""

    def previous_passage(self) -> None:
        """Go to the passage before the chosen one, or before the place in view."""

    def back(self) -> None:
        """Go back to where the reader was before the last jump."""

    @property
    def current_page(self) -> int:
        """The page that fills most of the view, from 0."""
        return 0

    @property
    def page_count(self) -> int:
        """How many pages the document has; 0 without a document."""
        return 0

    def reading_place(self) -> ReadingPlace | None:
        """Return where the reader is, to be remembered."""

    @property
    def zoom(self) -> float:
        """1.0 is 100 %: 96 logical pixels an inch for pages, one device pixel a pixel for images."""
        return 1.0

    @property
    def zoom_mode(self) -> str:
        """How the zoom is kept when the window changes: free, width or page."""
        return "width"

    def set_zoom(self, zoom: float) -> None:
        """Zoom to a factor between 0.1 and 8 about the middle of the view."""

    def zoom_in(self) -> None:
        """Zoom to the next larger step."""

    def zoom_out(self) -> None:
        """Zoom to the next smaller step."""

    def fit_width(self) -> None:
        """Fit the page's width to the view, and keep it so when the window changes."""

    def fit_page(self) -> None:
        """Fit whole pages to the view, and keep it so when the window changes."""

    def rotate_view(self, degrees: int = 90) -> None:
        """Turn all pages clockwise for reading only."""

    def set_inverted(self, inverted: bool) -> None:
        """Show pages inverted for reading; exports never are."""

    @property
    def inverted(self) -> bool:
        """Whether pages are shown inverted."""
        return False

    def set_tool(self, tool: str) -> None:
        """Choose what a drag makes: "text" or "region"."""

    @property
    def tool(self) -> str:
        """What a drag makes: "text" or "region"."""
        return "text"

    @property
    def has_selection(self) -> bool:
        """Whether something is selected."""
        return False

    def selected_text(self) -> str:
        """Return the selected text as printed; "" for a region or nothing."""
        return ""

    def selected_quads(self) -> tuple[PageQuad, ...]:
        """Return where the selection is, for a pending mark."""
        return ()

    def request_mark(self, stance: Stance | None, *, pick_claim: bool = False) -> None:
        """Ask for the selection to be kept, as the bar's buttons and `H S C O T` do. Without a selection nothing happens."""

    def clear_selection(self) -> None:
        """Drop the selection and hide the bar."""

    def copy(self) -> None:
        """Put the selected text on the clipboard as plain text."""

    def set_default_stance(self, stance: Stance | None) -> None:
        """Say which stance was used last: the bar offers it first and Enter takes it."""

    def set_claim_label(self, label: str) -> None:
        """Say which claim a mark goes to, in a few words ("1 · ever"); "" when there is none yet."""
