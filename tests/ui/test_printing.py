"""Printing, by what is on the paper: sheets, sizes, passages and the line at the foot, read back with readers of others."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pymupdf
import pypdf
import pytest
from PIL import Image
from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout
from PySide6.QtPrintSupport import QPrinter

from reviewer.documents.client import Bitmap, PixelRect, Workers
from reviewer.documents.open_document import OpenDocument
from reviewer.documents.sources import source as source_module
from reviewer.errors import CancelledError, DocumentError, PrintError
from reviewer.model.geometry import Rect
from reviewer.model.ids import Clock, NewId, Reviewer
from reviewer.model.page import PageInfo
from reviewer.model.stance import Stance
from reviewer.services.adding.importing import ImportStatus, add_documents
from reviewer.services.adding.large_files import Decided
from reviewer.services.passwords import ListedPasswords
from reviewer.services.session import Session
from reviewer.ui.look.theme import Theme
from reviewer.ui.printing import run, spool
from reviewer.ui.printing.order import OWN_SIZE, PrintOrder, PrintReport, PrintWish
from reviewer.ui.printing.page_pixels import awaited
from reviewer.ui.printing.placing import Room, place
from reviewer.ui.printing.run import print_on, print_to_file
from reviewer.ui.viewer.view_mark import ViewMark
from tests import builders
from tests.ui.viewer.fakes import mark

LETTER = (612.0, 792.0)
LINES = ("The partner may send, read, write", "and delete private messages.")
WISH = PrintWish((0,), foot=False)
ORANGE = (0xD5, 0x5E, 0x00)


@pytest.fixture
def no_workers(workers: Workers) -> Callable[[], Workers]:
    """Return real worker processes to the case, in place of none."""
    return lambda: workers


class Press:
    """Prints documents of one case into files."""

    def __init__(self, session: Session, theme: Theme, folder: Path) -> None:
        self.session = session
        self.theme = theme
        self.folder = folder
        self.out = folder / "printed.pdf"

    def order(self, data: bytes, wish: PrintWish, marks: Sequence[ViewMark] = (), *, name: str = "register.pdf") -> PrintOrder:
        """Add a document and return what is to be printed of it; by default all of its pages."""
        path = self.folder / name
        path.write_bytes(data)
        (result,) = add_documents(
            self.session, [path], passwords=ListedPasswords(["opensesame"]), linking=Decided(link=True)
        ).result()
        assert result.status is ImportStatus.ADDED, result.reason
        found = result.document
        assert found is not None
        document, pages = self.session.read(lambda case: (case.document(found), case.pages(found))).result()
        if wish.pages == (0,):
            wish = replace(wish, pages=tuple(range(len(pages))))
        return PrintOrder(document, pages, wish, lambda: marks)

    def run(
        self, order: PrintOrder, stopped: Callable[[], bool] = lambda: False, told: Callable[..., None] = print
    ) -> PrintReport:
        """Print on a thread, as the window does."""
        return self.session.job(
            lambda: print_to_file(self.session, self.theme, order, self.out, tell=told, stopped=stopped)
        ).result()

    def write(
        self, data: bytes, wish: PrintWish, marks: Sequence[ViewMark] = (), *, name: str = "register.pdf"
    ) -> pypdf.PdfReader:
        """Print a document and return the PDF."""
        assert self.run(self.order(data, wish, marks, name=name)).failed == ()
        return pypdf.PdfReader(self.out)

    def pixels(self, page: int = 0, dpi: int = 72) -> pymupdf.Pixmap:
        """Return a printed sheet as a reader shows it."""
        with pymupdf.open(self.out) as doc:
            return doc[page].get_pixmap(dpi=dpi)


COARSE_DPI = 150
"""A quarter of the pixels: most tests look at what is printed where, and pixels are what takes the time."""


@pytest.fixture
def fine_press(session: Session, theme: Theme, tmp_path: Path) -> Press:
    """Return what prints as finely as the program does."""
    folder = tmp_path / "files"
    folder.mkdir()
    return Press(session, theme, folder)


@pytest.fixture
def press(fine_press: Press, monkeypatch: pytest.MonkeyPatch) -> Press:
    """Return the same, printing coarsely."""
    monkeypatch.setattr(run, "FINEST_DPI", COARSE_DPI)
    return fine_press


def words_of(reader: pypdf.PdfReader, page: int = 0) -> str:
    """Return what is written on a sheet as text; Qt says tabs for spaces."""
    return " ".join(reader.pages[page].extract_text().split())


def sizes(reader: pypdf.PdfReader) -> list[tuple[int, int]]:
    return [(round(one.mediabox.width), round(one.mediabox.height)) for one in reader.pages]


def image_of(pixels: pymupdf.Pixmap) -> Image.Image:
    return Image.frombytes("RGB", (pixels.width, pixels.height), pixels.samples)


def dark(pixels: pymupdf.Pixmap) -> pymupdf.Rect:
    """Return where anything is printed."""
    box = image_of(pixels).convert("L").point([255 if level < 500 / 3 else 0 for level in range(256)]).getbbox()
    assert box is not None, "nothing is printed"
    return pymupdf.Rect(box[0], box[1], box[2] - 1, box[3] - 1)


def close_to(colour: Sequence[int], wanted: Sequence[int], by: int = 24) -> bool:
    return all(abs(one - other) <= by for one, other in zip(colour, wanted, strict=True))


def count_of(pixels: pymupdf.Pixmap, colour: Sequence[int]) -> int:
    found = image_of(pixels).getcolors(pixels.width * pixels.height) or ()
    return sum(count for count, one in found if isinstance(one, tuple) and close_to(one, colour))


MIXED = builders.joined(
    builders.text_pdf(LINES),
    builders.text_pdf(LINES, size=LETTER),
    builders.text_pdf(LINES, size=(842, 595)),
    builders.text_pdf(LINES, rotation=90),
)


def test_each_page_has_a_sheet_as_large_as_it_is(press: Press) -> None:
    assert sizes(press.write(MIXED, replace(WISH, paper=OWN_SIZE))) == [(595, 842), (612, 792), (842, 595), (842, 595)]


def test_sheets_of_one_paper_are_turned_to_suit_their_pages(press: Press) -> None:
    assert sizes(press.write(MIXED, WISH)) == [(595, 842), (595, 842), (842, 595), (842, 595)]


def test_a_page_is_printed_as_a_reader_shows_it(press: Press) -> None:
    data = builders.text_pdf(LINES)
    press.write(data, WISH)
    with pymupdf.open(stream=data) as doc:
        wanted = doc[0].get_pixmap(dpi=72)
    shown = press.pixels()
    assert abs(dark(shown).x0 - dark(wanted).x0) <= 1
    assert abs(dark(shown).y1 - dark(wanted).y1) <= 1
    assert abs(dark(shown).width - dark(wanted).width) <= 2


def test_no_picture_of_a_page_ends_within_letters(fine_press: Press) -> None:
    """Whoever shows the PDF puts each picture onto whole pixels: letters across an edge would lose a row, 737 becomes /3/."""
    data = builders.text_pdf([f"{row}: N737-80{row} flew on 8 March 2018, crew 6 + {row}" for row in range(34)])
    fine_press.write(data, replace(WISH, paper=OWN_SIZE))
    with pymupdf.open(fine_press.out) as doc:
        found = [(rect, doc.extract_image(one[0])) for one in doc[0].get_images() for rect in doc[0].get_image_rects(one[0])]
    found.sort(key=lambda one: one[0].y0)
    assert len(found) > 4
    assert {round(picture["width"] / rect.width * 72) for rect, picture in found} == {300}
    for (above, first), (below, second) in pairwise(found):
        assert above.y1 >= below.y0, "no paper between them"
        for picture, row in ((first, -1), (second, 0)):
            pixels = Image.open(io.BytesIO(picture["image"])).convert("RGB")
            edge = pixels.crop((0, row % pixels.height, pixels.width, row % pixels.height + 1))
            assert edge.getcolors() is not None
            assert len(edge.getcolors()) == 1


def test_a_scan_is_one_picture(press: Press) -> None:
    """There is no row of it at which it could be cut unseen."""
    noise = Image.effect_noise((1240, 1754), 60).convert("L")
    out = io.BytesIO()
    noise.save(out, "PNG")
    press.write(out.getvalue(), WISH, name="scan.png")
    with pymupdf.open(press.out) as doc:
        assert len(doc[0].get_images()) == 1


def test_pages_are_printed_in_the_order_that_was_asked_for(press: Press) -> None:
    order = press.order(builders.many_pages_pdf(5), replace(WISH, pages=(3, 1), foot=True))
    told: list[tuple[int, int, str]] = []
    press.run(order, told=lambda *words: told.append(words))
    assert told == [(0, 2, "Page 4 of 5"), (1, 2, "Page 2 of 5")]
    assert ["4 of 5" in words_of(pypdf.PdfReader(press.out), sheet) for sheet in range(2)] == [True, False]


def test_the_foot_says_what_the_sheet_is_and_no_path(press: Press) -> None:
    reader = press.write(builders.labelled_pdf(), replace(WISH, foot=True), name="secret ledger.pdf")
    foot = words_of(reader)
    sha256 = hashlib.sha256(builders.labelled_pdf()).hexdigest()
    assert foot == f"secret ledger.pdf · Page i, 1 of 6 · SHA-256 {sha256[:16]}…"
    assert str(press.folder).encode() not in press.out.read_bytes()
    assert "Printed from" not in foot


def test_the_case_is_named_where_that_was_wished(press: Press) -> None:
    order = press.order(
        builders.text_pdf(LINES), replace(WISH, foot=True, case_named=True), [mark("a", 0, Rect(72, 80, 200, 100))]
    )
    press.run(replace(order, case_title="The denial"))
    assert words_of(pypdf.PdfReader(press.out)).endswith("… · marks added · Printed from The denial")


def test_a_long_name_leaves_page_and_checksum_whole(press: Press) -> None:
    reader = press.write(builders.text_pdf(LINES, ["b"]), replace(WISH, foot=True), name="n" * 200 + ".pdf")
    assert " · Page 1 of 2 · SHA-256 " in words_of(reader)


def test_passages_are_drawn_with_their_colours_and_their_sign(press: Press) -> None:
    data = builders.text_pdf(LINES)
    marked = mark("a", 0, Rect(72, 85, 250, 101), entries=((Stance.CONTRADICTS, "2"),), words="The partner")
    order = press.order(data, WISH, [marked])
    press.run(order)
    with_mark = press.pixels(dpi=144)
    assert close_to(with_mark.pixel(2 * 245, 2 * 87), [255 - round((255 - one) * 0.24) for one in ORANGE]), "the fill"
    left = pymupdf.Pixmap(with_mark, with_mark.width, with_mark.height, pymupdf.IRect(0, 0, 2 * 70, 2 * 130))
    assert count_of(left, ORANGE) > 60, "the bar and the sign in the margin"
    press.out.unlink()
    press.run(replace(order, marks=tuple))
    assert count_of(press.pixels(dpi=144), ORANGE) == 0


def test_the_sign_of_a_passage_within_a_line_stands_in_the_margin_and_covers_no_word(press: Press) -> None:
    """Where its line begins is known from the page's characters, which are read for that."""
    marked = mark("a", 0, Rect(150, 85, 250, 101), entries=((Stance.CONTRADICTS, "2"),), words="send")
    press.run(press.order(builders.text_pdf(LINES), WISH, [marked]))
    printed = press.pixels(dpi=144)
    margin, line = (
        pymupdf.Pixmap(printed, printed.width, printed.height, pymupdf.IRect(2 * x0, 2 * 80, 2 * x1, 2 * 106))
        for x0, x1 in ((0, 70), (73, 145))
    )
    assert count_of(margin, ORANGE) > 60
    assert count_of(line, ORANGE) == 0


