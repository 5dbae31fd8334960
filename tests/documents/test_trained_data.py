"""Where the files that know a language are looked for, and which languages are used."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer.documents.recognising.trained_data import find_trained_data
from reviewer.errors import RecognitionError


def put(folder: Path, *languages: str) -> Path:
    folder.mkdir(parents=True)
    for one in languages:
        (folder / f"{one}.traineddata").touch()
    return folder


def test_english_is_used_and_whatever_a_person_added(tmp_path: Path) -> None:
    shipped, own = put(tmp_path / "shipped", "eng"), put(tmp_path / "own", "nld", "deu", "osd", "a b")
    found = find_trained_data(own, shipped=shipped, system=tmp_path / "none")
    assert found.languages == ("eng", "deu", "nld")
    assert found.files["eng"] == shipped / "eng.traineddata"


def test_a_persons_own_file_goes_before_the_shipped_one_and_that_before_the_systems(tmp_path: Path) -> None:
    own, shipped, system = put(tmp_path / "own", "eng"), put(tmp_path / "shipped", "eng"), tmp_path / "system"
    put(system / "4.00" / "tessdata", "eng", "deu")
    put(system / "5" / "tessdata", "eng")
    assert find_trained_data(own, shipped=shipped, system=system).files == {"eng": own / "eng.traineddata"}
    assert find_trained_data(None, shipped=shipped, system=system).files == {"eng": shipped / "eng.traineddata"}
    nothing = tmp_path / "none"
    assert find_trained_data(nothing, shipped=nothing, system=system).files == {
        "eng": system / "5" / "tessdata" / "eng.traineddata"
    }


def test_without_any_it_is_said_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(RecognitionError) as told:
        find_trained_data(None, shipped=tmp_path / "shipped", system=tmp_path)
    assert "eng.traineddata" in told.value.summary
    assert str(tmp_path / "shipped") in told.value.hint
    assert "tesseract-ocr-eng" in told.value.hint
