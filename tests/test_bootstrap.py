"""The composition root: time, ids, and what is told when the window cannot open or the program has a fault."""

from __future__ import annotations

import re
import uuid

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


@pytest.mark.parametrize(
    ("environment", "there"),
    [
        ({}, False),
        ({"DISPLAY": ":997"}, False),
        ({"DISPLAY": "host:0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"QT_QPA_PLATFORM": "offscreen"}, True),
    ],
)
def test_a_display_is_looked_for_before_qt_would_abort(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], there: bool
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.platform", "linux")
    assert display.has_display() == there
