"""Owns the reading of passages with their anchors and links, for a whole case or a part of it, in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING

from reviewer.model.anchor import LayerRef
from reviewer.model.claim import Link
from reviewer.model.geometry import PageQuad
from reviewer.model.ids import DocumentId
from reviewer.model.overview import LinkedPassage, MarkedPassage
from reviewer.model.passage import Passage
from reviewer.model.reading_order import in_reading_order
from reviewer.store.file.database import reading
from reviewer.store.records import rows

if TYPE_CHECKING:
    from sqlite_utils import Database

_QUADS = "SELECT anchor, page, ulx, uly, urx, ury, llx, lly, lrx, lry FROM anchor_quads"
_LAYERS = "SELECT anchor, page, kind, extractor, sha256 FROM anchor_layers"
_IN_ORDER = " ORDER BY anchor, n"
_BY_PASSAGE = " ORDER BY passage, created_at, id"


@dataclass(frozen=True, slots=True)
class Scope:
    """Which passages: conditions for the queries on passages, on rows of their anchors, and on their links."""

    passages: str
    anchors: str
    links: str


ALL = Scope("", "", "")
OF_DOCUMENT = Scope(
    " WHERE document = ?",
    " WHERE anchor IN (SELECT anchors.id FROM passages JOIN anchors ON anchors.passage = passages.id WHERE document = ?)",
    " WHERE passage IN (SELECT id FROM passages WHERE document = ?)",
)
OF_CLAIM = Scope(
    " WHERE passages.id IN (SELECT passage FROM links WHERE claim = ?)",
    " WHERE anchor IN (SELECT anchors.id FROM links JOIN anchors ON anchors.passage = links.passage WHERE claim = ?)",
    " WHERE claim = ?",
)
ONE = Scope(
    " WHERE passages.id = ?",
    " WHERE anchor IN (SELECT id FROM anchors WHERE passage = ?)",
    " WHERE passage = ?",
)


def load(database: Database, scope: Scope, *parameters: str) -> tuple[MarkedPassage, ...]:
    """Return the passages of a scope: documents in list order, then by page and place on it."""
    with reading(database):
        quads = _quads(database.execute(_QUADS + scope.anchors + _IN_ORDER, parameters))
        layers = _layers(database.execute(_LAYERS + scope.anchors + _IN_ORDER, parameters))
        found = _passages(database.execute(rows.PASSAGE_COLUMNS + scope.passages, parameters), quads, layers)
        links = _links(database.execute(rows.LINK_COLUMNS + scope.links + _BY_PASSAGE, parameters))
        places = dict(database.execute("SELECT id, position FROM documents").fetchall())
    listed = sorted(found, key=lambda one: (places.get(one.document, 0), one.document))
    return tuple(MarkedPassage(one, links.get(one.id, ())) for one in in_reading_order(listed))


def load_in_version(database: Database, sha256: str) -> tuple[MarkedPassage, ...]:
    """Return the passages that have an anchor in one version of a document, each with that anchor, wherever it stands now."""
    within = " WHERE anchor IN (SELECT id FROM anchors WHERE document_sha256 = ?)"
    with reading(database):
        quads = _quads(database.execute(_QUADS + within + _IN_ORDER, (sha256,)))
        layers = _layers(database.execute(_LAYERS + within + _IN_ORDER, (sha256,)))
        found = _passages(database.execute(rows.PASSAGE_IN_VERSION_COLUMNS, (sha256,)), quads, layers)
        links = " WHERE passage IN (SELECT passage FROM anchors WHERE document_sha256 = ?)"
        linked = _links(database.execute(rows.LINK_COLUMNS + links + _BY_PASSAGE, (sha256,)))
    ordered = in_reading_order([replace(one, document=DocumentId("")) for one in found])
    by_id = {one.id: one for one in found}
    return tuple(MarkedPassage(by_id[one.id], linked.get(one.id, ())) for one in ordered)


def evidence(database: Database, claim: str) -> tuple[LinkedPassage, ...]:
    """Return the passages linked to a claim itself, in reading order."""
    with reading(database):
        marked = load(database, OF_CLAIM, claim)
        names = dict(database.execute("SELECT id, name FROM documents").fetchall())
    return tuple(LinkedPassage(link, one.passage, names.get(one.passage.document, "")) for one in marked for link in one.links)


def _passages(
    found: Iterable[rows.Row], quads: Mapping[str, tuple[PageQuad, ...]], layers: Mapping[str, tuple[LayerRef, ...]]
) -> list[Passage]:
    def parse(row: rows.Row) -> Passage:
        return rows.passage(row, quads.get(row[4], ()), layers.get(row[4], ()))

    kind = rows.Kind("passage", rows.PASSAGE, parse)
    return [kind.of(row) for row in found]


def _quads(found: Iterable[rows.Row]) -> dict[str, tuple[PageQuad, ...]]:
    return {anchor: tuple(map(rows.QUAD.of, group)) for anchor, group in groupby(found, key=itemgetter(0))}


def _layers(found: Iterable[rows.Row]) -> dict[str, tuple[LayerRef, ...]]:
    same: dict[LayerRef, LayerRef] = {}  # many passages stand on one page

    def layer(row: rows.Row) -> LayerRef:
        made = rows.LAYER.of(row)
        return same.setdefault(made, made)

    return {anchor: tuple(map(layer, group)) for anchor, group in groupby(found, key=itemgetter(0))}


def _links(found: Iterable[rows.Row]) -> dict[str, tuple[Link, ...]]:
    return {passage: tuple(group) for passage, group in groupby(map(rows.LINK.of, found), key=attrgetter("passage"))}
