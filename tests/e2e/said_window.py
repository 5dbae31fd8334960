"""Shows every screen on which words of others stand, in a window of the program; run by `test_rich_text` under strace.

Each field of a hostile document and a hostile case says words that Qt would read as markup, with a picture named after the field.
What is on show is written down field by field, so that the test knows that the words were shown, and not only that nothing was
fetched. Called with a folder, and "--control": then three widgets that do read markup are shown as well.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import shiboken6
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QToolTip,
    QWidget,
)

from reviewer.bootstrap import make_parts
from reviewer.cli.marking import text_span
from reviewer.model.claim import ClaimKind
from reviewer.model.document import Provenance
from reviewer.model.geometry import Rect
from reviewer.model.ids import Reviewer
from reviewer.model.spans import RegionSpan
from reviewer.model.stance import Stance
from reviewer.services import commands
from reviewer.services.adding.importing import ImportResult, ImportStatus, add_documents
from reviewer.services.parts import Parts
from reviewer.services.session import Session
from reviewer.ui.application import Windows
from reviewer.ui.controls.error_strip import Truth
from reviewer.ui.controls.sheet import show_once
from reviewer.ui.controls.trouble_dialog import TroubleDialog
from reviewer.ui.dialogs.import_report import ImportReport
from reviewer.ui.dialogs.password_dialog import PasswordDialog
from reviewer.ui.look.theme import Theme
from reviewer.ui.main_window import MainWindow
from reviewer.ui.tasks import Tasks
from tests.carrying import hostile_pdf, markup

PATIENCE_S = 60.0
_FIELD = re.compile(r"10\.255\.255\.1/share/(\w+)\.png")
_MOST_ROWS = 200
_LEFT_OUT = {"app.quit", "window.close", "window.full", "case.new", "case.sample", "case.open", "tab.close"} | {
    *("document.folder", "document.remove", "document.print", "claim.remove", "edit.undo", "edit.redo")
}
"""Actions that would leave the case, change it, or wait for a printer."""


def make_case(path: Path, folder: Path, parts: Parts) -> None:
    """Make a case in which every field that a person or a document fills says its markup."""
    (folder / "in.pdf").write_bytes(hostile_pdf(markup))
    with Session.create(
        path,
        title=markup("case_title"),
        clock=parts.clock,
        new_id=parts.new_id,
        reviewer=Reviewer(markup("reviewer")),
        workers=parts.get_workers,
        seals=parts.seals,
    ) as session:
        (added,) = add_documents(session, [folder / "in.pdf"]).result()
        assert added.document is not None, added.reason
        document = added.document
        commands.rename_document(session, document=document, name=markup("document_name")).result()
        how = Provenance(obtained_how=markup("obtained_how"), obtained_from=markup("obtained_from"))
        commands.set_provenance(session, document=document, provenance=how).result()
        claim, _ = commands.add_claim(
            session,
            text=markup("claim"),
            speaker=markup("speaker"),
            channel=markup("channel"),
            kind=ClaimKind.STATEMENT,
            note=markup("claim_note"),
        ).result()
        commands.add_claim(session, text=markup("element"), parent=claim).result()
        commands.add_passage(
            session,
            document=document,
            selection=RegionSpan(document, 1, Rect(50, 50, 300, 200)),
            claim=claim,
            stance=Stance.CONTEXT,
            note=markup("note"),
            link_note=markup("link_note"),
        ).result()
        with closing(session.open_document(document).result()) as opened:
            target = session.read(lambda case: case.document(document)).result()
            words = text_span(session, target, opened, markup("words"), page=None, occurrence=None)
            commands.add_passage(session, document=document, selection=words, opened=opened).result()
        commands.edit_case(session, desk_label=markup("desk_label")).result()


class Shower:
    """Shows one screen after another, and writes down which fields were seen on them."""

    def __init__(self, app: QApplication, window: MainWindow) -> None:
        self.seen: set[str] = set()
        self._app = app
        self._window = window

    def until(self, ready: Callable[[], object]) -> None:
        """Let the window work until something is so."""
        end = time.monotonic() + PATIENCE_S
        while not ready():
            if time.monotonic() > end:
                raise TimeoutError(f"waited in vain: {ready}")
            self._app.processEvents()
            time.sleep(0.01)

    def rest(self, seconds: float = 0.1) -> None:
        """Let the window work for a moment."""
        end = time.monotonic() + seconds
        self.until(lambda: time.monotonic() > end)

    def look(self) -> None:
        """Write down what is on show, and have every tooltip shown."""
        for widget in self._app.allWidgets():
            if not shiboken6.isValid(widget) or not widget.isVisible():
                continue
            for text in _texts(widget):
                self.seen.update(_FIELD.findall(text))
            for tip in _tips(widget):
                self.seen.update(_FIELD.findall(tip))
                QToolTip.showText(QPoint(20, 20), tip, widget)
                self._app.processEvents()
        QToolTip.hideText()

    def show(self, act: Callable[[], object], *, seconds: float = 0.1) -> None:
        """Do something that shows a screen, look at it, and close what it opened."""
        act()
        self.rest(seconds)
        self.look()
        for widget in self._app.topLevelWidgets():
            if widget.isVisible() and isinstance(widget, QDialog | QMenu):
                widget.close()
        self._app.processEvents()


def _texts(widget: QWidget) -> Iterator[str]:
    """Yield what a widget shows, as far as it can be asked for it."""
    yield widget.windowTitle()
    yield widget.accessibleName()
    yield widget.accessibleDescription()
    if isinstance(widget, QPlainTextEdit):
        yield widget.toPlainText()
    elif isinstance(widget, QLabel | QLineEdit):
        yield widget.text()
    for action in widget.actions():
        yield action.text()
    if isinstance(widget, QTabBar):
        yield from map(widget.tabText, range(widget.count()))
    for index in _rows(widget):
        for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            yield str(index.data(role) or "")


def _tips(widget: QWidget) -> Iterator[str]:
    """Yield a widget's tooltips."""
    found = [widget.toolTip(), widget.whatsThis(), *(action.toolTip() for action in widget.actions() if "<p" in action.toolTip())]
    if isinstance(widget, QTabBar):
        found += map(widget.tabToolTip, range(widget.count()))
    found += (index.data(Qt.ItemDataRole.ToolTipRole) or "" for index in _rows(widget))
    yield from filter(None, found)


