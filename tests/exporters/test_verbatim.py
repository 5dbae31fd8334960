"""A pack says no words that the document does not say at that place, whoever put them into the case."""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from reviewer.documents.text.furniture.between_pages import Kept
from reviewer.documents.text.page.page_text import PageText
from reviewer.documents.text.quotes.quoting import text_selector
from reviewer.documents.text.selecting.selection import passage, select
from reviewer.errors import DocumentError
from reviewer.exporters.plan.exhibits import Exhibit, ExportPlan, PlannedDocument
from reviewer.exporters.reading import verbatim
from reviewer.exporters.reading.positions import read
from reviewer.model.anchor import Anchor, TextPosition, TextSelector
from reviewer.model.geometry import Matrix, PageQuad, Quad, Rect
from reviewer.model.ids import AnchorId, DocumentId, PassageId, Sha256
from reviewer.model.page import PageInfo
from tests.documents.layouts import plain_page
from tests.documents.test_footnotes import AFTER, BODY, NOTES, document, place
from tests.exporters.conftest import Write
from tests.exporters.denial import TEXTS, uuid
from tests.exporters.fake_documents import FakeDocuments

STATEMENT = "STATEMENT.pdf"

Forge = Callable[[TextSelector], TextSelector]


def forged(plan: ExportPlan, forge: Forge) -> tuple[ExportPlan, Exhibit]:
    """Return the plan with another quote of the statement, and that exhibit."""

    def with_text(anchor: Anchor) -> Anchor:
        assert anchor.text is not None
        return replace(anchor, text=forge(anchor.text))

    return with_anchor(plan, with_text)


def with_anchor(plan: ExportPlan, forge: Callable[[Anchor], Anchor]) -> tuple[ExportPlan, Exhibit]:
    """Return the plan with another anchor of the statement's quote, and that exhibit."""
    document = next(one for one in plan.documents if one.name == STATEMENT)
    exhibit = next(one for one in document.exhibits if one.anchor.text)
    changed = replace(exhibit, anchor=forge(exhibit.anchor))
    documents = [
        replace(one, exhibits=tuple(changed if each is exhibit else each for each in one.exhibits)) for one in plan.documents
    ]
    exhibits = [changed if each is exhibit else each for each in plan.exhibits]
    return replace(plan, documents=tuple(documents), exhibits=tuple(exhibits)), changed


def words(text: str) -> Forge:
    return lambda selector: replace(selector, quote=text, quote_as_printed=text)


FORGERIES: dict[str, Forge] = {
    "other words": words("We read every private message"),
    "a word left out": lambda one: replace(one, quote=one.quote[:-4], quote_as_printed=one.quote_as_printed[:-4]),
    "a space within a word": lambda one: replace(one, quote=one.quote.replace("powers", "pow ers")),
    "two words as one": lambda one: replace(one, quote=one.quote.replace("used the", "usedthe")),
    "a hyphen of its own": lambda one: replace(one, quote=one.quote.replace("messages", "mes-sages")),
    "pages without end": lambda one: replace(one, end=TextPosition(10**15, 3)),
    "only the joined form": lambda one: replace(one, quote="We read every private message"),
    "other words under another text": lambda one: replace(
        words("We read every private message")(one), layers=tuple(replace(each, sha256="0" * 64) for each in one.layers)
    ),
    "another place": lambda one: replace(one, start=TextPosition(one.start.page, one.start.offset + 1)),
    "a page that is not there": lambda one: replace(one, end=TextPosition(900, 3)),
}


def moved(page: int, down: float) -> Callable[[Anchor], Anchor]:
    """Lay the mark elsewhere, and leave its words as they are."""
    return lambda anchor: replace(
        anchor, quads=tuple(PageQuad(page, Matrix(1, 0, 0, 1, 0, down).apply_quad(one.quad)) for one in anchor.quads)
    )


def hardly(anchor: Anchor) -> Anchor:
    """Lay the mark so that no more than a quarter of it is on its words."""
    return moved(0, 0.75 * anchor.quads[0].quad.rect.height)(anchor)


