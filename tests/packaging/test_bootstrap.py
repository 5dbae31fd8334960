"""What the bootstrap script decides: which packages, whether it may install them, and what it says when it may not."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import pytest
import shiboken6

SCRIPT = Path(__file__).parents[2] / "packaging" / "bootstrap.py"


@pytest.fixture
def bootstrap() -> ModuleType:
    """Return the script as a module of its own, so that its parts can be put aside."""
    spec = importlib.util.spec_from_file_location("bootstrap_script", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def bare(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return it on a Debian that has nothing: no pip, no libraries, no programs, and all packages known."""
    monkeypatch.setattr(bootstrap, "can_make_environment", lambda: False)
    monkeypatch.setattr(bootstrap, "PYTHON", Path("/nowhere/python"))
    monkeypatch.setattr(bootstrap, "missing_libraries", lambda libraries: list(libraries.values()))
    monkeypatch.setattr(bootstrap.shutil, "which", lambda program: program if program == "apt-get" else None)
    monkeypatch.setattr(bootstrap, "known", lambda _package: True)
    monkeypatch.setattr(bootstrap, "may_install", lambda: False)
    return bootstrap


def test_only_the_standard_library_is_needed() -> None:
    done = subprocess.run([sys.executable, "-I", "-S", SCRIPT], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "bootstrap.py run" in done.stdout
    assert "bootstrap.py test" in done.stdout


def test_without_the_right_the_one_command_is_named(bare: ModuleType) -> None:
    with pytest.raises(bare.StopError) as stopped:
        bare.prepare_system(window=True, tests=True)
    (command,) = [line for line in str(stopped.value).splitlines() if "apt-get" in line]
    for package in (
        f"python3.{sys.version_info.minor}-venv",
        "libegl1",
        "libxcb-cursor0",
        "xvfb",
        "openbox",
        "xdotool",
        "strace",
    ):
        assert package in command
    assert "apt-get update" not in command


def test_where_no_list_was_read_the_command_reads_it_first(bare: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bare, "known", lambda _package: False)
    with pytest.raises(bare.StopError, match="apt-get update && apt-get install"):
        bare.prepare_system(window=True, tests=False)


@pytest.mark.parametrize(("release", "name"), [({"libglib2.0-0t64"}, "libglib2.0-0t64"), ({"libglib2.0-0"}, "libglib2.0-0")])
def test_each_release_gets_the_name_that_it_knows(
    bare: ModuleType, monkeypatch: pytest.MonkeyPatch, release: set[str], name: str
) -> None:
    monkeypatch.setattr(bare, "known", lambda package: package in release or "glib" not in package)
    assert bare.known_packages([("libglib2.0-0t64", "libglib2.0-0")]) == [name]


def test_with_the_right_it_installs_what_is_missing_and_no_more(bare: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    installed: list[Sequence[str]] = []
    monkeypatch.setattr(bare, "may_install", lambda: True)
    monkeypatch.setattr(bare, "missing_libraries", lambda _libraries: [("libegl1",)])
    monkeypatch.setattr(bare, "can_make_environment", lambda: True)
    monkeypatch.setattr(bare, "install_packages", installed.append)
    bare.prepare_system(window=True, tests=False)
    assert installed == [["libegl1"]]


def test_a_run_without_a_display_needs_nothing_of_the_window(bare: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bare, "can_make_environment", lambda: True)
    bare.prepare_system(window=False, tests=False)


def test_missing_programs_alone_do_not_stop_the_tests(
    bare: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bare, "can_make_environment", lambda: True)
    monkeypatch.setattr(bare, "missing_libraries", lambda _libraries: [])
    bare.prepare_system(window=True, tests=True)
    told = capsys.readouterr().out
    assert "skipped" in told
    assert "xdotool" in told


def test_a_second_run_installs_nothing(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    calls: list[Sequence[str]] = []
    monkeypatch.setattr(bootstrap, "VENV", tmp_path)
    monkeypatch.setattr(bootstrap, "works", lambda: True)
    monkeypatch.setattr(bootstrap, "pip", lambda: ["pip"])
    monkeypatch.setattr(bootstrap.subprocess, "run", lambda command, **_options: calls.append(command))
    monkeypatch.setattr(bootstrap, "unpack_signatures", lambda: None)
    bootstrap.prepare_python("run", ".")
    bootstrap.prepare_python("run", ".")
    assert len(calls) == 1
    bootstrap.prepare_python("test", ".[test]")
    assert calls[1][-1] == ".[test]"


def test_the_program_is_compiled_also_where_python_writes_nothing_by_itself(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "reviewer").mkdir()
    (tmp_path / "reviewer" / "one.py").write_text("")
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "PYTHON", Path(sys.executable))
    bootstrap.compile_program()
    assert list(tmp_path.rglob("one.*.pyc"))


def test_the_signatures_of_qts_bindings_are_compiled_once_and_not_at_every_start(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shutil.copytree(Path(shiboken6.__path__[0]), tmp_path / "shiboken6", ignore=shutil.ignore_patterns("files.dir"))
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr(bootstrap, "PYTHON", Path(sys.executable))

    bootstrap.unpack_signatures()

    question = "import shiboken6, sys; print(sys.modules['shibokensupport.signature.loader'].__cached__)"
    done = subprocess.run([sys.executable, "-c", question], capture_output=True, text=True, check=True)
    compiled = Path(done.stdout.strip())
    assert compiled.is_relative_to(tmp_path)
    assert compiled.exists()
