"""A third of the status line, and the room that its parts have.

Owns how such a part is laid out; what is said in it is the line's.
"""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget


class Cell(QWidget):
    """A third of the line."""

    def __init__(self) -> None:
        super().__init__()
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(4)

    def add(self, *parts: QWidget) -> None:
        """Put parts behind those that are there."""
        for one in parts:
            self.row.addWidget(one)

    def give_way(self, *, to_middle: bool) -> None:
        """Take the room that is left, whatever is said here, so that the middle stays in the middle; else as much as is said."""
        policy = QSizePolicy.Policy.Ignored if to_middle else QSizePolicy.Policy.Preferred
        self.setSizePolicy(policy, QSizePolicy.Policy.Preferred)


def keep_room(label: QLabel, *texts: str) -> None:
    """Make a label wide enough for all of some texts."""
    label.ensurePolished()
    metrics = label.fontMetrics()
    label.setMinimumWidth(max(label.minimumWidth(), *(metrics.horizontalAdvance(one) + 2 for one in texts)))


def keep_button_room(button: QToolButton, *texts: str) -> None:
    """Make a button wide enough for all of some texts; it shows the last of them."""
    for one in texts:
        button.setText(one)
        button.setMinimumWidth(max(button.minimumWidth(), button.sizeHint().width()))


def keep_place(part: QWidget, *, kept: bool) -> None:
    """Let a part have its room also while it is hidden, or not."""
    policy = part.sizePolicy()
    policy.setRetainSizeWhenHidden(kept)
    part.setSizePolicy(policy)


def upright_rule() -> QFrame:
    """Return a thin line between parts."""
    rule = QFrame()
    rule.setProperty("rule", True)
    rule.setFixedSize(1, 16)
    return rule
