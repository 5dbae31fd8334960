"""Runs a program on a Linux that lacks some of what locks workers in: the kernel refuses it, as an older or hardened one does.

    python tests/hindered.py seccomp,landlock,namespaces PROGRAM WORDS...

The program knows nothing of it and has no switch for it: this is the one way in which the tests make a control fail.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
import sys

CONTROLS = ("seccomp", "landlock", "namespaces", "pidfd")
PIDFD_OPEN = 434  # on every machine
NUMBERS = {"x86_64": (157, 444, 272), "aarch64": (167, 444, 97)}  # prctl, landlock_create_ruleset, unshare
PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS, MODE_FILTER = 22, 38, 2
LOAD, EQUAL, RETURN = 0x20, 0x15, 0x06
ALLOW, REFUSE = 0x7FFF0000, 0x00050000


def instructions(names: list[str]) -> list[tuple[int, int, int, int]]:
    prctl, create_ruleset, unshare = NUMBERS[os.uname().machine]
    made = [(LOAD, 0, 0, 0)]
    if "landlock" in names:
        made += [(EQUAL, 0, 1, create_ruleset), (RETURN, 0, 0, REFUSE | errno.EOPNOTSUPP)]
    if "namespaces" in names:
        made += [(EQUAL, 0, 1, unshare), (RETURN, 0, 0, REFUSE | errno.EPERM)]
    if "pidfd" in names:
        made += [(EQUAL, 0, 1, PIDFD_OPEN), (RETURN, 0, 0, REFUSE | errno.ENOSYS)]
    if "seccomp" in names:
        made += [(EQUAL, 0, 3, prctl), (LOAD, 0, 0, 16), (EQUAL, 0, 1, PR_SET_SECCOMP), (RETURN, 0, 0, REFUSE | errno.EINVAL)]
    return [*made, (RETURN, 0, 0, ALLOW)]


def main() -> None:
    names = sys.argv[1].split(",")
    program = b"".join(struct.pack("<HBBI", *one) for one in instructions(names))
    kept = ctypes.create_string_buffer(program, len(program))
    library = ctypes.CDLL(None, use_errno=True)
    head = struct.pack("@HP", len(program) // 8, ctypes.addressof(kept))
    zeros = [ctypes.c_ulong(0)] * 2
    assert library.prctl(PR_SET_NO_NEW_PRIVS, ctypes.c_ulong(1), *zeros, *zeros[:1]) == 0
    assert library.prctl(PR_SET_SECCOMP, ctypes.c_ulong(MODE_FILTER), head, *zeros) == 0
    os.execv(sys.argv[2], sys.argv[2:])


if __name__ == "__main__":
    main()
