"""The names of the subcommands, and where each is written: what `__main__` needs before it loads anything."""

from __future__ import annotations

from collections.abc import Mapping

SUBCOMMANDS: Mapping[str, str] = {
    "new": "documents",
    "add": "documents",
    "dated": "documents",
    "documents": "documents",
    "about": "file_facts",
    "add-attached": "file_facts",
    "ocr": "recognition",
    "correct": "words",
    "texts": "words",
    "claim": "claims",
    "claims": "claims",
    "element": "elements",
    "verdict": "elements",
    "verdicts": "elements",
    "highlight": "passages",
    "link": "passages",
    "passages": "passages",
    "cite": "people",
    "name": "people",
    "names": "people",
    "merge-names": "people",
    "fact": "access",
    "access": "access",
    "event": "timeline",
    "timeline": "timeline",
    "matrix": "matrix",
    "post": "posts",
    "posts": "posts",
    "review": "reviews",
    "sign-off": "reviews",
    "sign-offs": "reviews",
    "ask": "replies",
    "answer": "replies",
    "replies": "replies",
    "ready": "replies",
    "correction": "corrections",
    "corrections": "corrections",
    "search": "searching",
    "coverage": "coverage",
    "countercheck": "coverage",
    "versions": "versions",
    "carry": "versions",
    "undo": "history",
    "journal": "history",
    "viewing-copy": "viewing_copies",
    "export": "packs",
    "verify": "packs",
    "check": "packs",
    "sample": "sample",
    "self-test": "sample",
}
"""Each subcommand and the module of this package that holds it, in the order of the work."""


def nearest(word: str) -> str | None:
    """Return the subcommand that was probably meant, or None."""
    import difflib  # only here: the window has no use for it, and its first page would wait

    found = difflib.get_close_matches(word.lower(), SUBCOMMANDS, n=1, cutoff=0.6)
    return found[0] if found else None
