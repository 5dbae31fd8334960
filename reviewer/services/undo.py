"""Undo and redo while a case is open, to any depth, whatever it was.

Owns the two stacks of this session's journal entries. Undoing is a new journal entry that names the undone one; the store
makes it. Intents of other sessions are not undone here (the command line's `undo` takes the journal's last).
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass

from reviewer.errors import NoLongerAppliesError, UsageError
from reviewer.i18n import tr, trn
from reviewer.model.changes import Changes, RecordKind
from reviewer.services.events import HistoryChanged
from reviewer.services.session import Session
from reviewer.store.case_file import CaseFile
from reviewer.store.history.journal import RECOGNITION


@dataclass(slots=True, eq=False)
class _Step:
    """One undo step: one journal entry, or those of one initiator: a drop of files, a visit to a note.

    Attributes:
        words: What is undone or done again.
        seqs: The journal's entries; none where nothing has come yet of what was asked for.
        initiator: Whose entries join this step.
        ends: What could be done again when it was asked for, and no longer can once something comes of it.

    """

    words: str
    seqs: list[int]
    initiator: str = ""
    ends: tuple[_Step, ...] = ()


def _newest(steps: Sequence[_Step]) -> _Step | None:
    return next((one for one in reversed(steps) if one.seqs), None)


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
        return step.words if (step := _newest(self._done)) else None

    @property
    def redo_words(self) -> str | None:
        """What the next redo would do again, in the words of its intent."""
        return step.words if (step := _newest(self._undone)) else None

    def expect(self, initiator: str) -> Future[None]:
        """Give what `initiator` brings a place among the steps now: files come long after they were asked for.

        It lies above all that was asked for before, also where that is still pending, and below all that is asked for later.
        Until something comes it is not seen: it neither is undone nor ends what can be done again.

        Raises:
            CaseError: (in the future) The case is open for reading only.

        """

        def place(_case: CaseFile) -> None:
            step = next((one for one in self._done if one.initiator == initiator), None)
            if step is None:
                step = _Step("", [], initiator, ends=tuple(self._undone))
            else:  # its first entry overtook what was pending
                self._done.remove(step)
            self._done.append(step)
            self._publish()

        return self._session.intend(lambda: self._session.write(place).result())

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
            step = _newest(source)
            if step is None:
                raise UsageError(nothing)
            words = step.words
            made: list[Changes] = []
            try:
                while step.seqs:
                    one = case.revert(step.seqs[-1], reviewer=self._session.reviewer, origin=self._session.origin, redo=redo)
                    made.append(one)
                    step.seqs.pop()
            except BaseException as error:  # what was committed before it is told all the same: views show the case as it is
                self._session.tell_committed(made, initiator)
                if isinstance(error, NoLongerAppliesError):
                    step.seqs.clear()
                raise
            finally:
                if not step.seqs:
                    source.remove(step)
                if made:
                    target.append(_Step(words, [one.seq for one in made], step.initiator))
                self._publish()
            return tuple(made)

        def wait() -> Changes:
            made = self._session.write(revert, initiator=initiator).result()
            return Changes(
                made[-1].seq, words, tuple(one for each in made for one in each.changes), made[-1].undoes, made[-1].redoes
            )

        return self._session.intend(wait)

    def _on_commit(self, changes: Changes, initiator: str) -> None:
        if changes.undoes is not None or changes.redoes is not None or initiator == RECOGNITION:
            return  # what recognition finds out is nobody's doing
        is_document = bool(changes.made(RecordKind.DOCUMENT))
        # Files come while other things are done, and stay one step where it was asked for; all else joins only the newest.
        steps = self._done if is_document else self._done[-1:]
        joined = next((step for step in steps if initiator and step.initiator == initiator), None)
        if joined is None:
            joined = _Step(changes.intent, [], initiator)
            self._done.append(joined)
            # A document of an import that was taken back is nothing new; anything else ends what can be done again.
            taken_back = any(initiator and step.initiator == initiator for step in self._undone)
            joined.ends = () if is_document and taken_back else tuple(self._undone)
        elif not is_document:
            joined.ends = tuple(self._undone)
        joined.seqs.append(changes.seq)
        count = len(joined.seqs)
        if count == 1:
            joined.words = changes.intent
        elif is_document:
            joined.words = trn("Add {count} document", "Add {count} documents", count).format(count=count)
        self._undone[:] = [step for step in self._undone if step not in joined.ends]
        joined.ends = ()
        self._publish()

    def _publish(self) -> None:
        self._session.events.publish(HistoryChanged(self.undo_words, self.redo_words))
