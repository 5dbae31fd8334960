"""A check reads each document anew: what a case says of pages, texts and quotes is what the documents say, or it is a finding."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import closing, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reviewer.documents.findings import PlainTexts
from reviewer.documents.open_document import OpenDocument
from reviewer.documents.text.furniture import running
from reviewer.documents.text.page.page_text import PageText
from reviewer.errors import CaseError
from reviewer.model.anchor import TextPosition, TextSelector
from reviewer.services import anchoring, commands
from reviewer.services.adding.importing import add_documents
from reviewer.services.checks.checking import CaseReport, check_case
from reviewer.services.session import Session
from tests import builders
from tests.services.test_importing import Answers
from tests.services.test_passages import added, passages, span_of

WORDS = ["The partner may send, read, write", "and delete private messages."]
OTHER = "The partner may not read a thing.\n"


@pytest.fixture
def marked(working: Session, tmp_path: Path) -> Session:
    """Return a case with a register of two pages, the second one's words quoted."""
    document = added(working, tmp_path, builders.text_pdf(["Register"], WORDS), "register.pdf")
    commands.add_passage(working, document=document.id, selection=span_of(working, document, "read, write and delete")).result()
    return working


def checked(session: Session) -> CaseReport:
    return check_case(session.path, lambda: nullcontext(session))


def change(session: Session, statement: str, values: tuple[object, ...] = ()) -> None:
    """Change a case behind the program's back."""
    with closing(sqlite3.connect(session.path)) as database, database:
        assert database.execute(statement, values).rowcount == 1


def test_a_sound_case_says_how_much_was_compared(marked: Session) -> None:
    report = checked(marked)
    assert (report.findings, report.unread, report.pages, report.passages) == ((), (), 2, 1)


