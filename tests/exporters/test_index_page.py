"""`index.html` stands by itself, says what the case says, and lets no document speak in its place."""

from __future__ import annotations

import base64
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import pytest

from reviewer import __version__
from reviewer.errors import DocumentError, PasswordNeededError
from reviewer.exporters.forms import html
from reviewer.exporters.plan.building import build
from reviewer.exporters.plan.desk import NO_DESK
from reviewer.exporters.plan.exhibits import ExportPlan
from reviewer.model.snapshot import CaseSnapshot
from reviewer.model.text_layer import LayerKind
from reviewer.paths import resource
from tests.exporters import fake_documents
from tests.exporters.conftest import Write
from tests.exporters.denial import deeply_nested, page_count_of, pages_of, set_page
from tests.exporters.fake_documents import FakeDocuments

VOID = {"meta", "img", "wbr", "br", "link"}


class Page(HTMLParser):
    """The parsed page: elements in order with their attributes, and its visible words; raises where tags do not nest."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] not in {"style", "title"}:
            self.words.append(data)

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attrs for name, attrs in self.elements if name == tag]

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", "".join(self.words))


def read(folder: Path) -> Page:
    return Page((folder / "data/index.html").read_text(encoding="utf-8"))


@pytest.fixture
def page(write: Write, tmp_path: Path) -> Page:
    write(tmp_path / "pack")
    return read(tmp_path / "pack")


def test_it_says_who_said_what_when_and_where(page: Page) -> None:
    for words in (
        "The denial",
        "5 March 2019, 22:04 UTC, entry",
        "Claim 1Lumenreel19 December 2018, 08:41 UTCpost on Palaverdenial",
        "We never asked for, or accessed, anyone’s private messages.",
        "about December 2018",
        "“We are asking for the messaging scope, that is send, read and write for private messages”",
        "Written by the company, before the launch.",
        "page iv (2 of 2)",
        "pages 2–3 of 3",
        "No passage is held against this claim.",
    ):
        assert words in page.text


def test_passages_are_grouped_contradicts_supports_context_states(page: Page) -> None:
    titles = re.findall(
        r"(Contradicts|Supports|Context|States) \d", page.text.partition("Matrix How many")[0].rpartition("1.2 accessed")[2]
    )
    assert titles[:6] == ["Contradicts", "Supports", "Context", "Contradicts", "Supports", "Context"]  # counts, then groups


def test_every_stance_has_its_word_beside_the_glyph(page: Page) -> None:
    for glyph, word in (("✕", "Contradicts"), ("✓", "Supports"), ("○", "Context"), ("❝", "States")):
        assert re.search(rf"{glyph} ?{word}", page.text)
        assert not re.search(rf"{glyph} ?(?!{word})[A-Za-z0-9]", page.text)


def test_it_needs_nothing_but_itself(page: Page) -> None:
    assert not page.all("script")
    assert not page.all("link")
    assert all(one["src"].startswith("data:image/png;base64,") for one in page.all("img"))
    policy = next(one["content"] for one in page.all("meta") if one.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'")
    style = resource("templates", "index.css").read_text()
    assert "url(" not in style
    assert "@import" not in style


def test_links_lead_to_files_of_the_pack_and_places_on_the_page(page: Page, tmp_path: Path) -> None:
    ids = [attrs["id"] for _, attrs in page.elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    for link in page.all("a"):
        path, _, fragment = link["href"].partition("#")
        if path:
            assert (tmp_path / "pack/data" / unquote(path)).is_file()
            assert not fragment or re.fullmatch(r"page=\d+", fragment)
        else:
            assert fragment in ids
    assert any(one["href"] == "documents/partner-permissions.pdf#page=2" for one in page.all("a"))


def test_headings_go_down_one_level_at_a_time(page: Page) -> None:
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_elements_nested_deeper_than_calls_can_follow_stand_one_after_the_other(
    write: Write, snapshot: CaseSnapshot, tmp_path: Path
) -> None:
    depth = sys.getrecursionlimit()
    write(tmp_path / "pack", plan=build(deeply_nested(snapshot, depth), audience="editor"))
    page = read(tmp_path / "pack")
    elements = [attrs["id"] for tag, attrs in page.elements if tag == "section" and attrs.get("class") == "element"]
    assert elements == ["claim-1.1", "claim-1.2", *(f"claim-1.2{'.1' * n}" for n in range(1, depth + 1))]
    assert page.text.count("No passage is held against this element.") == 1


def test_it_can_be_read_by_a_screen_reader(page: Page) -> None:
    assert page.all("html")[0]["lang"] == "en"
    assert all(one["alt"].startswith("Picture of ") for one in page.all("img"))
    assert page.all("a")[0] == {"class": "skip", "href": "#main"}
    assert all("scope" in one for one in page.all("th"))
    assert {"main", "nav"} <= {tag for tag, _ in page.elements}


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_words_have_contrast_enough_on_every_surface() -> None:
    style = resource("templates", "index.css").read_text()
    tokens = dict(re.findall(r"--([\w-]+): (#[0-9A-F]{6});", style.partition(".s-contradicts")[0]))
    words = re.findall(r"--words: (#[0-9A-F]{6});", style)
    assert len(words) == 5
    for surface in ("window", "pane", "base"):
        for ink in [*words, *(tokens[name] for name in ("text", "second", "hint", "accent"))]:
            assert contrast(ink, tokens[surface]) >= 4.5
    assert contrast(tokens["warn"], tokens["warn-base"]) >= 4.5


PAYLOADS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    '<img src="file:////10.255.255.1/share/x.png">',
    "</style><script>alert(1)</script>",
    "</title><base href=//evil.example>",
    "<!-- ", "]]>", "{{ 7 * 7 }}", "{% include 'x' %}", "&lt;b&gt;", "javascript:alert(1)", "`onclick=alert(1)`", "<a href=x>",
    "</blockquote></article></main>", "<iframe srcdoc=x>", "\x00<b>", "<\x00script>", "<meta http-equiv=refresh content=0>",
]  # fmt: skip


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_words_in_every_field_stay_words(
    payload: str, write: Write, plan: ExportPlan, documents: FakeDocuments, tmp_path: Path
) -> None:
    write(tmp_path / "plain")
    hostile = _everywhere(plan, payload)
    for one in plan.documents:
        documents.pages[one.id] = tuple(page._replace(label=payload) for page in pages_of(one.id, page_count_of(one.id)))
    write(tmp_path / "pack", plan=hostile)
    plain, found = read(tmp_path / "plain"), read(tmp_path / "pack")
    assert {tag for tag, _ in found.elements} <= {tag for tag, _ in plain.elements}
    assert not [name for _, attrs in found.elements for name in attrs if name.startswith("on") or name in {"srcdoc", "style"}]
    assert all(one["src"].startswith("data:image/png;base64,") for one in found.all("img"))
    assert payload.replace("\x00", "␀").strip() in found.text


def _everywhere(plan: ExportPlan, words: str) -> ExportPlan:
    """Put words into every field of a plan that a person or a document fills."""
    exhibits = {}
    for one in plan.exhibits:
        text = one.anchor.text
        said = replace(text, quote=words, quote_as_printed=words + " \nx", prefix=words, suffix=words) if text else None
        links = tuple(replace(link, note=words, claim_text=words) for link in one.links)
        exhibits[one.passage] = replace(one, note=words, links=links, anchor=replace(one.anchor, text=said, page_label=words))
    return replace(
        plan,
        title=words,
        desk_label=words,
        exhibits=tuple(exhibits.values()),
        documents=tuple(
            replace(
                one,
                name=words,
                exhibits=tuple(exhibits[held.passage] for held in one.exhibits),
            )
            for one in plan.documents
        ),
        claims=tuple(
            replace(
                one,
                text=words,
                speaker=words,
                date=words,
                channel=words,
                groups=tuple(
                    (stance, tuple(replace(each, exhibit=exhibits[each.exhibit.passage]) for each in group))
                    for stance, group in one.groups
                ),
            )
            for one in plan.claims
        ),
    )


def test_bidirectional_overrides_are_shown_and_not_obeyed(write: Write, plan: ExportPlan, tmp_path: Path) -> None:
    write(tmp_path / "pack", plan=_everywhere(plan, "never \u202edessecca\u202c it"))
    text = (tmp_path / "pack/data/index.html").read_text(encoding="utf-8")
    assert "\u202e" not in text
    assert "never ‹U+202E›dessecca‹U+202C› it" in text


def test_the_quote_as_printed_is_shown_where_a_word_was_joined_and_only_there(page: Page) -> None:
    assert len(page.all("pre")) == 1
    assert "the app only posts the recom- mendation" in page.text
    assert "the app only posts the recommendation" in page.text


def test_an_exhibit_under_two_claims_stands_under_both_and_says_so(page: Page) -> None:
    assert page.text.partition("Matrix How many")[0].count("Exhibit 5") == 2
    assert "also ✕ Contradicts claim 2" in page.text
    assert "also ○ Context to claim 1.2" in page.text


def test_an_exhibit_is_shown_in_the_colour_of_the_stance_it_has_there(page: Page, plan: ExportPlan, tmp_path: Path) -> None:
    crossing = plan.exhibits[4]
    shown = [one["src"].partition(",")[2] for one in page.all("img") if "we will tell you" in one["alt"]]
    files = [
        base64.b64encode((tmp_path / "pack/data" / crossing.crop_path(*view)).read_bytes()).decode() for view in crossing.views
    ]
    assert shown == files
    assert len(set(files)) == 4


def test_a_locked_document_is_named_and_its_exhibits_are_listed_as_left_out(
    write: Write, documents: FakeDocuments, tmp_path: Path
) -> None:
    documents.locked["partner-permissions.pdf"] = PasswordNeededError("partner-permissions.pdf is locked by a password")
    write(tmp_path / "pack")
    page = read(tmp_path / "pack")
    assert "1 thing is not in this pack" in page.text
    assert (
        page.text.count("partner-permissions.pdf is locked by a password") == 4
    )  # the notice, two exhibits, the list of documents
    assert "Exhibit 6" in page.text
    assert "may send, read" not in page.text
    assert not [one for one in page.all("a") if "partner-permissions" in one["href"]]
    assert "partner-permissions.pdf is locked by a passwordnot read" in page.text
    assert "(2 of 2)" not in page.text


def test_an_exhibit_without_a_picture_is_shown_without_one(write: Write, documents: FakeDocuments, tmp_path: Path) -> None:
    documents.trouble["STATEMENT.pdf"] = {"crop": DocumentError("The page could not be drawn")}
    report = write(tmp_path / "pack")
    assert report.refused == (("STATEMENT.pdf, exhibit 3", "The page could not be drawn"),)
    page = read(tmp_path / "pack")
    assert "STATEMENT.pdf, exhibit 3 The page could not be drawn" in page.text
    assert "had used the powers only" in page.text


def test_a_picture_that_is_shown_at_a_lower_resolution_is_said_to_be(
    write: Write, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(fake_documents.FakeDocument, "reduced", 4)
    write(tmp_path / "pack")
    text = (tmp_path / "pack" / "data" / "index.html").read_text(encoding="utf-8")
    assert "PNG image, in pictures at a quarter of its resolution" in text


def test_a_pack_of_many_pictures_links_to_their_files(write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "EMBED_LIMIT", 1000)
    write(tmp_path / "pack")
    pictures = read(tmp_path / "pack").all("img")
    assert pictures
    for one in pictures:
        assert (tmp_path / "pack/data" / one["src"]).is_file()


def test_words_that_a_program_recognised_are_said_to_be_and_others_are_not(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whose words they are is the document's own word: the case of this pack says that somebody set them."""
    write(tmp_path / "set")
    assert "recognised in a picture" not in read(tmp_path / "set").text
    monkeypatch.setattr(fake_documents, "set_page", lambda *place: replace(set_page(*place), kind=LayerKind.OCR))
    write(tmp_path / "pack")
    assert "recognised in a picture by a program: compare them" in read(tmp_path / "pack").text
    table = (tmp_path / "pack/data/passages.csv").read_text(encoding="utf-8")
    assert '"recognised text"' in table
    assert '"text",""' not in table


def test_an_empty_case_gives_a_page_that_says_so(write: Write, plan: ExportPlan, tmp_path: Path) -> None:
    write(tmp_path / "pack", plan=replace(plan, exhibits=(), documents=(), claims=(), desk=NO_DESK))
    assert "0 claims 0 exhibits 0 documents" in " ".join(read(tmp_path / "pack").text.split())


def test_the_page_is_as_it_was(write: Write, golden: Callable[[str, bytes], None], tmp_path: Path) -> None:
    write(tmp_path / "pack")
    text = (tmp_path / "pack/data/index.html").read_text(encoding="utf-8")
    text = re.sub(r"(?s)<style>.*</style>", "<style>…</style>", text)
    golden("index.html", re.sub(r"base64,[A-Za-z0-9+/=]+", "base64,…", text).replace(__version__, "VERSION").encode())
