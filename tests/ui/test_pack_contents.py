"""Which documents go into a pack is chosen in the dialog, which says by name whose copies lose their protection."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QLabel, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from reviewer.exporters.plan.choice import PackChoice
from reviewer.model.ids import DocumentId
from reviewer.model.protection import Protection
from reviewer.ui.dialogs.export_dialog import ExportDialog
from reviewer.ui.dialogs.pack_contents import PackDocument
from reviewer.ui.look.theme import Theme


def document(n: int, name: str, *, cited: bool = True, **more: object) -> PackDocument:
    return PackDocument(DocumentId(f"{n:08x}-0000-4000-8000-000000000000"), name, cited=cited, **more)  # type: ignore[arg-type]


DOCUMENTS = (
    document(1, "register.pdf"),
    document(2, "secret.pdf", protection=Protection.PASSWORD),
    document(3, "memo.pdf", cited=False),
    document(4, "sealed.pdf", cited=False, locked=True),
)


def shown(dialog: ExportDialog, kind: type[QWidget]) -> list[str]:
    return [one.text() for one in dialog.findChildren(kind) if one.isVisible()]  # type: ignore[attr-defined]


def press(dialog: ExportDialog, words: str) -> None:
    (one,) = (one for kind in (QRadioButton, QCheckBox) for one in dialog.findChildren(kind) if one.text() == words)
    assert one.isVisible()
    one.click()


def opened(qtbot: QtBot, theme: Theme, folder: Path, documents: tuple[PackDocument, ...]) -> ExportDialog:
    dialog = ExportDialog(theme, "The denial", folder, (len(documents), 2, 3), documents=documents)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_the_choice_is_offered_with_counts_and_what_is_cited_is_the_default(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    dialog = opened(qtbot, theme, tmp_path, DOCUMENTS)
    assert shown(dialog, QRadioButton)[:2] == ["All 4 documents", "Only the 2 with passages"]
    assert dialog.wish.choice == PackChoice(cited_only=True)
    assert "2 documents stay out. The pack says how many, and not which." in shown(dialog, QLabel)
    assert "sealed.pdf" not in "\n".join(shown(dialog, QLabel)), "it is no part of the pack"
    press(dialog, "All 4 documents")
    assert "2 documents have no passage, and go in whole all the same." in shown(dialog, QLabel)
    assert dialog.wish.choice == PackChoice()


def test_where_every_document_has_passages_there_is_nothing_to_choose(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    dialog = opened(qtbot, theme, tmp_path, DOCUMENTS[:2])
    assert "All 2 documents" in shown(dialog, QRadioButton)
    assert not [one for one in shown(dialog, QRadioButton) if one.startswith("Only")]


def test_protected_documents_are_named_and_can_be_left_out(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    dialog = opened(qtbot, theme, tmp_path, DOCUMENTS)
    press(dialog, "All 4 documents")
    told = "\n".join(shown(dialog, QLabel))
    assert "secret.pdf opens only with a password. Its copy in the pack opens without one." in told
    assert "memo.pdf" not in told
    dialog.contents.tell_protection({DOCUMENTS[2].id: Protection.RESTRICTED})
    told = "\n".join(shown(dialog, QLabel))
    assert "memo.pdf forbids copying, printing or the like. Its copy in the pack forbids nothing." in told
    press(dialog, "Leave out the copies of protected documents")
    assert dialog.wish.choice == PackChoice(omit_protected=True)
    assert "No copies of these documents go in: secret.pdf, memo.pdf." in "\n".join(shown(dialog, QLabel))
    press(dialog, "Only the 2 with passages")
    assert "No copy of this document goes in: secret.pdf." in "\n".join(shown(dialog, QLabel))


def test_without_protected_documents_nothing_is_said_of_them(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    dialog = opened(qtbot, theme, tmp_path, (DOCUMENTS[0], DOCUMENTS[2]))
    assert "Leave out the copies of protected documents" not in shown(dialog, QCheckBox)
