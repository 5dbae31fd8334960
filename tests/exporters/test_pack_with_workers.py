"""A pack made by the real worker processes, read by programs that share no code with them."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import bagit
import pikepdf
import pypdf
import pytest
from PIL import Image

from reviewer.documents.client import Workers
from reviewer.exporters.bag.verify import verify
from reviewer.exporters.pack import PackReport, write_pack
from reviewer.exporters.plan.building import build
from reviewer.exporters.plan.exhibits import ExportPlan
from reviewer.model.geometry import Rect
from reviewer.model.stance import Stance
from tests import builders
from tests.exporters.denial import CANARY, uuid
from tests.exporters.real_case import RealCase

TERMS = (
    "Partner permissions, register of 2017.",
    "The app only posts the recom-",
    "mendation, and may read private messages.",
    "End.",
)
EMAIL = (("Dear all,", "the token still answers", "and returns whole"), ("threads, as it did.", "Regards"))


class Written:
    """A pack as folder and as .zip, with the plan it was made from."""

    def __init__(self, root: Path, plan: ExportPlan, reports: dict[str, PackReport]) -> None:
        self.root = root
        self.plan = plan
        self.reports = reports
        self.data = root / "pack/data"

    def annotations(self, name: str) -> list[Any]:
        with pikepdf.open(self.data / "documents" / name) as pdf:
            return [
                {key: str(one[f"/{key}"]) for key in ("NM", "T", "Subj", "Contents", "Subtype", "M")} | {"page": page}
                for page, sheet in enumerate(pdf.pages)
                for one in sheet.get("/Annots", [])
            ]


def written(case: RealCase, root: Path) -> Written:
    plan = build(case.snapshot(), audience="editor")
    reports = {
        name: write_pack(plan, root / name, open_document=case.open, progress=lambda *_: None, cancelled=lambda: False)
        for name in ("pack", "pack.zip")
    }
    return Written(root, plan, reports)


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    running = Workers()
    running.start()
    yield running
    running.close()


@pytest.fixture(scope="module")
def pack(workers: Workers, tmp_path_factory: pytest.TempPathFactory) -> Written:
    case = RealCase(workers)
    terms = case.add("partner-permissions.pdf", builders.text_pdf(TERMS, rotation=90))
    emails = case.add("e-mails.pdf", builders.text_pdf(*EMAIL))
    post = case.add("statement.png", builders.png())
    fax = case.add("fax.tiff", builders.tiff(2))
    locked = case.add("locked.pdf", builders.encrypted_pdf("opensesame"), password="opensesame")
    case.quote(terms, "The app only posts the recommendation", (1, Stance.SUPPORTS), note="An engineer’s words")
    case.quote(emails, "and returns whole threads", (0, Stance.CONTRADICTS), (1, Stance.CONTEXT))
    case.region(post, 0, Rect(40, 30, 560, 120), (0, Stance.STATES))
    case.region(fax, 1, Rect(20, 20, 200, 90))
    case.quote(locked, "delete private messages", (1, Stance.CONTEXT))
    case.forget_passwords()
    return written(case, tmp_path_factory.mktemp("with-workers"))


def test_both_forms_verify_and_bagit_agrees(pack: Written) -> None:
    for name in ("pack", "pack.zip"):
        assert verify(pack.root / name).findings == ()
    assert bagit.Bag(str(pack.root / "pack")).validate()
    assert pack.reports["pack"].fingerprint == pack.reports["pack.zip"].fingerprint


def test_the_locked_document_is_refused_by_name_and_the_rest_went_on(pack: Written) -> None:
    ((name, sentence),) = pack.reports["pack"].refused
    assert name == "locked.pdf"
    assert sentence
    assert sorted(one.name for one in (pack.data / "documents").iterdir()) == [
        "e-mails.pdf", "fax.pdf", "partner-permissions.pdf", "statement.pdf"
    ]  # fmt: skip
    assert "delete private messages" not in (pack.data / "index.html").read_text(encoding="utf-8")


def test_copies_carry_one_annotation_a_passage_and_page(pack: Written) -> None:
    (one,) = pack.annotations("partner-permissions.pdf")
    assert (one["NM"], one["T"], one["Subtype"]) == (uuid(3, 1), "Investigations desk", "/Highlight")
    assert one["Subj"] == "✓ Supports claim 1.1"
    assert one["Contents"].splitlines() == ["Exhibit 3", "✓ Supports claim 1.1: “accessed”", "An engineer’s words"]
    crossing = pack.annotations("e-mails.pdf")
    assert [(one["NM"], one["page"]) for one in crossing] == [(uuid(3, 2), 0), (f"{uuid(3, 2)}:2", 1)]
    assert "✕ Contradicts claim 1:" in crossing[0]["Contents"]
    assert "○ Context to claim 1.1:" in crossing[0]["Contents"]


def test_images_become_pdfs_whose_frames_are_pages(pack: Written) -> None:
    assert len(pypdf.PdfReader(pack.data / "documents/fax.pdf").pages) == 2
    assert [one["page"] for one in pack.annotations("fax.pdf")] == [1]
    assert [one["NM"] for one in pack.annotations("statement.pdf")] == [uuid(3, 3)]


def test_every_exhibit_has_a_picture_with_its_colour(pack: Written) -> None:
    for exhibit in pack.plan.exhibits:
        if exhibit.document == uuid(2, 5):
            continue
        for view in exhibit.views:
            with Image.open(pack.data / exhibit.crop_path(*view)) as picture:
                assert picture.width > 100
                assert len(picture.convert("RGB").getcolors(1 << 24) or []) > 2


def test_a_picture_with_fewer_pixels_than_the_image_says_so(workers: Workers, tmp_path: Path) -> None:
    case = RealCase(workers)
    scan = case.add("scan.png", builders.png(size=(4800, 600)))
    case.region(scan, 0, Rect(20, 30, 4780, 120), (0, Stance.STATES))
    case.region(scan, 0, Rect(40, 30, 560, 120), (0, Stance.CONTEXT))
    made = written(case, tmp_path)
    page = (made.data / "index.html").read_text(encoding="utf-8")
    assert page.count("<figcaption>") == 1
    assert "Reduced to 50 % of the image’s own pixels" in page


def test_quotes_and_positions_are_those_of_the_documents(pack: Written) -> None:
    items = json.loads((pack.data / "annotations.jsonld").read_text(encoding="utf-8"))["items"]
    by_id = {one["id"].removeprefix("urn:uuid:"): one for one in items}
    texts = {
        "partner-permissions.pdf": "\n".join(TERMS) + "\n",
        "e-mails.pdf": "\f".join("\n".join(lines) + "\n" for lines in EMAIL),
    }
    checked = 0
    for exhibit in pack.plan.exhibits:
        for link in exhibit.links:
            item = by_id.get(link.id)
            text = texts.get(item["target"]["source"]["label"]) if item else None
            if item is None or text is None or exhibit.anchor.text is None:
                continue
            (place,) = (one for one in item["target"]["selector"] if one["type"] == "TextPositionSelector")
            (quote,) = (one for one in item["target"]["selector"] if one["type"] == "TextQuoteSelector")
            said = text[place["start"] : place["end"]]
            printed = quote.get("quoteAsPrinted", quote["exact"])
            assert said.split() == printed.split()
            assert quote["exact"] == exhibit.anchor.text.quote
            checked += 1
    assert checked == 3
    assert any(
        "recommendation" in one["target"]["selector"][1].get("exact", "") for one in items if len(one["target"]["selector"]) > 1
    )


def test_nothing_private_is_in_any_file_or_stream(pack: Written) -> None:
    searched = 0
    with zipfile.ZipFile(pack.root / "pack.zip") as archive:
        for name in archive.namelist():
            for piece in _unpacked(name, archive.read(name)):
                searched += 1
                for encoding in ("utf-8", "utf-16-be", "utf-16-le"):
                    assert CANARY.encode(encoding) not in piece, name
    assert searched > 40


def _unpacked(name: str, data: bytes) -> Iterator[bytes]:
    """Yield a file's bytes, and those of every object and stream of a PDF."""
    yield data
    if name.endswith(".pdf"):
        with pikepdf.open(io.BytesIO(data)) as pdf:
            for one in pdf.objects:
                if isinstance(one, pikepdf.Stream):
                    yield one.read_raw_bytes()
                    yield from _decoded(one)
                yield one.unparse() if not isinstance(one, pikepdf.Stream) else b""


