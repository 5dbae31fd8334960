"""What the keys do while the pages have the focus, as one table.

Owns nothing but the table; what each key does is done by the parts on the workbench. Letters without a
modifier act on a selection only; on layouts of other scripts it is the place of a key that counts (`letter_keys`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent

from reviewer.ui.viewer.geometry.zooming import ZoomMode
from reviewer.ui.viewer.gestures.caret import Caret, Step
from reviewer.ui.viewer.gestures.caret_places import middle_of
from reviewer.ui.viewer.gestures.keyed_region import KeyedRegion
from reviewer.ui.viewer.gestures.letter_keys import latin_key
from reviewer.ui.viewer.gestures.selection_bar import KEYS
from reviewer.ui.viewer.gestures.tools import ToolKind
from reviewer.ui.viewer.workbench import Workbench

_NO = Qt.KeyboardModifier.NoModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier
_IGNORED = Qt.KeyboardModifier.KeypadModifier
_TAKING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class Keyboard:
    """The keys of one page view."""

    def __init__(self, bench: Workbench) -> None:
        key = Qt.Key
        stage, scroller, navigator, marking = bench.stage, bench.scroller, bench.navigator, bench.marking
        self._bench = bench
        self._table: dict[tuple[Qt.Key, Qt.KeyboardModifier], Callable[[], None]] = {
            (key.Key_Down, _NO): partial(scroller.lines, 1),
            (key.Key_Up, _NO): partial(scroller.lines, -1),
            (key.Key_Right, _NO): partial(scroller.across, 1),
            (key.Key_Left, _NO): partial(scroller.across, -1),
            (key.Key_PageDown, _NO): partial(scroller.pages, 1),
            (key.Key_PageUp, _NO): partial(scroller.pages, -1),
            (key.Key_Space, _NO): partial(scroller.pages, 1),
            (key.Key_Space, _SHIFT): partial(scroller.pages, -1),
            (key.Key_Home, _NO): scroller.page_start,
            (key.Key_End, _NO): scroller.page_end,
            (key.Key_Home, _CTRL): partial(navigator.go_to_page, 0),
            (key.Key_End, _CTRL): navigator.go_to_end,
            (key.Key_F6, _NO): partial(navigator.step, forwards=True),
            (key.Key_F6, _SHIFT): partial(navigator.step, forwards=False),
            (key.Key_F7, _NO): bench.caret.switch,
            (key.Key_Left, _ALT): navigator.back,
            (key.Key_Right, _ALT): navigator.forward,
            (key.Key_Return, _NO): self._enter,
            (key.Key_Enter, _NO): self._enter,
            (key.Key_Escape, _NO): self._escape,
            (key.Key_Delete, _NO): navigator.ask_removal,
            (key.Key_R, _NO): bench.pointer.switch_kind,
            (key.Key_A, _CTRL): bench.whole_page.select,
            (key.Key_C, _CTRL): marking.copy,
            (key.Key_Plus, _CTRL): stage.zoom_in,
            (key.Key_Equal, _CTRL): stage.zoom_in,
            (key.Key_Plus, _CTRL | _SHIFT): stage.zoom_in,
            (key.Key_Minus, _CTRL): stage.zoom_out,
            (key.Key_0, _CTRL): partial(stage.set_mode, ZoomMode.WIDTH),
            (key.Key_9, _CTRL): partial(stage.set_mode, ZoomMode.PAGE),
        }
        self._caret = dict(_caret_keys(bench.caret))
        self._region = dict(_region_keys(bench.region))
        self._stances = {Qt.Key(ord(letter)): stance for letter, stance in KEYS}

    def action(self, event: QKeyEvent) -> Callable[[], None] | None:
        """Return what a key press does now, or None where it is none of the view's."""
        combination: QKeyCombination = event.keyCombination()
        key, held = latin_key(event), combination.keyboardModifiers() & ~_IGNORED
        marking = self._bench.marking
        if key == Qt.Key.Key_Escape and not self._has_to_drop():
            return None
        found = self._for_region(key, held)
        if found is None and self._is_for_caret(held):
            found = self._caret.get((key, held))
        found = found or self._table.get((key, held))
        if found is not None:
            return found
        if not marking.has_selection:
            return None
        if key in self._stances and held in {_NO, _SHIFT}:
            return partial(marking.request, self._stances[key], pick_claim=held == _SHIFT)
        if Qt.Key.Key_1 <= key <= Qt.Key.Key_9 and held == _ALT:
            return partial(marking.claim_number_requested.emit, key - Qt.Key.Key_0)
        return None

    def _for_region(self, key: Qt.Key, held: Qt.KeyboardModifier) -> Callable[[], None] | None:
        """Return what a key does to the rectangle that is being placed, or that Enter or Space begins."""
        bench = self._bench
        if bench.region.placing:
            return self._region.get((key, held))
        idle = bench.pointer.kind is ToolKind.REGION and not bench.marking.has_selection and not bench.pointer.is_dragging
        return bench.region.begin if idle and held == _NO and key in _TAKING else None

    def _is_for_caret(self, held: Qt.KeyboardModifier) -> bool:
        """Tell whether arrows move the caret: where one is shown, or with Shift, which shows one."""
        bench = self._bench
        return bench.caret.shown or (bool(held & _SHIFT) and bench.pointer.kind is ToolKind.TEXT)

    def _has_to_drop(self) -> bool:
        """Tell whether Escape is for the page: else it is the window's, which may leave the full screen."""
        bench = self._bench
        regions = bench.pointer.kind is ToolKind.REGION
        drawn = bench.pointer.is_dragging or bench.marking.has_selection or bench.region.placing or bench.caret.shown
        return drawn or regions or bool(bench.overlay.chosen or bench.overlay.pointed)

    def _enter(self) -> None:
        """Take the selection with the stance used last, open the chosen passage, or follow the hyperlink at the caret."""
        bench, marking = self._bench, self._bench.marking
        if marking.has_selection:
            marking.request(marking.bar.last_stance)
        elif not bench.overlay.chosen and (at := middle_of(bench.caret.edge)) is not None:
            bench.following.follow_at(at)
        else:
            bench.navigator.activate()

    def _escape(self) -> None:
        """Drop the gesture, else the selection, else the caret, else the region tool, else the chosen passage."""
        bench = self._bench
        if bench.pointer.cancel():
            return
        if bench.marking.has_selection:
            bench.marking.clear()
        elif bench.caret.shown:
            bench.caret.hide()
        elif bench.pointer.kind is ToolKind.REGION:
            bench.pointer.switch_kind()
        else:
            bench.navigator.choose("")


