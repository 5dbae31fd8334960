"""What is found in scripts other than plain Latin, and that the place is found again on the page."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer.looking.typed_query import understood
from reviewer.store.content.finding import finder_of
from reviewer.store.content.matching import match_of
from reviewer.store.content.search import add
from reviewer.store.file.database import memory
from reviewer.store.file.migrations import migrate
from tests.store import dump
from tests.store.conftest import Filled
from tests.store.made import plain


@pytest.mark.parametrize(
    ("text", "typed", "marked"),
    [
        ("甲方同意将房屋出租给乙方", "房屋出租", "房屋出租"),
        ("彼はデータベースを開いた", "ベース", "ベース"),
        ("彼はデータを開いた", "タを開", "タを開"),
        ("ｶﾞｰﾄﾞﾏﾝ", "ガードマン", "ｶﾞｰﾄﾞﾏﾝ"),
        ("Ａ社の１２３号", "A社の123", "Ａ社の１２３"),
        ("ข้าพเจ้าไม่ได้อ่านข้อความส่วนตัว", "ข้อความ", "ข้อความ"),
        ("ข้าพเจ้าไม่ได้อ่านข้อความส่วนตัว", "อ่านข้อ*", "อ่านข้อ"),
        ("ຂ້າພະເຈົ້າບໍ່ໄດ້ອ່ານ", "ບໍ່ໄດ້", "ບໍ່ໄດ້"),
        ("한국어로 된 문서", "한국*", "한국"),
        ("हिन्दी में लिखा दस्तावेज़", "हिन्दी", "हिन्दी"),
        ("وَقَعَ العَقْدُ في بيروت", "وقع العقد", "وَقَعَ"),
        ("وقع العقد في بيروت", "وَقَعَ", "وقع"),
        ("العـــقد الأول", "العقد الاول", "العـــقد"),
        ("إلى أحمد آل سعيد", "الى احمد", "إلى"),
        ("مدرسة كبرى", "مدرسه", "مدرسة"),
        ("در سال ۱۴۰۲ کتاب", "1402", "۱۴۰۲"),
        ("שָׁלוֹם לכולם", "שלום", "שָׁלוֹם"),
        ("Işık söndü, İstanbul'da", "isik", "Işık"),
        ("Işık söndü, İstanbul'da", "istanbul*", "İstanbul"),
        ("in der Straße", "STRASSE", "Straße"),
        ("in der Strasse", "straße", "Strasse"),
        ("the ﬁnal oﬃce", "final office", "ﬁnal"),
        ("Łódź and Ærø", "lodz aero", "Łódź"),
        ("e\u0301cole", "école", "e\u0301cole"),
        ("école", "ecole", "école"),
        ("the contract¹ of", "contract", "contract"),
        ("120 km² of", "km2", None),
        ("Ελλάδας", "ελλαδασ", "Ελλάδας"),
        ("Москва́ ёлка", "москва елка", "Москва́"),
    ],
)
def test_words_of_any_script_are_found_and_marked(filled: Filled, text: str, typed: str, marked: str | None) -> None:
    filled.case.add_texts(filled.document.sha256, 0, plain([text]), "hand 1")
    hits = [hit for hit in filled.case.reader.search(typed) if hit.kind == "page"]
    if marked is None:
        assert hits == []
        return
    assert [hit.page for hit in hits] == [0]
    start, end = finder_of(understood(typed)).spans(text)[0]
    assert text[start:end] == marked
    assert marked in hits[0].snippet, "as it is printed, not as the index has it"
    dump.check_search_index(filled.case.path)


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("房屋出租", "出屋"),
        ("パリ", "はり"),
        ("ガード", "カート"),
        ("हिन्दी", "हिनद"),
        ("ข้อความ", "ขอ"),
        ("العقد", "عق"),
        ("straße", "stra"),
        ("alpha beta\nwell-\nknown", '"beta alpha"'),
        ("alpha beta\nwell-\nknown gamma", '"gamma alpha"'),
        ("alpha " + "beta " * 60 + "well-\nknown gamma", "alpha NEAR/50 gamma"),
    ],
)
def test_what_is_another_word_is_not_found(filled: Filled, text: str, typed: str) -> None:
    filled.case.add_texts(filled.document.sha256, 0, plain([text]), "hand 1")
    assert [hit for hit in filled.case.reader.search(typed) if hit.kind == "page"] == []


LETTERS = st.text(st.sampled_from("abIıİßﬁéе́ж字屋かガｶﾞไท้ำहिन्दीعَقدـأىשָ۱²½-\u00ad\u2011.,'_ \n"), min_size=1, max_size=24)


@settings(max_examples=300, deadline=None)
@given(LETTERS, st.integers(0, 23), st.integers(1, 8))
def test_what_the_index_finds_of_a_text_is_marked_in_it_and_its_own_words_are_found(text: str, start: int, length: int) -> None:
    words = text.split()
    database = memory()
    migrate(database)
    add(database, "page", "a", 0, text)
    for typed in {*words, text[start : start + length]}:
        query = understood(typed)
        if query.node is None or not query.is_plain:
            continue
        found = "SELECT 1 FROM search_index WHERE search_index MATCH ?"
        if database.execute(found, (match_of(query.node),)).fetchone() is not None:
            assert finder_of(query).spans(text), typed
        elif typed in words and not typed.startswith("-"):
            assert not finder_of(query).spans(text), f"marked, and yet not found: {typed}"
    database.close()
