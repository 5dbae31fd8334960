"""What people are told of words of a quote that nobody can see on its page: one wording for the window and the command line."""

from __future__ import annotations

from reviewer.i18n import trn


def unseen_in_words(count: int) -> str:
    """Say how many there are; "" for none."""
    said = trn(
        "{count} word of this quote cannot be seen on the page",
        "{count} words of this quote cannot be seen on the page",
        count,
    )
    return said.format(count=count) if count else ""
