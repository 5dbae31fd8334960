"""Print what locking workers in costs: a worker's start and a page, locked in and not, taken in turns, with their ratios.

    python tests/bench/isolation_cost.py FILE [rounds]

Times are medians, by the clock and of the worker's own processor time (Linux's schedstat, to the nanosecond). A start may take
1.3 times that of a worker that is not locked in, a page 1.1 times. What is forked is not locked in here by changing the program
that is started: it has no switch for that.
"""

from __future__ import annotations

import statistics
import sys
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from reviewer.documents.channels import launch
from reviewer.documents.client import Source, Workers
from reviewer.documents.dispatching.jobs import Job, Sending
from reviewer.documents.dispatching.lane import Lane
from reviewer.documents.dispatching.process import WorkerProcess
from reviewer.documents.protocol.framing import Kind, Message

MOST_PAGES = 8
LOCKED, UNLOCKED = "locked in", "not locked"
WITHOUT = (
    "from reviewer.documents.lockdown import locking, controls; locking.Lock.__init__ = lambda _self, _profile: None; "
    "locking.Lock.leave_network = lambda _self: None; locking.Lock.close = lambda _self: controls.NOTHING; "
    "from reviewer.documents.parsing.worker"
)
COLD_EVERY = 3


class Figures:
    """Milliseconds by what was measured and how: by the clock, and the worker's own."""

    def __init__(self) -> None:
        self._values: dict[tuple[str, str], list[tuple[float, float]]] = {}

    def note(self, what: str, how: str, wall_ms: float, own_ms: float) -> None:
        self._values.setdefault((what, how), []).append((wall_ms, own_ms))

    def show(self) -> None:
        for what in dict.fromkeys(one for one, _ in self._values):
            medians = {}
            for how in (LOCKED, UNLOCKED):
                walls, owns = zip(*self._values[what, how], strict=True)
                medians[how] = statistics.median(walls), statistics.median(owns)
                print(f"{what:28s} {how:11s} clock {medians[how][0]:8.2f} ms   own {medians[how][1]:8.2f} ms   n {len(walls)}")
            (wall, own), (bare_wall, bare_own) = medians[LOCKED], medians[UNLOCKED]
            print(f"{what:28s} {'ratio':11s} clock {wall / bare_wall:8.3f}      own {own / bare_own:8.3f}")


def own_ms(pid: int) -> float:
    """Return the processor time that a worker has used."""
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e6


def parent_of(pid: int) -> int:
    """Return who forked a worker."""
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def first_page(source: Source, how: str, figures: Figures) -> None:
    """Have the first page drawn by processes that are started for it; what loads the parsers counts as well."""
    began = time.perf_counter()
    workers = cold_workers(how)
    document = workers.open(source).result(60)
    document.render(0, scale=4 / 3).result(60)
    wall = (time.perf_counter() - began) * 1000
    figures.note("first page, cold", how, wall, own_ms(document.worker_pid) + own_ms(parent_of(document.worker_pid)))
    workers.close()


def workers_of(how: str) -> Workers:
    """Return workers of one kind, warm."""
    made = cold_workers(how)
    made.typeset("<p>warm</p>", width_pt=300, height_pt=300).result(60)
    return made


def cold_workers(how: str) -> Workers:
    """Return workers of one kind, just started."""
    boot = launch._BOOT
    if how == UNLOCKED:
        launch._BOOT = boot.replace("from reviewer.documents.parsing.worker", WITHOUT)
    made = Workers(spare=False)
    made.permit(None)
    made.start()
    launch._BOOT = boot
    return made


def start(workers: Workers, how: str, figures: Figures) -> None:
    """Have a worker forked and wait until it says that it is ready; typesetting nothing is as little as can be asked."""
    ready = threading.Event()
    process: list[WorkerProcess] = []

    class Waiting(Lane):
        def heard(self, one: WorkerProcess, message: Message) -> None:
            process.append(one)
            ready.set()

    began = time.perf_counter()
    lane = Waiting(workers._dispatcher)
    workers._dispatcher.call(lambda: lane.submit(Job(Kind.OUTLINE, lambda _: Sending((), 0, lambda *_: None), 60)))
    ready.wait(60)
    wall = (time.perf_counter() - began) * 1000
    while not process[0].channel.pid:
        time.sleep(0.001)
    figures.note("worker ready", how, wall, own_ms(process[0].channel.pid))
    workers._dispatcher.call(lane.close)


def one_round(workers: Workers, source: Source, how: str, figures: Figures) -> None:
    began = time.perf_counter()
    document = workers.open(source).result(60)
    figures.note("start and open", how, (time.perf_counter() - began) * 1000, own_ms(document.worker_pid))
    for page in range(min(MOST_PAGES, document.page_count)):
        for what, ask in (("page at 96 dpi", lambda p: document.render(p, scale=4 / 3)), ("text of a page", document.text)):
            before, began = own_ms(document.worker_pid), time.perf_counter()
            ask(page).result(60)
            figures.note(what, how, (time.perf_counter() - began) * 1000, own_ms(document.worker_pid) - before)
    document.close()


def main() -> None:
    file, rounds = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 25
    figures = Figures()
    kinds = {how: workers_of(how) for how in (LOCKED, UNLOCKED)}
    with Source.from_path(file) as source:
        for number in range(rounds):
            for how in (LOCKED, UNLOCKED) if number % 2 else (UNLOCKED, LOCKED):
                start(kinds[how], how, figures)
                one_round(kinds[how], source, how, figures)
                if number % COLD_EVERY == 0:
                    first_page(source, how, figures)
    for one in kinds.values():
        one.close()
    figures.show()


if __name__ == "__main__":
    main()
