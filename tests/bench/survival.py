"""Open hostile, damaged and ordinary files, and print what became of them: none may hang, crash the program or go unsaid.

    python tests/bench/survival.py made                     files made in code to do harm (tests/hostile)
    python tests/bench/survival.py fuzz 10000 [SEED]        files made in code, and those of EVIDENCE_CORPUS, damaged by seeds
    python tests/bench/survival.py corpus                   the files of the folder EVIDENCE_CORPUS
    python tests/bench/survival.py bare made|corpus|fuzz …  the same, and what bare PyMuPDF makes of them

Each is asked for everything that the program asks of a document, for its first two pages. `bare` opens each with PyMuPDF
alone, in a process of its own with 20 seconds and a gibibyte, and prints which of those with pages are not opened here.
With SURVIVAL_KEPT=FILE what became of each file is kept there, and a run that was cut short goes on where it was.
What came of it last stands in `survival.md` beside this.
"""

from __future__ import annotations

import collections
import csv
import dataclasses
import json
import logging
import os
import random
import resource
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from reviewer.documents.client import Workers
from tests import builders, carrying, hostile
from tests.mutations import damaged
from tests.surviving import Fate, Stopped, fate_of

AT_ONCE = 2
LONG_S = 5.0
MOST_BYTES = 3_000_000
SUFFIXES = {".csv", ".json", ".md", ".py", ".txt"}
Given = tuple[str, bytes, str | None]


def made() -> Iterator[Given]:
    for name in hostile.MADE:
        yield name, hostile.made(name), None
    yield "hostile.pdf", carrying.hostile_pdf(), None
    yield "bomb attached.pdf", carrying.bomb_pdf(), None


def corpus(most: int | None = None) -> Iterator[Given]:
    folder = os.environ.get("EVIDENCE_CORPUS")
    if not folder:
        return
    root = Path(folder)
    index = root / "INDEX.csv"
    rows = list(csv.DictReader(index.open(newline="", encoding="utf-8"))) if index.exists() else []
    known = {row["file"]: row["password"] for row in rows if row.get("password")}
    for file in sorted(one for one in root.rglob("*") if one.is_file() and one.suffix not in SUFFIXES):
        if most is None or file.stat().st_size <= most:
            name = str(file.relative_to(root))
            yield name, file.read_bytes(), known.get(name)


def ordinary() -> list[Given]:
    """Return files made in code, small and whole, and the corpus' smaller ones."""
    made_here = {
        "text.pdf": builders.text_pdf(builders.REGISTER, builders.DENIAL),
        "turned.pdf": builders.text_pdf(builders.REGISTER, rotation=90),
        "labelled.pdf": builders.labelled_pdf(),
        "crowded.pdf": builders.crowded_pdf(),
        "recognised.pdf": builders.recognised_pdf(builders.REGISTER),
        "locked.pdf": builders.encrypted_pdf("opensesame"),
        "right to left.pdf": builders.rtl_pdf(),
        "carrying.pdf": carrying.hostile_pdf(),
        "attached.pdf": carrying.attached_pdf(("letter.pdf", builders.text_pdf(builders.DENIAL))),
        "shot.png": builders.png(),
        "photo.jpg": builders.jpeg(orientation=6),
        "fax.tiff": builders.tiff(),
        "moving.gif": builders.gif(),
        "web.webp": builders.webp(),
        "old.bmp": builders.bmp(),
        "archive.jp2": builders.jpeg2000(),
        "scan.ppm": builders.pnm(),
    }
    given: list[Given] = [(name, data, "opensesame" if name == "locked.pdf" else None) for name, data in made_here.items()]
    return [*given, *corpus(MOST_BYTES)]


def fuzz(count: int, seed: int) -> Iterator[Given]:
    files = ordinary()
    dice = random.Random(seed)
    for number in range(count):
        name, data, password = dice.choice(files)
        yield f"{seed + number} {name}", damaged(data, seed + number), password


