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
from reviewer.model.searching import HitKind
from reviewer.ui.models.node_model import Node, NodeModel

MOST_OTHERS = 200
"""Documents that are named with what they have, though none of it is shown yet."""


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


@dataclass(frozen=True, slots=True)
class MoreHits:
    """The row in place of the hits that are not there yet: how many they are; of one document, those that it has."""

    count: int
    document: DocumentId | None = None

    @property
    def words(self) -> str:
        """What it says."""
        if self.document is not None:
            return trn("Show its hit", "Show its {count} hits", self.count).format(count=self.count)
        return trn("Show the next of {count} more", "Show the next of {count} more", self.count).format(count=self.count)


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
        counts: Mapping[DocumentId | None, Mapping[HitKind, int]] | None = None,
        names: Mapping[DocumentId, str] | None = None,
    ) -> None:
        """Make the tree that of those hits, not the ones before; pages are called by their labels, and `pictures` have none.

        Rows of the same search, which is not `anew`, stay where they are found again. `counts` says how many there are in all,
        where not all of them are shown, and `names` what documents are called.
        """
        left = sum(sum(each.values()) for each in (counts or {}).values()) - len(hits)
        groups: dict[tuple[str, bool], list[SearchHit]] = {}
        for one in sorted(hits, key=lambda hit: hit.rank):
            groups.setdefault((one.document or "", one.together), []).append(one)
        if anew:
            self.patch([])
        wanted = []
        for (document, together), found in groups.items():
            title = found[0].document_name or tr("Claims and notes")
            told = counted_words(Counter(HitKind(one.kind) for one in found))
            in_all = (counts or {}).get(found[0].document, {}) if left > 0 else {}
            if sum(in_all.values()) > len(found):
                told = tr("{counts} of {all}").format(counts=told, all=counted_words(in_all))
            told = told if together else tr("{counts}, words apart").format(counts=told)
            by_page = sorted(found, key=lambda hit: -1 if hit.page is None else hit.page)
            children = [Node(key, HitRow(one, hit_place(one, page_labels, pictures))) for key, one in _keyed(by_page)]
            wanted.append(Node(f"group {document} {together}", HitGroup(title, told), children))
        if left > 0:
            wanted.append(Node(f"more behind {len(hits)}", MoreHits(left)))
            wanted += self._others(counts or {}, {one.document for one in hits}, names or {})
        self.patch(wanted)

    def _others(
        self,
        counts: Mapping[DocumentId | None, Mapping[HitKind, int]],
        shown: Collection[DocumentId | None],
        names: Mapping[DocumentId, str],
    ) -> list[Node]:
        """Return groups for the documents none of whose hits are shown yet, those with most of them first."""
        others = [(one, each) for one, each in counts.items() if one is not None and one not in shown]
        others.sort(key=lambda other: -sum(other[1].values()))
        return [
            Node(
                f"other {one}",
                HitGroup(names.get(one, one), counted_words(each)),
                [Node(f"of {one}", MoreHits(sum(each.values()), one))],
            )
            for one, each in others[:MOST_OTHERS]
        ]

    def describe(self, record: object, role: int) -> Any:
        """A hit as one sentence."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if isinstance(record, HitGroup):
            return f"{inserted(record.title)}, {record.counts}"
        if isinstance(record, MoreHits):
            return record.words
        if isinstance(record, HitRow):
            place = record.place if record.hit.is_exact else tr("{place}, perhaps misread").format(place=record.place)
            return f"{place}: {visible(record.hit.snippet)}"
        return None


def _keyed(hits: Sequence[SearchHit]) -> Iterator[tuple[str, SearchHit]]:
    """Yield hits with what tells them apart, whatever their ranks are."""
    times: Counter[str] = Counter()
    for one in hits:
        key = f"{one.kind} {one.document} {one.record} {one.page}"
        times[key] += 1
        yield f"{key} {times[key]}", one


def counted_words(counts: Mapping[HitKind, int]) -> str:
    """Return what was found, "10 pages, 3 passages": a page counts once, however often the words stand on it."""
    pages, quotes, notes, claims, misread, desk = (counts.get(kind, 0) for kind in HitKind)
    parts = (
        (pages, trn("{count} page", "{count} pages", pages)),
        (quotes, trn("{count} passage", "{count} passages", quotes)),
        (notes, trn("{count} note", "{count} notes", notes)),
        (claims, trn("{count} claim", "{count} claims", claims)),
        (misread, trn("{count} word put right", "{count} words put right", misread)),
        (desk, trn("{count} entry of the claims desk", "{count} entries of the claims desk", desk)),
    )
    return ", ".join(words.format(count=count) for count, words in parts if count)


def hit_place(hit: SearchHit, page_labels: Mapping[tuple[DocumentId, int], str], pictures: Collection[DocumentId]) -> str:
    """Return where a hit is, or what it is."""
    words = {"quote": tr("passage"), "note": tr("note"), "claim": tr("claim"), "page": "", "misread": tr("put right")}
    words["desk"] = tr("claims desk")
    kind = words.get(hit.kind, hit.kind)
    if hit.page is None or hit.document is None:
        return kind
    if hit.document in pictures:
        return kind or tr("picture")
    page = tr("p. {page}").format(page=inserted(page_labels.get((hit.document, hit.page)) or str(hit.page + 1)))
    return f"{page} · {kind}" if kind else page
