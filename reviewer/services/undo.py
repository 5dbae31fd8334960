"""Undo and redo while a case is open, to any depth, whatever it was.

Owns the two stacks of this session's journal entries. Undoing is a new journal entry that names the undone one; the store
makes it. Intents of other sessions are not undone here (the command line's `undo` takes the journal's last).
"""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass, replace

from reviewer.errors import NoLongerAppliesError, UsageError
from reviewer.i18n import tr, trn
from reviewer.model.changes import Changes, RecordKind
from reviewer.services.events import HistoryChanged
from reviewer.services.session import Session
from reviewer.store.case_file import CaseFile


@dataclass(slots=True)
class _Step:
    """One undo step: one journal entry, or those of one initiator: a drop of files, a visit to a note."""

    words: str
    seqs: list[int]
    initiator: str = ""


class History:
    """What this session can undo and redo. The stacks change on the store thread alone; reading them is safe anywhere."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._done: list[_Step] = []
        self._undone: list[_Step] = []
        session.on_commit(self._on_commit)

    @property
    def undo_words(self) -> str | None:
        """What the next undo would undo, in the words of its intent."""
        return self._done[-1].words if self._done else None

    @property
    def redo_words(self) -> str | None:
        """What the next redo would do again, in the words of its intent."""
        return self._undone[-1].words if self._undone else None

    def undo(self, *, initiator: str = "") -> Future[Changes]:
        """Undo the newest step, after the intents still pending. `Changes.intent` holds the words of what was undone.

        Raises:
            UsageError: (in the future) There is nothing to undo.
            NoLongerAppliesError: (in the future) What it changed was changed since; it is dropped from what can be undone.
            CaseError: (in the future) The case is busy, or the disk is full. What could not be undone of it can be later.

        """
        return self._move(self._done, self._undone, redo=False, nothing=tr("There is nothing to undo"), initiator=initiator)

    def redo(self, *, initiator: str = "") -> Future[Changes]:
        """Do the last undone step again; the errors are those of `undo`."""
        return self._move(self._undone, self._done, redo=True, nothing=tr("There is nothing to redo"), initiator=initiator)

    def _move(self, source: list[_Step], target: list[_Step], *, redo: bool, nothing: str, initiator: str) -> Future[Changes]:
        words = ""

        def revert(case: CaseFile) -> tuple[Changes, ...]:
            nonlocal words
            if not source:
                raise UsageError(nothing)
            step = source.pop()
            words = step.words
            made: list[Changes] = []
            try:
                for seq in reversed(step.seqs):
                    one = case.revert(seq, reviewer=self._session.reviewer, origin=self._session.origin, redo=redo)
                    made.append(one)
            except BaseException as error:  # what was committed before it is told all the same: views show the case as it is
                self._session.tell_committed(made, initiator)
                if not isinstance(error, NoLongerAppliesError):
                    source.append(replace(step, seqs=step.seqs[: len(step.seqs) - len(made)]))
                raise
            finally:
                if made:
                    target.append(_Step(step.words, [one.seq for one in made], step.initiator))
                self._publish()
            return tuple(made)

        def wait() -> Changes:
            made = self._session.write(revert, initiator=initiator).result()
            return Changes(
                made[-1].seq, words, tuple(one for each in made for one in each.changes), made[-1].undoes, made[-1].redoes
            )

        return self._session.intend(wait)

    def _on_commit(self, changes: Changes, initiator: str) -> None:
        if changes.undoes is not None or changes.redoes is not None:
            return
        is_document = bool(changes.made(RecordKind.DOCUMENT))
        # Files come while other things are done, and stay one step; all else joins only what was done just before.
        steps = self._done if is_document else self._done[-1:]
        joined = next((step for step in steps if initiator and step.initiator == initiator), None)
        if joined is None:
            self._done.append(_Step(changes.intent, [changes.seq], initiator))
        else:
            joined.seqs.append(changes.seq)
        if joined is not None and is_document:
            count = len(joined.seqs)
            joined.words = trn("Add {count} document", "Add {count} documents", count).format(count=count)
        taken_back = any(initiator and step.initiator == initiator for step in self._undone)
        if not (is_document and (joined is not None or taken_back)):
            self._undone.clear()  # a document of an import that goes on is nothing new; anything else ends what can be done again
        self._publish()

    def _publish(self) -> None:
        self._session.events.publish(HistoryChanged(self.undo_words, self.redo_words))
