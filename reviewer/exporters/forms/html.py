"""`index.html`: the pack for people, one page that needs nothing but itself and reads on screen, phone and paper.

Owns what the page says; how it looks is `templates/index.html.j2` and `index.css`. Everything put into the page is escaped by the
template engine and made visible by `neutral`, whatever it is and wherever it stands: there is no way past either.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from reviewer import __version__
from reviewer.exporters.forms.coverage import coverage_rows
from reviewer.exporters.forms.desk_page import DeskPage, Stand, stand_of
from reviewer.exporters.forms.registry import exporter
from reviewer.exporters.plan.exhibits import Evidence, Exhibit, ExhibitLink, PlannedClaim, PlannedDocument
from reviewer.exporters.plan.wording import (
    KINDS,
    STANCES,
    StanceWords,
    chosen_words,
    counted,
    date_words,
    link_words,
    page_words,
    place_words,
    protection_words,
    reads_otherwise,
)
from reviewer.exporters.reading.rendered import CropFile, Rendered
from reviewer.model.anchor import CHANGED_WORDS, Anchor
from reviewer.model.neutral import one_line, visible
from reviewer.model.quotation import in_quotes
from reviewer.model.stance import Stance
from reviewer.model.text_layer import COMPARE, CORRECTED_BY_HAND
from reviewer.paths import resource

EMBED_LIMIT = 12 << 20
"""Bytes of pictures up to which they stand in the page itself, so that it can be passed on alone; beyond, it links to files."""
_ALT_QUOTE = 160


@dataclass(frozen=True, slots=True)
class Picture:
    """A crop on the page; its bytes are read when the page gets to it. `caption`: that it is reduced, else ""."""

    file: CropFile
    alt: str
    caption: str
    read: Callable[[str], bytes] | None

    @property
    def src(self) -> str:
        """The address: the picture itself as `data:`, or its file."""
        if self.read is None:
            return quote(self.file.path)
        return Markup("data:image/png;base64,") + base64.b64encode(self.read(self.file.path)).decode()


@dataclass(frozen=True, slots=True)
class Card:
    """One exhibit under one claim, or under none."""

    number: int
    key: str
    document: str
    place: str
    surface: str
    checksum: str
    quote: str
    remark: str
    printed: str
    notes: tuple[str, ...]
    pictures: tuple[Picture, ...]
    link: str
    link_words: str
    left_out: str
    elsewhere: tuple[tuple[str, str], ...]
    first: bool


@dataclass(frozen=True, slots=True)
class Count:
    """How many passages have a stance."""

    key: str
    words: StanceWords
    n: int


@dataclass(frozen=True, slots=True)
class Group:
    """The passages of a claim that share a stance."""

    key: str
    words: StanceWords
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class ClaimPart:
    """A claim or an element with its groups; `gap` says that nothing is held against it or what is below it.

    A claim has all that is below it as its elements, one after the other: a case that was changed may nest them deeper than
    calls, or a browser, can follow.
    """

    number: str
    text: str
    facts: tuple[str, ...]
    counts: tuple[Count, ...]
    groups: tuple[Group, ...]
    gap: bool
    stand: Stand
    elements: tuple[ClaimPart, ...] = ()


@exporter("index.html", "Page to read")
def index_page(rendered: Rendered) -> Iterator[bytes]:
    """Yield `index.html` piece by piece; pictures are read one at a time."""
    page = _Page(rendered)
    plan = rendered.plan
    template = _environment().get_template("index.html.j2")
    pieces = template.generate(
        plan=plan,
        program=f"Evidence Reviewer {__version__}",
        moment=date_words(plan.moment),
        claims=page.parts(),
        unlinked=[page.card(one, None) for one in plan.unlinked],
        documents=[_document_row(one, rendered) for one in plan.documents],
        coverage=list(coverage_rows(rendered)),
        desk=DeskPage(rendered),
        chosen=chosen_words(plan),
        unprotected=len(rendered.unprotected()),
        left_out=rendered.left_out() + rendered.outside(),
        stances=[(one.value, STANCES[one]) for one in (Stance.CONTRADICTS, Stance.SUPPORTS, Stance.CONTEXT, Stance.STATES)],
        counted=counted,
    )
    for piece in pieces:
        yield piece.encode("utf-8", "replace")


def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(resource("templates")),
        autoescape=True,
        finalize=_finalized,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _finalized(value: object) -> object:
    """Pass every value that is put into the page through `visible`; what is markup already came from the template itself."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


