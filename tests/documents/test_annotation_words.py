"""What annotations say, wherever their programs put it, and how much of a hostile list is read."""

from __future__ import annotations

import time

import pymupdf
import pytest

from reviewer.documents import limits
from reviewer.documents.parsing.handlers import _annotations_of
from reviewer.documents.protocol.annotations import read_annotations, write_annotation, write_head
from reviewer.documents.protocol.framing import ProtocolError
from reviewer.model.annotation import Annotation, AnnotationKind, PageAnnotations
from reviewer.model.geometry import Rect
from tests import builders
from tests.documents.reading import opened

LINES = ("The partner may send, read, write", "and delete private messages.")
DOCUMENT = builders.text_pdf(LINES)
NOTE = "/Subtype /Text /Rect [100 700 120 720]"
POPUP = "/Subtype /Popup /Rect [0 0 50 50]"
RICH = '<?xml version="1.0"?><body xmlns="http://www.w3.org/1999/xhtml"><p>Ask <b>Ann</b> &amp; Bob</p><p>today</p></body>'


def read(*sources: str, document: bytes = DOCUMENT) -> tuple[list[Annotation], bool]:
    return opened(builders.annotated_pdf(document, *sources)).annotations(0)


def said(*sources: str) -> list[str]:
    found, cut = read(*sources)
    assert not cut
    return [one.remark.text for one in found]


def listed(source: str, *objects: str) -> bytes:
    """Return a page whose `/Annots` is as given; "{n}" stands for the n-th of the objects."""
    doc = pymupdf.open("pdf", DOCUMENT)
    xrefs = [doc.get_new_xref() for _ in objects]

    def numbered(text: str) -> str:
        for at, xref in enumerate(xrefs):
            text = text.replace(f"{{{at}}}", f"{xref} 0 R")
        return text

    for xref, one in zip(xrefs, objects, strict=True):
        doc.update_object(xref, numbered(one))
    doc.xref_set_key(doc[0].xref, "Annots", numbered(source))
    return doc.tobytes()


def test_a_comment_that_is_only_formatted_is_read_without_its_tags() -> None:
    assert said(f"{NOTE} /RC ({RICH})") == ["Ask Ann & Bob\ntoday"]
    assert said(f"{NOTE} /Contents (Ask Ann & Bob today) /RC ({RICH})") == ["Ask Ann & Bob today"]
    assert said(f"{NOTE} /Contents (Never mind) /RC ({RICH})") == ["Never mind\nAsk Ann & Bob\ntoday"]


def test_a_formatted_comment_in_a_stream_is_read() -> None:
    doc = pymupdf.open("pdf", listed("[{0}]", f"<< {NOTE} /RC {{1}} >>", "<< >>"))
    xref = doc[0].annot_xrefs()[0][0]
    doc.update_stream(xref + 1, RICH.encode())
    assert [one.remark.text for one in opened(doc.tobytes()).annotations(0)[0]] == ["Ask Ann & Bob\ntoday"]


def test_what_only_a_popup_says_is_said_by_its_annotation() -> None:
    assert said(NOTE, f"{POPUP} /Parent {{0}} /Contents (Really?)") == ["Really?"]
    assert said(f"{NOTE} /Popup {{1}} /Contents (look)", f"{POPUP} /Parent {{0}} /Contents (ok)") == ["look\nok"]
    assert said(f"{NOTE} /Contents (Both say it)", f"{POPUP} /Parent {{0}} /Contents (Both say it)") == ["Both say it"]
    assert read(NOTE + " /Popup {1}", f"{POPUP} /Parent {{0}} /T (Ann)")[0][0].remark.author == "Ann"


def test_a_popup_of_nothing_stands_for_itself_where_it_says_something() -> None:
    found, _ = read(f"{POPUP} /Contents (Lost)", POPUP)
    assert [(one.kind, one.remark.text) for one in found] == [(AnnotationKind.NOTE, "Lost")]


