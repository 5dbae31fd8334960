"""What the first page is not kept waiting for: told in a process of its own, where nothing was loaded by other tests."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pymupdf

from tests import builders

START = """
import sys
from pathlib import Path
from PySide6 import QtCore, QtGui, QtWidgets
from reviewer.bootstrap import make_parts
from reviewer.documents.first_file import open_first_file
from reviewer.ui.application import run
from reviewer.ui.viewer.first_page import FirstPage

def report():
    made = {"Qt", "QFont", "QFontDatabase", "QIcon", "QKeySequence", "QStyle"}
    modules = (QtCore, QtGui, QtWidgets)
    print(*sorted(made & {name for module in modules for name in dict.keys(module.__dict__)}))
    print(*sorted({"sqlite3", "hashlib", "pymupdf", "PIL", "reviewer.store", "PySide6.QtSvg"} & set(sys.modules)))
    QtCore.QCoreApplication.exit()

parts, close = make_parts()
made = FirstPage.__init__
def watched(self, *args):
    made(self, *args)
    self.shown.connect(report)
FirstPage.__init__ = watched
first = open_first_file(Path(sys.argv[1]), parts.workers)
run(parts._replace(first_file=first))
close()
"""


PARSERS = """
import sys
from reviewer.documents.parsing import zygote
print(*sorted({"pymupdf", "pymupdf.mupdf", "mupdf", "PIL", "dataclasses", "inspect", "pathlib"} & set(sys.modules)))
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
    assert (ran.stdout, ran.returncode) == ("\n\n", 0), ran.stderr


def test_the_parsers_process_forks_its_first_worker_with_the_little_that_drawing_takes() -> None:
    root, packages = Path(__file__).parents[2], Path(pymupdf.__file__).parents[1]
    given = f"import sys; sys.path[:0] = {[str(root), str(packages)]!r}\n"  # as `launch` starts it, without `site`
    command = [sys.executable, "-I", "-S", "-c", given + PARSERS]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (ran.stdout, ran.returncode) == ("\n", 0), ran.stderr
