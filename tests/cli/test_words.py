"""`correct`, `texts` and `ocr --again`: words put right by hand, and pages with bad text read anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pymupdf
import pytest

from reviewer.documents.recognising.trained_data import TrainedData
from tests import builders, pictures
from tests.cli.conftest import Call

Listed = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def shot(case: Path, tmp_path: Path, done: Call, languages: TrainedData) -> Path:
    assert languages
    pictures.card().save(tmp_path / "reply.png")
    done("add", case, tmp_path / "reply.png")
    done("ocr", case)
    return case


def test_a_word_is_corrected_quoted_found_and_taken_back(
    shot: Path, done: Call, reviewer: Call, listed: Listed, tmp_path: Path
) -> None:
    result = done("correct", shot, "reply.png", "--page", "1", "--word", "spokesman", "--to", "spokesperson")
    assert result.last == "spokesman → spokesperson"
    for word in ("spokesman", "spokesperson"):
        assert [one["page"] for one in listed("search", shot, word)] == [1], word
    assert [(one["used"], one["kind"]) for one in listed("texts", shot, "reply.png")][:2] == [(True, "corrected"), (False, "ocr")]
    done("highlight", shot, "reply.png", "--quote", "The spokesperson was not aware")
    done("check", shot)
    done("export", shot, tmp_path / "pack")
    done("verify", tmp_path / "pack")
    assert done("undo", shot).last == "Undone: Highlight passage"
    assert done("undo", shot).last == "Undone: Correct word"
    assert reviewer("search", shot, "spokesperson").out == ""


def test_quotes_of_the_old_reading_are_counted_and_brought_up_to_date_when_asked(shot: Path, done: Call, listed: Listed) -> None:
    done("highlight", shot, "reply.png", "--quote", "The spokesman was not aware")
    words = ("correct", shot, "reply.png", "--page", "1")
    assert "1 passage quotes the old reading" in done(*words, "--word", "spokesman", "--to", "spokesperson").err
    assert "what the page says now" in done(*words, "--word", "aware", "--to", "awake", "--update-quotes").err
    assert [one["quote"] for one in listed("passages", shot)] == ["The spokesperson was not awake"]
    done("check", shot)


def test_a_word_that_is_not_there_or_there_twice_is_an_off_word(shot: Path, reviewer: Call) -> None:
    for words, said in (
        (("--word", "spokesmann", "--to", "x"), "is not on page 1"),
        (("--word", "was", "--to", "x"), "stands 2 times"),
        (("--word", "was", "--to", "x", "--occurrence", "3"), "stands 2 times"),
        (("--word", "aware", "--to", " "), "one line"),
    ):
        result = reviewer("correct", shot, "reply.png", "--page", "1", *words)
        assert (result.code, said in result.err) == (2, True), result.err
    assert reviewer("correct", shot, "reply.png", "--page", "9", "--word", "was", "--to", "x").code == 2


def test_a_page_is_read_again_and_its_own_text_can_be_used_all_the_same(
    *, case: Path, done: Call, reviewer: Call, listed: Listed, tmp_path: Path, languages: TrainedData
) -> None:
    assert languages
    (tmp_path / "bad.pdf").write_bytes(builders.recognised_pdf(["rnessages 0f pqrtners"]))
    done("add", case, tmp_path / "bad.pdf")
    assert done("ocr", case).lines[0].split("\t")[0] == "known"
    assert reviewer("ocr", case, "--again").code == 2
    assert reviewer("ocr", case, "bad.pdf", "--page", "1").code == 2
    assert done("ocr", case, "bad.pdf", "--again", "--page", "1").lines[0].split("\t")[0] == "recognised"
    (used, kept) = listed("texts", case, "bad.pdf")
    assert (used["used"], kept["used"]) == (True, False)
    assert used["extractor"].startswith("tesseract ")
    assert kept["extractor"].startswith("mupdf ")
    done("texts", case, "bad.pdf", "--use", "own")
    assert listed("texts", case, "bad.pdf")[0]["extractor"].startswith("mupdf ")
    done("check", case)
    done("texts", case, "bad.pdf", "--use", "recognised")
    assert listed("texts", case, "bad.pdf")[0]["extractor"].startswith("tesseract ")
    done("check", case)


def test_a_viewing_copy_has_recognised_words_where_that_is_asked_for(shot: Path, done: Call, tmp_path: Path) -> None:
    done("viewing-copy", shot, "reply.png", tmp_path / "plain.pdf")
    result = done("viewing-copy", shot, "reply.png", tmp_path / "words.pdf", "--with-words")
    assert "note: Recognised words lie over 1 page." in result.err
    with pymupdf.open(tmp_path / "plain.pdf") as plain, pymupdf.open(tmp_path / "words.pdf") as words:
        assert ("spokesman" in plain[0].get_text(), "spokesman" in words[0].get_text()) == (False, True)
