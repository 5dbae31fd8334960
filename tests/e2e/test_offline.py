"""Offline, as the system sees it: the whole job makes no call towards a network, in any of the program's processes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.e2e.program import Program
from tests.e2e.screen import person

STRACE = ("strace", "-f", "--seccomp-bpf", "-qq", "-e", "trace=%network")
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
        done = program.call(*words, before=(*STRACE, "-o", str(trace)))
        assert done.returncode == 0, done.stderr
        assert network_calls(trace) == []
        if words[0] == "sample":  # the trace does see calls: the workers' own pairs
            assert "AF_UNIX" in trace.read_text()


@pytest.mark.needs("strace", "Xvfb", "openbox", "xdotool")
def test_the_window_touches_no_network(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    with person(tmp_path) as me, me.program(before=(*STRACE, "-o", str(trace))) as running:
        me.see_window("^New case")
        me.keys("Return")
        me.see_window("^The denial")
        me.see_page(595)
        me.keys("F1")
        me.see_window("^Help")
        me.keys("Escape")
        me.see_no_window("^Help")
        me.keys("ctrl+q")
        assert running.wait(30) == 0
    assert network_calls(trace) == []
    assert "AF_UNIX" in trace.read_text()  # the way to the screen


def network_calls(trace: Path) -> list[str]:
    """Return the lines of a trace that reach for a network."""
    return [line for line in trace.read_text().splitlines() if FORBIDDEN.search(line)]
