"""How long the window's thread is held while a long document is scrolled, zoomed and dragged over, with a real worker.

    python tests/bench/viewer_stalls.py [DOCUMENT.pdf] [--pages N] [--passages N]

Without a document one is made, of 1,000 pages unless said otherwise. Prints, for each act, the longest single turn of the event
loop: in processor time of the window's thread (what its handlers cost) and in wall time (which also counts what else the machine
does).
"""

from __future__ import annotations

import argparse
import os
import random
import sys
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reviewer.documents.client import Workers
from reviewer.documents.source import Source
from reviewer.model.geometry import PageQuad, Quad, Rect
from reviewer.model.ids import PassageId
from reviewer.model.stance import Stance
from reviewer.ui.look.theme import Theme
from reviewer.ui.tasks import Tasks
from reviewer.ui.viewer.page_view import PageView
from reviewer.ui.viewer.view_mark import ViewMark
from tests import builders
from tests.bench.turns import Turns


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


def measure(view: PageView, turns: Turns, marks: list[ViewMark]) -> None:
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
    turns.run(0.5, lambda: view.set_inverted(True))
    turns.report("invert")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("document", nargs="?", type=Path)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--passages", type=int, default=0)
    args = parser.parse_args()
    workers = Workers()
    workers.start()
    app = QApplication([])
    theme, tasks, turns = Theme(), Tasks(), Turns()
    source = Source.from_path(args.document) if args.document else Source.from_bytes(builders.many_pages_pdf(args.pages))
    document = workers.open(source).result()
    view = PageView(tasks, theme)
    view.resize(1000, 900)
    view.show()
    view.setFocus()
    try:
        view.open(document, document.pages().result(), is_image=False)
        print(f"{document.page_count} pages, {args.passages} passages")
        measure(view, turns, passages(args.passages, document.page_count))
        view.close_document()
    finally:
        tasks.close()
        workers.close()
        app.quit()


if __name__ == "__main__":
    main()
