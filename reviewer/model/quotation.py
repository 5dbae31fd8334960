"""How a quote is put in quotation marks: those it has itself are enough. One rule for the window and for packs."""

from __future__ import annotations

import re

_WHOLE = re.compile(r'“[^“”]*”|"[^"]*"|„[^„“”]*[“”]|«[^«»]*»')
_OPENED = re.compile(r'“[^“”]*|"[^"]*|„[^„“”]*|«[^«»]*')
_CLOSED = re.compile(r"[^“”„«»\"]*”")
_CLOSING = {"“": "”", '"': '"', "„": "“", "«": "»"}


def in_quotes(text: str) -> str:
    """Return a quote in quotation marks, its own where it begins or ends with them and has no others."""
    if _WHOLE.fullmatch(text):
        return text
    if _OPENED.fullmatch(text):
        return text + _CLOSING[text[0]]
    return f"“{text}" if _CLOSED.fullmatch(text) else f"“{text}”"
