"""Printing the document on show: asks how, then goes on in the background, and says what came of it.

What printing needs of Qt is loaded by the first print: a start does not pay for it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from reviewer.errors import CancelledError
from reviewer.i18n import tr, trn
from reviewer.model.document import Document
from reviewer.model.ids import DocumentId
from reviewer.model.neutral import inserted
from reviewer.model.page import PageInfo
from reviewer.model.protection import Protection
from reviewer.ui.acts import folders
from reviewer.ui.case.case_parts import CaseParts
from reviewer.ui.controls.sheet import show_once
from reviewer.ui.dialogs.export_dialog import file_name
from reviewer.ui.dialogs.file_dialog import choose_place
from reviewer.ui.dialogs.pack_place import Place, look_at
from reviewer.ui.look import readable
from reviewer.ui.look.trouble_words import joined
from reviewer.ui.panels.status.job_strip import Job, JobStrip
from reviewer.ui.reading.document_tab import DocumentTab
from reviewer.ui.reading.view_marks import DocumentMarks

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from reviewer.ui.printing.order import PrintOrder, PrintReport, PrintWish
    from reviewer.ui.printing.print_sheet import PrintSheet


class PrintActs(QObject):
    """The dialogs around printing, and the work itself."""

    def __init__(self, parts: CaseParts, jobs: JobStrip, over: QWidget) -> None:
        super().__init__(over)
        self._parts = parts
        self._desk = parts.desk
        self._jobs = jobs
        self._over = over
        self._last: PrintWish | None = None
        self._folder: Path | None = None

    def ask(self, tab: DocumentTab) -> None:
        """Ask how the document of a tab is printed."""
        document = self._desk.rows.document(tab.document or DocumentId(""))
        if document is None or tab.opened is None or len(tab.pages) < tab.opened.page_count:
            self._parts.problems.toast(tr("It can be printed as soon as it is in the case."), warning=True)
            return
        from reviewer.ui.printing.print_sheet import Printable, PrintSheet

        info = self._desk.rows.info
        untitled = info is None or info.title == tr("Untitled case")
        what = Printable(
            document.name,
            tab.pages,
            min(tab.view.current_page, len(tab.pages) - 1),
            self._desk.rows.index.count(document.id),
            "" if info is None or untitled else info.title,
            tab.opened.protection is Protection.RESTRICTED,
        )
        sheet, pages = PrintSheet(self._parts.theme, what, self._last, self._over), tab.pages
        sheet.printer_wanted.connect(lambda: self._choose_printer(sheet, document, pages))
        sheet.pdf_wanted.connect(lambda: self._choose_place(sheet, document, pages))
        show_once(sheet)

    def _choose_printer(self, sheet: PrintSheet, document: Document, pages: Sequence[PageInfo]) -> None:
        from reviewer.ui.printing import printers

        if not printers.is_any():
            sheet.tell(
                tr("No printer is set up on this computer. The pages can be saved as a PDF, and that be printed elsewhere.")
            )
            sheet.pdf_button.setFocus()
            return

        def chosen(printer: QPrinter) -> None:
            order = self._order(sheet, document, pages)
            sheet.done_with()
            self._print(order, printer)

        printers.choose(sheet, chosen)

    def _choose_place(self, sheet: PrintSheet, document: Document, pages: Sequence[PageInfo]) -> None:
        def chosen(out: Path) -> None:
            if look_at(out) is not Place.FREE or out.exists():
                words = tr("There is something called {name} already. Nothing is replaced: choose another name.")
                sheet.tell(words.format(name=inserted(out.name)))
                return
            self._folder = out.parent
            order = self._order(sheet, document, pages)
            sheet.done_with()
            self._write(order, out)

        sheet.tell("")
        folder = self._folder if self._folder is not None and self._folder.is_dir() else folders.documents_folder()
        name = file_name(document.name.removesuffix(".pdf"))
        proposed = folders.free_place(folder, tr("{name} printed").format(name=name))
        choose_place(sheet, tr("Save as PDF"), chosen, proposed=proposed, filters=tr("PDF (*.pdf)"), ending=".pdf")

    def _order(self, sheet: PrintSheet, document: Document, pages: Sequence[PageInfo]) -> PrintOrder:
        """Return what was chosen, with the passages as they are now."""
        from reviewer.ui.printing.order import PrintOrder

        wish, info = sheet.wish, self._desk.rows.info
        self._last = sheet.kept
        marks = DocumentMarks(self._desk.rows, document.id).make if wish.passages else tuple
        return PrintOrder(document, pages, wish, marks, info.title if info is not None and wish.case_named else "")

    def _print(self, order: PrintOrder, printer: QPrinter) -> None:
        from reviewer.ui.printing.run import print_on

        session, theme = self._desk.session, self._parts.theme
        told = tr("{pages} sent to {printer}.").format(pages=_pages_words(order), printer=inserted(printer.printerName()))
        self._go_on(
            order,
            lambda job: session.job(lambda: print_on(session, theme, order, printer, tell=job.tell, stopped=self._stopped(job))),
            lambda: self._parts.problems.toast(told),
        )

    def _write(self, order: PrintOrder, out: Path) -> None:
        from reviewer.ui.printing.run import print_to_file

        session, theme = self._desk.session, self._parts.theme
        told = tr("{pages} printed to “{name}” in {folder}").format(
            pages=_pages_words(order), name=inserted(out.name), folder=readable.path_words(out.parent)
        )
        self._go_on(
            order,
            lambda job: session.job(lambda: print_to_file(session, theme, order, out, tell=job.tell, stopped=self._stopped(job))),
            lambda: self._parts.problems.toast(told, action=tr("Open folder"), then=lambda: self._show_folder(out)),
        )

    def _go_on(self, order: PrintOrder, start: Callable[[Job], Future[PrintReport]], told: Callable[[], object]) -> None:
        name = inserted(order.document.name)
        job = self._jobs.start(
            tr("Printing"),
            lambda: tr("{name} is not printed yet: nothing comes out before all pages are done.").format(name=name),
        )

        def done(report: PrintReport) -> None:
            job.end()
            told()
            if report.failed:
                self._parts.problems.toast(failed_words(report), warning=True, stays=True)

        self._desk.tasks.deliver(start(job), done, lambda error: self._on_failed(job, error), owner=self, told_late=True)

    def _stopped(self, job: Job) -> Callable[[], bool]:
        closing = self._desk.session.closing
        return lambda: job.cancelled.is_set() or closing.is_set()

    def _on_failed(self, job: Job, error: BaseException) -> None:
        job.end()
        if isinstance(error, CancelledError):
            self._parts.problems.toast(tr("Printing cancelled. Nothing was printed, and nothing is left behind."))
        else:
            self._parts.problems.dialog(tr("The document was not printed"), error)

    def _show_folder(self, path: Path) -> None:
        if not folders.show_folder(path):
            words = tr("The folder could not be opened: {path}").format(path=readable.path_words(path.parent))
            self._parts.problems.toast(words, warning=True)


def failed_words(report: PrintReport) -> str:
    """Return how many pages are not on their sheets, which, and why the first is not."""
    count = len(report.failed)
    words = trn("{count} page could not be drawn: {pages}.", "{count} pages could not be drawn: {pages}.", count)
    named = ", ".join(readable.label_words(page.label, page.number) for page, _ in report.failed[:5])
    more = " …" if count > 5 else ""
    said = tr("Its sheet says so.") if count == 1 else tr("Their sheets say so.")
    return f"{words.format(count=count, pages=named + more)} {joined(report.failed[0][1], said)}"


def _pages_words(order: PrintOrder) -> str:
    count = len(order.wish.pages)
    return trn("{count} page", "{count} pages", count).format(count=count)
