"""Versions: suggested by what they say and show, marked by a person, and what becomes of the passages of the older one."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pymupdf
import pytest
from PIL import Image

from reviewer.errors import UsageError
from reviewer.model.anchor import Anchor, AnchorState
from reviewer.model.document import Document
from reviewer.model.geometry import Rect
from reviewer.model.ids import DocumentId, PassageId
from reviewer.model.spans import RegionSpan
from reviewer.model.stance import Stance
from reviewer.model.versions import Suggestion
from reviewer.services import commands
from reviewer.services.session import Session
from reviewer.services.undo import History
from reviewer.services.versions.carried import CarriedPassage, Standing
from reviewer.services.versions.finding_places import next_place, place_of_words, places_in_version
from reviewer.services.versions.sketching import alike_edges, edges_of, shingles_of
from reviewer.services.versions.suggesting import dismiss, suggestions
from reviewer.services.versions.taking import links_in_doubt, placed_at, taken
from reviewer.store.reader import CaseReader
from reviewer.ui.look.version_words import why_words
from tests import builders, pictures, rewording
from tests.services.test_passages import added, passages, span_of

SENTENCES = (
    "The partner may send, read, write and delete private messages.",
    "No more than 400 users were asked before March 2017.",
    "Osborne did not know that the interface was still open.",
    "It was switched off about a year after its introduction.",
)


def pages_of(sentences: tuple[str, ...], seed: int = 4) -> list[list[str]]:
    """Return the lines of a report's pages, the sentences on the second one."""
    made = [text.splitlines()[:30] for text in rewording.report(seed, pages=2).values()][:3]
    made[1][5:5] = [*sentences, ""]
    return made


def shot(seed: int, *, size: tuple[int, int] = (520, 200)) -> Image.Image:
    words = rewording.report(seed, pages=1)[0].split()
    return pictures.card([" ".join(words[n * 6 : n * 6 + 6]) for n in range(4)]).resize(size)


