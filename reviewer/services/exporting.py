"""Handing over: an evidence pack of the whole case, written beside its place and then put there.

Owns the way from the open case to `exporters`: the snapshot, the plan, and the documents opened for it. Nothing of the pack's
form is decided here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from pathlib import Path

from reviewer.errors import CaseError, LinkedFileError, PackError
from reviewer.exporters.pack import PackReport, write_pack
from reviewer.exporters.plan.building import build
from reviewer.exporters.plan.choice import EVERYTHING, PackChoice
from reviewer.exporters.plan.exhibits import ExportPlan, PlannedDocument
from reviewer.i18n import tr
from reviewer.log import logger
from reviewer.model.correction import BuiltPack
from reviewer.model.ids import PassageId
from reviewer.model.snapshot import CaseSnapshot
from reviewer.services.session import Session
from reviewer.store.check import check_before_exporting
from reviewer.store.content.desk import note_pack
from reviewer.store.reader import CaseReader

_log = logger(__name__)

ExportReport = PackReport
"""What was written, and which documents could not go in, each with a sentence."""


def export_pack(
    session: Session,
    out: Path,
    *,
    audience: str = "editor",
    choice: PackChoice = EVERYTHING,
    force: bool = False,
    progress: Callable[[int, int, str], None] = lambda _done, _total, _what: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Future[ExportReport]:
    """Write the case's pack.

    Args:
        session: The open case; what is committed when the export begins is what the pack holds.
        out: A folder, or a name that ends in .zip.
        audience: For whom: "editor".
        choice: What goes in.
        force: Replace an earlier pack of this program.
        progress: Called with steps done, steps in all, and what is being written.
        cancelled: Asked between steps; nothing is left behind.

    Raises:
        PackError: (in the future) There is something at `out` that may not be replaced, it cannot be written, the audience is
            "public", or the case was changed outside this program.
        CancelledError: (in the future) It was cancelled.

    """

    def stopped() -> bool:
        return cancelled() or session.closing.is_set()

    # Behind everything that was asked for before: the pack holds what the person sees.
    asked = session.intend(lambda: session.read(lambda case: _drawn_on(case, choice)).result())

    def run() -> ExportReport:
        snapshot, counterchecked = asked.result()
        plan = build(snapshot, audience=audience, choice=choice, counterchecked=counterchecked)
        _require_untouched(session.path, stopped)
        _require_vouched(session, plan.documents)
        report = write_pack(
            plan,
            out,
            open_document=session.open_document,
            force=force,
            confirm=lambda linked: _require_unchanged(session, linked, stopped),
            progress=progress,
            cancelled=stopped,
        )
        return _noted(session, report, plan)

    return session.job(run)


def _drawn_on(case: CaseReader, choice: PackChoice) -> tuple[CaseSnapshot, frozenset[PassageId]]:
    """Return the case, and the passages in it that a second person has checked."""
    counterchecked = frozenset(passage for one in case.coverage.counterchecks() for passage in one.covers)
    return case.snapshot(coverage=choice.coverage), counterchecked


def _noted(session: Session, report: ExportReport, plan: ExportPlan) -> ExportReport:
    """Return the report of a pack, and keep that it was built, so that a later correction can name it. Nothing is kept
    where the case is open for reading only, or came from elsewhere and was not changed since.

    The pack is in its place: that it could not be noted down takes nothing from it.
    """
    if session.read_only or session.closing.is_set():
        return report
    pack = BuiltPack(report.path.name, plan.head, plan.head_seq, session.clock())
    try:
        session.write(lambda case: case.keep(partial(note_pack, pack=pack), asked_for=False)).result()
    except CaseError as error:
        _log.info("that a pack was built could not be noted down: %s", type(error).__name__)
    return report


def _require_untouched(path: Path, cancelled: Callable[[], bool]) -> None:
    """Refuse a case whose rows are not those of its journal: a pack says what the journal can answer for.

    Raises:
        PackError: Something was changed outside this program.

    """
    found = check_before_exporting(path, cancelled=cancelled)
    if found:
        raise PackError(
            tr("No pack was written, for the case is not as its journal says: {finding}").format(finding=found[0]),
            tr("Go back to a backup or another copy; “reviewer check” says all that is wrong."),
        )


def _require_vouched(session: Session, documents: Sequence[PlannedDocument]) -> None:
    """Refuse quotes on pages, or beside them, with text that was recognised and that no entry of the journal vouches for yet.

    Raises:
        PackError: There are such.

    """
    new = session.read(lambda case: case.recognised.unvouched()).result()
    for one in documents:
        quoted = {page for exhibit in one.exhibits if exhibit.anchor.text is not None for page in exhibit.anchor.pages}
        touched = sorted(page for page in new.get(one.sha256, ()) if quoted & {page - 1, page, page + 1})
        if touched:
            said = tr("No pack was written, for no entry of the journal vouches yet for the text of page {page} of “{name}”")
            raise PackError(
                said.format(page=touched[0] + 1, name=one.name),
                tr("Wait until its text is recognised. Where nothing is going on, “reviewer ocr” ends what was cut short."),
            )


def _require_unchanged(session: Session, linked: PlannedDocument, cancelled: Callable[[], bool]) -> None:
    """Read a file outside the case once more: what is in a pack is of bytes that had their checksum before and after.

    Raises:
        PackError: They have not.

    """
    try:
        session.sources.linked_files.check_again(linked.sha256, cancelled)
    except LinkedFileError as error:
        raise PackError(
            tr("No pack was written, for the file of “{name}” was moved or written to meanwhile").format(name=linked.name),
            error.hint,
        ) from error
