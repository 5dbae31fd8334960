"""Everything asked of a page's text: where a point falls, what word or line stands there, and what a drag selected.

`page/` is what a page's text is, characters with boxes, lines, columns, words. `furniture/` tells what no sentence over a
page's end means. `quotes/` leads from spans to quotes and back, `selecting/` from drags, carets and marks of others to spans
and their quads; `reanchoring/` to where a passage stands in another version of its document; `finding` looks words up for a
reader. Pure: no parser, no Qt. All offsets count code points.

Decisions:

- Text is MuPDF's own order with one "\\n" a line, so that offsets mean the same to a selection, to the index and to other users
  of MuPDF. It is another where that order says what nobody reads, and then its name says so ("+order3"): right-to-left lines
  (`parsing/pdf_text/rows`), raised letters and notes behind their lines (`line_order`), tables whose cells a file has all over
  the place (`table_order`: a row would end with another one's cell), white dots for blanks (`unseen_dots`), rows drawn from
  their last cell on, as who turns the page sees them, and letters with a shadow up to forty lines back. Whether a page needs it
  is told by the places of its words, at a sixth of the cost of reading it.
- Text that lies unseen over a picture of most of its page was recognised: such a layer is `ocr` (`parsing/pdf/recognition`),
  and a document of which every page has one kind of text is of that kind, any other `mixed`. What is said of such words is
  worded once (`model/text_layer`); a hint of two parts shows `fewer_words` where there is no room (`key_hint`, `status_line`).
"""
