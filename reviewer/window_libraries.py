"""Qt's libraries and their bindings, taken in on a second processor while the first loads modules of Python.

Owns which they are and where they lie, on Linux. Must not import Qt: who does finds them loaded, and loads the rest itself.
"""

from __future__ import annotations

import importlib.util
import os
import sys
import threading

_NAMES = (
    *("Qt/lib/libQt6Core.so.6", "Qt/lib/libQt6Gui.so.6", "Qt/lib/libQt6Widgets.so.6"),
    *("QtCore.abi3.so", "QtGui.abi3.so", "QtWidgets.abi3.so"),
)
"""Qt's libraries, and then their bindings; a name that another release does not have is passed over."""
_NOW = 2
"""Resolve what they refer to at once, as Python does when it loads a module. Source: dlopen(3)."""


def take_in() -> None:
    """Begin to load them, and do not wait for it.

    The linker has 28,000 names in them to look up, some fifteen milliseconds. It is called as a function of the C library, which
    holds no lock of Python's; an import would.
    """
    spec = importlib.util.find_spec("PySide6") if sys.platform == "linux" else None
    if spec is not None and spec.origin is not None:
        folder = os.path.dirname(spec.origin)  # noqa: PTH120 - `pathlib` comes later
        threading.Thread(target=_load, args=(folder,), name="window libraries", daemon=True).start()


def _load(folder: str) -> None:
    import ctypes

    load = ctypes.CDLL(None).dlopen
    load.restype = ctypes.c_void_p
    for name in _NAMES:
        load(os.fsencode(os.path.join(folder, name)), _NOW)  # noqa: PTH118
