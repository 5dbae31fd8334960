"""Says which annotations were not taken into the case, what they say, and why: nothing that somebody wrote is lost in silence."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from reviewer.i18n import tr, trn
from reviewer.model.neutral import visible
from reviewer.services.annotations.annotation_notes import note_of
from reviewer.services.annotations.taking_annotations import LeftAnnotation
from reviewer.ui.controls.sheet import Sheet
from reviewer.ui.look import labels, readable
from reviewer.ui.look.theme import Theme
from reviewer.ui.models.annotation_model import kind_words

MOST_NAMED = 100
_MOST_TOLD = 1_000
"""Characters of what one of them says."""


class LeftAnnotationsDialog(Sheet):
    """What was left out.

    Args:
        theme: Colours and fonts.
        left: The annotations with the reasons.
        parent: The window.

    """

    def __init__(self, theme: Theme, left: Sequence[LeftAnnotation], parent: QWidget | None = None) -> None:
        super().__init__(theme, tr("Not taken into the case"), parent=parent)
        self.setMinimumWidth(480)
        for one in left[:MOST_NAMED]:
            kind, page = kind_words(one.annotation), one.annotation.page + 1
            head = tr("{kind}, page {page}").format(kind=kind, page=page)
            self.body.addWidget(labels.label(head, font=theme.font(bold=True), wrap=True, selectable=True))
            said = readable.shortened(visible(note_of(one.annotation)), _MOST_TOLD)
            if said:
                self.add_text(said, role="body", selectable=True)
            self.add_text(one.why, selectable=True)
            self.body.addSpacing(8)
        if len(left) > MOST_NAMED:
            more = len(left) - MOST_NAMED
            self.add_text(trn("{count} more is not named here.", "{count} more are not named here.", more).format(count=more))
