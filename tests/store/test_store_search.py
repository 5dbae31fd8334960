"""A person's words find pages, quotes, notes and claims, and are never a syntax error."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from reviewer.looking.typed_query import understood
from reviewer.model.changes import RecordKind
from reviewer.model.coverage import PageView
from reviewer.model.ids import DocumentId
from reviewer.model.overview import ReadingPlace, SearchHit
from reviewer.services.search.finding import FoundPlace, place_of
from reviewer.store.case_file import CaseFile
from reviewer.store.content.entry_places import EntryPlaces
from reviewer.store.content.matching import match_of
from reviewer.store.content.search import add, looks_odd, remove
from reviewer.store.file.database import memory
from reviewer.store.file.migrations import migrate
from reviewer.store.reader import CaseReader
from tests.store import dump, made
from tests.store.conftest import Filled, add_document, new_document
from tests.store.made import ANN, plain

PIECES = st.sampled_from(
    ["AND", "OR", "NOT", "NEAR", "NEAR/3", "(", ")", '"', "-", "*", "a", "b*", "\x00", "😀", "a-b", "ß", "字", "ـ", "²", "ไท"]
)


def found(filled: Filled, words: str) -> list[tuple[str, str, int | None]]:
    return [(hit.kind, hit.record, hit.page) for hit in filled.case.reader.search(words)]


def test_each_kind_is_found_with_its_record_and_page(filled: Filled) -> None:
    assert found(filled, "partners") == [("page", filled.document.id, 0)]
    assert set(found(filled, "ability")) == {("page", filled.document.id, 0), ("quote", filled.passage.id, 0)}
    assert found(filled, "grant itself") == [("note", filled.passage.id, 0)]
    assert found(filled, "granted used") == [("note", filled.passage.id, 0)]
    assert found(filled, "never access") == [("claim", filled.claim.id, None)]
    assert found(filled, "stream tweet") == [("claim", filled.claim.id, None)]


def test_hits_are_ranked_from_one_and_tell_the_text_around(filled: Filled) -> None:
    hits = filled.case.reader.search("ability")
    assert [hit.rank for hit in hits] == [1, 2]
    page = next(hit for hit in hits if hit.kind == "page")
    assert (page.document, page.document_name) == (filled.document.id, "Partner sheet.pdf")
    assert "the ability to send, read and delete private messages" in page.snippet
    assert "\n" not in page.snippet


def test_what_a_claim_says_and_who_said_it_where_stand_apart(filled: Filled) -> None:
    (hit,) = filled.case.reader.search("stream tweet")
    assert hit.snippet == "We never had access to private messages · Stream Co · tweet"


@pytest.mark.parametrize(
    ("words", "more"),
    [("coop", "coop*"), ("cooperation", ""), ("part* thread", ""), ("part thread", "part* thread*"), ("xyzzy", "")],
)
def test_words_that_find_more_as_beginnings_are_told(filled: Filled, words: str, more: str) -> None:
    assert filled.case.reader.searching().begins_more(understood(words)) == more


@pytest.mark.parametrize(
    ("words", "hits"),
    [
        ("RESUME", 1),
        ("naïve résumé", 1),
        ('"cooperation ended"', 1),
        ("“ended cooperation”", 0),
        ("coop*", 2),
        ("cooperate", 1),
        ("coop", 0),
        ("“cooperation end”*", 1),
        ("cooperation partners", 0),
        ("partners thread", 1),
        ("", 0),
        ("*", 0),
        ("-", 0),
        ('"', 0),
    ],
)
def test_words_phrases_and_beginnings(filled: Filled, words: str, hits: int) -> None:
    assert len([one for one in found(filled, words) if one[0] == "page"]) == hits


@pytest.mark.parametrize(
    "words", ["AND", "NOT never", "NEAR(a b)", "body:x", "a OR", "^x", "(", "a + b", "{x}", '"""', "x\x00y", "-- ;'"]
)
def test_no_words_are_a_syntax_error(filled: Filled, words: str) -> None:
    filled.case.reader.search(words)


@given(st.one_of(st.text(), st.lists(PIECES, max_size=40).map(" ".join), st.lists(PIECES, max_size=40).map("".join)))
def test_whatever_is_typed_is_a_query_that_runs(words: str) -> None:
    database = memory()
    migrate(database)
    node = understood(words).node
    if node is not None:
        asked = "SELECT rowid FROM search_index WHERE search_index MATCH ?"
        database.execute(asked, (match_of(node),)).fetchall()
        database.execute(asked, (match_of(node, {word: (word, "other") for word in words.split()}),)).fetchall()
    database.close()


