"""A newcomer at the real window, with mouse and keyboard: from the empty window to a pack that verifies, and through a kill.

What was acknowledged is read from the case file by the command line, and from the pack by readers that share no code with the
program. What is seen is read from the screen.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import bagit
import pytest

from tests import builders
from tests.e2e import readers
from tests.e2e.program import Program
from tests.e2e.screen import SELECTED, Person, person

pytestmark = pytest.mark.needs("Xvfb", "openbox", "xdotool")

QUOTE = (
    "The partner application may send, read, write and delete private messages of a person who has connected the two accounts."
)
CLAIM = "Never accessed private messages"
PAGE_WIDTH = 595
PICTURE_WIDTH, PICTURE_HEIGHT = 600, 300
SECOND_DOCUMENT = (90, 214)
"""Where the documents pane has its second row, in pixels of the screen."""
CONTRADICTS = (0xD5, 0x5E, 0x00)
STATES = (0xCC, 0x79, 0xA7)
SAVED = "All changes saved"


@pytest.fixture
def me(tmp_path: Path) -> Iterator[Person]:
    """Return a person before a screen of their own."""
    with person(tmp_path) as one:
        yield one
        assert one.complaints() == ""


@pytest.fixture
def told(me: Person, tmp_path: Path) -> Program:
    """Return the command line in the same home, which tells what is in the case file."""
    return Program(me.home, tmp_path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with two documents: three lines of text on the first of two pages, and a picture of a post."""
    place = tmp_path / "documents"
    place.mkdir()
    (place / "register.pdf").write_bytes(builders.text_pdf(builders.REGISTER, ["The second page."]))
    (place / "statement.png").write_bytes(builders.png(size=(PICTURE_WIDTH, PICTURE_HEIGHT)))
    return place


def draft(me: Person) -> Path:
    """Return the untitled case that the program makes at once."""
    return me.home / ".local" / "share" / "evidence-reviewer" / "drafts" / "Untitled 1.revcase"


def passages(me: Person, told: Program, count: int) -> list[dict[str, Any]]:
    """Wait until the case file holds so many passages, and return them."""
    me.until(lambda: len(told.json("passages", draft(me))) == count, f"there are not {count} passages")
    return told.json("passages", draft(me))


def open_documents(me: Person, *paths: Path) -> None:
    """Open documents from the empty window, through its dialog, by typing their names."""
    me.see_window("^New case")
    me.keys("ctrl+o")
    me.see_window("^Open")
    me.type(" ".join(f'"{path}"' for path in paths))
    me.keys("Return")
    me.see_no_window("^Open")
    me.see_window(f"^Untitled case — {SAVED}")


def write_claim(me: Person) -> None:
    """Write down a claim: what was claimed, who said it, when."""
    me.keys("ctrl+shift+n")
    me.see_window("^New claim")
    me.type(CLAIM)
    me.keys("Tab")
    me.type("Lumenreel")
    me.keys("Tab")
    me.type("2018-12-19")
    me.keys("Return")
    me.see_no_window("^New claim")


def mark_the_register(me: Person, key: str) -> None:
    """Drag over the three lines of the register's first page and press a key."""
    page = me.see_page(PAGE_WIDTH)
    me.drag(page.at(70, 92), page.at(300, 132))
    me.see_colour(SELECTED, (*page.at(60, 80), *page.at(340, 104)))
    me.keys(key)


def see_the_mark(me: Person, colour: tuple[int, int, int]) -> None:
    """Wait until the register's first line carries a mark of a colour."""
    page = me.see_page(PAGE_WIDTH)
    me.see_colour(colour, (*page.at(60, 80), *page.at(340, 104)))


