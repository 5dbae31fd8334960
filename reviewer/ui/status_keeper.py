"""Keeps actions, status line and the window's title true to what is on show. Reads from the case's views, changes nothing."""

from __future__ import annotations

from collections.abc import Sequence

from reviewer.i18n import tr, trn
from reviewer.model.ids import PassageId
from reviewer.model.page import PageInfo
from reviewer.ui.actions import Situation
from reviewer.ui.look.page_source import PageSource, page_source
from reviewer.ui.open_case import OpenCase
from reviewer.ui.panels.status.status_line import StatusLine
from reviewer.ui.record_acts import current_claim_words, current_document_words
from reviewer.ui.viewer.page_view import PageView


def saved_words(case: OpenCase | None, *, opening: bool = False) -> str:
    """Return whether everything is saved, or that a case is on its way."""
    if case is None:
        return tr("Opening…") if opening else tr("Nothing to save yet")
    if case.desk.rows.info is None:
        return tr("Opening…")
    if case.desk.read_only:
        return tr("Open for reading only")
    return tr("Saving…") if case.is_saving else tr("All changes saved")


def situation(case: OpenCase | None, view: str, *, untitled: bool) -> Situation:
    """Return what decides which actions are on."""
    if case is None:
        return Situation(view="empty")
    page, desk, tab = case.read.page_view, case.desk, case.read.tabs.current
    return Situation(
        case_open=True,
        writable=not desk.read_only,
        untitled=untitled,
        has_documents=bool(desk.rows.documents),
        claim_words=current_claim_words(case, view),
        document_words=current_document_words(case),
        view=view,
        document_shown=page is not None,
        selection=page is not None and page.has_selection,
        passage_chosen=bool(case.read.chosen_passage),
        can_go_back=tab is not None and tab.can_go_back,
        can_go_forward=tab is not None and tab.can_go_forward,
        undo_words=case.versions.undo_words or desk.undo_words,
        redo_words=desk.redo_words,
    )


def show_status(line: StatusLine, case: OpenCase | None, view: str, *, opening: bool = False) -> None:
    """Fill the status line; of a case that is on its way nothing is counted."""
    with line.saying():
        _say(line, case, view, opening=opening)


def show_place(line: StatusLine, case: OpenCase) -> None:
    """Say where the reader is, in the picture that shows the page: all else follows when that is seen."""
    if case.read.isVisible():
        with line.saying():
            _show_place(line, case)


def _say(line: StatusLine, case: OpenCase | None, view: str, *, opening: bool) -> None:
    if case is None:
        line.show_counts("" if opening else tr("No documents yet"))
        line.show_place(None)
        line.show_hint("")
        line.show_saved(saved_words(case, opening=True) if opening else tr("Every action by name: Ctrl+K"))
        return
    line.show_saved(saved_words(case))
    page = case.read.page_view if view == "read" else None
    if page is None:
        line.show_hint("")
    else:
        line.show_hint(page.hint.words, page.hint.fewer_words)
    if case.desk.rows.info is None:
        line.show_counts("")
    elif view == "claims":
        _show_claim(line, case)
    elif view in case.desk_views.views:
        line.show_counts(case.desk_views.views[view].counts())
    else:
        _show_counts(line, case)
    if view == "read":
        _show_place(line, case)
    else:
        line.show_place(None)


def _show_counts(line: StatusLine, case: OpenCase) -> None:
    rows = case.desk.rows
    claims = len(rows.elements(None))
    parts = (
        trn("{count} document", "{count} documents", len(rows.documents)).format(count=len(rows.documents)),
        trn("{count} passage", "{count} passages", len(rows.passages)).format(count=len(rows.passages)),
        trn("{count} claim", "{count} claims", claims).format(count=claims),
    )
    line.show_counts(" · ".join(parts))


def _show_claim(line: StatusLine, case: OpenCase) -> None:
    rows = case.desk.rows
    claims = [one.claim.id for one in rows.elements(None)]
    shown = case.claims.claim
    if shown is None or shown not in claims:
        line.show_counts(tr("No claim yet"))
        return
    elements = rows.elements(shown)
    passages = rows.index.count_linked((shown, *(one.claim.id for one in elements)))
    parts = [tr("Claim {number} of {count}").format(number=claims.index(shown) + 1, count=len(claims))]
    if elements:
        parts.append(trn("{count} element", "{count} elements", len(elements)).format(count=len(elements)))
    parts.append(trn("{count} passage", "{count} passages", passages).format(count=passages))
    line.show_counts(" · ".join(parts))


def _page_label(view: PageView, pages: Sequence[PageInfo], page: int) -> str:
    """Return the label of the page that is read, of a spread those of both: "4–5"."""
    label, other = pages[page].label, view.spreads.beside(page)
    if other is None or other >= len(pages):
        return label
    return f"{label or page + 1}–{pages[other].label or other + 1}"


def _show_place(line: StatusLine, case: OpenCase) -> None:
    view, tab = case.read.page_view, case.read.tabs.current
    if view is None or tab is None or not tab.pages:
        line.show_place(None)
        return
    page = min(view.spreads.first(view.current_page), len(tab.pages) - 1)
    count = max(view.page_count, len(tab.pages))
    rows = case.desk.rows
    document = rows.document(tab.document or "")
    place = _page_label(view, tab.pages, page), page + 1, count
    line.page.beyond = tab.opened.beyond if tab.opened is not None else 0
    line.show_place(place, picture=document is not None and document.is_picture, pages=tab.pages)
    line.show_zoom(view.zoom, view.zoom_mode)
    line.show_inverted(view.inverted)
    line.show_paired(view.spreads.on)
    line.show_source(page_source(view.words.of(page), document) if document else PageSource())
    chosen = rows.passages.get(PassageId(case.read.chosen_passage))
    nth = rows.index.number(chosen.passage.id) if chosen is not None and chosen.passage.document == tab.document else None
    if tab.document is None:
        line.show_passages(0, None, 0)
    else:
        line.show_passages(rows.index.count(tab.document, page), nth, rows.index.count(tab.document))
