"""How the program asks a person about a document that is being added: for its password, and whether it is read unisolated."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class PasswordSource(Protocol):
    """Somebody or something that may know passwords.

    Attributes:
        takes_time: Whether a person is asked, so that files which need no password go first.

    """

    takes_time: bool

    def ask(self, name: str, attempt: int, /) -> str | None:
        """Return a password to try for the file called `name`, or None to give up. `attempt` counts from 0.

        Called on the thread of the import, which waits for the answer.
        """

    def reads_anyway(self, name: str, /) -> bool:
        """Return whether the file called `name` is to be read although nothing on this computer would isolate it."""


class NoPasswords:
    """Knows none: encrypted documents are refused."""

    takes_time = False

    def ask(self, _name: str, _attempt: int, /) -> str | None:
        """Give up."""
        return None

    def reads_anyway(self, _name: str, /) -> bool:
        """Say no."""
        return False


class PutOff:
    """Asks nobody yet, and remembers whether somebody would have been asked."""

    takes_time = False

    def __init__(self) -> None:
        self._wanted = False

    def ask(self, _name: str, _attempt: int, /) -> str | None:
        """Give up for now."""
        self._wanted = True
        return None

    def reads_anyway(self, _name: str, /) -> bool:
        """Say no for now."""
        self._wanted = True
        return False

    def take(self) -> bool:
        """Return whether a password was wanted since the last call."""
        wanted, self._wanted = self._wanted, False
        return wanted


class ListedPasswords:
    """Tries the same passwords on every document, one after another: the command line's `--password-file`."""

    takes_time = False

    def __init__(self, passwords: Sequence[str]) -> None:
        self._passwords = tuple(passwords)

    def ask(self, _name: str, attempt: int, /) -> str | None:
        """Return the next password."""
        return self._passwords[attempt] if attempt < len(self._passwords) else None

    def reads_anyway(self, _name: str, /) -> bool:
        """Say no: that is another option's business."""
        return False
