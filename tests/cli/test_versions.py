"""`versions` and `carry`: what is suggested, and what becomes of every passage of the older version."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests import builders
from tests.cli.conftest import Call
from tests.services.test_versions import SENTENCES, pages_of

Listed = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def republished(case: Path, tmp_path: Path, done: Call) -> Path:
    """A case with a report, passages in it, and the report published again: one sentence denies, one is gone."""
    said = (SENTENCES[0].replace("may send", "may not send"), *SENTENCES[1:3])
    (tmp_path / "report.pdf").write_bytes(builders.text_pdf(*pages_of(SENTENCES)))
    (tmp_path / "again.pdf").write_bytes(builders.text_pdf(["A cover"], *pages_of(said)))
    done("add", case, tmp_path / "report.pdf", tmp_path / "again.pdf")
    for sentence in SENTENCES:
        done("highlight", case, "report.pdf", "--quote", sentence)
    return case


def rows(out: str) -> list[list[str]]:
    return [line.split("\t") for line in out.splitlines()]


def test_versions_are_suggested_and_once_marked_listed(republished: Path, done: Call, listed: Listed) -> None:
    ((status, _, newer, _, older, likeness),) = rows(done("versions", republished).out)
    assert (status, newer, older) == ("suggested", "again.pdf", "report.pdf")
    assert 60 < int(likeness) <= 100
    done("carry", republished, "report.pdf", "again.pdf")
    (one,) = listed("versions", republished)
    assert (one["status"], one["document_name"], one["version_of_name"]) == ("version", "again.pdf", "report.pdf")


def test_carry_takes_the_sure_ones_and_lists_every_passage(republished: Path, done: Call, listed: Listed) -> None:
    before = listed("carry", republished, "report.pdf", "again.pdf", "--list")
    assert [one["standing"] for one in before] == ["waiting"] * 4
    result = done("carry", republished, "report.pdf", "again.pdf")
    told = [(standing, state, page, now) for _, standing, state, page, now, _, _ in rows(result.out)]
    assert told == [
        ("waiting", "text_changed", "2", "3"),
        ("carried", "moved", "2", "3"),
        ("carried", "moved", "2", "3"),
        ("waiting", "orphan", "2", "-"),
    ]
    assert "note: 2 passages wait for a person" in result.err
    assert sorted(one["document_name"] for one in listed("passages", republished)) == ["again.pdf"] * 2 + ["report.pdf"] * 2
    assert {one["state"] for one in listed("passages", republished) if one["document_name"] == "again.pdf"} == {"moved"}
    done("check", republished)
    assert done("undo", republished).last == "Undone: Carry passages over to another version"
    assert {one["document_name"] for one in listed("passages", republished)} == {"report.pdf"}


def test_a_person_confirms_places_and_keeps_the_others(republished: Path, done: Call, listed: Listed, tmp_path: Path) -> None:
    changed, _, _, gone = listed("carry", republished, "report.pdf", "again.pdf", "--list")
    assert changed["changed"] == [{"old": "", "new": "not", "matters": ["negation"]}]
    done("carry", republished, "report.pdf", "again.pdf", "--confirm", changed["passage"], "--keep", gone["passage"][:8])
    found = {one["passage"]: one for one in listed("carry", republished, "report.pdf", "again.pdf", "--list")}
    assert (found[changed["passage"]]["standing"], found[changed["passage"]]["state"]) == ("carried", "text_changed")
    assert found[gone["passage"]]["standing"] == "kept"
    done("carry", republished, "report.pdf", "again.pdf", "--confirm", gone["passage"], "--quote", "A cover", "--page", 1)
    quotes = {one["quote"] for one in listed("passages", republished) if one["document_name"] == "again.pdf"}
    assert "A cover" in quotes
    done("export", republished, tmp_path / "pack")
    done("verify", tmp_path / "pack")
    assert done("check", republished).code == 0


def test_asking_about_an_older_pair_again_fetches_nothing_back(
    republished: Path, done: Call, reviewer: Call, listed: Listed, tmp_path: Path
) -> None:
    (tmp_path / "third.pdf").write_bytes(builders.text_pdf(["Third"], ["A page"], *pages_of(("They met.", *SENTENCES[1:3]))))
    done("add", republished, tmp_path / "third.pdf")
    done("carry", republished, "report.pdf", "again.pdf")
    done("carry", republished, "again.pdf", "third.pdf")
    before = listed("passages", republished)
    assert [one["document_name"] for one in before].count("third.pdf") == 2
    again = rows(done("carry", republished, "report.pdf", "again.pdf").out)
    assert [one[1] for one in again] == ["waiting", "elsewhere", "elsewhere", "waiting"]
    for option in ("--confirm", "--keep"):
        refused = reviewer("carry", republished, "report.pdf", "again.pdf", option, again[1][0])
        assert (refused.code, "comes after these two" in refused.err) == (2, True)
    assert listed("passages", republished) == before


def test_a_stance_is_asked_for_where_words_that_matter_changed(
    republished: Path, done: Call, reviewer: Call, listed: Listed, tmp_path: Path
) -> None:
    changed, *_ = listed("carry", republished, "report.pdf", "again.pdf", "--list")
    claim = done("claim", republished, "They may send messages").last
    done("link", republished, changed["passage"], claim, "--stance", "supports")
    words = ("carry", republished, "report.pdf", "again.pdf", "--confirm", changed["passage"])
    refused = reviewer(*words)
    assert refused.code == 2
    assert "--stance" in refused.err
    assert {one["document_name"] for one in listed("passages", republished)} == {"report.pdf"}
    done(*words, "--stance", "contradicts")
    (carried,) = [one for one in listed("passages", republished) if one["id"] == changed["passage"]]
    assert (carried["state"], carried["links"][0]["stance"]) == ("text_changed", "contradicts")
    done("export", republished, tmp_path / "pack")
    said = [(tmp_path / "pack/data" / name).read_text("utf-8") for name in ("index.html", "passages.csv")]
    assert "The words of this passage changed since it was tagged" in said[0]
    assert "words changed since it was tagged" in said[1]


def test_what_cannot_be_meant_is_said_before_anything_is_done(republished: Path, reviewer: Call, done: Call) -> None:
    head = json.loads(done("journal", republished, "--json").out)[-1]["hash"]
    passage = json.loads(done("carry", republished, "report.pdf", "again.pdf", "--list", "--json").out)[3]["passage"]
    for words, why in (
        (("report.pdf", "report.pdf"), "same document"),
        (("report.pdf", "again.pdf", "--quote", "x"), "--quote goes with one --confirm"),
        (("report.pdf", "again.pdf", "--list", "--keep", "x"), "--list changes nothing"),
        (("report.pdf", "again.pdf", "--confirm", passage), "was not found in again.pdf"),
        (("report.pdf", "again.pdf", "--confirm", passage, "--quote", "nobody wrote this"), "do not stand there"),
        (("report.pdf", "third.pdf"), "third.pdf"),
    ):
        result = reviewer("carry", republished, *words)
        assert result.code == 2
        assert why in result.err
    assert json.loads(done("journal", republished, "--json").out)[-1]["hash"] == head