def test_whatever_kind_was_commented_on_is_there() -> None:
    found, _ = read(
        "/Subtype /FileAttachment /Rect [1 1 9 9] /Contents (See the file)",
        "/Subtype /Redact /Rect [1 1 9 9] /Contents (Black this out)",
        "/Subtype /Unheard /Rect [1 1 9 9]",
        "/Subtype /Link /Rect [1 1 9 9] /Contents (Go to page 5)",
    )
    assert [(one.kind, one.remark.text) for one in found] == [
        (AnnotationKind.OTHER, "See the file"),
        (AnnotationKind.OTHER, "Black this out"),
    ]


def test_a_review_without_words_says_its_state() -> None:
    (one,), _ = read(f"{NOTE} /Contents (So?)", f"{NOTE} /T (Cy) /IRT {{0}} /State (Rejected) /StateModel (Review)")
    assert [reply.words for reply in one.replies] == ["Cy: Rejected"]


@pytest.mark.parametrize("place", ["", "/Rect (none)", "/Rect [1 2]", "/Rect [1e400 0 /x null]", f"/Rect [{'9' * 60} 0 1 1]"])
def test_a_comment_that_lies_nowhere_lies_on_its_page(place: str) -> None:
    (one,), cut = read(f"/Subtype /Text {place} /Contents (Where?)")
    assert (one.rect, one.remark.text, cut) == (Rect(0, 0, *builders.A4), "Where?", False)


def test_a_corner_that_is_no_number_does_not_lie_at_zero() -> None:
    quads = builders.quad_points(DOCUMENT, "delete")[1:-1]
    lost = f"/x {quads.partition(' ')[2]}"
    (one,), _ = read(f"/Subtype /Highlight /Rect [0 0 9 9] /QuadPoints [{lost} {quads}]")
    assert len(one.quads) == 1
    assert one.quads[0].rect.width < 60


def test_a_line_without_height_under_words_is_a_mark() -> None:
    (one,), _ = read("/Subtype /Underline /Rect [0 0 9 9] /QuadPoints [72 700 200 700 72 700 200 700]")
    assert one.quads[0].rect.width == pytest.approx(128)


@pytest.mark.parametrize(
    ("source", "colour"),
    [
        ("/C [1 0.5 0]", 0xFF8000),
        ("/C [0.5]", 0x808080),
        ("/C [0 0 0 1]", 0x000000),
        ("/C [0 1 1 0]", 0xFF0000),
        ("/C [7 -3 0]", 0xFF0000),
        ("/C [] /IC [0 0 1]", 0x0000FF),
        ("/C []", None),
        ("/C (red)", None),
        ("", None),
    ],
)
def test_the_colour_is_read_as_the_file_names_it(source: str, colour: int | None) -> None:
    found, _ = read(f"{NOTE} {source}")
    assert found[0].colour == colour
    payload = write_head(1, cut=False) + write_annotation(found[0])
    assert read_annotations(memoryview(payload), first=0, count=1).found == (found[0],)


@pytest.mark.parametrize("colour", [-2, 0x1000000])
def test_a_colour_that_there_is_not_is_a_lie(colour: int) -> None:
    one = Annotation(0, AnnotationKind.NOTE, Rect(0, 0, 1, 1), colour=colour)
    with pytest.raises(ProtocolError):
        read_annotations(memoryview(write_head(1, cut=False) + write_annotation(one)), first=0, count=1)


def test_what_is_too_long_or_too_much_is_said_to_be_missing() -> None:
    assert read(f"{NOTE} /Contents ({'x' * (limits.MAX_REMARK_CHARS + 1)})")[1]
    assert read(f"{NOTE} /Contents (a)", *(f"{NOTE} /Contents (b) /IRT {{0}}" for _ in range(limits.MAX_REPLIES + 1)))[1]
    quads = builders.quad_points(DOCUMENT, "delete")[1:-1]
    many = " ".join([quads] * (limits.MAX_ANNOTATION_QUADS + 1))
    (one,), cut = read(f"/Subtype /Highlight /Rect [0 0 9 9] /QuadPoints [{many}]")
    assert (len(one.quads), cut) == (limits.MAX_ANNOTATION_QUADS, True)


