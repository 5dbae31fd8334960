"""Which of a page's layers of text is used. Owns that choice, for searching, reading and quoting alike."""

from __future__ import annotations

BEST_LAYER_LAST = (
    "ORDER BY page, trim(text, ' ' || char(9, 10, 12, 13)) <> '', CASE kind WHEN 'corrected' THEN 2 WHEN 'ocr' THEN 1 ELSE 0 END"
)
"""Corrected before recognised before what the document brings; one that says nothing comes after all that do."""
