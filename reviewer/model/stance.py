"""What a passage says to a claim."""

from __future__ import annotations

from enum import StrEnum


class Stance(StrEnum):
    """How a passage relates to a claim. A grant is context, not contradiction, to "we never used it"."""

    STATES = "states"
    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    CONTEXT = "context"
