"""Owns what a person's word makes of a place in another version: its state, and whether a stance is to be said anew. Pure."""

from __future__ import annotations

from dataclasses import replace

from reviewer.documents.text.reanchoring.in_place import compared_in_place
from reviewer.documents.text.reanchoring.matters import Matter
from reviewer.model.anchor import Anchor, AnchorState
from reviewer.model.claim import Link
from reviewer.services.versions.carried import CarriedPassage


def taken(one: CarriedPassage) -> Anchor | None:
    """Return the place of a passage as it is kept when a person took it: changed words stay marked as such."""
    if one.anchor is None or one.is_safe:
        return one.anchor
    has_changed = one.comparison is not None and not one.comparison.is_same
    return replace(one.anchor, state=AnchorState.TEXT_CHANGED if has_changed else AnchorState.CONFIRMED)


def placed_at(one: CarriedPassage, anchor: Anchor) -> CarriedPassage:
    """Return a passage at the place that a person named, with the state that its words leave it."""
    old, new = one.marked.passage.anchor.text, anchor.text
    comparison = None if old is None or new is None else compared_in_place(old, new)
    at_place = replace(one, anchor=anchor, state=AnchorState.TEXT_CHANGED, comparison=comparison, others=())
    kept = taken(at_place) or anchor
    return replace(at_place, anchor=kept, state=kept.state)


def links_in_doubt(one: CarriedPassage) -> tuple[Link, ...]:
    """Return the links whose stance may no longer hold at a place: all, where words changed that turn a sentence round.

    These are negations, numbers, names, modal verbs, dates and words of quantity, in the passage or right beside it.
    """
    if one.comparison is None:
        return ()
    matters = {matter for each in one.comparison.changed for matter in each.matters} | set(one.comparison.beside)
    return one.marked.links if matters - {Matter.PUNCTUATION} else ()
