"""Open hostile, damaged and ordinary files, and print what became of them: none may hang, crash the program or go unsaid.

    python tests/bench/survival.py made                     files made in code to do harm (tests/hostile)
    python tests/bench/survival.py fuzz 10000 [seed]        files made in code, and those of EVIDENCE_CORPUS, damaged by seeds
    python tests/bench/survival.py corpus                   the files of the folder EVIDENCE_CORPUS
    python tests/bench/survival.py bare NAME...             what bare PyMuPDF makes of them: "made", "corpus", "fuzz", or several

Each is asked for everything that the program asks of a document, for its first two pages. `bare` opens each with PyMuPDF
alone, in a process of its own with 20 seconds and a gibibyte, and prints which of those with pages are not opened here; of
"fuzz" it takes a thousand. What came of it last stands in `survival.md` beside this.
"""

from __future__ import annotations

import collections
import csv
import logging
import os
import random
import resource
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
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
ALONE = """
import sys, pymupdf
pymupdf.TOOLS.mupdf_display_errors(False); pymupdf.TOOLS.mupdf_display_warnings(False)
doc = pymupdf.open(sys.argv[1]); print(0 if doc.needs_pass else doc.page_count)
"""

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
    """Return how many pages bare PyMuPDF sees; 0 where it opens nothing."""
    name, data, _ = given
    file = folder / f"bare{os.getpid()}{abs(hash(name))}{Path(name).suffix}"
    file.write_bytes(data)

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))

    try:
        found = subprocess.run(
            [sys.executable, "-c", ALONE, str(file)],
            capture_output=True,
            timeout=20,
            preexec_fn=limit,
            check=False,
        )
        return int(found.stdout or 0)
    except (subprocess.TimeoutExpired, ValueError):
        return 0
    finally:
        file.unlink()


def run(files: Iterator[Given], *, every: bool) -> list[Fate]:
    workers, stopped, fates = Workers(), Stopped(), []
    workers.start()
    logging.getLogger("reviewer").addHandler(stopped)
    ends: collections.Counter[str] = collections.Counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for fate in pool.map(lambda given: fate_of(workers, given[0], given[1], password=given[2]), files):
            fates.append(fate)
            ends[fate.end] += 1
            if every or fate.end in {"HUNG", "UNSAID"} or fate.failures or fate.longest_s > LONG_S:
                said = "; ".join(dict.fromkeys(fate.said))
                print(f"{fate.took_s:7.2f} s {fate.peak_mib:6.0f} MiB  {fate.end:8} {fate.name[:60]:60} {said[:160]}", flush=True)
    workers.close()
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
    return fates


def compare(names: list[str]) -> None:
    import tempfile

    sets = {"made": made, "corpus": corpus, "fuzz": lambda: fuzz(1000, 1)}
    given = [one for name in names for one in sets[name]()]
    fates = {fate.name: fate for fate in run(iter(given), every=False)}
    with tempfile.TemporaryDirectory() as folder:
        there = [one for one in given if bare(one, Path(folder))]
    missing = [name for name, _, _ in there if fates[name].end not in {"opened", "partly"}]
    more = sum(fate.end in {"opened", "partly"} for fate in fates.values()) - len(there) + len(missing)
    print(
        f"\nbare PyMuPDF opens {len(there)} with pages; of these {len(there) - len(missing)} are opened here, and {more} others"
    )
    for name in missing:
        print(f"        {name}: {fates[name].said[-1]}")


def main() -> None:
    what, *more = sys.argv[1:] or [""]
    if what == "made":
        run(made(), every=True)
    elif what == "corpus":
        run(corpus(), every=True)
    elif what == "fuzz":
        run(fuzz(int(more[0]), int(more[1]) if len(more) > 1 else 1), every=False)
    elif what == "bare":
        compare(more)
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
