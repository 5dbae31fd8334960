"""Prints pages one after another on a thread of their own: opens the document in a worker of its own, and paints sheet by sheet.

Owns the printer while it prints, and that a page which cannot be drawn is said on its sheet while the others go on. Qt allows a
printer to be painted on outside the window's thread.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from reviewer.errors import CancelledError, DocumentError, PrintError
from reviewer.i18n import tr
from reviewer.model.neutral import inserted
from reviewer.model.page import PageInfo
from reviewer.services.copies.new_file import made_beside
from reviewer.services.session import Session
from reviewer.ui.look import readable
from reviewer.ui.look.theme import Theme
from reviewer.ui.look.trouble_words import joined
from reviewer.ui.printing import spool
from reviewer.ui.printing.order import OWN_SIZE, PrintOrder, PrintReport
from reviewer.ui.printing.placing import FINEST_DPI, FOOT_IN, POINTS_AN_INCH, Placed, Room, place, size_in
from reviewer.ui.printing.sheet_painter import SheetPainter, paint_failure, paint_foot

PROGRAM = "Reviewer"
SUM_CHARS = 16
"""Of the document's SHA-256 at the foot of a sheet."""

_LARGEST_POINTS = 14_400.0
"""The longest side of a sheet that every reader of PDF takes."""

Tell = Callable[[int, int, str], None]
Stopped = Callable[[], bool]


def print_to_file(session: Session, theme: Theme, order: PrintOrder, out: Path, *, tell: Tell, stopped: Stopped) -> PrintReport:
    """Write a PDF to `out`, where nothing may lie, as `print_on` prints.

    Raises:
        PrintError: It cannot be written there.

    """
    with made_beside(out) as made:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(made))
        printer.setResolution(FINEST_DPI)
        printer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Point)
        printer.setDocName(order.document.name)
        report = print_on(session, theme, order, printer, tell=tell, stopped=stopped)
        _require_whole(made, out)
        return report


def print_on(
    session: Session, theme: Theme, order: PrintOrder, printer: QPrinter, *, tell: Tell, stopped: Stopped
) -> PrintReport:
    """Print pages, one sheet each.

    Args:
        session: The open case.
        theme: For the type of margin marks.
        order: What to print.
        printer: Ready to print on: a printer, or a file to write.
        tell: Called before each page with how many are done, how many there are, and which one it is.
        stopped: Asked all the while.

    Raises:
        DocumentError: The document cannot be opened.
        PrintError: The printer does not take it.
        CancelledError: `stopped` said so; a printer is told to forget what it was sent.

    """
    printer.setCreator(PROGRAM)
    with closing(session.open_document(order.document.id).result()) as opened:
        pages = SheetPainter(theme, opened, order.marks(), stopped=stopped)
        work = _Work(order, printer, pages, stopped)
        try:
            for done, index in enumerate(order.wish.pages):
                page = order.pages[index]
                tell(done, len(order.wish.pages), readable.page_of_words(page.label, page.number, len(order.pages)))
                work.print(page)
            work.finish()
        except BaseException as error:
            if not work.take_back():
                words = tr("Printing was stopped, but the sheets before may still come out of the printer")
                raise PrintError(words, tr("Cancel the job at the printer, or in the list of the system.")) from error
            raise
    return PrintReport(len(order.wish.pages), tuple(work.failed))


