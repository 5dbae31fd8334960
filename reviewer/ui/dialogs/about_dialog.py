"""Says what the program is, under which licence it comes, and how to get its source."""

from __future__ import annotations

import platform

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QPushButton, QWidget

from reviewer.i18n import tr
from reviewer.ui.controls.clipboard import copy_text
from reviewer.ui.controls.sheet import Sheet
from reviewer.ui.look.theme import Theme

_PARTS = ("pymupdf", "Pillow", "sqlite-utils", "rapidfuzz", "edtf", "Jinja2", "click", "platformdirs")


class AboutDialog(Sheet):
    """Licence, source offer, versions."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, tr("Evidence Reviewer {version}").format(version=version("reviewer")), parent=parent)
        self.setMinimumWidth(480)
        self.add_text(
            tr("Holds public statements against documents: highlight passages, tag them to claims, hand over packs that verify."),
            role="body",
        )
        self.body.addSpacing(8)
        self.add_pair(tr("Licence"), tr("GNU Affero General Public License, version 3 or later. There is no warranty."))
        self.add_pair(
            tr("Source"),
            tr(
                "Whoever gave you this program gives you its whole source on request, for the version you have. "
                "The program's own Python source lies in its folder and can be read there."
            ),
        )
        self.add_pair(tr("Network"), tr("The program never uses the network."))
        self.add_pair(tr("Built on"), components())
        copy = QPushButton(tr("Copy diagnostics"))
        copy.clicked.connect(lambda: copy_text(diagnostics()))
        self.foot.insertWidget(0, copy)


def version(package: str) -> str:
    """Return the version of an installed package, or "" where it is not known."""
    from importlib import metadata  # slow to load, and only needed here

    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""


def components() -> str:
    """Return the parts that the program is built on, with their versions."""
    found = [f"{name} {version(name)}".strip() for name in _PARTS]
    return ", ".join((f"Python {platform.python_version()}", f"Qt {qVersion()}", *found))


def diagnostics() -> str:
    """Return versions for a report: no content, no name, no path."""
    return f"reviewer {version('reviewer')}\n{platform.system()} {platform.release()} {platform.machine()}\n{components()}"
