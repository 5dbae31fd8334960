"""The one place that makes labels and tooltips. Text is always shown plain: a document's string is never read as markup.

Nor does it change how the line reads that it stands in: overrides of the direction of writing are shown as signs.

Qt guesses whether a string is rich text, and rich text fetches images from the names it carries. So no other module of the window
makes a QLabel, sets a tooltip, or opens a message box.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolTip, QWidget

from reviewer.model.neutral import displayed

_TIP = "reviewer_tip"
"""The property of a widget that holds the description its tooltip gave it."""


def label(
    text: str = "",
    *,
    role: str = "body",
    font: QFont | None = None,
    wrap: bool = False,
    selectable: bool = False,
    buddy: QWidget | None = None,
    parent: QWidget | None = None,
) -> QLabel:
    """Return a label that shows `text` exactly as it is.

    Args:
        text: Any string, trusted or not.
        role: Names its colour in the style sheet: body, second, hint, attention, heading.
        font: Of the type scale; the base font when absent.
        wrap: Break lines at words.
        selectable: Let it be selected and copied with mouse and keyboard.
        buddy: The field it names for its mnemonic and for screen readers.
        parent: The widget it belongs to.

    """
    made = _Label(parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setOpenExternalLinks(False)
    made.setText(text)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    if wrap:
        made.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        made.setMinimumHeight(1)  # the layout asks for the height at its width; the hint is that of a narrow column
        policy = made.sizePolicy()
        policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        made.setSizePolicy(policy)
    if font is not None:
        made.setFont(font)
    if selectable:
        made.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
    if buddy is not None:
        made.setBuddy(buddy)
    return made


class _Label(QLabel):
    """Shows what would change how a line reads as what it is, as `model.neutral` does."""

    def setText(self, text: str) -> None:
        super().setText(displayed(text))


def escaped(text: str) -> str:
    """Return markup that shows `text` literally, for the places where Qt takes nothing but markup (tooltips)."""
    import html  # not needed before the first tooltip

    return f'<p style="white-space:pre-wrap">{html.escape(displayed(text))}</p>' if text else ""


def set_tooltip(widget: QWidget, text: str) -> None:
    """Give a widget a tooltip that shows `text` literally; it describes the widget to screen readers where nothing else does.

    Without a description of its own Qt would read them the tooltip, with its markup.
    """
    widget.setToolTip(escaped(text))
    if widget.accessibleDescription() in ("", widget.property(_TIP) or ""):
        shown = displayed(text)
        widget.setProperty(_TIP, shown)
        widget.setAccessibleDescription(shown)


def show_tooltip(widget: QWidget, at: QPoint, text: str, within: QRect) -> None:
    """Show a tooltip at a global place, with `text` as it is, until the pointer leaves a part of the widget."""
    QToolTip.showText(at, escaped(text), widget, within)


def shows_tooltip(text: str) -> bool:
    """Tell whether the tooltip that is shown says `text`."""
    return QToolTip.isVisible() and QToolTip.text() == escaped(text)


def name(widget: QWidget, text: str, description: str = "") -> None:
    """Give a control its accessible name, and a description where the name does not say enough."""
    widget.setAccessibleName(displayed(text))
    if description:
        widget.setAccessibleDescription(displayed(description))