def _decoded(stream: pikepdf.Stream) -> Iterator[bytes]:
    try:
        yield stream.read_bytes(pikepdf.StreamDecodeLevel.specialized)
    except pikepdf.PdfError:  # a picture format that has no plain form
        return


def test_the_same_case_exported_twice_is_the_same_to_the_byte(workers: Workers, tmp_path: Path) -> None:
    for name in ("one", "two"):
        case = RealCase(workers)
        terms = case.add("terms.pdf", builders.text_pdf(TERMS))
        post = case.add("post.jpg", builders.jpeg())
        case.quote(terms, "may read private messages", (1, Stance.CONTEXT))
        case.region(post, 0, Rect(10, 10, 100, 60), (0, Stance.STATES))
        (tmp_path / name).mkdir()
        written(case, tmp_path / name)
    assert (tmp_path / "one/pack.zip").read_bytes() == (tmp_path / "two/pack.zip").read_bytes()


def test_a_document_unlocked_in_this_session_goes_in(workers: Workers, tmp_path: Path) -> None:
    case = RealCase(workers)
    locked = case.add("locked.pdf", builders.encrypted_pdf("opensesame"), password="opensesame")
    case.quote(locked, "delete private messages", (1, Stance.CONTEXT))
    found = written(case, tmp_path)
    assert found.reports["pack"].refused == ()
    assert len(found.annotations("locked.pdf")) == 1
    for path in (tmp_path / "pack").rglob("*"):
        assert path.is_dir() or b"opensesame" not in path.read_bytes()
