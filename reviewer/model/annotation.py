"""Annotations: what somebody marked or noted in a PDF with another program, as the file says it.

Everything here is the document's word: who wrote it and when is what the file claims, and nobody vouches for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reviewer.model.geometry import Quad, Rect


class AnnotationKind(StrEnum):
    """What kind of annotation it is, in PDF's words (ISO 32000-2 12.5.6); `drawing` is ink, line and polygon.

    `other` is whatever else somebody commented on: an attached file, a sound, what is to be blacked out.
    """

    HIGHLIGHT = "highlight"
    UNDERLINE = "underline"
    SQUIGGLY = "squiggly"
    STRIKE_OUT = "strike_out"
    NOTE = "note"
    FREE_TEXT = "free_text"
    SQUARE = "square"
    CIRCLE = "circle"
    DRAWING = "drawing"
    STAMP = "stamp"
    INSERTION = "insertion"
    OTHER = "other"

    @property
    def marks_text(self) -> bool:
        """Whether it lies upon the words that it is about."""
        return self in {AnnotationKind.HIGHLIGHT, AnnotationKind.UNDERLINE, AnnotationKind.SQUIGGLY, AnnotationKind.STRIKE_OUT}


@dataclass(frozen=True, slots=True)
class Remark:
    """What somebody said in an annotation, or in reply to one.

    Attributes:
        author: As the file names them; "" where it does not.
        dated: The date as the file has it, such as "D:20190304101500+01'00'"; "" where it has none.
        date: The same as ISO 8601, as precise as it can be read ("2019-03-04T10:15:00+01:00"); "" where it cannot.
        text: The comment, plain; "" where there is none.

    """

    author: str = ""
    dated: str = ""
    date: str = ""
    text: str = ""

    @property
    def day(self) -> str:
        """The day for people: the date without its time, else what the file has."""
        return self.date[:10] or self.dated

    @property
    def words(self) -> str:
        """Who said what and when: "Ann, 2019-03-04: The words", as much of it as there is."""
        head = ", ".join(one for one in (self.author, self.day) if one)
        return f"{head}: {self.text}" if head and self.text else head or self.text


@dataclass(frozen=True, slots=True)
class Annotation:
    """One annotation of a page, with what was said in reply to it.

    Attributes:
        page: From 0.
        kind: What kind it is.
        rect: Around it, in page space.
        quads: The lines that a mark on text lies upon, in page space; at least one for such a mark, none for all else.
        remark: Who made it, when, and the comment.
        replies: What was said in reply, in the file's order.
        name: The `/NM` that its program gave it; "" where it has none.
        is_ours: Whether it looks as a copy's from a pack of this program does.
        hidden: Whether the file says that it is not to be seen on the page.
        colour: Its colour as 0xRRGGBB; None where the file names none.

    """

    page: int
    kind: AnnotationKind
    rect: Rect
    quads: tuple[Quad, ...] = ()
    remark: Remark = Remark()
    replies: tuple[Remark, ...] = ()
    name: str = ""
    is_ours: bool = False
    hidden: bool = False
    colour: int | None = None


@dataclass(frozen=True, slots=True)
class PageAnnotations:
    """The annotations of a run of pages.

    Attributes:
        pages: How many pages were read.
        found: What is on them, page by page, in the file's order.
        cut: Whether some of what is there is missing: too many, too long, or damaged.

    """

    pages: int
    found: tuple[Annotation, ...] = ()
    cut: bool = False
