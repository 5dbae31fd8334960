"""Says in what of a case no search can find anything."""

from __future__ import annotations

from reviewer.i18n import trn
from reviewer.store.reader import CaseReader


def unsearched_words(reader: CaseReader) -> str:
    """Say what no search can find anything in, for it has no words; "" where everything was searched."""
    counts = reader.unsearched_pages()
    missing = {document: one.wordless for document, one in counts.items()}
    scans, unread = sum(one.scanned for one in counts.values()), sum(one.unread for one in counts.values())
    images = documents = pages = 0
    for one in (overview.document for overview in reader.documents()):
        if one.is_image and missing.get(one.id) == one.page_count:
            images += 1
        elif missing.get(one.id) == one.page_count:
            documents += 1
        else:
            pages += missing.get(one.id, 0)
    parts = (
        (images, trn("{count} image has no text: not searched", "{count} images have no text: not searched", images)),
        (documents, trn("{count} document has no text: not searched", "{count} documents have no text: not searched", documents)),
        (pages, trn("{count} page has no text: not searched", "{count} pages have no text: not searched", pages)),
        (
            unread,
            trn(
                "{count} page could not be read, or not all of it: not searched, or in part",
                "{count} pages could not be read, or not in full: not searched, or in part",
                unread,
            ),
        ),
        (
            scans,
            trn(
                "{count} page is a picture: only the few words stamped on it were searched",
                "{count} pages are pictures: only the few words stamped on them were searched",
                scans,
            ),
        ),
    )
    return " · ".join(words.format(count=count) for count, words in parts if count)
