"""Recognising the text of pages that have none: found, selected and quoted like any other, and never lost or done twice."""

from __future__ import annotations

import io
import threading
from pathlib import Path

import pymupdf
import pytest
from PIL import Image

from reviewer.documents import limits
from reviewer.documents.open_document import OpenDocument
from reviewer.documents.protocol.framing import Status
from reviewer.documents.recognising.layers import page_text
from reviewer.documents.recognising.recogniser import Recogniser
from reviewer.documents.recognising.trained_data import TrainedData
from reviewer.documents.results import pixels_of
from reviewer.documents.submitting import failed
from reviewer.errors import DocumentError, PackError, RecognitionError
from reviewer.model.anchor import TextPosition
from reviewer.model.document import Document, TextKind
from reviewer.model.page import PageInfo
from reviewer.model.spans import TextSpan
from reviewer.model.text_layer import LayerKind
from reviewer.services.adding.importing import add_documents
from reviewer.services.checks.rereading import reread
from reviewer.services.commands.documents import remove_document
from reviewer.services.commands.passages import add_passage
from reviewer.services.events import RecognitionProgress
from reviewer.services.exporting import export_pack
from reviewer.services.recognition import recognising
from reviewer.services.recognition.recognised_pages import scale_of
from reviewer.services.recognition.recognising import RecognitionResult, gather, recognise
from reviewer.services.recognition.recognition_agenda import Agenda
from reviewer.services.session import Session
from reviewer.services.undo import History
from reviewer.settings.preferences import Settings
from reviewer.store.check import check_case
from tests import pictures
from tests.documents.test_trained_data import language_file
from tests.services.conftest import WAIT_S
from tests.store import made

SAID = "".join(f"{line}\n" for line in pictures.LINES)
LETTERS_PX = 32
POINTS_A_PIXEL = 0.4


def scan(*, pages: int = 1, rotation: int = 0, crop: tuple[float, float, float, float] | None = None, text: str = "") -> bytes:
    """A PDF of pictures of text, as a scanner makes one; with `text`, a page that somebody set comes last."""
    picture = pictures.card(letters_px=LETTERS_PX)
    file = io.BytesIO()
    picture.save(file, "PNG")
    with pymupdf.open() as doc:
        for _ in range(pages):
            page = doc.new_page(width=picture.width * POINTS_A_PIXEL, height=picture.height * POINTS_A_PIXEL)
            page.insert_image(page.rect, stream=file.getvalue())
            page.set_rotation(rotation)
            if crop is not None:
                page.set_cropbox(pymupdf.Rect(crop))
        if text:
            doc.new_page().insert_text((72, 72), text)
        return bytes(doc.tobytes())


def shot() -> bytes:
    file = io.BytesIO()
    pictures.card().save(file, "PNG")
    return file.getvalue()


def added(session: Session, tmp_path: Path, **files: bytes) -> list[Document]:
    paths = [tmp_path / name.replace("_", ".") for name in files]
    for path, data in zip(paths, files.values(), strict=True):
        path.write_bytes(data)
    add_documents(session, paths).result(WAIT_S)
    return documents(session)


def documents(session: Session) -> list[Document]:
    return [one.document for one in session.read(lambda case: case.documents()).result(WAIT_S)]


def run(session: Session, trained: TrainedData) -> tuple[RecognitionResult, ...]:
    return recognise(session, trained).result(WAIT_S)


