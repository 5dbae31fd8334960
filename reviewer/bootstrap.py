"""The composition root: builds the program's parts and hands them to the window or the command line.

The only module that reads the clock, makes ids, and knows both the window and the command line.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import faulthandler
import logging
import os
import sys
import threading
import uuid
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from reviewer import i18n, paths
from reviewer.i18n import tr
from reviewer.log import logger
from reviewer.model.ids import Clock, NewId
from reviewer.settings.preferences import Settings
from reviewer.settings.seals import CaseSeals

if TYPE_CHECKING:
    from reviewer.documents.client import Workers
    from reviewer.services.parts import Parts

REFUSED = 3
"""Exit code where the window cannot be shown, or a fault of ours ended a command."""

LARGEST_LOG = 256 * 1024
"""Bytes: a log that grew beyond is begun anew at the next start."""

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


def make_clock() -> Clock:
    """Return a clock: UTC in milliseconds, never going back while the program runs."""
    guard = threading.Lock()
    last = ""

    def now() -> str:
        nonlocal last
        with guard:
            moment = dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
            last = max(last, moment)
            return last

    return now


def make_new_id() -> NewId:
    """Return a maker of lower-case random UUIDs."""
    return lambda: str(uuid.uuid4())


def make_parts(opening: Sequence[Path] = ()) -> tuple[Parts, Callable[[], None]]:
    """Build the program's parts. The second value ends the worker processes, where they were started."""
    from reviewer.services.parts import Parts

    started: list[Workers] = []

    @cache
    def workers() -> Workers:
        from reviewer.documents.client import Workers

        made = Workers()
        made.start()
        started.append(made)
        return made

    def close() -> None:
        for one in started:
            one.close()

    parts = Parts(
        clock=make_clock(),
        new_id=make_new_id(),
        settings=Settings(paths.settings_file()),
        seals=CaseSeals(paths.settings_file().parent),
        get_workers=workers,
        drafts=paths.drafts_folder(),
        probe_window=_probe_window,
        paths=tuple(opening),
    )
    return parts, close


def run_cli(argv: Sequence[str]) -> int:
    """Run a subcommand and return its exit code."""
    from reviewer.cli import main, output

    _prepare()
    output.use_utf8()
    parts, close = make_parts()
    try:
        if parts.settings.notice:
            output.note(parts.settings.notice)
        return main.run(argv, parts)
    except Exception as error:  # noqa: BLE001 - a fault of ours is told as one, with an exit code that claims nothing
        _on_uncaught(type(error), error, error.__traceback__)
        return REFUSED
    finally:
        close()


def run_window(words: Sequence[str]) -> int:
    """Open the window on a case, on documents, or empty, and return the exit code when it is closed.

    The workers are started before anything of Qt is loaded, so that they are warm when the first page is wanted.
    """
    from reviewer.cli import output

    _prepare()
    _keep_log()
    output.use_utf8()
    absent = next((word for word in words if not word or not _is_there(Path(word))), None)
    if absent is not None:
        from reviewer.cli.main import unknown_word

        output.error(*unknown_word(absent))
        return 2
    if not _has_display():
        output.error(
            tr("There is no display to open a window on"),
            tr("Work without one: reviewer new, add, claim, highlight, export and verify do it all; reviewer --help lists them."),
        )
        return REFUSED
    parts, close = make_parts([Path(word) for word in words])
    try:
        _ = parts.workers
        return _window(parts)
    finally:
        close()


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # in a folder that may not be entered, or no name that a disk can hold
        return False


def _window(parts: Parts) -> int:
    from reviewer.cli import output

    try:
        _check_platform_plugin()
        from reviewer.ui.application import run
    except (ImportError, OSError) as error:
        output.error(*_missing_library(error))
        return REFUSED
    return run(parts)


def _probe_window() -> str:
    if not _has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    else:
        _check_platform_plugin()
    from reviewer.ui.probe import probe

    return probe()


def _has_display() -> bool:
    """Tell whether a window can be shown; always true where the system has no choice."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return True
    display = os.environ.get("DISPLAY", "")
    if display.startswith(":"):  # of this machine: its socket tells whether it is there; Qt would abort
        name = f"/tmp/.X11-unix/X{display[1:].partition('.')[0]}"  # noqa: S108 - where X servers put their sockets
        unix = Path("/proc/net/unix")
        return Path(name).exists() or (unix.exists() and f"@{name}\n" in unix.read_text(errors="replace"))
    return bool(display or os.environ.get("WAYLAND_DISPLAY"))


def _check_platform_plugin() -> None:
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


def _missing_library(error: ImportError | OSError) -> tuple[str, str]:
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


def _prepare() -> None:
    """Set up what both ways of running share: the language, and what happens with an error that nobody expected."""
    logging.getLogger("reviewer").addHandler(logging.NullHandler())  # nothing of the log on stderr
    if sys.stderr is not None:
        _enable_faulthandler()
    i18n.use(paths.resource("locale"))
    sys.excepthook = _on_uncaught
    threading.excepthook = _on_uncaught_in_thread


def _keep_log() -> None:
    """Keep the log (codes and ids) in a file, a small one; without a place for it the program goes on."""
    file = paths.log_folder() / "reviewer.log"
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        mode = "w" if file.exists() and file.stat().st_size > LARGEST_LOG else "a"
        handler = logging.FileHandler(file, mode=mode, encoding="utf-8", delay=True)
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    handler.setLevel(logging.WARNING)
    logging.getLogger("reviewer").addHandler(handler)


def _enable_faulthandler() -> None:
    try:
        faulthandler.enable()
    except (OSError, ValueError, AttributeError):  # a stderr that is no file, as under a windowed build or a test
        logger(__name__).info("faulthandler-unavailable")


def _on_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Log an unexpected error as a code (its text may hold words of a document) and tell it."""
    code = _code(kind, trace)
    logger(__name__).error("uncaught %s", code)
    if os.environ.get("REVIEWER_DEBUG"):
        sys.__excepthook__(kind, error, trace)
    if sys.stderr is not None:
        with contextlib.suppress(OSError):  # nobody reads it
            sys.stderr.write(
                f"error: The program has a fault: {code}\nhint: What was reported as done is done. Please report this.\n"
            )


def _on_uncaught_in_thread(args: threading.ExceptHookArgs) -> None:
    if args.exc_type is not SystemExit:
        _on_uncaught(args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback)


def _code(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Return the kind of an error and where in our own code it arose; none of its words."""
    where = "?"
    while trace is not None:
        name = trace.tb_frame.f_globals.get("__name__", "?")
        if str(name).startswith("reviewer"):
            where = f"{name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{kind.__name__} at {where}"
