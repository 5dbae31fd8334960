"""What can be done with the timeline from the window: events, dates, the passages of things, whose are shown, saving it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QWidget

from reviewer.desk.timeline import TimelineItem, TimelineKind
from reviewer.desk.timeline_words import table_head, table_rows
from reviewer.exporters.forms.table import defused
from reviewer.i18n import tr, trn
from reviewer.model.changes import Changes
from reviewer.model.ids import ClaimId, DocumentId, EventId, FactId, NameId, PassageId
from reviewer.model.neutral import inserted
from reviewer.services import commands, dates
from reviewer.services.commands.desk import citations, events
from reviewer.services.timeline_pictures import save_timeline
from reviewer.ui.acts.access_acts import AccessActs
from reviewer.ui.case.case_parts import CaseParts
from reviewer.ui.case.desk_rows import DeskRows
from reviewer.ui.controls.clipboard import copy_text
from reviewer.ui.controls.sheet import show_until_kept
from reviewer.ui.dialogs.choice import Choice
from reviewer.ui.dialogs.chooser import Chooser
from reviewer.ui.dialogs.date_dialog import DateDialog
from reviewer.ui.dialogs.event_dialog import EventDialog
from reviewer.ui.dialogs.file_dialog import choose_place
from reviewer.ui.dialogs.passage_picker import PassagePicker
from reviewer.ui.panels.timeline.timeline_view import TimelineView

_SOURCED = (TimelineKind.EVENT, TimelineKind.ACCESS)
"""What a passage can be linked to as its source."""


class TimelineActs(QObject):
    """Dialogs and wishes around the timeline."""

    def __init__(self, parts: CaseParts, rows: DeskRows, view: TimelineView) -> None:
        super().__init__(view)
        self._parts, self._rows, self._view = parts, rows, view
        self._session = parts.desk.session
        self._access = AccessActs(parts, rows, view)

    def add(self) -> None:
        """Ask for an event, add it, and stand on it."""
        if self._is_read_only():
            return
        self._session.job(dates.get_ready)  # read by the time that a date is typed
        dialog = EventDialog(self._parts.theme, None, self._view.window())

        def ask(kept: Callable[[], None], refused: Callable[[], None]) -> None:
            added = events.add_event(self._session, event=dialog.what, date=dialog.date, note=dialog.note)

            def done(made: tuple[EventId, object]) -> None:
                self._view.stand_on(made[0])
                kept()

            self._parts.wishes.ask(added, done, refused)

        show_until_kept(dialog, ask)

    def wish(self, name: str, item: TimelineItem | None) -> None:
        """Carry out what is asked of something: edit, cite, remove."""
        if item is None or self._is_read_only():
            return
        if item.kind is TimelineKind.ACCESS:
            self._access.wish(name, item.record)
        elif name == "edit":
            self._edit(item)
        elif name == "cite" and item.kind is TimelineKind.EVENT:
            self._cite(item)
        elif name == "remove" and item.kind is TimelineKind.EVENT:
            removed = events.remove_event(self._session, event=EventId(item.record))
            self._parts.wishes.ask(removed, lambda _: self._parts.wishes.offer_undo(tr("Event removed. Its passages stay.")))

    def offer(self, at: QPoint, item: TimelineItem) -> None:
        """Offer what can be done with something."""
        menu = QMenu(self._view)
        menu.addAction(tr("Read")).triggered.connect(self._view.read_chosen)
        if item.claims:
            menu.addAction(tr("Show the claim")).triggered.connect(lambda: self._view.claim_requested.emit(item.claims[0]))
        menu.addSeparator()
        rows = [("edit", tr("Edit…") if item.kind in _SOURCED else tr("Edit date…"), item.kind is not TimelineKind.CORRECTION)]
        if item.kind in _SOURCED:
            rows += [("cite", tr("Link a passage…"), True), ("remove", tr("Remove"), True)]
        for name, words, can in rows:
            act = menu.addAction(words)
            act.setEnabled(can and not self._parts.desk.read_only)
            act.triggered.connect(lambda _checked=False, name=name: self.wish(name, item))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def offer_uncite(self, passage: str, item: TimelineItem) -> None:
        """Offer to take a passage off an event or a fact."""
        if item.kind is TimelineKind.ACCESS:
            self._access.offer_uncite(FactId(item.record), passage)
        if item.kind is not TimelineKind.EVENT:
            return
        menu = QMenu(self._view)
        act = menu.addAction(tr("Take off this event"))
        act.setEnabled(not self._parts.desk.read_only)
        act.triggered.connect(lambda: self._uncite(EventId(item.record), PassageId(passage)))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(QCursor.pos())

    def choose_actor(self, button: QWidget) -> None:
        """Have somebody chosen whose statements and access are shown alone."""
        choices = [Choice("", tr("Everybody"), icon="person")]
        choices += [Choice(one.id, one.text, also=one.note) for one in self._rows.desk.names]
        nothing = tr("Nobody of that name is in the case.")
        self._choose(button, tr("Whose statements and access?"), choices, nothing, self._show_actor)

    def choose_claim(self, button: QWidget) -> None:
        """Have a claim chosen of which things are shown alone."""
        choices = [Choice("", tr("All claims"), icon="claim")]
        claims = (one for one in self._parts.desk.rows.claims if one.claim.parent is None)
        choices += [Choice(one.claim.id, one.claim.text, before=one.number, after=one.claim.speaker or "") for one in claims]
        self._choose(button, tr("Which claim?"), choices, tr("There is no such claim."), self._show_claim)

    def copy(self) -> None:
        """Put the timeline on the clipboard as a table, its cells apart by tabs."""
        rows = list(table_rows(self._view.found))
        cells = [[defused(cell) for cell in row] for row in (table_head(), *rows)]
        copy_text("\n".join("\t".join(row) for row in cells) + "\n")
        told = trn("{count} row copied", "{count} rows copied", len(rows))
        self._parts.problems.toast(told.format(count=len(rows)))

    def _choose(self, button: QWidget, title: str, choices: list[Choice], nothing: str, take: Callable[[str], None]) -> None:
        chooser = Chooser(
            self._parts.theme, title=title, placeholder=tr("Type to find"), choices=choices, nothing=nothing, parent=self._view
        )
        chooser.taken.connect(lambda key, _typed: take(key))
        chooser.open_below(button.mapToGlobal(button.rect().bottomLeft()))

    def _show_actor(self, key: str) -> None:
        self._view.show_only(actor=NameId(key) if key else None, claim=self._view.claim)

    def _show_claim(self, key: str) -> None:
        self._view.show_only(actor=self._view.actor, claim=ClaimId(key) if key else None)

    def _edit(self, item: TimelineItem) -> None:
        self._session.job(dates.get_ready)
        if item.kind is TimelineKind.EVENT:
            self._edit_event(item)
        elif item.kind is TimelineKind.STATEMENT:
            self._edit_date(item, tr("When it was said"), self._date_claim)
        elif item.kind is TimelineKind.DOCUMENT:
            self._edit_date(item, tr("When it was written or published"), self._date_document)

    def _edit_event(self, item: TimelineItem) -> None:
        known = next((one for one in self._rows.desk.events if one.id == item.record), None)
        if known is None:
            return
        dialog = EventDialog(self._parts.theme, known, self._view.window())

        def ask(kept: Callable[[], None], refused: Callable[[], None]) -> None:
            edited = events.edit_event(self._session, event=known.id, text=dialog.what, date=dialog.date, note=dialog.note)
            self._parts.wishes.ask(edited, lambda _: kept(), refused)

        show_until_kept(dialog, ask)

    def _edit_date(self, item: TimelineItem, words: str, keep: Callable[[TimelineItem, str], Future[Changes]]) -> None:
        dialog = DateDialog(self._parts.theme, item.title, words, item.begins.text if item.begins else "", self._view.window())

        def ask(kept: Callable[[], None], refused: Callable[[], None]) -> None:
            self._parts.wishes.ask(keep(item, dialog.date), lambda _: kept(), refused)

        show_until_kept(dialog, ask)

    def save(self) -> None:
        """Ask where the timeline is to be saved as a picture, and save it."""
        proposed = self._session.path.parent / tr("timeline.svg")
        choose_place(
            self._view.window(), tr("Save the timeline"), self._save, proposed=proposed, filters="SVG (*.svg)", ending=".svg"
        )

    def _save(self, place: Path) -> None:
        info = self._parts.desk.rows.info
        found, title = self._view.found, "" if info is None else info.title
        asked = self._session.job(lambda: save_timeline(found, title, place))

        def saved(_result: None) -> None:
            self._parts.problems.toast(tr("Saved as {name}.").format(name=inserted(place.name)))

        self._parts.desk.tasks.deliver(asked, saved, self._parts.problems.report, owner=self)

    def _date_claim(self, item: TimelineItem, date: str) -> Future[Changes]:
        return commands.edit_claim(self._session, claim=ClaimId(item.record), date=date)

    def _date_document(self, item: TimelineItem, date: str) -> Future[Changes]:
        return commands.set_dated(self._session, document=DocumentId(item.record), dated=date)

    def _cite(self, item: TimelineItem) -> None:
        event = EventId(item.record)

        def take(passage: PassageId) -> None:
            self._parts.wishes.ask(citations.cite(self._session, passage=passage, event=event))

        picker = PassagePicker(
            self._parts.theme,
            self._parts.desk.rows,
            title=tr("Which passage says so?"),
            without=item.passages,
            take=take,
            parent=self._view,
        )
        picker.open_over(self._view)

    def _uncite(self, event: EventId, passage: PassageId) -> None:
        taken = citations.uncite(self._session, passage=passage, event=event)
        self._parts.wishes.ask(taken, lambda _: self._parts.wishes.offer_undo(tr("Passage taken off the event")))

    def _is_read_only(self) -> bool:
        if self._parts.desk.read_only:
            self._parts.problems.tell_read_only()
        return self._parts.desk.read_only
