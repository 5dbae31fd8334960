"""The list of exporters: one a module, found by its decorator, run in a fixed order.

An exporter is a function that gets the frozen plan and what the documents gave, and yields the bytes of one file for people.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from reviewer.exporters.plan.choice import PackChoice
from reviewer.exporters.reading.rendered import Rendered

Produce = Callable[[Rendered], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Exporter:
    """One file of a pack: where it lies below `data/`, what it is called in the progress, what makes its bytes, and whether it is
    chosen.
    """

    path: str
    title: str
    produce: Produce
    is_chosen: Callable[[PackChoice], bool]


_exporters: dict[str, Exporter] = {}


def exporter(
    path: str, title: str, is_chosen: Callable[[PackChoice], bool] = lambda _choice: True
) -> Callable[[Produce], Produce]:
    """Register a function as the maker of the payload file `path`, of every pack or of those for which it `is_chosen`.

    Raises:
        ValueError: Another exporter makes that file.

    """

    def register(produce: Produce) -> Produce:
        if path in _exporters:
            raise ValueError(f"two exporters make {path}")
        _exporters[path] = Exporter(path, title, produce, is_chosen)
        return produce

    return register


def exporters(choice: PackChoice) -> tuple[Exporter, ...]:
    """Return the exporters of a pack, sorted by path."""
    return tuple(_exporters[path] for path in sorted(_exporters) if _exporters[path].is_chosen(choice))
