"""Turns stored values into words for people: dates, page places, sizes, citations. No widgets, no case.

What documents and people wrote is made visible here and set apart from our own words and numbers, which it must not move about.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from PySide6.QtCore import QLocale

from reviewer.desk.date_words import spoken
from reviewer.i18n import tr, trn
from reviewer.model.anchor import CHANGED, CHANGED_WORDS, Anchor
from reviewer.model.document import Document, LinkedFileTrouble, Publication, TextKind
from reviewer.model.ids import Sha256
from reviewer.model.neutral import inserted, one_line, visible
from reviewer.model.overview import ClaimOverview, MarkedPassage
from reviewer.model.quotation import in_quotes
from reviewer.model.text_layer import COMPARE, CORRECTED, RECOGNISED, PageTextCounts


def date_words(edtf: str | None) -> str:
    """Return an EDTF date as people write it ("19 Dec 2018", "Feb 2017", "about 2014"); "" for none."""
    return spoken(edtf) if edtf else ""


def moment_words(moment: str) -> str:
    """Return a stored UTC time as "19 Dec 2018, 22:04 UTC"."""
    words = date_words(moment[:16])
    return f"{words} UTC" if words != moment[:16] else moment


def page_words(anchor: Anchor, *, picture: bool = False) -> str:
    """Return the place of a passage: "p. iv", "pp. 4–5", or "p. iv and the next": only the first page's label is known here.

    In a single picture, which has no pages, it is "".
    """
    if picture:
        return ""
    more = anchor.pages[-1] - anchor.page if anchor.pages else 0
    first = inserted(anchor.page_label) or str(anchor.page + 1)
    if more <= 0:
        return tr("p. {page}").format(page=first)
    if first == str(anchor.page + 1):
        return tr("pp. {first}–{last}").format(first=first, last=anchor.page + 1 + more)
    return trn("p. {page} and the next", "p. {page} and the next {count}", more).format(page=first, count=more)


def label_words(label: str, number: int) -> str:
    """Return a page for the status line: "p. iv", "p. 12", or its label alone where that is a word ("Cover")."""
    shown = one_line(label) or str(number)
    counted = any(sign.isdigit() for sign in shown) or len(shown) == 1 or re.fullmatch(r"[ivxlcdm]+", shown.casefold())
    return tr("p. {page}").format(page=inserted(shown)) if counted else shown


def page_of_words(label: str, number: int, count: int) -> str:
    """Return which of a document's pages one is, to be read aloud; its label where that says more than its number (from 1)."""
    if label and label != str(number):
        return tr("Page {label}, {number} of {count}").format(label=inserted(label), number=number, count=count)
    return tr("Page {number} of {count}").format(number=number, count=count)


def quote_words(marked: MarkedPassage) -> str:
    """Return a passage's quote in quotation marks, or what a region is called."""
    quote = marked.passage.quote
    return in_quotes(visible(quote)) if quote else tr("Marked region")


def place_words(document: str, page: str) -> str:
    """Return a document's name with a passage's `page_words` in it, if there are any: "register.pdf, p. 4"."""
    return f"{inserted(document)}, {page}" if page else inserted(document)


def passage_words(marked: MarkedPassage, document: str, *, most: int = 0, picture: bool = False) -> str:
    """Return where a passage stands and what it says: "p. 4 of register.pdf, “quote”".

    Args:
        marked: The passage.
        document: Its document's name.
        most: At most so many characters of the name, and of the quote; 0 for all.
        picture: Whether the document is a single picture.

    """
    place, name, quote = page_words(marked.passage.anchor, picture=picture), inserted(document), inserted(quote_words(marked))
    if most and marked.passage.quote:
        name, quote = shortened(document, most), in_quotes(shortened(marked.passage.quote, most))
    if not place:
        return tr("{document}, {quote}").format(document=name, quote=quote)
    return tr("{place} of {document}, {quote}").format(place=place, document=name, quote=quote)


def shortened(text: str, most: int) -> str:
    """Return a text in one line of at most so many characters, to be put among words of ours."""
    flat = one_line(text)
    return inserted(flat if len(flat) <= most else f"{flat[: most - 1].rstrip()}…")


def with_short_runs(text: str, most: int = 60) -> str:
    """Return a text whose runs without a blank are so long at most, the rest of one elided: no line can be broken there."""
    return " ".join(shortened(one, most) for one in text.split(" "))


def claim_words(claim: ClaimOverview) -> str:
    """Return who said it, when and where, as far as known: "Lumenreel · 19 Dec 2018 · post"."""
    parts = (claim.claim.speaker, date_words(claim.claim.date), claim.claim.channel)
    return " · ".join(inserted(part) for part in parts if part)


def path_words(path: Path) -> str:
    """Return a path as text to be put among words of ours, whatever its bytes are."""
    return inserted(os.fsencode(path).decode("utf-8", "replace"))


def trouble_words(trouble: LinkedFileTrouble) -> str:
    """Return what is wrong with a linked file, in two or three words."""
    words = {
        LinkedFileTrouble.MISSING: tr("file not found"),
        LinkedFileTrouble.CHANGED: tr("file was changed"),
        LinkedFileTrouble.UNREADABLE: tr("file cannot be read"),
    }
    return words[trouble]


