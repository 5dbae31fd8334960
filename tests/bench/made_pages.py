"""A case of any number of pages of made text, built through the store's own writers, for benches of the search."""

from __future__ import annotations

import hashlib
import itertools
import random
import uuid
from pathlib import Path

from reviewer.model.changes import RecordKind
from reviewer.model.ids import Reviewer
from reviewer.model.page import PageInfo
from reviewer.store.case_file import CaseFile
from reviewer.store.records import fields
from tests.store import made
from tests.store.made import plain

WORDS_A_PAGE, PAGES_A_DOCUMENT, PAGES_AT_ONCE = 300, 500, 48
_SYLLABLES = [one + two for one in ("b", "c", "d", "f", "g", "k", "l", "m", "st", "") for two in ("a", "en", "i", "or", "u")]


class Words:
    """Words as often as those of a language are: a few everywhere, most of them rare."""

    def __init__(self, dice: random.Random, count: int = 60_000) -> None:
        self._dice = dice
        self.all = list(dict.fromkeys("".join(dice.choices(_SYLLABLES, k=dice.randint(1, 5))) for _ in range(2 * count)))[:count]
        self._weights = list(itertools.accumulate(1 / (rank + 2.7) for rank in range(len(self.all))))

    def some(self, count: int) -> list[str]:
        """Return words as they follow each other in a text."""
        return self._dice.choices(self.all, cum_weights=self._weights, k=count)

    def page(self) -> str:
        """Return the text of a page, in lines."""
        words = self.some(WORDS_A_PAGE)
        return "\n".join(" ".join(words[first : first + 12]) for first in range(0, len(words), 12))


def build(path: Path, pages: int, words: Words) -> None:
    """Make the case."""
    numbers = itertools.count(1)
    case = CaseFile.create(
        path,
        title="Made",
        clock=lambda: "2026-01-01T00:00:00.000Z",
        new_id=lambda: str(uuid.UUID(int=next(numbers) << 40)),
        reviewer=Reviewer("Ann"),
    )
    for position, first in enumerate(range(0, pages, PAGES_A_DOCUMENT)):
        count = min(PAGES_A_DOCUMENT, pages - first)
        data = f"document {position}".encode()
        sha256 = hashlib.sha256(data).hexdigest()
        case.begin_import(sha256, len(data))
        case.add_chunk(sha256, 0, data)
        case.add_pages(sha256, [PageInfo(page, "", 612, 792) for page in range(count)])
        for start in range(0, count, PAGES_AT_ONCE):
            texts = [words.page() for _ in range(min(PAGES_AT_ONCE, count - start))]
            case.add_texts(sha256, start, plain(texts), "mupdf 1.28.2")
        one = made.document(
            str(uuid.UUID(int=position + 1)),
            sha256,
            name=f"Register {position}.pdf",
            position=position,
            size=len(data),
            page_count=count,
        )
        with case.intent("Add document", reviewer=Reviewer("Ann"), origin="import") as recorder:
            recorder.insert(RecordKind.DOCUMENT, one.id, fields.document_fields(one))
    case.close()
