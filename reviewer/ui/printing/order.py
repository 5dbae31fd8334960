"""What a person wants printed, as plain values, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reviewer.model.document import Document
from reviewer.model.page import PageInfo
from reviewer.ui.viewer.view_mark import ViewMark

OWN_SIZE = "page"
"""The paper of a PDF in which every sheet is as large as its page."""


@dataclass(frozen=True, slots=True)
class PrintWish:
    """How pages are printed.

    Attributes:
        pages: Which, from 0, in this order.
        passages: Whether the case's passages are drawn over them.
        foot: Whether a line at the foot of each sheet says what it is.
        case_named: Whether that line names the case too.
        enlarge: Whether pages may be larger than 100 % to fill the sheet.
        paper: Of a PDF: "A4", "Letter", "A3", "Legal" or `OWN_SIZE`. A printer's paper is chosen with the printer.

    """

    pages: tuple[int, ...]
    passages: bool = True
    foot: bool = True
    case_named: bool = False
    enlarge: bool = False
    paper: str = "A4"


@dataclass(frozen=True, slots=True)
class PrintOrder:
    """A document with what is to be printed of it.

    Attributes:
        document: The document.
        pages: All of its pages.
        wish: How they are printed.
        marks: Makes the passages to draw; called on the thread of the printing.
        case_title: The case, where the line at the foot is to name it; else "".

    """

    document: Document
    pages: Sequence[PageInfo]
    wish: PrintWish
    marks: Callable[[], Sequence[ViewMark]] = tuple
    case_title: str = ""


@dataclass(frozen=True, slots=True)
class PrintReport:
    """What was printed: how many pages, and those that could not be drawn (from 0), each with a sentence."""

    pages: int
    failed: tuple[tuple[PageInfo, str], ...] = ()
