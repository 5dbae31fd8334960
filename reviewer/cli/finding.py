"""Which document, claim or passage is meant: by id, by the first six or more characters of it, documents by name as well."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath

from reviewer.errors import UsageError
from reviewer.i18n import tr
from reviewer.model.desk import Desk
from reviewer.model.document import Document
from reviewer.model.ids import ClaimId, EventId, FactId, NameId, PassageId, resolve_prefix
from reviewer.store.reader import CaseReader


def find_document(case: CaseReader, given: str) -> Document:
    """Return the document that goes by a name, or whose id starts as given.

    A name may be given without its ending where that is unambiguous.

    Raises:
        UsageError: No document, or several, may be meant.

    """
    documents = [one.document for one in case.documents()]
    for fits in (
        [one for one in documents if one.name == given],
        [one for one in documents if PurePath(one.name).stem == given],
    ):
        if len(fits) == 1:
            return fits[0]
        if fits:
            ids = ", ".join(one.id[:8] for one in fits)
            raise UsageError(
                tr("{count} documents go by the name {name}").format(count=len(fits), name=given),
                tr("Give the id of one: {ids}.").format(ids=ids),
            )
    try:
        wanted = resolve_prefix(given, [one.id for one in documents], what="document")
    except UsageError as error:
        names = tr("“reviewer documents CASE” lists names and ids.")
        raise UsageError(
            tr("No one document is meant by “{given}”: {why}").format(given=given, why=error.summary), names
        ) from error
    return next(one for one in documents if one.id == wanted)


def find_claim(case: CaseReader, given: str) -> ClaimId:
    """Return the claim whose id starts as given.

    Raises:
        UsageError: No claim, or several, may be meant.

    """
    return ClaimId(resolve_prefix(given, [one.claim.id for one in case.claims()], what="claim"))


def find_passage(case: CaseReader, given: str) -> PassageId:
    """Return the passage whose id starts as given.

    Raises:
        UsageError: No passage, or several, may be meant.

    """
    return PassageId(resolve_prefix(given, [one.passage.id for one in case.passages()], what="passage"))


def find_passages(case: CaseReader, given: Iterable[str]) -> tuple[PassageId, ...]:
    """Return the passages whose ids start as given.

    Raises:
        UsageError: As `find_passage`.

    """
    ids = [one.passage.id for one in case.passages()]
    return tuple(PassageId(resolve_prefix(one, ids, what="passage")) for one in given)


def find_fact(desk: Desk, given: str) -> FactId:
    """Return the access fact whose id starts as given; UsageError where there is none, or several."""
    return FactId(resolve_prefix(given, [one.id for one in desk.facts], what="fact"))


def find_event(desk: Desk, given: str) -> EventId:
    """Return the event whose id starts as given; UsageError where there is none, or several."""
    return EventId(resolve_prefix(given, [one.id for one in desk.events], what="event"))


def find_name(desk: Desk, given: str) -> NameId:
    """Return who goes by a name, or whose id starts as given.

    Raises:
        UsageError: Nobody does, or several.

    """
    wanted = " ".join(given.casefold().split())
    called = [one for one in desk.names if wanted in {" ".join(each.casefold().split()) for each in one.all_names}]
    if len(called) == 1:
        return called[0].id
    try:
        return NameId(resolve_prefix(given, [one.id for one in desk.names], what="name"))
    except UsageError as error:
        raise UsageError(
            tr("Nobody in the case is called “{name}”").format(name=given), tr("“reviewer names CASE” lists names and ids.")
        ) from error
