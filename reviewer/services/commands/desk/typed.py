"""Owns what may be typed into the fields of the claims desk: trimmed, bounded, without characters that nobody can see."""

from __future__ import annotations

import unicodedata

from reviewer.errors import UsageError
from reviewer.i18n import tr
from reviewer.services.dates import checked_date

MOST_IN_A_LINE = 300
"""Characters of a name, a permission, an address: longer ones are pasted by mistake."""
MOST_IN_ALL = 100_000
"""Characters of what may have several lines: a long statement has some ten thousand."""


def line(typed: str, what: str, *, required: bool = True) -> str:
    """Return one line of text: trimmed, white space made single.

    Args:
        typed: As typed.
        what: What it is, for the sentence, such as "The name".
        required: Whether it may not be empty.

    Raises:
        UsageError: It is empty though required, too long, or holds characters that cannot be seen.

    """
    return _checked(" ".join(typed.split()), what, MOST_IN_A_LINE, required=required)


def words(typed: str, what: str, *, required: bool = True) -> str:
    """Return text of one or several lines, trimmed. As `line` otherwise."""
    return _checked(typed.replace("\r\n", "\n").replace("\r", "\n").strip(), what, MOST_IN_ALL, required=required)


def date(typed: str | None) -> str | None:
    """Return a date as the case keeps it, None where none is given.

    Raises:
        UsageError: As `checked_date`: a date that is none, or may be two.

    """
    return checked_date(typed) if typed and typed.strip() else None


def required_date(typed: str, what: str) -> str:
    """Return a date as the case keeps it.

    Raises:
        UsageError: As `date`, or there is none.

    """
    found = date(typed)
    if found is None:
        raise UsageError(tr("{what} has no date").format(what=what), tr("Give one, as exact as it is known: 2018, 2018-12."))
    return found


def _checked(text: str, what: str, most: int, *, required: bool) -> str:
    if required and not text:
        raise UsageError(tr("{what} has to say something").format(what=what), tr("Nothing was changed."))
    if len(text) > most:
        said = tr("{what} is too long: {count} characters, and {most} at most")
        raise UsageError(said.format(what=what, count=f"{len(text):,}", most=f"{most:,}"), tr("Nothing was changed."))
    hidden = next((one for one in text if unicodedata.category(one) in {"Cc", "Cs"} and one not in "\n\t"), None)
    if hidden is not None:
        raise UsageError(
            tr("{what} holds a character that cannot be seen: U+{code}").format(what=what, code=f"{ord(hidden):04X}"),
            tr("Type it again without it. Nothing was changed."),
        )
    return text
