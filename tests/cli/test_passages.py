"""`highlight`, `link`, `passages`: the place that is meant, or a refusal that says which there are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pymupdf
import pytest

from tests import builders
from tests.cli.conftest import Call
from tests.store import dump

Listed = Callable[..., list[dict[str, Any]]]


def test_a_quote_over_a_line_end_is_found_and_listed_as_the_contract_says(filled: Path, done: Call, listed: Listed) -> None:
    claim = done("claim", filled, "We never asked.").last
    made = done(
        "highlight",
        filled,
        "register.pdf",
        "--quote",
        "read, write and  delete",
        "--claim",
        claim[:8],
        "--stance",
        "contradicts",
        "--note",
        "see",
    )
    (found,) = listed("passages", filled)
    assert " ".join(found) == ("id document document_name page page_label kind quote quote_as_printed quads state note links")
    assert made.last == found["id"]
    assert (found["document_name"], found["page"], found["kind"], found["state"]) == ("register.pdf", 1, "text", "exact")
    assert (found["quote"], found["quote_as_printed"]) == ("read, write and delete", "read, write\nand delete")
    assert found["note"] == "see"
    assert found["links"] == [{"claim": claim, "stance": "contradicts", "note": None}]
    assert [quad["page"] for quad in found["quads"]] == [1, 1]
    numbers = [number for quad in found["quads"] for point in quad["points"] for number in point]
    assert numbers == [round(number, 3) for number in numbers]
    upper_left, upper_right, lower_left, lower_right = found["quads"][0]["points"]
    assert upper_left[0] == lower_left[0] < upper_right[0] == lower_right[0]
    assert upper_left[1] == upper_right[1] < lower_left[1] == lower_right[1]
    assert listed("claims", filled)[0]["passages"] == {"states": 0, "supports": 0, "contradicts": 1, "context": 0}


def test_a_quote_on_several_pages_is_refused_naming_them_until_one_is_given(filled: Path, reviewer: Call, done: Call) -> None:
    words = ("highlight", filled, "register", "--quote", "No review is planned.")
    refused = reviewer(*words)
    assert (refused.code, refused.out) == (3, "")
    assert "1 and 2" in refused.err
    first = done(*words, "--page", 2)
    assert "2 times on page 2" in first.err
    second = done(*words, "--page", 2, "--occurrence", 2)
    assert first.last != second.last
    beyond = reviewer(*words, "--page", 2, "--occurrence", 3)
    assert beyond.code == 2
    assert "2 times" in beyond.err


def test_words_of_a_quote_that_nobody_sees_are_counted(case: Path, done: Call, tmp_path: Path) -> None:
    barred = pymupdf.open("pdf", builders.text_pdf(["She answered no at once.", "She came back later."]))
    (word,) = barred[0].search_for("no at")
    barred[0].draw_rect(word, color=None, fill=(0, 0, 0))
    (tmp_path / "barred.pdf").write_bytes(barred.tobytes())
    done("add", case, tmp_path / "barred.pdf")

    hidden = done("highlight", case, "barred.pdf", "--quote", "answered no at once")
    plain = done("highlight", case, "barred.pdf", "--quote", "came back later")

    assert "2 words of this quote cannot be seen" in hidden.err
    assert "cannot be seen" not in plain.err


def test_occurrences_are_counted_in_reading_order(filled: Path, done: Call, listed: Listed) -> None:
    for n in (2, 1):
        done("highlight", filled, "register.pdf", "--quote", "No review is planned.", "--page", 2, "--occurrence", n, "--note", n)
    upper, lower = sorted(listed("passages", filled), key=lambda one: one["quads"][0]["points"][0][1])
    assert (upper["note"], lower["note"]) == ("1", "2")


@pytest.mark.parametrize(
    "asked",
    [
        (["--quote", "not there at all"], 3, "not in register.pdf"),
        (["--quote", "THE PARTNER MAY"], 3, "capital letters it stands on page 1"),
        (["--quote", "partner", "--page", "2"], 3, "stands on page 1"),
        (["--quote", "partner", "--page", "4"], 2, "pages 1 to 3"),
        (["--quote", "partner", "--page", "0"], 2, "--page"),
        (["--quote", " "], 2, "empty"),
        (["--quote", "partner", "--stance", "context"], 2, "--claim"),
        (["--quote", "partner", "--claim", "abcdef12"], 2, "--stance"),
        (["--quote", "partner", "--claim", "abcdef12", "--stance", "context"], 2, "starts with abcdef12"),
        (["--quote", "partner", "--claim", "abcdef12", "--stance", "maybe"], 2, "supports"),
        ([], 2, "--quote or --region"),
        (["--quote", "partner", "--region", "1,2,3,4", "--page", "1"], 2, "Give one"),
        (["--region", "1,2,3,4"], 2, "--page"),
        (["--region", "1,2,3", "--page", "1"], 2, "four numbers"),
        (["--region", "30,2,3,40", "--page", "1"], 2, "corner"),
        (["--region", "nan,2,3,40", "--page", "1"], 2, "corner"),
        (["--region", "10,10,5000,40", "--page", "1"], 2, "595"),
        (["--region", "10,10,50,40", "--page", "4"], 2, "pages 1 to 3"),
    ],
)
def test_what_is_not_there_or_makes_no_sense_is_refused(
    filled: Path, reviewer: Call, listed: Listed, asked: tuple[list[str], int, str]
) -> None:
    words, code, said = asked
    result = reviewer("highlight", filled, "register.pdf", *words)
    assert (result.code, result.out) == (code, ""), result.err
    assert said in result.err
    assert listed("passages", filled) == []


def test_a_region_is_kept_as_given(filled: Path, done: Call, listed: Listed) -> None:
    made = done("highlight", filled, "post.png", "--page", 1, "--region", "20,20,400,150").last
    (found,) = listed("passages", filled)
    assert (found["id"], found["kind"], found["quote"], found["quote_as_printed"]) == (made, "region", None, None)
    assert found["quads"] == [{"page": 1, "points": [[20, 20], [400, 20], [20, 150], [400, 150]]}]
    assert found["page_label"] is None
    assert found["links"] == []


def test_a_quote_that_goes_on_otherwise_is_told_up_to_where_it_stands(filled: Path, reviewer: Call) -> None:
    result = reviewer("highlight", filled, "register.pdf", "--quote", "send, read, write - 1 - Page 2 of 3 and delete private")
    assert result.code == 3
    assert "Up to “send, read, write” it stands on page 1; in the file “and delete private" in result.err
    result = reviewer("highlight", filled, "register.pdf", "--quote", "no such words at all")
    assert "Copy it from the document" in result.err


def test_a_page_with_more_words_than_can_be_marked_is_told(case: Path, tmp_path: Path, done: Call, reviewer: Call) -> None:
    (tmp_path / "log.pdf").write_bytes(
        builders.joined(builders.text_pdf(["Before."]), builders.crowded_pdf(), builders.text_pdf(["After."]))
    )
    told = done("add", case, tmp_path / "log.pdf")
    assert "Words on page 2 are too many or cannot be read" in told.out + told.err
    refused = reviewer("highlight", case, "log.pdf", "--page", 2, "--quote", "any words")
    assert refused.code == 3
    done("highlight", case, "log.pdf", "--page", 3, "--quote", "After.")


def test_a_picture_has_no_quotes_and_the_hint_says_what_to_do(filled: Path, reviewer: Call) -> None:
    result = reviewer("highlight", filled, "post.png", "--quote", "never")
    assert result.code == 3
    assert "--region" in result.err


def test_documents_go_by_id_or_by_a_name_that_is_not_ambiguous(
    filled: Path, tmp_path: Path, reviewer: Call, done: Call, listed: Listed
) -> None:
    document = listed("documents", filled)[0]["id"]
    done("highlight", filled, document[:6], "--quote", "A last page")
    done("highlight", filled, "register", "--quote", "A last page")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "register.pdf").write_bytes(builders.text_pdf(["Another"]))
    done("add", filled, tmp_path / "other")
    twice = reviewer("highlight", filled, "register.pdf", "--quote", "A last page")
    assert twice.code == 2
    assert document[:8] in twice.err
    unknown = reviewer("highlight", filled, "nothing.pdf", "--quote", "A last page")
    assert unknown.code == 2
    assert len(listed("passages", filled)) == 2


def test_link_tags_and_changes_the_stance_of_the_same_link(filled: Path, done: Call, reviewer: Call, listed: Listed) -> None:
    passage = done("highlight", filled, "register.pdf", "--quote", "A last page").last
    claim = done("claim", filled, "a claim").last
    first = done("link", filled, passage[:6], claim[:6], "--stance", "supports", "--note", "n").last
    changed = done("link", filled, passage, claim, "--stance", "context")
    assert first == changed.last
    assert "“supports” is now “context”" in changed.err
    assert "note was kept" in changed.err
    assert done("undo", filled).out.strip().endswith("Change stance")
    done("link", filled, passage, claim, "--stance", "context")
    assert listed("passages", filled)[0]["links"] == [{"claim": claim, "stance": "context", "note": "n"}]
    assert reviewer("link", filled, passage, claim).code == 2
    assert reviewer("link", filled, claim, passage, "--stance", "context").code == 2


def test_undoing_a_highlight_takes_its_link_with_it(filled: Path, done: Call, listed: Listed) -> None:
    claim = done("claim", filled, "a claim").last
    done("highlight", filled, "register.pdf", "--quote", "A last page", "--claim", claim, "--stance", "context")
    assert done("undo", filled).out == "Undone: Mark a passage as context\n"
    assert listed("passages", filled) == []
    assert listed("claims", filled)[0]["passages"]["context"] == 0


def test_a_region_that_is_a_slip_of_the_hand_is_told_as_that(filled: Path, reviewer: Call) -> None:
    small = reviewer("highlight", filled, "post.png", "--page", 1, "--region", "10,10,10.5,200")
    assert (small.code, small.out) == (2, "")
    assert "too small" in small.err


def test_a_case_that_lost_its_pages_is_marked_by_what_its_documents_say(
    filled: Path, done: Call, reviewer: Call, listed: Listed
) -> None:
    assert dump.change(filled, "DELETE FROM pages") == 4
    done("highlight", filled, "register.pdf", "--page", 2, "--region", "72,100,300,180")
    done("highlight", filled, "register.pdf", "--quote", "switched off in 2015")
    assert [one["page"] for one in listed("passages", filled)] == [2, 2]
    refused = reviewer("highlight", filled, "register.pdf", "--page", 4, "--region", "72,100,300,180")
    assert refused.code == 2
    assert "register.pdf has no page 4" in refused.err


def test_a_case_cannot_make_more_of_a_document_than_it_is(filled: Path, done: Call, reviewer: Call) -> None:
    dump.change(filled, "UPDATE documents SET page_count = 9000000 WHERE name = 'register.pdf'")
    dump.change(filled, "UPDATE pages SET width = 9000, label = 'xiv'")
    done("highlight", filled, "register.pdf", "--quote", "switched off in 2015")
    wide = reviewer("highlight", filled, "register.pdf", "--page", 1, "--region", "72,100,8000,180")
    beyond = reviewer("highlight", filled, "register.pdf", "--page", 4, "--region", "72,100,300,180")
    assert (wide.code, beyond.code) == (2, 2)
    assert "does not lie within page 1" in wide.err
    assert "register.pdf has no page 4" in beyond.err


def test_a_passage_whose_document_is_gone_is_listed_without_its_name(filled: Path, done: Call, listed: Listed) -> None:
    made = done("highlight", filled, "register.pdf", "--quote", "switched off in 2015").last
    dump.change(filled, "DELETE FROM documents")
    assert [(one["id"], one["document_name"]) for one in listed("passages", filled)] == [(made, None)]
    assert done("passages", filled).last.split("\t")[:2] == [made, "-"]


def test_what_stands_between_the_words_of_a_quote_is_told(case: Path, tmp_path: Path, done: Call, listed: Listed) -> None:
    """A running line stands between the pages, and no page beside tells for sure that it is one."""
    head = "Register of partners"
    pages = (["What one partner read in", "private messages of users was"], [head, "told to nobody else."], [head, "It was."])
    (tmp_path / "short.pdf").write_bytes(builders.text_pdf(*pages))
    done("add", case, tmp_path / "short.pdf")
    told = done("highlight", case, "short.pdf", "--quote", "messages of users was told to nobody").err
    (one,) = listed("passages", case)
    assert one["quote"] == "messages of users was Register of partners told to nobody"
    assert f"the passage holds what stands between these words too: {one['quote']}" in told
    told = done("highlight", case, "short.pdf", "--quote", "What one partner read in private").err
    assert "stands between" not in told


def test_what_a_quote_leaves_out_between_pages_is_told(case: Path, tmp_path: Path, done: Call, listed: Listed) -> None:
    head = ["Register of partners", "", ""]
    said = [
        "What one partner read in",
        "private messages of users was",
        "told to nobody else, nor",
        "was it asked for, so the",
        "register says at the end",
    ]
    pages = [[*head, one, f"{one[:9]} too: of them"] for one in said]
    (tmp_path / "long.pdf").write_bytes(builders.text_pdf(*pages))
    done("add", case, tmp_path / "long.pdf")
    told = done("highlight", case, "long.pdf", "--quote", "private m too: of them told to nobody").err
    assert [one["quote"] for one in listed("passages", case)] == ["private m too: of them told to nobody"]
    assert "between its ends the passage leaves out: Register of partners" in told
    assert "leaves out" not in done("highlight", case, "long.pdf", "--quote", "told to nobody else, nor").err


def test_words_on_the_page_that_a_quote_passes_over_are_told(case: Path, tmp_path: Path, done: Call) -> None:
    """The file has the second line behind the third."""
    lines = {100.0: "They asked no user", 130.0: "what they had asked.", 115.0: "but one, and told us"}
    glyphs = [builders.Drawn(letter, 72 + 6 * at, y) for y, words in lines.items() for at, letter in enumerate(words)]
    (tmp_path / "note.pdf").write_bytes(builders.drawn_pdf(glyphs))
    done("add", case, tmp_path / "note.pdf")
    told = done("highlight", case, "note.pdf", "--quote", "They asked no user what they had asked.")
    assert "words lie between these that the passage does not hold" in told.err
    assert told.last, "it is no error"
    assert "on the page" not in done("highlight", case, "note.pdf", "--quote", "They asked no user").err


def test_words_that_a_program_recognised_in_a_scan_are_told(case: Path, tmp_path: Path, done: Call) -> None:
    (tmp_path / "scan.pdf").write_bytes(builders.recognised_pdf(["Partners could read", "private messages."]))
    (tmp_path / "set.pdf").write_bytes(builders.text_pdf(["Partners could read", "private messages."]))
    done("add", case, tmp_path / "scan.pdf", tmp_path / "set.pdf")
    told = done("highlight", case, "scan.pdf", "--quote", "could read private")
    assert "note: These words were recognised in a picture by a program: compare them with the picture." in told.err
    assert told.last, "it is no error"
    assert "recognised" not in done("highlight", case, "set.pdf", "--quote", "could read private").err
    assert "recognised" not in done("highlight", case, "scan.pdf", "--region", "60,60,300,200", "--page", 1).err


def test_a_quote_is_found_over_a_footnote_mark_that_nobody_types(case: Path, tmp_path: Path, done: Call, listed: Listed) -> None:
    (tmp_path / "report.pdf").write_bytes(builders.marked_pdf("The group had 130,000 users.", "61", " According to it, more."))
    done("add", case, tmp_path / "report.pdf")
    told = done("highlight", case, "report.pdf", "--quote", "130,000 users. According to it").err
    (one,) = listed("passages", case)
    assert one["quote"] == "130,000 users.61 According to it"
    assert f"the passage holds what stands between these words too: {one['quote']}" in told


TYPED = {
    "on pages 14\u201316 of it": "on pages 14-16 of it",
    "the remaining part\u2014that it says\u2014is new": "the remaining part - that it says -- is new",
    "one part \u2013 as it says \u2013 is old": "one part - as it says - is old",
    "gives each State . . . the right to": "gives each State \u2026 the right to",
    "takes from each . . . the right to": "takes from each ... the right to",
    "leaves no State\u2026 the right to": "leaves no State... the right to",
    "on a platform. . . . You are": "on a platform.... You are",
    "at the door. . . . They are": "at the door. \u2026 They are",
    "of its own. . . . We are": "of its own\u2026. We are",
    "it said\u2026that all": "it said ... that all",
    "the remaining arguments": "the remaining arguments --",
    "the deal \u2013 a long-term one \u2013 was": "the deal -- a long-term one -- was",
    "from 2010\u20132015 the firm \u2013 so": "from 2010-2015 the firm -- so",
    "Chapter One ........... 5": "Chapter One 5",
    "under section 5(a) (1), 20% of it": "under section 5(a)(1), 20 % of it",
}


def test_a_quote_is_found_as_a_keyboard_types_it_and_kept_as_it_is_printed(
    case: Path, tmp_path: Path, done: Call, listed: Listed
) -> None:
    (tmp_path / "report.pdf").write_bytes(builders.unicode_pdf(list(TYPED)))
    done("add", case, tmp_path / "report.pdf")
    for typed in TYPED.values():
        assert "what stands between" not in done("highlight", case, "report.pdf", "--quote", typed).err
    assert {one["quote"] for one in listed("passages", case)} == {*TYPED}


def test_what_is_typed_is_looked_for_on_the_page_that_is_given(case: Path, tmp_path: Path, done: Call, listed: Listed) -> None:
    """On the first page it stands as it is typed; on the others with a dash, and with a footnote mark among few words."""
    pages = (
        builders.unicode_pdf(["from 2010-2015 the firm, all users. According"]),
        builders.unicode_pdf(["from 2010\u20132015 the firm"]),
        builders.marked_pdf("The group had users.", "61", " According to it, more."),
    )
    (tmp_path / "report.pdf").write_bytes(builders.joined(*pages))
    done("add", case, tmp_path / "report.pdf")
    for page, typed in ((1, "from 2010-2015 the firm"), (2, "from 2010-2015 the firm"), (3, "users. According")):
        done("highlight", case, "report.pdf", "--quote", typed, "--page", page)
    found = {one["page"]: one["quote"] for one in listed("passages", case)}
    assert found == {1: "from 2010-2015 the firm", 2: "from 2010\u20132015 the firm", 3: "users.61 According"}


def test_a_quote_on_other_pages_than_the_given_one_is_told(filled: Path, reviewer: Call) -> None:
    refused = reviewer("highlight", filled, "register.pdf", "--quote", "partner --", "--page", 2)
    assert refused.code == 3
    assert "It stands on page 1" in refused.err


def test_a_hyphen_is_no_minus_elsewhere(filled: Path, reviewer: Call) -> None:
    assert reviewer("highlight", filled, "register.pdf", "--quote", "send-read, write").code == 3


def test_a_word_that_a_line_end_breaks_is_whole_where_it_was_typed_whole(
    case: Path, tmp_path: Path, done: Call, listed: Listed
) -> None:
    """Nobody can tell from the page whether the hyphen is the word's own, where it stands nowhere else."""
    (tmp_path / "a.pdf").write_bytes(
        builders.text_pdf(["a transition to new activ-", "ity in the dark box of well-", "known things"])
    )
    done("add", case, tmp_path / "a.pdf")
    done("highlight", case, "a.pdf", "--quote", "to new activity in the dark box of well-known things")
    done("highlight", case, "a.pdf", "--quote", "new activ-ity in")
    first, second = sorted((one["quote"] for one in listed("passages", case)), key=len, reverse=True)
    assert first == "to new activity in the dark box of well-known things"
    assert second == "new activ-ity in"


def test_words_that_the_printer_broke_are_whole_in_quotes_of_a_short_document(
    case: Path, tmp_path: Path, done: Call, listed: Listed
) -> None:
    """Neither word stands there twice; that others are broken shows that the hyphens are the printer's."""
    lines = ["a permission of partners: per-", "mission is what the part-", "ners gave. Such files are pop-", "ular as they are"]
    (tmp_path / "a.pdf").write_bytes(builders.text_pdf(lines))
    done("add", case, tmp_path / "a.pdf")
    done("highlight", case, "a.pdf", "--quote", "files are pop- ular as")
    assert [one["quote"] for one in listed("passages", case)] == ["files are popular as"]


def test_a_hyphen_is_the_words_own_where_another_word_only_begins_like_it(
    case: Path, tmp_path: Path, done: Call, listed: Listed
) -> None:
    (tmp_path / "a.pdf").write_bytes(builders.text_pdf(["the partners re-", "sent the files, and resented it"]))
    done("add", case, tmp_path / "a.pdf")
    done("highlight", case, "a.pdf", "--quote", "the partners re-sent the files, and resented it")
    assert [one["quote"] for one in listed("passages", case)] == ["the partners re-sent the files, and resented it"]
