"""The border between the window's process and the parsers, seen from outside."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from reviewer.documents.channels import launch
from reviewer.documents.client import OpenDocument, PixelRect, Source, Workers
from tests import builders
from tests.documents.conftest import looks_into_a_worker

ROOT = str(Path(__file__).parents[2])
WINDOW = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from reviewer.documents.client import PixelRect, Source, Workers
workers = Workers(spare=False)
with Source.from_path(Path(sys.argv[2])) as source:
    document = workers.open(source).result(60)
document.render(0, scale=1).result(60)
document.text(0).result(60)
document.outline().result(60)
workers.close()
parsers = {"pymupdf", "fitz", "PIL", "PySide6", "pickle", "multiprocessing", "asyncio", "ssl", "http"}
print(sorted(parsers & {name.partition(".")[0] for name in sys.modules}))
"""


def open_descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir())) if sys.platform == "linux" else 0


@pytest.mark.parametrize("channel", ["unix", "pipe"])
def test_the_windows_process_never_loads_a_parser(channel: str, tmp_path: Path) -> None:
    file = tmp_path / "register.pdf"
    file.write_bytes(builders.text_pdf(builders.REGISTER))
    environment = {**os.environ, "REVIEWER_CHANNEL": channel}
    told = subprocess.run(
        [sys.executable, "-c", WINDOW, ROOT, str(file)], capture_output=True, text=True, env=environment, check=True, timeout=120
    )
    assert told.stdout.strip() == "[]"
    assert told.stderr == ""


@looks_into_a_worker
@pytest.mark.parametrize("channel", ["unix", "pipe"])
def test_a_worker_has_no_environment_no_path_and_no_files(channel: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("REVIEWER_CHANNEL", channel)
    monkeypatch.setenv("SECRET_OF_THE_WINDOW", "1")
    file = tmp_path / "leaked-register.pdf"
    file.write_bytes(builders.text_pdf(builders.REGISTER))
    workers = Workers(spare=False)
    try:
        with (tmp_path / "case.revcase").open("wb"), Source.from_path(file) as source:
            document = workers.open(source).result(60)
            document.render(0, scale=1, clip=PixelRect(0, 0, 99, 99)).result(60)
            process = Path("/proc") / str(document.worker_pid)
            environment = (process / "environ").read_bytes()
            command = (process / "cmdline").read_bytes()
            files = sorted(str(fd.readlink()) for fd in (process / "fd").iterdir())
            threads = [line for line in (process / "status").read_text().splitlines() if line.startswith("Threads:")]
    finally:
        workers.close()
    assert b"SECRET_OF_THE_WINDOW" not in environment
    assert b"leaked-register" not in command
    assert {one.partition(":[")[0] for one in files} <= {"/dev/null", "socket", "pipe", "/memfd:document (deleted)"}, files
    assert len(files) <= 6
    assert threads == ["Threads:\t1"] or channel == "pipe"


def test_descriptors_and_memory_do_not_pile_up() -> None:
    workers = Workers(spare=False)
    try:
        with Source.from_bytes(builders.text_pdf(builders.REGISTER)) as source:
            document = workers.open(source).result(60)

            document.render(0, scale=1).result(60)
            before = open_descriptors()
            kept = [document.render(0, scale=1, clip=PixelRect(0, 0, 64, 64)).result(60) for _ in range(30)]
            other: OpenDocument = workers.open(source).result(60)
            other.close()
            workers.open(source).result(60).close()
            document.outline().result(60)
            assert open_descriptors() <= before + 4, f"{len(kept)} tiles hold descriptors"
    finally:
        workers.close()


def test_pixels_stay_readable_after_everything_is_closed() -> None:
    workers = Workers(spare=False)
    with Source.from_bytes(builders.text_pdf(builders.REGISTER)) as source:
        document = workers.open(source).result(60)
        bitmap = document.render(0, scale=1).result(60)
    workers.close()
    assert min(bytes(bitmap.buffer)) == 0


def test_the_worker_program_ends_with_2_on_words_it_does_not_know() -> None:
    assert subprocess.run(launch.command("dance"), env=launch.environment(), check=False, timeout=60).returncode == 2


def test_a_frozen_program_starts_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert launch.command("zygote", "7") == [sys.executable, "--worker", "zygote", "7"]
