"""A made-up case on real documents, read by the real worker processes: its passages lie where the words are."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future
from pathlib import Path

from reviewer.documents.client import OpenDocument, Workers
from reviewer.documents.sources.source import Source
from reviewer.documents.text.quotes.quote import find_quote
from reviewer.documents.text.quotes.quoting import text_selector
from reviewer.documents.text.selecting.selection import select
from reviewer.model.anchor import Anchor, RegionSelector
from reviewer.model.claim import Claim, ClaimKind, Link
from reviewer.model.document import Document, Provenance, TextKind
from reviewer.model.geometry import PageQuad, Quad, Rect
from reviewer.model.ids import AnchorId, CaseId, ClaimId, DocumentId, LinkId, PassageId
from reviewer.model.overview import CaseInfo, ClaimOverview, MarkedPassage
from reviewer.model.page import PageInfo
from reviewer.model.passage import Passage
from reviewer.model.snapshot import CaseSnapshot
from reviewer.model.stance import Stance
from tests.exporters.denial import CANARY, HEAD, MOMENT, uuid

WAIT_S = 30
MADE = "2026-03-02T09:00:00.000Z"
PROVENANCE = Provenance(f"{CANARY} how", f"{CANARY} from", "2019")


class RealCase:
    """Documents added with `add`, passages with `quote` and `region`; `snapshot` is what an export sees."""

    def __init__(self, workers: Workers) -> None:
        self._workers = workers
        self._sources: dict[DocumentId, Source] = {}
        self._passwords: dict[DocumentId, str] = {}
        self._documents: list[Document] = []
        self._pages: dict[DocumentId, tuple[PageInfo, ...]] = {}
        self._passages: list[MarkedPassage] = []
        self.claims = [
            Claim(
                ClaimId(uuid(1, 1)),
                "We never accessed private messages",
                0,
                MADE,
                "Lumenreel",
                "2018-12-19",
                "post",
                ClaimKind.DENIAL,
            ),
            Claim(ClaimId(uuid(1, 2)), "accessed", 0, MADE, parent=ClaimId(uuid(1, 1)), note=f"{CANARY} note"),
        ]

    def add(self, name: str, data: bytes, *, password: str | None = None) -> DocumentId:
        """Take a document in, as an import does."""
        document = DocumentId(uuid(2, len(self._documents) + 1))
        source = self._sources[document] = Source.from_bytes(data)
        if password is not None:
            self._passwords[document] = password
        opened = self.open(document).result(WAIT_S)
        self._pages[document] = opened.pages().result(WAIT_S)
        self._documents.append(
            Document(
                document,
                source.sha256,
                name,
                opened.media_type,
                source.size,
                opened.page_count,
                TextKind.BORN_DIGITAL,
                len(self._documents),
                MADE,
                encrypted=password is not None,
                provenance=PROVENANCE,
            )
        )
        opened.close()
        return document

    def add_file(self, path: Path) -> DocumentId:
        """Take a file in."""
        return self.add(path.name, path.read_bytes())

    def open(self, document: DocumentId) -> Future[OpenDocument]:
        """Open a document with its password, where one was given."""
        return self._workers.open(self._sources[document], password=self._passwords.get(document))

    def forget_passwords(self) -> None:
        """Lock what is encrypted, as closing the case does."""
        self._passwords.clear()

    def quote(self, document: DocumentId, words: str, *links: tuple[int, Stance], note: str = "") -> MarkedPassage:
        """Mark the first place where the words stand."""
        opened = self.open(document).result(WAIT_S)
        pages = {n: opened.text(n).result(WAIT_S) for n in range(opened.page_count)}
        opened.close()
        start, end = find_quote({n: one.text for n, one in pages.items()}, words)[0]
        found = select(pages, start, end)
        selector = text_selector(pages, found.start, found.end, lambda word: word == "recommendation")
        label = self._pages[document][start.page].label
        anchor = Anchor(self._anchor_id(), self._sources[document].sha256, start.page, label, found.quads, text=selector)
        return self._keep(document, anchor, links, note)

    def region(self, document: DocumentId, page: int, rect: Rect, *links: tuple[int, Stance], note: str = "") -> MarkedPassage:
        """Mark a rectangle."""
        quads = (PageQuad(page, Quad.of_rect(rect)),)
        selector = RegionSelector(page, rect, "0" * 16)
        return self._keep(
            document, Anchor(self._anchor_id(), self._sources[document].sha256, page, "", quads, region=selector), links, note
        )

    def _anchor_id(self) -> AnchorId:
        return AnchorId(uuid(4, len(self._passages) + 1))

    def _keep(self, document: DocumentId, anchor: Anchor, links: tuple[tuple[int, Stance], ...], note: str) -> MarkedPassage:
        n = len(self._passages) + 1
        passage = Passage(PassageId(uuid(3, n)), document, anchor, note, MADE)
        made = tuple(
            Link(LinkId(uuid(5, n * 10 + k)), passage.id, self.claims[claim].id, stance, "", MADE)
            for k, (claim, stance) in enumerate(links)
        )
        self._passages.append(MarkedPassage(passage, made))
        return self._passages[-1]

    def snapshot(self) -> CaseSnapshot:
        """Return what an export sees."""
        info = CaseInfo(CaseId(uuid(9, 9)), "The denial", "Investigations desk", MADE, HEAD, 12, MOMENT)
        claims = tuple(ClaimOverview(one, number, {}) for one, number in zip(self.claims, ("1", "1.1"), strict=True))
        return CaseSnapshot(info, tuple(self._documents), claims, tuple(self._passages))

    @property
    def sources(self) -> Mapping[DocumentId, Source]:
        """The documents' bytes."""
        return self._sources