def longer(anchor: Anchor) -> Anchor:
    """Mark the whole column beside the words that are quoted."""
    return replace(anchor, quads=(*anchor.quads, PageQuad(0, Quad.of_rect(Rect(72, 300, 500, 700)))))


def unread(anchor: Anchor) -> Anchor:
    """Lay the mark elsewhere, and claim that the page was read otherwise when it was made."""
    assert anchor.text is not None
    layers = tuple(replace(each, sha256="0" * 64) for each in anchor.text.layers)
    return replace(moved(0, 300)(anchor), text=replace(anchor.text, layers=layers))


MISPLACED: dict[str, tuple[Callable[[Anchor], Anchor], str]] = {
    "on other lines": (moved(0, 300), verbatim.NOT_SHOWN),
    "on a quarter of its words": (hardly, verbatim.NOT_SHOWN),
    "on more than its words": (longer, verbatim.NOT_SHOWN),
    "on other lines of a page read otherwise": (unread, verbatim.NOT_SHOWN),
    "on a page that is not there": (moved(900, 0), verbatim.NO_PAGE),
}


@pytest.mark.parametrize("forge", FORGERIES.values(), ids=FORGERIES)
def test_a_quote_that_the_document_does_not_say_is_left_out_by_name(
    forge: Forge, plan: ExportPlan, write: Write, documents: FakeDocuments, tmp_path: Path
) -> None:
    plan, exhibit = forged(plan, forge)
    assert exhibit.anchor.text is not None
    report = write(tmp_path / "pack", plan=plan)
    assert report.refused == ((f"{STATEMENT}, exhibit {exhibit.number}", verbatim.NOT_THERE),)
    data = tmp_path / "pack/data"
    items = json.loads((data / "annotations.jsonld").read_text())["items"]
    assert not [one for one in items if one["target"]["source"]["label"] == STATEMENT]
    for name in ("index.html", "passages.csv", "annotations.jsonld"):
        assert "We read every private message" not in (data / name).read_text("utf-8-sig")
    assert verbatim.NOT_THERE in (data / "index.html").read_text()
    assert exhibit.passage not in (data / plan.document(exhibit.document).pdf).read_text()
    assert not list((data / "crops").glob(f"exhibit-{exhibit.number:04}*"))


@pytest.mark.parametrize(("forge", "why"), MISPLACED.values(), ids=MISPLACED)
def test_a_mark_that_does_not_lie_on_its_words_is_left_out_by_name(
    forge: Callable[[Anchor], Anchor], why: str, plan: ExportPlan, write: Write, tmp_path: Path
) -> None:
    plan, exhibit = with_anchor(plan, forge)
    report = write(tmp_path / "pack", plan=plan)
    assert report.refused == ((f"{STATEMENT}, exhibit {exhibit.number}", why),)
    assert exhibit.passage not in (tmp_path / "pack/data" / plan.document(exhibit.document).pdf).read_text()


def test_a_page_whose_characters_cannot_be_read_leaves_its_exhibits_out(
    write: Write, documents: FakeDocuments, tmp_path: Path
) -> None:
    documents.trouble[STATEMENT] = {"text": DocumentError("No text")}
    report = write(tmp_path / "pack")
    assert [why for _, why in report.refused] == [verbatim.NOT_READ]


def test_what_cannot_be_compared_is_left_out(write: Write, documents: FakeDocuments, tmp_path: Path) -> None:
    documents.trouble[STATEMENT] = {"plain_text": DocumentError("No text")}
    report = write(tmp_path / "pack")
    assert [why for _, why in report.refused] == [verbatim.NOT_READ]


def test_words_that_stand_elsewhere_on_a_page_read_anew_are_kept(write: Write, tmp_path: Path) -> None:
    before = TEXTS[uuid(2, 4)]
    TEXTS[uuid(2, 4)] = (f"Set anew. {before[0]}", *before[1:])
    try:
        report = write(tmp_path / "pack")
    finally:
        TEXTS[uuid(2, 4)] = before
    assert report.refused == ()


