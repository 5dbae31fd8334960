"""Writes an evidence pack: a BagIt 1.0 bag (RFC 8493) as a folder or a .zip, made beside its place and then renamed into it.

Owns the order of the work. What goes in was decided by the plan, what files look like by the exporters, where it goes by `place`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from reviewer.errors import CancelledError
from reviewer.exporters.bag import leftovers
from reviewer.exporters.bag.place import Place, explained
from reviewer.exporters.bag.stage import Stage
from reviewer.exporters.bag.tag_files import write_tags, write_zip
from reviewer.exporters.forms import annotations as web_annotations
from reviewer.exporters.forms import coverage, desk_tables, html, table
from reviewer.exporters.forms.registry import exporters
from reviewer.exporters.plan.exhibits import ExportPlan, PlannedDocument
from reviewer.exporters.reading.port import OpenById
from reviewer.exporters.reading.render import render, units
from reviewer.exporters.reading.rendered import Rendered

FORMS = (web_annotations, coverage, desk_tables, html, table)
"""Modules that register exporters; named here so that they are imported."""


@dataclass(frozen=True, slots=True)
class PackReport:
    """What was written.

    Attributes:
        path: The folder or .zip.
        files: Files in the pack, tag files included.
        size: Bytes of the payload.
        refused: What could not go in: the name of a document (or of an exhibit in one) and a sentence.
        outside: Documents too large for a pack, or protected and left out by choice, of which only passages went in: the name and
            a sentence.
        unprotected: Documents that are protected and whose copies in the pack are not: the name and a sentence.
        locked: Whether a password would help with some of what was refused.
        fingerprint: SHA-256 of `tagmanifest-sha256.txt`, which stands for the whole pack.

    """

    path: Path
    files: int
    size: int
    refused: tuple[tuple[str, str], ...]
    fingerprint: str
    outside: tuple[tuple[str, str], ...] = ()
    unprotected: tuple[tuple[str, str], ...] = ()
    locked: bool = False


def write_pack(
    plan: ExportPlan,
    out: Path,
    *,
    open_document: OpenById,
    force: bool = False,
    confirm: Callable[[PlannedDocument], None] = lambda _linked: None,
    progress: Callable[[int, int, str], None],
    cancelled: Callable[[], bool],
) -> PackReport:
    """Write the pack of a plan to `out`, a .zip where the name ends so, else a folder.

    Args:
        plan: The frozen plan.
        out: Must not be there yet; an empty folder is fine.
        open_document: Opens a document in a worker. One that cannot be opened is refused by name, and the others go on.
        force: Replace a pack that this program made.
        confirm: Called with each linked document once its passages were taken; what it raises keeps the pack from appearing.
        progress: Told on this thread how many of how many steps are done, and in a word which was the last.
        cancelled: Asked between steps, and often while documents are at work.

    Raises:
        CancelledError: `cancelled` said so; nothing is left behind.
        PackError: The place is taken, or cannot be written to; nothing is left behind.

    """
    place = Place(out)
    place.clear_leftovers()
    place.check(force=force)
    steps = _Steps(units(plan) + len(exporters(plan.choice)) + 1, progress, cancelled)
    with place.staging() as staging, explained(out):
        stage = Stage(staging / leftovers.BAG)
        documents = render(plan, stage, open_document=open_document, step=steps.done, cancelled=cancelled)
        read = [given.read for given in documents.values() if given.read is not None]
        rendered = Rendered(plan.as_read(read), documents, stage.read_payload)
        for linked in (one for one in rendered.linked() if one.exhibits):
            steps.check()
            confirm(linked)
        _write_forms(stage, rendered, steps)
        fingerprint = write_tags(stage, plan, unprotected=len(rendered.unprotected()))
        ready = stage.root
        if place.is_zip:
            ready = staging / leftovers.ZIP
            write_zip(stage, ready, folder=place.folder, moment=plan.moment, pause=steps.check)
        else:
            stage.sync()
        steps.check()
        place.appear(ready, staging, force=force)
    steps.done(out.name)
    return _report(out, stage, rendered, fingerprint)


def _report(out: Path, stage: Stage, rendered: Rendered, fingerprint: str) -> PackReport:
    return PackReport(
        path=out,
        files=len(stage.files),
        size=sum(one.size for one in stage.payload),
        refused=rendered.left_out(),
        fingerprint=fingerprint,
        outside=rendered.outside(),
        unprotected=rendered.unprotected(),
        locked=any(one.locked for one in rendered.documents.values()),
    )


def _write_forms(stage: Stage, rendered: Rendered, steps: _Steps) -> None:
    for one in exporters(rendered.plan.choice):
        steps.check()
        stage.write_payload(one.path, one.produce(rendered))
        steps.done(one.title)


class _Steps:
    """Counts steps for the progress, and gives up when asked to."""

    def __init__(self, total: int, progress: Callable[[int, int, str], None], cancelled: Callable[[], bool]) -> None:
        self._total = total
        self._count = 0
        self._progress = progress
        self._cancelled = cancelled

    def done(self, words: str) -> None:
        self._count += 1
        self._progress(self._count, self._total, words)

    def check(self) -> None:
        if self._cancelled():
            raise CancelledError("The export was cancelled; nothing was written")
