"""What the first page is not kept waiting for: told in a process of its own, where nothing was loaded by other tests."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests import builders

START = """
import sys
from pathlib import Path
from PySide6 import QtCore
from reviewer.bootstrap import make_parts
from reviewer.documents.first_file import open_first_file
from reviewer.ui.application import run
from reviewer.ui.viewer.first_page import FirstPage

def report():
    print("Qt" if "Qt" in dict.keys(QtCore.__dict__) else "bare")
    print(*sorted({"sqlite3", "hashlib", "pymupdf", "PIL", "reviewer.store", "PySide6.QtSvg"} & set(sys.modules)))
    QtCore.QCoreApplication.exit()

parts, close = make_parts()
made = FirstPage.__init__
def watched(self, *args):
    made(self, *args)
    self.shown.connect(report)
FirstPage.__init__ = watched
from dataclasses import replace
first = open_first_file(Path(sys.argv[1]), parts.workers)
run(replace(parts, first_file=first))
close()
"""


def test_before_the_first_page_nothing_is_loaded_that_it_does_not_need(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(builders.text_pdf(["A page"]))
    homes = {name: str(tmp_path) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")}
    ran = subprocess.run(
        [sys.executable, "-c", START, str(file)],
        env={**os.environ, **homes, "QT_QPA_PLATFORM": "offscreen"},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (ran.stdout, ran.returncode) == ("bare\n\n", 0), ran.stderr
