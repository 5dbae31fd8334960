"""A case whose records, journal and all, were made to say of a document what it does not: a check finds it, no pack says it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import pytest

from reviewer.errors import PackError
from reviewer.exporters.reading import verbatim
from reviewer.model.changes import RecordKind, Value
from reviewer.model.geometry import Rect
from reviewer.model.spans import RegionSpan
from reviewer.services import commands
from reviewer.services.checks.checking import check_case
from reviewer.services.exporting import export_pack
from reviewer.services.session import Session
from tests import builders
from tests.services.forging import forge
from tests.services.test_passages import added, span_of

FORMS = ("annotations.jsonld", "index.html", "passages.csv", "claims.csv")


@pytest.fixture
def marked(working: Session, tmp_path: Path) -> Session:
    """A case with words quoted up to the end of a page, and a region chosen in a picture."""
    pdf = builders.text_pdf(["Register"], ["The partner may send, read, write", "and delete private messages."])
    document = added(working, tmp_path, pdf, "register.pdf")
    words = span_of(working, document, "read, write and delete private messages.")
    commands.add_passage(working, document=document.id, selection=words).result()
    post = added(working, tmp_path, builders.png(), "post.png")
    commands.add_passage(working, document=post.id, selection=RegionSpan(post.id, 0, Rect(20, 20, 400, 200))).result()
    return working


@dataclass(frozen=True)
class Forgery:
    """A field of a kind of records, what it is made to say, what a check says of it, and words that no pack may have."""

    kind: RecordKind
    field: str
    change: Callable[[Value], Value]
    finding: str
    words: str = "9876"


def instead(said: Value) -> Callable[[Value], Value]:
    return lambda _: said


def other_bits(dhash: Value) -> str:
    return f"{int(str(dhash), 16) ^ (2**64 - 1):016x}"


FORGERIES = {
    "what stands before": Forgery(
        RecordKind.ANCHOR,
        "prefix",
        instead("It is not true that we may 9876 "),
        "“register.pdf”, page 2: What it says stands before and after its quote does not stand there",
    ),
    "what stands after": Forgery(
        RecordKind.ANCHOR,
        "suffix",
        instead(" 9876, they said, and laughed"),
        "“register.pdf”, page 2: What it says stands before and after its quote does not stand there",
    ),
    "less of what stands before": Forgery(
        RecordKind.ANCHOR,
        "prefix",
        instead(""),
        "“register.pdf”, page 2: What it says stands before and after its quote does not stand there",
        '"prefix": ""',
    ),
    "an end behind the page's": Forgery(
        RecordKind.ANCHOR,
        "end_offset",
        instead(9_876_543),
        "“register.pdf”, page 2: Its quote does not begin and end where it says",
    ),
    "who read the text": Forgery(
        RecordKind.ANCHOR,
        "layer 0",
        lambda layer: str(layer).replace("mupdf ", "oracle9876 "),
        "“register.pdf”, page 2: The text that its place is counted in is not its page's own",
    ),
    "which layer it is": Forgery(
        RecordKind.ANCHOR,
        "layer 0",
        lambda layer: str(layer).replace("born_digital", "ocr"),
        "“register.pdf”, page 2: The text that its place is counted in is not its page's own",
    ),
    "the page's label": Forgery(
        RecordKind.ANCHOR,
        "page_label",
        instead("p9876"),
        "“register.pdf”, page 2: The label that it has for its page is not the page's own",
    ),
    "the picture of a region": Forgery(
        RecordKind.ANCHOR,
        "dhash",
        other_bits,
        "“post.png”, page 1: Its region does not look as it did when it was chosen",
    ),
    "how many pages": Forgery(
        RecordKind.DOCUMENT,
        "page_count",
        instead(9876),
        "“register.pdf”: It does not have the number of pages that the case says",
    ),
    "what kind of file": Forgery(
        RecordKind.DOCUMENT,
        "media_type",
        instead("image/x9876"),
        "“register.pdf”: It is not the kind of file that the case says",
    ),
    "whether it is locked": Forgery(
        RecordKind.DOCUMENT,
        "encrypted",
        instead(1),
        "“register.pdf”: Whether it is locked is not as the case says",
    ),
    "whether it is damaged": Forgery(
        RecordKind.DOCUMENT,
        "repaired",
        instead(1),
        "“register.pdf”: Whether it is damaged is not as the case says",
    ),
    "where its text comes from": Forgery(
        RecordKind.DOCUMENT,
        "text",
        instead("ocr"),
        "“register.pdf”: Where its text comes from is not as the case says",
    ),
}


@pytest.mark.parametrize("forgery", FORGERIES.values(), ids=FORGERIES)
def test_what_a_case_says_of_a_document_is_compared_and_read_anew(forgery: Forgery, marked: Session, tmp_path: Path) -> None:
    whole = written(marked, tmp_path / "whole")
    forge(marked.path, forgery.kind, forgery.field, forgery.change)
    assert any(one.startswith(forgery.finding) for one in check_case(marked.path, lambda: nullcontext(marked)).findings)
    forged = written(marked, tmp_path / "forged")
    assert forgery.words not in "".join(forged[name].decode() for name in FORMS)
    assert {one for one in forged if forged[one] != whole.get(one)} <= {"index.html"}  # which names the journal's head


def written(session: Session, out: Path) -> dict[str, bytes]:
    """Export a pack from which nothing is left out, and return its payload."""
    assert export_pack(session, out).result().refused == ()
    return {one.relative_to(out / "data").as_posix(): one.read_bytes() for one in (out / "data").rglob("*") if one.is_file()}


MOVED: dict[str, tuple[str, Callable[[Value], Value]]] = {
    "its rectangle": ("region", instead("30.0 30.0 410.0 210.0")),
    "its page": ("page", lambda page: int(str(page)) + 1),
}


@pytest.mark.parametrize(("field", "change"), MOVED.values(), ids=MOVED)
def test_a_region_that_was_moved_in_part_is_a_finding_and_left_out(
    field: str, change: Callable[[Value], Value], marked: Session, tmp_path: Path
) -> None:
    forge(marked.path, RecordKind.ANCHOR, field, change)
    found = check_case(marked.path, lambda: nullcontext(marked)).findings
    assert any(verbatim.NOT_ITS_REGION in one for one in found)
    assert ("post.png, exhibit 2", verbatim.NOT_ITS_REGION) in export_pack(marked, tmp_path / "pack").result().refused


def test_a_document_that_is_in_the_case_is_not_said_to_be_too_large_for_a_pack(working: Session, tmp_path: Path) -> None:
    added(working, tmp_path, builders.text_pdf(["Register"]), "register.pdf")
    forge(working.path, RecordKind.DOCUMENT, "linked", instead(1))
    with pytest.raises(PackError, match=r"“register\.pdf” is linked, but the case does not say to which file"):
        export_pack(working, tmp_path / "pack").result()
    assert not (tmp_path / "pack").exists()
