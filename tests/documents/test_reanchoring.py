"""Passages found again in another version: where they stand, how sure that is, and what is left to a person."""

from __future__ import annotations

import random

import pytest

from reviewer.documents.text.reanchoring.letters import letters_of
from reviewer.model.anchor import AnchorState
from reviewer.model.text_layer import LayerKind
from tests import rewording
from tests.documents.versions import Carried, Place, carried
from tests.rewording import Pages

SURE = {AnchorState.EXACT, AnchorState.MOVED}
SENTENCE = "The partner may read and delete private messages of 400 users since March 2017"


def around(sentence: str, seed: int = 1) -> Pages:
    """Return a report with a sentence in its midst, on the second page."""
    pages = rewording.report(seed, pages=4)
    lines = pages[1].split("\n")
    return {**pages, 1: "\n".join([*lines[:9], sentence, *lines[9:]])}


def place_of(pages: Pages, words: str) -> Place:
    page = next(page for page, text in pages.items() if words in text)
    at = pages[page].index(words)
    return page, at, page, at + len(words)


def one(old: Pages, words: str, new: Pages, kind: LayerKind = LayerKind.BORN_DIGITAL) -> Carried:
    (found,) = carried(old, [place_of(old, words)], new, kind)
    return found


def test_a_page_with_the_same_text_has_the_passage_at_the_same_offsets_wherever_it_is_bound_in() -> None:
    old = around(SENTENCE)
    found = one(old, SENTENCE, {0: "A cover.\n", **{page + 1: text for page, text in old.items()}})
    assert (found.state, found.quote) == (AnchorState.EXACT, SENTENCE)


def test_words_that_stand_elsewhere_were_moved() -> None:
    old = around(SENTENCE)
    found = one(old, SENTENCE, rewording.reflowed(random.Random(3), old))
    assert (found.state, found.quote) == (AnchorState.MOVED, SENTENCE)


def test_a_passage_over_a_page_end_is_found_on_one_page() -> None:
    old = rewording.report(5, pages=3)
    place = (0, old[0].rindex(" ", 0, -90) + 1, 1, old[1].index(" ", 80))
    (found,) = carried(old, [place], {0: " ".join("\n".join(old.values()).split()) + "\n"})
    assert found.state is AnchorState.MOVED
    assert letters_of(found.quote) == letters_of(found.old.quote)


def test_a_changed_word_is_left_to_a_person() -> None:
    old = around(SENTENCE)
    found = one(old, SENTENCE, around(SENTENCE.replace("may read", "may not read")))
    assert found.state is AnchorState.TEXT_CHANGED
    assert "may not read" in found.quote


def test_a_head_that_came_before_a_changed_passage_is_no_part_of_it() -> None:
    said, behind = "The review must be repeated every year", ". Then more words were said of it by many."
    old = {0: said + behind}
    new = {0: "Report on Access, second print, page 4\n" + said.replace("must", "may") + behind}
    found = one(old, said, new)
    assert found.quote == said.replace("must", "may")


def test_a_negation_right_before_the_passage_is_a_change() -> None:
    old, new = around(f"It is true that {SENTENCE}"), around(f"It is not true that {SENTENCE}")
    assert one(old, "true that The partner may read", new).state is AnchorState.TEXT_CHANGED


def test_a_figure_made_another_by_what_stands_behind_it_is_a_change() -> None:
    old, new = around("In those days they had paid 5 to him."), around("In those days they had paid 5.5 to him.")
    assert one(old, "In those days they had paid 5", new).state is AnchorState.TEXT_CHANGED
    new = around("In those days they had paid 5 million to him.")
    assert one(old, "In those days they had paid 5", new).state is AnchorState.TEXT_CHANGED


BESIDE = [
    ("We did in any such case", " read the messages of its users", "We did not in any such case"),
    ("It is Mr.", " Smith who read the messages of users", "It is not Mr."),
    ("Of them Netflix", " had access to the private messages", "Of them Spotify"),
    ("There were 5", " million users whose messages were read", "There were 9"),
    ("There were (5)", " million users whose messages were read", "There were 5"),
    ("In 2016", " they read the private messages of all the users", "In 2017"),
    ("They may, as Mr. Sandberg wrote,", " read the messages of its users", "They must, as Mr. Sandberg wrote,"),
    ("It is true that", " they read the private messages of users", "It is false that"),
    ("Not that it matters, for", " they read the private messages of users", "It matters, for"),
]
BEHIND = [("in 2016", "in 2017"), (", they say, never", ", they say, always"), ("for Inc. Alder", "for Inc. Holm"), ("5", "5.5")]


