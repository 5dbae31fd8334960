"""Which letter of the viewer a key stands for on a keyboard that writes no Latin letters: the one printed in its place.

On a Cyrillic, Greek or Hebrew layout the key of S says something else; where it lies is the same. Every platform tells that in
its own way; what it does not tell for sure is left alone. Latin layouts are obeyed as they are, wherever they put their letters.
"""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

_X11 = {27: "R", 28: "T", 32: "O", 39: "S", 43: "H", 54: "C"}
"""Scan codes of X11 and Wayland: those of the kernel and 8."""

_MACOS = {0x01: "S", 0x04: "H", 0x08: "C", 0x0F: "R", 0x11: "T", 0x1F: "O"}
"""Virtual keys, which name places on macOS."""

_WINDOWS = {ord(letter): letter for letter in "COHRST"}
"""Virtual keys, which layouts of other scripts leave where the Latin letters lie."""


def latin_key(event: QKeyEvent) -> Qt.Key:
    """Return the key that was pressed: a letter of another script as the Latin one of the viewer's in its place, if it is one."""
    key = event.key()
    if not _is_of_another_script(key):
        return Qt.Key(key)
    platform = QGuiApplication.platformName()
    if platform in {"xcb", "wayland"}:
        letter = _X11.get(event.nativeScanCode())
    elif platform == "cocoa":
        letter = _MACOS.get(event.nativeVirtualKey())
    elif platform == "windows":
        letter = _WINDOWS.get(event.nativeVirtualKey())
    else:
        letter = None
    return Qt.Key(ord(letter)) if letter else Qt.Key(key)


def _is_of_another_script(key: int) -> bool:
    """Tell whether a key writes a letter that is none of the Latin script; special keys lie beyond Unicode."""
    return 0x80 <= key <= 0x10FFFF and chr(key).isalpha() and not unicodedata.name(chr(key), "").startswith("LATIN")