@given(st.lists(st.text(), min_size=1, max_size=3))
def test_an_index_that_is_in_step_never_looks_odd(texts: list[str]) -> None:
    database = memory()
    migrate(database)
    assert not looks_odd(database)
    for n, text in enumerate(texts):
        add(database, "note", f"record {n}", None, text.encode("utf-8", "replace").decode())
        assert not looks_odd(database)
    remove(database, "note", f"record {len(texts) - 1}")
    assert not looks_odd(database)
    database.close()


def test_changed_and_removed_text_is_found_no_more(filled: Filled) -> None:
    case = filled.case
    with case.intent("Note", reviewer=ANN, origin="window") as recorder:
        recorder.update(RecordKind.PASSAGE, filled.passage.id, {"note": "quite other"})
    assert found(filled, "grant") == []
    assert found(filled, "quite") == [("note", filled.passage.id, 0)]
    with case.intent("Remove document", reviewer=ANN, origin="window") as recorder:
        recorder.delete_document_tree(filled.document.id)
    assert found(filled, "quite") == found(filled, "partners") == []
    case.revert(recorder.result.seq, reviewer=ANN, origin="window")
    assert found(filled, "quite") == [("note", filled.passage.id, 0)]
    assert found(filled, "partners") == [("page", filled.document.id, 0)]
    dump.check_search_index(case.path)


def test_a_limit_keeps_the_best(filled: Filled) -> None:
    assert filled.case.reader.search("ability", limit=1) == filled.case.reader.search("ability")[:1]
    assert filled.case.reader.search("ability", limit=0) == ()


@pytest.mark.parametrize(
    ("word", "stands"),
    [
        ("cooperation", True),
        ("COOPERATION", True),
        ("cooperate", False),  # stands there with a hyphen only
        ("co-operate", False),  # with a line end behind it
        ("operate", False),  # as the second part of that only
        ("cooper", False),
        ("resume", False),  # with accents only
        ("Résumé", True),
        ("", False),
        ("(", False),
    ],
)
def test_whether_a_word_stands_in_a_document(filled: Filled, word: str, stands: bool) -> None:
    assert filled.case.reader.word_stands_in(filled.document.id, word) is stands


def test_a_running_head_gives_way_to_a_place_in_the_body(filled: Filled) -> None:
    heads = [f"Palaver partner register, page {n}\n" for n in range(1, 5)]
    bodies = ["Nothing of note.", "The cover.", "Whoever reads this: each partner was told so in writing.", "Partnership ends."]
    filled.case.add_texts(
        filled.document.sha256, 0, plain([head + body for head, body in zip(heads, bodies, strict=True)]), "hand 1"
    )

    def snippets(words: str) -> dict[int, str]:
        return {hit.page: hit.snippet for hit in filled.case.reader.search(words) if hit.kind == "page"}

    shown = snippets("partner")
    assert shown[2] == "Whoever reads this: each partner was told so in writing."
    assert all("register" in shown[page] for page in (0, 1, 3))  # there it stands in the head alone
    assert snippets("partner*")[3] == "Partnership ends."


BROKEN = "They gave infor-\nmation to partners.\nA well-\nknown fact, and co\u00adoperation too."
BILL = "release of all innocent polit-\n11\nical prisoners held\n12\nin prisons; the board decided.4 The harbour¹ is shut."
WIDE = "T h e\nS E C R E T\nfile of a b c"
HAN = "甲方同意将房屋出租给乙方使用\n,租期为三年。カメラ AI技术"


@pytest.mark.parametrize(
    ("text", "words", "snippet"),
    [
        (BROKEN, "information", "They gave information to partners."),
        (BROKEN, '"gave information to partners"', "They gave information to partners."),
        (BROKEN, "inform*", "They gave information to partners."),
        (BROKEN, "well-known", "A well- known fact"),
        (BROKEN, "known", "A well- known fact"),
        (BROKEN, '"known fact"', "A well- known fact"),
        (BROKEN, "wellknown", "A wellknown fact"),
        (BROKEN, "cooperation", "and cooperation too."),
        (BROKEN, "co\u00adoperation", "and cooperation too."),
        (BILL, "political", "all innocent political prisoners"),
        (BILL, '"political prisoners held in prisons"', "political prisoners held"),
        (BILL, '"board decided the harbour"', "the board decided.4 The harbour¹ is shut"),
        (BILL, "harbour", "The harbour¹ is shut"),
        (BILL, "decided NEAR/2 harbour", "decided.4 The harbour"),
        (WIDE, "secret", "S E C R E T"),
        (WIDE, '"secret file"', "S E C R E T file"),
        (HAN, "出租", "房屋出租给乙方"),
        (HAN, "出租给乙方", "房屋出租给乙方"),
        (HAN, "房屋 三年", "租期为三年"),
        (HAN, "房*", "房屋出租给乙方"),
        (HAN, "メラ", "カメラ"),
        (HAN, "AI", "AI技术"),
    ],
)
def test_words_are_found_over_line_ends_and_within_runs_without_spaces(
    filled: Filled, text: str, words: str, snippet: str
) -> None:
    filled.case.add_texts(filled.document.sha256, 0, plain([text]), "hand 1")
    hits = [hit for hit in filled.case.reader.search(words) if hit.kind == "page" and hit.page == 0]
    assert [snippet in hit.snippet for hit in hits] == [True], [hit.snippet for hit in hits]
    assert not any("\u2060" <= sign <= "\u2064" for sign in hits[0].snippet), "words of the document alone"
    dump.check_search_index(filled.case.path)


