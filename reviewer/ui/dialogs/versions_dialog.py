"""The passages of an older version, one by one: where each stands in the newer one, and what a person decides about it.

What is unchanged goes over in one step. The arrows go through the list and Enter to the next that waits: it never decides.
A takes the new place, K keeps a passage where it is, N shows the next of several places, W says which words of the newer
version it is to mark, Ctrl+Z takes a decision back. Where words that matter were changed, a person says the stance anew
(S, C, O, T), and that is part of the same step. None is passed over: every passage has a row with what becomes of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import replace
from threading import Event as Flag
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QListWidget, QPushButton, QWidget

from reviewer.errors import ReviewerError
from reviewer.i18n import tr, trn
from reviewer.model.anchor import Anchor
from reviewer.model.changes import Changes
from reviewer.model.document import Document
from reviewer.model.ids import LinkId, PassageId
from reviewer.model.neutral import displayed, inserted
from reviewer.model.stance import Stance
from reviewer.services import commands
from reviewer.services.events import CaseChanged
from reviewer.services.versions.carried import CarriedPassage, Standing
from reviewer.services.versions.finding_places import next_place, place_of_words, places_in_version
from reviewer.services.versions.taking import placed_at, taken
from reviewer.ui.case.case_parts import CaseParts
from reviewer.ui.case.crops import Crops
from reviewer.ui.controls.sheet import Sheet
from reviewer.ui.dialogs.version_decisions import VersionDecisions
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
            tr("A takes the new place, K keeps it, N shows the next place, W finds by words, Enter goes on to the next passage"),
        )
        self.body.addWidget(self.list)
        self.places = VersionPlaces(parts.theme, crops, older, newer)
        self.body.addWidget(self.places, 1)
        self.decisions = VersionDecisions(self._desk.rows)
        self.words, self.words_button = self.decisions.words, self.decisions.mark
        self.decisions.take.clicked.connect(self._take)
        self.decisions.keep.clicked.connect(self._keep)
        self.decisions.next.clicked.connect(self._show_next_place)
        self.decisions.mark.clicked.connect(self._on_words_entered)
        self.words.returnPressed.connect(self._on_words_entered)
        self.body.addWidget(self.decisions)
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
            onward: dict[int, Callable[[], None]] = dict.fromkeys((Qt.Key.Key_Return, Qt.Key.Key_Enter), self._go_on)
            acts: dict[int, Callable[[], None]] = {**onward, Qt.Key.Key_A: self._take, **self.decisions.keys()}
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
        idle = not self._busy and not self._desk.read_only
        self.main_button.setEnabled(idle and any(each.is_safe for each in self._found))
        self.decisions.allow(idle)

    def _on_row_changed(self, _row: int) -> None:
        self.told.setText("")
        self.words.clear()
        self.places.show_passage(self.current)
        self.decisions.show_passage(self.current)
        self._refresh_buttons()

    def _go_on(self) -> None:
        """Go to the next passage that waits, and decide nothing."""
        self._go_to_waiting(self.list.currentRow() + 1)

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
        place = None if one is None else taken(one)
        if one is None or place is None or self._is_to_be_asked():
            return
        if self.decisions.take.isEnabled():
            self._carry({one.marked.passage.id: place}, tr("Passage carried over"), self.decisions.stances.answers)

    def _is_to_be_asked(self) -> bool:
        """Say that the stance is to be chosen first, where it is."""
        is_open = not self.decisions.stances.is_answered
        if is_open:
            self.told.setText(tr("Say first what it says now: S supports, C contradicts, O is context, T states."))
        return is_open

    def _keep(self) -> None:
        one = self.current
        if one is None or not self.decisions.keep.isEnabled():
            return
        passage = one.marked.passage.id

        def done(_changes: Changes) -> None:
            self._settle({passage: replace(one, standing=Standing.KEPT)})
            self._parts.wishes.offer_undo(tr("Passage kept in the older version"))

        self._ask(commands.keep_in_version(self._desk.session, passage=passage, newer=self._newer.id), done)

    def _show_next_place(self) -> None:
        """Show the next of several places that a passage fits."""
        one, at = self.current, self.list.currentRow()
        if one is None or not one.others or not self.decisions.next.isEnabled():
            return

        def found(there: CarriedPassage) -> None:
            self._found[at] = there
            self._refresh()
            if self.list.currentRow() == at:
                self.places.show_passage(there)
                self.decisions.show_passage(there)

        self._ask(next_place(self._desk.session, one), found)

    def _on_words_entered(self) -> None:
        one, words = self.current, self.words.text().strip()
        if one is None or not words or not self.words_button.isEnabled():
            return

        def found(anchor: Anchor) -> None:
            """Show that place with its words beside the old ones: a person takes it when both were read."""
            there = placed_at(one, anchor)
            self._found = [there if each.marked.passage.id == one.marked.passage.id else each for each in self._found]
            self._refresh()
            self._on_row_changed(self.list.currentRow())
            self.told.setText(tr("It is shown above. A takes it."))
            self.list.setFocus()

        self._ask(place_of_words(self._desk.session, self._newer.id, words), found)

    def _carry(self, places: dict[PassageId, Anchor], told: str, stances: Mapping[LinkId, Stance] | None = None) -> None:
        def done(_changes: Changes) -> None:
            by_id = {one.marked.passage.id: one for one in self._found}
            self._settle(
                {
                    id_: replace(by_id[id_], standing=Standing.CARRIED, anchor=anchor, state=anchor.state)
                    for id_, anchor in places.items()
                }
            )
            self._parts.wishes.offer_undo(told.format(count=len(places)))

        carrying = commands.carry_over(
            self._desk.session, older=self._older.id, document=self._newer.id, places=places, stances=stances
        )
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
