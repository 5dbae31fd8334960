"""The command line called in this process, for speed; `program` runs the real thing in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from reviewer import bootstrap
from reviewer.cli import main
from tests import builders

ROOT = Path(__file__).resolve().parents[2]
WAIT_S = 60.0


@dataclass(frozen=True)
class Result:
    """What a call wrote, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """The lines of the result."""
        return self.out.splitlines()

    @property
    def last(self) -> str:
        """The last line of the result."""
        return self.lines[-1]


Call = Callable[..., Result]


@pytest.fixture
def reviewer(capsys: pytest.CaptureFixture[str]) -> Iterator[Call]:
    """Return a function that calls the command line with the words given."""
    parts, close = bootstrap.make_parts()

    def call(*words: object) -> Result:
        capsys.readouterr()
        code = main.run([str(one) for one in words], parts)
        wrote = capsys.readouterr()
        return Result(code, wrote.out, wrote.err)

    yield call
    close()


@pytest.fixture
def done(reviewer: Call) -> Call:
    """Return the same, for calls that must go well."""

    def call(*words: object) -> Result:
        result = reviewer(*words)
        assert result.code == 0, result.err
        return result

    return call


@pytest.fixture
def listed(done: Call) -> Callable[..., list[dict[str, Any]]]:
    """Return a function that calls with --json and parses the array."""

    def call(*words: object) -> list[dict[str, Any]]:
        found = json.loads(done(*words, "--json").out)
        assert isinstance(found, list)
        return found

    return call


@pytest.fixture
def case(tmp_path: Path, done: Call) -> Path:
    """Return an empty case."""
    path = tmp_path / "case.revcase"
    done("new", path)
    return path


@pytest.fixture
def filled(case: Path, tmp_path: Path, done: Call) -> Path:
    """Return a case with `register.pdf` of three pages and `post.png`."""
    pages = (
        ["The partner may send, read, write", "and delete private messages.", "No review is planned."],
        ["No review is planned.", "The capability was switched off in 2015.", "No review is planned."],
        ["A last page."],
    )
    (tmp_path / "register.pdf").write_bytes(builders.text_pdf(*pages))
    (tmp_path / "post.png").write_bytes(builders.png(size=(600, 300)))
    done("add", case, tmp_path / "register.pdf", tmp_path / "post.png")
    return case


@pytest.fixture
def program(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Return a function that runs the program in a process of its own."""

    def run(*words: object, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "reviewer", *map(str, words)],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT), **(env or {})},
            capture_output=True,
            check=False,
            timeout=WAIT_S,
        )

    return run