def _rows(widget: QWidget) -> Iterator[QModelIndex]:
    """Yield the first rows of a view, and those below them."""
    model = widget.model() if isinstance(widget, QAbstractItemView) else None
    todo = [QModelIndex()] if model is not None else []
    count = 0
    while todo and count < _MOST_ROWS and model is not None:
        above = todo.pop()
        for row in range(model.rowCount(above)):
            index = model.index(row, 0, above)
            count += 1
            todo.append(index)
            yield index


def show_all(shower: Shower, window: MainWindow, theme: Theme) -> None:
    """Show the empty window's screens, and every view, dialog and menu of the case."""
    case = window.case
    assert case is not None
    actions = window.actions_of_window
    shower.until(lambda: case.read.page_view is not None and not window.jobs.is_busy and case.desk.is_current)
    document, read = case.desk.rows.documents[0].document.id, case.read
    read.go_to_page(document, 1)
    for part in ("outline", "annotations", "pages"):
        shower.rest(0.6)
        shower.show(lambda part=part: read.show_below(part))
    read.go_to_passage(next(iter(case.desk.rows.passages)))
    shower.show(read.edit_note)
    shower.show(lambda: read.documents.list.customContextMenuRequested.emit(QPoint(20, 20)))
    for view in ("claims", "search", "read"):
        window.show_view(view)
        for query in ("10.255.255.1", markup("search")) if view == "search" else ("",):
            if query:
                case.search.search(query)
            shower.show(lambda: None, seconds=0.3)
    for spec in actions.specs():
        if spec.id not in _LEFT_OUT and spec.id.partition(".")[0] not in {"mark", "pick", "view"}:
            shower.show(lambda name=spec.id: actions.trigger(name), seconds=0.6 if spec.id == "document.about" else 0.02)
    show_messages(shower, window, theme)


def show_messages(shower: Shower, window: MainWindow, theme: Theme) -> None:
    """Show what is told of files that are added, and messages."""
    path = Path("/tmp") / markup("file_name")
    refused = ImportResult(ImportStatus.REFUSED, None, path, markup("reason"), markup("hint"))
    shower.show(lambda: show_once(ImportReport(theme, [refused], "", window)))
    shower.show(lambda: show_once(PasswordDialog(theme, markup("locked_name"), 0, window)))
    shower.show(lambda: window.problems.toast(markup("toast"), stays=True))
    shower.show(lambda: window.problems.strip.tell(markup("strip"), about=Truth.NOTICE))
    words = markup("box_title"), markup("box"), markup("box_more")
    shower.show(lambda: show_once(TroubleDialog(theme, *words, copy_details=lambda: None, parent=window)))


def show_control() -> QWidget:
    """Show what reads markup: were the test blind, it would not see these either."""
    made = QWidget()
    made.setToolTip(markup("control_tooltip"))
    label = QLabel(markup("control_label"), made)
    label.adjustSize()
    made.show()
    return made


def main(folder: Path, *, control: bool) -> None:
    """Make the case, show everything, and write down what was seen."""
    parts, close = make_parts()
    path = folder / "case.revcase"
    make_case(path, folder, parts)
    recent = str(folder / f"{markup('recent')} case.revcase")
    parts.settings.change(recent=(recent,))
    app = QApplication(["reviewer"])
    QAccessible.setActive(True)
    theme = Theme()
    theme.apply(app, "light")
    tasks = Tasks()
    windows = Windows(parts, theme, tasks)
    window = windows.make()
    shower = Shower(app, window)
    shower.show(lambda: None, seconds=0.3)
    windows.open_paths([path], window)
    shower.until(lambda: windows.with_case(path) is not None and window.case is not None and window.case.desk.rows.info)
    shown = show_control() if control else None
    show_all(shower, window, theme)
    if shown is not None:
        shown.close()
    (folder / "seen.json").write_text(json.dumps(sorted(shower.seen)))
    windows.quit()
    windows.finish()
    tasks.close()
    close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), control="--control" in sys.argv)
