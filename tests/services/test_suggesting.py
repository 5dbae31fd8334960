"""Suggesting versions among many documents: only what may be alike is compared, and it can be stopped."""

from __future__ import annotations

import random

import pytest

from reviewer.errors import CancelledError
from reviewer.model.document import Document
from reviewer.model.ids import DocumentId, Sha256
from reviewer.model.versions import Sketch
from reviewer.services.versions import suggesting
from reviewer.services.versions.sketching import alike_edges, likeness
from reviewer.services.versions.suggesting import ALIKE, ALIKE_PICTURES, suggested
from tests.store import made


def documents(count: int) -> list[Document]:
    return [made.document(f"{n:08}-0000-4000-8000-000000000000", f"{n:064x}", position=n) for n in range(count)]


def sketches(count: int, seed: int = 1) -> dict[Sha256, Sketch]:
    """Sketches of documents of which some are half, a third or a tenth of an earlier one, or look like it."""
    dice = random.Random(seed)
    found: list[Sketch] = []
    for n in range(count):
        hashes, picture = {dice.getrandbits(62) for _ in range(256)}, dice.getrandbits(1024) & dice.getrandbits(1024)
        if n % 3 == 2:
            earlier = dice.choice(found)
            taken = dice.sample(sorted(earlier.hashes), dice.choice((230, 150, 120, 60, 20)))
            hashes = {*taken, *list(hashes)[: 256 - len(taken)]}
            picture = int(earlier.picture, 16) ^ sum(1 << dice.randrange(1024) for _ in range(dice.choice((5, 30, 60))))
        shingles = dice.choice((1000, 1000, 10))
        found.append(Sketch(Sha256(f"{n:064x}"), "1", shingles, frozenset(hashes), f"{picture:0256x}"))
    return {one.sha256: one for one in found}


def test_the_index_leaves_out_nothing_that_is_alike() -> None:
    listed, known = documents(120), sketches(120)
    alike = set()
    for at, newer in enumerate(listed):
        for older in listed[:at]:
            one, other = known[newer.sha256], known[older.sha256]
            words = likeness(one, other)
            pictures = words is None and alike_edges(one.picture, other.picture) >= ALIKE_PICTURES
            if pictures or (words is not None and words >= ALIKE):
                alike.add(newer.id)
    found = suggested(listed, known, frozenset())
    assert {one.newer for one in found} == alike
    assert len(alike) > 10


def test_documents_that_share_nothing_are_not_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[DocumentId] = []
    before = suggesting._alike
    monkeypatch.setattr(suggesting, "_alike", lambda new, old, of: compared.append(new.id) or before(new, old, of))
    suggested(documents(300), sketches(300), frozenset())
    assert len(compared) < 200, "of 44,850 pairs"
    compared.clear()
    (one,) = set(sketches(1).values())
    same = {document.sha256: one for document in documents(200)}
    assert len(suggested(documents(200), same, frozenset())) == 199
    assert compared


def test_it_stops_between_two_documents() -> None:
    asked = iter((False, False, True))
    with pytest.raises(CancelledError):
        suggested(documents(9), sketches(9), frozenset(), lambda: next(asked))
    assert next(asked, None) is None
