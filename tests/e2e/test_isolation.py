"""On a computer whose kernel refuses what would isolate documents: the window asks about each one, and shows none unasked."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests import builders
from tests.e2e.screen import person

pytestmark = [
    pytest.mark.needs("Xvfb", "openbox", "xdotool"),
    pytest.mark.skipif(sys.platform != "linux", reason="the locks of Linux"),
]

HINDERED = Path(__file__).parents[1] / "hindered.py"
WITHOUT_ALL = (sys.executable, str(HINDERED), "seccomp,landlock,namespaces")
PAGE_WIDTH = 595


def test_a_document_is_shown_only_when_somebody_says_so(tmp_path: Path) -> None:
    file = tmp_path / "register.pdf"
    file.write_bytes(builders.text_pdf(builders.REGISTER))
    with person(tmp_path) as me:
        with me.program(file, before=WITHOUT_ALL) as running:
            me.see_window("^This computer cannot isolate documents")
            me.keys("Return")  # whoever does not choose leaves it closed
            me.see_no_window("^This computer cannot isolate documents")
            me.see_window("^What became of your files")
            me.keys("Escape", "ctrl+q")
            assert running.wait(30) == 0
        with me.program(file, before=WITHOUT_ALL) as running:
            me.see_window("^This computer cannot isolate documents")
            me.keys("Tab", "space")
            me.see_page(PAGE_WIDTH)
            me.keys("ctrl+q")
            assert running.wait(30) == 0
