"""What stands on a page that cannot be drawn: a sentence and a button to try again.

Owns those small panels, one for each such page in view, and where they stand. Real widgets, so that keyboard and screen readers
reach them.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from reviewer.i18n import tr
from reviewer.ui.look import labels
from reviewer.ui.look.theme import Theme
from reviewer.ui.viewer.geometry.camera import Camera
from reviewer.ui.viewer.pixels.pixel_painter import page_area
from reviewer.ui.viewer.pixels.renderer import TileRenderer

MOST_WIDTH_PX = 360


class PageNotices(QObject):
    """The notices over one viewport.

    Signals:
        try_again_requested: The button on this page (from 0) was pressed.

    """

    try_again_requested = Signal(int)

    def __init__(self, viewport: QWidget, theme: Theme) -> None:
        super().__init__(viewport)
        self._viewport = viewport
        self._theme = theme
        self._notices: dict[int, QFrame] = {}

    def look(self, camera: Camera, renderer: TileRenderer | None) -> None:
        """Show notices on the failed pages in view and take all others away."""
        failed = {} if renderer is None else {page: renderer.failure(page) for page in camera.pages}
        for page in [one for one in self._notices if failed.get(one) is None]:
            gone = self._notices.pop(page)
            gone.hide()
            gone.deleteLater()
        for page, sentence in failed.items():
            if sentence is None:
                continue
            if page not in self._notices:
                self._notices[page] = self._made(page, sentence)
            self._place(self._notices[page], camera, page)

    def _place(self, notice: QFrame, camera: Camera, page: int) -> None:
        area = page_area(camera, page)
        dpr = camera.dpr
        notice.setFixedWidth(max(160, min(MOST_WIDTH_PX, round(area.width() / dpr) - 32)))
        notice.adjustSize()
        x = (area.x() + area.width() / 2) / dpr - notice.width() / 2
        y = area.y() / dpr + min(area.height() / dpr / 3, 160)
        notice.move(round(x), round(y))
        notice.show()

    def _made(self, page: int, sentence: str) -> QFrame:
        made = QFrame(self._viewport)
        made.setObjectName("page-notice")
        made.setCursor(Qt.CursorShape.ArrowCursor)
        made.setAutoFillBackground(True)
        column = QVBoxLayout(made)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        words = labels.label(sentence, wrap=True, parent=made)
        button = QPushButton(tr("Try again"), made)
        button.clicked.connect(partial(self.try_again_requested.emit, page))
        labels.name(button, tr("Try again"), sentence)
        column.addWidget(words)
        column.addWidget(button, alignment=Qt.AlignmentFlag.AlignLeft)
        return made
