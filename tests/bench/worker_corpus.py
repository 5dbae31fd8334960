"""Open every file of a folder of real documents in worker processes, read all there is, and print what became of it.

    EVIDENCE_CORPUS=folder python tests/bench/worker_corpus.py [pages a document] [only files whose path holds this]

Each file must end opened or refused with a sentence, within its deadlines, and no worker may be ended by its sandbox: the last
line counts those that were. Passwords are read from the folder's INDEX.csv.
"""

from __future__ import annotations

import collections
import csv
import logging
import os
import sys
import time
from concurrent.futures import TimeoutError as FutureTimeoutError
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from reviewer.documents.client import OpenDocument, Source, Workers
from reviewer.documents.marks import Mark
from reviewer.errors import DocumentError, PasswordNeededError, WorkerError
from reviewer.model.geometry import PageQuad, Quad, Rect
from tests.surviving import Stopped

SUFFIXES = {".csv", ".json", ".md", ".py", ".txt"}


def passwords(root: Path) -> dict[str, str]:
    index = root / "INDEX.csv"
    if not index.exists():
        return {}
    with index.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {row["file"]: row["password"] for row in rows if row.get("password")}


def read(document: OpenDocument, pages: int) -> tuple[int, int, list[str]]:
    """Return pages drawn, code points read, and what went wrong."""
    drawn, characters, wrong = 0, 0, []
    infos = document.pages().result(120)
    document.outline().result(60)
    place = PageQuad(0, Quad.of_rect(Rect(5, 5, 15, 15)))
    mark = Mark("11111111-1111-4111-8111-111111111111", (place,), region=True, contents="a mark", author="Desk")
    for info in infos[:pages]:
        scale = min(2.0, 1500 / max(info.width, info.height))
        try:
            document.render(info.index, scale=scale).result(120)
            drawn += 1
            text = document.text(info.index).result(120).text
            characters += len(text)
            if document.plain_text(info.index, 1).result(120) != (text,):
                wrong.append(f"page {info.number}: two texts")
            document.hyperlinks(info.index).result(60)
            document.annotations(info.index, 1).result(60)
            document.crop(info.index, Rect(0, 0, min(200, info.width), min(200, info.height)), scale=1).result(120)
        except DocumentError as error:
            wrong.append(f"page {info.number}: {error.summary}")
    try:
        document.annotated_copy([mark], moment="2026-01-01T00:00:00.000Z", title="bench").result(400)
    except DocumentError as error:
        wrong.append(f"copy: {error.summary}")
    return drawn, characters, wrong


def main() -> None:
    root = Path(os.environ["EVIDENCE_CORPUS"])
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    only = sys.argv[2] if len(sys.argv) > 2 else ""
    known = passwords(root)
    workers = Workers()
    workers.start()
    stopped = Stopped()
    logging.getLogger("reviewer").addHandler(stopped)
    ends: collections.Counter[str] = collections.Counter()
    times: list[tuple[float, str]] = []
    for file in sorted(one for one in root.rglob("*") if one.is_file() and one.suffix not in SUFFIXES):
        name = str(file.relative_to(root))
        if only not in name:
            continue
        start, end, detail = time.perf_counter(), "opened", ""
        try:
            with Source.from_path(file) as source:
                try:
                    document = workers.open(source).result(120)
                except PasswordNeededError:
                    if name not in known:
                        raise
                    document = workers.open(source, password=known[name]).result(120)
                    end = "unlocked"
                drawn, characters, wrong = read(document, pages)
                wrong += ["repaired"] if document.repaired else []
                detail = "; ".join([f"{document.page_count} pages, {drawn} drawn, {characters} characters", *wrong])
                document.close()
        except WorkerError as error:
            end, detail = "WORKER FAILED", error.summary
        except DocumentError as error:
            end, detail = f"refused: {error.summary}", ""
        except FutureTimeoutError:
            end = "HUNG"
        took = time.perf_counter() - start
        times.append((took, name))
        ends[end] += 1
        print(f"{took:7.2f} s  {name[:80]:80s}  {end}  {detail}")
    workers.close()
    times.sort()
    print(
        f"\n{len(times)} files: median {times[len(times) // 2][0] * 1000:.0f} ms, longest {times[-1][0]:.1f} s ({times[-1][1]})"
    )
    for end, count in ends.most_common():
        print(f"{count:5d}  {end}")
    print(f"{stopped.requests.total():5d}  workers ended by their sandbox  {dict(stopped.requests) or ''}")


if __name__ == "__main__":
    main()
