"""What the keys do while the pages have the focus, as one table.

Owns nothing but the table; what each key does is done by the parts on the workbench. Letters without a
modifier act on a selection only.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent

from reviewer.ui.viewer.geometry.zooming import ZoomMode
from reviewer.ui.viewer.gestures.pointer import ToolKind
from reviewer.ui.viewer.gestures.selection_bar import KEYS
from reviewer.ui.viewer.workbench import Workbench

_NO = Qt.KeyboardModifier.NoModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier
_IGNORED = Qt.KeyboardModifier.KeypadModifier


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
            (key.Key_Left, _ALT): navigator.back,
            (key.Key_Right, _ALT): navigator.forward,
            (key.Key_Return, _NO): self._enter,
            (key.Key_Enter, _NO): self._enter,
            (key.Key_Escape, _NO): self._escape,
            (key.Key_Delete, _NO): navigator.ask_removal,
            (key.Key_R, _NO): bench.pointer.switch_kind,
            (key.Key_C, _CTRL): marking.copy,
            (key.Key_Plus, _CTRL): stage.zoom_in,
            (key.Key_Equal, _CTRL): stage.zoom_in,
            (key.Key_Plus, _CTRL | _SHIFT): stage.zoom_in,
            (key.Key_Minus, _CTRL): stage.zoom_out,
            (key.Key_0, _CTRL): partial(stage.set_mode, ZoomMode.WIDTH),
            (key.Key_9, _CTRL): partial(stage.set_mode, ZoomMode.PAGE),
        }
        self._stances = {Qt.Key(ord(letter)): stance for letter, stance in KEYS}

    def action(self, event: QKeyEvent) -> Callable[[], None] | None:
        """Return what a key press does now, or None where it is none of the view's."""
        combination: QKeyCombination = event.keyCombination()
        key, held = combination.key(), combination.keyboardModifiers() & ~_IGNORED
        marking = self._bench.marking
        if key == Qt.Key.Key_Escape and not self._has_to_drop():
            return None
        found = self._table.get((key, held))
        if found is not None:
            return found
        if not marking.has_selection:
            return None
        if key in self._stances and held in {_NO, _SHIFT}:
            return partial(marking.request, self._stances[key], pick_claim=held == _SHIFT)
        if Qt.Key.Key_1 <= key <= Qt.Key.Key_9 and held == _ALT:
            return partial(marking.claim_number_requested.emit, key - Qt.Key.Key_0)
        return None

    def _has_to_drop(self) -> bool:
        """Tell whether Escape is for the page: else it is the window's, which may leave the full screen."""
        bench = self._bench
        regions = bench.pointer.kind is ToolKind.REGION
        return bench.pointer.is_dragging or bench.marking.has_selection or regions or bool(bench.overlay.chosen)

    def _enter(self) -> None:
        """Take the selection with the stance used last, or open the chosen passage."""
        marking = self._bench.marking
        if marking.has_selection:
            marking.request(marking.bar.last_stance)
        else:
            self._bench.navigator.activate()

    def _escape(self) -> None:
        """Drop the gesture, else the selection, else the region tool, else the chosen passage."""
        bench = self._bench
        if bench.pointer.cancel():
            return
        if bench.marking.has_selection:
            bench.marking.clear()
        elif bench.pointer.kind is ToolKind.REGION:
            bench.pointer.switch_kind()
        else:
            bench.navigator.choose("")
