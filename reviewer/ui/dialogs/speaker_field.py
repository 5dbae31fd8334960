"""The field for who said something: any words, and linked to a name of the case where they are one of somebody's names."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLabel, QLineEdit

from reviewer.i18n import tr
from reviewer.model.ids import NameId
from reviewer.model.names import Name
from reviewer.model.neutral import inserted
from reviewer.ui.look.name_words import kind_words


class SpeakerField(QLineEdit):
    """The field. `told` is the hint below it, which says whom the words are linked to.

    Args:
        text: As the source calls the speaker.
        name: Whom that is, as it is kept; the link stays while the words do.

    """

    def __init__(self, text: str = "", name: NameId | None = None) -> None:
        super().__init__(text)
        self._at_first = text.strip(), name
        self._names: tuple[Name, ...] = ()
        self.told: QLabel | None = None
        self.textChanged.connect(self._tell)

    @property
    def name(self) -> NameId | None:
        """The name of the case that is linked; None where the words are nobody's."""
        typed = _same(self.text())
        found = next((one.id for one in self._names if typed in map(_same, one.all_names)), None) if typed else None
        if found is None and self.text().strip() == self._at_first[0]:
            return self._at_first[1]
        return found

    def offer(self, names: Sequence[Name]) -> None:
        """Offer names while somebody types."""
        self._names = tuple(names)
        completer = QCompleter([each for one in names for each in one.all_names], self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(completer)
        self._tell()

    def _tell(self) -> None:
        if self.told is None:
            return
        one = next((each for each in self._names if each.id == self.name), None)
        if one is not None:
            said = tr("Linked to {name}, {kind}.").format(name=inserted(one.text), kind=kind_words(one.kind).lower())
        elif self._names and self.text().strip():
            said = tr("Nobody of the case’s names: kept as words.")
        else:
            said = ""
        self.told.setText(said)
        self.told.setVisible(bool(said))
        self.setAccessibleDescription(said)


def _same(text: str) -> str:
    return " ".join(text.casefold().split())
