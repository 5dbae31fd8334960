"""The program as a process: exit codes, what goes where, in every locale, and what a kill cannot take away."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reviewer import __version__
from reviewer.cli import main
from reviewer.cli.names import SUBCOMMANDS, nearest
from tests import builders
from tests.cli.conftest import ROOT, WAIT_S, Call

Program = Callable[..., "subprocess.CompletedProcess[bytes]"]

HOLD = """
import sys
from pathlib import Path
from reviewer.model.ids import Reviewer
from reviewer.store.file.lock import CaseLock
CaseLock.acquire(Path("a.revcase"), Reviewer("Ada Ö."), wait_s=0, since="2026-03-04T22:00:00.000Z")
print("held", flush=True)
sys.stdin.read()
"""

NO_DISPLAY = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": ""}


def test_every_subcommand_named_is_there_and_helps_itself(reviewer: Call) -> None:
    for name in SUBCOMMANDS:
        result = reviewer(name, "--help")
        assert (result.code, result.err) == (0, "")
        assert result.out.startswith(f"Usage: reviewer {name}")
    assert "merge" not in SUBCOMMANDS


def test_help_and_version_go_to_stdout(reviewer: Call) -> None:
    help_ = reviewer("--help")
    assert help_.code == 0
    assert all(name in help_.out for name in SUBCOMMANDS)
    assert reviewer("--version").out == f"reviewer, version {__version__}\n"


@pytest.mark.parametrize(("word", "meant"), [("docments", "documents"), ("hilight", "highlight"), ("zzz", None)])
def test_the_nearest_subcommand_is_the_hint(word: str, meant: str | None) -> None:
    assert nearest(word) == meant
    assert (f"reviewer {meant}" in main.unknown_word(word)[1]) == (meant is not None)


def test_a_first_word_that_is_neither_file_nor_subcommand_exits_2(program: Program, tmp_path: Path) -> None:
    result = program("clams", "x")
    assert (result.returncode, result.stdout) == (2, b"")
    assert b"error: There is no file and no subcommand" in result.stderr
    assert b"hint: Perhaps" in result.stderr
    (tmp_path / "there.pdf").write_bytes(b"x")
    assert program("there.pdf", "gone.pdf").returncode == 2


def test_without_a_display_the_window_names_the_commands_and_exits_3(program: Program, tmp_path: Path) -> None:
    (tmp_path / "new").write_bytes(b"x")
    for words in ((), ("./new",)):
        result = program(*words, env=NO_DISPLAY)
        assert (result.returncode, result.stdout) == (3, b"")
        assert b"reviewer new, add" in result.stderr


@pytest.mark.parametrize("locale", [{"LC_ALL": "C"}, {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}])
def test_results_are_utf8_in_every_locale_and_alone_on_stdout(program: Program, tmp_path: Path, locale: dict[str, str]) -> None:
    title = "Ærlig — “дом”"
    assert program("new", "a.revcase", "--reviewer", title, env=locale).returncode == 0
    made = program("claim", "a.revcase", title, env=locale)
    assert made.stderr == b""
    listed = program("claims", "a.revcase", "--json", env=locale)
    assert json.loads(listed.stdout.decode("utf-8"))[0]["text"] == title
    assert title.encode() in program("claims", "a.revcase", env=locale).stdout


def test_names_of_files_are_utf8_in_every_locale(program: Program, tmp_path: Path) -> None:
    locale = {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    program("new", "a.revcase")
    (tmp_path / "дом.pdf").write_bytes(builders.text_pdf(["a page"]))
    result = program("add", "a.revcase", "дом.pdf", "Ærlig.pdf", env=locale)
    assert [line.split("\t")[2] for line in result.stdout.decode("utf-8").splitlines()] == ["дом.pdf", "Ærlig.pdf"]
    assert "error: Ærlig.pdf: " in result.stderr.decode("utf-8")
    assert "“Ærlig.revcase”" in program("documents", "Ærlig.revcase", env=locale).stderr.decode("utf-8")


def test_a_held_lock_exits_3_naming_the_holder_and_reading_still_works(program: Program, tmp_path: Path) -> None:
    program("new", "a.revcase")
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            HOLD,
        ],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        refused = program("claim", "a.revcase", "x")
        assert (refused.returncode, refused.stdout) == (3, b"")
        assert "Ada Ö." in refused.stderr.decode()
        assert program("claims", "a.revcase").returncode == 0
    finally:
        holder.kill()
        holder.communicate()
    assert program("claim", "a.revcase", "x").returncode == 0, "the lock of a process that is gone is stale"


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_what_was_acknowledged_survives_a_kill_at_any_moment(tmp_path: Path, program: Program) -> None:
    program("new", "a.revcase")
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(12):
        (folder / f"{n}.pdf").write_bytes(builders.text_pdf([f"page of {n}"]))
    for acknowledged in (1, 3):
        adding = subprocess.Popen(
            [sys.executable, "-m", "reviewer", "add", "a.revcase", "in"],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
        assert adding.stdout is not None
        lines = [adding.stdout.readline().decode() for _ in range(acknowledged + len(json_ids(program)))]
        os.killpg(adding.pid, signal.SIGKILL)
        adding.communicate()
        ids = {line.split("\t")[1] for line in lines}
        assert ids <= json_ids(program)
        assert program("check", "a.revcase").returncode == 0
    claim = program("claim", "a.revcase", "after").stdout.decode().strip()
    assert claim
    assert program("search", "a.revcase", "page").returncode == 0


def json_ids(program: Program) -> set[str]:
    return {one["id"] for one in json.loads(program("documents", "a.revcase", "--json").stdout)}


def test_a_reader_that_stops_early_is_no_error(program: Program, tmp_path: Path) -> None:
    program("new", "a.revcase")
    for n in range(3):
        program("claim", "a.revcase", f"claim {n}")
    command = f'"{sys.executable}" -m reviewer journal a.revcase --json | head -c 1'
    result = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (result.returncode, result.stderr) == (0, b"")


@pytest.mark.parametrize(
    "words",
    [
        ("documents", "n" * 300),
        ("claim", "n" * 300, "said"),
        ("new", "n" * 300),
        ("new", "n" * 240 + ".revcase"),
        ("new", "absent/a.revcase"),
        ("check", "itself"),
        ("verify", "n" * 300),
        ("verify", "itself"),
        ("export", "a.revcase", "n" * 300),
        ("add", "a.revcase", "n" * 300),
        ("n" * 300,),
        ("itself",),
    ],
    ids=lambda words: " ".join(one[:12] for one in words),
)
def test_a_path_that_cannot_be_looked_at_is_an_error_in_words(program: Program, tmp_path: Path, words: tuple[str, ...]) -> None:
    program("new", "a.revcase")
    (tmp_path / "itself").symlink_to(tmp_path / "itself")
    before = sorted(tmp_path.iterdir())
    result = program(*words)
    assert result.returncode in {2, 3}
    assert result.stderr.startswith(b"error: ")
    assert b"fault" not in result.stderr
    assert b"where it lies" not in result.stderr, "nothing lies there"
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="for an account that permissions hold for")
def test_folders_that_may_not_be_entered_are_errors_in_words(program: Program, tmp_path: Path) -> None:
    program("new", "a.revcase")
    closed = tmp_path / "closed"
    closed.mkdir(mode=0)
    for words in (
        ("documents", "closed/a.revcase"),
        ("claim", "closed/a.revcase", "said"),
        ("new", "closed/a.revcase"),
        ("verify", "closed/pack"),
        ("export", "a.revcase", "closed/pack"),
        ("add", "a.revcase", "closed/a.pdf", "closed"),
        ("closed/a.pdf",),
    ):
        result = program(*words)
        assert result.returncode in {2, 3}, words
        assert b"fault" not in result.stderr, result.stderr


def piped(tmp_path: Path, words: str, into: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program in a shell, its result going somewhere else; the exit code is the program's."""
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", f'"{sys.executable}" -m reviewer {words} {into}'],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
        timeout=WAIT_S,
    )


