"""Owns the way from rows to model objects. A row that does not parse is reported by name, never skipped.

What thousands of passages have in common, ids and checksums, is kept once (`intern`): the window holds all of a case's passages.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from sys import intern
from types import NoneType
from typing import Any, Generic, TypeVar

from reviewer.errors import CaseError
from reviewer.i18n import tr
from reviewer.model.anchor import Anchor, AnchorState, LayerRef, RegionSelector, TextPosition, TextSelector
from reviewer.model.claim import Claim, ClaimKind, ElementPart, Link, Words
from reviewer.model.document import Document, Provenance, Publication, TextKind
from reviewer.model.geometry import Matrix, PageQuad, Rect
from reviewer.model.ids import AnchorId, CaseId, ClaimId, DocumentId, LinkId, NameId, PassageId, Sha256
from reviewer.model.overview import JournalEntry, ReadingPlace
from reviewer.model.page import PageInfo
from reviewer.model.passage import Passage
from reviewer.model.recognised import WordCorrection
from reviewer.model.stance import Stance
from reviewer.store.records.codecs import kept_from, layer_ref, page_quad

T = TypeVar("T")
Row = Sequence[Any]

_LONGEST_SIDE = 1e7
"""Page-space units; no page that was ever read is longer, and infinity is."""

_MOST = 10_000_000
"""Pages of a document, or code points of a page: more were never read, and memory is never asked for them."""

_MOST_ZOOM = 1_000.0
"""Of a place where somebody read; the window zooms far less."""

CASE_COLUMNS = "SELECT id, title, desk_label, created_at FROM cases"
DOCUMENT_COLUMNS = (
    "SELECT id, sha256, name, media_type, size, page_count, text, position, added_at, encrypted, repaired,"
    " obtained_how, obtained_from, obtained_on, publication, linked, version_of, dated FROM documents"
)
IN_LIST_ORDER = " ORDER BY position, added_at, id"
CLAIM_COLUMNS = (
    "SELECT id, text, position, created_at, speaker, date, channel, kind, parent, note, start_offset, end_offset, part,"
    " speaker_name, ready FROM claims"
)
LINK_COLUMNS = "SELECT id, passage, claim, stance, note, created_at FROM links"
_PASSAGE = (
    "SELECT passages.id, document, note, created_at, anchors.id, document_sha256, page, page_label, kind, state,"
    " quote, quote_as_printed, prefix, suffix, start_page, start_offset, end_page, end_offset,"
    " region_x0, region_y0, region_x1, region_y1, dhash, kept_from FROM passages"
)
PASSAGE_COLUMNS = (
    _PASSAGE + " LEFT JOIN documents ON documents.id = passages.document"  # noqa: S608 - our own words
    " LEFT JOIN anchors ON anchors.passage = passages.id AND anchors.document_sha256 = coalesce(documents.sha256,"
    " (SELECT min(document_sha256) FROM anchors AS any_of WHERE any_of.passage = passages.id))"
)
"""Passages with the anchor in the version of the document where they stand now; the anchors in others are kept beside it.
Where a damaged case has no such document, any anchor is better than none."""
PASSAGE_IN_VERSION_COLUMNS = _PASSAGE + " JOIN anchors ON anchors.passage = passages.id WHERE anchors.document_sha256 = ?"
"""Passages with their anchors in one version, wherever they stand now."""


@dataclass(frozen=True, slots=True)
class Kind(Generic[T]):
    """How rows of one kind become objects.

    Attributes:
        word: What such a row is called in a sentence.
        columns: One letter a column: T text, I integer, R real number, B bytes; a small letter where NULL is allowed, too.
        parse: Makes the object; may raise ValueError.
        counts_from: Where the first column counts: 0 for pages, which people count from 1.

    """

    word: str
    columns: str
    parse: Callable[[Row], T]
    counts_from: int = 1

    def of(self, row: Row) -> T:
        """Return what a row, whose first column is its id, stands for.

        Raises:
            CaseError: The row does not parse. In a damaged file even a STRICT table hands out values of any kind.

        """
        cause: ValueError | None = None
        if _fit(self.columns, tuple(map(type, row))):
            try:
                return self.parse(row)
            except ValueError as error:
                cause = error
        raise CaseError(
            tr("The {word} {id} in this case cannot be read").format(word=self.word, id=self._named(row[0])),
            tr("Its row was changed outside this program, or the file is damaged. “reviewer check” says more."),
        ) from cause

    def _named(self, first: object) -> object:
        return first + 1 - self.counts_from if isinstance(first, int) else first


@cache
def _fit(columns: str, types: tuple[type, ...]) -> bool:
    wanted = {"T": (str,), "I": (int,), "R": (float, int), "B": (bytes,)}
    return len(columns) == len(types) and all(
        one in wanted[letter.upper()] or (one is NoneType and letter.islower())
        for letter, one in zip(columns, types, strict=True)
    )


def _entry(row: Row) -> JournalEntry:
    seq, at, reviewer, intent, origin, undoes, redoes, previous, own = row
    return JournalEntry(seq, at, reviewer, intent, origin, previous, own, (), undoes, redoes)


def _page(row: Row) -> PageInfo:
    index, label, width, height, rotation, *matrix = row
    if not (0 < width < _LONGEST_SIDE and 0 < height < _LONGEST_SIDE) or rotation not in {0, 90, 180, 270}:
        raise ValueError("not the measures of a page")
    return PageInfo(index, label, width, height, rotation, Matrix(*matrix))


def _place(row: Row) -> ReadingPlace:
    page, offset, zoom = row
    if not (0 <= page < _MOST and abs(offset) < _LONGEST_SIDE and abs(zoom) < _MOST_ZOOM):
        raise ValueError("nowhere on a page")
    return ReadingPlace(page, offset, zoom)


def _document(row: Row) -> Document:
    """Return the document of a row of `DOCUMENT_COLUMNS`."""
    publication = None if row[14] is None else Publication(row[14])
    if not 0 < row[5] < _MOST:
        raise ValueError("not a number of pages")
    return Document(
        id=DocumentId(row[0]),
        sha256=Sha256(row[1]),
        name=row[2],
        media_type=row[3],
        size=row[4],
        page_count=row[5],
        text=TextKind(row[6]),
        position=row[7],
        added_at=row[8],
        encrypted=bool(row[9]),
        repaired=bool(row[10]),
        provenance=Provenance(row[11], row[12], row[13], publication),
        linked=row[15] is not None,
        version_of=None if row[16] is None else DocumentId(intern(row[16])),
        dated=row[17],
    )


def _claim(row: Row) -> Claim:
    """Return the claim of a row of `CLAIM_COLUMNS`."""
    words = None if row[10] is None or row[11] is None else Words(row[10], row[11])
    if words is not None and not 0 <= words.start < words.end:
        raise ValueError("no words of a claim")
    return Claim(
        id=ClaimId(row[0]),
        text=row[1],
        position=row[2],
        created_at=row[3],
        speaker=row[4],
        date=row[5],
        channel=row[6],
        kind=ClaimKind(row[7]),
        parent=None if row[8] is None else ClaimId(row[8]),
        note=row[9],
        words=words,
        part=None if row[12] is None else ElementPart(row[12]),
        speaker_name=None if row[13] is None else NameId(intern(row[13])),
        is_ready=row[14] is not None,
    )


def _link(row: Row) -> Link:
    """Return the link of a row of `LINK_COLUMNS`."""
    return Link(LinkId(row[0]), PassageId(intern(row[1])), ClaimId(intern(row[2])), Stance(row[3]), row[4], row[5])


def passage(row: Row, quads: tuple[PageQuad, ...], layers: tuple[LayerRef, ...]) -> Passage:
    """Return the passage of a row of `PASSAGE_COLUMNS` with the quads and layers of its anchor."""
    if not quads or not all(abs(value) < _LONGEST_SIDE for one in quads for at in one.quad.points for value in (at.x, at.y)):
        raise ValueError("a passage without a place")
    text = region = None
    if row[8] == "text":
        start, end = TextPosition(row[14], row[15]), TextPosition(row[16], row[17])
        if None not in row[14:18] and not 0 <= min(row[14:18]) <= max(row[14:18]) < _MOST:
            raise ValueError("no place in a document")
        text = TextSelector(start, end, row[10], row[11], row[12], row[13], layers)
        if None in {*row[10:18]}:
            raise ValueError("a passage of text without text")
    elif row[8] == "region":
        if None in {*row[18:23]}:
            raise ValueError("a region without a rectangle")
        region = RegionSelector(row[6], Rect(*row[18:22]), row[22])
    else:
        raise ValueError("neither text nor region")
    anchor = Anchor(
        id=AnchorId(row[4]),
        document_sha256=Sha256(intern(row[5])),
        page=row[6],
        page_label=intern(row[7]),
        quads=quads,
        text=text,
        region=region,
        state=AnchorState(row[9]),
        kept_from=kept_from(row[23]),
    )
    return Passage(PassageId(intern(row[0])), DocumentId(intern(row[1])), anchor, row[2], row[3])


WORD_CORRECTION_COLUMNS = (
    "SELECT id, document, page, layer_sha256, start_offset, end_offset, recognised, corrected, created_at FROM word_corrections"
)


def _word_correction(row: Row) -> WordCorrection:
    """Return what a row of `WORD_CORRECTION_COLUMNS` says."""
    if not (0 <= row[2] < _MOST and 0 <= row[4] < row[5] < _MOST):
        raise ValueError("no place in a document")
    return WordCorrection(row[0], DocumentId(row[1]), row[2], Sha256(row[3]), *row[4:])


CASE = Kind("case", "TTTT", lambda row: (CaseId(row[0]), row[1], row[2], row[3]))
DOCUMENT = Kind("document", "TTTTIITITIIttttitt", _document)
CLAIM = Kind("claim", "TTITtttTtTiitti", _claim)
LINK = Kind("link", "TTTTTT", _link)
WORD_CORRECTION = Kind("corrected word", "TTITIITTT", _word_correction)
QUAD = Kind("anchor", "TIRRRRRRRR", lambda row: page_quad(row[1:]))
LAYER = Kind("anchor", "TITTT", lambda row: layer_ref(*row[1:]))
PAGE = Kind("page", "ITRRIRRRRRR", _page, counts_from=0)
TEXT = Kind("text of the page", "ITTTT", lambda row: (row[4], layer_ref(*row[:4])), counts_from=0)
PLACE = Kind("reading place", "IRR", _place)
ENTRY = Kind("journal entry", "ITTTTiiTT", _entry)
PASSAGE = "TTTTTTITTTttttiiiirrrrtt"
"""The columns of `PASSAGE_COLUMNS`; its objects need quads and layers as well."""
