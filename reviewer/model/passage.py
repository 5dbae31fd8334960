"""Passages: what a person marked in a document."""

from __future__ import annotations

from dataclasses import dataclass

from reviewer.model.anchor import Anchor
from reviewer.model.ids import DocumentId, PassageId


@dataclass(frozen=True, slots=True)
class Passage:
    """A marked piece of text or region with its current anchor and a note."""

    id: PassageId
    document: DocumentId
    anchor: Anchor
    note: str
    created_at: str

    @property
    def quote(self) -> str | None:
        """The quote, or None for a region whose text is not recognised."""
        return self.anchor.text.quote if self.anchor.text else None

    @property
    def quote_as_printed(self) -> str | None:
        """The quote with the page's line ends, or None for a region."""
        return self.anchor.text.quote_as_printed if self.anchor.text else None

    @property
    def kind(self) -> str:
        """`text` or `region`."""
        return self.anchor.kind
