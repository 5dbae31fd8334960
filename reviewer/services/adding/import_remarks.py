"""What to know about a document that was added: pages that are not shown, or without words that can be read, files inside it.

Owns these sentences, and the quick look that one of them takes.
"""

from __future__ import annotations

from reviewer.documents import limits
from reviewer.documents.client import OpenDocument
from reviewer.errors import DocumentError
from reviewer.i18n import page_numbers, tr, trn


def unread_remark(pages: tuple[int, ...]) -> list[str]:
    """Return what to know about pages whose words could not be read, or not all: nobody finds them by searching."""
    if not pages:
        return []
    said = trn(
        "Words on page {pages} are too many or cannot be read: no search or quote finds those, but regions can be marked",
        "Words on pages {pages} are too many or cannot be read: no search or quote finds those, but regions can be marked",
        len(pages),
    )
    return [said.format(pages=page_numbers(pages))]


def shown_remark(opened: OpenDocument) -> list[str]:
    """Return what to know about a document of which not all is shown: pages, or the fine print of a picture."""
    return [*_beyond_remark(opened), *_reduced_remark(opened)]


def _beyond_remark(opened: OpenDocument) -> list[str]:
    """Return what to know about pages that are not shown: what is on them is neither found nor quoted."""
    if not opened.beyond:
        return []
    said = trn(
        "It has {count} page more than are shown here, which are the first {shown}: nothing on it is found or quoted",
        "It has {count} pages more than are shown here, which are the first {shown}: nothing on them is found or quoted",
        opened.beyond,
    )
    return [said.format(count=f"{opened.beyond:,}", shown=f"{opened.page_count:,}")]


def _reduced_remark(opened: OpenDocument) -> list[str]:
    """Return what to know about a picture that is shown at a lower resolution: fine print in it may not be legible."""
    if opened.reduced == 1:
        return []
    part = {2: tr("half"), 4: tr("a quarter"), 8: tr("an eighth")}[opened.reduced]
    said = tr("It has more than 600 million pixels, and is shown at {part} of its resolution: cut it into parts to see all of it")
    return [said.format(part=part)]


def damage_remark(*, damaged: bool, undrawn: bool) -> list[str]:
    """Return what to know about a damaged file: how far it is shown."""
    if undrawn:
        return [tr("The file is damaged, and nothing of it can be drawn: only its size is left")]
    return [tr("The file is damaged: it is shown as far as it could be put right, and parts may be missing")] if damaged else []


def attached_count(opened: OpenDocument) -> int:
    """Return how many files are attached in a document, as far as a quick look tells."""
    from reviewer.documents.asking_file import file_facts

    try:
        return len(file_facts(opened, 0, opened.page_count).result().attachments)
    except DocumentError:
        return 0


def attached_remark(count: int) -> list[str]:
    """Return what to know about files inside a document: they are not in the case by themselves."""
    if not count:
        return []
    said = trn(
        "A file is attached in it, which is not in the case: “About this document” lists it",
        "{count} files are attached in it, which are not in the case: “About this document” lists them",
        count,
    )
    if count >= limits.MAX_ATTACHMENTS:
        said = tr("{count} files or more are attached in it, which are not in the case: “About this document” lists them")
    return [said.format(count=count)]