def document_words(document: Document, passages: int, trouble: LinkedFileTrouble | None = None, opened: int | None = None) -> str:
    """Return a document's second line: "48 p, 31 opened · 9 passages", and before it what is wrong with its linked file."""
    if document.is_image:
        pages = tr("image") if document.page_count == 1 else tr("image, {count} p").format(count=document.page_count)
    else:
        pages = tr("{count} p").format(count=document.page_count)
    if opened is not None:
        pages = f"{pages}, {opened_words(opened, document.page_count)}"
    parts = [pages] if trouble is None else [trouble_words(trouble), pages]
    parts.append(trn("{count} passage", "{count} passages", passages).format(count=passages))
    if document.linked and trouble is None:
        parts.append(tr("linked"))
    if document.text is TextKind.NONE and not document.is_image:
        parts.append(tr("scan"))
    if document.version_of is not None:
        parts.append(tr("newer version"))
    if document.repaired:
        parts.append(tr("damaged"))
    if document.provenance.publication is Publication.LEAKED:
        parts.append(tr("leaked"))
    if document.provenance.publication is Publication.PUBLISHED:
        parts.append(tr("published"))
    return " · ".join(parts)


def opened_words(opened: int, pages: int) -> str:
    """Return how many of a document's pages somebody has opened, in as few words as tell it."""
    if opened < pages:
        return tr("{count} opened").format(count=opened)
    return tr("opened") if pages == 1 else tr("all opened")


def holds_words(documents: int, claims: int, passages: int) -> str:
    """Return how much a case holds, without what there is none of; elements are counted among the claims."""
    parts = (
        trn("{count} document", "{count} documents", documents).format(count=documents) if documents else "",
        trn("{count} claim", "{count} claims and elements", claims).format(count=claims) if claims else "",
        trn("{count} passage", "{count} passages", passages).format(count=passages) if passages else "",
    )
    return " · ".join(filter(None, parts)) or tr("nothing yet")


def beyond_words(shown: int, beyond: int) -> str:
    """Return that of a file with more pages than can be shown the first are."""
    return tr("only the first {shown} of its {count} pages are shown").format(shown=f"{shown:,}", count=f"{shown + beyond:,}")


def reduced_words(by: int) -> str:
    """Return that a picture with more pixels than are read is shown at a lower resolution."""
    part = {2: tr("half"), 4: tr("a quarter"), 8: tr("an eighth")}[by]
    return tr("it has more pixels than are read, and is shown at {part} of its resolution").format(part=part)


def text_kind_words(kind: TextKind) -> str:
    """Return where words of a kind come from."""
    words = {
        TextKind.BORN_DIGITAL: tr("text in the file"),
        TextKind.OCR: tr(RECOGNISED),
        TextKind.MIXED: tr("text in the file, in part"),
        TextKind.NONE: tr("no text: drag a region"),
    }
    return words[kind]


def page_texts_words(counts: PageTextCounts) -> str:
    """Return which texts a document's pages have: recognised by us, used of those, chosen otherwise, words put right."""
    recognised, used, own, corrected = counts.recognised, counts.used, counts.own_chosen, counts.corrected
    if not recognised:
        return ""
    parts = [trn("{count} page was recognised by this program", "{count} pages were recognised by this program", recognised)]
    if used != recognised:
        parts.append(trn("the recognised text of {used} is used", "the recognised text of {used} is used", used))
    if own:
        parts.append(trn("on {own} the file’s own was chosen", "on {own} the file’s own was chosen", own))
    if corrected:
        parts.append(trn("{corrected} word was put right by hand", "{corrected} words were put right by hand", corrected))
    return "; ".join(parts).format(count=recognised, used=used, own=own, corrected=corrected)


def remark_words(anchor: Anchor) -> str:
    """Return what is remarked behind a passage's place: words changed since it was tagged, or were recognised; mostly ""."""
    recognised = tr(CORRECTED if anchor.is_corrected else RECOGNISED) if anchor.is_recognised else ""
    return " · ".join(filter(None, (tr(CHANGED) if anchor.has_changed_words else "", recognised)))


def advice_words(anchor: Anchor) -> str:
    """Return in sentences what a remark means; "" where there is none."""
    said = tr(CHANGED_WORDS) if anchor.has_changed_words else "", tr(COMPARE) if anchor.is_recognised else ""
    return "\n".join(filter(None, said))


def size_words(size: int) -> str:
    """Return a number of bytes as "9.4 MB"."""
    return QLocale().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeSIFormat)


def citation(name: str, sha256: Sha256, marked: MarkedPassage, *, picture: bool = False) -> str:
    """Return a passage's quote with its citation: document, page unless it is a single picture, checksum's first 8 characters.

    Behind the page it says so where a program recognised the words.
    """
    anchor = marked.passage.anchor
    parts = place_words(name, page_words(anchor, picture=picture)), remark_words(anchor), f"sha256 {sha256[:8]}"
    place = ", ".join(filter(None, parts))
    return f"{in_quotes(visible(marked.passage.quote))} ({place})" if marked.passage.quote else place
