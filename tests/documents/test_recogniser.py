"""Recognising text in pixels: what is found and where, whichever way a page lies, in a process that has nothing else."""

from __future__ import annotations

import math
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter
from rapidfuzz import fuzz

from reviewer.documents import limits
from reviewer.documents.client import Source, Workers
from reviewer.documents.lockdown.controls import Held
from reviewer.documents.protocol.recognition import Recognised
from reviewer.documents.recognising.recogniser import Recogniser
from reviewer.documents.recognising.trained_data import TrainedData
from reviewer.documents.results import Bitmap
from reviewer.errors import DocumentError, NotIsolatedError
from reviewer.model.recognised import MOST_CONFIDENT, UNTOLD
from tests import builders, pictures
from tests.documents.conftest import PATIENCE_S

ATTACKER = Path(__file__).with_name("attacker.py")
SAID = "".join(f"{line}\n" for line in pictures.LINES)

Recognise = Callable[[Image.Image], Recognised]


@pytest.fixture
def recogniser(workers: Workers, languages: TrainedData) -> Iterator[Recogniser]:
    made = workers.recogniser(languages)
    yield made
    made.close()


@pytest.fixture(scope="module")
def recognise(languages: TrainedData) -> Iterator[Recognise]:
    """Recognise the text in a picture that is no screen's, by one process for all tests."""
    workers = Workers(spare=False)
    made = workers.recogniser(languages)
    yield lambda picture: made.recognise(pictures.bitmap(picture), is_screen=False).result(PATIENCE_S)[0]
    made.close()
    workers.close()


def corner(found: Recognised, offset: int, which: int) -> tuple[float, float]:
    """Return a corner of a code point's box: 0 upper left, 1 upper right, 2 lower left, 3 lower right."""
    at = offset * 8 + which * 2
    return found.boxes[at], found.boxes[at + 1]


def test_words_are_found_with_their_places_and_how_sure_they_are(recogniser: Recogniser) -> None:
    picture = pictures.card()
    found, by = recogniser.recognise(pictures.bitmap(picture), is_screen=True).result(PATIENCE_S)
    assert found.text == SAID
    assert by.startswith("tesseract ")
    assert " eng-" in by
    assert len(found.boxes) == 8 * len(SAID)
    line = SAID.index("The spokesman")
    x, y = pictures.place_of(1)
    assert corner(found, line, 0) == pytest.approx((x, y + 4), abs=4)
    assert corner(found, line, 2) == pytest.approx((x, y + 20), abs=4)
    tops = {corner(found, line + n, 0)[1] for n in range(10)}
    assert len(tops) == 1, "letters of a line are marked alike"
    sure = [one for one, letter in zip(found.confidences, SAID, strict=True) if letter not in " \n"]
    assert all(80 <= one <= MOST_CONFIDENT for one in sure)
    assert {one for one, letter in zip(found.confidences, SAID, strict=True) if letter in " \n"} == {UNTOLD}


@pytest.mark.parametrize("turned", [90, 180, 270, 3, -5, -8, 12, 94])
def test_a_page_that_lies_aslant_or_on_its_side_is_read_and_its_words_are_where_they_are(
    recognise: Recognise, turned: int
) -> None:
    upright = pictures.card(letters_px=28)
    picture = upright.rotate(-turned, resample=Image.Resampling.BICUBIC, expand=True, fillcolor="white")
    found = recognise(picture)
    assert found.text == SAID
    for n in range(len(pictures.LINES)):
        x, y = pictures.place_of(n, 28)
        sine, cosine = math.sin(math.radians(turned)), math.cos(math.radians(turned))
        dx, dy = x - upright.width / 2, y + 7 - upright.height / 2
        expected = picture.width / 2 + cosine * dx - sine * dy, picture.height / 2 + sine * dx + cosine * dy
        assert corner(found, SAID.index(pictures.LINES[n]), 0) == pytest.approx(expected, abs=8)


@pytest.mark.parametrize("lines", [1, 2])
@pytest.mark.parametrize("turned", [0, 90])
def test_a_page_of_a_line_or_two_is_read_however_it_lies(recognise: Recognise, lines: int, turned: int) -> None:
    said = pictures.LINES[:lines]
    upright = Image.new("RGB", (834, 556), "white")
    upright.paste(pictures.card(said, letters_px=28), (40, 60))
    assert recognise(upright.rotate(-turned, expand=True)).text == "\n".join((*said, ""))


