"""Documents: everything that opens, draws, reads or rewrites one, on the far side of a process boundary.

The window's process holds `client` and the pure modules (`text`, `quote`, `marks`, `results`). The parsers (PyMuPDF, Pillow)
are imported only by the worker's modules, which run in processes of their own and get bytes, never a path.
"""
