"""The ground rules of `conftest.py` hold: what goes wrong in silence fails the test that caused it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CASES = """
import logging, os, subprocess
import pytest

def test_fine(): assert os.environ["HOME"].startswith(os.environ["TMPDIR"])
def test_warns(): logging.getLogger("reviewer.x").warning("code-17")
@pytest.mark.expects_log("code-1")
def test_means_to_warn(): logging.getLogger("reviewer.x").warning("code-17")
@pytest.mark.expects_log("code-1")
def test_means_to_warn_and_does_not(): pass
def test_leaves_a_grandchild(): subprocess.run(["sh", "-c", "sleep 300 & exit 0"])
@pytest.mark.needs("no-such-program")
def test_needs_a_program(): pass
"""


@pytest.mark.parametrize("under_ci", [False, True])
def test_silence_is_broken(tmp_path: Path, under_ci: bool) -> None:
    shutil.copy(Path(__file__).with_name("conftest.py"), tmp_path)
    (tmp_path / "test_cases.py").write_text(CASES)
    environment = {name: value for name, value in os.environ.items() if name != "CI" and not name.startswith("PYTEST_")}
    environment |= {"TMPDIR": str(tmp_path)} | ({"CI": "true"} if under_ci else {})
    words = ["-m", "pytest", "-rA", "-p", "no:cacheprovider", "-p", "no:pytest-qt", "--tb=short", "--rootdir", tmp_path, tmp_path]
    done = subprocess.run([sys.executable, *words], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    wrong = set(re.findall(r"^(?:ERROR|FAILED) test_cases.py::(\w+)", done.stdout, re.MULTILINE))
    expected = {"test_warns", "test_means_to_warn_and_does_not", "test_leaves_a_grandchild"}
    assert wrong == expected | ({"test_needs_a_program"} if under_ci else set()), done.stdout
    assert ("1 tests skipped because a program is missing" in done.stdout) != under_ci
