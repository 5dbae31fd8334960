"""Which engine recognises text on this computer, told without loading it.

Owns how that is found out, and what tells one way of reading from another. The engines are in `parsing/recognition`.
"""

from __future__ import annotations

from importlib.util import find_spec

PREPARED = "+prep2"
"""What is done to pixels before they are read: another number when it changes, for then the text may."""


def has_tesserocr() -> bool:
    """Tell whether this system has the better engine: it is faster, and says how sure it is."""
    return find_spec("tesserocr") is not None


def reads_by() -> str:
    """Return what pages are drawn and read by, with versions: what failed by it fails again, and may not by another."""
    packages = ("pymupdf", "pillow", *(("tesserocr",) if has_tesserocr() else ()))
    return " ".join((*(f"{one} {_version(one)}" for one in packages), PREPARED))


def _version(package: str) -> str:
    from importlib import metadata  # slow to load, and wanted long after the first page

    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:  # a build that has no record of it
        return "0"