def test_a_mark_is_drawn_as_the_words_lie_however_the_case_turns_it(plan: ExportPlan, write: Write, tmp_path: Path) -> None:
    """Turned upside down, the line under the words would strike them out."""
    write(tmp_path / "whole")

    def upside_down(anchor: Anchor) -> Anchor:
        turned = (PageQuad(one.page, Quad(one.quad.ll, one.quad.lr, one.quad.ul, one.quad.ur)) for one in anchor.quads)
        return replace(anchor, quads=tuple(turned))

    plan, exhibit = with_anchor(plan, upside_down)
    assert write(tmp_path / "pack", plan=plan).refused == ()
    for name in ("annotations.jsonld", plan.document(exhibit.document).pdf, "crops/exhibit-0003.png"):
        assert (tmp_path / "pack/data" / name).read_bytes() == (tmp_path / "whole/data" / name).read_bytes()


def test_a_quote_is_spelled_as_its_page_spells_it_though_the_case_calls_the_page_another(
    plan: ExportPlan, write: Write, tmp_path: Path
) -> None:
    """Words are looked for forgivingly on a page that reads otherwise than when they were marked, and given as they stand."""
    spelled = "ｈad used the powers only for the\u00a0messages of its recommen\u00addation feature"

    def respelled(text: TextSelector) -> TextSelector:
        layers = tuple(replace(each, sha256="0" * 64) for each in text.layers)
        return replace(words(spelled)(text), layers=layers)

    plan, _ = forged(plan, respelled)
    assert write(tmp_path / "pack", plan=plan).refused == ()
    for name in ("index.html", "passages.csv", "annotations.jsonld"):
        assert "ｈad" not in (tmp_path / "pack/data" / name).read_text("utf-8-sig")


def test_a_quote_that_cannot_be_looked_for_to_its_end_is_left_out_and_keeps_no_pack_from_being_made(
    plan: ExportPlan, write: Write, tmp_path: Path
) -> None:
    """It repeats itself as its page does, nearly; the case calls the page another, so that it is looked for."""
    before, part = TEXTS[uuid(2, 4)], "aa a" * 5_000
    plan, exhibit = forged(
        plan,
        lambda text: replace(words(part + "aa")(text), layers=tuple(replace(each, sha256="0" * 64) for each in text.layers)),
    )
    TEXTS[uuid(2, 4)] = ((part + " a") * 4,)
    try:
        report = write(tmp_path / "pack", plan=plan)
    finally:
        TEXTS[uuid(2, 4)] = before
    assert report.refused == ((f"{STATEMENT}, exhibit {exhibit.number}", verbatim.NOT_THERE),)


def regions(plan: ExportPlan, rect: Rect, *more: Rect) -> ExportPlan:
    """Return the plan with another region in the picture, marked as it says and in some places more."""
    anchors = {
        one.number: replace(
            one.anchor,
            quads=tuple(PageQuad(0, Quad.of_rect(each)) for each in (rect, *more)),
            region=replace(one.anchor.region, rect=rect),
        )
        for document in plan.documents
        for one in document.exhibits
        if one.anchor.region is not None
    }
    return plan.as_read([one.with_anchors(anchors) for one in plan.documents])


@pytest.mark.parametrize(
    ("rects", "why"),
    {
        "beyond its edge": ((Rect(60, 120, 940, 260),), verbatim.OFF_THE_PAGE),
        "far away": ((Rect(5000, 5000, 5100, 5100),), verbatim.OFF_THE_PAGE),
        "nothing": ((Rect(60, 120, 60, 260),), verbatim.OFF_THE_PAGE),
        "in two places": ((Rect(60, 120, 840, 260), Rect(0, 0, 50, 50)), verbatim.NOT_ITS_REGION),
    }.values(),
)
def test_a_region_that_is_none_of_the_page_is_left_out_by_name(
    rects: tuple[Rect, ...], why: str, plan: ExportPlan, write: Write, tmp_path: Path
) -> None:
    assert write(tmp_path / "pack", plan=regions(plan, *rects)).refused == (("statement.png, exhibit 1", why),)


