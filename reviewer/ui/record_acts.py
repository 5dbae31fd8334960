"""What the window's actions do with the current document and the current claim, which are named by the actions' words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reviewer.i18n import tr
from reviewer.model.claim import Claim
from reviewer.model.quotation import in_quotes
from reviewer.ui.look import readable

if TYPE_CHECKING:
    from reviewer.ui.open_case import OpenCase

_MOST_NAMED = 40
"""Characters of a claim or of a document's name in an action's words."""


class RecordActs:
    """The handlers of the actions on documents and claims. An action that is off is never called."""

    def __init__(self, case: Callable[[], OpenCase | None], view: Callable[[], str]) -> None:
        self._get_case = case
        self._get_view = view

    def add(self) -> None:
        """Choose files to add."""
        case = self._get_case()
        if case is not None:
            case.documents.choose()

    def report(self) -> None:
        """Show the report of the last import."""
        case = self._get_case()
        if case is not None:
            case.documents.show_last_report()

    def claim(self, wish: str) -> None:
        """Do something with the current claim, or write one down."""
        case = self._get_case()
        if case is not None:
            claim = case.current_claim(self._get_view())
            case.claim_acts.wish(wish, claim.claim.id if claim is not None and wish != "add" else "")

    def post(self) -> None:
        """Ask what the post on the page in view says."""
        case = self._get_case()
        tab = case.read.tabs.current if case is not None else None
        if case is not None and tab is not None and tab.document is not None:
            case.desk_views.posts.ask(tab.document, tab.view.current_page)

    def names(self) -> None:
        """Show the people and organisations of the case."""
        case = self._get_case()
        if case is not None:
            case.desk_views.names.show()

    def corrections(self) -> None:
        """Show the ledger of corrections."""
        case = self._get_case()
        if case is not None:
            case.desk_views.corrections.show()

    def document(self, wish: str) -> None:
        """Do something with the document on show."""
        case = self._get_case()
        document = case.current_document if case is not None else None
        if case is not None and document is not None:
            case.documents.wish(wish, document.id)

    def sort(self, by: str) -> None:
        """List the documents in another order."""
        case = self._get_case()
        if case is not None:
            case.read.documents.set_sort(by)

    def is_sorted(self, by: str) -> bool:
        """Tell whether the documents are listed in that order."""
        case = self._get_case()
        return case is not None and case.read.documents.sort == by


def current_claim_words(case: OpenCase, view: str) -> str:
    """Return which claim or element the actions are for: "claim 1 “Never accessed”", or "" for none."""
    found = case.current_claim(view)
    return claim_words(found.claim, found.number) if found is not None else ""


def claim_words(claim: Claim, number: str) -> str:
    """Return a claim or an element with its number and the beginning of its words."""
    kind = tr("element {number} {words}") if claim.parent is not None else tr("claim {number} {words}")
    return kind.format(number=number, words=in_quotes(readable.shortened(claim.text, _MOST_NAMED)))


def current_document_words(case: OpenCase) -> str:
    """Return the name of the document that the actions are for, in quotation marks, or "" for none."""
    found = case.current_document
    return f"“{readable.shortened(found.name, _MOST_NAMED)}”" if found is not None else ""
