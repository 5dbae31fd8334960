"""Our own HTML as PDF and PNG: readable, of the size asked for, and the same bytes in every process."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys

import pypdf
import pytest
from PIL import Image

from reviewer.documents.parsing.making.typeset import picture, typeset
from reviewer.documents.parsing.opened import RefusedError
from tests.documents.reading import opened

HTML = "<h1>Register</h1>" + "<p>The partner may “read” naïve messages ✓ and שלום.</p>" * 60


def test_text_runs_over_pages_within_the_margins() -> None:
    data = typeset(HTML, 595, 842, 54)
    reader = pypdf.PdfReader(io.BytesIO(data))
    assert len(reader.pages) > 1
    assert [tuple(map(float, page.mediabox[2:])) for page in reader.pages] == [(595, 842)] * len(reader.pages)
    document = opened(data)
    texts = [document.plain_text(page) for page in range(document.page_count)]
    assert sum(text.count("“read” naïve messages") for text in texts) == 60
    image = document.page_image(0, 1.0).convert("L")
    left, top, right, bottom = image.point([255 if value < 200 else 0 for value in range(256)]).getbbox() or (0, 0, 0, 0)
    assert left >= 53
    assert top >= 53
    assert right <= 595 - 53
    assert bottom <= 842 - 53


def test_pdf_says_nothing_of_when_and_with_what_it_was_made() -> None:
    reader = pypdf.PdfReader(io.BytesIO(typeset(HTML, 595, 842, 54)))
    assert not reader.metadata
    assert reader.xmp_metadata is None


def test_same_html_is_the_same_bytes_in_another_process() -> None:
    made = [typeset(HTML, 595, 842, 54), picture("<p>A post</p>", 300, 100)]
    program = (
        "import sys, hashlib; from reviewer.documents.parsing.making.typeset import typeset, picture; html = sys.stdin.read();"
        "print(hashlib.sha256(typeset(html, 595, 842, 54) + picture('<p>A post</p>', 300, 100)).hexdigest())"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], input=HTML, capture_output=True, text=True, check=True, encoding="utf-8"
    )
    assert run.stdout.strip() == hashlib.sha256(b"".join(made)).hexdigest()


def test_picture_has_exactly_the_size_and_the_colours_asked_for() -> None:
    html = "<body style='margin:0;background-color:#ffffff'><p style='margin:20px;color:#cc0000;font-size:30px'>Never.</p></body>"
    image = Image.open(io.BytesIO(picture(html, 401, 123)))
    assert image.size == (401, 123)
    assert image.info == {}
    reds = image.convert("RGB").getcolors(100_000) or []
    assert any(colour == (0xCC, 0, 0) for _, colour in reds)


def test_html_that_does_not_fit_is_refused() -> None:
    with pytest.raises(RefusedError):
        picture("<p>line</p>" * 50, 100, 100)
    with pytest.raises(RefusedError):
        typeset("<p>line</p>", 100, 100, 60)


def test_nothing_outside_the_html_is_fetched(tmp_path) -> None:
    Image.new("RGB", (50, 50), "red").save(tmp_path / "red.png")
    drawn = Image.open(io.BytesIO(picture(f"<img src='{tmp_path}/red.png'><img src='file://{tmp_path}/red.png'>", 100, 100)))
    assert all(colour != (255, 0, 0) for _, colour in drawn.convert("RGB").getcolors(10_000))
