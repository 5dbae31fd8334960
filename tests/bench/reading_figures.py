"""What a person who reads waits for, as a document or a case grows: ratios between the rows tell what depends on their size.

    python tests/bench/reading_figures.py [--rounds N] [--pages N …] [--passages N] [--program COMMAND]

Starts the program on documents of 10, 1,000 and 10,000 pages (unless said otherwise), and on two cases with a document of 1,500
pages, one without passages and one with 5,000 of them, 300 on the first page, and watches the screen. Prints medians: seconds
to the first page, seconds from Ctrl+End to the last, milliseconds from Page Down to the last pixel that it changes (median and
the slowest of 20), and the memory of the whole process tree (PSS, MiB).
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import astuple, dataclass
from pathlib import Path

import pymupdf

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from reviewer.documents.client import Workers
from reviewer.model.anchor import TextPosition
from reviewer.model.ids import Reviewer
from reviewer.model.spans import TextSpan
from reviewer.model.stance import Stance
from reviewer.services import commands
from reviewer.services.adding.importing import add_documents
from reviewer.services.session import Session
from tests.bench.first_page import started, tree, until_seen
from tests.bench.large_case import new_id, now
from tests.e2e.screen import Person, person

FIRST, LAST = (210, 20, 160), (20, 160, 210)
TURNS, REST_S = 20, 0.3
LINES = 60
CROWD = 300


@dataclass(frozen=True)
class Figures:
    """One run: seconds, seconds, milliseconds, milliseconds, MiB."""

    first_s: float
    last_s: float
    turn_ms: float
    slowest_ms: float
    pss_mib: float


def document(pages: int) -> bytes:
    """Return a PDF of text; its first and last page have blocks of colours of their own."""
    doc = pymupdf.open()
    for number in range(pages):
        page = doc.new_page()
        lines = [f"Line {line} of page {number + 1}, as long as a line of a register of a harbour is." for line in range(LINES)]
        page.insert_text((72, 60), lines, fontsize=9)
        colour = {0: FIRST, pages - 1: LAST}.get(number)
        for top in (20, 300, 600) if colour else ():
            page.draw_rect(pymupdf.Rect(4, top, 64, top + 40), color=None, fill=[level / 255 for level in colour or ()])
    return bytes(doc.tobytes(garbage=3, deflate=True))


def make_case(path: Path, file: Path, passages: int) -> None:
    """Make a case of one document with passages, the first 300 of them on its first page."""
    workers = Workers()
    with Session.create(
        path, title="Large", clock=now, new_id=new_id, reviewer=Reviewer("Ada"), workers=lambda: workers
    ) as session:
        add_documents(session, [file]).result()
        one = session.read(lambda case: case.documents()).result()[0].document
        opened = session.open_document(one.id).result()
        claim = commands.add_claim(session, text="Nobody was told", speaker="The board", date="2018-12").result()[0]
        asked = []
        for number in range(passages):
            page = 0 if number < CROWD else 1 + number % (opened.page_count - 1)
            start = 12 * number % 3000
            span = TextSpan(one.id, TextPosition(page, start), TextPosition(page, start + 30))
            stance = list(Stance)[number % 4]
            asked.append(
                commands.add_passage(session, document=one.id, selection=span, claim=claim, stance=stance, opened=opened)
            )
        for future in asked:
            future.result()
        opened.close()
    workers.close()


def measure(me: Person, command: list[str], file: Path) -> Figures:
    """Start the program on a file, read in it, and end it."""
    began = time.perf_counter()
    with started(me, command, file) as running:
        first_s = until_seen(me, FIRST, began)
        time.sleep(2.0)
        me.click(700, 450)
        time.sleep(0.5)
        turns = sorted(turn(me) for _ in range(TURNS))
        memory = tree_pss(running.pid)
        began = time.perf_counter()
        me.keys("ctrl+End")
        last_s = until_seen(me, LAST, began)
        return Figures(first_s, last_s, 1000 * statistics.median(turns), 1000 * turns[-1], memory)


def turn(me: Person) -> float:
    """Press Page Down, and return the seconds until nothing on the screen changes any more."""
    before = me.screen().tobytes()
    began = changed = time.perf_counter()
    me.keys("Next")
    while (now_s := time.perf_counter()) - max(changed, began + 0.1) < REST_S:
        frame = me.screen().tobytes()
        if frame != before:
            before, changed = frame, now_s
        time.sleep(0.003)
    return changed - began


def tree_pss(root: int) -> float:
    """Return the memory of a process and all below it, what they share counted once, in MiB."""
    total = 0
    for one in tree(root):
        with suppress(OSError):
            lines = Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
            total += next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
    return total / 1024


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--pages", type=int, nargs="*", default=[10, 1000, 10_000])
    parser.add_argument("--passages", type=int, default=5000)
    parser.add_argument("--program", default=str(Path(sys.executable).with_name("reviewer")))
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files: dict[str, Path] = {}
        for pages in given.pages:
            files[f"{pages:,} pages"] = file = Path(folder) / f"register {pages}.pdf"
            file.write_bytes(document(pages))
        if given.passages:
            file = Path(folder) / "register.pdf"
            file.write_bytes(document(1500))
            for name, passages in (("case without", 0), (f"case of {given.passages:,}", given.passages)):
                files[name] = Path(folder) / f"{name}.revcase"
                make_case(files[name], file, passages)
        rows: dict[str, list[Figures]] = {name: [] for name in files}
        for number in range(given.rounds):
            for name, file in files.items():  # in turn, so that a drifting machine hits all alike
                place = Path(folder) / f"{name}-{number}"
                place.mkdir()
                with person(place) as me:
                    rows[name].append(measure(me, [given.program], file))
    print(f"{'':16}{'first s':>10}{'last s':>10}{'turn ms':>10}{'slowest':>10}{'PSS MiB':>10}")
    for name, found in rows.items():
        print(f"{name:16}" + "".join(f"{statistics.median(column):10.3f}" for column in zip(*map(astuple, found), strict=True)))


if __name__ == "__main__":
    main()
