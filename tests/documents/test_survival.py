"""Whatever file is opened, it ends opened, partly opened, or refused with a sentence; the next one opens as ever."""

from __future__ import annotations

from array import array
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.documents import limits
from reviewer.documents.client import Source, Workers
from reviewer.documents.parsing.pdf_text import characters
from tests import builders, carrying, hostile
from tests.mutations import damaged
from tests.surviving import fate_of

SOURCES = {
    "text": lambda: builders.text_pdf(builders.REGISTER, builders.DENIAL),
    "carrying": carrying.hostile_pdf,
    "recognised": lambda: builders.recognised_pdf(builders.REGISTER),
    "png": builders.png,
    "tiff": builders.tiff,
    "jpeg 2000": builders.jpeg2000,
    "jpeg": lambda: builders.jpeg(orientation=6),
}
SEEDS = 5


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    made = Workers()
    made.start()
    yield made
    made.close()


REFUSED = {
    "lying.png": "picture is too large",
    "wide.png": "picture is too large",
    "words.pdf": "damaged",
    "page.html": "not a PDF and not an image",
}
"""What is said of those that cannot be shown; all others are."""


@pytest.mark.parametrize("name", hostile.SMALL)
def test_a_file_made_to_harm_is_shown_or_refused_with_a_sentence(workers: Workers, name: str) -> None:
    fate = fate_of(workers, name, hostile.made(name))
    assert fate.end == ("refused" if name in REFUSED else "opened"), fate.said
    assert name not in REFUSED or REFUSED[name] in fate.said[-1]
    assert fate.failures == 0


@pytest.mark.parametrize("source", SOURCES)
def test_damaged_files_cost_only_themselves(workers: Workers, source: str) -> None:
    whole = SOURCES[source]()
    for seed in range(SEEDS):
        fate = fate_of(workers, f"{source} {seed}", damaged(whole, seed), pages=1)
        assert fate.end in {"opened", "partly", "refused"}, (source, seed, fate.said)
        assert fate.failures == 0, (source, seed, fate.said)
    assert fate_of(workers, source, whole, pages=1).end == "opened"


def test_damage_is_the_same_for_the_same_seed_and_is_damage() -> None:
    whole = builders.text_pdf(builders.REGISTER)
    assert [damaged(whole, seed) for seed in range(20)] == [damaged(whole, seed) for seed in range(20)]
    assert len({damaged(whole, seed) for seed in range(20)} - {whole}) >= 19


def test_of_a_file_with_more_pages_than_any_document_has_the_first_are_shown(workers: Workers) -> None:
    with Source.from_bytes(hostile.many_pages(limits.MAX_PAGES + 7)) as source:
        opened = workers.open(source).result()
    assert (opened.page_count, opened.beyond) == (limits.MAX_PAGES, 7)
    assert opened.pages(limits.MAX_PAGES - 1, 1).result()[0].width == 300
    opened.close()


def test_of_a_picture_with_more_frames_than_any_has_the_first_are_shown(workers: Workers) -> None:
    with Source.from_bytes(hostile.many_frames(limits.MAX_IMAGE_FRAMES + 7)) as source:
        opened = workers.open(source).result()
    assert (opened.page_count, opened.beyond) == (limits.MAX_IMAGE_FRAMES, 7)
    assert opened.render(limits.MAX_IMAGE_FRAMES - 1, scale=1).result().width_px == 8
    opened.close()


@given(st.lists(st.floats(width=32), max_size=16), st.sampled_from([1.0, 3e9, -4e9, float("inf"), float("nan")]))
def test_letters_that_a_file_puts_beyond_all_bounds_are_answered_within_them(corners: list[float], odd: float) -> None:
    flat = array("f", [*corners, odd])
    found = characters._within_reach(flat)
    assert all(abs(one) <= limits.MAX_COORDINATE for one in found)
    assert all(now == before for now, before in zip(found, flat, strict=True) if abs(before) <= limits.MAX_COORDINATE)
