"""Opening a file to read its bytes, whatever they are, and the sentences for why that fails.

Owns the way into a file: never a folder, a device or a pipe, and never waiting for one. Must not look at what the bytes mean.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from reviewer import locked_files
from reviewer.errors import DocumentError
from reviewer.i18n import tr


def open_regular(path: Path) -> int:
    """Open a file for reading without ever waiting for a pipe's writer or touching a device.

    Returns:
        A descriptor, which the caller closes.

    Raises:
        DocumentError: It is a folder, a device or a pipe, or a case that is open.
        OSError: It is not there, or cannot be read: see `unreadable`.

    """
    if "\0" in str(path):  # no file has such a name, and Python would not even ask for it
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
    if stat.S_ISDIR(path.stat().st_mode):
        raise DocumentError(tr("It is a folder, not a document"), tr("Choose the documents in it."))
    try:
        fd = locked_files.open_unheld(path)
    except locked_files.HeldFileError as error:
        hint = tr("Documents are added to a case; a case is opened.")
        raise DocumentError(tr("It is a case that is open, not a document"), hint) from error
    if stat.S_ISREG(os.fstat(fd).st_mode):
        return fd
    os.close(fd)
    raise DocumentError(tr("It is not a file but a device or a pipe"), tr("Save the document to a file first."))


def unreadable(error: OSError) -> DocumentError:
    """Return what a failure to open or read a file means."""
    match error.errno:
        case errno.ENOENT | errno.ENOTDIR:
            return DocumentError(tr("There is no such file"), tr("Check the name; it may have been moved."))
        case errno.EACCES | errno.EPERM:
            return DocumentError(
                tr("You are not allowed to read the file"), tr("Ask its owner, or copy it to a folder of your own.")
            )
        case errno.ENOMEM | errno.ENOSPC:
            return DocumentError(tr("There is not enough memory for the document"), tr("Close other programs and try again."))
        case _:
            return DocumentError(
                tr("The file could not be read"),
                tr("The disk or the connection to it may be failing; copy the file and try again."),
            )


def changed_meanwhile() -> DocumentError:
    """Return the error for a file that was written to while it was read."""
    return DocumentError(tr("The document changed while it was being read"), tr("Try again."))
