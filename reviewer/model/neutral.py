"""Makes characters visible that would otherwise change how a line reads: controls, bidirectional overrides, invisible marks.

Owns what a document's words may contain on a page of ours. Letters are never changed: what is taken out is named in its place, so
that a reader sees that something stood there. Files for machines (JSON) keep the text as it is.
"""

from __future__ import annotations

import re

_NAMED = "\u061c\u200e\u200f\u202a-\u202e\u2060-\u206f\u180e\ufff9-\ufffb\U000e0000-\U000e007f"
_UNWANTED = re.compile(rf"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u2028\u2029{_NAMED}]")
_NEWLINES = re.compile(r"\r\n?|[\u2028\u2029\x85]")


def visible(text: str) -> str:
    """Return the text with line ends as `\\n` and every control, override and invisible mark replaced by a visible sign.

    Controls become their pictures (␀ …), bidirectional controls and tag characters their code point in ‹›, and what cannot be
    encoded becomes U+FFFD. Soft hyphens and the joiners of Persian, Indic scripts and emoji stay.
    """
    return _UNWANTED.sub(_sign, _NEWLINES.sub("\n", text))


def one_line(text: str) -> str:
    """Return `visible` text on one line: runs of white space become one space."""
    return re.sub(r"\s+", " ", visible(text)).strip()


def _sign(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if code < 0xA0 or 0xD800 <= code <= 0xDFFF or code in {0xFFFE, 0xFFFF}:
        return "\ufffd"
    return f"‹U+{code:04X}›"
