"""Hits of a search, grouped by document; claims and their notes stand in a group of their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt

from reviewer.i18n import tr, trn
from reviewer.model.ids import DocumentId
from reviewer.model.neutral import inserted, visible
from reviewer.model.overview import SearchHit
from reviewer.ui.models.node_model import Node, NodeModel


@dataclass(frozen=True, slots=True)
class HitGroup:
    """A document with hits in it, or the claims."""

    title: str
    counts: str


@dataclass(frozen=True, slots=True)
class HitRow:
    """A hit and where it is, in words."""

    hit: SearchHit
    place: str


class HitModel(NodeModel):
    """Groups in the order of their best hit; below each its hits, a `HitRow` a row, a document's in the order of its pages.

    Where the words stand together in some places, those where they stand apart are a group of their own, further down.
    """

    def show(
        self,
        hits: Sequence[SearchHit],
        page_labels: Mapping[tuple[DocumentId, int], str],
        *,
        pictures: Collection[DocumentId] = (),
        anew: bool = True,
    ) -> None:
        """Make the tree that of those hits, not the ones before; pages are called by their labels, and `pictures` have none.

        Rows of the same search, which is not `anew`, stay where they are found again.
        """
        groups: dict[tuple[str, bool], list[SearchHit]] = {}
        for one in sorted(hits, key=lambda hit: hit.rank):
            groups.setdefault((one.document or "", one.together), []).append(one)
        if anew:
            self.patch([])
        wanted = []
        for (document, together), found in groups.items():
            title = found[0].document_name or tr("Claims and notes")
            counts = counted_words(found) if together else tr("{counts}, words apart").format(counts=counted_words(found))
            by_page = sorted(found, key=lambda hit: -1 if hit.page is None else hit.page)
            children = [Node(key, HitRow(one, hit_place(one, page_labels, pictures))) for key, one in _keyed(by_page)]
            wanted.append(Node(f"group {document} {together}", HitGroup(title, counts), children))
        self.patch(wanted)

    def describe(self, record: object, role: int) -> Any:
        """A hit as one sentence."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if isinstance(record, HitGroup):
            return f"{inserted(record.title)}, {record.counts}"
        if isinstance(record, HitRow):
            return f"{record.place}: {visible(record.hit.snippet)}"
        return None


def _keyed(hits: Sequence[SearchHit]) -> Iterator[tuple[str, SearchHit]]:
    """Yield hits with what tells them apart, whatever their ranks are."""
    times: Counter[str] = Counter()
    for one in hits:
        key = f"{one.kind} {one.document} {one.record} {one.page}"
        times[key] += 1
        yield f"{key} {times[key]}", one


def counted_words(hits: Sequence[SearchHit]) -> str:
    """Return what was found, "10 pages, 3 passages": a page counts once, however often the words stand on it."""
    counts = Counter(one.kind for one in hits)
    parts = (
        (counts["page"], trn("{count} page", "{count} pages", counts["page"])),
        (counts["quote"], trn("{count} passage", "{count} passages", counts["quote"])),
        (counts["note"], trn("{count} note", "{count} notes", counts["note"])),
        (counts["claim"], trn("{count} claim", "{count} claims", counts["claim"])),
    )
    return ", ".join(words.format(count=count) for count, words in parts if count)


def hit_place(hit: SearchHit, page_labels: Mapping[tuple[DocumentId, int], str], pictures: Collection[DocumentId]) -> str:
    """Return where a hit is, or what it is."""
    words = {"quote": tr("passage"), "note": tr("note"), "claim": tr("claim"), "page": ""}
    kind = words.get(hit.kind, hit.kind)
    if hit.page is None or hit.document is None:
        return kind
    if hit.document in pictures:
        return kind or tr("picture")
    page = tr("p. {page}").format(page=inserted(page_labels.get((hit.document, hit.page)) or str(hit.page + 1)))
    return f"{page} · {kind}" if kind else page
