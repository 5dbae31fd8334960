from __future__ import annotations

from tests.ui.viewer.conftest import Mouse, Opened
from tests.ui.viewer.fakes import letter_at


def test_drag_selects_what_was_dragged_over(opened: Opened, mouse: Mouse) -> None:
    _view, _ = opened()
    mouse.drag((0, *letter_at(0, 4)), (0, 72 + 11 * 6 + 1, letter_at(0, 0)[1]))
