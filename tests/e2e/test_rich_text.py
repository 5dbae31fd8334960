"""Words of others are never read as markup: Qt fetches what that names, and a picture on `//host/share` tells who reads."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.program import ROOT, environment

FETCHED = re.compile(r'(?<!\\)"(?:file:)?/+10\.255\.255\.1/share/(\w+)\.png')
"""A path that begins at the other computer; names of ours that hold one are looked for too, and are none."""

CONTROLS = {"control_label", "control_tooltip"}
SAID = """
    words title author subject creator label outline link signature annotation annotation_author attachment attachment_note
    attachment_comment document_name obtained_how obtained_from case_title desk_label claim speaker channel claim_note element
    note link_note recent search reason hint locked_name toast strip box box_title box_more
"""


@pytest.mark.needs("strace")
def test_nothing_that_others_wrote_is_fetched_on_any_screen(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    strace = ("strace", "-f", "--seccomp-bpf", "-qq", "-e", "trace=%file", "-o", str(trace))
    done = subprocess.run(
        [*strace, sys.executable, "-m", "tests.e2e.said_window", str(tmp_path), "--control"],
        cwd=ROOT,
        env=environment(tmp_path / "home", QT_QPA_PLATFORM="offscreen", DISPLAY="", WAYLAND_DISPLAY=""),
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    seen = set(json.loads((tmp_path / "seen.json").read_text()))
    assert set(SAID.split()) <= seen  # all of it was on show
    fetched = set(FETCHED.findall(trace.read_text(errors="replace")))
    assert fetched >= CONTROLS  # and the trace sees what is fetched
    assert fetched == CONTROLS
