#!/usr/bin/env python3
"""Makes the list of English words that ships, `resources/words/english.xz`, of Debian's `scowl`, with its licence beside it.

    python3 packaging/english_words.py

American, British and Canadian words with their variants up to SCOWL's size 70 ("large"), names up to 50, words of two letters up
to 35 ("small": beyond that any two letters are one); without possessives, abbreviations and single letters. Each line is a word
without the letters that it shares with the one before: how many, as a letter from "A" on, and the rest
(`reviewer/documents/text/reanchoring/english.py` reads it). The list is in the source tree, for it is small; this is here so that
anybody can make it again.
"""

from __future__ import annotations

import io
import lzma
import re
import sys
import tarfile
import tempfile
from collections.abc import Iterable
from pathlib import Path

from trained_data import contents, downloaded, update_lists

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "words"
LISTS = re.compile(
    r"(?:english|american|british|british_z|canadian|variant_1|british_variant_1)-(words|upper|proper-names)\.(\d+)"
)
LARGEST = {"words": 70, "upper": 70, "proper-names": 50}
LARGEST_OF_TWO = 35
MOST_SHARED = 25


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)  # apt fetches as a user of its own
        if not downloaded("scowl", folder):
            update_lists()
            if not downloaded("scowl", folder):
                print("apt-get knows no scowl, or cannot reach it.", flush=True)
                return 1
        (deb,) = folder.glob("*.deb")
        words, licence = found_in(contents(deb))
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "english.xz").write_bytes(lzma.compress("\n".join(shortened(words)).encode(), preset=9 | lzma.PRESET_EXTREME))
    (FOLDER / "english.copyright.txt").write_bytes(licence)
    return 0


def found_in(archive: bytes) -> tuple[set[str], bytes]:
    """Return the words of a tar file of word lists, and their licence."""
    words: set[str] = set()
    licence = b""
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        for member in tar:
            file = tar.extractfile(member) if member.isfile() else None
            if file is None:
                continue
            is_list = LISTS.fullmatch(Path(member.name).name)
            if is_list and int(is_list[2]) <= LARGEST[is_list[1]]:
                shortest = 2 if int(is_list[2]) <= LARGEST_OF_TWO else 3
                words |= {one for one in file.read().decode().split() if len(one) >= shortest}
            elif Path(member.name).name == "copyright":
                licence = file.read()
    return {one for one in words if not one.endswith("'s") and not one.isupper()}, licence


def shortened(words: Iterable[str]) -> Iterable[str]:
    """Yield words in order, each without what it shares with the one before."""
    before = ""
    for word in sorted(words):
        pairs = enumerate(zip(before, word, strict=False))
        shared = min(next((n for n, (one, other) in pairs if one != other), min(len(before), len(word))), MOST_SHARED)
        yield chr(ord("A") + shared) + word[shared:]
        before = word


if __name__ == "__main__":
    sys.exit(main())
