"""Whether a window can be shown here: the display, and the system's libraries that Qt needs. Loads nothing of Qt itself.

Qt aborts the whole program where either is missing; this module tells it in a sentence before.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from reviewer.i18n import tr

LIBRARIES = {
    "libEGL": "libegl1",
    "libGL": "libgl1",
    "libglib": "libglib2.0-0",
    "libgthread": "libglib2.0-0",
    "libxkbcommon-x11": "libxkbcommon-x11-0",
    "libxkbcommon": "libxkbcommon0",
    "libfontconfig": "libfontconfig1",
    "libfreetype": "libfreetype6",
    "libdbus": "libdbus-1-3",
    "libxcb-cursor": "libxcb-cursor0",
    "libxcb-icccm": "libxcb-icccm4",
    "libxcb-image": "libxcb-image0",
    "libxcb-keysyms": "libxcb-keysyms1",
    "libxcb-render-util": "libxcb-render-util0",
    "libxcb-xkb": "libxcb-xkb1",
    "libX11-xcb": "libx11-xcb1",
}
"""Libraries of the system that Qt needs, and the packages of Debian and Ubuntu that hold them."""


def has_display() -> bool:
    """Tell whether a window can be shown; always true where the system has no choice."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return True
    display = os.environ.get("DISPLAY", "")
    if display.startswith(":"):  # of this machine: its socket tells whether it is there; Qt would abort
        name = f"/tmp/.X11-unix/X{display[1:].partition('.')[0]}"  # noqa: S108 - where X servers put their sockets
        unix = Path("/proc/net/unix")
        return Path(name).exists() or (unix.exists() and f"@{name}\n" in unix.read_text(errors="replace"))
    return bool(display or os.environ.get("WAYLAND_DISPLAY"))


def check_platform_plugin() -> None:
    """Load what Qt needs to reach an X server: Qt itself aborts where a library of the system is missing.

    Raises:
        OSError: One is; the message begins with its name.

    """
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM", "xcb") != "xcb" or not os.environ.get("DISPLAY"):
        return
    import ctypes
    from importlib.util import find_spec

    found = find_spec("PySide6")
    for place in (found.submodule_search_locations or ()) if found else ():
        plugin = Path(place) / "Qt" / "plugins" / "platforms" / "libqxcb.so"
        if plugin.exists():
            ctypes.CDLL(str(plugin))


def missing_library(error: ImportError | OSError) -> tuple[str, str]:
    """Return the sentence and the hint for a library of the system that is missing."""
    library = str(error).partition(".so")[0].rpartition("/")[2]
    if ".so" not in str(error):
        return tr("The window cannot be opened: {problem}").format(problem=error), tr("Install the program again.")
    said = tr("The window cannot be opened: the system's library {library} is missing").format(library=library)
    package = LIBRARIES.get(library)
    if package is None:
        return said, tr("Install the package that holds it.")
    every = " ".join(sorted(set(LIBRARIES.values())))
    return said, tr("sudo apt install {package} (all that the window needs: {every})").format(package=package, every=every)
