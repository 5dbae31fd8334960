"""What a killed export left is cleared by the next one to the same place, and no pack is lost by it."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from reviewer.exporters.bag import leftovers
from reviewer.store.file import process_identity

FORMS = ["pack", "pack.zip", "pack.ZIP", "pack.zzz"]


@pytest.fixture(autouse=True)
def _killed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever made a folder has ended."""
    monkeypatch.setattr(process_identity, "has_ended", lambda *_: True)


def stands(path: Path, words: str) -> Path:
    """Put a pack there, of which only its words matter."""
    if path.suffix.lower() == ".zip":
        path.write_text(words)
    else:
        path.mkdir()
        (path / "bagit.txt").write_text(words)
    return path


def words_of(path: Path) -> str:
    return (path / "bagit.txt" if path.is_dir() else path).read_text()


def left_by_an_export_to(out: Path, *, unfinished: bool, old: str = "") -> Path:
    """Leave what a killed export leaves: the new pack where it was unfinished, and the old one where it had made room."""
    folder = leftovers.make_folder(out)
    is_zip = out.suffix.lower() == ".zip"
    if unfinished:
        stands(folder / (leftovers.ZIP if is_zip else leftovers.BAG), "half")
    if is_zip:
        (folder / leftovers.BAG).mkdir()  # what the .zip is made of stays there all the time
    if old:
        stands(out, old).rename(folder / leftovers.OLD)
    return folder


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("unfinished", [True, False])
def test_a_pack_that_had_made_room_is_put_back_where_nothing_stands(form: str, unfinished: bool, tmp_path: Path) -> None:
    left_by_an_export_to(tmp_path / form, unfinished=unfinished, old="old")
    leftovers.clear(tmp_path / form)
    assert names(tmp_path) == [form]
    assert words_of(tmp_path / form) == "old"


@pytest.mark.parametrize("form", FORMS)
def test_a_pack_that_a_whole_new_one_has_replaced_is_removed(form: str, tmp_path: Path) -> None:
    left_by_an_export_to(tmp_path / form, unfinished=False, old="old")
    stands(tmp_path / form, "new")
    leftovers.clear(tmp_path / form)
    assert names(tmp_path) == [form]
    assert words_of(tmp_path / form) == "new"


@pytest.mark.parametrize("form", FORMS)
def test_a_pack_that_had_made_room_for_none_is_kept_beside_what_stands_there(form: str, tmp_path: Path) -> None:
    left_by_an_export_to(tmp_path / form, unfinished=True, old="old")
    stands(tmp_path / form, "somebody's")
    leftovers.clear(tmp_path / form)
    earlier = form.replace("pack", "pack (earlier)")
    assert names(tmp_path) == sorted([earlier, form])
    assert [words_of(tmp_path / earlier), words_of(tmp_path / form)] == ["old", "somebody's"]


@pytest.mark.parametrize("form", FORMS)
def test_an_unfinished_pack_that_made_no_room_is_removed(form: str, tmp_path: Path) -> None:
    left_by_an_export_to(tmp_path / form, unfinished=True)
    stands(tmp_path / form, "stayed")
    leftovers.clear(tmp_path / form)
    assert names(tmp_path) == [form]
    assert words_of(tmp_path / form) == "stayed"


def test_each_of_many_is_cleared_and_old_packs_of_other_places_stay(tmp_path: Path) -> None:
    """Whichever comes first; of other places half a pack is of no use to anybody, and full of documents."""
    ours = [left_by_an_export_to(tmp_path / "pack", unfinished=True) for _ in range(2)]
    other = [left_by_an_export_to(tmp_path / name, unfinished=True, old="old") for name in ("pack.zip", "other")]
    half = left_by_an_export_to(tmp_path / "third.zip", unfinished=True)
    for folder, name in zip([other[0], ours[0], other[1], ours[1], half], "abcde", strict=True):
        folder.rename(tmp_path / f".pack-{name}.part")
    leftovers.clear(tmp_path / "pack")
    assert names(tmp_path) == [".pack-a.part", ".pack-c.part"]
    assert words_of(tmp_path / ".pack-c.part" / leftovers.OLD) == "old"


def test_old_packs_of_many_killed_exports_are_all_kept(tmp_path: Path) -> None:
    for words in ("first", "second", "third"):
        folder = left_by_an_export_to(tmp_path / "pack", unfinished=True, old=words)
        folder.rename(tmp_path / f".pack-{words}.part")
    leftovers.clear(tmp_path / "pack")
    assert names(tmp_path) == ["pack", "pack (earlier 2)", "pack (earlier)"]
    assert {words_of(one) for one in tmp_path.iterdir()} == {"first", "second", "third"}


@pytest.mark.skipif(os.name != "posix", reason="needs links")
def test_a_link_that_leads_nowhere_is_something_that_stands_there(tmp_path: Path) -> None:
    left_by_an_export_to(tmp_path / "pack", unfinished=False, old="old")
    (tmp_path / "pack").symlink_to(tmp_path / "gone")
    leftovers.clear(tmp_path / "pack")
    assert names(tmp_path) == ["pack"]
    assert (tmp_path / "pack").is_symlink()


def test_an_old_pack_that_cannot_be_put_back_stays_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(path: Path, target: Path) -> None:
        raise OSError(errno.EIO, "no")

    folder = left_by_an_export_to(tmp_path / "pack", unfinished=True, old="old")
    monkeypatch.setattr(leftovers, "rename_to_free", fails)
    with pytest.raises(OSError, match="no"):
        leftovers.clear(tmp_path / "pack")
    assert words_of(folder / leftovers.OLD) == "old"
    assert (folder / "owner.json").is_file(), "so that the next export knows whose it is"


def test_a_folder_is_known_for_what_it_is_until_nothing_else_is_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut short, it is cleared by the next export."""
    folder = left_by_an_export_to(tmp_path / "pack.zip", unfinished=True, old="old")
    stands(tmp_path / "pack.zip", "new")
    monkeypatch.setattr(leftovers, "discard", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        leftovers.remove(folder)
    assert (folder / "owner.json").is_file()
    monkeypatch.undo()
    leftovers.remove(folder)
    assert names(tmp_path) == ["pack.zip"]
