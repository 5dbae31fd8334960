"""Worker side: middle dots that are printed white, as transcripts of hearings have them in place of blanks.

Read as they are, no sentence of such a transcript can be found or quoted as anybody reads it. One dot is a space; where there are
several the line is set out, as between the number of a line and its words, and what follows is a line of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from reviewer.documents.parsing.pdf_text.glyphs import Letters

_DOT, _UNSEEN = "\u00b7", "\x1c"
_WHITE = 0xFFFFFF
_FEWEST = 5
"""Pairs of dots from where on a page is looked at for white ones."""
_SET_OUT = re.compile(rf"(?:{_UNSEEN} ?){{2,}}")


def may_have_unseen_dots(plain: str) -> bool:
    """Tell whether a page's text has rows of middle dots."""
    return plain.count(f"{_DOT} {_DOT}") >= _FEWEST


def mark_unseen(page_lines: Iterable[dict[str, Any]]) -> None:
    """Replace the white dots in a page's lines, as MuPDF has them with their characters, by a sign that no text has.

    Where the letters of their line are white, too, the paper is dark, and all is seen.
    """
    for line in page_lines:
        white = [char for span in line["spans"] if span.get("color") == _WHITE for char in span["chars"]]
        if not white or any(char["c"].isalnum() for char in white):
            continue
        for char in white:
            if char["c"] == _DOT:
                char["c"] = _UNSEEN


def without_unseen(lines: Iterable[Letters]) -> Iterator[Letters]:
    """Yield lines without the dots that `mark_unseen` found: a space for one, a line's end for several."""
    for line in lines:
        text = "".join(letter for letter, _ in line)
        if _UNSEEN not in text:
            yield line
            continue
        start = 0
        for end, after in [*((found.start(), found.end()) for found in _SET_OUT.finditer(text)), (len(text), len(text))]:
            part = line[start:end]
            while part and part[0][0] in {_UNSEEN, " "}:
                del part[0]
            if part:
                yield [(" " if letter == _UNSEEN else letter, box) for letter, box in part]
            start = after
