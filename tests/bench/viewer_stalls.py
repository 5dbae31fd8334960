"""How long the window's thread is held while a long document is scrolled, zoomed and dragged over, with a real worker.

    python tests/bench/viewer_stalls.py [DOCUMENT.pdf] [--pages N] [--passages N] [--scan] [--spreads]
    python tests/bench/viewer_stalls.py --ratios [DOCUMENT.pdf] [--pages N]

Without a document one is made, of 1,000 pages unless said otherwise. Prints, for each act, the longest single turn of the event
loop: in processor time of the window's thread (what its handlers cost) and in wall time (which also counts what else the machine
does). `--ratios` turns pages of text and of a scan (or of the document alone), one by one and in spreads, at the scales 1 and 1.5
of the screen, each in a process of its own, and prints what a turn takes of the window's and of the worker's processor until it
is drawn, and how often that of the first.
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import subprocess
import sys
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reviewer.documents.client import OpenDocument, Workers
from reviewer.documents.sources.source import Source
from reviewer.model.geometry import PageQuad, Quad, Rect
from reviewer.model.ids import PassageId
from reviewer.model.stance import Stance
from reviewer.ui.look.theme import Theme
from reviewer.ui.tasks import Tasks
from reviewer.ui.viewer.page_view import PageView
from reviewer.ui.viewer.pixels.tiles import visible_tiles
from reviewer.ui.viewer.view_mark import ViewMark
from tests import builders
from tests.bench.turns import TimedApplication, Turns

TURNED_PAGES = 60
"""Pages of a document whose pages are turned: half of them are spreads."""


def passages(count: int, pages: int) -> list[ViewMark]:
    """Return passages of one to three lines, 300 of them on the fourth page, the others anywhere."""
    dice = random.Random(7)
    found = []
    for number in range(count):
        page = 3 if number < 300 and pages > 3 else dice.randrange(pages)
        x, y = dice.uniform(72, 400), dice.uniform(60, 720)
        quads = [
            PageQuad(page, Quad.of_rect(Rect(x if row == 0 else 72, y + 14 * row, 520, y + 14 * row + 12)))
            for row in range(dice.randint(1, 3))
        ]
        stance = dice.choice([*Stance, None])
        found.append(ViewMark(PassageId(str(number)), tuple(quads), entries=((stance, "1"),) if stance else ()))
    return found


def measure(view: PageView, turns: Turns, marks: list[ViewMark], theme: Theme, app: QApplication) -> None:
    """Do what a reader does and report each act."""
    turns.run(1.0, lambda: view.passages.set_marks(marks))
    turns.report("open")
    for _ in range(60):
        turns.run(0.05, lambda: QTest.keyClick(view, Qt.Key.Key_PageDown))
    turns.report("page down")
    for _ in range(10):
        turns.run(0.1, lambda: QTest.keyClick(view, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier))
        turns.run(0.1, lambda: QTest.keyClick(view, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier))
    turns.report("ends")
    for _ in range(6):
        turns.run(0.05, view.zoom_in)
    for _ in range(10):
        turns.run(0.05, view.zoom_out)
    turns.run(0.3, view.fit_width)
    turns.report("zoom")
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(200, 150))
    for step in range(60):
        turns.run(0.02, partial(QTest.mouseMove, view.viewport(), QPoint(200 + 5 * step, 150 + 9 * step)))
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(500, 690))
    turns.report("drag")
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down):
        turns.run(0.2, partial(QTest.keyClick, view, key, Qt.KeyboardModifier.ShiftModifier))
    turns.report("select by keys")
    turns.run(1.0, lambda: QTest.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier))
    turns.report("select the page")
    turns.run(0.5, lambda: QTest.keyClick(view, Qt.Key.Key_Escape))
    for step in range(20):
        turns.run(0.03, partial(view.resize, 1000 - 20 * step, 900 - 10 * step))
    turns.report("resize")
    turns.run(0.5, lambda: theme.apply(app, "dark"))
    turns.report("theme")
    turns.run(0.5, lambda: view.set_inverted(True))
    turns.report("invert")


def page_turns(view: PageView, document: OpenDocument, turns: Turns, count: int) -> tuple[float, float, float]:
    """Turn pages that are shown whole, each when the one before is drawn; return what a turn takes, see `--ratios`."""
    supply, stage = view._bench._supply, view._bench.stage
    assert supply is not None

    def is_drawn() -> bool:
        camera = stage.camera
        return all(key in supply.cache for page in camera.pages for key in visible_tiles(camera, page))

    document.text(0).result()  # by the worker that stays
    turns.run(0, view.fit_page, is_drawn)
    before = worker_ms(document)
    turns.spent_ms = turns.cpu_ms = 0.0
    for _ in range(count):
        turns.run(0, lambda: QTest.keyClick(view, Qt.Key.Key_PageDown), is_drawn)
    return turns.spent_ms / count, (worker_ms(document) - before) / count, turns.cpu_ms


def worker_ms(document: OpenDocument) -> float:
    """Return the processor time that a document's worker has taken; 0 where the system does not say so."""
    told = Path(f"/proc/{document.worker_pid}/schedstat")
    return int(told.read_text().split()[0]) / 1e6 if told.exists() else 0.0


