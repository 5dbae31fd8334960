"""Where the files that know a language are looked for, and which languages are used."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from reviewer.documents.recognising.trained_data import find_trained_data, known_languages
from reviewer.errors import RecognitionError


def language_file(*, parts: int = 24, network: int = 17, size: int = 64) -> bytes:
    """What the head of a language's file says: how many parts there are, and where each begins."""
    head = 4 + 8 * parts
    places = [head if one == network else -1 for one in range(parts)]
    return struct.pack(f"<i{parts}q", parts, *places) + bytes(size)


def put(folder: Path, *languages: str) -> Path:
    folder.mkdir(parents=True)
    for one in languages:
        (folder / f"{one}.traineddata").write_bytes(language_file())
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


def test_only_what_was_chosen_is_used_in_its_order_also_the_systems(tmp_path: Path) -> None:
    own, system = put(tmp_path / "own", "nld", "fra"), tmp_path / "system"
    put(system / "5" / "tessdata", "eng", "deu")
    found = find_trained_data(own, ("deu", "nld", "deu"), shipped=tmp_path, system=system)
    assert found.languages == ("deu", "nld")
    assert find_trained_data(own, shipped=tmp_path, system=system).languages == ("eng", "fra", "nld")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "is empty"),
        (b"<html>not found</html>", "is not a language file"),
        (language_file()[:100], "is not a language file"),
        (language_file(network=16), "is for another engine"),
        (language_file(parts=11, network=3), "is for another engine"),
        (struct.pack("<i24q", 24, *([-1] * 17), 196, 9_999, *([-1] * 5)), "was cut short"),
    ],
)
def test_a_file_that_is_no_language_is_refused_with_a_sentence_and_keeps_no_other_from_being_used(
    tmp_path: Path, data: bytes, why: str
) -> None:
    own = put(tmp_path / "own", "eng")
    (own / "nld.traineddata").write_bytes(data)
    known = known_languages(own, shipped=tmp_path, system=tmp_path)
    assert why in known.refused["nld"]
    assert find_trained_data(own, shipped=tmp_path, system=tmp_path).languages == ("eng",)
    with pytest.raises(RecognitionError, match=f"nld.traineddata {why}"):
        find_trained_data(own, ("nld",), shipped=tmp_path, system=tmp_path)


def test_a_language_that_is_not_there_is_said_with_those_that_are(tmp_path: Path) -> None:
    own = put(tmp_path / "own", "eng", "nld")
    with pytest.raises(RecognitionError, match="no language “deu”") as told:
        find_trained_data(own, ("eng", "deu"), shipped=tmp_path, system=tmp_path)
    assert "There are: eng, nld." in told.value.hint
    assert f"deu.traineddata into {own}" in told.value.hint


def test_more_languages_than_are_used_at_once_are_told_and_none_is_left_out_unsaid(tmp_path: Path) -> None:
    names = [f"aa{letter}" for letter in "abcdefgh"]
    own = put(tmp_path / "own", "eng", *names)
    for chosen in ((), ("eng", *names)):
        with pytest.raises(RecognitionError, match="at most 8 languages at once, and these are 9"):
            find_trained_data(own, chosen, shipped=tmp_path, system=tmp_path)
    assert find_trained_data(own, names, shipped=tmp_path, system=tmp_path).languages == tuple(names)
