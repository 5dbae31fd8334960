"""Owns what counts as one source: documents that one person or place gave, and versions of one document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reviewer.model.document import Document
from reviewer.model.ids import DocumentId


def sources_of(documents: Iterable[Document]) -> Mapping[DocumentId, str]:
    """Return, for each document, what names its source: the same for documents of the same source.

    Where it is known from whom a document came, that is its source. Otherwise the document itself is, and its versions with it.
    """
    by_id = {one.id: one for one in documents}
    return {one.id: _source(_oldest(one, by_id), one) for one in by_id.values()}


def _oldest(document: Document, by_id: Mapping[DocumentId, Document]) -> Document:
    seen = {document.id}
    while document.version_of is not None and document.version_of not in seen:
        older = by_id.get(document.version_of)
        if older is None:
            break
        document = older
        seen.add(document.id)
    return document


def _source(oldest: Document, document: Document) -> str:
    given = document.provenance.obtained_from or oldest.provenance.obtained_from
    return "from:" + " ".join(given.casefold().split()) if given and given.strip() else oldest.id
