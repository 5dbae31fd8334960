#!/usr/bin/env python3
"""Fetches what text recognition needs to know of a language, which is not in the source tree: `eng.traineddata`.

    python3 packaging/trained_data.py [LANGUAGE ...]     puts LANGUAGE.traineddata (else eng) into resources/tessdata

Taken from Debian's `tesseract-ocr-LANGUAGE` (tessdata_fast, Apache-2.0), which `apt-get` fetches and checks without any right; of
another system it says where to put the file. Standard library only. The program works without it, and says that it cannot
recognise text. `bootstrap.py` runs this.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Sequence
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "tessdata"
ENDING = ".traineddata"
AR_MAGIC = b"!<arch>\n"
AR_HEADER = 60
LEAST_BYTES = 100_000
"""A language has some hundred kilobytes at least; less is an error page or a file cut short."""


def main(languages: Sequence[str]) -> int:
    missing = [one for one in languages or ("eng",) if not (FOLDER / f"{one}{ENDING}").is_file()]
    for language in missing:
        why = fetch(language)
        if why:
            print(
                f"Text recognition will not work, for {language}{ENDING} could not be fetched: {why}\nPut the file of that name "
                f"from tessdata_fast (Debian: tesseract-ocr-{language}) into {FOLDER}",
                flush=True,
            )
            return 1
    return 0


def fetch(language: str) -> str:
    """Put a language's file into its place; return why that cannot be done, or ""."""
    if shutil.which("apt-get") is None:
        return "this system has no apt-get."
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)  # apt fetches as a user of its own
        package = f"tesseract-ocr-{language}"
        if not downloaded(package, folder):
            update_lists()
            if not downloaded(package, folder):
                return f"apt-get knows no {package}, or cannot reach it."
        (deb,) = folder.glob("*.deb")
        try:
            files = wanted(deb, language)
        except (OSError, ValueError, tarfile.TarError, subprocess.SubprocessError) as error:
            return f"{deb.name} cannot be unpacked ({error})."
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        beside = FOLDER / f".{name}.part"
        beside.write_bytes(data)
        beside.replace(FOLDER / name)
    return ""


def downloaded(package: str, folder: Path) -> bool:
    done = subprocess.run(["apt-get", "-q", "download", package], cwd=folder, capture_output=True, check=False)
    return done.returncode == 0 and len(list(folder.glob("*.deb"))) == 1


def update_lists() -> None:
    """Have apt read its lists anew, where nobody is asked for a password."""
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if not sudo or shutil.which("sudo"):
        subprocess.run([*sudo, "apt-get", "-q", "update"], capture_output=True, check=False)


def wanted(deb: Path, language: str) -> dict[str, bytes]:
    """Return the language's file and its licence out of a Debian package.

    Raises:
        ValueError: They are not in it.

    """
    found: dict[str, bytes] = {}
    with tarfile.open(fileobj=io.BytesIO(contents(deb))) as tar:
        for member in tar:
            name = Path(member.name).name
            file = tar.extractfile(member) if member.isfile() else None
            if file is None:
                continue
            if name == f"{language}{ENDING}":
                found[name] = file.read()
            elif name == "copyright":
                found[f"{language}.copyright.txt"] = file.read()
    if len(found.get(f"{language}{ENDING}", b"")) < LEAST_BYTES:
        raise ValueError(f"there is no {language}{ENDING} in it")
    return found


def contents(deb: Path) -> bytes:
    """Return the tar file that a Debian package carries: unpacked by dpkg, or where that is missing by ourselves."""
    if shutil.which("dpkg-deb"):
        return subprocess.run(["dpkg-deb", "--fsys-tarfile", deb], capture_output=True, check=True).stdout
    return archived(deb.read_bytes())


def archived(archive: bytes) -> bytes:
    """Return the member `data.tar…` of an ar archive, which is what a Debian package is (deb(5)).

    Raises:
        ValueError: There is none.

    """
    if not archive.startswith(AR_MAGIC):
        raise ValueError("it is no Debian package")
    at = len(AR_MAGIC)
    while at + AR_HEADER <= len(archive):
        name, size = archive[at : at + 16].decode("ascii", "replace").strip().rstrip("/"), archive[at + 48 : at + 58]
        if not size.strip().isdigit():
            break
        start, length = at + AR_HEADER, int(size)
        if name.startswith("data.tar"):
            return archive[start : start + length]
        at = start + length + length % 2  # members begin at even places
    raise ValueError("it is no Debian package")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
