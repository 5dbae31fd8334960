"""What runs in the worker processes: the only code that parses, draws, stamps or rebuilds a document.

`pdf/`, `pdf_text/` and `image/` read, `making/` makes copies and crops; `handlers` does what a request asks. The one room that
may import pymupdf and Pillow; nothing outside may import it, for the window's process never loads a parser.

Decisions:

- A worker is forked as soon as it can draw (`parsing/zygote`, `parsing/drawing_desk`): what reads text, images and annotations
  takes twice as long to load as what draws a PDF, and PyMuPDF as long as MuPDF's own bindings (`pdf/bindings`), so what draws
  uses these alone. The first worker only draws; the lane has it followed by one that does everything, which opens the document
  once more. So requests, replies and what they carry lie in modules by when they are first wanted (`requests`, `text_requests`,
  `made_requests`, …).
- A page is drawn whole and its parts are taken from that, up to 6 million pixels (`parsing/pdf/pages`), without alpha: a part
  that MuPDF draws by itself averages a scan from another beginning, and blending with alpha rounds otherwise. So pixels are
  those that others show. How many of them a page has is said in one place (`results.pixels_of`): layout, tiles, worker and
  paper must agree, or a row is lost or beyond the page.
- A linked file is read through a stream on its descriptor (`parsing/lent_file`): mapped into memory, MuPDF 1.28 crashes beyond
  2 GiB, and a file cut short or a failing disk would kill the worker. Each worker gets an open file description of its own, or
  they would move each other's place. Images are refused: their codecs read files whole. Over pipes nothing can be lent, so
  there linking is refused with a sentence.
- Which words nobody sees is told by drawing the page twice, with words and without (`pdf/wordless`, `pdf_text/unseen_words`):
  rules over rectangles and colours miss covers of other kinds and accuse dark table heads. It takes a page's drawing twice, so
  it is asked only of pages that somebody quotes from, and nothing of it is kept. Words under other words are not found.
"""
