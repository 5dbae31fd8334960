"""Which document, claim or passage is meant: by id, by the first six or more characters of it, documents by name as well."""

from __future__ import annotations

from pathlib import PurePath

from reviewer.errors import UsageError
from reviewer.i18n import tr
from reviewer.model.document import Document
from reviewer.model.ids import ClaimId, PassageId, resolve_prefix
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
