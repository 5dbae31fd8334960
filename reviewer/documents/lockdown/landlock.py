"""Landlock: the worker may open no file by name, whatever is asked and whoever asks.

Owns the ruleset, which has no rules: everything it can handle is forbidden. A rule may be made of each file that is read on,
which what recognises text may need (`parsing/recognition/built_in`): of the file, never of its folder, which may be a whole
home. Descriptors that were lent stay usable, and a file's name, size and times can still be asked for (`namespaces` leaves no
folder to ask in). Source: landlock(7), Linux 5.13 or later.
"""

from __future__ import annotations

import ctypes
import os
import struct
from typing import TYPE_CHECKING

from reviewer.documents.lockdown.system import Kernel

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

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


class Rules:
    """A set of rules: none, but for a few files that are read. Made before the fork: a worker only puts it in force.

    Raises:
        OSError: The kernel has no Landlock, or it is switched off.

    """

    def __init__(self, kernel: Kernel, readable: Sequence[Path] = ()) -> None:
        version = kernel.call(_CREATE_RULESET, 0, 0, _ASK_VERSION)
        handled = struct.pack(
            "<QQQ",
            (1 << _FILES.get(version, _MOST_FILES)) - 1,
            _TCP if version >= _WITH_TCP else 0,
            _SIGNALS_AND_ABSTRACT_SOCKETS if version >= _WITH_SCOPES else 0,
        )
        known = 24 if version >= _WITH_SCOPES else 16 if version >= _WITH_TCP else 8  # an older kernel takes no longer one
        kept = ctypes.create_string_buffer(handled, len(handled))
        self._kernel = kernel
        self._ruleset = kernel.call(_CREATE_RULESET, ctypes.addressof(kept), known, 0)
        try:
            for one in readable:
                self._allow_reading(one)
        except OSError:
            self.close()
            raise

    def forbid_files(self) -> None:
        """Take all access to other files away from this process, for good. It must have given up new privileges.

        Raises:
            OSError: The kernel refuses it.

        """
        self._kernel.call(_RESTRICT_SELF, self._ruleset, 0)

    def close(self) -> None:
        """Let go of the set: who is held by it does not need it."""
        os.close(self._ruleset)

    def _allow_reading(self, file: Path) -> None:
        beneath = os.open(file, os.O_PATH | os.O_CLOEXEC)
        try:
            rule = ctypes.create_string_buffer(struct.pack("=Qi", _READ_FILE, beneath))
            self._kernel.call(_ADD_RULE, self._ruleset, _BENEATH, ctypes.addressof(rule), 0)
        finally:
            os.close(beneath)
