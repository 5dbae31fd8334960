"""The claims beside the page: cards with elements and passages, and the note of the chosen passage below them.

Says what the person wishes and changes nothing itself.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from reviewer.i18n import tr
from reviewer.model.ids import PassageId
from reviewer.model.neutral import inserted
from reviewer.model.overview import MarkedPassage
from reviewer.ui.case.case_rows import CaseRows, Moved
from reviewer.ui.case.crops import Crops
from reviewer.ui.controls import read_only
from reviewer.ui.controls.elided_label import ElidedLabel
from reviewer.ui.look import labels, readable
from reviewer.ui.look.theme import Theme
from reviewer.ui.models.evidence_model import ClaimRow, EvidenceModel, PassageRow
from reviewer.ui.models.node_model import RECORD
from reviewer.ui.models.portions import MoreRow
from reviewer.ui.panels.claims.evidence_tree import EvidenceTree
from reviewer.ui.panels.claims.note_field import NoteField
from reviewer.ui.panels.pane_head import PaneHead

SOON_MS = 60
"""How long after the page the tree follows: the few frames in which the page and its ticks are painted."""


class ClaimsPane(QWidget):
    """Cards and note field.

    Signals:
        add_requested: A new claim is wanted.
        claim_wished: What is asked ("edit", "element", "remove", "up", "down") and the claim's id.
        passage_activated: A passage's id: show it in its document.
        passage_chosen: A passage's id: its row was chosen, or "".
        claim_chosen: A claim's id: its row was chosen.
        menu_requested: A menu for a passage: global point, passage's id, claim's id or "".

    """

    add_requested = Signal()
    claim_wished = Signal(str, str)
    passage_activated = Signal(str)
    passage_chosen = Signal(str)
    claim_chosen = Signal(str)
    menu_requested = Signal(QPoint, str, str)
    passage_wished = Signal(str, str, str)

    def __init__(self, theme: Theme, crops: Crops, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._rows: CaseRows | None = None
        self._wanted: PassageId | None = None
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)  # the page moves first, then the tree opens and scrolls
        self._soon.timeout.connect(self._stand_on_wanted)
        self._more_soon = QTimer(self, singleShot=True, interval=0)
        self._more_soon.timeout.connect(self._show_more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = PaneHead(theme, tr("Claims"))
        self.add_button = head.add_button("plus", tr("New claim"))
        self.add_button.clicked.connect(self.add_requested)
        column.addWidget(head)
        rule = QFrame()
        rule.setProperty("rule", True)
        rule.setFixedHeight(1)
        column.addWidget(rule)
        self._model = EvidenceModel(self)
        self.tree = EvidenceTree(theme, crops)
        self.tree.setModel(self._model)
        labels.name(self.tree, tr("Claims and passages"))
        self.tree.stood_on.connect(self._on_tree_stood_on)
        self.tree.passage_activated.connect(self.passage_activated)
        self.tree.claim_wished.connect(self.claim_wished)
        self.tree.passage_wished.connect(self.passage_wished)
        self.tree.menu_requested.connect(self._on_menu_requested)
        column.addWidget(self.tree, 1)
        self.hint = self._first_claim_part()
        column.addWidget(self.hint, 1)
        column.addWidget(self._note_part(theme))
        self.show_passage(None)

    def _first_claim_part(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(12)
        told = tr("No claim yet. Write down who said what, or mark a passage on the page and type the claim there.")
        column.addWidget(labels.label(told, role="hint", wrap=True))
        self.first_button = QPushButton(tr("New claim…"))
        self.first_button.setProperty("small", True)
        self.first_button.clicked.connect(self.add_requested)
        column.addWidget(self.first_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return part

    def _note_part(self, theme: Theme) -> QWidget:
        part = QFrame()
        part.setProperty("line", "top")
        below = QVBoxLayout(part)
        below.setContentsMargins(12, 8, 12, 8)
        below.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(labels.label(tr("Note"), font=theme.font(bold=True)))
        self._where = ElidedLabel(theme, colour="text_second")
        self._where.setFont(theme.font("second"))
        row.addWidget(self._where, 1)
        below.addLayout(row)
        self._why = ElidedLabel(theme, colour="text_second")
        self._why.setFont(theme.font("second"))
        below.addWidget(self._why)
        self.note = NoteField()
        self.note.setFixedHeight(66)
        labels.name(self.note, tr("Note on the passage"))
        below.addWidget(self.note)
        self._part = part
        return part

    def follow(self, rows: CaseRows, *, writable: bool) -> None:
        """Show the claims of a case, from now on."""
        self._rows = rows
        self.tree.writable = writable
        read_only.tell_at(self.add_button, tr("New claim"), writable=writable)
        read_only.tell_at(self.first_button, self.first_button.text(), writable=writable)
        self.note.setReadOnly(not writable)
        rows.refreshed.connect(self._on_rows_refreshed)
        self._on_rows_refreshed()

    def show_passage(self, passage: str | None) -> None:
        """Show a passage's note, and some frames later its row; for none no row of a passage stays chosen."""
        marked = self._rows.passages.get(PassageId(passage)) if self._rows and passage else None
        self._show_note(marked)
        if marked is not None:
            self._wanted = marked.passage.id
            self._soon.start()
            return
        self._soon.stop()
        if isinstance(self.tree.currentIndex().data(RECORD), PassageRow):
            with self.tree.quiet():
                self.tree.setCurrentIndex(QModelIndex())

    def _stand_on_wanted(self) -> None:
        marked = self._rows.passages.get(self._wanted) if self._rows and self._wanted else None
        record = self.tree.currentIndex().data(RECORD)
        if marked is None or (isinstance(record, PassageRow) and record.marked.passage.id == marked.passage.id):
            return
        index = self._model.index_of_passage(marked)
        if index.isValid():
            self.tree.stand_on(index)

    def show_claim(self, claim: str) -> None:
        """Open a claim's card and stand on it."""
        index = self._model.index_of_claim(claim)
        if index.isValid():
            self._soon.stop()
            self.tree.expand(index)
            self.tree.stand_on(index)

    def unfolded(self) -> tuple[str, ...]:
        """Return the ids of the claims and elements whose rows are shown."""
        return tuple(
            one.key for one in self._model.nodes() if one.children and self.tree.isExpanded(self._model.index_of(one.key))
        )

    def unfold(self, claims: Iterable[str]) -> None:
        """Show the rows of claims and elements, those of a claim before those of its elements."""
        for one in claims:
            index = self._model.index_of_claim(one)
            if index.isValid():
                self.tree.expand(index)

    def edit_note(self) -> None:
        """Put the cursor into the note."""
        if self.note.isEnabled():
            self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_note(self, marked: MarkedPassage | None) -> None:
        self._part.setVisible(marked is not None)
        if marked is None:
            self.note.show_note(None, "")
            return
        head = self._rows.info.head_seq if self._rows and self._rows.info else 0
        self.note.show_note(marked.passage.id, marked.passage.note, head)
        why = [f"{self._number(link.claim)} {inserted(link.note)}" for link in marked.links if link.note]
        self._why.set_text(" · ".join(why))
        self._why.setVisible(bool(why))
        document = self._rows.document(marked.passage.document) if self._rows else None
        name, picture = (document.name, document.is_picture) if document else ("", False)
        self._where.set_text(readable.passage_words(marked, name, picture=picture))
        place = readable.page_words(marked.passage.anchor, picture=picture)
        said = tr("Note on {place} of {document}") if place else tr("Note on {document}")
        labels.name(self.note, said.format(place=place, document=inserted(name)))

    def _number(self, claim: str) -> str:
        found = self._rows.claim(claim) if self._rows else None
        return tr("Claim {number}:").format(number=found.number) if found else ""

    def _on_rows_refreshed(self, moved: Moved | None = None) -> None:
        if self._rows is None:
            return
        node = self._model.node(self.tree.currentIndex())
        self.tree.expect(len(self._rows.elements(None)))
        with self.tree.quiet():
            self._model.show(self._rows, moved)
            if node is not None and not self._model.index_of(node.key).isValid():
                self.tree.setCurrentIndex(QModelIndex())
        empty = self._model.rowCount() == 0
        self.tree.setVisible(not empty)
        self.hint.setVisible(empty)
        shown = self.note.passage
        if shown is not None:
            self._show_note(self._rows.passages.get(shown))

    def _on_tree_stood_on(self, index: QModelIndex) -> None:
        self._soon.stop()
        record = index.data(RECORD)
        if isinstance(record, PassageRow):
            self._show_note(record.marked)
            self.passage_chosen.emit(record.marked.passage.id)
        elif isinstance(record, ClaimRow):
            self.claim_chosen.emit(record.claim.claim.id)
        elif isinstance(record, MoreRow):
            self._more_soon.start()  # not while the tree moves

    def _show_more(self) -> None:
        """Let rows come in place of the one that stands for them, and stand on the nearest: the page stays where it is."""
        record = self.tree.currentIndex().data(RECORD)
        if isinstance(record, MoreRow):
            index = self._model.show_more(record)
            if index.isValid():
                self.tree.stand_on(index)

    def _on_menu_requested(self, point: QPoint, index: QModelIndex) -> None:
        record = index.data(RECORD)
        if isinstance(record, PassageRow):
            self.menu_requested.emit(point, record.marked.passage.id, record.link.claim if record.link else "")
