"""The wheel holds all that the program needs: built here, installed elsewhere, it does the main job away from the source tree."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import bagit
import pytest

ROOT = Path(__file__).parents[2]


def run(*words: str | Path, cwd: Path) -> str:
    """Run a command outside the source tree, without anything that could lead back into it, and return what it printed."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    done = subprocess.run(words, cwd=cwd, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, f"{words}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, ROOT, cwd=out)
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the `reviewer` command of an environment that holds the wheel; other packages come from this one's."""
    place = tmp_path_factory.mktemp("elsewhere") / "venv"
    venv.create(place, symlinks=True)
    python = place / "bin" / "python"
    run(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index", wheel, cwd=place)
    packages = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=place).strip())
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return place / "bin" / "reviewer"


def test_the_wheel_carries_the_resources_and_the_licence(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for folder in ("sample", "templates", "themes", "icons", "help"):
        assert any(name.startswith(f"reviewer/_resources/{folder}/") for name in names), folder
    assert {f"reviewer/_resources/words/english{end}" for end in (".xz", ".copyright.txt")} <= set(names)
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not [name for name in names if name.startswith(("tests/", "packaging/", "resources/"))]


def test_the_installed_program_does_the_main_job(installed: Path, tmp_path: Path) -> None:
    python = installed.parent / "python"
    told = run(python, "-c", "from reviewer import paths; print(paths.resources())", cwd=tmp_path).strip()
    assert Path(told).is_relative_to(installed.parents[1])
    assert Path(told).parts[-2:] == ("reviewer", "_resources")

    case, pack = tmp_path / "sample.revcase", tmp_path / "pack"
    run(installed, "sample", case, cwd=tmp_path)
    run(installed, "export", case, pack, cwd=tmp_path)
    assert "ok" in run(installed, "verify", pack, cwd=tmp_path)
    assert bagit.Bag(str(pack)).is_valid()
