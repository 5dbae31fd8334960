"""Annotated copies, read with programs that share no code with the writer: pypdf, pikepdf, poppler."""

from __future__ import annotations

import io
import subprocess
from dataclasses import replace
from pathlib import Path

import pikepdf
import pymupdf
import pypdf
import pytest
from PIL import Image, ImageChops

from reviewer.documents.marks import MARK_COLOURS, Mark
from reviewer.documents.parsing.making.stamp import annotated_copy
from reviewer.documents.parsing.opened import RefusedError
from reviewer.documents.protocol.framing import Status
from reviewer.model.geometry import PageQuad, Quad, Rect, page_rotation
from reviewer.model.stance import Stance
from tests import builders
from tests.documents.reading import MOMENT, PASSAGE, opened, page_texts, pike, region_mark, text_mark

QUOTE = "send, read, write and delete private messages"
FILL = MARK_COLOURS[Stance.CONTRADICTS].filled
SHAPES = {
    "upright": {},
    "90": {"rotation": 90},
    "180": {"rotation": 180},
    "270": {"rotation": 270},
    "cropped": {"crop": (50, 40, 500, 700)},
    "user unit": {"user_unit": 2},
    "all": {"rotation": 90, "crop": (50, 40, 500, 700), "user_unit": 2},
}


def copy_of(data: bytes, *marks: Mark, password: str | None = None, title: str = "A title") -> bytes:
    return annotated_copy(opened(data, password), marks, MOMENT, title)


def annotations(data: bytes, page: int = 0) -> list[pikepdf.Dictionary]:
    return list(pike(data).pages[page].obj.get("/Annots", []))


def drawn(data: bytes, tmp_path: Path, *, page: int = 1, dpi: int = 72) -> Image.Image:
    """Return a page as poppler draws it."""
    (tmp_path / "copy.pdf").write_bytes(data)
    command = [
        "pdftoppm",
        "-r",
        str(dpi),
        "-f",
        str(page),
        "-l",
        str(page),
        "-cropbox",
        "-png",
        "-singlefile",
        "copy.pdf",
        "page",
    ]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    with Image.open(tmp_path / "page.png") as image:
        return image.convert("RGB")


def coloured(image: Image.Image, colour: tuple[int, int, int]) -> tuple[int, int, int, int] | None:
    """Return the box around pixels of about that colour."""
    away = ImageChops.difference(image, Image.new("RGB", image.size, colour)).split()
    farthest = ImageChops.lighter(ImageChops.lighter(away[0], away[1]), away[2])
    return farthest.point([255 if value <= 3 else 0 for value in range(256)]).getbbox()


@pytest.mark.parametrize("shape", SHAPES)
def test_pypdf_finds_the_quoted_words_at_the_quads(shape: str) -> None:
    data = builders.text_pdf(builders.REGISTER, **SHAPES[shape])
    page = pypdf.PdfReader(io.BytesIO(copy_of(data, text_mark(opened(data), QUOTE)))).pages[0]
    (note,) = (one.get_object() for one in page["/Annots"])
    corners = [float(number) for number in note["/QuadPoints"]]
    assert len(corners) == 16
    (ulx, uly, urx, ury, llx, lly, lrx, lry) = corners[:8]
    assert (uly, lly, ulx, urx) == (ury, lry, llx, lrx)  # upright in user space whatever the page's turn
    assert uly > lly
    assert urx > ulx
    starts: dict[str, tuple[float, float]] = {}

    def visit(text: str, cm: list[float], tm: list[float], _font: object, size: float) -> None:
        del size
        if text.strip():
            starts.setdefault(text.strip(), (tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5]))

    page.extract_text(visitor_text=visit)
    baseline = next(place for text, place in starts.items() if text.startswith("delete"))
    second = corners[8:]
    assert second[0] == pytest.approx(baseline[0], abs=0.6)
    assert second[5] < baseline[1] < second[1]
    x0, y0, x1, y1 = (float(number) for number in note["/Rect"])
    assert x0 < min(corners[0::2])
    assert max(corners[0::2]) < x1
    assert y0 < min(corners[1::2])
    assert max(corners[1::2]) < y1


