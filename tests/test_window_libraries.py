"""Qt's libraries are there before anything of Qt is imported, without a lock of Python's having been held for them."""

from __future__ import annotations

import subprocess
import sys

import pytest

_TAKEN_IN = """
import sys, threading
from pathlib import Path
from reviewer import window_libraries

window_libraries.take_in()
for one in threading.enumerate():
    if one is not threading.main_thread():
        one.join()
print(sorted({Path(line.split()[-1]).name for line in Path("/proc/self/maps").read_text().splitlines() if "libQt6" in line}))
print("PySide6" in sys.modules)
from PySide6.QtWidgets import QWidget
print(QWidget.__name__)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="libraries of other systems are left to them")
def test_qt_is_loaded_from_libraries_that_were_taken_in() -> None:
    told = subprocess.run([sys.executable, "-c", _TAKEN_IN], capture_output=True, text=True, check=True, timeout=60).stdout
    names, is_imported, widget = told.splitlines()
    assert "libQt6Widgets.so.6" in names
    assert is_imported == "False"
    assert widget == "QWidget"


def test_without_qt_nothing_is_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    from reviewer import window_libraries

    monkeypatch.setattr(window_libraries.importlib.util, "find_spec", lambda _name: None)
    monkeypatch.setattr(window_libraries.threading, "Thread", lambda **_: pytest.fail("nothing is there to be loaded"))
    window_libraries.take_in()
