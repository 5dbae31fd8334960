"""Which documents of a case would lose their protection in a pack, told before one is written.

What a pack says of it is asked of each document once more when its copy is made; this is for the person who is about to choose.
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future
from contextlib import closing

from reviewer.errors import DocumentError
from reviewer.model.document import Document
from reviewer.model.ids import DocumentId
from reviewer.model.protection import Protection
from reviewer.services.session import Session
from reviewer.store.content.sources import CHUNK_BYTES

_SIGN = b"/Encrypt"
"""Stands, never compressed, in the trailer of every protected PDF: at its end, or near its beginning (ISO 32000-2 7.6.2)."""


def protected_documents(session: Session) -> Future[Mapping[DocumentId, Protection]]:
    """Find the documents whose copies in a pack would be without the protection that they have.

    Locked ones are not among them, since they cannot go into a pack; nor are linked ones. Only documents that bear a sign of
    protection are opened, on a thread of its own and behind everything else.

    Raises:
        CaseError: (in the future) The case cannot be read.

    """

    def run() -> Mapping[DocumentId, Protection]:
        found: dict[DocumentId, Protection] = {}
        for one in session.read(lambda case: case.snapshot(), background=True).result().documents:
            if session.closing.is_set():
                break
            protection = _protection(session, one)
            if protection is not Protection.NONE:
                found[one.id] = protection
        return found

    return session.job(run)


def _protection(session: Session, document: Document) -> Protection:
    if document.linked or document.is_image:
        return Protection.NONE
    if document.encrypted:
        return Protection.NONE if session.sources.password(document.sha256) is None else Protection.PASSWORD
    if not _bears_the_sign(session, document):
        return Protection.NONE
    try:
        with closing(session.open_document(document.id).result()) as opened:
            return opened.protection
    except DocumentError:
        return Protection.NONE  # an export names what cannot be opened


def _bears_the_sign(session: Session, document: Document) -> bool:
    """Look into the first part of a document and the last two, where trailers are."""
    last = (document.size - 1) // CHUNK_BYTES

    def holds_it(n: int) -> bool:
        return _SIGN in session.read(lambda case: case.source_chunk(document.sha256, n), background=True).result()

    return any(holds_it(n) for n in sorted({0, max(last - 1, 0), last}))
