"""What a search over many pages costs: `python tests/bench/search_figures.py [--pages N] [--grep-pages N]`.

    as you type   words of a made case of 100,000 pages typed letter by letter, as the window asks for them: CPU
                  milliseconds to the first results, median and 95th percentile
    pdfgrep       the same words looked for by `pdfgrep` in the same files, and by us: ratio of CPU seconds (one is worth nothing
                  without having read the files first: that is the next line)
    list of terms CPU milliseconds for 1,000 pages on which a term is counted, and for the commonest term of the case
    indexing      pages a CPU second read from text to index, against bare PyMuPDF text extraction: 1 / (1 + index / extraction)
    recall        every word of random pages is looked for; the pages found are compared with a full scan of the texts

CPU time of this process alone, so other work on the machine matters little. Prints figures, asserts nothing.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pymupdf
from sqlite_utils import Database

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from reviewer.looking.folding import folded
from reviewer.looking.typed_query import understood
from reviewer.services.search.searching import Asked, answer
from reviewer.services.search.term_table import table_of
from reviewer.store.content.search import add
from reviewer.store.file.database import memory
from reviewer.store.file.migrations import migrate
from reviewer.store.history.seal import Seal
from reviewer.store.reader import CaseReader
from tests.bench.made_pages import Words, build

T = TypeVar("T")

SHOWN, TYPED = 100, 60


class Believed(Seal):
    """Takes the index in the file for ours, as it is for a case that this machine made."""

    def vouches(self, database: Database, path: Path) -> bool:
        """Say yes."""
        return True


def cpu_ms(call: Callable[[], object]) -> float:
    """Return the CPU milliseconds of a call."""
    start = time.process_time()
    call()
    return (time.process_time() - start) * 1000


def told(name: str, times: list[float]) -> None:
    """Print a median and a 95th percentile."""
    times = sorted(times)
    print(f"{name:40} median {statistics.median(times):8.2f} ms   p95 {times[int(len(times) * 0.95)]:8.2f} ms   of {len(times)}")


def as_you_type(reader: CaseReader, words: Words, dice: random.Random) -> None:
    """Type words, common and rare ones, letter by letter."""
    first = cpu_ms(lambda: reader.searching().count(understood(words.all[9])))
    print(f"{'the first search of a case':40} {first:15.2f} ms")
    asked = [*words.some(TYPED // 2), *dice.sample(words.all, TYPED // 2)]
    typed, whole, two = [], [], []
    for word in asked:
        for end in range(3, len(word) + 1):
            one = Asked(word[:end] + "*")
            typed.append(cpu_ms(lambda one=one: answer(reader, one, limit=SHOWN, suggest=False)))
        whole.append(cpu_ms(lambda word=word: answer(reader, Asked(word), limit=SHOWN)))
        pair = f"{word} {dice.choice(words.all[:200])}"
        two.append(cpu_ms(lambda pair=pair: answer(reader, Asked(pair), limit=SHOWN, suggest=False)))
    told("letter by letter, from the third on", typed)
    told("a whole word, with what would find more", whole)
    told("two words", two)
    common = words.all[:20]
    often = [cpu_ms(lambda one=one: answer(reader, Asked(one), limit=SHOWN, suggest=False)) for one in common]
    told("the commonest words", often)
    tolerant = [cpu_ms(lambda one=one: answer(reader, Asked(one, tolerant=True), limit=SHOWN, suggest=False)) for one in asked]
    told("a whole word, tolerant", tolerant)


def list_of_terms(reader: CaseReader, words: Words) -> None:
    """Count terms, from the commonest to rare ones."""
    for word in (words.all[0], words.all[300], words.all[3_000]):
        times: list[float] = []

        def timed(asked: Callable[[CaseReader], T], times: list[float] = times) -> T:
            start = time.process_time()
            found = asked(reader)
            times.append((time.process_time() - start) * 1000)
            return found

        one = table_of(timed, [word]).total(0)
        told = f"{sum(times):15.0f} ms for {one.hits} places on {one.pages} pages; at most {max(times):.0f} ms at once"
        print(f"{'a term of a list, counted':40} {told}")


def recall(reader: CaseReader, dice: random.Random, pages: int) -> None:
    """Look for every word of random pages and compare with a scan that shares no code with the index."""
    documents = [one.document.id for one in reader.documents()]
    texts = {(one, page): text for one in documents for page, (text, _) in reader.page_texts(one).items()}
    where: dict[str, set[object]] = {}
    chosen = dice.sample(sorted(texts), pages)
    wanted = {word for one in chosen for word in re.findall(r"\w+", folded(texts[one]))}
    for place, text in texts.items():
        for word in wanted.intersection(re.findall(r"\w+", text.casefold())):
            where.setdefault(word, set()).add(place)
    right = missing = more = 0
    for word in wanted:
        hits = {(one.document, one.page) for one in reader.searching().find(understood(word), limit=10**9).hits}
        right += len(hits & where[word])
        missing += len(where[word] - hits)
        more += len(hits - where[word])
    share = right / (right + missing)
    print(f"recall {share:.4f} of {right + missing} places of {len(wanted)} words; {more} found that are none")


def against_pdfgrep(folder: Path, words: Words, pages: int) -> None:
    """Look for the same words in the same files."""
    folder.mkdir()
    texts = [words.page() for _ in range(pages)]
    file = folder / "made.pdf"
    document = pymupdf.open()
    for text in texts:
        document.new_page().insert_text((40, 40), text.split("\n"), fontsize=8)
    document.save(file)
    asked = words.some(5)
    extraction = cpu_ms(lambda: [page.get_text() for page in pymupdf.open(file)])
    database = memory()
    migrate(database)
    index = cpu_ms(lambda: [add(database, "page", "a", page, text) for page, text in enumerate(texts)])
    print(f"{'indexing beside bare extraction':40} {extraction / (extraction + index):15.2f} of its pages a second")
    build(folder / "made.revcase", pages, words)
    with CaseReader.open(folder / "made.revcase", seal=Believed()) as reader:
        reader.searching()
        reader.search(words.all[9])
        ours = sum(cpu_ms(lambda one=one: reader.search(one)) for one in asked)
    if shutil.which("pdfgrep") is None:
        print("pdfgrep is not installed")
        return
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for one in asked:
        subprocess.run(["pdfgrep", "-n", "-i", one, file], capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    theirs = 1000 * (after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
    print(f"{'pdfgrep against us, by search':40} {theirs / ours:15.0f} times as long ({theirs / 5:.0f} ms, {ours / 5:.2f} ms)")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--grep-pages", type=int, default=500)
    parser.add_argument("--case", type=Path, help="A case that an earlier run has made; it is made there if it is missing.")
    given = parser.parse_args()
    dice = random.Random(7)
    words = Words(dice)
    with tempfile.TemporaryDirectory() as folder:
        against_pdfgrep(Path(folder) / "grep", words, given.grep_pages)
        case = given.case or Path(folder) / "made.revcase"
        if not case.exists():
            build(case, given.pages, words)
        with CaseReader.open(case, seal=Believed()) as reader:
            as_you_type(reader, words, dice)
            list_of_terms(reader, words)
        small = Path(folder) / "small.revcase"
        build(small, 2_000, words)
        with CaseReader.open(small, seal=Believed()) as reader:
            recall(reader, dice, 20)


if __name__ == "__main__":
    main()
