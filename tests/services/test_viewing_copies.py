"""A viewing copy looks like its document and holds nothing else of it."""

from __future__ import annotations

import io
from array import array
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Any

import pymupdf
import pypdf
import pytest
from PIL import Image, ImageChops

from reviewer.documents.client import Bitmap, OpenDocument
from reviewer.documents.recognising.trained_data import TrainedData
from reviewer.errors import CancelledError, ViewingCopyError
from reviewer.exporters.forms.pixel_pdf import PixelPdf
from reviewer.services.adding.importing import add_documents
from reviewer.services.commands.words import WordsAt, correct_words
from reviewer.services.copies import viewing_copies
from reviewer.services.copies.viewing_copies import ViewingCopy, make_viewing_copy
from reviewer.services.passwords import ListedPasswords
from reviewer.services.recognition.recognising import recognise
from reviewer.services.session import Session
from tests import builders, hostile
from tests.services.test_recognising import SAID, scan
from tests.store import made

WAIT_S = 30


def copied(
    session: Session, tmp_path: Path, name: str, data: bytes, *, languages: TrainedData | None = None
) -> tuple[Path, ViewingCopy]:
    """Copy a document; with `languages` its text is recognised first, and put into the copy."""
    file, out = tmp_path / name, tmp_path / "copy.pdf"
    file.write_bytes(data)
    (added,) = add_documents(session, [file], passwords=ListedPasswords(["opensesame"])).result(WAIT_S)
    identity = added.document
    assert identity is not None
    document = session.read(lambda case: case.document(identity)).result()
    told: list[tuple[int, int]] = []
    if languages is not None:
        recognise(session, languages).result(WAIT_S)
    making = make_viewing_copy(session, document, out, words=languages is not None, progress=lambda *step: told.append(step))
    report = making.result(WAIT_S)
    assert told[-1] == (report.page_count, report.page_count)
    return out, report


def drawn(data: bytes, page: int, dpi: int = 72) -> Image.Image:
    with pymupdf.open(stream=data) as doc:
        pixels = doc[page].get_pixmap(dpi=dpi)
        return Image.frombytes("RGB", (pixels.width, pixels.height), pixels.samples)


def apart(one: Image.Image, other: Image.Image) -> float:
    """Return how far two pictures are apart, in grey levels on average."""
    assert one.size == other.size
    counts = ImageChops.difference(one, other).convert("L").histogram()
    return sum(level * count for level, count in enumerate(counts)) / (one.width * one.height)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_pages_look_the_same_and_hold_no_words(working: Session, tmp_path: Path, rotation: int) -> None:
    data = builders.text_pdf(builders.REGISTER, builders.DENIAL, rotation=rotation, crop=(50, 60, 500, 700))
    out, report = copied(working, tmp_path, "register.pdf", data)
    with pymupdf.open(out) as copy:
        assert copy.page_count == report.page_count == 2
        assert not any(page.get_text() for page in copy)
        assert not any(copy.metadata[key] for key in ("title", "author", "producer", "creator", "creationDate"))
    for page in range(2):
        assert apart(drawn(out.read_bytes(), page), drawn(data, page)) < 3
    assert report.crossed_out == ()
    assert report.size == out.stat().st_size


def test_nothing_of_the_document_is_in_the_copy(working: Session, tmp_path: Path) -> None:
    secret = "Mole Number One"
    with pymupdf.open(stream=builders.text_pdf(builders.REGISTER)) as doc:
        doc.set_metadata({"author": secret, "title": secret})
        doc.set_toc([[1, secret, 1]])
        doc.embfile_add(f"{secret}.txt", secret.encode())
        doc[0].insert_text((90, 300), secret, render_mode=3)
        doc[0].add_text_annot((200, 200), secret)
        doc[0].insert_link({"kind": pymupdf.LINK_URI, "from": pymupdf.Rect(0, 0, 90, 90), "uri": "https://example.org/x"})
        data: bytes = doc.tobytes()
    out, _ = copied(working, tmp_path, "leak.pdf", data)
    with pymupdf.open(out) as copy:
        objects = {copy.xref_object(number) for number in range(1, copy.xref_length())}
    entries = {word for one in objects for word in one.split() if word.startswith("/")}
    assert entries <= {
        *("/Type", "/Catalog", "/Pages", "/Kids", "/Count", "/Page", "/Parent", "/MediaBox", "/Resources", "/XObject", "/Im"),
        *("/Contents", "/Length", "/Subtype", "/Image", "/Width", "/Height", "/ColorSpace", "/DeviceGray", "/DeviceRGB"),
        *("/BitsPerComponent", "/Filter", "/FlateDecode", "/DCTDecode", "/DecodeParms", "/Predictor", "/Colors", "/Columns"),
    }
    raw = out.read_bytes()
    assert b"example.org" not in raw
    assert b"Mole" not in raw


