"""What lies on the pages in view, one by one, for screen readers: passages and hyperlinks, each with a name, a place and an act.

Buttons over the pages that paint nothing and take neither mouse nor Tab. They have their act from Qt, since it cannot be given
to a widget from Python. Made only while assistive technology is connected.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from reviewer.model.geometry import PageQuad, Rect
from reviewer.ui.look import labels
from reviewer.ui.viewer.geometry.stage import Stage

MOST = 300
"""Parts at once: a page may have any number of them, and nobody hears them all."""


@dataclass(frozen=True, slots=True)
class SpokenPart:
    """One part of a page.

    Attributes:
        name: What it is, in a line.
        more: What else there is to say of it.
        quads: Where it lies; at least one.
        act: What pressing it does.

    """

    name: str
    more: str
    quads: Sequence[PageQuad]
    act: Callable[[], None]


class SpokenParts(QObject):
    """The parts of the pages of one view."""

    def __init__(self, viewport: QWidget, stage: Stage) -> None:
        super().__init__(viewport)
        self._viewport = viewport
        self._stage = stage
        self._buttons: list[_Part] = []

    def show(self, parts: Sequence[SpokenPart]) -> None:
        """Offer these parts, in this order."""
        shown = parts[:MOST]
        while len(self._buttons) > len(shown):
            self._buttons.pop().deleteLater()
        while len(self._buttons) < len(shown):
            self._buttons.append(_Part(self._viewport))
        for button, part in zip(self._buttons, shown, strict=True):
            button.take(part)
        self.place()

    def place(self) -> None:
        """Lie where the parts are shown now; what is beyond the view's edges is there for a screen reader too."""
        camera = self._stage.camera
        for one in self._buttons:
            page = one.part.quads[0].page
            if page < camera.layout.count:
                around = Rect.around_all([quad.quad.rect for quad in one.part.quads if quad.page == page])
                where = camera.view_rect(page, around)
                one.setGeometry(QRectF(where.x0, where.y0, where.width, where.height).toAlignedRect())


class _Part(QAbstractButton):
    """One part; what presses it is another program."""

    def __init__(self, viewport: QWidget) -> None:
        super().__init__(viewport)
        self.part = SpokenPart("", "", (), lambda: None)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.clicked.connect(self._on_self_clicked)
        self.show()

    def take(self, part: SpokenPart) -> None:
        self.part = part
        labels.name(self, part.name)
        self.setAccessibleDescription(part.more)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint nothing."""

    def _on_self_clicked(self) -> None:
        self.part.act()