def test_adding_goes_on_when_nobody_reads_the_lines_any_more(program: Program, tmp_path: Path) -> None:
    program("new", "a.revcase")
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(5):
        (folder / f"{n}.pdf").write_bytes(builders.text_pdf([f"page of {n}"]))
    result = piped(tmp_path, "add a.revcase in", "| head -n 1")
    assert (result.returncode, result.stderr) == (0, b"")
    assert len(json_ids(program)) == 5


@pytest.mark.parametrize("words", ["--help", "documents a.revcase"])
def test_results_that_nobody_reads_are_no_error(program: Program, tmp_path: Path, words: str) -> None:
    program("new", "a.revcase")
    result = piped(tmp_path, words, "| true")
    assert (result.returncode, result.stderr) == (0, b"")


def test_an_error_that_nobody_reads_keeps_its_exit_code(program: Program, tmp_path: Path) -> None:
    assert piped(tmp_path, "documents absent.revcase", "2>&1 | true").returncode == 3


def test_an_id_for_which_there_is_no_output_is_told_as_that(program: Program, tmp_path: Path) -> None:
    result = piped(tmp_path, "new a.revcase", ">&-")
    assert result.returncode == 3
    assert result.stderr.startswith(b"error: The result cannot be written: ")
    assert (tmp_path / "a.revcase").exists(), "the hint says that it is done"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux")
def test_a_result_that_cannot_be_written_is_told_as_that(program: Program, tmp_path: Path) -> None:
    program("new", "a.revcase")
    result = piped(tmp_path, "claim a.revcase said", ">/dev/full")
    assert result.returncode == 3
    assert result.stderr.startswith(b"error: The result cannot be written: No space left on device\nhint: ")
    assert b"said" in program("claims", "a.revcase").stdout, "the hint says that it is done"


def test_sentences_on_stderr_cannot_turn_round_what_a_terminal_shows(program: Program, tmp_path: Path) -> None:
    program("new", "a.revcase")
    (tmp_path / "x\u202efdp.exe").write_bytes(b"no document")
    (tmp_path / "x\x1b[2J.pdf").write_bytes(b"no document")
    result = program("add", "a.revcase", "x\u202efdp.exe", "x\x1b[2J.pdf")
    told = result.stderr.decode()
    assert result.returncode == 3
    assert "x‹U+202E›fdp.exe" in told
    assert "\u202e" not in told
    assert "\x1b" not in told + result.stdout.decode()


def test_reading_commands_load_neither_qt_nor_a_parser(tmp_path: Path, program: Program) -> None:
    program("new", "a.revcase")
    script = (
        "import sys; sys.argv = ['reviewer', 'documents', 'a.revcase']; from reviewer.__main__ import main; main()\n"
        "heavy = [n for n in sys.modules if n.split('.')[0] in ('PySide6', 'pymupdf', 'fitz', 'PIL', 'edtf', 'jinja2')]\n"
        "print(heavy)"
    )
    result = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert result.stdout == b"[]\n"
