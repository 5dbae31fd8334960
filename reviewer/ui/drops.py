"""What was dropped: local files and folders, nothing else. No address of a network is ever followed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData


def local_paths(dropped: QMimeData) -> list[Path]:
    """Return the local files and folders of a drop. A file on another host is left out."""
    found = []
    for url in dropped.urls():
        path = url.toLocalFile()
        if url.isLocalFile() and not url.host() and path and not path.startswith(("//", "\\\\")):
            found.append(Path(path))
    return found