def encoded(picture: Image.Image, kind: str = "PNG", **options: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


@pytest.fixture
def older(working: Session, tmp_path: Path) -> Document:
    """A report with a passage a sentence and a region."""
    document = added(working, tmp_path, builders.text_pdf(*pages_of(SENTENCES)), "report.pdf")
    for sentence in SENTENCES:
        commands.add_passage(
            working,
            document=document.id,
            selection=span_of(working, document, sentence),
            new_claim=f"Claim on {sentence[:12]}",
            stance=Stance.CONTEXT,
        ).result()
    commands.add_passage(working, document=document.id, selection=RegionSpan(document.id, 0, Rect(60, 60, 300, 120))).result()
    return document


def newer(session: Session, folder: Path, pages: list[list[str]]) -> Document:
    return added(session, folder, builders.text_pdf(["A cover page"], *pages), "report again.pdf")


def the_place(one: CarriedPassage) -> Anchor:
    """Return the place of a passage as a person takes it."""
    place = taken(one)
    assert place is not None
    return place


def by_words(found: tuple[CarriedPassage, ...]) -> dict[str, AnchorState]:
    return {(one.marked.passage.quote or "region")[:8]: one.state for one in found}


def test_a_republished_document_is_suggested_until_it_is_marked_or_dismissed(
    working: Session, tmp_path: Path, older: Document
) -> None:
    other = added(working, tmp_path, builders.text_pdf(*pages_of((), seed=77)), "another.pdf")
    assert suggestions(working).result() == ()
    again = newer(working, tmp_path, pages_of(SENTENCES[:3]))
    (found,) = suggestions(working).result()
    assert (found.newer, found.older) == (again.id, older.id)
    assert found.likeness is not None
    assert found.likeness > 0.7
    history = History(working)
    commands.set_version_of(working, document=again.id, older=older.id).result()
    assert suggestions(working).result() == ()
    history.undo().result()
    assert suggestions(working).result() == (found,)
    dismiss(working, found).result()
    assert suggestions(working).result() == ()
    assert other.version_of is None


def test_a_picture_that_was_encoded_anew_or_scaled_is_suggested_and_another_one_is_not(working: Session, tmp_path: Path) -> None:
    first = added(working, tmp_path, encoded(shot(1)), "post.png")
    added(working, tmp_path, encoded(shot(2)), "another post.png")
    smaller = shot(1).resize((410, 158), Image.Resampling.LANCZOS)
    again = added(working, tmp_path, encoded(smaller, "JPEG", quality=60), "post.jpg")
    assert suggestions(working).result() == (Suggestion(again.id, first.id, None),)


def test_pictures_of_other_words_on_the_same_card_are_not_alike() -> None:
    edges = [edges_of(pictures.bitmap(shot(seed))) for seed in range(12)]
    assert all(alike_edges(one, other) < 0.75 for n, one in enumerate(edges) for other in edges[:n])
    noisy = Image.open(io.BytesIO(encoded(shot(1), "JPEG", quality=30)))
    assert alike_edges(edges[1], edges_of(pictures.bitmap(noisy))) > 0.85
    assert edges_of(pictures.bitmap(Image.new("RGB", (300, 200), "white"))) == ""
    assert edges_of(pictures.bitmap(Image.new("RGB", (1, 1)))) == ""


def test_every_passage_is_told_with_its_place_and_only_the_sure_ones_are_safe(
    working: Session, tmp_path: Path, older: Document
) -> None:
    said = (SENTENCES[0].replace("may send", "may not send"), SENTENCES[1], SENTENCES[2].replace("Osborne", "Osborn"))
    again = newer(working, tmp_path, pages_of(said))
    found = places_in_version(working, older.id, again.id).result()
    assert by_words(found) == {
        "The part": AnchorState.TEXT_CHANGED,
        "No more ": AnchorState.MOVED,
        "Osborne ": AnchorState.TEXT_CHANGED,
        "It was s": AnchorState.ORPHAN,
        "region": AnchorState.MOVED,
    }
    assert [one.is_safe for one in found] == [one.state is AnchorState.MOVED for one in found]
    changed = next(one for one in found if "partner" in (one.marked.passage.quote or ""))
    assert changed.anchor is not None
    assert changed.anchor.text is not None
    assert changed.anchor.text.quote == said[0]
    assert changed.comparison is not None
    (stretch,) = changed.comparison.changed
    assert changed.anchor.text.quote[slice(*stretch.new)] == "not"
    assert passages(working, again.id) == ()


def test_words_that_a_bar_covers_in_the_newer_version_wait_for_a_person(
    working: Session, tmp_path: Path, older: Document
) -> None:
    with pymupdf.open(stream=builders.text_pdf(*pages_of(SENTENCES))) as pdf:
        (place,) = pdf[1].search_for("Osborne did")
        pdf[1].draw_rect((place.x0, place.y0, place.x0 + place.width * 0.6, place.y1), color=None, fill=(0, 0, 0))
        barred = added(working, tmp_path, pdf.tobytes(), "report, barred.pdf")
    found = places_in_version(working, older.id, barred.id).result()
    told = {one.marked.passage.quote: (one.is_safe, one.hidden) for one in found if one.marked.passage.quote}
    assert told == {sentence: ("Osborne" not in sentence, int("Osborne" in sentence)) for sentence in SENTENCES}
    (covered,) = [one for one in found if one.hidden]
    assert "cannot be seen on its page" in why_words(covered)


def test_safe_passages_are_carried_in_one_step_with_their_links_and_taken_back_in_one(
    working: Session, tmp_path: Path, older: Document
) -> None:
    again = newer(working, tmp_path, pages_of(SENTENCES))
    found = places_in_version(working, older.id, again.id).result()
    history = History(working)
    places = {one.marked.passage.id: one.anchor for one in found if one.is_safe and one.anchor}
    assert len(places) == 5
    before = passages(working)
    commands.carry_over(working, older=older.id, document=again.id, places=places).result()
    carried = passages(working, again.id)
    assert len(carried) == 5
    assert all(one.passage.anchor.document_sha256 == again.sha256 for one in carried)
    assert [one.links for one in carried] == [one.links for one in before]
    assert [one.standing for one in places_in_version(working, older.id, again.id).result()] == [Standing.CARRIED] * 5
    history.undo().result()
    assert passages(working) == before
    history.redo().result()
    assert passages(working, again.id) == carried


def test_a_person_confirms_a_changed_one_keeps_another_and_places_a_third_by_its_words(
    working: Session, tmp_path: Path, older: Document
) -> None:
    said = ("The partner may not send or read private messages.", "No more than 500 users were asked before March 2017.")
    again = newer(working, tmp_path, pages_of(said))
    found = places_in_version(working, older.id, again.id).result()
    by_start = {(one.marked.passage.quote or "region")[:8]: one for one in found}
    second = by_start["No more "]
    assert second.anchor is not None
    commands.carry_over(working, older=older.id, document=again.id, places={second.marked.passage.id: the_place(second)}).result()
    kept = PassageId(by_start["Osborne "].marked.passage.id)
    commands.keep_in_version(working, passage=kept, newer=again.id).result()
    anchor = place_of_words(working, again.id, "The partner may not send or read").result()
    first = by_start["The part"].marked.passage.id
    anchor = the_place(placed_at(by_start["The part"], anchor))
    commands.carry_over(working, older=older.id, document=again.id, places={first: anchor}).result()
    there = {one.passage.id: one.passage for one in passages(working, again.id)}
    assert there[first].quote == "The partner may not send or read"
    assert there[first].anchor.has_changed_words
    assert there[second.marked.passage.id].anchor.has_changed_words
    standing = {one.marked.passage.id: one.standing for one in places_in_version(working, older.id, again.id).result()}
    assert (standing[first], standing[kept]) == (Standing.CARRIED, Standing.KEPT)


def test_what_a_person_confirmed_or_kept_in_one_version_is_looked_for_in_the_next(
    working: Session, tmp_path: Path, older: Document
) -> None:
    said = (SENTENCES[0].replace("may send", "may not send"), SENTENCES[1].replace("400", "500"))
    second = newer(working, tmp_path, pages_of(said))
    changed, figure, gone = places_in_version(working, older.id, second.id).result()[1:4]
    assert changed.anchor
    commands.carry_over(
        working, older=older.id, document=second.id, places={changed.marked.passage.id: the_place(changed)}
    ).result()
    for one in (figure, gone):
        commands.keep_in_version(working, passage=one.marked.passage.id, newer=second.id).result()
    third = added(working, tmp_path, builders.text_pdf(["Third"], ["A page"], *pages_of((*said, SENTENCES[2]))), "third.pdf")
    (found,) = places_in_version(working, second.id, third.id).result()
    assert (found.standing, found.state, found.is_safe) == (Standing.WAITING, AnchorState.MOVED, True)
    again = {one.marked.passage.id: one for one in places_in_version(working, older.id, third.id).result()}
    assert again[figure.marked.passage.id].standing is Standing.WAITING
    assert again[figure.marked.passage.id].state is AnchorState.TEXT_CHANGED
    assert again[gone.marked.passage.id].is_safe
    kept = {one.marked.passage.id: one.standing for one in places_in_version(working, older.id, second.id).result()}
    assert [kept[one.marked.passage.id] for one in (figure, gone)] == [Standing.KEPT] * 2


def test_what_went_on_to_a_further_version_is_not_fetched_back(working: Session, tmp_path: Path, older: Document) -> None:
    second = newer(working, tmp_path, pages_of(SENTENCES))
    third = added(working, tmp_path, builders.text_pdf(["Third"], ["A page"], *pages_of(SENTENCES)), "third.pdf")
    gone_on = PassageId("")
    for one, other in ((older, second), (second, third)):
        there = places_in_version(working, one.id, other.id).result()
        found = next(each for each in there if each.marked.passage.quote == SENTENCES[0])
        gone_on = found.marked.passage.id
        assert found.is_safe
        assert found.anchor
        commands.carry_over(working, older=one.id, document=other.id, places={gone_on: found.anchor}).result()
    again = next(one for one in places_in_version(working, older.id, second.id).result() if one.marked.passage.id == gone_on)
    assert (again.standing, again.is_safe, again.anchor) == (Standing.ELSEWHERE, False, None)
    before = passages(working)
    with pytest.raises(UsageError, match="stands in “third"):
        commands.carry_over(working, older=older.id, document=second.id, places={gone_on: found.anchor}).result()
    assert passages(working) == before
    assert [one.standing for one in places_in_version(working, second.id, third.id).result()] == [Standing.CARRIED]


def test_changed_words_put_the_stance_in_doubt_and_stay_marked(working: Session, tmp_path: Path, older: Document) -> None:
    said = (SENTENCES[0].replace("may send", "may not send"), SENTENCES[1].replace("were asked", "got asked"), *SENTENCES[2:])
    again = newer(working, tmp_path, pages_of(said))
    _, negated, reworded, *_ = places_in_version(working, older.id, again.id).result()
    assert links_in_doubt(reworded) == ()
    (link,) = links_in_doubt(negated)
    history = History(working)
    places = {negated.marked.passage.id: the_place(negated)}
    commands.carry_over(working, older=older.id, document=again.id, places=places, stances={link.id: Stance.CONTRADICTS}).result()
    (carried,) = passages(working, again.id)
    assert carried.passage.anchor.has_changed_words
    assert [one.stance for one in carried.links] == [Stance.CONTRADICTS]
    third = added(working, tmp_path, builders.text_pdf(["A third cover"], *pages_of(said)), "third.pdf")
    (found,) = places_in_version(working, again.id, third.id).result()
    assert found.is_safe
    commands.carry_over(working, older=again.id, document=third.id, places={found.marked.passage.id: the_place(found)}).result()
    (carried,) = passages(working, third.id)
    assert carried.passage.anchor.has_changed_words
    for _ in range(2):
        history.undo().result()
    assert {link.stance for one in passages(working, older.id) for link in one.links} == {Stance.CONTEXT}


def test_words_that_do_not_stand_there_or_stand_there_twice_are_refused(
    working: Session, tmp_path: Path, older: Document
) -> None:
    again = newer(working, tmp_path, pages_of((SENTENCES[0], SENTENCES[0])))
    with pytest.raises(UsageError, match="do not stand there"):
        place_of_words(working, again.id, "words that nobody wrote").result()
    with pytest.raises(UsageError, match="2 times, on pages 3"):
        place_of_words(working, again.id, SENTENCES[0]).result()
    assert older


def test_a_passage_that_fits_several_places_is_shown_at_each(working: Session, tmp_path: Path) -> None:
    words = "The partner may send, read, write and delete messages."
    older = added(working, tmp_path, builders.text_pdf([words]), "report.pdf")
    commands.add_passage(working, document=older.id, selection=span_of(working, older, words)).result()
    again = added(working, tmp_path, builders.text_pdf(["First", words, "and then"], ["A page", words]), "twice.pdf")
    (one,) = places_in_version(working, older.id, again.id).result()
    assert (one.state, one.is_safe, len(one.others)) == (AnchorState.AMBIGUOUS, False, 1)
    pages = [one.anchor.page if one.anchor else None]
    for _ in range(2):
        one = next_place(working, one).result()
        pages.append(one.anchor.page if one.anchor else None)
    assert pages in ([0, 1, 0], [1, 0, 1])
    assert one.comparison is not None
    assert one.comparison.is_same


def test_a_document_is_no_version_of_itself(working: Session, tmp_path: Path, older: Document) -> None:
    again = newer(working, tmp_path, pages_of(SENTENCES))
    commands.set_version_of(working, document=again.id, older=older.id).result()
    with pytest.raises(UsageError, match="version of itself"):
        commands.set_version_of(working, document=older.id, older=again.id).result()


def test_a_changed_picture_is_never_sure(working: Session, tmp_path: Path) -> None:
    first = added(working, tmp_path, encoded(shot(1)), "post.png")
    commands.add_passage(working, document=first.id, selection=RegionSpan(first.id, 0, Rect(20, 10, 400, 150))).result()
    changed = shot(1)
    changed.paste((255, 255, 255), (100, 28, 112, 40))
    for picture, state in ((changed, AnchorState.AMBIGUOUS), (shot(9), AnchorState.ORPHAN)):
        other = added(working, tmp_path, encoded(picture), f"post {state.value}.png")
        (found,) = places_in_version(working, first.id, other.id).result()
        assert (found.state, found.is_safe) == (state, False)
    same = added(working, tmp_path, encoded(shot(1), "PNG", compress_level=1), "post again.png")
    (found,) = places_in_version(working, first.id, same.id).result()
    assert (found.state, found.is_safe) == (AnchorState.EXACT, True)


def test_a_picture_that_was_encoded_anew_keeps_its_region_and_one_with_another_figure_waits(
    working: Session, tmp_path: Path
) -> None:
    lines = ["On 3 May 2017 they paid 5,380", "for 1,250 users and 86 partners"]
    first = added(working, tmp_path, encoded(pictures.card(lines)), "post.png")
    commands.add_passage(working, document=first.id, selection=RegionSpan(first.id, 0, Rect(20.4, 10, 400, 90))).result()
    again = added(working, tmp_path, encoded(pictures.card(lines), "JPEG", quality=85), "post.jpg")
    (found,) = places_in_version(working, first.id, again.id).result()
    assert (found.state, found.is_safe) == (AnchorState.MOVED, True)
    for old, new in (("5,380", "5,880"), ("1,250", "1.250"), ("3 May", "8 May")):
        forged = pictures.card([line.replace(old, new) for line in lines])
        other = added(working, tmp_path, encoded(forged, "JPEG", quality=85), f"post {new}.jpg")
        (found,) = places_in_version(working, first.id, other.id).result()
        assert not found.is_safe


def test_a_scan_in_a_pdf_that_was_packed_anew_keeps_its_region(working: Session, tmp_path: Path) -> None:
    lines = ["On 3 May 2017 they paid 5,380", "for 1,250 users and 86 partners"]

    def scan(said: list[str], quality: int) -> bytes:
        return builders.picture_pdf(encoded(pictures.card(said, letters_px=32), "JPEG", quality=quality))

    first = added(working, tmp_path, scan(lines, 95), "scan.pdf")
    commands.add_passage(working, document=first.id, selection=RegionSpan(first.id, 0, Rect(20.4, 10, 240, 60))).result()
    again = added(working, tmp_path, scan(lines, 80), "scan, smaller.pdf")
    (found,) = places_in_version(working, first.id, again.id).result()
    assert (found.state, found.is_safe) == (AnchorState.MOVED, True)
    other = added(working, tmp_path, scan([lines[0].replace("5,380", "6,380"), lines[1]], 80), "scan, other.pdf")
    (found,) = places_in_version(working, first.id, other.id).result()
    assert not found.is_safe


def test_where_the_text_of_the_older_version_is_not_known_any_more_each_passage_says_so(
    working: Session, tmp_path: Path, older: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = newer(working, tmp_path, pages_of(SENTENCES))
    known = CaseReader.page_texts

    def forgotten(case: CaseReader, document: DocumentId, first: int = 0, count: int | None = None) -> object:
        return {} if document == older.id else known(case, document, first, count)

    assert not any(one.is_without_page for one in places_in_version(working, older.id, again.id).result())
    monkeypatch.setattr(CaseReader, "page_texts", forgotten)
    found = [one for one in places_in_version(working, older.id, again.id).result() if one.comparison is not None]
    assert len(found) == len(SENTENCES)
    assert all(one.is_without_page and "not known any more" in why_words(one) for one in found)


def test_what_is_stopped_ends_soon_and_changes_nothing(working: Session, tmp_path: Path, older: Document) -> None:
    again = newer(working, tmp_path, pages_of(SENTENCES))
    head = working.read(lambda case: case.info().head).result()
    dice = random.Random(1)
    for work in (
        places_in_version(working, older.id, again.id, cancelled=lambda: dice.random() < 2),
        suggestions(working, lambda: True),
    ):
        assert "cancelled" in str(work.exception())
    assert working.read(lambda case: case.info().head).result() == head


def test_a_sketch_is_the_same_however_much_is_held_at_once() -> None:
    words = [f"word{n * 7919 % 20011}" for n in range(12_000)]
    texts = [" ".join(words[at : at + 400]) for at in range(0, len(words), 400)]
    whole, parts = shingles_of([" ".join(words)]), shingles_of(texts)
    assert whole == parts
    assert len(whole[1]) == 256
    assert whole[0] == len(words) - 2
