"""`annotations.jsonld`: every passage and link as a W3C Web Annotation, for programs (https://www.w3.org/TR/annotation-model/).

Owns the mapping and our few terms, which the file's own context defines. Texts are verbatim as the
selector has them: JSON escapes, nothing is replaced.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator, Mapping
from urllib.parse import quote

from reviewer import __version__
from reviewer.exporters.forms.registry import exporter
from reviewer.exporters.plan.exhibits import Exhibit, ExhibitLink, PlannedDocument
from reviewer.exporters.reading.rendered import Rendered
from reviewer.model.geometry import Rect, page_rotation

Json = Mapping[str, object]

TERMS = "urn:x-evidence-reviewer:terms:"
"""Names our terms; the address opens nothing."""

_OURS = (
    "stance",
    "claimNumber",
    "exhibit",
    "quoteAsPrinted",
    "pageLabel",
    "originalSha256",
    "originalFormat",
    "originalSize",
    "documentText",
    "quads",
)
CONTEXT: tuple[object, ...] = (
    "http://www.w3.org/ns/anno.jsonld",
    {
        "terms": TERMS,
        **{name: f"terms:{name}" for name in _OURS},
        "stance": {"@id": "terms:stance", "@type": "@vocab"},
        **{name: f"terms:{name}" for name in ("states", "supports", "contradicts", "context")},
        "quads": {"@id": "terms:quads", "@type": "@json"},
        "QuadSelector": "terms:QuadSelector",
        "summary": "http://www.w3.org/ns/activitystreams#summary",
    },
)
ABOUT = (
    "One annotation for each link from a passage to a claim, and one for each passage without a claim. Bodies: classifying "
    "is the stance of the passage towards the claim (states, supports, contradicts, context), linking is the claim, "
    "commenting is a note. A target's source is the annotated copy in this pack, beside this file; originalSha256 is the "
    "SHA-256 of the document as it was received, which the copy is not. Of a document too large for a pack there is no copy: "
    "its source is named by its SHA-256 (RFC 6920), and originalSize is its length in bytes. TextQuoteSelector: lines joined "
    "by a space, or by nothing behind a dash within a number or a name and within a web address, hyphens "
    "of line ends dropped where the joined word is known, bullets of symbol fonts, no-break spaces and soft hyphens given as "
    "ordinary ones, several spaces as one; "
    "quoteAsPrinted has the text as on the page where it differs. Neither has the running headers, footers, "
    "footnotes and margin line numbers that stand between the first and the last word. "
    "TextPositionSelector: code points in the text of the whole document, which is the text of its pages joined by one form "
    "feed (U+000C), as read by the program named in documentText; unbroken, so such headers, footers and numbers lie in it. "
    "FragmentSelector: page counts from 1; viewrect is left, "
    "top, width, height in points (1/72 inch) from the upper left corner of the page as displayed; for a picture, xywh is "
    "the place in pixels of the original as it is seen upright. QuadSelector: upper left, upper right, lower left, lower "
    "right corner of each line, in units of the unturned page from its upper left corner; points for a PDF, pixels for an "
    "image."
)
"""Stands in the file: what its parts mean, for whoever has nothing but the file."""


@exporter("annotations.jsonld", "Annotations for other programs")
def annotation_page(rendered: Rendered) -> Iterator[bytes]:
    """Yield one AnnotationPage that holds every annotation, item by item."""
    plan = rendered.plan
    items = [(exhibit, link) for exhibit in plan.exhibits if rendered.is_in(exhibit) for link in exhibit.links or (None,)]
    head = {
        "@context": CONTEXT,
        "id": f"urn:uuid:{plan.case}#annotations",
        "type": "AnnotationPage",
        "partOf": {
            "id": f"urn:uuid:{plan.case}",
            "type": "AnnotationCollection",
            "label": plan.title,
            "summary": ABOUT,
            "total": len(items),
            "generated": plan.moment,
            "generator": {"type": "Software", "name": f"Evidence Reviewer {__version__}"},
        },
        "startIndex": 0,
    }
    yield _text(head)[:-2] + b',\n  "items": ['
    for n, (exhibit, link) in enumerate(items):
        item = _text(annotation(exhibit, link, rendered)).replace(b"\n", b"\n    ")
        yield (b",\n    " if n else b"\n    ") + item
    yield b"\n  ]\n}\n" if items else b"]\n}\n"


def annotation(exhibit: Exhibit, link: ExhibitLink | None, rendered: Rendered) -> Json:
    """Return one Web Annotation: a passage as evidence for a claim, or by itself."""
    document = rendered.plan.document(exhibit.document)
    bodies = _bodies(exhibit, link)
    found: dict[str, object] = {
        "id": f"urn:uuid:{link.id if link else exhibit.passage}",
        "type": "Annotation",
        "motivation": ["classifying", "linking"] if link else "highlighting",
        "exhibit": exhibit.number,
        "generated": rendered.plan.moment,
        "creator": {"type": "Organization", "name": rendered.plan.desk_label},
    }
    if bodies:
        found["body"] = bodies
    found["target"] = _target(exhibit, document, rendered)
    return found


def _bodies(exhibit: Exhibit, link: ExhibitLink | None) -> list[Json]:
    bodies: list[Json] = []
    if link:
        bodies.append({**_words(link.stance.value, "classifying"), "language": "en", "stance": link.stance.value})
        claim = {"id": f"urn:uuid:{link.claim}", "claimNumber": link.claim_number}
        bodies.append({"type": "SpecificResource", "purpose": "linking", "source": {**claim, "label": link.claim_text}})
    notes = [link.note if link else "", exhibit.note]
    return bodies + [_words(one, "commenting") for one in notes if one]


def _words(value: str, purpose: str) -> Json:
    return {"type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": value}


def _target(exhibit: Exhibit, document: PlannedDocument, rendered: Rendered) -> Json:
    copy = rendered.copy_of(document)
    source = {
        "id": quote(copy) if copy else _named_by_hash(document),
        "type": "Text",
        "format": "application/pdf",
        "label": document.name,
        "originalSha256": document.sha256,
        "originalFormat": document.media_type,
        **({} if copy else {"originalSize": document.size}),
    }
    found: dict[str, object] = {"type": "SpecificResource", "source": source}
    if label := document.label(exhibit.anchor.pages[0]):
        found["pageLabel"] = label
    found["selector"] = list(_selectors(exhibit, document, rendered.position(exhibit)))
    return found


def _named_by_hash(document: PlannedDocument) -> str:
    """Return the name of a document that is not in the pack (RFC 6920 3): its SHA-256 and nothing of where it lies."""
    digest = base64.urlsafe_b64encode(bytes.fromhex(document.sha256)).rstrip(b"=")
    return f"ni:///sha-256;{digest.decode()}"


def _selectors(exhibit: Exhibit, document: PlannedDocument, position: tuple[int, int] | None) -> Iterator[Json]:
    """Yield several ways to the same passage; a reader takes whichever it understands."""
    quoted = _quote(exhibit)
    page = exhibit.anchor.pages[0]
    place: dict[str, object] = {
        "type": "FragmentSelector",
        "conformsTo": "http://tools.ietf.org/rfc/rfc8118",
        "value": _fragment(exhibit, document, page),
    }
    if finer := _pixels(exhibit) if document.is_image else quoted:
        place["refinedBy"] = finer
    yield place
    if quoted:
        yield quoted
    if position:
        text = exhibit.anchor.text
        extractor = text.layers[0].extractor if text else ""
        yield {"type": "TextPositionSelector", "start": position[0], "end": position[1], "documentText": extractor}
    quads = [
        {"page": one.page + 1, "points": [[_short(point.x), _short(point.y)] for point in one.quad.points]}
        for one in exhibit.anchor.quads
    ]
    if quads:
        yield {"type": "QuadSelector", "quads": quads}


def _quote(exhibit: Exhibit) -> Json | None:
    text = exhibit.anchor.text
    if text is None:
        return None
    found = {"type": "TextQuoteSelector", "exact": text.quote, "prefix": text.prefix, "suffix": text.suffix}
    if text.quote_as_printed != text.quote:
        found["quoteAsPrinted"] = text.quote_as_printed
    return found


def _fragment(exhibit: Exhibit, document: PlannedDocument, page: int) -> str:
    """Return RFC 8118's fragment: the page, and where the page is measured in points, the rectangle on it."""
    info = document.pages.get(page)
    boxes = [one.quad.rect for one in exhibit.anchor.quads if one.page == page]
    if info is None or not boxes or document.is_image:
        return f"page={page + 1}"
    box = page_rotation(info.width, info.height, info.rotation).apply_rect(Rect.around_all(boxes))
    return f"page={page + 1}&viewrect={_short(box.x0)},{_short(box.y0)},{_short(box.width)},{_short(box.height)}"


def _pixels(exhibit: Exhibit) -> Json | None:
    """Return the rectangle in the original picture's pixels (https://www.w3.org/TR/media-frags/)."""
    if not exhibit.anchor.quads:
        return None
    box = exhibit.anchor.quads[0].quad.rect
    value = f"xywh=pixel:{round(box.x0)},{round(box.y0)},{round(box.width)},{round(box.height)}"
    return {"type": "FragmentSelector", "conformsTo": "http://www.w3.org/TR/media-frags/", "value": value}


def _short(value: float) -> float:
    """Return a number to a thousandth of a unit, without a trailing `.0`."""
    rounded = round(value, 3)
    return int(rounded) if rounded == int(rounded) else rounded


def _text(value: object) -> bytes:
    """Return a value as indented JSON with points on one line; the pattern cannot occur inside a string of JSON."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return re.sub(r"\[\n\s+(-?[\d.]+),\n\s+(-?[\d.]+)\n\s+\]", r"[\1, \2]", text).encode("utf-8", "replace")
