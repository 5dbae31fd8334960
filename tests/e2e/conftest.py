"""A home, a folder and the program, for tests that drive the real thing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.program import Program


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """Return the command line in a home of its own."""
    place: Path = tmp_path_factory.mktemp("person")
    folder = place / "work"
    folder.mkdir()
    return Program(place / "home", folder)
