"""From a marked span to a passage tagged to a claim: which claim, asked where it is not clear, and the mark shown meanwhile.

Owns the claim picker's use at the page. Everything it decides ends in a wish.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import shiboken6
from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QWidget

from reviewer.i18n import tr
from reviewer.model.geometry import PageQuad
from reviewer.model.ids import ClaimId, DocumentId, PassageId
from reviewer.model.spans import MarkRequest, RegionSpan
from reviewer.model.stance import Stance
from reviewer.ui.case.case_parts import CaseParts
from reviewer.ui.dialogs.claim_picker import ClaimPicker
from reviewer.ui.look import readable
from reviewer.ui.look.theme import stance_words
from reviewer.ui.reading.document_tab import DocumentTab
from reviewer.ui.reading.view_marks import claim_label, pending_mark
from reviewer.ui.viewer.view_mark import ViewMark

_MOST_TOLD = 60
"""Characters of a quote that a message gives, so that it can be told which passage it is about."""

Take = Callable[[ClaimId | None, str], None]
"""Told the claim that was chosen, or None with the words of a new one."""


class Tagging(QObject):
    """Connects page views to claims. `marked` carries the id of a passage that a gesture on a page has made."""

    marked = Signal(str)

    def __init__(self, parts: CaseParts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk = parts.desk
        self._wishes = parts.wishes
        self._problems = parts.problems
        self._theme = parts.theme
        self._new_id = desk.session.new_id
        self._tabs: list[DocumentTab] = []
        self._told_when_kept = ""
        self._kept: list[tuple[DocumentTab, ViewMark, PassageId]] = []
        self._awaiting: list[tuple[DocumentTab, MarkRequest, ViewMark]] = []
        desk.rows.refreshed.connect(self._on_rows_refreshed)
        desk.choice_changed.connect(self._on_choice_changed)
        desk.rows.claims_changed.connect(self._on_choice_changed)

    def attach(self, tab: DocumentTab) -> None:
        """Listen to a tab's page view."""
        self._tabs.append(tab)
        tab.destroyed.connect(lambda: self._forget(tab))
        tab.adopted.connect(lambda document: self._on_tab_adopted(tab, DocumentId(document)))
        view = tab.view
        view.bar.came.connect(lambda: self._problems.make_room(view.bar))
        view.bar.set_writable(not self._desk.read_only)
        view.mark_requested.connect(lambda request: self._on_mark_requested(tab, request))
        view.claim_number_requested.connect(lambda number: self._on_claim_number_requested(tab, number))
        view.claim_choice_requested.connect(lambda point: self._on_claim_choice_requested(tab, point))
        self._name_choice(tab)

    def _forget(self, tab: DocumentTab) -> None:
        """Let go of a tab that was closed, and of what waits for its file to be in the case: the import says why it is not."""
        self._tabs = [one for one in self._tabs if one is not tab]
        self._awaiting = [one for one in self._awaiting if one[0] is not tab]

    def pick_claim(self, over: QWidget, stance: Stance | None, take: Take, *, at: QPoint | None = None) -> None:
        """Ask for a claim."""
        last = self._desk.last_claim
        picker = ClaimPicker(self._theme, self._desk.rows, stance=stance, last=last, take=take, parent=over)
        picker.cancelled.connect(over.setFocus)
        if at is None:
            picker.open_over(over)
        else:
            picker.open_below(at)

    def link(self, over: QWidget, passage: PassageId, stance: Stance) -> None:
        """Tag a passage that is there already: asks for the claim."""
        self.pick_claim(over, stance, lambda claim, text: self._wishes.link(passage, claim, stance, new_claim=text))

    def weigh(self, over: QWidget, passage: PassageId, stance: Stance, *, pick_claim: bool = False) -> None:
        """Say how a passage that is there already bears on its claim; where it has none, on the one used last.

        Asks for the claim where it has several and none was used last, where there is none, and where `pick_claim` says so.
        """
        marked = self._desk.rows.passages.get(passage)
        if self._desk.read_only:
            self._problems.tell_read_only()
        if self._desk.read_only or marked is None:
            return
        last, claims = self._desk.last_claim, [one.claim for one in marked.links]
        claim = last if last in claims or not claims else claims[0] if len(claims) == 1 else None
        known = self._desk.rows.claim(claim)
        if pick_claim or known is None:
            self.link(over, passage, stance)
            return
        before = next((link.stance for link in marked.links if link.claim == claim), None)
        words = tr("Claim {number}: {stance}") if before in {None, stance} else tr("Claim {number}: {stance}, no longer {before}")
        told = words.format(
            number=known.number, stance=stance_words(stance).lower(), before=stance_words(before or stance).lower()
        )
        quote = readable.shortened(readable.quote_words(marked), _MOST_TOLD)
        self._wishes.link(passage, known.claim.id, stance, told=f"{told}. {quote}")

    def _on_mark_requested(self, tab: DocumentTab, request: MarkRequest) -> None:
        if self._desk.read_only:
            self._problems.tell_read_only()
            return
        if tab.document is None:
            self._await(tab, request)
            return
        self._do(tab, request, tab.view.selected_quads())  # the selection, and the tab itself, may be gone when an answer comes

    def _do(self, tab: DocumentTab, request: MarkRequest, quads: tuple[PageQuad, ...]) -> None:
        claim = request.claim or self._desk.last_claim
        if request.stance is None:
            self._mark(tab, request, None, quads)
        elif request.pick_claim or claim is None:
            self.pick_claim(tab.view, request.stance, lambda taken, text: self._mark(tab, request, taken, quads, text))
        else:
            self._mark(tab, request, claim, quads)

    def _await(self, tab: DocumentTab, request: MarkRequest) -> None:
        """Show a mark in a file that is still being added; it is kept as soon as that is in the case."""
        quads = tab.view.selected_quads()
        mark = pending_mark(self._new_id(), quads, request.stance, "", region=isinstance(request.span, RegionSpan))
        self._awaiting.append((tab, request, mark))
        tab.marks.add_pending(mark)
        tab.view.clear_selection()
        self._problems.toast(tr("The document is still being added. What you mark is kept as soon as it is in the case."))

    def _on_tab_adopted(self, tab: DocumentTab, document: DocumentId) -> None:
        here = [one for one in self._awaiting if one[0] is tab]
        self._awaiting = [one for one in self._awaiting if one[0] is not tab]
        for _, request, mark in here:
            tab.marks.drop_pending(mark)
            self._do(tab, replace(request, span=replace(request.span, document=document)), mark.quads)

    def _mark(
        self,
        tab: DocumentTab,
        request: MarkRequest,
        claim: ClaimId | None,
        quads: tuple[PageQuad, ...],
        new_claim: str = "",
    ) -> None:
        """Keep what was asked for; a tab that was closed meanwhile only shows nothing of it."""
        known = self._desk.rows.claim(claim)
        region = isinstance(request.span, RegionSpan)
        is_open = shiboken6.isValid(tab)
        mark = pending_mark(self._new_id(), quads, request.stance, known.number if known else "", region=region)
        if is_open:
            tab.marks.add_pending(mark)
            if tab.view.selected_quads() == quads:  # else somebody has gone on meanwhile
                tab.view.clear_selection()
            tab.view.setFocus()
        opened = tab.opened if is_open else None
        told = self._told_when_kept

        def ended(passage: PassageId | None) -> None:
            if passage is None:
                self._drop(tab, mark)
            else:
                self._kept.append((tab, mark, passage))
                self._drop_shown()
                self.marked.emit(passage)
                if told:
                    self._problems.toast(told)

        self._wishes.mark(request.span, claim=claim, new_claim=new_claim, stance=request.stance, opened=opened, ended=ended)

    def _on_rows_refreshed(self) -> None:
        self._drop_shown()

    def _drop_shown(self) -> None:
        """Take pending marks away in the turn in which their passages take their place: before it, the page would be bare.

        A passage that is gone again when all was read is waited for no longer.
        """
        waiting = []
        for tab, mark, passage in self._kept:
            if passage in self._desk.rows.passages or self._desk.is_current:
                self._drop(tab, mark)
            else:
                waiting.append((tab, mark, passage))
        self._kept = waiting

    @staticmethod
    def _drop(tab: DocumentTab, mark: ViewMark) -> None:
        if shiboken6.isValid(tab):
            tab.marks.drop_pending(mark)

    def link_numbered(self, passage: PassageId, number: int) -> None:
        """Tag a passage that is there already to the claim of that number, with the stance used last.

        Where it is tagged to that claim, the stance that somebody gave it stays.
        """
        claim = self._numbered(number)
        if claim is None:
            return
        marked = self._desk.rows.passages.get(passage)
        before = next((one.stance for one in marked.links if one.claim == claim), None) if marked else None
        stance = before or self._desk.last_stance or Stance.CONTEXT
        words = tr("Tagged to claim {number}: {stance}") if before is None else tr("Tagged to claim {number} already: {stance}")
        told = words.format(number=number, stance=stance_words(stance).lower())
        if before is None:
            self._wishes.link(passage, claim, stance, told=told)
        else:
            self._problems.toast(told)

    def _numbered(self, number: int) -> ClaimId | None:
        """Return the claim of that number, or say why there is none to tag to."""
        claim = self._desk.rows.claim_numbered(str(number))
        if self._desk.read_only:
            self._problems.tell_read_only()
        elif claim is None:
            self._problems.toast(tr("There is no claim {number}.").format(number=number), warning=True)
        return claim.claim.id if claim is not None and not self._desk.read_only else None

    def _on_claim_number_requested(self, tab: DocumentTab, number: int) -> None:
        claim = self._numbered(number)
        if claim is None:
            return
        stance = self._desk.last_stance or Stance.CONTEXT
        self._desk.choose(claim=claim)
        self._told_when_kept = tr("Tagged to claim {number}: {stance}").format(number=number, stance=stance_words(stance).lower())
        tab.view.request_mark(stance)
        self._told_when_kept = ""

    def _on_claim_choice_requested(self, tab: DocumentTab, point: QPoint) -> None:
        def chosen(claim: ClaimId) -> None:
            self._desk.choose(claim=claim)
            if shiboken6.isValid(tab):
                tab.view.setFocus()

        def choose(claim: ClaimId | None, text: str) -> None:
            if claim is not None:
                chosen(claim)
            else:
                self._wishes.add_claim(text, done=chosen)

        self.pick_claim(tab.view, None, choose, at=point)

    def _on_choice_changed(self) -> None:
        for tab in self._tabs:
            self._name_choice(tab)

    def _name_choice(self, tab: DocumentTab) -> None:
        claim = self._desk.rows.claim(self._desk.last_claim)
        tab.view.bar.set_claim_label(claim_label(claim) if claim else "")
        tab.view.bar.set_last_stance(self._desk.last_stance)
