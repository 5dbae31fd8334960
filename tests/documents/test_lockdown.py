"""What a document that takes its parser over can do: nothing, where a process that is not locked in can do it all."""

from __future__ import annotations

import ctypes
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from reviewer.call_filter import MACHINES
from reviewer.documents.client import OpenDocument, Source, Workers
from reviewer.documents.lockdown import calls
from reviewer.documents.lockdown.controls import Control, Held
from reviewer.documents.lockdown.windows import ExtendedLimits
from reviewer.documents.parsing import warming
from tests import builders
from tests.documents.attacker import REFUSED
from tests.documents.conftest import PATIENCE_S, looks_into_a_worker

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the locks of Linux")

ATTACKER = Path(__file__).with_name("attacker.py")
ROOT = ATTACKER.parents[2]
MAKE_NAMESPACES = "import ctypes; raise SystemExit(ctypes.CDLL(None).unshare(0x50000000))"
STOPPED = -signal.SIGSYS

ATTACKS = {
    "read_file": REFUSED,
    "write_file": REFUSED,
    "network_socket": STOPPED,
    "local_socket": STOPPED,
    "fork": REFUSED,
    "run_program": STOPPED,
    "run_nameless_program": STOPPED,
    "signal_parent": STOPPED,
    "trace_parent": STOPPED,
    "shrink_parent": REFUSED,
    "much_memory": REFUSED,
    "many_threads": REFUSED,
    "writable_code": REFUSED,
    "code_made_executable": REFUSED,
    "spin": -signal.SIGKILL,
    "look_for_file": REFUSED,
    "look_for_file_another_way": REFUSED,
}


def attack(how: str, name: str, place: Path, seconds: float = PATIENCE_S) -> int:
    command = [sys.executable, "-I", "-S", str(ATTACKER), how, name, str(place / "written")]
    return subprocess.run(command, check=False, timeout=seconds, stderr=subprocess.DEVNULL).returncode


def may_make_namespaces() -> bool:
    return subprocess.run([sys.executable, "-c", MAKE_NAMESPACES], check=False).returncode == 0


@pytest.mark.parametrize(("name", "end"), ATTACKS.items())
def test_an_attack_gets_nowhere_from_a_locked_process(name: str, end: int, tmp_path: Path) -> None:
    if name == "look_for_file_another_way" and not may_make_namespaces():
        pytest.skip("only a root folder of one's own hides that a file is there")
    assert attack("locked", name, tmp_path) == end
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", [one for one in ATTACKS if one != "spin"])
def test_the_same_attack_gets_through_where_nothing_is_locked(name: str, tmp_path: Path) -> None:
    if name == "trace_parent" and os.geteuid():
        pytest.skip("only an administrator may do this on some systems")
    assert attack("free", name, tmp_path) == 0


READ_ON = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from reviewer.documents.lockdown.locking import Lock, Profile
lent, other = Path(sys.argv[2]), Path(sys.argv[3])
Lock(Profile.RECOGNISING, (lent,)).close()
lent.open("rb").close()
try:
    other.open("rb").close()
except OSError:
    raise SystemExit(0)
raise SystemExit("the file beside it too")
"""


def test_a_worker_that_reads_a_file_on_reads_none_beside_it(tmp_path: Path) -> None:
    for name in ("eng.traineddata", "letter.txt"):
        (tmp_path / name).write_bytes(b"words")
    names = (str(ROOT), str(tmp_path / "eng.traineddata"), str(tmp_path / "letter.txt"))
    ended = subprocess.run([sys.executable, "-I", "-S", "-c", READ_ON, *names], check=False, timeout=PATIENCE_S)
    assert ended.returncode == 0


def test_who_computes_for_ever_goes_on_where_nothing_is_locked(tmp_path: Path) -> None:
    with pytest.raises(subprocess.TimeoutExpired):
        attack("free", "spin", tmp_path, seconds=3)


def test_every_system_call_that_is_not_on_the_list_ends_the_process() -> None:
    command = [sys.executable, "-I", "-S", str(ATTACKER), "free", "sweep"]
    told = subprocess.run(command, check=True, timeout=PATIENCE_S, capture_output=True, text=True)
    assert told.stdout.split() == []


HEADERS = {"x86_64": Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"), "aarch64": Path("/usr/include/asm-generic/unistd.h")}
"""The kernel's own tables of its calls, where they are installed; aarch64 takes those that are alike on all newer machines."""

OTHERWISE = {"newfstatat": "fstatat"}
"""What aarch64's table calls some."""


