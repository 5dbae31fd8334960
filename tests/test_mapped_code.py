"""Library code that only loading needed is let go, and nothing else is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

CODE = """
import re, ssl, sqlite3, sys
from pathlib import Path
from reviewer import mapped_code

def mapped():
    return int(re.search(r"^RssFile:\\s+(\\d+)", Path("/proc/self/status").read_text(), re.M)[1])

before = mapped()
mapped_code.let_go()
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
from reviewer import mapped_code

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
    mapped_code.let_go()
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
