"""The size of text: everything in the window grows, and nothing that the window opens does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from reviewer.settings.preferences import TEXT_SIZES, Settings

ROOT = Path(__file__).parents[2]
WAIT_S = 60

SHOWS = """
import os, sys
from PySide6.QtWidgets import QApplication, QLabel
from reviewer.ui.look.text_size import text_size

with text_size(int(sys.argv[1])):
    app = QApplication([])
label = QLabel("words")
label.show()
print(label.devicePixelRatio(), os.environ.get("QT_SCALE_FACTOR"))
"""


@pytest.mark.parametrize(("given", "per_cent", "shown"), [(None, 100, 1.0), (None, 150, 1.5), ("2", 115, 2.3), ("no", 130, 1.3)])
def test_the_window_grows_and_what_it_opens_does_not(given: str | None, per_cent: int, shown: float) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "QT_SCALE_FACTOR"}
    environment |= {"QT_QPA_PLATFORM": "offscreen"} | ({} if given is None else {"QT_SCALE_FACTOR": given})
    done = subprocess.run(
        [sys.executable, "-c", SHOWS, str(per_cent)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=WAIT_S,
        check=True,
    )
    ratio, after = done.stdout.split()
    assert float(ratio) == pytest.approx(shown)
    assert after == str(given)


def test_a_size_that_nobody_offers_is_the_systems(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    settings.change(text_size=TEXT_SIZES[-1])
    assert Settings(tmp_path / "settings.json").text_size == TEXT_SIZES[-1]
    settings.change(text_size=900)
    assert Settings(tmp_path / "settings.json").text_size == TEXT_SIZES[0]
