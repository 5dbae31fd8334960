"""What runs in the worker processes: the only code that parses, draws, stamps or rebuilds a document.

`pdf/`, `pdf_text/` and `image/` read, `making/` makes copies and crops; `handlers` does what a request asks. The one room that
may import pymupdf and Pillow; nothing outside may import it, for the window's process never loads a parser.
"""
