"""What a pack says of the claims desk: never more than its exhibits do, and nobody's name who judged."""

from __future__ import annotations

import csv
import html as html_words
import io
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.errors import PasswordNeededError
from reviewer.exporters.forms.desk_rows import Source
from reviewer.exporters.forms.desk_tables import access_table
from reviewer.exporters.forms.html import index_page
from reviewer.exporters.plan.building import build
from reviewer.exporters.plan.choice import PackChoice
from reviewer.exporters.plan.exhibits import ExportPlan
from reviewer.exporters.reading.rendered import Rendered, RenderedDocument
from reviewer.model.access import AccessFact, AccessStatus
from reviewer.model.desk import Desk
from reviewer.model.ids import FactId, NameId, PassageId, PermissionId
from reviewer.model.snapshot import CaseSnapshot
from tests.exporters.conftest import Write
from tests.exporters.denial import MADE, the_denial, uuid
from tests.exporters.fake_documents import FakeDocuments

Row = dict[str, str]

DATES = st.sampled_from([None, "2013~", "2014-05-14", "2015-21", "2017-02"])
PASSAGES = st.lists(st.integers(1, 7), unique=True, max_size=3)
WORDS = {one.value for one in AccessStatus}


@st.composite
def facts(draw: st.DrawFn) -> tuple[AccessFact, ...]:
    """Return facts on the first two permissions of the made-up case, sourced or not."""
    return tuple(
        AccessFact(
            FactId(uuid(8, n)),
            NameId(uuid(6, 1)),
            PermissionId(uuid(7, draw(st.integers(1, 2)))),
            draw(st.sampled_from(AccessStatus)),
            draw(DATES),
            draw(DATES),
            "",
            MADE,
            tuple(PassageId(uuid(3, one)) for one in draw(PASSAGES)),
        )
        for n in range(draw(st.integers(1, 5)))
    )


def rendered(plan: ExportPlan, left_out: Sequence[int] = ()) -> Rendered:
    """Return a plan as if its documents had been read, some exhibits not being as their documents say."""
    documents = {
        one.id: RenderedDocument(misquoted={each.number: "The words differ." for each in one.exhibits if each.number in left_out})
        for one in plan.documents
    }
    return Rendered(plan, documents, lambda _path: b"")


def read(path: Path) -> list[Row]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""), strict=True))


def cells_of(page: str) -> list[tuple[str, str]]:
    """Return the words of each cell of the access table, and of its sentence in sum."""
    found = []
    for cell in re.findall(r'<td class="access-cell">(.*?)</td>', page, re.DOTALL):
        of_facts, _, in_sum = cell.partition('<p class="in-sum">')
        found.append(tuple(html_words.unescape(re.sub(r"<[^>]+>", " ", one)) for one in (of_facts, in_sum)))
    return found  # type: ignore[return-value]


def said(words: str) -> set[str]:
    return {one for one in WORDS if re.search(rf"\b{one}\b", words, re.IGNORECASE)}


@given(facts(), st.sets(st.integers(1, 7)))
def test_no_cell_says_more_than_an_exhibit_of_the_pack_does(made: tuple[AccessFact, ...], left_out: set[int]) -> None:
    case = the_denial()
    plan = build(
        replace(case, desk=Desk(names=case.desk.names, permissions=case.desk.permissions, facts=made)), audience="editor"
    )
    given_ = rendered(plan, sorted(left_out))
    numbers = {one.passage: one.number for one in plan.exhibits if one.number not in left_out}
    page = b"".join(index_page(given_)).decode()
    table = list(csv.DictReader(io.StringIO(b"".join(access_table(given_)).decode("utf-8-sig"), newline="")))
    sums = {one["permission"]: one["in_sum"] for one in table}
    for permission, (of_facts, in_sum) in zip(plan.desk.access.permissions, cells_of(page), strict=True):
        held = [one for one in made if one.permission == permission.id]
        assert " ".join(in_sum.split()) == sums[permission.text]
        if not held:
            assert in_sum.startswith("Nothing is recorded.")
            continue
        claimed, _, _ = in_sum.partition("Without a source:")[0].partition("By passages that are not in this pack:")
        shown = {one.status.value for one in held if any(each in numbers for each in one.passages)}
        assert said(claimed) <= shown
        assert said(of_facts) <= {one.status.value for one in held}
        assert of_facts.count("unsourced") == sum(not one.is_sourced for one in held)
        assert not re.search(r"\bread\b", of_facts + in_sum, re.IGNORECASE)
    for row in table:
        fact = next((one for one in made if one.id == row["fact_id"]), None)
        if fact is not None:
            cited = [numbers[one] for one in fact.passages if one in numbers]
            assert row["exhibits"].split() == [str(one) for one in sorted(cited)]
            assert (row["source"] == Source.UNSOURCED) is not fact.is_sourced
            assert (row["source"] == Source.AWAY) is (fact.is_sourced and not cited)


