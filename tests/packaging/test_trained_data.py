"""Fetching what text recognition knows of a language: out of a Debian package, by dpkg or without it."""

from __future__ import annotations

import importlib.util
import io
import tarfile
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[2] / "packaging" / "trained_data.py"
LETTERS = bytes(range(256)) * 500


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("trained_data_script", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "FOLDER", tmp_path / "tessdata")
    return module


def package(files: dict[str, bytes]) -> bytes:
    """A Debian package with these files, as far as anybody reads it here: an ar archive of three members."""
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w:xz") as archive:
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    out = b"!<arch>\n"
    for name, data in (("debian-binary", b"2.0"), ("control.tar.xz", b"odd"), ("data.tar.xz", tar.getvalue())):
        out += f"{name:<16}{0:<12}{0:<6}{0:<6}{100644:<8}{len(data):<10}`\n".encode() + data + b"\n" * (len(data) % 2)
    return out


def serve(script: ModuleType, monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    """Let apt-get bring this package; dpkg is not there."""
    monkeypatch.setattr(script.shutil, "which", lambda program: program if program == "apt-get" else None)

    def downloaded(name: str, folder: Path) -> bool:
        (folder / f"{name}_1%3a4.1.0-2_all.deb").write_bytes(data)
        return True

    monkeypatch.setattr(script, "downloaded", downloaded)


def test_the_file_of_a_language_comes_out_of_its_package(script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {
        "./usr/share/tesseract-ocr/5/tessdata/deu.traineddata": LETTERS,
        "./usr/share/doc/x/copyright": b"Apache-2.0",
        "./../../evil.traineddata": b"no",
    }
    serve(script, monkeypatch, package(files))
    assert script.main(["deu"]) == 0
    assert {one.name: one.read_bytes() for one in script.FOLDER.iterdir()} == {
        "deu.traineddata": LETTERS,
        "deu.copyright.txt": b"Apache-2.0",
    }


def test_what_is_there_is_not_fetched_again(script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    script.FOLDER.mkdir()
    (script.FOLDER / "eng.traineddata").write_bytes(LETTERS)
    monkeypatch.setattr(script, "fetch", lambda _language: pytest.fail("fetched"))
    assert script.main([]) == 0


@pytest.mark.parametrize("data", [b"<html>not here</html>", b"!<arch>\n", package({"./x/eng.traineddata": b"cut short"})])
def test_another_package_leaves_nothing_behind_and_says_where_to_put_the_file(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], data: bytes
) -> None:
    serve(script, monkeypatch, data)
    assert script.main([]) == 1
    assert str(script.FOLDER) in capsys.readouterr().out
    assert not script.FOLDER.exists()


def test_without_apt_it_says_where_to_put_the_file(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(script.shutil, "which", lambda _program: None)
    assert script.main([]) == 1
    said = capsys.readouterr().out
    assert str(script.FOLDER) in said
    assert "tesseract-ocr-eng" in said
