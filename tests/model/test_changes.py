"""What a journal entry says it made, changed and removed."""

from reviewer.model.changes import Change, Changes, RecordKind


def test_changes_tell_made_changed_and_removed_records_apart() -> None:
    changes = Changes(
        seq=7,
        intent="Highlight passage",
        changes=(
            Change(RecordKind.PASSAGE, "p1", "id", None, "p1"),
            Change(RecordKind.PASSAGE, "p1", "note", None, ""),
            Change(RecordKind.CLAIM, "c1", "text", "old", "new"),
            Change(RecordKind.LINK, "l1", "id", "l1", None),
        ),
    )
    assert changes.made(RecordKind.PASSAGE) == ("p1",)
    assert changes.removed(RecordKind.LINK) == ("l1",)
    assert changes.touched(RecordKind.CLAIM) == {"c1"}
    assert not changes.made(RecordKind.CLAIM)
    assert not changes.touched(RecordKind.DOCUMENT)
