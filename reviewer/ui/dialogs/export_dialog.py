"""Asks where the evidence pack goes and for whom it is. Writing it is the business of whoever opened the dialog."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QHBoxLayout, QLineEdit, QPushButton, QRadioButton, QWidget

from reviewer.exporters.plan.choice import EVERYTHING, PackChoice
from reviewer.i18n import tr
from reviewer.model.neutral import inserted
from reviewer.ui.controls.sheet import Sheet
from reviewer.ui.dialogs.file_dialog import choose_place
from reviewer.ui.dialogs.pack_contents import PackContents, PackDocument
from reviewer.ui.dialogs.pack_place import Place, free_place, look_at
from reviewer.ui.look import labels, readable
from reviewer.ui.look.theme import Theme

CALM_MS = 300
"""After the last key, before the disk is looked at: a folder on a network may take its time to answer."""


@dataclass(frozen=True, slots=True)
class ExportWish:
    """Where the pack goes, for whom, whether an older pack there may be replaced, and what goes in."""

    out: Path
    audience: str
    replace: bool
    choice: PackChoice = EVERYTHING


class ExportDialog(Sheet):
    """A folder or a .zip.

    Args:
        theme: Colours and fonts.
        title: The case's title, for the name that is proposed.
        out: A folder for the first pack, or where the last one went.
        counts: Documents, claims and passages.
        documents: What there is to choose from.
        again: Whether `out` is where the last pack went: proposed again, to be replaced if the person says so.
        parent: The window.

    """

    def __init__(
        self,
        theme: Theme,
        title: str,
        out: Path,
        counts: tuple[int, int, int],
        parent: QWidget | None = None,
        *,
        documents: Sequence[PackDocument] = (),
        again: bool = False,
    ) -> None:
        super().__init__(theme, tr("Export pack"), main=tr("Export for the editor"), parent=parent)
        self.setMinimumWidth(520)
        self.add_text(readable.holds_words(*counts))
        self.contents = PackContents(documents)
        if documents:
            self._heading(tr("Documents"))
            self.body.addWidget(self.contents)
        self._add_audience()
        self._add_form()
        self._add_place(out if again else free_place(out / f"{file_name(title)} pack"))
        self._browse.clicked.connect(self._on_browse_clicked)
        self._zip.toggled.connect(self._on_form_toggled)
        self._calm = QTimer(self, singleShot=True, interval=CALM_MS)
        self._calm.timeout.connect(self._on_fields_changed)
        self._path.textEdited.connect(self._calm.start)
        self._path.textChanged.connect(self._on_path_changed)
        self._path.editingFinished.connect(self._on_path_editing_finished)
        self._replace.toggled.connect(self._on_fields_changed)
        self._on_fields_changed()
        self._path.setFocus()

    @property
    def wish(self) -> ExportWish:
        """What was chosen."""
        return ExportWish(self._out(), "editor", self._replace.isChecked(), self._choice())

    def _choice(self) -> PackChoice:
        return replace(self.contents.choice, coverage=self.coverage.isChecked())

    def accept(self) -> None:
        """Qt's override: never for a place that was not looked at."""
        if self._calm.isActive():
            self._on_fields_changed()
        if self.main_button.isEnabled():
            super().accept()

    def _add_audience(self) -> None:
        self._heading(tr("Audience"))
        editor = QRadioButton(tr("Editor"))
        audiences = QButtonGroup(self)
        audiences.addButton(editor)
        editor.setChecked(True)
        self.body.addWidget(editor)
        self.add_text(
            tr(
                "Documents with the highlights, a page to read, tables and checksums. "
                "How documents were obtained, who worked on the case, and notes on claims are in no file of a pack. "
                "Notes on passages are, as they stand, and annotations that others left in the documents, with their names."
            )
        )
        self.coverage = QCheckBox(tr("Also say which pages were opened, marked and counterchecked"))
        hint = tr("A table of each document’s pages, also those that nobody opened. It names nobody.")
        labels.name(self.coverage, self.coverage.text(), hint)
        labels.set_tooltip(self.coverage, hint)
        self.body.addWidget(self.coverage)

    def _add_form(self) -> None:
        self._heading(tr("Form"))
        row = QHBoxLayout()
        self._folder = QRadioButton(tr("A folder"))
        self._zip = QRadioButton(tr("One .zip file"))
        self._folder.setChecked(True)
        forms = QButtonGroup(self)  # else the audience above would be one choice with them
        for one in (self._folder, self._zip):
            forms.addButton(one)
            row.addWidget(one)
        row.addStretch(1)
        self.body.addLayout(row)

    def _add_place(self, out: Path) -> None:
        self._path = QLineEdit(str(out))
        self._zip.setChecked(out.name.lower().endswith(".zip"))
        self._browse = QPushButton(tr("Choose…"))
        where = QWidget()
        line = QHBoxLayout(where)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._path, 1)
        line.addWidget(self._browse)
        where.setFocusProxy(self._path)
        self.add_field(tr("To"), where)
        labels.name(self._path, tr("To"))
        labels.name(self._browse, tr("Choose where the pack goes"))
        self._there = self.add_text("", role="attention")
        self._replace = QCheckBox(tr("Replace it"))
        self._other = QPushButton()
        self._other.setProperty("small", True)
        ways = QHBoxLayout()
        ways.addWidget(self._other)
        ways.addWidget(self._replace)
        ways.addStretch(1)
        self.body.addLayout(ways)
        self._other.clicked.connect(lambda: self._path.setText(str(free_place(self._out()))))

    def _heading(self, text: str) -> None:
        self.body.addSpacing(8)
        self.body.addWidget(labels.label(text, font=self.theme.font("second", bold=True)))

    def _on_form_toggled(self, to_zip: bool) -> None:
        path = self._path.text().strip()
        bare = path[: -len(".zip")] if path.lower().endswith(".zip") else path
        self._path.setText(f"{bare}.zip" if to_zip else bare)

    def _out(self) -> Path:
        """Return the place that is meant: what is typed, with the ending of a .zip where one is wanted."""
        text = self._path.text().strip()
        is_bare = text and not text.lower().endswith(".zip") and not text.endswith(("/", "\\"))
        return Path(f"{text}.zip" if is_bare and self._zip.isChecked() else text)

    def _on_path_editing_finished(self) -> None:
        if self._path.text().strip():
            self._path.setText(str(self._out()))

    def _on_browse_clicked(self) -> None:
        filters = tr("Packs as .zip (*.zip)") if self._zip.isChecked() else ""
        choose_place(self, tr("Where the pack goes"), self._take_place, proposed=Path(self._path.text()), filters=filters)

    def _take_place(self, place: Path) -> None:
        self._path.setText(str(place))
        self._zip.setChecked(place.suffix.lower() == ".zip")

    def _on_path_changed(self) -> None:
        text = self._path.text().strip()
        if text.lower().endswith(".zip") and not self._zip.isChecked():
            for button, on in ((self._zip, True), (self._folder, False)):
                button.blockSignals(True)
                button.setChecked(on)
                button.blockSignals(False)
        if self._calm.isActive():
            self.main_button.setEnabled(bool(text))  # the place is looked at when it is pressed, if not before
        else:
            self._on_fields_changed()

    def _on_fields_changed(self) -> None:
        self._calm.stop()
        text, out = self._path.text().strip(), self._out()
        sentence, in_the_way = self._sentence(text, out)
        self._there.setText(sentence)
        self._there.setVisible(bool(sentence))
        self._replace.setVisible(in_the_way)
        nameable = in_the_way and bool(out.name)
        self._other.setVisible(nameable)
        if nameable:
            words = tr("Use “{name}”").format(name=inserted(free_place(out).name))
            self._other.setText(words.replace("&", "&&"))
            labels.name(self._other, words)
        blocked = bool(sentence) and not (in_the_way and self._replace.isChecked())
        self.main_button.setEnabled(bool(text) and not blocked)

    @staticmethod
    def _sentence(text: str, out: Path) -> tuple[str, bool]:
        """Return what stands against the place, and whether replacing would help."""
        if not text:
            return "", False
        if not out.is_absolute():
            return tr("Give the whole path, or choose a place."), False
        told = {
            Place.FREE: "",
            Place.TAKEN: tr(
                "There is something of that name already. Take another name, or replace it: only a pack that this program made "
                "is ever replaced."
            ),
            Place.NO_FOLDER: tr("The folder {name} is not there."),
            Place.CLOSED: tr("The folder {name} cannot be looked into. Choose another place."),
            Place.TOO_LONG: tr("A name in this place is too long. Take a shorter one."),
        }
        found = look_at(out)
        return told[found].format(name=readable.path_words(out.parent)), found is Place.TAKEN


def file_name(title: str) -> str:
    """Return a title as a file name that every system takes."""
    kept = "".join(sign if sign.isalnum() or sign in " -_." else " " for sign in title)
    return " ".join(kept.split()).strip(". ")[:60] or "case"
