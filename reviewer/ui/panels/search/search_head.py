"""What stands above the results of a search: what it brought, what narrows it, and what would bring more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QPushButton, QVBoxLayout, QWidget

from reviewer.i18n import tr
from reviewer.model.ids import ClaimId, DocumentId
from reviewer.model.neutral import inserted
from reviewer.model.overview import ClaimOverview
from reviewer.model.searching import HitKind, SearchFilter, TextSource
from reviewer.model.stance import Stance
from reviewer.services.search.query_words import said
from reviewer.services.search.searching import Suggestion, Way
from reviewer.ui.controls.flow import FlowLayout
from reviewer.ui.look import labels, readable
from reviewer.ui.look.theme import Theme, stance_words

T = TypeVar("T")


class SearchHead(QFrame):
    """The head of the Search view.

    Signals:
        narrowed: Something else is wanted of what is found.
        suggestion_taken: A `Suggestion` was chosen.
        terms_requested: A list of terms is to be searched for.

    """

    narrowed = Signal()
    suggestion_taken = Signal(object)
    terms_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("surface", "pane")
        self.setProperty("line", "bottom")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 12)
        self.summary = labels.label(font=theme.font("heading", bold=True), wrap=True)
        column.addWidget(self.summary)
        self._suggestions = QWidget()
        self._offers = FlowLayout(self._suggestions)
        self._suggestions.hide()
        self._offered: tuple[Suggestion, ...] = ()
        column.addWidget(self._suggestions)
        self.remarks = labels.label(role="second", font=theme.font("second"), wrap=True)
        self.remarks.hide()
        column.addWidget(self.remarks)
        self.unsearched = labels.label(role="attention", font=theme.font("second"), wrap=True)
        self.unsearched.hide()
        column.addWidget(self.unsearched)
        filters = QWidget()
        self._row = FlowLayout(filters)
        column.addWidget(filters)
        self.kind = self._box(tr("Kind"), [(tr("Everything"), None), *_kinds()])
        self.stance = self._box(tr("Stance"), [(tr("Any stance"), None), *((stance_words(one), one) for one in Stance)])
        self.claim = self._box(tr("Claim"), [(tr("Any claim"), None)])
        self.claim.setMinimumContentsLength(10)
        self.claim.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        texts = [(tr("Any text"), None), (tr("Set text"), TextSource.SET), (tr("Recognised text"), TextSource.RECOGNISED)]
        self.source = self._box(tr("Text"), texts)
        self.reviewer = self._box(tr("Reviewer"), [(tr("Any reviewer"), None)])
        self.reviewer.hide()  # until there are two
        self.unopened = self._check_box(tr("Only unopened pages"), tr("Only what stands on pages that nobody has opened"))
        self._only: DocumentId | None = None
        self.only = QPushButton()
        self.only.setProperty("link", True)
        self.only.clicked.connect(lambda: self.narrow_to(None, ""))
        self.only.hide()
        self._row.addWidget(self.only)
        hint = tr("In recognised text also find words that a program may have misread, such as “rnessages” for “messages”")
        self.tolerant = self._check_box(tr("Also misread words"), hint)
        self.terms = QPushButton(tr("List of terms…"))
        self.terms.setProperty("link", True)
        self.terms.clicked.connect(self.terms_requested)
        self._row.addWidget(self.terms)

    @property
    def wanted(self) -> SearchFilter:
        """What of what is found is wanted."""
        kind = self.kind.currentData()
        return SearchFilter(
            frozenset() if kind is None else frozenset({HitKind(kind)}),
            frozenset() if self._only is None else frozenset({self._only}),
            _chosen(self.source, TextSource),
            _chosen(self.stance, Stance),
            None if self.claim.currentData() is None else ClaimId(self.claim.currentData()),
            self.reviewer.currentData(),
            self.unopened.isChecked(),
        )

    def narrow_to(self, document: DocumentId | None, name: str) -> None:
        """Narrow to one document, or to none; a button says so and leads back."""
        self._set_only(document, name)
        self.narrowed.emit()

    def _set_only(self, document: DocumentId | None, name: str) -> None:
        self._only = document
        words = tr("Only in {name}: show all").format(name=inserted(readable.shortened(name, 40)))
        self.only.setText(words.replace("&", "&&"))
        labels.name(self.only, words)
        self.only.setVisible(document is not None)

    def take(self, suggestion: Suggestion) -> None:
        """Narrow as a suggestion does, without saying so."""
        asked = suggestion.asked
        if suggestion.way is Way.WITHOUT_FILTER:
            for box in (self.kind, self.stance, self.claim, self.source, self.reviewer):
                _choose(box, 0)
            _check(self.unopened, on=False)
            self._set_only(None, "")
        _check(self.tolerant, on=asked.tolerant)

    def show_claims(self, claims: Sequence[ClaimOverview]) -> None:
        """Offer these claims; the one that was chosen stays so where it is among them."""
        self._offer(
            self.claim, [(f"{one.number}  {readable.shortened(one.claim.text, 60)}", str(one.claim.id)) for one in claims]
        )

    def show_reviewers(self, names: Sequence[str]) -> None:
        """Offer these reviewers, where there are several."""
        self._offer(self.reviewer, [(inserted(readable.shortened(one, 40)), one) for one in names])
        self.reviewer.setVisible(len(names) > 1 or self.reviewer.currentIndex() > 0)

    def _offer(self, box: QComboBox, rows: Sequence[tuple[str, str]]) -> None:
        """Offer rows below the first; the one that was chosen stays so where it is among them."""
        if [(box.itemText(at), box.itemData(at)) for at in range(1, box.count())] == list(rows):
            return
        chosen = box.currentData()
        box.blockSignals(True)
        while box.count() > 1:
            box.removeItem(1)
        for words, data in rows:
            box.addItem(words, data)
        box.setCurrentIndex(max(0, box.findData(chosen)))
        box.blockSignals(False)
        if box.currentData() != chosen:
            self.narrowed.emit()

    def show_suggestions(self, suggestions: Sequence[Suggestion]) -> None:
        """Offer what would bring more, each as a button."""
        if tuple(suggestions) == self._offered:
            return
        self._offered = tuple(suggestions)
        while self._offers.count():
            item = self._offers.takeAt(0)
            widget = None if item is None else item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for one in suggestions:
            button = QPushButton(_offered(one).replace("&", "&&"))
            button.setProperty("link", True)
            labels.name(button, _offered(one))
            button.clicked.connect(lambda _on=False, one=one: self.suggestion_taken.emit(one))
            self._offers.addWidget(button)
            button.show()
        self._suggestions.setVisible(bool(suggestions))

    def _check_box(self, name: str, hint: str) -> QCheckBox:
        box = QCheckBox(name)
        labels.name(box, name, hint)
        labels.set_tooltip(box, hint)
        box.toggled.connect(self.narrowed)
        self._row.addWidget(box)
        return box

    def _box(self, name: str, rows: Sequence[tuple[str, object]]) -> QComboBox:
        box = QComboBox()
        labels.name(box, name)
        for words, data in rows:
            box.addItem(words, data)
        box.currentIndexChanged.connect(lambda _index: self.narrowed.emit())
        self._row.addWidget(box)
        return box


def _offered(one: Suggestion) -> str:
    """Return what a button says that leads to more."""
    return {
        Way.BEGINNINGS: tr("Also longer words: {words} ({count})"),
        Way.WITHOUT_FILTER: tr("Not narrowed ({count})"),
        Way.TOLERANT: tr("Also misread words ({count})"),
        Way.ANY_WORD: tr("Any of the words ({count})"),
    }[one.way].format(words=said(one.asked.query), count=one.count)


def _kinds() -> list[tuple[str, HitKind]]:
    words = {
        HitKind.PAGE: tr("Pages"),
        HitKind.QUOTE: tr("Passages"),
        HitKind.NOTE: tr("Notes"),
        HitKind.CLAIM: tr("Claims"),
        HitKind.MISREAD: tr("Words put right"),
        HitKind.DESK: tr("Claims desk"),
    }
    return [(words[one], one) for one in HitKind]


def _chosen(box: QComboBox, kind: type[T]) -> T | None:
    data = box.currentData()
    return None if data is None else kind(data)  # type: ignore[call-arg]


def _check(box: QCheckBox, *, on: bool) -> None:
    box.blockSignals(True)
    box.setChecked(on)
    box.blockSignals(False)


def _choose(box: QComboBox, index: int) -> None:
    box.blockSignals(True)
    box.setCurrentIndex(index)
    box.blockSignals(False)
