"""Which of a page's layers of text is used. Owns that choice, for searching, reading and quoting alike.

What this program recognised goes before what the document brings, for it was asked to read that page; what a person corrected
before that, as long as the correction stands; and the document's own before all where a person chose it. What says nothing comes
after all that does; of several of a kind the newest is used.
"""

from __future__ import annotations

OWN_CHOSEN = (
    "EXISTS (SELECT 1 FROM text_choices JOIN documents ON documents.id = text_choices.document"
    " WHERE documents.sha256 = text_layers.sha256 AND text_choices.page = text_layers.page)"
)
"""A person chose the text that the document brings, on the page of this row of `text_layers`."""

_STANDS = (
    "EXISTS (SELECT 1 FROM word_corrections JOIN documents ON documents.id = word_corrections.document"
    " WHERE documents.sha256 = text_layers.sha256 AND word_corrections.page = text_layers.page)"
)

BEST_LAYER_LAST = (
    "ORDER BY page, trim(text, ' ' || char(9, 10, 12, 13)) <> '',"
    f" CASE WHEN letters IS NULL THEN CASE WHEN {OWN_CHOSEN} THEN 3 ELSE 0 END"
    f" WHEN kind = 'ocr' THEN 1 WHEN {_STANDS} THEN 2 ELSE -1 END, n"
)
"""The order of the rows of `text_layers` of a source, the one that is used last of each page."""
