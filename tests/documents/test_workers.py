"""Documents in worker processes: what a person notices, over both channels."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pymupdf
import pytest

from reviewer.documents import limits
from reviewer.documents.client import OpenDocument, PixelRect, Source, Workers
from reviewer.documents.protocol.framing import Kind
from reviewer.errors import DocumentError, PasswordNeededError, WorkerError
from reviewer.model.geometry import Rect
from reviewer.model.text_layer import LayerKind
from tests import builders
from tests.documents.conftest import PATIENCE_S

Open = Callable[..., OpenDocument]


def test_a_pdf_opens_and_shows_its_first_page(open_bytes: Open) -> None:
    document = open_bytes(builders.text_pdf(builders.REGISTER, title="Register"))
    assert (document.media_type, document.page_count, document.encrypted, document.repaired) == (
        "application/pdf",
        1,
        False,
        False,
    )
    assert (document.first_page.width, document.first_page.height) == builders.A4
    bitmap = document.render(0, scale=2).result(PATIENCE_S)
    assert (bitmap.width_px, bitmap.height_px, bitmap.stride) == (1190, 1684, 4760)
    pixels = bytes(bitmap.buffer)
    assert pixels[:4] == b"\xff\xff\xff\xff"
    assert min(pixels) == 0, "nothing was drawn"
    assert set(pixels[3::4]) == {255}


def test_a_tile_is_the_same_part_of_the_whole_page(open_bytes: Open) -> None:
    document = open_bytes(builders.text_pdf(builders.REGISTER))
    whole = document.render(0, scale=1).result(PATIENCE_S)
    tile = document.render(0, scale=1, clip=PixelRect(70, 80, 100, 30)).result(PATIENCE_S)
    rows = [bytes(whole.buffer[(80 + y) * whole.stride + 70 * 4 :][: 100 * 4]) for y in range(30)]
    assert bytes(tile.buffer) == b"".join(rows)


@pytest.mark.parametrize("data", [builders.scanned_pdf(builders.REGISTER), builders.marked_pdf("It was ", "never", " sold")])
def test_the_parts_of_a_page_are_to_the_pixel_what_mupdf_shows(open_bytes: Open, data: bytes) -> None:
    scale = 0.73
    with pymupdf.open(stream=data) as own:
        pixmap = own[0].get_pixmap(matrix=pymupdf.Matrix(scale, scale), alpha=False)
    document, half = open_bytes(data), pixmap.height // 2 + 1
    for top, height in ((half, pixmap.height - half), (0, half)):
        part = document.render(0, scale=scale, clip=PixelRect(0, top, pixmap.width, height)).result(PATIENCE_S)
        rows = pixmap.samples[top * pixmap.stride : (top + height) * pixmap.stride]
        drawn = bytes(part.buffer)
        for channel in range(3):
            assert drawn[2 - channel :: 4] == rows[channel::3]


def test_what_lies_beyond_the_page_is_white(open_bytes: Open) -> None:
    document = open_bytes(builders.text_pdf(builders.REGISTER))
    beyond = document.render(0, scale=1, clip=PixelRect(5000, -3000, 10, 10)).result(PATIENCE_S)
    assert bytes(beyond.buffer) == b"\xff" * 400


def test_characters_and_plain_text_agree(open_bytes: Open) -> None:
    document = open_bytes(builders.text_pdf(builders.REGISTER, builders.DENIAL))
    texts = document.plain_text(0, 2).result(PATIENCE_S)
    assert texts[0].splitlines() == list(builders.REGISTER)
    for page, text in enumerate(texts):
        characters = document.text(page).result(PATIENCE_S)
        assert characters.text == text
        assert len(characters.boxes) == 8 * len(text)
        assert characters.extractor.startswith("mupdf 1.")


@pytest.mark.parametrize(("letters", "lines", "leading"), [(2_000, 101, 0.6), (1, 10_100, 0.06)], ids=["letters", "lines"])
def test_of_a_page_of_endless_text_the_first_is_read_and_said_not_to_be_all(
    open_bytes: Open, letters: int, lines: int, leading: float
) -> None:
    doc = pikepdf.open(io.BytesIO(builders.text_pdf(builders.REGISTER, builders.DENIAL)))
    doc.pages[0].Resources.Font["/Plain"] = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    line = b"(" + b"ab" * (letters // 2) + b"c" * (letters % 2) + b") Tj T* "
    size = b"BT /Plain %.3f Tf %.3f TL 1 0 0 1 50 750 Tm " % (leading / 1.5, leading)
    doc.pages[0].Contents = doc.make_stream(size + line * lines + b"ET")
    saved = io.BytesIO()
    doc.save(saved)
    document = open_bytes(saved.getvalue())
    text = document.text(0).result(PATIENCE_S)
    assert text.is_cut
    assert len(text.text) == limits.MAX_PAGE_CHARS or text.text.count("\n") == limits.MAX_PAGE_LINES
    assert text.text.startswith("ab" * (letters // 2) + "c" * (letters % 2) + "\n")
    first, second = document.plain_texts(0, 2).result(PATIENCE_S).pages
    assert (first.text, first.is_unread, second.is_unread) == (text.text, True, False)
    assert not document.text(1).result(PATIENCE_S).is_cut
    assert document.render(0, scale=0.1).result(PATIENCE_S).width_px == 60


def test_the_outline_names_levels_titles_and_pages(open_bytes: Open) -> None:
    document = open_bytes(builders.text_pdf(("a",), ("b",), outline=[(1, "One", 1), (2, "One and a half", 2), (1, "Two", 2)]))
    items = document.outline().result(PATIENCE_S)
    assert [(one.level, one.title, one.page) for one in items] == [(1, "One", 0), (2, "One and a half", 1), (1, "Two", 1)]


def test_the_outline_is_read_once_whoever_asks_for_it(open_bytes: Open) -> None:
    document = open_bytes(builders.text_pdf(("a",), outline=[(1, "One", 1)]))
    asked: list[Kind] = []
    submit = document._submit
    document._submit = lambda job, lane=None: asked.append(job.kind) or submit(job, lane)  # type: ignore[method-assign]
    first, second = document.outline(), document.outline()
    assert first.result(PATIENCE_S) == second.result(PATIENCE_S) == document.outline().result(PATIENCE_S)
    assert asked == [Kind.OUTLINE]


def test_the_geometry_of_many_pages_comes_in_order(open_bytes: Open) -> None:
    document = open_bytes(builders.many_pages_pdf(1200))
    pages = document.pages().result(PATIENCE_S)
    assert [one.index for one in pages] == list(range(1200))
    assert document.pages(1100, 3).result(PATIENCE_S) == pages[1100:1103]


def test_pages_that_do_not_exist_are_refused_with_a_sentence(open_bytes: Open) -> None:
    document = open_bytes(builders.text_pdf(("a",)))
    futures = [
        document.render(1, scale=1, clip=PixelRect(0, 0, 5, 5)),
        document.render(7, scale=1),
        document.text(-1),
        document.plain_text(0, 2),
        document.pages(3, 1),
        document.crop(1, Rect(0, 0, 10, 10), scale=1),
    ]
    for future in futures:
        with pytest.raises(DocumentError, match="no such page"):
            future.result(PATIENCE_S)


@pytest.mark.parametrize(
    ("clip", "scale"),
    [
        (PixelRect(0, 0, 0, 5), 1.0),
        (PixelRect(0, 0, 40_000, 1), 1.0),
        (PixelRect(0, 0, 30_000, 30_000), 1.0),
        (PixelRect(0, 0, 9, 9), 0.0),
    ],
)
def test_renders_beyond_the_limits_are_refused_without_asking_the_worker(open_bytes: Open, clip: PixelRect, scale: float) -> None:
    document = open_bytes(builders.text_pdf(("a",)))
    assert document.render(0, scale=scale, clip=clip).exception(0) is not None


def test_a_locked_document_asks_for_its_password(workers: Workers, open_bytes: Open) -> None:
    data = builders.encrypted_pdf("hunter2")
    with Source.from_bytes(data) as source:
        with pytest.raises(PasswordNeededError, match="locked"):
            workers.open(source).result(PATIENCE_S)
        with pytest.raises(PasswordNeededError, match="does not open"):
            workers.open(source, password="hunter3").result(PATIENCE_S)
    document = open_bytes(data, "hunter2")
    assert document.encrypted
    assert "messages" in document.plain_text(0, 1).result(PATIENCE_S)[0]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (builders.damaged_pdf(), "damaged"),
        (builders.zero_page_pdf(), "no pages"),
        (b"Dear all,\nplease find attached nothing.\n", "not a PDF"),
        (b"<html><body><p>%PDF-1.7</p></body></html>", "damaged|not a PDF"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', "not a PDF"),
        (builders.png()[:16], "damaged"),
        (builders.huge_png(side=24_500), "600 million pixels"),
    ],
    ids=["damaged", "no-pages", "words", "html", "svg", "cut-image", "huge-image"],
)
def test_what_cannot_be_shown_is_refused_with_its_own_sentence(workers: Workers, data: bytes, sentence: str) -> None:
    with Source.from_bytes(data) as source, pytest.raises(DocumentError, match=sentence) as told:
        workers.open(source).result(PATIENCE_S)
    assert told.value.hint
    assert not isinstance(told.value, WorkerError)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (builders.recognised_pdf(), LayerKind.OCR),
        (builders.recognised_pdf(rotation=90), LayerKind.OCR),
        (builders.recognised_pdf(share=0.6), LayerKind.OCR),
        (builders.recognised_pdf(share=0.2), LayerKind.BORN_DIGITAL),
        (builders.recognised_pdf(render_mode=0), LayerKind.BORN_DIGITAL),
        (builders.recognised_pdf(stamp="Case 4:08-cv-02214 Document 27 Filed 02/03/09"), LayerKind.OCR),
        (builders.recognised_pdf(["messages"], stamp="A whole line that somebody printed over it " * 2), LayerKind.BORN_DIGITAL),
        (builders.text_pdf(builders.REGISTER), LayerKind.BORN_DIGITAL),
    ],
    ids=["scan", "turned scan", "with a margin", "small picture", "seen words", "seen stamp", "mostly seen", "no picture"],
)
def test_unseen_words_over_a_scan_are_said_to_be_recognised(open_bytes: Open, data: bytes, kind: LayerKind) -> None:
    document = open_bytes(data)
    assert [one.kind for one in document.plain_texts(0, 1).result(PATIENCE_S).pages] == [kind]
    text = document.text(0).result(PATIENCE_S)
    assert (text.kind, text.layer.kind) == (kind, kind)
    assert "messages" in text.text


@pytest.mark.parametrize(
    ("data", "is_scan"),
    [
        (builders.stamped_scan_pdf(["What the picture says"]), True),
        (builders.stamped_scan_pdf(["What the picture says"], rotation=270), True),
        (builders.recognised_pdf(), False),
        (builders.recognised_pdf(["A caption"], share=0.6, render_mode=0), False),
        (builders.recognised_pdf(["A line of prose set over a photograph"] * 20, render_mode=0), False),
        (builders.text_pdf(["A short letter"]), False),
    ],
    ids=["stamped", "turned", "recognised", "part of the page", "prose", "no picture"],
)
def test_a_scan_with_only_a_stamp_on_it_is_told_from_a_page_with_text(open_bytes: Open, data: bytes, is_scan: bool) -> None:
    document = open_bytes(data)
    assert [one.is_scan for one in document.plain_texts(0, 1).result(PATIENCE_S).pages] == [is_scan]
    assert document.text(0).result(PATIENCE_S).is_scan is is_scan


def test_a_rebuilt_file_is_said_to_be_repaired(open_bytes: Open) -> None:
    document = open_bytes(builders.repairable_pdf())
    assert document.repaired
    assert "messages" in document.plain_text(0, 1).result(PATIENCE_S)[0]


def test_the_callers_source_may_be_closed_once_the_document_is_open(open_bytes: Open) -> None:
    document = open_bytes(builders.text_pdf(builders.REGISTER))
    assert document.outline().result(PATIENCE_S) == ()


def test_our_own_pages_are_typeset_and_pictured_the_same_each_time(workers: Workers) -> None:
    html = "<h1>Register</h1><p>Partner permissions</p>"
    futures = [workers.typeset(html, width_pt=300, height_pt=400) for _ in range(2)]
    first, second = (one.result(PATIENCE_S) for one in futures)
    assert first == second
    assert first.startswith(b"%PDF-")
    png = workers.picture(html, width_px=400, height_px=300).result(PATIENCE_S)
    assert png.startswith(b"\x89PNG")


def test_a_copy_is_made_beside_the_reading(open_bytes: Open) -> None:
    document = open_bytes(builders.text_pdf(builders.REGISTER))
    before = document.worker_pid
    copy = document.annotated_copy([], moment="2026-03-04T22:04:05.123Z", title="Register").result(PATIENCE_S)
    assert copy.startswith(b"%PDF-")
    assert document.worker_pid == before
    crop = document.crop(0, Rect(60, 80, 260, 110), scale=2).result(PATIENCE_S)
    assert (crop.width_px, crop.height_px) == (400, 60)
    assert len(crop.dhash) == 16


def test_a_copy_that_is_being_made_outlives_its_document(open_bytes: Open) -> None:
    document = open_bytes(builders.text_pdf(builders.REGISTER))
    copy = document.annotated_copy([], moment="2019-01-02T03:04:05.000Z", title="Register")
    document.close()
    assert copy.result(PATIENCE_S).startswith(b"%PDF-")
    with pytest.raises(WorkerError, match="The document is closed"):
        document.annotated_copy([], moment="2019-01-02T03:04:05.000Z", title="Register").result(PATIENCE_S)


def test_after_the_end_everything_is_refused(workers: Workers, open_bytes: Open) -> None:
    document = open_bytes(builders.text_pdf(("a",)))
    document.close()
    with pytest.raises(WorkerError, match="closed"):
        document.outline().result(PATIENCE_S)
    other = open_bytes(builders.text_pdf(("b",)))
    workers.close()
    for future in (other.outline(), other.pages(), workers.typeset("<p>x", width_pt=10, height_pt=10)):
        with pytest.raises(WorkerError, match="closed"):
            future.result(PATIENCE_S)
    with Source.from_bytes(builders.text_pdf(("c",))) as source, pytest.raises(WorkerError, match="closed"):
        workers.open(source).result(PATIENCE_S)
