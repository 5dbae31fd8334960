"""Turns what a viewing copy is without into words for people. No widgets."""

from __future__ import annotations

from collections.abc import Iterator

from reviewer.i18n import tr, trn
from reviewer.model.file_facts import FactKind
from reviewer.services.copies.dropped import Dropped, DroppedKind, DroppedReport
from reviewer.ui.look.fact_words import kind_words


def dropped_rows(report: DroppedReport) -> Iterator[tuple[str, str]]:
    """Yield the name of each thing that was dropped, and how much of it there was."""
    for one in report.rows:
        if isinstance(one.kind, FactKind):
            yield _thing_words(one.kind), str(one.count)
        else:
            yield _own(one, one.kind)


def _own(one: Dropped, kind: DroppedKind) -> tuple[str, str]:
    name, words = {
        DroppedKind.BEYOND: (tr("Pages"), tr("The last {count}: the document has more than can be shown")),
        DroppedKind.TEXT: (tr("Text"), tr("The copy can be read, but neither searched nor copied from")),
        DroppedKind.DESCRIPTION: (
            tr("Description"),
            trn("1 entry: such as author, program, dates", "{count} entries: such as author, program, dates", one.count),
        ),
        DroppedKind.OUTLINE: (tr("Contents"), trn("Table of contents, 1 entry", "Table of contents, {count} entries", one.count)),
        DroppedKind.ANNOTATION: (
            tr("Annotations"),
            trn(
                "1: its author, date and comment, where the page does not show them",
                "{count}: their authors, dates and comments, where the pages do not show them",
                one.count,
            ),
        ),
        DroppedKind.ATTACHED: (tr("Attached files"), "{count}"),
        DroppedKind.EARLIER_STATE: (tr("Earlier states"), tr("{count}: what was removed or changed may be in the document")),
        DroppedKind.ENCRYPTION: (tr("Protection"), tr("The copy opens without a password, and forbids nothing")),
    }[kind]
    return name, words.format(count=one.count)


def _thing_words(kind: FactKind) -> str:
    """Return what things of a kind are called where only their number follows."""
    own = {FactKind.FORM_SENT: tr("Forms to send"), FactKind.OUTSIDE_DATA: tr("Data from outside")}
    return own.get(kind) or kind_words(kind)
