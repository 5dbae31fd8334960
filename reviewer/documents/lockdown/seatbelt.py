"""macOS's own sandbox: nothing is allowed but to compute and to use what is open already.

Untried here: written from what is known of it (Chromium and Firefox lock their renderers in so), never run by us. The window says
"Not verified on this system" for that. Apple calls the function deprecated, and has no other for programs from outside its store.
Source: sandbox_init(3).
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Sequence
from pathlib import Path

_PROFILE = "(version 1)(deny default)(allow sysctl-read)"
"""What is asked of the system before an allocation is no secret; all else that a worker needs, it has open."""

_READABLE = '(allow file-read* (literal "{file}"))'


def lock_in(readable: Sequence[Path] = ()) -> None:
    """Lock this process in, for good, but for reading a few files.

    Raises:
        OSError: The system refuses.

    """
    library = ctypes.CDLL(None)
    said = ctypes.c_char_p()
    names = dict.fromkeys(str(name) for one in readable for name in (one, one.resolve()))
    rule = "".join(_READABLE.format(file=name.replace("\\", "\\\\").replace('"', '\\"')) for name in names)
    if library.sandbox_init(ctypes.c_char_p(os.fsencode(_PROFILE + rule)), ctypes.c_uint64(0), ctypes.byref(said)):
        raise OSError("no sandbox")
