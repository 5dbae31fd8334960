"""Remembers which states of cases this machine made, so that a case from elsewhere is known as one.

Owns the machine's key and, beside it, two small files a case. They are named by an HMAC of the case's id. Each line of the one is
an HMAC of id and journal head, the other is one of how the case's file was left: without the key and the case itself they say
nothing, neither title nor id nor place. Lines are added at the end and flushed to the disk, so that two programs at work on
copies of one case do not lose each other's.

Nothing here stops work: where the folder cannot be read or written, cases count as from elsewhere, and the log says so once.
"""

from __future__ import annotations

import os
import threading
from pathlib import Path

from reviewer.log import logger
from reviewer.settings.small_file import alone, write_first, write_whole

MOST_CASES = 400
"""Cases that are remembered; the one that was changed longest ago is forgotten first."""

MOST_STATES = 8_000
"""States of one case that are remembered at most; beyond, the older half is forgotten. Copies of the others are known still."""

KEY_BYTES = 32
_DIGITS = 32
_LINE = _DIGITS + 2

_log = logger(__name__)


class CaseSeals:
    """What this machine's account remembers of cases. May be used on any thread, and by several programs at once."""

    def __init__(self, folder: Path) -> None:
        """Remember in `folder`, that of the settings; nothing is read or made until it is needed."""
        self._key_file = folder / "case-key"
        self._folder = folder / "known-cases"
        self._files = folder / "known-files"
        self._guard = threading.Lock()
        self._key = b""
        self._told = False

    def knows(self, case: str, head: str) -> bool:
        """Tell whether the case was made as it is by this machine.

        Args:
            case: The case's id.
            head: The hash of its newest journal entry.

        """
        with self._guard:
            try:
                key = self._read_key()
                return bool(key) and _mac(key, "head", case, head) in (self._folder / _name(key, case)).read_bytes().split()
            except FileNotFoundError:
                return False
            except OSError as error:
                self._tell(error)
                return False

    def keep(self, case: str, head: str) -> None:
        """Remember a state that this machine makes. It is on the disk when this returns, where it can be written at all."""
        with self._guard:
            try:
                key = self._read_key() or self._make_key()
                self._add(self._folder / _name(key, case), _mac(key, "head", case, head))
            except OSError as error:
                self._tell(error)

    def knows_file(self, case: str, file: str) -> bool:
        """Tell whether this is how this machine last left a file of the case.

        Args:
            case: The case's id.
            file: What tells the file from a changed one.

        """
        with self._guard:
            try:
                key = self._read_key()
                return bool(key) and _mac(key, "file", case, file) == (self._files / _name(key, case)).read_bytes()[:_DIGITS]
            except FileNotFoundError:
                return False
            except OSError as error:
                self._tell(error)
                return False

    def keep_file(self, case: str, file: str) -> None:
        """Remember how a file of the case is left; not flushed, since all that can be lost is the time to make an index."""
        with self._guard:
            try:
                key = self._read_key() or self._make_key()
                place = self._files / _name(key, case)
                if not place.exists():
                    _make_room(self._files)
                with open(place, "wb", buffering=0, opener=_written_over) as kept:
                    kept.write(_mac(key, "file", case, file))
            except OSError as error:
                self._tell(error)

    def _add(self, file: Path, seal: bytes) -> None:
        with alone(self._key_file):  # made anew now and then, and another program's lines must not go with the old file
            self._add_line(file, seal)

    def _add_line(self, file: Path, seal: bytes) -> None:
        is_new = not file.exists()
        if is_new:
            _make_room(self._folder)
        elif file.stat().st_size > MOST_STATES * _LINE:
            write_whole(file, b"\n".join(file.read_bytes().split()[-MOST_STATES // 2 :]) + b"\n")
        with open(file, "ab", buffering=0, opener=_private) as lines:
            if lines.write(b"\n" + seal + b"\n") != _LINE:  # the first break ends a line that was cut short
                raise OSError("a line was cut short")
            os.fsync(lines.fileno())
        if is_new:
            _flush_folder(self._folder)

    def _read_key(self) -> bytes:
        """Return the key, or nothing where there is none yet or it is damaged."""
        if not self._key:
            try:
                found = self._key_file.read_bytes()
            except FileNotFoundError:
                return b""
            self._key = found if len(found) == KEY_BYTES else b""
        return self._key

    def _make_key(self) -> bytes:
        made = os.urandom(KEY_BYTES)
        write_first(self._key_file, made)
        if not self._read_key():  # a damaged one was there
            write_whole(self._key_file, made)
        return self._read_key()

    def _tell(self, error: OSError) -> None:
        if not self._told:
            self._told = True
            _log.warning("seals-unusable %s", type(error).__name__)


def _make_room(folder: Path) -> None:
    """Make the folder, and forget the cases that were changed longest ago."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    files = sorted(folder.iterdir(), key=_changed_at)
    for one in files[: max(0, len(files) - MOST_CASES + 1)]:
        one.unlink(missing_ok=True)


def _name(key: bytes, case: str) -> str:
    return _mac(key, "case", case).decode()


def _mac(key: bytes, *words: str) -> bytes:
    """Return an HMAC over words, as hex digits; the words' lengths keep them apart."""
    import hmac  # OpenSSL comes with it, and no case is looked at before the first page

    message = b"".join(b"%d:%s" % (len(one), one) for one in (word.encode("utf-8", "surrogatepass") for word in words))
    return hmac.new(key, message, "sha256").hexdigest()[:_DIGITS].encode()


def _changed_at(file: Path) -> int:
    try:
        return file.stat().st_mtime_ns
    except FileNotFoundError:  # another program forgot it meanwhile
        return 0


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _written_over(path: str, flags: int) -> int:
    """Open without cutting to nothing first: file systems flush such a file when it is closed, a millisecond each time."""
    return _private(path, flags & ~os.O_TRUNC)


def _flush_folder(folder: Path) -> None:
    """See a new file's name on the disk; systems that cannot open a folder do that by themselves."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
