"""The actions on coverage: the sheet that tells it, going to pages that nobody has opened, and counterchecking."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import shiboken6

from reviewer.i18n import tr
from reviewer.model.ids import DocumentId, PassageId
from reviewer.model.neutral import inserted
from reviewer.model.overview import MarkedPassage

if TYPE_CHECKING:
    from reviewer.ui.controls.toast import Toast
    from reviewer.ui.open_case import OpenCase


class CoverageActs:
    """The handlers. An action that is off is never called."""

    def __init__(self, case: Callable[[], OpenCase | None]) -> None:
        self._get_case = case
        self._told: Toast | None = None

    def show(self) -> None:
        """Show the coverage of the case."""
        from reviewer.ui.controls.sheet import show_once
        from reviewer.ui.dialogs.coverage_dialog import CoverageDialog

        case = self._get_case()
        if case is None:
            return
        case.attention.keep()  # what is read below was written before
        dialog = CoverageDialog(case.parts.theme, case.desk, case.read.window())
        dialog.page_wanted.connect(case.landing.read_page)
        show_once(dialog)

    def step(self, *, forwards: bool) -> None:
        """Go to the next page that nobody has opened, or the one before; at the end of the document to that of the next one."""
        case = self._get_case()
        tab = case.read.tabs.current if case is not None else None
        if case is None or tab is None or tab.document is None:
            return
        read, covered = case.read, case.parts.checks.covered
        here = tab.view.current_page + (1 if forwards else -1)
        page = covered.unopened(tab.document, here, forwards=forwards)
        if page is not None:
            read.go_to_page(tab.document, page)
            return
        if covered.opened(tab.document) is None:
            self._tell(case, tr("Which pages were opened is still read."))
            return
        listed = [one.document for one in case.desk.rows.documents]
        at = next((n for n, one in enumerate(listed) if one.id == tab.document), 0)
        others = [*listed[at + 1 :], *listed[: at + 1]] if forwards else [*reversed(listed[:at]), *reversed(listed[at:])]
        for one in others:
            page = covered.unopened(one.id, 0 if forwards else one.page_count - 1, forwards=forwards)
            if page is None or (one.id == tab.document and page == tab.view.current_page):
                continue
            read.go_to_page(one.id, page)
            if one.id != tab.document:
                self._tell(case, tr("Nothing more to open there: gone on to {name}.").format(name=inserted(one.name)))
            return
        known = all(covered.opened(one.id) is not None for one in listed)
        self._tell(case, tr("Every page of the case has been opened.") if known else tr("Which pages were opened is still read."))

    def _tell(self, case: OpenCase, words: str) -> None:
        """Say something in place of what was said before: the key may be held down."""
        if self._told is not None and shiboken6.isValid(self._told):
            self._told.close()
        self._told = case.parts.problems.toast(words)

    def countercheck(self) -> None:
        """Say that the page that is read is right, or take that back."""
        case = self._get_case()
        place = self._page(case)
        if case is not None and place is not None:
            case.parts.checks.switch(*place)

    def has_checked(self) -> bool:
        """Tell whether the reviewer at work has counterchecked the page that is read."""
        case = self._get_case()
        place = self._page(case)
        return case is not None and place is not None and case.parts.checks.has_checked(*place)

    def countercheck_passage(self) -> None:
        """Say that the chosen passage is right, or take that back."""
        case = self._get_case()
        marked = self._passage(case)
        if case is not None and marked is not None:
            case.parts.checks.switch_passage(marked)

    def has_checked_passage(self) -> bool:
        """Tell whether the reviewer at work has counterchecked the chosen passage."""
        case = self._get_case()
        marked = self._passage(case)
        return case is not None and marked is not None and case.parts.checks.has_passage(marked)

    def filter_documents(self) -> None:
        """List only documents with pages that nobody has opened, or all again."""
        case = self._get_case()
        if case is not None:
            case.read.documents.set_only_unopened(not case.read.documents.only_unopened)

    def is_filtered(self) -> bool:
        """Tell whether only such documents are listed."""
        case = self._get_case()
        return case is not None and case.read.documents.only_unopened

    @staticmethod
    def _page(case: OpenCase | None) -> tuple[DocumentId, int] | None:
        tab = case.read.tabs.current if case is not None else None
        if tab is None or tab.document is None or tab.opened is None:
            return None
        return tab.document, tab.view.current_page

    @staticmethod
    def _passage(case: OpenCase | None) -> MarkedPassage | None:
        return case.desk.rows.passages.get(PassageId(case.read.chosen_passage)) if case is not None else None
