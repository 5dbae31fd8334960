"""Who goes first among the requests that wait for one document's worker.

Owns that order, the same for all rooms. Between equals `jobs` decides.
"""

from __future__ import annotations

from enum import IntEnum


class Priority(IntEnum):
    """What a request is for; higher goes first."""

    INDEXING = 0
    """Texts for searching: nobody waits for a certain one."""

    GEOMETRY = 25
    """The sizes of all pages, and the table of contents."""

    THUMBNAIL = 20
    """Small pictures of pages."""

    EXCERPT = 30
    """Pictures of passages, in the window and in a pack."""

    NEIGHBOUR = 40
    """Pixels around what is looked at."""

    TEXT = 50
    """The characters of pages that are looked at, for pointing and selecting."""

    VIEW = 60
    """Pixels that are looked at."""
