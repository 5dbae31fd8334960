"""What the system says of a file, by which it shows at once whether anybody wrote to it since its bytes were hashed.

Owns which of a file's facts count. A stamp that is the same spares reading the bytes again; it never stands for a checksum.
"""

from __future__ import annotations

import os
from typing import NamedTuple, Self


class FileStamp(NamedTuple):
    """A file's identity and the times of its last changes.

    Attributes:
        device: Which disk it lies on.
        inode: Which file of that disk it is, whatever it is called.
        size: In bytes.
        modified_ns: When its bytes were written last, in nanoseconds since 1970; whoever may write to it can set it.
        changed_ns: When anything about it was changed last; the system sets it, and nobody can set it back.

    """

    device: int
    inode: int
    size: int
    modified_ns: int
    changed_ns: int

    @classmethod
    def of(cls, fd: int) -> Self:
        """Return the stamp of an open file.

        Raises:
            OSError: The disk does not answer.

        """
        status = os.fstat(fd)
        return cls(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
