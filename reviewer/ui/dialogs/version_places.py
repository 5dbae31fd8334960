"""One passage in two versions side by side: its picture and its words in each, those that were changed marked.

Owns what is shown; what a person decides is the business of `versions_dialog`.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import shiboken6
from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from reviewer.i18n import tr
from reviewer.model.anchor import Anchor
from reviewer.model.document import Document
from reviewer.model.neutral import inserted
from reviewer.model.overview import MarkedPassage
from reviewer.services.versions.carried import CarriedPassage, Standing
from reviewer.ui.case.crop_frame import MOST_PX, picture_height
from reviewer.ui.case.crops import Crops, CropWish
from reviewer.ui.controls.marked_words import MarkedWords
from reviewer.ui.look import labels
from reviewer.ui.look.theme import Theme
from reviewer.ui.look.version_words import why_words

_SPACING_PX = 16
_LEAST_PX, _STEP_PX = 160, 16
_REST_MS = 120
_MOST_PICTURE_PX = 200
"""Height of a picture: both quotes are to be seen below without scrolling."""


class VersionPlaces(QWidget):
    """The older version at the left, the newer one at the right."""

    def __init__(self, theme: Theme, crops: Crops, older: Document, newer: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._crops = crops
        self._documents = older, newer
        self._shown: CarriedPassage | None = None
        self._asked: tuple[object, ...] = ()
        self._soon = QTimer(self, singleShot=True, interval=_REST_MS)
        self._soon.timeout.connect(self._ask)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(_SPACING_PX)
        grid.setVerticalSpacing(6)
        self.why = labels.label(wrap=True, selectable=True)
        grid.addWidget(self.why, 0, 0, 1, 2)
        self.heads = [labels.label(font=theme.font("second", bold=True)) for _ in (0, 1)]
        self.pictures = [self._picture() for _ in (0, 1)]
        self.quotes = [MarkedWords(theme, struck=at == 0) for at in (0, 1)]
        for at in (0, 1):
            grid.setColumnStretch(at, 1)
            grid.addWidget(self.heads[at], 1, at)
            grid.addWidget(self.pictures[at], 2, at, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self.quotes[at], 3, at, Qt.AlignmentFlag.AlignTop)
        grid.setRowStretch(4, 1)

    @staticmethod
    def _picture() -> QLabel:
        made = labels.label(role="hint", wrap=True)
        made.setMinimumSize(QSize(_LEAST_PX, 48))
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)  # a picture follows the dialog's width
        return made

    def show_passage(self, one: CarriedPassage | None) -> None:
        """Show a passage, or nothing."""
        self._shown = one
        self.setVisible(one is not None)
        if one is None:
            return
        self.why.setText(why_words(one))
        anchors = one.marked.passage.anchor, one.anchor
        stretches = one.comparison.changed if one.comparison is not None else ()
        spans = [each.old for each in stretches], [each.new for each in stretches]
        names = tr("In the older version"), tr("In the newer version")
        for at, (document, anchor) in enumerate(zip(self._documents, anchors, strict=True)):
            page = (
                ""
                if anchor is None or document.is_picture
                else tr(", page {page}").format(page=anchor.page_label or anchor.page + 1)
            )
            self.heads[at].setText(f"{inserted(document.name)}{page}")
            self.pictures[at].clear()
            self.pictures[at].setText(tr("Not found") if anchor is None and one.standing is not Standing.ELSEWHERE else "")
            words = anchor.text.quote if anchor is not None and anchor.text is not None else ""
            self.quotes[at].show_words(words, [span for span in spans[at] if span[0] < span[1]], names[at])
            self.quotes[at].setVisible(bool(words))
        self._asked = ()
        self._ask()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's override: pictures as wide as there is room."""
        super().resizeEvent(event)
        self._soon.start()

    def _ask(self) -> None:
        one = self._shown
        if one is None or not self.isVisible():
            return
        width = max(_LEAST_PX, (self.width() - _SPACING_PX) // 2 // _STEP_PX * _STEP_PX)
        asked = one.marked.passage.id, one.anchor and one.anchor.id, width
        if asked == self._asked:
            return
        self._asked = asked
        for at, anchor in enumerate((one.marked.passage.anchor, one.anchor)):
            if anchor is not None:
                height = min(MOST_PX, _MOST_PICTURE_PX, picture_height(anchor, width))
                self.pictures[at].setMinimumHeight(height)
                wish = CropWish(self._marked(one, at, anchor), None, width, height, self.devicePixelRatioF())
                self._crops.wish(wish, partial(self._show, at, asked), self)
        least = self.heightForWidth(self.width()) if self.hasHeightForWidth() else self.sizeHint().height()
        self.setMinimumHeight(max(self.minimumHeight(), least))  # what stands below comes up for no shorter passage

    def _marked(self, one: CarriedPassage, at: int, anchor: Anchor) -> MarkedPassage:
        passage = replace(one.marked.passage, document=self._documents[at].id, anchor=anchor)
        return replace(one.marked, passage=passage)

    def _show(self, at: int, asked: tuple[object, ...], image: QImage | None) -> None:
        if asked != self._asked or not shiboken6.isValid(self):
            return
        if image is None:
            self.pictures[at].setText(tr("The page cannot be shown."))
        else:
            self.pictures[at].setPixmap(QPixmap.fromImage(image))
