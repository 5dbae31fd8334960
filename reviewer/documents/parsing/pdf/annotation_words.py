"""Worker side: what a PDF's annotation says: its comment wherever its program put that, who wrote it and when.

Owns which entries hold words (ISO 32000-2 12.5.2, 12.5.6.2, 12.5.6.14), and how much of them is read: a document may refer to one
endless text a thousand times. Must not know where annotations lie.
"""

from __future__ import annotations

import html
import re
from typing import Any

from pymupdf import mupdf

from reviewer.documents import limits
from reviewer.documents.parsing.pdf.plain_words import beginning

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_ELLIPSIS = "…"
_SHORT_BYTES = 200
"""A text of so many bytes, such as a name or a date, is read whatever else the page has."""

_RICH_CHARS = 20 * limits.MAX_REMARK_CHARS
"""Of formatted text so much is looked at: styles take many times the room of the words."""

_BREAK = re.compile(r"</(?:p|div|li|h\d)\s*>|<br[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*(?:>|$)")


class Words:
    """Reads the texts of one page's annotations.

    Attributes:
        cut: Whether some of them were too long to be read whole.

    """

    def __init__(self) -> None:
        self.cut = False
        self._left = limits.ANNOTATION_TEXT_BYTES

    def comment(self, obj: Any) -> str:
        """Return all that an annotation's own entries and its popup's say, each thing once."""
        popup = mupdf.pdf_dict_gets(obj, "Popup")
        said = self.joined(self._own(obj), self._own(popup))
        return said or self._line(obj, "State")  # of a review: "Accepted"

    def popup_comment(self, popup: Any) -> str:
        """Return what a popup says itself."""
        return self._own(popup)

    def author(self, obj: Any) -> str:
        """Return who made an annotation, as it or its popup says."""
        return self._line(obj, "T") or self._line(mupdf.pdf_dict_gets(obj, "Popup"), "T")

    def dated(self, obj: Any) -> str:
        """Return when it was made, or else changed, as the file has it."""
        return self._line(obj, "CreationDate") or self._line(obj, "M")

    def name(self, obj: Any) -> str:
        """Return the name that its program gave it."""
        return self._line(obj, "NM")

    def line(self, obj: Any, key: str) -> str:
        """Return a text that stands on one line."""
        return self._line(obj, key)

    def joined(self, said: str, more: str) -> str:
        """Return both texts, or one of them where all of its lines are in the other, spaces aside."""
        mine, other = _lines(said), _lines(more)
        if other <= mine or "".join(said.split()) == "".join(more.split()):
            return said
        return more if mine <= other else self._cut(f"{said}\n{more}", limits.MAX_REMARK_CHARS)

    def _own(self, obj: Any) -> str:
        """Return an annotation's comment, and its formatted form where that says something else."""
        plain = self._cut(self._text(mupdf.pdf_dict_gets(obj, "Contents"), 2 * limits.MAX_REMARK_CHARS), limits.MAX_REMARK_CHARS)
        rich = self._cut(_without_tags(self._text(mupdf.pdf_dict_gets(obj, "RC"), _RICH_CHARS)), limits.MAX_REMARK_CHARS)
        return self.joined(plain, rich)

    def _line(self, obj: Any, key: str) -> str:
        text = self._text(mupdf.pdf_dict_gets(obj, key), 2 * limits.MAX_REMARK_NAME_CHARS)
        return self._cut(" ".join(text.split()), limits.MAX_REMARK_NAME_CHARS)

    def _text(self, value: Any, most: int) -> str:
        """Return the beginning of a string or of a stream's bytes, line ends as "\\n", without controls."""
        if mupdf.pdf_is_stream(value):
            text = self._beginning(value, most)
        elif self._may_read(mupdf.pdf_to_str_len(value)):
            text = str(mupdf.pdf_to_text_string(value))
        else:
            return ""
        if len(text) > most:
            self.cut, text = True, text[:most]
        return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()

    def _beginning(self, stream: Any, most: int) -> str:
        """Return the beginning of a stream as text, nothing where the page has had enough."""
        if self._left <= 0:
            self.cut = True
            return ""
        raw = beginning(stream, min(2 * most, self._left))
        self._left -= len(raw) + _SHORT_BYTES
        return raw.decode("utf-16" if raw[:2] in (b"\xfe\xff", b"\xff\xfe") else "utf-8-sig", "replace")

    def _may_read(self, size: int) -> bool:
        """Count a text that is not short against what a page may have of them; one that is not read is missing."""
        if size <= _SHORT_BYTES:
            return True
        self._left -= size
        self.cut = self.cut or self._left < 0
        return self._left >= 0

    def _cut(self, text: str, most: int) -> str:
        if len(text) <= most:
            return text
        self.cut = True
        return text[: most - 1] + _ELLIPSIS


def _without_tags(rich: str) -> str:
    """Return the words of formatted text (XHTML, ISO 32000-2 annex K), its paragraphs in lines. Nothing is parsed but tags."""
    lines = html.unescape(_TAG.sub("", _BREAK.sub("\n", rich))).splitlines()
    return "\n".join(filter(None, (" ".join(_CONTROLS.sub("", one).split()) for one in lines)))


def _lines(text: str) -> set[str]:
    return {squeezed for one in text.splitlines() if (squeezed := "".join(one.split()))}
