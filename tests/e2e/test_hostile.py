"""A document that tries all there is, at the real window and on the command line: nothing is reached for, and the work goes on.

The system's calls are read from a trace: sockets, and files by name, for Qt reaches for `//host/share` without a socket. Traces
with a call that reaches out are shown to be seen as well.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import builders
from tests.carrying import hostile_pdf, markup
from tests.e2e.program import Program
from tests.e2e.screen import SELECTED, person

SOCKETS = re.compile(r"socket\((AF_\w+)|connect\([^)]*sa_family=(AF_\w+)")
OTHER_COMPUTER = "10.255.255.1"
"""Stands in no file's name here, so that whoever names it reaches for it."""

FETCHING = re.compile(r"<[a-z]+[^>]+(?:src|href)=[\"']?(?:https?:|file:|//)")
"""What has a browser fetch something from elsewhere."""

QT_NETWORK = "libQt6Network"
GUARDED = {"NoNewPrivs": "1", "Seccomp": "2"}


def strace(trace: Path) -> tuple[str, ...]:
    return ("strace", "-f", "--seccomp-bpf", "-qq", "-e", "trace=%file,socket,connect,bind", "-o", str(trace))


def reached(trace: Path) -> list[str]:
    """Return the calls of a trace that reach out of this computer."""
    found = []
    for line in trace.read_text(errors="replace").splitlines():
        families = {one for pair in SOCKETS.findall(line) for one in pair if one}
        if families - {"AF_UNIX"} or OTHER_COMPUTER in line:
            found.append(line)
    return found


def descendants(pid: int) -> Iterator[int]:
    """Yield a process's children and theirs."""
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            yield child
            yield from descendants(child)


def guards(pid: int) -> dict[str, str]:
    """Return what the kernel says of a process's guards."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    said = dict(line.split(":\t", 1) for line in lines if ":\t" in line)
    return {name: said[name] for name in GUARDED}


def may_have_no_network() -> bool:
    return subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False).returncode == 0


@pytest.mark.needs("strace")
@pytest.mark.parametrize(
    "reach",
    [
        "import socket; socket.socket().connect_ex(('127.0.0.1', 9))",
        "import socket; socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)",
        "open('//10.255.255.1/share/x.png')",
        "import os; os.stat('/10.255.255.1/share')",
    ],
)
def test_a_trace_shows_what_reaches_out(tmp_path: Path, reach: str) -> None:
    trace = tmp_path / "trace"
    subprocess.run([*strace(trace), sys.executable, "-c", reach], capture_output=True, check=False)
    assert reached(trace)


@pytest.mark.needs("strace", "Xvfb", "openbox", "xdotool")
def test_a_hostile_document_at_the_window_reaches_nothing(tmp_path: Path) -> None:
    """Opened, pointed at, marked, told of and exported; where the system allows it, without any network to be reached."""
    path, trace, pack = tmp_path / "memo.pdf", tmp_path / "trace", tmp_path / "pack.zip"
    path.write_bytes(hostile_pdf(markup, pages=1))
    before = (*(("unshare", "-rn") if may_have_no_network() else ()), *strace(trace))
    with person(tmp_path) as me, me.program(path, before=before) as running:
        me.see_window("^Untitled case — All changes saved")
        page = me.see_page(400)
        me.click(*page.at(200, 190))  # three links lie there
        me.keys("Escape")
        me.drag(page.at(45, 95), page.at(260, 95))
        me.see_colour(SELECTED, (*page.at(40, 80), *page.at(300, 110)))
        me.keys("h")
        told = Program(me.home, tmp_path)
        case = me.home / ".local" / "share" / "evidence-reviewer" / "drafts" / "Untitled 1.revcase"
        (passage,) = me.until(lambda: told.json("passages", case), "there is no passage")
        assert passage["quote"] == "We never asked for it."
        me.keys("ctrl+k")
        me.type("About “")
        me.keys("Return")
        me.see_window("^About this document")
        me.keys("Escape")
        me.see_no_window("^About this document")
        me.keys("ctrl+e")
        me.see_window("^Export pack")
        me.keys("ctrl+a")
        me.type(str(pack))
        me.keys("Return")
        me.until(pack.exists, "there is no pack")
        (window,) = [one for one in descendants(running.pid) if b"zygote" not in Path(f"/proc/{one}/cmdline").read_bytes()][:1]
        assert guards(window) == GUARDED
        maps = Path(f"/proc/{window}/maps").read_text()
        assert "libQt6Widgets" in maps
        assert QT_NETWORK not in maps
        me.see_window("All changes saved")
        me.keys("ctrl+q")
        assert running.wait(30) == 0
        assert me.complaints() == ""
    assert reached(trace) == []
    assert "AF_UNIX" in trace.read_text(errors="replace")  # the way to the screen


@pytest.mark.needs("strace", "unshare")
def test_the_job_on_a_hostile_document_passes_without_any_network(tmp_path: Path) -> None:
    """Added, told of, marked, exported and verified; in a network of its own that has not even a loopback."""
    if not may_have_no_network():
        pytest.skip("this system lets nobody make a network of their own")
    trace = tmp_path / "trace"
    (tmp_path / "memo.pdf").write_bytes(hostile_pdf(markup))
    (tmp_path / "card.png").write_bytes(builders.png())
    program, before = Program(tmp_path / "home", tmp_path), ("unshare", "-rn", *strace(trace), "-A")
    for words in (
        ("new", "case.revcase"),
        ("add", "case.revcase", "memo.pdf", "card.png"),
        ("ocr", "case.revcase"),
        ("viewing-copy", "case.revcase", "memo", "copy.pdf"),
        ("about", "case.revcase", "memo", "--json"),
        ("add-attached", "case.revcase", "memo"),
        ("highlight", "case.revcase", "memo", "--quote", "We never asked for it."),
        ("export", "case.revcase", "pack.zip"),
        ("verify", "pack.zip"),
    ):
        done = program.call(*words, before=before)
        assert done.returncode == (3 if words[0] == "add-attached" else 0), done.stderr
        if words[0] == "about":
            assert len(json.loads(done.stdout)) > 10
        if words[0] == "add-attached":
            assert "It is not a PDF" in done.stderr
    assert reached(trace) == []
    with zipfile.ZipFile(tmp_path / "pack.zip") as pack:
        shown = pack.read(next(one for one in pack.namelist() if one.endswith("index.html"))).decode()
    assert FETCHING.search(shown) is None
