"""Asks what is printed where words were recognised, and shows the place: nobody need look behind the dialog.

Owns how that is laid out. The picture comes from whoever opens it.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QWidget

from reviewer.i18n import tr
from reviewer.model.quotation import in_quotes
from reviewer.ui.dialogs.text_dialog import TextDialog
from reviewer.ui.look import labels, readable
from reviewer.ui.look.theme import Theme

PICTURE_PX = 120
"""Height of the picture, in logical pixels: three lines, the words in the middle one."""

_NARROW_PX, _WIDE_PX = 392, 700
_A_LETTER_PX = 20
"""Of the picture's width: one word has room in a narrow dialog, a whole line needs a wide one."""

_BESIDE_PX = 96
"""What a dialog leaves of a small window's width, its own margins included."""

_MOST_SHOWN = 60


class CorrectionDialog(TextDialog):
    """One field below a picture of the place.

    Args:
        theme: Colours and fonts.
        said: The words as they were recognised, or corrected before.
        sure: How sure what recognised them is, 0 to 100; None where nobody tells.
        wrong: Returns a sentence when what is typed cannot be taken, else "".
        over: The window.

    """

    def __init__(self, theme: Theme, said: str, sure: float | None, wrong: Callable[[str], str], over: QWidget) -> None:
        words = in_quotes(readable.shortened(said, _MOST_SHOWN))
        is_told = tr("Recognised: {words}.") if sure is None else tr("Recognised: {words}, {percent} % sure.")
        told = is_told.format(words=words, percent=0 if sure is None else round(sure))
        super().__init__(
            theme,
            tr("Correct the recognised word"),
            tr("What is printed in the picture"),
            said,
            main=tr("Correct"),
            hint=f"{told} {tr('Both are found by searches, and the journal keeps both.')}",
            wrong=wrong,
            parent=over,
        )
        most = min(_WIDE_PX, over.width() - _BESIDE_PX)
        self.picture_size = max(_NARROW_PX, min(len(said) * _A_LETTER_PX, most)), PICTURE_PX
        self.picture = labels.label(tr("The page is being drawn …"), role="hint")
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setFixedSize(*self.picture_size)
        labels.name(self.picture, tr("Picture of the place"))
        self.body.insertWidget(0, self.picture, 0, Qt.AlignmentFlag.AlignHCenter)
        self.body.insertSpacing(1, 8)

    def show_picture(self, image: QImage | None) -> None:
        """Show the place, or say that the page cannot be drawn."""
        if image is None:
            self.picture.setText(tr("The page cannot be drawn."))
        else:
            self.picture.setPixmap(QPixmap.fromImage(image))