def bare(given: Given, folder: Path) -> int:
    """Return how many pages bare PyMuPDF sees, in a fork of this process; 0 where it opens nothing."""
    import pymupdf

    name, data, _ = given
    file = folder / f"bare{Path(name).suffix}"
    file.write_bytes(data)
    reading, writing = os.pipe()
    pid = os.fork()
    if not pid:
        resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))
        signal.alarm(20)
        pymupdf.TOOLS.mupdf_display_errors(False)
        pymupdf.TOOLS.mupdf_display_warnings(False)
        try:
            document = pymupdf.open(file)
            os.write(writing, str(0 if document.needs_pass else document.page_count).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as said:
        count = said.read()
    os.waitpid(pid, 0)
    return int(count or 0)


class Kept:
    """What became of files, kept in a file as it is known, so that a run can be cut short."""

    def __init__(self) -> None:
        where = os.environ.get("SURVIVAL_KEPT")
        self._file = Path(where) if where else None
        self.fates: dict[str, Fate] = {}
        if self._file is not None and self._file.exists():
            for line in self._file.read_text(encoding="utf-8").splitlines():
                told = json.loads(line)
                fate = Fate(**(told | {"workers": set(told["workers"])}))
                self.fates[fate.name] = fate

    def keep(self, fate: Fate) -> None:
        self.fates[fate.name] = fate
        if self._file is not None:
            told = dataclasses.asdict(fate) | {"workers": sorted(fate.workers)}
            with self._file.open("a", encoding="utf-8") as file:
                file.write(json.dumps(told) + "\n")


def run(files: Iterator[Given], *, every: bool) -> list[Fate]:
    workers, stopped, kept = Workers(), Stopped(), Kept()
    workers.start()
    logging.getLogger("reviewer").addHandler(stopped)
    wanted: list[str] = []

    def missing() -> Iterator[Given]:
        for given in files:
            wanted.append(given[0])
            if given[0] not in kept.fates:
                yield given

    waiting: collections.deque[Future[Fate]] = collections.deque()
    with ThreadPoolExecutor(AT_ONCE) as pool:

        def take() -> None:
            fate = waiting.popleft().result()
            kept.keep(fate)
            if every or fate.end in {"HUNG", "UNSAID"} or fate.failures or fate.longest_s > LONG_S:
                said = "; ".join(dict.fromkeys(fate.said))
                print(f"{fate.took_s:7.2f} s {fate.peak_mib:6.0f} MiB  {fate.end:8} {fate.name[:60]:60} {said[:160]}", flush=True)

        for name, data, password in missing():
            waiting.append(pool.submit(fate_of, workers, name, data, password=password))
            if len(waiting) > 2 * AT_ONCE:
                take()
        while waiting:
            take()
    workers.close()
    fates = [kept.fates[name] for name in wanted]
    tell(fates, stopped)
    return fates


def tell(fates: list[Fate], stopped: Stopped) -> None:
    ends = collections.Counter(fate.end for fate in fates)
    reasons = collections.Counter(fate.said[-1].partition(": ")[2] for fate in fates if fate.end == "refused")
    told = {
        "files": len(fates),
        **{end: ends[end] for end in ("opened", "partly", "refused", "HUNG", "UNSAID")},
        "failed answers": sum(fate.failures for fate in fates),
        "restarts": sum(fate.restarts for fate in fates),
        "ended by their sandbox": stopped.requests.total(),
        "worst answer, s": f"{max(fate.longest_s for fate in fates):.1f}",
        "most memory, MiB": f"{max(fate.peak_mib for fate in fates):.0f}",
    }
    print(
        f"\n| {' | '.join(told)} |\n|{'---|' * len(told)}\n| {' | '.join(map(str, told.values()))} |", *stopped.requests, sep="\n"
    )
    for reason, count in reasons.most_common():
        print(f"{count:6}  {reason}")


def compare(files: Callable[[], Iterator[Given]]) -> None:
    with tempfile.TemporaryDirectory() as folder:  # before there are threads: each is opened in a fork
        there = [given[0] for given in files() if bare(given, Path(folder))]
    print(f"bare PyMuPDF opens {len(there)} with pages", flush=True)
    fates = {fate.name: fate for fate in run(files(), every=False)}
    missing = [name for name in there if fates[name].end not in {"opened", "partly"}]
    here = sum(fate.end in {"opened", "partly"} for fate in fates.values())
    share = 100 * (1 - len(missing) / len(there))
    print(
        f"\nbare PyMuPDF opens {len(there)} with pages; of these {len(there) - len(missing)} are opened here ({share:.2f} %), and"
        f" {here - len(there) + len(missing)} others"
    )
    for name in missing:
        print(f"        {name}: {fates[name].said[-1]}")


def main() -> None:
    what, *more = sys.argv[1:] or [""]
    with_bare = what == "bare"
    if with_bare:
        what, *more = more or [""]
    sets: dict[str, Callable[[], Iterator[Given]]] = {"made": made, "corpus": corpus}
    if more:
        sets["fuzz"] = partial(fuzz, int(more[0]), int(more[1]) if len(more) > 1 else 1)
    if what not in sets:
        sys.exit(__doc__)
    if with_bare:
        compare(sets[what])
    else:
        run(sets[what](), every=what != "fuzz")


if __name__ == "__main__":
    main()