def test_an_image_keeps_its_pixels_and_lies_as_it_is_shown(working: Session, tmp_path: Path) -> None:
    out, _ = copied(working, tmp_path, "photo.png", builders.png())
    with pymupdf.open(out) as copy:
        found = copy.extract_image(copy[0].get_images()[0][0])
        assert copy[0].rect.width == 600 * 0.75
    shown = Image.open(io.BytesIO(found["image"])).convert("RGB")
    assert apart(shown, Image.open(io.BytesIO(builders.png())).convert("RGB")) == 0


def test_what_is_noisy_becomes_a_jpeg(working: Session, tmp_path: Path) -> None:
    grain = Image.effect_noise((1200, 900), 60).convert("RGB")
    grain.paste((200, 30, 30), (0, 0, 300, 300))
    file = io.BytesIO()
    grain.save(file, "PNG")
    out, report = copied(working, tmp_path, "grain.png", file.getvalue())
    assert b"/DCTDecode" in out.read_bytes()
    assert report.size < len(file.getvalue()) / 1.5
    assert apart(drawn(out.read_bytes(), 0, 96), grain) < 6


def test_a_page_that_cannot_be_drawn_is_crossed_out_and_told(
    working: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    render = OpenDocument.render

    def fail(self: OpenDocument, page: int, **asked: Any) -> Future[Bitmap]:
        return render(self, 99 if page == 1 else page, **asked)

    monkeypatch.setattr(OpenDocument, "render", fail)
    out, report = copied(working, tmp_path, "half.pdf", builders.text_pdf(builders.REGISTER, (), builders.DENIAL))
    assert report.crossed_out == (2,)
    assert report.page_count == 3
    middle = drawn(out.read_bytes(), 1)
    assert middle.size == tuple(map(int, builders.A4))
    assert len(middle.crop((277, 401, 317, 441)).getcolors() or ()) > 1  # where a cross has its middle


def test_a_locked_document_is_copied_without_its_lock(working: Session, tmp_path: Path) -> None:
    out, _ = copied(working, tmp_path, "locked.pdf", builders.encrypted_pdf("opensesame"))
    with pymupdf.open(out) as copy:
        assert not copy.needs_pass


def test_a_page_of_next_to_no_size_is_copied(working: Session, tmp_path: Path) -> None:
    _, report = copied(working, tmp_path, "thin.pdf", hostile.odd_box("0 0 1e-30 200"))
    assert report.page_count == 1


def test_what_lies_at_the_place_is_kept_and_told_before_any_work(
    working: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "copy.pdf").write_bytes(b"mine")
    monkeypatch.delattr(OpenDocument, "render")
    with pytest.raises(ViewingCopyError, match="already"):
        copied(working, tmp_path, "register.pdf", builders.text_pdf(builders.REGISTER))
    assert (tmp_path / "copy.pdf").read_bytes() == b"mine"
    assert not list(tmp_path.glob(".*part"))


def test_cancelled_nothing_is_left(working: Session, tmp_path: Path) -> None:
    file, out = tmp_path / "many.pdf", tmp_path / "copy.pdf"
    file.write_bytes(builders.many_pages_pdf(40))
    (added,) = add_documents(working, [file]).result(WAIT_S)
    identity = added.document
    assert identity is not None
    document = working.read(lambda case: case.document(identity)).result()
    done: list[int] = []
    making = make_viewing_copy(
        working, document, out, progress=lambda page, _all: done.append(page), cancelled=lambda: bool(done)
    )
    with pytest.raises(CancelledError):
        making.result(WAIT_S)
    assert not out.exists()
    assert not list(tmp_path.glob(".*part"))


def test_a_copy_that_has_words_is_not_kept(working: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def finish(self: PixelPdf) -> None:
        self._file.seek(0)
        self._file.write(builders.text_pdf(builders.REGISTER))
        self._file.truncate()

    monkeypatch.setattr(PixelPdf, "finish", finish)
    with pytest.raises(ViewingCopyError, match="not kept"):
        copied(working, tmp_path, "register.pdf", builders.text_pdf(builders.DENIAL))
    assert not (tmp_path / "copy.pdf").exists()


@pytest.mark.parametrize("rotation", [0, 90, 270])
def test_recognised_words_lie_unseen_over_the_picture_where_they_were_read_when_that_is_asked_for(
    working: Session, tmp_path: Path, languages: TrainedData, rotation: int
) -> None:
    data = scan(rotation=rotation)
    out, report = copied(working, tmp_path, "scan.pdf", data, languages=languages)
    assert report.word_pages == 1
    assert rotation or pypdf.PdfReader(out).pages[0].extract_text().split() == SAID.split()
    with pymupdf.open(out) as copy, pymupdf.open(stream=data) as original:
        page = copy[0]
        assert page.get_text().split() == SAID.split()
        width, height = original[0].rect.width, original[0].rect.height
        assert (page.rect.width, page.rect.height) == pytest.approx((width, height), abs=1)
        (found,) = page.search_for("spokesman")
        pixels = page.get_pixmap(clip=found, dpi=72)
        assert min(pixels.samples) < 128, "there is ink where the word is said to be"
        assert not copy.metadata["producer"]
    assert apart(drawn(out.read_bytes(), 0), drawn(data, 0)) < 6


def test_a_picture_with_letters_of_many_scripts_says_them_all(working: Session, tmp_path: Path) -> None:
    file, out = tmp_path / "shot.png", tmp_path / "copy.pdf"
    file.write_bytes(builders.png())
    (added,) = add_documents(working, [file]).result(WAIT_S)
    assert added.document is not None
    document = working.read(lambda case: case.document(added.document)).result()
    letters = [chr(one) for one in range(0x400, 0x52F) if not 0x482 < one < 0x48A]
    said = "".join(f"{''.join(letters[n : n + 10])}\n" for n in range(0, len(letters), 10)) + "\U0001f970 naïve\n"
    found = made.recognised(0, said)
    found = replace(found, boxes=array("f", [one * 0.15 if n % 2 == 0 else one for n, one in enumerate(found.boxes)]))
    working.write(lambda case: case.add_recognised(document.sha256, found)).result(WAIT_S)
    report = make_viewing_copy(working, document, out, words=True).result(WAIT_S)
    assert report.word_pages == 1
    with pymupdf.open(out) as copy:
        text = "".join(copy[0].get_text().split())
    assert text == "".join(said.replace("\U0001f970", "").split())


def test_without_being_asked_and_where_nothing_was_recognised_there_are_no_words(
    working: Session, tmp_path: Path, languages: TrainedData
) -> None:
    out, report = copied(working, tmp_path, "set.pdf", builders.text_pdf(builders.REGISTER), languages=languages)
    assert report.word_pages == 0
    with pymupdf.open(out) as copy:
        assert not any(page.get_text() for page in copy)


def test_a_copy_that_says_other_words_than_were_put_in_is_not_kept(
    working: Session, tmp_path: Path, languages: TrainedData, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(viewing_copies, "kept", lambda text: text.upper())
    with pytest.raises(ViewingCopyError, match="not kept"):
        copied(working, tmp_path, "scan.pdf", scan(), languages=languages)
    assert not (tmp_path / "copy.pdf").exists()


def test_words_that_a_person_put_right_are_in_the_copy_so_and_that_is_told(working: Session, tmp_path: Path) -> None:
    file = tmp_path / "shot.png"
    file.write_bytes(builders.png())
    (added,) = add_documents(working, [file]).result(WAIT_S)
    assert added.document is not None
    document = working.read(lambda case: case.document(added.document)).result()
    said = "The partner nevcr asked\n"
    working.write(lambda case: case.add_recognised(document.sha256, made.recognised(0, said))).result(WAIT_S)
    before = make_viewing_copy(working, document, tmp_path / "before.pdf", words=True).result(WAIT_S)
    layer = working.read(lambda case: case.recognised.layers(document.sha256, 0)[-1].layer.sha256).result()
    start = said.index("nevcr")
    correct_words(working, at=WordsAt(document.id, 0, layer, start, start + 5), to="never").result(WAIT_S)
    after = make_viewing_copy(working, document, tmp_path / "after.pdf", words=True).result(WAIT_S)
    assert [(one.word_pages, one.corrected_pages) for one in (before, after)] == [(1, 0), (1, 1)]
    with pymupdf.open(tmp_path / "after.pdf") as copy:
        assert copy[0].get_text().split() == ["The", "partner", "never", "asked"]