@pytest.mark.parametrize("words", ["租出", "G", "xyz", '"information partners"', "infor mation gave", "乙方甲方"])
def test_words_that_do_not_stand_so_are_not_found(filled: Filled, words: str) -> None:
    text = BROKEN.replace("infor-\nmation", "infor-\nmations") + HAN + " G7 MP3 x y z"
    filled.case.add_texts(filled.document.sha256, 0, plain([text]), "hand 1")
    assert [one for one in found(filled, words) if one[0] == "page" and one[2] == 0] == []


def test_a_joined_word_is_not_taken_for_one_that_stands_in_the_document(filled: Filled) -> None:
    filled.case.add_texts(filled.document.sha256, 0, plain([BROKEN]), "hand 1")
    assert found(filled, "wellknown") == [("page", filled.document.id, 0)]
    assert not filled.case.reader.word_stands_in(filled.document.id, "wellknown")


def test_replaced_text_leaves_none_of_its_joined_words_behind(filled: Filled) -> None:
    filled.case.add_texts(filled.document.sha256, 0, plain([BROKEN + HAN]), "hand 1")
    filled.case.add_texts(filled.document.sha256, 0, plain(["plain"]), "hand 1")
    assert found(filled, "information") == found(filled, "出租") == []
    dump.check_search_index(filled.case.path)


@pytest.mark.parametrize("text", [BROKEN, HAN])
def test_an_index_of_an_earlier_version_is_made_anew(filled: Filled, text: str) -> None:
    filled.case.add_texts(filled.document.sha256, 1, plain([text]), "hand 1")
    filled.case.close()
    dump.change(filled.case.path, "UPDATE search_entries SET body = ? WHERE id = (SELECT max(id) FROM search_entries)", text)
    dump.change(filled.case.path, "INSERT INTO search_index (search_index) VALUES ('rebuild')")
    with CaseFile.open(filled.case.path, clock=made.Clock(), new_id=made.ids()) as case:
        hits = case.reader.search("information" if text is BROKEN else "出租")
        assert [hit.page for hit in hits] == [1]


def test_an_index_in_another_form_is_made_anew_though_its_newest_entry_looks_right(filled: Filled) -> None:
    filled.case.add_texts(filled.document.sha256, 0, plain(["in der Straße"]), "hand 1")
    filled.case.add_texts(filled.document.sha256, 1, plain(["plain"]), "hand 1")
    filled.case.close()
    dump.change(filled.case.path, "UPDATE search_entries SET body = 'in der Straße' WHERE body = 'in der strasse'")
    dump.change(filled.case.path, "INSERT INTO search_index (search_index) VALUES ('rebuild')")
    with CaseReader.open(filled.case.path) as reader:
        assert reader.search("plain")
    dump.change(filled.case.path, "UPDATE search_entries SET record = '1' WHERE kind = 'form'")
    with CaseFile.open(filled.case.path, clock=made.Clock(), new_id=made.ids()) as case:
        assert [hit.page for hit in case.reader.search("strasse")] == [0]
    dump.check_search_index(filled.case.path)


def test_a_misread_word_is_gone_to_as_it_stands() -> None:
    hit = SearchHit("page", "a", DocumentId("a"), "a", 4, "the rnessages of", 1, is_exact=False)
    assert place_of(hit, "messages", ("rnessages",)) == FoundPlace("messages OR rnessages", 4, hit.snippet)


def test_a_word_of_a_note_does_not_stand_in_the_document(filled: Filled) -> None:
    assert not filled.case.reader.word_stands_in(filled.document.id, "grant")


