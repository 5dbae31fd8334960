"""What the page view needs to know of a passage in order to draw it. Made by whoever listens to the case, never changed here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from reviewer.model.geometry import PageQuad
from reviewer.model.ids import PassageId
from reviewer.model.stance import Stance


@dataclass(frozen=True, slots=True)
class ViewMark:
    """A passage as the page view draws it.

    Attributes:
        passage: Its id; a pending one may carry any id that is not in use.
        quads: One a line a page, or a region's one rectangle, in page space.
        region: Whether it is a rectangle rather than text.
        entries: One a link: the stance and the claim's number for people ("2", "2.1"); empty for a plain highlight.
        claims: The words of those claims, for the tooltip and for screen readers.
        note: The passage's note, for the tooltip and for screen readers.
        pending: Asked for and not yet in the case: drawn lighter and dashed.
        words: What was marked, for screen readers; "" for a region.
        start: Where it begins in the text of the page of its first quad, in code points; None for a region.

    """

    passage: PassageId
    quads: tuple[PageQuad, ...]
    region: bool = False
    entries: tuple[tuple[Stance | None, str], ...] = ()
    note: str = ""
    pending: bool = False
    words: str = ""
    start: int | None = None
    claims: tuple[str, ...] = ()

    @property
    def stance(self) -> Stance | None:
        """The stance that colours it: that of the first link."""
        return self.entries[0][0] if self.entries else None

    @property
    def stances(self) -> Iterable[Stance | None]:
        """The stances of all its links, each once; None alone for a plain highlight."""
        return {stance for stance, _number in self.entries} or (None,)

    def looks_like(self, other: ViewMark) -> bool:
        """Tell whether it is drawn as another one is: words for tooltips and screen readers may differ."""
        return replace(self, note=other.note, claims=other.claims) == other