@pytest.mark.needs("pdftoppm")
@pytest.mark.parametrize("shape", SHAPES)
def test_poppler_paints_the_colour_where_the_words_are(shape: str, tmp_path: Path) -> None:
    data = builders.text_pdf(builders.REGISTER, **SHAPES[shape])
    document = opened(data)
    mark = text_mark(document, QUOTE)
    info = document.page_info(0)
    unit = 2 if SHAPES[shape].get("user_unit") else 1
    image = drawn(copy_of(data, mark), tmp_path, dpi=72 * unit)  # poppler does not know user units
    plain = drawn(copy_of(data), tmp_path, dpi=72 * unit)
    assert image.size == pytest.approx(info.shown_size, abs=1.5)
    turn = page_rotation(info.width, info.height, info.rotation)
    expected = turn.apply_rect(Rect.around(point for one in mark.quads for point in one.quad.points))
    assert coloured(image, FILL) == pytest.approx((expected.x0, expected.y0, expected.x1, expected.y1), abs=2.5)
    assert coloured(plain, FILL) is None
    inside = turn.apply_rect(mark.quads[1].quad.rect)
    box = tuple(round(side) for side in (inside.x0, inside.y0, inside.x1, inside.y1))
    assert image.crop(box).convert("L").getextrema()[0] < 90, "the words must be seen through the colour"


def test_annotation_says_what_readers_show() -> None:
    data = builders.text_pdf(builders.REGISTER)
    (note,) = annotations(copy_of(data, text_mark(opened(data), QUOTE)))
    assert note.Subtype == "/Highlight"
    assert note.F == 4
    assert str(note.NM) == PASSAGE
    assert str(note.T) == "Desk"
    assert str(note.Subj) == "contradicts"
    assert str(note.Contents) == "Contradicts claim 2:\n“It never asked.” (not) \\ so"
    assert str(note.M) == str(note.CreationDate) == "D:20260304220405Z"
    assert [round(float(part) * 255) for part in note.C] == list(MARK_COLOURS[Stance.CONTRADICTS].rgb)
    form = note.AP.N
    assert form.Subtype == "/Form"
    assert list(form.BBox) == list(note.Rect)
    assert form.Resources.ExtGState.M.BM == "/Multiply"
    assert b"/M gs" in form.read_bytes()


def test_page_knows_its_annotation_and_the_annotation_its_page() -> None:
    data = builders.text_pdf(builders.REGISTER)
    pdf = pike(copy_of(data, text_mark(opened(data), QUOTE)))
    assert pdf.pages[0].obj.Annots[0].P.objgen == pdf.pages[0].obj.objgen


def test_passage_over_pages_is_one_annotation_a_page_named_in_order() -> None:
    data = builders.text_pdf(["It was given access to"], ["private"], ["messages in 2014."])
    copy = copy_of(data, text_mark(opened(data), "access to private messages"))
    names = [[str(note.NM) for note in annotations(copy, page)] for page in range(3)]
    assert names == [[PASSAGE], [f"{PASSAGE}:2"], [f"{PASSAGE}:3"]]


def test_quad_of_text_that_runs_upwards_keeps_the_order_of_its_corners() -> None:
    doc = pymupdf.open()
    page = doc.new_page(width=300, height=300)
    page.insert_text((100, 200), "upwards", rotate=90)
    data = doc.tobytes(no_new_id=True)
    (note,) = annotations(copy_of(data, text_mark(opened(data), "upwards")))
    ulx, uly, urx, ury, llx, lly, _lrx, _lry = (float(number) for number in note.QuadPoints)
    assert ury > uly  # the text's right is the page's top
    assert llx > ulx  # its bottom is the page's right
    assert urx == pytest.approx(ulx)
    assert lly == pytest.approx(uly)


def test_existing_annotations_stay_and_come_first() -> None:
    doc = pymupdf.open("pdf", builders.text_pdf(builders.REGISTER))
    note = doc[0].add_text_annot((300, 300), "From somebody else")
    note.set_info(title="Somebody")
    note.update()
    data = doc.tobytes(no_new_id=True)
    before = annotations(data)[0]
    first, *_, second = annotations(copy_of(data, text_mark(opened(data), QUOTE)))
    assert {key: str(first[key]) for key in ("/NM", "/Contents", "/T", "/Rect")} == {
        key: str(before[key]) for key in ("/NM", "/Contents", "/T", "/Rect")
    }
    assert str(second.NM) == PASSAGE