def test_rounding_at_the_edge_of_a_page_is_no_fault(plan: ExportPlan, write: Write, tmp_path: Path) -> None:
    assert write(tmp_path / "pack", plan=regions(plan, Rect(0, -0.001, 900.001, 420))).refused == ()


def standing(printed: str, behind: str = " and so on") -> verbatim._Place:
    """Return where words stand on a page, with what is printed behind them."""
    words = printed + behind
    text = PageText(0, words, array("f", [number for at in range(len(words)) for number in box(at)]), "test 1")
    ends = TextPosition(0, 0), TextPosition(0, len(printed))
    return verbatim._Place.of({0: text}, passage({0: text}, *ends), ends[0])


def box(at: int) -> tuple[float, ...]:
    x = 10.0 + 5 * at
    return (x, 10, x + 5, 10, x, 20, x + 5, 20)


@pytest.mark.parametrize(
    ("printed", "behind", "quote", "fits"),
    [
        ("-" * 200 + "word", " x", "-" * 199 + "x", False),
        ("-" * 200 + "word", " x", "-" * 200 + "word", True),
        ("-" * 200 + "word", " x", "-" * 196 + "word", False),
        ("-5 million dollars", " x", "5 million dollars", False),  # a minus sign
        ("- 5 million dollars", " x", "5 million dollars", False),
        ("rated A-", " by all", "rated A", False),
        ("rated A-", "\nby all", "rated A", True),  # a line's end may break a word there
        ("com-", "\nplete", "com", True),
        ("com-", "", "com", True),  # the page's end
        ("-\nplete words", " x", "plete words", True),
        ("-\nplete words", " x", "- plete words", True),
        ("com-\nplete words", " x", "complete words", True),
        ("com-\nplete words", " x", "com-plete words", True),
        ("com-plete words", " x", "complete words", False),
        ("No. 2020– \n0686", " x", "No. 2020–0686", True),
        ("No. 2020– \n0686", " x", "No. 2020– 0686", True),  # as earlier versions joined it
        ("No. 2020– \n0686", " x", "No. 20200686", False),
        ("at https://\nwww.a.org/re-\nsign", " x", "at https://www.a.org/re-sign", True),
        ("at https://\nwww.a.org/re-\nsign", " x", "at https:// www.a.org/resign", True),
        ("at https://\nwww.a.org/re-\nsign", " x", "at https:/ /www.a.org/re-sign", False),
        ("\uf0b7 all of\u00a0it", " x", "• all of it", True),
        ("\uf0b7 all of\u00a0it", " x", "\uf0b7 all of\u00a0it", True),
        ("\uf0b7 all of\u00a0it", " x", "▪ all of it", False),
        ("\uf0b7 all of\u00a0it", " x", "• all ofit", False),
    ],
)
def test_only_hyphens_at_line_ends_may_be_missing(plan: ExportPlan, printed: str, behind: str, quote: str, *, fits: bool) -> None:
    text = next(one.anchor.text for one in plan.exhibits if one.anchor.text)
    place = standing(printed, behind)
    assert verbatim._is_joined(replace(text, quote=quote, quote_as_printed=printed), place) is fits


