"""What came of recognising text, as a person is told."""

from __future__ import annotations

from dataclasses import replace

from reviewer.model.document import Document
from reviewer.model.ids import NewId
from reviewer.services.recognition.recognition_result import FailedPage, RecognitionResult
from reviewer.ui.look.recognition_words import summary
from tests.store import made


def document(new_id: NewId, name: str, pages: int) -> Document:
    return replace(made.document(new_id(), "ab" * 32), name=name, page_count=pages)


def test_pages_without_words_and_pages_that_failed_are_named_with_why(new_id: NewId) -> None:
    blank = document(new_id, "blank.png", 1)
    scan = document(new_id, "scan.pdf", 12)
    results = [
        RecognitionResult(blank, 1, (1,)),
        RecognitionResult(scan, 8, (3, 4), (FailedPage(2, "It took too long"),)),
        RecognitionResult(scan, 2, (5,)),  # it was paused
    ]
    assert summary(results) == (
        "Text recognised on 7 of 11 pages. No words were found on blank.png and pages 3, 4 and 5 of scan.pdf."
        " No text could be read on page 2 of scan.pdf: It took too long."
    )


def test_of_many_only_some_are_named_and_the_rest_counted(new_id: NewId) -> None:
    results = [RecognitionResult(document(new_id, f"{n}.png", 1), 1, (1,)) for n in range(6)]
    assert summary(results).endswith("No words were found on 0.png, 1.png, 2.png and 3 more documents.")
    many = RecognitionResult(document(new_id, "scan.pdf", 40), 40, tuple(range(1, 11)))
    assert summary([many]).endswith("on pages 1, 2, 3, 4, 5 and 5 more of scan.pdf.")


def test_a_document_that_could_not_be_opened_says_why_and_nothing_read_says_nothing(new_id: NewId) -> None:
    gone = RecognitionResult(document(new_id, "linked.pdf", 3), refused="The file is not there")
    assert summary([gone]) == "linked.pdf: The file is not there."
    assert summary([RecognitionResult(document(new_id, "a.pdf", 3))]) == ""
