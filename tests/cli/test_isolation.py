"""The command line on a computer that isolates documents, and on one that cannot: there, nothing is read unless it is said."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import builders

ROOT = Path(__file__).parents[2]
HINDERED = ROOT / "tests" / "hindered.py"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the locks of Linux")


def call(*words: str | Path, without: str = "") -> subprocess.CompletedProcess[str]:
    before = [sys.executable, str(HINDERED), without] if without else []
    return subprocess.run(
        [*before, sys.executable, "-m", "reviewer", *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        cwd=ROOT,
        env={**os.environ},
    )


@pytest.fixture
def document(tmp_path: Path) -> Path:
    file = tmp_path / "register.pdf"
    file.write_bytes(builders.text_pdf(builders.REGISTER))
    return file


def test_the_self_test_says_what_was_tried_and_what_became_of_it() -> None:
    done = call("self-test")
    lines = done.stdout.splitlines()
    assert any(one.startswith("isolation: Isolated: seccomp") for one in lines), done.stdout
    tried = [one for one in lines if one.startswith("isolation, ")]
    assert len(tried) == 5
    assert all(one.endswith((": refused", ": stopped")) for one in tried)
    assert done.returncode == 0


def test_the_self_test_fails_where_nothing_isolates_and_still_tries_the_rest() -> None:
    done = call("self-test", without="seccomp,landlock,namespaces")
    assert "isolation: Not isolated" in done.stdout
    assert "isolation, start a program: possible" in done.stdout
    assert "\nworker: ok" in done.stdout
    assert "\nexport: ok" in done.stdout
    assert done.returncode == 1


def test_a_document_that_nothing_isolates_is_refused_and_the_option_for_it_is_named(document: Path, tmp_path: Path) -> None:
    case = tmp_path / "case.revcase"
    assert call("new", case).returncode == 0
    refused = call("add", case, document, without="seccomp,landlock,namespaces")
    assert refused.returncode == 3
    assert "cannot isolate documents" in refused.stderr
    assert "--not-isolated" in refused.stderr
    assert call("add", "--not-isolated", case, document, without="seccomp,landlock,namespaces").returncode == 0
    words = ("highlight", case, "register.pdf", "--quote", "partner application")
    assert call(*words, without="seccomp,landlock,namespaces").returncode == 3
    assert call(*words, "--not-isolated", without="seccomp,landlock,namespaces").returncode == 0


def test_nobody_needs_the_option_where_documents_are_isolated(document: Path, tmp_path: Path) -> None:
    case = tmp_path / "case.revcase"
    call("new", case)
    assert call("add", case, document).returncode == 0