class _Page:
    """Puts the parts of the page together; remembers which exhibits have been shown, for the targets of links."""

    def __init__(self, rendered: Rendered) -> None:
        self._rendered = rendered
        self._shown: set[int] = set()
        self._claims = {one.id: one for one in rendered.plan.claims}
        self._divided = {one.parent for one in rendered.plan.claims}
        sizes = (file.size for one in rendered.plan.documents for file in rendered.documents[one.id].crops.values())
        self._embed = sum(sizes) <= EMBED_LIMIT

    def parts(self) -> tuple[ClaimPart, ...]:
        """Return the claims with their elements, in order."""
        families: list[list[ClaimPart]] = []
        for one in self._claims.values():
            if one.parent is None:
                families.append([])
            families[-1].append(self._part(one))
        return tuple(replace(claim, elements=tuple(elements)) for claim, *elements in families)

    def _part(self, claim: PlannedClaim) -> ClaimPart:
        counts = (Count(stance.value, STANCES[stance], claim.totals[stance]) for stance in STANCES)
        parent = self._claims[claim.parent] if claim.parent else None
        return ClaimPart(
            number=claim.number,
            text=claim.text,
            facts=() if parent and _facts(parent) == _facts(claim) else _facts(claim),
            counts=tuple(one for one in counts if one.n),
            groups=tuple(Group(stance.value, STANCES[stance], self._cards(held)) for stance, held in claim.groups),
            gap=not claim.groups and claim.id not in self._divided,
            stand=stand_of(claim),
        )

    def _cards(self, held: tuple[Evidence, ...]) -> tuple[Card, ...]:
        return tuple(self.card(one.exhibit, one.link) for one in held)

    def card(self, exhibit: Exhibit, link: ExhibitLink | None) -> Card:
        """Return an exhibit as it stands under the claim of `link`."""
        document = self._rendered.plan.document(exhibit.document)
        text = exhibit.anchor.text
        refused = self._rendered.why_left_out(exhibit)
        stance = link.stance if link else None
        shown = text if text and not refused else None
        first = exhibit.number not in self._shown
        self._shown.add(exhibit.number)
        page = exhibit.anchor.pages[0]
        copy = self._rendered.copy_of(document)
        return Card(
            number=exhibit.number,
            key=stance.value if stance else "plain",
            document=document.name,
            place="" if refused else place_words(exhibit, document),
            surface="picture" if document.is_image else "page",
            checksum=document.sha256[:8],
            quote=in_quotes(shown.quote) if shown else "",
            remark=_remark(exhibit.anchor) if shown else "",
            printed=visible(shown.quote_as_printed) if shown and reads_otherwise(shown) else "",
            notes=tuple(one for one in (link.note if link else "", exhibit.note) if one),
            pictures=tuple(self._picture(exhibit, document, page, file) for page, file in self._rendered.crops(exhibit, stance)),
            link=f"{quote(copy)}#page={page + 1}" if copy else "",
            link_words=f"Page {page + 1} of " + ("the annotated copy" if copy else "the document, which is not in this pack"),
            left_out=refused,
            elsewhere=tuple((one.claim_number, link_words(one)) for one in exhibit.links if link and one.id != link.id),
            first=first,
        )

    def _picture(self, exhibit: Exhibit, document: PlannedDocument, page: int, file: CropFile) -> Picture:
        place = page_words(document, page, page)
        where = f"{one_line(document.name)}, {place}" if place else one_line(document.name)
        said = one_line(exhibit.anchor.text.quote) if exhibit.anchor.text else ""
        if len(said) > _ALT_QUOTE:
            said = said[:_ALT_QUOTE].rstrip() + " …"
        alt = f"Picture of {where}, with the words marked: “{said}”" if said else f"Picture of {where}, with a region marked"
        return Picture(file, alt, _reduced_words(document, file), self._rendered.read if self._embed else None)


def _reduced_words(document: PlannedDocument, file: CropFile) -> str:
    """Say that a picture of an image has fewer pixels than the image has there; a PDF has none to compare them with."""
    if not document.is_image or file.width_px >= file.shown_width - 1:
        return ""
    share = max(1, round(100 * file.width_px / file.shown_width))
    return f"Reduced to {share} % of the image’s own pixels: the image itself shows more detail."


def _facts(claim: PlannedClaim) -> tuple[str, ...]:
    """Return who said it, when, where, and as what; an element that has nothing of its own has no kind either."""
    said = tuple(one_line(one) for one in (claim.speaker, date_words(claim.date) if claim.date else None, claim.channel) if one)
    return (*said, KINDS[claim.kind]) if said or claim.parent is None else ()


def _document_row(document: PlannedDocument, rendered: Rendered) -> dict[str, object]:
    refused = rendered.documents[document.id].refused
    return {
        "name": document.name,
        "link": quote(rendered.copy_of(document)),
        "path": document.pdf,
        "kind": _kind(document) if document.is_read else "not read",
        "sha256": document.sha256,
        "exhibits": sorted(one.number for one in document.exhibits),
        "left_out": refused,
        "protection": protection_words(document) if rendered.copy_of(document) else "",
        "outside": _outside(document),
        "size": counted(document.size, "byte", "bytes") if document.is_read and not document.pdf else "",
    }


def _outside(document: PlannedDocument) -> str:
    why = "it is protected, and such documents were not to go in" if document.omitted else "too large"
    return f"Not in this pack: {why}." + (" Its passages are." if document.exhibits else "")


_PARTS = {2: "half", 4: "a quarter", 8: "an eighth"}


def _kind(document: PlannedDocument) -> str:
    kind = f"{document.media_type.removeprefix('image/').upper()} image" if document.is_image else "PDF"
    if document.page_count > 1 or not document.is_image:
        first = "the first " if document.beyond else ""
        kind += f", {first}" + counted(document.page_count, *(("frame", "frames") if document.is_image else ("page", "pages")))
    if document.beyond:
        kind += f" of {document.page_count + document.beyond}"
    if document.reduced > 1:
        kind += f", in pictures at {_PARTS[document.reduced]} of its resolution"
    return kind


def _remark(anchor: Anchor) -> str:
    """Return what is to be known of a quote whose words a program recognised, or changed since it was tagged; mostly ""."""
    changed = CHANGED_WORDS if anchor.has_changed_words else ""
    if not anchor.is_recognised:
        return changed
    return " ".join(filter(None, (changed, CORRECTED_BY_HAND if anchor.is_corrected else COMPARE)))
