"""MuPDF's own bindings, loaded without PyMuPDF, which is built upon them: drawing a page needs no more, in half the time.

Owns how they are found: they lie in PyMuPDF's folder. PyMuPDF takes the same ones when it is loaded later; `mupdf` from here and
`pymupdf.mupdf` are one module in every process.
"""

from __future__ import annotations

import importlib
import sys
from importlib.util import find_spec
from typing import Any

__all__ = ["mupdf"]

_NAMES = ("mupdf", "_mupdf")


def _load() -> Any:
    """Return the bindings. Where they cannot be loaded by themselves, as in a frozen program, PyMuPDF is loaded for them."""
    spec = None if "pymupdf" in sys.modules else find_spec("pymupdf")
    if spec is None or not spec.submodule_search_locations:
        return importlib.import_module("pymupdf.mupdf")
    folder = spec.submodule_search_locations[0]
    sys.path.insert(0, folder)
    try:
        alone = importlib.import_module("mupdf")
    except ImportError:
        return importlib.import_module("pymupdf.mupdf")
    finally:
        sys.path.remove(folder)
    for name in _NAMES:
        sys.modules[f"pymupdf.{name}"] = sys.modules[name]
    return alone


mupdf: Any = _load()
"""MuPDF; without types, since the generated module defines some functions twice."""
