"""What a person can decide about a passage in another version: buttons with their keys, the stance asked again, words to mark.

Owns what is asked and which of it can be done; what comes of it is the business of `versions_dialog`.
Nothing is chosen beforehand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from reviewer.i18n import tr
from reviewer.model.claim import Link
from reviewer.model.ids import LinkId
from reviewer.model.neutral import inserted
from reviewer.model.stance import Stance
from reviewer.services.versions.carried import CarriedPassage, Standing
from reviewer.services.versions.taking import links_in_doubt
from reviewer.ui.case.case_rows import CaseRows
from reviewer.ui.look import labels, readable
from reviewer.ui.look.theme import stance_words
from reviewer.ui.viewer.gestures.selection_bar import KEYS

_MOST_OF_CLAIM = 70


def _small(row: QHBoxLayout, words: str, key: str = "") -> QPushButton:
    made = QPushButton(f"{words} ({key})" if key else words)
    made.setProperty("small", True)
    made.setAutoDefault(False)
    row.addWidget(made)
    return made


class VersionStances(QWidget):
    """Asks what a passage with changed words says to each claim that it is tagged to. Hidden where there is nothing to ask."""

    changed = Signal()

    def __init__(self, rows: CaseRows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = rows
        self._links: tuple[Link, ...] = ()
        self._groups: list[QButtonGroup] = []
        self._inside: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 4, 0, 4)
        self.hide()

    def ask(self, links: tuple[Link, ...]) -> None:
        """Ask about these links, none of them answered yet."""
        if self._inside is not None:
            self._inside.hide()
            self._inside.deleteLater()
        self._links, self._groups = links, []
        self._inside = QWidget()
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for link in links:
            self._ask_about(link, column)
        self._column.addWidget(self._inside)
        self.setVisible(bool(links))

    def _ask_about(self, link: Link, column: QVBoxLayout) -> None:
        claim = self._rows.claim(link.claim)
        said = inserted(readable.shortened(claim.claim.text, _MOST_OF_CLAIM)) if claim is not None else ""
        was = stance_words(link.stance).lower()
        asked = tr("Words that matter were changed. It was tagged “{stance}” to “{claim}”: what does it say now?")
        words = asked.format(stance=was, claim=said)
        column.addWidget(labels.label(words, role="attention", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(8)
        group = QButtonGroup(self._inside)
        for key, stance in KEYS:
            if stance is None:
                continue
            name = stance_words(stance)
            still = tr("Still {stance}").format(stance=name.lower()) if stance is link.stance else name
            button = _small(row, still, key)
            button.setCheckable(True)
            button.setProperty("stance", stance.value)
            labels.name(button, still, words)
            group.addButton(button)
        row.addStretch(1)
        group.buttonToggled.connect(self._on_button_toggled)
        self._groups.append(group)
        column.addLayout(row)

    def answer(self, stance: Stance) -> None:
        """Answer the first question that is open with a stance, or else the last one anew."""
        open_ones = [one for one in self._groups if one.checkedButton() is None] or self._groups[-1:]
        for group in open_ones[:1]:
            next(one for one in group.buttons() if one.property("stance") == stance.value).setChecked(True)

    @property
    def is_answered(self) -> bool:
        """Whether there is nothing left to say."""
        return all(one.checkedButton() is not None for one in self._groups)

    @property
    def answers(self) -> Mapping[LinkId, Stance]:
        """What the person said."""
        pairs = zip(self._links, self._groups, strict=True)
        return {link.id: Stance(one.checkedButton().property("stance")) for link, one in pairs if one.checkedButton() is not None}

    def _on_button_toggled(self, _button: object, _checked: bool) -> None:
        self.changed.emit()


class VersionDecisions(QWidget):
    """The buttons, the question and the field below a passage in two versions."""

    def __init__(self, rows: CaseRows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._idle = True
        self._shown: CarriedPassage | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.stances = VersionStances(rows)
        self.stances.changed.connect(self._refresh)
        column.addWidget(self.stances)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.take = _small(row, tr("Take the new place"), "A")
        self.keep = _small(row, tr("Keep in the older version"), "K")
        self.next = _small(row, tr("Next place"), "N")
        row.addStretch(1)
        column.addLayout(row)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.words = QLineEdit()
        self.words.setPlaceholderText(tr("Words in the newer version that it is to mark"))
        self.words.textChanged.connect(self._refresh)
        labels.name(self.words, tr("Words in the newer version that it is to mark"))
        row.addWidget(self.words, 1)
        self.mark = _small(row, tr("Mark these words"))
        column.addLayout(row)

    def show_passage(self, one: CarriedPassage | None) -> None:
        """Show what can be decided about a passage; what was said about another one is gone."""
        self._shown = one
        asks = one is not None and one.standing is not Standing.CARRIED
        self.stances.ask(links_in_doubt(one) if asks and one is not None else ())
        self._refresh()

    def allow(self, idle: bool) -> None:
        """Let something be decided, or wait."""
        self._idle = idle
        self._refresh()

    def _refresh(self) -> None:
        one = self._shown
        waits = self._idle and one is not None and one.standing is not Standing.CARRIED
        self.stances.setEnabled(waits)
        self.take.setEnabled(waits and one is not None and one.anchor is not None and self.stances.is_answered)
        self.keep.setEnabled(waits and one is not None and one.standing is Standing.WAITING)
        self.next.setEnabled(waits)
        self.next.setVisible(one is not None and bool(one.others))
        self.words.setEnabled(waits and one is not None and one.marked.passage.kind == "text")
        self.mark.setEnabled(self.words.isEnabled() and bool(self.words.text().strip()))

    def keys(self) -> Mapping[int, Callable[[], None]]:
        """Return what the letters of the list do here."""
        acts: dict[int, Callable[[], None]] = {
            Qt.Key.Key_K: self.keep.click,
            Qt.Key.Key_N: self.next.click,
            Qt.Key.Key_W: self.words.setFocus,
        }
        for key, stance in KEYS:
            if stance is not None:
                acts[Qt.Key[f"Key_{key}"]] = lambda stance=stance: self.stances.answer(stance)  # type: ignore[misc]
        return acts
