"""The passages of an older version, one by one: where each stands in the newer one, and what a person decides about it.

What is unchanged goes over in one step. The arrows go through the list, Enter takes the new place, K keeps a passage where it is,
N shows the next of several places, W says which words of the newer version it is to mark, Ctrl+Z takes a decision back. None is
passed over: every passage has a row with what becomes of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from threading import Event as Flag
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QListWidget, QPushButton, QWidget

from reviewer.errors import ReviewerError
from reviewer.i18n import tr, trn
from reviewer.model.anchor import Anchor
from reviewer.model.changes import Changes
from reviewer.model.document import Document
from reviewer.model.ids import PassageId
from reviewer.model.neutral import displayed, inserted
from reviewer.services import commands
from reviewer.services.commands.versions import confirmed
from reviewer.services.events import CaseChanged
from reviewer.services.versions.finding_places import CarriedPassage, Standing, next_place, place_of_words, places_in_version
from reviewer.ui.case.case_parts import CaseParts
from reviewer.ui.case.crops import Crops
from reviewer.ui.controls.sheet import Sheet
from reviewer.ui.dialogs.version_places import VersionPlaces
from reviewer.ui.look import labels
from reviewer.ui.look.version_words import row_words, summary_words

T = TypeVar("T")

_LIST_PX, _SMALL_LIST_PX = 132, 72
_SMALL_PX = 640
"""A lower screen has a shorter list: pictures, words and buttons are to be seen below it."""
_WIDTH_PX = 900


class VersionsDialog(Sheet):
    """Reviews the passages of one version in another. `unmarked`: the person says that it is no version after all."""

    unmarked = Signal()

    def __init__(self, parts: CaseParts, crops: Crops, older: Document, newer: Document, parent: QWidget | None = None) -> None:
        super().__init__(
            parts.theme,
            tr("Passages of {older} in {newer}").format(older=inserted(older.name), newer=inserted(newer.name)),
            main=tr("Carry over what is unchanged"),
            close=tr("Close"),
            parent=parent,
        )
        self._parts = parts
        self._desk = parts.desk
        self._older, self._newer = older, newer
        self._found: list[CarriedPassage] = []
        self._cancelled = Flag()
        self._busy = False
        self.setMinimumWidth(min(_WIDTH_PX, self.screen().availableSize().width() - 48))
        self.summary = self.add_text(tr("Looking for the passages in the newer version…"))
        self.list = QListWidget()
        self.list.setFrameShape(QFrame.Shape.StyledPanel)
        self.list.setFixedHeight(_LIST_PX if self.screen().availableSize().height() > _SMALL_PX else _SMALL_LIST_PX)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.currentRowChanged.connect(self._on_row_changed)
        self.list.installEventFilter(self)
        labels.name(
            self.list,
            tr("Passages of the older version"),
            tr("Enter takes the new place, K keeps it, N shows the next place, W finds by words"),
        )
        self.body.addWidget(self.list)
        self.places = VersionPlaces(parts.theme, crops, older, newer)
        self.body.addWidget(self.places, 1)
        self._make_decisions()
        self.told = self.add_text("", role="attention")
        self.unmark_button = QPushButton(tr("It is no version"))
        self.unmark_button.setAutoDefault(False)
        self.unmark_button.setEnabled(newer.version_of == older.id and not self._desk.read_only)
        self.unmark_button.clicked.connect(self._on_unmark_clicked)
        self.foot.insertWidget(0, self.unmark_button)
        self.finished.connect(lambda _code: self._cancelled.set())
        QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self, parts.wishes.undo)
        self._desk.committed.connect(self._on_desk_committed)
        self._look()

    def _make_decisions(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.take_button = self._button(row, tr("Take the new place"), "Enter", self._take)
        self.keep_button = self._button(row, tr("Keep in the older version"), "K", self._keep)
        self.next_button = self._button(row, tr("Next place"), "N", self._show_next_place)
        row.addStretch(1)
        self.body.addLayout(row)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.words = QLineEdit()
        self.words.setPlaceholderText(tr("Words in the newer version that it is to mark"))
        self.words.returnPressed.connect(self._on_words_entered)
        self.words.textChanged.connect(self._refresh_buttons)
        labels.name(self.words, tr("Words in the newer version that it is to mark"))
        row.addWidget(self.words, 1)
        self.words_button = self._button(row, tr("Mark these words"), "", self._on_words_entered)
        self.body.addLayout(row)
        self._refresh_buttons()

    @staticmethod
    def _button(row: QHBoxLayout, words: str, key: str, then: Callable[[], None]) -> QPushButton:
        made = QPushButton(f"{words} ({key})" if key else words)
        made.setProperty("small", True)
        made.setAutoDefault(False)
        made.clicked.connect(then)
        row.addWidget(made)
        return made

    @property
    def current(self) -> CarriedPassage | None:
        """The passage on show."""
        at = self.list.currentRow()
        return self._found[at] if 0 <= at < len(self._found) else None

    def accept(self) -> None:
        """Qt's override: carry over what is unchanged, and stay for the others."""
        safe = {one.marked.passage.id: one.anchor for one in self._found if one.is_safe and one.anchor is not None}
        if safe and not self._busy:
            self._carry(safe, trn("{count} passage carried over", "{count} passages carried over", len(safe)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's override: the keys of the list."""
        if watched is self.list and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
            acts: dict[int, Callable[[], None]] = {
                Qt.Key.Key_Return: self._take,
                Qt.Key.Key_Enter: self._take,
                Qt.Key.Key_K: self._keep,
                Qt.Key.Key_N: self._show_next_place,
                Qt.Key.Key_W: self.words.setFocus,
            }
            act = acts.get(event.key()) if plain else None
            if act is not None:
                act()
                return True
        return super().eventFilter(watched, event)

    def _on_unmark_clicked(self) -> None:
        self.reject()
        self.unmarked.emit()

    def _look(self) -> None:
        looking = places_in_version(self._desk.session, self._older.id, self._newer.id, cancelled=self._cancelled.is_set)
        self._desk.tasks.deliver(looking, self._show, self._on_failed, owner=self)

    def _on_desk_committed(self, event: CaseChanged) -> None:
        """Look once more after a decision was taken back."""
        if event.changes.undoes is not None or event.changes.redoes is not None:
            self._look()

    def _show(self, found: Sequence[CarriedPassage]) -> None:
        before = self.current.marked.passage.id if self.current is not None else None
        self._found = list(found)
        self.list.clear()
        self.list.addItems([displayed(row_words(one)) for one in found])
        self._refresh()
        self.list.setFocus()
        stood = next((at for at, one in enumerate(found) if one.marked.passage.id == before), None)
        if stood is None:
            self._go_to_waiting(0)
        else:
            self.list.setCurrentRow(stood)

    def _refresh(self) -> None:
        """Say anew what becomes of all passages."""
        for at, one in enumerate(self._found):
            self.list.item(at).setText(displayed(row_words(one)))
        self.summary.setText(summary_words(self._found))
        count = sum(one.is_safe for one in self._found)
        words = trn("Carry over {count} unchanged passage", "Carry over {count} unchanged passages", count)
        self.main_button.setText(words.format(count=count) if count else tr("Carry over what is unchanged"))
        self._refresh_buttons()

    def _refresh_buttons(self) -> None:
        one, idle = self.current, not self._busy and not self._desk.read_only
        waits = one is not None and one.standing in {Standing.WAITING, Standing.KEPT}
        self.main_button.setEnabled(idle and any(each.is_safe for each in self._found))
        self.take_button.setEnabled(idle and waits and one is not None and one.anchor is not None)
        self.keep_button.setEnabled(idle and waits and one is not None and one.standing is Standing.WAITING)
        self.next_button.setEnabled(idle and waits)
        self.next_button.setVisible(one is not None and bool(one.others))
        self.words.setEnabled(idle and waits and one is not None and one.marked.passage.kind == "text")
        self.words_button.setEnabled(self.words.isEnabled() and bool(self.words.text().strip()))

    def _on_row_changed(self, _row: int) -> None:
        self.told.setText("")
        self.words.clear()
        self.places.show_passage(self.current)
        self._refresh_buttons()

    def _go_to_waiting(self, first: int) -> None:
        """Stand on the next passage that waits for a person, else on one that waits at all, else on the first."""
        order = [*range(first, len(self._found)), *range(first)]
        waiting = [at for at in order if self._found[at].standing is Standing.WAITING]
        for wanted in ([at for at in waiting if not self._found[at].is_safe], waiting, order):
            if wanted:
                self.list.setCurrentRow(wanted[0])
                self._on_row_changed(wanted[0])
                return

    def _take(self) -> None:
        one = self.current
        if one is not None and one.anchor is not None and self.take_button.isEnabled():
            place = one.anchor if one.is_safe else confirmed(one.anchor)
            self._carry({one.marked.passage.id: place}, tr("Passage carried over"))

    def _keep(self) -> None:
        one = self.current
        if one is None or not self.keep_button.isEnabled():
            return
        passage = one.marked.passage.id

        def done(_changes: Changes) -> None:
            self._settle({passage: replace(one, standing=Standing.KEPT)})
            self._parts.wishes.offer_undo(tr("Passage kept in the older version"))

        self._ask(commands.keep_in_version(self._desk.session, passage=passage, newer=self._newer.id), done)

    def _show_next_place(self) -> None:
        """Show the next of several places that a passage fits."""
        one, at = self.current, self.list.currentRow()
        if one is None or not one.others or not self.next_button.isEnabled():
            return

        def found(there: CarriedPassage) -> None:
            self._found[at] = there
            self._refresh()
            if self.list.currentRow() == at:
                self.places.show_passage(there)

        self._ask(next_place(self._desk.session, one), found)

    def _on_words_entered(self) -> None:
        one, words = self.current, self.words.text().strip()
        if one is None or not words or not self.words_button.isEnabled():
            return

        def found(anchor: Anchor) -> None:
            self._carry({one.marked.passage.id: anchor}, tr("Passage carried over"))

        self._ask(place_of_words(self._desk.session, self._newer.id, words), found)

    def _carry(self, places: dict[PassageId, Anchor], told: str) -> None:
        def done(_changes: Changes) -> None:
            by_id = {one.marked.passage.id: one for one in self._found}
            self._settle(
                {
                    id_: replace(by_id[id_], standing=Standing.CARRIED, anchor=anchor, state=anchor.state)
                    for id_, anchor in places.items()
                }
            )
            self._parts.wishes.offer_undo(told.format(count=len(places)))

        carrying = commands.carry_over(self._desk.session, older=self._older.id, document=self._newer.id, places=places)
        self._ask(carrying, done)

    def _settle(self, changed: dict[PassageId, CarriedPassage]) -> None:
        """Show what became of some passages, and go on to the next one that waits."""
        at = self.list.currentRow()
        self._found = [changed.get(one.marked.passage.id, one) for one in self._found]
        self._refresh()
        self._go_to_waiting(max(0, at))
        self.list.setFocus()

    def _ask(self, future: Future[T], done: Callable[[T], None]) -> None:
        self._busy = True
        self.told.setText("")
        self._refresh_buttons()

        def ended(result: T) -> None:
            self._busy = False
            done(result)
            self._refresh_buttons()

        self._desk.tasks.deliver(future, ended, self._on_failed, owner=self, told_late=True)

    def _on_failed(self, error: BaseException) -> None:
        self._busy = False
        if isinstance(error, ReviewerError):
            self.told.setText(" ".join(part for part in (f"{error.summary}.".replace("..", "."), error.hint) if part))
        else:
            self.told.setText(tr("That did not work."))
            self._desk.tasks.failed.emit(error)
        if not self._found and self.list.count() == 0:
            self.summary.setText(tr("The passages could not be looked for."))
        self._refresh_buttons()