SPOILT = (
    "INSERT INTO search_index (search_index) VALUES ('delete-all')",
    "UPDATE search_index_data SET block = zeroblob(8)",
    "DELETE FROM search_index_docsize WHERE id = (SELECT max(id) FROM search_index_docsize)",
)


@pytest.mark.parametrize("sql", SPOILT)
def test_an_index_that_looks_odd_is_made_anew_when_the_case_is_opened(filled: Filled, sql: str) -> None:
    filled.case.close()
    dump.change(filled.case.path, sql)
    with CaseFile.open(filled.case.path, clock=made.Clock(), new_id=made.ids()) as case:
        assert [hit.kind for hit in case.reader.search("partners")] == ["page"]
    dump.check_search_index(filled.case.path)


@pytest.mark.parametrize("sql", SPOILT)
def test_a_reader_makes_its_own_index_and_leaves_the_file_alone(filled: Filled, sql: str) -> None:
    filled.case.close()
    dump.change(filled.case.path, sql)
    before = filled.case.path.read_bytes()
    for opened in (
        CaseReader.open(filled.case.path),
        CaseFile.open(filled.case.path, clock=made.Clock(), new_id=made.ids(), read_only=True).reader,
    ):
        with opened as reader:
            assert reader.word_stands_in(filled.document.id, "cooperation")
            assert [hit.kind for hit in reader.search("partners")] == ["page"]
            assert "ability to send" in reader.search("ability")[0].snippet
    assert filled.case.path.read_bytes() == before


def test_what_has_the_words_together_comes_before_what_has_them_apart(case: CaseFile, new_id: Callable[[], str]) -> None:
    apart = "They did say. " + "They did not. " * 3 + "We establish nothing that they did; not, did, establish."
    add_document(case, new_document(new_id, b"apart", page_count=1), b"apart", (apart,))
    together = (
        "A long page about other things, at the end of which the report did not establish that access was used. " + "more " * 90
    )
    add_document(case, new_document(new_id, b"together", position=1, page_count=1), b"together", (together,))
    best, other = case.reader.search("did not establish")
    assert "did not establish" in best.snippet
    assert [(one.rank, one.together) for one in (best, other)] == [(1, True), (2, False)]
    assert [one.together for one in case.reader.search("establish")] == [True, True]
    assert len(case.reader.search('"did not establish"')) == 1


def test_a_phrase_at_the_end_of_a_long_page_is_shown_whole(case: CaseFile, new_id: Callable[[], str]) -> None:
    body = (
        "It was illegal to act in a way. "
        + "words " * 300
        + "It was illegal to act in the united states as an agent. "
        + "more " * 40
    )
    add_document(case, new_document(new_id, b"long", page_count=1), b"long", (body,))
    (hit,) = case.reader.search("in the united states")
    assert hit.snippet == "…words It was illegal to act in the united states as an agent. more more more…"


def test_a_hit_is_about_the_phrase_where_the_words_stand_together() -> None:
    hit = SearchHit("page", "a", DocumentId("a"), "a", 4, "the report did not establish that", 1)
    words = "did not establish"
    assert place_of(hit, words) == FoundPlace('"did not establish"', 4, hit.snippet)
    assert place_of(replace(hit, together=False), words) == FoundPlace(words, 4, hit.snippet)
    assert place_of(hit, "establish*").words == "establish*"


def test_words_together_are_shown_also_below_a_running_head_that_has_them_apart(
    case: CaseFile, new_id: Callable[[], str]
) -> None:
    head = "What we did and did not say when we establish a fact\n"
    pages = tuple(f"{head}Line {n}.\nOn the whole it did not establish access {n}.\n" for n in range(4))
    add_document(case, new_document(new_id, b"heads", page_count=4), b"heads", pages)
    assert all("did not establish access" in one.snippet for one in case.reader.search("did not establish"))


def test_what_is_looked_at_does_not_make_the_next_search_look_everything_up_anew(
    filled: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    real = EntryPlaces.of

    def of(database: Database) -> EntryPlaces:
        made.append(1)
        return real(database)

    monkeypatch.setattr(EntryPlaces, "of", of)
    assert filled.case.reader.search("ability")
    filled.case.note_views({ANN: [PageView(filled.document.id, 0, 700)]})
    filled.case.set_reading_place(filled.document.id, ReadingPlace(0, 1.0, 1.0))
    assert filled.case.reader.search("ability")
    assert len(made) == 1
    with filled.case.intent("Remove", reviewer=ANN, origin="window") as recorder:
        recorder.delete_tree(RecordKind.PASSAGE, filled.passage.id)
    assert [one.kind for one in filled.case.reader.search("ability")] == ["page"]
    assert len(made) == 2