@dataclass(frozen=True)
class Noted:
    """A document of two pages with footnotes at the foot of the first, and a passage that goes on over that page's end."""

    pages: dict[int, PageText]
    anchor: Anchor

    @classmethod
    def made(cls, *, with_notes: bool) -> Noted:
        """Mark the passage with the footnotes that it passes over, or without them."""
        pages = document((BODY, NOTES), (AFTER, ()))
        start, end = place(pages, 0, "all of them"), place(pages, 1, "read, write", after=True)
        quads = select(pages, start, end, Kept.FOOTNOTES if with_notes else Kept.NOTHING).quads
        text = text_selector(pages, start, end, lambda _word: False, Kept.FOOTNOTES if with_notes else Kept.NOTHING)
        return cls(pages, Anchor(AnchorId(uuid(4, 1)), Sha256("0" * 64), 0, "", quads, text=text))

    def of_other_texts(self) -> Noted:
        """Return the same passage, made when its pages were read otherwise."""
        assert self.anchor.text is not None
        layers = tuple(replace(one, sha256=Sha256("0" * 64)) for one in self.anchor.text.layers)
        return replace(self, anchor=replace(self.anchor, text=replace(self.anchor.text, layers=layers)))

    def compared(self) -> Anchor | str:
        """Return the anchor as a pack has it, or why it has none."""
        exhibit = Exhibit(1, PassageId(uuid(3, 1)), DocumentId(uuid(2, 1)), self.anchor, "", ())
        infos = {page: PageInfo(page, "", 595, 842) for page in self.pages}
        planned = PlannedDocument(
            exhibit.document, Sha256("0" * 64), "terms.pdf", "", (exhibit,), page_count=len(self.pages), pages=infos
        )
        texts = [one.text for one in self.pages.values()]
        reading = read(planned, len(texts), lambda first, count: tuple(texts[first : first + count]))
        found = verbatim.compare(planned, reading, lambda page, _layer: self.pages[page])
        return found.wrong.get(1) or found.anchors[1]


@pytest.mark.parametrize("with_notes", [True, False])
def test_a_passage_over_footnotes_is_what_its_document_says_with_them_and_without(*, with_notes: bool) -> None:
    made = Noted.made(with_notes=with_notes)
    assert made.anchor.text is not None
    assert ("Partner terms" in made.anchor.text.quote) is with_notes
    assert made.compared() == made.anchor


@pytest.mark.parametrize("with_notes", [True, False])
def test_a_passage_over_footnotes_is_found_with_them_and_without_on_pages_read_anew(*, with_notes: bool) -> None:
    made = Noted.made(with_notes=with_notes)
    assert made.of_other_texts().compared() == made.anchor


def test_a_passage_of_an_earlier_version_is_what_its_document_says_and_shows_bullets_as_they_look() -> None:
    printed = "\uf0b7 never read\u00a0any from 2014–\n2015"
    page = plain_page(f"\uf0b7 asked\u00a0for\n{printed}\nand 2016–\n2017.\n")
    start = TextPosition(0, page.text.index(printed))
    end = TextPosition(0, start.offset + len(printed))
    made = text_selector({0: page}, start, end, lambda _word: False)
    earlier = replace(made, quote=printed.replace("\n", " "), prefix="\uf0b7 asked\u00a0for ", suffix=" and 2016– 2017. ")
    quads = select({0: page}, start, end).quads
    noted = Noted({0: page}, Anchor(AnchorId(uuid(4, 1)), Sha256("0" * 64), 0, "", quads, text=earlier))
    assert noted.compared() == replace(noted.anchor, text=replace(earlier, quote="• never read any from 2014– 2015"))
    assert noted.of_other_texts().compared() == replace(
        noted.anchor, text=replace(earlier, quote="• never read any from 2014– 2015")
    )
    forged = replace(noted.anchor, text=replace(earlier, quote=earlier.quote.replace("2014– ", "2014")))
    assert replace(noted, anchor=forged).compared() == verbatim.NOT_THERE


def test_a_quote_of_an_earlier_version_with_the_numbers_of_nameless_glyphs_is_what_its_document_says() -> None:
    printed = "called\x03 habibi"
    page = plain_page(f"It was {printed} twice.\n")
    start = TextPosition(0, page.text.index(printed))
    end = TextPosition(0, start.offset + len(printed))
    made = text_selector({0: page}, start, end, lambda _word: False)
    assert made.quote == "called\ufffd habibi"
    quads = select({0: page}, start, end).quads
    for quote in (made.quote, printed):
        anchor = Anchor(AnchorId(uuid(4, 1)), Sha256("0" * 64), 0, "", quads, text=replace(made, quote=quote))
        noted = Noted({0: page}, anchor)
        assert noted.compared() == replace(anchor, text=made)
        assert noted.of_other_texts().compared() == replace(anchor, text=made)