def _caret_keys(caret: Caret) -> Iterator[tuple[tuple[Qt.Key, Qt.KeyboardModifier], Callable[[], None]]]:
    """Yield what the keys do to the caret, each also with Shift, which selects on the way."""
    key = Qt.Key
    for extend, shift in ((False, _NO), (True, _SHIFT)):
        for one, right in ((key.Key_Right, True), (key.Key_Left, False)):
            yield (one, shift), partial(caret.aside, right, Step.CHARACTER, extend=extend)
            yield (one, shift | _CTRL), partial(caret.aside, right, Step.WORD, extend=extend)
        for one, down in ((key.Key_Down, True), (key.Key_Up, False)):
            yield (one, shift), partial(caret.line, down=down, extend=extend)
        for one, down in ((key.Key_PageDown, True), (key.Key_PageUp, False)):
            yield (one, shift), partial(caret.view, down=down, extend=extend)
        for one, forwards in ((key.Key_End, True), (key.Key_Home, False)):
            yield (one, shift), partial(caret.line_end, forwards=forwards, extend=extend)
            yield (one, shift | _CTRL), partial(caret.document_end, forwards=forwards, extend=extend)


def _region_keys(region: KeyedRegion) -> Iterator[tuple[tuple[Qt.Key, Qt.KeyboardModifier], Callable[[], None]]]:
    """Yield what the keys do to a rectangle that is being placed."""
    key = Qt.Key
    for one, across, down in ((key.Key_Right, 1, 0), (key.Key_Left, -1, 0), (key.Key_Down, 0, 1), (key.Key_Up, 0, -1)):
        for fine, ctrl in ((False, _NO), (True, _CTRL)):
            yield (one, ctrl), partial(region.shift, across, down, fine=fine)
            yield (one, ctrl | _SHIFT), partial(region.resize, across, down, fine=fine)
    for one in _TAKING:
        yield (one, _NO), region.take
    yield (key.Key_Escape, _NO), region.drop