@pytest.mark.parametrize(("before", "said", "now"), BESIDE)
def test_a_word_changed_in_the_sentence_before_the_passage_is_a_change(before: str, said: str, now: str) -> None:
    old, new = (around(f"So it was then. {words}{said}. It was so.") for words in (before, now))
    assert one(old, said.strip(), new).state is AnchorState.TEXT_CHANGED
    assert one(new, said.strip(), old).state is AnchorState.TEXT_CHANGED


@pytest.mark.parametrize(("behind", "now"), BEHIND)
def test_a_word_changed_in_the_sentence_behind_the_passage_is_a_change(behind: str, now: str) -> None:
    said = "They had read the private messages of users"
    old, new = (around(f"It was so. {said} {words} and others. So it was then.") for words in (behind, now))
    assert one(old, said, new).state is AnchorState.TEXT_CHANGED
    assert one(new, said, old).state is AnchorState.TEXT_CHANGED


def test_a_minus_between_the_passage_and_a_figure_is_a_change() -> None:
    said = "They had paid for the messages"
    old, new = (around(f"It was so. {said} {figure} dollars and more. So it was.") for figure in ("33,595", "-33,595"))
    assert one(old, said, new).state is AnchorState.TEXT_CHANGED
    assert one(new, said, old).state is AnchorState.TEXT_CHANGED


PUT_IN = "to the great surprise of those people"


@pytest.mark.parametrize(
    ("before", "behind"),
    [("They say", "and nothing else was done there."), ("It is told that", "in those days. It was so.")],
)
def test_words_put_in_beside_the_passage_in_its_sentence_are_a_change(before: str, behind: str) -> None:
    said = "it had read the private messages of users"
    old = around(f"So it was. {before} {said} {behind}")
    for new in (f"{before} {PUT_IN} {said} {behind}", f"{before} {said} {PUT_IN} {behind}"):
        assert one(old, said, around(f"So it was. {new}")).state is AnchorState.TEXT_CHANGED
        assert one(around(f"So it was. {new}"), said, old).state is AnchorState.TEXT_CHANGED


@pytest.mark.parametrize("is_at_head", [True, False])
def test_a_running_line_that_came_beside_the_passage_is_none_of_its_sentence(*, is_at_head: bool) -> None:
    pages = rewording.report(1, pages=4)
    said = "it had read the private messages of users"
    line = f"so they say that\n{said} in those\ndays it seems.\n"
    running = "the annual report on partners and their users\n"
    old = {**pages, 1: line + pages[1] if is_at_head else f"{pages[1]}{line}"}
    new = {page: f"{running}{page}\n{text}" if is_at_head else f"{text}{page}\n{running}" for page, text in old.items()}
    assert one(old, said, new).state in SURE
    new[1] = new[1].replace(running, "")
    put_in = {**new, 1: new[1].replace("so they say that", "so they say to the wonder of these people all that")}
    put_in[1] = put_in[1].replace("in those\n", "in the sight of all their people in those\n")
    assert one(old, said, put_in).state not in SURE


def test_behind_a_full_stop_the_sentence_is_over_whatever_comes_there() -> None:
    said = "They had read the private messages of users."
    old, new = around(f"{said} It was so in 2017."), around(f"{said} about five of them.")
    assert one(old, said, new).state in SURE


def test_a_word_changed_in_another_sentence_is_none_of_the_passage() -> None:
    said = "They had read the private messages of users."
    old, new = (around(f"It was {words} them. {said} It was {words} them.") for words in ("not", "Alder and"))
    assert one(old, said, new).state in SURE


SAID = "They had read the private messages of users"
ENDED = "in the years that were"
"""What stands behind it on its page; the sentence goes on over the page."""


