"""The printers of this computer, and the system's dialog that chooses one. Asks the print system only when somebody prints.

Owns that the dialog writes no file: Qt's way to choose one reads what it lists (`dialogs.file_dialog`), and a PDF is asked for
by the print sheet.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QGroupBox, QLabel, QWidget

from reviewer.i18n import tr
from reviewer.ui.printing.run import PROGRAM

_ASKED_ALREADY = ("printAll", "printRange", "from", "to", "label_3", "pagesRadioButton", "pagesLineEdit")
"""Parts of Qt's own dialog that ask for pages, by name: the print sheet asks for those that the person sees."""


def is_any() -> bool:
    """Tell whether this computer has a printer."""
    return bool(QPrinterInfo.availablePrinterNames())


def choose(over: QWidget, then: Callable[[QPrinter], None]) -> None:
    """Let a printer be chosen with its paper, copies and sides, and go on with it; a dialog that is left goes on with nothing."""
    names = QPrinterInfo.availablePrinterNames()
    usual = QPrinterInfo.defaultPrinter()
    found = QPrinterInfo.printerInfo(names[0]) if usual.isNull() and names else usual
    printer = QPrinter(found, QPrinter.PrinterMode.HighResolution)
    printer.setDocName(PROGRAM)  # everybody sees the queue of a printer that is shared: no document is named there
    dialog = QPrintDialog(printer, over)
    dialog.setWindowTitle(tr("Choose a printer"))
    options = QAbstractPrintDialog.PrintDialogOption
    for one in (options.PrintToFile, options.PrintPageRange, options.PrintSelection, options.PrintCurrentPage):
        dialog.setOption(one, False)
    pages = dialog.findChild(QGroupBox, "gbPrintRange")
    for part in pages.findChildren(QWidget) if pages is not None else ():
        if part.objectName() in _ASKED_ALREADY:
            part.hide()
    for label in dialog.findChildren(QLabel):  # printers say of themselves what they like, in the network too
        label.setTextFormat(Qt.TextFormat.PlainText)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: then(printer))
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.show()
