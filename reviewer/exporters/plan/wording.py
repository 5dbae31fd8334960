"""The words of a pack: stances with their glyphs, verdicts, kinds, pages, and imprecise dates as people write them.

Packs are in English whatever the language of the window: the same case gives the same bytes everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass

from reviewer.desk.date_words import spoken
from reviewer.desk.matrix import Gap
from reviewer.documents.text.quotes.hyphens import legible
from reviewer.exporters.plan.desk import PlannedStanding
from reviewer.exporters.plan.exhibits import Exhibit, ExhibitLink, ExportPlan, PlannedDocument
from reviewer.model.anchor import TextSelector
from reviewer.model.claim import ClaimKind, ElementPart
from reviewer.model.protection import Protection
from reviewer.model.stance import Stance
from reviewer.model.verdict import Verdict


@dataclass(frozen=True, slots=True)
class StanceWords:
    """A stance for people: `glyph` is never left without its word. `verb` goes between passage and claim."""

    glyph: str
    title: str
    verb: str


STANCES = {
    Stance.CONTRADICTS: StanceWords("✕", "Contradicts", "contradicts"),
    Stance.SUPPORTS: StanceWords("✓", "Supports", "supports"),
    Stance.CONTEXT: StanceWords("○", "Context", "is context to"),
    Stance.STATES: StanceWords("❝", "States", "states"),
}
KINDS = {kind: kind.value for kind in ClaimKind}
VERDICTS = {
    Verdict.SUPPORTED: "Supported",
    Verdict.CONTRADICTED: "Contradicted",
    Verdict.PARTLY: "Partly contradicted",
    Verdict.UNRESOLVED: "Not settled",
    Verdict.NO_EVIDENCE: "No evidence",
}
PARTS = {
    ElementPart.WHO: "who",
    ElementPart.DID_WHAT: "did what",
    ElementPart.TO_WHAT: "to what",
    ElementPart.WHEN: "when",
    ElementPart.HEDGE: "hedge",
}
GAPS = {
    Gap.NO_EVIDENCE: "No evidence",
    Gap.ONE_SOURCE: "One document only",
    Gap.UNCHECKED: "Not checked by a second person",
}
"""What a claim lacks. Documents are counted, not sources: from whom a document came is not told."""


def verdict_words(held: PlannedStanding) -> str:
    """Say where a verdict comes from: set by the desk and why, or what it follows from; "" where nobody set one."""
    if not held.is_set:
        return "Follows from the verdicts of its elements." if held.has_elements else ""
    said = "Set by the desk" + (f": {held.reason}" if held.reason else ".")
    if held.has_elements and held.verdict is not held.follows:
        said += f" (From the elements follows: {VERDICTS[held.follows].lower()}.)"
    return said


def link_words(link: ExhibitLink) -> str:
    """Return such as "✕ Contradicts claim 1.2"; context reads "Context to claim 3"."""
    words = STANCES[link.stance]
    to = " to" if link.stance is Stance.CONTEXT else ""
    return f"{words.glyph} {words.title}{to} claim {link.claim_number}"


def page_words(document: PlannedDocument, first: int, last: int) -> str:
    """Return how to find pages (from 0): "page iv (6 of 126)", "pages 6–7 of 126", "frame 2 of 3", or "" for a single picture."""
    count = document.page_count
    if document.is_image and count == 1:
        return ""
    word = "frame" if document.is_image else "page"
    word, number = (word, f"{first + 1}") if first == last else (f"{word}s", f"{first + 1}–{last + 1}")
    label = document.label(first)
    if label in {"", str(first + 1)}:
        return f"{word} {number} of {count}"
    labels = label if first == last else f"{label}–{document.label(last)}"
    return f"{word} {labels} ({number} of {count})"


def place_words(exhibit: Exhibit, document: PlannedDocument) -> str:
    """Return `page_words` of the pages that an exhibit touches."""
    return page_words(document, exhibit.anchor.pages[0], exhibit.anchor.pages[-1])


def reads_otherwise(text: TextSelector) -> bool:
    """Tell whether a quote differs from the page in more than white space and bullets, such as a hyphen of a line end."""
    return text.quote.split() != legible(text.quote_as_printed).split()


def counted(n: int, one: str, many: str) -> str:
    """Return "1 page" or "12 pages"."""
    return f"{n:,} {one if n == 1 else many}".replace(",", "\u202f")


def chosen_words(plan: ExportPlan) -> str:
    """Say which of the case's documents were chosen for a pack, and how many of them are not part of it; never which."""
    if not plan.choice.cited_only:
        said = "All documents of the case, with passages or without."
    elif not plan.uncited:
        said = "Only documents with passages; every document of the case has some."
    else:
        left = counted(plan.uncited, "document of the case has none and is", "documents of the case have none and are")
        said = f"Only documents with passages; {left} not in this pack."
    return f"{said} No copies of those that are protected." if plan.choice.omit_protected else said


def protection_words(document: PlannedDocument) -> str:
    """Say what became of a document's protection in its copy; "" where it has none, or where a pack can have no copy of it."""
    if document.protection is Protection.NONE or not (document.pdf or document.omitted):
        return ""
    original, copy = {
        Protection.PASSWORD: ("The original opens only with a password", "its copy in this pack opens without one"),
        Protection.RESTRICTED: (
            "The original limits what readers may do with it, such as copying or printing",
            "its copy in this pack does not",
        ),
    }[document.protection]
    return f"{original}, so no copy of it was put into this pack." if document.omitted else f"{original}; {copy}."


def date_words(edtf: str) -> str:
    """Return an EDTF date as people write it ("about 19 December 2018"); what is not understood is returned as stored."""
    return spoken(edtf, long=True)
