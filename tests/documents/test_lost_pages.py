"""Pages of a file whose page tree is lost are found by looking through its objects."""

from __future__ import annotations

import pymupdf
import pytest

from reviewer.documents.parsing.opened import RefusedError
from reviewer.documents.parsing.opening import open_document
from reviewer.documents.protocol.framing import Status
from tests import hostile
from tests.carrying import stream

FONT = "/Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
PAGE = "<< /Type /Page /Parent 2 0 R {more} /Contents {contents} 0 R >>"


def lost(tree: str, *, catalog: str = "<< /Type /Catalog /Pages 2 0 R >>", more: str = "") -> bytes:
    """Return a PDF of two pages whose tree is as given; what is drawn with, and how large they are, they inherit from it."""
    return hostile.raw_pdf(
        {
            1: catalog,
            2: f"<< /Type /Pages {tree} /MediaBox [0 0 200 100] {FONT} >>",
            3: PAGE.format(more=more, contents=5),
            4: PAGE.format(more=more, contents=6),
            5: stream(b"BT /F 12 Tf 9 50 Td (the first) Tj ET"),
            6: stream(b"BT /F 12 Tf 9 50 Td (the second) Tj ET"),
        }
    )


TREES = {
    "no children": "/Count 2",
    "more than there are objects": "/Kids [3 0 R 4 0 R] /Count 9000",
    "a circle": "/Kids [2 0 R] /Count 2",
    "a negative number": "/Kids [3 0 R 4 0 R] /Count -2",
}


@pytest.mark.parametrize("tree", TREES)
def test_pages_of_a_lost_tree_are_found_in_their_order(tree: str) -> None:
    opened = open_document(memoryview(lost(TREES[tree])), None)
    assert opened.page_count == 2
    assert opened.repaired
    assert [opened.plain_text(page).strip() for page in range(2)] == ["the first", "the second"]
    assert (opened.page_info(1).width, opened.page_info(1).height) == (200, 100)


def test_a_copy_has_the_pages_that_were_found() -> None:
    opened = open_document(memoryview(lost("/Count 2")), None)
    copy = pymupdf.open(stream=opened.fresh_pdf().tobytes(), filetype="pdf")
    assert [page.get_text().strip() for page in copy] == ["the first", "the second"]


def test_a_file_with_an_empty_tree_has_no_pages_though_some_were_left_in_it() -> None:
    with pytest.raises(RefusedError) as refusal:
        open_document(memoryview(lost("/Kids [] /Count 0")), None)
    assert refusal.value.status is Status.NO_PAGES


def test_a_file_none_of_whose_pages_can_be_read_is_damaged() -> None:
    with pytest.raises(RefusedError) as refusal:
        open_document(
            memoryview(hostile.raw_pdf({1: "<< /Type /Catalog /Pages 2 0 R >>", 2: "<< /Type /Pages /Count 1 >>"})), None
        )
    assert refusal.value.status is Status.DAMAGED


def test_a_pdf_whose_beginning_is_damaged_is_known_by_its_end() -> None:
    opened = open_document(memoryview(b"\0" * 9 + lost("/Kids [3 0 R 4 0 R] /Count 2")[9:]), None)
    assert opened.page_count == 2
    assert opened.repaired


def test_a_page_of_markup_that_ends_as_a_pdf_does_is_none() -> None:
    with pytest.raises(RefusedError):
        open_document(memoryview(b"<html><body><p>words</p></body></html>" + b" " * 2000 + b"startxref\n0\n%%EOF"), None)
