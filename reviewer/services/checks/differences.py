"""What a case keeps of its documents beside what they say themselves, as sentences. Pure: nothing is read or changed here."""

from __future__ import annotations

from collections.abc import Iterator

from reviewer.i18n import tr
from reviewer.model.anchor import Anchor, LayerRef, TextSelector
from reviewer.model.document import Document, PlainText
from reviewer.model.page import PageInfo
from reviewer.services.page_texts import program_of

_SIZES_DIFFER = 0.01
"""Page-space units: less is rounding."""

MOST_BITS = 12
"""Bits by which the hashes of two pictures of the same thing may differ: another version draws some pixels otherwise."""


def of_document(kept: Document, read: Document) -> Iterator[str]:
    """Yield what the record of a document says that the document does not."""
    if kept.media_type != read.media_type:
        yield tr("It is not the kind of file that the case says")
    if kept.page_count != read.page_count:
        yield tr("It does not have the number of pages that the case says")
    if kept.text is not read.text:
        yield tr("Where its text comes from is not as the case says")
    if kept.encrypted != read.encrypted:
        yield tr("Whether it is locked is not as the case says")
    if kept.repaired != read.repaired:
        yield tr("Whether it is damaged is not as the case says")


def is_of_page(kept: PageInfo, read: PageInfo) -> bool:
    """Tell whether two readings of a page's geometry are the same but for rounding."""
    sizes = [(one.width, one.height, *one.to_user_space) for one in (kept, read)]
    near = all(abs(one - other) < _SIZES_DIFFER for one, other in zip(*sizes, strict=True))
    return near and (kept.rotation, kept.label) == (read.rotation, read.label)


def of_anchor(kept: Anchor, read: Anchor) -> Iterator[str]:
    """Yield what a passage's anchor says that its document does not; its quote and its mark were compared before."""
    if kept.document_sha256 != read.document_sha256:
        yield tr("Its passage was marked in another document")
    if kept.page != read.page:
        yield tr("Its mark lies on another page than the one it names")
    if kept.page_label != read.page_label:
        yield tr("The label that it has for its page is not the page's own")
    if kept.text is not None and read.text is not None:
        yield from _of_text(kept.text, read.text)


def _of_text(kept: TextSelector, read: TextSelector) -> Iterator[str]:
    if is_of_other_version(kept, read.layers[0].extractor):
        return  # counted and joined in what another version read: of that the quote alone can be found anew
    if kept.layers != read.layers:
        yield tr("The text that its place is counted in is not its page's own")
    elif (kept.start, kept.end) != (read.start, read.end):
        yield tr("Its quote does not begin and end where it says")
    if (kept.prefix, kept.suffix) != (read.prefix, read.suffix):
        yield tr("What it says stands before and after its quote does not stand there")


def is_of_other_version(kept: TextSelector | LayerRef, extractor: str) -> bool:
    """Tell whether another version of the same program read a text: versions put letters in other orders."""
    told = {one.extractor for one in (kept.layers if isinstance(kept, TextSelector) else (kept,))}
    return told != {extractor} and {program_of(one) for one in told} == {program_of(extractor)}


def are_alike(one: str, other: str) -> bool:
    """Tell whether two difference hashes, 16 hex digits each, can be of the same picture; what is no hash is of none."""
    try:
        return (int(one, 16) ^ int(other, 16)).bit_count() <= MOST_BITS
    except ValueError:
        return False


def is_text_of_page(text: str, layer: LayerRef, read: PlainText, extractor: str) -> bool:
    """Tell whether a page's text that a case keeps is the page's own, as `extractor` reads it."""
    return (text, layer.kind, layer.extractor) == (read.text, read.kind, extractor)
