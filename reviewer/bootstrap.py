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
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from reviewer import heap, i18n, offline, paths
from reviewer.i18n import tr
from reviewer.log import logger
from reviewer.model.ids import Clock, NewId
from reviewer.settings.preferences import Settings
from reviewer.settings.seals import CaseSeals
from reviewer.ui import display

if TYPE_CHECKING:
    from reviewer.documents.channels.channel import Transport
    from reviewer.documents.client import Workers
    from reviewer.services.parts import Parts

REFUSED = 3
"""Exit code where the window cannot be shown, or a fault of ours ended a command."""

LARGEST_LOG = 256 * 1024
"""Bytes: a log that grew beyond is begun anew at the next start."""


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

    def make() -> str:
        import uuid

        return str(uuid.uuid4())

    return make


def make_parts(opening: Sequence[Path] = (), transport: Transport | None = None) -> tuple[Parts, Callable[[], None]]:
    """Build the program's parts. The second value ends the worker processes, where they were started.

    Args:
        opening: What the window opens at the start.
        transport: The way to the worker processes, where it is prepared already.

    """
    from reviewer.services.parts import Parts

    started: list[Workers] = []

    @cache
    def workers() -> Workers:
        from reviewer.documents.client import Workers

        made = Workers(transport)
        made.start()
        started.append(made)
        return made

    def close() -> None:
        for one in started:
            one.close()
        if transport is not None and not started:
            transport.close()

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
    offline.refuse_networks()
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


def run_window(words: Sequence[str], transport: Transport) -> int:
    """Open the window on a case, on documents, or empty, and return the exit code when it is closed.

    Args:
        words: Paths.
        transport: The way to the worker processes, with what loads the parsers started before anything of Qt is loaded: they are
            warm when the first page is wanted. It is closed here.

    """
    parts, close = make_parts([Path(word) for word in words], transport)
    try:
        _prepare()
        _keep_log()
        refusal = _refusal(words)
        if refusal is not None:
            code, summary, hint = refusal
            return _refuse(code, summary, hint)
        heap.give_back()
        late = display.is_over_tcp()
        if not late:
            offline.refuse_networks()
        workers = parts.workers
        document = _first_document(parts.paths)
        if document is not None:
            from reviewer.documents.first_file import open_first_file

            parts = parts._replace(first_file=open_first_file(document, workers))
        return _window(parts, offline.refuse_networks if late else lambda: True)
    finally:
        close()


def _refusal(words: Sequence[str]) -> tuple[int, str, str] | None:
    """Return the exit code, the sentence and the hint where there is nothing to open, or nowhere to show it."""
    absent = next((word for word in words if not word or not _is_there(Path(word))), None)
    if absent is not None:
        from reviewer.cli.main import unknown_word

        return 2, *unknown_word(absent)
    if not display.has_display():
        return (
            REFUSED,
            display.absence_words(),
            tr("Work without one: reviewer new, add, claim, highlight, export and verify do it all; reviewer --help lists them."),
        )
    return None


def _refuse(code: int, summary: str, hint: str) -> int:
    from reviewer.cli import output

    output.use_utf8()
    output.error(summary, hint)
    return code


def _first_document(given: Sequence[Path]) -> Path | None:
    """Return the file whose first page is shown at once; where a case is among what is given, that decides what is shown."""
    if any(paths.is_case(one) for one in given):
        return None
    return next((one for one in given if one.is_file()), None)


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # in a folder that may not be entered, or no name that a disk can hold
        return False


def _window(parts: Parts, connected: Callable[[], bool]) -> int:
    try:
        display.check_platform_plugin()
        from reviewer.ui.application import run
    except (ImportError, OSError) as error:
        return _refuse(REFUSED, *display.missing_library(error))
    return run(parts, connected)


def _probe_window() -> str:
    if not display.has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    else:
        display.check_platform_plugin()
    from reviewer.ui.probe import probe

    return probe()


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