def test_pictures_and_scans_get_words_that_are_found(working: Session, tmp_path: Path, languages: TrainedData) -> None:
    before = added(working, tmp_path, a_png=shot(), b_pdf=scan(text="set by somebody"))
    assert [one.text for one in before] == [TextKind.NONE, TextKind.MIXED]
    results = run(working, languages)
    assert [(one.pages, one.with_words, one.failed, one.refused) for one in results] == [(1, 1, (), "")] * 2
    assert [one.text for one in documents(working)] == [TextKind.OCR, TextKind.MIXED]
    hits = working.read(lambda case: case.search("spokesman aware")).result(WAIT_S)
    assert [(hit.document_name, hit.page) for hit in hits] == [("a.png", 0), ("b.pdf", 0)]
    assert check_case(working.path).ok


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (20, 10, 400, 100)])
def test_words_lie_where_the_page_shows_them_however_it_is_turned_and_cropped(
    working: Session, tmp_path: Path, languages: TrainedData, rotation: int, crop: tuple[float, float, float, float] | None
) -> None:
    (document,) = added(working, tmp_path, a_pdf=scan(rotation=rotation, crop=crop))
    run(working, languages)
    opened = working.open_document(document.id).result(WAIT_S)
    text = opened.text(0).result(WAIT_S)
    assert text.kind is LayerKind.OCR
    assert text.text == SAID or crop is not None
    x, y = (one * POINTS_A_PIXEL for one in pictures.place_of(1, LETTERS_PX))
    left, top = crop[:2] if crop else (0, 0)
    quad = text.quad(text.text.index("The spokesman"))
    assert (quad.ul.x, quad.ul.y) == pytest.approx((x - left, y - top + 3), abs=3)
    assert quad.ll.y - quad.ul.y == pytest.approx(LETTERS_PX * POINTS_A_PIXEL, abs=4)
    opened.close()


def test_whoever_has_a_document_open_sees_its_words_as_soon_as_they_are_there(
    working: Session, tmp_path: Path, languages: TrainedData
) -> None:
    (document,) = added(working, tmp_path, a_png=shot())
    opened = working.open_document(document.id).result(WAIT_S)
    assert opened.text(0).result(WAIT_S).text == ""
    run(working, languages)
    text = opened.text(0).result(WAIT_S)
    assert text.text == SAID
    assert len(text.confidences) == len(SAID)
    assert text.layer.extractor.startswith("tesseract ")
    assert opened.plain_texts(0, 1).result(WAIT_S).pages[0].kind is LayerKind.OCR
    assert len(text.lines) == len(pictures.LINES)
    opened.close()


def test_a_cancelled_run_keeps_what_it_read_and_the_next_goes_on(
    working: Session, tmp_path: Path, languages: TrainedData
) -> None:
    (document,) = added(working, tmp_path, a_pdf=scan(pages=4))
    seen: list[int] = []
    (first,) = recognise(working, languages, progress=lambda at: seen.append(at.done), cancelled=lambda: len(seen) >= 2).result(
        WAIT_S
    )
    assert first.pages == len(seen) == 2
    assert check_case(working.path).ok
    ask = working.read(lambda case: case.recognised.wordless(document.sha256, 4))
    assert ask.result(WAIT_S) == (2, 3)
    (second,) = run(working, languages)
    assert second.pages == 2
    assert [one.text for one in documents(working)] == [TextKind.OCR]
    (third,) = run(working, languages)
    assert third.pages == 0
    words = [one.intent for one in working.read(lambda case: list(case.journal())).result(WAIT_S)]
    assert words.count("Recognise text") == 2
    assert check_case(working.path).ok


def test_what_somebody_looks_at_is_read_first_and_each_document_has_one_entry(
    working: Session, tmp_path: Path, languages: TrainedData
) -> None:
    one, other = added(working, tmp_path, a_png=shot(), b_pdf=scan(pages=3))
    agenda = Agenda()
    assert gather(working, agenda).result(WAIT_S) == 4
    agenda.look(other.id, range(1, 2))
    seen: list[tuple[str, int]] = []
    recognise(working, languages, agenda=agenda, progress=lambda at: seen.append((at.name, at.page))).result(WAIT_S)
    assert seen == [("b.pdf", 1), ("b.pdf", 2), ("b.pdf", 0), ("a.png", 0)]
    words = [entry.intent for entry in working.read(lambda case: list(case.journal())).result(WAIT_S)]
    assert words.count("Recognise text") == 2
    assert one.text is TextKind.NONE
    assert check_case(working.path).ok


def test_a_run_that_was_stopped_leaves_on_the_agenda_what_it_did_not_finish(
    working: Session, tmp_path: Path, languages: TrainedData
) -> None:
    added(working, tmp_path, a_pdf=scan(pages=4))
    agenda = Agenda()
    gather(working, agenda).result(WAIT_S)
    seen: list[RecognitionProgress] = []
    recognise(working, languages, agenda=agenda, progress=seen.append, cancelled=lambda: len(seen) >= 2).result(WAIT_S)
    assert [(one.done, one.total) for one in seen] == [(1, 4), (2, 4)]
    assert agenda.left == 2
    recognise(working, languages, agenda=agenda).result(WAIT_S)
    assert [one.text for one in documents(working)] == [TextKind.OCR]


