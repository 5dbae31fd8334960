"""Print how long worker processes take: to start, to open a document, to show its first page, to draw tiles; and their memory.

python tests/bench/worker_times.py FILE [rounds]
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from reviewer.documents.client import OpenDocument, PixelRect, Source, Workers


def timed(what: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    result = what()
    return (time.perf_counter() - start) * 1000, result


def memory_mb(pid: int) -> str:
    """Return a process's own and proportional memory."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    sizes = {line.split(":")[0]: int(line.split()[1]) / 1024 for line in lines[1:]}
    return f"resident {sizes['Rss']:.0f} MB, shared out {sizes['Pss']:.0f} MB, own {sizes['Private_Dirty']:.0f} MB"


class Figures:
    """Times by name."""

    def __init__(self) -> None:
        self.values: dict[str, list[float]] = {}

    def note(self, name: str, what: Callable[[], Any]) -> Any:
        took, result = timed(what)
        self.values.setdefault(name, []).append(took)
        return result

    def show(self) -> None:
        for name, values in self.values.items():
            print(f"{name:38s} median {statistics.median(values):7.1f} ms   best {min(values):7.1f}   worst {max(values):7.1f}")


def start_and_open(workers: Workers, source: Source, figures: Figures) -> OpenDocument:
    figures.note("start() returns", workers.start)
    return workers.open(source).result(60)


def one_round(file: Path, figures: Figures, *, memory: bool) -> None:
    workers = Workers()
    with Source.from_path(file) as source:
        first = figures.note("start to first document open, cold", lambda: start_and_open(workers, source, figures))
        figures.note("first page at 96 dpi, cold", lambda: first.render(0, scale=4 / 3).result(60))
        first.outline().result(60)
        document = figures.note("open, spare at hand", lambda: workers.open(source).result(60))
    figures.note("first page at 96 dpi, forked", lambda: document.render(0, scale=4 / 3).result(60))
    figures.note("same page again", lambda: document.render(0, scale=4 / 3).result(60))
    tile = PixelRect(256, 256, 512, 512)
    figures.note("tile 512 x 512 at 192 dpi", lambda: document.render(0, scale=8 / 3, clip=tile).result(60))
    figures.note("characters", lambda: document.text(0).result(60))
    count = min(16, document.page_count)
    figures.note(f"plain text of {count} pages", lambda: document.plain_text(0, count).result(60))
    figures.note(f"geometry of {document.page_count} pages", lambda: document.pages().result(60))
    figures.note("round trip", lambda: document.pages(0, 1).result(60))
    if memory:
        zygote = int(Path(f"/proc/{document.worker_pid}/stat").read_text().rpartition(")")[2].split()[1])
        print(f"zygote:  {memory_mb(zygote)}\nworker:  {memory_mb(document.worker_pid)}")
    figures.note("close()", workers.close)


def main() -> None:
    file, rounds = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 9
    figures = Figures()
    for number in range(rounds):
        one_round(file, figures, memory=number == rounds - 1 and sys.platform == "linux")
    figures.show()


if __name__ == "__main__":
    main()
