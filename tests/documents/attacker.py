"""A process that is locked in as a worker is, or is not, and then tries one thing that a document may want of it.

    python -I -S attacker.py locked|free ATTACK

Ends with 0 where it got through, with 3 where the system refused; who runs it sees the signal that ended it otherwise.
"""

from __future__ import annotations

import ctypes
import mmap
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from reviewer.call_filter import this_machine
from reviewer.documents.lockdown import resource_limits
from reviewer.documents.lockdown.calls import READING
from reviewer.documents.lockdown.locking import Lock, Profile

REFUSED = 3
PTRACE_SEIZE = 0x4206
AT_FDCWD, AT_EMPTY_PATH = -100, 0x1000
PARENT = os.getppid()
KIB, GIB = 1024, 1024**3
NOBODY, FEW_THREADS = 65534, 50
BEYOND_ALL_CALLS = 600
OF_THE_KERNEL = {335, 336} if os.uname().machine == "x86_64" else set()
"""uretprobe and uprobe: no filter sees them, and they do something only where the kernel's own code makes them."""
FOREIGN = 0x4000_0000
"""From here on x86 has its calls once more, with other numbers of the same ones."""


def read_file() -> None:
    Path("/etc/passwd").read_bytes()


def write_file() -> None:
    fd = os.open(sys.argv[3], os.O_WRONLY | os.O_CREAT, 0o600)
    os.write(fd, b"here")


def network_socket() -> None:
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM)


def local_socket() -> None:
    socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)


def fork() -> None:
    if os.fork() == 0:
        os._exit(0)


def run_program() -> None:
    os.execv("/bin/true", ["true"])


def run_nameless_program() -> None:
    """Start a program that lies in memory: nothing that knows files by their names sees it."""
    fd = os.memfd_create("true")
    os.write(fd, Path("/bin/true").read_bytes() if sys.argv[1] == "free" else b"no program")
    os.execve(fd, ["true"], {})


def signal_parent() -> None:
    os.kill(PARENT, 0)


def trace_parent() -> None:
    if ctypes.CDLL(None, use_errno=True).ptrace(PTRACE_SEIZE, PARENT, None, None):
        raise OSError(ctypes.get_errno(), "ptrace")


def shrink_parent() -> None:
    import resource

    resource.prlimit(PARENT, resource.RLIMIT_CORE, resource.prlimit(PARENT, resource.RLIMIT_CORE))


def much_memory() -> None:
    resource_limits.limit_memory(KIB)  # as when a document has come
    mmap.mmap(-1, 3 * GIB)


def writable_code() -> None:
    mmap.mmap(-1, KIB, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)


def code_made_executable() -> None:
    library = ctypes.CDLL(None, use_errno=True)
    page = mmap.mmap(-1, mmap.PAGESIZE)
    address = ctypes.addressof(ctypes.c_char.from_buffer(page))
    if library.mprotect(ctypes.c_void_p(address), mmap.PAGESIZE, mmap.PROT_READ | mmap.PROT_EXEC):
        raise OSError(ctypes.get_errno(), "mprotect")


def spin() -> None:
    while True:
        pass


def look_for_file() -> None:
    Path("/etc/passwd").stat()


def look_for_file_another_way() -> None:
    room = ctypes.create_string_buffer(KIB)
    if ctypes.CDLL(None, use_errno=True).fstatat(AT_FDCWD, b"/etc/passwd", room, AT_EMPTY_PATH):
        raise OSError(ctypes.get_errno(), "fstatat")


def thread() -> None:
    one = threading.Thread(target=lambda: None)
    one.start()
    one.join()


def many_threads() -> None:
    threading.stack_size(64 * KIB)
    never = threading.Event()
    for _ in range(4 * FEW_THREADS):
        threading.Thread(target=never.wait, daemon=True).start()


def sweep() -> None:
    """Try every system call that reading never takes, each in a locked process of its own; say which did not end the process."""
    machine = this_machine()
    assert machine is not None
    known = {number for number, _ in READING.on(machine)} | OF_THE_KERNEL
    foreign = [FOREIGN + number for number in sorted(known)] if os.uname().machine == "x86_64" else []
    call, lock = ctypes.CDLL(None).syscall, Lock(Profile.READING)
    for number in [one for one in range(BEYOND_ALL_CALLS) if one not in known] + foreign:
        pid = os.fork()
        if pid == 0:
            lock.close()
            call(ctypes.c_long(number), *[ctypes.c_long(0)] * 6)
            os._exit(0)
        status = os.waitpid(pid, 0)[1]
        if not os.WIFSIGNALED(status) or os.WTERMSIG(status) != signal.SIGSYS:
            os.write(1, b"%d " % number)


def harmed_memory() -> None:
    """No attack, but what a damaged file makes of a parser: the C library finds out, says so, and ends the process."""
    library = ctypes.CDLL(None)
    library.malloc.restype, library.free.argtypes = ctypes.c_void_p, (ctypes.c_void_p,)
    place = library.malloc(4 * KIB)
    library.free(place)
    library.free(place)


ATTACKS: dict[str, Callable[[], None]] = {
    one.__name__: one
    for one in (
        read_file,
        write_file,
        network_socket,
        local_socket,
        fork,
        run_program,
        run_nameless_program,
        signal_parent,
        trace_parent,
        shrink_parent,
        much_memory,
        writable_code,
        code_made_executable,
        spin,
        look_for_file,
        look_for_file_another_way,
        thread,
        many_threads,
        sweep,
        harmed_memory,
    )
}


def main() -> None:
    how, name = sys.argv[1:3]
    resource_limits.CPU_S = 1
    resource_limits.MOST_TASKS = FEW_THREADS
    if how in {"locked", "recognising"}:
        lock = Lock(Profile.RECOGNISING if how == "recognising" else Profile.READING)
        if name == "many_threads" and os.geteuid() == 0:
            os.setresuid(NOBODY, NOBODY, NOBODY)  # an administrator's are not counted
        lock.close()
    else:
        resource_limits.limit_memory = lambda _mapped: None
    try:
        ATTACKS[name]()
    except (OSError, MemoryError, RuntimeError):  # the last is a thread that cannot be made
        os._exit(REFUSED)
    os._exit(0)


if __name__ == "__main__":
    main()
