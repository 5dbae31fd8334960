"""What a person chooses for a pack beyond its audience and its place; the window and the command line offer the same."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PackChoice:
    """What goes into a pack.

    Attributes:
        cited_only: Only documents with passages are part of the pack. Of the others it says how many there are, and nothing else:
            a name can tell as much as a document.
        omit_protected: No copy is made of a document that is protected, since the copy would not be. Its quotes, the pictures of
            its passages and its checksum go in.
        coverage: A table says how many pages of each document were opened, marked and counterchecked, and which nobody opened.
            It names nobody. Never unless somebody asked: how people worked is theirs.

    """

    cited_only: bool = False
    omit_protected: bool = False
    coverage: bool = False


EVERYTHING = PackChoice()
"""All documents of the case, and copies of all of them."""
