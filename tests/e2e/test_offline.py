"""Offline, as the system sees it: the whole job makes no call towards a network, in any of the program's processes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.e2e.program import Program

FORBIDDEN = re.compile(r"AF_INET6?\b|AF_PACKET|AF_NETLINK")


@pytest.mark.needs("strace")
def test_the_main_job_touches_no_network(program: Program, tmp_path: Path) -> None:
    for number, words in enumerate(
        (
            ("sample", "quiet.revcase"),
            ("export", "quiet.revcase", "quiet.zip"),
            ("verify", "quiet.zip"),
            ("check", "quiet.revcase"),
        )
    ):
        trace = tmp_path / f"trace-{number}"
        done = program.call(*words, before=("strace", "-f", "-qq", "-e", "trace=%network", "-o", str(trace)))
        assert done.returncode == 0, done.stderr
        calls = trace.read_text()
        assert not [line for line in calls.splitlines() if FORBIDDEN.search(line)]
        if words[0] == "sample":  # the trace does see calls: the workers' own pairs
            assert "AF_UNIX" in calls
