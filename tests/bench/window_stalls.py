"""How long the window's thread is held by what a person does in a large case: 5,000 passages, 300 on one page, 200 claims.

    python tests/bench/window_stalls.py [CASE.revcase] [--profile] [--only ACT] [--limit MS]

Without a case one is made through the services, which takes minutes; with a path that does not exist it is made there and kept.
Prints, for each act, the longest single turn of the event loop: in processor time of the window's thread and in wall time, and
longest event, which is what holds the window. With a limit, acts with an event that took more processor time than that are
named at the end, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import os
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from reviewer.documents.client import Workers
from reviewer.services.parts import Parts
from reviewer.settings.preferences import Settings
from reviewer.settings.seals import CaseSeals
from reviewer.ui.application import Windows
from reviewer.ui.look.theme import Theme
from reviewer.ui.main_window import MainWindow
from reviewer.ui.open_case import OpenCase
from reviewer.ui.tasks import Tasks
from reviewer.ui.viewer.page_view import PageView
from tests.bench.first_page import document
from tests.bench.large_case import CROWDED_PAGE, make_case, new_id, now
from tests.bench.turns import TimedApplication, Turns


class Person:
    """Does what a reviewer does in a window and reports each act."""

    def __init__(self, window: MainWindow, case: OpenCase, turns: Turns) -> None:
        self._window, self._case, self._turns = window, case, turns
        self._trigger = window.actions_of_window.trigger
        self._added = itertools.count()

    @property
    def _view(self) -> PageView:
        view = self._case.read.page_view
        assert view is not None
        return view

    def acts(self) -> dict[str, Callable[[], None]]:
        """Return the acts in the order in which they are done."""
        return {
            "select text": self.select,
            "commit a highlight": self.commit,
            "undo": self.undo,
            "F6 twenty times": self.step,
            "find": self.find,
            "type a note": self.note,
            "scroll": self.scroll,
            "zoom": self.zoom,
            "import, scroll, zoom, note": self.import_meanwhile,
            "switch documents": self.switch,
            "open Claims": self.open_claims,
            "scroll Claims": self.scroll_claims,
            "go through the claims": self.walk_claims,
            "edit a claim": self.edit_claim,
        }

    def settle(self) -> None:
        """Let everything that is under way end, and forget how long that took."""
        self._turns.run(0.6)
        self._turns.forget()

    def go_to_crowd(self) -> None:
        """Show the page with the most passages."""
        self._window.show_view("read")
        self._case.read.tabs.bar.setCurrentIndex(0)
        self._turns.run(0.5, lambda: self._view.go_to_page(CROWDED_PAGE))
        self._turns.run(0.5)

    def select(self) -> None:
        area = self._view.viewport()
        x, y = area.width() // 3, area.height() // 3
        press, move, release = QTest.mousePress, QTest.mouseMove, QTest.mouseRelease
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        self._turns.run(0.05, lambda: press(area, left, none, QPoint(x, y)))
        for step in range(30):
            self._turns.run(0.02, partial(move, area, QPoint(x + 4 * step, y + 6 * step)))
        self._turns.run(0.5, lambda: release(area, left, none, QPoint(x + 120, y + 180)))

    def commit(self) -> None:
        rows = self._case.desk.rows
        before = len(rows.passages)
        if not self._view.has_selection:
            self.select()
            self.settle()
        self._turns.run(0, lambda: QTest.keyClick(self._view, Qt.Key.Key_H), until=lambda: len(rows.passages) > before)
        self._turns.run(0.5)

    def undo(self) -> None:
        rows = self._case.desk.rows
        before = len(rows.passages)
        self._turns.run(0, lambda: self._trigger("edit.undo"), until=lambda: len(rows.passages) < before)
        self._turns.run(0.5)

    def step(self) -> None:
        for _ in range(20):
            self._turns.run(0.1, lambda: self._trigger("passage.next"))

    def find(self) -> None:
        tab = self._case.read.tabs.current
        assert tab is not None
        self._turns.run(0.1, lambda: self._trigger("find.open"))
        for letter in "the":
            self._turns.run(0.3, partial(QTest.keyClick, tab.finding.bar.field, letter))
        self._turns.run(0.5)
        for _ in range(3):
            self._turns.run(0.2, lambda: self._trigger("find.next"))
        self._turns.run(0.1, tab.finding.close)

    def note(self) -> None:
        self.settle()
        self._trigger("passage.next")
        self.settle()
        field = self._case.read.claims.note
        self._turns.run(0.1, lambda: self._trigger("passage.note"))
        for letter in "told twice":
            self._turns.run(0.05, partial(QTest.keyClick, field, letter))
        self._turns.run(0, until=lambda: not self._case.is_saving)
        self._turns.run(0.5)

    def scroll(self) -> None:
        for key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            for _ in range(15):
                self._turns.run(0.1, partial(QTest.keyClick, self._view, key))

    def zoom(self) -> None:
        for act in ("page.zoom_in", "page.zoom_in", "page.zoom_out", "page.zoom_out"):
            self._turns.run(0.3, partial(self._trigger, act))

    def import_meanwhile(self) -> None:
        """Do all that while a document of 1,500 pages is being added."""
        file = Path(tempfile.mkdtemp()) / f"register {next(self._added)}.pdf"
        file.write_bytes(document(1500))
        rows = self._case.desk.rows
        before = len(rows.documents)
        self._turns.run(0.1, lambda: self._case.documents.add([file]))
        while len(rows.documents) == before:
            self.scroll()
            self.zoom()
            self._turns.run(0.1, lambda: self._trigger("passage.note"))
            for letter in "told":
                self._turns.run(0.05, partial(QTest.keyClick, self._case.read.claims.note, letter))
        self._turns.run(1.5)

    def switch(self) -> None:
        for one in self._case.desk.rows.documents:
            self._turns.run(1.5, partial(self._case.read.show_document, one.document.id))
        self._turns.report("open documents")
        for _ in range(6):
            self._turns.run(0.3, partial(self._case.read.tabs.step, 1))

    def open_claims(self) -> None:
        self._turns.run(1.0, lambda: self._trigger("view.claims"))

    def scroll_claims(self) -> None:
        for area in (self._case.claims.list, self._case.claims._scroll):
            bar = area.verticalScrollBar()
            for _ in range(20):
                self._turns.run(0.03, lambda bar=bar: bar.setValue(bar.value() + 300))
            self._turns.run(0.5, lambda bar=bar: bar.setValue(bar.maximum()))

    def walk_claims(self) -> None:
        for _ in range(6):
            self._turns.run(0.2, lambda: QTest.keyClick(self._case.claims.list, Qt.Key.Key_Down))

    def edit_claim(self) -> None:
        self._window.show_view("read")
        self.settle()
        claim = self._case.desk.rows.elements(None)[0].claim.id
        self._turns.run(0.3, lambda: self._case.claim_acts.wish("edit", claim))
        dialog = next(one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible())
        focus = dialog.focusWidget()
        self._turns.run(0.1, lambda: QTest.keyClicks(focus, f" {next(self._added)}"))
        self._turns.report("edit a claim: dialog")
        self._turns.run(0, dialog.accept)
        self._turns.run(0, until=lambda: not self._case.is_saving and self._case.desk.is_current)
        self._turns.run(0.5)


def measure(windows: Windows, path: Path, turns: Turns, only: str) -> None:
    """Open the case in a window and do everything."""
    window = windows.make()
    window.resize(1400, 900)
    windows.open_paths([path], window)
    turns.run(0, until=lambda: window.case is not None and window.case.read.page_view is not None)
    turns.run(1.5)
    turns.report("open the case")
    case = window.case
    assert case is not None
    person = Person(window, case, turns)
    person.go_to_crowd()
    for name, act in person.acts().items():
        if only in name:
            person.settle()
            act()
            turns.report(name)


def main() -> int:
    """Make the case where there is none, open it and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("case", nargs="?", type=Path)
    parser.add_argument("--profile", action="store_true", help="also print what the longest turn of each act did")
    parser.add_argument("--only", default="", help="only acts with these letters in their names")
    parser.add_argument("--limit", type=float, default=float("inf"), help="milliseconds of processor time that a turn may take")
    args = parser.parse_args()
    home = Path(tempfile.mkdtemp())
    path = args.case or home / "large.revcase"
    workers = Workers()
    workers.start()
    if not path.exists():
        make_case(path, workers)
    app = TimedApplication()
    theme = Theme()
    theme.apply(app, "light")
    parts = Parts(
        clock=now,
        new_id=new_id,
        settings=Settings(home / "settings.json"),
        seals=CaseSeals(home / "settings"),
        get_workers=lambda: workers,
        drafts=home / "drafts",
        probe_window=lambda: "",
    )
    windows = Windows(parts, theme, Tasks())
    gc.freeze()  # as the program does
    turns = Turns(app, profile=args.profile, limit_ms=args.limit)
    try:
        measure(windows, path, turns, args.only)
    finally:
        windows.quit()
        windows.finish()
        workers.close()
    if turns.too_long:
        print(f"over {args.limit:g} ms: {', '.join(turns.too_long)}")
    return 1 if turns.too_long else 0


if __name__ == "__main__":
    sys.exit(main())
