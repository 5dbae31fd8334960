"""Says which documents are not in the pack that was just written, and offers what helps. Exporting is the caller's business."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from reviewer.i18n import tr, trn
from reviewer.ui.controls.sheet import Sheet
from reviewer.ui.look import labels
from reviewer.ui.look.theme import Theme


class LeftOutDialog(Sheet):
    """Accepted means: ask for the passwords and export again.

    Args:
        theme: Colours and fonts.
        refused: Names, each with the sentence that says why.
        locked: Whether a password would help with some of them.
        parent: The window.

    """

    def __init__(self, theme: Theme, refused: Sequence[tuple[str, str]], *, locked: bool, parent: QWidget | None = None) -> None:
        main, close = (tr("Unlock and export again…"), tr("Leave it out")) if locked else ("", "")
        super().__init__(theme, tr("Left out of the pack"), main=main, close=close, parent=parent)
        self.setMinimumWidth(480)
        count = len(refused)
        self.add_text(
            trn(
                "The pack is complete but for this one. The pack says so too.",
                "The pack is complete but for these {count}. The pack says so too.",
                count,
            ).format(count=count),
            role="body",
        )
        for name, sentence in refused:
            self.body.addSpacing(8)
            self.body.addWidget(labels.label(name, font=theme.font(bold=True), wrap=True, selectable=True))
            self.add_text(sentence, selectable=True)
        if locked:
            self.body.addSpacing(8)
            self.add_text(tr("With its password a locked document goes into the pack: give it, and the pack is written anew."))