def at_page_end(behind: str, head: str = "", foot: str = "") -> Pages:
    """Return a report with a sentence that goes on over the end of its second page."""
    pages = rewording.report(1, pages=4)
    pages |= {1: f"{pages[1]}{SAID} {behind}\n", 2: f"told of in the first part of the long report.\n{pages[2]}"}
    return {page: head.format(page + 1) + text + foot for page, text in pages.items()}


NEXT_PAGES = [
    at_page_end(ENDED, "Case 4:17-cv-2044 Filed 3/14/17 Page {} of 4\n", "CONFIDENTIAL\n"),
    at_page_end(ENDED, "Not for Mr. Alder\n"),
    {**at_page_end(ENDED), 0: "Another first page.\n", 2: "It was never Netflix that did so in 2018.\n"},
]


@pytest.mark.parametrize("behind", ["", f" {ENDED}"])
@pytest.mark.parametrize("new", NEXT_PAGES)
def test_what_stands_on_the_next_page_and_at_a_page_foot_is_none_of_the_passage(new: Pages, behind: str) -> None:
    assert one(at_page_end(ENDED), f"{SAID}{behind}", new).state in SURE
    assert one(new, f"{SAID}{behind}", at_page_end(ENDED)).state in SURE


@pytest.mark.parametrize("now", ["in the years that are", "in the 5 years that were", "in the years that were not"])
@pytest.mark.parametrize("head", ["", "Case 4:17-cv-2044 Filed 3/14/17 Page {} of 4\n"])
def test_a_word_changed_behind_the_passage_on_its_page_is_a_change_though_the_page_ends_there(now: str, head: str) -> None:
    old, new = at_page_end(ENDED), at_page_end(now, head)
    assert one(old, SAID, new).state is AnchorState.TEXT_CHANGED
    assert one(new, SAID, old).state is AnchorState.TEXT_CHANGED


def test_a_word_put_in_behind_a_passage_that_its_page_ended_with_is_a_change() -> None:
    said = f"{SAID} {ENDED}"
    assert one(at_page_end(ENDED), said, at_page_end(f"{ENDED} not")).state is AnchorState.TEXT_CHANGED
    assert one(at_page_end(f"{ENDED} not"), said, at_page_end(ENDED)).state is AnchorState.TEXT_CHANGED


def test_words_that_fit_two_places_equally_well_are_ambiguous() -> None:
    old = {0: f"{SENTENCE}\n"}
    assert one(old, SENTENCE, {0: f"Before.\n{SENTENCE}\nand\n{SENTENCE}\n"}).state is AnchorState.AMBIGUOUS


def test_the_old_text_further_around_tells_between_places_with_the_same_words() -> None:
    form = "I agree that my messages are read by the partner named above, and sign this form of my own free will today.\n"
    reports = [rewording.report(seed, pages=1)[0] for seed in range(4)]
    old = {n: text + form + text for n, text in enumerate(reports)}
    at = old[2].index("my messages are read")
    new = {0: "Cover\n", **{n + 1: text.replace("\n", " \n", 2) for n, text in old.items()}}
    (found,) = carried(old, [(2, at, 2, at + 40)], new)
    assert found.state is AnchorState.MOVED


FORM = "\n".join(["Paid through February 10 to whoever asked for it in writing"] * 6) + "\n"


def test_of_pages_that_are_all_alike_a_changed_one_is_not_mistaken_for_another() -> None:
    old = {0: "Cover\n", 1: FORM, 2: FORM, 3: "End\n"}
    place = (2, 0, 2, len(FORM) - 1)
    (same,) = carried(old, [place], {0: "Put in\n", 1: "Cover\n", 2: FORM, 3: FORM})
    assert (same.state, same.wrong) == (AnchorState.EXACT, False)
    for new in (
        {0: "Cover\n", 1: FORM, 2: FORM.replace("10", "11")},
        {0: "x\n", 1: "Cover\n", 2: FORM, 3: FORM.replace("10", "11")},
    ):
        (changed,) = carried(old, [place], new)
        assert changed.state not in SURE


def test_of_sentences_that_are_all_alike_a_changed_one_is_not_mistaken_for_another() -> None:
    said = " ".join(["The same words stand before and behind it on this form and on all others."] * 3)
    old = {0: f"{said} {SENTENCE} {said}\n", 1: f"{said} {SENTENCE} {said} The end.\n"}
    new = {0: f"{said} {SENTENCE} {said} More.\n", 1: f"{said} {SENTENCE.replace('2017', '2018')} {said} The very end.\n"}
    at = old[1].index(SENTENCE)
    (found,) = carried(old, [(1, at, 1, at + len(SENTENCE))], new)
    assert found.state not in SURE


