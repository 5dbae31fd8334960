"""Landlock: the worker may open no file by name, whatever is asked and whoever asks.

Owns the ruleset, which has no rules: everything it can handle is forbidden. One may be made of a folder in which files are read,
which what recognises text may need (`parsing/recognition/built_in`). Descriptors that were lent stay usable, and a file's
name, size and times can still be asked for (`namespaces` leaves no folder to ask in). Source: landlock(7), Linux 5.13 or later.
"""

from __future__ import annotations

import os
import struct
from pathlib import Path

from reviewer.documents.lockdown.system import Kernel

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # alike on all architectures
_BENEATH = 1
_READ_FILE = 1 << 2
_ASK_VERSION = 1

_FILES = {1: 13, 2: 14, 3: 15, 4: 15}
"""How many kinds of access to files a version knows: the lowest so many bits."""
_MOST_FILES = 16
_TCP = 0b11  # bind and connect
_SIGNALS_AND_ABSTRACT_SOCKETS = 0b11
_WITH_TCP, _WITH_SCOPES = 4, 6


def forbid_files(kernel: Kernel, readable: Path | None = None) -> None:
    """Take all access to files away from this process, for good, but for reading them in one folder. No new privileges first.

    Raises:
        OSError: The kernel has no Landlock, or it is switched off.

    """
    version = kernel.call(_CREATE_RULESET, 0, 0, _ASK_VERSION)
    handled = struct.pack(
        "<QQQ",
        (1 << _FILES.get(version, _MOST_FILES)) - 1,
        _TCP if version >= _WITH_TCP else 0,
        _SIGNALS_AND_ABSTRACT_SOCKETS if version >= _WITH_SCOPES else 0,
    )
    known = 24 if version >= _WITH_SCOPES else 16 if version >= _WITH_TCP else 8  # an older kernel takes no longer one
    ruleset = kernel.call(_CREATE_RULESET, handled[:known], known, 0)
    try:
        if readable is not None:
            _allow_reading(kernel, ruleset, readable)
        kernel.call(_RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)


def _allow_reading(kernel: Kernel, ruleset: int, folder: Path) -> None:
    beneath = os.open(folder, os.O_PATH | os.O_CLOEXEC)
    try:
        kernel.call(_ADD_RULE, ruleset, _BENEATH, struct.pack("=Qi", _READ_FILE, beneath), 0)
    finally:
        os.close(beneath)