@pytest.mark.parametrize("text", ["a " * 30_000, "a" * 150, "b\\n" * 5_000])
def test_a_page_that_says_one_text_a_thousand_times_is_read_up_to_a_bound(text: str) -> None:
    """What is read is counted, however it stands there: each reading costs, and pixels are waited for meanwhile."""
    objects = tuple(f"<< {NOTE} /Contents {{0}} /RC {{0}} /Popup << /Contents {{0}} >> >>" for _ in range(1_000))
    members = " ".join(f"{{{at}}}" for at in range(1, len(objects) + 1))
    found, cut = opened(listed(f"[{members}]", f"({text})", *objects)).annotations(0)
    said = sum(one.remark.text != "" for one in found)
    assert len(found) == 1_000, "none is hidden"
    if len(text) > 1_000:
        assert cut
        assert said * len(text) <= limits.ANNOTATION_TEXT_BYTES
    else:
        assert (cut, said) == (False, 1_000)


GOOD = f"<< {NOTE} /Contents (Here) >>"
HOSTILE = {
    "a list that is a text": ("(none)", (), 0, True),
    "a list that is one annotation": ("{0}", (GOOD,), 1, False),
    "a list of itself": ("{0}", ("[{0} {0} {1}]", GOOD), 1, True),
    "nothing and numbers": ("[null 7 (x) /y [1] {0}]", (GOOD,), 1, True),
    "nothing between": ("[null null {0}]", (GOOD,), 1, False),
    "a parent that is its own": (
        "[{0} {1}]",
        (f"<< {NOTE} /Contents (Here) /IRT {{0}} /Parent {{0}} /Popup {{1}} >>", f"<< {POPUP} /Parent {{1}} /Popup {{1}} >>"),
        1,
        False,
    ),
    "a million": (f"[{{0}} {'null ' * 1_000_000}]", (GOOD,), 1, True),
}


@pytest.mark.parametrize(("source", "objects", "count", "cut"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_list_hides_nothing_and_is_said_to_be_one(source: str, objects: tuple[str, ...], count: int, cut: bool) -> None:
    found, some_missing = opened(listed(source, *objects)).annotations(0)
    assert ([one.remark.text for one in found], some_missing) == (["Here"] * count, cut)


def test_one_endless_comment_that_thousands_refer_to_is_not_read_for_each_of_them() -> None:
    text = f"({'x' * 10_000_000})"
    data = listed(f"[{' '.join(['{0}'] * 1_900)} {{2}}]", f"<< {NOTE} /Contents {{1}} >>", text, GOOD)
    document = opened(data)
    started = time.process_time()
    found, cut = document.annotations(0)
    assert time.process_time() - started < 5
    assert found[-1].remark.text == "Here"
    assert cut


def test_an_answer_ends_when_it_has_taken_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    document = opened(builders.many_pages_pdf(5))
    monkeypatch.setattr(limits, "ANNOTATING_S", 0.0)
    assert _answer(document).pages == 1
    monkeypatch.setattr(limits, "ANNOTATING_S", 60.0)
    assert _answer(document).pages == 5


def _answer(document: object) -> PageAnnotations:
    return read_annotations(memoryview(b"".join(_annotations_of(document, 0, 5))), first=0, count=5)  # type: ignore[arg-type]


def test_an_answer_that_is_long_ends_with_its_page(monkeypatch: pytest.MonkeyPatch) -> None:
    doc = pymupdf.open("pdf", builders.many_pages_pdf(5))
    for page in doc:
        page.add_text_annot((100, 100), "A comment of some length")
    document = opened(doc.tobytes())
    monkeypatch.setattr(limits, "ANNOTATING_S", 60.0)
    monkeypatch.setattr(limits, "ENOUGH_ANNOTATIONS_BYTES", 10)
    read = _answer(document)
    assert (read.pages, len(read.found), read.cut) == (1, 1, False)


def test_marks_on_endless_lines_are_read_in_a_moment_and_said_to_be_cut() -> None:
    many = " ".join(["72 700 200 700 72 690 200 690"] * limits.MAX_ANNOTATION_QUADS)
    mark = "<< /Subtype /Highlight /Rect [72 690 200 700] /QuadPoints {1} >>"
    document = opened(listed(f"[{' '.join(['{0}'] * 1_900)}]", mark, f"[{many}]"))
    started = time.process_time()
    found, cut = document.annotations(0)
    assert time.process_time() - started < 8
    assert (len(found), cut) == (1_900, True)
    assert sum(len(one.quads) for one in found) <= limits.MAX_PAGE_QUADS + len(found)
