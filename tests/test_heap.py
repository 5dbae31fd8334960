"""Memory that was used for a while is given back."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from reviewer import heap

WORDS = """
import os, sys, threading
from pathlib import Path
from reviewer import heap

if sys.argv[1] == "told":
    heap.give_back()

def used():
    fields = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return int(fields["RssAnon"].split()[0])

kept = []

def fill():
    many = [bytes(200_000 + n) for n in range(600)] + [bytes(3_000) for n in range(20_000)]
    kept.append(bytes(3_000))
    del many

before = used()
for _ in range(4):
    thread = threading.Thread(target=fill)
    thread.start()
    thread.join()
print(used() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems' allocators need no telling")
def test_what_threads_have_used_is_given_back() -> None:
    root = Path(__file__).parent.parent

    def kept(how: str, **variables: str) -> int:
        env = {"PYTHONPATH": str(root), **variables}
        return int(subprocess.run([sys.executable, "-c", WORDS, how], env=env, check=True, capture_output=True).stdout)

    left_alone = kept("not told")
    assert kept("told") < left_alone / 2
    assert kept("not told", **heap.variables()) < left_alone / 2


CODE = """
import re, ssl, sqlite3, sys
from pathlib import Path
from reviewer import heap

def mapped():
    return int(re.search(r"^RssFile:\\s+(\\d+)", Path("/proc/self/status").read_text(), re.M)[1])

before = mapped()
heap.give_back_code()
print(mapped() / before, sqlite3.connect(":memory:").execute("SELECT 1").fetchone()[0])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems see to it themselves")
def test_code_that_only_loading_needed_is_let_go_and_runs_when_it_is_wanted_again() -> None:
    root = Path(__file__).parent.parent
    ran = subprocess.run([sys.executable, "-c", CODE], env={"PYTHONPATH": str(root)}, check=True, capture_output=True, text=True)
    left, found = ran.stdout.split()
    assert float(left) < 0.9
    assert found == "1"


CHANGED = """
import ctypes, mmap, sys, tempfile
from reviewer import heap

PAGE = mmap.PAGESIZE
with tempfile.TemporaryFile() as file:
    file.write(bytes(PAGE))
    file.flush()
    system = ctypes.CDLL(None, use_errno=True)
    system.mmap.restype = ctypes.c_void_p
    system.mmap.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long)
    system.mprotect.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
    place = system.mmap(None, PAGE, mmap.PROT_READ | mmap.PROT_WRITE, mmap.MAP_PRIVATE, file.fileno(), 0)
    ctypes.memmove(place, b"changed", 7)
    if system.mprotect(place, PAGE, mmap.PROT_READ | mmap.PROT_EXEC):
        sys.exit(3)
    heap.give_back_code()
    print(ctypes.string_at(place, 7).decode())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems see to it themselves")
def test_code_that_was_changed_in_memory_stays_as_it_is() -> None:
    """So do the dynamic linker with old libraries, and tools that hook into a program."""
    root = Path(__file__).parent.parent
    ran = subprocess.run(
        [sys.executable, "-c", CHANGED], env={"PYTHONPATH": str(root)}, check=False, capture_output=True, text=True
    )
    assert (ran.returncode, ran.stdout.strip()) == (0, "changed")