def test_light_letters_on_dark_are_read(recognise: Recognise) -> None:
    assert recognise(pictures.card(letters_px=24, dark=True)).text == SAID


def test_a_photograph_of_a_screen_in_uneven_light_is_read_to_its_dark_end(recognise: Recognise) -> None:
    upright = pictures.card(letters_px=28)
    aslant = upright.rotate(1.2, resample=Image.Resampling.BICUBIC, fillcolor="white")
    light = Image.linear_gradient("L").rotate(90).resize(aslant.size).point([90 + level * 3 // 5 for level in range(256)])
    assert recognise(ImageChops.multiply(aslant, light.convert("RGB"))).text == SAID


@pytest.mark.parametrize("size", [(1, 1), (7, 300), (400, 300), (300, 12)])
def test_a_blank_picture_has_no_text(recognise: Recognise, size: tuple[int, int]) -> None:
    found = recognise(Image.new("RGB", size, "white"))
    assert (found.text, len(found.boxes), found.confidences) == ("", 0, b"")


def test_noise_ends_and_makes_no_page_of_words(recognise: Recognise) -> None:
    assert len(recognise(Image.effect_noise((300, 300), 90)).text) < 60


@pytest.mark.parametrize(("width", "height"), [(35_000, 10), (6_000, 6_000)])
def test_a_picture_that_is_too_large_is_refused_before_it_is_sent(recogniser: Recogniser, width: int, height: int) -> None:
    assert width > limits.MAX_RECOGNISED_SIDE or width * height > limits.MAX_RECOGNISED_PIXELS
    with pytest.raises(DocumentError):
        recogniser.recognise(Bitmap(width, height, width * 4, memoryview(b"")), is_screen=True).result(PATIENCE_S)


def test_files_that_hold_no_language_are_said_to(workers: Workers, tmp_path: Path) -> None:
    (tmp_path / "eng.traineddata").write_bytes(b"<html>not found</html>")
    made = workers.recogniser(TrainedData({"eng": tmp_path / "eng.traineddata"}))
    with pytest.raises(DocumentError, match="letters cannot be read"):
        made.recognise(pictures.bitmap(pictures.card()), is_screen=True).result(PATIENCE_S)
    made.close()


def test_it_is_locked_in_and_the_readers_have_no_engine_loaded(recogniser: Recogniser, workers: Workers) -> None:
    asked = recogniser.recognise(pictures.bitmap(pictures.card()), is_screen=True)
    asked.result(PATIENCE_S)
    told = Path(f"/proc/{recogniser.worker_pid}/status").read_text()
    assert "Seccomp:\t2" in told
    assert "CapEff:\t0000000000000000" in told
    with Source.from_bytes(builders.text_pdf(builders.REGISTER)) as source:
        document = workers.open(source).result(PATIENCE_S)
    document.text(0).result(PATIENCE_S)
    assert "tesseract" in maps(recogniser.worker_pid)
    assert "tesseract" not in maps(document.worker_pid)
    document.close()


def maps(pid: int) -> str:
    return Path(f"/proc/{pid}/maps").read_text()


@pytest.mark.parametrize("attack", ["read_file", "network_socket", "local_socket", "fork", "run_program", "thread", "write_file"])
def test_what_a_picture_could_make_it_try_is_refused(attack: str, tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, ATTACKER, "recognising", attack], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode != 0


def test_pixels_go_into_nothing_that_is_not_locked_in(workers: Workers, languages: TrainedData) -> None:
    def refuse(held: Held) -> None:
        workers._admit_pixels(held & 0)

    made = workers.recogniser(languages)
    made._lane.admit = refuse
    with pytest.raises(NotIsolatedError):
        made.recognise(pictures.bitmap(pictures.card()), is_screen=True).result(PATIENCE_S)
    made.close()


def test_a_picture_that_nobody_waits_for_any_more_is_not_read(recogniser: Recogniser) -> None:
    picture = pictures.bitmap(pictures.card())
    asked = [recogniser.recognise(picture, is_screen=True) for _ in range(20)]
    assert all(one.cancel() for one in asked[1:])
    assert asked[0].result(PATIENCE_S)[0].text == SAID
    assert recogniser.recognise(picture, is_screen=True).result(PATIENCE_S)[0].text == SAID


@pytest.mark.parametrize(("letters_px", "turned"), [(16, 0), (28, 0), (28, 90), (28, 180), (28, 4)])
def test_the_engine_within_pymupdf_reads_the_same_words_where_there_is_no_better_one(
    workers: Workers, languages: TrainedData, letters_px: int, turned: int
) -> None:
    made = workers.recogniser(languages, built_in=True)
    card = pictures.card(letters_px=letters_px)
    picture = card.rotate(-turned, resample=Image.Resampling.BICUBIC, expand=True, fillcolor="white")
    found, by = made.recognise(pictures.bitmap(picture), is_screen=True).result(PATIENCE_S)
    assert by.startswith("mupdfocr ")
    assert " eng-" in by
    assert (found.text == SAID) if turned != 4 else fuzz.ratio(found.text, SAID) > 90
    assert set(found.confidences) == {UNTOLD}
    if not turned:
        x, y = pictures.place_of(1, letters_px)
        assert corner(found, SAID.index("The spokesman"), 0) == pytest.approx((x, y + letters_px / 4), abs=letters_px / 2)
    made.close()


def test_the_engine_within_pymupdf_reads_with_languages_that_are_links_to_elsewhere(
    workers: Workers, languages: TrainedData, tmp_path: Path
) -> None:
    (tmp_path / "eng.traineddata").symlink_to(languages.files["eng"].absolute())
    made = workers.recogniser(TrainedData({"eng": tmp_path / "eng.traineddata"}), built_in=True)
    assert made.recognise(pictures.bitmap(pictures.card()), is_screen=True).result(PATIENCE_S)[0].text == SAID
    made.close()


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_the_engine_within_pymupdf_reads_a_full_page_however_it_lies(
    workers: Workers, languages: TrainedData, turned: int
) -> None:
    lines = (*pictures.LINES * 4, "It was dated 14 March 2018.", "Of 4,217 requests 312 were refused.")
    page = pictures.card(lines, letters_px=24)
    picture = page.filter(ImageFilter.GaussianBlur(0.7)).rotate(turned, expand=True)
    made = workers.recogniser(languages, built_in=True)
    found, _ = made.recognise(pictures.bitmap(picture), is_screen=False).result(PATIENCE_S)
    made.close()
    assert fuzz.ratio(found.text, "".join(f"{line}\n" for line in lines)) > 98


def test_what_the_engine_within_pymupdf_sees_in_a_picture_without_writing_is_no_text(
    workers: Workers, languages: TrainedData
) -> None:
    strokes = Image.new("L", (1200, 900), 255)
    draw, chosen = ImageDraw.Draw(strokes), random.Random(3)
    for _ in range(160):
        x, y = chosen.randrange(1200), chosen.randrange(900)
        draw.arc((x, y, x + chosen.randrange(8, 40), y + chosen.randrange(8, 40)), chosen.randrange(360), 400, 0, 3)
    made = workers.recogniser(languages, built_in=True)
    found, _ = made.recognise(pictures.bitmap(strokes), is_screen=False).result(PATIENCE_S)
    made.close()
    assert len(found.text) < 30


def test_of_strokes_like_handwriting_no_words_are_made_up_and_a_printed_heading_stays(recogniser: Recogniser) -> None:
    page, chosen = pictures.card(letters_px=24).crop((0, 0, 780, 72)), random.Random(2)
    note = Image.new("L", (1200, 900), 255)
    note.paste(page.convert("L"), (100, 20))
    draw = ImageDraw.Draw(note)
    for y in range(160, 860, 70):
        x = 60
        while x < 1100:
            strokes = [(x + n * 4, y + chosen.randint(-18, 18) * (n % 3 > 0)) for n in range(chosen.randint(4, 14))]
            draw.line(strokes, fill=40, width=3, joint="curve")
            x = strokes[-1][0] + 24
    found, _ = recogniser.recognise(pictures.bitmap(note), is_screen=True).result(PATIENCE_S)
    assert found.text == f"{pictures.LINES[0]}\n"


def test_letters_set_wide_apart_keep_the_gaps_between_words_with_the_engine_within_pymupdf(
    workers: Workers, languages: TrainedData
) -> None:
    page = pictures.card(("We should not divide people", "Advertising should be safe"), letters_px=80)
    tight = page.resize((page.width * 2 // 3, page.height))
    made = workers.recogniser(languages, built_in=True)
    found, _ = made.recognise(pictures.bitmap(tight), is_screen=False).result(PATIENCE_S)
    made.close()
    assert found.text == "We should not divide people\nAdvertising should be safe\n"
