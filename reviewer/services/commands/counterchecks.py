"""Intents on counterchecks: a second person's word that a passage, or all of a page, is right; and taking that back."""

from __future__ import annotations

from concurrent.futures import Future

from reviewer.errors import UsageError
from reviewer.i18n import tr
from reviewer.model.changes import Changes, RecordKind, Value
from reviewer.model.coverage import Countercheck
from reviewer.model.ids import DocumentId, PassageId
from reviewer.services.session import Session
from reviewer.store.history.recorder import Recorder
from reviewer.store.reader import CaseReader


def countercheck(
    session: Session, *, document: DocumentId, page: int, passage: PassageId | None = None, initiator: str = ""
) -> Future[Changes]:
    """Record that the reviewer at work has checked a passage, or, without one, a page (from 0) with all that is marked on it.

    Raises:
        UsageError: (in the future) There is no such page or passage, that reviewer marked it or has checked it already, or nobody
            else has opened a page without passages.

    """

    def record(recorder: Recorder, case: CaseReader) -> None:
        who = session.reviewer.name
        if not 0 <= page < case.document(document).page_count:
            raise UsageError(tr("The document has no page {page}").format(page=page + 1))
        if passage is not None and passage not in {one.passage.id for one in case.passages(document)}:
            raise UsageError(tr("The passage is no longer there"), tr("It may have been removed or undone meanwhile."))
        meant = [passage] if passage is not None else passages_on(case, document, page)
        if meant and set(case.coverage.authors(meant).values()) == {who}:
            raise UsageError(
                tr("{name} marked this, and nobody counterchecks their own marks").format(name=who),
                tr("Somebody else can, under a name of their own: Preferences, or --reviewer."),
            )
        if not meant and not case.coverage.is_opened_by_another(document, page, who):
            raise UsageError(
                tr("Nobody else has opened page {page}, so there is nothing to countercheck").format(page=page + 1),
                tr("A countercheck is a second person’s word on what a first one looked at or marked."),
            )
        if standing(case, who, document, page, passage) is not None:
            raise UsageError(tr("{name} has counterchecked this already, and nothing has changed since").format(name=who))
        fields: dict[str, Value] = {
            "document": document,
            "page": page,
            "passage": passage,
            "reviewer": who,
            "created_at": recorder.at,
        }
        recorder.insert(RecordKind.COUNTERCHECK, recorder.new_id(), fields)

    words = tr("Countercheck page") if passage is None else tr("Countercheck passage")
    return session.intend(lambda: session.record(words, record, initiator=initiator).result()[1])


def withdraw_countercheck(
    session: Session, *, document: DocumentId, page: int, passage: PassageId | None = None, initiator: str = ""
) -> Future[Changes]:
    """Take back the countercheck of a page or a passage that the reviewer at work has made.

    Raises:
        UsageError: (in the future) There is none of theirs.

    """

    def record(recorder: Recorder, case: CaseReader) -> None:
        found = [one for one in case.coverage.counterchecks(document) if (one.page, one.passage) == (page, passage)]
        own = [one for one in found if one.reviewer == session.reviewer.name]
        if not own:
            raise UsageError(tr("{name} has not counterchecked this").format(name=session.reviewer.name))
        for one in own:
            recorder.delete(RecordKind.COUNTERCHECK, one.id)

    return session.intend(lambda: session.record(tr("Withdraw countercheck"), record, initiator=initiator).result()[1])


def standing(
    case: CaseReader, reviewer: str, document: DocumentId, page: int, passage: PassageId | None = None
) -> Countercheck | None:
    """Return the countercheck of a page or passage by somebody that counts for all that it could count for; else None."""
    made = [
        one for one in case.coverage.counterchecks(document) if (one.reviewer, one.page, one.passage) == (reviewer, page, passage)
    ]
    if not made:
        return None
    authors = case.coverage.authors([passage] if passage is not None else passages_on(case, document, page))
    of_others = {one for one, author in authors.items() if author != reviewer}
    return next((one for one in made if set(one.covers) == of_others), None)


def passages_on(case: CaseReader, document: DocumentId, page: int) -> list[PassageId]:
    """Return the passages that begin on a page (from 0)."""
    return [one.passage.id for one in case.passages(document) if one.passage.anchor.page == page]
