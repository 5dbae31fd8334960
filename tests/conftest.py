"""What holds for every test: a home of its own, no screen, and nothing that goes wrong in silence.

A log record at WARNING or above, a process left behind, and (through pytest-qt) a warning of Qt each fail the test that
caused it. Records that a test means to cause are named by it: `@pytest.mark.expects_log("regular expression")`. Tests that
need a program say so: `@pytest.mark.needs("xdotool")`; without it they are skipped and counted, and under CI they fail.
"""

from __future__ import annotations

import ctypes
import logging
import os
import re
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import settings

from reviewer.documents.recognising.trained_data import TrainedData, find_trained_data
from reviewer.errors import RecognitionError

LEAK_DEADLINE_S = 5.0
PR_SET_CHILD_SUBREAPER = 36
MISSING = "program missing: "

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QT_LOGGING_RULES"] = "qt.qpa.*.debug=false"
os.environ["TZ"] = "UTC"

# The same examples every time, and no clock over them: a test that fails fails again, also on a busy machine.
settings.register_profile("repeatable", deadline=None, derandomize=True, database=None)
settings.load_profile("repeatable")

_homes: list[Path] = []


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "expects_log(pattern): log records at WARNING or above that match are meant, and at least one must come"
    )
    config.addinivalue_line("markers", "needs(*programs): programs of the system without which the test cannot run")
    home = Path(tempfile.mkdtemp(prefix="reviewer-test-home-"))
    _homes.append(home)
    places = {
        "HOME": home,
        "XDG_DATA_HOME": home / "data",
        "XDG_CONFIG_HOME": home / "config",
        "XDG_STATE_HOME": home / "state",
        "XDG_CACHE_HOME": home / "cache",
        "XDG_RUNTIME_DIR": home / "runtime",
    }
    for name, place in places.items():
        place.mkdir(mode=0o700, exist_ok=True)
        os.environ[name] = str(place)
    for name in ("REVIEWER_NAME", "REVIEWER_CHANNEL", "LANGUAGE", "LC_ALL"):
        os.environ.pop(name, None)
    os.environ["LANG"] = "C.UTF-8"
    if sys.platform == "linux":  # grandchildren whose parent died come to us, where they are seen
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def pytest_unconfigure() -> None:
    for home in _homes:
        shutil.rmtree(home, ignore_errors=True)


def pytest_runtest_setup(item: pytest.Item) -> None:
    wanted = [name for mark in item.iter_markers("needs") for name in mark.args]
    missing = [name for name in wanted if shutil.which(name) is None]
    if missing and os.environ.get("CI"):
        pytest.fail(f"{MISSING}{', '.join(missing)}", pytrace=False)
    if missing:
        pytest.skip(f"{MISSING}{', '.join(missing)}")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = [one for one in terminalreporter.stats.get("skipped", []) if MISSING in str(one.longrepr)]
    if skipped:
        terminalreporter.write_line(f"{len(skipped)} tests skipped because a program is missing (see below)", yellow=True)


class _Records(logging.Handler):
    """Keeps what was logged at WARNING or above, from any thread."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def _quiet_log(request: pytest.FixtureRequest) -> Iterator[None]:
    records = _Records()
    root = logging.getLogger()
    root.addHandler(records)
    try:
        yield
    finally:
        root.removeHandler(records)
    patterns = [str(mark.args[0]) for mark in request.node.iter_markers("expects_log")]
    unexpected = [line for line in records.lines if not any(re.search(one, line) for one in patterns)]
    unmet = [one for one in patterns if not any(re.search(one, line) for line in records.lines)]
    if unexpected:
        pytest.fail("logged at WARNING or above:\n" + "\n".join(unexpected), pytrace=False)
    if unmet:
        pytest.fail(f"expected in the log, but not there: {unmet}", pytrace=False)


def _children() -> set[int]:
    """Return the direct children of this process (Linux; empty elsewhere)."""
    found: set[int] = set()
    for task in Path("/proc/self/task").glob("*/children"):
        with suppress(OSError):  # the thread ended meanwhile
            found.update(int(word) for word in task.read_text().split())
    return found


def _alive(pid: int) -> str | None:
    """Return the command line of a process that still runs; None for one that ended, also where nobody waited for it."""
    try:
        if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] in "ZX":
            return None
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
    except OSError:
        return None


def _leaked(before: set[int]) -> dict[int, str]:
    """Wait a moment for processes newer than `before` to end; kill and return those that did not."""
    deadline = time.monotonic() + LEAK_DEADLINE_S
    while True:
        left = {pid: line for pid in _children() - before if (line := _alive(pid)) is not None}
        if not left or time.monotonic() > deadline:
            break
        time.sleep(0.02)
    for pid in left:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    return left


@pytest.fixture(scope="session", autouse=True)
def _no_process_outlives_the_session() -> Iterator[None]:
    before = _children()
    yield
    if left := _leaked(before):
        pytest.fail(f"processes left behind by the session: {left}", pytrace=False)


@pytest.fixture(autouse=True)
def _no_process_outlives_its_test() -> Iterator[None]:
    before = _children()
    yield
    if left := _leaked(before):
        pytest.fail(f"processes left behind: {left}", pytrace=False)


@pytest.fixture(scope="session")
def languages() -> TrainedData:
    """Return the languages that text is recognised in; without any the test is skipped, which counts as failed under CI."""
    try:
        return find_trained_data()
    except RecognitionError as error:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{error.summary}. {error.hint}")
