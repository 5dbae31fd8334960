"""Documents: everything that opens, draws, reads or rewrites one, on the far side of a process boundary.

The window's process holds `client` and the pure modules (`text`, `quote`, `marks`, `results`). The parsers (PyMuPDF, Pillow)
are imported only by the worker's modules, which run in processes of their own and get bytes, never a path.

Decisions:

- Memory goes back: freed pieces at once (`heap`), and of libraries the code that only loading ran (`mapped_code`), which the
  system maps in again where it is run once more. SQLite keeps 4 MiB of a case's pages a connection: with four times as many
  nothing is faster.
- A worker that only reads for the index is given back while that is put off (`lane`), where opening the document again costs
  less than a tenth of a second.
- Whoever turns pages has the processor (`documents/dispatching/resting`): texts for the index are put off meanwhile, for 15 s
  at most, and the rows of long work at the foot do not change (`panels/status/job_strip`).
- A glyph that its document gives no meaning comes as its number in the font, often a control character. A page's text keeps it,
  for offsets and hashes rest on that; quotes, what is copied and what is looked up have U+FFFD in its place, one for one
  (`text/page/words.without_controls`), on both sides of every comparison.
- A worker's answer is bounded by its request: so many pages, pixels, or times the document's bytes; more is a lie.
- What is looked at goes first (`documents/dispatching/priorities`); a cancelled picture is given up after 0.3 s, or as long as
  opening again takes.
"""