class _Work:
    """One run over a printer."""

    def __init__(self, order: PrintOrder, printer: QPrinter, pages: SheetPainter, stopped: Stopped) -> None:
        self._order = order
        self._printer = printer
        self._pages = pages
        self._stopped = stopped
        self._painter = QPainter()
        self._is_file = printer.outputFormat() == QPrinter.OutputFormat.PdfFormat
        self._spooled: frozenset[Path] = frozenset()
        self.failed: list[tuple[PageInfo, str]] = []

    def print(self, page: PageInfo) -> None:
        """Print a page on a sheet of its own."""
        if self._stopped():
            raise CancelledError(tr("Printing was cancelled"))
        placed = self._placed(page)
        if not (self._printer.newPage() if self._painter.isActive() else self._begin()):
            raise self._refusal()
        self._painter.save()
        if placed.turned and not self._is_file:  # the paper stays as it lies in the printer
            self._painter.translate(0, placed.room.width)
            self._painter.rotate(-90)
        try:
            self._pages.paint_page(self._painter, page, placed)
        except DocumentError as error:
            self.failed.append((page, error.summary))
            words = tr("{page} of {name} could not be drawn.")
            which = readable.page_of_words(page.label, page.number, len(self._order.pages))
            words = words.format(page=which, name=inserted(self._order.document.name))
            paint_failure(self._painter, placed, f"{words} {joined(error.summary, error.hint)}")
        if self._order.wish.foot:
            paint_foot(self._painter, placed, *foot_words(self._order, page, marked=self._pages.is_marked(page.index)))
        self._painter.restore()

    def _begin(self) -> bool:
        before = spool.open_now()
        begun = self._painter.begin(self._printer)
        self._spooled = spool.open_now() - before
        return begun

    def finish(self) -> None:
        """Hand the sheets over, to a printer that is there still."""
        if not self._is_file and not spool.is_there(self._printer.printerName()):
            raise self._refusal()
        self._painter.end()
        if self._printer.printerState() in {QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted}:
            raise self._refusal()

    def take_back(self) -> bool:
        """Forget what was painted; tell whether none of it can come out of the printer."""
        if not self._painter.isActive():
            return True
        forgotten = self._is_file or (spool.take_back(self._spooled) if spool.is_kept_here() else self._printer.abort())
        self._painter.end()
        return forgotten

    def _placed(self, page: PageInfo) -> Placed:
        """Return where the page lies, and make the coming sheet of a file one for it."""
        wish, is_image = self._order.wish, self._order.document.is_image
        if self._is_file:
            self._printer.setPageOrientation(QPageLayout.Orientation.Portrait)
            self._printer.setPageSize(self._paper(page))
        placed = place(page, self._room(), is_image=is_image, foot=wish.foot, enlarge=wish.enlarge)
        if self._is_file and placed.turned:
            self._printer.setPageOrientation(QPageLayout.Orientation.Landscape)
            placed = place(page, self._room(), is_image=is_image, foot=wish.foot, enlarge=wish.enlarge)
        return placed

    def _room(self) -> Room:
        rect, dpi = self._printer.pageLayout().paintRectPixels(self._printer.resolution()), self._printer.resolution()
        return Room(rect.width(), rect.height(), dpi)

    def _paper(self, page: PageInfo) -> QPageSize:
        wish = self._order.wish
        if wish.paper != OWN_SIZE:
            return QPageSize(QPageSize.PageSizeId[wish.paper])
        width, height = size_in(page, is_image=self._order.document.is_image)
        height += FOOT_IN if wish.foot else 0.0
        smaller = min(1.0, _LARGEST_POINTS / (max(width, height) * POINTS_AN_INCH))
        points = QSizeF(width * smaller * POINTS_AN_INCH, height * smaller * POINTS_AN_INCH)
        return QPageSize(points, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)

    def _refusal(self) -> PrintError:
        if self._is_file:
            return PrintError(tr("The PDF could not be written"), tr("Choose another place."))
        name = inserted(self._printer.printerName())
        return PrintError(
            tr("The printer {name} did not take the pages").format(name=name),
            tr("See whether it is switched on and set up, or save the pages as a PDF."),
        )


def foot_words(order: PrintOrder, page: PageInfo, *, marked: bool) -> tuple[str, str]:
    """Return the line at the foot: the document's name, and the rest: page, checksum, marks, case."""
    count = len(order.pages)
    parts = [] if order.document.is_picture else [readable.page_of_words(page.label, page.number, count)]
    parts.append(tr("SHA-256 {start}…").format(start=order.document.sha256[:SUM_CHARS]))
    if marked:
        parts.append(tr("marks added"))
    if order.case_title:
        parts.append(tr("Printed from {case}").format(case=inserted(order.case_title)))
    return inserted(order.document.name), "".join(f" · {one}" for one in parts)


def _require_whole(made: Path, out: Path) -> None:
    """Qt does not say when the disk is full: a PDF that was cut short has no end.

    Raises:
        PrintError: It was.

    """
    with made.open("rb") as file:
        file.seek(max(0, made.stat().st_size - 32))
        if b"%%EOF" not in file.read():
            raise PrintError(
                tr("{name} could not be written whole").format(name=inserted(out.name)), tr("See whether the disk is full.")
            )
