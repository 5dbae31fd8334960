"""File names inside a pack, made by us from what people called their documents.

Owns the rule that no name of a document reaches a file system or a manifest as it stands: a pack is unpacked on every system,
listed by `sha256sum` and `bagit`, and its names must need escaping in none of them.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST = 80
"""Characters of a whole file name, suffix included."""

_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|clock\$|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?")
_PATH = re.compile(r"(?:[A-Za-z]:)?[/\\]|\.{1,2}[/\\]")
_LETTERS = str.maketrans(
    dict(zip("øØđĐłŁðÐı", "oOdDlLdDi", strict=True))
    | {"ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "þ": "th", "Þ": "Th"}
)
"""Letters that Unicode does not take apart into a Latin one and a mark."""


def plain_stem(name: str) -> str:
    """Return a name without its suffix in ASCII letters, digits, `-`, `_` and `.`; "" where nothing of it can be kept.

    A slash is a character like any other ("Memo 3/4"); of what begins as a path does, the last part is kept.
    """
    name = unicodedata.normalize("NFC", name)
    if _PATH.match(name):
        name = re.split(r"[/\\]", name)[-1]
    stem = re.sub(r"(?<=.)\.[A-Za-z0-9]{1,5}$", "", name)
    plain = unicodedata.normalize("NFKD", stem.translate(_LETTERS))
    plain = "".join(one for one in plain if not unicodedata.combining(one))
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", plain)
    plain = re.sub(r"\.{2,}", ".", plain)
    plain = re.sub(r"-{2,}", "-", plain)
    return plain.strip("-._")


def safe_name(name: str, suffix: str, *, fallback: str, taken: set[str]) -> str:
    """Return a file name that is valid everywhere and not `taken` yet in any case of letters; it is added to `taken`.

    Args:
        name: What the document is called; may hold anything.
        suffix: With its dot, such as ".pdf".
        fallback: The stem to use where nothing of `name` can be kept.
        taken: Names given so far, in lower case.

    """
    stem = plain_stem(name) or fallback
    if _RESERVED.fullmatch(stem):
        stem = f"{stem.split('.')[0]}-file"
    stem = stem[: LONGEST - len(suffix)].strip("-._")
    found, n = f"{stem}{suffix}", 1
    while found.lower() in taken:
        n += 1
        ending = f"-{n}{suffix}"
        found = stem[: LONGEST - len(ending)].strip("-._") + ending
    taken.add(found.lower())
    return found


def folder_name(name: str) -> str:
    """Return the name of the one folder inside a .zip: the file's own stem with its spaces, made safe where it has to be."""
    kept = unicodedata.normalize("NFC", name)
    if kept.replace(" ", "-") == plain_stem(f"{kept}.zip") and not _RESERVED.fullmatch(kept) and len(kept) <= LONGEST:
        return kept
    return safe_name(f"{kept}.zip", "", fallback="evidence-pack", taken=set())
