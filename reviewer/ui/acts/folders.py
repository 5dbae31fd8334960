"""Shows a folder of this computer in the system's file browser. The only place that hands anything to another program."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def show_folder(path: Path) -> bool:
    """Open a local folder, or the one that a file lies in; return whether the system took it.

    Only paths that the person chose in this program come here, never a name or an address from a document.
    """
    folder = path if path.is_dir() else path.parent
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