def test_the_sign_of_a_passage_at_the_edge_of_a_page_hangs_over_it_on_paper_as_on_the_screen(press: Press) -> None:
    """The page is smaller than the sheet and stands in its middle."""
    region = mark("a", 0, Rect(1, 85, 120, 101), entries=((Stance.CONTRADICTS, "2"),))
    press.run(press.order(builders.text_pdf([""], size=(300, 200)), WISH, [region]))
    printed = press.pixels(dpi=144)
    edge = printed.width - 2 * 300
    beside = pymupdf.Pixmap(printed, printed.width, printed.height, pymupdf.IRect(0, 0, edge // 2 - 2, printed.height))
    assert count_of(beside, ORANGE) > 20


def test_passages_lie_where_they_were_marked_on_turned_pages(press: Press) -> None:
    marked = mark("a", 0, Rect(72, 85, 250, 101), entries=((Stance.CONTRADICTS, "1"),))
    press.write(builders.text_pdf(LINES, rotation=90), replace(WISH, paper=OWN_SIZE), [marked])
    fill = [255 - round((255 - one) * 0.24) for one in ORANGE]
    assert close_to(press.pixels(dpi=144).pixel(2 * (842 - 98), 2 * 245), fill)


def test_a_photograph_has_the_sign_of_its_region_too(press: Press) -> None:
    region = mark("a", 0, Rect(1000, 1000, 2000, 1500), region=True, entries=((Stance.CONTRADICTS, "1"),))
    press.write(builders.jpeg(size=(4000, 3000)), WISH, [region], name="photo.jpg")
    sheet = press.pixels(dpi=150)
    beside = pymupdf.IRect(380, 400, 455, 450)
    assert count_of(pymupdf.Pixmap(sheet, sheet.width, sheet.height, beside), ORANGE) > 20


@pytest.mark.parametrize(
    ("name", "data", "count"),
    [
        ("locked.pdf", builders.encrypted_pdf(), 1),
        ("forbids.pdf", builders.restricted_pdf(), 1),
        ("photo.jpg", builders.turned_jpeg(), 1),
        ("fax.tif", builders.tiff(3), 3),
        ("damaged.pdf", builders.repairable_pdf(), 1),
    ],
)
def test_every_kind_of_document_is_printed(press: Press, name: str, data: bytes, count: int) -> None:
    assert len(press.write(data, WISH, name=name).pages) == count
    assert dark(press.pixels()).width > 20


def test_a_linked_document_is_printed(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source_module, "MAX_SOURCE_BYTES", 2_000)
    assert len(press.write(builders.many_pages_pdf(3), WISH).pages) == 3
    assert press.session.read(lambda case: case.documents()).result()[0].document.linked


def test_a_case_that_is_only_read_is_printed(press: Press, workers: Workers, clock: Clock, new_id: NewId) -> None:
    order = press.order(builders.text_pdf(LINES), WISH)
    ada = Reviewer("Ada")
    with Session.open(
        press.session.path, clock=clock, new_id=new_id, reviewer=ada, workers=lambda: workers, read_only=True
    ) as reading:
        report = reading.job(
            lambda: print_to_file(reading, press.theme, order, press.out, tell=print, stopped=lambda: False)
        ).result()
    assert (report.pages, report.failed) == (1, ())
    assert dark(press.pixels()).width > 100


def test_what_is_small_stays_small_unless_it_is_to_be_enlarged(press: Press) -> None:
    data = builders.png(size=(96, 96))
    press.write(data, WISH, name="a.png")
    assert dark(press.pixels()).width <= 73, "96 pixels are an inch"
    order = replace(press.order(builders.png(size=(96, 97)), replace(WISH, enlarge=True), name="b.png"))
    press.out.unlink()
    press.run(order)
    assert dark(press.pixels()).width > 300


def test_a_wide_page_shrinks_to_the_sheet_and_keeps_its_shape() -> None:
    poster = PageInfo(0, "", 5000, 1000)
    placed = place(poster, Room(2480, 3508, 300), is_image=False, foot=True, enlarge=False)
    assert placed.turned
    assert placed.width == pytest.approx(3508)
    assert placed.width / placed.height == pytest.approx(5)


def test_a_poster_is_drawn_coarsely_rather_than_in_pictures_too_large() -> None:
    placed = place(PageInfo(0, "", 2384, 3370), Room(2384 * 10, 3370 * 10, 720), is_image=False, foot=False, enlarge=False)
    assert 2384 * placed.scale * 3370 * placed.scale < 37_000_000


class Failing:
    """A document whose second page cannot be drawn."""

    def __init__(self, opened: OpenDocument) -> None:
        self._opened = opened

    def render(self, page: int, *, scale: float, clip: PixelRect | None = None) -> Future[Bitmap]:
        if page == 1:
            raise DocumentError("The page is too deep", "Leave it out.")
        return self._opened.render(page, scale=scale, clip=clip)

    def close(self) -> None:
        self._opened.close()


def test_a_page_that_fails_is_named_on_its_sheet_and_the_rest_goes_on(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    order = press.order(builders.text_pdf(LINES, ["b"], LINES), replace(WISH, foot=True))
    opened = press.session.open_document(order.document.id).result()
    failing: Future[Failing] = Future()
    failing.set_result(Failing(opened))
    monkeypatch.setattr(press.session, "open_document", lambda _document: failing)
    report = press.run(order)
    assert [(page.number, words) for page, words in report.failed] == [(2, "The page is too deep")]
    pages = pypdf.PdfReader(press.out).pages
    assert len(pages) == 3
    assert "Page 2 of 3 of register.pdf could not be drawn. The page is too deep." in words_of(pypdf.PdfReader(press.out), 1)
    assert dark(press.pixels(2)).width > 100


def test_cancelling_leaves_nothing(press: Press) -> None:
    order = press.order(builders.many_pages_pdf(4), WISH)
    before = set(press.folder.iterdir())
    done: list[int] = []
    with pytest.raises(CancelledError):
        press.run(order, stopped=lambda: len(done) > 1, told=lambda number, *_: done.append(number))
    assert done == [0, 1]
    assert set(press.folder.iterdir()) == before


def test_a_page_that_takes_long_is_not_waited_for_once_it_is_cancelled() -> None:
    drawing: Future[Bitmap] = Future()
    with pytest.raises(CancelledError):
        awaited(drawing, lambda: True)
    assert drawing.cancelled()


def test_a_case_that_is_closed_stops_its_printing(press: Press) -> None:
    order = press.order(builders.many_pages_pdf(2), WISH)
    press.session.closing.set()
    with pytest.raises(CancelledError):
        press.run(order, stopped=press.session.closing.is_set)
    press.session.closing.clear()
    assert not press.out.exists()


def test_nothing_is_replaced(press: Press) -> None:
    order = press.order(builders.text_pdf(LINES), WISH)
    press.out.write_bytes(b"mine")
    with pytest.raises(PrintError, match="already"):
        press.run(order)
    assert press.out.read_bytes() == b"mine"
    assert not [one for one in press.folder.iterdir() if one.name.startswith(".")]


def test_a_place_that_cannot_be_written_is_said(press: Press) -> None:
    order = press.order(builders.text_pdf(LINES), WISH)
    press.out = press.folder / "gone" / "printed.pdf"
    with pytest.raises(PrintError, match=r"printed\.pdf could not be written there"):
        press.run(order)


def test_a_pdf_cut_short_by_a_full_disk_does_not_pass_for_whole(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut(*_args: object, **_options: object) -> PrintReport:
        next(press.folder.glob(".print-*")).joinpath("made.pdf").write_bytes(b"%PDF-1.4 and no end")
        return PrintReport(1)

    order = press.order(builders.text_pdf(LINES), WISH)
    monkeypatch.setattr(run, "print_on", cut)
    with pytest.raises(PrintError, match="whole"):
        press.run(order)
    assert not press.out.exists()


class Paper(QPrinter):
    """A printer of paper that lies as it lies."""

    def outputFormat(self) -> QPrinter.OutputFormat:  # noqa: N802
        return QPrinter.OutputFormat.NativeFormat


def paper(press: Press) -> Paper:
    printer = Paper(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(press.out))
    printer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Point)
    return printer


def send(press: Press, order: PrintOrder, stopped: Callable[[], bool] = lambda: False) -> None:
    """Print as on a printer of paper; its sheets come out as a file."""
    session, printer = press.session, paper(press)
    session.job(lambda: print_on(session, press.theme, order, printer, tell=print, stopped=stopped)).result()


def test_on_paper_the_page_is_turned_rather_than_the_sheet(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "is_there", lambda _name: True)
    send(press, press.order(builders.text_pdf(LINES, size=(842, 595)), replace(WISH, foot=True)))
    assert sizes(pypdf.PdfReader(press.out)) == [(595, 842)]
    where = dark(press.pixels())
    assert 50 < where.x0 < 110, "the top of the page is at the left of the paper"
    assert where.y1 > 700


def test_a_printer_that_is_gone_has_printed_nothing(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "take_back", lambda _files: True)
    with pytest.raises(PrintError, match="did not take the pages"):
        send(press, press.order(builders.text_pdf(LINES), WISH))


def test_sheets_that_cannot_be_taken_back_are_not_said_to_be(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "is_kept_here", lambda: True)
    order, done = press.order(builders.many_pages_pdf(2), WISH), iter([False, False, True])
    with pytest.raises(PrintError, match="may still come out"):
        send(press, order, stopped=lambda: next(done, True))


@pytest.mark.skipif(sys.platform != "linux", reason="printing is a file of this process on Linux alone")
def test_what_was_painted_and_not_handed_over_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    before = spool.open_now()
    with (tmp_path / "0645f6b0c2902").open("wb"), (tmp_path / "letters.txt").open("wb"):
        painted = spool.open_now() - before
        assert painted == {tmp_path / "0645f6b0c2902"}
        assert spool.take_back(painted)
    assert [one.name for one in tmp_path.iterdir()] == ["letters.txt"]
    assert not spool.take_back(frozenset())


def test_a_start_does_not_load_what_printing_needs() -> None:
    words = (
        "import sys, reviewer.ui.application, reviewer.ui.main_window, reviewer.ui.open_case, reviewer.ui.action_table, "
        "reviewer.ui.window_acts; sys.exit('PySide6.QtPrintSupport' in sys.modules or 'reviewer.ui.printing' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", words], cwd=Path(__file__).parents[2], check=False).returncode == 0
