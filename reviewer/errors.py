"""What the program says when something cannot be done: a sentence and a way on, never a stack trace.

Every error that a person may see derives from `ReviewerError`. Its `summary` says what happened (and what it means), its
`hint` what to do. `exit_code` is the command line's contract: 1 a check found something, 2 the call's words are off, 3 an
input was refused.
"""

from __future__ import annotations


class ReviewerError(Exception):
    """An expected failure, told to the person in one sentence.

    Args:
        summary: What happened, as a sentence without a trailing full stop being required.
        hint: What to do about it; may be empty.

    """

    exit_code = 3

    def __init__(self, summary: str, hint: str = "") -> None:
        super().__init__(summary)
        self.summary = summary
        self.hint = hint


class UsageError(ReviewerError):
    """The words of a call are off: an unknown id, a bad date, a page number out of range."""

    exit_code = 2


class CaseError(ReviewerError):
    """A case file cannot be opened, created or written."""


class NoLongerAppliesError(CaseError):
    """A journal entry cannot be undone, or done again: what it changed was changed since, or it was undone already."""


class CaseReadOnlyError(CaseError):
    """The case lies where it cannot be changed; opening it for reading only works."""


class CaseLockedError(CaseError):
    """The case is open for writing elsewhere; `holder` says by whom, for the sentence and the dialog.

    `beside` means that it is another process, known to be running on this computer.
    """

    def __init__(self, summary: str, hint: str = "", *, holder: str = "", beside: bool = False) -> None:
        super().__init__(summary, hint)
        self.holder = holder
        self.beside = beside


class DocumentError(ReviewerError):
    """A document was refused or a page of it could not be read."""


class PasswordNeededError(DocumentError):
    """The document is encrypted, and no password or a wrong one was given."""


class NotIsolatedError(DocumentError):
    """Nothing on this computer keeps a document from harming it, and nobody has said that it is to be read all the same."""


class LinkedFileError(DocumentError):
    """The file of a linked document is missing, changed or cannot be read; no page of it can be shown until it is found again."""


class WorkerError(DocumentError):
    """The isolated process that reads documents died, hung, or answered nonsense."""


class RecognitionError(DocumentError):
    """Text cannot be recognised on this computer: what it takes is not there."""


class CancelledError(ReviewerError):
    """The person cancelled; nothing was left half done."""


class PackError(ReviewerError):
    """An evidence pack could not be written or does not verify."""


class ViewingCopyError(ReviewerError):
    """A viewing copy of a document could not be made."""


class PrintError(ReviewerError):
    """Pages could not be printed, or written to a file as they would be printed."""
