"""Whether a quote is what its document says at the place it is said to stand: a pack vouches for no words that it has not read.

A case holds each quote beside its place, and the journal says only that somebody put both there. So every quote is made anew from
the page's text and compared. Reads no document itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from reviewer.documents.text import PageText
from reviewer.documents.text.selection import passage, printed
from reviewer.documents.text.skeleton import skeleton
from reviewer.exporters.plan.exhibits import PlannedDocument
from reviewer.exporters.reading.positions import Reading
from reviewer.model.anchor import TextSelector

NOT_THERE = "Its quote is not what the document says at that place; look at the passage in the case, and mark it anew"
NOT_READ = "The text of its page cannot be read now, so its quote could not be compared with the page"

ReadCharacters = Callable[[int], PageText]
"""Returns the characters of a page (from 0) with their boxes; asked only where a quote leaves out a header or a line number."""


def misquoted(document: PlannedDocument, reading: Reading | None, read_characters: ReadCharacters) -> dict[int, str]:
    """Return which exhibits of a document do not say what the document says, each with a sentence.

    Args:
        document: Its exhibits.
        reading: The texts of the pages that they touch; None where those cannot be read.
        read_characters: Gives a page with boxes.

    """
    found: dict[int, str] = {}
    for exhibit in document.exhibits:
        text = exhibit.anchor.text
        if text is None:
            continue
        if reading is None:
            found[exhibit.number] = NOT_READ
        elif skeleton(text.quote) != skeleton(text.quote_as_printed) or not _stands_there(text, reading, read_characters):
            found[exhibit.number] = NOT_THERE
    return found


def _stands_there(text: TextSelector, reading: Reading, read_characters: ReadCharacters) -> bool:
    pages = range(text.start.page, text.end.page + 1)
    if any(page not in reading.texts for page in pages):
        return False
    if not reading.is_unchanged(text):  # the text is read otherwise than when it was marked: the place says nothing any more
        return skeleton(text.quote_as_printed) in skeleton("\n".join(reading.texts[page] for page in pages))
    if _between(text, reading.texts) == text.quote_as_printed:
        return True
    characters = {page: read_characters(page) for page in pages}
    return printed(passage(characters, text.start, text.end)) == text.quote_as_printed


def _between(text: TextSelector, texts: Mapping[int, str]) -> str:
    """Return what stands between the two places, headers and line numbers included; "" over a page's end."""
    if text.start.page != text.end.page:
        return ""
    return texts[text.start.page][text.start.offset : text.end.offset]
