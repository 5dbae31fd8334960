"""A new file that is put into its place whole: made in a hidden folder beside it, where a killed run's leavings are known.

Owns that nothing which lies at the place is ever replaced, and that nothing is left behind where the making fails.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reviewer.errors import PrintError, ReviewerError
from reviewer.i18n import tr
from reviewer.model.neutral import inserted
from reviewer.store.file import hidden_folder
from reviewer.store.file.renaming import rename_to_free

_PREFIX = ".print-"


@contextmanager
def made_beside(out: Path, refusal: type[ReviewerError] = PrintError) -> Iterator[Path]:
    """Yield where to write a file that takes the place `out` when the block has ended without an error.

    Raises:
        ReviewerError: Of the kind `refusal`. It cannot be written there, or something lies there by now.

    """
    try:
        if os.path.lexists(out):  # said before the work, not after it
            raise FileExistsError(out)
        _clear(out)
        folder = hidden_folder.make(out, _PREFIX)
    except OSError as error:
        raise _refusal(out, error, refusal) from error
    try:
        made = folder / "made.pdf"
        yield made
        try:
            rename_to_free(made, out)
        except OSError as error:
            raise _refusal(out, error, refusal) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _clear(out: Path) -> None:
    """Remove what killed runs left beside the place."""
    for folder, _name in hidden_folder.left(out, _PREFIX):
        shutil.rmtree(folder, ignore_errors=True)


def _refusal(out: Path, error: OSError, refusal: type[ReviewerError]) -> ReviewerError:
    name = inserted(out.name)
    if isinstance(error, FileExistsError):
        return refusal(tr("There is something called {name} already").format(name=name), tr("Choose another name."))
    if error.errno == errno.ENOSPC:
        return refusal(tr("{name} could not be written: the disk is full").format(name=name), tr("Choose another place."))
    return refusal(
        tr("{name} could not be written there").format(name=name),
        tr("See whether the folder may be written to, or choose another."),
    )
