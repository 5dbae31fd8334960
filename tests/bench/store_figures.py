"""Measures the case file: `python tests/bench/store_figures.py [passages]`. Prints figures, asserts nothing."""

from __future__ import annotations

import hashlib
import itertools
import random
import resource
import statistics
import sys
import tempfile
import time
import uuid
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from reviewer.model.changes import RecordKind
from reviewer.model.ids import Reviewer
from reviewer.model.page import PageInfo
from reviewer.store.case_file import CaseFile
from reviewer.store.check import check_case
from reviewer.store.reader import CaseReader
from reviewer.store.records import fields
from tests.store import made
from tests.store.made import plain

ANN = Reviewer("Ann")


def timed(name: str, repeat: int, call) -> None:
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        call()
        times.append((time.perf_counter() - start) * 1000)
    times.sort()
    print(f"{name:44} median {statistics.median(times):9.2f} ms   p95 {times[int(len(times) * 0.95)]:9.2f} ms")


def main(count: int) -> None:
    numbers = itertools.count(1)
    rng = random.Random(7)
    folder = Path(tempfile.mkdtemp(dir=sys.argv[2] if len(sys.argv) > 2 else None))
    case = CaseFile.create(
        folder / "big.revcase",
        title="Big",
        clock=lambda: "2026-01-01T00:00:00.000Z",
        new_id=lambda: str(uuid.UUID(int=next(numbers) << 40)),
        reviewer=ANN,
    )
    new_id = case._means.new_id
    words = [hashlib.sha256(str(n).encode()).hexdigest()[: rng.randint(3, 9)] for n in range(20_000)]
    documents, claims = [], []
    pages = 500
    for n in range(10):
        data = rng.randbytes(4 * 1024 * 1024)
        sha256 = hashlib.sha256(data).hexdigest()
        case.begin_import(sha256, len(data))
        start = time.perf_counter()
        case.add_chunk(sha256, 0, data)
        chunk_ms = (time.perf_counter() - start) * 1000
        case.add_pages(sha256, [PageInfo(page, "", 612, 792) for page in range(pages)])
        start = time.perf_counter()
        for first in range(0, pages, 10):
            case.add_texts(sha256, first, plain([" ".join(rng.choices(words, k=400)) for _ in range(10)]), "mupdf 1.28.2")
        text_ms = (time.perf_counter() - start) * 1000 / (pages / 10)
        if n == 9:
            print(f"one 4 MiB chunk {chunk_ms:.1f} ms; texts of 10 pages stored and indexed {text_ms:.1f} ms")
        document = made.document(new_id(), sha256, position=n, size=len(data), page_count=pages)
        documents.append(document)
        with case.intent("Add document", reviewer=ANN, origin="import") as recorder:
            recorder.insert(RecordKind.DOCUMENT, document.id, fields.document_fields(document))
    with case.intent("Add claims", reviewer=ANN, origin="window") as recorder:
        for n in range(200):
            claim = made.claim(new_id(), f"They never did {n}", position=n)
            claims.append(claim)
            recorder.insert(RecordKind.CLAIM, claim.id, made.claim_fields(claim))

    def highlight(recorder) -> None:
        passage = made.passage(
            new_id, rng.choice(documents), page=rng.randrange(pages), y=rng.uniform(0, 700), quads=2, quote="x " * 30
        )
        recorder.insert(RecordKind.PASSAGE, passage.id, fields.passage_fields(passage))
        recorder.insert(RecordKind.ANCHOR, passage.anchor.id, fields.anchor_fields(passage.id, passage.anchor))
        link = made.link(new_id(), passage.id, rng.choice(claims).id)
        recorder.insert(RecordKind.LINK, link.id, fields.link_fields(link))

    def one_intent() -> None:
        with case.intent("Highlight passage", reviewer=ANN, origin="window") as recorder:
            highlight(recorder)

    start = time.perf_counter()
    for _ in range(count // 100):
        with case.intent("Highlight passage", reviewer=ANN, origin="window") as recorder:
            for _ in range(100):
                highlight(recorder)
    print(f"{count} passages made in {time.perf_counter() - start:.1f} s; file {case.path.stat().st_size / 1e6:.0f} MB")
    timed("one highlight, committed", 200, one_intent)
    timed("undo it", 20, lambda: case.revert(case.reader.last_undoable() or 0, reviewer=ANN, origin="window"))
    with CaseReader.open(case.path) as reader:
        timed("open a reader", 20, lambda: CaseReader.open(case.path).close())
        timed("open for writing", 10, lambda: CaseFile.open(case.path, clock=case._means.clock, new_id=new_id).close())
        timed("all passages", 3, reader.passages)
        timed("passages of one document", 5, lambda: reader.passages(documents[3].id))
        one = reader.passages(documents[3].id)[5].passage.id
        timed("one passage", 50, lambda: reader.passage(one))
        timed("claims with counts", 10, reader.claims)
        timed("evidence of a claim", 10, lambda: reader.evidence(claims[5].id))
        timed("documents", 10, reader.documents)
        timed("snapshot", 2, reader.snapshot)
        timed("search a rare word", 20, lambda: reader.search(words[17]))
        timed("search a word of 50,000 quotes", 3, lambda: reader.search("x"))
        timed("search two words", 20, lambda: reader.search(f"{words[3]} {words[4]}*"))
        timed("word_stands_in", 50, lambda: reader.word_stands_in(documents[2].id, words[9]))
    before = peak_mib()
    start = time.perf_counter()
    report = check_case(case.path)
    print(f"check {time.perf_counter() - start:.1f} s: {report.entries} entries, {report.records} records")
    print(f"findings {report.findings}")
    print(f"peak memory {before} -> {peak_mib()} MiB")


def peak_mib() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


main(int(sys.argv[1]) if len(sys.argv) > 1 else 50_000)
