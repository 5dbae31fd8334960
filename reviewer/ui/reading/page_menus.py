"""What a right click on a page opens: the menu of a passage, of what is selected, or else of the page and what leads on from it.

Owns the last, and the choice among passages that lie over each other. The window's actions are put in by whoever has them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMenu

from reviewer.documents.findings import Hyperlink, HyperlinkKind
from reviewer.i18n import tr
from reviewer.model.ids import PassageId
from reviewer.model.neutral import displayed
from reviewer.model.overview import MarkedPassage
from reviewer.ui.case.case_parts import CaseParts
from reviewer.ui.controls import read_only
from reviewer.ui.controls.clipboard import copy_text
from reviewer.ui.look import readable
from reviewer.ui.look.theme import stance_words
from reviewer.ui.reading.annotations import Annotations
from reviewer.ui.reading.document_tab import DocumentTab
from reviewer.ui.reading.passage_menu import PassageMenu
from reviewer.ui.viewer.menu_place import MenuPlace
from reviewer.ui.viewer.page_view import PageView

_MOST_WORDS = 60
"""Characters of a quote, or of an address, in a row of a menu."""


class PageMenus(QObject):
    """Opens them.

    Attributes:
        add_actions: Puts into a menu what can be done with any page.
        add_to_selection: Puts into the menu of what is selected on a tab's page what else can be done with it.
        add_to_passage: Puts into the menu of a passage what can be done with the words under the pointer.

    """

    def __init__(self, parts: CaseParts, passages: PassageMenu, annotations: Annotations, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = parts.desk
        self._passages = passages
        self._annotations = annotations
        self.add_actions: Callable[[QMenu], None] = lambda _menu: None
        self.add_to_selection: Callable[[DocumentTab, QMenu], None] = lambda _tab, _menu: None
        self.add_to_passage: Callable[[DocumentTab, QMenu, MenuPlace], None] = lambda _tab, _menu, _place: None

    def popup(self, tab: DocumentTab, place: MenuPlace) -> QMenu | None:
        """Open the menu for what lies at a place of a tab's page."""
        view = tab.view
        if place.passages:
            view.select_passage(place.passages[0])

            def add(menu: QMenu) -> None:
                self._add_others(view, place.passages[1:], menu)
                self.add_to_passage(tab, menu, place)

            return self._passages.popup(view, place.point, place.passages[0], add=add)
        if view.has_selection:
            return self._passages.popup_selection(view, place.point, add=partial(self.add_to_selection, tab))
        menu = QMenu(view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if place.hyperlink is not None:
            self._add_hyperlink(menu, view, place, place.hyperlink)
        if tab.document is not None:
            self._add_annotation(menu, tab, place)
        self.add_actions(menu)
        menu.popup(place.point)
        return menu

    def _add_others(self, view: PageView, others: Sequence[str], menu: QMenu) -> None:
        """Add a row for each of the passages that lie over or under the one that the menu is for."""
        marked = [one for other in others if (one := self._desk.rows.passages.get(PassageId(other))) is not None]
        if not marked:
            return
        menu.addSeparator()
        choice = menu.addMenu(tr("Choose another passage here"))
        for one in marked:
            choice.addAction(self._passage_words(one)).triggered.connect(partial(self._choose, view, one))

    def _passage_words(self, marked: MarkedPassage) -> str:
        said = readable.shortened(marked.passage.quote, _MOST_WORDS) if marked.passage.quote else tr("A region")
        links = ", ".join(stance_words(one.stance) for one in marked.links) or stance_words(None)
        return _row(tr("{link}: {passage}").format(link=links, passage=said))

    def _choose(self, view: PageView, marked: MarkedPassage, _checked: bool = False) -> None:
        view.select_passage(marked.passage.id)

    def _add_hyperlink(self, menu: QMenu, view: PageView, place: MenuPlace, found: Hyperlink) -> None:
        """Add what can be done with a hyperlink: go where it leads in the document, or copy what lies outside it."""
        words = readable.shortened(view.following.words_at(place.at), _MOST_WORDS)
        if found.kind is HyperlinkKind.PLACE and place.at is not None:
            go = menu.addAction(_row(tr("Go to {place}").format(place=words)))
            go.triggered.connect(partial(self._follow, view, place))
        elif found.words:
            copy = menu.addAction(_row(tr("Copy {words}").format(words=words)))
            copy.triggered.connect(lambda: copy_text(found.words))
        menu.addSeparator()

    def _follow(self, view: PageView, place: MenuPlace, _checked: bool = False) -> None:
        if place.at is not None:
            view.following.follow_at(place.at)

    def _add_annotation(self, menu: QMenu, tab: DocumentTab, place: MenuPlace) -> None:
        """Add what takes somebody's annotation there into the case, where it is not in it."""
        found = self._annotations.at(tab, place.at) if place.at is not None else None
        if found is None:
            return
        author = found.annotation.remark.author
        words = tr("Take the annotation of {author} into the case") if author else tr("Take the annotation into the case")
        take = menu.addAction(_row(words.format(author=readable.shortened(author, _MOST_WORDS))))
        take.triggered.connect(lambda: self._annotations.take((found.annotation,)))
        take.setEnabled(not self._desk.read_only)
        if self._desk.read_only:
            read_only.tell_in_menu(menu)
        menu.addSeparator()


def _row(text: str) -> str:
    """Return the words of a menu's row: an ampersand is an ampersand."""
    return displayed(text).replace("&", "&&")
