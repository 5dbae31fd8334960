"""The composition root: time, ids, and what is told when the window cannot open or the program has a fault."""

from __future__ import annotations

import contextlib
import os
import re
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer import bootstrap
from reviewer.settings.preferences import Settings
from reviewer.ui import display


def test_the_clock_is_utc_in_milliseconds_and_never_goes_back() -> None:
    clock = bootstrap.make_clock()
    times = [clock() for _ in range(200)]
    assert times == sorted(times)
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", one) for one in times)


def test_ids_are_lower_case_uuids_of_their_own() -> None:
    new_id = bootstrap.make_new_id()
    made = {new_id() for _ in range(100)}
    assert len(made) == 100
    assert all(str(uuid.UUID(one)) == one for one in made)


@pytest.mark.parametrize(
    ("message", "said", "way"),
    [
        ("libEGL.so.1: cannot open shared object file: No such file or directory", "libEGL", "apt install libegl1 "),
        ("libxcb-cursor.so.0: cannot open shared object file", "libxcb-cursor", "apt install libxcb-cursor0 "),
        ("/usr/lib/libGL.so.1: cannot open shared object file", "libGL", "apt install libgl1 "),
        ("libodd.so.3: cannot open shared object file", "libodd", "package that holds it"),
        ("No module named 'PySide6'", "PySide6", "Install the program again"),
    ],
)
def test_a_missing_library_is_named_with_the_package_that_holds_it(message: str, said: str, way: str) -> None:
    summary, hint = display.missing_library(ImportError(message))
    assert said in summary
    assert way in hint


@pytest.mark.expects_log("uncaught ValueError at reviewer.settings.preferences:[0-9]+$")
def test_a_fault_is_told_and_logged_as_a_code_without_its_words(
    capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture, tmp_path: object
) -> None:
    class Odd:
        parent = Path("nowhere")

        def read_text(self, **_: object) -> str:
            raise KeyError("words of a document")

    try:
        Settings(Odd())  # type: ignore[arg-type]
    except KeyError as error:
        bootstrap._on_uncaught(ValueError, error, error.__traceback__)
    written = capsys.readouterr().err
    assert "reviewer.settings.preferences:" in written
    assert "hint: " in written
    assert "words of a document" not in written + caplog.text


DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "XDG_SESSION_TYPE", "XDG_RUNTIME_DIR", "QT_QPA_PLATFORM")
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system has no choice of displays")


def set_displays(monkeypatch: pytest.MonkeyPatch, **environment: str) -> None:
    for name in DISPLAYS:
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)


@contextlib.contextmanager
def x_port() -> Iterator[tuple[str, socket.socket]]:
    """Listen where an X server of this machine would; give the display's name and the listener."""
    for number in range(40, 400):
        with socket.socket() as listener:
            try:
                listener.bind(("127.0.0.1", 6000 + number))
            except OSError:
                continue
            listener.listen(1)
            yield f"127.0.0.1:{number}", listener
            return


@on_linux
@pytest.mark.parametrize(
    ("environment", "there"),
    [
        ({}, False),
        ({"DISPLAY": ":997"}, False),
        ({"DISPLAY": "127.0.0.1:997"}, False),
        ({"WAYLAND_DISPLAY": "wayland-9"}, False),
        ({"WAYLAND_DISPLAY": "/nowhere/wayland-9", "DISPLAY": ":997"}, False),
        ({"QT_QPA_PLATFORM": "xcb", "DISPLAY": ":997"}, False),
        ({"QT_QPA_PLATFORM": "offscreen", "DISPLAY": ":997"}, True),
        ({"QT_QPA_PLATFORM": "xcb;offscreen", "DISPLAY": ":997"}, True),
    ],
)
def test_a_display_is_looked_for_before_qt_would_abort(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], there: bool
) -> None:
    set_displays(monkeypatch, **environment)
    assert display.has_display() == there


@on_linux
@pytest.mark.parametrize(
    ("named", "over_tcp", "elsewhere"),
    [
        (":0", False, False),
        (":0.1", False, False),
        ("unix:0", False, False),
        ("/tmp/.X11-unix/X0", False, False),
        ("localhost:10.0", True, False),
        ("127.0.0.1:10", True, False),
        ("[::1]:10", True, False),
        ("tcp/localhost:10", True, False),
        ("newsroom.example:0", True, True),
        ("192.168.1.7:0.0", True, True),
        ("tcp/192.168.1.7:0", True, True),
        ("[2001:db8::7]:0", True, True),
    ],
)
def test_a_display_of_another_computer_is_refused_with_the_reason(
    monkeypatch: pytest.MonkeyPatch, named: str, over_tcp: bool, elsewhere: bool
) -> None:
    set_displays(monkeypatch, DISPLAY=named)
    monkeypatch.setattr(display, "_reach_x", lambda: True)
    assert display.is_over_tcp() is over_tcp
    assert display.has_display() is not elsewhere
    assert ("another computer’s" in display.absence_words()) is elsewhere


@on_linux
def test_an_x_server_that_answers_is_a_display(monkeypatch: pytest.MonkeyPatch) -> None:
    def welcome(listener: socket.socket) -> None:
        peer, _ = listener.accept()
        with peer:
            peer.recv(12)
            peer.sendall(struct.pack("<BxHHH", 1, 11, 0, 8) + bytes(32))

    with x_port() as (name, listener):
        set_displays(monkeypatch, DISPLAY=name)
        server = threading.Thread(target=welcome, args=(listener,))
        server.start()
        assert display.has_display()
        server.join()


@on_linux
def test_a_display_that_never_answers_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(display, "ANSWER_S", 0.1)
    with x_port() as (name, listener):
        set_displays(monkeypatch, DISPLAY=name)
        assert not display.has_display()
        assert name in display.absence_words()
        listener.accept()[0].close()


@on_linux
def test_a_wayland_socket_is_a_display(monkeypatch: pytest.MonkeyPatch) -> None:
    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as listener:
        listener.bind(f"{folder}/wayland-0")
        listener.listen(1)
        set_displays(monkeypatch, WAYLAND_DISPLAY="wayland-0", XDG_RUNTIME_DIR=folder)
        assert display.has_display()
        set_displays(monkeypatch, WAYLAND_DISPLAY="wayland-0", XDG_RUNTIME_DIR=folder, QT_QPA_PLATFORM="xcb")
        assert not display.has_display()


@on_linux
@pytest.mark.parametrize("environment", [{"DISPLAY": "127.0.0.1:997"}, {"DISPLAY": ":997"}, {"WAYLAND_DISPLAY": "wayland-9"}])
def test_without_an_answer_the_program_says_so_and_names_the_commands(tmp_path: Path, environment: dict[str, str]) -> None:
    kept = {name: value for name, value in os.environ.items() if name not in DISPLAYS}
    kept |= {"HOME": str(tmp_path), "PYTHONPATH": str(Path(__file__).parent.parent), **environment}
    done = subprocess.run(
        [sys.executable, "-m", "reviewer"], env=kept, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    (named,) = environment.values()
    assert done.returncode == 3
    assert f"the display {named} does not answer" in done.stderr
    assert "reviewer new, add, claim" in done.stderr
