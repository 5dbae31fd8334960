"""MuPDF's bindings without PyMuPDF, which is built upon them, and at first without their Python half: drawing needs neither.

Owns how they are found, in PyMuPDF's folder, and the few classes that drawing a page takes. MuPDF's bindings are a compiled
module, `_mupdf`, and a generated one of three megabytes with a class for each of a thousand structures: loading that one takes
three times as long as the compiled one and as drawing a page. So what is asked of `mupdf` comes from the compiled module and
from classes made here; once PyMuPDF is loaded, it comes from the generated module, as PyMuPDF's own does. From then on MuPDF
makes and raises that module's classes, so nobody keeps a class of `mupdf` for later.

Source: SWIG's documentation, "SWIG and Python", 33.4 (proxy classes) and 33.9 (what a wrapped class is at the low level).
"""

from __future__ import annotations

import codecs
import importlib
import sys
from importlib.util import find_spec
from types import ModuleType
from typing import Any

__all__ = ["ERROR_KINDS", "mupdf"]

_WHOLE = "pymupdf.mupdf"
_COMPILED = "_mupdf"

_KNOWN = "1.28."
"""The versions of MuPDF whose errors and structures are written down here; of another, all is loaded."""

ERROR_KINDS = (
    "None",
    "Generic",
    "System",
    "Library",
    "Argument",
    "Limit",
    "Unsupported",
    "Format",
    "Syntax",
    "Trylater",
    "Abort",
    "Repaired",
)
"""What MuPDF raises, in the order of its codes; the compiled module calls a class by its place, and ends where there is none."""

_STRUCTURES = (
    "FzColorspace",
    "FzCookie",
    "FzDefaultColorspaces",
    "FzDevice",
    "FzDisplayList",
    "FzDocument",
    "FzIrect",
    "FzMatrix",
    "FzPage",
    "FzPixmap",
    "FzRect",
    "FzSeparations",
    "FzStream",
    "PdfDocument",
    "PdfObj",
)
"""What is made, or handed out, while a page is drawn. MuPDF would never free one whose class it does not know."""


class Bindings:
    """What stands for MuPDF's module: asked for a name, it answers with the little that is loaded, or with all once there is."""

    def __init__(self, few: Few | None) -> None:
        self._few = few

    def __getattr__(self, name: str) -> Any:
        whole = sys.modules.get(_WHOLE)
        if whole is None:
            return getattr(self._few, name)
        vars(self).update(vars(whole))  # asked for once: the next question takes no way round
        return getattr(whole, name)


class Few:
    """The compiled bindings, and the classes that drawing takes; by the names that the whole bindings have for them."""

    def __init__(self, compiled: ModuleType) -> None:
        self._compiled: Any = compiled
        base = type("FzErrorBase", (Exception,), {})
        errors = [type(f"FzError{kind}", (base,), {}) for kind in ERROR_KINDS]
        self._compiled.internal_set_error_classes([*errors, base])
        codecs.register_error("surrogateescape_mupdf", _decoded)
        structure = _structure(compiled)
        structures = (self._made(name, structure) for name in _STRUCTURES)
        self._classes = {one.__name__: one for one in (base, *errors, *structures)}

    def __getattr__(self, name: str) -> Any:
        found = self._classes.get(name)
        return found if found is not None else getattr(self._compiled, name)

    def _made(self, name: str, base: type) -> type:
        """Make a class, and have MuPDF make its objects of it."""
        made = type(name, (base,), {"__swig_destroy__": getattr(self._compiled, f"delete_{name}")})
        getattr(self._compiled, f"{name}_swigregister")(made)
        return made

    def fz_set_error_callback(self, _none: None) -> None:
        """Have nobody told of errors."""
        self._compiled.ll_fz_set_error_callback(None, None)

    def fz_set_warning_callback(self, _none: None) -> None:
        """Have nobody told of warnings."""
        self._compiled.ll_fz_set_warning_callback(None, None)

    def fz_pixmap_samples_memoryview(self, pixmap: Any) -> memoryview:
        """Return a pixmap's samples, which last as long as the pixmap."""
        compiled, inner = self._compiled, pixmap.m_internal
        size = compiled.ll_fz_pixmap_stride(inner) * compiled.ll_fz_pixmap_height(inner)
        samples: memoryview = compiled.python_memoryview_from_memory(compiled.ll_fz_pixmap_samples(inner), size, 1)
        return samples


def _decoded(error: UnicodeError) -> tuple[str | bytes, int]:
    """Read what is no UTF-8: a zero as MuPDF writes it within a string, and any other byte as Python does in file names."""
    if isinstance(error, UnicodeDecodeError) and error.object[error.start :].startswith(b"\xc0\x80"):
        return "\0", error.start + 2
    return codecs.lookup_error("surrogateescape")(error)


def _structure(compiled: Any) -> type:
    """Return what the classes of structures have in common: they are made by MuPDF, and their members read from it."""

    class Structure:
        def __init__(self, *given: Any) -> None:
            name = type(self).__name__
            getattr(compiled, f"{name}_swiginit")(self, getattr(compiled, f"new_{name}")(*given))

        def __getattr__(self, member: str) -> Any:
            read = getattr(compiled, f"{type(self).__name__}_{member}_get", None)
            if read is None:
                raise AttributeError(member)
            return read(self)

    return Structure


def _load() -> Few | None:
    """Load the compiled bindings. Where they cannot be loaded by themselves, as in a frozen program, PyMuPDF is: None."""
    spec = None if _WHOLE in sys.modules else find_spec("pymupdf")
    if spec is not None and spec.submodule_search_locations:
        folder = spec.submodule_search_locations[0]
        sys.path.insert(0, folder)
        try:
            compiled = importlib.import_module(_COMPILED)
        except ImportError:
            compiled = None
        finally:
            sys.path.remove(folder)
        if compiled is not None:
            sys.modules[f"pymupdf.{_COMPILED}"] = compiled  # the generated module takes it when it is loaded
            if compiled.FZ_VERSION.startswith(_KNOWN):
                return Few(compiled)
    importlib.import_module(_WHOLE)
    return None


mupdf: Any = Bindings(_load())
"""MuPDF; without types, since the generated module defines some functions twice."""
