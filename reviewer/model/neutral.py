"""Makes characters visible that would otherwise change how a line reads: controls, bidirectional overrides, invisible marks.

Owns what the words of documents and cases may contain wherever people read them: in the window, on the command line, in a pack.
Letters are never changed: what is taken out is named in its place, so that a reader sees that something stood there. Files for
machines (JSON) keep the text as it is.
"""

from __future__ import annotations

import re
import unicodedata

_RIGHT_TO_LEFT = {"R", "AL", "AN"}
_MAY_BE_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")
"""Where Unicode keeps all of them: most text has nothing from there, and need not be looked up sign by sign."""
_NAMED = "\u061c\u200e\u200f\u202a-\u202e\u2060-\u206f\u180e\ufff9-\ufffb\U000e0000-\U000e007f"
_SIGNS = rf"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u2028\u2029{_NAMED}"
_UNWANTED = re.compile(f"[{_SIGNS}]")
_UNWANTED_BUT_ISOLATES = re.compile(f"\u2068[^{_SIGNS}]+\u2069|[{_SIGNS}]")
_NEWLINES = re.compile(r"\r\n?|[\u2028\u2029\x85]")


def visible(text: str) -> str:
    """Return the text with line ends as `\\n` and every control, override and invisible mark replaced by a visible sign.

    Controls become their pictures (␀ …), bidirectional controls and tag characters their code point in ‹›, and what cannot be
    encoded becomes U+FFFD. Soft hyphens and the joiners of Persian, Indic scripts and emoji stay.
    """
    if text.isprintable():  # a quick look at nearly all text: nothing unwanted is printable
        return text
    return _UNWANTED.sub(_sign, _NEWLINES.sub("\n", text))


def one_line(text: str) -> str:
    """Return `visible` text on one line: runs of white space become one space."""
    return re.sub(r"\s+", " ", visible(text)).strip()


def inserted(text: str) -> str:
    """Return `one_line` text to be put among words and numbers of ours, which it cannot move about.

    Text with letters or numbers of a right-to-left script is set apart by U+2068 and U+2069: else "p. 4" beside a Hebrew name may
    read as "4 .p". Text without any is as it was.
    """
    flat = one_line(text)
    if flat.isascii() or not any(unicodedata.bidirectional(one) in _RIGHT_TO_LEFT for one in _MAY_BE_RIGHT_TO_LEFT.findall(flat)):
        return flat
    return f"\u2068{flat}\u2069"


def displayed(text: str) -> str:
    """Return `visible` text that may hold what was `inserted` into it: for the places that show anything they are given."""
    return text if text.isprintable() else _UNWANTED_BUT_ISOLATES.sub(_sign_outside, _NEWLINES.sub("\n", text))


def _sign_outside(match: re.Match[str]) -> str:
    return _sign(match) if len(match.group()) == 1 else match.group()


def _sign(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if code < 0xA0 or 0xD800 <= code <= 0xDFFF or code in {0xFFFE, 0xFFFF}:
        return "\ufffd"
    return f"‹U+{code:04X}›"
