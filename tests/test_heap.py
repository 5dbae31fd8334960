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
