"""Whether what a case keeps of its documents is what they say: each is opened, read anew and compared.

The journal vouches for what people did, the checksums for the documents' bytes. Pages, their texts and the words of passages
were read out of these bytes once, and nothing else vouches for them. Owns what is said of a difference; changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial

from reviewer.documents.client import OpenDocument
from reviewer.documents.findings import PlainTexts
from reviewer.errors import CancelledError, CaseError, DocumentError, PasswordNeededError
from reviewer.exporters.plan.building import build
from reviewer.exporters.plan.exhibits import PlannedDocument
from reviewer.exporters.reading.positions import Gathering
from reviewer.exporters.reading.verbatim import compare
from reviewer.i18n import tr
from reviewer.model.anchor import Anchor, LayerRef
from reviewer.model.document import Document
from reviewer.model.page import PageInfo
from reviewer.services.anchoring import HASH_SCALE
from reviewer.services.checks import differences
from reviewer.services.page_texts import TextCount
from reviewer.services.session import Session
from reviewer.store.reader import CaseReader

_TEXTS_AT_ONCE = 64

_MOST_PAGES = 20
"""So many are named one by one."""


@dataclass(slots=True)
class Rereading:
    """What came of reading a case's documents anew.

    Attributes:
        findings: One sentence for each thing that differs.
        unread: One sentence for each document of which nothing was compared, since it could not be opened, or not everything.
        pages: How many pages were compared.
        passages: How many passages were.
        locked: Whether a password would help with some of what was not.

    """

    findings: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    pages: int = 0
    passages: int = 0
    locked: bool = False


def reread(session: Session, cancelled: Callable[[], bool]) -> Rereading:
    """Open the documents of a case one after the other, and compare their pages, texts and passages with what the case keeps.

    Raises:
        CancelledError: `cancelled` said so, which is asked every few pages.
        CaseError: The case cannot be read.

    """
    out = Rereading()
    snapshot = session.read(lambda case: case.snapshot()).result()
    kept = {one.id: one for one in snapshot.documents}
    for document in build(snapshot, audience="editor").documents:
        try:
            with closing(session.open_document(document.id).result()) as opened:
                _Comparison(session, kept[document.id], document, opened, cancelled=cancelled, out=out).run()
        except CaseError as error:
            out.findings.append(error.summary)
        except DocumentError as error:
            said = tr("“{name}” could not be opened, so that its pages and passages were not compared. {why}")
            out.unread.append(said.format(name=document.name, why=error.summary))
            out.locked = out.locked or isinstance(error, PasswordNeededError)
    return out


class _Comparison:
    """One open document beside what its case keeps of it."""

    def __init__(
        self,
        session: Session,
        kept: Document,
        document: PlannedDocument,
        opened: OpenDocument,
        *,
        cancelled: Callable[[], bool],
        out: Rereading,
    ) -> None:
        self._session = session
        self._kept = kept
        self._document = document
        self._opened = opened
        self._cancelled = cancelled
        self._out = out
        self._gathering = Gathering(document, opened.page_count)
        self._counted = TextCount()
        self._repaired = opened.repaired
        self._others = self._recognised = 0
        self._new = session.read(lambda case: case.recognised.unvouched()).result().get(document.sha256, frozenset())

    def run(self) -> None:
        opened = self._opened
        pages = opened.pages().result()
        self._compare_sizes(pages)
        self._compare_texts()
        read = replace(
            self._kept,
            media_type=opened.media_type,
            page_count=opened.page_count,
            text=self._kept.text if self._new else self._counted.kind(opened.page_count),  # an entry will say it
            encrypted=opened.encrypted,
            repaired=self._repaired,
        )
        self._out.findings += [
            tr("“{name}”: {what}").format(name=self._kept.name, what=what) for what in differences.of_document(self._kept, read)
        ]
        self._compare_passages(pages)
        self._out.pages += len(pages)
        self._tell_recognised()
        if self._others:
            said = tr("“{name}”: texts that another version of this program read were not compared to the letter ({count})")
            self._out.unread.append(said.format(name=self._kept.name, count=self._others))

    def _tell_recognised(self) -> None:
        if self._new:
            said = tr(
                "“{name}”: text of pages {pages} is no evidence yet, for no entry vouches for it: it is just being recognised,"
                " a run was cut short, or somebody else put it there. “reviewer ocr” ends the run, or reads them again"
            )
            pages = ", ".join(str(page + 1) for page in sorted(self._new)[:_MOST_PAGES])
            pages += " …" if len(self._new) > _MOST_PAGES else ""
            self._out.unread.append(said.format(name=self._kept.name, pages=pages))
        if self._recognised:
            said = tr("“{name}”: text that was recognised in pictures was not recognised anew ({count} pages)")
            self._out.unread.append(said.format(name=self._kept.name, count=self._recognised))

    def _compare_sizes(self, pages: tuple[PageInfo, ...]) -> None:
        kept = self._session.read(lambda case: case.pages(self._document.id)).result()
        if len(kept) < len(pages):
            self._tell(tr("The case does not keep the sizes of all pages from here on"), len(kept))
        for one in kept:
            if one.index >= len(pages):
                self._tell(tr("The document has no such page"), one.index)
            elif not differences.is_of_page(one, pages[one.index]):
                self._tell(tr("The size, turn or label that the case keeps is not the page's own"), one.index)

    def _compare_texts(self) -> None:
        """Read all pages once: whoever needs their texts later gets them from here."""
        missing: list[int] = []
        for first in range(0, self._opened.page_count, _TEXTS_AT_ONCE):
            count = min(_TEXTS_AT_ONCE, self._opened.page_count - first)
            kept, read = self._kept_texts(first, count), self._texts(first, count)
            self._repaired = self._repaired or read.repaired
            for page, now in enumerate(read.pages, start=first):
                self._gathering.take(page, now.text)
                self._counted.take(now)
                if page not in kept:
                    missing.append(page)
                elif now.kind.is_recognised and page in self._opened.layers.pages:
                    self._recognised += 1
                elif kept[page][1].kind.is_recognised and not (kept[page][0].strip() or now.text.strip()):
                    self._recognised += 1  # we looked for words, and found none
                elif differences.is_of_other_version(kept[page][1], self._opened.extractor):
                    self._others += 1
                elif not differences.is_text_of_page(*kept[page], now, self._opened.extractor):
                    self._tell(tr("The text that the case keeps is not the page's own"), page)
        if missing and not self._opened.media_type.startswith("image/"):
            self._tell_missing(missing)
        for page in self._kept_texts(self._opened.page_count, None):
            self._tell(tr("The case keeps a text of it, and the document has no such page"), page)

    def _kept_texts(self, first: int, count: int | None) -> Mapping[int, tuple[str, LayerRef]]:
        return self._session.read(partial(CaseReader.page_texts, document=self._document.id, first=first, count=count)).result()

    def _texts(self, first: int, count: int) -> PlainTexts:
        if self._cancelled():
            raise CancelledError(tr("The check of the case was cancelled"))
        return self._opened.plain_texts(first, count).result()

    def _tell_missing(self, pages: list[int]) -> None:
        what = tr("The case does not keep the text of this page")
        if len(pages) > 1:
            what = tr("The case does not keep the text of this page, nor of others: {count} in all").format(count=len(pages))
        self._tell(what, pages[0])

    def _compare_passages(self, pages: tuple[PageInfo, ...]) -> None:
        read = replace(
            self._document,
            media_type=self._opened.media_type,
            page_count=self._opened.page_count,
            pages={one.index: one for one in pages},
        )
        found = compare(read, self._gathering.reading(), lambda page, layer: self._opened.text(page, layer=layer).result())
        for one in read.exhibits:
            self._out.passages += 1
            anchor = found.anchors.get(one.number)
            whys = [found.wrong[one.number]] if anchor is None else self._of_anchor(one.anchor, anchor)
            for why in whys:
                self._tell(tr("{why} (passage {id})").format(why=why, id=one.passage), one.anchor.page)

    def _of_anchor(self, kept: Anchor, read: Anchor) -> Iterator[str]:
        yield from differences.of_anchor(kept, read)
        self._others += kept.text is not None and differences.is_of_other_version(kept.text, self._opened.extractor)
        if kept.region is None:
            return
        try:
            crop = self._opened.crop(kept.region.page, kept.region.rect, scale=HASH_SCALE).result()
        except DocumentError as error:
            yield tr("Its region could not be compared with the page. {why}").format(why=error.summary)
        else:
            if not differences.are_alike(crop.dhash, kept.region.dhash):
                yield tr("Its region does not look as it did when it was chosen")

    def _tell(self, what: str, page: int) -> None:
        self._out.findings.append(tr("“{name}”, page {page}: {what}").format(name=self._document.name, page=page + 1, what=what))
