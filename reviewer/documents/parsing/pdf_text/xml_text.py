"""Worker side: what only MuPDF's XML says of a page's characters: their turned corners, their direction, their flags.

Owns the reading of that XML. It is read with a pattern: an XML parser refuses the control characters of some documents.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple, cast

from reviewer.documents.parsing.pdf_text.glyphs import Box

_CHAR = re.compile(r'<char [^>]*?quad="([^"]*)"[^>]*? bidi="(\d+)"[^>]*? flags="(\d+)"')
_TURNED = 2
"""Set in `bidi` where MuPDF found text drawn from left to right that is read from right to left."""
_NUMBERED = 128
"""Set in `flags` of a glyph without a meaning, which is given as its number in the font."""


class XmlChar(NamedTuple):
    """A character as MuPDF's XML has it.

    Attributes:
        box: Its corners ul, ur, ll, lr.
        bidi: Its direction, 0 for the plain one, and whether MuPDF turned its line round.
        flags: How it is drawn.

    """

    box: Box
    bidi: int
    flags: int

    @property
    def is_turned(self) -> bool:
        """Whether MuPDF turned its line round."""
        return bool(self.bidi & _TURNED)

    @property
    def is_numbered(self) -> bool:
        """Whether it, or one before it, is only a glyph's number in the font."""
        return bool(self.flags & _NUMBERED)


def xml_characters(textpage: Any, count: int) -> list[XmlChar] | None:
    """Return all characters of a page's text, in order; None where the XML does not hold exactly `count` of them."""
    found = _CHAR.findall(textpage.extractXML())
    if len(found) != count:
        return None
    read = [XmlChar(cast("Box", tuple(map(float, quad.split()))), int(bidi), int(flags)) for quad, bidi, flags in found]
    return read if all(len(one.box) == 8 for one in read) else None