def test_verdicts_say_what_they_follow_from_and_why_but_not_who_set_them(pack: Path) -> None:
    claims = {one["claim"]: one for one in read(pack / "data/claims.csv")}
    whole, asked, accessed = claims["1"], claims["1.1"], claims["1.2"]
    assert (whole["verdict"], whole["verdict_from"], whole["verdict_of_elements"]) == ("contradicted", "set", "partly")
    assert (asked["part"], asked["verdict"], asked["verdict_reason"]) == ("did_what", "contradicted", "Asked for in writing.")
    assert (accessed["verdict"], accessed["verdict_from"]) == ("unresolved", "not set")
    page = (pack / "data/index.html").read_text("utf-8")
    assert "Set by the desk: Half of it is enough. (From the elements follows: partly contradicted.)" in page


def test_the_matrix_counts_by_document_and_names_gaps(pack: Path) -> None:
    rows = read(pack / "data/matrix.csv")
    asked = next(one for one in rows if one["claim"] == "1.1")
    assert (asked["document"], asked["contradicts"], asked["exhibits"]) == ("Integration e-mails.pdf", "1", "2")
    assert asked["gaps"] == "One document only"
    silent = next(one for one in rows if one["claim"] == "3")
    assert (silent["document"], silent["gaps"]) == ("", "No evidence")


def test_that_two_documents_came_from_one_hand_is_not_told(snapshot: CaseSnapshot) -> None:
    """They do, in this case; the gap would tell it."""
    (accessed,) = (one for one in build(snapshot, audience="editor").claims if one.number == "1.2")
    assert [one.value for one in accessed.standing.gaps] == ["unchecked"]


def test_what_a_second_person_checked_is_no_gap(snapshot: CaseSnapshot) -> None:
    plan = build(snapshot, audience="editor", counterchecked={PassageId(uuid(3, 2))})
    assert [one.standing.gaps for one in plan.claims if one.number == "1.2"] == [()]


def test_a_fact_of_a_document_that_could_not_go_in_is_neither_unsourced_nor_sourced(
    write: Write, documents: FakeDocuments, tmp_path: Path
) -> None:
    documents.locked = {"partner-permissions.pdf": PasswordNeededError("locked")}
    write(tmp_path / "pack")
    granted, possible = (
        next(one for one in read(tmp_path / "pack/data/access.csv") if one["permission"] == "read" and one["status"] == status)
        for status in ("granted", "possible")
    )
    assert (granted["source"], granted["exhibits"], granted["passages_not_in_pack"]) == ("not in this pack", "", "1")
    assert possible["source"] == "in this pack"
    assert granted["in_sum"] == (
        "Possible. Neither a grant nor use is shown. These facts do not agree. "
        "By passages that are not in this pack: granted, revoked."
    )
    assert "1 passage is not in this pack" in (tmp_path / "pack/data/index.html").read_text("utf-8")


def test_the_timeline_says_too_which_facts_do_not_agree(pack: Path) -> None:
    """Who reads only the timeline must not take one of the two for settled."""
    apart = {one["what"] for one in read(pack / "data/timeline.csv") if one["disagrees"]}
    assert apart == {"revoked 2015", "possible 11 Jan 2017"}
    assert (pack / "data/index.html").read_text("utf-8").count("does not agree with another fact") == 2 * len(apart)


def test_documents_left_out_are_on_no_timeline(snapshot: CaseSnapshot) -> None:
    memo = replace(snapshot.documents[0], id=uuid(2, 9), name="secret memo.pdf", dated="2014")
    more = replace(snapshot, documents=(*snapshot.documents, memo))
    assert "secret memo" in repr(build(more, audience="editor").desk.timeline)
    assert "secret memo" not in repr(build(more, audience="editor", choice=PackChoice(cited_only=True)))


def test_the_page_tells_posts_replies_and_corrections(pack: Path) -> None:
    page = " ".join(re.sub(r"<[^>]+>", " ", (pack / "data/index.html").read_text("utf-8")).split())
    assert "2018-12-19 08:41:23 UTC" in page
    assert "no time zone makes them agree" in page
    assert "of Palaver , 20 December 2018; answer due 21 December 2018" in page
    assert "No answer is written down." in page
    assert "It did not." in page
    assert "“read” is now “was able to read”" in page
    assert "400" in page.partition("Journal entry")[2]


@pytest.mark.parametrize("name", ["access.csv", "matrix.csv", "timeline.csv"])
def test_tables_of_the_desk_are_as_they_were(name: str, pack: Path, golden: Callable[[str, bytes], None]) -> None:
    golden(name, (pack / "data" / name).read_bytes())