def test_of_sentences_that_are_all_alike_each_is_found_where_all_of_them_are_still_there() -> None:
    said = " ".join(["The same words stand before and behind it on this form and on all others."] * 9)
    whole = f"{said} {SENTENCE} {said}\n"
    old = dict.fromkeys(range(3), whole)
    new = {page + 1: f"{said}\n{SENTENCE}\n{said}\n" for page in range(3)}
    at = whole.index(SENTENCE)
    for page in range(3):
        (found,) = carried(old, [(page, at, page, at + len(SENTENCE))], {0: "A cover\n", **new})
        assert found.state is AnchorState.MOVED
        assert found.page == page + 1


@pytest.mark.parametrize("length", [1, 4])
def test_a_sentence_that_went_is_not_taken_for_the_same_words_elsewhere(length: int) -> None:
    said = ". ".join([SENTENCE] * length)
    first, second = (
        "\n".join([words] * 9) for words in ("the harbour was quiet in the morning", "grain was sold to a merchant abroad")
    )
    old = {0: f"{first}\n{said}\n{first}\n", 1: f"{second}\n{said}\n{second}\n"}
    new = {0: f"A cover\n{first}\n{said}\n{first}\n", 1: f"{second}\n{second}\n"}
    at = old[1].index(said)
    (found,) = carried(old, [(1, at, 1, at + len(said))], new)
    assert found.state not in SURE
    assert one(old, said, new).state is AnchorState.MOVED


def test_words_that_are_gone_leave_an_orphan() -> None:
    found = one(around(SENTENCE), SENTENCE, rewording.report(9))
    assert found.state is AnchorState.ORPHAN


def test_words_that_were_blacked_out_are_never_taken_for_there() -> None:
    old = around(SENTENCE)
    for new in (around(""), around(SENTENCE[:30]), around("█" * 40)):
        assert one(old, SENTENCE, new).state not in SURE


def test_a_short_quote_never_moves_by_itself() -> None:
    old = around(SENTENCE)
    found = one(old, "private messages of", rewording.reflowed(random.Random(2), old))
    assert found.state is AnchorState.AMBIGUOUS
    assert found.quote == "private messages of"


def test_a_long_passage_is_known_by_its_words_though_all_around_it_changed() -> None:
    old, new = around(SENTENCE), rewording.report(7, pages=2)
    lines = new[1].split("\n")
    found = one(old, SENTENCE, {**new, 1: "\n".join([*lines[:3], SENTENCE, *lines[3:]])})
    assert found.state in SURE | {AnchorState.TEXT_CHANGED}
    assert found.quote == SENTENCE


def test_a_quote_of_a_whole_page_is_found() -> None:
    old = rewording.report(3, pages=3)
    place = (0, 0, 0, len(old[0].rstrip()))
    (found,) = carried(old, [place], rewording.reflowed(random.Random(8), old))
    assert found.state is AnchorState.MOVED


@pytest.mark.parametrize(
    "way", [rewording.reflowed, rewording.with_pages_put_in, rewording.set_otherwise, rewording.with_headers]
)
def test_of_unchanged_passages_hardly_any_is_held_back(way: rewording.Way) -> None:
    held = total = wrong = 0
    for seed in range(12):
        dice = random.Random(seed)
        old = rewording.report(seed, pages=5)
        places = [(page, *span) for page in old for span in rewording.some_words(dice, old[page], 4)]
        for found in carried(old, [(page, start, page, end) for page, start, end in places], way(dice, dict(old))):
            total += 1
            held += found.state not in SURE
            wrong += found.wrong
    assert total > 150
    assert held <= 0.03 * total
    assert wrong == 0


def test_nothing_of_a_book_costs_more_than_walking_through_it() -> None:
    book = {page: rewording.report(page % 7, pages=1)[0] + f"Leaf {page}.\n" for page in range(60)}
    places = [place_of(book, f"Leaf {page}.") for page in range(0, 60, 10)]
    assert len(carried(book, places, book)) == len(places)
