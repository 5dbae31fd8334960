"""Anchors: the several ways back to a passage (same bytes, same page text, quote with context, region and its hash)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reviewer.model.geometry import PageQuad, Rect
from reviewer.model.ids import AnchorId, Sha256
from reviewer.model.text_layer import LayerKind

CONTEXT = 64
"""Code points of prefix and suffix kept around a quote."""


class AnchorState(StrEnum):
    """How surely the passage is where the anchor says.

    A program carries over what is `exact` or `moved`. A kept anchor that is `text_changed` was taken by a person: other words
    stand there than those that were tagged. One that is `confirmed` was looked at, too.
    """

    EXACT = "exact"
    MOVED = "moved"
    TEXT_CHANGED = "text_changed"
    AMBIGUOUS = "ambiguous"
    ORPHAN = "orphan"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True, order=True)
class TextPosition:
    """A place between code points of one page's text: `offset` code points from the start of page `page` (from 0)."""

    page: int
    offset: int


@dataclass(frozen=True, slots=True)
class LayerRef:
    """Which text a position was counted in: kind, extractor with version ("mupdf 1.28.2+order3"), SHA-256 of the page's text."""

    page: int
    kind: LayerKind
    extractor: str
    sha256: Sha256


@dataclass(frozen=True, slots=True)
class TextSelector:
    """A passage of text: where it starts and ends, what it says, and what stands around it.

    Attributes:
        start: First code point.
        end: One past the last code point; may lie on a later page. From start to end the layer's text is unbroken: furniture in
            between lies in the span, but in neither quote.
        quote: Lines joined by a space; line-end hyphens dropped where the joined word is known; without the furniture of the
            pages in between: running headers and footers, and margin line numbers.
        quote_as_printed: With the line ends and hyphens of the page, without that furniture too.
        prefix: Up to 64 code points before, same joining as `quote`.
        suffix: Up to 64 code points after.
        layers: One reference a page touched, first page first.

    """

    start: TextPosition
    end: TextPosition
    quote: str
    quote_as_printed: str
    prefix: str
    suffix: str
    layers: tuple[LayerRef, ...]


@dataclass(frozen=True, slots=True)
class RegionSelector:
    """A rectangle on one page, with a 64-bit difference hash of its crop as 16 hex digits."""

    page: int
    rect: Rect
    dhash: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a passage is in one version of a document; exactly one of `text` and `region` is set."""

    id: AnchorId
    document_sha256: Sha256
    page: int
    page_label: str
    quads: tuple[PageQuad, ...]
    text: TextSelector | None = None
    region: RegionSelector | None = None
    state: AnchorState = AnchorState.EXACT

    @property
    def pages(self) -> tuple[int, ...]:
        """The pages touched, in order, from 0."""
        return tuple(sorted({one.page for one in self.quads}))

    @property
    def kind(self) -> str:
        """`text` or `region`."""
        return "text" if self.text is not None else "region"

    @property
    def has_changed_words(self) -> bool:
        """Whether other words stand there than those that were tagged, in an older version."""
        return self.state is AnchorState.TEXT_CHANGED

    @property
    def is_recognised(self) -> bool:
        """Whether any of its words were recognised in a picture, and may be others than are printed there."""
        return self.text is not None and any(one.kind.is_recognised for one in self.text.layers)

    @property
    def is_corrected(self) -> bool:
        """Whether they stand in a recognised text in which a person corrected some."""
        return self.text is not None and any(one.kind is LayerKind.CORRECTED for one in self.text.layers)
