"""What keeps readers from a document, or from doing with it as they like."""

from __future__ import annotations

from enum import StrEnum


class Protection(StrEnum):
    """What keeps readers of a PDF from it, or from doing with it as they like. Images have none."""

    NONE = "none"
    RESTRICTED = "restricted"
    """Anyone may open it, but it forbids copying, printing or the like."""
    PASSWORD = "password"  # noqa: S105 - the name of a kind, not a password
    """It opens only with a password."""