def test_a_passage_of_before_the_pages_beside_told_of_headers_is_what_its_document_says(
    working: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It quotes the header of a right page; one made now does not."""
    bodies = (["More", "of it."], ["And", "more."], ["It was said by", "the owner that"], ["nobody reads", "a message."])
    headers = ("Register", "Partner terms") * 2
    pages = [[header, "", *body] for header, body in zip(headers * 2, bodies * 2, strict=True)]
    document = added(working, tmp_path, builders.text_pdf(*pages))
    span = span_of(working, document, "that nobody reads")

    def only_touched(read: Callable[[int], PageText], first: int, last: int, _count: int) -> dict[int, PageText]:
        return {page: read(page) for page in range(first, last + 1)}

    with monkeypatch.context() as older:
        older.setattr(anchoring, "read_needed", only_touched)
        commands.add_passage(working, document=document.id, selection=span).result()
    commands.add_passage(working, document=document.id, selection=span).result()
    quotes = {one.passage.anchor.text.quote for one in passages(working) if one.passage.anchor.text}
    assert quotes == {"that Partner terms nobody reads", "that nobody reads"}
    assert checked(working).findings == ()


def test_a_passage_without_an_answer_that_the_next_page_has_too_is_not_believed(
    working: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stands as near as any other line was said, whichever program left it out of quote and mark."""
    asked = ("letters", "messages", "names", "faces", "places")
    head = "1. Questions put to the company"
    pages = [[head, f"Did a partner read {one}?", f"It was asked for {one}.", "No."] for one in asked]
    document = added(working, tmp_path, builders.text_pdf(*pages))
    span = span_of(working, document, "for messages. No. 1. Questions put to the company Did a partner")
    commands.add_passage(working, document=document.id, selection=span).result()
    assert checked(working).findings == ()
    with monkeypatch.context() as other:
        other.setattr(running, "standing_apart", lambda _text, lines, **_: [*lines])
        commands.add_passage(working, document=document.id, selection=span).result()
    quotes = {one.passage.anchor.text.quote for one in passages(working) if one.passage.anchor.text}
    assert quotes == {"for messages. No. 1. Questions put to the company Did a partner", "for messages. Did a partner"}
    (found,) = checked(working).findings
    assert "Its quote is not what the document says" in found


CHANGES: dict[str, tuple[str, tuple[object, ...], str]] = {
    "a text with its checksum": (
        "UPDATE text_layers SET text = ?, text_sha256 = ? WHERE page = 0",
        (OTHER, hashlib.sha256(OTHER.encode()).hexdigest()),
        "“register.pdf”, page 1: The text that the case keeps is not the page's own",
    ),
    "a page's width": (
        "UPDATE pages SET width = width / 2 WHERE page = 1",
        (),
        "“register.pdf”, page 2: The size, turn or label that the case keeps is not the page's own",
    ),
    "another program's text": (
        "UPDATE text_layers SET text = ?, text_sha256 = ?, extractor = 'tesseract 5.3' WHERE page = 0",
        (OTHER, hashlib.sha256(OTHER.encode()).hexdigest()),
        "“register.pdf”, page 1: The text that the case keeps is not the page's own",
    ),
    "a page's turn": (
        "UPDATE pages SET rotation = 90 WHERE page = 1",
        (),
        "“register.pdf”, page 2: The size, turn or label that the case keeps is not the page's own",
    ),
    "a page shifted a little": (
        "UPDATE pages SET e = e + 1 WHERE page = 1",
        (),
        "“register.pdf”, page 2: The size, turn or label that the case keeps is not the page's own",
    ),
    "a page that is gone": (
        "DELETE FROM pages WHERE page = 1",
        (),
        "“register.pdf”, page 2: The case does not keep the sizes of all pages from here on",
    ),
    "a text that is gone": (
        "DELETE FROM text_layers WHERE page = 1",
        (),
        "“register.pdf”, page 2: The case does not keep the text of this page",
    ),
    "where a text comes from": (
        "UPDATE text_layers SET kind = 'ocr' WHERE page = 0",
        (),
        "“register.pdf”, page 1: The text that the case keeps is not the page's own",
    ),
    "a text too many": (
        """INSERT INTO text_layers (sha256, page, kind, extractor, text_sha256, text)
            SELECT sha256, 7, kind, extractor, text_sha256, text FROM text_layers LIMIT 1""",
        (),
        "“register.pdf”, page 8: The case keeps a text of it, and the document has no such page",
    ),
    "a page's label": (
        "UPDATE pages SET label = 'iv' WHERE page = 1",
        (),
        "“register.pdf”, page 2: The size, turn or label that the case keeps is not the page's own",
    ),
    "a page too many": (
        "INSERT INTO pages SELECT sha256, 7, label, width, height, rotation, a, b, c, d, e, f FROM pages WHERE page = 1",
        (),
        "“register.pdf”, page 8: The document has no such page",
    ),
}


@pytest.mark.parametrize(("statement", "values", "finding"), CHANGES.values(), ids=CHANGES)
def test_what_was_changed_behind_the_journal_is_found(
    marked: Session, statement: str, values: tuple[object, ...], finding: str
) -> None:
    change(marked, statement, values)
    assert checked(marked).findings == (finding,)


def test_a_text_of_another_version_is_no_finding_and_is_told(marked: Session) -> None:
    change(marked, "UPDATE text_layers SET extractor = 'mupdf 1.20.0' WHERE page = 0")
    report = checked(marked)
    assert report.findings == ()
    assert report.unread == (
        "“register.pdf”: texts that another version of this program read were not compared to the letter (1)",
    )


def test_texts_that_are_all_gone_are_one_finding(marked: Session) -> None:
    with closing(sqlite3.connect(marked.path)) as database, database:
        database.execute("DELETE FROM text_layers")
    (finding,) = checked(marked).findings
    assert finding == "“register.pdf”, page 1: The case does not keep the text of this page, nor of others: 2 in all"


def test_each_page_is_read_once_for_its_text(marked: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    plain_texts = OpenDocument.plain_texts

    def counted(opened: OpenDocument, first: int, count: int) -> Future[PlainTexts]:
        asked.extend(range(first, first + count))
        return plain_texts(opened, first, count)

    monkeypatch.setattr(OpenDocument, "plain_texts", counted)
    monkeypatch.setattr(OpenDocument, "plain_text", None)
    assert checked(marked).findings == ()
    assert asked == [0, 1]


@pytest.mark.parametrize("measure", ["width = 0", "height = -1", "width = 1e999", "rotation = 45"])
def test_measures_that_no_page_has_are_told_and_are_no_fault(marked: Session, measure: str) -> None:
    change(marked, f"UPDATE pages SET {measure} WHERE page = 1")
    document = passages(marked)[0].passage.document
    with pytest.raises(CaseError, match="cannot be read"):
        marked.read(lambda case: case.pages(document)).result()
    assert checked(marked).findings == ("The page 2 in this case cannot be read",)


def test_a_passage_that_ends_nowhere_hides_no_other(working: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that no page can answer for is a finding of its own; whatever else is in its document is compared all the same."""
    made: Callable[..., TextSelector] = anchoring.text_selector

    def forged(*words: Any, **more: Any) -> TextSelector:
        found = made(*words, **more)
        if found.quote == "private messages":
            return replace(found, end=TextPosition(500, 3))
        return replace(found, quote="never read", quote_as_printed="never read")

    monkeypatch.setattr(anchoring, "text_selector", forged)
    document = added(working, tmp_path, builders.text_pdf(WORDS), "register.pdf")
    for quote in ("private messages", "read, write and delete"):
        commands.add_passage(working, document=document.id, selection=span_of(working, document, quote)).result()
    report = checked(working)
    assert len([one for one in report.findings if "Its quote is not what the document says" in one]) == 2
    assert report.unread == ()


def test_a_quote_that_its_page_does_not_say_is_a_finding_though_the_journal_has_it(
    working: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: Callable[..., TextSelector] = anchoring.text_selector

    def forged(*words: Any, **more: Any) -> TextSelector:
        quote = "never read, nor wrote"
        return replace(made(*words, **more), quote=quote, quote_as_printed=quote)

    monkeypatch.setattr(anchoring, "text_selector", forged)
    document = added(working, tmp_path, builders.text_pdf(WORDS), "register.pdf")
    commands.add_passage(working, document=document.id, selection=span_of(working, document, "read, write and delete")).result()
    (finding,) = checked(working).findings
    assert finding.startswith("“register.pdf”, page 1: Its quote is not what the document says at that place")
    assert passages(working)[0].passage.id in finding


def test_a_locked_document_is_named_and_is_no_finding(working: Session, tmp_path: Path) -> None:
    path = tmp_path / "locked.pdf"
    path.write_bytes(builders.encrypted_pdf("sesame", WORDS))
    (result,) = add_documents(working, [path], passwords=Answers("sesame")).result()
    assert result.document is not None
    with Session.open(
        working.path,
        clock=lambda: "2026-03-05T00:00:00.000Z",
        new_id=working.new_id,
        reviewer=working.reviewer,
        workers=lambda: working.workers,
        read_only=True,
    ) as later:
        report = checked(later)
    assert report.findings == ()
    assert report.pages == 0
    (sentence,) = report.unread
    assert sentence.startswith("“locked.pdf” could not be opened")