def ratios(document: Path | None, pages: int) -> None:
    """Measure the arrangements one after another, and print them with how often they take what the first takes."""
    first: list[float] = []
    print(f"{'turning a page':22} {'window':>16} {'worker':>17} {'longest turn':>17}")
    kinds = {"document": [str(document)]} if document else {"text": [], "scan": ["--scan"]}
    sides = {"": [], " spreads": ["--spreads"]}
    for kind, side, scale in itertools.product(kinds, sides, ("1", "1.5")):
        options = [*kinds[kind], *sides[side], "--pages", str(pages)]
        command = [sys.executable, __file__, "--figures", *options]
        environment = {**os.environ, "QT_SCALE_FACTOR": scale}
        told = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout
        figures = [float(one) for one in told.split()[-3:]]
        first = first or figures
        shares = (f"{one:6.1f} ms ×{one / max(least, 0.1):5.1f}" for one, least in zip(figures, first, strict=True))
        print(f"{kind}{side} at {scale}".ljust(22), "  ".join(shares))


def made(args: argparse.Namespace) -> Source:
    """Return the document that is measured."""
    if args.document:
        return Source.from_path(args.document)
    if args.scan:
        return Source.from_bytes(builders.scanned_pdf(*[[f"Sheet {number}", *builders.REGISTER] for number in range(args.pages)]))
    return Source.from_bytes(builders.many_pages_pdf(args.pages))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("document", nargs="?", type=Path)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--passages", type=int, default=0)
    parser.add_argument("--scan", action="store_true", help="make a document of scanned pages")
    parser.add_argument("--spreads", action="store_true", help="show two pages side by side")
    parser.add_argument("--ratios", action="store_true", help="compare arrangements")
    parser.add_argument("--figures", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.ratios:
        ratios(args.document, min(args.pages, TURNED_PAGES))
        return
    workers = Workers()
    workers.start()
    app = TimedApplication()
    theme, tasks, turns = Theme(), Tasks(), Turns(None if args.figures else app)
    document = workers.open(made(args)).result()
    view = PageView(tasks, theme)
    view.resize(1000, 900)
    view.show()
    view.setFocus()
    try:
        view.open(document, document.pages().result(), is_image=False)
        view.spreads.set(args.spreads)
        if args.figures:
            print(*page_turns(view, document, turns, document.page_count // 2 - 1))
        else:
            print(f"{document.page_count} pages, {args.passages} passages")
            measure(view, turns, passages(args.passages, document.page_count), theme, app)
        view.close_document()
    finally:
        tasks.close()
        workers.close()
        app.quit()


if __name__ == "__main__":
    main()
