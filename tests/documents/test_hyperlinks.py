"""What leads somewhere on a page: read where it lies, told for what it is, and never followed by a worker."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reviewer.documents import limits
from reviewer.documents.client import OpenDocument
from reviewer.documents.findings import Hyperlink, HyperlinkKind
from reviewer.documents.parsing.opening import open_document
from reviewer.errors import DocumentError
from reviewer.model.geometry import Point, Rect
from tests import builders
from tests.documents.conftest import PATIENCE_S
from tests.documents.hyperlinked import RECT, hyperlinked_pdf

AT = Rect(100, 180, 300, 200)
"""`RECT` in page space."""


def found(data: bytes, page: int = 0) -> list[Hyperlink]:
    return open_document(memoryview(data), None).hyperlinks(page)


def place(page: int, *point: float) -> Hyperlink:
    return Hyperlink(AT, HyperlinkKind.PLACE, "", page, Point(*point) if point else None)


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("/Dest [4 0 R /XYZ 50 700 null]", place(1, 50, 100)),
        ("/A << /S /GoTo /D [5 0 R /XYZ 50 700 2] >>", place(2, 50, 100)),
        ("/Dest [4 0 R /XYZ null 700 null]", place(1, 0, 100)),
        ("/Dest [4 0 R /XYZ null null null]", place(1)),
        ("/Dest [4 0 R /Fit]", place(1)),
        ("/Dest [4 0 R /FitB]", place(1)),
        ("/Dest [4 0 R /FitH 300]", place(1, 0, 500)),
        ("/Dest [4 0 R /FitV 30]", place(1)),
        ("/Dest [4 0 R /FitR 10 20 110 120]", place(1, 10, 680)),
        ("/Dest [4 0 R]", place(1)),
        ("/Dest [4 0 R /XYZ 50 9999 null]", place(1, 50, 0)),
        ("/Dest [2 /XYZ 50 700 null]", place(2, 50, 100)),
        ("/Dest (below)", place(1, 5, 400)),
        ("/Dest /old", place(2, 7, 100)),
        ("/A << /S /GoTo /D (wrapped) >>", place(2, 6, 0)),
        ("/A << /S /Named /N /NextPage >>", place(1)),
        ("/A << /S /Named /N /LastPage >>", place(2)),
    ],
)
def test_a_place_in_the_document_is_told_with_its_page_and_point(target: str, expected: Hyperlink) -> None:
    names = (
        "/Dests << /old [5 0 R /XYZ 7 700 0] >> "
        "/Names << /Dests << /Names [(below) [4 0 R /XYZ 5 400 0] (wrapped) << /D [5 0 R /XYZ 6 800 0] >>] >> >>"
    )
    assert found(hyperlinked_pdf(f"{RECT} {target}", catalog=names)) == [expected]


@pytest.mark.parametrize(
    ("action", "kind", "words"),
    [
        ("/S /URI /URI (https://example.org/a?b=c)", HyperlinkKind.ADDRESS, "https://example.org/a?b=c"),
        ("/S /URI /URI (javascript:alert\\(1\\))", HyperlinkKind.ADDRESS, "javascript:alert(1)"),
        ("/S /URI /URI (a\\nb\\001c)", HyperlinkKind.ADDRESS, "a\ufffdb\ufffdc"),
        ("/S /GoToR /F (other.pdf) /D [0 /Fit]", HyperlinkKind.FILE, "other.pdf"),
        ("/S /GoToR /F << /F (a.pdf) /UF (b.pdf) >> /D [0 /Fit]", HyperlinkKind.FILE, "b.pdf"),
        ("/S /Launch /F (/bin/sh)", HyperlinkKind.PROGRAM, "/bin/sh"),
        ("/S /Launch /Win << /F (cmd.exe) /P (/c calc) >>", HyperlinkKind.PROGRAM, "cmd.exe /c calc"),
        ("/S /JavaScript /JS (app.alert\\(1\\))", HyperlinkKind.SCRIPT, "app.alert(1)"),
        ("/S /SubmitForm /F (http://example.org/form)", HyperlinkKind.ADDRESS, "http://example.org/form"),
    ],
)
def test_what_leads_out_of_the_document_is_told_in_words(action: str, kind: HyperlinkKind, words: str) -> None:
    assert found(hyperlinked_pdf(f"{RECT} /A << {action} >>")) == [Hyperlink(AT, kind, words)]


@pytest.mark.parametrize(
    ("entries", "rect", "point"),
    [
        ("/Rotate 90", AT, Point(50, 100)),
        ("/Rotate 180", AT, Point(50, 100)),
        ("/Rotate 270", AT, Point(50, 100)),
        ("/CropBox [50 100 350 700]", Rect(50, 80, 250, 100), Point(0, 0)),
        ("/CropBox [40 100 350 750] /Rotate 90", Rect(60, 130, 260, 150), Point(10, 50)),
        ("/UserUnit 2", Rect(200, 360, 600, 400), Point(100, 200)),
    ],
)
def test_both_ends_lie_in_page_space_however_pages_are_turned_and_cropped(entries: str, rect: Rect, point: Point) -> None:
    (one,) = found(hyperlinked_pdf(f"{RECT} /Dest [4 0 R /XYZ 50 700 null]", entries=entries))
    assert one.point is not None
    corners = (one.rect.x0, one.rect.y0, one.rect.x1, one.rect.y1, one.point.x, one.point.y)
    assert corners == pytest.approx((rect.x0, rect.y0, rect.x1, rect.y1, point.x, point.y))


@pytest.mark.parametrize(("rotation", "corner"), [(0, (0, 0)), (90, (0, 800)), (180, (400, 800)), (270, (400, 0))])
def test_the_left_edge_of_a_turned_page_is_where_it_is_shown(rotation: int, corner: tuple[float, float]) -> None:
    edge = 800 - corner[1]
    (one,) = found(hyperlinked_pdf(f"{RECT} /Dest [4 0 R /XYZ null {edge} 0]", entries=f"/Rotate {rotation}"))
    assert one.point is not None
    assert (one.point.x, one.point.y) == pytest.approx(corner)


def test_a_link_over_two_lines_has_a_part_on_each() -> None:
    quads = "/QuadPoints [200 620 300 620 200 610 300 610  100 610 150 610 100 600 150 600]"
    one, other = found(hyperlinked_pdf(f"{RECT} {quads} /Dest [4 0 R /Fit]"))
    assert (one.rect, other.rect) == (Rect(200, 180, 300, 190), Rect(100, 190, 150, 200))


@pytest.mark.parametrize("quads", ["[0 0 1 1 2 2]", "[0 0 900 0 0 900 900 900]", "[(a) (b) 0 0 0 0 0 0]", "7"])
def test_parts_that_lie_beside_the_link_do_not_count(quads: str) -> None:
    assert [one.rect for one in found(hyperlinked_pdf(f"{RECT} /QuadPoints {quads} /Dest [4 0 R]"))] == [AT]


@pytest.mark.parametrize(
    "target",
    [
        f"{RECT}",
        f"{RECT} /Dest [99 /Fit]",
        f"{RECT} /Dest [-1 /Fit]",
        f"{RECT} /Dest [99999999999999999999 /Fit]",
        f"{RECT} /Dest [1 0 R /Fit]",
        f"{RECT} /Dest [77 0 R /Fit]",
        f"{RECT} /Dest (nobody knows)",
        f"{RECT} /Dest 100 0 R",
        f"{RECT} /A 101 0 R",
        f"{RECT} /A << /S /Named /N /PrevPage >>",
        f"{RECT} /A << /S /Sound >>",
        f"{RECT} /A << /S /URI /URI () >>",
        f"{RECT} /F 2 /Dest [4 0 R /Fit]",
        "/Rect [100 600 300] /Dest [4 0 R /Fit]",
        "/Rect [nan nan nan nan] /Dest [4 0 R /Fit]",
        f"/Rect [0 0 {'9' * 400} 10] /Dest [4 0 R /Fit]",
        "/Rect [500 900 600 950] /Dest [4 0 R /Fit]",
        "/Rect [100 600 100 600] /Dest [4 0 R /Fit]",
    ],
)
def test_what_leads_nowhere_or_lies_nowhere_is_left_out(target: str) -> None:
    loops = ["<< /D 100 0 R >>", "<< /S /GoTo /D << /D 101 0 R >> >>"]
    assert found(hyperlinked_pdf(target, f"{RECT} /Dest [4 0 R]", more=loops)) == [place(1)]


def test_numbers_beyond_all_pages_still_lead_to_the_page() -> None:
    (one,) = found(hyperlinked_pdf(f"{RECT} /Dest [4 0 R /XYZ {'9' * 400} -{'9' * 400} 0]"))
    assert one.page == 1
    assert one.point is None or Rect(0, 0, 400, 800).contains(one.point)


def test_names_that_go_round_in_circles_lead_nowhere() -> None:
    names = "/Names << /Dests 100 0 R >>"
    tree = ["<< /Kids [100 0 R 101 0 R] >>", "<< /Limits [(a) (z)] /Kids [100 0 R] >>"]
    links = [f"{RECT} /Dest (m{at})" for at in range(20)]
    assert found(hyperlinked_pdf(*links, catalog=names, more=tree)) == []


def test_a_page_full_of_links_has_as_many_as_it_may() -> None:
    data = hyperlinked_pdf(*[f"{RECT} /A << /S /URI /URI ({'a' * 3000}) >>"] * (limits.MAX_HYPERLINKS + 50))
    links = found(data)
    assert len(links) == limits.MAX_HYPERLINKS
    assert links[0].words == "a" * limits.MAX_HYPERLINK_CHARS


def test_an_image_leads_nowhere() -> None:
    assert found(builders.png()) == []


def test_a_worker_tells_what_leads_somewhere(open_bytes: Callable[..., OpenDocument]) -> None:
    document = open_bytes(hyperlinked_pdf(f"{RECT} /Dest [4 0 R /XYZ 50 700 0]", f"{RECT} /A << /S /URI /URI (http://a/) >>"))

    one, other = document.hyperlinks(0).result(PATIENCE_S)

    assert one == place(1, 50, 100)
    assert (other.kind, other.words) == (HyperlinkKind.ADDRESS, "http://a/")
    assert document.hyperlinks(1).result(PATIENCE_S) == ()
    with pytest.raises(DocumentError, match="no such page"):
        document.hyperlinks(3).result(PATIENCE_S)


def test_a_million_links_neither_stop_a_worker_nor_swell_its_answer(open_bytes: Callable[..., OpenDocument]) -> None:
    one = "<< /Subtype /Link /Rect [0 0 9 9] /Dest [4 0 R] >>"
    data = hyperlinked_pdf(entries="/Annots 100 0 R", more=["[" + "101 0 R " * 1_000_000 + "]", one])
    document = open_bytes(data)
    assert len(document.hyperlinks(1).result(PATIENCE_S)) == limits.MAX_HYPERLINKS
