"""`ocr`: pictures get words, and what finds and quotes words finds and quotes these."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reviewer.documents.recognising import trained_data
from reviewer.documents.recognising.trained_data import TrainedData
from tests import builders, pictures
from tests.cli.conftest import Call

Listed = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def shots(case: Path, tmp_path: Path, done: Call) -> Path:
    """A case with two pictures of words and a document with text."""
    for name, letters_px in (("reply.png", 16), ("second.png", 20)):
        pictures.card(letters_px=letters_px).save(tmp_path / name)
    (tmp_path / "set.pdf").write_bytes(builders.text_pdf(["set by somebody"]))
    done("add", case, tmp_path / "reply.png", tmp_path / "second.png", tmp_path / "set.pdf")
    return case


def test_words_in_pictures_are_found_and_quoted_with_a_word_of_warning(
    shots: Path, done: Call, listed: Listed, languages: TrainedData, tmp_path: Path
) -> None:
    assert languages.languages[0] == "eng"
    result = done("ocr", shots)
    rows = [line.split("\t") for line in result.lines]
    assert [(row[0], *row[2:]) for row in rows] == [
        ("recognised", "reply.png", "1", "1"),
        ("recognised", "second.png", "1", "1"),
        ("known", "set.pdf", "0", "0"),
    ]
    assert "note: 2 of 2 pages: second.png, page 1" in result.err
    assert [one["text"] for one in listed("documents", shots)] == ["ocr", "ocr", "born_digital"]
    assert [one["document_name"] for one in listed("search", shots, "spokesman")] == ["reply.png", "second.png"]
    marked = done("highlight", shots, "reply.png", "--quote", "not aware of such broad powers")
    assert "compare them with the picture" in marked.err
    (passage,) = listed("passages", shots)
    assert (passage["kind"], passage["quote"]) == ("text", "not aware of such broad powers")
    (x, y), *_ = passage["quads"][0]["points"]
    assert 100 < x < 250
    assert pictures.place_of(1)[1] - 4 <= y <= pictures.place_of(1)[1] + 10
    done("check", shots)
    done("export", shots, tmp_path / "pack")
    done("verify", tmp_path / "pack")
    assert "not aware of such broad powers" in (tmp_path / "pack" / "data" / "index.html").read_text(encoding="utf-8")


def test_only_what_is_named_is_read_and_what_was_read_is_known(shots: Path, done: Call, languages: TrainedData) -> None:
    assert languages
    assert [line.split("\t")[2] for line in done("ocr", shots, "second.png").lines] == ["second.png"]
    assert [line.split("\t")[0] for line in done("ocr", shots).lines] == ["recognised", "known", "known"]


def test_it_is_no_undo_step(shots: Path, done: Call, languages: TrainedData) -> None:
    assert languages
    done("ocr", shots)
    assert done("undo", shots).last == "Undone: Add document"
    assert [one["intent"] for one in json.loads(done("journal", shots, "--json").out)].count("Recognise text") == 2


def test_without_a_language_it_says_what_to_do_and_all_else_works(
    shots: Path, reviewer: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trained_data, "_shipped", lambda: tmp_path / "nothing")
    monkeypatch.setattr(trained_data.find_trained_data, "__kwdefaults__", {"shipped": None, "system": tmp_path / "nothing"})
    result = reviewer("ocr", shots)
    assert result.code == 3
    assert "eng.traineddata" in result.err
    assert "tesseract-ocr-eng" in result.err
    assert reviewer("search", shots, "somebody").code == 0


def test_languages_are_named_by_their_files(shots: Path, reviewer: Call, languages: TrainedData) -> None:
    assert languages
    result = reviewer("ocr", shots, "--language", "eng+zzz")
    assert result.code == 3
    assert "no language “zzz”" in result.err
    assert "There are: eng" in result.err
    assert reviewer("ocr", shots, "--language", "eng+").code == 2
    assert reviewer("ocr", shots, "--language", "eng").code == 0


def test_a_document_that_is_not_there_is_an_off_word(shots: Path, reviewer: Call) -> None:
    assert reviewer("ocr", shots, "third.png").code == 2
