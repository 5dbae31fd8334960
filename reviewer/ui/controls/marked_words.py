"""A quote with some of its words marked, as plain text that is painted: what was changed between two versions.

Never sees markup. Words that went are struck out, words that came are underlined; both stand on a tint, so that nobody has to
tell them by colour.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from reviewer.i18n import tr
from reviewer.model.neutral import displayed
from reviewer.ui.look import labels
from reviewer.ui.look.theme import Theme

_MARGIN_PX = 2
_HINT_PX = 240


class MarkedWords(QWidget):
    """Shows one quote, as high as it needs to be.

    Args:
        theme: Colours and fonts.
        struck: Whether marked words are struck out, as those of the older version are.
        parent: The widget it belongs to.

    """

    def __init__(self, theme: Theme, *, struck: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._struck = struck
        self._text = ""
        self._marked: list[tuple[int, int]] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self._on_theme_changed)

    def show_words(self, text: str, marked: Sequence[tuple[int, int]], name: str) -> None:
        """Show a quote with some of its words marked (first code point, and one past the last); `name` is read out before it."""
        shown: list[str] = []
        places: list[tuple[int, int]] = []
        at = length = 0
        for start, end in (*marked, (len(text), len(text))):
            before, words = displayed(text[at:start]), displayed(text[start:end])
            length += _units(before)
            if words:
                places.append((length, _units(words)))
            length += _units(words)
            shown += [before, words]
            at = end
        self._text = "".join(shown).replace("\n", " ")
        self._marked = places
        labels.name(self, f"{name}: {text}")
        self.setAccessibleDescription(tr("Marked: {words}").format(words=", ".join(self.marked)) if places else "")
        self.updateGeometry()
        self.update()

    @property
    def marked(self) -> list[str]:
        """The words that are marked, as they are shown."""
        units = self._text.encode("utf-16-le", "surrogatepass")
        return [units[2 * at : 2 * (at + count)].decode("utf-16-le", "surrogatepass") for at, count in self._marked]

    def hasHeightForWidth(self) -> bool:
        """Qt's override."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Qt's override: as high as its lines."""
        return int(self._laid_out(width).boundingRect().height()) + 2 * _MARGIN_PX + 1

    def sizeHint(self) -> QSize:
        """Qt's override."""
        return QSize(_HINT_PX, self.heightForWidth(_HINT_PX))

    def minimumSizeHint(self) -> QSize:
        """Qt's override."""
        return QSize(80, 20)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt's override."""
        painter = QPainter(self)
        painter.setPen(self._theme.token("text"))
        self._laid_out(self.width()).draw(painter, QPointF(_MARGIN_PX, _MARGIN_PX), [], QRectF(self.rect()))

    def _laid_out(self, width: int) -> QTextLayout:
        layout = QTextLayout(self._text, self._theme.font("base"))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        layout.setTextOption(option)
        layout.setFormats([self._format(start, length) for start, length in self._marked])
        layout.beginLayout()
        y = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(20, width - 2 * _MARGIN_PX))
            line.setPosition(QPointF(0, y))
            y += line.height()
        layout.endLayout()
        return layout

    def _format(self, start: int, length: int) -> QTextLayout.FormatRange:
        made = QTextLayout.FormatRange()
        look = QTextCharFormat()
        look.setBackground(self._theme.token("attention_surface"))
        look.setForeground(self._theme.token("attention"))
        look.setFontWeight(QFont.Weight.DemiBold)
        look.setFontStrikeOut(self._struck)
        look.setFontUnderline(not self._struck)
        made.start, made.length, made.format = start, length, look  # type: ignore[attr-defined]
        return made

    def _on_theme_changed(self) -> None:
        self.update()


def _units(text: str) -> int:
    """Return how many places a text takes in Qt, which counts UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
