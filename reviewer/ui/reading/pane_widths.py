"""How wide the panes beside the page are: as the window's width asks, or as somebody made them. Pure."""

from __future__ import annotations

from typing import NamedTuple

_LEFT_PX, _RIGHT_PX = (184, 248), (250, 320)
"""Least and most logical pixels of the side panes."""

_LEAST_MIDDLE_PX = 240

_USABLE_MIDDLE_PX = 400
"""Logical pixels that the page keeps while a person makes a pane wider, where the window has them: a line can be read at that."""

LEAST_BOTH_PX = _LEFT_PX[0] + _LEAST_MIDDLE_PX + _RIGHT_PX[0]
"""Below this width only one side pane has room beside the page, whoever called both: the other would be cut off."""

NARROW_PX, NARROWEST_PX = 940, 760
"""Below these widths the documents, and then the claims, fold by themselves."""


class KeptPanes(NamedTuple):
    """What somebody made of the panes; 0 and None where nobody touched them.

    Attributes:
        left: Width of the documents' pane in logical pixels.
        right: Width of the claims' pane.
        documents: Height of the list of documents, of a thousandth of its pane.
        left_shown: Whether the documents' pane was folded away (False) or brought back (True) by hand.
        right_shown: The same of the claims' pane.
        claims: Width of the list of claims in the Claims view.

    """

    left: int = 0
    right: int = 0
    documents: int = 0
    left_shown: bool | None = None
    right_shown: bool | None = None
    claims: int = 0

    @classmethod
    def read(cls, text: str) -> KeptPanes:
        """Return what `written` wrote; untouched panes for anything else."""
        words = text.split()
        words += ["0"] * (len(words) == 5)  # as the first version wrote it
        if len(words) != 6 or not all(one.isascii() and one.isdecimal() and len(one) < 6 for one in (*words[:3], words[5])):
            return cls()
        left, right, documents, claims = (int(words[place]) for place in (0, 1, 2, 5))
        shown = {"shown": True, "folded": False}
        return cls(left, right, min(documents, 1000), shown.get(words[3]), shown.get(words[4]), claims)

    def written(self) -> str:
        """Return it in words for the preferences."""
        words = {True: "shown", False: "folded", None: "free"}
        return f"{self.left} {self.right} {self.documents} {words[self.left_shown]} {words[self.right_shown]} {self.claims}"


UNTOUCHED = KeptPanes()


def pane_widths(width: int, kept: KeptPanes = UNTOUCHED) -> tuple[int, int, int]:
    """Return how wide documents, page and claims are in a Read view of `width` logical pixels."""
    left = kept.left or min(max(round(width * 0.18), _LEFT_PX[0]), _LEFT_PX[1])
    right = kept.right or min(max(round(width * 0.24), _RIGHT_PX[0]), _RIGHT_PX[1])
    left = widened(width, left, right, _LEFT_PX[0])
    right = widened(width, right, left, _RIGHT_PX[0])
    return left, max(width - left - right, _LEAST_MIDDLE_PX), right


def widened(width: int, pane: int, other: int, least: int = 0) -> int:
    """Return how wide a pane may be that somebody wants `pane` wide beside an `other` one, so that the page can still be read."""
    return min(pane, max(width - other - _USABLE_MIDDLE_PX, least))


def panes_shown(width: int, kept: KeptPanes = UNTOUCHED) -> tuple[bool, bool]:
    """Return whether documents and claims are shown: a narrow window folds them, unless somebody said otherwise."""
    left = width >= NARROW_PX if kept.left_shown is None else kept.left_shown
    right = width >= NARROWEST_PX if kept.right_shown is None else kept.right_shown
    return left and not (right and width < LEAST_BOTH_PX), right
