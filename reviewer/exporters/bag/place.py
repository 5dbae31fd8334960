"""Where a pack goes: what may stand there already, a staging folder beside it, and the rename that makes it appear whole.

Owns every rule about overwriting. When anything fails, what stood at the place stands there still; the staging folder and what it
holds, an old pack included, are removed last. Who is killed between the two renames of `appear` leaves the old pack whole in the
staging folder, from where the next export to the same name puts it back: not every system can exchange two folders at once.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reviewer.errors import PackError
from reviewer.exporters.bag import leftovers
from reviewer.exporters.bag.tag_files import is_ours, unlisted
from reviewer.exporters.plan.names import folder_name
from reviewer.model.neutral import one_line
from reviewer.store.file.renaming import rename_to_free

SHOWN = 3
"""Files of somebody else's that are named before the rest are counted."""

_FULL = {errno.ENOSPC, errno.EDQUOT}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


class Place:
    """The folder or .zip that a pack is to become.

    Attributes:
        out: Its path, links followed.
        is_zip: Whether it is to be a .zip.
        folder: The name of the folder inside the .zip.

    """

    def __init__(self, out: Path) -> None:
        if "\0" in str(out):
            raise PackError("The name of the pack has a character in it that no file name can have", "Choose another name.")
        if out.name.lower() == ".zip":
            raise PackError("The pack has no name", "Write one before .zip.")
        self.is_zip = out.suffix.lower() == ".zip"
        self.folder = folder_name(out.stem)
        self.out = Path(os.path.realpath(out))

    def clear_leftovers(self) -> None:
        """Finish what an export to this place that was killed could not: see `leftovers`.

        Raises:
            PackError: A pack that it had moved out of the way cannot be put back.

        """
        with explained(self.out):
            leftovers.clear(self.out)

    def check(self, *, force: bool) -> None:
        """Refuse a place that is taken or cannot be written to.

        Raises:
            PackError: With the reason; nothing was touched.

        """
        out = self.out
        with explained(out):
            if not out.parent.is_dir():
                raise PackError(f"There is no folder {out.parent}", "Make the folder first, or choose another place.")
            if not os.path.lexists(out) or self._is_empty_folder():
                return
            self._check_kind()
            if not is_ours(out):
                raise PackError(f"{out} is there already, and is not a pack of this program", "Choose another name.")
            if not force:
                raise PackError(
                    f"{out} is there already",
                    "Choose another name, or say that it may be replaced (--force on the command line).",
                )
            self._check_nothing_is_lost()

    def _is_empty_folder(self) -> bool:
        return not self.is_zip and self.out.is_dir() and not any(self.out.iterdir())

    def _check_nothing_is_lost(self) -> None:
        """Refuse to replace a folder that holds more than we put there: it is somebody's."""
        others = [] if self.is_zip else unlisted(self.out)
        if others:
            more = f" and {len(others) - SHOWN} more" if len(others) > SHOWN else ""
            names = ", ".join(map(one_line, others[:SHOWN]))
            raise PackError(
                f"{self.out} holds files that are no part of the pack: {names}{more}",
                "Move them away, or choose another name; nothing was replaced.",
            )

    def _check_kind(self) -> None:
        if self.is_zip and not self.out.is_file():
            raise PackError(f"{self.out} is not a file, so no .zip can take its place", "Choose another name.")
        if not self.is_zip and not self.out.is_dir():
            raise PackError(f"{self.out} is not a folder", "Choose another name, or end it in .zip to write a .zip file.")

    @contextmanager
    def staging(self) -> Iterator[Path]:
        """Make a hidden folder beside the place, and remove it in the end, whatever happens."""
        with explained(self.out):
            folder = leftovers.make_folder(self.out)
            try:
                yield folder
            finally:
                if not os.path.lexists(folder / leftovers.OLD):
                    leftovers.remove(folder)

    def appear(self, ready: Path, staging: Path, *, force: bool) -> None:
        """Rename the finished pack into its place; one of ours that stands there moves into the staging folder first.

        Raises:
            PackError: Something has come to stand there meanwhile; it stays.

        """
        with explained(self.out):
            self.check(force=force)
            old = staging / leftovers.OLD
            was_empty = self._is_empty_folder()
            if was_empty:
                self.out.rmdir()
            elif os.path.lexists(self.out):
                self.out.rename(old)
            try:
                rename_to_free(ready, self.out)
            except OSError as error:
                kept = self._put_back(old)
                if error.errno in leftovers.TAKEN:
                    raise _taken(self.out, kept) from error
                if was_empty:
                    self.out.mkdir()
                raise
            leftovers.discard(old)

    def _put_back(self, old: Path) -> Path | None:
        """Give an old pack its name back, or one beside it where something else stands there now; return its new name, if any.

        Raises:
            PackError: It cannot be renamed. It stays where it is; a later export to the same name puts it back.

        """
        if not os.path.lexists(old):
            return None
        try:
            return leftovers.put_back(old, self.out)
        except OSError as error:
            raise PackError(
                f"The pack could not be written, and the one that stood there cannot be put back: it is {old}",
                "Give it its name back by hand, or start the program anew and export again once the disk can be written to.",
            ) from error


def _taken(out: Path, kept: Path | None) -> PackError:
    said = f"Something has come to stand at {out} while the pack was written. It stays"
    if kept is not None:
        said += f"; the pack that stood there before is now {kept.name}"
    return PackError(said, "Choose another name.")


@contextmanager
def explained(out: Path) -> Iterator[None]:
    """Turn what the system refuses while a pack is written into a sentence."""
    try:
        yield
    except OSError as error:
        raise PackError(*_sentence(error, out)) from error


def _sentence(error: OSError, out: Path) -> tuple[str, str]:
    if error.errno in _FULL:
        return f"The disk that holds {out.parent} is full; nothing was written", "Make room, or choose another disk."
    if error.errno in _FORBIDDEN:
        return f"The folder {out.parent} cannot be written to; nothing was written", "Choose a folder that you may write to."
    if error.errno == errno.ENAMETOOLONG:
        return "The name of the pack is too long for this disk; nothing was written", "Choose a shorter name."
    if error.errno == errno.EBUSY:
        return f"{out} is a drive or in use, and cannot be replaced; nothing was written", "Choose a new folder inside it."
    why = error.strerror or type(error).__name__
    return f"The pack could not be written to {out}: {why}; nothing was written", "Choose another place, or try again."
