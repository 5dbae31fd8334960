"""What a person wishes of the case, handed to the services, with what is told afterwards.

Owns the follow-ups: which wishes end with a toast that offers Undo, and where undo leads. Knows no widget but `Problems`.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QObject, Signal

from reviewer.documents.open_document import OpenDocument
from reviewer.i18n import tr, trn
from reviewer.model.changes import Changes, RecordKind
from reviewer.model.document import Provenance
from reviewer.model.ids import ClaimId, DocumentId, PassageId
from reviewer.model.neutral import inserted
from reviewer.model.overview import MarkedPassage
from reviewer.model.quotation import in_quotes
from reviewer.model.spans import RegionSpan, TextSpan
from reviewer.model.stance import Stance
from reviewer.services import commands
from reviewer.services.commands.claims import Place
from reviewer.ui.case import went_back
from reviewer.ui.case.case_desk import CaseDesk
from reviewer.ui.controls.toast import Toast
from reviewer.ui.look import readable
from reviewer.ui.problems import Problems

T = TypeVar("T")

_MOST_TOLD = 90
"""Characters of a passage or a claim in a message."""

Ended = Callable[[PassageId | None], None]

Kept = Callable[[], object] | None
"""Called when a change is in the case."""

Refused = Callable[[], object] | None
"""Called when a change is not in the case, after the person was told why."""


class Wishes(QObject):
    """The window's verbs.

    Signals:
        went_back: An undo or redo is done: show its place (a `WentBack`).

    """

    went_back = Signal(object)

    def __init__(self, desk: CaseDesk, problems: Problems, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._problems = problems
        self._session = desk.session
        self._undo_offer: Toast | None = None
        self._undo_told: Toast | None = None
        desk.committed.connect(self._take_back_offer)  # Undo would undo something else now

    def mark(
        self,
        span: TextSpan | RegionSpan,
        *,
        claim: ClaimId | None,
        new_claim: str = "",
        stance: Stance | None,
        opened: OpenDocument | None,
        ended: Ended,
    ) -> None:
        """Keep a span as a passage, for a claim that is there or for one of the words `new_claim`.

        `ended` is told its id when it is in the case, or None when it was refused.
        """
        if stance is not None:
            self._desk.choose(claim=claim, stance=stance)
        made = commands.add_passage(
            self._session,
            document=span.document,
            selection=span,
            claim=claim,
            new_claim=new_claim,
            stance=stance,
            opened=opened,
        )

        def done(changes: Changes) -> None:
            self._choose_made(changes)
            ended(PassageId(changes.made(RecordKind.PASSAGE)[0]))

        def failed(error: BaseException) -> None:
            ended(None)
            self._problems.report(error)

        self._desk.tasks.deliver(made, done, failed, owner=self, told_late=True)

    def link(self, passage: PassageId, claim: ClaimId | None, stance: Stance, *, new_claim: str = "", told: str = "") -> None:
        """Tag a passage to a claim, or to one of the words `new_claim`, or change its stance there; `told` is said when it is."""

        def done(changes: Changes) -> None:
            self._choose_made(changes)
            if told and changes.changes:
                self.offer_undo(told)
            elif told:
                self._problems.toast(told)

        self._desk.choose(claim=claim, stance=stance)
        made = commands.link(self._session, passage=passage, claim=claim, new_claim=new_claim, stance=stance)
        self.ask(made, done)

    def set_stance(self, passage: PassageId, claim: ClaimId, stance: Stance) -> None:
        """Change how a passage bears on a claim."""
        self.ask(commands.set_stance(self._session, passage=passage, claim=claim, stance=stance))

    def unlink(self, passage: PassageId, claim: ClaimId) -> None:
        """Take a passage off a claim; offers Undo."""
        self.ask(
            commands.unlink(self._session, passage=passage, claim=claim),
            lambda _: self.offer_undo(tr("Passage taken off the claim")),
        )

    def set_note(self, passage: PassageId, note: str, visit: str) -> Future[Changes]:
        """Change a passage's note; whoever asks sees to a failure. What belongs to one visit of the field is one undo step."""
        return commands.set_note(self._session, passage=passage, note=note, initiator=visit)

    def set_link_note(self, passage: PassageId, claim: ClaimId, note: str, *, kept: Kept = None, refused: Refused = None) -> None:
        """Change the note on why a passage bears on a claim."""
        made = commands.set_link_note(self._session, passage=passage, claim=claim, note=note)
        self.ask(made, _no_result(kept), refused)

    def remove_passage(self, passage: PassageId) -> None:
        """Take a passage away; offers Undo."""
        self.ask(commands.remove_passage(self._session, passage=passage), lambda _: self.offer_undo(tr("Passage removed")))

    def add_claim(self, text: str, *, parent: ClaimId | None = None, done: Callable[[ClaimId], None] | None = None) -> None:
        """Add a claim of these words, or an element of `parent`; `done` is told its id."""
        self.take_claim(commands.add_claim(self._session, text=text, parent=parent), done=done)

    def take_claim(
        self,
        made: Future[tuple[ClaimId, Changes]],
        *,
        done: Callable[[ClaimId], None] | None = None,
        refused: Refused = None,
    ) -> None:
        """Use a claim that is being added from now on; `done` is told its id."""

        def added(result: tuple[ClaimId, Changes]) -> None:
            self._desk.choose(claim=result[0])
            if done is not None:
                done(result[0])

        self.ask(made, added, refused)

    def edit_claim(
        self, claim: ClaimId, *, place: Place | None = None, kept: Kept = None, refused: Refused = None, **fields: str | None
    ) -> None:
        """Change fields of a claim, and with `place` where it stands: one step."""
        self.ask(commands.edit_claim(self._session, claim=claim, place=place, initiator="", **fields), _no_result(kept), refused)

    def move_claim(self, claim: ClaimId, position: int, parent: ClaimId | None) -> None:
        """Move a claim among its neighbours, or under another claim."""
        self.ask(commands.move_claim(self._session, claim=claim, position=position, parent=parent))

    def remove_claim(self, claim: ClaimId) -> None:
        """Remove a claim with its elements and links; offers Undo. The passages stay."""
        self.ask(
            commands.remove_claim(self._session, claim=claim), lambda _: self.offer_undo(tr("Claim removed. Its passages stay."))
        )

    def rename_document(self, document: DocumentId, name: str, *, kept: Kept = None, refused: Refused = None) -> None:
        """Give a document another name in the case."""
        self.ask(commands.rename_document(self._session, document=document, name=name), _no_result(kept), refused)

    def set_provenance(self, document: DocumentId, provenance: Provenance, dated: str, *, kept: Kept, refused: Refused) -> None:
        """Change how a document was obtained, and when it was written or published."""
        made = commands.set_provenance(self._session, document=document, provenance=provenance, dated=dated)
        self.ask(made, _no_result(kept), refused)

    def remove_document(self, document: DocumentId, name: str) -> None:
        """Take a document and its passages out of the list; offers Undo."""
        count = len(self._desk.rows.passages_in(document))
        words = trn("“{name}” and its {count} passage removed", "“{name}” and its {count} passages removed", count)
        known = self._desk.rows.document(document)
        if known is not None and known.version_of is not None:
            words = tr("“{name}” removed; passages carried over to it are back in the older version")
        told = (words if count else tr("“{name}” removed")).format(name=inserted(name), count=count)
        self.ask(commands.remove_document(self._session, document=document), lambda _: self.offer_undo(told))

    def edit_case(
        self, *, title: str | None = None, desk_label: str | None = None, kept: Kept = None, refused: Refused = None
    ) -> None:
        """Change the case's title or desk label, in one step; what is None stays."""
        self.ask(commands.edit_case(self._session, title=title, desk_label=desk_label), _no_result(kept), refused)

    def undo(self) -> None:
        """Undo the newest step, say what it was, and go to its place."""
        self._revert(self._desk.history.undo(), tr("Undone: {words}"))

    def redo(self) -> None:
        """Do the last undone step again, say what it was, and go to its place."""
        self._revert(self._desk.history.redo(), tr("Done again: {words}"))

    def _choose_made(self, changes: Changes) -> None:
        """Use a claim that came with a passage from now on."""
        for one in changes.made(RecordKind.CLAIM):
            self._desk.choose(claim=ClaimId(one))

    def _revert(self, made: Future[Changes], told: str) -> None:
        before = dict(self._desk.rows.passages)

        def done(changes: Changes) -> None:
            if went_back.is_about_claims(changes):
                tell(changes, None)
                return
            touched = self._desk.rows.passages_touched(changes)
            place = went_back.first_read(before[PassageId(one)] for one in touched if one in before)
            if place is not None or not touched:
                tell(changes, place, len(touched))
                return
            wanted = frozenset(map(PassageId, touched))
            reading = self._desk.session.read(lambda reader: went_back.first_read(reader.passages_named(wanted)))
            self._desk.tasks.deliver(reading, lambda found: tell(changes, found, len(touched)), owner=self)

        def tell(changes: Changes, place: MarkedPassage | None, count: int = 1) -> None:
            """Say what it was, now where its place was seen before, else when it has been read; one message at a time."""
            self._close(self._undo_told)
            words, document = told.format(words=changes.intent), went_back.returned_document(changes)
            many = trn("{count} passage", "{count} passages", count).format(count=count)
            what = many if count > 1 else "" if document else self._what(changes, place)
            self._undo_told = self._problems.toast(f"{words}. {what}" if what else words)
            claim = went_back.claim_to_show(changes) if place is None else went_back.weighed_claim(changes, place)
            if place is not None or claim is not None or document is not None:
                self.went_back.emit(went_back.WentBack(place, claim, document))

        self._desk.tasks.deliver(made, done, self._problems.report, owner=self)

    def _what(self, changes: Changes, place: MarkedPassage | None) -> str:
        """Return what a change was about: a passage with its page and document, else a claim's words."""
        if place is not None:
            document = self._desk.rows.document(place.passage.document)
            name, picture = (document.name, document.is_picture) if document else ("", False)
            return readable.passage_words(place, name, most=_MOST_TOLD, picture=picture)
        claim = went_back.changed_claim(changes)
        texts = (one for one in changes.changes if one.kind is RecordKind.CLAIM and one.record == claim and one.field == "text")
        known = self._desk.rows.claim(claim)
        found = next((str(one.after or one.before) for one in texts), known.claim.text if known else "")
        return in_quotes(readable.shortened(found, _MOST_TOLD)) if found else ""

    def offer_undo(self, text: str, *, action: str = "", then: Callable[[], None] | None = None) -> None:
        """Say what was done, with a button that undoes it, or does what comes `then`, until something else is done."""
        self._take_back_offer()
        self._undo_offer = self._problems.toast(text, action=action or tr("Undo"), then=then or self.undo)

    def close(self) -> None:
        """Take back what was offered: the case goes."""
        self._take_back_offer()

    def _take_back_offer(self) -> None:
        self._close(self._undo_offer)
        self._undo_offer = None

    @staticmethod
    def _close(toast: Toast | None) -> None:
        if toast is not None and shiboken6.isValid(toast):
            toast.close()

    def ask(self, future: Future[T], done: Callable[[T], None] | None = None, refused: Refused = None) -> None:
        """Tell of a failure of something asked for; `done` is called with its result."""

        def failed(error: BaseException) -> None:
            self._problems.report(error)
            if refused is not None:
                refused()

        self._desk.tasks.deliver(future, done or _no_result(None), failed, owner=self, told_late=True)


def _no_result(kept: Kept) -> Callable[[object], None]:
    """Return what is called with the result of a change, which itself is told by the case's event."""

    def done(_result: object) -> None:
        if kept is not None:
            kept()

    return done
