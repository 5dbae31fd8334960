"""Asks which documents go into a pack, and says before it is written what that means for those that are protected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QRadioButton, QVBoxLayout, QWidget

from reviewer.exporters.plan.choice import PackChoice
from reviewer.i18n import tr, trn
from reviewer.model.ids import DocumentId
from reviewer.model.neutral import inserted
from reviewer.model.protection import Protection
from reviewer.ui.look import labels

_MOST_NAMED = 5
"""Documents named in one place."""
_UNDER_RADIO = 28
"""Pixels from the left to the words of a radio button."""


@dataclass(frozen=True, slots=True)
class PackDocument:
    """A document as this choice sees it.

    Attributes:
        id: The document.
        name: Its name.
        cited: Whether it has passages.
        linked: Whether it is too large for a pack.
        locked: Whether it needs a password that has not been given.
        protection: What its copy would be without, as far as is known.

    """

    id: DocumentId
    name: str
    cited: bool
    linked: bool = False
    locked: bool = False
    protection: Protection = Protection.NONE


class PackContents(QWidget):
    """All documents or those with passages; and whether protected ones get a copy, where there are any."""

    def __init__(self, documents: Sequence[PackDocument], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._documents = tuple(documents)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._add_radios()
        self._protected_words = labels.label(role="attention", wrap=True)
        self._omit = QCheckBox(tr("Leave out the copies of protected documents"))
        self._protected = self._attention_box(self._protected_words, self._omit)
        self._locked_words = labels.label(role="second", wrap=True)
        self._linked_words = labels.label(role="second", wrap=True)
        for words in (self._locked_words, self._linked_words):
            self._column.addWidget(words)
        self._cited.toggled.connect(self._on_choice_changed)
        self._omit.toggled.connect(self._on_choice_changed)
        self._on_choice_changed()

    @property
    def choice(self) -> PackChoice:
        """What was chosen."""
        return PackChoice(cited_only=self._cited.isChecked(), omit_protected=self._omit.isChecked())

    def tell_protection(self, found: Mapping[DocumentId, Protection]) -> None:
        """Say what was found of the documents' protection."""
        self._documents = tuple(replace(one, protection=found.get(one.id, one.protection)) for one in self._documents)
        self._on_choice_changed()

    def _add_radios(self) -> None:
        count, cited = len(self._documents), sum(one.cited for one in self._documents)
        self._all = QRadioButton(trn("The one document", "All {count} documents", count).format(count=count))
        self._cited = QRadioButton(
            trn("Only the one with passages", "Only the {count} with passages", cited).format(count=cited)
            if cited
            else tr("Only those with passages (there are none yet)")
        )
        (self._cited if 0 < cited < count else self._all).setChecked(True)  # what nobody cited does not go out by Enter alone
        self._cited.setEnabled(bool(cited))
        self._cited.setVisible(cited < count)
        group = QButtonGroup(self)
        for one in (self._all, self._cited):
            group.addButton(one)
            self._column.addWidget(one)
        self._in_words = labels.label(role="attention", wrap=True)
        self._out_words = labels.label(role="second", wrap=True)
        for words in (self._in_words, self._out_words):
            words.setContentsMargins(_UNDER_RADIO, 0, 0, 0)
            self._column.addWidget(words)

    def _attention_box(self, *inside: QWidget) -> QWidget:
        box = QWidget()
        box.setProperty("surface", "attention")
        box.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(box)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(6)
        for one in inside:
            column.addWidget(one)
        self._column.addSpacing(4)
        self._column.addWidget(box)
        return box

    def _on_choice_changed(self) -> None:
        chosen = [one for one in self._documents if one.cited or not self._cited.isChecked()]
        self._tell_uncited(sum(not one.cited for one in self._documents))
        protected = [one for one in chosen if one.protection is not Protection.NONE and not one.linked]
        self._protected.setVisible(bool(protected))
        self._protected_words.setText(_omitted_words(protected) if self._omit.isChecked() else _unprotected_words(protected))
        for words, say, names in (
            (self._locked_words, _of_locked, [one.name for one in chosen if one.locked]),
            (self._linked_words, _of_linked, [one.name for one in chosen if one.linked]),
        ):
            words.setVisible(bool(names))
            words.setText(say(names))

    def _tell_uncited(self, count: int) -> None:
        goes_in = trn(
            "{count} document has no passage, and goes in whole all the same.",
            "{count} documents have no passage, and go in whole all the same.",
            count,
        )
        stays_out = trn(
            "{count} document stays out. The pack says so, and not which.",
            "{count} documents stay out. The pack says how many, and not which.",
            count,
        )
        only_cited = self._cited.isChecked()
        for words, said, shown in ((self._in_words, goes_in, not only_cited), (self._out_words, stays_out, only_cited)):
            words.setText(said.format(count=count))
            words.setVisible(shown and count > 0)


def _unprotected_words(documents: Sequence[PackDocument]) -> str:
    said = {
        Protection.PASSWORD: tr("{name} opens only with a password. Its copy in the pack opens without one."),
        Protection.RESTRICTED: tr("{name} forbids copying, printing or the like. Its copy in the pack forbids nothing."),
    }
    lines = [said[one.protection].format(name=inserted(one.name)) for one in documents[:_MOST_NAMED]]
    more = len(documents) - _MOST_NAMED
    if more > 0:
        said_of_more = trn("{count} more copy is without protection.", "{count} more copies are without protection.", more)
        lines.append(said_of_more.format(count=more))
    return "\n".join(lines)


def _omitted_words(documents: Sequence[PackDocument]) -> str:
    said = trn(
        "No copy of this document goes in: {names}. Its quotes, the pictures of its passages and its checksum do.",
        "No copies of these documents go in: {names}. Their quotes, the pictures of their passages and their checksums do.",
        len(documents),
    )
    return said.format(names=_named([one.name for one in documents]))


def _of_locked(names: Sequence[str]) -> str:
    told = trn(
        "A locked document is left out as long as its password is not given: {names}.",
        "Locked documents are left out as long as their passwords are not given: {names}.",
        len(names),
    )
    return told.format(names=_named(names))


def _of_linked(names: Sequence[str]) -> str:
    told = trn(
        "A linked document is too large for a pack: its quotes, the pictures of its passages and its checksum go in, "
        "the document does not: {names}.",
        "Linked documents are too large for a pack: their quotes, the pictures of their passages and their checksums go "
        "in, the documents do not: {names}.",
        len(names),
    )
    return told.format(names=_named(names))


def _named(names: Sequence[str]) -> str:
    return ", ".join(map(inserted, names[:_MOST_NAMED])) + (" …" if len(names) > _MOST_NAMED else "")