def test_annotations_array_shared_by_two_pages_is_not_added_to_both() -> None:
    doc = pymupdf.open("pdf", builders.text_pdf(builders.REGISTER, builders.DENIAL))
    shared = doc.get_new_xref()
    doc.update_object(shared, "[]")
    for page in doc:
        doc.xref_set_key(page.xref, "Annots", f"{shared} 0 R")
    data = doc.tobytes(no_new_id=True)
    copy = copy_of(data, text_mark(opened(data), QUOTE))
    assert [len(annotations(copy, page)) for page in (0, 1)] == [1, 0]


@pytest.mark.parametrize("nested", [False, True])
def test_a_page_object_that_is_two_pages_is_marked_on_one(nested: bool) -> None:
    """The second page of a tree that names one page object, or one node, twice; what is inherited stays."""
    doc = pymupdf.open("pdf", builders.text_pdf(builders.REGISTER))
    root = int(doc.xref_get_key(doc.pdf_catalog(), "Pages")[1].split()[0])
    page = doc.page_xref(0)
    kind, box = doc.xref_get_key(page, "MediaBox")
    assert kind == "array"
    doc.xref_set_key(page, "MediaBox", "null")
    doc.xref_set_key(root, "MediaBox", box)
    below, count = f"{page} 0 R", 1
    if nested:
        node, count = doc.get_new_xref(), 2
        doc.update_object(node, f"<< /Type /Pages /Parent {root} 0 R /Kids [{below} {below}] /Count 2 /Rotate 90 >>")
        doc.xref_set_key(page, "Parent", f"{node} 0 R")
        below = f"{node} 0 R"
    doc.xref_set_key(root, "Kids", f"[{below} {below}]")
    doc.xref_set_key(root, "Count", str(2 * count))
    data = doc.tobytes(no_new_id=True)
    shown = opened(data)
    assert shown.page_count == 2 * count
    mark = text_mark(shown, QUOTE)
    copy = copy_of(data, replace(mark, quads=tuple(PageQuad(1, one.quad) for one in mark.quads)))
    assert [len(annotations(copy, page)) for page in range(2 * count)] == [0, 1, *[0] * (2 * count - 2)]
    assert [opened(copy).page_info(page) for page in range(2 * count)] == [shown.page_info(page) for page in range(2 * count)]
    for page, text in page_texts(opened(copy)).items():
        before = page_texts(shown)[page]
        assert text.text == before.text
        assert list(text.boxes) == pytest.approx(list(before.boxes), abs=0.01)


def test_region_is_a_square_with_border_and_light_inside() -> None:
    data = builders.text_pdf(builders.REGISTER, rotation=90, crop=(50, 40, 500, 700))
    (note,) = annotations(copy_of(data, region_mark(Rect(100, 200, 180, 250))))
    assert note.Subtype == "/Square"
    inner = [float(side) + float(by) * sign for side, by, sign in zip(note.Rect, note.RD, (1, 1, -1, -1), strict=True)]
    # the crop box begins at x = 50 and ends 40 below the top of 842 points
    assert inner == pytest.approx([150, 842 - 40 - 250, 230, 842 - 40 - 200], abs=0.01)
    assert note.BS.W > 0
    assert all(float(part) > 0.5 for part in note.IC)


def test_text_and_geometry_of_the_copy_are_those_of_the_original() -> None:
    data = builders.text_pdf(builders.REGISTER, builders.DENIAL, **SHAPES["all"])
    copy = opened(copy_of(data, text_mark(opened(data), QUOTE)))
    original = opened(data)
    for page in (0, 1):
        assert copy.page_info(page) == original.page_info(page)
        assert page_texts(copy)[page].text == page_texts(original)[page].text
        assert page_texts(copy)[page].boxes == page_texts(original)[page].boxes


