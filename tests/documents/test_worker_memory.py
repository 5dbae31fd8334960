"""What a worker keeps of the pages that it has drawn is bounded: a scan must not take more the longer it is read."""

from __future__ import annotations

from pathlib import Path

from reviewer.documents.client import OpenDocument, Source, Workers
from tests import builders
from tests.documents.conftest import looks_into_a_worker

PAGES = 14


def megabytes(document: OpenDocument) -> float:
    """Return what the document's worker has for itself."""
    lines = Path(f"/proc/{document.worker_pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Private_Dirty:")) / 1024


@looks_into_a_worker
def test_pages_of_a_scan_that_were_drawn_are_not_kept_decoded(workers: Workers) -> None:
    scan = builders.scanned_pdf(*[[f"Sheet {number}"] for number in range(PAGES)])
    with Source.from_bytes(scan) as source:
        document = workers.open(source).result()
    document.text(0).result()  # by the worker that does everything
    after = []
    for page in range(PAGES):
        document.render(page, scale=2).result()
        after.append(megabytes(document))
    document.close()
    assert after[-1] - after[2] < 20, "each page decoded is 6 MB"
