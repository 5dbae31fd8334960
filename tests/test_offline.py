"""Once networks are refused no socket is made but local ones: by whatever library, in whatever thread or process."""

from __future__ import annotations

import subprocess
import sys
import textwrap

import pytest

from reviewer import call_filter, offline

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="the filter is Linux's")


def said(script: str) -> list[str]:
    """Run a script in a process of its own, and return its lines."""
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


@on_linux
def test_the_kernel_refuses_all_families_but_local_ones_in_every_thread_and_process() -> None:
    lines = said(
        """
        import ctypes, os, socket, subprocess, sys, threading
        from reviewer import offline

        libc = ctypes.CDLL(None, use_errno=True)
        INET, INET6, NETLINK, PACKET, VSOCK, BLUETOOTH = 2, 10, 16, 17, 40, 31

        def tried(family):
            fd = libc.socket(family, 2, 0)
            return "made" if fd >= 0 else ctypes.get_errno()

        ready, go = threading.Event(), threading.Event()
        def wait():
            ready.set(); go.wait()
            print(tried(INET))
        thread = threading.Thread(target=wait)
        thread.start(); ready.wait()
        assert libc.socket(INET, 2, 0) >= 0
        assert offline.refuse_networks()
        go.set(); thread.join()
        for family in (INET, INET6, NETLINK, PACKET, VSOCK, BLUETOOTH):
            print(tried(family))
        print(tried(socket.AF_UNIX))
        one, other = socket.socketpair()
        one.send(b"x"); print(other.recv(1).decode())
        print(libc.syscall(425, 8, 0), ctypes.get_errno())
        code = "import socket\\ntry: socket.socket()\\nexcept OSError as error: print(error.errno)"
        subprocess.run([sys.executable, "-c", code])
        try:
            socket.create_connection(("127.0.0.1", 9))
        except OSError as error:
            print(error.errno)
        sys.stdout.flush()
        if os.fork() == 0:
            print(tried(INET)); sys.stdout.flush(); os._exit(0)
        os.wait()
        """
    )
    refused = "97"
    assert sorted(lines) == sorted([refused] * 7 + ["made", "x", "-1", "38"] + [refused] * 3)


@on_linux
def test_asking_twice_does_no_harm() -> None:
    assert said("from reviewer import offline\nprint(offline.refuse_networks(), offline.refuse_networks())") == ["True", "True"]


def test_where_there_is_no_filter_python_refuses_its_own_sockets() -> None:
    lines = said(
        """
        import socket
        from reviewer import offline

        offline._filter = lambda: False
        print(offline.refuse_networks())
        for make in (socket.socket, lambda: socket.socket(socket.AF_INET6), lambda: socket.getaddrinfo("localhost", 9)):
            try:
                make()
            except PermissionError:
                print("refused")
        if hasattr(socket, "AF_UNIX"):
            socket.socketpair()[0].close()
        """
    )
    assert lines == ["False", "refused", "refused", "refused"]


def test_a_processor_that_is_not_known_gets_no_filter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(call_filter, "MACHINES", {})
    assert not offline._filter()
