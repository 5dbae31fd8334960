"""Model objects for the store's tests, plausible and short to make."""

from __future__ import annotations

import hashlib
import itertools
import uuid
from array import array
from collections.abc import Callable, Sequence

from reviewer.model.anchor import Anchor, LayerRef, RegionSelector, TextPosition, TextSelector
from reviewer.model.changes import Value
from reviewer.model.claim import Claim, ClaimKind, Link
from reviewer.model.document import Document, PlainText, Provenance, TextKind
from reviewer.model.geometry import Matrix, PageQuad, Quad, Rect
from reviewer.model.ids import AnchorId, ClaimId, DocumentId, LinkId, PassageId, Reviewer, Sha256
from reviewer.model.page import PageInfo
from reviewer.model.passage import Passage
from reviewer.model.recognised import UNTOLD, RecognisedPage, WordCorrection
from reviewer.model.stance import Stance
from reviewer.model.text_layer import LayerKind

ANN = Reviewer("Ann")
NOON = "2026-03-04T12:00:00.000Z"
NOTHING_KNOWN = Provenance()
CORNER = Rect(10, 20, 30.5, 40)


class Clock:
    """A clock that a test sets; each look moves it on by a millisecond."""

    def __init__(self) -> None:
        self.ms = 0

    def __call__(self) -> str:
        self.ms += 1
        seconds, ms = divmod(self.ms, 1000)
        return f"2026-03-04T{12 + seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{ms:03}Z"


def ids() -> Callable[[], str]:
    """Ids that differ within six characters, in an order that is not that of their making."""
    numbers = itertools.count(1)
    return lambda: str(uuid.UUID(bytes=hashlib.sha256(str(next(numbers)).encode()).digest()[:16]))


def document(
    id_: str,
    sha256: str,
    *,
    name: str = "Partner sheet.pdf",
    position: int = 0,
    size: int = 10,
    page_count: int = 2,
    provenance: Provenance = NOTHING_KNOWN,
    linked: bool = False,
) -> Document:
    return Document(
        DocumentId(id_),
        Sha256(sha256),
        name,
        "application/pdf",
        size,
        page_count,
        TextKind.BORN_DIGITAL,
        position,
        NOON,
        provenance=provenance,
        linked=linked,
    )


def claim(id_: str, text: str = "We never had access", *, position: int = 0, parent: str | None = None, **more: str) -> Claim:
    return Claim(
        ClaimId(id_), text, position, NOON, kind=ClaimKind.DENIAL, parent=None if parent is None else ClaimId(parent), **more
    )


def claim_fields(claim: Claim) -> dict[str, Value]:
    return {
        "text": claim.text,
        "position": claim.position,
        "created_at": claim.created_at,
        "speaker": claim.speaker,
        "date": claim.date,
        "channel": claim.channel,
        "kind": claim.kind.value,
        "parent": claim.parent,
        "note": claim.note,
    }


def link(id_: str, passage: str, claim: str, stance: Stance = Stance.CONTEXT, note: str = "") -> Link:
    return Link(LinkId(id_), PassageId(passage), ClaimId(claim), stance, note, NOON)


def passage(
    new_id: Callable[[], str],
    document: Document,
    *,
    page: int = 0,
    y: float = 100.0,
    x: float = 72.1,
    quads: int = 1,
    quote: str = "the ability to send, read and delete",
    note: str = "",
) -> Passage:
    boxes = tuple(PageQuad(page, Quad.of_rect(Rect(x, y + 14.4 * n, x + 300.0, y + 14.4 * n + 12))) for n in range(quads))
    layer = LayerRef(page, LayerKind.BORN_DIGITAL, "mupdf 1.28.2", Sha256("ab" * 32))
    start, end = TextPosition(page, 40), TextPosition(page, 40 + len(quote))
    text = TextSelector(start, end, quote, quote.replace(" ", "\n", 1), "before ", " after", (layer,))
    anchor = Anchor(AnchorId(new_id()), document.sha256, page, str(page + 1), boxes, text=text)
    return Passage(PassageId(new_id()), document.id, anchor, note, NOON)


def region(new_id: Callable[[], str], document: Document, *, page: int = 0, rect: Rect = CORNER) -> Passage:
    quads = (PageQuad(page, Quad.of_rect(rect)),)
    selector = RegionSelector(page, rect, "0123456789abcdef")
    anchor = Anchor(AnchorId(new_id()), document.sha256, page, "", quads, region=selector)
    return Passage(PassageId(new_id()), document.id, anchor, "", NOON)


def pages(count: int) -> tuple[PageInfo, ...]:
    return tuple(
        PageInfo(n, "i" * (n + 1), 612.25, 792.0, 90 * (n % 4), Matrix(0.1, 0, 0, -1 / 3, 0, 792.125)) for n in range(count)
    )


def correction(
    identity: str, document: Document, layer: str, words: tuple[str, str], text: str, *, page: int = 0
) -> WordCorrection:
    """Words of a recognised text, corrected into others where they stand first."""
    start = text.index(words[0])
    place = start, start + len(words[0])
    return WordCorrection(identity, document.id, page, Sha256(layer), *place, *words, "2026-03-04T22:04:05.123Z")


def recognised(page: int, text: str, extractor: str = "tesseract 5.5.4+prep1 eng-7d4322bd") -> RecognisedPage:
    """The recognised text of a page whose letters lie beside each other, sure but for the last."""
    boxes = array("f")
    for n in range(len(text)):
        boxes.extend((10 * n, 5, 10 * n + 9, 5, 10 * n, 20.25, 10 * n + 9, 20.25))
    return RecognisedPage(page, text, boxes, bytes([96] * (len(text) - 1) + [UNTOLD]) if text else b"", extractor)


def plain(texts: Sequence[str], kind: LayerKind = LayerKind.BORN_DIGITAL) -> list[PlainText]:
    """Return the texts of pages, as an import brings them."""
    return [PlainText(one, kind) for one in texts]