def test_from_the_empty_window_to_a_verified_pack(me: Person, told: Program, folder: Path, tmp_path: Path) -> None:
    with me.program() as running:
        open_documents(me, folder / "register.pdf", folder / "statement.png")
        me.until(lambda: len(told.json("documents", draft(me))) == 2, "there are not two documents")
        assert [one["name"] for one in told.json("documents", draft(me))] == ["register.pdf", "statement.png"]

        write_claim(me)
        me.until(lambda: told.json("claims", draft(me)), "the claim is not in the case")
        (claim,) = told.json("claims", draft(me))
        assert (claim["text"], claim["speaker"], claim["date"]) == (CLAIM, "Lumenreel", "2018-12-19")

        mark_the_register(me, "c")
        (passage,) = passages(me, told, 1)
        assert passage["quote"] == QUOTE
        assert len(passage["quads"]) == 3
        assert [(one["claim"], one["stance"]) for one in passage["links"]] == [(claim["id"], "contradicts")]
        see_the_mark(me, CONTRADICTS)

        me.keys("ctrl+z")
        passages(me, told, 0)
        me.keys("ctrl+shift+z")
        assert passages(me, told, 1)[0]["id"] == passage["id"]

        me.click(*SECOND_DOCUMENT, times=2)
        me.keys("Escape")  # the message that it was done again, as white as a page
        picture = me.see_page(PICTURE_WIDTH, PICTURE_HEIGHT)
        me.drag(picture.at(560, 280), picture.at(30, 150))  # away from its words, which are recognised by now
        me.keys("t")
        region = next(one for one in passages(me, told, 2) if one["kind"] == "region")
        (quad,) = region["quads"]
        assert quad["points"][0] == pytest.approx([30, 150], abs=2)
        assert quad["points"][3] == pytest.approx([560, 280], abs=2)
        assert [one["stance"] for one in region["links"]] == ["states"]

        pack = tmp_path / "pack"
        me.keys("ctrl+e")
        me.see_window("^Export pack")
        me.keys("ctrl+a")
        me.type(str(pack))
        me.keys("Return")
        me.until(pack.is_dir, "there is no pack")
        me.see_window(SAVED)
        me.keys("ctrl+q")
        assert running.wait(20) == 0

    assert "ok" in told("verify", pack)
    assert bagit.Bag(str(pack)).is_valid()
    (highlight,) = readers.highlights(pack / "data" / "documents" / "register.pdf")
    assert highlight.name == passage["id"]
    lines = readers.lines(pack / "data" / "documents" / "register.pdf", 1)
    assert [any(low <= line.baseline <= high for line in lines) for _, low, _, high in highlight.quads] == [True] * 3
    told("check", draft(me))
    assert readers.broken_entries(draft(me)) == []

    with me.program(draft(me)) as running:  # the next day
        me.see_window(f"^Untitled case — {SAVED}")
        me.see_page(PICTURE_WIDTH, PICTURE_HEIGHT)  # as it was left
        me.keys("ctrl+Page_Up")
        see_the_mark(me, CONTRADICTS)
        me.picture("the-next-day")
        me.keys("ctrl+q")
        assert running.wait(20) == 0


def test_a_kill_takes_nothing_that_was_acknowledged(me: Person, told: Program, folder: Path) -> None:
    with me.program() as running:
        open_documents(me, folder / "register.pdf")
        mark_the_register(me, "h")
        (passage,) = passages(me, told, 1)
        running.send_signal(signal.SIGKILL)
        running.wait()
    told("check", draft(me))
    assert told.json("passages", draft(me)) == [passage]
    with me.program(draft(me)) as running:
        me.see_window(f"^Untitled case — {SAVED}")
        see_the_mark(me, (0xF0, 0xC4, 0x00))
        me.keys("ctrl+q")
        assert running.wait(20) == 0


def test_a_drag_takes_the_words_of_a_turned_and_cropped_page(me: Person, told: Program, folder: Path) -> None:
    left, top, right, bottom = 50, 50, 545, 792
    path = folder / "turned.pdf"
    path.write_bytes(builders.text_pdf(builders.REGISTER, rotation=90, crop=(left, top, right, bottom)))

    def shown(x: float, y: float) -> tuple[float, float]:
        """Return where a point of the sheet is seen after cropping and a quarter turn clockwise."""
        return (bottom - top) - (y - top), x - left

    with me.program() as running:
        open_documents(me, path)
        page = me.see_page(bottom - top)
        me.drag(page.at(*shown(70, 112)), page.at(*shown(340, 112)))
        me.see_colour(SELECTED, (*page.at(*shown(60, 124)), *page.at(*shown(340, 100))))
        me.keys("h")
        (passage,) = passages(me, told, 1)
        assert passage["quote"] == builders.REGISTER[1]
        me.keys("ctrl+q")
        assert running.wait(20) == 0


def test_the_sample_opens_from_the_first_window(me: Person) -> None:
    with me.program() as running:
        me.see_window("^New case")
        me.keys("Return")
        me.see_window(f"^The denial — {SAVED}")
        me.see_page(PAGE_WIDTH)
        me.picture("the-sample")
        me.keys("ctrl+q")
        assert running.wait(20) == 0


def test_a_file_given_at_the_start_can_be_marked_as_soon_as_it_is_in_its_case(me: Person, told: Program, folder: Path) -> None:
    with me.program(folder / "register.pdf") as running:
        me.see_window(f"^Untitled case — {SAVED}")
        page = me.see_page(PAGE_WIDTH)
        me.drag(page.at(70, 92), page.at(500, 92))
        me.see_colour(SELECTED, (*page.at(60, 80), *page.at(540, 104)))
        me.keys("h")
        (passage,) = passages(me, told, 1)
        assert passage["document_name"] == "register.pdf"
        me.keys("ctrl+q")
        assert running.wait(20) == 0