def test_nothing_is_begun_while_it_is_held(working: Session, tmp_path: Path, languages: TrainedData) -> None:
    (document,) = added(working, tmp_path, a_png=shot())
    stop = threading.Event()
    asked = threading.Event()

    def held() -> bool:
        asked.set()
        return True

    running = recognise(working, languages, cancelled=stop.is_set, held=held)
    assert asked.wait(WAIT_S)
    stop.set()
    running.result(WAIT_S)
    assert working.read(lambda case: case.recognised.wordless(document.sha256, 1)).result(WAIT_S) == (0,)


def test_a_document_that_is_removed_while_others_are_read_is_passed_over(
    working: Session, tmp_path: Path, languages: TrainedData
) -> None:
    one, _ = added(working, tmp_path, a_png=shot(), b_pdf=scan())
    agenda = Agenda()
    gather(working, agenda).result(WAIT_S)
    remove_document(working, document=one.id).result(WAIT_S)
    recognise(working, languages, agenda=agenda).result(WAIT_S)
    assert [(left.name, left.text) for left in documents(working)] == [("b.pdf", TextKind.OCR)]


def test_what_a_killed_run_left_is_vouched_for_by_the_next(working: Session, tmp_path: Path, languages: TrainedData) -> None:
    (document,) = added(working, tmp_path, a_png=shot())
    working.write(lambda case: case.add_recognised(document.sha256, made.recognised(0, SAID))).result(WAIT_S)
    (result,) = run(working, languages)
    assert result.pages == 0
    assert documents(working)[0].text is TextKind.OCR


def test_a_window_vouches_for_what_a_killed_run_left_where_no_page_is_left_to_read(working: Session, tmp_path: Path) -> None:
    (document,) = added(working, tmp_path, a_png=shot())
    working.write(lambda case: case.add_recognised(document.sha256, made.recognised(0, SAID))).result(WAIT_S)
    assert gather(working, Agenda()).result(WAIT_S) == 0
    assert documents(working)[0].text is TextKind.OCR
    assert working.read(lambda case: case.recognised.is_vouched(document.sha256)).result(WAIT_S)


def test_text_that_no_entry_vouches_for_yet_is_named_by_a_check_and_goes_into_no_pack(working: Session, tmp_path: Path) -> None:
    (document,) = added(working, tmp_path, a_png=shot())
    page = made.recognised(0, SAID)
    working.write(lambda case: case.add_recognised(document.sha256, page)).result(WAIT_S)
    add_passage(working, document=document.id, selection=TextSpan(document.id, TextPosition(0, 0), TextPosition(0, 9))).result(
        WAIT_S
    )
    checked = reread(working, lambda: False)
    assert any("“a.png”: text of pages 1 is no evidence yet" in one for one in checked.unread)
    assert checked.findings == [], "a run that was cut short is no finding"
    with pytest.raises(PackError, match=r"the text of page 1 of “a\.png”"):
        export_pack(working, tmp_path / "pack").result(WAIT_S)
    gather(working, Agenda()).result(WAIT_S)
    assert not any("no evidence" in one for one in reread(working, lambda: False).unread)
    export_pack(working, tmp_path / "pack").result(WAIT_S)


def test_recognition_is_no_step_of_a_persons_and_ends_none(working: Session, tmp_path: Path, languages: TrainedData) -> None:
    history = History(working)
    added(working, tmp_path, a_png=shot())
    run(working, languages)
    assert history.undo_words == "Add document"
    history.undo().result(WAIT_S)
    assert documents(working) == []
    history.redo().result(WAIT_S)
    assert documents(working)[0].text is TextKind.OCR
    assert check_case(working.path).ok


def test_a_page_that_cannot_be_drawn_is_named_and_the_others_are_read(
    working: Session, tmp_path: Path, languages: TrainedData, monkeypatch: pytest.MonkeyPatch
) -> None:
    added(working, tmp_path, a_pdf=scan(pages=3))
    draw = OpenDocument.render

    def render(self: OpenDocument, page: int, **words: object) -> object:
        return draw(self, page if page != 1 else 99, **words)  # type: ignore[arg-type]

    monkeypatch.setattr(OpenDocument, "render", render)
    (result,) = run(working, languages)
    assert (result.pages, result.failed) == (2, (2,))
    assert result.failures[0].why


