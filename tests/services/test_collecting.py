"""Which files are meant: folders to the bottom, in people's order, and no loop."""

from __future__ import annotations

from pathlib import Path

from reviewer.services.adding.collecting import collect


def found(folder: Path) -> list[str]:
    return [str(path.relative_to(folder)) for path in collect([folder], cancelled=lambda: False).files]


def test_folders_are_walked_to_the_bottom_in_the_order_people_read(tmp_path: Path) -> None:
    for name in ("page 10.png", "page 2.png", "b/deep/x.pdf", "b/a.pdf", "Annex.pdf"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    assert found(tmp_path) == ["Annex.pdf", "page 2.png", "page 10.png", "b/a.pdf", "b/deep/x.pdf"]


def test_hidden_files_in_folders_are_passed_over_and_counted(tmp_path: Path) -> None:
    for name in (".secret.pdf", ".git/x.pdf", "Thumbs.db", "a.pdf"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    result = collect([tmp_path], cancelled=lambda: False)
    assert [path.name for path in result.files] == ["a.pdf"]
    assert result.hidden == 3


def test_a_file_that_is_named_is_meant_even_if_hidden_or_absent(tmp_path: Path) -> None:
    paths = [tmp_path / ".hidden.pdf", tmp_path / "absent.pdf"]
    assert collect(paths, cancelled=lambda: False).files == paths


def test_links_to_folders_above_do_not_loop(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.pdf").write_bytes(b"x")
    (tmp_path / "in" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "in" / "self").symlink_to(tmp_path / "in", target_is_directory=True)
    (tmp_path / "in" / "broken.pdf").symlink_to(tmp_path / "nowhere.pdf")
    assert found(tmp_path) == ["in/a.pdf", "in/broken.pdf"]


def test_links_that_lead_out_of_the_folder_bring_nothing_in(tmp_path: Path) -> None:
    home, given = tmp_path / "home", tmp_path / "given"
    home.mkdir()
    given.mkdir()
    (home / "private.pdf").write_bytes(b"x")
    (given / "a.pdf").symlink_to(home / "private.pdf")
    (given / "all").symlink_to(home, target_is_directory=True)
    (given / "b.pdf").write_bytes(b"x")
    assert found(given) == ["b.pdf"]
    assert collect([given], cancelled=lambda: False).passed_over == "2 links out of the folder were passed over"


def test_a_cancelled_walk_ends(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"x")
    assert collect([tmp_path], cancelled=lambda: True).files == []


def test_cases_in_a_folder_are_no_documents(tmp_path: Path) -> None:
    others = ["a.revcase.pdf", "b.pdf", "the.revcase story.txt", "z.revcase-notes.pdf"]
    for name in ("a.REVCASE", "a.revcase.lock", "a.revcase-journal", "old.version-1.revcase", *others):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "from.revcase").mkdir()
    (tmp_path / "from.revcase" / "c.pdf").write_bytes(b"x")
    assert found(tmp_path) == [*others, "from.revcase/c.pdf"]
    assert collect([tmp_path], cancelled=lambda: False).passed_over == "2 case files were passed over"


def test_what_cannot_be_looked_at_is_left_to_its_reading_and_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"x")
    (tmp_path / "itself").symlink_to(tmp_path / "itself")
    assert found(tmp_path) == ["a.pdf", "itself"]
    endless = tmp_path / ("n" * 300)
    assert collect([endless, tmp_path / "a.pdf"], cancelled=lambda: False).files == [endless, tmp_path / "a.pdf"]