@pytest.mark.parametrize("machine", HEADERS)
def test_the_numbers_of_calls_are_the_kernels(machine: str) -> None:
    if not HEADERS[machine].exists():
        pytest.skip("the kernel's headers are not installed")
    defined = re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", HEADERS[machine].read_text())
    numbers = {name: int(number) for name, number in reversed(defined)}
    rows = re.findall(r"^    \((\d+), (-?\d+), .*?\),  # (\w+)", Path(calls.__file__).read_text(), re.MULTILINE)
    assert len(rows) == len(calls._READING)
    column = list(HEADERS).index(machine)
    for row in rows:
        name = row[2] if row[2] in numbers else OTHERWISE.get(row[2], row[2])
        assert numbers.get(name, -1) == int(row[column]), name
    known = MACHINES[machine]
    assert (known.socket, known.seccomp, known.capset) == (numbers["socket"], numbers["seccomp"], numbers["capset"])


def test_a_thread_can_still_be_made_since_decoding_heic_takes_one(tmp_path: Path) -> None:
    assert attack("locked", "thread", tmp_path) == 0


def test_memory_that_is_harmed_is_told_from_what_the_sandbox_forbids(tmp_path: Path) -> None:
    assert attack("free", "harmed_memory", tmp_path) == -signal.SIGABRT
    assert attack("locked", "harmed_memory", tmp_path) in {-signal.SIGABRT, -signal.SIGSEGV}


def test_every_codec_that_parsing_names_is_loaded_before_a_worker_is_locked_in() -> None:
    named = re.compile(r'(?:de|en)code\(\s*"([\w-]+)"(?: if [^"]*?else "([\w-]+)")?')
    sources = [one.read_text(encoding="utf-8") for one in (ROOT / "reviewer" / "documents").rglob("*.py")]
    wanted = {name for source in sources for found in named.findall(source) for name in found if name}
    assert wanted >= {"utf-16", "ascii"}
    assert wanted <= set(warming.CODECS)


def test_a_process_of_several_threads_is_not_called_locked_in() -> None:
    code = (
        "import sys, threading, time; sys.path.insert(0, sys.argv[1]); "
        "from reviewer.documents.lockdown.locking import Lock, Profile; "
        "threading.Thread(target=time.sleep, args=(60,), daemon=True).start(); "
        "print(Lock(Profile.READING).close())"
    )
    told = subprocess.run([sys.executable, "-I", "-S", "-c", code, str(ATTACKER.parents[2])], check=True, capture_output=True)
    assert told.stdout.strip() == b"0"


def test_what_windows_is_told_of_a_job_has_the_size_that_its_documentation_says() -> None:
    assert ctypes.sizeof(ExtendedLimits) == 144


def facts(pid: int) -> dict[str, str]:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}


def opened(workers: Workers) -> OpenDocument:
    with Source.from_bytes(builders.text_pdf(builders.REGISTER)) as source:
        return workers.open(source).result(PATIENCE_S)


@pytest.mark.parametrize("asked", ["drawn", "read"])
def test_every_worker_is_locked_in_also_the_first_that_only_draws(asked: str, workers: Workers) -> None:
    document = opened(workers)
    if asked == "read":
        document.text(0).result(PATIENCE_S)
    told = facts(document.worker_pid)
    assert (told["Seccomp"], told["NoNewPrivs"], told["CapEff"]) == ("2", "1", "0" * 16)
    assert told["Threads"] == "1"  # a control binds only the thread that asks for it
    document.close()


def test_a_worker_says_what_holds_it(workers: Workers) -> None:
    seen: list[Held] = []
    document = opened(workers)
    document._lane.admit = seen.append
    os.kill(document.worker_pid, signal.SIGKILL)
    document.pages().result(PATIENCE_S)
    always = Control.LIMITS | Control.PRIVILEGES | Control.CALLS
    assert [held & always for held in seen] == [always]


@looks_into_a_worker
def test_a_worker_holds_no_other_workers_socket(workers: Workers) -> None:
    first, second = opened(workers), opened(workers)
    for document in (first, second):
        links = [os.readlink(one) for one in Path(f"/proc/{document.worker_pid}/fd").iterdir()]  # noqa: PTH115
        assert sum(one.startswith("socket:") for one in links) <= 1, links


def test_no_process_of_workers_can_make_a_network_socket_its_parent_included(workers: Workers) -> None:
    document = opened(workers)
    parent = int(facts(document.worker_pid)["PPid"])
    if parent == os.getpid():
        pytest.skip("workers on pipes have no parent of their own")
    assert (facts(parent)["Seccomp"], facts(parent)["NoNewPrivs"]) == ("2", "1")
    document.close()
