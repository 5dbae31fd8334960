"""Whether a window can be shown here: the display, and the system's libraries that Qt needs. Loads nothing of Qt itself.

Qt aborts the whole program where either is missing; this module tells it in a sentence before.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread

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
    "libxcb": "libxcb1",
    "libxcb-cursor": "libxcb-cursor0",
    "libxcb-icccm": "libxcb-icccm4",
    "libxcb-image": "libxcb-image0",
    "libxcb-keysyms": "libxcb-keysyms1",
    "libxcb-render-util": "libxcb-render-util0",
    "libxcb-xkb": "libxcb-xkb1",
    "libX11-xcb": "libx11-xcb1",
}
"""Libraries of the system that Qt needs, and the packages of Debian and Ubuntu that hold them."""


ANSWER_S = 5.0
"""How long a display may take to answer: one across a network, or one that hangs."""

_REAL_SCREENS = frozenset(("xcb", "wayland", "wayland-egl"))
"""Qt's plugins that need somebody to answer; the others draw by themselves, or nowhere."""


def has_display() -> bool:
    """Tell whether a window can be shown: on Linux a display must answer, elsewhere the system has no choice."""
    plugins = [one.partition(":")[0] for one in os.environ.get("QT_QPA_PLATFORM", "").split(";") if one]
    if sys.platform != "linux" or not _REAL_SCREENS.issuperset(plugins):
        return True
    session = os.environ.get("XDG_SESSION_TYPE") == "wayland"
    wayland = _may_use("wayland", plugins) and (session or _is_set("WAYLAND_DISPLAY") or _is_set("WAYLAND_SOCKET"))
    if wayland and (_is_set("WAYLAND_SOCKET") or _answers(_reach_wayland)):  # a socket handed over is used up by trying
        return True
    return _may_use("xcb", plugins) and _is_set("DISPLAY") and not _is_elsewhere() and _answers(_reach_x)


def is_over_tcp() -> bool:
    """Tell whether the X display is reached over TCP from this computer, as `ssh -X` has it: no local socket leads there."""
    return sys.platform == "linux" and _host() not in {"", "unix"}


def _host() -> str:
    """Return the computer that `DISPLAY` names: "" for this one, by its local socket (X(7), "Display names")."""
    host = os.environ.get("DISPLAY", "").rpartition(":")[0]
    return "" if host.startswith("/") else host.rpartition("/")[2].strip("[]")


def _is_elsewhere() -> bool:
    """Tell whether `DISPLAY` names another computer: all that is read and typed would cross the network, unprotected."""
    host = _host()
    return host not in {"", "unix", "localhost", "::1", "ip6-localhost"} and not host.startswith("127.")


def absence_words() -> str:
    """Return why no window can be shown, where `has_display` says so."""
    if _is_elsewhere():
        said = tr(
            "The display {display} is another computer’s: what you read and type would cross the network, unprotected. "
            "ssh -X protects it"
        )
        return said.format(display=os.environ["DISPLAY"])
    named = [os.environ[name] for name in ("WAYLAND_DISPLAY", "DISPLAY") if _is_set(name)]
    if not named:
        return tr("There is no display to open a window on")
    return tr("No window can be opened: the display {display} does not answer").format(display=", ".join(named))


def _is_set(name: str) -> bool:
    return bool(os.environ.get(name))


def _may_use(kind: str, plugins: list[str]) -> bool:
    return not plugins or any(one.startswith(kind) for one in plugins)


def _answers(reach: Callable[[], bool]) -> bool:
    """Tell whether a connection is made in time; one that hangs is left to a thread that ends with the program."""
    found: list[bool] = []
    thread = Thread(target=lambda: found.append(reach()), daemon=True)
    thread.start()
    thread.join(ANSWER_S)
    return found == [True]


def _reach_x() -> bool:
    """Connect to the X server as Qt would, through the same library, and leave again."""
    import ctypes

    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # `check_platform_plugin` names what is missing
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    refused = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not refused


def _reach_wayland() -> bool:
    """Connect to the Wayland compositor as Qt would, and leave again."""
    import ctypes

    if not _is_set("XDG_RUNTIME_DIR") and not os.environ.get("WAYLAND_DISPLAY", "").startswith("/"):
        return False
    try:
        wayland = ctypes.CDLL("libwayland-client.so.0")
    except OSError:
        return False  # nor can Qt
    wayland.wl_display_connect.restype = ctypes.c_void_p
    display = ctypes.c_void_p(wayland.wl_display_connect(None))
    if display:
        wayland.wl_display_disconnect(display)
    return bool(display)


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
