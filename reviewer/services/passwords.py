"""How the program asks for the password of an encrypted document."""

from __future__ import annotations

from typing import Protocol


class PasswordSource(Protocol):
    """Somebody or something that may know passwords."""

    def ask(self, name: str, attempt: int, /) -> str | None:
        """Return a password to try for the file called `name`, or None to give up. `attempt` counts from 0.

        Called on the thread of the import, which waits for the answer.
        """


class NoPasswords:
    """Knows none: encrypted documents are refused."""

    def ask(self, _name: str, _attempt: int, /) -> str | None:
        """Give up."""
        return None


class OnePassword:
    """Tries the same password once on every document: the command line's `--password-file`."""

    def __init__(self, password: str) -> None:
        self._password = password

    def ask(self, _name: str, attempt: int, /) -> str | None:
        """Return the password the first time."""
        return self._password if attempt == 0 else None
