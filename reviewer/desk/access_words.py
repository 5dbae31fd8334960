"""Owns the sentences about access: never more than a status that a passage carries, and “unsourced” where none does.

“Used” stands in a sentence only where a passage says used, and “granted” only where one says granted. What is not shown is said
as “use is not shown”: it does not say that there was none.
"""

from __future__ import annotations

from collections.abc import Sequence

from reviewer.desk.access_table import AccessCell
from reviewer.desk.date_words import spoken
from reviewer.i18n import tr, trn
from reviewer.model.access import AccessFact, AccessStatus


def status_word(status: AccessStatus) -> str:
    """Return the word of a status."""
    return {
        AccessStatus.REQUESTED: tr("requested"),
        AccessStatus.OFFERED: tr("offered"),
        AccessStatus.POSSIBLE: tr("possible"),
        AccessStatus.GRANTED: tr("granted"),
        AccessStatus.USED: tr("used"),
        AccessStatus.REVOKED: tr("revoked"),
        AccessStatus.DENIED: tr("denied"),
    }[status]


def unsourced_word() -> str:
    """Return what stands beside a fact without a passage, on every screen and in every export."""
    return tr("unsourced")


def when(fact: AccessFact) -> str:
    """Return when a fact held, for people; "" where nothing is known of it."""
    if fact.from_date and fact.to_date:
        return f"{spoken(fact.from_date)} – {spoken(fact.to_date)}"
    if fact.to_date:
        return tr("until {date}").format(date=spoken(fact.to_date))
    return spoken(fact.from_date) if fact.from_date else ""


def told(fact: AccessFact) -> str:
    """Return a fact in one line: status, when, and that it is unsourced where it is."""
    said = [status_word(fact.status), when(fact)]
    line = " ".join(one for one in said if one)
    return line if fact.is_sourced else f"{line} ({unsourced_word()})"


def summary(cell: AccessCell) -> str:
    """Return how far it went, in one or two sentences."""
    if not cell.facts:
        return tr("Nothing is recorded. That does not say that it was denied.")
    sourced = {one.status for one in cell.facts if one.is_sourced}
    said = [_furthest(sourced)] if sourced else [tr("No passage says anything of it.")]
    if cell.disagreeing:
        said.append(tr("These facts do not agree."))
    loose = [status_word(one.status) for one in cell.facts if not one.is_sourced]
    if loose:
        said.append(tr("Without a source: {statuses}.").format(statuses=_listed(loose)))
    return " ".join(said)


def counted(cell: AccessCell) -> str:
    """Return what the cell rests on: “Two facts, two passages.”"""
    passages = {passage for one in cell.facts for passage in one.passages}
    facts = trn("{count} fact", "{count} facts", len(cell.facts)).format(count=len(cell.facts))
    return f"{facts}, {passage_count(len(passages))}."


def passage_count(count: int) -> str:
    """Return a number of passages in words."""
    return trn("{count} passage", "{count} passages", count).format(count=count)


def _furthest(statuses: set[AccessStatus]) -> str:
    """Say how far it went by sourced facts alone."""
    ended = [
        word
        for status, word in ((AccessStatus.REVOKED, tr("Revoked.")), (AccessStatus.DENIED, tr("Denied.")))
        if status in statuses
    ]
    if AccessStatus.USED in statuses:
        reached = tr("Used.")
    elif AccessStatus.GRANTED in statuses:
        reached = tr("Granted. Use is not shown.")
    elif AccessStatus.POSSIBLE in statuses:
        reached = tr("Possible. Neither a grant nor use is shown.")
    elif AccessStatus.OFFERED in statuses:
        reached = tr("Offered. That it was taken is not shown.")
    elif AccessStatus.REQUESTED in statuses:
        reached = tr("Requested. That it was given is not shown.")
    else:
        reached = ""
    return " ".join(one for one in (reached, *ended) if one)


def _listed(words: Sequence[str]) -> str:
    return ", ".join(dict.fromkeys(words))
