"""The words of a pack: stances with their glyphs, kinds, pages, and imprecise dates as people write them.

Packs are in English whatever the language of the window: the same case gives the same bytes everywhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reviewer.documents.text.quotes.hyphens import legible
from reviewer.exporters.plan.exhibits import Exhibit, ExhibitLink, ExportPlan, PlannedDocument
from reviewer.model.anchor import TextSelector
from reviewer.model.claim import ClaimKind
from reviewer.model.protection import Protection
from reviewer.model.stance import Stance

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
_DATE = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)(?:T(?P<clock>\d\d:\d\d)[\d:.]*(?P<zone>Z|[+-]\d\d:\d\d)?)?)?)?"
)
_DECADE = re.compile(r"(\d{3})X")


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
    if "/" in edtf:
        start, _, end = edtf.partition("/")
        return _interval(start, end)
    return _one_date(edtf)


def _interval(start: str, end: str) -> str:
    open_ends = {"", ".."}
    if start in open_ends and end in open_ends:
        return "at an unknown time"
    if start in open_ends:
        return f"until {_one_date(end)}"
    if end in open_ends:
        return f"from {_one_date(start)}"
    return f"{_one_date(start)} to {_one_date(end)}"


def _one_date(edtf: str) -> str:
    date = edtf.rstrip("~?%")
    doubt = edtf[len(date) :]
    if decade := _DECADE.fullmatch(date):
        plain = f"the {decade[1]}0s"
    elif found := _DATE.fullmatch(date):
        plain = _plain_date(found) or date
    else:
        return edtf
    about = "about " if "~" in doubt or "%" in doubt else ""
    unsure = " (uncertain)" if "?" in doubt or "%" in doubt else ""
    return f"{about}{plain}{unsure}"


def _plain_date(found: re.Match[str]) -> str | None:
    year, month, day = found["year"], int(found["month"] or 0), int(found["day"] or 0)
    if not found["month"]:
        return year
    if month in _SEASONS and not day:
        return f"{_SEASONS[month]} {year}"
    if not 1 <= month <= 12:
        return None
    words = f"{day} {_MONTHS[month - 1]} {year}" if day else f"{_MONTHS[month - 1]} {year}"
    if found["clock"]:
        zone = "" if found["zone"] is None else " UTC" if found["zone"] == "Z" else f" UTC{found['zone']}"
        words += f", {found['clock']}{zone}"
    return words
