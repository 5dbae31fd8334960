"""Choosing files, a folder, or a place for a new file: the only place that makes file dialogs.

Owns that no dialog opens the files which it lists. To draw icons, Qt's own dialog reads the first bytes of files whose ending it
does not know, and GTK's does too, in this process: closing a case that way drops the locks that SQLite holds on it, and another
program may then undo what is half written (`locked_files`). So icons are chosen by what a file is called, and the dialogs of the
system are used only where another process shows them.

And that Qt's own keeps nothing of where evidence lies: it writes what it has shown into a file that all of Qt's programs share.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QFileInfo, QSettings, Qt
from PySide6.QtGui import QAbstractFileIconProvider, QIcon
from PySide6.QtWidgets import QFileDialog, QFileIconProvider, QWidget

from reviewer.i18n import tr

_PORTAL = "xdgdesktopportal"
_SHARED = "QtProject"
"""The file in which Qt's dialogs of all programs keep what they have shown, see `QFileDialog.saveState`."""
_PLACES = ("history", "lastVisited", "shortcuts")
_SIZE_PX = 860, 540
"""Room for every column of what is listed."""


class FileDialog(QFileDialog):
    """A file dialog that reads no file."""

    def __init__(self, over: QWidget | None, title: str, place: str = "", filters: str = "") -> None:
        super().__init__(over, title, place, filters)
        self._icons = _NamedIcons()
        self.setOption(QFileDialog.Option.DontUseNativeDialog, not _is_native_apart())
        self.setOption(QFileDialog.Option.DontUseCustomDirectoryIcons)
        self.setIconProvider(self._icons)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*_SIZE_PX)
        known = _known_places()
        self.destroyed.connect(lambda: _restore_places(known))


def choose_files(
    over: QWidget | None,
    title: str,
    then: Callable[[Sequence[Path]], None],
    *,
    place: str = "",
    filters: str = "",
    one: bool = False,
) -> None:
    """Let files be chosen, or exactly `one`, and go on with them; a dialog that is left goes on with nothing.

    Args:
        over: The window it belongs to.
        title: What it is for.
        then: Is handed what was chosen.
        place: The folder it shows first; by default the one it showed last.
        filters: As Qt has them, "Cases (*.revcase);;All files (*)".
        one: Whether only a single file may be chosen.

    """
    dialog = FileDialog(over, title, place, filters)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile if one else QFileDialog.FileMode.ExistingFiles)
    dialog.filesSelected.connect(lambda names: then([Path(name) for name in names]))
    dialog.open()


def choose_folder(over: QWidget | None, title: str, then: Callable[[Path], None], *, place: str = "") -> None:
    """Let a folder be chosen, and go on with it."""
    dialog = FileDialog(over, title, place)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.fileSelected.connect(lambda name: then(Path(name)))
    dialog.open()


def choose_place(
    over: QWidget | None, title: str, then: Callable[[Path], None], *, proposed: Path, filters: str = "", ending: str = ""
) -> None:
    """Let the name and place of a new file be chosen, and go on with it.

    Whether something is there already is for the caller to find out: nothing is ever replaced without its own question.

    Args:
        over: The window it belongs to.
        title: What it is for.
        then: Is handed the place.
        proposed: The place that is filled in.
        filters: As Qt has them.
        ending: What the name ends with in any case.

    """

    def chosen(name: str) -> None:
        then(Path(name if name.endswith(ending) else f"{name}{ending}"))

    dialog = FileDialog(over, title, str(proposed), filters)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
    dialog.selectFile(str(proposed))
    dialog.fileSelected.connect(chosen)
    dialog.open()


def _known_places() -> dict[str, object]:
    """Return the folders that Qt's programs remember together."""
    shared = QSettings(QSettings.Scope.UserScope, _SHARED)
    return {name: shared.value(f"FileDialog/{name}") for name in _PLACES}


def _restore_places(known: dict[str, object]) -> None:
    """Have Qt's programs remember those folders and no others: a dialog that goes has just written down its own."""
    shared = QSettings(QSettings.Scope.UserScope, _SHARED)
    for name, places in known.items():
        if places is None:
            shared.remove(f"FileDialog/{name}")
        else:
            shared.setValue(f"FileDialog/{name}", places)


class _NamedIcons(QFileIconProvider):
    """Draws what is listed by its name and kind; Qt's own provider reads files for that."""

    def icon(self, of: QAbstractFileIconProvider.IconType | QFileInfo) -> QIcon:
        if isinstance(of, QFileInfo):
            kinds = QAbstractFileIconProvider.IconType
            return super().icon(kinds.Folder if of.isDir() else kinds.File)
        return super().icon(of)

    def type(self, of: QFileInfo) -> str:
        return tr("Folder") if of.isDir() else of.suffix().upper()


def _is_native_apart() -> bool:
    """Tell whether the system's own dialog runs in another process: on Linux that is the desktop's portal alone."""
    return sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORMTHEME") == _PORTAL
