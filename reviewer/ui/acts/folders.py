"""Folders of this computer: where people keep documents, and showing one in the system's file browser.

The only place that hands anything to another program.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices

_MOST_NUMBERS = 999


def documents_folder() -> Path:
    """Return where people keep documents: for what is made of cases among the program's own files: drafts, the sample."""
    found = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    return found if found.is_dir() else Path.home()


def free_place(folder: Path, name: str) -> Path:
    """Return a PDF's place in a folder that nothing has, numbered where the name is taken."""
    found = folder / f"{name}.pdf"
    for number in range(2, _MOST_NUMBERS):
        if not found.exists():
            break
        found = folder / f"{name} {number}.pdf"
    return found


def show_folder(path: Path) -> bool:
    """Open a local folder, or the one that a file lies in; return whether the system took it.

    Only paths that the person chose in this program come here, never a name or an address from a document.
    """
    folder = path if path.is_dir() else path.parent
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
