"""The menu of a passage, the same on the page, in the claims pane and on cards."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QActionGroup, QIcon
from PySide6.QtWidgets import QMenu, QWidget

from reviewer.i18n import tr
from reviewer.model.claim import Link
from reviewer.model.ids import ClaimId, PassageId
from reviewer.model.overview import MarkedPassage
from reviewer.model.stance import Stance
from reviewer.ui.case.case_parts import CaseParts
from reviewer.ui.controls import read_only
from reviewer.ui.controls.clipboard import copy_text
from reviewer.ui.controls.sheet import show_until_kept
from reviewer.ui.dialogs.text_dialog import TextDialog
from reviewer.ui.look import icons, readable
from reviewer.ui.look.theme import stance_words
from reviewer.ui.reading.tagging import Tagging
from reviewer.ui.viewer.gestures.selection_bar import KEYS
from reviewer.ui.viewer.page_view import PageView

ORDER = (Stance.SUPPORTS, Stance.CONTRADICTS, Stance.CONTEXT, Stance.STATES)


class PassageMenu(QObject):
    """Makes the menu and carries out what is chosen. On a page it has everything for each claim that the passage speaks to.

    `mention_wished` carries the id of a passage in which somebody is mentioned: who, is still to be asked.
    """

    mention_wished = Signal(str)

    def __init__(self, parts: CaseParts, tagging: Tagging, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = parts.desk
        self._wishes = parts.wishes
        self._checks = parts.checks
        self._theme = parts.theme
        self._problems = parts.problems
        self._tagging = tagging

    def popup(
        self, over: QWidget, point: QPoint, passage: str, claim: str = "", *, add: Callable[[QMenu], None] = lambda _menu: None
    ) -> QMenu | None:
        """Open the menu at a global point; with `claim` for the passage as evidence for that claim, else for all its claims.

        `add` puts into the menu what is not about the passage alone.
        """
        marked = self._desk.rows.passages.get(PassageId(passage))
        if marked is None:
            return None
        menu = QMenu(over)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        links = [one for one in marked.links if one.claim == claim] or list(marked.links)
        if len(links) == 1:
            self._add_link(menu, over, marked, links[0])
            menu.addSeparator()
        for one in links if len(links) > 1 else ():
            self._add_link(menu.addMenu(self._icon(one.stance), self._link_words(one)), over, marked, one)
        tag = menu.addMenu(tr("Tag to another claim") if marked.links else tr("Tag to a claim"))
        for stance in ORDER:
            action = tag.addAction(self._icon(stance), f"{stance_words(stance)}…")
            action.triggered.connect(partial(self._link, over, marked, stance))
        menu.addAction(tr("Mention of…")).triggered.connect(lambda: self.mention_wished.emit(passage))
        copy = menu.addAction(tr("Copy with citation"))
        copy.triggered.connect(lambda: self.cite(passage))
        checked = menu.addAction(tr("Counterchecked by me"))
        checked.setCheckable(True)
        checked.setChecked(self._checks.has_passage(marked))
        checked.triggered.connect(lambda: self._checks.switch_passage(marked))
        menu.addSeparator()
        remove = menu.addAction(tr("Remove passage"))
        remove.triggered.connect(lambda: self._wishes.remove_passage(marked.passage.id))
        if self._desk.read_only:
            for action in menu.actions():
                action.setEnabled(action is copy)
            read_only.tell_in_menu(menu)
        add(menu)
        menu.popup(point)
        return menu

    def popup_selection(self, view: PageView, point: QPoint, add: Callable[[QMenu], None] = lambda _menu: None) -> QMenu:
        """Open the menu of what is selected on a page at a global point: what the bar offers, Copy, and what `add` puts in."""
        menu = QMenu(view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        copy = menu.addAction(tr("Copy"))
        copy.setShortcut("Ctrl+C")
        copy.setEnabled(bool(view.selected_text()))
        copy.triggered.connect(view.copy)
        menu.addSeparator()
        keys = {stance: letter for letter, stance in KEYS}
        for stance in (*ORDER, None):
            words = stance_words(stance) if stance is not None else tr("Highlight")
            action = menu.addAction(self._icon(stance) if stance is not None else QIcon(), words)
            action.setShortcut(keys[stance])
            action.setEnabled(not self._desk.read_only)
            action.triggered.connect(partial(self._mark, view, stance))
        add(menu)
        if self._desk.read_only:
            read_only.tell_in_menu(menu)
        menu.popup(point)
        return menu

    def cite(self, passage: str) -> str:
        """Put a passage's quote with its citation on the clipboard, and return it."""
        marked = self._desk.rows.passages.get(PassageId(passage))
        document = self._desk.rows.document(marked.passage.document) if marked else None
        if marked is None or document is None:
            return ""
        text = readable.citation(document.name, document.sha256, marked, picture=document.is_picture)
        copy_text(text)
        self._problems.toast(tr("Copied with its citation"))
        return text

    def _add_link(self, menu: QMenu, over: QWidget, marked: MarkedPassage, link: Link) -> None:
        """Add what can be done with a passage as evidence for one claim; the stance that it has is ticked."""
        stances = QActionGroup(menu)
        for stance in ORDER:
            action = stances.addAction(stance_words(stance))
            action.setCheckable(True)
            action.setChecked(stance is link.stance)
            action.triggered.connect(partial(self._set_stance, marked, link.claim, stance))
        menu.addActions(stances.actions())
        menu.addSeparator()
        menu.addAction(tr("Note on this link…")).triggered.connect(lambda: self._edit_link_note(over, marked, link.claim))
        words = tr("Take off {claim}").format(claim=self._claim_words(link))
        menu.addAction(words).triggered.connect(lambda: self._wishes.unlink(marked.passage.id, link.claim))

    def _link_words(self, link: Link) -> str:
        claim = self._desk.rows.claim(link.claim)
        return tr("Claim {number}: {stance}").format(number=claim.number if claim else "", stance=stance_words(link.stance))

    def _claim_words(self, link: Link) -> str:
        claim = self._desk.rows.claim(link.claim)
        return tr("claim {number}").format(number=claim.number) if claim else tr("this claim")

    def _set_stance(self, marked: MarkedPassage, claim: ClaimId, stance: Stance, _checked: bool = False) -> None:
        self._wishes.set_stance(marked.passage.id, claim, stance)

    def _mark(self, view: PageView, stance: Stance | None, _checked: bool = False) -> None:
        view.request_mark(stance)

    def _link(self, over: QWidget, marked: MarkedPassage, stance: Stance, _checked: bool = False) -> None:
        self._tagging.link(over, marked.passage.id, stance)

    def _edit_link_note(self, over: QWidget, marked: MarkedPassage, claim: ClaimId) -> None:
        link = next(one for one in marked.links if one.claim == claim)
        words = tr("Why this passage bears on the claim as it does")
        dialog = TextDialog(
            self._theme, tr("Note on the link"), words, link.note, main=tr("Save"), long=True, parent=over.window()
        )
        show_until_kept(
            dialog,
            lambda kept, refused: self._wishes.set_link_note(marked.passage.id, claim, dialog.text, kept=kept, refused=refused),
        )

    def _icon(self, stance: Stance) -> QIcon:
        style = self._theme.stance(stance)
        return icons.icon(style.icon, style.words)
