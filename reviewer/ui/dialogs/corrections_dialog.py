"""The ledger of corrections in a sheet: its entries, what the one in hand touches, and the packs that are superseded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from reviewer.i18n import tr, trn
from reviewer.model.correction import BuiltPack, Correction
from reviewer.model.desk import Desk
from reviewer.model.neutral import inserted
from reviewer.ui.case.case_rows import CaseRows
from reviewer.ui.controls.record_table import RecordTable
from reviewer.ui.controls.sheet import Sheet
from reviewer.ui.dialogs.place_list import PlaceList, claim_place, passage_place
from reviewer.ui.look import readable
from reviewer.ui.look.theme import Theme

_MOST_PACKS = 5


class CorrectionsDialog(Sheet):
    """The sheet.

    Signals:
        add_requested: A correction is to be written down.
        place_requested: The kind ("claim", "passage") and the id of what a person wants to see.

    """

    add_requested = Signal()
    place_requested = Signal(str, str)

    def __init__(self, theme: Theme, rows: CaseRows, *, writable: bool, parent: QWidget | None = None) -> None:
        super().__init__(theme, tr("Corrections"), main=tr("New correction…"), close=tr("Close"), parent=parent)
        self._rows = rows
        self._entries: tuple[Correction, ...] = ()
        self.setMinimumWidth(560)
        self.main_button.setEnabled(writable)
        self.add_text(tr("The ledger only grows: no entry is edited or removed. A wrong one is put right by another."))
        self.empty = self.add_text(
            tr(
                "Nothing is written down yet. When a published story changes, write down here what changed and who approved it: "
                "packs that were built before are listed as superseded from then on."
            ),
            role="hint",
        )
        heads = (tr("Date"), tr("Story"), tr("Version"), tr("What changed"), tr("Approved by"))
        self.table = RecordTable(heads, name=tr("Corrections"), described=tr("Enter goes to what it touches"), wide=3)
        self.body.addWidget(self.table, 1)
        self.body.addSpacing(8)
        self.changed = self.add_text("", role="text", selectable=True)
        self.places = PlaceList(tr("What it touches"), tr("Enter shows it in the case"))
        self.body.addWidget(self.places)
        self.packs = self.add_text("", role="attention", selectable=True)
        self.table.stood.connect(self._on_table_stood)
        self.table.taken.connect(lambda _entry: self.places.setFocus())
        self.places.taken.connect(lambda place: self.place_requested.emit(place.kind, place.id))
        for one in (self.table, self.changed, self.places, self.packs):
            one.hide()

    def accept(self) -> None:
        """Qt's override: the main button writes another one down, and the sheet stays."""
        if self.main_button.isEnabled():
            self.add_requested.emit()

    def show_desk(self, desk: Desk) -> None:
        """Show the ledger as it is now."""
        is_longer = len(desk.corrections) > len(self._entries)
        self._entries = desk.corrections
        self.empty.setVisible(not self._entries)
        self.table.setVisible(bool(self._entries))
        self.table.show_records([(one.id, _cells(one)) for one in self._entries], last=True)
        if is_longer:
            self.table.stand_on(self._entries[-1].id)
        told = superseded_words(desk.superseded())
        self.packs.setText("\n".join(told))
        self.packs.setVisible(bool(told))

    def _on_table_stood(self, entry: str) -> None:
        one = next((each for each in self._entries if each.id == entry), None)
        self.changed.setText(one.changed if one is not None else "")
        self.changed.setVisible(one is not None)
        claims = [claim_place(self._rows, each) for each in one.claims] if one is not None else []
        passages = [passage_place(self._rows, each) for each in one.passages] if one is not None else []
        found = [each for each in (*claims, *passages) if each is not None]
        self.places.show_places(found)
        self.places.setVisible(bool(found))


def superseded_words(superseded: Mapping[BuiltPack, Sequence[Correction]]) -> list[str]:
    """Return a sentence for each pack that was built before a correction, the newest first."""
    if not superseded:
        return []
    rows = [
        trn(
            "{name}, built {moment}: {count} correction since",
            "{name}, built {moment}: {count} corrections since",
            len(since),
        ).format(name=inserted(pack.name), moment=readable.moment_words(pack.built_at), count=len(since))
        for pack, since in reversed(tuple(superseded.items()))
    ]
    more = len(rows) - _MOST_PACKS
    rest = [trn("and {count} older pack", "and {count} older packs", more).format(count=more)] if more > 0 else []
    return [tr("Superseded packs, to be replaced wherever they were sent:"), *rows[:_MOST_PACKS], *rest]


def _cells(one: Correction) -> tuple[str, ...]:
    return readable.date_words(one.date), one.story, one.version, one.changed, one.approved_by
