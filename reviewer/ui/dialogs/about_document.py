"""Says what a document's file is and what it carries besides its pages: plain text that can be copied, and never followed.

Owns how it is laid out. Reading the file and adding what is attached are the business of `acts.about_document`.
"""

from __future__ import annotations

from collections.abc import Container

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QListView, QPlainTextEdit, QPushButton, QWidget

from reviewer.i18n import tr, trn
from reviewer.model.document import Document
from reviewer.model.file_facts import PASSIVE, Attachment, FactKind, FileFact, FileFacts
from reviewer.model.ids import Sha256
from reviewer.model.neutral import displayed
from reviewer.model.text_layer import PageTextCounts
from reviewer.ui.controls import read_only
from reviewer.ui.controls.clipboard import copy_text
from reviewer.ui.controls.sheet import Sheet
from reviewer.ui.dialogs.attachment_delegate import AttachmentDelegate, AttachmentModel, ListedAttachment
from reviewer.ui.look import fact_words, labels, readable
from reviewer.ui.look.theme import Theme
from reviewer.ui.models.node_model import RECORD, Node

_LINES_PX = 132
_MOST_LINES = 500
"""Things whose words are shown: a field of megabytes would hold up the window."""

_ROW_PX = 52
_MOST_ROWS = 4


class AboutDocument(Sheet):
    """What a document is, at once; what its file carries, once that is read.

    Signals:
        add_requested: The attached files that are to be documents of the case.

    """

    add_requested = Signal(list)

    def __init__(
        self,
        theme: Theme,
        document: Document,
        *,
        writable: bool,
        known: Container[Sha256] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, tr("About this document"), parent=parent)
        self.widen_for_checksum()
        self._document = document
        self._facts = FileFacts()
        self._writable = writable
        self._known = known
        self.body.addWidget(
            labels.label(readable.with_short_runs(document.name), font=theme.font(bold=True), wrap=True, selectable=True)
        )
        self.body.addSpacing(6)
        self.add_pair(tr("Kind"), kind_words(document))
        self.add_pair(tr("Size"), readable.size_words(document.size))
        self.add_checksum(document.sha256)
        self._text = self.add_pair(tr("Text"), readable.text_kind_words(document.text))
        self.add_pair(tr("Added"), readable.moment_words(document.added_at))
        self.state = self.add_text(tr("Reading the file…"), role="hint")
        self.add_button = QPushButton()
        self.add_button.hide()
        self.add_button.clicked.connect(self._on_add_button_clicked)
        self.copy_button = QPushButton(tr("Copy as text"))
        self.copy_button.setEnabled(False)
        self.copy_button.clicked.connect(lambda: copy_text(fact_words.as_text(document, self._facts)))
        self.foot.insertWidget(0, self.copy_button)
        self.attached: QListView | None = None
        self._model: AttachmentModel | None = None

    def show_texts(self, counts: PageTextCounts) -> None:
        """Say which texts its pages have, where some were recognised."""
        words = readable.page_texts_words(counts)
        if words:
            self._text.setText(f"{readable.text_kind_words(self._document.text)}: {words}")

    def show_progress(self, facts: FileFacts) -> None:
        """Say how far the reading is, and once the pages are read, what is known so far."""
        if facts.pages < self._document.page_count:
            read = tr("Reading the file… page {page} of {count}")
            self.state.setText(read.format(page=facts.pages, count=self._document.page_count))
        elif self._model is None and not self._facts.pages:
            self._lay_out(facts)
        elif self._model is not None:
            self._show_attached(facts)

    def show_facts(self, facts: FileFacts) -> None:
        """Show all that was read."""
        if not self._facts.pages:
            self._lay_out(facts)
        self._facts = facts
        if self._model is not None:
            self._show_attached(facts)
        self.copy_button.setEnabled(True)

    def show_trouble(self, words: str) -> None:
        """Say why nothing is known."""
        self.state.setText(displayed(words))

    def _lay_out(self, facts: FileFacts) -> None:
        """Make the rows for what there is; this happens once."""
        self._facts = facts
        whole = facts.whole
        for name, words in (*fact_words.described_words(whole), *fact_words.state_words(self._document, whole)):
            self.add_pair(name, readable.with_short_runs(words))
        kinds = [kind for kind in FactKind if facts.of_kind(kind)]
        for kind in kinds:
            self.add_pair(fact_words.kind_words(kind), fact_words.count_words(kind, facts.of_kind(kind)))
        self.state.setText(_summary(self._document, facts))
        self.state.setVisible(bool(self.state.text()))
        self.body.removeWidget(self.state)
        self.body.addWidget(self.state)
        if any(map(_is_worded, facts.facts)):
            self._add_lines(facts)
        if facts.attachments:
            self._add_attached(facts)
        self._order_tabs()

    def _add_lines(self, facts: FileFacts) -> None:
        lines = QPlainTextEdit(_some_lines(facts))
        lines.setReadOnly(True)
        lines.setTabChangesFocus(True)
        lines.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        lines.setFixedHeight(_LINES_PX)
        self.add_field(tr("What it says, word by word"), lines)

    def _add_attached(self, facts: FileFacts) -> None:
        view = self.attached = QListView()
        view.setProperty("surface", "base")
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setResizeMode(QListView.ResizeMode.Adjust)
        view.setFixedHeight(_ROW_PX * min(_MOST_ROWS, len(facts.attachments)) + 4)
        self._model = AttachmentModel(view)
        view.setModel(self._model)
        view.setItemDelegate(AttachmentDelegate(self.theme, view))
        hint = tr("Added to the case, each is a document of its own, and its provenance names this one.")
        self.add_field(tr("Attached files"), view, hint=hint)
        self.foot.insertWidget(1, self.add_button)
        self.add_button.show()
        if not self._writable:
            read_only.tell_at(self.add_button, tr("Add to the case"), writable=False)
        view.selectionModel().selectionChanged.connect(self._name_button)
        self._show_attached(facts)

    def _show_attached(self, facts: FileFacts) -> None:
        assert self._model is not None
        self._model.patch([Node(str(one.number), ListedAttachment(one, self._in_case(one))) for one in facts.attachments])
        self._name_button()

    def _name_button(self) -> None:
        chosen = len(self._chosen())
        left = len(self._left())
        some = left < len(self._facts.attachments)
        rest = trn("Add the other one to the case", "Add the other {count} to the case", left)
        all_of_them = trn("Add it to the case", "Add all {count} to the case", left)
        words = (
            tr("Add {count} to the case").format(count=chosen) if chosen else (rest if some else all_of_them).format(count=left)
        )
        self.add_button.setText(words if left or chosen else tr("All are in the case"))
        self.add_button.setEnabled(self._writable and bool(left or chosen))

    def _chosen(self) -> list[Attachment]:
        if self.attached is None:
            return []
        selection: QItemSelectionModel = self.attached.selectionModel()
        listed = (index.data(RECORD) for index in selection.selectedRows())
        return [one.file for one in listed if isinstance(one, ListedAttachment)]

    def _in_case(self, one: Attachment) -> bool:
        return one.sha256 is not None and one.sha256 in self._known

    def _left(self) -> list[Attachment]:
        """Return the files that are not in the case, as far as that is known."""
        return [one for one in self._facts.attachments if not self._in_case(one)]

    def _on_add_button_clicked(self) -> None:
        self.add_requested.emit(self._chosen() or self._left())
        self.accept()