def test_same_input_gives_the_same_bytes_and_another_moment_others() -> None:
    data = builders.text_pdf(builders.REGISTER, title="Register")
    mark = text_mark(opened(data), QUOTE)
    one = annotated_copy(opened(data), [mark], MOMENT, "t")
    assert one == annotated_copy(opened(data), [mark], MOMENT, "t")
    later = annotated_copy(opened(data), [mark], "2027-01-01T00:00:00.000Z", "t")
    ids = [[bytes(part) for part in pike(copy).trailer.ID] for copy in (one, later)]
    assert ids[0][0] == ids[1][0]
    assert ids[0][1] != ids[1][1]


def test_the_only_time_in_the_copy_is_the_moment() -> None:
    data = builders.text_pdf(builders.REGISTER, title="Register")
    info = pike(copy_of(data, text_mark(opened(data), QUOTE))).docinfo
    assert str(info.ModDate) == "D:20260304220405Z"
    assert str(info.Title) == "Register"
    original = pike(data).docinfo
    assert {key: str(info[key]) for key in info} == {key: str(original[key]) for key in original} | {
        "/ModDate": str(info.ModDate)
    }


def test_original_file_identifier_stays_as_the_first_half() -> None:
    pdf = pike(builders.text_pdf(builders.REGISTER))
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True)
    wanted = bytes(pike(out.getvalue()).trailer.ID[0])
    copy = copy_of(out.getvalue(), text_mark(opened(out.getvalue()), QUOTE))
    assert bytes(pike(copy).trailer.ID[0]) == wanted


def test_copy_holds_nothing_of_earlier_revisions(tmp_path: Path) -> None:
    path = tmp_path / "two.pdf"
    path.write_bytes(builders.text_pdf(builders.REGISTER))
    doc = pymupdf.open(path)
    secret = doc.get_new_xref()
    doc.update_object(secret, "<< /Earlier (revision-secret) >>")
    doc.saveIncr()
    data = path.read_bytes()
    assert b"revision-secret" in data
    copy = copy_of(data, text_mark(opened(data), QUOTE))
    assert b"revision-secret" not in copy
    assert copy.count(b"%%EOF") == 1


def test_shown_document_is_not_changed_by_stamping() -> None:
    data = builders.text_pdf(builders.REGISTER)
    document = opened(data)
    before = document.page_image(0, 1.0).tobytes()
    annotated_copy(document, [text_mark(document, QUOTE)], MOMENT, "t")
    assert document.page_image(0, 1.0).tobytes() == before
    assert document.pdf is not None
    assert not list(document.pdf[0].annots())


def test_copy_of_an_encrypted_document_opens_without_a_password() -> None:
    data = builders.encrypted_pdf("opensesame")
    mark = text_mark(opened(data, "opensesame"), QUOTE)
    copy = copy_of(data, mark, password="opensesame")
    reader = pypdf.PdfReader(io.BytesIO(copy))
    assert not reader.is_encrypted
    assert "delete private messages" in reader.pages[0].extract_text()
    assert str(annotations(copy)[0].NM) == PASSAGE


def test_repaired_document_is_copied_too() -> None:
    data = builders.repairable_pdf()
    assert len(annotations(copy_of(data, text_mark(opened(data), QUOTE)))) == 1


@pytest.mark.parametrize(("page", "moment", "status"), [(3, MOMENT, Status.NO_SUCH_PAGE), (0, "yesterday", Status.BAD_REQUEST)])
def test_wrong_words_are_refused(page: int, moment: str, status: Status) -> None:
    with pytest.raises(RefusedError) as refused:
        annotated_copy(opened(builders.text_pdf()), [region_mark(Rect(0, 0, 9, 9), page=page)], moment, "t")
    assert refused.value.status is status


@pytest.mark.parametrize("stance", list(MARK_COLOURS))
def test_lines_that_overlap_are_not_painted_twice(stance: Stance | None, tmp_path: Path) -> None:
    data = builders.text_pdf(["x"])
    quads = tuple(PageQuad(0, Quad.of_rect(Rect(200, y, 300, y + 30))) for y in (200, 220))
    copy = copy_of(data, Mark(PASSAGE, quads, stance))
    image = opened(copy).page_image(0, 1.0)
    assert max(abs(a - b) for a, b in zip(image.getpixel((250, 210)), image.getpixel((250, 225)), strict=True)) <= 1
