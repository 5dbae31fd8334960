"""What pages carry beside their text: running headers and footers, numbers, footnotes; no sentence over a page end means it.

Decisions:

- Running headers, footers, margin line numbers, and footnotes that a sentence over a page end passes over are no part of a
  quote (`documents/text/furniture/between_pages`): a passage spans them, its quads, `quote` and `quote_as_printed` leave them
  out, and a quote is found across all but the notes, which its texts alone do not tell. Only what is surely furniture counts: a
  line runs that stands apart from the text and stands so on other pages too, also on the four on either side (`pages_needed`),
  since left and right pages have headers of their own; notes of several columns (`text/page/column_notes`) stand below what
  their own columns have. A sentence, or a year, is never one: forms and reports say them on every page. Who quotes some of it
  has it (`Kept`): no word that was quoted is left out, and the command line says what else a passage holds.
"""
