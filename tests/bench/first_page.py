"""How long it takes from starting the program on a file to the file's first page on the screen, beside other viewers.

    python tests/bench/first_page.py [--rounds N] [--pages N] [--program COMMAND] [VIEWER …]

Makes a document (1,500 pages unless said otherwise), starts the program and each viewer that is installed (qpdfview, okular,
evince, zathura unless named) in turn on a screen of their own, and watches the screen. Prints medians: seconds to the page,
processor time of the whole process tree by then, and both as ratios to the first viewer. `--program` is an installed `reviewer`:
from a source tree without compiled modules the figures are worse than what people get.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pymupdf

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.e2e.screen import Person, person

MARK = (210, 20, 160)
PEERS = ("qpdfview", "okular", "evince", "zathura")
PATIENCE_S = 30.0


def document(pages: int) -> bytes:
    """Return a PDF of text whose pages carry a block of one colour."""
    doc = pymupdf.open()
    for number in range(pages):
        page = doc.new_page()
        page.insert_text(
            (72, 90), [f"Line {line} of page {number + 1}, as long as a line of a register is." for line in range(48)]
        )
        page.draw_rect(pymupdf.Rect(4, 20, 64, 60), color=None, fill=[level / 255 for level in MARK])
    return bytes(doc.tobytes(garbage=3, deflate=True))


def tree(root: int) -> list[int]:
    """Return a process and all below it."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                children.setdefault(parent, []).append(int(entry.name))
    found, queue = [], [root]
    while queue:
        found.append(queue.pop())
        queue += children.get(found[-1], [])
    return found


def tree_ticks(root: int) -> int:
    """Return the clock ticks that a process and all below it have used."""
    ticks = 0
    for one in tree(root):
        with suppress(OSError):
            ticks += sum(map(int, Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()[11:15]))
    return ticks


@contextmanager
def started(me: Person, command: list[str], file: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Start a program on a file before somebody's screen, and kill it at the end."""
    env = {**os.environ, "DISPLAY": me.display, "HOME": str(me.home), "QT_QPA_PLATFORM": "xcb", "NO_AT_BRIDGE": "1"}
    env |= {f"XDG_{name}_HOME": str(me.home / name.lower()) for name in ("CONFIG", "DATA", "CACHE")}
    running = subprocess.Popen(
        [*command, str(file)], env=env, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield running
    finally:
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()


def until_seen(me: Person, colour: tuple[int, int, int], began: float) -> float:
    """Return the seconds until a colour stands on the screen, or "not a number"."""
    while not any(seen == colour for _, seen in me.screen().reduce(4).getcolors(1_000_000) or ()):
        if time.perf_counter() - began > PATIENCE_S:
            return float("nan")
        time.sleep(0.005)
    return time.perf_counter() - began


def measure(me: Person, command: list[str], file: Path) -> tuple[float, float]:
    """Return seconds to the first page, and seconds of processor time by then."""
    began = time.perf_counter()
    with started(me, command, file) as running:
        seconds = until_seen(me, MARK, began)
        return seconds, tree_ticks(running.pid) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("viewers", nargs="*", default=PEERS)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--pages", type=int, default=1500)
    parser.add_argument("--program", default=str(Path(sys.executable).with_name("reviewer")))
    given = parser.parse_args()
    commands = {name: [name] for name in given.viewers if shutil.which(name)} | {"reviewer": [given.program]}
    rows: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "register.pdf"
        file.write_bytes(document(given.pages))
        for number in range(given.rounds):
            for name, command in commands.items():  # in turn, so that a drifting machine hits all alike
                place = Path(folder) / f"{name}-{number}"
                place.mkdir()
                with person(place) as me:
                    rows[name].append(measure(me, command, file))
    first = next(iter(rows))
    base = [statistics.median(column) for column in zip(*rows[first], strict=True)]
    print(f"{'':12}{'seconds':>10}{'processor s':>13}   ratio to {first}: seconds, processor time")
    for name, found in rows.items():
        wall, processor = (statistics.median(column) for column in zip(*found, strict=True))
        print(f"{name:12}{wall:10.3f}{processor:13.3f}   {wall / base[0]:.2f}, {processor / base[1]:.2f}")


if __name__ == "__main__":
    main()
