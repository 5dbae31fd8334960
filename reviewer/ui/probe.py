"""The self-test's window: opened once, drawn, and closed. Owns nothing else."""

from __future__ import annotations

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget


def probe() -> str:
    """Open a window, draw it, and return in words how that went.

    Raises:
        RuntimeError: Nothing was drawn.

    """
    application = QApplication.instance() or QApplication(["reviewer"])
    window = QWidget()
    window.resize(320, 200)
    window.show()
    application.processEvents()
    drawn = window.grab()
    window.close()
    window.deleteLater()
    application.processEvents()
    if drawn.isNull():
        raise RuntimeError("nothing was drawn")
    return f"ok, {QGuiApplication.platformName()}, Qt {qVersion()}"
