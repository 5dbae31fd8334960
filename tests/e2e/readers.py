"""Readers that share no code with the program: of the pack's PDFs, pictures and annotations, and of a case's journal.

pikepdf reads annotations, pypdf reads text and where its lines stand, `json` and `hashlib` read the rest.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pypdf


@dataclass(frozen=True)
class Highlight:
    """A highlight annotation: page from 1; quads as (left, bottom, right, top) in PDF user space."""

    name: str
    page: int
    subject: str
    contents: str
    author: str
    quads: tuple[tuple[float, float, float, float], ...]
    has_appearance: bool


@dataclass(frozen=True)
class Line:
    """A run of text as drawn: where it begins on the page, in PDF user space."""

    text: str
    x: float
    baseline: float


def plain(text: str) -> str:
    """Return text with ligatures expanded and white space made single, as a person reads it."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip()


def highlights(path: Path) -> list[Highlight]:
    """Return all highlights of a PDF."""
    found = []
    with pikepdf.open(path) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            for one in page.obj.get("/Annots", []):
                if one.get("/Subtype") != "/Highlight":
                    continue
                points = [float(value) for value in one["/QuadPoints"]]
                quads = [points[at : at + 8] for at in range(0, len(points), 8)]
                found.append(
                    Highlight(
                        name=str(one["/NM"]),
                        page=number,
                        subject=str(one.get("/Subj", "")),
                        contents=str(one.get("/Contents", "")),
                        author=str(one.get("/T", "")),
                        quads=tuple((min(q[0::2]), min(q[1::2]), max(q[0::2]), max(q[1::2])) for q in quads),
                        has_appearance="/AP" in one,
                    )
                )
    return found


def lines(path: Path, page: int) -> list[Line]:
    """Return the runs of text of a page, from 1, as pypdf finds them in the content stream."""
    found: list[Line] = []

    def visit(text: str, cm: list[float], tm: list[float], _font: Any, _size: float) -> None:
        if text.strip():
            x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
            y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            found.append(Line(plain(text), x, y))

    pypdf.PdfReader(path).pages[page - 1].extract_text(visitor_text=visit)
    return found


def text_of(path: Path) -> list[str]:
    """Return the text of each page in one line."""
    return [plain(page.extract_text()) for page in pypdf.PdfReader(path).pages]


def annotations(pack: Path) -> list[dict[str, Any]]:
    """Return the items of the pack's W3C annotations."""
    found: list[dict[str, Any]] = json.loads((pack / "data" / "annotations.jsonld").read_text("utf-8"))["items"]
    return found


def checksums(pack: Path, manifest: str = "manifest-sha256.txt") -> dict[str, bool]:
    """Return for each file of a manifest whether its SHA-256 is as written, the way `sha256sum -c` does."""
    found = {}
    for line in (pack / manifest).read_text("utf-8").splitlines():
        digest, _, name = line.partition("  ")
        found[name] = hashlib.sha256((pack / name).read_bytes()).hexdigest() == digest
    return found


def rows(case: Path, sql: str, values: Mapping[str, object] = {}) -> list[tuple[Any, ...]]:
    """Return rows of a case file, read with the standard library alone."""
    connection = sqlite3.connect(f"file:{case}?mode=ro", uri=True)
    try:
        return connection.execute(sql, values).fetchall()
    finally:
        connection.close()


def broken_entries(case: Path) -> list[int]:
    """Return the numbers of journal entries whose hash is not what the format says (see the head of `store/journal.py`)."""
    changes: dict[int, list[list[object]]] = {}
    for seq, *change in rows(
        case, "select seq, record_kind, record_id, field, before, after from journal_changes order by seq, n"
    ):
        changes.setdefault(seq, []).append(change)
    broken, previous = [], "0" * 64
    columns = "seq, at, reviewer, intent, origin, undoes, redoes, previous, hash"
    for number, (*entry, digest) in enumerate(rows(case, f"select {columns} from journal order by seq"), 1):
        value = ["reviewer-journal-1", *entry, changes.get(entry[0], [])]
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        if entry[0] != number or entry[-1] != previous or hashlib.sha256(text.encode()).hexdigest() != digest:
            broken.append(number)
        previous = digest
    return broken
