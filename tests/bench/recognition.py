"""How well and how fast text is recognised, beside the `tesseract` program on the same pictures with the same data, in one run.

    python tests/bench/recognition.py [--without STEP]

Cards are drawn in code, as a screen shows them (light and dark, plain and twice as dense, small and pressed) and as a scanner
or a camera sees them; EVIDENCE_CORPUS names a folder with further pictures whose text is known (truth/ocr_*.json). Figures are
errors in a hundred characters (edit distance, white space and shapes of quotation marks put aside; text that comes in another
order counts as wrong) and seconds of the processor. Of the program only its work counts, not the reading of its languages, which
is measured on a blank picture and taken off; ours are those of the process that recognises, the way to it included.

With Debian 12's tesseract 5.3.0, tesserocr 2.13 (5.5.4) and English of tessdata_fast, pictures 1 to 9 from the corpus:

                                         errors in 100         seconds
                                       program    ours  program   ours
    card, light, 1x                        1.9     1.2     0.08   0.11
    card, light, 1x, 3/4, pressed          6.6     1.9     0.07   0.09
    card, light, 2x                        1.2     1.2     0.12   0.15
    card, light, 2x, 3/4, pressed          1.2     1.2     0.13   0.14
    card, dark, 1x                         1.9     1.2     0.13   0.10
    card, dark, 1x, 3/4, pressed           6.2     2.7     0.09   0.08
    card, dark, 2x                         1.2     1.2     0.19   0.15
    card, dark, 2x, 3/4, pressed           1.2     1.2     0.19   0.12
    photograph, uneven light              78.0     1.2     0.07   0.21
    scan, turned 0                         1.2     1.2     0.15   0.14
    scan, turned 1                         1.9     1.5     0.15   0.17
    scan, turned 5                         4.6     1.2     0.16   0.22
    scan, turned 90                        1.2     1.2     0.16   0.29
    scan, turned 180                      86.1     1.2     0.15   0.25
    picture 1                             50.6    17.8     0.19   0.46
    picture 2                             65.2    14.1     0.20   0.44
    picture 3                             60.5    11.0     0.38   0.65
    picture 4                             63.5    37.7     1.43   1.33
    picture 5                             31.3    25.1     0.13   0.20
    picture 6                             30.9    27.8     0.13   0.20
    picture 7                              9.3     9.3     1.04   0.92
    picture 8                             22.5    22.5     0.54   0.60
    picture 9                             13.4     7.1     0.65   0.49
    all                                   29.1    12.9     6.53   7.51

Ours to the program's: 0.44 of its errors in 1.15 of its time, which is short where it finds few lines: in a photograph it reads
the dark end not at all. What each step of the preparation gains shows without it (the numbers in these steps were chosen by
these very pictures and others, so others may gain less):

    without inverting       15.1 errors in 100, 7.19 s
    without evening         18.8 errors in 100, 6.22 s
    without enlarging       13.4 errors in 100, 6.61 s
    without straightening   14.5 errors in 100, 6.10 s
    without doubting        16.7 errors in 100, 7.21 s
"""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, product
from pathlib import Path

import pymupdf
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont, ImageOps
from rapidfuzz.distance import Levenshtein

sys.path.insert(0, str(Path(__file__).parents[2]))

from reviewer.documents.client import Workers
from reviewer.documents.parsing.recognition import laying_straight, preparing, reading
from reviewer.documents.parsing.recognition.tesseract import Tesseract
from reviewer.documents.recognising.trained_data import TrainedData, find_trained_data
from reviewer.services.recognition.recognised_pages import DPI
from tests import pictures

LINES = (
    "Northwind Streaming @northwind · Dec 19",
    "We never asked for, or accessed, anyone's private messages.",
    "Read, write and delete permissions (ref. 4471-B) were",
    "never used: $1,250.40 a month, call 555-0143.",
    "7:42 PM · Mar 13, 2026",
    "1,204 Reposts 312 Quotes 5,880 Likes",
)
QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff"})
STEPS = ("inverting", "evening", "enlarging", "straightening", "doubting")
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Sample:
    """A picture and what it says."""

    name: str
    picture: Image.Image
    truth: str
    is_screen: bool


