"""A flat button that shows one drawn icon, recoloured with the theme, and always has an accessible name."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QToolButton, QWidget

from reviewer.model.neutral import displayed
from reviewer.ui.look import icons, labels
from reviewer.ui.look.theme import Theme


class IconButton(QToolButton):
    """An icon with a name for screen readers and a tooltip.

    Args:
        theme: Gives the colours, also after a switch.
        icon: Name of the drawing.
        text: The accessible name and the tooltip; shown beside the icon when `words` is set.
        words: Show the text beside the icon.
        colour: The token of its colour.
        size_px: Edge of the icon in logical pixels.
        parent: The widget it belongs to.

    """

    def __init__(
        self,
        theme: Theme,
        icon: str,
        text: str,
        *,
        words: bool = False,
        colour: str = "text_second",
        size_px: int = 16,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = icon
        self._colour = colour
        self._size_px = size_px
        self.setIconSize(QSize(size_px, size_px))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard with the page
        self.setAutoRaise(True)
        self.setText(displayed(text).replace("&", "&&"))
        self.setProperty("words", words)
        style = Qt.ToolButtonStyle
        self.setToolButtonStyle(style.ToolButtonTextBesideIcon if words else style.ToolButtonIconOnly)
        labels.name(self, text)
        labels.set_tooltip(self, text)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def set_icon(self, icon: str, *, colour: str | None = None) -> None:
        """Show another drawing, and in another colour if one is named."""
        self._icon = icon
        self._colour = colour or self._colour
        self._on_theme_changed()

    def set_text(self, text: str, *, tooltip: str | None = None) -> None:
        """Change the name, and the tooltip where it should say more."""
        self.setText(displayed(text).replace("&", "&&"))
        labels.name(self, text)
        labels.set_tooltip(self, tooltip or text)

    def _on_theme_changed(self) -> None:
        shown, off = self._theme.token(self._colour), self._theme.token("disabled")
        self.setIcon(icons.icon(self._icon, shown, size_px=self._size_px, disabled=off))