def test_a_page_that_could_not_be_read_is_tried_again_where_somebody_asks_or_something_else_would_read_it(
    working: Session, tmp_path: Path, languages: TrainedData, monkeypatch: pytest.MonkeyPatch
) -> None:
    added(working, tmp_path, a_pdf=scan(pages=2))
    with monkeypatch.context() as patch:
        patch.setattr(Recogniser, "recognise", lambda *_, **__: failed(Status.TOO_MANY_PIXELS))
        (result,) = run(working, languages)
    assert result.failed == (1, 2)
    assert gather(working, Agenda()).result(WAIT_S) == 0
    assert gather(working, Agenda(), also_failed=True).result(WAIT_S) == 2
    with monkeypatch.context() as patch:
        patch.setattr(recognising, "reads_by", lambda: "another engine")
        assert gather(working, Agenda()).result(WAIT_S) == 2
    (result,) = run(working, languages)
    assert (result.pages, result.failed) == (2, ())
    assert gather(working, Agenda(), also_failed=True).result(WAIT_S) == 0


def test_a_page_is_named_before_it_is_read(working: Session, tmp_path: Path, languages: TrainedData) -> None:
    added(working, tmp_path, a_pdf=scan(pages=2))
    said: list[tuple[str, int, int, int]] = []
    recognise(
        working,
        languages,
        begun=lambda at: said.append(("begun", at.page, at.done, at.total)),
        progress=lambda at: said.append(("done", at.page, at.done, at.total)),
    ).result(WAIT_S)
    assert said == [("begun", 0, 0, 2), ("done", 0, 1, 2), ("begun", 1, 1, 2), ("done", 1, 2, 2)]


def test_a_document_whose_turn_comes_after_it_was_removed_is_passed_over(
    working: Session, tmp_path: Path, languages: TrainedData
) -> None:
    added(working, tmp_path, a_png=shot())
    assert recognise(working, languages, ["00000000-0000-4000-8000-000000000000"]).result(WAIT_S) == ()  # type: ignore[list-item]


def test_files_that_are_no_language_end_the_run_with_a_sentence(working: Session, tmp_path: Path) -> None:
    added(working, tmp_path, a_png=shot())
    (tmp_path / "eng.traineddata").write_text("not found")
    with pytest.raises(RecognitionError, match="letters cannot be read"):
        run(working, TrainedData({"eng": tmp_path / "eng.traineddata"}))
    assert documents(working)[0].text is TextKind.NONE


def test_blank_pages_and_tiny_and_long_pictures_are_read_once(working: Session, tmp_path: Path, languages: TrainedData) -> None:
    files = {}
    for name, size in {"blank_png": (300, 200), "dot_png": (1, 1), "long_png": (35_000, 24)}.items():
        file = io.BytesIO()
        Image.new("L", size, 255).save(file, "PNG")
        files[name] = file.getvalue()
    added(working, tmp_path, **files)
    assert [(one.pages, one.with_words, one.failed) for one in run(working, languages)] == [(1, 0, ())] * 3
    assert [one.text for one in documents(working)] == [TextKind.NONE] * 3
    assert [one.pages for one in run(working, languages)] == [0] * 3
    assert reread(working, lambda: False).findings == []


@pytest.mark.parametrize(
    ("width", "height", "is_image"), [(35_000, 1_000, True), (20_000, 20_000, True), (14_400, 14_400, False), (1, 1, True)]
)
def test_no_page_is_drawn_larger_than_is_recognised_at_once(width: int, height: int, is_image: bool) -> None:
    scale = scale_of(PageInfo(0, "", width, height), is_image=is_image)
    sides = pixels_of(width, scale), pixels_of(height, scale)
    assert sides[0] * sides[1] <= limits.MAX_RECOGNISED_PIXELS
    assert max(sides) <= limits.MAX_RECOGNISED_SIDE


def test_a_text_that_no_page_can_have_is_not_laid_out() -> None:
    with pytest.raises(DocumentError):
        page_text(made.recognised(0, "\n" * (limits.MAX_PAGE_LINES + 1)))


def test_a_folder_that_the_preferences_name_is_looked_into(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "nld.traineddata").write_bytes(language_file())
    settings.change(trained_data=str(folder))
    assert "nld" in recognising.languages(settings).languages
