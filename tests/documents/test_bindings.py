"""What draws the first page, MuPDF's compiled bindings alone, does as all of its bindings do, which are loaded behind it.

Each is tried in a process of its own: here all of them were loaded by other tests.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pymupdf
import pytest

from tests import builders

TRIED = """
import hashlib, sys
from pathlib import Path
if sys.argv[1] == "all":
    import pymupdf
from reviewer.documents.parsing.opened import RefusedError
from reviewer.documents.parsing.pdf import pages
from reviewer.documents.results import shown_page_px

def told(act):
    try:
        return act()
    except RefusedError as error:
        return error.status.name
    except pages.errors() as error:
        return type(error).__name__

pages.silence()
for file in sys.argv[2:]:
    data = memoryview(Path(file).read_bytes())
    opened = told(lambda: pages.PdfPages(data, None))
    if isinstance(opened, str):
        print(opened)
        continue
    info = opened.page_info(0)
    clip = shown_page_px(info, 1.5, 90)
    pixels = memoryview(bytearray(clip.width * clip.height * 4))
    print(opened.page_count, opened.encrypted, opened.restricted, opened.repaired, ascii(info))
    print(told(lambda: opened.draw(0, 1.5, clip, 90, pixels)), hashlib.sha256(pixels).hexdigest())
    print(told(lambda: pages.mupdf.fz_load_page(opened._document, 99)))
print("all" if "pymupdf.mupdf" in sys.modules else "few", file=sys.stderr)
"""


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """Return a plain file, one with odd labels, a damaged one, one that needs a password, and one that is nothing."""
    plain = builders.text_pdf(["A page", "Another"])
    with pymupdf.open("pdf", plain) as doc:
        doc.xref_set_key(doc.pdf_catalog(), "PageLabels", "<< /Nums [ 0 << /P (A) /S /#ff#c0#80 >> ] >>")
        labelled = doc.tobytes()
        locked = doc.tobytes(encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="x")
    made = {"plain": plain, "labelled": labelled, "cut": plain[: len(plain) // 2], "locked": locked, "none": b"%PDF-1.4\nnothing"}
    for name, data in made.items():
        (tmp_path / name).write_bytes(data)
    return [str(tmp_path / name) for name in made]


def tried(which: str, files: list[str]) -> str:
    """Return what a process tells that has loaded a `few` or `all` of the bindings."""
    command = [sys.executable, "-c", TRIED, which, *files]
    root = Path(__file__).parents[2]
    ran = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=60, check=False)
    assert (ran.stderr.strip(), ran.returncode) == (which, 0)
    return ran.stdout


def test_the_compiled_bindings_alone_draw_and_fail_as_all_of_them_do(files: list[str]) -> None:
    few = tried("few", files)
    assert "FzErrorArgument" in few
    assert "PASSWORD_NEEDED" in few
    assert few == tried("all", files)


def test_once_all_bindings_are_loaded_their_errors_are_those_that_are_caught() -> None:
    from reviewer.documents.parsing.pdf import bindings, pages

    kinds = [getattr(pymupdf.mupdf, f"FzError{kind}") for kind in bindings.ERROR_KINDS]
    assert pages.errors() == (pymupdf.mupdf.FzErrorBase,)
    assert set(kinds) == set(pymupdf.mupdf.FzErrorBase.__subclasses__())