def kind_words(document: Document) -> str:
    """Return what kind of file a document is, and of how many pages."""
    kind = document.media_type.rpartition("/")[2].upper()
    pages = trn("{count} page", "{count} pages", document.page_count).format(count=document.page_count)
    words = kind if document.is_picture else f"{kind}, {pages}"
    return tr("{kind}, linked: its bytes are not in the case").format(kind=words) if document.linked else words


def _is_worded(one: FileFact) -> bool:
    """Tell whether there is something to be read word by word."""
    return one.kind is not FactKind.FORM_FIELD and (one.kind, one.words) != (FactKind.METADATA, "XMP")


def _some_lines(facts: FileFacts) -> str:
    """Return what it says, as much as a field shows at once, scripts last for they are long; the copy has all of it."""
    worded = sorted(filter(_is_worded, facts.facts), key=lambda one: one.kind is FactKind.SCRIPT)
    lines = [fact_words.fact_line(one) for one in worded[:_MOST_LINES]]
    left = len(worded) - len(lines)
    if left:
        lines.append(trn("{count} more is in the copy.", "{count} more are in the copy.", left).format(count=left))
    return "\n".join(lines)


def _nothing_words(document: Document) -> str:
    if document.is_picture:
        return tr("Nothing was found in it beside its pixels: no place, no time, no device.")
    return tr("Nothing was found in it beside its pages: no scripts, no addresses, no attached files.")


def _summary(document: Document, facts: FileFacts) -> str:
    said = []
    if any(one.kind not in PASSIVE for one in facts.facts):
        said.append(tr("This program runs, opens and follows none of it."))
    elif not facts.facts and not facts.attachments and not facts.cut:
        said.append(_nothing_words(document))
    if facts.cut:
        said.append(tr("There is more in the file than is listed, or some of it could not be read."))
    return " ".join(said)
