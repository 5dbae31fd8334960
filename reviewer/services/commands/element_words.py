"""Owns where the words of an element stand in its claim: found as typed, trimmed as selected, followed when the claim changes."""

from __future__ import annotations

from reviewer.errors import UsageError
from reviewer.i18n import tr
from reviewer.model.claim import Words


def find_words(text: str, wanted: str) -> Words:
    """Return where words stand in a claim's text.

    Raises:
        UsageError: They do not, or more than once.

    """
    at = text.find(wanted) if wanted else -1
    if at < 0:
        said, hint = tr("The claim does not say “{words}”"), tr("Give words as they stand there: “{text}”")
        raise UsageError(said.format(words=wanted), hint.format(text=text))
    if text.find(wanted, at + 1) >= 0:
        said = tr("The claim says “{words}” more than once")
        raise UsageError(said.format(words=wanted), tr("Give more of the words around it."))
    return Words(at, at + len(wanted))


def trimmed(text: str, words: Words) -> Words:
    """Return selected words without white space at their ends.

    Raises:
        UsageError: There are none.

    """
    start, end = max(words.start, 0), max(min(words.end, len(text)), 0)
    said = text[start:end]
    if not said.strip():
        raise UsageError(tr("There are no words of the claim"), tr("Select some of its words first."))
    return Words(start + len(said) - len(said.lstrip()), end - len(said) + len(said.rstrip()))


def followed(before: str, after: str, words: Words) -> Words | None:
    """Return where words stand after the text around them changed; None where they stand there more or less often than before.

    Of several the same one is meant, counted from the beginning.
    """
    said = before[words.start : words.end]
    if not said or before.count(said) != after.count(said):
        return None
    at = -1
    for _ in range(before.count(said, 0, words.end)):
        at = after.find(said, at + 1)
    return None if at < 0 else Words(at, at + len(said))
