"""Asks which claim: type to filter, Enter takes it, typing a new text makes a claim."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from reviewer.i18n import tr
from reviewer.model.ids import ClaimId
from reviewer.model.stance import Stance
from reviewer.ui.case.case_rows import CaseRows
from reviewer.ui.dialogs.choice import Choice
from reviewer.ui.dialogs.chooser import Chooser
from reviewer.ui.look.theme import Theme, stance_words

_NEW = "new"


class ClaimPicker(Chooser):
    """The list of claims and elements.

    Args:
        theme: Colours and fonts.
        rows: The case.
        stance: Named in the title; None asks only for the claim.
        last: Put first, so that Enter takes it.
        take: Told the claim's id, or None with the text of a new claim.
        parent: The window.

    """

    def __init__(
        self,
        theme: Theme,
        rows: CaseRows,
        *,
        stance: Stance | None,
        last: ClaimId | None,
        take: Callable[[ClaimId | None, str], None],
        parent: QWidget,
    ) -> None:
        choices = _choices(rows, last)
        known = {one.text.casefold() for one in choices}
        asked = tr("{stance} to which claim?") if stance is Stance.CONTEXT else tr("{stance} which claim?")
        title = asked.format(stance=stance_words(stance)) if stance else tr("Which claim?")

        def extra(typed: str) -> Sequence[Choice]:
            if not typed or typed.casefold() in known:
                return ()
            return (Choice(_NEW, tr("New claim: {text}").format(text=typed), icon="plus"),)

        placeholder = tr("Find a claim, or write a new one") if choices else tr("Write the first claim")
        super().__init__(theme, title=title, placeholder=placeholder, choices=choices, extra=extra, parent=parent)
        self._take_claim = take
        self.taken.connect(self._on_self_taken)

    def open_over(self, view: QWidget) -> None:
        """Show it in the upper part of a widget."""
        self.open_below(view.mapToGlobal(QPoint(view.width() // 2, min(96, view.height() // 6))))

    def _on_self_taken(self, key: str, typed: str) -> None:
        if key == _NEW:
            self._take_claim(None, typed)
        else:
            self._take_claim(ClaimId(key), "")


def _choices(rows: CaseRows, last: ClaimId | None) -> list[Choice]:
    found = []
    for one in rows.claims:
        element = one.claim.parent is not None
        speaker = "" if element else one.claim.speaker or ""
        found.append(Choice(one.claim.id, one.claim.text, before=one.number, after=speaker, indented=element))
    return sorted(found, key=lambda one: one.key != last)
