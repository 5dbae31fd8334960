"""Annotated copies: what each highlight in a document's copy says, and the request for the copy.

The worker stamps (`documents.parsing.making.stamp`); this module only words the marks. An image comes back as a PDF whose pages
are its frames.
"""

from __future__ import annotations

from reviewer.documents.marks import Mark
from reviewer.exporters.plan.exhibits import Exhibit, ExportPlan, PlannedDocument
from reviewer.exporters.plan.wording import link_words
from reviewer.exporters.reading.port import ReadableDocument, Waiting
from reviewer.model.neutral import one_line, visible


def mark_of(exhibit: Exhibit, plan: ExportPlan) -> Mark:
    """Return the mark of an exhibit. Its colour is that of its first link; all links are in its words."""
    first = exhibit.links[0] if exhibit.links else None
    return Mark(
        id=exhibit.passage,
        quads=exhibit.anchor.quads,
        stance=first.stance if first else None,
        region=exhibit.anchor.text is None,
        contents=_contents(exhibit),
        subject="; ".join(link_words(one) for one in exhibit.links) or "Passage",
        author=one_line(plan.desk_label),
    )


def request_copy(opened: ReadableDocument, document: PlannedDocument, plan: ExportPlan) -> Waiting[bytes]:
    """Ask for the annotated copy of a document: a full PDF, never an incremental save."""
    marks = [mark_of(one, plan) for one in document.exhibits if one.anchor.quads]
    return opened.annotated_copy(marks, moment=plan.moment, title=one_line(document.name))


def _contents(exhibit: Exhibit) -> str:
    lines = [f"Exhibit {exhibit.number}"]
    for link in exhibit.links:
        lines.append(f"{link_words(link)}: “{one_line(link.claim_text)}”")
        lines += [visible(link.note)] if link.note else []
    lines += [visible(exhibit.note)] if exhibit.note else []
    return "\n".join(lines)
