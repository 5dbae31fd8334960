"""The part of the export dialog that says which documents go into the pack, and what becomes of some of them there.

Owns the choice between all documents and those with passages. A leak of hundreds of files need not go out for three passages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from reviewer.i18n import tr, trn
from reviewer.ui.look import labels
from reviewer.ui.look.theme import Theme

_MOST_NAMED = 5
"""Documents named in a sentence."""


@dataclass(frozen=True, slots=True)
class OfferedDocument:
    """A document of the case, as far as the choice is concerned.

    Attributes:
        name: Its name.
        cited: Whether there is a passage in it.
        unlocked: Whether it was encrypted, and its password has been given.
        linked: Whether it is too large for a pack.

    """

    name: str
    cited: bool = True
    unlocked: bool = False
    linked: bool = False


class PackDocuments(QWidget):
    """Two buttons where there is something to choose, and what has to be known of the documents that go in.

    Signals:
        changed: Something else was chosen.

    """

    changed = Signal()

    def __init__(
        self, theme: Theme, documents: Sequence[OfferedDocument], *, cited_only: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._documents = tuple(documents)
        cited = sum(one.cited for one in documents)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        count = len(self._documents)
        self._all = QRadioButton(tr("All {count} documents").format(count=count))
        self._cited = QRadioButton(trn("Only the one with passages", "Only the {count} with passages", cited).format(count=cited))
        choice = QButtonGroup(self)
        for one in (self._all, self._cited):
            choice.addButton(one)
            column.addWidget(one)
            one.setVisible(0 < cited < count)
        (self._cited if cited_only and 0 < cited < count else self._all).setChecked(True)
        if cited == count and count:
            told = trn("The one document, which has passages.", "All {count} documents; each has passages.", count)
            column.addWidget(labels.label(told.format(count=count)))
        elif not cited:
            told = trn("The one document, without a passage.", "All {count} documents; none has a passage.", count)
            column.addWidget(labels.label(told.format(count=count)))
        self._unlocked = labels.label(role="attention", font=theme.font("second"), wrap=True)
        self._linked = labels.label(role="second", font=theme.font("second"), wrap=True)
        column.addWidget(self._unlocked)
        column.addWidget(self._linked)
        self._all.toggled.connect(self._on_all_toggled)
        self._tell()

    @property
    def cited_only(self) -> bool:
        """Whether documents without a passage stay out."""
        return self._cited.isChecked()

    def _on_all_toggled(self) -> None:
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        going = [one for one in self._documents if one.cited or not self.cited_only]
        unlocked = [one.name for one in going if one.unlocked]
        linked = [one.name for one in going if one.linked]
        self._unlocked.setText(
            trn(
                "A document that you unlocked goes into the pack without its password, open to whoever gets the pack: {names}.",
                "Documents that you unlocked go into the pack without their passwords, open to whoever gets the pack: {names}.",
                len(unlocked),
            ).format(names=_named(unlocked))
        )
        self._linked.setText(
            trn(
                "A linked document is too large for a pack: its quotes, the pictures of its passages and its checksum go in, "
                "the document does not: {names}.",
                "Linked documents are too large for a pack: their quotes, the pictures of their passages and their checksums go "
                "in, the documents do not: {names}.",
                len(linked),
            ).format(names=_named(linked))
        )
        self._unlocked.setVisible(bool(unlocked))
        self._linked.setVisible(bool(linked))


def _named(names: Sequence[str]) -> str:
    return ", ".join(names[:_MOST_NAMED]) + (" …" if len(names) > _MOST_NAMED else "")
