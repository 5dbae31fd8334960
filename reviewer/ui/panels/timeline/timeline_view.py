"""The Timeline view: its bar, the drawn timeline, the pane beside it; what is shown there, and what is opened from it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QStackedLayout, QVBoxLayout, QWidget

from reviewer.desk.timeline import Timeline, TimelineItem, timeline_of
from reviewer.desk.timeline_layout import plan_of
from reviewer.desk.timeline_words import counts_of
from reviewer.i18n import tr
from reviewer.model.ids import ClaimId, NameId
from reviewer.ui.case.case_parts import CaseParts
from reviewer.ui.case.crops import Crops
from reviewer.ui.case.desk_rows import DeskRows
from reviewer.ui.look import labels
from reviewer.ui.panels.late_view import DeskView
from reviewer.ui.panels.timeline.canvas import TimelineCanvas
from reviewer.ui.panels.timeline.timeline_bar import TimelineBar
from reviewer.ui.panels.timeline.timeline_pane import TimelinePane

_WISHES = {Qt.Key.Key_Delete: "remove", Qt.Key.Key_C: "cite", Qt.Key.Key_E: "edit"}


class TimelineView(DeskView):
    """The view.

    Attributes:
        found: What is shown.
        actor: The one whose things are shown alone; None for everybody's.
        claim: The claim whose things are shown alone; None for all.
        is_shown: The case has been read, and what it holds is on show.

    Signals:
        add_requested: An event is to be added.
        wished: What is asked of something ("edit", "cite", "remove"), and it as a `TimelineItem`.
        uncite_requested: A passage that may be taken off something, and that as a `TimelineItem`.
        menu_requested: A global place, and the `TimelineItem` of which the menu is wanted there.

    """

    add_requested = Signal()
    wished = Signal(str, object)
    uncite_requested = Signal(str, object)
    menu_requested = Signal(QPoint, object)

    def __init__(self, parts: CaseParts, rows: DeskRows, crops: Crops) -> None:
        super().__init__()
        self._parts, self._rows = parts, rows
        self._writable = not parts.desk.read_only
        self.found = Timeline((), 0)
        self.actor: NameId | None = None
        self.claim: ClaimId | None = None
        self._awaited = ""
        self.is_shown = self._wants_focus = False
        self.bar = TimelineBar(parts.theme)
        self.canvas = TimelineCanvas(parts.theme)
        self.pane = TimelinePane(parts.theme, parts.desk.rows, crops, writable=self._writable)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        inside = QWidget()
        self._stack = QStackedLayout(inside)
        self._stack.addWidget(self.canvas)
        self._stack.addWidget(self._empty_part())
        column.addWidget(inside, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(self.pane)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([1000, 330])
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(splitter)
        self.pane.hide()
        self._connect()

    @property
    def chosen(self) -> TimelineItem | None:
        """The chosen thing."""
        chosen = self.canvas.chosen
        return None if chosen is None else chosen.item

    def refresh(self) -> None:
        """Show what the case holds now."""
        case = self._rows.snapshot()
        if case is None:
            return
        if self.actor not in case.desk.names_by_id:
            self.actor = None
        claims = {one.claim.id: one for one in case.claims}
        if self.claim not in claims:
            self.claim = None
        name = case.desk.names_by_id[self.actor].text if self.actor is not None else ""
        self.bar.show_filter(name, claims[self.claim].claim.text if self.claim is not None else "")
        self.found = timeline_of(case, actor=self.actor, claim=self.claim)
        self.canvas.set_plan(plan_of(self.found.items, self.canvas.width_of))
        is_empty = not self.found.items
        is_filtered = self.actor is not None or self.claim is not None
        self._stack.setCurrentIndex(1 if is_empty else 0)
        self._sentence.setText(_nothing(is_filtered=is_filtered, undated=self.found.undated))
        self._first.setText(tr("Show all") if is_filtered else tr("Add the first event"))
        self._first.setEnabled(self._writable or is_filtered)
        self.bar.setVisible(not is_empty or is_filtered)
        self.pane.setVisible(not is_empty)
        self.bar.show_grain(self.canvas.grain, self.canvas.coarsest_grain)
        self._stand_on_awaited()
        self.is_shown = True
        if self._wants_focus:
            self.take_focus()
        self.changed.emit()

    def take_focus(self) -> None:
        """Take the keyboard, as soon as it is known what is there for it."""
        self._wants_focus = not self.is_shown
        if self.is_shown:
            (self.canvas if self.found.items else self._first).setFocus()

    def counts(self) -> str:
        """Return how much there is, and how much of it is not exact."""
        return counts_of(self.found) if self.found.items or self.found.undated else ""

    def stand_on(self, record: str) -> None:
        """Stand on something that was just made, as soon as it is there."""
        self._awaited = record
        self._stand_on_awaited()

    def show_only(self, *, actor: NameId | None, claim: ClaimId | None) -> None:
        """Show what concerns one actor, or one claim, or all where both are None."""
        self.actor, self.claim = actor, claim
        self.canvas.fit()
        self.refresh()

    def read_chosen(self) -> None:
        """Open the passage that says the chosen one, else its document, else its claim; edit it where there is none of these."""
        item = self.chosen
        if item is None:
            return
        if item.passages:
            self.read_requested.emit(item.passages[0])
        elif item.document is not None:
            self.page_requested.emit(item.document, 0)
        elif item.claims:
            self.claim_requested.emit(item.claims[0])
        else:
            self.wished.emit("edit", item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's override: Insert adds an event; Delete, C and E are for the chosen one; Escape leads back to the scale."""
        wish = _WISHES.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Insert and self._writable:
            self.add_requested.emit()
        elif wish is not None and self._writable and self.chosen is not None:
            self.wished.emit(wish, self.chosen)
        elif event.key() == Qt.Key.Key_Escape and not self.canvas.hasFocus() and self.found.items:
            self.canvas.setFocus()
        else:
            super().keyPressEvent(event)

    def _connect(self) -> None:
        self.canvas.chosen_changed.connect(self._on_chosen_changed)
        self.canvas.scale_changed.connect(self._on_scale_changed)
        self.canvas.taken.connect(self.read_chosen)
        self.canvas.menu_requested.connect(self._on_menu_requested)
        self.bar.grain_chosen.connect(self.canvas.show_grain)
        self.bar.zoom_wanted.connect(self.canvas.step_zoom)
        self.bar.fit_wanted.connect(self.canvas.fit)
        self.pane.chosen.connect(self.canvas.choose)
        self.pane.read_requested.connect(self.read_chosen)
        self.pane.edit_requested.connect(lambda: self.wished.emit("edit", self.chosen))
        self.pane.add_requested.connect(self.add_requested)
        self.pane.passage_requested.connect(self.read_requested)
        self.pane.uncite_requested.connect(lambda passage: self.uncite_requested.emit(passage, self.chosen))
        self._first.clicked.connect(self._on_first_clicked)

    def _empty_part(self) -> QWidget:
        part = QWidget()
        part.setProperty("surface", "base")
        column = QVBoxLayout(part)
        column.addStretch(2)
        self._sentence = labels.label(role="second", wrap=True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._sentence.setMaximumWidth(460)
        row = QHBoxLayout()
        row.setContentsMargins(24, 0, 24, 0)
        row.addStretch(1)
        row.addWidget(self._sentence, 100)
        row.addStretch(1)
        column.addLayout(row)
        column.addSpacing(12)
        self._first = QPushButton()
        self._first.setProperty("main", True)
        column.addWidget(self._first, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        return part

    def _stand_on_awaited(self) -> None:
        if self._awaited and any(one.record == self._awaited for one in self.found.items):
            self.canvas.choose(self._awaited)
            self.canvas.setFocus()
            self._awaited = ""

    def _on_first_clicked(self) -> None:
        if self.actor is None and self.claim is None:
            self.add_requested.emit()
        else:
            self.show_only(actor=None, claim=None)

    def _on_chosen_changed(self) -> None:
        chosen, cluster = self.canvas.chosen, self.canvas.cluster
        beside = [] if chosen is None else [chosen]
        if cluster is not None:
            beside = [self.canvas.plan.dated[order] for order in cluster.members]
        self.pane.show_chosen(chosen, beside)

    def _on_scale_changed(self) -> None:
        self.bar.show_grain(self.canvas.grain, self.canvas.coarsest_grain)
        self._on_chosen_changed()

    def _on_menu_requested(self, at: QPoint) -> None:
        self.menu_requested.emit(at, self.chosen)


def _nothing(*, is_filtered: bool, undated: int) -> str:
    if is_filtered:
        return tr("Nothing of this has a date.")
    said = tr("What happened when? Statements, access, documents, events and corrections stand here as soon as they have a date.")
    return said if not undated else f"{said} " + tr("{count} have none yet.").format(count=undated)