def cards() -> Iterator[Sample]:
    """Cards as a screen shows them, and what becomes of them on their way: smaller, pressed, aslant, on their side."""
    truth = "\n".join(LINES)
    for dark in (False, True):
        for density in (1, 2):
            name = f"card, {'dark' if dark else 'light'}, {density}x"
            picture = card(dark=dark, density=density)
            yield Sample(name, picture, truth, is_screen=True)
            small = picture.resize((picture.width * 3 // 4, picture.height * 3 // 4), Image.Resampling.LANCZOS)
            file = io.BytesIO()
            small.save(file, "JPEG", quality=40)
            yield Sample(f"{name}, 3/4, pressed", Image.open(file).convert("RGB"), truth, is_screen=True)
    paper = ImageOps.expand(card(dark=False, density=2), 120, "white")
    grain = Image.effect_noise(paper.size, 24).convert("RGB")
    scan = Image.blend(paper.filter(ImageFilter.GaussianBlur(0.8)), grain, 0.15)
    shade = Image.linear_gradient("L").resize(scan.size).point([80 + level * 2 // 3 for level in range(256)]).convert("RGB")
    shot = ImageChops.multiply(scan.rotate(1.2, Image.Resampling.BICUBIC, fillcolor="white"), shade)
    yield Sample("photograph, uneven light", shot, truth, is_screen=True)
    for turned in (0, 1, 5, 90, 180):
        picture = scan.rotate(-turned, Image.Resampling.BICUBIC, expand=True, fillcolor="white")
        yield Sample(f"scan, turned {turned}", picture, truth, is_screen=False)


def card(*, dark: bool, density: int) -> Image.Image:
    paper, ink = ((21, 32, 43), (230, 233, 235)) if dark else ((255, 255, 255), (15, 20, 25))
    picture = Image.new("RGB", (598 * density, 230 * density), paper)
    font = ImageFont.load_default(15 * density)
    for n, line in enumerate(LINES):
        ImageDraw.Draw(picture).text((20 * density, (18 + 32 * n) * density), line, font=font, fill=ink)
    return picture


def corpus(folder: Path) -> Iterator[Sample]:
    """Pictures whose text is known, by number; one sample for each of the files that show the same."""
    numbers = count(1)
    for file in sorted((folder / "truth").glob("ocr_*.json")):
        told = json.loads(file.read_text(encoding="utf-8"))
        for page, name in product(told.get("pages", [told]), told["files"]):
            yield Sample(f"picture {next(numbers)}", *drawn(folder / name, page["page"] - 1, page["text"]))


def drawn(path: Path, page: int, truth: str) -> tuple[Image.Image, str, bool]:
    if path.suffix == ".pdf":
        with pymupdf.open(path) as doc:
            pixels = doc[page].get_pixmap(dpi=DPI)
            return Image.frombytes("RGB", (pixels.width, pixels.height), pixels.samples), truth, False
    if path.suffix == ".heic":
        import pi_heif

        pi_heif.register_heif_opener()
    picture = ImageOps.exif_transpose(Image.open(path)).convert("RGB")
    return picture, truth, True


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.translate(QUOTES)).strip()


def errors(said: str, truth: str) -> int:
    return Levenshtein.distance(plain(said), plain(truth))


def by_program(picture: Image.Image, folder: Path, data: Path) -> tuple[str, float]:
    """Return what the program says, and how long it worked."""
    file = folder / "picture.png"
    picture.save(file)
    command = ["tesseract", file, "-", "--tessdata-dir", data, "-l", "eng"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    told = subprocess.run(command, capture_output=True, check=True, env={**os.environ, "OMP_THREAD_LIMIT": "1"})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return told.stdout.decode(), after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


class InHere:
    """The same without a process of its own, so that steps of it can be left out."""

    def __init__(self, trained: TrainedData, steps: list[str]) -> None:
        self._engine = Tesseract(trained.files)
        if "inverting" in steps:
            preparing.dark_on_light = lambda picture: picture
        if "evening" in steps:
            preparing.evenly_lit = lambda picture: picture
        if "enlarging" in steps:
            preparing.factor = lambda _picture, *, is_screen: 1.0
        if "straightening" in steps:
            laying_straight.degrees_of = lambda _engine, _picture, *, is_scan: 0.0
        if "doubting" in steps:
            reading.believed = list

    def read(self, picture: Image.Image, *, is_screen: bool) -> tuple[str, float]:
        """Return what is recognised, and how long that took."""
        begun = time.process_time()
        pixels = pictures.bitmap(picture)
        grey = preparing.grey(pixels.width_px, pixels.height_px, pixels.buffer)
        text = reading.recognised(self._engine, grey, is_screen=is_screen).text
        return text, time.process_time() - begun

    def close(self) -> None:
        """Nothing was started."""


class InItsProcess:
    """As the program does it."""

    def __init__(self, trained: TrainedData) -> None:
        self._workers = Workers()
        self._recogniser = self._workers.recogniser(trained)
        self.read(Image.new("RGB", (64, 64), "white"), is_screen=True)

    def read(self, picture: Image.Image, *, is_screen: bool) -> tuple[str, float]:
        """Return what is recognised, and how long the process that does it worked, to a hundredth of a second."""
        pixels = pictures.bitmap(picture)
        before = worked(self._recogniser.worker_pid)
        found, _ = self._recogniser.recognise(pixels, is_screen=is_screen).result()
        return found.text, worked(self._recogniser.worker_pid) - before

    def close(self) -> None:
        self._recogniser.close()
        self._workers.close()


def worked(pid: int) -> float:
    if not pid:  # it is started for the first picture
        return 0.0
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--without", action="append", default=[], choices=STEPS)
    without = parser.parse_args().without
    if shutil.which("tesseract") is None:
        print("There is no tesseract to compare with: apt-get install tesseract-ocr")
        return 1
    trained = find_trained_data()
    samples = list(cards())
    if "EVIDENCE_CORPUS" in os.environ:
        samples += corpus(Path(os.environ["EVIDENCE_CORPUS"]))
    else:
        print("EVIDENCE_CORPUS names no folder: cards alone")
    ours = InHere(trained, without) if without else InItsProcess(trained)
    try:
        compare(samples, trained.files["eng"].parent, ours)
    finally:
        ours.close()
    return 0


def compare(samples: list[Sample], data: Path, ours: InHere | InItsProcess) -> None:
    sums = [0.0, 0.0, 0.0, 0.0]
    letters = 0
    print(f"{'':32}{'errors in 100':>18}{'seconds':>16}\n{'':32}{'program':>10}{'ours':>8}{'program':>9}{'ours':>7}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        blank = Image.new("RGB", (64, 64), "white")
        loading = min(by_program(blank, folder, data)[1] for _ in range(5))
        for one in samples:
            said, its_s = by_program(one.picture, folder, data)
            found, our_s = ours.read(one.picture, is_screen=one.is_screen)
            length = len(plain(one.truth))
            row = (errors(said, one.truth), errors(found, one.truth), max(0.0, its_s - loading), our_s)
            sums = [a + b for a, b in zip(sums, row, strict=True)]
            letters += length
            print(f"{one.name:32}{100 * row[0] / length:10.1f}{100 * row[1] / length:8.1f}{row[2]:9.2f}{row[3]:7.2f}", flush=True)
    print(f"{'all':32}{100 * sums[0] / letters:10.1f}{100 * sums[1] / letters:8.1f}{sums[2]:9.2f}{sums[3]:7.2f}")
    print(f"ours to the program's: {sums[1] / sums[0]:.2f} of its errors in {sums[3] / sums[2]:.2f} of its time")


if __name__ == "__main__":
    sys.exit(main())
