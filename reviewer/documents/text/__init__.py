"""Everything asked of a page's text: where a point falls, what word or line stands there, and what a drag selected.

The face of `page_text` (the characters and lines), `pointing` (points to offsets), `selection` (spans to quads) and `quoting`
(spans to selectors); `dragging` says what lies between two points, `moving` takes a caret through it. Pure: no parser, no Qt. All
offsets count code points.
"""

from __future__ import annotations

from reviewer.documents.text.page_text import PageText
from reviewer.documents.text.pointing import caret_at, char_at, line_span, word_span
from reviewer.documents.text.quoting import text_selector
from reviewer.documents.text.selection import Selection, select

__all__ = ["PageText", "Selection", "caret_at", "char_at", "line_span", "select", "text_selector", "word_span"]
